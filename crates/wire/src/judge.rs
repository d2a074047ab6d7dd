//! What becomes of an entry: the one function that server and device share.
//!
//! Nothing is dropped: whatever cannot be applied is kept with its reason. A fact of the field that does not fit any
//! more is taken and flagged.

use domain::dossier::{Merged, RefusalCode, StepKind, merge};
use domain::permissions::{Action, Actor, group_of};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::dossier::{DossierRecord, DossierStep};
use crate::entry::{Body, ENTRY_VERSION, Entry, Outcome, Patch, SubjectKind};
use crate::fold::{Meta, flag_dossier, fold_dossier};
use crate::machine;
use crate::patch;
use crate::records::{FieldVersions, Record};

/// What the judge needs beside the record and the entry.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// Who sends the entry.
    pub actor: &'a Actor,
    /// The server's civil time, `2026-11-20T16:10` (the device's own while it is offline).
    pub now: &'a str,
}

/// The answer.
#[derive(Clone, Debug, PartialEq)]
#[expect(
    clippy::large_enum_variant,
    reason = "taken apart where it is made; most entries are accepted"
)]
pub enum Judgement {
    /// Write the entry to the journal and this as the subject's state.
    Accept {
        /// State after the entry.
        record: Record,
        /// `Applied` or `Merged`.
        outcome: Outcome,
        /// Flags that this entry raised.
        flags: Vec<String>,
    },
    /// Keep the entry beside the journal.
    Keep {
        /// `Conflict`, `Refused` or `Held`.
        outcome: Outcome,
    },
}

fn refused(code: &str) -> Judgement {
    Judgement::Keep {
        outcome: Outcome::Refused { code: code.to_owned() },
    }
}

fn held(code: &str) -> Judgement {
    Judgement::Keep {
        outcome: Outcome::Held { code: code.to_owned() },
    }
}

fn accept(record: Record, merged: bool) -> Judgement {
    let outcome = if merged { Outcome::Merged } else { Outcome::Applied };
    Judgement::Accept {
        record,
        outcome,
        flags: Vec::new(),
    }
}

/// Judges `entry` against the subject's current state (`None`: it does not exist yet).
pub fn judge(current: Option<&Record>, entry: &Entry, context: &Context) -> Judgement {
    if entry.v > ENTRY_VERSION {
        return held("newer_version");
    }
    if entry.author != context.actor.account {
        return refused("author_mismatch");
    }
    let Ok(body) = serde_json::from_value::<Body>(entry.body.clone()) else {
        return refused("unreadable_entry");
    };
    if kind_of(&body) != entry.subject.kind {
        return refused("subject_mismatch");
    }
    if let Some(record) = current
        && let Some(village) = village_of(record)
        && context.actor.is_kept_from_village(village)
    {
        return refused("not_permitted");
    }
    match body {
        Body::DossierStep { step } => dossier(current, entry, &step, context),
        Body::PersonRegistered { record } => {
            let id = record.id;
            let fields = written_fields(record.as_ref());
            create(
                current,
                entry,
                id,
                context,
                Need::Fields(&fields),
                Record::Person,
                record,
                |record, meta| {
                    record.version = 1;
                    record.field_versions = FieldVersions::new();
                    if record.full_name.trim().is_empty() {
                        return Some("name_missing");
                    }
                    if record.newly_found_at.is_none() && meta.stop.is_some() {
                        record.newly_found_at = meta.stop;
                    }
                    None
                },
            )
        }
        Body::HouseholdRegistered { record } => {
            let id = record.id;
            let need = Need::Action(Action::WriteHousehold);
            create(
                current,
                entry,
                id,
                context,
                need,
                Record::Household,
                record,
                |record, _| {
                    record.version = 1;
                    record.field_versions = FieldVersions::new();
                    None
                },
            )
        }
        Body::AttendanceRecorded { record } => {
            let id = record.id;
            let need = Need::Action(Action::RecordAttendance);
            create(
                current,
                entry,
                id,
                context,
                need,
                Record::Attendance,
                record,
                |record, _| {
                    record.version = 1;
                    (record.people == 0 || record.people > 500).then_some("people_out_of_range")
                },
            )
        }
        Body::SurveyAnswered { record } => {
            let id = record.id;
            let need = Need::Action(Action::TakeSurvey);
            create(
                current,
                entry,
                id,
                context,
                need,
                Record::Survey,
                record,
                |record, _| {
                    record.version = 1;
                    None
                },
            )
        }
        Body::DifficultyReported { record } => {
            let id = record.id;
            let need = Need::Action(Action::ReportDifficulty);
            create(
                current,
                entry,
                id,
                context,
                need,
                Record::Difficulty,
                record,
                |record, meta| {
                    record.version = 1;
                    record.field_versions = FieldVersions::new();
                    record.reported_by = meta.author;
                    record.text.trim().is_empty().then_some("text_missing")
                },
            )
        }
        Body::HomeVisitRequested { record } => {
            let id = record.id;
            let need = Need::Action(Action::RequestHomeVisit);
            create(
                current,
                entry,
                id,
                context,
                need,
                Record::HomeVisit,
                record,
                |record, _| {
                    record.version = 1;
                    record.field_versions = FieldVersions::new();
                    None
                },
            )
        }
        Body::PersonChanged { set } => match current {
            None => held("subject_missing"),
            Some(Record::Person(record)) => {
                if set
                    .get("gone")
                    .is_some_and(|gone| gone["into"] == entry.subject.id.to_string())
                {
                    return refused("merged_into_itself");
                }
                let (gone, fields): (Vec<&str>, Vec<&str>) =
                    set.keys().map(String::as_str).partition(|field| *field == "gone");
                let permitted = Need::Fields(&fields).is_met(context.actor)
                    && (gone.is_empty() || context.actor.may(Action::RemovePerson));
                change(
                    record.as_ref(),
                    &record.field_versions,
                    record.version,
                    &set,
                    entry,
                    permitted,
                    |changed| Record::Person(Box::new(changed)),
                )
            }
            Some(_) => refused("subject_mismatch"),
        },
        Body::HouseholdChanged { set } => match current {
            None => held("subject_missing"),
            Some(Record::Household(record)) => {
                let permitted = context.actor.may(Action::WriteHousehold);
                change(
                    record,
                    &record.field_versions,
                    record.version,
                    &set,
                    entry,
                    permitted,
                    Record::Household,
                )
            }
            Some(_) => refused("subject_mismatch"),
        },
        Body::DifficultyChanged { set } => match current {
            None => held("subject_missing"),
            Some(Record::Difficulty(record)) => {
                let permitted =
                    context.actor.may(Action::AnswerDifficulty) && set.keys().all(|field| field == "answer");
                change(
                    record,
                    &record.field_versions,
                    record.version,
                    &set,
                    entry,
                    permitted,
                    Record::Difficulty,
                )
            }
            Some(_) => refused("subject_mismatch"),
        },
        Body::HomeVisitChanged { set } => match current {
            None => held("subject_missing"),
            Some(Record::HomeVisit(record)) => {
                let permitted = context.actor.may(Action::AssignHomeVisit);
                change(
                    record,
                    &record.field_versions,
                    record.version,
                    &set,
                    entry,
                    permitted,
                    Record::HomeVisit,
                )
            }
            Some(_) => refused("subject_mismatch"),
        },
    }
}

/// What the author must be permitted to do.
enum Need<'a> {
    Action(Action),
    Fields(&'a [&'a str]),
}

impl Need<'_> {
    fn is_met(&self, actor: &Actor) -> bool {
        match self {
            Need::Action(action) => actor.may(*action),
            Need::Fields(fields) => fields.iter().all(|field| actor.may(Action::Write(group_of(field)))),
        }
    }
}

/// Fields that a new person carries; the empty ones need no permission.
fn written_fields(record: &crate::records::PersonRecord) -> Vec<&'static str> {
    let mut fields = vec!["full_name"];
    let optional = [
        (record.personal_id.is_some() || record.old_id.is_some(), "personal_id"),
        (record.ethnic_group.is_some(), "ethnic_group"),
        (record.bank_account.is_some(), "bank_account"),
        (
            record.disability_certificate.is_some() || record.facts.contains_key("disability"),
            "facts.disability",
        ),
        (record.facts.contains_key("hiv"), "facts.hiv"),
    ];
    fields.extend(
        optional
            .into_iter()
            .filter(|(present, _)| *present)
            .map(|(_, field)| field),
    );
    fields
}

#[expect(clippy::too_many_arguments, reason = "one private helper for six kinds of subject")]
fn create<T>(
    current: Option<&Record>,
    entry: &Entry,
    id: uuid::Uuid,
    context: &Context,
    need: Need,
    wrap: fn(T) -> Record,
    mut record: T,
    check: impl FnOnce(&mut T, &Meta) -> Option<&'static str>,
) -> Judgement {
    if id != entry.subject.id {
        return refused("subject_mismatch");
    }
    if current.is_some() {
        return refused("already_exists");
    }
    if !need.is_met(context.actor) {
        return refused("not_permitted");
    }
    let meta = Meta {
        author: entry.author,
        at: &entry.at,
        now: context.now,
        stop: entry.stop,
    };
    match check(&mut record, &meta) {
        Some(code) => refused(code),
        None => {
            let record = wrap(record);
            match village_of(&record) {
                Some(village) if context.actor.is_kept_from_village(village) => refused("not_permitted"),
                _ => accept(record, false),
            }
        }
    }
}

fn change<T: Serialize + DeserializeOwned>(
    record: &T,
    stamps: &FieldVersions,
    version: u32,
    set: &Patch,
    entry: &Entry,
    permitted: bool,
    wrap: impl FnOnce(T) -> Record,
) -> Judgement {
    if !permitted {
        return refused("not_permitted");
    }
    let Ok(value) = serde_json::to_value(record) else {
        return refused("unreadable_entry");
    };
    let fields = patch::conflicting(&value, stamps, set, entry.base, entry.author);
    if !fields.is_empty() {
        return Judgement::Keep {
            outcome: Outcome::Conflict { fields },
        };
    }
    let merged = patch::changed_by_others(stamps, entry.base, entry.author);
    match patch::apply(record, set, version + 1, entry.author) {
        Ok(changed) => accept(wrap(changed), merged),
        Err(_) => refused("unreadable_field"),
    }
}

fn dossier(current: Option<&Record>, entry: &Entry, step: &DossierStep, context: &Context) -> Judgement {
    let record: Option<&DossierRecord> = match current {
        None => None,
        Some(Record::Dossier(record)) => Some(record),
        Some(_) => return refused("subject_mismatch"),
    };
    let creates = matches!(step, DossierStep::Guide { .. } | DossierStep::Receive { .. });
    if record.is_none() && !creates {
        return held("subject_missing");
    }
    let Some(known) = machine::step(step, context.now) else {
        return refused("unreadable_field");
    };
    let late = |of_all: bool| -> Vec<StepKind> {
        let stamps = record.iter().flat_map(|record| &record.field_versions);
        let late = stamps.filter(|(_, stamp)| stamp.version > entry.base && (of_all || stamp.author != entry.author));
        late.filter_map(|(code, _)| StepKind::ALL.into_iter().find(|kind| kind.code() == code.as_str()))
            .collect()
    };
    let others = late(false);
    let meta = Meta {
        author: entry.author,
        at: &entry.at,
        now: context.now,
        stop: entry.stop,
    };
    let situation = record.map(machine::situation);
    let mut merged = merge(situation.as_ref(), &known, context.actor, &others);
    let misfits = matches!(
        merged,
        Merged::Refused(RefusalCode::WrongStatus | RefusalCode::AlreadyExists)
    );
    if misfits && known.kind().is_field_fact() {
        // The same officer on two devices: neither had seen what the other did, and both facts stand.
        merged = merge(situation.as_ref(), &known, context.actor, &late(true));
    }
    match merged {
        Merged::Take => match fold_dossier(record.cloned(), entry.subject.id, step, &meta) {
            Some(after) => {
                let had = record.map_or(&[][..], |record| &record.flags);
                let flags = after.flags.iter().filter(|flag| !had.contains(flag)).cloned().collect();
                let outcome = if others.is_empty() {
                    Outcome::Applied
                } else {
                    Outcome::Merged
                };
                Judgement::Accept {
                    record: Record::Dossier(Box::new(after)),
                    outcome,
                    flags,
                }
            }
            None => held("subject_missing"),
        },
        Merged::TakeFlagged(flag) => match record.cloned() {
            Some(record) => {
                let after = flag_dossier(record, step, &meta, flag);
                let record = Record::Dossier(Box::new(after));
                Judgement::Accept {
                    record,
                    outcome: Outcome::Merged,
                    flags: vec![flag.to_owned()],
                }
            }
            None => held("subject_missing"),
        },
        Merged::Conflict => Judgement::Keep {
            outcome: Outcome::Conflict {
                fields: vec!["status".to_owned()],
            },
        },
        Merged::Refused(code) => refused(code.as_str()),
    }
}

/// The kind of subject that a body speaks of.
pub fn kind_of(body: &Body) -> SubjectKind {
    match body {
        Body::PersonRegistered { .. } | Body::PersonChanged { .. } => SubjectKind::Person,
        Body::HouseholdRegistered { .. } | Body::HouseholdChanged { .. } => SubjectKind::Household,
        Body::DossierStep { .. } => SubjectKind::Dossier,
        Body::AttendanceRecorded { .. } => SubjectKind::Attendance,
        Body::SurveyAnswered { .. } => SubjectKind::Survey,
        Body::DifficultyReported { .. } | Body::DifficultyChanged { .. } => SubjectKind::Difficulty,
        Body::HomeVisitRequested { .. } | Body::HomeVisitChanged { .. } => SubjectKind::HomeVisit,
    }
}

/// The village that a record belongs to, when it belongs to one.
pub fn village_of(record: &Record) -> Option<&str> {
    match record {
        Record::Dossier(record) => Some(&record.intake.village),
        Record::Person(record) => Some(&record.village),
        Record::Household(record) => Some(&record.village),
        Record::HomeVisit(record) => Some(&record.village),
        Record::Difficulty(record) => record.village.as_deref(),
        Record::Attendance(_) | Record::Survey(_) => None,
    }
}
