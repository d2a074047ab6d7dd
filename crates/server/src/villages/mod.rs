//! `GET /api/villages`: what each village has.

use axum::Json;
use axum::extract::State;
use domain::permissions::Action;
use serde::Serialize;
use time::Date;

use crate::error::ApiResult;
use crate::office::own_villages;
use crate::session::Caller;
use crate::state::AppState;

/// What a village has: for planning.
#[derive(Serialize, utoipa::ToSchema)]
pub struct VillageView {
    /// Village id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Road distance, km.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub distance_km: Option<f64>,
    /// Registered people.
    pub people: i64,
    /// Elderly, disabled, children without parents, single parents, those who cannot travel, poor and near-poor.
    pub vulnerable: i64,
    /// Receive something now.
    pub recipients: i64,
    /// May be missing out, as the list of them says to the caller; absent for those who do not read it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub possible_recipients: Option<u32>,
    /// Open dossiers.
    pub open_dossiers: i64,
    /// Day of the last stop.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_stop: Option<String>,
    /// Day of the next stop.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_stop: Option<String>,
}

/// An elderly person: from 60 full years (Law on the Elderly, article 2).
const ELDERLY_YEARS: i32 = 60;

/// The villages, in the order of the configuration.
#[utoipa::path(get, path = "/api/villages", tag = "rounds", responses((status = 200, body = Vec<VillageView>)))]
pub async fn list(State(app): State<AppState>, caller: Caller) -> ApiResult<Json<Vec<VillageView>>> {
    caller.must(Action::ReadRounds)?;
    let today = app.clock.today();
    let elderly_before = domain::date::format_date(years_before(today, ELDERLY_YEARS));
    let mut numbers = app
        .store
        .village_summaries(app.commune(), &elderly_before, &app.clock.today_text())
        .await?;
    let possible = if caller.actor.may(Action::ReadMissingOut) {
        Some(crate::missing::list::possible_by_village(&app, &caller).await?)
    } else {
        None
    };
    let own = own_villages(&caller);
    let villages = app
        .config
        .villages
        .iter()
        .filter(|village| own.as_ref().is_none_or(|own| own.contains(&village.id)));
    Ok(Json(
        villages
            .map(|village| {
                let numbers = numbers.remove(&village.id).unwrap_or_default();
                VillageView {
                    id: village.id.clone(),
                    name: village.name.clone(),
                    distance_km: village.distance_km,
                    people: numbers.people,
                    vulnerable: numbers.vulnerable,
                    recipients: numbers.recipients,
                    possible_recipients: possible
                        .as_ref()
                        .map(|possible| possible.get(&village.id).copied().unwrap_or(0)),
                    open_dossiers: numbers.open_dossiers,
                    last_stop: numbers.last_stop,
                    next_stop: numbers.next_stop,
                }
            })
            .collect(),
    ))
}

fn years_before(day: Date, years: i32) -> Date {
    day.replace_year(day.year() - years)
        .or_else(|_| day.saturating_sub(time::Duration::DAY).replace_year(day.year() - years))
        .unwrap_or(day)
}
