//! Around every request: a log line without personal data, a time limit, an answer after a panic.

use std::any::Any;
use std::time::{Duration, Instant};

use axum::extract::{MatchedPath, Request};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::error::{ApiError, Code};
use crate::limits;

/// One line per request: the route's template, never the address itself, never a body.
pub async fn log(request: Request, next: Next) -> Response {
    let started = Instant::now();
    let method = request.method().clone();
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or_else(|| "unmatched".to_owned(), |path| path.as_str().to_owned());
    let response = next.run(request).await;
    let status = response.status().as_u16();
    let milliseconds = started.elapsed().as_millis() as u64;
    if status >= 500 {
        tracing::error!(%method, route, status, milliseconds, "request");
    } else {
        tracing::info!(%method, route, status, milliseconds, "request");
    }
    response
}

/// Gives a request up after a time; pieces of files over a slow network get longer.
pub async fn limit_time(request: Request, next: Next) -> Response {
    let limit = time_limit(&request);
    match tokio::time::timeout(limit, next.run(request)).await {
        Ok(response) => response,
        Err(_) => ApiError::new(Code::ServerTimeout).into_response(),
    }
}

fn time_limit(request: &Request) -> Duration {
    let path = request.uri().path();
    if path.starts_with("/api/files") || path == "/api/imports" {
        limits::UPLOAD_TIMEOUT
    } else {
        limits::TIMEOUT
    }
}

/// A panic is a fault of the program; the caller gets the usual error, the others go on.
pub fn after_panic(_: Box<dyn Any + Send + 'static>) -> Response {
    tracing::error!("a handler panicked");
    ApiError::new(Code::ServerFailed).into_response()
}
