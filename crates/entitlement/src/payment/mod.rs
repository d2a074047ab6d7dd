//! The payment list of a month: who is paid how much by the law of that month, what changed against the month before and
//! why, arrears, what was paid in fact, and its approval. One list is one JSON document.

mod approval;
mod build;
mod changes;
mod history;
mod reconcile;
mod words;

pub use approval::ApprovalProblem;
pub use build::build;
pub use reconcile::reconcile;
pub use words::{amount_in_words, number_in_words};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::Month;
use crate::sweep::MonthAmount;

/// From which month a payment stops after an event.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Stops {
    /// The month of the event is not paid any more.
    SameMonth,
    /// The month of the event is still paid.
    #[default]
    NextMonth,
}

/// What the office decides about lists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PaymentSettings {
    /// After so many months in a row that were not collected, payment is suspended (Decree 335/2026 Art. 9.1: three).
    #[serde(default = "three")]
    pub suspend_after_months: u8,
    /// From when a move out of the commune stops payment. The text of the decree that is known (Art. 8.3) names no month:
    /// unverified, therefore a setting.
    #[serde(default)]
    pub move_stops: Stops,
    /// How many months back arrears are looked for, at most 24.
    #[serde(default = "twelve")]
    pub arrears_months: u8,
}

fn three() -> u8 {
    3
}

fn twelve() -> u8 {
    12
}

impl Default for PaymentSettings {
    fn default() -> Self {
        Self {
            suspend_after_months: three(),
            move_stops: Stops::default(),
            arrears_months: twelve(),
        }
    }
}

/// Which list to draw up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PaymentQuestion {
    /// The month.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub month: Month,
    /// Province code, for rates above the national ones.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub province: Option<String>,
    /// Settings of the office.
    #[serde(default)]
    pub settings: PaymentSettings,
    /// Suspended people who came back and are to be paid again.
    #[serde(default)]
    pub resumed: Vec<Uuid>,
}

/// One payment of a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PaymentItem {
    /// Category by the law of the month.
    pub category: String,
    /// Đồng for the month.
    pub monthly: u64,
    /// Number of the decision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision_number: Option<String>,
    /// Legal citations.
    pub basis: Vec<String>,
}

/// Something an officer should look at before approval.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PaymentRemark {
    /// More is recorded than the law gives; the recorded amount is paid until somebody decides.
    RecordedAboveLaw,
    /// The list contradicts what the category asks; the recorded amount is paid until somebody decides.
    ConditionNotMet,
    /// The day of birth is not known well enough to choose the amount; the recorded one is paid.
    AgeNotKnown,
    /// For how many people the amount is counted is not known; the recorded amount is paid.
    CountNotKnown,
    /// The category is not in the rules of the month; the recorded amount is paid.
    UnknownCategory,
    /// The law does not allow these payments together.
    NotTogether,
    /// No decision number is recorded.
    NoDecisionNumber,
}

/// Why arrears are owed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ArrearsReason {
    /// The month was not collected.
    NotCollected,
    /// The month was on no list although the decision counts from it.
    LateDecision,
    /// The law gives more (or less) for the month than was paid.
    AmountChanged,
    /// An approved list was corrected.
    Correction,
}

/// What is owed for an earlier month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Arrears {
    /// Month and đồng.
    #[serde(flatten)]
    pub owed: MonthAmount,
    /// Why.
    pub reason: ArrearsReason,
}

/// One person on the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PaymentRow {
    /// The person.
    pub person: Uuid,
    /// Name.
    pub full_name: String,
    /// Village id.
    pub village: String,
    /// What is paid.
    pub items: Vec<PaymentItem>,
    /// Sum of the items, đồng.
    pub monthly: u64,
    /// What is owed for earlier months.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub arrears: Vec<Arrears>,
    /// Đồng to pay: the month and its arrears. No more is taken back than the month pays; the rest waits for later lists.
    pub total: u64,
    /// What to look at.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remarks: Vec<PaymentRemark>,
}

/// What happened to a person between two lists. The order is the order of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PaymentChangeKind {
    /// On the list for the first time.
    New,
    /// More than the month before.
    Increase,
    /// Less than the month before.
    Decrease,
    /// Paid again after a suspension.
    Resumed,
    /// Payment is suspended.
    Suspended,
    /// Payment has ended.
    Ended,
}

/// Why it happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PaymentChangeReason {
    /// A new decision.
    NewDecision,
    /// The standard rate (or the social pension) is another.
    NewRate,
    /// An age was reached at which the law gives another amount.
    Age,
    /// Another category, or another number of people it is counted for.
    OtherCategory,
    /// The recorded amount was changed.
    RecordChanged,
    /// Not collected for the number of months that the law names (Decree 335/2026 Art. 9.1).
    NotCollected,
    /// Came back after a suspension.
    CameBack,
    /// Dead: ends with the month after (Art. 8.4, 9.2).
    Death,
    /// Moved out of the commune (Art. 8.3).
    Moved,
    /// No payment is recorded any more.
    RecordEnded,
    /// The person is no longer on the list.
    NotRegistered,
}

/// One difference between two lists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PaymentChange {
    /// The person.
    pub person: Uuid,
    /// Name.
    pub full_name: String,
    /// Village id.
    pub village: String,
    /// What happened.
    pub kind: PaymentChangeKind,
    /// Why.
    pub reason: PaymentChangeReason,
    /// Đồng of the month before (0 = not on that list).
    pub before: u64,
    /// Đồng of this month (0 = not on this list).
    pub after: u64,
}

/// Somebody with a recorded payment who is not paid this month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NotPaid {
    /// The person.
    pub person: Uuid,
    /// Name.
    pub full_name: String,
    /// Village id.
    pub village: String,
    /// `suspended` or `ended`.
    pub kind: PaymentChangeKind,
    /// Why.
    pub reason: PaymentChangeReason,
    /// First month without payment.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub from_month: Month,
    /// Đồng per month that are not paid.
    pub monthly: u64,
    /// What is owed for months before the end; below zero: paid too much. In no total: a person decides what becomes of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub owed: Vec<Arrears>,
}

/// A later correction of an approved list; the list itself stays as it was approved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Correction {
    /// Id, so that the same correction is entered once.
    pub id: Uuid,
    /// The person.
    pub person: Uuid,
    /// The month it is for: that of the list.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub month: Month,
    /// Đồng to add (negative: to take back).
    pub amount: i64,
    /// Reason in words.
    pub reason: String,
    /// Account.
    pub by: Uuid,
    /// When, Vietnamese civil time.
    pub at: String,
}

/// Whether a list may still change.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Approval {
    /// Being drawn up: may be built anew.
    #[default]
    Draft,
    /// Approved: frozen.
    Approved {
        /// Account of the leader.
        by: Uuid,
        /// When, Vietnamese civil time.
        at: String,
    },
}

/// Sums of a list or of a village.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PaymentTotal {
    /// Village id; absent for the whole list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub village: Option<String>,
    /// People paid.
    pub people: u32,
    /// Đồng for the month.
    pub monthly: u64,
    /// Đồng for earlier months (below zero: taken back).
    pub arrears: i64,
    /// Đồng to pay.
    pub total: u64,
}

/// The list of one month: one document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PaymentList {
    /// The month.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub month: Month,
    /// Draft or approved.
    pub approval: Approval,
    /// Version of the rules by which it was drawn up.
    pub rules_version: String,
    /// Who is paid, by village and name; each person once.
    pub rows: Vec<PaymentRow>,
    /// Who is not paid although a payment is recorded.
    pub not_paid: Vec<NotPaid>,
    /// Differences from the month before.
    pub changes: Vec<PaymentChange>,
    /// The whole list first, then each village.
    pub totals: Vec<PaymentTotal>,
    /// The total in Vietnamese words.
    pub total_in_words: String,
    /// Corrections after approval.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corrections: Vec<Correction>,
}

/// What was paid in fact, from the payer's return (post office, bank).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PaidRow {
    /// The person.
    pub person: Uuid,
    /// Month of the list on which it stood.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub month: Month,
    /// Đồng paid; 0 = not collected.
    pub amount: u64,
}

/// How a row of the list and a row of the payer's return differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Mismatch {
    /// Paid, but on no list.
    NotOnList,
    /// Paid more than the list says.
    PaidMore,
    /// Paid less than the list says.
    PaidLess,
    /// In the return with 0 đồng.
    NotCollected,
    /// On the list, but not in the return.
    NotInReturn,
}

/// One difference between the list and the return.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReconciliationRow {
    /// The person.
    pub person: Uuid,
    /// What differs.
    pub mismatch: Mismatch,
    /// Đồng by the list.
    pub listed: u64,
    /// Đồng paid.
    pub paid: u64,
}

/// The list beside what was paid.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Reconciliation {
    /// Rows that agree.
    pub agreed: u32,
    /// Rows that differ.
    pub rows: Vec<ReconciliationRow>,
    /// Đồng by the list.
    pub listed: u64,
    /// Đồng paid.
    pub paid: u64,
}
