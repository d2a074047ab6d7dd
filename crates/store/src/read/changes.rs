//! Single records, and what changed since a cursor.

use uuid::Uuid;
use wire::entry::SubjectKind;
use wire::records::Record;

use super::clamp;
use crate::Store;
use crate::db::{Query, Row};
use crate::error::{Result, StoreError};
use crate::journal::{kind_code, kind_from_code};
use crate::projection::read_state;

/// What a device may carry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    /// Villages; `None` means the whole commune, an empty list none.
    pub villages: Option<Vec<String>>,
    /// A stop whose records belong to it wherever they live.
    pub stop: Option<Uuid>,
}

/// The answer to a pull.
#[derive(Clone, Debug, PartialEq)]
pub struct Changes {
    /// Current states, in the order in which they last changed. Never surveys.
    pub records: Vec<Record>,
    /// Records that left the villages of the scope.
    pub gone: Vec<(SubjectKind, Uuid)>,
    /// Where to go on.
    pub cursor: i64,
    /// Whether there is more at once.
    pub more: bool,
}

impl Scope {
    fn condition(&self, query: &mut Query) {
        let Some(villages) = &self.villages else { return };
        query.text(" AND (village").is_in(villages.iter().map(String::as_str));
        if let Some(stop) = self.stop {
            query.text(" OR stop = ").value(stop);
        }
        query.text(")");
    }
}

impl Store {
    /// The current state of one subject.
    pub async fn record(&self, commune: &str, kind: SubjectKind, id: Uuid) -> Result<Option<Record>> {
        let query = Query::new("SELECT state FROM record WHERE commune = $1 AND kind = $2 AND id = $3");
        let row = self
            .db
            .fetch_optional(query.bind(commune).bind(kind_code(kind)).bind(id))
            .await?;
        row.map(|row| read_state(kind, &row.text(0)?)).transpose()
    }

    /// Current states of several subjects of one kind, at most 1,000; unknown ids are left out.
    pub async fn records(&self, commune: &str, kind: SubjectKind, ids: &[Uuid]) -> Result<Vec<Record>> {
        let mut query = Query::new("SELECT state FROM record WHERE commune = ");
        query
            .value(commune)
            .text(" AND kind = ")
            .value(kind_code(kind))
            .text(" AND id");
        query.is_in(ids.iter().take(1000).copied());
        self.db
            .fetch_all(query)
            .await?
            .iter()
            .map(|row| read_state(kind, &row.text(0)?))
            .collect()
    }

    /// Records that changed after `since` (0: everything), within the scope. Reading is at one moment.
    pub async fn changes(&self, commune: &str, since: i64, scope: &Scope, limit: u32) -> Result<Changes> {
        let limit = clamp(limit);
        let mut tx = self.db.begin_read().await?;
        let last = Query::new("SELECT last FROM commune_sequence WHERE commune = $1").bind(commune);
        let last = tx.fetch_optional(last).await?.map_or(Ok(0), |row| row.int(0))?;
        let mut query = Query::new("SELECT state, seq, kind FROM record WHERE commune = ");
        query
            .value(commune)
            .text(" AND seq > ")
            .value(since)
            .text(" AND kind <> 'survey'");
        scope.condition(&mut query);
        query.text(" ORDER BY seq LIMIT ").value(limit as i64 + 1);
        let mut rows = tx.fetch_all(query).await?;
        let more = rows.len() > limit;
        rows.truncate(limit);
        let cursor = match (more, rows.last()) {
            (true, Some(row)) => row.int(1)?,
            _ => last.max(since),
        };
        let mut gone = Vec::new();
        if let Some(villages) = &scope.villages {
            let mut query = Query::new(
                "SELECT DISTINCT d.kind, d.id FROM departure d JOIN record r \
                 ON r.commune = d.commune AND r.kind = d.kind AND r.id = d.id WHERE d.commune = ",
            );
            query
                .value(commune)
                .text(" AND d.seq > ")
                .value(since)
                .text(" AND d.seq <= ")
                .value(cursor);
            query.text(" AND d.village").is_in(villages.iter().map(String::as_str));
            query
                .text(" AND NOT (r.village")
                .is_in(villages.iter().map(String::as_str));
            if let Some(stop) = scope.stop {
                query
                    .text(" OR (r.stop IS NOT NULL AND r.stop = ")
                    .value(stop)
                    .text(")");
            }
            query.text(")");
            for row in tx.fetch_all(query).await? {
                let kind = kind_from_code(&row.text(0)?);
                gone.push((
                    kind.ok_or_else(|| StoreError::Corrupt("kind of a record".to_owned()))?,
                    row.uuid(1)?,
                ));
            }
        }
        tx.rollback().await?;
        let kind =
            |row: &Row| kind_from_code(&row.text(2)?).ok_or_else(|| StoreError::Corrupt("kind of a record".to_owned()));
        let records = rows
            .iter()
            .map(|row| read_state(kind(row)?, &row.text(0)?))
            .collect::<Result<_>>()?;
        Ok(Changes {
            records,
            gone,
            cursor,
            more,
        })
    }
}
