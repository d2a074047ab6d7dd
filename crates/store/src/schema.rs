//! Tables as data: what a bulk write, a backup and a restore need to know. A test compares it with the migrations.

use crate::db::{Tx, Value};
use crate::error::Result;

/// A table: its columns in order, and how many of the first of them are its key.
#[derive(Debug)]
pub(crate) struct Table {
    pub name: &'static str,
    pub key: usize,
    pub columns: &'static [&'static str],
    /// Whether it can be rebuilt from the journal.
    pub derived: bool,
}

macro_rules! tables {
    ($($(#[$doc:meta])* $constant:ident: $name:literal key $key:literal $derived:literal [$($column:literal),* $(,)?];)*) => {
        $($(#[$doc])* pub(crate) static $constant: Table = Table { name: $name, key: $key, derived: $derived, columns: &[$($column),*] };)*
        /// Every table, in the order in which a restore fills them.
        pub(crate) static TABLES: &[&Table] = &[$(&$constant),*];
    };
}

tables! {
    COMMUNE: "commune" key 1 false ["commune", "created_at"];
    COMMUNE_SEQUENCE: "commune_sequence" key 1 false ["commune", "last"];
    JOURNAL: "journal" key 2 false ["commune", "seq", "id", "subject_kind", "subject_id", "version", "base", "author",
        "author_roles", "author_villages", "device", "at_device", "at_server", "stop", "v", "type", "body", "outcome", "flags"];
    ENTRY_KEPT: "entry_kept" key 2 false ["commune", "id", "outcome", "outcome_detail", "subject_kind", "subject_id",
        "author", "author_roles", "author_villages", "device", "received_at", "village", "entry", "decision", "note", "closed_by", "closed_at"];
    RECORD: "record" key 3 true ["commune", "kind", "id", "version", "seq", "village", "stop", "state"];
    DEPARTURE: "departure" key 2 true ["commune", "seq", "kind", "id", "village"];
    DOSSIER: "dossier" key 2 true ["commune", "id", "code", "official_code", "procedure", "status", "holder", "village",
        "beneficiary", "beneficiary_name", "taken_in_at", "taken_in_by", "stop", "place", "priority", "is_open", "clock_runs",
        "was_received", "was_supplemented", "due", "due_until", "finished_at", "on_time", "handed_over_at", "asks_police",
        "asks_health", "flag_count", "flags", "words"];
    PERSON: "person" key 2 true ["commune", "id", "full_name", "name_key", "birth_date", "sex", "personal_id", "old_id", "phone",
        "village", "household", "alive", "receives", "vulnerable", "cannot_travel", "newly_found_at", "registered_at", "gone"];
    HOUSEHOLD: "household" key 2 true ["commune", "id", "village", "head", "poverty"];
    ATTENDANCE: "attendance" key 2 true ["commune", "id", "stop", "person", "service", "people", "at"];
    SURVEY_ANSWER: "survey_answer" key 3 true ["commune", "id", "question", "answer", "stop", "month"];
    DIFFICULTY: "difficulty" key 2 true ["commune", "id", "kind", "stop", "village", "at", "answered"];
    HOME_VISIT: "home_visit" key 2 true ["commune", "id", "person", "full_name", "village", "status", "assigned_to", "date",
        "requested_at"];
    FILE_LINK: "file_link" key 4 true ["commune", "hash", "kind", "id"];
    FILE: "file" key 2 false ["commune", "hash", "mime", "size", "complete", "created_by", "created_at"];
    ACCOUNT: "account" key 2 false ["commune", "id", "name", "display_name", "roles", "villages", "password_hash", "active",
        "created_at"];
    SESSION: "session" key 2 false ["commune", "token_hash", "account", "device", "csrf", "created_at", "expires_at"];
    DEVICE: "device" key 2 false ["commune", "id", "account", "name", "first_seen", "last_seen", "revoked_at"];
    ROUND: "round" key 2 false ["commune", "id", "name", "state", "difficulties", "proposals", "created_at"];
    STOP: "stop" key 2 false ["commune", "id", "round", "position", "date", "from_time", "to_time", "place", "note",
        "villages", "team"];
    SETTING: "setting" key 2 false ["commune", "name", "value"];
    WORKSHEET: "worksheet" key 3 false ["commune", "kind", "id", "state", "body", "created_by", "created_at", "changed_by",
        "changed_at"];
    WORKSHEET_ROW: "worksheet_row" key 4 false ["commune", "kind", "worksheet", "position", "state", "body"];
    AUDIT: "audit" key 2 false ["commune", "id", "at", "account", "action", "subject", "detail"];
    READ_LOG: "read_log" key 2 false ["commune", "id", "at", "account", "subject", "purpose"];
}

/// A row to write, one value per column of its table.
pub(crate) type Values = Vec<Value>;

/// Columns that keep their first value.
const STICKY: [&str; 4] = ["registered_at", "requested_at", "created_at", "received_at"];

/// Columns with numbers; every other column is text.
const INTEGERS: [&str; 25] = [
    "last",
    "seq",
    "version",
    "base",
    "v",
    "priority",
    "is_open",
    "clock_runs",
    "was_received",
    "was_supplemented",
    "on_time",
    "asks_police",
    "asks_health",
    "flag_count",
    "alive",
    "receives",
    "vulnerable",
    "cannot_travel",
    "possible",
    "people",
    "answered",
    "size",
    "complete",
    "active",
    "position",
];

impl Table {
    /// The columns that hold numbers.
    pub fn integers(&self) -> Vec<&'static str> {
        self.columns
            .iter()
            .copied()
            .filter(|column| INTEGERS.contains(column))
            .collect()
    }

    /// Whether a column holds numbers.
    pub fn is_integer(column: &str) -> bool {
        INTEGERS.contains(&column)
    }

    /// Rows are new; an existing key is an error.
    pub async fn insert(&self, tx: &mut Tx, rows: Vec<Values>) -> Result<()> {
        tx.write_rows(self, rows, "").await
    }

    /// Rows that are there are replaced.
    pub async fn upsert(&self, tx: &mut Tx, rows: Vec<Values>) -> Result<()> {
        tx.write_rows(self, rows, &self.on_conflict()).await
    }

    /// The clause that replaces a row with the same key.
    pub fn on_conflict(&self) -> String {
        let (key, rest) = self.columns.split_at(self.key);
        if rest.is_empty() {
            return format!(" ON CONFLICT ({}) DO NOTHING", key.join(", "));
        }
        let set: Vec<String> = rest
            .iter()
            .filter(|column| !STICKY.contains(column))
            .map(|column| format!("{column} = excluded.{column}"))
            .collect();
        format!(" ON CONFLICT ({}) DO UPDATE SET {}", key.join(", "), set.join(", "))
    }
}

/// A row of values: `row![commune, id, 3_i64]`.
macro_rules! row {
    ($($value:expr),* $(,)?) => { vec![$($crate::db::Value::from($value)),*] };
}
pub(crate) use row;

impl crate::Store {
    /// The schema as the database has it, one line per table: `name: column type, …`. The same on both engines.
    pub async fn describe_schema(&self) -> Result<Vec<String>> {
        let mut lines: Vec<String> = Vec::new();
        for row in self.db.columns().await? {
            let (table, column, kind) = (row.text(0)?, row.text(1)?, row.text(2)?);
            match lines.last_mut() {
                Some(line) if line.starts_with(&format!("{table}: ")) => line.push_str(&format!(", {column} {kind}")),
                _ => lines.push(format!("{table}: {column} {kind}")),
            }
        }
        lines.sort();
        Ok(lines)
    }

    /// The schema as this program's bulk writes, backup and restore know it; must equal [`Self::describe_schema`].
    pub fn expected_schema() -> Vec<String> {
        let mut lines: Vec<String> = TABLES
            .iter()
            .map(|table| {
                let columns = table.columns.iter().map(|column| {
                    let kind = if INTEGERS.contains(column) { "bigint" } else { "text" };
                    format!("{column} {kind}")
                });
                format!("{}: {}", table.name, columns.collect::<Vec<_>>().join(", "))
            })
            .collect();
        lines.push("migration: number bigint".to_owned());
        lines.sort();
        lines
    }
}
