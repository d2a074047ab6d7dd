//! `GET` and `POST /api/payments/{month}/corrections`: what turns out wrong after approval stands beside the list.

use axum::Json;
use axum::extract::State;
use domain::permissions::Action;
use entitlement::payment::{ApprovalProblem, Correction};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::kept::{self, APPROVED, CORRECTION, KIND, MAX_ADDED};
use super::sight::Sight;
use super::{month_of, show, sight};
use crate::error::{ApiError, ApiResult, Code};
use crate::extract::{Body, Segment};
use crate::office::account_names;
use crate::session::Caller;
use crate::state::AppState;

/// Most letters of a reason.
const MOST_LETTERS: usize = 500;
/// No correction of one person is larger: a typing error of some zeros.
const MOST_DONG: i64 = 1_000_000_000;

/// A correction, as it is entered.
#[derive(Deserialize, utoipa::ToSchema)]
pub struct Correct {
    /// Made by the client, so that the same correction is entered once.
    id: Uuid,
    /// Somebody of this payment list, paid or not.
    person: Uuid,
    /// Đồng to add (negative: to take back).
    amount: i64,
    /// Why.
    reason: String,
}

/// A correction, as it is shown.
#[derive(Serialize, utoipa::ToSchema)]
pub struct CorrectionView {
    /// Id.
    pub id: Uuid,
    /// The person; absent for roles that see no names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<Uuid>,
    /// Name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub full_name: Option<String>,
    /// Đồng to add (negative: to take back).
    pub amount: i64,
    /// Why, in the words of the officer; absent for roles that see no names, because the words may hold one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Who entered it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by_name: Option<String>,
    /// When.
    pub at: String,
}

/// Corrections of a list.
#[derive(Serialize, utoipa::ToSchema)]
pub struct CorrectionList {
    /// In the order in which they were entered; at most 2,000.
    pub items: Vec<CorrectionView>,
}

/// The corrections of a list.
#[utoipa::path(get, path = "/api/payments/{month}/corrections", tag = "payments", params(("month" = String, Path)), responses((status = 200, body = CorrectionList)))]
pub async fn list(
    State(app): State<AppState>,
    caller: Caller,
    Segment(month): Segment<String>,
) -> ApiResult<Json<CorrectionList>> {
    caller.must(Action::ReadPayments)?;
    let kept = kept::open(&app, month_of(&month)?).await?;
    let sees = Sight::of(&caller).sees_people();
    let accounts = account_names(&app).await?;
    let ids: Vec<Uuid> = kept.list.corrections.iter().map(|it| it.person).collect();
    let people = kept::people(&app, if sees { &ids } else { &[] }).await?;
    let items = kept.list.corrections.into_iter().map(|it| CorrectionView {
        id: it.id,
        person: sees.then_some(it.person),
        full_name: people.get(&it.person).map(|one| one.full_name.clone()),
        amount: it.amount,
        reason: sees.then_some(it.reason),
        by_name: accounts.get(&it.by).cloned(),
        at: it.at,
    });
    let items: Vec<CorrectionView> = items.collect();
    if !items.is_empty() {
        sight::note(&app, &caller, kept.list.month, "corrections").await?;
    }
    Ok(Json(CorrectionList { items }))
}

/// Enters a correction: the next list pays or takes back the difference.
#[utoipa::path(post, path = "/api/payments/{month}/corrections", tag = "payments", params(("month" = String, Path)), request_body = Correct, responses((status = 200, body = show::ListHead)))]
pub async fn correct(
    State(app): State<AppState>,
    caller: Caller,
    Segment(month): Segment<String>,
    Body(asked): Body<Correct>,
) -> ApiResult<Json<show::ListHead>> {
    caller.must(Action::PreparePayments)?;
    let month = month_of(&month)?;
    let mut kept = kept::open(&app, month).await?.must_be_approved()?;
    let fault = |field: &str, code: &str| Err(ApiError::new(Code::InvalidInput).field(field, code));
    if !(-MOST_DONG..=MOST_DONG).contains(&asked.amount) {
        return fault("amount", "out_of_range");
    }
    if asked.reason.chars().count() > MOST_LETTERS {
        return fault("reason", "too_long");
    }
    if kept.list.corrections.len() + kept.returns.len() >= MAX_ADDED as usize {
        return Err(ApiError::new(Code::TooManyEntries).with("limit", MAX_ADDED));
    }
    if !kept.names(asked.person) {
        return fault("person", "not_on_list");
    }
    let (by, now) = (caller.actor.account, app.clock.now_text());
    // Sent once more because the answer was lost: the first one stands.
    let first = kept.list.corrections.iter().find(|it| it.id == asked.id);
    let correction = Correction {
        id: asked.id,
        person: asked.person,
        month,
        amount: asked.amount,
        reason: asked.reason.trim().to_owned(),
        by,
        at: first.map_or_else(|| now.clone(), |it| it.at.clone()),
    };
    match kept.list.correct(correction.clone()) {
        Ok(()) => {}
        Err(ApprovalProblem::Empty) if asked.amount == 0 => return fault("amount", "required"),
        Err(ApprovalProblem::Empty) => return fault("reason", "required"),
        Err(ApprovalProblem::IdTaken) => return Err(Code::AlreadyClosed.into()),
        Err(problem @ (ApprovalProblem::Approved | ApprovalProblem::NotApproved | ApprovalProblem::OtherMonth)) => {
            return Err(ApiError::internal(problem.code()));
        }
    }
    let body = serde_json::to_string(&kept.head)?;
    let rows = [kept::row(correction.id, CORRECTION, &correction)?];
    let id = month.to_string();
    app.store
        .move_worksheet(
            app.commune(),
            (KIND, &id),
            (APPROVED, APPROVED),
            &body,
            &rows,
            (Some(by), &now),
        )
        .await?;
    show::head(&app, &caller, month).await.map(Json)
}
