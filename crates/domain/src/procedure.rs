//! Administrative procedures as data: who decides, how fast, which papers, which form, for whom.

use crate::deadline::Limit;
use crate::eligibility::{Condition, Provenance, Ternary, Validity};
use crate::facts::coded;
use time::Date;

coded! {
    /// Who may hand in a dossier.
    Submitter {
        /// The person.
        Own = "self",
        /// Authorised in writing.
        Representative = "representative",
        /// Looks after the person.
        Caregiver = "caregiver",
        /// Guardian under the law.
        Guardian = "guardian",
        /// A relative.
        Relative = "relative",
        /// Whoever organises the funeral.
        FuneralOrganiser = "funeral_organiser",
    }
}

coded! {
    /// What kind of paper.
    RequirementKind {
        /// The official declaration form.
        Form = "form",
        /// A paper handed in as an original.
        Original = "original",
        /// A copy.
        Copy = "copy",
        /// A paper only shown, not kept.
        Shown = "shown",
        /// A fact that a database or the commune itself holds: no paper.
        Data = "data",
    }
}

coded! {
    /// Whether a paper can be demanded.
    Demand {
        /// The dossier is not complete without it.
        Required = "required",
        /// Handed in only if the person has it; never blocks reception.
        IfAvailable = "if_available",
        /// Held by a database: never asked, unless the database cannot be read or is wrong (Decree 118/2025 Art. 4.2a).
        FromDatabase = "from_database",
    }
}

/// One item of the published list of papers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Requirement {
    /// Stable id within the procedure.
    pub id: String,
    /// Vietnamese name, as on the receipt.
    pub name: String,
    /// What kind of paper.
    pub kind: RequirementKind,
    /// Whether it can be demanded.
    pub demand: Demand,
    /// For whom; `None` = everybody.
    pub when: Option<Condition>,
    /// Name of the database that holds it.
    pub database: Option<String>,
    /// Where to get the paper, a plain Vietnamese sentence for the guidance slip.
    pub where_to_get: String,
    /// Number of copies.
    pub copies: u8,
    /// Dossiers received in this period.
    pub validity: Validity,
    /// Legal citations.
    pub basis: Vec<String>,
    /// Source and confidence.
    pub provenance: Provenance,
}

/// The time limit during one period; `limit` is `None` where no verified limit is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProcedureLimit {
    /// The limit.
    pub limit: Option<Limit>,
    /// Dossiers received in this period.
    pub validity: Validity,
    /// Legal citations.
    pub basis: Vec<String>,
    /// Source and confidence.
    pub provenance: Provenance,
}

/// Which form serves dossiers received in a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormUse {
    /// Id of the form.
    pub form: String,
    /// For whom; `None` = everybody.
    pub when: Option<Condition>,
    /// Dossiers received in this period.
    pub validity: Validity,
}

/// One administrative procedure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Procedure {
    /// National code, e.g. `1.001776`.
    pub code: String,
    /// Official Vietnamese name.
    pub name: String,
    /// Short Vietnamese name for lists.
    pub short_name: String,
    /// Who decides.
    pub authority: String,
    /// What the person gets.
    pub result: String,
    /// Fee in đồng.
    pub fee_dong: u64,
    /// How many sets of papers.
    pub copies: u8,
    /// Ids of the categories that it serves.
    pub categories: Vec<String>,
    /// Who may hand in.
    pub submitters: Vec<Submitter>,
    /// The result cannot be given at the mobile point on the same day (needs a council, a check, …).
    pub remark: Option<String>,
    /// Dossiers received in this period.
    pub validity: Validity,
    /// Limits by period.
    pub limits: Vec<ProcedureLimit>,
    /// Papers by period.
    pub requirements: Vec<Requirement>,
    /// Forms by period.
    pub forms: Vec<FormUse>,
    /// Legal citations.
    pub basis: Vec<String>,
    /// Source and confidence.
    pub provenance: Provenance,
}

impl Procedure {
    /// The limit for a dossier received on `day`.
    pub fn limit_on(&self, day: Date) -> Option<&ProcedureLimit> {
        self.limits.iter().find(|it| it.validity.contains(day))
    }

    /// The papers for a dossier received on `day`, for anybody.
    pub fn requirements_on(&self, day: Date) -> impl Iterator<Item = &Requirement> {
        self.requirements.iter().filter(move |it| it.validity.contains(day))
    }

    /// The forms for a dossier received on `day`.
    pub fn forms_on(&self, day: Date) -> impl Iterator<Item = &FormUse> {
        self.forms.iter().filter(move |it| it.validity.contains(day))
    }
}

/// One line of the checklist of one dossier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChecklistItem {
    /// The item of the published list.
    pub requirement: Requirement,
    /// Is it needed from this person? `No` for what a database holds and for papers handed in only if available.
    pub needed: Ternary,
}

/// The checklist of one dossier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checklist {
    /// Code of the procedure.
    pub procedure: String,
    /// The day whose rules apply.
    pub received: Date,
    /// The items, required papers first in the order of the rulebook.
    pub items: Vec<ChecklistItem>,
}
