//! Journal entries: what was done, by whom, seen from which version. The only way in which a device changes anything.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use crate::dossier::DossierStep;
use crate::records::{
    AttendanceRecord, DifficultyRecord, HomeVisitRecord, HouseholdRecord, PersonRecord, SurveyRecord,
};

/// Version of the entry format that this program writes. Older ones are upcast when read, newer ones are held.
pub const ENTRY_VERSION: u32 = 1;

/// What an entry is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SubjectKind {
    /// Hồ sơ.
    Dossier,
    /// Person.
    Person,
    /// Household.
    Household,
    /// People served at a stop.
    Attendance,
    /// Satisfaction survey.
    Survey,
    /// Vướng mắc, kiến nghị.
    Difficulty,
    /// Home-visit request.
    HomeVisit,
}

/// The subject of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Subject {
    /// Kind.
    pub kind: SubjectKind,
    /// UUIDv7, made on the device that created the subject.
    pub id: Uuid,
}

/// An entry as it is sent. `body` stays raw JSON until its version is known to be readable.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Entry {
    /// UUIDv7. The same id twice is the same entry: it is accepted once.
    pub id: Uuid,
    /// Format version, see [`ENTRY_VERSION`].
    pub v: u32,
    /// What it is about.
    pub subject: Subject,
    /// The subject's version that the author had from the server; 0 when the server had not confirmed any. Entries that
    /// follow one another on a device before it syncs all carry the same base.
    pub base: u32,
    /// Account that did it, fixed when it was done. Must be the account that sends it.
    pub author: Uuid,
    /// The device's clock, Vietnamese civil time. Shown, never decides.
    pub at: String,
    /// The stop during which it was done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stop: Option<Uuid>,
    /// See [`Body`].
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub body: Value,
}

/// Fields to set; `null` makes a field unknown again. Dotted keys reach into `facts` (`facts.disability`).
pub type Patch = BTreeMap<String, Value>;

/// What was done.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "type")]
pub enum Body {
    /// A person is registered. `record.version` is ignored.
    #[serde(rename = "person.registered")]
    PersonRegistered {
        /// First state.
        record: Box<PersonRecord>,
    },
    /// Facts about a person changed.
    #[serde(rename = "person.changed")]
    PersonChanged {
        /// What changed.
        #[cfg_attr(feature = "openapi", schema(value_type = Object))]
        set: Patch,
    },
    /// A household is registered.
    #[serde(rename = "household.registered")]
    HouseholdRegistered {
        /// First state.
        record: HouseholdRecord,
    },
    /// Facts about a household changed.
    #[serde(rename = "household.changed")]
    HouseholdChanged {
        /// What changed.
        #[cfg_attr(feature = "openapi", schema(value_type = Object))]
        set: Patch,
    },
    /// A step of a dossier.
    #[serde(rename = "dossier.step")]
    DossierStep {
        /// The step.
        step: Box<DossierStep>,
    },
    /// People were served.
    #[serde(rename = "attendance.recorded")]
    AttendanceRecorded {
        /// State.
        record: AttendanceRecord,
    },
    /// A survey was answered.
    #[serde(rename = "survey.answered")]
    SurveyAnswered {
        /// State.
        record: SurveyRecord,
    },
    /// A difficulty or proposal was written down.
    #[serde(rename = "difficulty.reported")]
    DifficultyReported {
        /// State.
        record: DifficultyRecord,
    },
    /// The office answered.
    #[serde(rename = "difficulty.changed")]
    DifficultyChanged {
        /// What changed.
        #[cfg_attr(feature = "openapi", schema(value_type = Object))]
        set: Patch,
    },
    /// Somebody asked for a visit at home.
    #[serde(rename = "home_visit.requested")]
    HomeVisitRequested {
        /// State.
        record: HomeVisitRecord,
    },
    /// Assigned, done, cancelled.
    #[serde(rename = "home_visit.changed")]
    HomeVisitChanged {
        /// What changed.
        #[cfg_attr(feature = "openapi", schema(value_type = Object))]
        set: Patch,
    },
}

/// What became of a pushed entry. Sent = applied + merged + conflict + refused + held (+ duplicates of those).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Outcome {
    /// Applied to the version the author saw.
    Applied,
    /// Somebody else changed other fields meanwhile; both changes stand.
    Merged,
    /// Somebody else changed the same fields; the office decides. Nothing is lost: the entry is kept.
    Conflict {
        /// The fields in question.
        fields: Vec<String>,
    },
    /// The rules do not allow it; kept, shown, and a person closes it.
    Refused {
        /// Stable code of the error catalogue.
        code: String,
    },
    /// Not yet readable or its subject has not arrived; kept and tried again.
    Held {
        /// Stable code of the error catalogue.
        code: String,
    },
}

/// The answer for one pushed entry.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PushResult {
    /// Entry id.
    pub id: Uuid,
    /// True when this entry had arrived before: `outcome` is the first answer again.
    #[serde(default)]
    pub duplicate: bool,
    /// What became of it.
    #[serde(flatten)]
    pub outcome: Outcome,
    /// Place in the commune's order, when it is in the journal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seq: Option<i64>,
    /// The subject's version after it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<u32>,
    /// A fact of the field that the office must look at although it stands (`late_extension`, `rules_changed`, …).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub flags: Vec<String>,
}
