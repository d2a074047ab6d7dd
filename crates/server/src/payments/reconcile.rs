//! `GET /api/payments/{month}/reconciliation`: the list beside what was paid.

use std::collections::{BTreeMap, HashMap};

use axum::Json;
use axum::extract::State;
use domain::permissions::Action;
use entitlement::Month;
use entitlement::payment::{Mismatch, PaymentRow, ReconciliationRow, reconcile};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::kept::{self, Kept};
use super::month_of;
use super::rows::{self, Rows};
use super::sight::{self, Sight};
use crate::error::ApiResult;
use crate::extract::{Params, Segment};
use crate::session::Caller;
use crate::state::{App, AppState};

/// Which rows.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ReconciliationAsked {
    /// Only rows that differ in this way.
    mismatch: Option<Mismatch>,
    /// Village id.
    village: Option<String>,
    /// Words of the name.
    q: Option<String>,
    /// Page size.
    limit: Option<u32>,
    /// Cursor of the page before.
    after: Option<u32>,
}

/// The list beside what was paid, in sums.
#[derive(Serialize, utoipa::ToSchema)]
pub struct Sums {
    /// Returns that count; without one nothing is compared.
    pub returns: usize,
    /// Rows that agree.
    pub agreed: u32,
    /// Đồng by the list.
    pub listed: u64,
    /// Đồng paid.
    pub paid: u64,
    /// Differences, by kind.
    pub mismatches: Vec<MismatchSum>,
}

/// Differences of one kind.
#[derive(Serialize, utoipa::ToSchema)]
pub struct MismatchSum {
    /// What differs.
    pub mismatch: Mismatch,
    /// How many people.
    pub people: u32,
    /// Đồng by the list.
    pub listed: u64,
    /// Đồng paid.
    pub paid: u64,
}

/// One difference.
#[derive(Serialize, utoipa::ToSchema)]
pub struct MismatchView {
    /// The person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<Uuid>,
    /// Name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub full_name: Option<String>,
    /// Village id; absent for somebody who is not on the list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub village: Option<String>,
    /// What differs.
    pub mismatch: Mismatch,
    /// Đồng by the list.
    pub listed: u64,
    /// Đồng paid.
    pub paid: u64,
}

/// The list beside what was paid.
#[derive(Serialize, utoipa::ToSchema)]
pub struct ReconciliationView {
    /// In sums.
    pub sums: Sums,
    /// The differences, a page of them.
    pub rows: Rows<MismatchView>,
}

/// The sums alone.
pub async fn sums(app: &App, month: Month) -> ApiResult<Sums> {
    Ok(compare(&kept::open(app, month).await?).0)
}

fn compare(kept: &Kept) -> (Sums, Vec<ReconciliationRow>) {
    let answer = reconcile(&kept.list, &kept.paid());
    let mut sums: BTreeMap<Mismatch, MismatchSum> = BTreeMap::new();
    for row in &answer.rows {
        let sum = sums.entry(row.mismatch).or_insert(MismatchSum {
            mismatch: row.mismatch,
            people: 0,
            listed: 0,
            paid: 0,
        });
        sum.people += 1;
        sum.listed += row.listed;
        sum.paid += row.paid;
    }
    let sums = Sums {
        returns: kept.returns.iter().filter(|one| one.withdrawn_by.is_none()).count(),
        agreed: answer.agreed,
        listed: answer.listed,
        paid: answer.paid,
        mismatches: sums.into_values().collect(),
    };
    (sums, answer.rows)
}

/// The list beside what was paid.
#[utoipa::path(get, path = "/api/payments/{month}/reconciliation", tag = "payments", params(("month" = String, Path), ReconciliationAsked), responses((status = 200, body = ReconciliationView)))]
pub async fn show(
    State(app): State<AppState>,
    caller: Caller,
    Segment(month): Segment<String>,
    Params(asked): Params<ReconciliationAsked>,
) -> ApiResult<Json<ReconciliationView>> {
    caller.must(Action::ReadPayments)?;
    let kept = kept::open(&app, month_of(&month)?).await?;
    let sight = Sight::of(&caller);
    let search = rows::search(asked.q.as_deref(), sight)?;
    let sees = sight.sees_people();
    let (sums, mut differ) = compare(&kept);
    let listed: HashMap<Uuid, &PaymentRow> = kept.list.rows.iter().map(|row| (row.person, row)).collect();
    // Named among those who are not paid, and paid all the same.
    let others: HashMap<Uuid, (&str, &str)> = kept
        .list
        .not_paid
        .iter()
        .map(|it| (it.person, (it.full_name.as_str(), it.village.as_str())))
        .collect();
    let who = |person: Uuid| {
        let row = listed
            .get(&person)
            .map(|row| (row.full_name.as_str(), row.village.as_str()));
        row.or_else(|| others.get(&person).copied())
    };
    differ.sort_by_cached_key(|row| {
        let (name, village) = who(row.person).unwrap_or_default();
        let name = if sees { name } else { "" };
        (row.mismatch, village.to_owned(), name.to_owned(), row.listed)
    });
    let wanted = differ.iter().filter(|row| {
        let known = who(row.person);
        asked.mismatch.is_none_or(|mismatch| row.mismatch == mismatch)
            && asked
                .village
                .as_ref()
                .is_none_or(|village| known.is_some_and(|(_, it)| it == village))
            && search
                .as_ref()
                .is_none_or(|words| known.is_some_and(|(name, _)| rows::has_words(name, words)))
    });
    let views = wanted.map(|row| {
        let known = who(row.person);
        MismatchView {
            person: sees.then_some(row.person),
            full_name: known.filter(|_| sees).map(|(name, _)| name.to_owned()),
            village: known.map(|(_, village)| village.to_owned()),
            mismatch: row.mismatch,
            listed: row.listed,
            paid: row.paid,
        }
    });
    let rows = Rows::page(views, asked.after, asked.limit);
    sight::note(&app, &caller, kept.list.month, "reconciliation").await?;
    Ok(Json(ReconciliationView { sums, rows }))
}
