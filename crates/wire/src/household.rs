//! What the law gives each member of a household: the answer behind the person screen.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::records::{HouseholdRecord, PersonRecord};
use crate::verdict::{Combination, EligibilityAnswer, Verdict};

/// The question.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HouseholdQuestion {
    /// The household; absent = unknown.
    #[serde(default)]
    pub household: Option<HouseholdRecord>,
    /// Its members.
    pub members: Vec<PersonRecord>,
    /// Day of entitlement, ISO date.
    pub as_of: String,
    /// Day of reception, ISO date.
    #[serde(default)]
    pub received: Option<String>,
    /// Province code, for rates above the national ones.
    #[serde(default)]
    pub province: Option<String>,
}

/// A verdict, with the procedure by which one applies for it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MemberVerdict {
    /// Code of the procedure that serves the category on the day of reception.
    pub procedure: Option<String>,
    /// The verdict.
    #[serde(flatten)]
    pub verdict: Verdict,
}

/// A question worth asking.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Question {
    /// Path of the fact.
    pub fact: String,
    /// The most that one category may gain by it, đồng per month.
    pub worth: u64,
}

/// The answer for one member.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MemberAnswer {
    /// The member.
    pub person: Uuid,
    /// Received now, đồng per month; absent = unknown.
    pub current_monthly: Option<i64>,
    /// One verdict per category in force.
    pub verdicts: Vec<MemberVerdict>,
    /// Surely due.
    pub best: Combination,
    /// Due if every unknown fact turns out well.
    pub at_most: Combination,
    /// What to ask, the most valuable first.
    pub questions: Vec<Question>,
    /// Surely entitled to more than is received now (nothing recorded counts as nothing received).
    pub missing_out: bool,
    /// Stable codes of remarks.
    pub notes: Vec<String>,
}

impl MemberAnswer {
    /// Joins the answer of the rules with what the member receives now.
    pub fn new(
        member: &PersonRecord,
        answer: EligibilityAnswer,
        procedure_of: impl Fn(&str) -> Option<String>,
    ) -> MemberAnswer {
        let current = member
            .receives
            .as_ref()
            .map(|list| list.iter().map(|one| one.monthly).sum::<i64>());
        let due = i64::try_from(answer.best.monthly).unwrap_or(i64::MAX);
        MemberAnswer {
            person: member.id,
            current_monthly: current,
            missing_out: member.alive != Some(false) && due > current.unwrap_or(0),
            verdicts: answer
                .verdicts
                .into_iter()
                .map(|verdict| MemberVerdict {
                    procedure: procedure_of(&verdict.category),
                    verdict,
                })
                .collect(),
            best: answer.best,
            at_most: answer.at_most,
            questions: answer
                .ask
                .into_iter()
                .map(|ask| Question {
                    fact: ask.fact,
                    worth: ask.worth,
                })
                .collect(),
            notes: answer.notes,
        }
    }
}
