//! A backup is one `.tar` file, the same for both engines:
//!
//! - `manifest.json`: `{"format": 1, "tables": {"journal": {"rows": 12, "columns": [..]}, …}, "files": 3}`
//! - `tables/<name>.jsonl`: one JSON array of texts per row, columns as in the manifest
//! - `files/<commune>/<hash>`: the bytes of every complete file
//!
//! Derived tables are left out: a restore folds the journal. Sessions are left out: everybody signs in again.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead as _, BufReader, BufWriter, Seek as _, Write as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::Store;
use crate::db::{Query, Tx, Value, from_json, to_json};
use crate::error::{Result, StoreError};
use crate::files::FileStore;
use crate::files::blocking;
use crate::schema::{TABLES, Table};

const FORMAT: u32 = 1;
/// Tables of earlier versions whose rows nobody needs any more.
const RETIRED: [&str; 1] = ["assessment.jsonl"];
/// Rows read or written at once.
const PAGE: i64 = 1000;

/// What a backup or a restore carried.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BackupSummary {
    /// Rows by table.
    pub rows: BTreeMap<String, u64>,
    /// Files.
    pub files: u64,
    /// Complete files of the table that are not on the disk or whose content is not theirs; none in a healthy store.
    pub missing_files: Vec<String>,
}

#[derive(Serialize, Deserialize)]
struct Manifest {
    format: u32,
    tables: BTreeMap<String, TableManifest>,
    files: u64,
}

#[derive(Serialize, Deserialize)]
struct TableManifest {
    rows: u64,
    columns: Vec<String>,
}

/// The columns of a table as texts, whatever their type.
pub(super) fn as_texts(table: &Table) -> String {
    table
        .columns
        .iter()
        .map(|column| format!("CAST({column} AS TEXT)"))
        .collect::<Vec<_>>()
        .join(", ")
}

fn carried() -> impl Iterator<Item = &'static Table> {
    TABLES
        .iter()
        .copied()
        .filter(|table| !table.derived && table.name != "session")
}

impl Store {
    /// Writes everything into one new file, as of one moment; work goes on meanwhile.
    ///
    /// # Errors
    /// `Taken` when the file exists. A file that could not be finished is removed.
    pub async fn backup(&self, to: &Path) -> Result<BackupSummary> {
        if tokio::fs::try_exists(to).await? {
            return Err(StoreError::Taken("backup file"));
        }
        let work = to.with_extension("tables.tmp");
        let unfinished = to.with_extension("tar.tmp");
        let result = self.write_backup(&work, &unfinished, to).await;
        let _ = tokio::fs::remove_dir_all(&work).await;
        if result.is_err() {
            let _ = tokio::fs::remove_file(&unfinished).await;
        }
        result
    }

    async fn write_backup(&self, work: &Path, unfinished: &Path, to: &Path) -> Result<BackupSummary> {
        tokio::fs::create_dir_all(work).await?;
        let mut tx = self.db.begin_read().await?;
        let mut summary = BackupSummary::default();
        let mut columns = BTreeMap::new();
        for table in carried() {
            let rows = write_table(&mut tx, table, &work.join(table.name)).await?;
            summary.rows.insert(table.name.to_owned(), rows);
            let names = table.columns.iter().map(|column| (*column).to_owned()).collect();
            columns.insert(table.name.to_owned(), TableManifest { rows, columns: names });
        }
        let text = "SELECT commune, hash FROM file WHERE complete = 1 ORDER BY commune, hash";
        let mut files = Vec::new();
        for row in tx.fetch_all(Query::new(text)).await? {
            let (commune, hash) = (row.text(0)?, row.text(1)?);
            if self.files.is_sound(&commune, &hash).await? {
                files.push((format!("files/{commune}/{hash}"), self.files.path(&commune, &hash)));
            } else {
                summary.missing_files.push(hash);
            }
        }
        tx.rollback().await?;
        summary.files = files.len() as u64;
        let manifest = to_json(&Manifest {
            format: FORMAT,
            tables: columns,
            files: summary.files,
        })?;
        let (work, unfinished, to) = (work.to_owned(), unfinished.to_owned(), to.to_owned());
        blocking(move || pack(&manifest, &work, &files, &unfinished, &to)).await?;
        Ok(summary)
    }

    /// Fills an empty store from a backup, whichever engine wrote it, and folds the journal.
    ///
    /// # Errors
    /// `Taken` when the store is not empty; `Corrupt` when the file is not a backup or is damaged. The database is
    /// filled in one transaction: it is complete or untouched.
    pub async fn restore(&self, from: &Path) -> Result<BackupSummary> {
        if !self.communes().await?.is_empty() {
            return Err(StoreError::Taken("store is not empty"));
        }
        let work = self.data_dir.join("restore.tmp");
        let (source, folder, files) = (from.to_owned(), work.clone(), self.files.clone());
        let unpacked = blocking(move || unpack(&source, &folder, &files)).await;
        let result = match unpacked {
            Ok((manifest, files)) => self.fill(&work, manifest, files).await,
            Err(error) => Err(error),
        };
        let _ = tokio::fs::remove_dir_all(&work).await;
        result
    }

    async fn fill(&self, work: &Path, manifest: Manifest, files: u64) -> Result<BackupSummary> {
        let mut summary = BackupSummary {
            files,
            ..BackupSummary::default()
        };
        let mut tx = self.db.begin().await?;
        for table in carried() {
            let Some(known) = manifest.tables.get(table.name) else {
                continue;
            };
            let rows = read_table(&mut tx, table, known, &work.join(table.name)).await?;
            if rows != known.rows {
                return Err(StoreError::Corrupt(format!(
                    "backup: {} has {rows} of {} rows",
                    table.name, known.rows
                )));
            }
            summary.rows.insert(table.name.to_owned(), rows);
        }
        let mut communes = Vec::new();
        for row in tx
            .fetch_all(Query::new("SELECT commune FROM commune ORDER BY commune"))
            .await?
        {
            communes.push(row.text(0)?);
        }
        for commune in communes {
            super::rebuild::fold(&mut tx, &commune).await?;
        }
        tx.commit().await?;
        Ok(summary)
    }
}

/// Reads a table page by page along its key, which begins with the commune.
async fn write_table(tx: &mut Tx, table: &'static Table, to: &Path) -> Result<u64> {
    let mut out = BufWriter::new(File::create(to)?);
    let key = table.columns[..table.key].join(", ");
    let mut rows = 0_u64;
    loop {
        let text = format!(
            "SELECT {} FROM {} ORDER BY {key} LIMIT $1 OFFSET $2",
            as_texts(table),
            table.name
        );
        let page = tx.fetch_all(Query::new(text).bind(PAGE).bind(rows as i64)).await?;
        for row in &page {
            let columns = (0..table.columns.len())
                .map(|column| row.opt_text(column))
                .collect::<Result<Vec<_>>>()?;
            writeln!(out, "{}", to_json(&columns)?)?;
        }
        rows += page.len() as u64;
        if page.len() < PAGE as usize {
            break;
        }
    }
    out.flush()?;
    Ok(rows)
}

async fn read_table(tx: &mut Tx, table: &'static Table, known: &TableManifest, from: &Path) -> Result<u64> {
    if known
        .columns
        .iter()
        .any(|column| !table.columns.contains(&column.as_str()))
    {
        return Err(StoreError::Corrupt(format!(
            "backup: {} was written by a newer program",
            table.name
        )));
    }
    let order: Vec<Option<usize>> = table
        .columns
        .iter()
        .map(|column| known.columns.iter().position(|name| name == column))
        .collect();
    let integers = table.integers();
    let mut rows = 0;
    let mut batch = Vec::new();
    for line in BufReader::new(File::open(from)?).lines() {
        let texts: Vec<Option<String>> = from_json(&line?)?;
        let mut values = Vec::with_capacity(table.columns.len());
        for (column, place) in table.columns.iter().zip(&order) {
            let text = place.and_then(|place| texts.get(place).cloned()).flatten();
            values.push(if integers.contains(column) {
                let number = text.map(|text| text.parse()).transpose();
                Value::Int(number.map_err(|_| StoreError::Corrupt(format!("backup: {}.{column}", table.name)))?)
            } else {
                Value::Text(text)
            });
        }
        batch.push(values);
        rows += 1;
        if batch.len() == PAGE as usize {
            table.insert(tx, std::mem::take(&mut batch)).await?;
        }
    }
    table.insert(tx, batch).await?;
    Ok(rows)
}

fn pack(manifest: &str, work: &Path, files: &[(String, PathBuf)], unfinished: &Path, to: &Path) -> Result<()> {
    let mut tar = tar::Builder::new(BufWriter::new(File::create(unfinished)?));
    let mut header = tar::Header::new_gnu();
    header.set_size(manifest.len() as u64);
    header.set_mode(0o600);
    header.set_cksum();
    tar.append_data(&mut header, "manifest.json", manifest.as_bytes())?;
    for table in carried() {
        tar.append_path_with_name(work.join(table.name), format!("tables/{}.jsonl", table.name))?;
    }
    for (name, path) in files {
        tar.append_path_with_name(path, name)?;
    }
    let file = tar
        .into_inner()?
        .into_inner()
        .map_err(|error| StoreError::from(error.into_error()))?;
    file.sync_all()?;
    std::fs::rename(unfinished, to)?;
    Ok(())
}

/// Unpacks tables into `work` and files into their store. Names are matched, never used as paths.
fn unpack(from: &Path, work: &Path, files: &FileStore) -> Result<(Manifest, u64)> {
    std::fs::create_dir_all(work)?;
    let mut source = File::open(from)?;
    source.rewind()?;
    let mut archive = tar::Archive::new(BufReader::new(source));
    let damaged = |_| StoreError::Corrupt("backup: not a tar file, or damaged".to_owned());
    let mut manifest: Option<Manifest> = None;
    let mut restored = 0;
    for entry in archive.entries().map_err(damaged)? {
        let mut entry = entry.map_err(damaged)?;
        let name = entry.path().map_err(damaged)?.to_string_lossy().into_owned();
        let parts: Vec<&str> = name.split('/').collect();
        match parts.as_slice() {
            ["manifest.json"] => {
                manifest = Some(
                    serde_json::from_reader(&mut entry)
                        .map_err(|error| StoreError::Corrupt(format!("backup: manifest, line {}", error.line())))?,
                );
            }
            ["tables", file] if RETIRED.contains(file) => {}
            ["tables", file] => {
                let Some(table) = carried().find(|table| file.strip_suffix(".jsonl") == Some(table.name)) else {
                    return Err(StoreError::Corrupt(
                        "backup: a table that this program does not know".to_owned(),
                    ));
                };
                std::io::copy(&mut entry, &mut File::create(work.join(table.name))?)?;
            }
            ["files", commune, hash] if crate::files::is_hash(hash) && is_plain(commune) => {
                files.put(commune, hash, &mut entry)?;
                restored += 1;
            }
            _ => return Err(StoreError::Corrupt("backup: an unexpected entry".to_owned())),
        }
    }
    match manifest {
        Some(manifest) if manifest.format > FORMAT => {
            Err(StoreError::Corrupt("backup: written by a newer program".to_owned()))
        }
        Some(manifest) if manifest.files != restored => Err(StoreError::Corrupt(format!(
            "backup: {restored} of {} files",
            manifest.files
        ))),
        Some(manifest) => Ok((manifest, restored)),
        None => Err(StoreError::Corrupt("backup: no manifest".to_owned())),
    }
}

fn is_plain(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
}
