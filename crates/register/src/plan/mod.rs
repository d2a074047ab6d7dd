//! What a list would change in the register, row by row, with reasons. Nothing is written.

mod matching;
mod places;

use std::collections::{BTreeMap, HashMap, HashSet};

use lists::{ImportedList, ListKind, PersonRow};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;
use wire::records::{HouseholdRecord, PersonRecord};

use crate::Register;
use crate::fields::{household_json, is_authority, of_household, of_person, person_json, present, says_less};
pub use matching::Match;
pub(crate) use matching::of_person as linkage_person;
pub use places::{Place, Placer};

/// A list with fewer rows, or a register with fewer people, is never stopped for matching too little.
const FEW: usize = 20;
/// The least share of rows that must be known already, per cent, before a list is believed to be of this commune.
const LEAST_KNOWN: usize = 30;

/// What a row would do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Register somebody.
    New,
    /// Change somebody.
    Change,
    /// Nothing: the register says all of it.
    Same,
    /// Somebody must say who it is.
    Doubtful,
    /// Which village it is cannot be told: the village heads are asked.
    Unplaced,
    /// Somebody of another commune.
    Foreign,
    /// The list names the person in another row already.
    Twice,
    /// It cannot be read as a person.
    Unreadable,
    /// Somebody of the register whom the list does not name.
    Absent,
}

impl Action {
    /// The stable code.
    pub fn code(self) -> &'static str {
        match self {
            Action::New => "new",
            Action::Change => "change",
            Action::Same => "same",
            Action::Doubtful => "doubtful",
            Action::Unplaced => "unplaced",
            Action::Foreign => "foreign",
            Action::Twice => "twice",
            Action::Unreadable => "unreadable",
            Action::Absent => "absent",
        }
    }

    /// Whether it is taken unless a person says otherwise.
    pub fn is_taken(self) -> bool {
        match self {
            Action::New | Action::Change => true,
            Action::Same
            | Action::Doubtful
            | Action::Unplaced
            | Action::Foreign
            | Action::Twice
            | Action::Unreadable
            | Action::Absent => false,
        }
    }
}

/// One field that would change, of the person or of the household.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldChange {
    /// Field of the record, dotted for facts.
    pub field: String,
    /// Now; null when unknown.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub from: Value,
    /// By the list.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub to: Value,
}

/// Somebody of the register whom a row may mean.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Candidate {
    /// The person.
    pub person: Uuid,
    /// Name.
    pub full_name: String,
    /// Birth date as known.
    pub birth_date: Option<String>,
    /// Village id.
    pub village: String,
    /// How probable it is.
    pub probability: f64,
    /// Why, one stable code per field: `given_name=no_accent:+9.1`.
    pub reasons: Vec<String>,
}

/// Something about a cell or a row that a person should know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Remark {
    /// Field, when it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// Stable code.
    pub code: String,
    /// The text of the cell, or what the list says where the register keeps its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// What a row would do, and why.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PlannedRow {
    /// Name of the sheet; empty for a text file and for people whom the list does not name.
    pub sheet: String,
    /// The row as the spreadsheet numbers it; 0 for people whom the list does not name.
    pub row: u32,
    /// The name, as far as it can be read.
    pub name: String,
    /// What it would do.
    pub action: Action,
    /// Whom it concerns.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<Uuid>,
    /// How sure that is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub probability: Option<f64>,
    /// Why: stable codes, see [`Candidate::reasons`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<String>,
    /// The village, when the row says one that the commune has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub village: Option<String>,
    /// What changes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<FieldChange>,
    /// What changes for the household.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub household_changes: Vec<FieldChange>,
    /// Whom it may be, the most probable first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub candidates: Vec<Candidate>,
    /// What a person should know.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remarks: Vec<Remark>,
    /// The row that names the person first, for [`Action::Twice`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_row: Option<u32>,
    /// Rows with the same text here are one household.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub household_key: Option<String>,
}

/// Why an import stops by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Stopped {
    /// Too few rows are people of the register.
    TooFewMatch {
        /// Rows that name a person.
        rows: usize,
        /// Rows that are somebody of the register.
        known: usize,
    },
    /// More than half of the rows name another commune.
    OtherCommune {
        /// Rows that name a person.
        rows: usize,
        /// Rows of another commune.
        foreign: usize,
    },
}

/// The whole plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// One per row of the list, in its order, then the people whom a full list does not name.
    pub rows: Vec<PlannedRow>,
    /// Set when the import must not go on.
    pub stopped: Option<Stopped>,
}

impl Plan {
    /// How many rows do what.
    pub fn counts(&self) -> BTreeMap<&'static str, usize> {
        let mut counts = BTreeMap::new();
        for row in &self.rows {
            *counts.entry(row.action.code()).or_insert(0) += 1;
        }
        counts
    }
}

/// Compares a list with the register. `placer` says of a row in which commune and village it is.
pub fn plan(list: &ImportedList, kind: ListKind, register: &Register<'_>, placer: &Placer<'_>) -> Plan {
    let listed: Vec<&PersonRecord> = register.persons.iter().filter(|person| person.gone.is_none()).collect();
    let households: HashMap<Uuid, &HouseholdRecord> = register
        .households
        .iter()
        .map(|household| (household.id, household))
        .collect();
    let by_id: HashMap<Uuid, &PersonRecord> = listed.iter().map(|person| (person.id, *person)).collect();
    let places: Vec<Place> = list.rows.iter().map(placer).collect();
    let matches = matching::matches(&list.rows, &places, &listed, &households);
    let mut rows = Vec::with_capacity(list.rows.len());
    let mut named: HashSet<Uuid> = HashSet::new();
    let mut said: HashMap<(Uuid, String), Value> = HashMap::new();
    for ((row, place), matched) in list.rows.iter().zip(&places).zip(&matches) {
        let mut planned = head(list, row, place);
        match matched {
            Match::Unreadable => planned.action = Action::Unreadable,
            Match::Twice { first } => {
                planned.action = Action::Twice;
                planned.first_row = list.rows.get(*first).map(|first| first.row);
            }
            Match::Certain(candidate) => {
                named.insert(candidate.person);
                if let Some(person) = by_id.get(&candidate.person) {
                    let home = person.household.and_then(|id| households.get(&id).copied());
                    settle(&mut planned, row, kind, person, home);
                    if let Some(home) = home {
                        once(&mut planned, home.id, &mut said);
                    }
                }
                planned.probability = Some(candidate.probability);
                planned.reasons.clone_from(&candidate.reasons);
            }
            Match::Doubtful(candidates) => {
                named.extend(candidates.iter().map(|candidate| candidate.person));
                planned.action = Action::Doubtful;
                planned.candidates.clone_from(candidates);
            }
            Match::Nobody => {
                planned.action = match place {
                    Place::Village(_) => Action::New,
                    Place::Elsewhere { .. } => Action::Foreign,
                    Place::Undecided { .. } => Action::Unplaced,
                };
            }
        }
        rows.push(planned);
    }
    let stopped = stopped(&rows, listed.len());
    if stopped.is_none() {
        rows.extend(absent(kind, &listed, &named));
    }
    Plan { rows, stopped }
}

/// What a row says, before it is known whom it means.
fn head(list: &ImportedList, row: &PersonRow, place: &Place) -> PlannedRow {
    let name = row
        .full_name
        .as_ref()
        .map(|name| name.value.clone().unwrap_or_else(|| name.raw.clone()));
    let mut remarks = remarks(row);
    let village = match place {
        Place::Village(id) => Some(id.clone()),
        Place::Elsewhere { commune } => {
            remarks.push(remark(None, "other_commune", Some(commune.clone())));
            None
        }
        Place::Undecided { code, text } => {
            remarks.push(remark(
                Some("village"),
                code,
                Some(text.clone()).filter(|text| !text.is_empty()),
            ));
            None
        }
    };
    let key = row.household_number.as_ref().or(row.head_name.as_ref());
    let key = key.map(|key| key.value.clone().unwrap_or_else(|| key.raw.clone()));
    PlannedRow {
        sheet: list.sheet_name(row.sheet).to_owned(),
        row: row.row,
        name: name.unwrap_or_default(),
        action: Action::Same,
        person: None,
        probability: None,
        reasons: Vec::new(),
        household_key: key.map(|key| {
            format!(
                "{}/{}",
                village.as_deref().unwrap_or_default(),
                domain::text::fold(&key)
            )
        }),
        village,
        changes: Vec::new(),
        household_changes: Vec::new(),
        candidates: Vec::new(),
        remarks,
        first_row: None,
    }
}

fn remark(field: Option<&str>, code: &str, text: Option<String>) -> Remark {
    Remark {
        field: field.map(str::to_owned),
        code: code.to_owned(),
        text,
    }
}

/// Everything that reading found worth saying about the row. Fields are found by their JSON, so that none is forgotten.
fn remarks(row: &PersonRow) -> Vec<Remark> {
    let mut remarks = Vec::new();
    if let Ok(Value::Object(fields)) = serde_json::to_value(row) {
        for (field, reading) in &fields {
            if let Some(code) = reading.get("problem").and_then(Value::as_str) {
                let raw = reading.get("raw").and_then(Value::as_str).map(str::to_owned);
                remarks.push(remark(Some(field), code, raw));
            }
        }
    }
    for problem in &row.problems {
        remarks.push(remark(
            problem.field.map(lists::columns::Field::as_str),
            problem.code.as_str(),
            None,
        ));
    }
    remarks
}

/// Says what the row changes about `person`: where the list is no authority, it only fills what is empty.
pub(crate) fn settle(
    planned: &mut PlannedRow,
    row: &PersonRow,
    kind: ListKind,
    person: &PersonRecord,
    household: Option<&HouseholdRecord>,
) {
    planned.person = Some(person.id);
    let record = person_json(person);
    for (field, new) in of_person(row, planned.village.as_deref(), Some(person)) {
        compare(&mut planned.changes, &mut planned.remarks, kind, &record, field, new);
    }
    if let Some(household) = household {
        let record = household_json(household);
        for (field, new) in of_household(row) {
            compare(
                &mut planned.household_changes,
                &mut planned.remarks,
                kind,
                &record,
                field,
                new,
            );
        }
    }
    if row.moved_away.as_ref().and_then(|one| one.value) == Some(true) {
        planned
            .remarks
            .push(remark(None, "list_says_moved_away", row.note.clone()));
    }
    planned.action = if planned.changes.is_empty() && planned.household_changes.is_empty() {
        Action::Same
    } else {
        Action::Change
    };
}

/// What the list says of one household in several rows changes it once; where its rows contradict each other, the first
/// counts and the others say so.
fn once(planned: &mut PlannedRow, home: Uuid, said: &mut HashMap<(Uuid, String), Value>) {
    let PlannedRow {
        household_changes,
        remarks,
        ..
    } = planned;
    household_changes.retain(|change| match said.get(&(home, change.field.clone())) {
        None => {
            said.insert((home, change.field.clone()), change.to.clone());
            true
        }
        Some(first) => {
            if *first != change.to {
                let text = change.to.as_str().map_or_else(|| change.to.to_string(), str::to_owned);
                remarks.push(remark(Some(&change.field), "household_said_otherwise", Some(text)));
            }
            false
        }
    });
    if planned.action == Action::Change && planned.changes.is_empty() && planned.household_changes.is_empty() {
        planned.action = Action::Same;
    }
}

fn compare(
    changes: &mut Vec<FieldChange>,
    remarks: &mut Vec<Remark>,
    kind: ListKind,
    record: &Value,
    field: String,
    new: Value,
) {
    let old = present(record, &field);
    if old == new || says_less(&field, &old, &new) {
        return;
    }
    let fills = old.is_null() || says_less(&field, &new, &old);
    if fills || is_authority(kind, &field) {
        changes.push(FieldChange {
            field,
            from: old,
            to: new,
        });
    } else {
        let text = new.as_str().map_or_else(|| new.to_string(), str::to_owned);
        remarks.push(remark(Some(&field), "register_says_otherwise", Some(text)));
    }
}

fn stopped(rows: &[PlannedRow], listed: usize) -> Option<Stopped> {
    let people: Vec<Action> = rows
        .iter()
        .map(|row| row.action)
        .filter(|action| *action != Action::Unreadable)
        .collect();
    let count = |wanted: &[Action]| people.iter().filter(|action| wanted.contains(action)).count();
    let foreign = count(&[Action::Foreign]);
    if people.len() >= FEW && foreign * 2 > people.len() {
        return Some(Stopped::OtherCommune {
            rows: people.len(),
            foreign,
        });
    }
    let known = count(&[Action::Change, Action::Same, Action::Doubtful, Action::Twice]);
    let is_judged = people.len() >= FEW && listed >= people.len() / 2 && listed >= FEW;
    (is_judged && known * 100 < people.len() * LEAST_KNOWN).then_some(Stopped::TooFewMatch {
        rows: people.len(),
        known,
    })
}

/// People whom a full list should name and does not.
fn absent(kind: ListKind, listed: &[&PersonRecord], named: &HashSet<Uuid>) -> Vec<PlannedRow> {
    let should_be_there = |person: &&&PersonRecord| match kind {
        ListKind::Residence => person.alive != Some(false),
        ListKind::Payment => person.receives.as_ref().is_some_and(|list| !list.is_empty()),
        ListKind::PoorHousehold | ListKind::Elderly | ListKind::Disability | ListKind::Other => false,
    };
    let missing = listed
        .iter()
        .filter(should_be_there)
        .filter(|person| !named.contains(&person.id));
    missing
        .map(|person| PlannedRow {
            sheet: String::new(),
            row: 0,
            name: person.full_name.clone(),
            action: Action::Absent,
            person: Some(person.id),
            probability: None,
            reasons: Vec::new(),
            village: Some(person.village.clone()),
            changes: Vec::new(),
            household_changes: Vec::new(),
            candidates: Vec::new(),
            remarks: Vec::new(),
            first_row: None,
            household_key: None,
        })
        .collect()
}
