//! The fast path: only the amounts, for whole populations (missing-out finder, change-of-law sweep).
//!
//! A person is reduced once, without looking at any law, to [`CompactFacts`]. A day's rules are compiled once to
//! [`CompiledRules`]: each condition and its opposite become a list of *terms* (conjunctions of value sets), at most 64 for
//! all categories together, and for each group of facts a table gives the terms that are still possible. One person then
//! costs a handful of table look-ups. A property test proves that the amounts equal those of [`super::evaluate`].
// size: one algorithm, its tables and its tests

use super::category::{Per, Stacking};
use super::condition::{Condition, Dependent, FactKey, ValueSet, World, dependent_matches};
use super::rule_set::{RuleSet, RuleSets, receives_already};
use super::ternary::Ternary;
use crate::date::PartialDate;
use crate::facts::{CareRelation, Facts};

/// Facts that share one table, by mixed radix: each fact contributes its number of values plus one for "unknown".
const GROUPS: [&[FactKey]; 4] = [
    &[FactKey::Disability, FactKey::Poverty, FactKey::Alive],
    &[
        FactKey::OrphanCase,
        FactKey::WasOrphanCaseAt16,
        FactKey::InContinuousEducation,
    ],
    &[
        FactKey::SingleParent,
        FactKey::ObligatedSupporter,
        FactKey::TakenIn,
        FactKey::DifficultArea,
    ],
    &[
        FactKey::Hiv,
        FactKey::HasSalaryOrPension,
        FactKey::Pregnant,
        FactKey::SpouseReceivesCareSupport,
        FactKey::ChildrenUnder36Months,
    ],
];
const MAX_CHILDREN: usize = 6;
const MAX_CARED_FOR: usize = 4;
const UNKNOWN_LIST: u8 = u8::MAX;
const UNKNOWN_PENSION: u64 = u64::MAX;

/// Days of birth as Julian day numbers; unknown = every day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Birth {
    first: i32,
    last: i32,
}

impl Birth {
    fn new(date: Option<PartialDate>) -> Self {
        match date {
            None => Self {
                first: i32::MIN + 1,
                last: i32::MAX,
            },
            Some(date) => Self {
                first: date.first_day().to_julian_day(),
                last: date.last_day().to_julian_day(),
            },
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct CompactDependent {
    birth: Birth,
    /// Children: 0 not learning, 1 learning, 2 unknown. People looked after: index of the relation, 4 unknown.
    kind: u8,
}

/// One person without any law: 0.2 kB, no allocation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompactFacts {
    birth: Birth,
    pension_dong: u64,
    groups: [u16; GROUPS.len()],
    receives: Ternary,
    children_count: u8,
    cared_for_count: u8,
    children: [CompactDependent; MAX_CHILDREN],
    cared_for: [CompactDependent; MAX_CARED_FOR],
}

impl CompactFacts {
    /// Reduces the facts. `None` for more than 6 children or 4 people looked after: use [`super::evaluate`] for those few.
    pub fn new(facts: &Facts) -> Option<Self> {
        let nobody = CompactDependent {
            birth: Birth::new(None),
            kind: 2,
        };
        let scale = super::AgeScale::new(time::Date::MIN, Vec::new());
        let world = World::new(facts, &scale, None);
        let mut compact = Self {
            birth: Birth::new(facts.birth_date),
            pension_dong: facts.monthly_pension_dong.unwrap_or(UNKNOWN_PENSION),
            groups: GROUPS.map(|group| {
                let index = group.iter().fold(0, |index, fact| {
                    let values = fact.values().len();
                    index * (values + 1) + world.values[*fact as usize].map_or(values, usize::from)
                });
                index as u16
            }),
            receives: receives_already(facts),
            children_count: UNKNOWN_LIST,
            cared_for_count: UNKNOWN_LIST,
            children: [nobody; MAX_CHILDREN],
            cared_for: [CompactDependent { kind: 4, ..nobody }; MAX_CARED_FOR],
        };
        if let Some(children) = &facts.children_in_care {
            compact.children_count = u8::try_from(children.len()).ok()?;
            for (index, child) in children.iter().enumerate() {
                let kind = child.in_continuous_education.map_or(2, u8::from);
                *compact.children.get_mut(index)? = CompactDependent {
                    birth: Birth::new(child.birth_date),
                    kind,
                };
            }
        }
        if let Some(people) = &facts.cares_for {
            compact.cared_for_count = u8::try_from(people.len()).ok()?;
            for (index, person) in people.iter().enumerate() {
                let kind = person.who.map_or(4, |who| who as u8);
                *compact.cared_for.get_mut(index)? = CompactDependent {
                    birth: Birth::new(person.birth_date),
                    kind,
                };
            }
        }
        Some(compact)
    }
}

/// The amounts of [`super::Eligibility`]: đồng per month, sure and if every unknown fact turns out well.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Amounts {
    /// Of the best combination of what is sure.
    pub best_dong: u64,
    /// Of the best combination of what is sure or unknown.
    pub at_most_dong: u64,
}

/// Why rules cannot be compiled; evaluate them with [`super::evaluate`] instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CompileProblem {
    /// More than 64 terms, 40 categories, or one category beyond the known shapes.
    #[error("rules_too_large_to_compile")]
    TooLarge,
}

/// A conjunction: the allowed values of each fact and the allowed age classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Term {
    values: [u16; FactKey::ALL.len()],
    ages: u16,
}

const FREE: Term = Term {
    values: [u16::MAX; FactKey::ALL.len()],
    ages: u16::MAX,
};

impl Term {
    /// Both terms; `None` if no world satisfies them together.
    fn and(&self, other: &Self, last_class: u8) -> Option<Self> {
        let mut both = *self;
        for (fact, mine) in FactKey::ALL.iter().zip(both.values.iter_mut()) {
            *mine &= other.values[*fact as usize];
            if !fact.values().is_empty() && *mine & ValueSet::all(*fact).0 == 0 {
                return None;
            }
        }
        both.ages &= other.ages;
        (both.ages & ((2_u32 << last_class) - 1) as u16 != 0).then_some(both)
    }

    /// Is every world of `self` one of `other`?
    fn within(&self, other: &Self) -> bool {
        self.ages & !other.ages == 0
            && self
                .values
                .iter()
                .zip(&other.values)
                .all(|(mine, theirs)| mine & !theirs == 0)
    }
}

/// The condition (or its opposite) as a disjunction of terms.
fn terms(condition: &Condition, holds: bool, rules: &RuleSet) -> Result<Vec<Term>, CompileProblem> {
    let last = rules.scale.last_class();
    let mut list = match condition {
        Condition::Not(part) => return terms(part, !holds, rules),
        Condition::Fact { fact, allowed } => {
            let mut term = FREE;
            let bits = if holds { allowed.0 } else { !allowed.0 };
            term.values[*fact as usize] = bits;
            FREE.and(&term, last).into_iter().collect()
        }
        Condition::Age(band) => {
            let mut term = FREE;
            term.ages = (0..=last).fold(0, |ages, class| {
                let inside = rules.scale.in_band(*band, (class, class)) == Ternary::Yes;
                ages | (u16::from(inside == holds) << class)
            });
            FREE.and(&term, last).into_iter().collect()
        }
        Condition::All(parts) | Condition::Any(parts) => {
            let conjunction = matches!(condition, Condition::All(_)) == holds;
            let mut result = if conjunction { vec![FREE] } else { Vec::new() };
            for part in parts {
                let inner = terms(part, holds, rules)?;
                if conjunction {
                    result = result
                        .iter()
                        .flat_map(|one| inner.iter().filter_map(move |two| one.and(two, last)))
                        .collect();
                } else {
                    result.extend(inner);
                }
                if result.len() > 4096 {
                    return Err(CompileProblem::TooLarge);
                }
                result = without_included(&result);
            }
            result
        }
        Condition::Category(_) => return Err(CompileProblem::TooLarge),
    };
    list = without_included(&list);
    Ok(list)
}

/// Drops terms that another term includes.
fn without_included(list: &[Term]) -> Vec<Term> {
    let mut kept: Vec<Term> = Vec::with_capacity(list.len());
    for term in list {
        if !kept.iter().any(|other| term.within(other)) {
            kept.retain(|other| !other.within(term));
            kept.push(*term);
        }
    }
    kept
}

/// For one state of a group of facts: which terms are still possible, and which are certain as far as this group goes.
#[derive(Debug, Clone, Copy)]
struct Masks {
    possible: u64,
    sure: u64,
}

impl Masks {
    const ALL: Self = Self {
        possible: u64::MAX,
        sure: u64::MAX,
    };

    fn and(self, other: Self) -> Self {
        Self {
            possible: self.possible & other.possible,
            sure: self.sure & other.sure,
        }
    }
}

/// How a category reads the term bits. Bit `n` is the one term of category `n`; further terms use the bits above.
#[derive(Debug, Clone, Copy)]
struct Many {
    category: u64,
    holds: u64,
    fails: u64,
}

/// One rule set, compiled.
#[derive(Debug, Clone)]
struct CompiledSet {
    cuts: [i32; 15],
    /// The pension below which the social pension is paid.
    pension_dong: u64,
    age: Vec<Masks>,
    pension: [Masks; 3],
    groups: [Vec<Masks>; GROUPS.len()],
    many: Vec<Many>,
    /// Amount for one person of each category, highest first.
    dong: Vec<u64>,
    allowance: u64,
    beside: u64,
    single_parent: u64,
    single_parent_dong: u64,
    social_pension: u64,
    care_point_a: u64,
    care_each: u64,
    /// By schooling and age: does a child count?
    child: Vec<Ternary>,
    /// By relation and age: which care categories count.
    cared_for: Vec<Masks>,
}

/// The rules of one day, compiled for [`amounts`].
#[derive(Debug, Clone)]
pub struct CompiledRules {
    applicants: CompiledSet,
    recipients: Option<CompiledSet>,
}

impl CompiledRules {
    /// Compiles the rules of a day.
    pub fn new(rules: &RuleSets) -> Result<Self, CompileProblem> {
        Ok(Self {
            applicants: CompiledSet::new(&rules.applicants)?,
            recipients: rules.recipients.as_ref().map(CompiledSet::new).transpose()?,
        })
    }
}

/// Everything that the rules of one day can see of a person: people of one class have the same [`super::Eligibility`], so
/// that a whole list needs as many full evaluations as it has classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PersonClass([u64; 6]);

impl CompiledRules {
    /// The class of a person.
    pub fn class_of(&self, facts: &CompactFacts) -> PersonClass {
        let recipients = self.recipients.as_ref();
        let ages = |birth: Birth| {
            let first = self.applicants.age_index(birth) as u64;
            recipients.map_or(first, |set| (first << 8) | set.age_index(birth) as u64)
        };
        let pension = |set: &CompiledSet| set.pension_index(facts) as u64;
        let known = |count: u8, most: usize| {
            if count == UNKNOWN_LIST {
                0
            } else {
                usize::from(count).min(most)
            }
        };
        let groups = facts
            .groups
            .iter()
            .fold(0, |all, group| (all << 16) | u64::from(*group));
        let mut person = ages(facts.birth);
        person = (person << 2) | pension(&self.applicants);
        person = (person << 2) | recipients.map_or(0, pension);
        person = (person << 2) | facts.receives as u64;
        person = (person << 8) | u64::from(facts.children_count);
        person = (person << 8) | u64::from(facts.cared_for_count);
        let mut words = [groups, person, 0, 0, 0, 0];
        // 18 bits for each child, three to a word; 19 bits for each person looked after, two to a word.
        for (index, child) in facts.children[..known(facts.children_count, MAX_CHILDREN)]
            .iter()
            .enumerate()
        {
            let word = &mut words[2 + index / 3];
            *word = (*word << 18) | (u64::from(child.kind) << 16) | ages(child.birth);
        }
        for (index, one) in facts.cared_for[..known(facts.cared_for_count, MAX_CARED_FOR)]
            .iter()
            .enumerate()
        {
            let word = &mut words[4 + index / 2];
            *word = (*word << 19) | (u64::from(one.kind) << 16) | ages(one.birth);
        }
        PersonClass(words)
    }
}

fn age_index(first: u8, last: u8) -> usize {
    (usize::from(first) << 4) | usize::from(last)
}

fn classes(first: u8, last: u8) -> u16 {
    (((2_u32 << last) - 1) & !((1_u32 << first) - 1)) as u16
}

impl CompiledSet {
    fn new(rules: &RuleSet) -> Result<Self, CompileProblem> {
        let mut order: Vec<usize> = (0..rules.categories.len()).collect();
        order.sort_by_key(|index| std::cmp::Reverse(rules.monthly_dong(&rules.categories[*index], 1)));
        if order.len() > 40 {
            return Err(CompileProblem::TooLarge);
        }
        let last_class = rules.scale.last_class();
        // A term that can never hold, for categories that nobody can fall under.
        let never = Term {
            values: [0; FactKey::ALL.len()],
            ages: 0,
        };
        let mut bits: Vec<Term> = vec![never; order.len()];
        let mut many = Vec::new();
        let mut of = [0_u64; Stacking::ALL.len()];
        let mut dong = Vec::with_capacity(order.len());
        let mut single_parent_dong = 0;
        let mut child = vec![Ternary::No; 3 * 256];
        let mut cared_for = vec![Masks { possible: 0, sure: 0 }; 5 * 256];
        for (bit, index) in order.iter().enumerate() {
            let category = &rules.categories[*index];
            let mask = 1_u64 << bit;
            let holds = terms(&category.condition, true, rules)?;
            match holds.as_slice() {
                [] => {}
                [one] => bits[bit] = *one,
                more => {
                    let mut add = |terms: &[Term]| {
                        let from = bits.len();
                        bits.extend_from_slice(terms);
                        (from..bits.len()).fold(0_u64, |all, bit| all | 1_u64.checked_shl(bit as u32).unwrap_or(0))
                    };
                    let holds = add(more);
                    let fails = add(&terms(&category.condition, false, rules)?);
                    many.push(Many {
                        category: mask,
                        holds,
                        fails,
                    });
                }
            }
            of[category.stacking as usize] |= mask;
            dong.push(rules.monthly_dong(category, 1));
            match &category.per {
                Per::Person => {}
                Per::ChildInCare(matches) => {
                    if single_parent_dong != 0 {
                        return Err(CompileProblem::TooLarge);
                    }
                    single_parent_dong = rules.monthly_dong(category, 1);
                    for (kind, learning) in [Some(false), Some(true), None].into_iter().enumerate() {
                        for_ranges(last_class, |first, last| {
                            let one = Dependent {
                                who: None,
                                age: (first, last),
                                in_continuous_education: learning,
                            };
                            child[kind * 256 + age_index(first, last)] = dependent_matches(&one, matches, &rules.scale);
                        });
                    }
                }
                Per::CaredFor(matches) => {
                    let relations = CareRelation::ALL.iter().map(|who| Some(*who)).chain([None]);
                    for (kind, who) in relations.enumerate() {
                        for_ranges(last_class, |first, last| {
                            let one = Dependent {
                                who,
                                age: (first, last),
                                in_continuous_education: None,
                            };
                            let entry = &mut cared_for[kind * 256 + age_index(first, last)];
                            match dependent_matches(&one, matches, &rules.scale) {
                                Ternary::Yes => {
                                    entry.possible |= mask;
                                    entry.sure |= mask;
                                }
                                Ternary::Unknown => entry.possible |= mask,
                                Ternary::No => {}
                            }
                        });
                    }
                }
            }
        }
        if bits.len() > 64 {
            return Err(CompileProblem::TooLarge);
        }
        let table = |possible: &dyn Fn(&Term) -> bool, sure: &dyn Fn(&Term) -> bool| {
            bits.iter()
                .enumerate()
                .fold(Masks { possible: 0, sure: 0 }, |masks, (bit, term)| Masks {
                    possible: masks.possible | (u64::from(possible(term)) << bit),
                    sure: masks.sure | (u64::from(sure(term)) << bit),
                })
        };
        let mut age = vec![Masks { possible: 0, sure: 0 }; 256];
        for_ranges(last_class, |first, last| {
            let given = classes(first, last);
            age[age_index(first, last)] = table(&|term| term.ages & given != 0, &|term| given & !term.ages == 0);
        });
        let state = |fact: FactKey, index: usize| {
            let all = ValueSet::all(fact).0;
            let given = if index == fact.values().len() { all } else { 1 << index };
            let slot = fact as usize;
            table(&|term| term.values[slot] & given != 0, &|term| {
                given & !term.values[slot] == 0
            })
        };
        let groups = GROUPS.map(|group| {
            group.iter().fold(vec![Masks::ALL], |before, fact| {
                let states: Vec<Masks> = (0..=fact.values().len()).map(|index| state(*fact, index)).collect();
                before
                    .iter()
                    .flat_map(|one| states.iter().map(move |two| one.and(*two)))
                    .collect()
            })
        });
        let mut cuts = [i32::MIN; 15];
        for (slot, cut) in cuts.iter_mut().zip(rules.scale.cuts()) {
            *slot = cut.to_julian_day();
        }
        Ok(Self {
            cuts,
            pension_dong: rules.social_pension.as_ref().map_or(0, |it| it.dong),
            age,
            pension: [0, 1, 2].map(|index| state(FactKey::MonthlyPension, index)),
            groups,
            many,
            dong,
            allowance: of[Stacking::Allowance as usize] | of[Stacking::AllowanceBesideSingleParent as usize],
            beside: of[Stacking::AllowanceBesideSingleParent as usize],
            single_parent: of[Stacking::SingleParent as usize],
            single_parent_dong,
            social_pension: of[Stacking::SocialPension as usize],
            care_point_a: of[Stacking::CarePointA as usize],
            care_each: of[Stacking::CareEach as usize],
            child,
            cared_for,
        })
    }

    /// First and last age class as an index into the age tables. Unused cuts are `i32::MIN`, below every known day; the
    /// unknown first day of birth is one above that.
    fn age_index(&self, birth: Birth) -> usize {
        let reached = |day: i32| self.cuts.iter().map(|cut| usize::from(day <= *cut)).sum::<usize>();
        let first = reached(birth.last);
        let last = if birth.first == birth.last {
            first
        } else {
            reached(birth.first)
        };
        (first << 4) | last
    }

    /// 0 = below the social pension, 1 = not below, 2 = unknown.
    fn pension_index(&self, facts: &CompactFacts) -> usize {
        if facts.pension_dong == UNKNOWN_PENSION {
            2
        } else {
            usize::from(facts.pension_dong >= self.pension_dong)
        }
    }

    /// The highest amount among the categories of a mask; categories are in order of amount.
    fn highest(&self, mask: u64) -> u64 {
        if mask == 0 {
            0
        } else {
            self.dong[mask.trailing_zeros() as usize]
        }
    }

    /// Rules 1 to 4 of `combine.rs` on masks.
    fn combined(&self, categories: u64, children: u32) -> u64 {
        let highest = self.highest(categories & self.allowance);
        let parent = if categories & self.single_parent != 0 {
            self.single_parent_dong * u64::from(children)
        } else {
            0
        };
        let both = if parent != 0 {
            parent + self.highest(categories & self.beside)
        } else {
            0
        };
        let allowances = highest.max(both);
        let pension = self.highest(categories & self.social_pension);
        allowances.max(pension) + self.highest(categories & self.care_point_a)
    }

    fn amounts(&self, facts: &CompactFacts) -> Amounts {
        let mut masks = self.age[self.age_index(facts.birth)];
        for (table, index) in self.groups.iter().zip(facts.groups) {
            masks = masks.and(table[usize::from(index)]);
        }
        masks = masks.and(self.pension[self.pension_index(facts)]);
        let mut possible = masks.possible;
        let mut sure = masks.sure;
        for many in &self.many {
            if masks.possible & many.holds != 0 {
                possible |= many.category;
                if masks.possible & many.fails == 0 {
                    sure |= many.category;
                }
            }
        }

        let (mut surely, mut at_most) = (0, 0);
        if possible & self.single_parent != 0 {
            if facts.children_count == UNKNOWN_LIST {
                at_most = 1;
            } else {
                for child in &facts.children[..usize::from(facts.children_count)] {
                    match self.child[usize::from(child.kind) * 256 + self.age_index(child.birth)] {
                        Ternary::Yes => {
                            surely += 1;
                            at_most += 1;
                        }
                        Ternary::Unknown => at_most += 1,
                        Ternary::No => {}
                    }
                }
            }
        }
        let mut result = Amounts {
            best_dong: self.combined(sure, surely),
            at_most_dong: self.combined(possible, at_most),
        };
        if possible & self.care_each != 0 {
            if facts.cared_for_count == UNKNOWN_LIST {
                let anybody = CompactDependent {
                    birth: Birth::new(None),
                    kind: 4,
                };
                let masks = self.cared_for[4 * 256 + self.age_index(anybody.birth)];
                result.at_most_dong += self.highest(possible & self.care_each & masks.possible);
            } else {
                for person in &facts.cared_for[..usize::from(facts.cared_for_count)] {
                    let masks = self.cared_for[usize::from(person.kind) * 256 + self.age_index(person.birth)];
                    result.best_dong += self.highest(sure & self.care_each & masks.sure);
                    result.at_most_dong += self.highest(possible & self.care_each & masks.possible);
                }
            }
        }
        result
    }
}

/// Calls `visit` with every range of age classes.
fn for_ranges(last_class: u8, mut visit: impl FnMut(u8, u8)) {
    for first in 0..=last_class {
        for last in first..=last_class {
            visit(first, last);
        }
    }
}

/// The amounts for one person: equal to `best.monthly_dong` and `at_most.monthly_dong` of [`super::evaluate`].
pub fn amounts(rules: &CompiledRules, facts: &CompactFacts) -> Amounts {
    let Some(recipients) = &rules.recipients else {
        return rules.applicants.amounts(facts);
    };
    match facts.receives {
        Ternary::No => rules.applicants.amounts(facts),
        Ternary::Yes => recipients.amounts(facts),
        Ternary::Unknown => {
            let (one, two) = (rules.applicants.amounts(facts), recipients.amounts(facts));
            Amounts {
                best_dong: one.best_dong.min(two.best_dong),
                at_most_dong: one.at_most_dong.max(two.at_most_dong),
            }
        }
    }
}
