//! Everything that differs between the two engines, and nothing else: connections, and reading the catalogue.

use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{PgPool, SqlitePool};

use crate::error::Result;

/// Readers beside the one writer.
const SQLITE_READERS: u32 = 4;
/// Connections to PostgreSQL.
const POSTGRES_CONNECTIONS: u32 = 8;
/// How long work waits for a connection or a lock.
const WAIT: Duration = Duration::from_secs(10);

/// One writer and several readers over one file. An acknowledged commit is on the disk (`synchronous = FULL`).
pub(crate) async fn open_sqlite(file: &Path) -> Result<(SqlitePool, SqlitePool)> {
    let options = SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(WAIT)
        .pragma("cache_size", "-8192")
        .statement_cache_capacity(200);
    let writer = SqlitePoolOptions::new()
        .max_connections(1)
        .acquire_timeout(WAIT)
        .connect_with(options.clone())
        .await?;
    let readers = SqlitePoolOptions::new()
        .max_connections(SQLITE_READERS)
        .acquire_timeout(WAIT)
        // Lists are chosen in memory; what is left to read are a few rows by their keys.
        .connect_with(options.pragma("query_only", "ON").pragma("cache_size", "-2048"))
        .await?;
    Ok((writer, readers))
}

/// A pool of connections to PostgreSQL.
///
/// Every statement asks for rows of one commune. Planned for that commune, a new one that the statistics do not know yet
/// looks empty, and any index that begins with the commune looks as good as the key; planned for *a* commune, the key is
/// chosen. The plan is also made once for each connection, not for each batch.
pub(crate) async fn open_postgres(url: &str) -> Result<PgPool> {
    let options = PgConnectOptions::from_str(url)?
        .options([
            ("plan_cache_mode", "force_generic_plan"),
            // Some 3,000 rows are enough to count a table ([`POSTGRES_COUNT_AGAIN`]).
            ("default_statistics_target", "10"),
        ])
        .statement_cache_capacity(200);
    Ok(PgPoolOptions::new()
        .max_connections(POSTGRES_CONNECTIONS)
        .acquire_timeout(WAIT)
        .connect_with(options)
        .await?)
}

/// How SQLite begins a transaction that will write: the lock is taken at once, so that it never fails half-way.
pub(crate) const SQLITE_BEGIN: &str = "BEGIN IMMEDIATE";
/// How PostgreSQL begins a transaction that will write.
pub(crate) const POSTGRES_BEGIN: &str = "BEGIN";

/// Counts again how PostgreSQL's tables have grown; plans made before are made again.
pub(crate) const POSTGRES_COUNT_AGAIN: &str = "ANALYZE";

/// Begins a reading transaction in which every query sees the same moment.
pub(crate) const SQLITE_BEGIN_READ: &str = "BEGIN";
/// The same for PostgreSQL.
pub(crate) const POSTGRES_BEGIN_READ: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

/// Text that compares byte by byte, as in SQLite: order and prefixes must not depend on a locale.
pub(crate) const POSTGRES_TEXT: &str = " TEXT COLLATE \"C\"";

/// `(table, column, type)` of every table of ours, in order.
pub(crate) const SQLITE_COLUMNS: &str = "SELECT m.name, lower(c.name), lower(c.type) FROM sqlite_master m \
     JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' ORDER BY m.name, c.cid";
/// The same for PostgreSQL.
pub(crate) const POSTGRES_COLUMNS: &str = "SELECT table_name::text, column_name::text, data_type::text \
     FROM information_schema.columns WHERE table_schema = current_schema() ORDER BY table_name, ordinal_position";
