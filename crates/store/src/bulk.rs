//! Many rows at once, in the way that each engine takes them fastest. What is written is the same.

use sqlx::AssertSqlSafe;

use crate::db::{Query, Tx, Value};
use crate::error::{Result, StoreError};
use crate::schema::{Table, Values};

/// Rows per statement of SQLite. Few sizes, so that statements stay prepared.
const CHUNKS: [usize; 5] = [128, 32, 16, 4, 1];
/// Parameters of a statement of SQLite, at most: it looks a numbered parameter up by walking over those before it.
const PARAMETERS: usize = 640;
/// Rows per statement of PostgreSQL.
const ROWS: usize = 512;

impl Tx {
    /// Inserts rows; `tail` says what becomes of those whose key is there already.
    pub async fn write_rows(&mut self, table: &Table, rows: Vec<Values>, tail: &str) -> Result<()> {
        debug_assert!(
            rows.iter().all(|row| row.len() == table.columns.len()),
            "{}",
            table.name
        );
        match self {
            Tx::Sqlite(_) => self.write_values(table, rows, tail).await,
            Tx::Postgres(_) => self.write_arrays(table, rows, tail).await,
        }
    }

    /// `VALUES` with a parameter for each value.
    async fn write_values(&mut self, table: &Table, rows: Vec<Values>, tail: &str) -> Result<()> {
        let mut rows = rows.into_iter();
        for chunk in CHUNKS
            .into_iter()
            .filter(|chunk| chunk * table.columns.len() <= PARAMETERS)
        {
            while rows.len() >= chunk {
                let mut query = Query::new(head(table));
                query.text(" VALUES ");
                for (index, row) in rows.by_ref().take(chunk).enumerate() {
                    query.text(if index == 0 { "(" } else { ", (" });
                    for (column, value) in row.into_iter().enumerate() {
                        if column > 0 {
                            query.text(", ");
                        }
                        query.value(value);
                    }
                    query.text(")");
                }
                query.text(tail);
                self.execute(query).await?;
            }
        }
        Ok(())
    }

    /// One array for each column: the text is the same for any number of rows, so that it is planned once.
    async fn write_arrays(&mut self, table: &Table, rows: Vec<Values>, tail: &str) -> Result<()> {
        let Tx::Postgres(tx) = self else { return Ok(()) };
        let arrays: Vec<String> = table
            .columns
            .iter()
            .enumerate()
            .map(|(index, column)| {
                let kind = if Table::is_integer(column) { "bigint" } else { "text" };
                format!("${}::{kind}[]", index + 1)
            })
            .collect();
        let text = format!("{} SELECT * FROM unnest({}){tail}", head(table), arrays.join(", "));
        for rows in rows.chunks(ROWS) {
            let mut query = sqlx::query(AssertSqlSafe(text.clone()));
            for (index, column) in table.columns.iter().enumerate() {
                let values = rows.iter().map(|row| &row[index]);
                query = if Table::is_integer(column) {
                    query.bind(values.map(integer).collect::<Result<Vec<_>>>()?)
                } else {
                    query.bind(values.map(text_of).collect::<Result<Vec<_>>>()?)
                };
            }
            query.execute(&mut **tx).await?;
        }
        Ok(())
    }
}

fn head(table: &Table) -> String {
    format!("INSERT INTO {} ({})", table.name, table.columns.join(", "))
}

/// A number; text in a column of numbers is a fault of this program and must not become NULL.
fn integer(value: &Value) -> Result<Option<i64>> {
    match value {
        Value::Int(value) => Ok(*value),
        Value::Text(None) => Ok(None),
        Value::Text(Some(_)) => Err(StoreError::Corrupt("text in a column of numbers".to_owned())),
    }
}

/// The same for text.
fn text_of(value: &Value) -> Result<Option<String>> {
    match value {
        Value::Text(value) => Ok(value.clone()),
        Value::Int(None) => Ok(None),
        Value::Int(Some(_)) => Err(StoreError::Corrupt("a number in a column of text".to_owned())),
    }
}
