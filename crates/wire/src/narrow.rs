//! Least privilege: the record as this actor may see it.

use domain::permissions::{Action, Actor, FactGroup, group_of};
use serde_json::Value;

use crate::records::{PersonRecord, Record};

/// The person with only the facts that the actor may read. `None` when the actor may not see the person at all. The
/// second value says whether something sensitive is in it, so that the read leaves a row.
pub fn narrow_person(record: &PersonRecord, actor: &Actor) -> Option<(PersonRecord, bool)> {
    if !actor.may(Action::Read(FactGroup::Basic)) || actor.is_kept_from_village(&record.village) {
        return None;
    }
    let Ok(Value::Object(mut value)) = serde_json::to_value(record) else {
        return None;
    };
    let mut sensitive = false;
    let mut keep = |field: &str| {
        let group = group_of(field);
        let may = actor.may(Action::Read(group));
        sensitive |= may && group.is_sensitive();
        may
    };
    if let Some(Value::Object(facts)) = value.get_mut("facts") {
        facts.retain(|key, _| keep(&format!("facts.{key}")));
    }
    value.retain(|field, _| field == "facts" || keep(field));
    // Who changed a field and when tells that there is one.
    if let Some(Value::Object(stamps)) = value.get_mut("field_versions") {
        stamps.retain(|field, _| actor.may(Action::Read(group_of(field))));
    }
    serde_json::from_value(Value::Object(value))
        .ok()
        .map(|narrowed| (narrowed, sensitive))
}

/// Any record as the actor may see it; see [`narrow_person`].
pub fn narrow(record: &Record, actor: &Actor) -> Option<(Record, bool)> {
    match record {
        Record::Person(person) => {
            narrow_person(person, actor).map(|(person, sensitive)| (Record::Person(Box::new(person)), sensitive))
        }
        Record::Dossier(_) => actor.may(Action::ReadDossiers).then(|| (record.clone(), true)),
        Record::Household(household) => {
            let may = actor.may(Action::Read(FactGroup::Basic)) && !actor.is_kept_from_village(&household.village);
            may.then(|| {
                let mut household = household.clone();
                if !actor.may(Action::Read(FactGroup::Social)) {
                    household.poverty = None;
                    household.poverty_decision = None;
                }
                (Record::Household(household), false)
            })
        }
        // Answers of single citizens are shown to nobody; only sums are.
        Record::Survey(_) => None,
        Record::Attendance(_) => actor.may(Action::RecordAttendance).then(|| (record.clone(), false)),
        Record::Difficulty(difficulty) => {
            let own = difficulty.reported_by == actor.account;
            (own || actor.may(Action::ReadReports)).then(|| (record.clone(), false))
        }
        Record::HomeVisit(visit) => {
            let may = actor.may(Action::RequestHomeVisit) && !actor.is_kept_from_village(&visit.village);
            may.then(|| (record.clone(), false))
        }
    }
}
