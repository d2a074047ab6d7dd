//! `POST /api/removals`: somebody proposes.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::date::PartialDate;
use domain::permissions::Action;
use serde::Deserialize;
use uuid::Uuid;

use super::list::{RemovalView, show};
use super::{Against, Content, KIND, MOST, RemovalState, RemovalWhy, must_have_seen, note, person_of, read};
use crate::error::{ApiError, ApiResult, Code};
use crate::extract::Body;
use crate::office::account_names;
use crate::session::Caller;
use crate::state::AppState;

/// A proposal.
#[derive(Deserialize, utoipa::ToSchema)]
pub struct Proposal {
    /// Who is to leave the list.
    person: Uuid,
    /// Why.
    why: RemovalWhy,
    /// Since when the person lives elsewhere: a day, a month or a year.
    #[serde(default)]
    since: Option<String>,
    /// How this is known.
    note: String,
    /// What speaks against it and was seen.
    #[serde(default)]
    despite: Vec<Against>,
}

/// Proposes. The person stays in the list until somebody else confirms it.
#[utoipa::path(post, path = "/api/removals", tag = "removals", request_body = Proposal, responses((status = 201, body = RemovalView)))]
pub async fn propose(
    State(app): State<AppState>,
    caller: Caller,
    Body(proposal): Body<Proposal>,
) -> ApiResult<(StatusCode, Json<RemovalView>)> {
    caller.must(Action::RemovePerson)?;
    let note = note(&proposal.note)?;
    if note.is_empty() {
        return Err(ApiError::new(Code::InvalidInput).field("note", "required"));
    }
    if proposal
        .since
        .as_deref()
        .is_some_and(|day| PartialDate::parse(day).is_err())
    {
        return Err(ApiError::new(Code::InvalidInput).field("since", "invalid_date"));
    }
    let person = person_of(&app, &caller, proposal.person).await?;
    if person.gone.is_some() {
        return Err(Code::PersonNotListed.into());
    }
    let open = app
        .store
        .worksheets(app.commune(), KIND, Some(RemovalState::Proposed.code()), MOST)
        .await?;
    for sheet in open {
        let other: Content = serde_json::from_str(&sheet.body)?;
        if other.person == person.id {
            return Err(Code::RemovalProposed.into());
        }
    }
    must_have_seen(&app, &person, &proposal.despite).await?;
    let content = Content {
        person: person.id,
        why: proposal.why,
        since: proposal.since,
        note,
        proposed_by: caller.actor.account,
        answer: None,
    };
    let (id, now) = (Uuid::now_v7(), app.clock.now_text());
    let (key, text) = (id.to_string(), serde_json::to_string(&content)?);
    let (state, by) = (RemovalState::Proposed.code(), Some(caller.actor.account));
    app.store
        .create_worksheet(app.commune(), (KIND, &key), (state, &text), &[], (by, &now))
        .await?;
    let (sheet, content) = read(&app, id).await?;
    let view = show(&app, &caller, sheet, content, &account_names(&app).await?).await?;
    Ok((StatusCode::CREATED, Json(view.ok_or(Code::NotFound)?)))
}
