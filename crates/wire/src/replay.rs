//! Folding the journal again. Unlike the judge it cannot refuse: an entry in the journal happened, whatever today's rules
//! or permissions would say of it.

use crate::entry::{Body, Entry};
use crate::fold::{Meta, flag_dossier, fold_dossier};
use crate::patch;
use crate::records::{FieldVersions, Record};

/// Flags of a step that was taken although it did not fit: its record keeps the status.
const OUT_OF_ORDER: [&str; 4] = [
    "handed_over_twice",
    "handed_over_early",
    "received_twice",
    "step_out_of_order",
];

/// The record after an accepted entry. `flags` are those that the entry raised when it was accepted.
///
/// # Errors
/// What cannot be read, when the journal is damaged.
pub fn replay(current: Option<Record>, entry: &Entry, now: &str, flags: &[String]) -> Result<Record, String> {
    let body: Body = serde_json::from_value(entry.body.clone()).map_err(|error| error.to_string())?;
    let meta = Meta {
        author: entry.author,
        at: &entry.at,
        now,
        stop: entry.stop,
    };
    let version = current.as_ref().map_or(0, version_of) + 1;
    let missing = || "its subject is missing".to_owned();
    Ok(match (body, current) {
        (Body::DossierStep { step }, current) => {
            let record = match current {
                Some(Record::Dossier(record)) => Some(*record),
                Some(_) => return Err("its subject is no dossier".to_owned()),
                None => None,
            };
            let after = match (flags.iter().find(|flag| OUT_OF_ORDER.contains(&flag.as_str())), record) {
                (Some(flag), Some(record)) => flag_dossier(record, &step, &meta, flag),
                (_, record) => fold_dossier(record, entry.subject.id, &step, &meta).ok_or_else(missing)?,
            };
            Record::Dossier(Box::new(after))
        }
        (Body::PersonRegistered { mut record }, _) => {
            record.version = 1;
            record.field_versions = FieldVersions::new();
            record.newly_found_at = record.newly_found_at.or(entry.stop);
            Record::Person(record)
        }
        (Body::HouseholdRegistered { mut record }, _) => {
            record.version = 1;
            record.field_versions = FieldVersions::new();
            Record::Household(record)
        }
        (Body::AttendanceRecorded { mut record }, _) => {
            record.version = 1;
            Record::Attendance(record)
        }
        (Body::SurveyAnswered { mut record }, _) => {
            record.version = 1;
            Record::Survey(record)
        }
        (Body::DifficultyReported { mut record }, _) => {
            record.version = 1;
            record.field_versions = FieldVersions::new();
            record.reported_by = entry.author;
            Record::Difficulty(record)
        }
        (Body::HomeVisitRequested { mut record }, _) => {
            record.version = 1;
            record.field_versions = FieldVersions::new();
            Record::HomeVisit(record)
        }
        (Body::PersonChanged { set }, Some(Record::Person(record))) => {
            Record::Person(Box::new(patch::apply(record.as_ref(), &set, version, entry.author)?))
        }
        (Body::HouseholdChanged { set }, Some(Record::Household(record))) => {
            Record::Household(patch::apply(&record, &set, version, entry.author)?)
        }
        (Body::DifficultyChanged { set }, Some(Record::Difficulty(record))) => {
            Record::Difficulty(patch::apply(&record, &set, version, entry.author)?)
        }
        (Body::HomeVisitChanged { set }, Some(Record::HomeVisit(record))) => {
            Record::HomeVisit(patch::apply(&record, &set, version, entry.author)?)
        }
        (
            Body::PersonChanged { .. }
            | Body::HouseholdChanged { .. }
            | Body::DifficultyChanged { .. }
            | Body::HomeVisitChanged { .. },
            _,
        ) => return Err(missing()),
    })
}

fn version_of(record: &Record) -> u32 {
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
