//! Migrations: numbered SQL files, applied once, in order, each in one transaction.

use crate::db::{Db, Query};
use crate::error::{Result, StoreError};

/// Number and text.
const MIGRATIONS: &[(i64, &str)] = &[(1, include_str!("../migrations/0001_base.sql"))];

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
