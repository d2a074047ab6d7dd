//! `POST /api/payments/{month}/approve`: the list is frozen.

use axum::Json;
use axum::extract::State;
use domain::permissions::Action;
use serde::Deserialize;
use store::StoreError;
use uuid::Uuid;

use super::kept::{self, APPROVED, DRAFT, Head, KIND, Kept};
use super::{month_of, rebuild, settings, show};
use crate::error::{ApiError, ApiResult, Code};
use crate::extract::{Body, Segment};
use crate::session::Caller;
use crate::state::{App, AppState};

/// What is approved.
#[derive(Deserialize, utoipa::ToSchema)]
pub struct Approve {
    /// The drawing up that the leader saw.
    revision: Uuid,
}

/// Approves a list. Who drew it up cannot; what has changed since cannot be approved.
#[utoipa::path(post, path = "/api/payments/{month}/approve", tag = "payments", params(("month" = String, Path)), request_body = Approve, responses((status = 200, body = show::ListHead)))]
pub async fn approve(
    State(app): State<AppState>,
    caller: Caller,
    Segment(month): Segment<String>,
    Body(asked): Body<Approve>,
) -> ApiResult<Json<show::ListHead>> {
    caller.must(Action::ApprovePayments)?;
    let month = month_of(&month)?;
    let kept = kept::open(&app, month).await?;
    if !kept.list.is_draft() {
        return Err(Code::ListApproved.into());
    }
    if kept.head.revision != asked.revision {
        return Err(Code::ListChanged.into());
    }
    if kept.head.by == caller.actor.account {
        return Err(Code::SamePerson.into());
    }
    let settings = settings::load(&app).await?;
    if rebuild::is_stale(&app, &kept, &settings.payment).await? {
        return Err(Code::ListStale.into());
    }
    freeze(&app, kept, caller.actor.account, &app.clock.now_text()).await?;
    show::head(&app, &caller, month).await.map(Json)
}

/// Freezes a draft in the name of an account, at a time.
pub async fn freeze(app: &App, mut kept: Kept, by: Uuid, now: &str) -> ApiResult<()> {
    kept.list
        .approve(by, now)
        .map_err(|problem| ApiError::internal(problem.code()))?;
    let head = Head {
        approval: kept.list.approval.clone(),
        ..kept.head
    };
    // The rows that were read are written again, so that what is frozen is what was approved.
    let rows = [kept::list_row(head.revision, &kept.list)?];
    let body = serde_json::to_string(&head)?;
    let id = kept.list.month.to_string();
    let moved = app
        .store
        .move_worksheet(
            app.commune(),
            (KIND, &id),
            (DRAFT, APPROVED),
            &body,
            &rows,
            (Some(by), now),
        )
        .await;
    match moved {
        Err(StoreError::Taken(_)) => Err(Code::ListApproved.into()),
        other => Ok(other?),
    }
}
