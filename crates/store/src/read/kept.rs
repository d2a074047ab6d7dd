//! Entries that were not applied, until a person closes them.

use uuid::Uuid;
use wire::entry::{Entry, Outcome};

use super::{Page, clamp, cut};
use crate::Store;
use crate::db::{Query, Row};
use crate::error::{Result, StoreError};
use crate::office::audit::audit;

/// What a person decided about a kept entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeptDecision {
    /// The office's state stands.
    KeepTheirs,
    /// The entry's content was written again as a new entry.
    TakeMine,
    /// Nothing more is to be done.
    Closed,
}

impl KeptDecision {
    /// Stable code.
    pub fn code(self) -> &'static str {
        match self {
            KeptDecision::KeepTheirs => "keep_theirs",
            KeptDecision::TakeMine => "take_mine",
            KeptDecision::Closed => "closed",
        }
    }

    /// The decision of a code.
    pub fn from_code(code: &str) -> Option<KeptDecision> {
        [KeptDecision::KeepTheirs, KeptDecision::TakeMine, KeptDecision::Closed]
            .into_iter()
            .find(|decision| decision.code() == code)
    }
}

/// A kept entry.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptEntry {
    /// The entry as it came, unread parts included.
    pub entry: Entry,
    /// Why it is here.
    pub outcome: Outcome,
    /// Account that sent it.
    pub author: Uuid,
    /// Device that sent it.
    pub device: Option<Uuid>,
    /// Server time of arrival.
    pub received_at: String,
    /// Village of the subject, when it was known then.
    pub village: Option<String>,
    /// Code of the decision, when closed (`applied` when it was accepted by a later try).
    pub decision: Option<String>,
    /// What the person noted.
    pub note: Option<String>,
    /// Who closed it.
    pub closed_by: Option<Uuid>,
    /// When.
    pub closed_at: Option<String>,
}

const COLUMNS: &str = "SELECT entry, outcome_detail, author, device, received_at, village, decision, note, closed_by, \
     closed_at FROM entry_kept WHERE commune = ";

fn read(row: &Row) -> Result<KeptEntry> {
    Ok(KeptEntry {
        entry: row.json(0)?,
        outcome: row.json(1)?,
        author: row.uuid(2)?,
        device: row.opt_uuid(3)?,
        received_at: row.text(4)?,
        village: row.opt_text(5)?,
        decision: row.opt_text(6)?,
        note: row.opt_text(7)?,
        closed_by: row.opt_uuid(8)?,
        closed_at: row.opt_text(9)?,
    })
}

fn in_villages(query: &mut Query, villages: Option<&[String]>) {
    if let Some(villages) = villages {
        query.text(" AND village").is_in(villages.iter().map(String::as_str));
    }
}

impl Store {
    /// Open kept entries, in the order of their ids.
    pub async fn kept_entries(
        &self,
        commune: &str,
        villages: Option<&[String]>,
        limit: u32,
        after: Option<&str>,
    ) -> Result<Page<KeptEntry>> {
        let limit = clamp(limit);
        let mut query = Query::new(COLUMNS);
        query.value(commune).text(" AND decision IS NULL");
        in_villages(&mut query, villages);
        if let Some(after) = after {
            query.text(" AND id > ").value(after);
        }
        query.text(" ORDER BY id LIMIT ").value(limit as i64 + 1);
        let rows = self.db.fetch_all(query).await?;
        let items = rows
            .iter()
            .map(|row| read(row).map(|kept| (kept.entry.id.to_string(), kept)));
        let (items, next) = cut(items.collect::<Result<Vec<_>>>()?, limit);
        let total = self.count_kept(commune, villages).await?;
        Ok(Page { items, total, next })
    }

    /// How many entries wait for a person: the same condition as [`Store::kept_entries`].
    pub async fn count_kept(&self, commune: &str, villages: Option<&[String]>) -> Result<i64> {
        let mut query = Query::new("SELECT count(*) FROM entry_kept WHERE commune = ");
        query.value(commune).text(" AND decision IS NULL");
        in_villages(&mut query, villages);
        self.db.fetch_one(query).await?.int(0)
    }

    /// One kept entry, open or closed.
    pub async fn kept_entry(&self, commune: &str, id: Uuid) -> Result<Option<KeptEntry>> {
        let mut query = Query::new(COLUMNS);
        query.value(commune).text(" AND id = ").value(id);
        self.db.fetch_optional(query).await?.as_ref().map(read).transpose()
    }

    /// Kept entries of an author that are still open: what their device shows.
    pub async fn kept_of(&self, commune: &str, author: Uuid, limit: u32) -> Result<Vec<KeptEntry>> {
        let mut query = Query::new(COLUMNS);
        query
            .value(commune)
            .text(" AND decision IS NULL AND author = ")
            .value(author);
        query.text(" ORDER BY id LIMIT ").value(clamp(limit) as i64);
        self.db.fetch_all(query).await?.iter().map(read).collect()
    }

    /// A person closes a kept entry; nothing is deleted, and the audit says who did it.
    ///
    /// # Errors
    /// `NotFound`; `Taken` when it is closed already.
    pub async fn close_kept(
        &self,
        commune: &str,
        id: Uuid,
        decision: KeptDecision,
        note: &str,
        by: Uuid,
        now: &str,
    ) -> Result<()> {
        let mut tx = self.db.begin().await?;
        let text = "UPDATE entry_kept SET decision = $3, note = $4, closed_by = $5, closed_at = $6 \
             WHERE commune = $1 AND id = $2 AND decision IS NULL";
        let query = Query::new(text)
            .bind(commune)
            .bind(id)
            .bind(decision.code())
            .bind(note)
            .bind(by)
            .bind(now);
        if tx.execute(query).await? == 0 {
            tx.rollback().await?;
            let known = self.kept_entry(commune, id).await?.is_some();
            return Err(if known {
                StoreError::Taken("kept entry is closed")
            } else {
                StoreError::NotFound
            });
        }
        audit(
            &mut tx,
            commune,
            now,
            Some(by),
            "kept_entry.close",
            &id.to_string(),
            decision.code(),
        )
        .await?;
        tx.commit().await
    }
}
