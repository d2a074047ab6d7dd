//! `GET /api/rules`: the rules bundle, for whoever asks; the law is public.

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::state::AppState;

/// The bundle; 304 when the caller has it.
#[utoipa::path(get, path = "/api/rules", tag = "sync", responses((status = 200, body = Object), (status = 304)))]
pub async fn bundle(State(app): State<AppState>, headers: HeaderMap) -> Response {
    let tag = format!("\"{}\"", app.law.version());
    let known = headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    // A proxy that compresses makes the tag a weak one.
    let fresh = known.is_some_and(|known| known.split(',').any(|one| one.trim().trim_start_matches("W/") == tag));
    let mut response = if fresh {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        ([(header::CONTENT_TYPE, "application/json")], app.law.bundle_json()).into_response()
    };
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}
