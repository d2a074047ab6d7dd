//! Worksheets: what the office works through outside the journal, such as an import, pairs to compare or a payment list.
//! Their content is JSON of the caller; what matters here is that a state changes once and that a change leaves a row.

use uuid::Uuid;

use super::audit::audit;
use crate::Store;
use crate::db::{Query, Row, Tx};
use crate::error::{Result, StoreError};
use crate::schema::{self, row};

/// A worksheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Worksheet {
    /// Stable code of what it is.
    pub kind: String,
    /// Id within its kind; decides the order of lists.
    pub id: String,
    /// Stable code of where it stands.
    pub state: String,
    /// JSON of the caller.
    pub body: String,
    /// Account that made it.
    pub created_by: Option<Uuid>,
    /// When, Vietnamese civil time.
    pub created_at: String,
    /// Account that changed it last.
    pub changed_by: Option<Uuid>,
    /// When.
    pub changed_at: String,
}

/// One row of a worksheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorksheetRow {
    /// Place, from 0.
    pub position: i64,
    /// Stable code of where it stands.
    pub state: String,
    /// JSON of the caller.
    pub body: String,
}

/// The most worksheets that a list gives.
const MOST: i64 = 200_000;
/// The most rows that a page gives.
const MOST_ROWS: i64 = 10_000;

const COLUMNS: &str = "SELECT kind, id, state, body, created_by, created_at, changed_by, changed_at FROM worksheet";

fn read(row: &Row) -> Result<Worksheet> {
    Ok(Worksheet {
        kind: row.text(0)?,
        id: row.text(1)?,
        state: row.text(2)?,
        body: row.text(3)?,
        created_by: row.opt_uuid(4)?,
        created_at: row.text(5)?,
        changed_by: row.opt_uuid(6)?,
        changed_at: row.text(7)?,
    })
}

/// Changes the state, and says who did. Whoever was slower changes nothing: the transaction ends with the error.
async fn turn(
    tx: &mut Tx,
    commune: &str,
    (kind, id): (&str, &str),
    (from, to): (&str, &str),
    body: &str,
    (by, now): (Option<Uuid>, &str),
) -> Result<()> {
    let query = Query::new(
        "UPDATE worksheet SET state = $1, body = $2, changed_by = $3, changed_at = $4 \
         WHERE commune = $5 AND kind = $6 AND id = $7 AND state = $8",
    );
    let query = query.bind(to).bind(body).bind(by).bind(now).bind(commune).bind(kind);
    if tx.execute(query.bind(id).bind(from)).await? != 1 {
        return Err(StoreError::Taken("worksheet"));
    }
    if from != to {
        audit(tx, commune, now, by, &format!("{kind}.{to}"), id, "").await?;
    }
    Ok(())
}

impl Store {
    /// One worksheet.
    pub async fn worksheet(&self, commune: &str, kind: &str, id: &str) -> Result<Option<Worksheet>> {
        let query = Query::new(format!("{COLUMNS} WHERE commune = $1 AND kind = $2 AND id = $3"));
        let row = self.db.fetch_optional(query.bind(commune).bind(kind).bind(id)).await?;
        row.as_ref().map(read).transpose()
    }

    /// Worksheets of a kind by id, the last first; of one state when given; at most `limit`.
    pub async fn worksheets(
        &self,
        commune: &str,
        kind: &str,
        state: Option<&str>,
        limit: u32,
    ) -> Result<Vec<Worksheet>> {
        let mut query = Query::new(format!("{COLUMNS} WHERE commune = "));
        query.value(commune).text(" AND kind = ").value(kind);
        if let Some(state) = state {
            query.text(" AND state = ").value(state);
        }
        query
            .text(" ORDER BY id DESC LIMIT ")
            .value(i64::from(limit).clamp(1, MOST));
        self.db.fetch_all(query).await?.iter().map(read).collect()
    }

    /// Makes a worksheet with its rows, in one transaction with its audit row.
    ///
    /// # Errors
    /// `Taken` when it is there already.
    pub async fn create_worksheet(
        &self,
        commune: &str,
        (kind, id): (&str, &str),
        (state, body): (&str, &str),
        rows: &[WorksheetRow],
        (by, now): (Option<Uuid>, &str),
    ) -> Result<()> {
        if self.worksheet(commune, kind, id).await?.is_some() {
            return Err(StoreError::Taken("worksheet"));
        }
        let mut tx = self.db.begin().await?;
        let values = row![commune, kind, id, state, body, by, now, by, now];
        schema::WORKSHEET.insert(&mut tx, vec![values]).await?;
        let rows = rows
            .iter()
            .map(|row| row![commune, kind, id, row.position, row.state.as_str(), row.body.as_str()]);
        schema::WORKSHEET_ROW.insert(&mut tx, rows.collect()).await?;
        audit(&mut tx, commune, now, by, &format!("{kind}.{state}"), id, "").await?;
        tx.commit().await
    }

    /// Makes many worksheets without rows at once, given by id and body, in one transaction with one audit row. One that
    /// is there already stays as it is.
    pub async fn create_worksheets(
        &self,
        commune: &str,
        (kind, state): (&str, &str),
        sheets: &[(String, String)],
        (by, now): (Option<Uuid>, &str),
    ) -> Result<()> {
        let mut tx = self.db.begin().await?;
        let values = sheets
            .iter()
            .map(|(id, body)| row![commune, kind, id.as_str(), state, body.as_str(), by, now, by, now]);
        tx.write_rows(&schema::WORKSHEET, values.collect(), " ON CONFLICT DO NOTHING")
            .await?;
        let many = format!("{} worksheets", sheets.len());
        audit(&mut tx, commune, now, by, &format!("{kind}.{state}"), "", &many).await?;
        tx.commit().await
    }

    /// Moves a worksheet from one state to another (which may be the same) and replaces its body and the given rows.
    ///
    /// # Errors
    /// `Taken` when it is not in the state `from`: somebody else was faster, and nothing is changed.
    pub async fn move_worksheet(
        &self,
        commune: &str,
        (kind, id): (&str, &str),
        (from, to): (&str, &str),
        body: &str,
        rows: &[WorksheetRow],
        (by, now): (Option<Uuid>, &str),
    ) -> Result<()> {
        let mut tx = self.db.begin().await?;
        turn(&mut tx, commune, (kind, id), (from, to), body, (by, now)).await?;
        let rows = rows
            .iter()
            .map(|row| row![commune, kind, id, row.position, row.state.as_str(), row.body.as_str()]);
        schema::WORKSHEET_ROW.upsert(&mut tx, rows.collect()).await?;
        tx.commit().await
    }

    /// Moves a worksheet like [`Store::move_worksheet`] and puts these rows in the place of all that it had.
    ///
    /// # Errors
    /// `Taken` when it is not in the state `from`.
    pub async fn refill_worksheet(
        &self,
        commune: &str,
        (kind, id): (&str, &str),
        (from, to): (&str, &str),
        body: &str,
        rows: &[WorksheetRow],
        (by, now): (Option<Uuid>, &str),
    ) -> Result<()> {
        let mut tx = self.db.begin().await?;
        turn(&mut tx, commune, (kind, id), (from, to), body, (by, now)).await?;
        let query = Query::new("DELETE FROM worksheet_row WHERE commune = $1 AND kind = $2 AND worksheet = $3");
        tx.execute(query.bind(commune).bind(kind).bind(id)).await?;
        let rows = rows
            .iter()
            .map(|row| row![commune, kind, id, row.position, row.state.as_str(), row.body.as_str()]);
        schema::WORKSHEET_ROW.insert(&mut tx, rows.collect()).await?;
        tx.commit().await
    }

    /// Rows of a worksheet in their order, after a position; of some states when given; at most `limit`.
    pub async fn worksheet_rows(
        &self,
        commune: &str,
        (kind, id): (&str, &str),
        states: Option<&[&str]>,
        after: Option<i64>,
        limit: u32,
    ) -> Result<Vec<WorksheetRow>> {
        let mut query = Query::new("SELECT position, state, body FROM worksheet_row WHERE commune = ");
        query.value(commune).text(" AND kind = ").value(kind);
        query.text(" AND worksheet = ").value(id);
        if let Some(states) = states {
            query.text(" AND state").is_in(states.iter().copied());
        }
        if let Some(after) = after {
            query.text(" AND position > ").value(after);
        }
        query
            .text(" ORDER BY position LIMIT ")
            .value(i64::from(limit).clamp(1, MOST_ROWS));
        let rows = self.db.fetch_all(query).await?;
        rows.iter()
            .map(|row| {
                Ok(WorksheetRow {
                    position: row.int(0)?,
                    state: row.text(1)?,
                    body: row.text(2)?,
                })
            })
            .collect()
    }

    /// How many rows of a worksheet are in each state.
    pub async fn worksheet_counts(&self, commune: &str, (kind, id): (&str, &str)) -> Result<Vec<(String, i64)>> {
        let query = Query::new(
            "SELECT state, count(*) FROM worksheet_row WHERE commune = $1 AND kind = $2 AND worksheet = $3 \
             GROUP BY state ORDER BY state",
        );
        let rows = self.db.fetch_all(query.bind(commune).bind(kind).bind(id)).await?;
        rows.iter().map(|row| Ok((row.text(0)?, row.int(1)?))).collect()
    }
}
