//! One way to run one SQL text on either engine.

use std::borrow::Cow;

use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use sqlx::{AssertSqlSafe, PgPool, Postgres, Row as _, Sqlite, SqlitePool, Transaction};

use crate::dialect;
use crate::error::{Result, StoreError};

/// The database. Clones share the connections.
#[derive(Clone)]
pub(crate) enum Db {
    /// One writer, several readers.
    Sqlite { writer: SqlitePool, readers: SqlitePool },
    /// One pool.
    Postgres { pool: PgPool },
}

/// A parameter. There are two column types: text and 64-bit integers.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    Text(Option<String>),
    Int(Option<i64>),
}

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        value.to_owned().into()
    }
}
impl From<String> for Value {
    /// NUL is the one character that PostgreSQL cannot keep in text; both engines get U+FFFD instead.
    fn from(value: String) -> Self {
        Value::Text(Some(if value.contains('\0') {
            value.replace('\0', "\u{FFFD}")
        } else {
            value
        }))
    }
}
impl From<Option<String>> for Value {
    fn from(value: Option<String>) -> Self {
        value.map_or(Value::Text(None), Value::from)
    }
}
impl From<&Option<String>> for Value {
    fn from(value: &Option<String>) -> Self {
        value.clone().into()
    }
}
impl From<Option<&str>> for Value {
    fn from(value: Option<&str>) -> Self {
        value.map_or(Value::Text(None), Value::from)
    }
}
impl From<uuid::Uuid> for Value {
    fn from(value: uuid::Uuid) -> Self {
        Value::Text(Some(value.to_string()))
    }
}
impl From<Option<uuid::Uuid>> for Value {
    fn from(value: Option<uuid::Uuid>) -> Self {
        Value::Text(value.map(|id| id.to_string()))
    }
}
impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Value::Int(Some(value))
    }
}
impl From<u32> for Value {
    fn from(value: u32) -> Self {
        Value::Int(Some(value.into()))
    }
}
impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Value::Int(Some(value.into()))
    }
}
impl From<Option<bool>> for Value {
    fn from(value: Option<bool>) -> Self {
        Value::Int(value.map(i64::from))
    }
}

/// A statement and its parameters, numbered as they are added.
#[derive(Clone, Debug)]
pub(crate) struct Query {
    pub sql: Cow<'static, str>,
    pub values: Vec<Value>,
}

impl Query {
    pub fn new(sql: impl Into<Cow<'static, str>>) -> Self {
        Query {
            sql: sql.into(),
            values: Vec::new(),
        }
    }

    /// The value of the next `$n` of a text that already names it.
    pub fn bind(mut self, value: impl Into<Value>) -> Self {
        self.values.push(value.into());
        self
    }

    /// Appends text.
    pub fn text(&mut self, sql: &str) -> &mut Self {
        self.sql.to_mut().push_str(sql);
        self
    }

    /// Appends a parameter.
    pub fn value(&mut self, value: impl Into<Value>) -> &mut Self {
        self.values.push(value.into());
        let number = self.values.len();
        self.text(&format!("${number}"))
    }

    /// Appends ` IN ($n, …)`, or a condition that is never true for an empty list.
    pub fn is_in<V: Into<Value>>(&mut self, values: impl IntoIterator<Item = V>) -> &mut Self {
        self.text(" IN (");
        let mut first = true;
        for value in values {
            if !first {
                self.text(", ");
            }
            first = false;
            self.value(value);
        }
        self.text(if first { "NULL)" } else { ")" })
    }
}

/// `items` in lists of a few fixed lengths, so that statements stay prepared. A shorter list repeats its last item.
pub(crate) fn same_sizes<T: Copy>(items: &[T], sizes: &[usize]) -> Vec<Vec<T>> {
    let largest = sizes.last().copied().unwrap_or(1);
    items
        .chunks(largest)
        .map(|chunk| {
            let size = sizes.iter().find(|size| **size >= chunk.len()).unwrap_or(&largest);
            let mut list = chunk.to_vec();
            list.resize(*size, chunk[chunk.len() - 1]);
            list
        })
        .collect()
}

/// A row of an answer; columns by position.
pub(crate) enum Row {
    Sqlite(SqliteRow),
    Postgres(PgRow),
}

impl Row {
    pub fn opt_text(&self, column: usize) -> Result<Option<String>> {
        Ok(match self {
            Row::Sqlite(row) => row.try_get(column)?,
            Row::Postgres(row) => row.try_get(column)?,
        })
    }

    pub fn opt_int(&self, column: usize) -> Result<Option<i64>> {
        Ok(match self {
            Row::Sqlite(row) => row.try_get(column)?,
            Row::Postgres(row) => row.try_get(column)?,
        })
    }

    pub fn text(&self, column: usize) -> Result<String> {
        self.opt_text(column)?
            .ok_or_else(|| StoreError::Corrupt(format!("column {column} is null")))
    }

    pub fn int(&self, column: usize) -> Result<i64> {
        self.opt_int(column)?
            .ok_or_else(|| StoreError::Corrupt(format!("column {column} is null")))
    }

    pub fn flag(&self, column: usize) -> Result<bool> {
        Ok(self.int(column)? != 0)
    }

    pub fn uuid(&self, column: usize) -> Result<uuid::Uuid> {
        parse_uuid(&self.text(column)?)
    }

    pub fn opt_uuid(&self, column: usize) -> Result<Option<uuid::Uuid>> {
        self.opt_text(column)?.as_deref().map(parse_uuid).transpose()
    }

    /// A column that holds JSON text.
    pub fn json<T: serde::de::DeserializeOwned>(&self, column: usize) -> Result<T> {
        from_json(&self.text(column)?)
    }
}

fn parse_uuid(text: &str) -> Result<uuid::Uuid> {
    uuid::Uuid::parse_str(text).map_err(|_| StoreError::Corrupt("an id is not a UUID".to_owned()))
}

/// Reads JSON that the store wrote. The error names the line, never the content.
pub(crate) fn from_json<T: serde::de::DeserializeOwned>(text: &str) -> Result<T> {
    serde_json::from_str(text)
        .map_err(|error| StoreError::Corrupt(format!("stored JSON, line {} column {}", error.line(), error.column())))
}

/// Writes JSON. Our types have text keys only, so this cannot fail for them.
pub(crate) fn to_json<T: serde::Serialize>(value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(|_| StoreError::Corrupt("a value cannot be written as JSON".to_owned()))
}

/// A transaction. Dropped without `commit`, it leaves nothing.
pub(crate) enum Tx {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

macro_rules! bound {
    ($query:expr) => {{
        // Text of statements comes from this crate only; what people typed is always a parameter.
        let mut bound = sqlx::query(AssertSqlSafe($query.sql));
        for value in $query.values {
            bound = match value {
                Value::Text(value) => bound.bind(value),
                Value::Int(value) => bound.bind(value),
            };
        }
        bound
    }};
}

impl Db {
    /// Begins a transaction that writes.
    pub async fn begin(&self) -> Result<Tx> {
        Ok(match self {
            Db::Sqlite { writer, .. } => Tx::Sqlite(writer.begin_with(dialect::SQLITE_BEGIN).await?),
            Db::Postgres { pool } => Tx::Postgres(pool.begin_with(dialect::POSTGRES_BEGIN).await?),
        })
    }

    /// Begins a transaction that only reads, all of it at one moment.
    pub async fn begin_read(&self) -> Result<Tx> {
        Ok(match self {
            Db::Sqlite { readers, .. } => Tx::Sqlite(readers.begin_with(dialect::SQLITE_BEGIN_READ).await?),
            Db::Postgres { pool } => Tx::Postgres(pool.begin_with(dialect::POSTGRES_BEGIN_READ).await?),
        })
    }

    pub async fn fetch_all(&self, query: Query) -> Result<Vec<Row>> {
        Ok(match self {
            Db::Sqlite { readers, .. } => bound!(query)
                .fetch_all(readers)
                .await?
                .into_iter()
                .map(Row::Sqlite)
                .collect(),
            Db::Postgres { pool } => bound!(query)
                .fetch_all(pool)
                .await?
                .into_iter()
                .map(Row::Postgres)
                .collect(),
        })
    }

    pub async fn fetch_optional(&self, query: Query) -> Result<Option<Row>> {
        Ok(match self {
            Db::Sqlite { readers, .. } => bound!(query).fetch_optional(readers).await?.map(Row::Sqlite),
            Db::Postgres { pool } => bound!(query).fetch_optional(pool).await?.map(Row::Postgres),
        })
    }

    pub async fn fetch_one(&self, query: Query) -> Result<Row> {
        self.fetch_optional(query).await?.ok_or(StoreError::NotFound)
    }

    /// One statement in its own transaction; says how many rows it touched.
    pub async fn execute(&self, query: Query) -> Result<u64> {
        Ok(match self {
            Db::Sqlite { writer, .. } => bound!(query).execute(writer).await?.rows_affected(),
            Db::Postgres { pool } => bound!(query).execute(pool).await?.rows_affected(),
        })
    }

    /// Lets the planner know how large the tables have become. SQLite goes by the indexes alone.
    pub async fn count_again(&self) -> Result<()> {
        if let Db::Postgres { .. } = self {
            self.execute(Query::new(dialect::POSTGRES_COUNT_AGAIN)).await?;
        }
        Ok(())
    }

    /// A statement of a migration, with the engine's type of text.
    pub fn ddl(&self, statement: &str) -> String {
        match self {
            Db::Sqlite { .. } => statement.to_owned(),
            Db::Postgres { .. } => statement.replace(" TEXT", dialect::POSTGRES_TEXT),
        }
    }

    /// `(table, column, type)` of the whole schema.
    pub async fn columns(&self) -> Result<Vec<Row>> {
        let sql = match self {
            Db::Sqlite { .. } => dialect::SQLITE_COLUMNS,
            Db::Postgres { .. } => dialect::POSTGRES_COLUMNS,
        };
        self.fetch_all(Query::new(sql)).await
    }

    pub async fn close(&self) {
        match self {
            Db::Sqlite { writer, readers } => {
                readers.close().await;
                writer.close().await;
            }
            Db::Postgres { pool } => pool.close().await,
        }
    }
}

impl Tx {
    pub async fn fetch_all(&mut self, query: Query) -> Result<Vec<Row>> {
        Ok(match self {
            Tx::Sqlite(tx) => bound!(query)
                .fetch_all(&mut **tx)
                .await?
                .into_iter()
                .map(Row::Sqlite)
                .collect(),
            Tx::Postgres(tx) => bound!(query)
                .fetch_all(&mut **tx)
                .await?
                .into_iter()
                .map(Row::Postgres)
                .collect(),
        })
    }

    pub async fn fetch_optional(&mut self, query: Query) -> Result<Option<Row>> {
        Ok(match self {
            Tx::Sqlite(tx) => bound!(query).fetch_optional(&mut **tx).await?.map(Row::Sqlite),
            Tx::Postgres(tx) => bound!(query).fetch_optional(&mut **tx).await?.map(Row::Postgres),
        })
    }

    pub async fn execute(&mut self, query: Query) -> Result<u64> {
        Ok(match self {
            Tx::Sqlite(tx) => bound!(query).execute(&mut **tx).await?.rows_affected(),
            Tx::Postgres(tx) => bound!(query).execute(&mut **tx).await?.rows_affected(),
        })
    }

    pub async fn commit(self) -> Result<()> {
        match self {
            Tx::Sqlite(tx) => tx.commit().await?,
            Tx::Postgres(tx) => tx.commit().await?,
        }
        Ok(())
    }

    pub async fn rollback(self) -> Result<()> {
        match self {
            Tx::Sqlite(tx) => tx.rollback().await?,
            Tx::Postgres(tx) => tx.rollback().await?,
        }
        Ok(())
    }
}
