//! `POST /api/imports/{id}/apply`: what the preview showed is written, exactly once.
//!
//! Entries go to the journal in batches, and the states of their rows after them. Ids are made from import and row, so that
//! work that was cut off between the two goes on without registering anybody twice.

use std::collections::{HashMap, HashSet};

use axum::Json;
use axum::extract::State as FromApp;
use axum::http::StatusCode;
use domain::permissions::Action;
use lists::{ListKind, PersonRow};
use register::apply::{Applied, Households, change, decided, register as register_row};
use register::plan::PlannedRow;
use register::{Author, Register};
use serde::Deserialize;
use uuid::Uuid;
use wire::entry::{Entry, Outcome, PushResult};
use wire::records::{HouseholdRecord, PersonRecord};

use super::desk::Work;
use super::list::{ImportView, view};
use super::sheet::{self, Hand, Import, Placed, RowState, State};
use super::since::{known_since, refresh_index};
use super::{id_of, must_be, read};
use crate::error::{ApiError, ApiResult, Code};
use crate::extract::{Body, Segment};
use crate::limits;
use crate::session::Caller;
use crate::state::{App, AppState};
use crate::whole::Whole;

/// The numbers to which a person agreed.
#[derive(Deserialize, utoipa::ToSchema)]
pub struct Agreed {
    /// People who are registered.
    pub new: i64,
    /// People who are changed.
    pub change: i64,
}

/// Writes an import, or goes on where writing was cut off.
#[utoipa::path(post, path = "/api/imports/{id}/apply", tag = "lists", params(("id" = String, Path)), request_body = Agreed,
    responses((status = 202, body = ImportView), (status = 409, body = crate::error::ErrorBody)))]
pub async fn apply(
    FromApp(app): FromApp<AppState>,
    caller: Caller,
    Segment(id): Segment<String>,
    Body(agreed): Body<Agreed>,
) -> ApiResult<(StatusCode, Json<ImportView>)> {
    caller.must(Action::ImportLists)?;
    let (sheet, mut import) = super::find(&app, &id).await?;
    must_be(&sheet, &[State::Preview, State::Applying])?;
    let work = app.imports.begin(&id)?;
    if sheet.state == State::Preview {
        let counts = sheet::counts(&app, &id).await?;
        let count = |states: [RowState; 2]| -> i64 { states.iter().filter_map(|state| counts.get(state.code())).sum() };
        let new = count([RowState::New, RowState::DecidedNew]);
        let change = count([RowState::Change, RowState::DecidedChange]);
        if (new, change) != (agreed.new, agreed.change) {
            return Err(ApiError::new(Code::ImportChanged)
                .with("new", new)
                .with("change", change));
        }
        import.agreed = Some(Hand {
            by: caller.actor.account,
            at: app.clock.now_text(),
        });
        let by = Some(caller.actor.account);
        sheet::save(&app, &id, (State::Preview, State::Applying), &import, &[], by).await?;
    }
    let (task, task_id) = (app.clone(), id.clone());
    tokio::spawn(async move {
        if let Err(error) = run(&task, &caller, &work, &task_id, usize::MAX).await {
            tracing::error!(code = error.code().as_str(), "an import was not written to its end");
        }
    });
    let view = view(&app, &super::find(&app, &id).await?).await?;
    Ok((StatusCode::ACCEPTED, Json(view)))
}

/// Writes at most so many batches; `true` when nothing is left.
pub async fn run(app: &App, caller: &Caller, work: &Work, id: &str, batches: usize) -> ApiResult<bool> {
    let _turn = work.turn().await?;
    let (sheet, import) = super::find(app, id).await?;
    must_be(&sheet, &[State::Applying])?;
    work.says("writing", 0, None);
    let mut job = Job::prepare(app, caller, id, &import).await?;
    let mut after = None;
    let mut done = 0;
    let mut written = 0;
    loop {
        let rows = sheet::rows(app, id, Some(&RowState::TAKEN), after, limits::IMPORT_BATCH).await?;
        let Some(last) = rows.last() else { break };
        if done == batches {
            return Ok(false);
        }
        after = Some(last.position);
        written += rows.len() as u64;
        let rows = job.write(app, rows).await?;
        let stay = (State::Applying, State::Applying);
        sheet::save(app, id, stay, &import, &rows, Some(caller.actor.account)).await?;
        work.says("writing", written, Some(job.all));
        done += 1;
    }
    refresh_index(app, &job.touched).await?;
    let by = Some(caller.actor.account);
    sheet::save(app, id, (State::Applying, State::Applied), &import, &[], by).await?;
    Ok(true)
}

/// Everything that writing needs.
pub(crate) struct Job<'a> {
    id: &'a str,
    caller: &'a Caller,
    kind: ListKind,
    now: String,
    persons: HashMap<Uuid, PersonRecord>,
    homes: HashMap<Uuid, HouseholdRecord>,
    households: Households,
    /// New rows that may be somebody who was registered since the preview.
    known_since: HashSet<i64>,
    /// People whom a row of this import changed already.
    changed: HashSet<Uuid>,
    /// People to be made searchable.
    pub(crate) touched: HashSet<Uuid>,
    /// Rows to be written.
    all: u64,
}

/// The number of the person's id among the ids of a row.
const PERSON: u32 = 0;

impl<'a> Job<'a> {
    pub(crate) async fn prepare(app: &App, caller: &'a Caller, id: &'a str, import: &Import) -> ApiResult<Job<'a>> {
        let whole = Whole::load(app).await?;
        let kind = read::kind_of(import)?;
        let homes_of: HashMap<Uuid, Uuid> = whole
            .persons
            .iter()
            .filter_map(|person| Some((person.id, person.household?)))
            .collect();
        let mut households = Households::default();
        let mut changed = HashSet::new();
        let mut fresh: Vec<(i64, PersonRow, String)> = Vec::new();
        let own: HashSet<Uuid> = whole.persons.iter().map(|person| person.id).collect();
        let mut all = 0;
        let telling = [
            RowState::New,
            RowState::DecidedNew,
            RowState::Change,
            RowState::DecidedChange,
            RowState::Same,
            RowState::DecidedSame,
            RowState::Registered,
            RowState::Changed,
        ];
        let mut own_new = HashSet::new();
        sheet::each(app, id, &telling, |placed| {
            let planned = placed.row.effective();
            let new_id = id_of(id, placed.position, PERSON);
            let person = planned.person.unwrap_or(new_id);
            if let (Some(key), Some(home)) = (&planned.household_key, homes_of.get(&person)) {
                households.know(key, *home);
            }
            if placed.state == RowState::Changed {
                changed.insert(person);
            }
            if RowState::TAKEN.contains(&placed.state) {
                all += 1;
            }
            if own.contains(&new_id) {
                own_new.insert(new_id);
            } else if matches!(placed.state, RowState::New | RowState::DecidedNew)
                && let (Some(row), Some(village)) = (&placed.row.read, &planned.village)
            {
                fresh.push((placed.position, row.clone(), village.clone()));
            }
        })
        .await?;
        let since = app.store.registered_since(app.commune(), import.seq).await?;
        let since: HashSet<Uuid> = since.difference(&own_new).copied().collect();
        let others: Vec<PersonRecord> = whole
            .persons
            .iter()
            .filter(|person| !own_new.contains(&person.id))
            .cloned()
            .collect();
        let (known_since, whole) = tokio::task::spawn_blocking(move || {
            let register = Register {
                persons: &others,
                households: &whole.households,
            };
            (known_since(fresh, &since, kind, &register), whole)
        })
        .await
        .map_err(ApiError::internal)?;
        Ok(Job {
            id,
            caller,
            kind,
            now: app.clock.now_text(),
            persons: whole.persons.into_iter().map(|person| (person.id, person)).collect(),
            homes: whole.households.into_iter().map(|home| (home.id, home)).collect(),
            households,
            known_since,
            changed,
            touched: HashSet::new(),
            all,
        })
    }

    /// Writes some rows; gives them back with what became of them.
    pub(crate) async fn write(&mut self, app: &App, rows: Vec<Placed>) -> ApiResult<Vec<Placed>> {
        let first_ids: Vec<Uuid> = rows.iter().map(|placed| id_of(self.id, placed.position, 1)).collect();
        let accepted = app.store.accepted(app.commune(), &first_ids).await?;
        let mut entries: Vec<Entry> = Vec::new();
        let mut ends = Vec::with_capacity(rows.len());
        let mut rows = rows;
        for (placed, first) in rows.iter_mut().zip(&first_ids) {
            let made = match placed.state {
                RowState::New | RowState::DecidedNew => self.new_person(placed),
                _ => self.changed_person(placed, accepted.contains(first)),
            };
            entries.extend(made);
            ends.push(entries.len());
        }
        let results = push(app, self.caller, entries).await?;
        let mut from = 0;
        for (placed, end) in rows.iter_mut().zip(ends) {
            outcome(placed, &results[from..end]);
            from = end;
        }
        Ok(rows)
    }

    fn author(&self) -> (Uuid, String) {
        (self.caller.actor.account, self.now.clone())
    }

    fn new_person(&mut self, placed: &mut Placed) -> Vec<Entry> {
        let person = id_of(self.id, placed.position, PERSON);
        self.touched.insert(person);
        if self.persons.contains_key(&person) {
            // Written before the work was cut off.
            placed.state = RowState::Registered;
            placed.row.applied = Some(Applied {
                person,
                is_new: true,
                ..Applied::default()
            });
            return Vec::new();
        }
        if self.known_since.contains(&placed.position) {
            since(placed, "person_registered_since", Vec::new());
            return Vec::new();
        }
        let planned = placed.row.effective().clone();
        let (account, at) = self.author();
        let author = Author { account, at: &at };
        let made = placed
            .row
            .read
            .as_ref()
            .zip(planned.village.as_deref())
            .and_then(|(row, village)| {
                let mut ids = Ids::new(self.id, placed.position);
                register_row(&planned, row, village, &mut self.households, &author, &mut || {
                    ids.next()
                })
            });
        match made {
            Some((entries, applied)) => {
                placed.state = RowState::Registered;
                placed.row.applied = Some(applied);
                entries
            }
            None => {
                placed.state = RowState::NotTaken;
                placed.row.why = Some("row_names_nobody".to_owned());
                Vec::new()
            }
        }
    }

    fn changed_person(&mut self, placed: &mut Placed, is_written: bool) -> Vec<Entry> {
        let mut planned = placed.row.effective().clone();
        let person = planned.person.and_then(|id| self.persons.get(&id));
        let Some(person) = person else {
            since(placed, "person_gone", Vec::new());
            return Vec::new();
        };
        self.touched.insert(person.id);
        if is_written {
            placed.state = RowState::Changed;
            placed.row.applied = Some(applied_of(&planned, person));
            self.changed.insert(person.id);
            return Vec::new();
        }
        if person.gone.is_some() {
            since(placed, "person_gone", Vec::new());
            return Vec::new();
        }
        if !self.changed.insert(person.id) {
            placed.state = RowState::NotTaken;
            placed.row.why = Some("same_person_twice".to_owned());
            return Vec::new();
        }
        let home = person.household.and_then(|home| self.homes.get(&home));
        if let Some(row) = &placed.row.read {
            let now = decided(&planned, row, self.kind, person, home);
            let differing = differing(&planned, &now);
            if !differing.is_empty() {
                self.changed.remove(&person.id);
                since(placed, "person_changed_since", differing);
                return Vec::new();
            }
            planned
                .household_changes
                .retain(|change| now.household_changes.contains(change));
        }
        let (account, at) = self.author();
        let author = Author { account, at: &at };
        // Number 0 is the id of a person; the first entry has number 1, by which it is found again.
        let mut ids = Ids::new(self.id, placed.position);
        ids.next();
        let (entries, applied) = change(&planned, person, home, &author, &mut || ids.next());
        placed.state = RowState::Changed;
        placed.row.applied = Some(applied);
        entries
    }
}

/// Ids of one row, in their order.
struct Ids<'a> {
    import: &'a str,
    position: i64,
    next: u32,
}

impl<'a> Ids<'a> {
    fn new(import: &'a str, position: i64) -> Ids<'a> {
        Ids {
            import,
            position,
            next: PERSON,
        }
    }

    fn next(&mut self) -> Uuid {
        let id = id_of(self.import, self.position, self.next);
        self.next += 1;
        id
    }
}

fn since(placed: &mut Placed, why: &str, fields: Vec<String>) {
    placed.state = RowState::ChangedSince;
    placed.row.why = Some(why.to_owned());
    placed.row.fields = fields;
}

fn applied_of(planned: &PlannedRow, person: &PersonRecord) -> Applied {
    let has_home = !planned.household_changes.is_empty();
    Applied {
        person: person.id,
        is_new: false,
        changes: planned.changes.clone(),
        household: person.household.filter(|_| has_home),
        household_changes: planned.household_changes.clone(),
    }
}

/// Fields that would change otherwise than the preview showed. A household that says it already is no difference.
fn differing(shown: &PlannedRow, now: &PlannedRow) -> Vec<String> {
    let mut fields: Vec<String> = Vec::new();
    for (one, other) in [(shown, now), (now, shown)] {
        let differing = one.changes.iter().filter(|change| !other.changes.contains(change));
        fields.extend(differing.map(|change| change.field.clone()));
    }
    for change in &shown.household_changes {
        let same_field = now.household_changes.iter().find(|other| other.field == change.field);
        if same_field.is_some_and(|other| other != change) {
            fields.push(change.field.clone());
        }
    }
    fields.sort();
    fields.dedup();
    fields
}

/// One push in the name of the caller.
pub(crate) async fn push(app: &App, caller: &Caller, entries: Vec<Entry>) -> ApiResult<Vec<PushResult>> {
    if entries.is_empty() {
        return Ok(Vec::new());
    }
    let author = store::Author {
        actor: caller.actor.clone(),
        device: Some(caller.session.device),
    };
    Ok(app
        .store
        .push(app.commune(), &author, &app.clock.now_text(), entries)
        .await?)
}

/// What became of the entries of a row: a person is registered or not; of a change, what was accepted counts.
fn outcome(placed: &mut Placed, results: &[PushResult]) {
    let mut accepted = 0;
    for (at, result) in results.iter().enumerate() {
        let (why, fields) = match &result.outcome {
            Outcome::Applied | Outcome::Merged => {
                accepted += 1;
                continue;
            }
            Outcome::Conflict { fields } => ("conflict".to_owned(), fields.clone()),
            Outcome::Refused { code } | Outcome::Held { code } => (code.clone(), Vec::new()),
        };
        placed.row.why = Some(why);
        placed.row.fields = fields;
        if let Some(applied) = &mut placed.row.applied {
            if at == 0 && !applied.changes.is_empty() {
                applied.changes.clear();
            } else {
                applied.household_changes.clear();
            }
        }
    }
    let is_new = placed.row.applied.as_ref().is_some_and(|applied| applied.is_new);
    if accepted < results.len() && (accepted == 0 || is_new) {
        placed.state = RowState::NotTaken;
        placed.row.applied = None;
    }
}
