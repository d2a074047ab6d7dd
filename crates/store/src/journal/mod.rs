//! The journal: entries come in, get an order, and become records.

mod batch;
pub(crate) mod keep;
mod load;
pub(crate) mod writer;

use std::collections::HashSet;

use domain::permissions::Actor;
use uuid::Uuid;
use wire::entry::{Entry, Outcome, PushResult, SubjectKind};
use wire::judge::{Context, Judgement, judge};
use wire::records::Record;

use crate::db::Query;
use crate::error::Result;
use crate::{Store, now_is_valid};

/// Who sends entries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Author {
    /// Account, roles and villages at this moment.
    pub actor: Actor,
    /// The device of the session.
    pub device: Option<Uuid>,
}

/// One accepted entry of a subject's history.
#[derive(Clone, Debug, PartialEq)]
pub struct HistoryItem {
    /// Place in the commune's order.
    pub seq: i64,
    /// Server time of acceptance, Vietnamese civil time.
    pub at_server: String,
    /// Account that did it.
    pub author: Uuid,
    /// Role codes of the author at that time.
    pub author_roles: Vec<String>,
    /// Flags that it raised.
    pub flags: Vec<String>,
    /// The entry as it was sent.
    pub entry: Entry,
}

/// Stable code of a kind of subject, as stored.
pub(crate) fn kind_code(kind: SubjectKind) -> &'static str {
    match kind {
        SubjectKind::Dossier => "dossier",
        SubjectKind::Person => "person",
        SubjectKind::Household => "household",
        SubjectKind::Attendance => "attendance",
        SubjectKind::Survey => "survey",
        SubjectKind::Difficulty => "difficulty",
        SubjectKind::HomeVisit => "home_visit",
    }
}

/// The kind of a stored code.
pub(crate) fn kind_from_code(code: &str) -> Option<SubjectKind> {
    KINDS.into_iter().find(|kind| kind_code(*kind) == code)
}

pub(crate) const KINDS: [SubjectKind; 7] = [
    SubjectKind::Dossier,
    SubjectKind::Person,
    SubjectKind::Household,
    SubjectKind::Attendance,
    SubjectKind::Survey,
    SubjectKind::Difficulty,
    SubjectKind::HomeVisit,
];

/// Types of entry that this program reads; another type was written by a newer one.
const TYPES: [&str; 11] = [
    "person.registered",
    "person.changed",
    "household.registered",
    "household.changed",
    "dossier.step",
    "attendance.recorded",
    "survey.answered",
    "difficulty.reported",
    "difficulty.changed",
    "home_visit.requested",
    "home_visit.changed",
];

/// The type of an entry's body; empty when it has none.
pub(crate) fn type_of(entry: &Entry) -> &str {
    entry
        .body
        .get("type")
        .and_then(serde_json::Value::as_str)
        .unwrap_or_default()
}

/// Judges, and never takes the process down: an entry on which the judge panics is held.
pub(crate) fn judge_safely(current: Option<&Record>, entry: &Entry, actor: &Actor, now: &str) -> Judgement {
    let kind = type_of(entry);
    if entry.v <= wire::entry::ENTRY_VERSION && !kind.is_empty() && !TYPES.contains(&kind) {
        return Judgement::Keep {
            outcome: Outcome::Held {
                code: "newer_version".to_owned(),
            },
        };
    }
    let context = Context { actor, now };
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| judge(current, entry, &context))).unwrap_or_else(|_| {
        tracing::error!(entry = %entry.id, "the judge panicked; the entry is held");
        Judgement::Keep {
            outcome: Outcome::Held {
                code: "not_storable".to_owned(),
            },
        }
    })
}

impl Store {
    /// Accepts entries one by one, in order; the answer has one result per entry, in the same order. When it returns,
    /// everything in it is on the disk. `now` is the server's Vietnamese civil time (`2026-11-20T16:10`).
    ///
    /// Pushing the same entries again is harmless: each answer is repeated with `duplicate: true`.
    ///
    /// # Errors
    /// `Busy` when too much is waiting, `DiskFull`, `Database`: nothing of the push is stored then.
    pub async fn push(
        &self,
        commune: &str,
        author: &Author,
        now: &str,
        entries: Vec<Entry>,
    ) -> Result<Vec<PushResult>> {
        debug_assert!(now_is_valid(now), "{now}");
        self.writers.push(&self.db, commune, author, now, entries).await
    }

    /// Tries held entries again, up to `limit` of them: for the start of a newer program. Says how many were accepted.
    pub async fn retry_held(&self, commune: &str, now: &str, limit: u32) -> Result<u32> {
        let items = keep::held(&self.db, commune, limit).await?;
        let results = self.writers.retry(&self.db, commune, now, items).await?;
        Ok(results.iter().filter(|result| result.seq.is_some()).count() as u32)
    }

    /// The accepted entries of a subject, oldest first, at most 1,000. Empty for surveys: they lead to nobody.
    pub async fn history(&self, commune: &str, kind: SubjectKind, id: Uuid) -> Result<Vec<HistoryItem>> {
        if kind == SubjectKind::Survey {
            return Ok(Vec::new());
        }
        let query = Query::new(
            "SELECT seq, at_server, author_roles, flags, id, v, base, author, at_device, stop, body FROM journal \
             WHERE commune = $1 AND subject_kind = $2 AND subject_id = $3 ORDER BY seq LIMIT 1000",
        );
        let rows = self
            .db
            .fetch_all(query.bind(commune).bind(kind_code(kind)).bind(id))
            .await?;
        rows.iter()
            .map(|row| {
                let entry = Entry {
                    id: row.uuid(4)?,
                    v: load::small(row, 5)?,
                    subject: wire::entry::Subject { kind, id },
                    base: load::small(row, 6)?,
                    author: row.uuid(7)?,
                    at: row.text(8)?,
                    stop: row.opt_uuid(9)?,
                    body: row.json(10)?,
                };
                Ok(HistoryItem {
                    seq: row.int(0)?,
                    at_server: row.text(1)?,
                    author: entry.author,
                    author_roles: row.json(2)?,
                    flags: row.json(3)?,
                    entry,
                })
            })
            .collect()
    }

    /// Which of these entries the journal has: for work that was interrupted and goes on.
    pub async fn accepted(&self, commune: &str, ids: &[Uuid]) -> Result<HashSet<Uuid>> {
        let mut accepted = HashSet::new();
        for some in ids.chunks(500) {
            let mut query = Query::new("SELECT id FROM journal WHERE commune = ");
            query.value(commune).text(" AND id").is_in(some.iter().copied());
            for row in self.db.fetch_all(query).await? {
                accepted.insert(row.uuid(0)?);
            }
        }
        Ok(accepted)
    }

    /// The people who were registered after a place in the commune's order.
    pub async fn registered_since(&self, commune: &str, seq: i64) -> Result<HashSet<Uuid>> {
        let query =
            Query::new("SELECT subject_id FROM journal WHERE commune = $1 AND seq > $2 AND type = 'person.registered'");
        let rows = self.db.fetch_all(query.bind(commune).bind(seq)).await?;
        rows.iter().map(|row| row.uuid(0)).collect()
    }

    /// The last number of the commune's order; 0 before the first entry.
    pub async fn last_seq(&self, commune: &str) -> Result<i64> {
        let query = Query::new("SELECT last FROM commune_sequence WHERE commune = $1").bind(commune);
        self.db.fetch_optional(query).await?.map_or(Ok(0), |row| row.int(0))
    }
}
