//! `GET /api/rounds`, `GET /api/rounds/{id}`, `GET /api/accounts`.

use axum::Json;
use axum::extract::State;
use domain::permissions::Action;
use serde::Serialize;
use uuid::Uuid;

use super::view::{RoundState, RoundView};
use super::{all, one};
use crate::error::{ApiResult, Code};
use crate::extract::Segment;
use crate::session::Caller;
use crate::state::AppState;

/// Rounds, newest first. Drafts only for those who plan.
#[utoipa::path(get, path = "/api/rounds", tag = "rounds", responses((status = 200, body = Vec<RoundView>)))]
pub async fn list(State(app): State<AppState>, caller: Caller) -> ApiResult<Json<Vec<RoundView>>> {
    caller.must(Action::ReadRounds)?;
    let mut rounds = all(&app).await?;
    rounds.retain(|round| is_visible(round, &caller));
    Ok(Json(rounds))
}

/// One round.
#[utoipa::path(get, path = "/api/rounds/{id}", tag = "rounds", params(("id" = Uuid, Path)), responses((status = 200, body = RoundView)))]
pub async fn show(
    State(app): State<AppState>,
    caller: Caller,
    Segment(id): Segment<Uuid>,
) -> ApiResult<Json<RoundView>> {
    caller.must(Action::ReadRounds)?;
    let round = one(&app, id).await?;
    if is_visible(&round, &caller) {
        Ok(Json(round))
    } else {
        Err(Code::NotFound.into())
    }
}

/// Whether a round is past planning, or the caller plans. The communications centre prepares texts of drafts, too.
pub fn is_visible(round: &RoundView, caller: &Caller) -> bool {
    match round.state {
        RoundState::Published | RoundState::Done => true,
        RoundState::Draft => {
            caller.actor.may(Action::PlanRounds)
                || caller.actor.roles.contains(&domain::permissions::Role::Communications)
        }
    }
}

/// An account for teams and holders.
#[derive(Serialize, utoipa::ToSchema)]
pub struct AccountView {
    /// Account id.
    pub id: Uuid,
    /// Name.
    pub display_name: String,
    /// Role codes.
    pub roles: Vec<String>,
}

/// Accounts that are open.
#[utoipa::path(get, path = "/api/accounts", tag = "rounds", responses((status = 200, body = Vec<AccountView>)))]
pub async fn accounts(State(app): State<AppState>, caller: Caller) -> ApiResult<Json<Vec<AccountView>>> {
    caller.must(Action::ReadRounds)?;
    let accounts = app
        .store
        .accounts(app.commune())
        .await?
        .into_iter()
        .filter(|account| account.active);
    Ok(Json(
        accounts
            .map(|account| AccountView {
                id: account.id,
                display_name: account.display_name,
                roles: account.roles.iter().map(|role| role.code().to_owned()).collect(),
            })
            .collect(),
    ))
}
