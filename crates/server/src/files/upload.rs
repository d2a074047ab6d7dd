//! `POST /api/files`, `HEAD /api/files/{hash}`, `PATCH /api/files/{hash}`.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::permissions::Action;
use store::StoreError;
use store::files::{Announced, FileInfo};

use super::content;
use crate::error::{ApiError, ApiResult, Code};
use crate::extract::Segment;
use crate::limits;
use crate::session::Caller;
use crate::state::{App, AppState};

const UPLOAD_LENGTH: HeaderName = HeaderName::from_static("upload-length");
const UPLOAD_OFFSET: HeaderName = HeaderName::from_static("upload-offset");
const HASH: HeaderName = HeaderName::from_static("tanthon-hash");

/// The end of a file that is looked at, bytes: phones write a few bytes behind a JPEG's end.
const END: usize = 64 * 1024;

/// Announces a file, with its first piece if the device wants to.
#[utoipa::path(post, path = "/api/files", tag = "files",
    params(("Upload-Length" = u64, Header), ("Tanthon-Hash" = String, Header), ("Content-Type" = String, Header)),
    request_body(content = [u8], description = "the first piece, or nothing"),
    responses((status = 201, description = "`Location`, `Upload-Offset`"), (status = 200, description = "all of it is there")))]
pub async fn create(
    State(app): State<AppState>,
    caller: Caller,
    headers: HeaderMap,
    first: Bytes,
) -> ApiResult<Response> {
    may_upload(&caller)?;
    let length: u64 = number(&headers, &UPLOAD_LENGTH)
        .ok_or_else(|| ApiError::new(Code::BadRequest).field("Upload-Length", "required"))?;
    let hash = text(&headers, &HASH)
        .map(str::to_ascii_lowercase)
        .filter(|hash| store::files::is_hash(hash));
    let hash = hash.ok_or_else(|| ApiError::new(Code::BadRequest).field("Tanthon-Hash", "required"))?;
    let kind = text(&headers, &header::CONTENT_TYPE).unwrap_or_default();
    match kind {
        "image/jpeg" | "image/png" | "image/webp" | "application/pdf" => {}
        "image/heic" | "image/heif" => return Err(Code::FileHeic.into()),
        _ => return Err(Code::NotAnImage.into()),
    }
    if length == 0 {
        return Err(Code::FileEmpty.into());
    }
    if length > limits::FILE_BYTES {
        return Err(ApiError::new(Code::FileTooLarge).with("limit", limits::FILE_BYTES));
    }
    look_at_first(&first, length)?;
    let file = Announced {
        hash: &hash,
        mime: kind,
        size: length,
        by: caller.actor.account,
        now: &app.clock.now_text(),
    };
    let info = app.store.create_file(app.commune(), file, &first).await?;
    let status = if info.complete {
        StatusCode::OK
    } else {
        StatusCode::CREATED
    };
    let mut response = progress(status, &info);
    let location = HeaderValue::from_str(&format!("/api/files/{hash}")).map_err(ApiError::internal)?;
    response.headers_mut().insert(header::LOCATION, location);
    Ok(response)
}

/// How far a file is.
#[utoipa::path(head, path = "/api/files/{hash}", tag = "files", params(("hash" = String, Path)), responses((status = 200, description = "`Upload-Offset`, `Upload-Length`")))]
pub async fn state(State(app): State<AppState>, caller: Caller, Segment(hash): Segment<String>) -> ApiResult<Response> {
    may_upload(&caller)?;
    let info = info(&app, &hash).await?;
    Ok(progress(StatusCode::OK, &info))
}

/// Sends a piece of at most 4 MB.
#[utoipa::path(patch, path = "/api/files/{hash}", tag = "files", params(("hash" = String, Path), ("Upload-Offset" = u64, Header)),
    request_body(content = [u8], content_type = "application/offset+octet-stream"),
    responses((status = 204, description = "`Upload-Offset`"), (status = 409, body = crate::error::ErrorBody), (status = 422, body = crate::error::ErrorBody)))]
pub async fn append(
    State(app): State<AppState>,
    caller: Caller,
    Segment(hash): Segment<String>,
    headers: HeaderMap,
    bytes: Bytes,
) -> ApiResult<Response> {
    may_upload(&caller)?;
    let offset: u64 = number(&headers, &UPLOAD_OFFSET)
        .ok_or_else(|| ApiError::new(Code::BadRequest).field("Upload-Offset", "required"))?;
    let before = info(&app, &hash).await?;
    if before.offset == offset && !before.complete {
        let verdict = if offset == 0 {
            look_at_first(&bytes, before.size)
        } else if offset + bytes.len() as u64 == before.size {
            let start = app.store.file_start(app.commune(), &hash, content::START).await?;
            look_at_whole(start, &bytes, before.size)
        } else {
            Ok(())
        };
        if let Err(code) = verdict {
            app.store.discard_file(app.commune(), &hash).await?;
            return Err(code.into());
        }
    }
    let info = app.store.append_file(app.commune(), &hash, offset, &bytes).await?;
    Ok(progress(StatusCode::NO_CONTENT, &info))
}

/// A wrong kind of file is seen at its first piece, before the rest costs anybody's mobile data.
fn look_at_first(bytes: &[u8], size: u64) -> Result<(), Code> {
    if bytes.len() as u64 == size {
        look_at_whole(Vec::new(), bytes, size)
    } else if bytes.len() >= content::START {
        content::kind(bytes).map(|_| ())
    } else {
        Ok(())
    }
}

/// The last piece is here, after `start`: is the whole a file of a kind that can be shown?
fn look_at_whole(mut start: Vec<u8>, last: &[u8], size: u64) -> Result<(), Code> {
    let is_all = start.is_empty();
    if start.len() < content::START {
        start.extend_from_slice(&last[..last.len().min(content::START)]);
    }
    start.truncate(content::START);
    let kind = content::kind(&start)?;
    let end = &last[last.len().saturating_sub(END)..];
    // A last piece of a few bytes cannot show the end: then the hash alone must do.
    let is_enough = is_all || end.len() >= 1024;
    if is_enough && !content::is_whole(kind, &start, end, size) {
        return Err(Code::FileBroken);
    }
    Ok(())
}

async fn info(app: &App, hash: &str) -> ApiResult<FileInfo> {
    if !store::files::is_hash(hash) {
        return Err(StoreError::NotFound.into());
    }
    Ok(app.store.file(app.commune(), hash).await?.ok_or(StoreError::NotFound)?)
}

/// Whoever may take part in a dossier may send its papers.
fn may_upload(caller: &Caller) -> ApiResult<()> {
    use domain::dossier::StepKind;
    let steps = [
        StepKind::Receive,
        StepKind::Confirm,
        StepKind::RecordDecision,
        StepKind::AddPapers,
    ];
    let may = steps.into_iter().any(|step| caller.actor.may(Action::Take(step)));
    if may { Ok(()) } else { Err(Code::Forbidden.into()) }
}

fn progress(status: StatusCode, info: &FileInfo) -> Response {
    let headers = [
        (UPLOAD_OFFSET, info.offset.to_string()),
        (UPLOAD_LENGTH, info.size.to_string()),
    ];
    (status, headers).into_response()
}

fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok()).map(str::trim)
}

fn number(headers: &HeaderMap, name: &HeaderName) -> Option<u64> {
    text(headers, name)?.parse().ok()
}
