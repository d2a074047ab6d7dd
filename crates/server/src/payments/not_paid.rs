//! `GET /api/payments/{month}/not-paid`: a payment is recorded, but this month there is none.

use axum::Json;
use axum::extract::State;
use domain::permissions::Action;
use entitlement::payment::{Arrears, NotPaid, PaymentChangeKind, PaymentChangeReason};
use serde::Serialize;
use uuid::Uuid;

use super::kept;
use super::month_of;
use super::rows::{ChangesAsked, Rows};
use super::sight::{self, Sight};
use crate::error::ApiResult;
use crate::extract::{Params, Segment};
use crate::session::Caller;
use crate::state::AppState;

/// Somebody who is not paid this month, as the caller may see it.
#[derive(Serialize, utoipa::ToSchema)]
pub struct NotPaidView {
    /// The person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<Uuid>,
    /// Name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub full_name: Option<String>,
    /// Village id.
    pub village: String,
    /// `suspended` or `ended`.
    pub kind: PaymentChangeKind,
    /// Why; absent for roles that see no names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<PaymentChangeReason>,
    /// First month without payment.
    pub from_month: String,
    /// Đồng a month that are not paid.
    pub monthly: u64,
    /// Owed for months before the end (below zero: paid too much); in no total, a person decides.
    pub owed: Vec<Arrears>,
    /// Its sum.
    pub owed_sum: i64,
    /// May be paid again with `resume`.
    pub may_resume: bool,
}

/// Who is not paid.
#[utoipa::path(get, path = "/api/payments/{month}/not-paid", tag = "payments", params(("month" = String, Path), ChangesAsked), responses((status = 200, body = Rows<NotPaidView>)))]
pub async fn list(
    State(app): State<AppState>,
    caller: Caller,
    Segment(month): Segment<String>,
    Params(asked): Params<ChangesAsked>,
) -> ApiResult<Json<Rows<NotPaidView>>> {
    caller.must(Action::ReadPayments)?;
    let list = kept::open(&app, month_of(&month)?).await?.list;
    let sees = Sight::of(&caller).sees_people();
    let prepares = caller.actor.may(Action::PreparePayments);
    let mut wanted: Vec<&NotPaid> = list
        .not_paid
        .iter()
        .filter(|it| asked.kind.is_none_or(|kind| it.kind == kind))
        .filter(|it| asked.village.as_ref().is_none_or(|village| it.village == *village))
        .collect();
    if !sees {
        wanted.sort_by_key(|it| (it.kind, it.village.clone(), it.monthly));
    }
    let views = wanted.into_iter().map(|it| NotPaidView {
        person: sees.then_some(it.person),
        full_name: sees.then(|| it.full_name.clone()),
        village: it.village.clone(),
        kind: it.kind,
        reason: sees.then_some(it.reason),
        from_month: it.from_month.to_string(),
        monthly: it.monthly,
        owed: if sees { it.owed.clone() } else { Vec::new() },
        owed_sum: it.owed.iter().map(|one| one.owed.amount).sum(),
        may_resume: prepares && list.is_draft() && it.reason == PaymentChangeReason::NotCollected,
    });
    let page = Rows::page(views, asked.after, asked.limit);
    sight::note(&app, &caller, list.month, "not_paid").await?;
    Ok(Json(page))
}
