//! `POST /api/payments/{month}` and `…/resume`: drawing up a list, and once more while it is a draft.

use axum::Json;
use axum::extract::State;
use domain::permissions::Action;
use entitlement::Month;
use entitlement::payment::{Approval, PaymentChangeReason};
use serde::Deserialize;
use store::StoreError;
use uuid::Uuid;

use super::kept::{self, DRAFT, Head, KIND, Kept};
use super::marks::Marks;
use super::rebuild::{self, History};
use super::{month_of, settings, show};
use crate::error::{ApiError, ApiResult, Code};
use crate::extract::{Body, Segment};
use crate::session::Caller;
use crate::state::{App, AppState};

/// How many months back a list can still be drawn up, for offices that begin with their history.
const MOST_BACK: i32 = 24;

/// Draws up the list of a month, or anew while nobody has approved it.
#[utoipa::path(post, path = "/api/payments/{month}", tag = "payments", params(("month" = String, Path)), responses((status = 200, body = show::ListHead)))]
pub async fn draw_up(
    State(app): State<AppState>,
    caller: Caller,
    Segment(month): Segment<String>,
) -> ApiResult<Json<show::ListHead>> {
    caller.must(Action::PreparePayments)?;
    let month = month_of(&month)?;
    let known = kept::find(&app, month).await?;
    let resumed = known.as_ref().map(|it| it.head.resumed.clone()).unwrap_or_default();
    let author = (caller.actor.account, app.clock.now_text());
    draw(&app, author, month, known.as_ref(), resumed).await?;
    show::head(&app, &caller, month).await.map(Json)
}

/// Who came back.
#[derive(Deserialize, utoipa::ToSchema)]
pub struct Resume {
    /// Somebody whose payment is suspended.
    person: Uuid,
    /// What to do.
    decision: ResumeDecision,
}

/// What becomes of a suspended payment.
#[derive(Clone, Copy, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ResumeDecision {
    /// Pay again from this month on.
    Pay,
    /// Not yet: it was entered by mistake.
    Wait,
}

/// Pays somebody again who came back after a suspension, and draws the list up anew.
#[utoipa::path(post, path = "/api/payments/{month}/resume", tag = "payments", params(("month" = String, Path)), request_body = Resume, responses((status = 200, body = show::ListHead)))]
pub async fn resume(
    State(app): State<AppState>,
    caller: Caller,
    Segment(month): Segment<String>,
    Body(asked): Body<Resume>,
) -> ApiResult<Json<show::ListHead>> {
    caller.must(Action::PreparePayments)?;
    let month = month_of(&month)?;
    let known = kept::open(&app, month).await?;
    let mut resumed = known.head.resumed.clone();
    match asked.decision {
        ResumeDecision::Pay if resumed.contains(&asked.person) => {}
        ResumeDecision::Pay => {
            let is_suspended = known
                .list
                .not_paid
                .iter()
                .any(|it| it.person == asked.person && it.reason == PaymentChangeReason::NotCollected);
            if !is_suspended {
                return Err(Code::NotSuspended.into());
            }
            resumed.push(asked.person);
        }
        ResumeDecision::Wait => resumed.retain(|person| *person != asked.person),
    }
    let author = (caller.actor.account, app.clock.now_text());
    draw(&app, author, month, Some(&known), resumed).await?;
    show::head(&app, &caller, month).await.map(Json)
}

/// Draws up and keeps the list, in the name of an account, at a time.
pub async fn draw(
    app: &App,
    (by, now): (Uuid, String),
    month: Month,
    known: Option<&Kept>,
    resumed: Vec<Uuid>,
) -> ApiResult<()> {
    if known.is_some_and(|it| !it.list.is_draft()) {
        return Err(Code::ListApproved.into());
    }
    let this = Month::of(app.clock.today());
    if !(this.plus(-MOST_BACK)..=this.plus(1)).contains(&month) {
        let first = this.plus(-MOST_BACK).to_string();
        let error = ApiError::new(Code::MonthOutOfRange).with("first", first);
        return Err(error.with("last", this.plus(1).to_string()));
    }
    if let Some(later) = rebuild::later_approved(app, month).await? {
        return Err(ApiError::new(Code::LaterListApproved).with("month", later.to_string()));
    }
    let settings = settings::load(app).await?.payment;
    let history = History::load(app, month, &settings).await?;
    // Otherwise everybody would be owed the months between, and a list of them could no longer be approved.
    if history.has_gap(month) {
        return Err(ApiError::new(Code::MonthBeforeNotApproved).with("month", month.plus(-1).to_string()));
    }
    // Before the people are read: what comes in meanwhile makes the list look stale, never the other way round.
    let seq = app.store.last_seq(app.commune()).await?;
    let (mark, compared) = (history.mark.clone(), history.has_before(month));
    let list = rebuild::rebuild(app, month, &settings, &resumed, history).await?;
    let revision = Uuid::now_v7();
    let head = Head {
        revision,
        by,
        at: now.clone(),
        settings,
        resumed,
        seq,
        history: mark,
        rules: app.law.version().to_owned(),
        compared,
        totals: list.totals.clone(),
        total_in_words: list.total_in_words.clone(),
        marks: Marks::of(&list),
        approval: Approval::Draft,
    };
    let body = serde_json::to_string(&head)?;
    let rows = [kept::list_row(revision, &list)?];
    let id = month.to_string();
    let (commune, place) = (app.commune(), (KIND, id.as_str()));
    let done = match known {
        None => {
            app.store
                .create_worksheet(commune, place, (DRAFT, &body), &rows, (Some(by), &now))
                .await
        }
        Some(_) => {
            app.store
                .move_worksheet(commune, place, (DRAFT, DRAFT), &body, &rows, (Some(by), &now))
                .await
        }
    };
    match done {
        // Somebody else drew it up or approved it at the same moment.
        Err(StoreError::Taken(_)) => Err(Code::ListChanged.into()),
        other => Ok(other?),
    }
}
