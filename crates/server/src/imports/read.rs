//! From the kept file to the preview, in the background.

use std::collections::BTreeMap;
use std::sync::Arc;

use lists::columns::Mapping;
use lists::{ImportedList, ListError, ListKind, ReadOptions};
use register::plan::{Plan, plan};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use store::office::worksheets::WorksheetRow;
use uuid::Uuid;

use super::desk::Work;
use super::place::Here;
use super::sheet::{self, Import, ImportRow, Placed, RowState, State};
use crate::error::{ApiError, ApiResult, Code};
use crate::state::{App, AppState};
use crate::whole::Whole;

/// Problems and skipped rows that are kept by name; beyond it only their number.
const NAMED: usize = 300;

/// What somebody said about the lists of one source, kept in a setting for the next one.
#[derive(Debug, Serialize, Deserialize)]
struct Remembered {
    kind: Option<ListKind>,
    mapping: Mapping,
}

/// Reads in the background; whatever happens, the import does not stay in `reading`.
pub fn start(app: AppState, work: Work, id: String, by: Uuid) {
    tokio::spawn(async move {
        if let Err(error) = run(&app, &work, &id, by).await {
            tracing::error!(code = error.code().as_str(), "an import could not be read");
            let fail = async {
                let (_, mut import) = super::find(&app, &id).await?;
                import.fault = Some(error.code().as_str().to_owned());
                sheet::save(&app, &id, (State::Reading, State::Failed), &import, &[], Some(by)).await
            };
            if let Err(error) = fail.await {
                tracing::error!(
                    code = error.code().as_str(),
                    "the failure of an import could not be kept"
                );
            }
        }
    });
}

async fn run(app: &AppState, work: &Work, id: &str, by: Uuid) -> ApiResult<()> {
    let turn = work.turn().await?;
    let (_, mut import) = super::find(app, id).await?;
    import.refusal = None;
    import.fault = None;
    import.stopped = None;
    work.says("reading", 0, None);
    let bytes = crate::files::read_whole(app, &import.hash).await?;
    let bytes = Arc::new(bytes.ok_or_else(|| ApiError::internal("the kept file is not there"))?);
    let list = match understand(app, work, &mut import, &bytes).await? {
        Ok(list) => list,
        Err(refusal) => {
            import.refusal = Some(refusal);
            app.store
                .refill_worksheet(
                    app.commune(),
                    (sheet::KIND, id),
                    (State::Reading.code(), State::Refused.code()),
                    &serde_json::to_string(&import)?,
                    &[],
                    (Some(by), &app.clock.now_text()),
                )
                .await?;
            return Ok(());
        }
    };
    drop(bytes);
    work.says("comparing", 0, Some(list.rows.len() as u64));
    import.seq = app.store.last_seq(app.commune()).await?;
    let whole = Whole::load(app).await?;
    let kind = list.kind.kind;
    describe(&mut import, &list);
    let config = app.config.clone();
    let (stopped, rows) = tokio::task::spawn_blocking(move || compared(list, kind, &whole, &config))
        .await
        .map_err(ApiError::internal)??;
    work.says("keeping", rows.len() as u64, Some(rows.len() as u64));
    let state = match stopped {
        Some(_) => State::Stopped,
        None => State::Preview,
    };
    import.stopped = stopped;
    app.store
        .refill_worksheet(
            app.commune(),
            (sheet::KIND, id),
            (State::Reading.code(), state.code()),
            &serde_json::to_string(&import)?,
            &rows,
            (Some(by), &app.clock.now_text()),
        )
        .await?;
    drop(turn);
    Ok(())
}

/// Reads the file; with what a person said about it, or about an earlier list with the same headings.
async fn understand(
    app: &AppState,
    work: &Work,
    import: &mut Import,
    bytes: &Arc<Vec<u8>>,
) -> ApiResult<Result<ImportedList, ListError>> {
    let said = import.mapping.is_some() || import.chosen_kind.is_some();
    import.is_remembered = false;
    let options = ReadOptions {
        mapping: import.mapping.clone(),
        kind: import.chosen_kind,
        today: Some(app.clock.today_text()),
    };
    let first = read(work, import, bytes, options.clone()).await?;
    let (Ok(list), false) = (&first, said) else {
        return Ok(first);
    };
    let Some(known) = app.store.setting(app.commune(), &source(&list.mapping)).await? else {
        return Ok(first);
    };
    let known: Remembered = serde_json::from_str(&known)?;
    import.mapping = Some(known.mapping.clone());
    import.chosen_kind = known.kind;
    import.is_remembered = true;
    let options = ReadOptions {
        mapping: Some(known.mapping),
        kind: known.kind,
        ..options
    };
    read(work, import, bytes, options).await
}

async fn read(
    work: &Work,
    import: &Import,
    bytes: &Arc<Vec<u8>>,
    options: ReadOptions,
) -> ApiResult<Result<ImportedList, ListError>> {
    let (bytes, name) = (Arc::clone(bytes), import.file_name.clone());
    let (sender, mut receiver) = tokio::sync::watch::channel(0);
    let reading = tokio::task::spawn_blocking(move || {
        lists::read_with_progress(&bytes, &name, &options, &mut |rows| {
            sender.send_replace(rows);
        })
    });
    // The sender goes with the reading, and with it this loop.
    while receiver.changed().await.is_ok() {
        work.says("reading", *receiver.borrow_and_update(), None);
    }
    reading.await.map_err(ApiError::internal)
}

/// Keeps what a person said for the next list with these headings.
pub async fn remember(app: &App, import: &Import, by: Uuid) -> ApiResult<()> {
    let Some(mapping) = &import.mapping else { return Ok(()) };
    let known = Remembered {
        kind: import.chosen_kind,
        mapping: mapping.clone(),
    };
    let value = serde_json::to_string(&known)?;
    let name = source(&headings(import));
    app.store
        .set_setting(app.commune(), &name, &value, Some(by), &app.clock.now_text())
        .await?;
    Ok(())
}

/// The headings of an import with what they were taken for.
pub fn headings(import: &Import) -> Mapping {
    let mut mapping = Mapping::default();
    for column in import.sheets.iter().flat_map(|sheet| &sheet.columns) {
        if !column.heading.is_empty() && mapping.get(&column.heading).is_none() {
            mapping.set(&column.heading, column.field);
        }
    }
    mapping
}

/// The name of the setting for lists with these headings.
fn source(headings: &Mapping) -> String {
    let mut digest = Sha256::new();
    for (heading, _) in headings.iter() {
        digest.update(heading.as_bytes());
        digest.update(b"\n");
    }
    let hash: String = digest
        .finalize()
        .iter()
        .take(16)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("import_source.{hash}")
}

/// What the import says of itself.
fn describe(import: &mut Import, list: &ImportedList) {
    import.kind = Some(list.kind.kind);
    import.evidence.clone_from(&list.kind.evidence);
    import.sheets.clone_from(&list.sheets);
    import.skipped = BTreeMap::new();
    for skipped in &list.skipped {
        *import
            .skipped
            .entry(super::words::skip_code(skipped.reason))
            .or_default() += 1;
    }
    import.skipped_rows = list.skipped.iter().take(NAMED).cloned().collect();
    import.problem_count = u32::try_from(list.problems.len()).unwrap_or(u32::MAX);
    import.problems = list.problems.iter().take(NAMED).cloned().collect();
}

fn compared(
    list: ImportedList,
    kind: ListKind,
    whole: &Whole,
    config: &crate::config::Config,
) -> ApiResult<(Option<register::plan::Stopped>, Vec<WorksheetRow>)> {
    let here = Here::of(config);
    let Plan { rows, stopped } = plan(&list, kind, &whole.register(), &|row| here.place(row));
    let mut read = list.rows.into_iter();
    let rows = (0..).zip(rows).map(|(position, planned)| {
        let placed = Placed {
            position,
            state: RowState::of(planned.action),
            row: ImportRow::of(planned, read.next()),
        };
        placed.stored()
    });
    Ok((stopped, rows.collect::<ApiResult<_>>()?))
}

/// Refuses what is no import any more.
pub fn kind_of(import: &Import) -> ApiResult<ListKind> {
    import
        .kind
        .ok_or_else(|| ApiError::new(Code::ImportState).with("state", "refused"))
}
