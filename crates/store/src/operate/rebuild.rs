//! Projections from the journal alone: every entry is folded again, by the same code, with its own author and time. What
//! is in the journal is not judged again: today's permissions do not undo what was accepted.

use std::collections::{BTreeMap, HashMap};

use uuid::Uuid;
use wire::entry::{ENTRY_VERSION, Entry, Subject, SubjectKind};
use wire::judge::village_of;
use wire::records::Record;
use wire::replay::replay;

use crate::Store;
use crate::db::{Query, Tx, Value};
use crate::error::{Result, StoreError};
use crate::journal::{kind_code, kind_from_code};
use crate::projection::{Change, Writes};
use crate::schema::{self, TABLES, row};

/// Entries read at once.
const PAGE: i64 = 1000;
/// Subjects written at once.
const WRITE: usize = 500;

/// What a rebuild did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rebuilt {
    /// Entries folded.
    pub entries: u64,
    /// Subjects written.
    pub subjects: u64,
}

impl Store {
    /// Drops records and projections of a commune and folds its journal again, in one transaction that holds the
    /// commune's order: pushes wait. States of all subjects are in memory meanwhile.
    ///
    /// # Errors
    /// `Corrupt` when an accepted entry cannot be folded; nothing is changed then.
    pub async fn rebuild(&self, commune: &str) -> Result<Rebuilt> {
        let mut tx = self.db.begin().await?;
        let rebuilt = rebuild_in(&mut tx, commune).await?;
        tx.commit().await?;
        self.memory.forget();
        Ok(rebuilt)
    }

    /// The rows of every derived table of a commune, sorted, as text: two stores with the same journal are equal here.
    pub async fn dump_derived(&self, commune: &str) -> Result<BTreeMap<&'static str, Vec<String>>> {
        let mut tx = self.db.begin_read().await?;
        let dump = dump(&mut tx, commune).await;
        tx.rollback().await?;
        dump
    }
}

/// [`Store::rebuild`] as part of a transaction.
pub(crate) async fn rebuild_in(tx: &mut Tx, commune: &str) -> Result<Rebuilt> {
    let lock = "UPDATE commune_sequence SET last = last + 0 WHERE commune = $1";
    tx.execute(Query::new(lock).bind(commune)).await?;
    for table in TABLES.iter().filter(|table| table.derived) {
        let text = format!("DELETE FROM {} WHERE commune = $1", table.name);
        tx.execute(Query::new(text).bind(commune)).await?;
    }
    fold(tx, commune).await
}

pub(super) async fn dump(tx: &mut Tx, commune: &str) -> Result<BTreeMap<&'static str, Vec<String>>> {
    let mut tables = BTreeMap::new();
    for table in TABLES.iter().filter(|table| table.derived) {
        let key = table.columns[..table.key].join(", ");
        let text = format!(
            "SELECT {} FROM {} WHERE commune = $1 ORDER BY {key}",
            super::backup::as_texts(table),
            table.name
        );
        let rows = tx.fetch_all(Query::new(text).bind(commune)).await?;
        let lines = rows.iter().map(|row| {
            let columns = (0..table.columns.len())
                .map(|column| row.opt_text(column))
                .collect::<Result<Vec<_>>>()?;
            crate::db::to_json(&columns)
        });
        tables.insert(table.name, lines.collect::<Result<Vec<_>>>()?);
    }
    Ok(tables)
}

pub(super) async fn fold(tx: &mut Tx, commune: &str) -> Result<Rebuilt> {
    let mut states: HashMap<(SubjectKind, Uuid), (Record, i64, String)> = HashMap::new();
    let mut entries = 0;
    let mut after = 0;
    loop {
        let text = "SELECT seq, id, subject_kind, subject_id, v, base, author, at_device, stop, body, at_server, flags FROM journal WHERE commune = $1 AND seq > $2 ORDER BY seq LIMIT $3";
        let rows = tx
            .fetch_all(Query::new(text).bind(commune).bind(after).bind(PAGE))
            .await?;
        let mut departures: Vec<Vec<Value>> = Vec::new();
        for row in &rows {
            let seq = row.int(0)?;
            after = seq;
            let broken = |what: &str| StoreError::Corrupt(format!("journal entry {seq}: {what}"));
            let kind = kind_from_code(&row.text(2)?).ok_or_else(|| broken("unknown kind"))?;
            let number = |column| u32::try_from(row.int(column)?).map_err(|_| broken("number out of range"));
            let entry = Entry {
                id: row.uuid(1)?,
                v: number(4)?.min(ENTRY_VERSION),
                subject: Subject { kind, id: row.uuid(3)? },
                base: number(5)?,
                author: row.uuid(6)?,
                at: row.text(7)?,
                stop: row.opt_uuid(8)?,
                body: row.json(9)?,
            };
            let at_server = row.text(10)?;
            let flags: Vec<String> = serde_json::from_value(row.json(11)?).map_err(|_| broken("unreadable flags"))?;
            let key = (kind, entry.subject.id);
            let current = states.get(&key).map(|(record, ..)| record);
            let record = replay(current.cloned(), &entry, &at_server, &flags).map_err(|what| broken(&what))?;
            let left = current
                .and_then(village_of)
                .filter(|left| village_of(&record) != Some(left));
            if let Some(left) = left {
                departures.push(row![commune, seq, kind_code(kind), key.1, left]);
            }
            let registered = states.remove(&key).map_or(at_server, |(_, _, registered)| registered);
            states.insert(key, (record, seq, registered));
            entries += 1;
        }
        schema::DEPARTURE.insert(tx, departures).await?;
        if rows.len() < PAGE as usize {
            break;
        }
    }
    let subjects = states.len() as u64;
    let mut writes = Writes::default();
    for (index, (record, seq, at)) in states.into_values().enumerate() {
        writes.add(commune, &Change { after: record, seq, at })?;
        if index % WRITE == WRITE - 1 {
            std::mem::take(&mut writes).execute(tx).await?;
        }
    }
    writes.execute(tx).await?;
    Ok(Rebuilt { entries, subjects })
}
