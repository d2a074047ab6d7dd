//! A device: what it got from the server, what waits to be sent, and what it shows.

use std::collections::BTreeMap;

use domain::permissions::Actor;
use store::Author;
use store::read::changes::Scope;
use uuid::Uuid;
use wire::entry::{Entry, PushResult, SubjectKind};
use wire::judge::{Context, Judgement, judge};
use wire::records::Record;

/// What an entry is about.
pub type Key = (SubjectKind, Uuid);

/// One device of an officer. Everything in it survives a crash of the device.
#[derive(Clone, Debug)]
pub struct Device {
    /// Whose it is.
    pub author: Author,
    /// What it carries.
    pub scope: Scope,
    /// How wrong its clock is, in minutes.
    pub clock_error_minutes: i64,
    /// Records as the server gave them, as far as the officer may see them.
    pub server: BTreeMap<Key, Record>,
    /// Where the next pull begins.
    pub cursor: i64,
    /// Not answered yet, in the order in which it was made.
    pub outbox: Vec<Entry>,
    /// Answers by entry.
    pub answers: BTreeMap<Uuid, PushResult>,
    /// Accepted, but their effect has not been pulled yet.
    pub unseen: Vec<(i64, Entry)>,
}

/// The version of a record.
pub fn version_of(record: &Record) -> u32 {
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

/// Kind and id of a record.
pub fn key_of(record: &Record) -> Key {
    match record {
        Record::Dossier(record) => (SubjectKind::Dossier, record.id),
        Record::Person(record) => (SubjectKind::Person, record.id),
        Record::Household(record) => (SubjectKind::Household, record.id),
        Record::Attendance(record) => (SubjectKind::Attendance, record.id),
        Record::Survey(record) => (SubjectKind::Survey, record.id),
        Record::Difficulty(record) => (SubjectKind::Difficulty, record.id),
        Record::HomeVisit(record) => (SubjectKind::HomeVisit, record.id),
    }
}

impl Device {
    /// An empty device.
    pub fn new(author: Author, scope: Scope, clock_error_minutes: i64) -> Device {
        Device {
            author,
            scope,
            clock_error_minutes,
            server: BTreeMap::new(),
            cursor: 0,
            outbox: Vec::new(),
            answers: BTreeMap::new(),
            unseen: Vec::new(),
        }
    }

    /// The officer.
    pub fn actor(&self) -> &Actor {
        &self.author.actor
    }

    /// The version that the server confirmed; what a new entry names as its base.
    pub fn base(&self, key: Key) -> u32 {
        self.server.get(&key).map_or(0, version_of)
    }

    /// The record as the device shows it: unsent and unseen entries on top of what the server gave.
    pub fn view(&self, key: Key, now: &str) -> Option<Record> {
        let mut record = self.server.get(&key).cloned();
        let local = self.unseen.iter().map(|(_, entry)| entry).chain(&self.outbox);
        for entry in local.filter(|entry| (entry.subject.kind, entry.subject.id) == key) {
            let context = Context {
                actor: self.actor(),
                now,
            };
            if let Judgement::Accept { record: after, .. } = judge(record.as_ref(), entry, &context) {
                record = Some(after);
            }
        }
        record
    }

    /// Subjects of a kind that the device knows.
    pub fn subjects(&self, kind: SubjectKind) -> Vec<Uuid> {
        let local = self.unseen.iter().map(|(_, entry)| entry).chain(&self.outbox);
        let local = local.map(|entry| (entry.subject.kind, entry.subject.id));
        let all: std::collections::BTreeSet<Key> = self.server.keys().copied().chain(local).collect();
        all.into_iter().filter(|key| key.0 == kind).map(|key| key.1).collect()
    }

    /// Writes answers down; entries that have one leave the outbox.
    pub fn settle(&mut self, results: &[PushResult]) {
        for result in results {
            let Some(place) = self.outbox.iter().position(|entry| entry.id == result.id) else {
                continue;
            };
            let entry = self.outbox.remove(place);
            if let Some(seq) = result.seq.filter(|seq| *seq > self.cursor) {
                self.unseen.push((seq, entry));
            }
            self.answers.insert(result.id, result.clone());
        }
    }

    /// Takes one page of a pull; the cursor is saved with it.
    pub fn take(&mut self, changes: &store::read::changes::Changes) {
        for (kind, id) in &changes.gone {
            self.server.remove(&(*kind, *id));
        }
        for record in &changes.records {
            let key = key_of(record);
            match wire::narrow::narrow(record, &self.author.actor) {
                Some((record, _)) => self.server.insert(key, record),
                None => self.server.remove(&key),
            };
        }
        self.cursor = changes.cursor;
        self.unseen.retain(|(seq, _)| *seq > changes.cursor);
    }
}
