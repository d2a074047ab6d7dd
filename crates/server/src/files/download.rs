//! `GET /api/files/{hash}`: the bytes, for those who may see a dossier or record that names the file. Every read leaves a row.

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderName, header};
use axum::response::{IntoResponse, Response};
use domain::permissions::{Action, FactGroup};
use wire::entry::SubjectKind;
use wire::judge::village_of;

use super::content;
use crate::error::{ApiResult, Code};
use crate::extract::Segment;
use crate::session::Caller;
use crate::state::{App, AppState};

/// A file.
#[utoipa::path(get, path = "/api/files/{hash}", tag = "files", params(("hash" = String, Path)), responses((status = 200, description = "the bytes")))]
pub async fn get(State(app): State<AppState>, caller: Caller, Segment(hash): Segment<String>) -> ApiResult<Response> {
    if !store::files::is_hash(&hash) {
        return Err(Code::NotFound.into());
    }
    let info = app.store.file(app.commune(), &hash).await?.ok_or(Code::NotFound)?;
    if !may_read(&app, &caller, &hash, info.created_by).await? {
        return Err(Code::NotFound.into());
    }
    if !info.complete {
        return Err(Code::FileIncomplete.into());
    }
    let (info, path) = app.store.open_file(app.commune(), &hash).await?;
    let start = app.store.file_start(app.commune(), &hash, content::START).await?;
    let kind = content::kind(&start)?;
    crate::reads::note_text(&app, &caller, format!("file {hash}"), "open").await?;
    let bytes = tokio::fs::read(path).await.map_err(crate::error::ApiError::internal)?;
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_LENGTH, info.size.to_string()),
        (header::CONTENT_DISPOSITION, "inline".to_owned()),
        // A PDF from a phone is somebody's file: it may be looked at, and nothing in it may run.
        (
            HeaderName::from_static("content-security-policy"),
            "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'".to_owned(),
        ),
        (header::X_FRAME_OPTIONS, "SAMEORIGIN".to_owned()),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    Ok((headers, Body::from(bytes)).into_response())
}

/// Whoever may open one of the records that name the file; before its entry arrives, whoever sent it.
async fn may_read(app: &App, caller: &Caller, hash: &str, created_by: uuid::Uuid) -> ApiResult<bool> {
    let subjects = app.store.file_subjects(app.commune(), hash).await?;
    if subjects.is_empty() {
        return Ok(created_by == caller.actor.account);
    }
    for (kind, id) in subjects {
        let action = match kind {
            SubjectKind::Dossier => Action::ReadDossiers,
            SubjectKind::Person
            | SubjectKind::Household
            | SubjectKind::Attendance
            | SubjectKind::Survey
            | SubjectKind::Difficulty
            | SubjectKind::HomeVisit => Action::Read(FactGroup::Identity),
        };
        if !caller.actor.may(action) {
            continue;
        }
        let record = app.store.record(app.commune(), kind, id).await?;
        let village = record.as_ref().and_then(village_of);
        if !village.is_some_and(|village| caller.actor.is_kept_from_village(village)) {
            return Ok(true);
        }
    }
    Ok(false)
}
