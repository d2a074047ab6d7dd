//! Procedures, checklists and slips as JSON.

use crate::deadline::Limit;
use domain::date::format_date;
use domain::form as form_core;
use domain::procedure as core;
use serde::{Deserialize, Serialize};
use time::Date;

/// One line of a checklist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChecklistItem {
    /// Stable id within the procedure.
    pub id: String,
    /// Vietnamese name.
    pub name: String,
    /// `form`, `original`, `copy`, `shown` or `data`.
    pub kind: String,
    /// `yes`, `no` or `unknown`.
    pub needed: String,
    /// `required`, `if_available` or `from_database`.
    pub demand: String,
    /// A database holds it: never ask the person, unless the database cannot be read or is wrong.
    pub held_by_database: bool,
    /// Which database.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub database: Option<String>,
    /// Where to get the paper, a plain Vietnamese sentence.
    pub where_to_get: String,
    /// Number of copies.
    pub copies: u8,
    /// `confirmed`, `single_source` or `unverified`.
    pub confidence: String,
    /// A remark for the officer, in Vietnamese.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Legal citations.
    pub basis: Vec<String>,
}

/// The checklist of one dossier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Checklist {
    /// Code of the procedure.
    pub procedure: String,
    /// The day whose rules apply.
    pub received: String,
    /// The items.
    pub requirements: Vec<ChecklistItem>,
}

impl From<&core::Checklist> for Checklist {
    fn from(value: &core::Checklist) -> Self {
        Self {
            procedure: value.procedure.clone(),
            received: format_date(value.received),
            requirements: value
                .items
                .iter()
                .map(|it| ChecklistItem {
                    id: it.requirement.id.clone(),
                    name: it.requirement.name.clone(),
                    kind: it.requirement.kind.code().to_owned(),
                    needed: it.needed.code().to_owned(),
                    demand: it.requirement.demand.code().to_owned(),
                    held_by_database: it.requirement.demand == core::Demand::FromDatabase,
                    database: it.requirement.database.clone(),
                    where_to_get: it.requirement.where_to_get.clone(),
                    copies: it.requirement.copies,
                    confidence: it.requirement.provenance.confidence.code().to_owned(),
                    note: it.requirement.provenance.note.clone(),
                    basis: it.requirement.basis.clone(),
                })
                .collect(),
        }
    }
}

/// A procedure as it stands for dossiers received on one day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Procedure {
    /// National code.
    pub code: String,
    /// Official Vietnamese name.
    pub name: String,
    /// Short Vietnamese name.
    pub short_name: String,
    /// Who decides.
    pub authority: String,
    /// What the person gets.
    pub result: String,
    /// Fee in đồng.
    pub fee: u64,
    /// Number of sets of papers.
    pub copies: u8,
    /// The time limit; `null` if none is verified.
    pub limit: Option<Limit>,
    /// How sure the limit is.
    pub limit_confidence: String,
    /// Category ids that it serves.
    pub categories: Vec<String>,
    /// Who may hand in.
    pub submitters: Vec<String>,
    /// Ids of the forms.
    pub forms: Vec<String>,
    /// A remark, in Vietnamese.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remark: Option<String>,
    /// Legal citations.
    pub basis: Vec<String>,
    /// How sure the procedure is.
    pub confidence: String,
    /// A remark about sources, in Vietnamese.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Procedure {
    /// The procedure for dossiers received on `day`.
    pub fn on(value: &core::Procedure, day: Date) -> Self {
        let limit = value.limit_on(day);
        let mut basis = value.basis.clone();
        basis.extend(limit.into_iter().flat_map(|it| it.basis.iter().cloned()));
        basis.dedup();
        Self {
            code: value.code.clone(),
            name: value.name.clone(),
            short_name: value.short_name.clone(),
            authority: value.authority.clone(),
            result: value.result.clone(),
            fee: value.fee_dong,
            copies: value.copies,
            limit: limit.and_then(|it| it.limit).map(Limit::from),
            limit_confidence: limit
                .map_or("unverified", |it| it.provenance.confidence.code())
                .to_owned(),
            categories: value.categories.clone(),
            submitters: value.submitters.iter().map(|it| it.code().to_owned()).collect(),
            forms: value.forms_on(day).map(|it| it.form.clone()).collect(),
            remark: value.remark.clone(),
            basis,
            confidence: value.provenance.confidence.code().to_owned(),
            note: value.provenance.note.clone(),
        }
    }
}

/// One fixed text of a slip.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SlipText {
    /// Stable key.
    pub key: String,
    /// Vietnamese text.
    pub text: String,
}

/// A slip's name, number and fixed texts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Slip {
    /// `receipt`, `supplement_request`, `refusal`, `apology`, `stop_notice`, `control_slip` or `register`.
    pub kind: String,
    /// Vietnamese name, as printed.
    pub name: String,
    /// Form number, as printed.
    pub number: String,
    /// Suffix of the running number.
    pub number_suffix: String,
    /// Fixed texts in order.
    pub texts: Vec<SlipText>,
    /// `confirmed`, `single_source` or `unverified`.
    pub confidence: String,
    /// Legal citations.
    pub basis: Vec<String>,
}

impl From<&form_core::Slip> for Slip {
    fn from(value: &form_core::Slip) -> Self {
        Self {
            kind: value.kind.code().to_owned(),
            name: value.name.clone(),
            number: value.number.clone(),
            number_suffix: value.number_suffix.clone(),
            texts: value
                .texts
                .iter()
                .map(|(key, text)| SlipText {
                    key: key.clone(),
                    text: text.clone(),
                })
                .collect(),
            confidence: value.provenance.confidence.code().to_owned(),
            basis: value.basis.clone(),
        }
    }
}
