//! An answer that is a fact: where it is written, and whether it is one at all.

use domain::permissions::{Action, Actor, group_of};
use serde_json::{Value, json};
use uuid::Uuid;
use wire::entry::{Patch, SubjectKind};
use wire::facts::Facts;
use wire::records::{HouseholdRecord, PersonRecord, Receives};

use super::sheets::Says;

/// The fact that a record still stands for somebody of the commune.
const GONE: &str = "gone";
/// A value as JSON: a list of children is the longest.
const MOST_BYTES: usize = 4_000;

/// Where a fact is written.
#[derive(Debug, PartialEq)]
pub struct Change {
    /// Person or household.
    pub kind: SubjectKind,
    /// Whose.
    pub id: Uuid,
    /// The version that is changed.
    pub base: u32,
    /// What.
    pub set: Patch,
}

/// The value of an answer to a question about a fact: what was said, or for questions of yes and no the answer itself.
/// `None` = nothing can be read out of it.
pub fn value(fact: &str, says: Says, given: Option<Value>) -> Option<Value> {
    let plain = match says {
        Says::So => json!(true),
        Says::NotSo => json!(false),
        Says::CannotTell => return None,
    };
    let value = given.unwrap_or_else(|| plain.clone());
    let contradicts = value.is_boolean() && value != plain;
    (!contradicts && value.to_string().len() <= MOST_BYTES && is_value_of(fact, &value)).then_some(value)
}

/// Whether the rules can read it as a value of this fact.
fn is_value_of(fact: &str, value: &Value) -> bool {
    if value.is_null() {
        return false;
    }
    match fact {
        GONE => value.is_boolean(),
        "currently_receives" => serde_json::from_value::<Vec<Receives>>(value.clone()).is_ok(),
        "household" | "id" => false,
        _ => {
            let facts = match fact.split_once('.') {
                Some(("household", key)) => json!({ "household": { key: value } }),
                Some(_) => return false,
                None => json!({ fact: value }),
            };
            // A fact that nobody knows is ignored when it is read: it must come back.
            let read = serde_json::from_value::<Facts>(facts.clone()).ok();
            let back = read.and_then(|read| serde_json::to_value(read).ok());
            let pointer = format!("/{}", fact.replace('.', "/"));
            back.is_some_and(|back| back.pointer(&pointer).is_some_and(|it| !it.is_null()))
        }
    }
}

/// The change of a record that an answer means; `None` when there is nothing to write or the actor may not.
pub fn change(
    fact: &str,
    value: &Value,
    person: &PersonRecord,
    household: Option<&HouseholdRecord>,
    actor: &Actor,
) -> Option<Change> {
    let change = |kind, id, base, set| Some(Change { kind, id, base, set });
    if let Some(key) = fact.strip_prefix("household.") {
        let household = household.filter(|_| actor.may(Action::WriteHousehold))?;
        let set = Patch::from([(key.to_owned(), value.clone())]);
        return change(SubjectKind::Household, household.id, household.version, set);
    }
    let set = match fact {
        // "Still lives here" brings the record back; how somebody left is for their own page.
        GONE if value == &json!(true) && person.gone.is_some() => Patch::from([(GONE.to_owned(), Value::Null)]),
        GONE => return None,
        "alive" if value == &json!(true) && person.death_date.is_some() => Patch::from([
            ("alive".to_owned(), json!(true)),
            ("death_date".to_owned(), Value::Null),
        ]),
        "alive" | "birth_date" | "sex" => Patch::from([(fact.to_owned(), value.clone())]),
        "currently_receives" => Patch::from([("receives".to_owned(), value.clone())]),
        _ => Patch::from([(format!("facts.{fact}"), value.clone())]),
    };
    let may = set.keys().all(|field| match field.as_str() {
        GONE => actor.may(Action::RemovePerson),
        field => actor.may(Action::Write(group_of(field))),
    });
    if !may {
        return None;
    }
    change(SubjectKind::Person, person.id, person.version, set)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::permissions::Role;

    #[test]
    fn an_answer_becomes_a_value_only_of_its_own_fact() {
        let so = |fact: &str, given: Value| value(fact, Says::So, Some(given));
        assert_eq!(value("alive", Says::NotSo, None), Some(json!(false)));
        assert_eq!(value("alive", Says::CannotTell, None), None);
        assert_eq!(value("hiv", Says::CannotTell, Some(json!(true))), None);
        assert_eq!(value("hiv", Says::NotSo, Some(json!(true))), None, "which of the two?");
        let many = json!(vec![json!({ "birth_date": "2015" }); 1_000]);
        assert_eq!(so("children_in_care", many), None);
        assert_eq!(value("single_parent", Says::So, None), None, "which case, must be said");
        assert_eq!(so("single_parent", json!("spouse_dead")), Some(json!("spouse_dead")));
        assert_eq!(so("household.poverty", json!("poor")), Some(json!("poor")));
        for (fact, wrong) in [
            ("single_parent", json!("divorced")),
            ("household.poverty", json!(true)),
            ("household.head", json!("x")),
            ("monthly_pension", json!(-1)),
            ("no_such_fact", json!(true)),
            ("bank_account", json!("1")),
            ("gone", json!({ "why": "mistake" })),
        ] {
            assert_eq!(so(fact, wrong.clone()), None, "{fact} {wrong}");
        }
    }

    #[test]
    fn each_writes_only_what_is_theirs() {
        let person: PersonRecord = serde_json::from_value(json!({ "id": Uuid::nil(), "version": 3,
            "full_name": "Người Minh Họa", "village": "v01", "death_date": "2026-01" }))
        .expect("a person");
        let change = |role, fact: &str, value: Value| change(fact, &value, &person, None, &Actor::of(role));
        assert!(change(Role::Health, "disability", json!("severe")).is_some());
        assert!(change(Role::VillageHead, "disability", json!("severe")).is_none());
        assert!(change(Role::VillageHead, "single_parent", json!("none")).is_none());
        assert!(change(Role::Center, "hiv", json!(false)).is_none());
        assert!(
            change(Role::Social, "household.poverty", json!("poor")).is_none(),
            "no household yet"
        );
        let alive = change(Role::Social, "alive", json!(true)).expect("a change");
        assert_eq!(
            alive.set,
            Patch::from([
                ("alive".to_owned(), json!(true)),
                ("death_date".to_owned(), Value::Null)
            ])
        );
        assert!(change(Role::Police, "alive", json!(true)).is_none());
    }
}
