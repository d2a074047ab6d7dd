//! `GET /api/payments`: the months.

use axum::Json;
use axum::extract::State;
use domain::permissions::Action;
use entitlement::Month;
use entitlement::payment::Approval;
use serde::Serialize;

use super::kept::{self, CORRECTION, KIND, RETURN};
use crate::error::ApiResult;
use crate::session::Caller;
use crate::state::AppState;

/// Most months that are shown: ten years.
pub const MOST_MONTHS: u32 = 120;

/// The list of a month, in a line.
#[derive(Serialize, utoipa::ToSchema)]
pub struct MonthView {
    /// The month.
    pub month: String,
    /// `draft` or `approved`.
    pub state: String,
    /// People paid.
    pub people: u32,
    /// Đồng for the month.
    pub monthly: u64,
    /// Đồng for earlier months.
    pub arrears: i64,
    /// Đồng to pay.
    pub total: u64,
    /// When it was drawn up.
    pub drawn_up_at: String,
    /// When it was approved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub approved_at: Option<String>,
    /// Corrections after approval.
    pub corrections: i64,
    /// The payer's returns.
    pub returns: i64,
}

/// The months, the last first.
#[derive(Serialize, utoipa::ToSchema)]
pub struct MonthList {
    /// At most 120.
    pub items: Vec<MonthView>,
    /// There are more than that.
    pub more: bool,
    /// The month of today.
    pub this_month: String,
    /// The last month for which a list can be drawn up now.
    pub last_month: String,
}

/// The months that have a list.
#[utoipa::path(get, path = "/api/payments", tag = "payments", responses((status = 200, body = MonthList)))]
pub async fn list(State(app): State<AppState>, caller: Caller) -> ApiResult<Json<MonthList>> {
    caller.must(Action::ReadPayments)?;
    let mut sheets = app.store.worksheets(app.commune(), KIND, None, MOST_MONTHS + 1).await?;
    let more = sheets.len() > MOST_MONTHS as usize;
    sheets.truncate(MOST_MONTHS as usize);
    let mut items = Vec::with_capacity(sheets.len());
    for sheet in &sheets {
        let head = kept::head(sheet)?;
        let sum = head.totals.first().cloned().unwrap_or_default();
        let (approved_at, counts) = match head.approval {
            Approval::Draft => (None, Vec::new()),
            Approval::Approved { at, .. } => {
                let counts = app.store.worksheet_counts(app.commune(), (KIND, &sheet.id)).await?;
                (Some(at), counts)
            }
        };
        let of = |state: &str| counts.iter().find(|(it, _)| it == state).map_or(0, |(_, count)| *count);
        items.push(MonthView {
            month: sheet.id.clone(),
            state: sheet.state.clone(),
            people: sum.people,
            monthly: sum.monthly,
            arrears: sum.arrears,
            total: sum.total,
            drawn_up_at: head.at,
            approved_at,
            corrections: of(CORRECTION),
            returns: of(RETURN),
        });
    }
    let this = Month::of(app.clock.today());
    Ok(Json(MonthList {
        items,
        more,
        this_month: this.to_string(),
        last_month: this.plus(1).to_string(),
    }))
}
