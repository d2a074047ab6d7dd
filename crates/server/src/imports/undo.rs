//! `POST /api/imports/{id}/undo` and `…/discard`: what was written is taken back; what somebody changed since stays, and is
//! named.

use std::collections::{HashMap, HashSet};

use axum::Json;
use axum::extract::State as FromApp;
use axum::http::StatusCode;
use domain::permissions::Action;
use register::Author;
use register::undo::{Undone, undo as take_back};
use uuid::Uuid;
use wire::entry::{Entry, Outcome, SubjectKind};
use wire::records::{HouseholdRecord, PersonRecord};

use super::apply::push;
use super::desk::Work;
use super::list::{ImportView, view};
use super::must_be;
use super::sheet::{self, Hand, Placed, RowState, State};
use super::since::refresh_index;
use crate::error::ApiResult;
use crate::extract::Segment;
use crate::limits;
use crate::session::Caller;
use crate::state::{App, AppState};
use crate::whole::Whole;

/// Takes an import back, or goes on where that was cut off.
#[utoipa::path(post, path = "/api/imports/{id}/undo", tag = "lists", params(("id" = String, Path)),
    responses((status = 202, body = ImportView), (status = 409, body = crate::error::ErrorBody)))]
pub async fn undo(
    FromApp(app): FromApp<AppState>,
    caller: Caller,
    Segment(id): Segment<String>,
) -> ApiResult<(StatusCode, Json<ImportView>)> {
    caller.must(Action::ImportLists)?;
    let (sheet, mut import) = super::find(&app, &id).await?;
    must_be(&sheet, &[State::Applied, State::Undoing])?;
    let work = app.imports.begin(&id)?;
    if sheet.state == State::Applied {
        import.undone = Some(Hand {
            by: caller.actor.account,
            at: app.clock.now_text(),
        });
        let by = Some(caller.actor.account);
        sheet::save(&app, &id, (State::Applied, State::Undoing), &import, &[], by).await?;
    }
    let (task, task_id) = (app.clone(), id.clone());
    tokio::spawn(async move {
        if let Err(error) = run(&task, &caller, &work, &task_id).await {
            tracing::error!(code = error.code().as_str(), "an import was not taken back to its end");
        }
    });
    let view = view(&app, &super::find(&app, &id).await?).await?;
    Ok((StatusCode::ACCEPTED, Json(view)))
}

/// Throws a preview away: its rows go, what was understood and the file stay.
#[utoipa::path(post, path = "/api/imports/{id}/discard", tag = "lists", params(("id" = String, Path)),
    responses((status = 200, body = ImportView), (status = 409, body = crate::error::ErrorBody)))]
pub async fn discard(
    FromApp(app): FromApp<AppState>,
    caller: Caller,
    Segment(id): Segment<String>,
) -> ApiResult<Json<ImportView>> {
    caller.must(Action::ImportLists)?;
    let (sheet, import) = super::find(&app, &id).await?;
    must_be(&sheet, &[State::Preview, State::Stopped, State::Refused, State::Failed])?;
    let body = serde_json::to_string(&import)?;
    let states = (sheet.state.code(), State::Discarded.code());
    let hand = (Some(caller.actor.account), app.clock.now_text());
    app.store
        .refill_worksheet(app.commune(), (sheet::KIND, &id), states, &body, &[], (hand.0, &hand.1))
        .await?;
    Ok(Json(view(&app, &super::find(&app, &id).await?).await?))
}

async fn run(app: &App, caller: &Caller, work: &Work, id: &str) -> ApiResult<()> {
    let _turn = work.turn().await?;
    let (sheet, import) = super::find(app, id).await?;
    must_be(&sheet, &[State::Undoing])?;
    work.says("undoing", 0, None);
    let mut rows = Vec::new();
    sheet::each(app, id, &[RowState::Registered, RowState::Changed], |placed| {
        rows.push(placed)
    })
    .await?;
    let whole = Whole::load(app).await?;
    let worked_with = app.store.people_with_work(app.commune()).await?;
    let mut now = Now {
        persons: whole.persons.into_iter().map(|person| (person.id, person)).collect(),
        homes: whole.households.into_iter().map(|home| (home.id, home)).collect(),
        worked_with,
    };
    let (all, mut done) = (rows.len() as u64, 0);
    let mut touched = HashSet::new();
    // The last row first: what several rows said of one household goes back step by step.
    rows.reverse();
    for some in rows.chunks_mut(limits::IMPORT_BATCH as usize) {
        now.take_back(app, caller, some).await?;
        touched.extend(
            some.iter()
                .filter_map(|placed| Some(placed.row.applied.as_ref()?.person)),
        );
        let stay = (State::Undoing, State::Undoing);
        sheet::save(app, id, stay, &import, some, Some(caller.actor.account)).await?;
        done += some.len() as u64;
        work.says("undoing", done, Some(all));
    }
    refresh_index(app, &touched).await?;
    let by = Some(caller.actor.account);
    sheet::save(app, id, (State::Undoing, State::Undone), &import, &[], by).await
}

/// The register as it is while the import is taken back.
struct Now {
    persons: HashMap<Uuid, PersonRecord>,
    homes: HashMap<Uuid, HouseholdRecord>,
    worked_with: HashSet<Uuid>,
}

impl Now {
    async fn take_back(&mut self, app: &App, caller: &Caller, rows: &mut [Placed]) -> ApiResult<()> {
        let at = app.clock.now_text();
        let author = Author {
            account: caller.actor.account,
            at: &at,
        };
        let mut entries: Vec<Entry> = Vec::new();
        let mut ends = Vec::with_capacity(rows.len());
        for placed in rows.iter_mut() {
            let undone = self.undone(placed, &author);
            for entry in &undone.entries {
                self.follow(entry);
            }
            placed.state = if undone.kept.is_empty() {
                RowState::TakenBack
            } else {
                RowState::Kept
            };
            placed.row.why = (!undone.kept.is_empty()).then(|| "worked_with_since".to_owned());
            placed.row.fields = undone.kept;
            entries.extend(undone.entries);
            ends.push(entries.len());
        }
        let results = push(app, caller, entries).await?;
        let mut from = 0;
        for (placed, end) in rows.iter_mut().zip(ends) {
            for result in &results[from..end] {
                let why = match &result.outcome {
                    Outcome::Applied | Outcome::Merged => continue,
                    Outcome::Conflict { .. } => "conflict".to_owned(),
                    Outcome::Refused { code } | Outcome::Held { code } => code.clone(),
                };
                placed.state = RowState::Kept;
                placed.row.why = Some(why);
            }
            from = end;
        }
        Ok(())
    }

    fn undone(&self, placed: &Placed, author: &Author<'_>) -> Undone {
        let applied = placed.row.applied.as_ref();
        let Some((applied, person)) = applied.and_then(|applied| Some((applied, self.persons.get(&applied.person)?)))
        else {
            return Undone::default();
        };
        let home = applied.household.and_then(|home| self.homes.get(&home));
        let has_work = self.worked_with.contains(&applied.person);
        take_back(applied, person, home, has_work, author, &mut Uuid::now_v7)
    }

    /// Keeps a household as it is after an entry: the next row may speak of it too.
    fn follow(&mut self, entry: &Entry) {
        let (SubjectKind::Household, Some(home)) = (entry.subject.kind, self.homes.get(&entry.subject.id)) else {
            return;
        };
        let set = entry.body.get("set").cloned().unwrap_or_default();
        let Ok(set) = serde_json::from_value::<wire::entry::Patch>(set) else {
            return;
        };
        if let Ok(next) = wire::patch::apply(home, &set, home.version + 1, entry.author) {
            self.homes.insert(next.id, next);
        }
    }
}
