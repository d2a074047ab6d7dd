//! `GET /api/imports` and `GET /api/imports/{id}`.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State as FromApp;
use domain::permissions::Action;
use register::plan::Stopped;
use serde::{Deserialize, Serialize};

use super::desk::Progress;
use super::sheet::{self, Hand, Import, Sheet, State};
use crate::error::ApiResult;
use crate::extract::{Params, Segment};
use crate::limits;
use crate::session::Caller;
use crate::state::{App, AppState};

/// Who and when.
#[derive(Serialize, utoipa::ToSchema)]
pub struct HandView {
    /// Display name.
    pub by: String,
    /// Vietnamese civil time.
    pub at: String,
}

/// Why a file cannot be used.
#[derive(Serialize, utoipa::ToSchema)]
pub struct RefusalView {
    /// Stable code.
    pub code: String,
    /// In which sheet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// In which row.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<u32>,
}

/// A column as it was understood.
#[derive(Serialize, utoipa::ToSchema)]
pub struct ColumnView {
    /// `A`, `B`, …
    pub letter: String,
    /// Its heading.
    pub heading: String,
    /// What it was taken for; absent: kept as it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// How sure.
    pub certainty: String,
    /// The encoding that was put right.
    pub encoding: String,
}

/// A sheet as it was understood.
#[derive(Serialize, utoipa::ToSchema)]
pub struct SheetView {
    /// Name.
    pub name: String,
    /// First and last row of the headings.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header_rows: Option<[u32; 2]>,
    /// How many people it names.
    pub people: u32,
    /// Columns.
    pub columns: Vec<ColumnView>,
}

/// Something wrong beyond single people.
#[derive(Serialize, utoipa::ToSchema)]
pub struct ProblemView {
    /// Stable code.
    pub code: String,
    /// Sheet.
    pub sheet: String,
    /// Row.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<u32>,
    /// Column, `A`, `B`, …
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
}

/// A row that names nobody.
#[derive(Serialize, utoipa::ToSchema)]
pub struct SkippedView {
    /// Stable code of the reason.
    pub reason: String,
    /// Sheet.
    pub sheet: String,
    /// Row.
    pub row: u32,
    /// Its first text.
    pub text: String,
}

/// An import.
#[derive(Serialize, utoipa::ToSchema)]
pub struct ImportView {
    /// Id.
    pub id: String,
    /// `reading`, `refused`, `failed`, `stopped`, `preview`, `applying`, `applied`, `undoing`, `undone`, `discarded`.
    pub state: String,
    /// Name of the file.
    pub file_name: String,
    /// Its bytes.
    pub size: u64,
    /// Who brought it.
    pub created: HandView,
    /// How far the work is that goes on now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub progress: Option<Progress>,
    /// Why the file cannot be used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refusal: Option<RefusalView>,
    /// A fault of the program: stable code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fault: Option<String>,
    /// Kind of list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// What speaks for it.
    pub evidence: Vec<String>,
    /// A person said something about kind or columns.
    pub is_corrected: bool,
    /// That was said of an earlier list with the same headings.
    pub is_remembered: bool,
    /// Sheets.
    pub sheets: Vec<SheetView>,
    /// Rows that name nobody, by reason.
    #[schema(value_type = Object)]
    pub skipped: BTreeMap<String, u32>,
    /// The first of them.
    pub skipped_rows: Vec<SkippedView>,
    /// How many problems.
    pub problem_count: u32,
    /// The first of them.
    pub problems: Vec<ProblemView>,
    /// Why it stopped by itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stopped: Option<Stopped>,
    /// Rows by state.
    #[schema(value_type = Object)]
    pub counts: BTreeMap<String, i64>,
    /// Who agreed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agreed: Option<HandView>,
    /// Who took it back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub undone: Option<HandView>,
}

/// A line of the list of imports.
#[derive(Serialize, utoipa::ToSchema)]
pub struct ImportLine {
    /// Id.
    pub id: String,
    /// State.
    pub state: String,
    /// Name of the file.
    pub file_name: String,
    /// Kind of list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Who brought it.
    pub created: HandView,
    /// Rows by state.
    #[schema(value_type = Object)]
    pub counts: BTreeMap<String, i64>,
}

/// A page of imports, the newest first.
#[derive(Serialize, utoipa::ToSchema)]
pub struct ImportPage {
    /// Imports.
    pub items: Vec<ImportLine>,
    /// How many there are.
    pub total: i64,
    /// Whether there are more.
    pub more: bool,
    /// `after` of the next page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// A page.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Asked {
    after: Option<String>,
    limit: Option<u32>,
}

/// All imports.
#[utoipa::path(get, path = "/api/imports", tag = "lists", params(Asked), responses((status = 200, body = ImportPage)))]
pub async fn list(
    FromApp(app): FromApp<AppState>,
    caller: Caller,
    Params(asked): Params<Asked>,
) -> ApiResult<Json<ImportPage>> {
    caller.must(Action::ImportLists)?;
    let names = crate::office::account_names(&app).await?;
    let all = sheet::all(&app, limits::IMPORTS).await?;
    let total = all.len() as i64;
    let limit = limits::page(asked.limit) as usize;
    let rest = all
        .into_iter()
        .filter(|(sheet, _)| asked.after.as_ref().is_none_or(|after| sheet.id < *after));
    let mut page: Vec<(Sheet, Import)> = rest.take(limit + 1).collect();
    let more = page.len() > limit;
    page.truncate(limit);
    let mut items = Vec::with_capacity(page.len());
    for (sheet, import) in page {
        let counts = sheet::counts(&app, &sheet.id).await?;
        items.push(ImportLine {
            state: sheet.state.code().to_owned(),
            file_name: import.file_name,
            kind: import.kind.map(code),
            created: HandView {
                by: sheet
                    .created_by
                    .and_then(|by| names.get(&by).cloned())
                    .unwrap_or_default(),
                at: sheet.created_at,
            },
            counts,
            id: sheet.id,
        });
    }
    let next = items.last().filter(|_| more).map(|last| last.id.clone());
    Ok(Json(ImportPage {
        items,
        total,
        more,
        next,
    }))
}

/// One import: how it was understood, what it would do, how far the work is.
#[utoipa::path(get, path = "/api/imports/{id}", tag = "lists", params(("id" = String, Path)), responses((status = 200, body = ImportView)))]
pub async fn show(
    FromApp(app): FromApp<AppState>,
    caller: Caller,
    Segment(id): Segment<String>,
) -> ApiResult<Json<ImportView>> {
    caller.must(Action::ImportLists)?;
    // First how far the work is, then the state: where nobody works any more, the state is the last one.
    let progress = app.imports.progress(&id);
    let view = view(&app, &super::find(&app, &id).await?).await?;
    Ok(Json(ImportView { progress, ..view }))
}

/// The stable code that serialisation writes.
pub(crate) fn code(value: impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(code)) => code,
        _ => String::new(),
    }
}

/// `A`, `B`, …, `AA`, as spreadsheets name columns.
fn letter(mut column: u16) -> String {
    let mut letters = Vec::new();
    loop {
        letters.push(b'A' + (column % 26) as u8);
        match column / 26 {
            0 => break,
            next => column = next - 1,
        }
    }
    letters.iter().rev().map(|byte| char::from(*byte)).collect()
}

/// The import as it is shown.
pub async fn view(app: &App, (sheet, import): &(Sheet, Import)) -> ApiResult<ImportView> {
    let names = crate::office::account_names(app).await?;
    let name = |by: Option<uuid::Uuid>| by.and_then(|by| names.get(&by).cloned()).unwrap_or_default();
    let hand = |hand: &Hand| HandView {
        by: name(Some(hand.by)),
        at: hand.at.clone(),
    };
    let sheet_name = |index: u32| {
        import
            .sheets
            .get(index as usize)
            .map(|sheet| sheet.name.clone())
            .unwrap_or_default()
    };
    let counts = match sheet.state {
        State::Reading | State::Refused | State::Failed => BTreeMap::new(),
        State::Stopped
        | State::Preview
        | State::Applying
        | State::Applied
        | State::Undoing
        | State::Undone
        | State::Discarded => sheet::counts(app, &sheet.id).await?,
    };
    let refusal = import.refusal.as_ref().map(|refusal| RefusalView {
        code: refusal.code.as_str().to_owned(),
        sheet: refusal.sheet.clone().filter(|sheet| !sheet.is_empty()),
        row: refusal.row,
    });
    let skipped = import.skipped_rows.iter().map(|row| SkippedView {
        reason: super::words::skip_code(row.reason),
        sheet: sheet_name(row.sheet),
        row: row.row,
        text: row.text.clone(),
    });
    let problems = import.problems.iter().map(|problem| ProblemView {
        code: problem.code.as_str().to_owned(),
        sheet: sheet_name(problem.sheet),
        row: problem.row,
        column: problem.column.map(letter),
    });
    Ok(ImportView {
        id: sheet.id.clone(),
        state: sheet.state.code().to_owned(),
        file_name: import.file_name.clone(),
        size: import.size,
        created: HandView {
            by: name(sheet.created_by),
            at: sheet.created_at.clone(),
        },
        progress: app.imports.progress(&sheet.id),
        refusal,
        fault: import.fault.clone(),
        kind: import.kind.map(code),
        evidence: import.evidence.clone(),
        is_corrected: import.mapping.is_some() || import.chosen_kind.is_some(),
        is_remembered: import.is_remembered,
        sheets: import.sheets.iter().map(sheet_view).collect(),
        skipped: import.skipped.clone(),
        skipped_rows: skipped.collect(),
        problem_count: import.problem_count,
        problems: problems.collect(),
        stopped: import.stopped,
        counts,
        agreed: import.agreed.as_ref().map(hand),
        undone: import.undone.as_ref().map(hand),
    })
}

fn sheet_view(sheet: &lists::SheetReading) -> SheetView {
    let columns = sheet.columns.iter().map(|column| ColumnView {
        letter: letter(column.column),
        heading: column.heading.clone(),
        field: column.field.map(|field| field.as_str().to_owned()),
        certainty: code(column.certainty),
        encoding: code(column.encoding),
    });
    SheetView {
        name: sheet.name.clone(),
        header_rows: sheet.header_rows.map(|(first, last)| [first, last]),
        people: sheet.people,
        columns: columns.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::letter;

    #[test]
    fn columns_have_letters() {
        for (column, expected) in [(0, "A"), (25, "Z"), (26, "AA"), (27, "AB"), (299, "KN")] {
            assert_eq!(letter(column), expected);
        }
    }
}
