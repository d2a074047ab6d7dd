//! `GET /api/dossiers`: every number of the board and of the reports opens one of these lists.

use axum::Json;
use axum::extract::State;
use domain::permissions::Action;
use serde::{Deserialize, Serialize};
use store::read::dossiers::{DossierList, DossierQuery};
use store::read::period::Period;
use uuid::Uuid;

use super::row::DossierRowView;
use super::villages_asked;
use crate::error::{ApiError, ApiResult, Code};
use crate::extract::Params;
use crate::limits;
use crate::rounds;
use crate::session::Caller;
use crate::state::{App, AppState};

/// What to list. Absent conditions do not narrow.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct DossiersAsked {
    /// `all`, `open` (default), `due_today`, `due_tomorrow`, `overdue`, `waiting_for_papers`, `received_today`, `result_ready`,
    /// `attention`, `received`, `guided`, `supplemented`, `finished`, `on_time`, `late`, `handed_over`.
    pub list: Option<String>,
    /// Village id.
    pub village: Option<String>,
    /// Procedure code.
    pub procedure: Option<String>,
    /// Office.
    pub holder: Option<String>,
    /// Status.
    pub status: Option<String>,
    /// Stop id.
    pub stop: Option<Uuid>,
    /// Round id.
    pub round: Option<Uuid>,
    /// `2026-11`.
    pub month: Option<String>,
    /// Beneficiary.
    pub beneficiary: Option<Uuid>,
    /// What was typed.
    pub q: Option<String>,
    /// At most 200; 50 without asking.
    pub limit: Option<u32>,
    /// Cursor of the page before.
    pub after: Option<String>,
}

/// A page of dossiers.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct DossierPage {
    /// Rows.
    pub items: Vec<DossierRowView>,
    /// How many there are.
    pub total: i64,
    /// The limit was reached.
    pub more: bool,
    /// Cursor of the next page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// A list of dossiers.
#[utoipa::path(get, path = "/api/dossiers", tag = "office", params(DossiersAsked), responses((status = 200, body = DossierPage)))]
pub async fn list(
    State(app): State<AppState>,
    caller: Caller,
    Params(asked): Params<DossiersAsked>,
) -> ApiResult<Json<DossierPage>> {
    caller.must(Action::ReadDossiers)?;
    let query = query(&app, &caller, asked).await?;
    let page = app.store.dossiers(app.commune(), &query).await?;
    let today = app.clock.today();
    Ok(Json(DossierPage {
        more: page.more(),
        total: page.total,
        next: page.next,
        items: page
            .items
            .into_iter()
            .map(|row| DossierRowView::new(row, today, &app.law))
            .collect(),
    }))
}

async fn query(app: &App, caller: &Caller, asked: DossiersAsked) -> ApiResult<DossierQuery> {
    let list = match asked.list.as_deref() {
        None => DossierList::Open,
        Some(code) => {
            DossierList::from_code(code).ok_or_else(|| ApiError::new(Code::InvalidInput).field("list", "unknown"))?
        }
    };
    let text = asked.q.filter(|text| !text.trim().is_empty());
    if text
        .as_ref()
        .is_some_and(|text| text.chars().count() > limits::SEARCH_CHARS)
    {
        return Err(ApiError::new(Code::InvalidInput).field("q", "too_long"));
    }
    let (today, tomorrow) = (app.clock.today_text(), app.law.next_working_day_text(app.clock.today()));
    Ok(DossierQuery {
        villages: villages_asked(caller, asked.village.as_deref()),
        procedure: asked.procedure,
        holder: asked.holder,
        status: asked.status,
        beneficiary: asked.beneficiary,
        period: period(app, asked.stop, asked.round, asked.month).await?,
        text,
        limit: limits::page(asked.limit),
        after: asked.after,
        ..DossierQuery::of(list, &today, &tomorrow)
    })
}

/// The one period of a request: a stop, a round or a month.
pub async fn period(
    app: &App,
    stop: Option<Uuid>,
    round: Option<Uuid>,
    month: Option<String>,
) -> ApiResult<Option<Period>> {
    match (stop, round, month) {
        (None, None, None) => Ok(None),
        (Some(stop), None, None) => Ok(Some(Period::Stops(vec![stop]))),
        (None, Some(round), None) => {
            let round = rounds::one(app, round).await?;
            Ok(Some(Period::Stops(
                round.stops.into_iter().map(|stop| stop.id).collect(),
            )))
        }
        (None, None, Some(month)) if is_month(&month) => Ok(Some(Period::Month(month))),
        (_, _, Some(_)) => Err(ApiError::new(Code::InvalidInput).field("month", "not_a_month")),
        (Some(_), Some(_), None) => Err(ApiError::new(Code::InvalidInput).field("round", "one_period_only")),
    }
}

/// `2026-11`.
pub fn is_month(text: &str) -> bool {
    text.len() == 7 && domain::date::parse_date(&format!("{text}-01")).is_ok()
}
