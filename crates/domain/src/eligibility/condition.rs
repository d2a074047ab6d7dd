//! The closed vocabulary of conditions, and its exact three-valued evaluation.
//!
//! Every simple fact has a short list of values (`yes`/`no`, the degrees of disability, …), so a condition is a tree of
//! "this fact is one of these values" and age ranges. Evaluation is *exact*: a condition is `Yes` only if it holds in
//! every world that agrees with the known facts, `No` only if it holds in none. Plain Kleene logic is exact for trees that
//! mention each fact once; where a fact is unknown and mentioned more often, [`Condition::evaluate`] tries each of its values.

use super::Ternary;
use crate::date::{PartialDate, latest_birth_for_age};
use crate::facts::{
    CareRelation, DisabilityLevel, Facts, ObligatedSupporter, OrphanCase, Poverty, SingleParent, coded,
};
use time::Date;

coded! {
    /// The facts that rules may ask about. The codes are the paths of the JSON contract.
    FactKey {
        /// Day of birth.
        BirthDate = "birth_date",
        /// Alive.
        Alive = "alive",
        /// Degree of disability.
        Disability = "disability",
        /// Poor, near-poor or neither.
        Poverty = "household.poverty",
        /// Extremely difficult area.
        DifficultArea = "household.extremely_difficult_area",
        /// Monthly pension, compared with the social pension.
        MonthlyPension = "monthly_pension",
        /// Salary, wage or pension.
        HasSalaryOrPension = "has_salary_or_pension",
        /// HIV.
        Hiv = "hiv",
        /// Situation of Art. 5.1.
        OrphanCase = "orphan_case",
        /// In that situation at 16.
        WasOrphanCaseAt16 = "was_in_orphan_case_at_16",
        /// Learning without interruption.
        InContinuousEducation = "in_continuous_education",
        /// Raises children alone.
        SingleParent = "single_parent",
        /// Children raised.
        ChildrenInCare = "children_in_care",
        /// Somebody obliged to support.
        ObligatedSupporter = "obligated_supporter",
        /// Taken in instead of a facility.
        TakenIn = "eligible_for_facility_but_taken_in",
        /// Pregnant.
        Pregnant = "pregnant",
        /// Own children under 36 months.
        ChildrenUnder36Months = "children_under_36_months",
        /// The spouse has the care support.
        SpouseReceivesCareSupport = "spouse_receives_care_support",
        /// People looked after.
        CaresFor = "cares_for",
        /// Payments received now.
        CurrentlyReceives = "currently_receives",
        /// Who hands in the dossier (checklists only).
        Submitter = "submitter",
    }
}

const NO_YES: &[&str] = &["no", "yes"];
const COUNT: &[&str] = &["0", "1", "2_or_more"];
const BELOW: &[&str] = &["below_social_pension", "not_below_social_pension"];

impl FactKey {
    /// The values a rule may name for this fact, in the order of [`ValueSet`] bits. Empty for facts that rules ask about
    /// in another way (ages, lists).
    pub fn values(self) -> &'static [&'static str] {
        match self {
            Self::BirthDate | Self::ChildrenInCare | Self::CaresFor | Self::CurrentlyReceives => &[],
            Self::Disability => DisabilityLevel::CODES,
            Self::Poverty => Poverty::CODES,
            Self::OrphanCase => OrphanCase::CODES,
            Self::SingleParent => SingleParent::CODES,
            Self::ObligatedSupporter => ObligatedSupporter::CODES,
            Self::ChildrenUnder36Months => COUNT,
            Self::MonthlyPension => BELOW,
            Self::Submitter => super::super::procedure::Submitter::CODES,
            Self::Alive
            | Self::DifficultArea
            | Self::HasSalaryOrPension
            | Self::Hiv
            | Self::WasOrphanCaseAt16
            | Self::InContinuousEducation
            | Self::TakenIn
            | Self::Pregnant
            | Self::SpouseReceivesCareSupport => NO_YES,
        }
    }
}

/// A set of values of one fact, as bits in the order of [`FactKey::values`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ValueSet(pub u16);

impl ValueSet {
    /// The set of the named values; the error is the first name that the fact does not have.
    pub fn of<'a>(fact: FactKey, names: &[&'a str]) -> Result<Self, &'a str> {
        let mut bits = 0;
        for name in names {
            let index = fact.values().iter().position(|value| value == name).ok_or(*name)?;
            bits |= 1 << index;
        }
        Ok(Self(bits))
    }

    /// Every value of the fact.
    pub fn all(fact: FactKey) -> Self {
        Self(((1_u32 << fact.values().len()) - 1) as u16)
    }

    /// Does it contain the value with this index?
    pub fn contains(self, index: u8) -> bool {
        self.0 & (1 << index) != 0
    }

    /// The names of the values.
    pub fn names(self, fact: FactKey) -> impl Iterator<Item = &'static str> {
        fact.values()
            .iter()
            .enumerate()
            .filter(move |(index, _)| self.0 & (1 << index) != 0)
            .map(|(_, name)| *name)
    }
}

/// A range of ages in full years: `from_years` reached, `below_years` not yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct AgeBand {
    /// Inclusive lower bound.
    pub from_years: Option<u16>,
    /// Exclusive upper bound.
    pub below_years: Option<u16>,
}

impl AgeBand {
    /// Is an age of this many full years inside?
    pub fn contains(self, years: u16) -> bool {
        self.from_years.is_none_or(|from| years >= from) && self.below_years.is_none_or(|below| years < below)
    }

    /// Both bounds.
    pub fn bounds(self) -> impl Iterator<Item = u16> {
        self.from_years.into_iter().chain(self.below_years)
    }
}

/// A condition on facts. A closed vocabulary: rules are data, and nothing else can be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// Every part holds (an empty list holds).
    All(Vec<Condition>),
    /// At least one part holds.
    Any(Vec<Condition>),
    /// The part does not hold.
    Not(Box<Condition>),
    /// The fact has one of the values.
    Fact {
        /// Which fact.
        fact: FactKey,
        /// Its allowed values.
        allowed: ValueSet,
    },
    /// The person's age.
    Age(AgeBand),
    /// The condition of another category; replaced by that condition when a [`super::RuleSet`] is built.
    Category(String),
}

/// The ages that matter on one day, with the day of birth at which each is reached: it cuts all days of birth into
/// classes, class 0 being the youngest, within which no rule can see a difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgeScale {
    thresholds: Vec<u16>,
    cuts: Vec<Date>,
}

/// A first and a last age class, both included.
pub type ClassRange = (u8, u8);

impl AgeScale {
    /// The scale on day `on` for rules that mention `thresholds` (at most 15 different ones).
    pub fn new(on: Date, mut thresholds: Vec<u16>) -> Self {
        thresholds.sort_unstable();
        thresholds.dedup();
        thresholds.retain(|years| *years > 0);
        let cuts = thresholds
            .iter()
            .map(|years| latest_birth_for_age(on, *years))
            .collect();
        Self { thresholds, cuts }
    }

    /// The same thresholds on another day.
    #[must_use]
    pub fn on(&self, day: Date) -> Self {
        Self::new(day, self.thresholds.clone())
    }

    /// The days of birth at which each threshold is reached, the youngest threshold first.
    pub fn cuts(&self) -> &[Date] {
        &self.cuts
    }

    /// The oldest class.
    pub fn last_class(&self) -> u8 {
        u8::try_from(self.thresholds.len()).expect("a rule set has at most 15 age thresholds")
    }

    fn class_of(&self, born: Date) -> u8 {
        let reached = self.cuts.iter().take_while(|cut| born <= **cut).count();
        u8::try_from(reached).expect("a rule set has at most 15 age thresholds")
    }

    /// The classes that a day of birth may mean.
    pub fn classes(&self, born: Option<PartialDate>) -> ClassRange {
        match born {
            None => (0, self.last_class()),
            Some(born) => (self.class_of(born.last_day()), self.class_of(born.first_day())),
        }
    }

    /// Does the band hold for all, none or some of the classes?
    #[inline]
    pub fn in_band(&self, band: AgeBand, (first, last): ClassRange) -> Ternary {
        let inside = |class: u8| {
            // A class is represented by its youngest age: the threshold that opens it.
            let years = if class == 0 {
                0
            } else {
                self.thresholds[usize::from(class) - 1]
            };
            band.contains(years)
        };
        if first == last {
            return inside(first).into();
        }
        let count = (first..=last).filter(|class| inside(*class)).count();
        if count == 0 {
            Ternary::No
        } else if count == usize::from(last - first) + 1 {
            Ternary::Yes
        } else {
            Ternary::Unknown
        }
    }
}

/// The facts of one person, each reduced to the index of its value or "unknown".
#[derive(Debug, Clone)]
pub struct World {
    /// Index of the value by [`FactKey`] order; `None` = unknown.
    pub values: [Option<u8>; FactKey::ALL.len()],
    /// Possible age classes.
    pub age: ClassRange,
}

fn flag(value: Option<bool>) -> Option<u8> {
    value.map(u8::from)
}

impl World {
    /// Reduces the facts, with ages on `scale` and pensions compared with the social pension of the month.
    pub fn new(facts: &Facts, scale: &AgeScale, social_pension_dong: Option<u64>) -> Self {
        let mut world = Self {
            values: [None; FactKey::ALL.len()],
            age: scale.classes(facts.birth_date),
        };
        for fact in FactKey::ALL {
            world.values[*fact as usize] = match fact {
                FactKey::BirthDate
                | FactKey::ChildrenInCare
                | FactKey::CaresFor
                | FactKey::CurrentlyReceives
                | FactKey::Submitter => None,
                FactKey::Alive => flag(facts.alive),
                FactKey::Disability => facts.disability.map(|it| it as u8),
                FactKey::Poverty => facts.household.poverty.map(|it| it as u8),
                FactKey::DifficultArea => flag(facts.household.extremely_difficult_area),
                FactKey::MonthlyPension => facts
                    .monthly_pension_dong
                    .map(|dong| u8::from(dong >= social_pension_dong.unwrap_or(0))),
                FactKey::HasSalaryOrPension => flag(facts.has_salary_or_pension),
                FactKey::Hiv => flag(facts.hiv),
                FactKey::OrphanCase => facts.orphan_case.map(|it| it as u8),
                FactKey::WasOrphanCaseAt16 => flag(facts.was_in_orphan_case_at_16),
                FactKey::InContinuousEducation => flag(facts.in_continuous_education),
                FactKey::SingleParent => facts.single_parent.map(|it| it as u8),
                FactKey::ObligatedSupporter => facts.obligated_supporter.map(|it| it as u8),
                FactKey::TakenIn => flag(facts.eligible_for_facility_but_taken_in),
                FactKey::Pregnant => flag(facts.pregnant),
                FactKey::ChildrenUnder36Months => facts.children_under_36_months.map(|count| count.min(2) as u8),
                FactKey::SpouseReceivesCareSupport => flag(facts.spouse_receives_care_support),
            };
        }
        world
    }
}

impl Condition {
    /// Calls `visit` for every leaf, in order.
    pub fn leaves<'a>(&'a self, visit: &mut impl FnMut(&'a Condition)) {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().for_each(|part| part.leaves(visit)),
            Self::Not(part) => part.leaves(visit),
            Self::Fact { .. } | Self::Age(_) | Self::Category(_) => visit(self),
        }
    }

    /// The answer of one leaf in one world.
    #[inline]
    pub fn leaf(&self, world: &World, scale: &AgeScale) -> Ternary {
        match self {
            Self::Fact { fact, allowed } => match world.values[*fact as usize] {
                Some(index) => allowed.contains(index).into(),
                None if *allowed == ValueSet::all(*fact) => Ternary::Yes,
                None if allowed.0 == 0 => Ternary::No,
                None => Ternary::Unknown,
            },
            Self::Age(band) => scale.in_band(*band, world.age),
            Self::All(_) | Self::Any(_) | Self::Not(_) | Self::Category(_) => self.kleene(world, scale),
        }
    }

    /// Kleene evaluation: sound, and exact where each fact is mentioned once.
    fn kleene(&self, world: &World, scale: &AgeScale) -> Ternary {
        match self {
            Self::All(parts) => {
                let mut answer = Ternary::Yes;
                for part in parts {
                    answer = answer.and(part.kleene(world, scale));
                    if answer == Ternary::No {
                        break;
                    }
                }
                answer
            }
            Self::Any(parts) => {
                let mut answer = Ternary::No;
                for part in parts {
                    answer = answer.or(part.kleene(world, scale));
                    if answer == Ternary::Yes {
                        break;
                    }
                }
                answer
            }
            Self::Not(part) => part.kleene(world, scale).not(),
            Self::Fact { .. } | Self::Age(_) => self.leaf(world, scale),
            // A reference that was not resolved is a fact we do not have; rule sets resolve all of them.
            Self::Category(_) => Ternary::Unknown,
        }
    }

    /// A fact that is unknown in `world` and mentioned at least twice, if there is one: `BirthDate` stands for the age.
    fn repeated_unknown(&self, world: &World) -> Option<FactKey> {
        let mut seen = 0_u32;
        let mut repeated = None;
        self.leaves(&mut |leaf| {
            let fact = match leaf {
                Self::Fact { fact, .. } if world.values[*fact as usize].is_none() => *fact,
                Self::Age(_) if world.age.0 != world.age.1 => FactKey::BirthDate,
                _ => return,
            };
            let bit = 1 << (fact as u32);
            if seen & bit != 0 {
                repeated.get_or_insert(fact);
            }
            seen |= bit;
        });
        repeated
    }

    /// The exact answer: `Yes` or `No` only if it is the answer in every world that agrees with the known facts.
    pub fn evaluate(&self, world: &World, scale: &AgeScale) -> Ternary {
        let answer = self.kleene(world, scale);
        if answer != Ternary::Unknown {
            return answer;
        }
        let Some(fact) = self.repeated_unknown(world) else {
            return answer;
        };
        let mut common = None;
        let mut join = |world: &World| {
            let answer = self.evaluate(world, scale);
            let joined = common.map_or(answer, |before: Ternary| before.agree(answer));
            common = Some(joined);
            joined == Ternary::Unknown
        };
        let mut narrowed = world.clone();
        if fact == FactKey::BirthDate {
            for class in world.age.0..=world.age.1 {
                narrowed.age = (class, class);
                if join(&narrowed) {
                    break;
                }
            }
        } else {
            for index in 0..fact.values().len() {
                narrowed.values[fact as usize] = Some(index as u8);
                if join(&narrowed) {
                    break;
                }
            }
        }
        common.unwrap_or(Ternary::Unknown)
    }

    /// Adds the unknown facts on which an unknown answer may depend.
    pub fn needs(&self, world: &World, scale: &AgeScale, into: &mut Vec<FactKey>) {
        if self.kleene(world, scale) != Ternary::Unknown {
            return;
        }
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().for_each(|part| part.needs(world, scale, into)),
            Self::Not(part) => part.needs(world, scale, into),
            Self::Fact { fact, .. } if !into.contains(fact) => into.push(*fact),
            Self::Age(_) if !into.contains(&FactKey::BirthDate) => into.push(FactKey::BirthDate),
            Self::Fact { .. } | Self::Age(_) | Self::Category(_) => {}
        }
    }
}

/// One way in which a dependent (a child raised, a person looked after) counts: all stated parts must hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DependentMatch {
    /// In what relation (people looked after only).
    pub who: Option<CareRelation>,
    /// Age of the dependent.
    pub age: AgeBand,
    /// Learning without interruption (children raised only).
    pub in_continuous_education: Option<bool>,
}

/// What is known about one dependent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dependent {
    /// In what relation; `None` = unknown.
    pub who: Option<CareRelation>,
    /// Possible age classes.
    pub age: ClassRange,
    /// Learning without interruption; `None` = unknown.
    pub in_continuous_education: Option<bool>,
}

/// Does the dependent match at least one of the alternatives? Exact: every possible age, relation and schooling is tried.
pub fn dependent_matches(dependent: &Dependent, alternatives: &[DependentMatch], scale: &AgeScale) -> Ternary {
    let relations: &[Option<CareRelation>] = match dependent.who {
        Some(CareRelation::Orphan) => &[Some(CareRelation::Orphan)],
        Some(CareRelation::ElderlyTakenIn) => &[Some(CareRelation::ElderlyTakenIn)],
        Some(CareRelation::ExtremeDisabledOwnHousehold) => &[Some(CareRelation::ExtremeDisabledOwnHousehold)],
        Some(CareRelation::ExtremeDisabledTakenIn) => &[Some(CareRelation::ExtremeDisabledTakenIn)],
        None => &[
            Some(CareRelation::Orphan),
            Some(CareRelation::ElderlyTakenIn),
            Some(CareRelation::ExtremeDisabledOwnHousehold),
            Some(CareRelation::ExtremeDisabledTakenIn),
        ],
    };
    let schooling: &[bool] = match dependent.in_continuous_education {
        Some(false) => &[false],
        Some(true) => &[true],
        None => &[false, true],
    };
    let mut common: Option<Ternary> = None;
    for class in dependent.age.0..=dependent.age.1 {
        for who in relations {
            for learning in schooling {
                let holds = alternatives.iter().any(|it| {
                    it.who.is_none_or(|wanted| Some(wanted) == *who)
                        && it.in_continuous_education.is_none_or(|wanted| wanted == *learning)
                        && scale.in_band(it.age, (class, class)) == Ternary::Yes
                });
                let answer = Ternary::from(holds);
                let joined = common.map_or(answer, |before| before.agree(answer));
                if joined == Ternary::Unknown {
                    return joined;
                }
                common = Some(joined);
            }
        }
    }
    common.unwrap_or(Ternary::No)
}
