//! `GET /api/payments/{month}`: the head of a list; `{month}.xlsx` is the list as an Excel file.

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use domain::permissions::Action;
use entitlement::Month;
use entitlement::payment::{Approval, PaymentTotal, amount_in_words};
use serde::Serialize;
use uuid::Uuid;

use super::kept::{self, Kept};
use super::marks::Marks;
use super::settings::Settings;
use super::sight::{self, Sight};
use super::{month_of, rebuild, settings, workbook};
use crate::error::ApiResult;
use crate::extract::Segment;
use crate::office::account_names;
use crate::session::Caller;
use crate::state::{App, AppState};

/// Who did something, and when.
#[derive(Serialize, utoipa::ToSchema)]
pub struct Done {
    /// Account.
    pub by: Uuid,
    /// Its name; absent when it is not known any more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by_name: Option<String>,
    /// When, Vietnamese civil time.
    pub at: String,
}

/// The head of a list.
#[derive(Serialize, utoipa::ToSchema)]
pub struct ListHead {
    /// The month.
    pub month: String,
    /// `draft` or `approved`.
    pub state: &'static str,
    /// Which drawing up it is: the approval names it.
    pub revision: Uuid,
    /// What the caller sees.
    pub sight: Sight,
    /// Who drew it up.
    pub drawn_up: Done,
    /// Who approved it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub approved: Option<Done>,
    /// A draft that would be another one if it were drawn up now: people, rules, settings or earlier lists changed.
    pub stale: bool,
    /// Version of the rules by which it was drawn up.
    pub rules_version: String,
    /// Those rules are the ones in use.
    pub rules_are_current: bool,
    /// The whole list first, then each village.
    pub totals: Vec<PaymentTotal>,
    /// The total in Vietnamese words.
    pub total_in_words: String,
    /// Corrections after approval: how many.
    pub corrections: u32,
    /// The total with its corrections, đồng.
    pub corrected_total: i64,
    /// The same in words; absent when it is below zero.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub corrected_total_in_words: Option<String>,
    /// The month before.
    pub before: Before,
    /// What to look at.
    pub marks: Marks,
    /// Suspended people who are paid again.
    pub resumed: Vec<Resumed>,
    /// How many returns of the payer count.
    pub returns: usize,
    /// Settings with which it was drawn up; signatures as they are set now.
    pub settings: Settings,
}

/// Somebody who came back after a suspension.
#[derive(Serialize, utoipa::ToSchema)]
pub struct Resumed {
    /// The person; absent for roles that see no names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<Uuid>,
    /// Name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub full_name: Option<String>,
}

/// The list of the month before.
#[derive(Serialize, utoipa::ToSchema)]
pub struct Before {
    /// The month.
    pub month: String,
    /// `approved`, `draft` or `none`: only an approved list can be compared with.
    pub state: &'static str,
    /// This list was compared with it.
    pub compared: bool,
    /// Đồng for that month.
    pub monthly: u64,
    /// People.
    pub people: u32,
}

/// The head of a list; with `.xlsx` the whole list as a file.
#[utoipa::path(get, path = "/api/payments/{month}", tag = "payments", params(("month" = String, Path, description = "`2026-11`, or `2026-11.xlsx`")), responses((status = 200, body = ListHead)))]
pub async fn show(State(app): State<AppState>, caller: Caller, Segment(name): Segment<String>) -> ApiResult<Response> {
    caller.must(Action::ReadPayments)?;
    match name.strip_suffix(".xlsx") {
        None => Ok(Json(head(&app, &caller, month_of(&name)?).await?).into_response()),
        Some(month) => {
            let month = month_of(month)?;
            let kept = kept::open(&app, month).await?;
            sight::note(&app, &caller, month, "export").await?;
            workbook::answer(&app, kept, Sight::of(&caller)).await
        }
    }
}

/// The head as the caller may see it.
pub async fn head(app: &App, caller: &Caller, month: Month) -> ApiResult<ListHead> {
    let kept = kept::open(app, month).await?;
    let now = settings::load(app).await?;
    let stale = rebuild::is_stale(app, &kept, &now.payment).await?;
    let names = account_names(app).await?;
    let done = |by: Uuid, at: &str| Done {
        by,
        by_name: names.get(&by).cloned(),
        at: at.to_owned(),
    };
    let before = before(app, month, kept.head.compared).await?;
    let Kept {
        mut head,
        list,
        returns,
    } = kept;
    let sight = Sight::of(caller);
    let sees = sight.sees_people();
    if !sees {
        // They lead to rows that are looked at person by person.
        head.marks.remarks.clear();
    }
    let resumed = |person: &Uuid| {
        let row = list.rows.iter().find(|row| row.person == *person).filter(|_| sees);
        Resumed {
            person: sees.then_some(*person),
            full_name: row.map(|row| row.full_name.clone()),
        }
    };
    let resumed: Vec<Resumed> = head.resumed.iter().map(resumed).collect();
    let corrected_total = list.corrected_total();
    Ok(ListHead {
        month: month.to_string(),
        state: if list.is_draft() { kept::DRAFT } else { kept::APPROVED },
        revision: head.revision,
        sight,
        drawn_up: done(head.by, &head.at),
        approved: match &list.approval {
            Approval::Draft => None,
            Approval::Approved { by, at } => Some(done(*by, at)),
        },
        stale,
        rules_are_current: head.rules == app.law.version(),
        rules_version: list.rules_version,
        totals: list.totals,
        total_in_words: list.total_in_words,
        corrections: u32::try_from(list.corrections.len()).unwrap_or(u32::MAX),
        corrected_total,
        corrected_total_in_words: u64::try_from(corrected_total).ok().map(amount_in_words),
        before,
        marks: head.marks,
        resumed,
        returns: returns.iter().filter(|one| one.withdrawn_by.is_none()).count(),
        settings: Settings {
            payment: head.settings,
            signatures: now.signatures,
        },
    })
}

async fn before(app: &App, month: Month, compared: bool) -> ApiResult<Before> {
    let month = month.plus(-1).to_string();
    let sheet = app.store.worksheet(app.commune(), kept::KIND, &month).await?;
    let head = sheet.as_ref().map(kept::head).transpose()?;
    let sum = head.as_ref().and_then(|head| head.totals.first());
    Ok(Before {
        month,
        state: match head.as_ref().map(|head| &head.approval) {
            None => "none",
            Some(Approval::Draft) => kept::DRAFT,
            Some(Approval::Approved { .. }) => kept::APPROVED,
        },
        compared,
        monthly: sum.map_or(0, |sum| sum.monthly),
        people: sum.map_or(0, |sum| sum.people),
    })
}
