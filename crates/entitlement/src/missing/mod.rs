//! Who is missing out, who receives wrongly, and what cannot be told yet: findings over a whole list of people.
//!
//! A finding carries stable codes: what was found, the category and article, đồng per month at stake, the facts it rests
//! on, the questions worth asking and who can answer them. Words are the client's.

mod narrow;
mod priority;
mod rest;
mod scan;
mod visits;

pub use narrow::{fact_group, narrow_finding};
pub use rest::{confirmers, rests_on};
pub use scan::scan;
pub use visits::visit_lists;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::Month;

/// What to look for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ScanQuestion {
    /// Day of the question, ISO date: ages are counted on it, amounts are those of its month.
    pub as_of: String,
    /// Province code, for rates above the national ones.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub province: Option<String>,
    /// How many months after the current one to look ahead for people who come of age (at most 24).
    #[serde(default)]
    pub months_ahead: u8,
    /// "Cannot tell yet" below this priority (see [`Finding::priority`]) is only counted, not listed. 0 = list all.
    #[serde(default)]
    pub least_priority: u64,
}

/// A priority below which a question to an average adult about whom nothing is known would fill the list.
pub const USUAL_LEAST_PRIORITY: u64 = 30_000;

/// What was found about a person. The order is the order of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum FindingKind {
    /// A payment is recorded for somebody who is dead.
    ReceivesThoughDead,
    /// A payment is recorded for somebody who has moved away.
    ReceivesThoughMoved,
    /// Payments that the law does not allow together, or two records of one personal id that both receive.
    ReceivesTwice,
    /// Surely receives more than the law gives.
    ReceivesMore,
    /// Receives, but surely less than the law gives.
    ReceivesLess,
    /// A child without a source of support does not receive.
    ChildWithoutSupport,
    /// A pupil or student who was such a child at 16 does not receive.
    StudentWithoutSupport,
    /// Severely or extremely disabled, without the allowance.
    DisabilityWithoutAllowance,
    /// An old person of a poor household, with nobody to support them, does not receive.
    ElderlyWithoutSupport,
    /// A small child of a poor or near-poor household in an extremely difficult area does not receive.
    SmallChildInDifficultArea,
    /// A poor or near-poor single parent does not receive.
    SingleParentWithoutAllowance,
    /// An allowance because of HIV is not received. Only for those who may see it.
    HealthAllowanceMissing,
    /// Old enough for the social pension, without it.
    SocialPensionMissing,
    /// A disabled parent or mother-to-be without the care support.
    DisabledParentNotSupported,
    /// Looks after somebody for whom the law gives care support, without it.
    CarerNotSupported,
    /// Entitled to a category of none of the kinds above.
    EntitledWithoutPayment,
    /// Will be entitled to the social pension in one of the coming months.
    SocialPensionSoon,
    /// Will be entitled to something else, or to more, by age in one of the coming months.
    EntitledSoon,
    /// A payment ends by age in one of the coming months.
    EndsSoon,
    /// Whether the law gives something depends on facts that nobody has written down.
    CannotTell,
    /// Vulnerable, receives nothing, and the law gives no monthly payment: for other help.
    InNoProgramme,
    /// What remains of a finding for somebody who may not know why: please look in on this person.
    PleaseVisit,
}

impl FindingKind {
    /// The stable code.
    pub fn code(self) -> &'static str {
        match self {
            FindingKind::ReceivesThoughDead => "receives_though_dead",
            FindingKind::ReceivesThoughMoved => "receives_though_moved",
            FindingKind::ReceivesTwice => "receives_twice",
            FindingKind::ReceivesMore => "receives_more",
            FindingKind::ReceivesLess => "receives_less",
            FindingKind::ChildWithoutSupport => "child_without_support",
            FindingKind::StudentWithoutSupport => "student_without_support",
            FindingKind::DisabilityWithoutAllowance => "disability_without_allowance",
            FindingKind::ElderlyWithoutSupport => "elderly_without_support",
            FindingKind::SmallChildInDifficultArea => "small_child_in_difficult_area",
            FindingKind::SingleParentWithoutAllowance => "single_parent_without_allowance",
            FindingKind::HealthAllowanceMissing => "health_allowance_missing",
            FindingKind::SocialPensionMissing => "social_pension_missing",
            FindingKind::DisabledParentNotSupported => "disabled_parent_not_supported",
            FindingKind::CarerNotSupported => "carer_not_supported",
            FindingKind::EntitledWithoutPayment => "entitled_without_payment",
            FindingKind::SocialPensionSoon => "social_pension_soon",
            FindingKind::EntitledSoon => "entitled_soon",
            FindingKind::EndsSoon => "ends_soon",
            FindingKind::CannotTell => "cannot_tell",
            FindingKind::InNoProgramme => "in_no_programme",
            FindingKind::PleaseVisit => "please_visit",
        }
    }
}

/// What somebody does about a finding: findings are worked through group by group. The order is the order of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum FindingGroup {
    /// Surely entitled, and surely not (or not all) received: invite to apply.
    Missing,
    /// Something has to be asked before anybody can tell.
    Ask,
    /// Comes in one of the next months.
    Soon,
    /// A payment to look at again.
    Wrong,
    /// The law gives no monthly payment: other help.
    Help,
    /// Whoever may not know more looks in.
    Visit,
}

impl Finding {
    /// The group in which the finding is worked through. A payment that is due to somebody of whom it is not known what they
    /// receive is a question first.
    pub fn group(&self) -> FindingGroup {
        match self.kind {
            FindingKind::ReceivesThoughDead
            | FindingKind::ReceivesThoughMoved
            | FindingKind::ReceivesTwice
            | FindingKind::ReceivesMore => FindingGroup::Wrong,
            FindingKind::ReceivesLess
            | FindingKind::ChildWithoutSupport
            | FindingKind::StudentWithoutSupport
            | FindingKind::DisabilityWithoutAllowance
            | FindingKind::ElderlyWithoutSupport
            | FindingKind::SmallChildInDifficultArea
            | FindingKind::SingleParentWithoutAllowance
            | FindingKind::HealthAllowanceMissing
            | FindingKind::SocialPensionMissing
            | FindingKind::DisabledParentNotSupported
            | FindingKind::CarerNotSupported
            | FindingKind::EntitledWithoutPayment => {
                if self.ask.is_empty() {
                    FindingGroup::Missing
                } else {
                    FindingGroup::Ask
                }
            }
            FindingKind::SocialPensionSoon | FindingKind::EntitledSoon | FindingKind::EndsSoon => FindingGroup::Soon,
            FindingKind::CannotTell => FindingGroup::Ask,
            FindingKind::InNoProgramme => FindingGroup::Help,
            FindingKind::PleaseVisit => FindingGroup::Visit,
        }
    }
}

/// Who can confirm a fact on the spot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Confirmer {
    /// Công an xã: alive, birth, residence, identity.
    Police,
    /// Trạm Y tế: medical facts.
    Health,
    /// Trưởng thôn, bon: living situation.
    VillageHead,
    /// Mặt trận and unions: living situation.
    Front,
    /// Phòng Văn hóa - Xã hội: decisions of the commune, payments.
    Social,
}

/// A question worth asking.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Ask {
    /// Path of the fact.
    pub fact: String,
    /// The most that one category may gain by it, đồng per month.
    pub worth: u64,
    /// Who can confirm it.
    pub confirm_by: Vec<Confirmer>,
}

/// One finding about one person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Finding {
    /// The person.
    pub person: Uuid,
    /// Their household.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub household: Option<Uuid>,
    /// Village id.
    pub village: String,
    /// What was found.
    pub kind: FindingKind,
    /// Category ids concerned, the one that matters first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<String>,
    /// Đồng per month at stake: what is not received, what is received wrongly, or (`cannot_tell`) what may be due.
    pub monthly: u64,
    /// For the order of questions only: đồng per month at stake times a rough likelihood. It is no legal statement.
    pub priority: u64,
    /// First month concerned: from which it is (or will be) due, or from which a payment should have ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub month: Option<Month>,
    /// The exact day (a birthday, a death), when it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// Facts on which the finding rests: the reason.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub because: Vec<String>,
    /// Legal citations.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub basis: Vec<String>,
    /// `confirmed`, `single_source` or `unverified`: how sure the rule is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<String>,
    /// What to ask, the question worth asking first at the front.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ask: Vec<Ask>,
    /// Who can confirm the finding.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub confirm_by: Vec<Confirmer>,
    /// The other record, for two records of one personal id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub other: Option<Uuid>,
}

/// How many findings of one kind, and how much they come to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct KindTotal {
    /// Village id.
    pub village: String,
    /// Which kind.
    pub kind: FindingKind,
    /// How many people.
    pub people: u32,
    /// Đồng per month.
    pub monthly: u64,
}

/// Everything found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Findings {
    /// Day of the question.
    pub as_of: String,
    /// How many people were looked at.
    pub people: u32,
    /// The findings, in the order of the list; within a person by kind.
    pub findings: Vec<Finding>,
    /// By village and kind.
    pub totals: Vec<KindTotal>,
    /// "Cannot tell yet" of too little priority to be listed.
    pub not_listed: u32,
    /// People whose record holds a fact that cannot be read; they were left out and must be mended.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unreadable: Vec<Uuid>,
}

/// One person to visit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VisitPerson {
    /// The person.
    pub person: Uuid,
    /// Name.
    pub full_name: String,
    /// Birth date as known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub birth_date: Option<String>,
    /// Phone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Cannot come to the office.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cannot_travel: Option<bool>,
    /// What was found.
    pub findings: Vec<Finding>,
}

/// One house to visit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VisitHousehold {
    /// The household; absent for people of whom none is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub household: Option<Uuid>,
    /// Name of its head.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub head: Option<String>,
    /// Address within the village.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// How to find the house, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub directions: Option<String>,
    /// Highest priority of its findings.
    pub priority: u64,
    /// Whom to see there.
    pub people: Vec<VisitPerson>,
}

/// The visit list of one village.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VisitList {
    /// Village id.
    pub village: String,
    /// Houses, the most urgent first.
    pub households: Vec<VisitHousehold>,
}
