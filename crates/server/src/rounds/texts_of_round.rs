//! `GET /api/rounds/{id}/texts`: loudspeaker and Zalo texts of each stop.

use axum::Json;
use axum::extract::State;
use domain::permissions::Action;
use serde::Serialize;
use uuid::Uuid;

use super::list::is_visible;
use super::one;
use super::papers::papers_to_bring;
use super::texts::{StopWords, loudspeaker, zalo};
use super::view::StopView;
use crate::error::{ApiError, ApiResult, Code};
use crate::extract::Segment;
use crate::session::Caller;
use crate::slips::words;
use crate::state::{App, AppState};

/// Texts of a round.
#[derive(Serialize, utoipa::ToSchema)]
pub struct RoundTexts {
    /// One per stop.
    pub stops: Vec<StopTexts>,
}

/// Texts of a stop.
#[derive(Serialize, utoipa::ToSchema)]
pub struct StopTexts {
    /// Stop id.
    pub stop: Uuid,
    /// To be read aloud.
    pub loudspeaker: String,
    /// To be sent.
    pub zalo: String,
}

/// The texts.
#[utoipa::path(get, path = "/api/rounds/{id}/texts", tag = "rounds", params(("id" = Uuid, Path)), responses((status = 200, body = RoundTexts)))]
pub async fn show(
    State(app): State<AppState>,
    caller: Caller,
    Segment(id): Segment<Uuid>,
) -> ApiResult<Json<RoundTexts>> {
    caller.must(Action::ReadRounds)?;
    let round = one(&app, id).await?;
    if !is_visible(&round, &caller) {
        return Err(Code::NotFound.into());
    }
    let stops = round
        .stops
        .iter()
        .map(|stop| texts(&app, stop))
        .collect::<ApiResult<_>>()?;
    Ok(Json(RoundTexts { stops }))
}

fn texts(app: &App, stop: &StopView) -> ApiResult<StopTexts> {
    let day = words::civil_date(&stop.date)?;
    let time =
        |text: &str| domain::date::parse_time(text).map_err(|_| ApiError::internal("a stored time is not readable"));
    let papers = papers_to_bring(&app.law, day);
    let commune = words::lower_first(app.commune_name());
    let names: Vec<String> = stop
        .villages
        .iter()
        .map(|id| words::lower_first(app.config.village_name(id)))
        .collect();
    let page = app
        .config
        .server
        .public_url
        .as_deref()
        .map(|url| format!("{}/lich/{}", url.trim_end_matches('/'), stop.id));
    let words = StopWords {
        commune: &commune,
        villages: names.iter().map(String::as_str).collect(),
        place: &stop.place,
        date: day,
        from: time(&stop.from)?,
        to: time(&stop.to)?,
        papers: &papers,
        phone: app.config.contact.phone.as_deref(),
        note: stop.note.as_deref(),
        page,
        demo: app.is_demo(),
    };
    Ok(StopTexts {
        stop: stop.id,
        loudspeaker: loudspeaker(&words),
        zalo: zalo(&words),
    })
}
