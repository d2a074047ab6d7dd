//! Payment lists, month after month.

mod common;

use common::{household, id, person, receives};
use entitlement::payment::{
    ApprovalProblem, ArrearsReason, Correction, Mismatch, PaidRow, PaymentChangeKind, PaymentChangeReason, PaymentList,
    PaymentQuestion, PaymentRemark, PaymentSettings, build, reconcile,
};
use entitlement::{Month, People};
use proptest::prelude::*;
use serde_json::{Value, json};
use uuid::Uuid;
use wire::records::PersonRecord;

fn month(text: &str) -> Month {
    Month::parse(text).expect("a month")
}

fn question(text: &str) -> PaymentQuestion {
    PaymentQuestion {
        month: month(text),
        province: None,
        settings: PaymentSettings::default(),
        resumed: Vec::new(),
    }
}

fn list(
    persons: &[PersonRecord],
    question: &PaymentQuestion,
    earlier: &[PaymentList],
    paid: &[PaidRow],
) -> PaymentList {
    let households = [household(100, "poor", false)];
    build(
        rulebook::shipped(),
        &People::new(persons, &households),
        question,
        earlier,
        paid,
    )
    .expect("a list")
}

fn severe(number: u128, more: Value) -> PersonRecord {
    let mut whole = json!({ "birth_date": "1996-03-01", "facts": { "disability": "severe" },
        "receives": receives("DT6_N", 750_000) });
    whole
        .as_object_mut()
        .expect("an object")
        .extend(more.as_object().expect("an object").clone());
    person(number, whole)
}

/// Changes as `kind reason before after`.
fn changes(list: &PaymentList) -> Vec<String> {
    let text = |value: Value| value.as_str().expect("a code").to_owned();
    let line = |it: &entitlement::payment::PaymentChange| {
        let kind = text(serde_json::to_value(it.kind).expect("JSON"));
        let reason = text(serde_json::to_value(it.reason).expect("JSON"));
        format!("{kind} {reason} {} {}", it.before, it.after)
    };
    list.changes.iter().map(line).collect()
}

fn arrears(list: &PaymentList, person: Uuid) -> Vec<(String, i64, ArrearsReason)> {
    let row = list.rows.iter().find(|row| row.person == person).expect("on the list");
    row.arrears
        .iter()
        .map(|it| (it.owed.month.to_string(), it.owed.amount, it.reason))
        .collect()
}

#[test]
fn amounts_are_those_of_the_law_of_the_month() {
    let persons = [severe(1, json!({}))];
    for (text, monthly) in [("2026-06", 750_000), ("2026-07", 810_000), ("2026-11", 810_000)] {
        let it = list(&persons, &question(text), &[], &[]);
        assert_eq!(it.rows[0].monthly, monthly, "{text}");
        assert_eq!(it.totals[0].total, monthly);
    }
    let june = list(&persons, &question("2026-06"), &[], &[]);
    let july = list(&persons, &question("2026-07"), std::slice::from_ref(&june), &[]);
    assert_eq!(changes(&july), ["increase new_rate 750000 810000"]);
    assert!(july.rows[0].arrears.is_empty(), "June was right by its own law");
    assert_eq!(july.total_in_words, "Tám trăm mười nghìn đồng");
    assert!(july.rows[0].items[0].basis.iter().any(|it| it.contains("335/2026")));
}

#[test]
fn new_late_ended_and_changed_by_age() {
    let september = list(&[severe(1, json!({}))], &question("2026-09"), &[], &[]);
    let persons = [
        severe(1, json!({ "alive": false, "death_date": "2026-09-30" })),
        severe(
            2,
            json!({ "receives": [{ "category": "DT6_N", "monthly": 810_000, "from_month": "2026-09",
            "decision_number": "90/QĐ-UBND" }] }),
        ),
        person(
            3,
            json!({ "birth_date": "1951-10-20", "receives": [{ "category": "DT5A_60", "monthly": 810_000,
            "from_month": "2026-10" }] }),
        ),
        severe(4, json!({ "gone": { "why": "moved", "since": "2026-09-10" } })),
    ];
    let october = list(&persons, &question("2026-10"), std::slice::from_ref(&september), &[]);
    assert_eq!(
        changes(&october),
        [
            "new new_decision 0 810000",
            "new new_decision 0 1080000",
            "ended death 810000 0",
        ]
    );
    assert_eq!(
        arrears(&october, id(2)),
        [("2026-09".to_owned(), 810_000, ArrearsReason::LateDecision)]
    );
    assert_eq!(
        october.rows.iter().map(|row| row.total).collect::<Vec<_>>(),
        [1_620_000, 1_080_000]
    );
    assert_eq!(october.rows[1].remarks, [PaymentRemark::NoDecisionNumber]);
    let gone: Vec<_> = october
        .not_paid
        .iter()
        .map(|it| (it.reason, it.from_month.to_string()))
        .collect();
    let expected = [
        (PaymentChangeReason::Death, "2026-10"),
        (PaymentChangeReason::Moved, "2026-10"),
    ];
    assert_eq!(gone, expected.map(|(reason, text)| (reason, text.to_owned())));
    // The month of a death is still paid.
    let again = list(&persons, &question("2026-09"), &[], &[]);
    assert!(again.rows.iter().any(|row| row.person == id(1)));
    // Turned 75 in October: 1.5 → 2.0.
    let before = list(
        &[person(
            3,
            json!({ "birth_date": "1951-10-20", "receives": receives("DT5A_60", 810_000) }),
        )],
        &question("2026-09"),
        &[],
        &[],
    );
    let after = list(
        &[person(
            3,
            json!({ "birth_date": "1951-10-20", "receives": receives("DT5A_60", 810_000) }),
        )],
        &question("2026-10"),
        &[before],
        &[],
    );
    assert_eq!(changes(&after), ["increase age 810000 1080000"]);
}

#[test]
fn a_death_known_late_shows_what_was_paid_too_much() {
    let alive = [severe(1, json!({}))];
    let august = list(&alive, &question("2026-08"), &[], &[]);
    let september = list(&alive, &question("2026-09"), std::slice::from_ref(&august), &[]);
    let dead = [severe(1, json!({ "alive": false, "death_date": "2026-07-15" }))];
    let october = list(&dead, &question("2026-10"), &[august, september], &[]);
    let owed: Vec<i64> = october.not_paid[0].owed.iter().map(|it| it.owed.amount).collect();
    assert_eq!(owed, [-810_000, -810_000]);
    assert_eq!(october.totals[0].total, 0);
}

#[test]
fn uncollected_months_are_owed_then_suspend_and_end() {
    let persons = [severe(1, json!({})), severe(2, json!({ "birth_date": "1990-01-01" }))];
    let mut lists: Vec<PaymentList> = Vec::new();
    let mut paid: Vec<PaidRow> = Vec::new();
    let mut kinds = Vec::new();
    for step in 0..8 {
        let at = month("2026-07").plus(step);
        let mut ask = question("2026-07");
        ask.month = at;
        let it = list(&persons, &ask, &lists, &paid);
        let second = it
            .rows
            .iter()
            .find(|row| row.person == id(2))
            .expect("collects every month");
        assert_eq!(second.total, 810_000);
        paid.push(PaidRow {
            person: id(2),
            month: at,
            amount: second.total,
        });
        let first = it.rows.iter().find(|row| row.person == id(1)).map(|row| row.total);
        kinds.push((first, it.not_paid.first().map(|it| it.kind)));
        lists.push(it);
    }
    let suspended = (None, Some(PaymentChangeKind::Suspended));
    let ended = (None, Some(PaymentChangeKind::Ended));
    assert_eq!(
        kinds,
        [
            (Some(810_000), None),
            (Some(1_620_000), None),
            (Some(2_430_000), None),
            suspended,
            suspended,
            suspended,
            ended,
            ended,
        ]
    );
    assert_eq!(changes(&lists[3]), ["suspended not_collected 810000 0"]);
    // Comes back in the second month of the suspension: the three listed months are owed, the suspended one is not.
    let mut back = question("2026-11");
    back.resumed = vec![id(1)];
    let it = list(&persons, &back, &lists[..4], &paid[..4]);
    assert_eq!(changes(&it), ["resumed came_back 0 810000"]);
    let owed = arrears(&it, id(1));
    let months: Vec<&str> = owed.iter().map(|(text, _, _)| text.as_str()).collect();
    assert_eq!(months, ["2026-07", "2026-08", "2026-09"]);
    assert!(
        owed.iter()
            .all(|(_, amount, reason)| *amount == 810_000 && *reason == ArrearsReason::NotCollected)
    );
}

#[test]
fn an_approved_list_is_frozen_and_corrections_reach_the_next_one() {
    let persons = [severe(1, json!({}))];
    let mut october = list(&persons, &question("2026-10"), &[], &[]);
    let correction = |number, amount| Correction {
        id: id(number),
        person: id(1),
        month: month("2026-10"),
        amount,
        reason: "Chi thừa do nhập trùng".to_owned(),
        by: id(9),
        at: "2026-11-02T08:00".to_owned(),
    };
    assert_eq!(
        october.correct(correction(50, -100_000)),
        Err(ApprovalProblem::NotApproved)
    );
    october.approve(id(9), "2026-10-25T09:00").expect("approved");
    assert_eq!(
        october.approve(id(9), "2026-10-26T09:00"),
        Err(ApprovalProblem::Approved)
    );
    let frozen = october.rows.clone();
    october.correct(correction(50, -1_000_000)).expect("corrected");
    october
        .correct(correction(50, -1_000_000))
        .expect("the same once more counts once");
    assert_eq!(october.correct(correction(50, 5)), Err(ApprovalProblem::IdTaken));
    assert_eq!(october.correct(correction(51, 0)), Err(ApprovalProblem::Empty));
    let mut other = correction(52, 5);
    other.month = month("2026-09");
    assert_eq!(october.correct(other), Err(ApprovalProblem::OtherMonth));
    assert_eq!((october.rows.clone(), october.corrected_total()), (frozen, -190_000));
    let text = serde_json::to_string(&october).expect("JSON");
    assert_eq!(serde_json::from_str::<PaymentList>(&text).expect("the list"), october);
    // No more is taken back than a month pays: 810,000 in November, the rest in December.
    let november = list(&persons, &question("2026-11"), std::slice::from_ref(&october), &[]);
    assert_eq!(november.rows[0].total, 0);
    let december = list(&persons, &question("2026-12"), &[october, november.clone()], &[]);
    assert_eq!(
        arrears(&december, id(1)),
        [("2026-10".to_owned(), -190_000, ArrearsReason::Correction)]
    );
    assert_eq!(december.rows[0].total, 620_000);
}

#[test]
fn a_correction_pays_for_the_months_of_a_suspension() {
    let persons = [severe(1, json!({}))];
    let mut lists: Vec<PaymentList> = Vec::new();
    let mut paid = Vec::new();
    for step in 0..4 {
        let mut ask = question("2026-07");
        ask.month = month("2026-07").plus(step);
        lists.push(list(&persons, &ask, &lists, &paid));
        paid.push(PaidRow {
            person: id(1),
            month: ask.month,
            amount: 0,
        });
    }
    assert!(lists[3].rows.is_empty(), "October is suspended");
    lists[3].approve(id(9), "2026-10-25T09:00").expect("approved");
    let correction = Correction {
        id: id(50),
        person: id(1),
        month: month("2026-10"),
        amount: 810_000,
        reason: "Có mặt lại, chi trả tháng tạm dừng".to_owned(),
        by: id(9),
        at: "2026-11-02T08:00".to_owned(),
    };
    lists[3].correct(correction).expect("corrected");
    let mut back = question("2026-11");
    back.resumed = vec![id(1)];
    let november = list(&persons, &back, &lists, &paid[..3]);
    assert_eq!(
        arrears(&november, id(1)).last(),
        Some(&("2026-10".to_owned(), 810_000, ArrearsReason::Correction))
    );
    // Paid once.
    let total = november.rows[0].total;
    lists.push(november);
    paid.truncate(3);
    paid.push(PaidRow {
        person: id(1),
        month: month("2026-11"),
        amount: total,
    });
    let december = list(&persons, &question("2026-12"), &lists, &paid);
    assert_eq!(arrears(&december, id(1)), []);
}

#[test]
fn the_return_of_the_payer_beside_the_list() {
    let persons: Vec<PersonRecord> = (1..=5).map(|number| severe(number, json!({}))).collect();
    let it = list(&persons, &question("2026-10"), &[], &[]);
    let row = |number, amount| PaidRow {
        person: id(number),
        month: month("2026-10"),
        amount,
    };
    let mut paid = vec![
        row(1, 810_000),
        row(2, 0),
        row(3, 800_000),
        row(4, 410_000),
        row(4, 410_000),
        row(7, 5),
    ];
    paid.push(PaidRow {
        person: id(5),
        month: month("2026-09"),
        amount: 810_000,
    });
    let answer = reconcile(&it, &paid);
    let found: Vec<_> = answer.rows.iter().map(|it| (it.person, it.mismatch)).collect();
    assert_eq!(
        found,
        [
            (id(2), Mismatch::NotCollected),
            (id(3), Mismatch::PaidLess),
            (id(4), Mismatch::PaidMore),
            (id(5), Mismatch::NotInReturn),
            (id(7), Mismatch::NotOnList),
        ]
    );
    assert_eq!((answer.agreed, answer.listed, answer.paid), (1, 4_050_000, 2_430_005));
}

#[test]
fn what_the_law_does_not_settle_is_paid_as_recorded_with_a_remark() {
    for (more, monthly, remark) in [
        (
            json!({ "facts": { "disability": "light" } }),
            750_000,
            PaymentRemark::ConditionNotMet,
        ),
        (
            json!({ "receives": receives("DT6_N", 900_000) }),
            900_000,
            PaymentRemark::RecordedAboveLaw,
        ),
        (
            json!({ "receives": receives("TINH_X", 300_000) }),
            300_000,
            PaymentRemark::UnknownCategory,
        ),
        (
            json!({ "receives": receives("DT4", 700_000) }),
            700_000,
            PaymentRemark::CountNotKnown,
        ),
        (
            json!({ "birth_date": "1951", "receives": receives("DT5A_60", 810_000) }),
            810_000,
            PaymentRemark::AgeNotKnown,
        ),
    ] {
        let it = list(&[severe(1, more.clone())], &question("2026-11"), &[], &[]);
        assert_eq!(
            (it.rows[0].monthly, it.rows[0].remarks.as_slice()),
            (monthly, [remark].as_slice()),
            "{more}"
        );
    }
}

fn person_in_a_month() -> impl Strategy<Value = Value> {
    let payment = (
        prop::sample::select(vec!["DT6_N", "DT6_DBN", "HTXH_75", "DT5A_60", "DT1_4P"]),
        1_i64..6,
    );
    let from = prop::sample::select(vec![None, Some("2026-06"), Some("2026-09")]);
    let end = prop::sample::select(vec![None, None, None, Some("2026-07-15"), Some("2026-09-01")]);
    (1935_i32..2022, payment, from, end).prop_map(|(year, (category, times), from, end)| {
        json!({ "birth_date": format!("{year}-08-20"), "village": format!("v0{}", year % 3), "death_date": end,
            "facts": { "orphan_case": "b" },
            "receives": [{ "category": category, "monthly": times * 250_000, "from_month": from }] })
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn lists_add_up_month_after_month(
        all in prop::collection::vec(person_in_a_month(), 0..12),
        collected in prop::collection::vec(prop::bool::weighted(0.7), 60),
    ) {
        let persons: Vec<PersonRecord> =
            all.into_iter().enumerate().map(|(index, it)| person(index as u128 + 1, it)).collect();
        let mut lists: Vec<PaymentList> = Vec::new();
        let mut paid = Vec::new();
        let mut luck = collected.iter().cycle();
        for step in 0..5 {
            let mut ask = question("2026-06");
            ask.month = month("2026-06").plus(step);
            let it = list(&persons, &ask, &lists, &paid);
            let mut seen = std::collections::BTreeSet::new();
            for row in &it.rows {
                prop_assert!(seen.insert(row.person), "twice: {}", row.person);
                let arrears: i64 = row.arrears.iter().map(|it| it.owed.amount).sum();
                prop_assert_eq!(i128::from(row.total), i128::from(row.monthly) + i128::from(arrears));
            }
            prop_assert!(it.not_paid.iter().all(|one| seen.insert(one.person)), "paid and not paid");
            let sum: u64 = it.rows.iter().map(|row| row.total).sum();
            prop_assert_eq!(it.totals[0].total, sum);
            prop_assert_eq!(it.totals[1..].iter().map(|it| it.total).sum::<u64>(), sum);
            if let Some(before) = lists.last() {
                let delta: i128 = it.changes.iter().map(|it| i128::from(it.after) - i128::from(it.before)).sum();
                let monthly = i128::from(it.totals[0].monthly) - i128::from(before.totals[0].monthly);
                prop_assert_eq!(delta, monthly);
                let people: std::collections::BTreeSet<_> = it.changes.iter().map(|it| it.person).collect();
                prop_assert_eq!(people.len(), it.changes.len(), "one change per person");
            }
            for row in &it.rows {
                let amount = if luck.next() == Some(&true) { row.total } else { 0 };
                paid.push(PaidRow { person: row.person, month: it.month, amount });
            }
            lists.push(it);
        }
        // Whoever collected everything in the end has received what the law of each month gives, and not a đồng more.
        let last = lists.last().expect("a list");
        for row in &last.rows {
            let got: u64 = paid.iter().filter(|it| it.person == row.person).map(|it| it.amount).sum();
            let took_last = paid.iter().any(|it| it.person == row.person && it.month == last.month && it.amount > 0);
            let was_suspended = lists.iter().any(|list| list.not_paid.iter().any(|it| it.person == row.person));
            if took_last && !was_suspended {
                let due: u64 = lists
                    .iter()
                    .filter_map(|list| list.rows.iter().find(|it| it.person == row.person))
                    .map(|it| it.monthly)
                    .sum();
                prop_assert_eq!(got, due);
            }
        }
    }
}
