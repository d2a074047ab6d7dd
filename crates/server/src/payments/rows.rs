//! `GET /api/payments/{month}/rows` and `…/changes`: who is paid, and what changed against the month before.

use axum::Json;
use axum::extract::State;
use domain::permissions::Action;
use domain::text::fold_char;
use entitlement::payment::{
    Arrears, PaymentChange, PaymentChangeKind, PaymentChangeReason, PaymentItem, PaymentRemark, PaymentRow,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::kept::{self, Kept};
use super::month_of;
use super::sight::{self, Categories, Programme, Sight};
use crate::error::{ApiError, ApiResult, Code};
use crate::extract::{Params, Segment};
use crate::limits;
use crate::session::Caller;
use crate::state::AppState;

/// Which rows.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct RowsAsked {
    /// Village id.
    pub village: Option<String>,
    /// Words of the name, without accents; not for roles that see no names.
    pub q: Option<String>,
    /// Only rows with this remark.
    pub remark: Option<PaymentRemark>,
    /// `arrears`: only rows with arrears.
    pub with: Option<With>,
    /// `categories`: also the categories, for roles that may read every fact behind them.
    pub detail: Option<Detail>,
    /// Page size.
    pub limit: Option<u32>,
    /// Cursor of the page before.
    pub after: Option<u32>,
}

/// What is shown only to whoever asks for it: a list lies open on a desk.
#[derive(Clone, Copy, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Detail {
    /// Categories, articles and decision numbers.
    Categories,
}

/// What rows must have.
#[derive(Clone, Copy, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum With {
    /// Something is owed for earlier months.
    Arrears,
}

/// A page of some list.
#[derive(Serialize, utoipa::ToSchema)]
pub struct Rows<T> {
    /// The rows.
    pub items: Vec<T>,
    /// How many there are.
    pub total: usize,
    /// The limit was reached.
    pub more: bool,
    /// Cursor of the next page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<u32>,
}

impl<T> Rows<T> {
    /// The page after a cursor. A cursor is how many rows were shown.
    pub fn page(all: impl Iterator<Item = T>, after: Option<u32>, limit: Option<u32>) -> Rows<T> {
        let (from, limit) = (after.unwrap_or(0) as usize, limits::page(limit) as usize);
        let mut total = 0;
        let mut items = Vec::with_capacity(limit);
        for (at, item) in all.enumerate() {
            total = at + 1;
            if at >= from && items.len() < limit {
                items.push(item);
            }
        }
        let shown = from + items.len();
        let more = shown < total;
        Rows {
            items,
            total,
            more,
            next: more.then(|| u32::try_from(shown).unwrap_or(u32::MAX)),
        }
    }
}

/// One person on the list, as the caller may see it.
#[derive(Serialize, utoipa::ToSchema)]
pub struct RowView {
    /// Number on the printed list, from 1; absent for roles that see no names, because the list is in the order of names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<usize>,
    /// The person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<Uuid>,
    /// Name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub full_name: Option<String>,
    /// Village id.
    pub village: String,
    /// Neutral groups of what is paid.
    pub programmes: Vec<Programme>,
    /// What is paid, by category; only where it was asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<ItemView>,
    /// Đồng for the month.
    pub monthly: u64,
    /// What is owed for earlier months, by month and reason; empty for roles that see no names.
    pub arrears: Vec<Arrears>,
    /// Its sum.
    pub arrears_sum: i64,
    /// Đồng to pay.
    pub total: u64,
    /// What to look at.
    pub remarks: Vec<PaymentRemark>,
}

/// One payment of a person.
#[derive(Serialize, utoipa::ToSchema)]
pub struct ItemView {
    /// The payment.
    #[serde(flatten)]
    pub item: PaymentItem,
    /// Name of the category.
    pub name: String,
}

/// Who is paid.
#[utoipa::path(get, path = "/api/payments/{month}/rows", tag = "payments", params(("month" = String, Path), RowsAsked), responses((status = 200, body = Rows<RowView>)))]
pub async fn rows(
    State(app): State<AppState>,
    caller: Caller,
    Segment(month): Segment<String>,
    Params(asked): Params<RowsAsked>,
) -> ApiResult<Json<Rows<RowView>>> {
    caller.must(Action::ReadPayments)?;
    let kept = kept::open(&app, month_of(&month)?).await?;
    let sight = Sight::of(&caller);
    let search = search(asked.q.as_deref(), sight)?;
    let categories = Categories::of(app.law.book());
    let is_wanted = |row: &&PaymentRow| {
        asked.village.as_ref().is_none_or(|village| row.village == *village)
            && asked.remark.is_none_or(|remark| row.remarks.contains(&remark))
            && asked.with.is_none_or(|With::Arrears| !row.arrears.is_empty())
            && search.as_ref().is_none_or(|words| has_words(&row.full_name, words))
    };
    let numbered = kept.list.rows.iter().enumerate();
    let mut wanted: Vec<(usize, &PaymentRow)> = numbered.filter(|(_, row)| is_wanted(row)).collect();
    if !sight.sees_people() {
        // The order of names would give them away.
        wanted.sort_by(|(_, one), (_, two)| {
            (&one.village, two.total, two.monthly).cmp(&(&two.village, one.total, one.monthly))
        });
    }
    let (sight, purpose) = match (sight, asked.detail) {
        (Sight::Categories, None) => (Sight::People, "list"),
        (Sight::Categories, Some(Detail::Categories)) => (Sight::Categories, "categories"),
        (Sight::Amounts | Sight::People, _) => (sight, "list"),
    };
    let views = wanted.into_iter().map(|(at, row)| view(at, row, sight, &categories));
    let page = Rows::page(views, asked.after, asked.limit);
    sight::note(&app, &caller, kept.list.month, purpose).await?;
    Ok(Json(page))
}

fn view(at: usize, row: &PaymentRow, sight: Sight, categories: &Categories<'_>) -> RowView {
    let sees = sight.sees_people();
    let named = |item: &PaymentItem| ItemView {
        item: item.clone(),
        name: categories.name(&item.category).to_owned(),
    };
    RowView {
        number: sees.then_some(at + 1),
        person: sees.then_some(row.person),
        full_name: sees.then(|| row.full_name.clone()),
        village: row.village.clone(),
        programmes: match sight {
            Sight::Amounts => Vec::new(),
            Sight::People | Sight::Categories => categories.programmes(&row.items),
        },
        items: match sight {
            Sight::Amounts | Sight::People => Vec::new(),
            Sight::Categories => row.items.iter().map(named).collect(),
        },
        monthly: row.monthly,
        arrears: if sees { row.arrears.clone() } else { Vec::new() },
        arrears_sum: row.arrears.iter().map(|it| it.owed.amount).sum(),
        total: row.total,
        remarks: if sees { row.remarks.clone() } else { Vec::new() },
    }
}

/// The words looked for, folded; refused where names are not seen, because the answer would tell one.
pub fn search(text: Option<&str>, sight: Sight) -> ApiResult<Option<Vec<String>>> {
    let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    if !sight.sees_people() {
        return Err(Code::Forbidden.into());
    }
    if text.chars().count() > limits::SEARCH_CHARS {
        return Err(ApiError::new(Code::InvalidInput).field("q", "too_long"));
    }
    Ok(Some(folded(text).split_whitespace().map(str::to_owned).collect()))
}

/// Without accents and case.
pub fn folded(text: &str) -> String {
    text.chars().filter_map(fold_char).collect()
}

/// Whether every word stands in the name.
pub fn has_words(name: &str, words: &[String]) -> bool {
    let name = folded(name);
    words.iter().all(|word| name.contains(word.as_str()))
}

/// Which changes.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ChangesAsked {
    /// Only of this kind.
    pub kind: Option<PaymentChangeKind>,
    /// Village id.
    pub village: Option<String>,
    /// Page size.
    pub limit: Option<u32>,
    /// Cursor of the page before.
    pub after: Option<u32>,
}

/// One difference from the month before, as the caller may see it.
#[derive(Serialize, utoipa::ToSchema)]
pub struct ChangeView {
    /// The person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<Uuid>,
    /// Name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub full_name: Option<String>,
    /// Village id.
    pub village: String,
    /// What happened.
    pub kind: PaymentChangeKind,
    /// Why; absent for roles that see no names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<PaymentChangeReason>,
    /// Đồng of the month before.
    pub before: u64,
    /// Đồng of this month.
    pub after: u64,
}

/// What changed against the month before.
#[utoipa::path(get, path = "/api/payments/{month}/changes", tag = "payments", params(("month" = String, Path), ChangesAsked), responses((status = 200, body = Rows<ChangeView>)))]
pub async fn changes(
    State(app): State<AppState>,
    caller: Caller,
    Segment(month): Segment<String>,
    Params(asked): Params<ChangesAsked>,
) -> ApiResult<Json<Rows<ChangeView>>> {
    caller.must(Action::ReadPayments)?;
    let Kept { list, .. } = kept::open(&app, month_of(&month)?).await?;
    let sees = Sight::of(&caller).sees_people();
    let mut wanted: Vec<&PaymentChange> = list
        .changes
        .iter()
        .filter(|it| asked.kind.is_none_or(|kind| it.kind == kind))
        .filter(|it| asked.village.as_ref().is_none_or(|village| it.village == *village))
        .collect();
    if !sees {
        wanted.sort_by_key(|it| (it.kind, it.village.clone(), it.before, it.after));
    }
    let views = wanted.into_iter().map(|it| ChangeView {
        person: sees.then_some(it.person),
        full_name: sees.then(|| it.full_name.clone()),
        village: it.village.clone(),
        kind: it.kind,
        reason: sees.then_some(it.reason),
        before: it.before,
        after: it.after,
    });
    let page = Rows::page(views, asked.after, asked.limit);
    sight::note(&app, &caller, list.month, "changes").await?;
    Ok(Json(page))
}
