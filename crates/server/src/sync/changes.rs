//! `GET /api/sync/changes`: current states that changed since a cursor, as far as this caller may carry them.

use axum::Json;
use axum::extract::State;
use domain::permissions::Action;
use serde::{Deserialize, Serialize};
use store::read::changes::Scope;
use uuid::Uuid;
use wire::entry::SubjectKind;
use wire::narrow::narrow;
use wire::records::Record;

use crate::error::{ApiResult, Code};
use crate::extract::Params;
use crate::limits;
use crate::office::own_villages;
use crate::session::Caller;
use crate::state::AppState;

/// From where.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Since {
    /// Cursor of the last answer; 0 for everything.
    #[serde(default)]
    since: i64,
    /// The stop that the device carries: only its villages.
    stop: Option<Uuid>,
    /// At most 500.
    limit: Option<u32>,
}

/// Current states.
#[derive(Serialize, utoipa::ToSchema)]
pub struct ChangesView {
    /// In the order in which they last changed.
    pub records: Vec<Record>,
    /// Records that left the villages of the stop, and people who left the list.
    pub gone: Vec<Gone>,
    /// Where to go on.
    pub cursor: i64,
    /// There is more at once.
    pub more: bool,
}

/// A record that the device need not carry any more.
#[derive(Serialize, utoipa::ToSchema)]
pub struct Gone {
    /// Kind.
    pub kind: SubjectKind,
    /// Id.
    pub id: Uuid,
}

/// What changed.
#[utoipa::path(get, path = "/api/sync/changes", tag = "sync", params(Since), responses((status = 200, body = ChangesView)))]
pub async fn pull(
    State(app): State<AppState>,
    caller: Caller,
    Params(asked): Params<Since>,
) -> ApiResult<Json<ChangesView>> {
    let scope = match asked.stop {
        Some(stop) => {
            caller.must(Action::CarryStop)?;
            let (_, stop) = app.store.stop(app.commune(), stop).await?.ok_or(Code::NotFound)?;
            Scope {
                villages: Some(stop.villages),
                stop: Some(stop.id),
            }
        }
        None => Scope {
            villages: own_villages(&caller),
            stop: None,
        },
    };
    let limit = asked.limit.unwrap_or(limits::CHANGES_MAX).clamp(1, limits::CHANGES_MAX);
    let changes = app
        .store
        .changes(app.commune(), asked.since.max(0), &scope, limit)
        .await?;
    let (mut records, mut gone, mut sensitive) = (Vec::new(), Vec::new(), false);
    for record in &changes.records {
        // Who is no longer in the list is told by id alone.
        if let Record::Person(person) = record
            && person.gone.is_some()
        {
            gone.push((SubjectKind::Person, person.id));
        } else if let Some((record, has_sensitive)) = narrow(record, &caller.actor) {
            sensitive |= has_sensitive;
            records.push(record);
        }
    }
    gone.extend(changes.gone);
    if sensitive {
        let subject = asked
            .stop
            .map_or_else(|| "commune".to_owned(), |stop| format!("stop {stop}"));
        crate::reads::note_text(&app, &caller, subject, "sync").await?;
    }
    Ok(Json(ChangesView {
        records,
        gone: gone.into_iter().map(|(kind, id)| Gone { kind, id }).collect(),
        cursor: changes.cursor,
        more: changes.more,
    }))
}
