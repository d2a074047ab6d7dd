//! What must hold when everything has been delivered.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context as _, Result, bail, ensure};
use uuid::Uuid;
use wire::entry::{Outcome, PushResult, SubjectKind};
use wire::records::Record;

use crate::device::{Device, Key, version_of};
use crate::world::{COMMUNE, World};

/// What became of the entries of one play.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Entries made.
    pub sent: usize,
    /// Entries by what became of them.
    pub outcomes: BTreeMap<&'static str, usize>,
    /// Facts of the field that stand with a flag.
    pub flagged: usize,
    /// What happened on the way.
    pub happened: BTreeMap<&'static str, u32>,
}

fn code(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Applied => "applied",
        Outcome::Merged => "merged",
        Outcome::Conflict { .. } => "conflict",
        Outcome::Refused { .. } => "refused",
        Outcome::Held { .. } => "held",
    }
}

/// Checks everything.
///
/// # Errors
/// The first thing that does not hold.
pub async fn everything(world: &mut World) -> Result<Summary> {
    let last = world.store.last_seq(COMMUNE).await?;
    let dump = world.store.dump_derived(COMMUNE).await?;
    let results = ask_again(world).await?;
    ensure!(
        world.store.last_seq(COMMUNE).await? == last,
        "asking again wrote entries"
    );
    ensure!(
        world.store.dump_derived(COMMUNE).await? == dump,
        "asking again changed records"
    );

    let mut summary = Summary {
        sent: world.made.len(),
        happened: world.happened.clone(),
        ..Summary::default()
    };
    for result in results.values() {
        *summary.outcomes.entry(code(&result.outcome)).or_default() += 1;
        summary.flagged += usize::from(!result.flags.is_empty());
    }
    ensure!(
        summary.outcomes.values().sum::<usize>() == summary.sent,
        "an entry has no outcome: {summary:?}"
    );

    each_entry_is_in_one_place(world, &results, last).await?;
    what_was_done_stands(world, &results)?;
    let records = records(world).await?;
    versions_count_entries(world, &results, &records)?;
    papers_are_all_there(world, &results, &records).await?;
    for (place, device) in world.devices.iter().enumerate() {
        shows_what_the_server_has(world, device, &records)
            .await
            .with_context(|| format!("device {place}"))?;
    }
    let verified = world.store.verify().await?;
    ensure!(verified.faults.is_empty(), "verify: {:?}", verified.faults);
    world.store.rebuild(COMMUNE).await?;
    let rebuilt = world.store.dump_derived(COMMUNE).await?;
    for (table, rows) in &dump {
        ensure!(
            rebuilt.get(table) == Some(rows),
            "the table {table} is different after a rebuild"
        );
    }
    ensure!(rebuilt.len() == dump.len(), "tables are different after a rebuild");
    Ok(summary)
}

/// Every device sends everything that it ever made once more: the answers, by entry.
async fn ask_again(world: &World) -> Result<BTreeMap<Uuid, PushResult>> {
    let mut all = BTreeMap::new();
    for (place, device) in world.devices.iter().enumerate() {
        ensure!(device.outbox.is_empty(), "device {place} has unsent entries");
        let own = world.made.iter().filter(|made| made.device == place);
        let entries: Vec<_> = own.map(|made| made.entry.clone()).collect();
        for entry in &entries {
            ensure!(
                device.answers.contains_key(&entry.id),
                "device {place} never heard of {}",
                entry.id
            );
        }
        let results = world.store.push(COMMUNE, &device.author, &world.now(), entries).await?;
        for result in results {
            ensure!(result.duplicate, "{} was not known any more", result.id);
            ensure!(all.insert(result.id, result).is_none(), "two entries have one id");
        }
    }
    Ok(all)
}

/// Accepted entries are in the journal, as they were sent and without a gap; all others are kept, as they were sent.
async fn each_entry_is_in_one_place(world: &World, results: &BTreeMap<Uuid, PushResult>, last: i64) -> Result<()> {
    let mut journal = BTreeMap::new();
    let mut subjects: BTreeSet<Key> = BTreeSet::new();
    for made in &world.made {
        let (entry, result) = (&made.entry, &results[&made.entry.id]);
        subjects.insert((entry.subject.kind, entry.subject.id));
        let kept = world.store.kept_entry(COMMUNE, entry.id).await?;
        let accepted = matches!(result.outcome, Outcome::Applied | Outcome::Merged);
        ensure!(
            accepted == result.seq.is_some(),
            "accepted without a number, or the reverse: {result:?}"
        );
        match (result.seq, kept) {
            (Some(seq), kept) => {
                ensure!(
                    journal.insert(seq, entry).is_none(),
                    "two entries have the number {seq}"
                );
                let closed = kept.is_none_or(|kept| kept.decision.is_some());
                ensure!(closed, "{} is in the journal and waits for a person", entry.id);
            }
            (None, Some(kept)) => {
                ensure!(kept.entry == *entry, "{} was changed while it was kept", entry.id);
                ensure!(
                    kept.outcome == result.outcome,
                    "{} is kept as {:?}",
                    entry.id,
                    kept.outcome
                );
            }
            (None, None) => bail!("{} is nowhere: {result:?}", entry.id),
        }
    }
    let numbers: Vec<i64> = journal.keys().copied().collect();
    ensure!(
        numbers == (1..=last).collect::<Vec<_>>(),
        "the order up to {last} has gaps: {numbers:?}"
    );
    for (kind, id) in subjects {
        for item in world.store.history(COMMUNE, kind, id).await? {
            let sent = journal.get(&item.seq).copied();
            ensure!(
                sent == Some(&item.entry),
                "number {} is not what was sent: {:?}, {sent:?}",
                item.seq,
                item.entry
            );
        }
    }
    Ok(())
}

/// What a device showed as done in front of a citizen is in the journal.
fn what_was_done_stands(world: &World, results: &BTreeMap<Uuid, PushResult>) -> Result<()> {
    for made in world.made.iter().filter(|made| made.shown_as_done && made.must_stand) {
        let result = &results[&made.entry.id];
        ensure!(
            result.seq.is_some(),
            "a fact of the field was lost: {:?}, {:?}",
            result.outcome,
            made.entry
        );
    }
    Ok(())
}

type Records = BTreeMap<Key, Record>;

/// The server's records of everything that any entry is about.
async fn records(world: &World) -> Result<Records> {
    let mut records = Records::new();
    for made in &world.made {
        let key = (made.entry.subject.kind, made.entry.subject.id);
        if let Some(record) = world.store.record(COMMUNE, key.0, key.1).await? {
            records.insert(key, record);
        }
    }
    Ok(records)
}

/// A record's version is the number of its accepted entries.
fn versions_count_entries(world: &World, results: &BTreeMap<Uuid, PushResult>, records: &Records) -> Result<()> {
    let mut accepted: BTreeMap<Key, u32> = BTreeMap::new();
    for made in world.made.iter().filter(|made| results[&made.entry.id].seq.is_some()) {
        *accepted
            .entry((made.entry.subject.kind, made.entry.subject.id))
            .or_default() += 1;
    }
    for ((kind, id), count) in accepted {
        let version = records.get(&(kind, id)).map(version_of);
        ensure!(
            version == Some(count),
            "{kind:?} {id}: version {version:?} after {count} entries"
        );
    }
    Ok(())
}

/// Every photograph of a paper that an accepted entry names belongs to its dossier.
async fn papers_are_all_there(world: &World, results: &BTreeMap<Uuid, PushResult>, records: &Records) -> Result<()> {
    for made in world.made.iter().filter(|made| results[&made.entry.id].seq.is_some()) {
        let (subject, step) = (made.entry.subject, &made.entry.body["step"]);
        let papers = step["papers"].as_array().or(step["intake"]["papers"].as_array());
        for paper in papers.into_iter().flatten() {
            let hash = paper["files"][0]["hash"].as_str().unwrap_or_default();
            let dossiers = world.store.file_subjects(COMMUNE, hash).await?;
            ensure!(
                dossiers.contains(&(subject.kind, subject.id)),
                "a photograph of {} was lost: {hash}",
                subject.id
            );
            let Some(Record::Dossier(record)) = records.get(&(subject.kind, subject.id)) else {
                bail!("no dossier {}", subject.id)
            };
            let mut files = record.intake.papers.iter().flat_map(|paper| &paper.files);
            let shown = files.any(|file| file.hash == hash);
            ensure!(
                shown,
                "a photograph of {} is not shown any more: {hash}, {:?}",
                subject.id,
                made.entry
            );
        }
    }
    Ok(())
}

/// What came bit by bit is what a new device would get, and what the server has.
async fn shows_what_the_server_has(world: &World, device: &Device, records: &Records) -> Result<()> {
    ensure!(device.unseen.is_empty(), "an accepted entry was never seen in a pull");
    let mut fresh = Device::new(device.author.clone(), device.scope.clone(), 0);
    loop {
        let changes = world.store.changes(COMMUNE, fresh.cursor, &fresh.scope, 1000).await?;
        fresh.take(&changes);
        if !changes.more {
            break;
        }
    }
    for key in device.server.keys().chain(fresh.server.keys()) {
        let (has, new) = (device.server.get(key), fresh.server.get(key));
        ensure!(has == new, "{key:?}: the device shows {has:?}, a new one gets {new:?}");
        let narrowed = records
            .get(key)
            .and_then(|record| wire::narrow::narrow(record, device.actor()));
        ensure!(
            has == narrowed.as_ref().map(|(record, _)| record),
            "{key:?}: the server has {narrowed:?}"
        );
        ensure!(
            has == device.view(*key, &world.now()).as_ref(),
            "{key:?}: something local lies above the record"
        );
    }
    // A device that carries everything shows every record that its officer may see.
    if device.scope.villages.is_none() {
        for (key, record) in records.iter().filter(|(key, _)| key.0 != SubjectKind::Survey) {
            let visible = wire::narrow::narrow(record, device.actor()).is_some();
            ensure!(visible == device.server.contains_key(key), "{key:?}: visible {visible}");
        }
    }
    Ok(())
}
