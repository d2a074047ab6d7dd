//! `GET /api/doubles`, `GET /api/doubles/{id}`.

use axum::Json;
use axum::extract::State;
use domain::permissions::Action;
use serde::{Deserialize, Serialize};

use super::pairs::{self, Pair, PairState};
use super::search::{RunView, last};
use super::view::{PairView, show};
use crate::error::{ApiError, ApiResult, Code};
use crate::extract::{Params, Segment};
use crate::limits;
use crate::office::{account_names, villages_asked};
use crate::session::Caller;
use crate::state::AppState;

/// Which pairs.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct DoublesAsked {
    /// `open` (default), `same`, `different`, `parted`, `withdrawn`.
    state: Option<String>,
    /// Village id: one of the two lives there.
    village: Option<String>,
    limit: Option<u32>,
    after: Option<String>,
}

/// A page of pairs.
#[derive(Serialize, utoipa::ToSchema)]
pub struct DoublesPage {
    /// Open ones: the most probable first, those that were put off last. Others: the last decided first.
    pub items: Vec<PairView>,
    /// How many there are.
    pub total: i64,
    /// The limit was reached.
    pub more: bool,
    /// Cursor of the next page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// The last search.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_run: Option<RunView>,
}

/// Pairs.
#[utoipa::path(get, path = "/api/doubles", tag = "doubles", params(DoublesAsked), responses((status = 200, body = DoublesPage)))]
pub async fn list(
    State(app): State<AppState>,
    caller: Caller,
    Params(asked): Params<DoublesAsked>,
) -> ApiResult<Json<DoublesPage>> {
    caller.must(Action::MergePeople)?;
    let state = match asked.state.as_deref() {
        None => PairState::Open,
        Some(code) => {
            PairState::from_code(code).ok_or_else(|| ApiError::new(Code::InvalidInput).field("state", "unknown"))?
        }
    };
    let mut pairs = pairs::load(&app, state).await?;
    if let Some(villages) = villages_asked(&caller, asked.village.as_deref()) {
        pairs.retain(|pair| {
            let mut of_pair = pair.villages().into_iter();
            of_pair.any(|village| villages.iter().any(|one| one == village))
        });
    }
    let mut pairs: Vec<(String, Pair)> = pairs.into_iter().map(|pair| (place(&pair, state), pair)).collect();
    pairs.sort_by(|one, other| one.0.cmp(&other.0));
    if state != PairState::Open {
        pairs.reverse();
    }
    let total = pairs.len();
    let is_before = |key: &str, after: &str| match state {
        PairState::Open => key <= after,
        PairState::Same | PairState::Different | PairState::Parted | PairState::Withdrawn => key >= after,
    };
    let start = match &asked.after {
        Some(after) => pairs.partition_point(|(key, _)| is_before(key, after)),
        None => 0,
    };
    let limit = limits::page(asked.limit) as usize;
    let shown: Vec<(String, Pair)> = pairs.into_iter().skip(start).take(limit).collect();
    let more = start + shown.len() < total;
    let next = shown.last().filter(|_| more).map(|(key, _)| key.clone());
    let shown = shown.into_iter().map(|(_, pair)| pair).collect();
    Ok(Json(DoublesPage {
        items: show(&app, &caller, shown, &account_names(&app).await?).await?,
        total: total as i64,
        more,
        next,
        last_run: last(&app).await?,
    }))
}

/// Where a pair stands in its list.
fn place(pair: &Pair, state: PairState) -> String {
    let id = &pair.sheet.id;
    match state {
        PairState::Open => {
            let unlikely = 1.0 - pair.content.double.probability.clamp(0.0, 1.0);
            format!(
                "{}~{unlikely:.3}~{id}",
                pair.content.later.as_deref().unwrap_or_default()
            )
        }
        PairState::Same | PairState::Different | PairState::Parted | PairState::Withdrawn => {
            format!("{}~{id}", pair.sheet.changed_at)
        }
    }
}

/// One pair, as it is now.
#[utoipa::path(get, path = "/api/doubles/{id}", tag = "doubles", params(("id" = String, Path)), responses((status = 200, body = PairView)))]
pub async fn one(
    State(app): State<AppState>,
    caller: Caller,
    Segment(id): Segment<String>,
) -> ApiResult<Json<PairView>> {
    caller.must(Action::MergePeople)?;
    let pair = pairs::one(&app, &caller, &id).await?;
    let views = show(&app, &caller, vec![pair], &account_names(&app).await?).await?;
    Ok(Json(views.into_iter().next().ok_or(Code::NotFound)?))
}
