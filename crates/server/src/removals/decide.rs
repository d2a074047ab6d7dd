//! `POST /api/removals/{id}/confirm`, `…/refuse`, `…/undo`.

use axum::Json;
use axum::extract::State;
use domain::permissions::Action;
use serde::Deserialize;
use serde_json::{Value, json};
use store::office::worksheets::Worksheet;
use store::read::kept::KeptDecision;
use uuid::Uuid;
use wire::entry::{ENTRY_VERSION, Entry, Outcome, Subject, SubjectKind};
use wire::records::{Gone, PersonRecord};

use super::list::{RemovalView, show};
use super::{Against, Content, KIND, RemovalState, must_have_seen, note, person_of, read};
use crate::error::{ApiError, ApiResult, Code};
use crate::extract::{Body, Segment};
use crate::office::account_names;
use crate::session::Caller;
use crate::state::{App, AppState};
use crate::sync::push::take;

/// What the second person says.
#[derive(Deserialize, utoipa::ToSchema)]
pub struct Answer {
    /// Why, when it is refused.
    #[serde(default)]
    note: String,
    /// What speaks against it and was seen.
    #[serde(default)]
    despite: Vec<Against>,
}

/// Confirms: the person leaves the list. Never by the one who proposed it.
#[utoipa::path(post, path = "/api/removals/{id}/confirm", tag = "removals", params(("id" = Uuid, Path)), request_body = Answer, responses((status = 200, body = RemovalView)))]
pub async fn confirm(
    State(app): State<AppState>,
    caller: Caller,
    Segment(id): Segment<Uuid>,
    Body(answer): Body<Answer>,
) -> ApiResult<Json<RemovalView>> {
    caller.must(Action::RemovePerson)?;
    let (sheet, mut content) = read(&app, id).await?;
    let person = person_of(&app, &caller, content.person).await?;
    if content.proposed_by == caller.actor.account {
        return Err(Code::SecondPersonNeeded.into());
    }
    if sheet.state == RemovalState::Proposed.code() {
        if person.gone.is_some() {
            return Err(Code::PersonNotListed.into());
        }
        must_have_seen(&app, &person, &answer.despite).await?;
    }
    content.answer = Some(note(&answer.note)?).filter(|text| !text.is_empty());
    let steps = (RemovalState::Proposed, RemovalState::Confirmed);
    step(&app, &caller, &sheet, steps, &content).await?;
    let gone = Gone {
        why: content.why.gone(),
        into: None,
        since: content.since.clone(),
    };
    if !write(&app, &caller, &person, json!(gone)).await? {
        step(&app, &caller, &sheet, (steps.1, steps.0), &content).await?;
        return Err(Code::PersonNotListed.into());
    }
    view(&app, &caller, id).await
}

/// Refuses, or takes one's own proposal back: the person stays.
#[utoipa::path(post, path = "/api/removals/{id}/refuse", tag = "removals", params(("id" = Uuid, Path)), request_body = Answer, responses((status = 200, body = RemovalView)))]
pub async fn refuse(
    State(app): State<AppState>,
    caller: Caller,
    Segment(id): Segment<Uuid>,
    Body(answer): Body<Answer>,
) -> ApiResult<Json<RemovalView>> {
    caller.must(Action::RemovePerson)?;
    let (sheet, mut content) = read(&app, id).await?;
    person_of(&app, &caller, content.person).await?;
    content.answer = Some(note(&answer.note)?).filter(|text| !text.is_empty());
    if content.answer.is_none() && content.proposed_by != caller.actor.account {
        return Err(ApiError::new(Code::InvalidInput).field("note", "required"));
    }
    let steps = (RemovalState::Proposed, RemovalState::Refused);
    step(&app, &caller, &sheet, steps, &content).await?;
    view(&app, &caller, id).await
}

/// Brings the person back.
#[utoipa::path(post, path = "/api/removals/{id}/undo", tag = "removals", params(("id" = Uuid, Path)), responses((status = 200, body = RemovalView)))]
pub async fn undo(
    State(app): State<AppState>,
    caller: Caller,
    Segment(id): Segment<Uuid>,
) -> ApiResult<Json<RemovalView>> {
    caller.must(Action::RemovePerson)?;
    let (sheet, content) = read(&app, id).await?;
    let person = person_of(&app, &caller, content.person).await?;
    let steps = (RemovalState::Confirmed, RemovalState::Undone);
    step(&app, &caller, &sheet, steps, &content).await?;
    let left = person.gone.as_ref().map(|gone| gone.why);
    if left == Some(content.why.gone()) && !write(&app, &caller, &person, Value::Null).await? {
        step(&app, &caller, &sheet, (steps.1, steps.0), &content).await?;
        return Err(Code::RemovalChanged.into());
    }
    view(&app, &caller, id).await
}

async fn step(
    app: &App,
    caller: &Caller,
    sheet: &Worksheet,
    (from, to): (RemovalState, RemovalState),
    content: &Content,
) -> ApiResult<()> {
    let (key, states) = ((KIND, sheet.id.as_str()), (from.code(), to.code()));
    let (text, now) = (serde_json::to_string(content)?, app.clock.now_text());
    let by = (Some(caller.actor.account), now.as_str());
    app.store
        .move_worksheet(app.commune(), key, states, &text, &[], by)
        .await?;
    Ok(())
}

/// Says in the journal that the person left or came back; whether it was written.
async fn write(app: &App, caller: &Caller, person: &PersonRecord, gone: Value) -> ApiResult<bool> {
    let entry = Entry {
        id: Uuid::now_v7(),
        v: ENTRY_VERSION,
        subject: Subject {
            kind: SubjectKind::Person,
            id: person.id,
        },
        base: person.version,
        author: caller.actor.account,
        at: app.clock.now_text(),
        stop: None,
        body: json!({ "type": "person.changed", "set": { "gone": gone } }),
    };
    let id = entry.id;
    let results = take(app, caller, vec![entry]).await?;
    let is_written = results
        .iter()
        .all(|result| matches!(result.outcome, Outcome::Applied | Outcome::Merged));
    if !is_written {
        let (by, now) = (caller.actor.account, app.clock.now_text());
        app.store
            .close_kept(app.commune(), id, KeptDecision::KeepTheirs, "", by, &now)
            .await?;
    }
    Ok(is_written)
}

async fn view(app: &App, caller: &Caller, id: Uuid) -> ApiResult<Json<RemovalView>> {
    let (sheet, content) = read(app, id).await?;
    let view = show(app, caller, sheet, content, &account_names(app).await?).await?;
    Ok(Json(view.ok_or(Code::NotFound)?))
}
