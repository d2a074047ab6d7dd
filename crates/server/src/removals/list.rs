//! `GET /api/removals`: who is to leave the list, and who left it.

use std::collections::HashMap;

use axum::Json;
use axum::extract::State;
use domain::permissions::Action;
use serde::{Deserialize, Serialize};
use store::office::worksheets::Worksheet;
use uuid::Uuid;
use wire::records::PersonRecord;

use super::{Against, Content, KIND, MOST, RemovalState, RemovalWhy, against};
use crate::error::{ApiError, ApiResult, Code};
use crate::extract::Params;
use crate::limits;
use crate::office::{account_names, find};
use crate::people::list::neutral;
use crate::session::Caller;
use crate::state::{App, AppState};

/// Which removals.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct RemovalsAsked {
    /// `proposed`, `confirmed`, `refused`, `undone`; without it all.
    state: Option<String>,
    /// Of this person.
    person: Option<Uuid>,
    limit: Option<u32>,
    after: Option<String>,
}

/// A page of removals, the last proposed first.
#[derive(Serialize, utoipa::ToSchema)]
pub struct RemovalsPage {
    /// Removals.
    pub items: Vec<RemovalView>,
    /// How many there are.
    pub total: i64,
    /// The limit was reached.
    pub more: bool,
    /// Cursor of the next page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// A removal.
#[derive(Serialize, utoipa::ToSchema)]
pub struct RemovalView {
    /// Id.
    pub id: String,
    /// Where it stands.
    pub state: RemovalState,
    /// The person: a neutral record.
    pub person: PersonRecord,
    /// Why.
    pub why: RemovalWhy,
    /// Since when the person lives elsewhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<String>,
    /// How this is known.
    pub note: String,
    /// What speaks against it now, while it waits.
    pub against: Vec<Against>,
    /// Who proposed it.
    pub proposed_by: Uuid,
    /// Name of who.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proposed_by_name: Option<String>,
    /// When.
    pub proposed_at: String,
    /// Who decided, once somebody did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decided_by_name: Option<String>,
    /// When.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decided_at: Option<String>,
    /// What they noted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer: Option<String>,
    /// The caller may confirm it: they did not propose it.
    pub may_confirm: bool,
}

/// Removals.
#[utoipa::path(get, path = "/api/removals", tag = "removals", params(RemovalsAsked), responses((status = 200, body = RemovalsPage)))]
pub async fn list(
    State(app): State<AppState>,
    caller: Caller,
    Params(asked): Params<RemovalsAsked>,
) -> ApiResult<Json<RemovalsPage>> {
    caller.must(Action::RemovePerson)?;
    let state = match asked.state.as_deref() {
        None => None,
        Some(code) => {
            let state = RemovalState::from_code(code);
            Some(state.ok_or_else(|| ApiError::new(Code::InvalidInput).field("state", "unknown"))?)
        }
    };
    let sheets = app
        .store
        .worksheets(app.commune(), KIND, state.map(RemovalState::code), MOST)
        .await?;
    let mut found: Vec<(Worksheet, Content)> = Vec::with_capacity(sheets.len());
    for sheet in sheets {
        let content: Content = serde_json::from_str(&sheet.body)?;
        if asked.person.is_none_or(|person| person == content.person) {
            found.push((sheet, content));
        }
    }
    let total = found.len();
    let start = match &asked.after {
        Some(after) => found.partition_point(|(sheet, _)| sheet.id >= *after),
        None => 0,
    };
    let limit = limits::page(asked.limit) as usize;
    let names = account_names(&app).await?;
    let (mut items, mut last) = (Vec::new(), None);
    let shown = found.into_iter().skip(start).take(limit);
    let more = start + shown.len() < total;
    for (sheet, content) in shown {
        last = Some(sheet.id.clone());
        items.extend(show(&app, &caller, sheet, content, &names).await?);
    }
    Ok(Json(RemovalsPage {
        items,
        total: total as i64,
        more,
        next: last.filter(|_| more),
    }))
}

/// A removal as the caller may see it; `None` when they may not see the person.
pub(super) async fn show(
    app: &App,
    caller: &Caller,
    sheet: Worksheet,
    content: Content,
    names: &HashMap<Uuid, String>,
) -> ApiResult<Option<RemovalView>> {
    let state = RemovalState::from_code(&sheet.state).ok_or(Code::ServerFailed)?;
    let is_open = state == RemovalState::Proposed;
    let Some(person) = find::person(app, content.person).await? else {
        return Ok(None);
    };
    let against = if is_open {
        against(app, &person).await?
    } else {
        Vec::new()
    };
    let Some(person) = neutral(&person, caller) else {
        return Ok(None);
    };
    Ok(Some(RemovalView {
        id: sheet.id,
        state,
        person,
        why: content.why,
        since: content.since,
        note: content.note,
        against,
        proposed_by: content.proposed_by,
        proposed_by_name: names.get(&content.proposed_by).cloned(),
        proposed_at: sheet.created_at,
        decided_by_name: sheet
            .changed_by
            .filter(|_| !is_open)
            .and_then(|id| names.get(&id).cloned()),
        decided_at: (!is_open).then_some(sheet.changed_at),
        answer: content.answer,
        may_confirm: is_open && content.proposed_by != caller.actor.account,
    }))
}
