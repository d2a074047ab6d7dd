//! `POST /api/sync/push`: entries come in, each gets its answer.

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use wire::entry::{Entry, PushResult, SubjectKind};
use wire::records::Record;

use crate::error::{ApiError, ApiResult, Code};
use crate::extract::Body;
use crate::limits;
use crate::session::Caller;
use crate::state::{App, AppState};

/// People read at once for the search index.
const REFRESHED: usize = 1_000;

/// Entries in the order in which they were made.
#[derive(Deserialize, utoipa::ToSchema)]
pub struct Push {
    /// At most 200.
    entries: Vec<Entry>,
}

/// One result per entry, in the same order.
#[derive(Serialize, utoipa::ToSchema)]
pub struct Pushed {
    /// What became of each.
    pub results: Vec<PushResult>,
    /// The last number of the commune's order.
    pub cursor: i64,
}

/// Sends entries. Anybody who signed in may push; what each entry needs is judged entry by entry.
#[utoipa::path(post, path = "/api/sync/push", tag = "sync", request_body = Push, responses((status = 200, body = Pushed)))]
pub async fn push(State(app): State<AppState>, caller: Caller, Body(push): Body<Push>) -> ApiResult<Json<Pushed>> {
    if push.entries.len() > limits::PUSH_ENTRIES {
        return Err(ApiError::new(Code::TooManyEntries).with("limit", limits::PUSH_ENTRIES));
    }
    // Nobody takes people out of the list alone, nor brings them back: that goes by the doubles and the removals.
    if push.entries.iter().any(|entry| entry.body["set"].get("gone").is_some()) {
        return Err(Code::SecondPersonNeeded.into());
    }
    let results = take(&app, &caller, push.entries).await?;
    let cursor = match results.iter().filter_map(|result| result.seq).max() {
        Some(last) => last,
        None => app.store.last_seq(app.commune()).await?,
    };
    Ok(Json(Pushed { results, cursor }))
}

/// Takes entries in the name of the caller, few at a time, and makes the people in them searchable. One result per entry, in
/// the same order.
pub async fn take(app: &App, caller: &Caller, entries: Vec<Entry>) -> ApiResult<Vec<PushResult>> {
    let people: Vec<Uuid> = subjects(&entries, SubjectKind::Person);
    let households: Vec<Uuid> = subjects(&entries, SubjectKind::Household);
    let author = store::Author {
        actor: caller.actor.clone(),
        device: Some(caller.session.device),
    };
    let mut results = Vec::with_capacity(entries.len());
    let mut rest = entries.into_iter();
    loop {
        let some: Vec<Entry> = rest.by_ref().take(limits::PUSH_ENTRIES).collect();
        if some.is_empty() {
            break;
        }
        let now = app.clock.now_text();
        results.extend(app.store.push(app.commune(), &author, &now, some).await?);
    }
    refresh_index(app, people, households).await?;
    Ok(results)
}

fn subjects(entries: &[Entry], kind: SubjectKind) -> Vec<Uuid> {
    let mut ids: Vec<Uuid> = entries
        .iter()
        .filter(|entry| entry.subject.kind == kind)
        .map(|entry| entry.subject.id)
        .collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// Makes new and changed people searchable; a household's new head changes its members.
async fn refresh_index(app: &App, mut people: Vec<Uuid>, households: Vec<Uuid>) -> ApiResult<()> {
    for household in households {
        people.extend(
            app.store
                .household_members(app.commune(), household)
                .await?
                .into_iter()
                .map(|person| person.id),
        );
    }
    refresh_people(app, people).await
}

/// Reads these people anew into the search index.
pub async fn refresh_people(app: &App, people: Vec<Uuid>) -> ApiResult<()> {
    if people.is_empty() {
        return Ok(());
    }
    for some in people.chunks(REFRESHED) {
        for record in app.store.records(app.commune(), SubjectKind::Person, some).await? {
            if let Record::Person(person) = record {
                let head = crate::people::head_name(app, &person).await?;
                app.people.put(&person, app.config.village_name(&person.village), &head);
            }
        }
    }
    Ok(())
}
