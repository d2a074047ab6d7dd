//! Migrations: numbered SQL files, applied once, in order, each in one transaction.

use crate::db::{Db, Query};
use crate::error::{Result, StoreError};
use crate::operate::rebuild_in;

/// Number and text.
const MIGRATIONS: &[(i64, &str)] = &[
    (1, include_str!("../migrations/0001_base.sql")),
    (2, include_str!("../migrations/0002_lists_from_memory.sql")),
    (3, include_str!("../migrations/0003_worksheets.sql")),
    (4, include_str!("../migrations/0004_no_assessment.sql")),
];

/// From these numbers on, derived tables hold what they did not before: they are rebuilt from the journal.
const REBUILDING: &[i64] = &[2];

/// Brings the schema up to date. A schema newer than this program is refused, never touched.
pub(crate) async fn migrate(db: &Db) -> Result<()> {
    db.execute(Query::new(
        "CREATE TABLE IF NOT EXISTS migration (number BIGINT NOT NULL PRIMARY KEY)",
    ))
    .await?;
    let mut tx = db.begin().await?;
    let row = tx
        .fetch_optional(Query::new("SELECT max(number) FROM migration"))
        .await?;
    let done = row.map(|row| row.opt_int(0)).transpose()?.flatten().unwrap_or(0);
    if done > MIGRATIONS.len() as i64 {
        return Err(StoreError::Corrupt(format!(
            "the schema has number {done}, this program knows {}",
            MIGRATIONS.len()
        )));
    }
    for (number, text) in MIGRATIONS.iter().filter(|(number, _)| *number > done) {
        for statement in statements(text) {
            tx.execute(Query::new(db.ddl(&statement))).await?;
        }
        tx.execute(Query::new("INSERT INTO migration (number) VALUES ($1)").bind(*number))
            .await?;
    }
    if REBUILDING.iter().any(|number| *number > done) {
        for row in tx
            .fetch_all(Query::new("SELECT commune FROM commune ORDER BY commune"))
            .await?
        {
            rebuild_in(&mut tx, &row.text(0)?).await?;
        }
    }
    tx.commit().await
}

/// The statements of a file: comments removed, split at semicolons (no literal of ours contains one).
fn statements(text: &str) -> Vec<String> {
    let lines: Vec<&str> = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("--"))
        .collect();
    lines
        .join("\n")
        .split(';')
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect()
}
