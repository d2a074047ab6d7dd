//! Decree 335/2026 over a list: golden cases, and sums that hold.

mod common;

use common::{household, id, person, plain, plain_but, receives};
use entitlement::sweep::{Change, ChangeKind, ChangeReason, Sweep, SweepQuestion, sweep};
use entitlement::{Month, People};
use proptest::prelude::*;
use serde_json::{Value, json};
use wire::records::PersonRecord;

fn run(persons: &[PersonRecord], poverty: &str) -> Sweep {
    let today = domain::date::parse_date("2026-11-21").expect("a day");
    let households = [household(100, poverty, false)];
    sweep(
        rulebook::shipped(),
        &People::new(persons, &households),
        &SweepQuestion::decree_335(today),
    )
    .expect("a sweep")
}

fn only(poverty: &str, more: Value) -> Option<Change> {
    let found = run(&[person(1, more)], poverty);
    assert!(found.changes.len() <= 1 && found.unreadable.is_empty());
    found.changes.into_iter().next()
}

fn check(poverty: &str, more: Value, expected: (ChangeKind, &str, u64, i64), reasons: &[ChangeReason]) {
    let it = only(poverty, more.clone()).expect("a change");
    let got = (it.kind, it.new.categories.join("+"), it.new.monthly, it.back_pay_total);
    assert_eq!(
        got,
        (expected.0, expected.1.to_owned(), expected.2, expected.3),
        "{more} {it:?}"
    );
    assert_eq!(it.reasons, reasons, "{more}");
}

#[test]
fn the_transition_of_decree_335() {
    use ChangeKind::{Gains, NeedsReview, NewlyEntitled, Unchanged};
    use ChangeReason::{
        AboveOldLimit, AgeNotKnown, AlreadyAdjusted, ConditionNotMet, CountNotKnown, NewCoefficient, NewRate,
        RecordDiffersFromOldLaw, TurnsToSocialPension, UnknownCategory,
    };
    // 1.5 × 500,000 → 1.5 × 540,000: 60,000 for each of July to October.
    let severe = |monthly| {
        json!({ "birth_date": "1996-03-01", "facts": { "disability": "severe" },
        "receives": receives("DT6_N", monthly) })
    };
    check("none", severe(750_000), (Gains, "DT6_N", 810_000, 240_000), &[NewRate]);
    check(
        "none",
        severe(810_000),
        (Unchanged, "DT6_N", 810_000, 0),
        &[NewRate, AlreadyAdjusted],
    );
    check(
        "none",
        severe(700_000),
        (Gains, "DT6_N", 810_000, 440_000),
        &[NewRate, RecordDiffersFromOldLaw],
    );
    // Nothing but a decision: the list does not contradict it.
    check(
        "none",
        json!({ "birth_date": "1945", "receives": receives("HTXH_75", 500_000) }),
        (Gains, "HTXH_75", 540_000, 160_000),
        &[NewRate],
    );
    // Poor, 78, without support: 1.5 × 500,000 → 2.0 × 540,000.
    check(
        "poor",
        json!({ "birth_date": "1948-05-01", "receives": receives("DT5A_60", 750_000) }),
        (Gains, "DT5A_75", 1_080_000, 1_320_000),
        &[NewRate, NewCoefficient],
    );
    check(
        "poor",
        json!({ "birth_date": "1940-05-01", "receives": receives("ND20_DT5A_80", 1_000_000) }),
        (Gains, "DT5A_75", 1_080_000, 320_000),
        &[NewRate],
    );
    // Two children, the list does not know them: the amount tells.
    check(
        "near_poor",
        json!({ "birth_date": "1990-05-01", "receives": receives("DT4", 1_000_000) }),
        (Gains, "DT4", 1_080_000, 320_000),
        &[NewRate],
    );
    check(
        "near_poor",
        json!({ "birth_date": "1990-05-01", "receives": receives("DT4", 700_000) }),
        (NeedsReview, "DT4", 700_000, 0),
        &[CountNotKnown],
    );
    // A student of 23: above the limit of the old law, which the new one lifts.
    check(
        "none",
        json!({ "birth_date": "2003-05-01", "receives": receives("DT2", 750_000),
        "facts": { "was_in_orphan_case_at_16": true, "in_continuous_education": true } }),
        (Gains, "DT2", 810_000, 240_000),
        &[AboveOldLimit],
    );
    check(
        "none",
        json!({ "birth_date": "2002-05-01", "receives": [],
        "facts": plain_but(json!({ "was_in_orphan_case_at_16": true, "in_continuous_education": true })) }),
        (NewlyEntitled, "DT2", 810_000, 0),
        &[AboveOldLimit],
    );
    // A pension of 520,000: not below 500,000, but below 540,000.
    check(
        "none",
        json!({ "birth_date": "1948-05-01", "receives": [],
        "facts": plain_but(json!({ "monthly_pension": 520_000 })) }),
        (NewlyEntitled, "HTXH_75", 540_000, 0),
        &[NewRate],
    );
    // The allowance for people of 80 ended in 2025; who still stands at it turns to the social pension.
    check(
        "none",
        json!({ "birth_date": "1940-05-01", "receives": receives("ND20_DT5C", 500_000),
        "facts": { "monthly_pension": 0 } }),
        (Gains, "HTXH_75", 540_000, 160_000),
        &[TurnsToSocialPension],
    );
    check(
        "none",
        json!({ "birth_date": "1940-05-01", "receives": receives("ND20_DT5C", 500_000) }),
        (NeedsReview, "HTXH_75", 540_000, 0),
        &[TurnsToSocialPension],
    );
    // Year only, and the level changes at 75 in that year.
    check(
        "poor",
        json!({ "birth_date": "1951", "receives": receives("DT5A_60", 750_000) }),
        (NeedsReview, "DT5A_60", 750_000, 0),
        &[AgeNotKnown],
    );
    check(
        "none",
        json!({ "birth_date": "1996-03-01", "facts": { "disability": "light" },
        "receives": receives("DT6_N", 750_000) }),
        (NeedsReview, "DT6_N", 750_000, 0),
        &[ConditionNotMet],
    );
    check(
        "none",
        json!({ "birth_date": "1996-03-01", "receives": receives("TINH_X", 300_000) }),
        (NeedsReview, "TINH_X", 300_000, 0),
        &[UnknownCategory],
    );
    // Granted in August at the old rate: owed from August.
    check(
        "none",
        json!({ "birth_date": "1996-03-01", "facts": { "disability": "severe" },
        "receives": [{ "category": "DT6_N", "monthly": 750_000, "from_month": "2026-08" }] }),
        (Gains, "DT6_N", 810_000, 180_000),
        &[NewRate],
    );
    assert_eq!(
        only(
            "none",
            json!({ "birth_date": "1996-03-01", "facts": plain(), "receives": [] })
        ),
        None
    );
    let dead = json!({ "alive": false, "receives": receives("DT6_N", 750_000) });
    assert_eq!(only("none", dead), None);
}

#[test]
fn a_birthday_within_the_months_changes_the_back_pay_from_its_month() {
    // Turns 4 in September: 2.5 × 540,000 until August, 1.5 × 540,000 from September; 1,250,000 is recorded.
    let it = only(
        "none",
        json!({ "birth_date": "2022-09-10", "facts": { "orphan_case": "b" },
        "receives": receives("DT1_U4", 1_250_000) }),
    )
    .expect("a change");
    let months: Vec<(String, i64)> = it
        .back_pay
        .iter()
        .map(|one| (one.month.to_string(), one.amount))
        .collect();
    let expected = [
        ("2026-07", 100_000),
        ("2026-08", 100_000),
        ("2026-09", -440_000),
        ("2026-10", -440_000),
    ];
    assert_eq!(months, expected.map(|(month, amount)| (month.to_owned(), amount)));
    assert_eq!((it.kind, it.new.monthly), (ChangeKind::Loses, 810_000));
    assert!(it.basis.iter().any(|one| one.contains("335/2026")), "{:?}", it.basis);
}

fn anybody() -> impl Strategy<Value = Value> {
    let category = prop::sample::select(vec![
        "DT6_N",
        "DT6_DBN",
        "DT1_4P",
        "DT2",
        "DT4",
        "DT5A_60",
        "ND20_DT5A_80",
        "ND20_DT5C",
        "HTXH_75",
        "HTXH_70",
        "DT7",
        "CS_HO_DBN",
        "TINH_X",
    ]);
    let payments = prop::collection::vec((category, 1_i64..8), 0..3);
    let level = prop::sample::select(vec![None, Some("none"), Some("severe"), Some("extreme")]);
    (1930_i32..2026, prop::bool::ANY, payments, level, 0..3_u8).prop_map(|(year, exact, payments, level, village)| {
        let receives: Vec<Value> = payments
            .iter()
            .map(|(category, times)| json!({ "category": category, "monthly": times * 250_000 }))
            .collect();
        json!({ "birth_date": if exact { format!("{year}-06-15") } else { year.to_string() },
            "village": format!("v0{village}"), "facts": { "disability": level, "orphan_case": "b" },
            "receives": receives })
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_sums_of_a_sweep_are_the_sums_of_its_rows(all in prop::collection::vec(anybody(), 0..25)) {
        let persons: Vec<PersonRecord> =
            all.into_iter().enumerate().map(|(index, it)| person(index as u128 + 1, it)).collect();
        let found = run(&persons, "poor");
        let mut seen = std::collections::BTreeSet::new();
        for it in &found.changes {
            prop_assert!(seen.insert(it.person), "twice: {}", it.person);
            prop_assert_eq!(it.back_pay_total, it.back_pay.iter().map(|one| one.amount).sum::<i64>());
            let months = Month::parse("2026-07").expect("a month")..=Month::parse("2026-10").expect("a month");
            prop_assert!(it.back_pay.iter().all(|one| months.contains(&one.month) && one.amount != 0));
        }
        let receiving = persons.iter().filter(|it| it.receives.as_ref().is_some_and(|list| !list.is_empty())).count();
        let recipients = found.changes.iter().filter(|it| it.kind != ChangeKind::NewlyEntitled).count();
        prop_assert_eq!(receiving, recipients, "every recipient has one row");
        let delta: i128 = found.changes.iter().map(|it| i128::from(it.new.monthly) - i128::from(it.old.monthly)).sum();
        for level in [true, false] {
            let totals = found.totals.iter().filter(|it| it.village.is_none() == level);
            let sum: i128 = totals.clone().map(|it| i128::from(it.new_monthly) - i128::from(it.old_monthly)).sum();
            prop_assert_eq!(sum, delta);
            prop_assert_eq!(totals.clone().map(|it| it.people as usize).sum::<usize>(), found.changes.len());
            let back_pay: i64 = found.changes.iter().map(|it| it.back_pay_total).sum();
            prop_assert_eq!(totals.map(|it| it.back_pay).sum::<i64>(), back_pay);
        }
    }
}

#[test]
fn the_question_must_make_sense() {
    let today = domain::date::parse_date("2026-11-21").expect("a day");
    let people = People::new(&[], &[]);
    let ask = |change: fn(&mut SweepQuestion)| {
        let mut question = SweepQuestion::decree_335(today);
        change(&mut question);
        sweep(rulebook::shipped(), &people, &question).map_err(|problem| problem.code())
    };
    assert_eq!(ask(|it| it.before = "30/06/2026".to_owned()), Err("unreadable_date"));
    assert_eq!(
        ask(|it| it.before = "2026-12-01".to_owned()),
        Err("months_out_of_range")
    );
    assert_eq!(
        ask(|it| it.paid_through = it.from_month.plus(99)),
        Err("months_out_of_range")
    );
    assert_eq!(ask(|it| it.before = "2020-01-01".to_owned()), Err("no_rules_for_date"));
    assert!(ask(|_| {}).is_ok());
    let _ = id(1);
}
