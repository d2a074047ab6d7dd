//! Who of the register each row of a list is.

use std::collections::HashMap;

use linkage::{Options, Pair, Person, duplicates, link};
use lists::{PersonRow, Reading};
use uuid::Uuid;
use wire::records::{HouseholdRecord, PersonRecord, Sex};

use super::{Candidate, Place};

/// Who a row is.
#[derive(Clone, Debug, PartialEq)]
pub enum Match {
    /// It names nobody.
    Unreadable,
    /// The person of an earlier row.
    Twice {
        /// Place of that row.
        first: usize,
    },
    /// Surely this one.
    Certain(Candidate),
    /// Perhaps one of these.
    Doubtful(Vec<Candidate>),
    /// Nobody of the register.
    Nobody,
}

/// The least probability of a match that is taken without a person looking at it.
const CERTAIN: f64 = 0.95;
/// The least probability of a match that is shown.
const WORTH_A_LOOK: f64 = 0.05;
/// The least probability with which two rows of one list are called the same person.
const SAME_ROW: f64 = 0.98;

/// One answer per row.
pub(super) fn matches(
    rows: &[PersonRow],
    places_of: &[Place],
    listed: &[&PersonRecord],
    households: &HashMap<Uuid, &HouseholdRecord>,
) -> Vec<Match> {
    let mut answers: Vec<Match> = rows
        .iter()
        .map(
            |row| match row.full_name.as_ref().and_then(|name| name.value.as_ref()) {
                Some(_) => Match::Nobody,
                None => Match::Unreadable,
            },
        )
        .collect();
    let ids: Vec<String> = (0..rows.len()).map(|at| format!("{at:07}")).collect();
    let (places, readable): (Vec<usize>, Vec<Person<'_>>) = rows
        .iter()
        .enumerate()
        .filter(|(at, _)| answers[*at] == Match::Nobody)
        .map(|(at, row)| (at, of_row(row, &ids[at], &places_of[at])))
        .unzip();
    let options = Options {
        threshold: CERTAIN,
        review_threshold: WORTH_A_LOOK,
    };
    let mut first_of: Vec<usize> = (0..rows.len()).collect();
    let same = Options {
        threshold: SAME_ROW,
        review_threshold: SAME_ROW,
    };
    for pair in duplicates(&readable, &same) {
        let (one, other) = (places[pair.beneficiary], places[pair.resident]);
        let (first, later) = (one.min(other), one.max(other));
        first_of[later] = first_of[later].min(first_of[first]);
    }
    let kept: Vec<usize> = (0..readable.len())
        .filter(|at| first_of[places[*at]] == places[*at])
        .collect();
    for at in &places {
        if first_of[*at] != *at {
            answers[*at] = Match::Twice { first: first_of[*at] };
        }
    }
    let person_ids: Vec<String> = listed.iter().map(|person| person.id.to_string()).collect();
    let heads = head_names(listed, households);
    let residents: Vec<Person<'_>> = listed
        .iter()
        .zip(&person_ids)
        .map(|(person, id)| of_person(person, id, person.household.and_then(|id| heads.get(&id)).copied()))
        .collect();
    let beneficiaries: Vec<Person<'_>> = kept.iter().map(|at| readable[*at]).collect();
    let linked = link(&beneficiaries, &residents, &options);
    for pair in &linked.pairs {
        answers[places[kept[pair.beneficiary]]] = Match::Certain(candidate(pair, listed));
    }
    for pair in &linked.doubtful {
        let answer = &mut answers[places[kept[pair.beneficiary]]];
        match answer {
            Match::Nobody => *answer = Match::Doubtful(vec![candidate(pair, listed)]),
            Match::Doubtful(candidates) => candidates.push(candidate(pair, listed)),
            Match::Certain(_) | Match::Twice { .. } | Match::Unreadable => {}
        }
    }
    answers
}

fn head_names<'a>(listed: &[&'a PersonRecord], households: &HashMap<Uuid, &HouseholdRecord>) -> HashMap<Uuid, &'a str> {
    let names: HashMap<Uuid, &str> = listed
        .iter()
        .map(|person| (person.id, person.full_name.as_str()))
        .collect();
    let heads = households
        .values()
        .filter_map(|home| Some((home.id, *names.get(&home.head?)?)));
    heads.collect()
}

fn candidate(pair: &Pair, listed: &[&PersonRecord]) -> Candidate {
    let person = listed[pair.resident];
    Candidate {
        person: person.id,
        full_name: person.full_name.clone(),
        birth_date: person.birth_date.clone(),
        village: person.village.clone(),
        probability: (pair.probability * 1000.0).round() / 1000.0,
        reasons: pair.reasons.iter().map(ToString::to_string).collect(),
    }
}

fn sex(sex: Option<Sex>) -> &'static str {
    match sex {
        Some(Sex::Female) => "female",
        Some(Sex::Male) => "male",
        None => "",
    }
}

fn of_row<'a>(row: &'a PersonRow, id: &'a str, place: &'a Place) -> Person<'a> {
    fn text(reading: &Option<Reading<String>>) -> &str {
        reading
            .as_ref()
            .and_then(|one| one.value.as_deref())
            .unwrap_or_default()
    }
    Person {
        id,
        full_name: text(&row.full_name),
        birth_date: text(&row.birth_date),
        sex: sex(row.sex.as_ref().and_then(|one| one.value)),
        national_id: text(&row.personal_id),
        old_id: text(&row.old_id),
        village: match place {
            Place::Village(id) => id,
            Place::Elsewhere { .. } | Place::Undecided { .. } => "",
        },
        phone: text(&row.phone),
        household: text(&row.head_name),
        ..Person::default()
    }
}

pub(crate) fn of_person<'a>(person: &'a PersonRecord, id: &'a str, head: Option<&'a str>) -> Person<'a> {
    Person {
        id,
        full_name: &person.full_name,
        birth_date: person.birth_date.as_deref().unwrap_or_default(),
        sex: sex(person.sex),
        national_id: person.personal_id.as_deref().unwrap_or_default(),
        old_id: person.old_id.as_deref().unwrap_or_default(),
        village: &person.village,
        phone: person.phone.as_deref().unwrap_or_default(),
        household: head.unwrap_or_default(),
        ..Person::default()
    }
}
