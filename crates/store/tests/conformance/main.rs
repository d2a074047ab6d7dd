//! One suite for both engines. SQLite always runs; PostgreSQL runs when `TANTHON_TEST_POSTGRES` names a server.
#![allow(clippy::unwrap_used, clippy::print_stderr)]

mod files;
mod fixture;
mod lists;
mod office;
mod operate;
mod push;
mod search;

use store::{Config, Store};
use tempfile::TempDir;

use fixture::{COMMUNE, NOW};

/// An engine to test on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Engine {
    /// One file.
    Sqlite,
    /// A schema of its own.
    Postgres,
}

/// A fresh store of its own; gone with the folder (a schema of PostgreSQL is dropped with its throw-away server).
pub struct Env {
    /// The store.
    pub store: Store,
    /// How it was opened.
    pub config: Config,
    /// Engine.
    pub engine: Engine,
    _folder: TempDir,
}

impl Env {
    /// `None`, and a word about it, when there is no PostgreSQL.
    pub async fn fresh(engine: Engine) -> Option<Env> {
        let env = Env::empty(engine).await?;
        env.store.create_commune(COMMUNE, NOW).await.unwrap();
        Some(env)
    }

    /// Changes the database behind the store's back.
    pub async fn damage(&self, sql: &'static str) {
        match &self.config.database_url {
            None => {
                let file = self.config.data_dir.join("tanthon.db");
                let options = sqlx::sqlite::SqliteConnectOptions::new().filename(file);
                let pool = sqlx::SqlitePool::connect_with(options).await.unwrap();
                sqlx::query(sql).execute(&pool).await.unwrap();
            }
            Some(url) => {
                let pool = sqlx::PgPool::connect(url).await.unwrap();
                sqlx::query(sql).execute(&pool).await.unwrap();
            }
        }
    }

    /// Without any commune.
    pub async fn empty(engine: Engine) -> Option<Env> {
        let folder = tempfile::tempdir().unwrap();
        let database_url = match engine {
            Engine::Sqlite => None,
            Engine::Postgres => {
                let Ok(server) = std::env::var("TANTHON_TEST_POSTGRES") else {
                    eprintln!("PostgreSQL skipped: TANTHON_TEST_POSTGRES is not set");
                    return None;
                };
                let schema = format!("t_{}", uuid::Uuid::now_v7().simple());
                let pool = sqlx::PgPool::connect(&server).await.unwrap();
                sqlx::query(sqlx::AssertSqlSafe(format!("CREATE SCHEMA {schema}")))
                    .execute(&pool)
                    .await
                    .unwrap();
                pool.close().await;
                let join = if server.contains('?') { '&' } else { '?' };
                Some(format!("{server}{join}options[search_path]={schema}"))
            }
        };
        let config = Config {
            data_dir: folder.path().join("data"),
            database_url,
        };
        let store = Store::open(&config).await.unwrap();
        Some(Env {
            store,
            config,
            engine,
            _folder: folder,
        })
    }
}

/// Each test once per engine.
macro_rules! on_both_engines {
    ($($name:ident),* $(,)?) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                let env = crate::Env::fresh(crate::Engine::Sqlite).await.unwrap();
                super::$name(env).await;
            })*
        }
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                if let Some(env) = crate::Env::fresh(crate::Engine::Postgres).await {
                    super::$name(env).await;
                }
            })*
        }
    };
}
pub(crate) use on_both_engines;
