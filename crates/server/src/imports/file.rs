//! `GET /api/imports/{id}/file`: the file as it came.

use axum::body::Body;
use axum::extract::State as FromApp;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::permissions::Action;

use crate::error::{ApiResult, Code};
use crate::extract::Segment;
use crate::session::Caller;
use crate::state::AppState;

/// The original file. The read leaves a row.
#[utoipa::path(get, path = "/api/imports/{id}/file", tag = "lists", params(("id" = String, Path)), responses((status = 200, description = "the bytes")))]
pub async fn get(FromApp(app): FromApp<AppState>, caller: Caller, Segment(id): Segment<String>) -> ApiResult<Response> {
    caller.must(Action::ImportLists)?;
    let (sheet, import) = super::find(&app, &id).await?;
    crate::reads::note_text(&app, &caller, format!("import {}", sheet.id), "file").await?;
    let bytes = crate::files::read_whole(&app, &import.hash)
        .await?
        .ok_or(Code::NotFound)?;
    // Only letters, digits and signs that every header carries; the real name follows in UTF-8 (RFC 6266).
    let plain: String = import
        .file_name
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_') {
                c
            } else {
                '_'
            }
        })
        .collect();
    let encoded: String = import
        .file_name
        .bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'-' | b'_' => char::from(byte).to_string(),
            byte => format!("%{byte:02X}"),
        })
        .collect();
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}"),
        ),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    Ok((headers, Body::from(bytes)).into_response())
}
