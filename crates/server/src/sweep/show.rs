//! `GET /api/sweep`: what a change of the law does to each person.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use domain::permissions::Action;
use entitlement::payment::amount_in_words;
use entitlement::sweep::{Change, ChangeKind, ChangeTotal, SweepQuestion};
use serde::{Deserialize, Serialize};

use super::{SweepAsked, group_names, narrow, question, swept, totals};
use crate::error::{ApiError, ApiResult, Code};
use crate::extract::Params;
use crate::limits;
use crate::missing::category_names;
use crate::payments::sight::{Categories, Sight};
use crate::session::Caller;
use crate::state::{App, AppState};

/// Which page.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ChangesAsked {
    /// One kind of change.
    kind: Option<ChangeKind>,
    /// Village id.
    village: Option<String>,
    limit: Option<u32>,
    /// Cursor of the page before.
    page_after: Option<String>,
}

/// The answer.
#[derive(Serialize, utoipa::ToSchema)]
pub struct SweepPage {
    /// The question, with everything that was not said.
    pub question: SweepQuestion,
    /// By kind, village and name.
    pub items: Vec<Change>,
    /// How many there are.
    pub total: u32,
    /// The limit was reached.
    pub more: bool,
    /// Cursor of the next page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// Sums of the commune by kind, then of each village by kind; not narrowed.
    pub totals: Vec<ChangeTotal>,
    /// Sums of everybody who gains or loses.
    pub sum: SweepSum,
    /// People whose record holds a fact that cannot be read.
    pub unreadable: u32,
    /// Names of the categories of this page, or of neutral groups for those who may not know the categories.
    pub categories: BTreeMap<String, String>,
}

/// Sums with the words that stand under a list.
#[derive(Serialize, utoipa::ToSchema)]
pub struct SweepSum {
    /// More (or less) per month, đồng.
    pub monthly: i64,
    /// In words; of an amount below zero those of the amount.
    pub monthly_words: String,
    /// Back pay, đồng.
    pub back_pay: i64,
    /// In words; of an amount below zero those of the amount.
    pub back_pay_words: String,
}

/// The sweep.
#[utoipa::path(get, path = "/api/sweep", tag = "sweep", params(SweepAsked, ChangesAsked), responses((status = 200, body = SweepPage)))]
pub async fn show(
    State(app): State<AppState>,
    caller: Caller,
    Params(asked): Params<SweepAsked>,
    Params(page): Params<ChangesAsked>,
) -> ApiResult<Json<SweepPage>> {
    caller.must(Action::SweepLaw)?;
    let sweep = swept(&app, question(&app, &asked)?).await?;
    let chosen: Vec<&Change> = sweep
        .changes
        .iter()
        .filter(|it| page.kind.is_none_or(|kind| it.kind == kind))
        .filter(|it| page.village.as_ref().is_none_or(|village| it.village == *village))
        .collect();
    let start = match &page.page_after {
        None => 0,
        Some(after) => after.parse().map_err(|_| ApiError::new(Code::BadRequest))?,
    };
    let limit = limits::page(page.limit) as usize;
    let end = chosen.len().min(start + limit);
    let shown = chosen.get(start..end).unwrap_or_default();
    note_reads(&app, &caller, shown).await?;
    let (sight, categories) = (Sight::of(&caller), Categories::of(app.law.book()));
    let items: Vec<Change> = shown.iter().map(|it| narrow(it, sight, &categories, &caller)).collect();
    let used = items
        .iter()
        .flat_map(|it| it.old.categories.iter().chain(&it.new.categories));
    let names = match sight {
        Sight::Categories => category_names(&app, used),
        Sight::People | Sight::Amounts => group_names(),
    };
    Ok(Json(SweepPage {
        question: sweep.question.clone(),
        categories: names,
        total: u32::try_from(chosen.len()).unwrap_or(u32::MAX),
        more: end < chosen.len(),
        next: (end < chosen.len()).then(|| end.to_string()),
        totals: totals(&sweep.changes),
        sum: sum(&sweep.changes),
        unreadable: u32::try_from(sweep.unreadable.len()).unwrap_or(u32::MAX),
        items,
    }))
}

/// Of everybody whose new amount is settled; what must be looked at first is not counted.
pub(super) fn sum(changes: &[Change]) -> SweepSum {
    let settled = || {
        let is = |it: &&Change| matches!(it.kind, ChangeKind::Gains | ChangeKind::Loses | ChangeKind::Unchanged);
        changes.iter().filter(is)
    };
    let dong = |amount: u64| i64::try_from(amount).unwrap_or(i64::MAX);
    let monthly: i64 = settled().map(|it| dong(it.new.monthly) - dong(it.old.monthly)).sum();
    let back_pay: i64 = settled().map(|it| it.back_pay_total).sum();
    SweepSum {
        monthly,
        monthly_words: amount_in_words(monthly.unsigned_abs()),
        back_pay,
        back_pay_words: amount_in_words(back_pay.unsigned_abs()),
    }
}

/// Whose sensitive categories are shown leaves a row.
pub(super) async fn note_reads(app: &App, caller: &Caller, shown: &[&Change]) -> ApiResult<()> {
    let sensitive = super::sensitive_categories(app);
    let tells = |it: &&&Change| {
        it.old
            .categories
            .iter()
            .chain(&it.new.categories)
            .any(|id| sensitive.contains(id))
    };
    let subjects: Vec<String> = shown
        .iter()
        .filter(tells)
        .map(|it| format!("person {}", it.person))
        .collect();
    let subjects = if subjects.is_empty() {
        vec!["sweep".to_owned()]
    } else {
        subjects
    };
    let now = app.clock.now_text();
    app.store
        .write_reads(app.commune(), &now, caller.actor.account, &subjects, "sweep")
        .await?;
    Ok(())
}
