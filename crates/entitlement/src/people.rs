//! The whole list, indexed: persons and households as they are stored.

use std::collections::HashMap;

use uuid::Uuid;
use wire::facts_of::facts_among;
use wire::records::{Gone, GoneWhy, HouseholdRecord, PersonRecord};

use crate::Month;

/// Persons and households of a commune, borrowed. A person is named by the place in the list.
#[derive(Debug)]
pub struct People<'a> {
    /// Every record, also of people who are dead or have moved.
    pub persons: &'a [PersonRecord],
    households: HashMap<Uuid, Home<'a>>,
}

#[derive(Debug, Default)]
struct Home<'a> {
    record: Option<&'a HouseholdRecord>,
    members: Vec<u32>,
}

/// Whether a record stands for somebody who lives here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence<'a> {
    /// Alive, as far as is known, and here.
    Here,
    /// Dead; the day, if it is known.
    Dead(Option<&'a str>),
    /// Moved to another commune; since when, if it is known.
    Moved(Option<&'a str>),
    /// The record stands for nobody (merged, a mistake).
    Nobody,
}

impl Presence<'_> {
    /// The first month that is not paid any more, if `months` after the month of the event; `None` = day unknown.
    pub fn ends_with(self, months: i32) -> Option<Month> {
        match self {
            Presence::Dead(Some(day)) | Presence::Moved(Some(day)) => Some(Month::parse(day)?.plus(months)),
            Presence::Dead(None) | Presence::Moved(None) | Presence::Here | Presence::Nobody => None,
        }
    }
}

/// Whether the record stands for somebody who lives here.
pub fn presence(person: &PersonRecord) -> Presence<'_> {
    if person.alive == Some(false) || person.death_date.is_some() {
        return Presence::Dead(person.death_date.as_deref());
    }
    match &person.gone {
        None => Presence::Here,
        Some(Gone {
            why: GoneWhy::Moved,
            since,
            ..
        }) => Presence::Moved(since.as_deref()),
        Some(Gone {
            why: GoneWhy::Merged | GoneWhy::Mistake,
            ..
        }) => Presence::Nobody,
    }
}

impl<'a> People<'a> {
    /// Indexes the list.
    pub fn new(persons: &'a [PersonRecord], households: &'a [HouseholdRecord]) -> People<'a> {
        let mut homes: HashMap<Uuid, Home<'a>> = HashMap::with_capacity(households.len());
        for record in households {
            homes.entry(record.id).or_default().record = Some(record);
        }
        for (index, person) in persons.iter().enumerate() {
            if let Some(id) = person.household
                && presence(person) == Presence::Here
            {
                let index = u32::try_from(index).expect("a commune has fewer than four thousand million people");
                homes.entry(id).or_default().members.push(index);
            }
        }
        People {
            persons,
            households: homes,
        }
    }

    /// The household of an id.
    pub fn household(&self, id: Option<Uuid>) -> Option<&'a HouseholdRecord> {
        self.households.get(&id?)?.record
    }

    /// The people who live in a household, the person themselves included.
    pub fn members(&self, household: Option<Uuid>) -> impl Iterator<Item = &'a PersonRecord> + Clone {
        let home = household.and_then(|id| self.households.get(&id));
        let members = home.map_or(&[][..], |home| &home.members);
        members.iter().map(|index| &self.persons[*index as usize])
    }

    /// The facts of a person, as the rules ask for them. `None` = a fact that cannot be read.
    pub fn facts(&self, person: &PersonRecord) -> Option<domain::facts::Facts> {
        let household = self.household(person.household);
        let facts = facts_among(person, household, self.members(person.household)).ok()?;
        Some(facts.to_domain())
    }
}
