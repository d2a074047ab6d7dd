//! `POST /api/rounds`, `PUT /api/rounds/{id}`, `POST /api/rounds/{id}/publish`.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::permissions::Action;
use uuid::Uuid;

use super::one;
use super::view::{RoundInput, RoundState, RoundView, verify};
use crate::error::{ApiError, ApiResult, Code};
use crate::extract::{Body, Segment};
use crate::session::Caller;
use crate::state::AppState;

/// Plans a round.
#[utoipa::path(post, path = "/api/rounds", tag = "rounds", request_body = RoundInput, responses((status = 201, body = RoundView)))]
pub async fn create(
    State(app): State<AppState>,
    caller: Caller,
    Body(input): Body<RoundInput>,
) -> ApiResult<(StatusCode, Json<RoundView>)> {
    caller.must(Action::PlanRounds)?;
    verify(&input, &app.config)?;
    let round = RoundView {
        id: Uuid::now_v7(),
        name: input.name.trim().to_owned(),
        state: RoundState::Draft,
        stops: input.stops,
        difficulties: input.difficulties,
        proposals: input.proposals,
    };
    let by = Some(caller.actor.account);
    app.store
        .create_round(app.commune(), &round.clone().into(), by, &app.clock.now_text())
        .await?;
    Ok((StatusCode::CREATED, Json(round)))
}

/// Changes a round. Stops of a published round may move, but a stop where work was done stays.
#[utoipa::path(put, path = "/api/rounds/{id}", tag = "rounds", params(("id" = Uuid, Path)), request_body = RoundInput, responses((status = 200, body = RoundView)))]
pub async fn change(
    State(app): State<AppState>,
    caller: Caller,
    Segment(id): Segment<Uuid>,
    Body(input): Body<RoundInput>,
) -> ApiResult<Json<RoundView>> {
    caller.must(Action::PlanRounds)?;
    let old = one(&app, id).await?;
    verify(&input, &app.config)?;
    let state = input.state.unwrap_or(old.state);
    // A round never goes back to being a draft: it stands on notice boards.
    if state == RoundState::Draft && old.state != RoundState::Draft {
        return Err(Code::RoundNotDraft.into());
    }
    let round = RoundView {
        id,
        name: input.name.trim().to_owned(),
        state,
        stops: input.stops,
        difficulties: input.difficulties,
        proposals: input.proposals,
    };
    app.store
        .update_round(
            app.commune(),
            &round.clone().into(),
            Some(caller.actor.account),
            &app.clock.now_text(),
        )
        .await?;
    Ok(Json(round))
}

/// Puts a round on the public schedule.
#[utoipa::path(post, path = "/api/rounds/{id}/publish", tag = "rounds", params(("id" = Uuid, Path)), responses((status = 200, body = RoundView)))]
pub async fn publish(
    State(app): State<AppState>,
    caller: Caller,
    Segment(id): Segment<Uuid>,
) -> ApiResult<Json<RoundView>> {
    caller.must(Action::PlanRounds)?;
    let mut round = one(&app, id).await?;
    match round.state {
        RoundState::Draft => {}
        RoundState::Published => return Ok(Json(round)),
        RoundState::Done => return Err(Code::RoundNotDraft.into()),
    }
    if round.stops.is_empty() {
        return Err(ApiError::new(Code::InvalidInput).field("stops", "required"));
    }
    round.state = RoundState::Published;
    app.store
        .update_round(
            app.commune(),
            &round.clone().into(),
            Some(caller.actor.account),
            &app.clock.now_text(),
        )
        .await?;
    Ok(Json(round))
}
