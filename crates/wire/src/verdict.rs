//! What the law gives one person, as JSON.

use domain::date::format_date;
use domain::eligibility::{CheckKind, Combination as DomainCombination, Eligibility, FactKey};
use serde::{Deserialize, Serialize};

/// One part of a condition and its outcome.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Check {
    /// The fact asked about, as in `needs`.
    pub fact: String,
    /// `values`, `age` or `dependents`.
    pub kind: String,
    /// Allowed values (`kind` = `values`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<String>,
    /// Age reached in full years (`kind` = `age`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from_years: Option<u16>,
    /// Age not yet reached in full years (`kind` = `age`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub below_years: Option<u16>,
    /// How many people count, surely and at most (`kind` = `dependents`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<[u32; 2]>,
    /// The law asks for the opposite; `outcome` takes that into account.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub negated: bool,
    /// Parts with the same number other than 0 are alternatives of each other.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub alternative: u8,
    /// `yes`, `no` or `unknown`.
    pub outcome: String,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde asks for")]
fn is_zero(value: &u8) -> bool {
    *value == 0
}

/// The verdict about one category.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Verdict {
    /// Category id.
    pub category: String,
    /// Vietnamese name.
    pub name: String,
    /// `yes`, `no` or `unknown`.
    pub verdict: String,
    /// Facts to ask, the most valuable first.
    pub needs: Vec<String>,
    /// Exact decimal multiple of the standard rate that gives `monthly` (for `no`: that of one person); absent for fixed amounts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub coefficient: Option<String>,
    /// For how many people `monthly` is counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<u32>,
    /// đồng per month: what is due for `yes`, what it would be for `unknown`, 0 for `no`.
    pub monthly: u64,
    /// đồng per month if every unknown fact turns out well.
    pub monthly_at_most: u64,
    /// Legal citations.
    pub basis: Vec<String>,
    /// `confirmed`, `single_source` or `unverified`.
    pub confidence: String,
    /// A remark for the officer, in Vietnamese.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The parts of the condition.
    pub checks: Vec<Check>,
}

/// Categories received together.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Combination {
    /// Category ids.
    pub categories: Vec<String>,
    /// đồng per month.
    pub monthly: u64,
}

impl From<&DomainCombination> for Combination {
    fn from(value: &DomainCombination) -> Self {
        Self {
            categories: value.categories.clone(),
            monthly: value.monthly_dong,
        }
    }
}

/// A fact worth asking for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Ask {
    /// Path of the fact.
    pub fact: String,
    /// The most that one category may gain by it, đồng per month.
    pub worth: u64,
}

/// What the law gives one person on one day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EligibilityAnswer {
    /// The id that came with the facts.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub id: Option<serde_json::Value>,
    /// The day: ages are counted on it, amounts are those of its month.
    pub as_of: String,
    /// Day of reception, if given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub received: Option<String>,
    /// One per category in force.
    pub verdicts: Vec<Verdict>,
    /// What is surely due.
    pub best: Combination,
    /// What is due if every unknown fact turns out well.
    pub at_most: Combination,
    /// What to ask, the most valuable first.
    pub ask: Vec<Ask>,
    /// Stable codes of remarks, e.g. `old_procedure_continues`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

fn check(it: &domain::eligibility::Check) -> Check {
    let mut check = Check {
        fact: FactKey::BirthDate.code().to_owned(),
        kind: "values".to_owned(),
        values: Vec::new(),
        from_years: None,
        below_years: None,
        count: None,
        negated: it.negated,
        alternative: it.alternative,
        outcome: it.outcome.code().to_owned(),
    };
    match it.kind {
        CheckKind::Fact { fact, allowed } => {
            check.fact = fact.code().to_owned();
            check.values = allowed.names(fact).map(str::to_owned).collect();
        }
        CheckKind::Age(band) => {
            check.kind = "age".to_owned();
            check.from_years = band.from_years;
            check.below_years = band.below_years;
        }
        CheckKind::Dependents { fact, count } => {
            check.fact = fact.code().to_owned();
            check.kind = "dependents".to_owned();
            check.count = Some([count.min, count.max]);
        }
    }
    check
}

impl EligibilityAnswer {
    /// From the domain's answer. `notes` are stable codes.
    pub fn new(
        id: Option<serde_json::Value>,
        received: Option<time::Date>,
        answer: &Eligibility,
        notes: Vec<String>,
    ) -> Self {
        let verdicts = answer
            .verdicts
            .iter()
            .map(|it| Verdict {
                category: it.category.id.clone(),
                name: it.category.name.clone(),
                verdict: it.verdict.code().to_owned(),
                needs: it.needs.iter().map(|fact| fact.code().to_owned()).collect(),
                coefficient: it.coefficient().map(|it| it.to_string()),
                count: match it.category.per {
                    domain::eligibility::Per::Person => None,
                    domain::eligibility::Per::ChildInCare(_) | domain::eligibility::Per::CaredFor(_) => {
                        Some(if it.verdict == domain::eligibility::Ternary::Yes {
                            it.count.min
                        } else {
                            it.count.max
                        })
                    }
                },
                monthly: it.monthly_dong,
                monthly_at_most: it.monthly_at_most_dong,
                basis: it.category.basis.clone(),
                confidence: it.category.provenance.confidence.code().to_owned(),
                note: it.category.provenance.note.clone(),
                checks: it.checks.iter().map(check).collect(),
            })
            .collect();
        Self {
            id,
            as_of: format_date(answer.as_of),
            received: received.map(format_date),
            verdicts,
            best: (&answer.best).into(),
            at_most: (&answer.at_most).into(),
            ask: answer
                .ask
                .iter()
                .map(|it| Ask {
                    fact: it.fact.code().to_owned(),
                    worth: it.worth_dong,
                })
                .collect(),
            notes,
        }
    }
}
