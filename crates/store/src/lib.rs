//! The store: the journal and what follows from it, accounts and rounds, files, on SQLite or PostgreSQL.
//!
//! Every query is written once, for both engines. Only `db` and `dialect` know which engine runs.

mod bulk;
mod db;
mod dialect;
mod error;
mod facts;
pub mod files;
pub mod journal;
mod migrate;
pub mod office;
pub mod operate;
mod projection;
pub mod read;
mod schema;

use std::path::PathBuf;
use std::sync::Arc;

use crate::db::{Db, Query};
use crate::files::FileStore;
use crate::journal::writer::Writers;

pub use crate::error::{Result, StoreError};
pub use crate::journal::{Author, HistoryItem};

/// Where things are kept.
#[derive(Clone, Debug)]
pub struct Config {
    /// Folder for files, and for the database unless `database_url` names another.
    pub data_dir: PathBuf,
    /// `postgres://…`; absent means SQLite in `data_dir`.
    pub database_url: Option<String>,
}

/// The store. Clones share everything.
#[derive(Clone)]
pub struct Store {
    pub(crate) db: Db,
    pub(crate) files: FileStore,
    pub(crate) writers: Arc<Writers>,
    pub(crate) memory: Arc<facts::Memory>,
    data_dir: PathBuf,
}

impl Store {
    /// Opens or creates the store and brings its schema up to date.
    ///
    /// # Errors
    /// `Corrupt` when the schema was written by a newer program; `Database` or `File` when it cannot be reached.
    pub async fn open(config: &Config) -> Result<Store> {
        tokio::fs::create_dir_all(&config.data_dir).await?;
        let db = match &config.database_url {
            None => {
                let (writer, readers) = dialect::open_sqlite(&config.data_dir.join("tanthon.db")).await?;
                Db::Sqlite { writer, readers }
            }
            Some(url) => Db::Postgres {
                pool: dialect::open_postgres(url).await?,
            },
        };
        migrate::migrate(&db).await?;
        let files = FileStore::open(config.data_dir.join("files")).await?;
        Ok(Store {
            db,
            files,
            writers: Arc::default(),
            memory: Arc::default(),
            data_dir: config.data_dir.clone(),
        })
    }

    /// Makes sure that the commune exists.
    pub async fn create_commune(&self, commune: &str, now: &str) -> Result<()> {
        let mut tx = self.db.begin().await?;
        let text = "INSERT INTO commune (commune, created_at) VALUES ($1, $2) ON CONFLICT (commune) DO NOTHING";
        tx.execute(Query::new(text).bind(commune).bind(now)).await?;
        let text = "INSERT INTO commune_sequence (commune, last) VALUES ($1, 0) ON CONFLICT (commune) DO NOTHING";
        tx.execute(Query::new(text).bind(commune)).await?;
        tx.commit().await
    }

    /// Communes of this store.
    pub async fn communes(&self) -> Result<Vec<String>> {
        let query = Query::new("SELECT commune FROM commune ORDER BY commune LIMIT 10000");
        self.db.fetch_all(query).await?.iter().map(|row| row.text(0)).collect()
    }

    /// Whether the database answers.
    pub async fn ping(&self) -> Result<()> {
        self.db.fetch_one(Query::new("SELECT 1")).await.map(|_| ())
    }

    /// Waits for running work and closes the connections.
    pub async fn close(&self) {
        self.db.close().await;
    }

    /// The folder of the files (and of the database of SQLite).
    pub fn data_dir(&self) -> &std::path::Path {
        &self.data_dir
    }
}

/// Whether a text has the shape of a civil time to the minute, `2026-11-20T16:10`.
pub(crate) fn now_is_valid(text: &str) -> bool {
    text.len() == 16
        && text.bytes().enumerate().all(|(index, byte)| match index {
            4 | 7 => byte == b'-',
            10 => byte == b'T',
            13 => byte == b':',
            _ => byte.is_ascii_digit(),
        })
}
