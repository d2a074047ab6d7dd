//! A group of pushes in one transaction: look up, judge every entry on its own, then write everything at once.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use uuid::Uuid;
use wire::entry::{Entry, Outcome, PushResult, SubjectKind};
use wire::judge::{Judgement, village_of};
use wire::records::Record;

use super::keep::{kept_values, outcome_code, roles_json};
use super::writer::{Item, Job};
use super::{Author, judge_safely, kind_code, load, type_of};
use crate::db::{Db, Query, Tx, to_json};
use crate::error::Result;
use crate::projection::{Change, Writes, version_of};
use crate::schema::{self, Values, row};

type Key = (SubjectKind, Uuid);

/// A held entry of this batch or of the table, waiting for its subject.
struct Waiting {
    item: Item,
    /// Where its answer is, when it came with this batch.
    place: Option<(usize, usize)>,
}

struct Batch<'a> {
    commune: &'a str,
    last: i64,
    seen: HashMap<Uuid, PushResult>,
    states: HashMap<Key, Record>,
    waiting: HashMap<Key, Vec<Waiting>>,
    journal: Vec<Values>,
    kept: BTreeMap<Uuid, Values>,
    changes: BTreeMap<(&'static str, Uuid), Change>,
    departures: Vec<Values>,
    results: Vec<Vec<PushResult>>,
}

/// Works through the jobs and commits. On an error nothing of them is stored.
pub(super) async fn process(db: &Db, commune: &str, jobs: &[Job]) -> Result<Vec<Vec<PushResult>>> {
    let mut tx = db.begin().await?;
    let first = load::lock_sequence(&mut tx, commune).await?;
    let mut batch = prepare(&mut tx, commune, first, jobs).await?;
    for (index, job) in jobs.iter().enumerate() {
        batch.results.push(Vec::with_capacity(job.items.len()));
        for (position, item) in job.items.iter().enumerate() {
            let result = batch.take(item, &job.now, (index, position))?;
            batch.results[index].push(result);
            batch.retry_waiting(item.entry.subject.kind, item.entry.subject.id, &job.now)?;
        }
    }
    let results = batch.write(&mut tx, first).await?;
    let files = jobs.iter().flat_map(|job| job.files.iter().cloned());
    schema::FILE.upsert(&mut tx, latest(files)).await?;
    tx.commit().await?;
    Ok(results)
}

/// The last row of each file: one statement may not write a row twice.
fn latest(rows: impl Iterator<Item = Values>) -> Vec<Values> {
    let mut latest: Vec<Values> = Vec::new();
    for row in rows {
        match latest.iter_mut().find(|other| other[..2] == row[..2]) {
            Some(other) => *other = row,
            None => latest.push(row),
        }
    }
    latest
}

async fn prepare<'a>(tx: &mut Tx, commune: &'a str, last: i64, jobs: &[Job]) -> Result<Batch<'a>> {
    let items = || jobs.iter().flat_map(|job| &job.items);
    let ids: Vec<Uuid> = items().map(|item| item.entry.id).collect();
    let subjects: BTreeSet<Key> = items()
        .map(|item| (item.entry.subject.kind, item.entry.subject.id))
        .collect();
    let mut seen = load::seen(tx, commune, &ids).await?;
    // A held entry that is tried again is not a duplicate of itself, unless it was accepted meanwhile.
    for item in items().filter(|item| item.retry) {
        if seen.get(&item.entry.id).is_some_and(|result| result.seq.is_none()) {
            seen.remove(&item.entry.id);
        }
    }
    let states = load::records(tx, commune, &subjects).await?;
    let mut missing: BTreeMap<SubjectKind, Vec<Uuid>> = BTreeMap::new();
    for (kind, id) in subjects.iter().filter(|key| !states.contains_key(key)) {
        missing.entry(*kind).or_default().push(*id);
    }
    let mut waiting: HashMap<Key, Vec<Waiting>> = HashMap::new();
    for (kind, ids) in missing {
        for row in load::held_for(tx, commune, kind, &ids).await? {
            let key = (row.entry.subject.kind, row.entry.subject.id);
            let item = Item {
                author: Arc::new(row.author),
                entry: row.entry,
                retry: true,
            };
            waiting.entry(key).or_default().push(Waiting { item, place: None });
        }
    }
    Ok(Batch {
        commune,
        last,
        seen,
        states,
        waiting,
        journal: Vec::new(),
        kept: BTreeMap::new(),
        changes: BTreeMap::new(),
        departures: Vec::new(),
        results: Vec::with_capacity(jobs.len()),
    })
}

impl Batch<'_> {
    fn take(&mut self, item: &Item, now: &str, place: (usize, usize)) -> Result<PushResult> {
        let id = item.entry.id;
        if let Some(first) = self.seen.get(&id) {
            return Ok(PushResult {
                duplicate: !item.retry,
                ..first.clone()
            });
        }
        let result = self.judge(item, now)?;
        self.seen.insert(id, result.clone());
        if matches!(&result.outcome, Outcome::Held { code } if code == "subject_missing") {
            let key = (item.entry.subject.kind, item.entry.subject.id);
            let place = (!item.retry).then_some(place);
            let waiting = self.waiting.entry(key).or_default();
            if !waiting.iter().any(|other| other.item.entry.id == id) {
                waiting.push(Waiting {
                    item: item.clone(),
                    place,
                });
            }
        }
        Ok(result)
    }

    /// When the subject exists now, the entries that waited for it get another chance, in the order of their ids.
    fn retry_waiting(&mut self, kind: SubjectKind, id: Uuid, now: &str) -> Result<()> {
        if !self.states.contains_key(&(kind, id)) {
            return Ok(());
        }
        for Waiting { item, place } in self.waiting.remove(&(kind, id)).unwrap_or_default() {
            let accepted = self.seen.get(&item.entry.id).is_some_and(|result| result.seq.is_some());
            if accepted {
                continue;
            }
            let result = self.judge(&item, now)?;
            self.seen.insert(item.entry.id, result.clone());
            if let Some((job, position)) = place
                && let Some(slot) = self.results.get_mut(job).and_then(|results| results.get_mut(position))
            {
                *slot = result;
            }
        }
        Ok(())
    }

    fn judge(&mut self, item: &Item, now: &str) -> Result<PushResult> {
        let Item { author, entry, retry } = item;
        let key = (entry.subject.kind, entry.subject.id);
        let judgement = judge_safely(self.states.get(&key), entry, &author.actor, now);
        let mut result = PushResult {
            id: entry.id,
            duplicate: false,
            outcome: Outcome::Applied,
            seq: None,
            version: None,
            flags: Vec::new(),
        };
        match judgement {
            Judgement::Accept { record, outcome, flags } => {
                self.last += 1;
                let version = version_of(&record);
                (result.outcome, result.seq, result.version, result.flags) =
                    (outcome, Some(self.last), Some(version), flags);
                self.journal
                    .push(journal_values(self.commune, author, entry, now, &result)?);
                if *retry {
                    let held = Outcome::Held {
                        code: "subject_missing".to_owned(),
                    };
                    let values = kept_values(self.commune, item, &held, None, now, Some("applied"))?;
                    self.kept.insert(entry.id, values);
                } else {
                    self.kept.remove(&entry.id);
                }
                self.change(key, record, now);
            }
            Judgement::Keep { outcome } => {
                let village = self.states.get(&key).and_then(village_of).map(str::to_owned);
                let values = kept_values(self.commune, item, &outcome, village.as_deref(), now, None)?;
                self.kept.insert(entry.id, values);
                result.outcome = outcome;
            }
        }
        Ok(result)
    }

    fn change(&mut self, key: Key, record: Record, now: &str) {
        let kind = kind_code(key.0);
        let before = self.states.insert(key, record.clone());
        if let Some(left) = before.as_ref().and_then(village_of)
            && village_of(&record) != Some(left)
        {
            self.departures.push(row![self.commune, self.last, kind, key.1, left]);
        }
        match self.changes.get_mut(&(kind, key.1)) {
            Some(change) => (change.after, change.seq) = (record, self.last),
            None => {
                let change = Change {
                    after: record,
                    seq: self.last,
                    at: now.to_owned(),
                };
                self.changes.insert((kind, key.1), change);
            }
        }
    }

    async fn write(self, tx: &mut Tx, first: i64) -> Result<Vec<Vec<PushResult>>> {
        schema::JOURNAL.insert(tx, self.journal).await?;
        schema::ENTRY_KEPT.upsert(tx, self.kept.into_values().collect()).await?;
        schema::DEPARTURE.insert(tx, self.departures).await?;
        let mut writes = Writes::default();
        for change in self.changes.values() {
            writes.add(self.commune, change)?;
        }
        writes.execute(tx).await?;
        if self.last > first {
            let query = Query::new("UPDATE commune_sequence SET last = $2 WHERE commune = $1");
            tx.execute(query.bind(self.commune).bind(self.last)).await?;
        }
        Ok(self.results)
    }
}

fn journal_values(commune: &str, author: &Author, entry: &Entry, now: &str, result: &PushResult) -> Result<Values> {
    Ok(row![
        commune,
        result.seq.unwrap_or_default(),
        entry.id,
        kind_code(entry.subject.kind),
        entry.subject.id,
        result.version.unwrap_or_default(),
        entry.base,
        author.actor.account,
        roles_json(&author.actor)?,
        to_json(&author.actor.villages)?,
        author.device,
        entry.at.as_str(),
        now,
        entry.stop,
        entry.v,
        type_of(entry),
        to_json(&entry.body)?,
        outcome_code(&result.outcome),
        to_json(&result.flags)?,
    ])
}
