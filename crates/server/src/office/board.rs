//! `GET /api/board`.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use domain::permissions::Action;
use serde::Serialize;

use super::own_villages;
use crate::error::ApiResult;
use crate::session::Caller;
use crate::state::AppState;

/// The numbers of the day; each has a list with the same name.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Board {
    /// ISO date.
    pub today: String,
    /// The next working day, which `due_tomorrow` means.
    pub tomorrow: String,
    /// The numbers.
    pub counts: BoardCounts,
    /// Per village.
    pub by_village: Vec<VillageCount>,
    /// Open dossiers by procedure code.
    pub by_procedure: BTreeMap<String, i64>,
    /// Open dossiers by office.
    pub by_holder: BTreeMap<String, i64>,
    /// Open dossiers by status.
    pub by_status: BTreeMap<String, i64>,
}

/// The numbers.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct BoardCounts {
    /// Due today.
    pub due_today: i64,
    /// Due on the next working day.
    pub due_tomorrow: i64,
    /// Overdue.
    pub overdue: i64,
    /// Waiting for papers.
    pub waiting_for_papers: i64,
    /// Received today.
    pub received_today: i64,
    /// The result waits.
    pub result_ready: i64,
    /// Entries and dossiers that a person must look at.
    pub attention: i64,
    /// Requests for a visit at home that nobody is assigned to; absent for those who do not see them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub home_visits: Option<i64>,
}

/// A village's open dossiers.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct VillageCount {
    /// Village id.
    pub id: String,
    /// Open.
    pub open: i64,
    /// Of these, overdue.
    pub overdue: i64,
}

/// The board.
#[utoipa::path(get, path = "/api/board", tag = "office", responses((status = 200, body = Board)))]
pub async fn show(State(app): State<AppState>, caller: Caller) -> ApiResult<Json<Board>> {
    caller.must(Action::ReadDossiers)?;
    let (today, tomorrow) = (app.clock.today_text(), app.law.next_working_day_text(app.clock.today()));
    let counts = app
        .store
        .board_counts(app.commune(), &today, &tomorrow, own_villages(&caller).as_deref())
        .await?;
    let home_visits = if caller.actor.may(Action::RequestHomeVisit) {
        let own = own_villages(&caller);
        let asked = app.store.count_home_visits(app.commune(), "asked", own.as_deref());
        Some(asked.await?)
    } else {
        None
    };
    let by_village = counts.by_village.into_iter();
    Ok(Json(Board {
        today,
        tomorrow,
        counts: BoardCounts {
            due_today: counts.due_today,
            due_tomorrow: counts.due_tomorrow,
            overdue: counts.overdue,
            waiting_for_papers: counts.waiting_for_papers,
            received_today: counts.received_today,
            result_ready: counts.result_ready,
            attention: counts.flagged + counts.entries_kept,
            home_visits,
        },
        by_village: by_village
            .map(|(id, count)| VillageCount {
                id,
                open: count.open,
                overdue: count.overdue,
            })
            .collect(),
        by_procedure: counts.by_procedure,
        by_holder: counts.by_holder,
        by_status: counts.by_status,
    }))
}
