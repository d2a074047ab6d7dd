//! `backup`, `restore`, `verify`, `rebuild`, `export`.

use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use store::operate::BackupSummary;

use super::{block_on, done, line, open};
use crate::cli::Place;
use crate::config::FILE_NAME;
use crate::serve::{CONFIG_SETTING, open_store};

/// Records written at once by `export`.
const STEP: u32 = 1_000;

/// Copies everything into one archive.
pub fn backup(place: &Place, to: &Path) -> anyhow::Result<ExitCode> {
    block_on(async {
        let store = open_store(&place.data, place.database_url.as_deref()).await?;
        let summary = store
            .backup(to)
            .await
            .with_context(|| format!("cannot write {}", to.display()))?;
        store.close().await;
        say(&summary)
    })
}

/// Puts an archive back into an empty place.
pub fn restore(place: &Place, from: &Path) -> anyhow::Result<ExitCode> {
    block_on(async {
        let store = open_store(&place.data, place.database_url.as_deref()).await?;
        let summary = store
            .restore(from)
            .await
            .with_context(|| format!("cannot restore {}", from.display()))?;
        for commune in store.communes().await? {
            let known = store.setting(&commune, CONFIG_SETTING).await?;
            if let Some(text) = known.filter(|_| !place.data.join(FILE_NAME).exists()) {
                std::fs::write(place.data.join(FILE_NAME), text)?;
                eprintln!("tanthon: wrote {}", place.data.join(FILE_NAME).display());
            }
        }
        store.close().await;
        say(&summary)
    })
}

fn say(summary: &BackupSummary) -> anyhow::Result<ExitCode> {
    for (table, rows) in &summary.rows {
        line(format!("{table} {rows}"));
    }
    line(format!("files {}", summary.files));
    for hash in &summary.missing_files {
        eprintln!("tanthon: file {hash} is missing or damaged");
    }
    Ok(if summary.missing_files.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(1)
    })
}

/// Checks journal, projections and files against each other.
pub fn verify(place: &Place) -> anyhow::Result<ExitCode> {
    block_on(async {
        let store = open_store(&place.data, place.database_url.as_deref()).await?;
        let verified = store.verify().await?;
        store.close().await;
        line(format!("entries {}", verified.entries));
        line(format!("files {}", verified.files));
        for fault in &verified.faults {
            line(format!("fault {fault:?}"));
        }
        Ok(if verified.faults.is_empty() {
            ExitCode::SUCCESS
        } else {
            ExitCode::from(1)
        })
    })
}

/// Makes the projections anew from the journal.
pub fn rebuild(place: &Place) -> anyhow::Result<ExitCode> {
    block_on(async {
        let store = open_store(&place.data, place.database_url.as_deref()).await?;
        for commune in store.communes().await? {
            let rebuilt = store.rebuild(&commune).await?;
            line(format!(
                "{commune} entries {} subjects {}",
                rebuilt.entries, rebuilt.subjects
            ));
        }
        store.close().await;
        done()
    })
}

/// The current state of every record as JSON lines, without surveys.
pub fn export(place: &Place) -> anyhow::Result<ExitCode> {
    block_on(async {
        let opened = open(place).await?;
        let now = opened.clock.now_text();
        opened
            .store
            .write_audit(opened.commune(), &now, None, "export", opened.commune(), "")
            .await?;
        let mut cursor = 0;
        loop {
            let changes = opened
                .store
                .changes(opened.commune(), cursor, &Default::default(), STEP)
                .await?;
            for record in &changes.records {
                line(serde_json::to_string(record)?);
            }
            if !changes.more {
                break;
            }
            cursor = changes.cursor;
        }
        opened.store.close().await;
        done()
    })
}
