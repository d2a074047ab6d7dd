//! `GET` and `POST /api/payments/{month}/paid`: what the payer (post office, bank) says was paid.

use std::collections::HashSet;

use axum::Json;
use axum::extract::State;
use domain::permissions::Action;
use entitlement::payment::PaidRow;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::kept::{self, APPROVED, KIND, Kept, MAX_ADDED, RETURN, Return, WITHDRAWN};
use super::{month_of, reconcile};
use crate::error::{ApiError, ApiResult, Code};
use crate::extract::{Body, Segment};
use crate::office::account_names;
use crate::session::Caller;
use crate::state::{App, AppState};

/// Most rows of one return.
pub const MAX_ROWS: usize = 50_000;
/// No payment is larger.
const MOST_DONG: u64 = 1_000_000_000;
/// Most letters of a file's name.
const MOST_LETTERS: usize = 200;

/// What was paid.
#[derive(Deserialize, utoipa::ToSchema)]
pub struct Paid {
    /// Made by the client, so that the same return is taken once.
    id: Uuid,
    /// Name of the payer's file.
    file_name: Option<String>,
    /// SHA-256 of the file.
    sha256: Option<String>,
    /// At most 50,000.
    rows: Vec<PaidOne>,
    /// What is said about everybody else on the list.
    #[serde(default)]
    others: Others,
}

/// What one person was paid.
#[derive(Deserialize, utoipa::ToSchema)]
pub struct PaidOne {
    /// The person.
    person: Uuid,
    /// Đồng; 0 = not collected.
    amount: u64,
}

/// What is said about people of the list who are in no row.
#[derive(Clone, Copy, Default, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Others {
    /// Nothing: they stand under "not in the return" until a return names them.
    #[default]
    Open,
    /// They were paid what the list says, unless another return names them.
    PaidInFull,
}

/// A return, as it is shown.
#[derive(Serialize, utoipa::ToSchema)]
pub struct ReturnView {
    /// Id.
    pub id: Uuid,
    /// Who took it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by_name: Option<String>,
    /// When.
    pub at: String,
    /// Name of the file; absent = typed in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file_name: Option<String>,
    /// Rows.
    pub rows: usize,
    /// Đồng.
    pub amount: u64,
    /// It was taken back and does not count.
    pub withdrawn: bool,
}

/// The returns of a list.
#[derive(Serialize, utoipa::ToSchema)]
pub struct ReturnList {
    /// In the order in which they came.
    pub items: Vec<ReturnView>,
}

/// The returns of a list.
#[utoipa::path(get, path = "/api/payments/{month}/paid", tag = "payments", params(("month" = String, Path)), responses((status = 200, body = ReturnList)))]
pub async fn list(
    State(app): State<AppState>,
    caller: Caller,
    Segment(month): Segment<String>,
) -> ApiResult<Json<ReturnList>> {
    caller.must(Action::ReadPayments)?;
    let kept = kept::open(&app, month_of(&month)?).await?;
    let names = account_names(&app).await?;
    let items = kept.returns.into_iter().map(|one| ReturnView {
        id: one.id,
        by_name: names.get(&one.by).cloned(),
        at: one.at,
        file_name: one.file_name,
        rows: one.rows.len(),
        amount: one.rows.iter().map(|row| row.amount).sum(),
        withdrawn: one.withdrawn_by.is_some(),
    });
    Ok(Json(ReturnList { items: items.collect() }))
}

/// Takes a return of an approved list: all of it or nothing.
#[utoipa::path(post, path = "/api/payments/{month}/paid", tag = "payments", params(("month" = String, Path)), request_body = Paid, responses((status = 200, body = reconcile::Sums)))]
pub async fn take(
    State(app): State<AppState>,
    caller: Caller,
    Segment(month): Segment<String>,
    Body(asked): Body<Paid>,
) -> ApiResult<Json<reconcile::Sums>> {
    caller.must(Action::PreparePayments)?;
    let month = month_of(&month)?;
    let kept = kept::open(&app, month).await?.must_be_approved()?;
    if kept.returns.iter().any(|one| one.id == asked.id) {
        return reconcile::sums(&app, month).await.map(Json);
    }
    if let Some(hash) = &asked.sha256
        && let Some(known) = valid(&kept).find(|one| one.sha256.as_ref() == Some(hash))
    {
        return Err(ApiError::new(Code::ReturnKnown).with("at", known.at.clone()));
    }
    let rows = rows(&kept, &asked)?;
    let now = app.clock.now_text();
    let taken = Return {
        id: asked.id,
        by: caller.actor.account,
        at: now,
        file_name: asked.file_name,
        sha256: asked.sha256,
        rows,
        withdrawn_by: None,
    };
    write(&app, &kept, &taken, RETURN, caller.actor.account).await?;
    reconcile::sums(&app, month).await.map(Json)
}

fn valid(kept: &Kept) -> impl Iterator<Item = &Return> {
    kept.returns.iter().filter(|one| one.withdrawn_by.is_none())
}

fn rows(kept: &Kept, asked: &Paid) -> ApiResult<Vec<PaidRow>> {
    let fault = |field: &str, code: &str| Err(ApiError::new(Code::InvalidInput).field(field, code));
    if asked.rows.len() > MAX_ROWS {
        return Err(ApiError::new(Code::TooManyEntries).with("limit", MAX_ROWS));
    }
    if kept.list.corrections.len() + kept.returns.len() >= MAX_ADDED as usize {
        return Err(ApiError::new(Code::TooManyEntries).with("limit", MAX_ADDED));
    }
    if asked
        .file_name
        .as_ref()
        .is_some_and(|name| name.chars().count() > MOST_LETTERS)
    {
        return fault("file_name", "too_long");
    }
    if asked.sha256.as_ref().is_some_and(|hash| !store::files::is_hash(hash)) {
        return fault("sha256", "unreadable");
    }
    let mut seen = HashSet::with_capacity(asked.rows.len());
    for row in &asked.rows {
        if !kept.names(row.person) {
            return fault("rows", "not_on_list");
        }
        if !seen.insert(row.person) {
            return fault("rows", "twice");
        }
        if row.amount > MOST_DONG {
            return fault("rows", "out_of_range");
        }
    }
    let month = kept.list.month;
    let mut rows: Vec<PaidRow> = asked
        .rows
        .iter()
        .map(|row| PaidRow {
            person: row.person,
            month,
            amount: row.amount,
        })
        .collect();
    match asked.others {
        Others::Open if rows.is_empty() => return fault("rows", "required"),
        Others::Open => {}
        Others::PaidInFull => {
            seen.extend(valid(kept).flat_map(|one| one.rows.iter().map(|row| row.person)));
            let others = kept.list.rows.iter().filter(|row| !seen.contains(&row.person));
            rows.extend(others.map(|row| PaidRow {
                person: row.person,
                month,
                amount: row.total,
            }));
        }
    }
    Ok(rows)
}

/// Adds a return, or puts it into another state.
pub async fn write(app: &App, kept: &Kept, one: &Return, state: &str, by: Uuid) -> ApiResult<()> {
    let body = serde_json::to_string(&kept.head)?;
    let rows = [kept::row(one.id, state, one)?];
    let (id, now) = (kept.list.month.to_string(), app.clock.now_text());
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
    Ok(())
}

/// Takes a return back that was entered by mistake: it stays visible and no longer counts.
#[utoipa::path(post, path = "/api/payments/{month}/paid/{id}/withdraw", tag = "payments", params(("month" = String, Path), ("id" = Uuid, Path)), responses((status = 200, body = reconcile::Sums)))]
pub async fn withdraw(
    State(app): State<AppState>,
    caller: Caller,
    Segment((month, id)): Segment<(String, Uuid)>,
) -> ApiResult<Json<reconcile::Sums>> {
    caller.must(Action::PreparePayments)?;
    let month = month_of(&month)?;
    let kept = kept::open(&app, month).await?.must_be_approved()?;
    let one = kept.returns.iter().find(|one| one.id == id).ok_or(Code::NotFound)?;
    if one.withdrawn_by.is_none() {
        let taken_back = Return {
            withdrawn_by: Some(caller.actor.account),
            ..one.clone()
        };
        write(&app, &kept, &taken_back, WITHDRAWN, caller.actor.account).await?;
    }
    reconcile::sums(&app, month).await.map(Json)
}
