//! From a record's state to the plain rows that lists need. Pure; written in the same transaction as the journal.

mod dossier;
mod other;
mod person;

use domain::text::fold;
use uuid::Uuid;
use wire::entry::SubjectKind;
use wire::judge::village_of;
use wire::records::Record;

use crate::db::{Tx, from_json, to_json};
use crate::error::Result;
use crate::schema::{self, Table, Values, row};

/// A subject that changed in this transaction.
pub(crate) struct Change {
    /// State after it.
    pub after: Record,
    /// Number of the last entry.
    pub seq: i64,
    /// Server time of the first entry of the transaction: the time of registration when there was nothing before.
    pub at: String,
}

/// Number of accepted entries.
pub(crate) fn version_of(record: &Record) -> u32 {
    match record {
        Record::Dossier(record) => record.version,
        Record::Person(record) => record.version,
        Record::Household(record) => record.version,
        Record::Attendance(record) => record.version,
        Record::Survey(record) => record.version,
        Record::Difficulty(record) => record.version,
        Record::HomeVisit(record) => record.version,
    }
}

fn head(record: &Record) -> (&'static str, Uuid, Option<Uuid>) {
    match record {
        Record::Dossier(record) => ("dossier", record.id, record.stop),
        Record::Person(record) => ("person", record.id, None),
        Record::Household(record) => ("household", record.id, None),
        Record::Attendance(record) => ("attendance", record.id, record.stop),
        Record::Survey(record) => ("survey", record.id, record.stop),
        Record::Difficulty(record) => ("difficulty", record.id, record.stop),
        Record::HomeVisit(record) => ("home_visit", record.id, None),
    }
}

/// The state as stored: the record alone, without the tag that says its kind; the column beside it does.
fn state_json(record: &Record) -> Result<String> {
    match record {
        Record::Dossier(record) => to_json(record),
        Record::Person(record) => to_json(record),
        Record::Household(record) => to_json(record),
        Record::Attendance(record) => to_json(record),
        Record::Survey(record) => to_json(record),
        Record::Difficulty(record) => to_json(record),
        Record::HomeVisit(record) => to_json(record),
    }
}

/// The record of a stored state.
pub(crate) fn read_state(kind: SubjectKind, state: &str) -> Result<Record> {
    Ok(match kind {
        SubjectKind::Dossier => Record::Dossier(from_json(state)?),
        SubjectKind::Person => Record::Person(from_json(state)?),
        SubjectKind::Household => Record::Household(from_json(state)?),
        SubjectKind::Attendance => Record::Attendance(from_json(state)?),
        SubjectKind::Survey => Record::Survey(from_json(state)?),
        SubjectKind::Difficulty => Record::Difficulty(from_json(state)?),
        SubjectKind::HomeVisit => Record::HomeVisit(from_json(state)?),
    })
}

/// Folded words of a text: letters and digits, nothing else.
pub(crate) fn words(text: &str) -> impl Iterator<Item = String> {
    let folded = fold(text);
    let words: Vec<String> = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    words.into_iter()
}

/// The rows of several changes, by table.
#[derive(Default)]
pub(crate) struct Writes {
    rows: Vec<(&'static Table, Vec<Values>)>,
}

impl Writes {
    fn push(&mut self, table: &'static Table, row: Values) {
        match self.rows.iter_mut().find(|(known, _)| known.name == table.name) {
            Some((_, rows)) => rows.push(row),
            None => self.rows.push((table, vec![row])),
        }
    }

    pub fn add(&mut self, commune: &str, change: &Change) -> Result<()> {
        let Change { after, seq, at } = change;
        let (kind, id, stop) = head(after);
        let state = state_json(after)?;
        self.push(
            &schema::RECORD,
            row![
                commune,
                kind,
                id,
                version_of(after),
                *seq,
                village_of(after),
                stop,
                state
            ],
        );
        match after {
            Record::Dossier(record) => {
                self.push(&schema::DOSSIER, dossier::row(commune, record)?);
                for hash in dossier::files(record) {
                    self.push(&schema::FILE_LINK, row![commune, hash, kind, id]);
                }
            }
            Record::Person(record) => self.push(&schema::PERSON, person::row(commune, record, at)),
            Record::Household(record) => self.push(&schema::HOUSEHOLD, person::household_row(commune, record)),
            Record::Attendance(record) => self.push(&schema::ATTENDANCE, other::attendance_row(commune, record)),
            Record::Survey(record) => {
                for row in other::survey_rows(commune, record) {
                    self.push(&schema::SURVEY_ANSWER, row);
                }
            }
            Record::Difficulty(record) => self.push(&schema::DIFFICULTY, other::difficulty_row(commune, record)),
            Record::HomeVisit(record) => self.push(&schema::HOME_VISIT, other::home_visit_row(commune, record, at)),
        }
        Ok(())
    }

    pub async fn execute(self, tx: &mut Tx) -> Result<()> {
        for (table, rows) in self.rows {
            table.upsert(tx, rows).await?;
        }
        Ok(())
    }
}
