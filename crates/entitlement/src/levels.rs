//! The level at which the law of a month places somebody whom a decision already put into a category.
//!
//! A decision in force proves what its category asks (Decree 335/2026 Art. 32.3: "the corresponding level"), unless a
//! known fact contradicts it. Age is never taken from a decision: categories that ask the same facts and differ by age
//! alone are one *family*, within which age decides.

use std::collections::HashMap;
use std::sync::Arc;

use domain::eligibility::{
    AmountRule, Category, Condition, Dependent, DependentMatch, Per, RateKind, RuleSet, Stacking, Ternary, World,
    allowed_together, dependent_matches,
};
use domain::facts::{CareRelation, Facts};
use rulebook::Rulebook;
use time::Date;
use wire::records::Receives;

use crate::{ListProblem, Month};

/// Most people for whom one recorded amount may have been counted.
const MOST_COUNTED: u32 = 10;

/// Why there is no level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NoLevel {
    AgeNotKnown,
    CountNotKnown,
    ConditionNotMet,
    CategoryEnded,
    UnknownCategory,
}

/// One payment by the law of a month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Placed {
    pub category: Arc<Category>,
    pub monthly: u64,
    /// The allowance has ended and the social pension takes its place.
    pub turned: bool,
    /// The facts alone prove it, without the decision.
    pub proven: bool,
}

/// The rules for recipients of one month, with ages of its last day and of the day before its first.
pub(crate) struct LawOfMonth {
    pub month: Month,
    at_end: RuleSet,
    before: RuleSet,
    /// By category id: the categories of its family; empty = ended.
    families: HashMap<String, Vec<Arc<Category>>>,
    /// For reading numbers of people off recorded amounts.
    standard_rates: Vec<u64>,
}

impl LawOfMonth {
    /// The law of a month.
    pub fn new(rules: &Rulebook, month: Month, province: Option<&str>) -> Result<Self, ListProblem> {
        Self::of_day(rules, month.last_day(), month, province)
    }

    /// The law of a day, applied to another month: what an old law would give now.
    pub fn of_day(rules: &Rulebook, law: Date, month: Month, province: Option<&str>) -> Result<Self, ListProblem> {
        let sets = rules.rule_sets(law, province)?;
        let set = sets.for_recipients();
        let at_end = set.counted_on(month.last_day());
        let mut families: HashMap<String, Vec<Arc<Category>>> = HashMap::new();
        for category in rules.categories() {
            let of_set = set.categories.iter().find(|it| it.id == category.id);
            let like = of_set.map_or(category, |it| it.as_ref());
            let family = set.categories.iter().filter(|it| is_family(like, it)).cloned();
            families.entry(category.id.clone()).or_insert_with(|| family.collect());
        }
        let standard = rules.rates().rates.iter().filter(|it| it.kind == RateKind::Standard);
        let mut standard: Vec<_> = standard.map(|it| (it.validity.from, it.dong)).collect();
        standard.sort_unstable_by_key(|(from, _)| std::cmp::Reverse(*from));
        Ok(Self {
            month,
            before: set.counted_on(month.plus(-1).last_day()),
            at_end,
            families,
            standard_rates: standard.into_iter().map(|(_, dong)| dong).collect(),
        })
    }

    /// The amount for one person of a category.
    pub fn of_one(&self, category: &Category) -> u64 {
        self.at_end.monthly_dong(category, 1)
    }

    /// Whether two categories are of one family: they differ by age alone.
    pub fn are_family(&self, one: &str, other: &str) -> bool {
        self.families
            .get(one)
            .is_some_and(|all| all.iter().any(|it| it.id == other))
    }

    /// Whether an earlier amount of the same category is explained by another rate alone: both are the same multiple of
    /// their rates.
    pub fn is_of_other_rate(&self, item: &crate::payment::PaymentItem, before: u64) -> bool {
        let category = self.at_end.categories.iter().find(|it| it.id == item.category);
        let Some(category) = category else { return false };
        let each = self.of_one(category);
        if each == 0 || !item.monthly.is_multiple_of(each) {
            return false;
        }
        let count = item.monthly / each;
        match category.amount {
            AmountRule::Coefficient(coefficient) => self
                .standard_rates
                .iter()
                .any(|rate| coefficient.of(*rate) * count == before),
            AmountRule::SocialPension => true,
        }
    }

    /// The level of one recorded payment. A condition that was met until the month before still gives this month: payment
    /// ends with the month after the condition (Decree 335/2026 Art. 8.4).
    pub fn place(&self, facts: &Facts, recorded: &Receives) -> Result<Placed, NoLevel> {
        match self.place_on(&self.at_end, facts, recorded) {
            Err(NoLevel::ConditionNotMet) => self.place_on(&self.before, facts, recorded),
            other => other,
        }
    }

    fn place_on(&self, set: &RuleSet, facts: &Facts, recorded: &Receives) -> Result<Placed, NoLevel> {
        let family = self.families.get(&recorded.category).ok_or(NoLevel::UnknownCategory)?;
        let world = World::new(facts, &set.scale, set.social_pension.as_ref().map(|it| it.dong));
        if family.is_empty() {
            // The allowance ended; the social pension takes its place where its conditions may hold.
            let pensions = set
                .categories
                .iter()
                .filter(|it| it.stacking == Stacking::SocialPension);
            let pensions: Vec<&Arc<Category>> = pensions.collect();
            let mut placed = by_age(set, &pensions, &world).map_err(|_| NoLevel::CategoryEnded)?;
            placed.turned = true;
            return Ok(placed);
        }
        let family: Vec<&Arc<Category>> = family.iter().collect();
        let Some(first) = family.first() else {
            return Err(NoLevel::CategoryEnded);
        };
        match &first.per {
            Per::Person => by_age(set, &family, &world),
            Per::ChildInCare(matches) => {
                if first.condition.evaluate(&world, &set.scale) == Ternary::No {
                    return Err(NoLevel::ConditionNotMet);
                }
                let children = facts.children_in_care.as_ref().map(|list| {
                    let child = |it: &domain::facts::ChildInCare| Dependent {
                        who: None,
                        age: set.scale.classes(it.birth_date),
                        in_continuous_education: it.in_continuous_education,
                    };
                    list.iter()
                        .map(|it| dependent_matches(&child(it), matches, &set.scale))
                        .collect::<Vec<_>>()
                });
                let count = self.count(first, recorded, children.as_deref())?;
                Ok(placed(set, first, count))
            }
            Per::CaredFor(_) => self.cared_for(set, facts, recorded, &family),
        }
    }

    /// For how many people: by the list if it tells, else by the recorded amount.
    fn count(&self, category: &Category, recorded: &Receives, listed: Option<&[Ternary]>) -> Result<u32, NoLevel> {
        let among = |answer: Ternary| {
            let answers = listed.unwrap_or_default().iter();
            u32::try_from(answers.filter(|it| **it == answer).count()).unwrap_or(u32::MAX)
        };
        let (sure, open) = (among(Ternary::Yes), among(Ternary::Unknown));
        if listed.is_some() && open == 0 {
            return if sure == 0 {
                Err(NoLevel::ConditionNotMet)
            } else {
                Ok(sure)
            };
        }
        let most = if listed.is_some() { sure + open } else { MOST_COUNTED };
        let AmountRule::Coefficient(coefficient) = category.amount else {
            return Ok(1);
        };
        let amount = u64::try_from(recorded.monthly).unwrap_or(0);
        let by_rate = self.standard_rates.iter().find_map(|rate| {
            let each = coefficient.of(*rate);
            let count = u32::try_from(amount.checked_div(each)?).ok()?;
            (amount % each == 0 && (sure.max(1)..=most).contains(&count)).then_some(count)
        });
        by_rate.ok_or(NoLevel::CountNotKnown)
    }

    /// Care support: person by person, each at the level of their age.
    fn cared_for(
        &self,
        set: &RuleSet,
        facts: &Facts,
        recorded: &Receives,
        family: &[&Arc<Category>],
    ) -> Result<Placed, NoLevel> {
        let own = family.iter().find(|it| it.id == recorded.category).or(family.first());
        let own = own.copied().ok_or(NoLevel::CategoryEnded)?;
        let Some(people) = &facts.cares_for else {
            return Ok(placed(set, own, self.count(own, recorded, None)?));
        };
        let wanted = relations(own);
        let mut sum = 0;
        for one in people
            .iter()
            .filter(|it| it.who.is_none_or(|who| wanted.contains(&who)))
        {
            let dependent = Dependent {
                who: one.who.or(wanted.first().copied()),
                age: set.scale.classes(one.birth_date),
                in_continuous_education: None,
            };
            let mut amounts = family.iter().filter_map(|category| {
                let answer = dependent_matches(&dependent, matches(category), &set.scale);
                (answer != Ternary::No).then(|| (answer, set.monthly_dong(category, 1)))
            });
            let highest = amounts
                .clone()
                .filter(|(answer, _)| *answer == Ternary::Yes)
                .map(|(_, dong)| dong)
                .max();
            if amounts.any(|(answer, dong)| answer == Ternary::Unknown && Some(dong) > highest) {
                return Err(NoLevel::AgeNotKnown);
            }
            sum += highest.unwrap_or(0);
        }
        if sum == 0 {
            return Err(NoLevel::ConditionNotMet);
        }
        Ok(Placed {
            category: Arc::clone(own),
            monthly: sum,
            turned: false,
            proven: true,
        })
    }
}

/// What the law allows of several payments together, đồng per month.
pub(crate) fn together(placed: &[&Placed]) -> u64 {
    let payments: Vec<(Stacking, u64)> = placed.iter().map(|it| (it.category.stacking, it.monthly)).collect();
    allowed_together(&payments)
}

fn placed(set: &RuleSet, category: &Arc<Category>, count: u32) -> Placed {
    Placed {
        category: Arc::clone(category),
        monthly: set.monthly_dong(category, count),
        turned: false,
        proven: true,
    }
}

/// The category of a family at the person's age.
fn by_age(set: &RuleSet, family: &[&Arc<Category>], world: &World) -> Result<Placed, NoLevel> {
    let mut sure: Option<Placed> = None;
    let mut open: Vec<(Placed, Condition)> = Vec::new();
    for category in family {
        let verdict = category.condition.evaluate(world, &set.scale);
        if verdict == Ternary::No {
            continue;
        }
        let ages = ages_only(&category.condition).unwrap_or(Condition::All(Vec::new()));
        let mut placed = placed(set, category, 1);
        placed.proven = verdict == Ternary::Yes;
        match ages.evaluate(world, &set.scale) {
            Ternary::Yes if sure.as_ref().is_none_or(|best| placed.monthly > best.monthly) => sure = Some(placed),
            Ternary::Unknown => open.push((placed, ages)),
            Ternary::Yes | Ternary::No => {}
        }
    }
    if let Some(sure) = sure {
        return Ok(sure);
    }
    let (first, others) = open.split_first().ok_or(NoLevel::ConditionNotMet)?;
    // Whatever the age: one amount, and no age without a category.
    let covers = Condition::Any(open.iter().map(|(_, ages)| ages.clone()).collect());
    let is_one_amount = others.iter().all(|(it, _)| it.monthly == first.0.monthly);
    if is_one_amount && covers.evaluate(world, &set.scale) == Ternary::Yes {
        return Ok(first.0.clone());
    }
    Err(NoLevel::AgeNotKnown)
}

fn matches(category: &Category) -> &[DependentMatch] {
    match &category.per {
        Per::Person => &[],
        Per::ChildInCare(matches) | Per::CaredFor(matches) => matches,
    }
}

fn relations(category: &Category) -> Vec<CareRelation> {
    matches(category).iter().filter_map(|it| it.who).collect()
}

/// Do two categories ask the same, ages apart?
fn is_family(one: &Category, other: &Category) -> bool {
    if one.stacking != other.stacking {
        return false;
    }
    match one.stacking {
        Stacking::SocialPension => true,
        Stacking::CareEach => relations(one).iter().any(|who| relations(other).contains(who)),
        Stacking::Allowance | Stacking::AllowanceBesideSingleParent | Stacking::SingleParent | Stacking::CarePointA => {
            one.id == other.id || without_ages(&one.condition) == without_ages(&other.condition)
        }
    }
}

fn without_ages(condition: &Condition) -> Option<Condition> {
    let all = |parts: &[Condition]| parts.iter().filter_map(without_ages).collect::<Vec<_>>();
    match condition {
        Condition::Age(_) => None,
        // A category that is excluded is another family's business.
        Condition::Not(_) => None,
        Condition::Any(parts) => {
            let rest = all(parts);
            (!rest.is_empty()).then_some(Condition::Any(rest))
        }
        Condition::All(parts) => Some(Condition::All(all(parts))),
        Condition::Fact { .. } | Condition::Category(_) => Some(condition.clone()),
    }
}

/// What a condition asks about the age alone; `None` = nothing.
fn ages_only(condition: &Condition) -> Option<Condition> {
    match condition {
        Condition::Age(_) => Some(condition.clone()),
        Condition::All(parts) => {
            let ages: Vec<Condition> = parts.iter().filter_map(ages_only).collect();
            (!ages.is_empty()).then_some(Condition::All(ages))
        }
        // An alternative that asks no age may hold at every age.
        Condition::Any(parts) => parts
            .iter()
            .map(ages_only)
            .collect::<Option<Vec<_>>>()
            .map(Condition::Any),
        // "Not this other category" is about its facts as well.
        Condition::Not(_) | Condition::Fact { .. } | Condition::Category(_) => None,
    }
}
