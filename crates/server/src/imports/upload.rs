//! `POST /api/imports`: the file of another office comes in, is kept as it is, and is read.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State as FromApp;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, StatusCode};
use domain::permissions::Action;
use sha2::{Digest, Sha256};
use store::files::Announced;
use uuid::Uuid;

use super::list::{ImportView, view};
use super::sheet::{self, Import, State};
use crate::error::{ApiError, ApiResult, Code};
use crate::limits;
use crate::session::Caller;
use crate::state::{App, AppState};

/// The header with the name of the file, percent-encoded: a name may say whose list it is and does not belong into an
/// address.
pub const NAME: &str = "tanthon-name";
/// Characters of a name.
const NAME_CHARS: usize = 200;

/// Takes a file in. The answer comes at once; `GET /api/imports/{id}` says how far reading is.
#[utoipa::path(post, path = "/api/imports", tag = "lists", params(("Tanthon-Name" = String, Header, description = "name of the file, percent-encoded")),
    request_body(content = [u8], content_type = "application/octet-stream"),
    responses((status = 202, body = ImportView), (status = 409, body = crate::error::ErrorBody), (status = 413, body = crate::error::ErrorBody)))]
pub async fn create(
    FromApp(app): FromApp<AppState>,
    caller: Caller,
    headers: HeaderMap,
    bytes: Result<Bytes, BytesRejection>,
) -> ApiResult<(StatusCode, Json<ImportView>)> {
    caller.must(Action::ImportLists)?;
    let bytes = bytes.map_err(|rejection| match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => {
            ApiError::new(Code::ListTooLarge).with("megabytes", limits::LIST_BYTES / (1024 * 1024))
        }
        _ => Code::BadRequest.into(),
    })?;
    let name = headers.get(NAME).and_then(|name| name.to_str().ok()).map(decoded);
    let name = name.filter(|name| !name.is_empty());
    let name = name.ok_or_else(|| ApiError::new(Code::BadRequest).field("Tanthon-Name", "required"))?;
    let hash: String = Sha256::digest(&bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let id = Uuid::now_v7().to_string();
    let _door = app.imports.door.lock().await;
    refuse_known(&app, &hash).await?;
    let work = app.imports.begin(&id)?;
    let (by, now) = (caller.actor.account, app.clock.now_text());
    let file = Announced {
        hash: &hash,
        mime: "application/octet-stream",
        size: bytes.len() as u64,
        by,
        now: &now,
    };
    app.store.keep_file(app.commune(), file, &bytes).await?;
    let import = Import {
        file_name: name,
        size: bytes.len() as u64,
        hash,
        ..Import::default()
    };
    let body = serde_json::to_string(&import)?;
    let state = (State::Reading.code(), body.as_str());
    app.store
        .create_worksheet(app.commune(), (sheet::KIND, &id), state, &[], (Some(by), &now))
        .await?;
    super::read::start(app.clone(), work, id.clone(), by);
    let view = view(&app, &super::find(&app, &id).await?).await?;
    Ok((StatusCode::ACCEPTED, Json(view)))
}

/// The same file a second time would only make doubt; unless the first was thrown away or taken back.
async fn refuse_known(app: &App, hash: &str) -> ApiResult<()> {
    for (sheet, import) in sheet::all(app, limits::IMPORTS).await? {
        let counts = match sheet.state {
            State::Reading | State::Stopped | State::Preview | State::Applying | State::Applied | State::Undoing => {
                true
            }
            State::Refused | State::Failed | State::Undone | State::Discarded => false,
        };
        if counts && import.hash == hash {
            let names = crate::office::account_names(app).await?;
            let by = sheet
                .created_by
                .and_then(|by| names.get(&by).cloned())
                .unwrap_or_default();
            return Err(ApiError::new(Code::ImportKnown)
                .with("id", sheet.id)
                .with("by", by)
                .with("at", sheet.created_at));
        }
    }
    Ok(())
}

/// Percent-decoded, without a folder and without what cannot be shown.
fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let pair = bytes
            .get(at + 1..at + 3)
            .and_then(|pair| std::str::from_utf8(pair).ok());
        match pair.filter(|_| *byte == b'%').map(|pair| u8::from_str_radix(pair, 16)) {
            Some(Ok(decoded)) => {
                out.push(decoded);
                at += 3;
            }
            Some(Err(_)) | None => {
                out.push(*byte);
                at += 1;
            }
        }
    }
    let name = String::from_utf8_lossy(&out);
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = name.chars().filter(|c| !c.is_control()).take(NAME_CHARS).collect();
    domain::text::normalize(name.trim())
}

#[cfg(test)]
mod tests {
    use super::decoded;

    #[test]
    fn names_are_decoded() {
        for (text, expected) in [
            ("danh-sach.xlsx", "danh-sach.xlsx"),
            ("Danh%20s%C3%A1ch%20100%25.xlsx", "Danh sách 100%.xlsx"),
            ("C%3A%5Cx%5Cy.csv", "y.csv"),
            ("..%2F..%2Fetc%2Fpasswd", "passwd"),
            ("a%0Ab.csv", "ab.csv"),
            ("100%", "100%"),
        ] {
            assert_eq!(decoded(text), expected, "{text}");
        }
    }
}
