//! The categories and rates of one day.

use super::category::{AmountRule, Category, Coefficient, Per, Stacking};
use super::condition::{AgeScale, Condition};
use super::rates::{Rate, RateKind, RateTable};
use super::ternary::Ternary;
use crate::facts::Facts;
use std::sync::Arc;
use time::Date;

/// Why no rules can be given for a day. Stable codes by [`RuleSetProblem::code`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RuleSetProblem {
    /// The rulebook has no standard rate for that day.
    #[error("no_rules_for_date")]
    NoRulesForDate,
    /// A condition names a category that is not in force.
    #[error("unknown_category {0}")]
    UnknownCategory(String),
    /// Two categories are defined by each other.
    #[error("cyclic_category {0}")]
    CyclicCategory(String),
    /// More than 15 different ages.
    #[error("too_many_ages")]
    TooManyAges,
    /// Two categories of the same id are in force.
    #[error("category_twice {0}")]
    CategoryTwice(String),
    /// A way of stacking that does not fit for whom the amount is counted.
    #[error("stacking_mismatch {0}")]
    StackingMismatch(String),
}

impl RuleSetProblem {
    /// The stable snake_case code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoRulesForDate => "no_rules_for_date",
            Self::UnknownCategory(_) => "unknown_category",
            Self::CyclicCategory(_) => "cyclic_category",
            Self::TooManyAges => "too_many_ages",
            Self::CategoryTwice(_) => "category_twice",
            Self::StackingMismatch(_) => "stacking_mismatch",
        }
    }
}

/// Whose rules: the transition of Decree 335/2026 (Art. 32.3–32.4) moves those who already receive to the new levels from
/// 1 July 2026, while new applicants are judged by the new decree from 5 October 2026.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Recipient {
    /// Receives nothing yet.
    New,
    /// Receives an allowance or social pension already.
    Current,
}

/// The rules of one day for one kind of person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleSet {
    /// The day: ages are counted on it, amounts are those of its month.
    pub as_of: Date,
    /// Categories in force, references resolved, in the order of the rulebook.
    pub categories: Vec<Arc<Category>>,
    /// The ages that matter.
    pub scale: AgeScale,
    /// The standard rate.
    pub standard: Rate,
    /// The social pension, from 1 July 2025.
    pub social_pension: Option<Rate>,
}

impl RuleSet {
    /// Selects and resolves the rules of `as_of`.
    pub fn new(
        as_of: Date,
        recipient: Recipient,
        province: Option<&str>,
        categories: &[Category],
        rates: &RateTable,
    ) -> Result<Self, RuleSetProblem> {
        let standard = rates
            .on(RateKind::Standard, as_of, province)
            .ok_or(RuleSetProblem::NoRulesForDate)?
            .clone();
        let social_pension = rates.on(RateKind::SocialPension, as_of, province).cloned();
        let in_force = |it: &&Category| match recipient {
            Recipient::New => it.validity.contains(as_of),
            Recipient::Current => it.recipients.contains(as_of),
        };
        let selected: Vec<&Category> = categories.iter().filter(in_force).collect();
        let mut thresholds = Vec::new();
        let mut resolved = Vec::with_capacity(selected.len());
        for (index, category) in selected.iter().enumerate() {
            if selected[..index].iter().any(|it| it.id == category.id) {
                return Err(RuleSetProblem::CategoryTwice(category.id.clone()));
            }
            let mut category = Category::clone(category);
            let stacking_fits = match (&category.per, category.stacking) {
                (Per::ChildInCare(_), stacking) => stacking == Stacking::SingleParent,
                (Per::CaredFor(_), stacking) => stacking == Stacking::CareEach,
                (Per::Person, stacking) => !matches!(stacking, Stacking::SingleParent | Stacking::CareEach),
            };
            if !stacking_fits {
                return Err(RuleSetProblem::StackingMismatch(category.id));
            }
            category.condition = resolve(&category.condition, &selected, &mut vec![category.id.clone()])?;
            category.condition.leaves(&mut |leaf| {
                if let Condition::Age(band) = leaf {
                    thresholds.extend(band.bounds());
                }
            });
            if let Per::ChildInCare(matches) | Per::CaredFor(matches) = &category.per {
                thresholds.extend(matches.iter().flat_map(|it| it.age.bounds()));
            }
            resolved.push(Arc::new(category));
        }
        let scale = AgeScale::new(as_of, thresholds);
        if scale.cuts().len() > 15 {
            return Err(RuleSetProblem::TooManyAges);
        }
        Ok(Self {
            as_of,
            categories: resolved,
            scale,
            standard,
            social_pension,
        })
    }

    /// The same categories and amounts with ages counted on another day: what one law gives in a month of another.
    #[must_use]
    pub fn counted_on(&self, day: Date) -> Self {
        Self {
            as_of: day,
            scale: self.scale.on(day),
            ..self.clone()
        }
    }

    /// What the category gives in đồng per month for `count` people.
    pub fn monthly_dong(&self, category: &Category, count: u32) -> u64 {
        match category.amount {
            AmountRule::Coefficient(coefficient) => coefficient.times(count).of(self.standard.dong),
            AmountRule::SocialPension => self.social_pension.as_ref().map_or(0, |rate| rate.dong) * u64::from(count),
        }
    }

    /// The coefficient for `count` people; `None` for fixed amounts.
    pub fn coefficient(category: &Category, count: u32) -> Option<Coefficient> {
        match category.amount {
            AmountRule::Coefficient(coefficient) => Some(coefficient.times(count)),
            AmountRule::SocialPension => None,
        }
    }
}

/// Replaces references to categories by their conditions. `trail` are the categories being resolved.
fn resolve(
    condition: &Condition,
    categories: &[&Category],
    trail: &mut Vec<String>,
) -> Result<Condition, RuleSetProblem> {
    let mut all = |parts: &[Condition]| {
        parts
            .iter()
            .map(|part| resolve(part, categories, trail))
            .collect::<Result<Vec<_>, _>>()
    };
    Ok(match condition {
        Condition::All(parts) => Condition::All(all(parts)?),
        Condition::Any(parts) => Condition::Any(all(parts)?),
        Condition::Not(part) => Condition::Not(Box::new(resolve(part, categories, trail)?)),
        Condition::Fact { fact, allowed } => Condition::Fact {
            fact: *fact,
            allowed: *allowed,
        },
        Condition::Age(band) => Condition::Age(*band),
        Condition::Category(id) => {
            if trail.contains(id) {
                return Err(RuleSetProblem::CyclicCategory(id.clone()));
            }
            let found = categories.iter().find(|it| it.id == *id);
            let found = found.ok_or_else(|| RuleSetProblem::UnknownCategory(id.clone()))?;
            trail.push(id.clone());
            let inner = resolve(&found.condition, categories, trail)?;
            trail.pop();
            inner
        }
    })
}

/// The rules of one day for new applicants and, where the transition makes them differ, for those who already receive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleSets {
    /// For new applicants.
    pub applicants: RuleSet,
    /// For those who already receive; `None` = the same.
    pub recipients: Option<RuleSet>,
}

impl RuleSets {
    /// Selects both rule sets of a day.
    pub fn new(
        as_of: Date,
        province: Option<&str>,
        categories: &[Category],
        rates: &RateTable,
    ) -> Result<Self, RuleSetProblem> {
        let applicants = RuleSet::new(as_of, Recipient::New, province, categories, rates)?;
        let recipients = RuleSet::new(as_of, Recipient::Current, province, categories, rates)?;
        let same = applicants == recipients;
        Ok(Self {
            applicants,
            recipients: (!same).then_some(recipients),
        })
    }

    /// For those who already receive.
    pub fn for_recipients(&self) -> &RuleSet {
        self.recipients.as_ref().unwrap_or(&self.applicants)
    }
}

/// Does the person already receive an allowance or social pension?
pub(super) fn receives_already(facts: &Facts) -> Ternary {
    facts
        .currently_receives
        .as_ref()
        .map_or(Ternary::Unknown, |list| Ternary::from(!list.is_empty()))
}
