//! Headers that every answer carries, and the content security policies.

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

/// Public pages: no script at all.
pub const PUBLIC_POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
     form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// API answers: nothing may be loaded from them.
const API_POLICY: &str = "default-src 'none'; frame-ancestors 'none'";

/// Adds what is missing; a handler that set a header itself (the web app's own policy) keeps it.
pub async fn add(request: Request, next: Next) -> Response {
    let api = request.uri().path().starts_with("/api/");
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    keep_or(headers, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    keep_or(headers, header::REFERRER_POLICY, "no-referrer");
    keep_or(headers, header::X_FRAME_OPTIONS, "DENY");
    keep_or(
        headers,
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    );
    keep_or(
        headers,
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    );
    keep_or(
        headers,
        HeaderName::from_static("permissions-policy"),
        "camera=(self), geolocation=(), microphone=()",
    );
    keep_or(
        headers,
        header::CONTENT_SECURITY_POLICY,
        if api { API_POLICY } else { PUBLIC_POLICY },
    );
    if api {
        keep_or(headers, header::CACHE_CONTROL, "no-store");
    }
    response
}

fn keep_or(headers: &mut HeaderMap, name: HeaderName, value: &'static str) {
    headers.entry(name).or_insert(HeaderValue::from_static(value));
}
