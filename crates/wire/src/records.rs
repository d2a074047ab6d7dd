//! The current state of what a device may write offline: the fold of the journal, as it is stored, sent and shown.
//!
//! Dates are ISO 8601 text. A birth date may be `1950` or `1950-03` when only that is known. Date-times are Vietnamese
//! civil time to the minute (`2026-11-20T16:10`); the country has one time zone and no summer time. Money is in đồng
//! per month. An absent fact is *unknown*, never false.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use crate::dossier::DossierRecord;

/// When and by whom a field last changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Stamp {
    /// The record's version (number of accepted entries) after the change.
    pub version: u32,
    /// Account that changed it.
    pub author: Uuid,
}

/// The stamp of each field (of each kind of step, for a dossier): what makes a conflict visible per field.
pub type FieldVersions = BTreeMap<String, Stamp>;

/// Sex as on identity papers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Sex {
    /// Nữ.
    Female,
    /// Nam.
    Male,
}

/// Somebody connected with a person: a caregiver, a representative, a guardian, the one who submits.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PersonLink {
    /// The registered person, when there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<Uuid>,
    /// Name as written on papers.
    pub full_name: String,
    /// `child`, `spouse`, `parent`, `grandchild`, `sibling`, `neighbour`, `guardian`, `other`…
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relation: Option<String>,
    /// Personal id, 12 digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub personal_id: Option<String>,
    /// Phone number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Address when it is not the household's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
}

/// A monthly payment that a person receives now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Receives {
    /// Category id of the rules (`DT6_N`, `HTXH_75`, …).
    pub category: String,
    /// Đồng per month.
    pub monthly: i64,
    /// Number of the decision, as written on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision_number: Option<String>,
    /// First month paid, `2026-07`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from_month: Option<String>,
}

/// Why a record is no longer in the commune's list. Its history stays, and it can come back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum GoneWhy {
    /// It is the same person as another record.
    Merged,
    /// It should never have been there: an import that was undone, a mistake.
    Mistake,
    /// The person lives in another commune now.
    Moved,
}

/// How a record left the commune's list. Death is a fact of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Gone {
    /// Why.
    pub why: GoneWhy,
    /// The record that stands for the person now, when merged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub into: Option<Uuid>,
    /// Since when, ISO date or month; absent = unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<String>,
}

/// A registered person. The keys of `facts` are the facts of the contract (`disability`, `hiv`, `monthly_pension`, …)
/// except `birth_date`, `sex`, `alive` (here) and `household` (on [`HouseholdRecord`]).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PersonRecord {
    /// UUIDv7, made where the person was registered.
    pub id: Uuid,
    /// Number of accepted entries.
    pub version: u32,
    /// Full name, NFC, casing as typed.
    pub full_name: String,
    /// ISO date, or year, or year and month.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub birth_date: Option<String>,
    /// Sex; absent = unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sex: Option<Sex>,
    /// Alive; absent = unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alive: Option<bool>,
    /// Date of death.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub death_date: Option<String>,
    /// 12 digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub personal_id: Option<String>,
    /// 9 digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub old_id: Option<String>,
    /// Phone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Ethnic group (sensitive).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ethnic_group: Option<String>,
    /// Village id (`v01`…) of the commune.
    pub village: String,
    /// Household.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub household: Option<Uuid>,
    /// `head`, `spouse`, `child`, `parent`, `grandchild`, `grandparent`, `sibling`, `other`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relation_to_head: Option<String>,
    /// Facts of the contract; an absent key is unknown.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub facts: BTreeMap<String, Value>,
    /// Number of the disability certificate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disability_certificate: Option<String>,
    /// Cannot come to the office by themselves (F25, F29).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cannot_travel: Option<bool>,
    /// Who acts for the person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub representative: Option<PersonLink>,
    /// Who cares for the person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caregiver: Option<PersonLink>,
    /// What the person receives now; absent = unknown, empty = nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receives: Option<Vec<Receives>>,
    /// Account for payments (sensitive).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bank_account: Option<String>,
    /// The stop at which a mobile team found a person who was on no list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub newly_found_at: Option<Uuid>,
    /// Set when the record is no longer in the list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gone: Option<Gone>,
    /// See [`FieldVersions`].
    #[serde(default, skip_serializing_if = "FieldVersions::is_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub field_versions: FieldVersions,
}

/// A household. Its members are the persons who name it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HouseholdRecord {
    /// UUIDv7.
    pub id: Uuid,
    /// Number of accepted entries.
    pub version: u32,
    /// Village id.
    pub village: String,
    /// Address within the village.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// How to find the house, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub directions: Option<String>,
    /// Head of the household.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub head: Option<Uuid>,
    /// `none`, `near_poor`, `poor`; absent = unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub poverty: Option<String>,
    /// Decision or certificate behind `poverty`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub poverty_decision: Option<String>,
    /// In a village of extreme difficulty; absent = unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extremely_difficult_area: Option<bool>,
    /// See [`FieldVersions`].
    #[serde(default, skip_serializing_if = "FieldVersions::is_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub field_versions: FieldVersions,
}

/// One person (or a group that came together) served at a stop, whether or not a dossier results.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AttendanceRecord {
    /// UUIDv7.
    pub id: Uuid,
    /// Number of accepted entries.
    pub version: u32,
    /// The stop, when it happened at one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stop: Option<Uuid>,
    /// The person, when registered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<Uuid>,
    /// `advice`, `dossier`, `papers`, `result`, `survey`, `other`.
    pub service: String,
    /// How many people.
    pub people: u32,
    /// When, Vietnamese civil time, by the device.
    pub at: String,
}

/// Answers to the satisfaction survey. Not linked to a person or dossier; only sums are shown, from five answers up.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SurveyRecord {
    /// UUIDv7.
    pub id: Uuid,
    /// Number of accepted entries.
    pub version: u32,
    /// The stop, when it happened at one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stop: Option<Uuid>,
    /// Question code → option code, both from the rules.
    pub answers: BTreeMap<String, String>,
    /// What the citizen wrote.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
    /// Month of the answer, `2026-11`: no finer, so that an answer cannot be laid beside a hand-over.
    pub month: String,
}

/// A difficulty or proposal (vướng mắc, kiến nghị) and its answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DifficultyRecord {
    /// UUIDv7.
    pub id: Uuid,
    /// Number of accepted entries.
    pub version: u32,
    /// The stop it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stop: Option<Uuid>,
    /// The village it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub village: Option<String>,
    /// `difficulty` or `proposal`.
    pub nature: String,
    /// Text.
    pub text: String,
    /// Who reported it (account id).
    pub reported_by: Uuid,
    /// When, Vietnamese civil time.
    pub at: String,
    /// The answer of the office.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<String>,
    /// See [`FieldVersions`].
    #[serde(default, skip_serializing_if = "FieldVersions::is_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub field_versions: FieldVersions,
}

/// A wish to be served at home (F26).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HomeVisitRecord {
    /// UUIDv7.
    pub id: Uuid,
    /// Number of accepted entries.
    pub version: u32,
    /// The registered person, when known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<Uuid>,
    /// Name given by whoever asks.
    pub full_name: String,
    /// Village id.
    pub village: String,
    /// Phone to call back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// What is needed, in the citizen's words.
    pub need: String,
    /// `citizen`, `family`, `village_head`, `union`, `officer`.
    pub asked_by: String,
    /// `asked`, `assigned`, `done`, `cancelled`.
    pub status: String,
    /// Assigned officer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assigned_to: Option<Uuid>,
    /// Day of the visit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// See [`FieldVersions`].
    #[serde(default, skip_serializing_if = "FieldVersions::is_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub field_versions: FieldVersions,
}

/// Any record, tagged by its kind.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Record {
    /// Hồ sơ.
    Dossier(Box<DossierRecord>),
    /// Person.
    Person(Box<PersonRecord>),
    /// Household.
    Household(HouseholdRecord),
    /// People served.
    Attendance(AttendanceRecord),
    /// Satisfaction survey.
    Survey(SurveyRecord),
    /// Vướng mắc, kiến nghị.
    Difficulty(DifficultyRecord),
    /// Home-visit request.
    HomeVisit(HomeVisitRecord),
}
