//! All verdicts about one person, with reasons, the best combination and what to ask next.

use super::category::{Category, Coefficient, Per, Stacking};
use super::combine::{Candidate, Combination, combine};
use super::condition::{AgeBand, Condition, Dependent, DependentMatch, FactKey, ValueSet, World, dependent_matches};
use super::rule_set::{RuleSet, RuleSets, receives_already};
use super::ternary::Ternary;
use crate::facts::Facts;
use std::sync::Arc;
use time::Date;

/// How many people an amount is counted for: surely and at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CountRange {
    /// Surely.
    pub min: u32,
    /// At most; an unknown list counts as one person.
    pub max: u32,
}

/// What one part of a condition asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CheckKind {
    /// The fact has one of the values.
    Fact {
        /// Which fact.
        fact: FactKey,
        /// Its allowed values.
        allowed: ValueSet,
    },
    /// The age lies in the band.
    Age(AgeBand),
    /// At least one child raised or person looked after counts.
    Dependents {
        /// `ChildrenInCare` or `CaresFor`.
        fact: FactKey,
        /// How many count.
        count: CountRange,
    },
}

/// The outcome of one part of a condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Check {
    /// What was asked.
    pub kind: CheckKind,
    /// The law asks for the opposite ("not …"); the outcome already takes that into account.
    pub negated: bool,
    /// 0 = required by itself; parts with the same other number are alternatives of each other.
    pub alternative: u8,
    /// Does it hold?
    pub outcome: Ternary,
}

/// The verdict about one category.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// The category, with its name, basis, source and confidence.
    pub category: Arc<Category>,
    /// Entitled?
    pub verdict: Ternary,
    /// The facts to ask, the most valuable first. A `Yes` may have some too, when more children may count.
    pub needs: Vec<FactKey>,
    /// For how many people.
    pub count: CountRange,
    /// đồng per month: what is sure for `Yes`, what it would be for `Unknown`, 0 for `No`.
    pub monthly_dong: u64,
    /// đồng per month if every unknown fact turns out well.
    pub monthly_at_most_dong: u64,
    /// The parts of the condition and their outcomes.
    pub checks: Vec<Check>,
}

impl Verdict {
    /// The coefficient that gives `monthly_dong` (for `No`: that of one person); `None` for fixed amounts.
    pub fn coefficient(&self) -> Option<Coefficient> {
        let count = match self.verdict {
            Ternary::Yes => self.count.min,
            Ternary::Unknown => self.count.max,
            Ternary::No => 1,
        };
        RuleSet::coefficient(&self.category, count)
    }
}

/// A fact worth asking for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ask {
    /// Which fact.
    pub fact: FactKey,
    /// The most that one category may gain by it, in đồng per month.
    pub worth_dong: u64,
}

/// What the law gives one person on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Eligibility {
    /// The day: ages are counted on it, amounts are those of its month.
    pub as_of: Date,
    /// One verdict per category in force, in the order of the rulebook.
    pub verdicts: Vec<Verdict>,
    /// What is surely due.
    pub best: Combination,
    /// What is due if every unknown fact turns out well.
    pub at_most: Combination,
    /// What to ask, the most valuable first.
    pub ask: Vec<Ask>,
}

/// The dependents that a category counts, from the facts. The flag says whether the list itself is known.
fn dependents(facts: &Facts, rules: &RuleSet, per: &Per, into: &mut Vec<Dependent>) -> bool {
    into.clear();
    let anybody = Dependent {
        who: None,
        age: (0, rules.scale.last_class()),
        in_continuous_education: None,
    };
    match per {
        Per::Person => true,
        Per::ChildInCare(_) => match &facts.children_in_care {
            Some(children) => {
                into.extend(children.iter().map(|it| Dependent {
                    who: None,
                    age: rules.scale.classes(it.birth_date),
                    in_continuous_education: it.in_continuous_education,
                }));
                true
            }
            None => {
                into.push(anybody);
                false
            }
        },
        Per::CaredFor(_) => match &facts.cares_for {
            Some(people) => {
                into.extend(people.iter().map(|it| Dependent {
                    who: it.who,
                    age: rules.scale.classes(it.birth_date),
                    in_continuous_education: None,
                }));
                true
            }
            None => {
                into.push(anybody);
                false
            }
        },
    }
}

/// Does this dependent count? One of an unknown list may also not exist.
fn counts(dependent: &Dependent, listed: bool, matches: &[DependentMatch], rules: &RuleSet) -> Ternary {
    let answer = dependent_matches(dependent, matches, &rules.scale);
    if listed { answer } else { answer.and(Ternary::Unknown) }
}

fn collect_checks(
    condition: &Condition,
    world: &World,
    rules: &RuleSet,
    negated: bool,
    alternative: u8,
    into: &mut Vec<Check>,
) {
    let mut push = |kind: CheckKind, outcome: Ternary| {
        let outcome = if negated { outcome.not() } else { outcome };
        into.push(Check {
            kind,
            negated,
            alternative,
            outcome,
        });
    };
    match condition {
        Condition::Fact { fact, allowed } => {
            push(
                CheckKind::Fact {
                    fact: *fact,
                    allowed: *allowed,
                },
                condition.leaf(world, &rules.scale),
            );
        }
        Condition::Age(band) => push(CheckKind::Age(*band), condition.leaf(world, &rules.scale)),
        Condition::Not(part) => collect_checks(part, world, rules, !negated, alternative, into),
        Condition::All(parts) | Condition::Any(parts) => {
            // "Not all of these" is an alternative between their opposites, and the other way round.
            let conjunction = matches!(condition, Condition::All(_)) != negated;
            let group = if conjunction || alternative != 0 {
                alternative
            } else {
                into.iter()
                    .map(|it| it.alternative)
                    .max()
                    .unwrap_or(0)
                    .saturating_add(1)
            };
            for part in parts {
                collect_checks(part, world, rules, negated, group, into);
            }
        }
        // Rule sets resolve every reference.
        Condition::Category(_) => {}
    }
}

/// Parts that the conditions of most categories have, with one to spare for dependents.
const CHECKS_USUALLY: usize = 6;

/// Evaluates every category of one rule set.
fn evaluate_set(rules: &RuleSet, facts: &Facts) -> Eligibility {
    let pension = rules.social_pension.as_ref().map(|it| it.dong);
    let world = World::new(facts, &rules.scale, pension);
    let mut verdicts = Vec::with_capacity(rules.categories.len());
    let mut people = Vec::new();
    let mut worth = [(0_u64, 0_u32); FactKey::ALL.len()];
    for category in &rules.categories {
        let condition = category.condition.evaluate(&world, &rules.scale);
        let mut needs = Vec::new();
        let mut checks = Vec::with_capacity(CHECKS_USUALLY);
        collect_checks(&category.condition, &world, rules, false, 0, &mut checks);
        let mut count = CountRange { min: 1, max: 1 };
        if let Per::ChildInCare(matches) | Per::CaredFor(matches) = &category.per {
            let fact = match category.per {
                Per::CaredFor(_) => FactKey::CaresFor,
                Per::ChildInCare(_) | Per::Person => FactKey::ChildrenInCare,
            };
            let listed = dependents(facts, rules, &category.per, &mut people);
            count = CountRange { min: 0, max: 0 };
            for dependent in &people {
                match counts(dependent, listed, matches, rules) {
                    Ternary::Yes => {
                        count.min += 1;
                        count.max += 1;
                    }
                    Ternary::Unknown => count.max += 1,
                    Ternary::No => {}
                }
            }
            let outcome = match (count.min, count.max) {
                (0, 0) => Ternary::No,
                (0, _) => Ternary::Unknown,
                (_, _) => Ternary::Yes,
            };
            checks.push(Check {
                kind: CheckKind::Dependents { fact, count },
                negated: false,
                alternative: 0,
                outcome,
            });
            if count.min != count.max && condition != Ternary::No {
                needs.push(fact);
            }
        }
        let enough = if count.min > 0 {
            Ternary::Yes
        } else if count.max > 0 {
            Ternary::Unknown
        } else {
            Ternary::No
        };
        let verdict = condition.and(enough);
        if condition == Ternary::Unknown && verdict != Ternary::No {
            category.condition.needs(&world, &rules.scale, &mut needs);
        }
        let (sure, at_most) = match verdict {
            Ternary::Yes => (
                rules.monthly_dong(category, count.min),
                rules.monthly_dong(category, count.max),
            ),
            Ternary::Unknown => (0, rules.monthly_dong(category, count.max)),
            Ternary::No => (0, 0),
        };
        for fact in &needs {
            let entry = &mut worth[*fact as usize];
            *entry = (entry.0.max(at_most - sure), entry.1 + 1);
        }
        let monthly_dong = if verdict == Ternary::Yes { sure } else { at_most };
        verdicts.push(Verdict {
            category: Arc::clone(category),
            verdict,
            needs,
            count,
            monthly_dong,
            monthly_at_most_dong: at_most,
            checks,
        });
    }
    let order = |fact: &FactKey| {
        let (dong, times) = worth[*fact as usize];
        (std::cmp::Reverse(dong), std::cmp::Reverse(times), *fact as usize)
    };
    for verdict in verdicts.iter_mut().filter(|it| it.needs.len() > 1) {
        verdict.needs.sort_unstable_by_key(order);
    }
    let mut ask: Vec<Ask> = FactKey::ALL
        .iter()
        .filter(|fact| worth[**fact as usize].1 > 0)
        .map(|fact| Ask {
            fact: *fact,
            worth_dong: worth[*fact as usize].0,
        })
        .collect();
    ask.sort_unstable_by_key(|it| order(&it.fact));
    let best = combination(rules, facts, &verdicts, Ternary::Yes);
    let at_most = combination(rules, facts, &verdicts, Ternary::Unknown);
    Eligibility {
        as_of: rules.as_of,
        verdicts,
        best,
        at_most,
        ask,
    }
}

/// The combination of everything whose answer is at least `least`.
fn combination(rules: &RuleSet, facts: &Facts, verdicts: &[Verdict], least: Ternary) -> Combination {
    let mut candidates: Vec<Candidate<'_>> = Vec::new();
    let mut each: Vec<(Ternary, &Verdict)> = Vec::new();
    for it in verdicts {
        if it.verdict < least {
            continue;
        }
        if it.category.stacking == Stacking::CareEach {
            each.push((it.verdict, it));
            continue;
        }
        let dong = if least == Ternary::Yes {
            it.monthly_dong
        } else {
            it.monthly_at_most_dong
        };
        candidates.push(Candidate {
            id: &it.category.id,
            stacking: it.category.stacking,
            dong,
        });
    }
    // Care support is counted person by person, so that one child of unknown age is not counted in two age groups.
    let mut given: Vec<Candidate<'_>> = Vec::new();
    if !each.is_empty() {
        let mut people = Vec::new();
        let listed = dependents(facts, rules, &each[0].1.category.per, &mut people);
        for dependent in &people {
            let mut best: Option<Candidate<'_>> = None;
            for (_, it) in &each {
                let Per::CaredFor(matches) = &it.category.per else {
                    continue;
                };
                let dong = rules.monthly_dong(&it.category, 1);
                if counts(dependent, listed, matches, rules) >= least && best.is_none_or(|best| dong > best.dong) {
                    best = Some(Candidate {
                        id: &it.category.id,
                        stacking: it.category.stacking,
                        dong,
                    });
                }
            }
            given.extend(best);
        }
    }
    combine(&candidates, &given)
}

/// All verdicts about one person.
///
/// Where the day lies in a transition in which current recipients have other rules than new applicants, the person's
/// `currently_receives` decides; if that is unknown, only what both rule sets say is certain.
pub fn evaluate(rules: &RuleSets, facts: &Facts) -> Eligibility {
    let applicant = |facts| evaluate_set(&rules.applicants, facts);
    let Some(recipients) = &rules.recipients else {
        return applicant(facts);
    };
    match receives_already(facts) {
        Ternary::No => applicant(facts),
        Ternary::Yes => evaluate_set(recipients, facts),
        Ternary::Unknown => either(applicant(facts), evaluate_set(recipients, facts)),
    }
}

/// What holds whichever of two rule sets applies.
fn either(applicant: Eligibility, recipient: Eligibility) -> Eligibility {
    let (low, high) = if applicant.best.monthly_dong <= recipient.best.monthly_dong {
        (applicant.best, recipient.best)
    } else {
        (recipient.best, applicant.best)
    };
    let at_most = if recipient.at_most.monthly_dong > applicant.at_most.monthly_dong {
        recipient.at_most
    } else {
        applicant.at_most
    };
    let mut others = recipient.verdicts;
    let mut verdicts = Vec::with_capacity(applicant.verdicts.len());
    let mut differs = false;
    for mut mine in applicant.verdicts {
        let other = others
            .iter()
            .position(|it| it.category.id == mine.category.id)
            .map(|index| others.remove(index));
        let answer = other.as_ref().map_or(Ternary::No, |it| it.verdict);
        let their_sum = other.as_ref().map_or(0, |it| it.monthly_at_most_dong);
        if mine.verdict != answer {
            mine.verdict = Ternary::Unknown;
            mine.needs.push(FactKey::CurrentlyReceives);
            differs = true;
        }
        mine.monthly_at_most_dong = mine.monthly_at_most_dong.max(their_sum);
        if mine.verdict == Ternary::Unknown {
            if let Some(other) = other.filter(|it| it.monthly_at_most_dong >= mine.monthly_at_most_dong) {
                mine.count = other.count;
            }
            mine.monthly_dong = mine.monthly_at_most_dong;
        }
        verdicts.push(mine);
    }
    for mut theirs in others {
        if theirs.verdict != Ternary::No {
            theirs.verdict = Ternary::Unknown;
            theirs.needs.push(FactKey::CurrentlyReceives);
            theirs.monthly_dong = theirs.monthly_at_most_dong;
            differs = true;
        }
        verdicts.push(theirs);
    }
    let mut ask = applicant.ask;
    for it in recipient.ask {
        if !ask.iter().any(|mine| mine.fact == it.fact) {
            ask.push(it);
        }
    }
    if differs {
        let worth_dong = high.monthly_dong - low.monthly_dong;
        ask.push(Ask {
            fact: FactKey::CurrentlyReceives,
            worth_dong,
        });
    }
    ask.sort_by_key(|it| std::cmp::Reverse(it.worth_dong));
    Eligibility {
        as_of: applicant.as_of,
        verdicts,
        best: low,
        at_most,
        ask,
    }
}
