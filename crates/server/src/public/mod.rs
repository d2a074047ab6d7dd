//! Pages for citizens: plain HTML, no JavaScript, no session. Vietnamese first, `?lang=en` in English.

use axum::http::header;
use axum::response::{IntoResponse, Response};

pub mod home;
pub mod look_up;
pub mod missing;
pub mod page;
pub mod procedures;
pub mod schedule;

/// `GET /public.css`.
pub async fn style() -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/css; charset=utf-8"),
        (header::CACHE_CONTROL, "public, max-age=3600"),
    ];
    (headers, include_str!("style.css")).into_response()
}
