//! Taking an applied row back: what somebody changed since stays, and is named.

use serde_json::{Value, json};
use uuid::Uuid;
use wire::entry::Entry;
use wire::records::{HouseholdRecord, PersonRecord};

use crate::Author;
use crate::apply::{Applied, household_changed, person_changed};
use crate::fields::{household_json, person_json, present};
use crate::plan::FieldChange;

/// What undoing a row gives.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Undone {
    /// The entries.
    pub entries: Vec<Entry>,
    /// Fields that stay because somebody changed them since; `person` when somebody went on working with a person whom
    /// the import had registered, so that the person stays.
    pub kept: Vec<String>,
}

/// Takes `applied` back. `person` and `household` are as they are now; `has_work` says that a dossier or something else
/// names a person whom the import registered.
pub fn undo(
    applied: &Applied,
    person: &PersonRecord,
    household: Option<&HouseholdRecord>,
    has_work: bool,
    author: &Author<'_>,
    new_id: &mut dyn FnMut() -> Uuid,
) -> Undone {
    let mut undone = Undone::default();
    if applied.is_new {
        if person.version > 1 || has_work {
            undone.kept.push("person".to_owned());
        } else if person.gone.is_none() {
            undone.entries.push(person_changed(
                author,
                new_id(),
                person,
                json!({ "gone": { "why": "mistake" } }),
            ));
        }
        return undone;
    }
    let set = revert(&applied.changes, &person_json(person), &mut undone.kept);
    if !set.is_empty() {
        undone.entries.push(person_changed(author, new_id(), person, set));
    }
    if let Some(household) = household.filter(|household| Some(household.id) == applied.household) {
        let set = revert(&applied.household_changes, &household_json(household), &mut undone.kept);
        if !set.is_empty() {
            undone.entries.push(household_changed(author, new_id(), household, set));
        }
    }
    undone
}

/// The fields that still say what was written, with what they said before; the others are named in `kept`.
pub(crate) fn revert(changes: &[FieldChange], now: &Value, kept: &mut Vec<String>) -> serde_json::Map<String, Value> {
    let mut set = serde_json::Map::new();
    for change in changes {
        let value = present(now, &change.field);
        if value == change.to {
            set.insert(change.field.clone(), change.from.clone());
        } else if value != change.from {
            kept.push(change.field.clone());
        }
    }
    set
}
