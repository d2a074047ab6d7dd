//! Entries that were not applied: written down as they came, and read again for another try.

use std::sync::Arc;

use domain::permissions::{Actor, Role};
use wire::entry::{Entry, Outcome, PushResult};

use super::writer::Item;
use super::{Author, kind_code};
use crate::db::{Db, Query, Row, to_json};
use crate::error::Result;
use crate::schema::{self, Values, row};

/// Open held entries; conditions may follow.
pub(super) const SELECT_HELD: &str = "SELECT entry, author, author_roles, author_villages, device FROM entry_kept \
     WHERE commune = $1 AND outcome = 'held' AND decision IS NULL";

/// A held entry with the author as of its arrival.
pub(crate) struct KeptRow {
    pub entry: Entry,
    pub author: Author,
}

impl KeptRow {
    pub fn read(row: &Row) -> Result<KeptRow> {
        let actor = read_actor(row, 1)?;
        Ok(KeptRow {
            entry: row.json(0)?,
            author: Author {
                actor,
                device: row.opt_uuid(4)?,
            },
        })
    }
}

/// Account, roles and villages from three columns. A role that this program does not know gives no rights.
pub(crate) fn read_actor(row: &Row, first: usize) -> Result<Actor> {
    let roles: Vec<String> = row.json(first + 1)?;
    Ok(Actor {
        account: row.uuid(first)?,
        roles: roles.iter().filter_map(|code| Role::from_code(code)).collect(),
        villages: row.json(first + 2)?,
    })
}

/// Role codes as JSON.
pub(super) fn roles_json(actor: &Actor) -> Result<String> {
    to_json(&actor.roles.iter().map(|role| role.code()).collect::<Vec<_>>())
}

/// Stable code of an outcome.
pub(crate) fn outcome_code(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Applied => "applied",
        Outcome::Merged => "merged",
        Outcome::Conflict { .. } => "conflict",
        Outcome::Refused { .. } => "refused",
        Outcome::Held { .. } => "held",
    }
}

/// The row of an entry that is kept.
pub(super) fn kept_values(
    commune: &str,
    item: &Item,
    outcome: &Outcome,
    village: Option<&str>,
    now: &str,
    decision: Option<&str>,
) -> Result<Values> {
    let Item { author, entry, .. } = item;
    Ok(row![
        commune,
        entry.id,
        outcome_code(outcome),
        to_json(outcome)?,
        kind_code(entry.subject.kind),
        entry.subject.id,
        author.actor.account,
        roles_json(&author.actor)?,
        to_json(&author.actor.villages)?,
        author.device,
        now,
        village,
        to_json(entry)?,
        decision,
        None::<&str>,
        None::<&str>,
        decision.map(|_| now),
    ])
}

/// Up to `limit` open held entries, oldest first.
pub(super) async fn held(db: &Db, commune: &str, limit: u32) -> Result<Vec<Item>> {
    let mut query = Query::new(SELECT_HELD).bind(commune);
    query.text(" ORDER BY id LIMIT ").value(limit);
    let rows = db.fetch_all(query).await?;
    rows.iter()
        .map(|row| {
            let KeptRow { entry, author } = KeptRow::read(row)?;
            Ok(Item {
                author: Arc::new(author),
                entry,
                retry: true,
            })
        })
        .collect()
}

/// Keeps an entry that could not be written otherwise.
pub(super) async fn hold(db: &Db, commune: &str, item: &Item, now: &str) -> Result<PushResult> {
    let outcome = Outcome::Held {
        code: "not_storable".to_owned(),
    };
    let mut tx = db.begin().await?;
    let values = kept_values(commune, item, &outcome, None, now, None)?;
    schema::ENTRY_KEPT.upsert(&mut tx, vec![values]).await?;
    tx.commit().await?;
    Ok(PushResult {
        id: item.entry.id,
        duplicate: false,
        outcome,
        seq: None,
        version: None,
        flags: Vec::new(),
    })
}
