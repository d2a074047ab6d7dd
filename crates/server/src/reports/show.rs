//! `GET /api/reports/rounds/{id}` and `GET /api/reports/months/{yyyy-mm}`, with `.pdf` as a document.

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use domain::permissions::Action;

use super::{About, ReportView, document, report};
use crate::error::{ApiResult, Code};
use crate::extract::Segment;
use crate::pdf;
use crate::session::Caller;
use crate::state::{App, AppState};

/// The report of a round; `{id}.pdf` is the document.
#[utoipa::path(get, path = "/api/reports/rounds/{id}", tag = "reports", params(("id" = String, Path)), responses((status = 200, body = ReportView)))]
pub async fn round(State(app): State<AppState>, caller: Caller, Segment(name): Segment<String>) -> ApiResult<Response> {
    caller.must(Action::ReadReports)?;
    let (id, as_document) = split(&name);
    let id = id.parse().map_err(|_| Code::NotFound)?;
    answer(&app, About::Round(id), as_document).await
}

/// The report of a month; `{yyyy-mm}.pdf` is the document.
#[utoipa::path(get, path = "/api/reports/months/{month}", tag = "reports", params(("month" = String, Path)), responses((status = 200, body = ReportView)))]
pub async fn month(State(app): State<AppState>, caller: Caller, Segment(name): Segment<String>) -> ApiResult<Response> {
    caller.must(Action::ReadReports)?;
    let (month, as_document) = split(&name);
    answer(&app, About::Month(month.to_owned()), as_document).await
}

fn split(name: &str) -> (&str, bool) {
    match name.strip_suffix(".pdf") {
        Some(name) => (name, true),
        None => (name, false),
    }
}

async fn answer(app: &App, about: About, as_document: bool) -> ApiResult<Response> {
    let report = report(app, &about).await?;
    if !as_document {
        return Ok(Json(report).into_response());
    }
    let document = document::document(app, &report)?;
    Ok(pdf::answer("bao-cao.pdf", app.typeset(document).await?))
}
