//! PDF answers.

use axum::http::header;
use axum::response::{IntoResponse, Response};

/// Shown by the browser; the file name is ours and plain ASCII.
pub fn answer(file_name: &str, bytes: Vec<u8>) -> Response {
    let plain: String = file_name
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_'))
        .collect();
    let headers = [
        (header::CONTENT_TYPE, "application/pdf".to_owned()),
        (header::CONTENT_DISPOSITION, format!("inline; filename=\"{plain}\"")),
    ];
    (headers, bytes).into_response()
}
