//! The fast amounts equal the explained ones, and answers about incomplete facts hold for every way to complete them.

use domain::date::PartialDate;
use domain::eligibility::{CompactFacts, CompiledRules, Ternary, amounts, evaluate};
use domain::facts::{
    CareRelation, CaredFor, ChildInCare, CurrentBenefit, DisabilityLevel, Facts, HouseholdFacts, ObligatedSupporter,
    OrphanCase, Poverty, SingleParent,
};
use proptest::prelude::*;
use time::{Date, Duration, Month};

fn day(year: i32, month: Month, day: u8) -> Date {
    Date::from_calendar_date(year, month, day).expect("a day in a test")
}

/// Days of birth, many of them on and around the birthdays that matter.
fn births(as_of: Date) -> BoxedStrategy<Option<PartialDate>> {
    let around = (
        prop::sample::select(vec![0_i32, 3, 4, 16, 22, 23, 60, 70, 75, 80]),
        -1_i64..=1,
    )
        .prop_map(move |(years, shift)| {
            let year = as_of.year() - years;
            let born = Date::from_calendar_date(year, as_of.month(), as_of.day().min(28)).expect("a birthday");
            let born = born + Duration::days(shift);
            Some(PartialDate::Day(if born > as_of { as_of } else { born }))
        });
    let exact = (1930..=as_of.year(), 0..360_i64)
        .prop_map(|(year, days)| Some(PartialDate::Day(day(year, Month::January, 1) + Duration::days(days))));
    let month = (1930..as_of.year(), 1..=12_u8)
        .prop_map(|(year, month)| Some(PartialDate::Month(year, Month::try_from(month).expect("a month"))));
    let year = (1930..as_of.year()).prop_map(|year| Some(PartialDate::Year(year)));
    prop_oneof![2 => Just(None), 4 => around, 3 => exact, 2 => month, 3 => year].boxed()
}

fn maybe<T: Clone + std::fmt::Debug + 'static>(values: &[T]) -> BoxedStrategy<Option<T>> {
    prop::option::weighted(0.75, prop::sample::select(values.to_vec())).boxed()
}

fn flag() -> BoxedStrategy<Option<bool>> {
    maybe(&[false, true])
}

fn people(as_of: Date) -> BoxedStrategy<Facts> {
    let child = (births(as_of), flag()).prop_map(|(birth_date, in_continuous_education)| ChildInCare {
        birth_date,
        in_continuous_education,
    });
    let cared = (maybe(CareRelation::ALL), births(as_of)).prop_map(|(who, birth_date)| CaredFor { who, birth_date });
    let benefit = CurrentBenefit {
        category: "DT6_N".to_owned(),
        monthly_dong: None,
    };
    let first = (
        births(as_of),
        prop::option::weighted(0.9, prop::bool::weighted(0.97)),
        maybe(DisabilityLevel::ALL),
        (maybe(Poverty::ALL), flag()),
        maybe(&[0_u64, 300_000, 499_999, 500_000, 539_999, 540_000, 3_000_000]),
        flag(),
        flag(),
        prop_oneof![Just(Some(OrphanCase::None)), maybe(OrphanCase::ALL)],
        flag(),
        flag(),
    );
    let second = (
        maybe(SingleParent::ALL),
        prop::option::weighted(0.8, prop::collection::vec(child, 0..4)),
        maybe(ObligatedSupporter::ALL),
        flag(),
        flag(),
        maybe(&[0_u32, 1, 2, 5]),
        flag(),
        prop::option::weighted(0.8, prop::collection::vec(cared, 0..3)),
        maybe(&[vec![], vec![benefit]]),
    );
    (first, second)
        .prop_map(|(a, b)| Facts {
            birth_date: a.0,
            sex: None,
            alive: a.1,
            disability: a.2,
            household: HouseholdFacts {
                poverty: a.3.0,
                extremely_difficult_area: a.3.1,
            },
            monthly_pension_dong: a.4,
            has_salary_or_pension: a.5,
            hiv: a.6,
            orphan_case: a.7,
            was_in_orphan_case_at_16: a.8,
            in_continuous_education: a.9,
            single_parent: b.0,
            children_in_care: b.1,
            obligated_supporter: b.2,
            eligible_for_facility_but_taken_in: b.3,
            pregnant: b.4,
            children_under_36_months: b.5,
            spouse_receives_care_support: b.6,
            cares_for: b.7,
            currently_receives: b.8,
        })
        .boxed()
}

/// Days on both sides of every change of the law.
fn days() -> Vec<Date> {
    vec![
        day(2023, Month::March, 15),
        day(2025, Month::June, 30),
        day(2025, Month::July, 1),
        day(2026, Month::June, 30),
        day(2026, Month::July, 1),
        day(2026, Month::October, 4),
        day(2026, Month::October, 5),
        day(2026, Month::November, 21),
        day(2028, Month::February, 29),
    ]
}

/// Facts and a more complete version of them that contradicts nothing.
fn completed(as_of: Date) -> BoxedStrategy<(Facts, Facts)> {
    (people(as_of), people(as_of), 0.0..1.0_f64)
        .prop_map(|(facts, other, position)| {
            let mut full = facts.clone();
            macro_rules! fill { ($($field:ident).+) => { if full.$($field).+.is_none() { full.$($field).+ = other.$($field).+.clone(); } } }
            fill!(birth_date);
            fill!(alive);
            fill!(disability);
            fill!(household.poverty);
            fill!(household.extremely_difficult_area);
            fill!(monthly_pension_dong);
            fill!(has_salary_or_pension);
            fill!(hiv);
            fill!(orphan_case);
            fill!(was_in_orphan_case_at_16);
            fill!(in_continuous_education);
            fill!(single_parent);
            fill!(obligated_supporter);
            fill!(eligible_for_facility_but_taken_in);
            fill!(pregnant);
            fill!(children_under_36_months);
            fill!(spouse_receives_care_support);
            fill!(currently_receives);
            if let Some(born) = full.birth_date {
                let span = (born.last_day() - born.first_day()).whole_days();
                let days = (span as f64 * position) as i64;
                full.birth_date = Some(PartialDate::Day(born.first_day() + Duration::days(days)));
            }
            (facts, full)
        })
        .boxed()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn amounts_equal_the_explained_path(index in 0..9_usize, facts in people(day(2026, Month::November, 21))) {
        let rules = rulebook::shipped().rule_sets(days()[index], None).expect("rules");
        let compiled = CompiledRules::new(&rules).expect("the shipped rules compile");
        let compact = CompactFacts::new(&facts).expect("few children");
        let (fast, explained) = (amounts(&compiled, &compact), evaluate(&rules, &facts));
        prop_assert_eq!(fast.best_dong, explained.best.monthly_dong, "best of {:?}", facts);
        prop_assert_eq!(fast.at_most_dong, explained.at_most.monthly_dong, "at most of {:?}", facts);
        prop_assert!(fast.best_dong <= fast.at_most_dong);
    }

    #[test]
    fn people_of_one_class_have_one_answer(
        index in 0..9_usize,
        facts in people(day(2026, Month::November, 21)),
        (days_older, more_pension) in (-400_i64..=400, -2_i64..=2),
    ) {
        let rules = rulebook::shipped().rule_sets(days()[index], None).expect("rules");
        let compiled = CompiledRules::new(&rules).expect("the shipped rules compile");
        let class = |facts: &Facts| compiled.class_of(&CompactFacts::new(facts).expect("few children"));
        let mut other = facts.clone();
        let shift = |born: PartialDate| PartialDate::Day(born.first_day() + Duration::days(days_older));
        other.birth_date = facts.birth_date.and_then(PartialDate::exact).map(|born| shift(PartialDate::Day(born)));
        other.monthly_pension_dong = facts.monthly_pension_dong.and_then(|dong| dong.checked_add_signed(more_pension));
        for child in other.children_in_care.iter_mut().flatten() {
            child.birth_date = child.birth_date.map(shift);
        }
        if class(&facts) == class(&other) {
            prop_assert_eq!(evaluate(&rules, &facts), evaluate(&rules, &other));
        }
    }

    #[test]
    fn more_facts_never_turn_an_answer_around(index in 0..9_usize, pair in completed(day(2026, Month::November, 21))) {
        let rules = rulebook::shipped().rule_sets(days()[index], None).expect("rules");
        let (before, after) = (evaluate(&rules, &pair.0), evaluate(&rules, &pair.1));
        for known in before.verdicts.iter().filter(|it| it.verdict != Ternary::Unknown) {
            let now = after.verdicts.iter().find(|it| it.category.id == known.category.id);
            let now = now.map_or(Ternary::No, |it| it.verdict);
            prop_assert_eq!(known.verdict, now, "{} of {:?} and {:?}", known.category.id, pair.0, pair.1);
        }
        prop_assert!(before.best.monthly_dong <= after.at_most.monthly_dong);
        prop_assert!(after.best.monthly_dong <= before.at_most.monthly_dong, "{:?} {:?}", pair.0, pair.1);
        for unknown in before.verdicts.iter().filter(|it| it.verdict == Ternary::Unknown) {
            prop_assert!(!unknown.needs.is_empty(), "{} asks nothing: {:?}", unknown.category.id, pair.0);
        }
    }
}
