//! An agreed row as journal entries.

use std::collections::{BTreeMap, HashMap};

use lists::PersonRow;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;
use wire::entry::{ENTRY_VERSION, Entry, Subject, SubjectKind};
use wire::records::{HouseholdRecord, PersonRecord};

use crate::fields::{of_household, of_person};
use crate::plan::{FieldChange, PlannedRow};
use crate::{Author, Register};

/// What applying a row did: what undoing it needs.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Applied {
    /// The person.
    pub person: Uuid,
    /// The person was registered by this row.
    #[serde(default)]
    pub is_new: bool,
    /// Fields of the person that it changed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<FieldChange>,
    /// The household whose fields it changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub household: Option<Uuid>,
    /// Those fields.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub household_changes: Vec<FieldChange>,
}

/// The households that an import knows by the list's own key, so that members of one come together.
#[derive(Clone, Debug, Default)]
pub struct Households {
    known: HashMap<String, Uuid>,
}

impl Households {
    /// From rows that are people of the register: their household is the list's.
    pub fn of(rows: &[PlannedRow], register: &Register<'_>) -> Households {
        let homes: HashMap<Uuid, Uuid> = register
            .persons
            .iter()
            .filter_map(|person| Some((person.id, person.household?)))
            .collect();
        let mut known = HashMap::new();
        for row in rows {
            let home = row.person.and_then(|person| homes.get(&person));
            if let (Some(key), Some(home)) = (&row.household_key, home) {
                known.entry(key.clone()).or_insert(*home);
            }
        }
        Households { known }
    }

    /// Says that rows with this key are this household; the first word counts.
    pub fn know(&mut self, key: &str, home: Uuid) {
        self.known.entry(key.to_owned()).or_insert(home);
    }
}

/// An entry about one subject. `id` makes new ids (UUIDv7).
pub(crate) fn entry(author: &Author<'_>, id: Uuid, subject: Subject, base: u32, body: Value) -> Entry {
    Entry {
        id,
        v: ENTRY_VERSION,
        subject,
        base,
        author: author.account,
        at: author.at.to_owned(),
        stop: None,
        body,
    }
}

/// An entry that changes fields of a person.
pub(crate) fn person_changed(author: &Author<'_>, id: Uuid, person: &PersonRecord, set: impl Serialize) -> Entry {
    let body = json!({ "type": "person.changed", "set": set });
    entry(author, id, person_subject(person.id), person.version, body)
}

/// An entry that changes fields of a household.
pub(crate) fn household_changed(author: &Author<'_>, id: Uuid, home: &HouseholdRecord, set: impl Serialize) -> Entry {
    let body = json!({ "type": "household.changed", "set": set });
    entry(author, id, household_subject(home.id), home.version, body)
}

pub(crate) const fn person_subject(id: Uuid) -> Subject {
    Subject {
        kind: SubjectKind::Person,
        id,
    }
}

pub(crate) const fn household_subject(id: Uuid) -> Subject {
    Subject {
        kind: SubjectKind::Household,
        id,
    }
}

fn patch(changes: &[FieldChange]) -> BTreeMap<&str, &Value> {
    changes
        .iter()
        .map(|change| (change.field.as_str(), &change.to))
        .collect()
}

/// The entries of a row that changes `person`.
pub fn change(
    planned: &PlannedRow,
    person: &PersonRecord,
    household: Option<&HouseholdRecord>,
    author: &Author<'_>,
    new_id: &mut dyn FnMut() -> Uuid,
) -> (Vec<Entry>, Applied) {
    let mut entries = Vec::new();
    let mut applied = Applied {
        person: person.id,
        ..Applied::default()
    };
    if !planned.changes.is_empty() {
        entries.push(person_changed(author, new_id(), person, patch(&planned.changes)));
        applied.changes.clone_from(&planned.changes);
    }
    if let Some(household) = household.filter(|_| !planned.household_changes.is_empty()) {
        let set = patch(&planned.household_changes);
        entries.push(household_changed(author, new_id(), household, set));
        applied.household = Some(household.id);
        applied.household_changes.clone_from(&planned.household_changes);
    }
    (entries, applied)
}

/// The entries of a row that registers somebody in `village`, with their household when the list tells households
/// apart. `None` when the row names nobody.
pub fn register(
    planned: &PlannedRow,
    row: &PersonRow,
    village: &str,
    households: &mut Households,
    author: &Author<'_>,
    new_id: &mut dyn FnMut() -> Uuid,
) -> Option<(Vec<Entry>, Applied)> {
    let mut entries = Vec::new();
    let id = new_id();
    let mut record = json!({ "id": id, "version": 0, "village": village });
    let values = of_person(row, Some(village), None);
    values.get("full_name")?;
    for (field, value) in values {
        match field.split_once('.') {
            Some((group, key)) => record[group][key] = value,
            None => record[field.as_str()] = value,
        }
    }
    if let Some(key) = &planned.household_key {
        let is_head = row.relation_to_head.as_ref().and_then(|one| one.value.as_deref()) == Some("head");
        let home = match households.known.get(key) {
            Some(home) => *home,
            None => {
                let home = new_id();
                households.known.insert(key.clone(), home);
                let mut first = json!({ "id": home, "version": 0, "village": village });
                for (field, value) in of_household(row) {
                    first[field.as_str()] = value;
                }
                if is_head {
                    first["head"] = json!(id);
                }
                let body = json!({ "type": "household.registered", "record": first });
                entries.push(entry(author, new_id(), household_subject(home), 0, body));
                home
            }
        };
        record["household"] = json!(home);
    }
    let body = json!({ "type": "person.registered", "record": record });
    entries.push(entry(author, new_id(), person_subject(id), 0, body));
    let applied = Applied {
        person: id,
        is_new: true,
        ..Applied::default()
    };
    Some((entries, applied))
}

/// The row as it would be if `person` is the one whom it means: for a doubtful row about which somebody decided.
pub fn decided(
    planned: &PlannedRow,
    row: &PersonRow,
    kind: lists::ListKind,
    person: &PersonRecord,
    household: Option<&HouseholdRecord>,
) -> PlannedRow {
    let mut settled = planned.clone();
    settled.changes.clear();
    settled.household_changes.clear();
    crate::plan::settle(&mut settled, row, kind, person, household);
    settled
}
