//! `POST /api/imports/{id}/mapping`: a person says what kind of list it is and what its columns hold; the file is read
//! again, and the next list with these headings is read so at once. Also the way out after a fault of the program.

use axum::Json;
use axum::extract::State as FromApp;
use axum::http::StatusCode;
use domain::permissions::Action;
use lists::ListKind;
use lists::columns::Field;
use serde::Deserialize;

use super::list::{ImportView, view};
use super::sheet::{self, State};
use super::{must_be, read};
use crate::error::{ApiError, ApiResult, Code};
use crate::extract::{Body, Segment};
use crate::session::Caller;
use crate::state::AppState;

/// Columns that one list can have.
const COLUMNS: usize = 600;

/// What a heading means.
#[derive(Deserialize, utoipa::ToSchema)]
pub struct ColumnChoice {
    /// The heading as it was shown.
    pub heading: String,
    /// The field; absent: the column is of no use.
    pub field: Option<String>,
}

/// What a person says.
#[derive(Deserialize, utoipa::ToSchema)]
pub struct Correction {
    /// `residence`, `payment`, `poor_household`, `elderly`, `disability`, `other`; absent: as it was.
    pub kind: Option<String>,
    /// Columns that are something else than was understood.
    #[serde(default)]
    pub columns: Vec<ColumnChoice>,
}

/// Corrects how an import was understood.
#[utoipa::path(post, path = "/api/imports/{id}/mapping", tag = "lists", params(("id" = String, Path)), request_body = Correction,
    responses((status = 202, body = ImportView), (status = 409, body = crate::error::ErrorBody)))]
pub async fn correct(
    FromApp(app): FromApp<AppState>,
    caller: Caller,
    Segment(id): Segment<String>,
    Body(said): Body<Correction>,
) -> ApiResult<(StatusCode, Json<ImportView>)> {
    caller.must(Action::ImportLists)?;
    let (sheet, mut import) = super::find(&app, &id).await?;
    must_be(&sheet, &[State::Preview, State::Stopped, State::Failed, State::Refused])?;
    if sheet.state == State::Refused && import.sheets.is_empty() {
        // It was never understood: there is nothing to correct.
        return Err(ApiError::new(Code::ImportState).with("state", sheet.state.code()));
    }
    if said.columns.len() > COLUMNS {
        return Err(ApiError::new(Code::InvalidInput).field("columns", "too_many"));
    }
    if let Some(kind) = &said.kind {
        let kind: ListKind = serde_json::from_value(kind.as_str().into())
            .map_err(|_| ApiError::new(Code::InvalidInput).field("kind", "unknown"))?;
        import.chosen_kind = Some(kind);
    }
    let has_said = said.kind.is_some() || !said.columns.is_empty();
    if !said.columns.is_empty() {
        let mut mapping = import.mapping.clone().unwrap_or_else(|| read::headings(&import));
        for column in &said.columns {
            let field = match column.field.as_deref() {
                None => None,
                Some(code) => Some(
                    Field::from_code(code)
                        .ok_or_else(|| ApiError::new(Code::InvalidInput).field("columns", "unknown"))?,
                ),
            };
            if column.heading.trim().is_empty() {
                return Err(ApiError::new(Code::InvalidInput).field("columns", "required"));
            }
            mapping.set(&column.heading, field);
        }
        import.mapping = Some(mapping);
    } else if import.mapping.is_none() && has_said {
        import.mapping = Some(read::headings(&import));
    }
    let by = caller.actor.account;
    let work = app.imports.begin(&id)?;
    if has_said {
        read::remember(&app, &import, by).await?;
    }
    sheet::save(&app, &id, (sheet.state, State::Reading), &import, &[], Some(by)).await?;
    read::start(app.clone(), work, id.clone(), by);
    let view = view(&app, &super::find(&app, &id).await?).await?;
    Ok((StatusCode::ACCEPTED, Json(view)))
}
