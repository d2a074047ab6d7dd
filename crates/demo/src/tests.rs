//! The demonstration keeps what it promises, for both communes and several seeds.

use std::collections::{BTreeMap, BTreeSet};

use domain::calendar::Calendar;
use domain::date::PartialDate;
use domain::name::FullName;
use domain::personal_id::{OldId, PersonalId};
use domain::phone::Phone;
use domain::sex::Sex;
use serde_json::{Value, json};
use time::{Date, Month};
use wire::records::PersonRecord;

use super::*;

fn today() -> Date {
    Date::from_calendar_date(2026, Month::November, 20).expect("a real day")
}

fn demos() -> Vec<(DemoCommune, Demo)> {
    let calendar = Calendar::default();
    DemoCommune::ALL
        .into_iter()
        .flat_map(|commune| [1, 2, 2026].map(|seed| (commune, generate(commune, seed, today(), &calendar))))
        .collect()
}

fn birth_year(person: &PersonRecord) -> i32 {
    let text = person.birth_date.as_deref().expect("everybody has a birth date");
    PartialDate::parse(text).expect("a readable date").first_day().year()
}

fn age(person: &PersonRecord) -> i32 {
    2026 - birth_year(person)
}

fn share(count: usize, of: usize) -> f64 {
    count as f64 * 100.0 / of as f64
}

#[test]
fn same_seed_same_commune() {
    let calendar = Calendar::default();
    let one = generate(DemoCommune::TaDung, 7, today(), &calendar);
    assert_eq!(one, generate(DemoCommune::TaDung, 7, today(), &calendar));
    assert_ne!(one.people, generate(DemoCommune::TaDung, 8, today(), &calendar).people);
}

#[test]
fn has_the_promised_size_and_shares() {
    for (commune, demo) in demos() {
        let people = demo.people.len();
        assert!((2_300..=2_750).contains(&people), "{commune:?}: {people} people");
        assert!((640..=780).contains(&demo.households.len()));
        assert_eq!(demo.villages.len(), 20);
        assert_eq!(demo.dossiers.len(), 300);
        let share_of = |from: i32, to: i32| {
            share(
                demo.people
                    .iter()
                    .filter(|person| (from..=to).contains(&age(person)))
                    .count(),
                people,
            )
        };
        let (young, old) = (share_of(0, 14), share_of(65, 120));
        let poor = demo
            .households
            .iter()
            .filter(|household| household.poverty.as_deref() == Some("poor"))
            .count();
        let poor = share(poor, demo.households.len());
        match commune {
            DemoCommune::TaDung => {
                assert!((27.0..=40.0).contains(&young), "{young} % children");
                assert!((4.0..=11.0).contains(&old), "{old} % old");
                assert!((19.0..=33.0).contains(&poor), "{poor} % poor");
                let mong = demo
                    .people
                    .iter()
                    .filter(|p| p.ethnic_group.as_deref() == Some("Mông"))
                    .count();
                assert!((30.0..=60.0).contains(&share(mong, people)), "{mong} Mông");
            }
            DemoCommune::DaiSon => {
                assert!((15.0..=29.0).contains(&young), "{young} % children");
                assert!((10.0..=22.0).contains(&old), "{old} % old");
                assert!(poor < 7.0, "{poor} % poor");
            }
        }
        for village in &demo.villages {
            let here = demo.people.iter().filter(|person| person.village == village.id).count();
            assert!(here >= 60, "{}: {here}", village.name);
            assert!(village.name.ends_with("(minh họa)"), "{}", village.name);
            Phone::parse(&village.head_phone).expect("a phone");
        }
    }
}

#[test]
fn names_ids_and_phones_are_well_formed_and_unique() {
    for (_, demo) in demos() {
        let mut seen = BTreeSet::new();
        let (mut only_old, mut year_only) = (0, 0);
        for person in &demo.people {
            assert!(seen.insert(person.id.to_string()));
            assert_eq!(person.id.get_version_num(), 7);
            FullName::parse(&person.full_name).unwrap_or_else(|problem| panic!("{}: {problem}", person.full_name));
            let sex = match person.sex.expect("everybody has a sex") {
                wire::records::Sex::Female => Sex::Female,
                wire::records::Sex::Male => Sex::Male,
            };
            if let Some(id) = &person.personal_id {
                let id = PersonalId::parse(id).expect("12 digits");
                assert_eq!(
                    id.check(Some(sex), Some(birth_year(person))),
                    [],
                    "{}",
                    person.full_name
                );
                assert!(id.as_str()[6..].starts_with('9'), "invented serials begin with 9");
                assert!(seen.insert(id.as_str().to_owned()), "an id twice");
            }
            if let Some(id) = &person.old_id {
                let id = OldId::parse(id).expect("9 digits");
                assert!(seen.insert(id.as_str().to_owned()), "an old id twice");
                only_old += usize::from(person.personal_id.is_none());
            }
            if let Some(phone) = &person.phone {
                Phone::parse(phone).expect("a phone");
            }
            year_only += usize::from(person.birth_date.as_deref().is_some_and(|date| date.len() == 4));
        }
        assert!(
            only_old >= 5 && year_only >= 4,
            "{only_old} with only an old id, {year_only} with only a year"
        );
    }
}

#[test]
fn households_fit_together() {
    for (_, demo) in demos() {
        for household in &demo.households {
            let members: Vec<&PersonRecord> = demo
                .people
                .iter()
                .filter(|person| person.household == Some(household.id))
                .collect();
            let head = members.first().expect("nobody's household is empty");
            assert_eq!(household.head, Some(head.id));
            assert!(age(head) >= 18, "a head of {}", age(head));
            for member in &members {
                assert_eq!(member.village, household.village);
                let gap = age(head) - age(member);
                match member.relation_to_head.as_deref() {
                    Some("child") => assert!(gap >= 14, "child {gap} years younger than the head"),
                    Some("grandchild") => assert!(gap >= 30, "grandchild {gap} years younger"),
                    Some("parent") => assert!(gap <= -16, "parent {} years older", -gap),
                    Some("spouse") => assert!(gap.abs() <= 12, "spouses {gap} years apart"),
                    Some("head" | "other") => {}
                    other => panic!("{other:?}"),
                }
            }
        }
    }
}

#[test]
fn every_category_has_examples_and_a_few_miss_out() {
    for (commune, demo) in demos() {
        let mut categories: BTreeMap<&str, usize> = BTreeMap::new();
        for payment in demo
            .people
            .iter()
            .filter_map(|person| person.receives.as_ref())
            .flatten()
        {
            *categories.entry(payment.category.as_str()).or_default() += 1;
            assert!((500_000..=4_000_000).contains(&payment.monthly), "{payment:?}");
        }
        let common = [
            "DT1_4P",
            "DT4",
            "DT5A_60",
            "DT6_DBN",
            "DT6_N",
            "DT6_N_TE_NCT",
            "DT6_DBN_TE_NCT",
            "HTXH_75",
            "CS_HO_DBN",
        ];
        for category in common {
            assert!(
                categories.get(category).is_some_and(|count| *count >= 2),
                "{commune:?} {category}: {categories:?}"
            );
        }
        for category in [
            "DT2",
            "DT8",
            "DT5A_75",
            "DT5B",
            "CS_TE_4P",
            "CS_NKT_THAI1",
            "CS_NHAN_DBN",
        ] {
            assert!(
                categories.contains_key(category),
                "{commune:?} {category}: {categories:?}"
            );
        }
        assert_eq!(categories.contains_key("DT7"), commune == DemoCommune::TaDung);

        let truth = &demo.truth;
        let entitled = truth.missing_out.len()
            + truth.applying.len()
            + truth.receiving.len()
            + truth.wrong_amount.len()
            + truth.unknown.len();
        let missing = share(truth.missing_out.len(), entitled);
        assert!((7.0..=11.0).contains(&missing), "{missing} % of {entitled} miss out");
        assert!(truth.wrong_amount.len() >= 3);
        let with_dossier: BTreeSet<_> = demo.dossiers.iter().map(|dossier| dossier.beneficiary).collect();
        assert!(
            truth.missing_out.iter().all(|person| !with_dossier.contains(person)),
            "who misses out never applied"
        );
        let unknown = demo
            .people
            .iter()
            .filter(|person| !person.facts.contains_key("disability"))
            .count();
        assert!(unknown >= 3, "{unknown} with unknown disability");
        let hiv = demo
            .people
            .iter()
            .filter(|person| person.facts.get("hiv") == Some(&json!(true)))
            .count();
        assert!((3..=12).contains(&hiv), "{hiv}");
        let is_cared_for = |person: &&PersonRecord| person.facts.get("disability") == Some(&Value::from("extreme"));
        let extreme: Vec<_> = demo.people.iter().filter(is_cared_for).collect();
        assert!(extreme.iter().filter(|person| person.caregiver.is_some()).count() * 2 > extreme.len());
    }
}

#[test]
fn dossiers_are_in_order_and_in_working_hours() {
    let calendar = Calendar::default();
    for (_, demo) in demos() {
        let mut counts: BTreeMap<Target, usize> = BTreeMap::new();
        let ids: BTreeSet<_> = demo.people.iter().map(|person| person.id).collect();
        let mut beneficiaries = BTreeSet::new();
        for dossier in &demo.dossiers {
            *counts.entry(dossier.target).or_default() += 1;
            assert!(ids.contains(&dossier.beneficiary) && beneficiaries.insert(dossier.beneficiary));
            assert!(dossier.applicant.is_none_or(|person| ids.contains(&person)));
            assert_eq!(dossier.steps.first().map(|step| step.at), Some(dossier.received_at));
            assert!(dossier.steps.is_sorted_by(|a, b| a.at < b.at), "{:?}", dossier);
            for step in &dossier.steps {
                assert!(step.at.date() < demo.today, "{dossier:?}");
                assert!(calendar.is_working(step.at.date()));
                assert!(
                    (7..17).contains(&step.at.hour()) && !(12..13).contains(&step.at.hour()),
                    "{}",
                    step.at
                );
            }
            let ends_with_hand_over = dossier
                .steps
                .last()
                .is_some_and(|step| step.what == PlannedWhat::HandOver);
            assert_eq!(ends_with_hand_over, dossier.target == Target::HandedOver, "{dossier:?}");
        }
        for (target, expected) in Target::COUNTS {
            assert_eq!(counts.get(&target), Some(&expected), "{target:?}");
        }
        let procedures: BTreeSet<_> = demo.dossiers.iter().map(|dossier| dossier.procedure).collect();
        assert_eq!(procedures.len(), 6, "{procedures:?}");
        assert!(demo.dossiers.iter().filter(|dossier| dossier.stop.is_some()).count() >= 40);
        assert!(
            demo.dossiers
                .iter()
                .all(|dossier| demo.today - dossier.received_at.date() < time::Duration::days(125))
        );
    }
}

#[test]
fn rounds_cover_every_village_once() {
    let calendar = Calendar::default();
    for (_, demo) in demos() {
        let stops: Vec<_> = demo.rounds.iter().flat_map(|round| &round.stops).collect();
        let villages: BTreeSet<_> = stops.iter().map(|stop| stop.village.as_str()).collect();
        assert_eq!((stops.len(), villages.len()), (20, 20));
        for round in &demo.rounds {
            for stop in &round.stops {
                assert!(calendar.is_working(stop.date));
                match round.phase {
                    RoundPhase::Past => {
                        let attendance = stop.attendance.expect("a past stop has numbers");
                        assert!(stop.date < demo.today && attendance.people_served >= attendance.received);
                    }
                    RoundPhase::Planned => {
                        let days = (stop.date - demo.today).whole_days();
                        assert!(
                            (1..=14).contains(&days) && stop.attendance.is_none(),
                            "{days} days ahead"
                        );
                    }
                }
            }
        }
    }
}

/// The payments that the people were made for are those that the shipped rules give.
#[test]
fn the_rules_agree_with_what_people_receive() {
    let rules = rulebook::shipped();
    for commune in DemoCommune::ALL {
        let demo = generate(commune, 2026, today(), &Calendar::default());
        let mut wrong = Vec::new();
        let mut open_questions = 0;
        for person in demo.people.iter().filter(|person| person.alive == Some(true)) {
            let household = demo
                .households
                .iter()
                .find(|household| Some(household.id) == person.household);
            let facts = wire::facts_of::facts_of(person, household, &[])
                .expect("readable facts")
                .to_domain();
            let answer = rules.eligibility(&facts, today(), None).expect("rules for that day");
            let (best, at_most) = (answer.best.monthly_dong, answer.at_most.monthly_dong);
            open_questions += usize::from(best != at_most);
            let paid = |person: &PersonRecord| {
                person
                    .receives
                    .iter()
                    .flatten()
                    .map(|payment| payment.monthly.unsigned_abs())
                    .sum::<u64>()
            };
            let expected = if demo.truth.receiving.contains(&person.id) {
                best == paid(person)
            } else if demo.truth.wrong_amount.contains(&person.id) {
                best > paid(person)
            } else if demo.truth.missing_out.contains(&person.id) || demo.truth.applying.contains(&person.id) {
                best > 0
            } else if demo.truth.unknown.contains(&person.id) {
                at_most > 0
            } else {
                best == 0
            };
            if !expected {
                wrong.push(format!(
                    "{}: rules {best} to {at_most}, receives {:?}",
                    person.full_name, person.receives
                ));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
        assert!(open_questions >= 10, "{open_questions} people with something to ask");
        assert!(
            open_questions * 8 < demo.people.len(),
            "{open_questions} people with something to ask"
        );
    }
}
