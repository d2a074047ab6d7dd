//! Golden findings by the law of November 2026, and what roles see of them.

mod common;

use common::{household, id, person, plain, plain_but, receives};
use domain::permissions::{Actor, Role};
use entitlement::missing::{
    Confirmer, Finding, FindingKind, Findings, ScanQuestion, narrow_finding, scan, visit_lists,
};
use entitlement::{Month, People};
use serde_json::{Value, json};
use wire::records::{HouseholdRecord, PersonRecord};

fn look(persons: &[PersonRecord], households: &[HouseholdRecord], least_priority: u64) -> Findings {
    let question = ScanQuestion {
        as_of: "2026-11-21".to_owned(),
        province: None,
        months_ahead: 4,
        least_priority,
    };
    scan(rulebook::shipped(), &People::new(persons, households), &question).expect("a scan")
}

/// The findings about one person of a household, as `kind categories monthly month`.
fn check(poverty: &str, difficult: bool, more: Value, expected: &[&str]) {
    let persons = [person(1, more.clone())];
    let found = look(&persons, &[household(100, poverty, difficult)], 0);
    let lines: Vec<String> = found
        .findings
        .iter()
        .map(|it| {
            let month = it.month.map(|it| it.to_string()).unwrap_or_default();
            format!("{} {} {} {month}", it.kind.code(), it.categories.join("+"), it.monthly)
        })
        .map(|line| line.trim_end().to_owned())
        .collect();
    assert_eq!(lines, expected, "{more}");
    assert!(found.unreadable.is_empty());
    for it in &found.findings {
        assert_eq!(serde_json::to_value(it.kind).expect("JSON"), it.kind.code());
        if it.kind != FindingKind::InNoProgramme {
            assert!(!it.basis.is_empty() || it.categories.is_empty(), "{it:?}");
        }
    }
}

#[test]
fn who_is_missing_out_by_the_law_of_the_day() {
    // Turned 75 already, and turns 75 in December; 70 if poor.
    check(
        "none",
        false,
        json!({ "birth_date": "1951-11-21", "facts": plain_but(json!({ "monthly_pension": 0 })),
        "receives": [] }),
        &["social_pension_missing HTXH_75 540000 2026-11"],
    );
    check(
        "none",
        false,
        json!({ "birth_date": "1951-12-05", "facts": plain_but(json!({ "monthly_pension": 0 })),
        "receives": [] }),
        &["social_pension_soon HTXH_75 540000 2026-12"],
    );
    check(
        "near_poor",
        false,
        json!({ "birth_date": "1957-01-20", "facts": plain_but(json!({ "monthly_pension": 0 })),
        "receives": [] }),
        &["social_pension_soon HTXH_70 540000 2027-01"],
    );
    // Only the year is known: surely 75 by the end of December, perhaps already.
    check(
        "none",
        false,
        json!({ "birth_date": "1951", "facts": plain_but(json!({ "monthly_pension": 0 })),
        "receives": [] }),
        &[
            "social_pension_soon HTXH_75 540000 2026-12",
            "cannot_tell HTXH_75 540000 2026-11",
        ],
    );
    check(
        "none",
        false,
        json!({ "birth_date": "1996-03-01", "facts": plain_but(json!({ "disability": "severe" })),
        "receives": [] }),
        &["disability_without_allowance DT6_N 810000 2026-11"],
    );
    check(
        "poor",
        true,
        json!({ "birth_date": "2024-03-01", "facts": plain(), "receives": [] }),
        &["small_child_in_difficult_area DT7 810000 2026-11"],
    );
    check(
        "none",
        false,
        json!({ "birth_date": "2015-03-01", "facts": plain_but(json!({ "orphan_case": "b" })),
        "receives": [] }),
        &["child_without_support DT1_4P 810000 2026-11"],
    );
    check(
        "poor",
        false,
        json!({ "birth_date": "1990-03-01", "receives": [],
        "facts": plain_but(json!({ "single_parent": "spouse_dead",
            "children_in_care": [{ "birth_date": "2015-02" }, { "birth_date": "2018" }] })) }),
        &["single_parent_without_allowance DT4 1080000 2026-11"],
    );
    check(
        "none",
        false,
        json!({ "birth_date": "1980-03-01", "receives": [],
        "facts": plain_but(json!({ "cares_for": [{ "who": "extreme_disabled_own_household" }] })) }),
        &["carer_not_supported CS_HO_DBN 540000 2026-11"],
    );
    check(
        "poor",
        false,
        json!({ "birth_date": "1955-03-01", "receives": [],
        "facts": plain_but(json!({ "obligated_supporter": "none" })) }),
        &["elderly_without_support DT5A_60 810000 2026-11"],
    );
    check(
        "poor",
        false,
        json!({ "birth_date": "1985-03-01", "receives": [],
        "facts": plain_but(json!({ "hiv": true, "has_salary_or_pension": false })) }),
        &["health_allowance_missing DT8 810000 2026-11"],
    );
    // Receives by the old rate.
    check(
        "none",
        false,
        json!({ "birth_date": "1996-03-01", "facts": plain_but(json!({ "disability": "severe" })),
        "receives": receives("DT6_N", 750_000) }),
        &["receives_less DT6_N 60000 2026-11"],
    );
    // Receives the allowance, and cares for a child besides.
    check(
        "none",
        false,
        json!({ "birth_date": "1996-03-01", "receives": receives("DT6_N", 810_000),
        "facts": plain_but(json!({ "disability": "severe",
            "cares_for": [{ "who": "extreme_disabled_own_household" }] })) }),
        &["carer_not_supported CS_HO_DBN 540000 2026-11"],
    );
    check(
        "none",
        false,
        json!({ "birth_date": "1996-03-01", "facts": plain_but(json!({ "disability": "severe" })),
        "receives": receives("DT6_N", 810_000) }),
        &[],
    );
    // Vulnerable, and the law gives nothing.
    check(
        "none",
        false,
        json!({ "birth_date": "1996-03-01", "facts": plain_but(json!({ "disability": "light" })),
        "receives": [] }),
        &["in_no_programme  0"],
    );
    check(
        "none",
        false,
        json!({ "birth_date": "1996-03-01", "facts": plain(), "receives": [] }),
        &[],
    );
}

#[test]
fn who_receives_wrongly() {
    let severe = || plain_but(json!({ "disability": "severe" }));
    check(
        "none",
        false,
        json!({ "birth_date": "1940-03-01", "alive": false, "death_date": "2026-09-30",
        "receives": receives("HTXH_75", 540_000) }),
        &["receives_though_dead HTXH_75 540000 2026-10"],
    );
    check(
        "none",
        false,
        json!({ "birth_date": "1940-03-01", "gone": { "why": "moved", "since": "2026-08-02" },
        "receives": receives("HTXH_75", 540_000) }),
        &["receives_though_moved HTXH_75 540000 2026-09"],
    );
    check(
        "none",
        false,
        json!({ "gone": { "why": "merged" }, "receives": receives("HTXH_75", 540_000) }),
        &[],
    );
    // Allowance and social pension: the higher one only.
    check(
        "none",
        false,
        json!({ "birth_date": "1945-03-01", "facts": severe(), "receives": [
        { "category": "HTXH_75", "monthly": 540_000 }, { "category": "DT6_N_TE_NCT", "monthly": 1_080_000 }] }),
        &[
            "receives_twice HTXH_75+DT6_N_TE_NCT 540000",
            "receives_more HTXH_75+DT6_N_TE_NCT 540000",
        ],
    );
    // A poor single parent who is disabled receives both: allowed.
    check(
        "poor",
        false,
        json!({ "birth_date": "1990-03-01", "receives": [
            { "category": "DT4", "monthly": 540_000 }, { "category": "DT6_N", "monthly": 810_000 }],
        "facts": plain_but(json!({ "disability": "severe", "single_parent": "unmarried",
            "children_in_care": [{ "birth_date": "2015" }] })) }),
        &[],
    );
    // Turns 16 in December: paid through December, not from January.
    check(
        "none",
        false,
        json!({ "birth_date": "2010-12-09", "receives": receives("DT1_4P", 810_000),
        "facts": plain_but(json!({ "orphan_case": "b" })) }),
        &["ends_soon DT1_4P 810000 2027-01"],
    );
}

#[test]
fn two_records_of_one_personal_id_that_both_receive() {
    let twin = |number| {
        person(
            number,
            json!({ "birth_date": "1996-03-01", "personal_id": "066096000001",
            "facts": plain_but(json!({ "disability": "severe" })), "receives": receives("DT6_N", 810_000) }),
        )
    };
    let found = look(&[twin(1), twin(2)], &[household(100, "none", false)], 0);
    let pairs: Vec<_> = found.findings.iter().map(|it| (it.kind, it.person, it.other)).collect();
    assert_eq!(
        pairs,
        [
            (FindingKind::ReceivesTwice, id(1), Some(id(2))),
            (FindingKind::ReceivesTwice, id(2), Some(id(1))),
        ]
    );
    assert_eq!(found.totals.len(), 1);
    assert_eq!((found.totals[0].people, found.totals[0].monthly), (2, 1_620_000));
}

#[test]
fn what_cannot_be_told_asks_the_question_worth_most_first_and_spares_average_adults() {
    let unknown = |number, birth: &str| person(number, json!({ "birth_date": birth, "sex": "male", "receives": [] }));
    let persons = [unknown(1, "1954-02-03"), unknown(2, "1990-02-03")];
    let mut home = household(100, "none", false);
    home.poverty = None;
    let found = look(&persons, &[home], entitlement::missing::USUAL_LEAST_PRIORITY);
    assert_eq!(found.findings.len(), 1, "{:?}", found.findings);
    assert_eq!(found.not_listed, 1);
    let old = &found.findings[0];
    assert_eq!((old.person, old.kind), (id(1), FindingKind::CannotTell));
    assert!(old.ask.iter().any(|it| it.fact == "household.poverty"), "{:?}", old.ask);
    assert!(old.ask.iter().all(|it| it.fact != "pregnant"), "{:?}", old.ask);
    assert!(old.ask.iter().all(|it| it.worth > 0 && !it.confirm_by.is_empty()));
}

fn by_role(finding: &Finding, role: Role) -> Option<Finding> {
    let mut actor = Actor::of(role);
    actor.villages = vec!["v01".to_owned()];
    narrow_finding(finding, &actor)
}

#[test]
fn roles_see_no_more_than_they_may() {
    let hiv = person(
        1,
        json!({ "birth_date": "1985-03-01", "receives": [],
        "facts": plain_but(json!({ "hiv": true, "has_salary_or_pension": false })) }),
    );
    let disabled = person(
        2,
        json!({ "birth_date": "1996-03-01", "receives": [],
        "facts": plain_but(json!({ "disability": "severe" })) }),
    );
    let dead = person(3, json!({ "alive": false, "receives": receives("DT8", 810_000) }));
    let found = look(&[hiv, disabled, dead], &[household(100, "poor", false)], 0);
    let of = |number| {
        found
            .findings
            .iter()
            .find(|it| it.person == id(number))
            .expect("a finding")
    };
    for role in Role::ALL {
        let sees_hiv = matches!(role, Role::Social);
        assert_eq!(by_role(of(1), role).is_some(), sees_hiv, "{}", role.code());
        assert_eq!(
            by_role(of(3), role).is_some(),
            matches!(role, Role::Social),
            "{}",
            role.code()
        );
        let text = by_role(of(2), role)
            .map(|it| serde_json::to_string(&it).expect("JSON"))
            .unwrap_or_default();
        let whole = matches!(role, Role::Center | Role::Social | Role::Leader);
        assert_eq!(
            text.contains("disab") || text.contains("DT6"),
            whole,
            "{}: {text}",
            role.code()
        );
    }
    let visit = by_role(of(2), Role::VillageHead).expect("a visit");
    assert_eq!((visit.kind, visit.monthly), (FindingKind::PleaseVisit, 0));
    let mut elsewhere = Actor::of(Role::VillageHead);
    elsewhere.villages = vec!["v02".to_owned()];
    assert_eq!(narrow_finding(of(2), &elsewhere), None);
}

#[test]
fn visit_lists_go_house_by_house_with_directions() {
    let mut persons = vec![
        person(
            1,
            json!({ "birth_date": "1951-01-21", "facts": plain_but(json!({ "monthly_pension": 0 })),
            "receives": [], "phone": "0912345678", "cannot_travel": true }),
        ),
        person(
            2,
            json!({ "birth_date": "1949-01-21", "facts": plain_but(json!({ "monthly_pension": 0 })),
            "receives": [] }),
        ),
        person(
            3,
            json!({ "birth_date": "1996-03-01", "household": id(200), "receives": [],
            "facts": plain_but(json!({ "disability": "extreme" })) }),
        ),
    ];
    persons.push(person(
        4,
        json!({ "household": null, "village": "v02", "birth_date": "1949-01-21",
        "facts": plain_but(json!({ "monthly_pension": 0 })), "receives": [] }),
    ));
    let mut home = household(100, "none", false);
    home.head = Some(id(1));
    let households = [home, household(200, "none", false)];
    let found = look(&persons, &households, 0);
    let people = People::new(&persons, &households);
    let lists = visit_lists(&people, &found.findings, &Actor::of(Role::Social));
    let shape: Vec<Vec<usize>> = lists
        .iter()
        .map(|list| list.households.iter().map(|house| house.people.len()).collect())
        .collect();
    assert_eq!(shape, [vec![1, 2], vec![1]], "the extremely disabled person first");
    let house = &lists[0].households[1];
    assert_eq!(house.head.as_deref(), Some("Người Minh Họa 1"));
    assert_eq!(house.directions.as_deref(), Some("Qua cầu treo rẽ trái"));
    assert_eq!(house.people[0].cannot_travel, Some(true));
    let mut front = Actor::of(Role::Front);
    front.villages = Vec::new();
    let seen = visit_lists(&people, &found.findings, &front);
    let text = serde_json::to_string(&seen).expect("JSON");
    assert!(
        !text.contains("cannot_travel") && !text.contains("540000") && text.contains("please_visit"),
        "{text}"
    );
}

#[test]
fn confirmers_are_asked_what_is_theirs() {
    let persons = [person(
        1,
        json!({ "alive": false, "death_date": "2026-09", "receives": receives("HTXH_75", 540_000) }),
    )];
    let found = look(&persons, &[], 0);
    assert_eq!(found.findings[0].ask[0].confirm_by, [Confirmer::Police]);
    assert_eq!(found.findings[0].month, Month::parse("2026-10"));
    let police = by_role(&found.findings[0], Role::Police).expect("the police can tell");
    assert_eq!(
        (police.kind, police.ask[0].fact.as_str(), police.ask[0].worth),
        (FindingKind::PleaseVisit, "alive", 0)
    );
}
