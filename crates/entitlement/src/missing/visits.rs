//! Visit lists: per village, house by house, the most urgent first.

use std::collections::{BTreeMap, HashMap};

use domain::permissions::{Action, Actor, FactGroup};
use uuid::Uuid;
use wire::records::PersonRecord;

use super::{Finding, VisitHousehold, VisitList, VisitPerson, narrow_finding};
use crate::People;

/// Houses to visit, with only what the actor may see. People without a household stand each for themselves.
pub fn visit_lists(people: &People<'_>, findings: &[Finding], actor: &Actor) -> Vec<VisitList> {
    let persons: HashMap<Uuid, &PersonRecord> = people.persons.iter().map(|it| (it.id, it)).collect();
    let mut villages: BTreeMap<&str, HashMap<Uuid, VisitHousehold>> = BTreeMap::new();
    for finding in findings {
        let Some(person) = persons.get(&finding.person) else {
            continue;
        };
        let Some(narrowed) = narrow_finding(finding, actor) else {
            continue;
        };
        let houses = villages.entry(finding.village.as_str()).or_default();
        let record = people.household(person.household);
        let house = houses
            .entry(record.map_or(person.id, |it| it.id))
            .or_insert_with(|| VisitHousehold {
                household: record.map(|it| it.id),
                head: record
                    .and_then(|it| persons.get(&it.head?))
                    .filter(|head| !actor.is_kept_from_village(&head.village))
                    .map(|head| head.full_name.clone()),
                address: record.and_then(|it| it.address.clone()),
                directions: record.and_then(|it| it.directions.clone()),
                priority: 0,
                people: Vec::new(),
            });
        house.priority = house.priority.max(narrowed.priority);
        match house.people.iter_mut().find(|it| it.person == person.id) {
            Some(known) => known.findings.push(narrowed),
            None => house.people.push(VisitPerson {
                person: person.id,
                full_name: person.full_name.clone(),
                birth_date: person.birth_date.clone(),
                phone: person.phone.clone(),
                cannot_travel: person
                    .cannot_travel
                    .filter(|_| actor.may(Action::Read(FactGroup::Care))),
                findings: vec![narrowed],
            }),
        }
    }
    let list = |(village, houses): (&str, HashMap<Uuid, VisitHousehold>)| {
        let mut households: Vec<VisitHousehold> = houses.into_values().collect();
        households.sort_by(|one, two| {
            let key = |it: &VisitHousehold| (std::cmp::Reverse(it.priority), it.people.first().map(|it| it.person));
            key(one).cmp(&key(two))
        });
        VisitList {
            village: village.to_owned(),
            households,
        }
    };
    villages.into_iter().map(list).collect()
}
