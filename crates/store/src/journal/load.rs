//! What a batch must know before it judges: entries seen before, current states, and entries held for a subject.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use uuid::Uuid;
use wire::entry::{Outcome, PushResult, SubjectKind};
use wire::records::Record;

use super::kind_code;
use crate::db::{Query, Row, Tx, same_sizes};
use crate::error::{Result, StoreError};
use crate::projection::read_state;

/// Ids per query.
const SIZES: [usize; 4] = [1, 8, 32, 128];

/// A small number of a column.
pub(super) fn small(row: &Row, column: usize) -> Result<u32> {
    u32::try_from(row.int(column)?).map_err(|_| StoreError::Corrupt(format!("column {column} is out of range")))
}

/// Locks the commune's order and says its last number.
pub(super) async fn lock_sequence(tx: &mut Tx, commune: &str) -> Result<i64> {
    let lock = "UPDATE commune_sequence SET last = last + 0 WHERE commune = $1 RETURNING last";
    if let Some(row) = tx.fetch_optional(Query::new(lock).bind(commune)).await? {
        return row.int(0);
    }
    let create = "INSERT INTO commune_sequence (commune, last) VALUES ($1, 0) ON CONFLICT (commune) DO NOTHING";
    tx.execute(Query::new(create).bind(commune)).await?;
    tx.fetch_optional(Query::new(lock).bind(commune))
        .await?
        .ok_or(StoreError::NotFound)?
        .int(0)
}

/// `SELECT` of an expression per id; `w.column1` is the id. Asked as a sub-query for each, an engine that knows nothing
/// about the table yet still goes to each row by its key, and not through all of them.
fn for_each(select: &str, ids: Vec<Uuid>, query: &mut Query) {
    query.text(&format!("SELECT w.column1, {select} FROM (VALUES "));
    for (index, id) in ids.into_iter().enumerate() {
        query.text(if index == 0 { "(" } else { ", (" }).value(id).text(")");
    }
    query.text(") AS w");
}

/// First answers to entries that arrived before.
pub(super) async fn seen(tx: &mut Tx, commune: &str, ids: &[Uuid]) -> Result<HashMap<Uuid, PushResult>> {
    let mut seen = HashMap::new();
    let mut accepted = Vec::new();
    for list in same_sizes(ids, &SIZES) {
        let mut query = Query::new("").bind(commune);
        for_each(
            "(SELECT k.outcome_detail FROM entry_kept k WHERE k.commune = $1 AND k.id = w.column1), \
             (SELECT j.seq FROM journal j WHERE j.commune = $1 AND j.id = w.column1)",
            list,
            &mut query,
        );
        for row in tx.fetch_all(query).await? {
            let id = row.uuid(0)?;
            if row.opt_int(2)?.is_some() {
                accepted.push(id);
            } else if row.opt_text(1)?.is_some() {
                let outcome: Outcome = row.json(1)?;
                seen.insert(
                    id,
                    PushResult {
                        id,
                        duplicate: true,
                        outcome,
                        seq: None,
                        version: None,
                        flags: Vec::new(),
                    },
                );
            }
        }
    }
    // An entry that was held first and accepted later is in both tables, and the journal stands.
    for list in same_sizes(&accepted, &SIZES) {
        let mut query =
            Query::new("SELECT id, outcome, seq, version, flags FROM journal WHERE commune = $1 AND id").bind(commune);
        query.is_in(list);
        for row in tx.fetch_all(query).await? {
            let id = row.uuid(0)?;
            let result = PushResult {
                id,
                duplicate: true,
                outcome: if row.text(1)? == "merged" {
                    Outcome::Merged
                } else {
                    Outcome::Applied
                },
                seq: Some(row.int(2)?),
                version: Some(small(&row, 3)?),
                flags: row.json(4)?,
            };
            seen.insert(id, result);
        }
    }
    Ok(seen)
}

/// Current states of subjects.
pub(super) async fn records(
    tx: &mut Tx,
    commune: &str,
    subjects: &BTreeSet<(SubjectKind, Uuid)>,
) -> Result<HashMap<(SubjectKind, Uuid), Record>> {
    let mut by_kind: BTreeMap<SubjectKind, Vec<Uuid>> = BTreeMap::new();
    for (kind, id) in subjects {
        by_kind.entry(*kind).or_default().push(*id);
    }
    let mut records = HashMap::new();
    for (kind, ids) in by_kind {
        for list in same_sizes(&ids, &SIZES) {
            let mut query = Query::new("").bind(commune).bind(kind_code(kind));
            for_each(
                "(SELECT r.state FROM record r WHERE r.commune = $1 AND r.kind = $2 AND r.id = w.column1)",
                list,
                &mut query,
            );
            for row in tx.fetch_all(query).await? {
                if let Some(state) = row.opt_text(1)? {
                    records.insert((kind, row.uuid(0)?), read_state(kind, &state)?);
                }
            }
        }
    }
    Ok(records)
}

/// Open entries held for subjects that do not exist yet, oldest first.
pub(super) async fn held_for(
    tx: &mut Tx,
    commune: &str,
    kind: SubjectKind,
    ids: &[Uuid],
) -> Result<Vec<super::keep::KeptRow>> {
    let mut held = Vec::new();
    let mut known = BTreeSet::new();
    for list in same_sizes(ids, &SIZES) {
        let mut query = Query::new(super::keep::SELECT_HELD).bind(commune);
        query
            .text(" AND subject_kind = ")
            .value(kind_code(kind))
            .text(" AND subject_id")
            .is_in(list);
        for row in tx.fetch_all(query).await? {
            let row = super::keep::KeptRow::read(&row)?;
            if known.insert(row.entry.id) {
                held.push(row);
            }
        }
    }
    held.sort_by_key(|row| row.entry.id);
    Ok(held)
}
