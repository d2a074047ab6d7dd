//! A change of law over a whole list: who gains, who loses, who must be reviewed, and back pay by person and month.
//!
//! A decision in force counts as proof of what its category asks, unless the list says otherwise: under each of the two
//! laws a recipient is placed at the *corresponding* level (Decree 335/2026 Art. 32.3), that is in the category that asks
//! the same facts at the person's age in that month. Where age or a contradicting fact leaves that open, a person decides.

mod back_pay;
mod run;

pub use run::sweep;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::Month;
use crate::missing::Ask;

/// Which change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SweepQuestion {
    /// A day under the old law, ISO date: its categories and rates, for current recipients and for others.
    pub before: String,
    /// First month for which current recipients are owed the new amounts.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub from_month: Month,
    /// A day under the new law, ISO date: usually today. Old and new amounts are compared for its month.
    pub after: String,
    /// Last month that was paid at the recorded amounts; back pay is counted up to it.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub paid_through: Month,
    /// Province code, for rates above the national ones.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub province: Option<String>,
}

impl SweepQuestion {
    /// Decree 335/2026: amounts from 1 July 2026 (Art. 32.3); the month of `today` is the first to be paid by the new law.
    pub fn decree_335(today: time::Date) -> SweepQuestion {
        SweepQuestion {
            before: "2026-06-30".to_owned(),
            from_month: Month::parse("2026-07").expect("a constant month"),
            after: domain::date::format_date(today),
            paid_through: Month::of(today).plus(-1),
            province: None,
        }
    }
}

/// What the change does to a person. The order is the order of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// Receives, and is owed more.
    Gains,
    /// Receives, and is owed less.
    Loses,
    /// Receives, but what is owed cannot be told from the list.
    NeedsReview,
    /// Does not receive, and the new law surely gives something that the old one did not: may apply.
    NewlyEntitled,
    /// Receives, and nothing changes.
    Unchanged,
}

/// Why an amount changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ChangeReason {
    /// The standard rate (or the social pension) is another.
    NewRate,
    /// The coefficient at this age is another.
    NewCoefficient,
    /// The allowance ended and the social pension takes its place.
    TurnsToSocialPension,
    /// The old law had an age limit that the new one lifts.
    AboveOldLimit,
    /// The new law has no category for it.
    CategoryEnded,
    /// The list contradicts what the category asks.
    ConditionNotMet,
    /// The day of birth is not known well enough to choose the level.
    AgeNotKnown,
    /// For how many people the amount is counted is not known.
    CountNotKnown,
    /// The category of the record is not in the rules.
    UnknownCategory,
    /// The recorded amount is not what the old law gave.
    RecordDiffersFromOldLaw,
    /// The recorded amount is that of the new law already.
    AlreadyAdjusted,
}

/// A level: what somebody receives together.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Level {
    /// Category ids.
    pub categories: Vec<String>,
    /// Đồng per month.
    pub monthly: u64,
}

/// Back pay for one month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MonthAmount {
    /// The month it is for.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub month: Month,
    /// Đồng: owed minus paid.
    pub amount: i64,
}

/// What the change does to one person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Change {
    /// The person.
    pub person: Uuid,
    /// Name.
    pub full_name: String,
    /// Village id.
    pub village: String,
    /// What happens.
    pub kind: ChangeKind,
    /// What is received now, as recorded (for `newly_entitled`: nothing).
    pub old: Level,
    /// What the new law gives in the month of the question. For `needs_review` a proposal, or what is recorded.
    pub new: Level,
    /// Why.
    pub reasons: Vec<ChangeReason>,
    /// Citations of the new level.
    pub basis: Vec<String>,
    /// How sure the rules behind it are: the least sure.
    pub confidence: String,
    /// Month by month what is owed on top of what was paid; only months in which it is not zero.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub back_pay: Vec<MonthAmount>,
    /// Their sum, đồng.
    pub back_pay_total: i64,
    /// What to ask when the new amount cannot be told.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ask: Vec<Ask>,
}

/// Sums over people of one kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangeTotal {
    /// Village id; absent for the whole commune.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub village: Option<String>,
    /// Which kind.
    pub kind: ChangeKind,
    /// How many people.
    pub people: u32,
    /// Đồng per month before.
    pub old_monthly: u64,
    /// Đồng per month after.
    pub new_monthly: u64,
    /// Back pay, đồng.
    pub back_pay: i64,
}

/// The answer: a list for the chair's decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Sweep {
    /// The question.
    pub question: SweepQuestion,
    /// One row per person concerned, by kind, village and name.
    pub changes: Vec<Change>,
    /// Sums of the commune by kind, then of each village by kind.
    pub totals: Vec<ChangeTotal>,
    /// People whose record holds a fact that cannot be read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unreadable: Vec<Uuid>,
}
