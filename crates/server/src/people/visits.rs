//! `GET /api/home-visits`: who asked to be served at home, and what became of it.

use axum::Json;
use axum::extract::State;
use domain::permissions::Action;
use serde::Deserialize;
use wire::narrow::narrow;
use wire::records::Record;

use crate::error::{ApiError, ApiResult, Code};
use crate::extract::Params;
use crate::limits;
use crate::office::own_villages;
use crate::reports::surveys::RecordList;
use crate::session::Caller;
use crate::state::AppState;

/// Which visits.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct VisitsAsked {
    /// `asked` (default), `assigned`, `done`, `cancelled`.
    pub status: Option<String>,
    /// At most 200; 50 without asking.
    pub limit: Option<u32>,
}

/// Requests for a visit at home, oldest first.
#[utoipa::path(get, path = "/api/home-visits", tag = "people", params(VisitsAsked), responses((status = 200, body = RecordList)))]
pub async fn list(
    State(app): State<AppState>,
    caller: Caller,
    Params(asked): Params<VisitsAsked>,
) -> ApiResult<Json<RecordList>> {
    caller.must(Action::RequestHomeVisit)?;
    let status = match asked.status.as_deref() {
        None => "asked",
        Some(status @ ("asked" | "assigned" | "done" | "cancelled")) => status,
        Some(_) => return Err(ApiError::new(Code::InvalidInput).field("status", "unknown")),
    };
    let limit = limits::page(asked.limit);
    let own = own_villages(&caller);
    let mut found = app
        .store
        .home_visits(app.commune(), Some(status), own.as_deref(), limit + 1)
        .await?;
    let more = found.len() > limit as usize;
    found.truncate(limit as usize);
    let seen = found.iter().filter_map(|record: &Record| narrow(record, &caller.actor));
    let items = seen.map(|(record, _)| record).collect();
    Ok(Json(RecordList { items, more }))
}
