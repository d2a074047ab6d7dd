//! `GET /api/imports/{id}/rows`: what each row would do, or did, and why.

use std::collections::{BTreeMap, HashMap};

use axum::Json;
use axum::extract::State as FromApp;
use domain::permissions::Action;
use domain::text::fold;
use register::plan::{FieldChange, Remark};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use wire::entry::SubjectKind;
use wire::records::{HouseholdRecord, PersonRecord, Record};

use super::list::HandView;
use super::sheet::{self, Placed, RowState};
use super::words::{known, may_read, said};
use crate::error::{ApiError, ApiResult, Code};
use crate::extract::{Params, Segment};
use crate::limits;
use crate::session::Caller;
use crate::state::{App, AppState};

/// Which rows.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Asked {
    /// States, separated by commas; absent: all.
    action: Option<String>,
    /// Part of a name, with or without accents.
    q: Option<String>,
    /// The last position of the page before.
    after: Option<i64>,
    limit: Option<u32>,
}

/// Somebody of the register whom a row may mean.
#[derive(Serialize, utoipa::ToSchema)]
pub struct CandidateView {
    /// The person.
    pub person: Uuid,
    /// Name.
    pub full_name: String,
    /// How probable it is.
    pub probability: f64,
    /// Why: stable codes.
    pub reasons: Vec<String>,
    /// What the register says, by the fields of `said`.
    #[schema(value_type = Object)]
    pub known: BTreeMap<String, String>,
}

/// What a person decided.
#[derive(Serialize, utoipa::ToSchema)]
pub struct DecisionView {
    /// `person`, `new`, `leave_out`.
    pub what: String,
    /// Who and when.
    pub hand: HandView,
}

/// What was said of an unplaced row.
#[derive(Serialize, utoipa::ToSchema)]
pub struct AnswerView {
    /// Who and when.
    pub hand: HandView,
    /// The village; absent: not here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub village: Option<String>,
}

/// A row.
#[derive(Serialize, utoipa::ToSchema)]
pub struct RowView {
    /// Place in the import.
    pub position: i64,
    /// What it would do, or what became of it.
    pub state: String,
    /// What it would do by itself.
    pub action: String,
    /// Sheet of the file.
    pub sheet: String,
    /// Row of the file; 0 for people whom the list does not name.
    pub row: u32,
    /// Name.
    pub name: String,
    /// Whom it concerns.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<Uuid>,
    /// How sure that is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub probability: Option<f64>,
    /// Why: stable codes.
    pub reasons: Vec<String>,
    /// Village id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub village: Option<String>,
    /// What changes.
    pub changes: Vec<FieldChange>,
    /// What changes for the household.
    pub household_changes: Vec<FieldChange>,
    /// Whom it may be.
    pub candidates: Vec<CandidateView>,
    /// What a person should know.
    pub remarks: Vec<Remark>,
    /// The row that names the person first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_row: Option<u32>,
    /// What the list says, field by field.
    #[schema(value_type = Object)]
    pub said: BTreeMap<String, String>,
    /// What a person decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decision: Option<DecisionView>,
    /// Why it was not taken, or not taken back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// The fields behind `why`.
    pub fields: Vec<String>,
    /// What villages said.
    pub answers: Vec<AnswerView>,
}

/// A page of rows.
#[derive(Serialize, utoipa::ToSchema)]
pub struct RowPage {
    /// Rows in the order of the file.
    pub items: Vec<RowView>,
    /// How many there are.
    pub total: i64,
    /// `total` is only the least: a search stops counting at its page.
    pub total_is_least: bool,
    /// Whether there are more.
    pub more: bool,
    /// `after` of the next page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<i64>,
}

/// Rows of an import. The read leaves a row.
#[utoipa::path(get, path = "/api/imports/{id}/rows", tag = "lists", params(("id" = String, Path), Asked), responses((status = 200, body = RowPage)))]
pub async fn list(
    FromApp(app): FromApp<AppState>,
    caller: Caller,
    Segment(id): Segment<String>,
    Params(asked): Params<Asked>,
) -> ApiResult<Json<RowPage>> {
    caller.must(Action::ImportLists)?;
    let (sheet, _) = super::find(&app, &id).await?;
    let states = states(asked.action.as_deref())?;
    let limit = limits::page(asked.limit) as usize;
    let q = asked.q.as_deref().map(str::trim).filter(|q| !q.is_empty());
    if q.is_some_and(|q| q.chars().count() > limits::SEARCH_CHARS) {
        return Err(ApiError::new(Code::InvalidInput).field("q", "too_long"));
    }
    let mut page = match q {
        Some(q) => search(&app, &id, states.as_deref(), asked.after, &fold(q), limit + 1).await?,
        None => sheet::rows(&app, &id, states.as_deref(), asked.after, limit as u32 + 1).await?,
    };
    let more = page.len() > limit;
    page.truncate(limit);
    let total = match q {
        Some(_) => page.len() as i64,
        None => {
            let counts = sheet::counts(&app, &id).await?;
            let is_asked = |code: &str| {
                states
                    .as_ref()
                    .is_none_or(|states| states.iter().any(|state| state.code() == code))
            };
            counts
                .iter()
                .filter(|(code, _)| is_asked(code))
                .map(|(_, count)| count)
                .sum()
        }
    };
    crate::reads::note_text(&app, &caller, format!("import {}", sheet.id), "preview").await?;
    let next = page.last().filter(|_| more).map(|last| last.position);
    Ok(Json(RowPage {
        items: views(&app, &caller, page).await?,
        total,
        total_is_least: q.is_some() && more,
        more,
        next,
    }))
}

fn states(asked: Option<&str>) -> ApiResult<Option<Vec<RowState>>> {
    let Some(asked) = asked.filter(|asked| !asked.is_empty()) else {
        return Ok(None);
    };
    let states: Option<Vec<RowState>> = asked.split(',').map(RowState::from_code).collect();
    match states {
        Some(states) => Ok(Some(states)),
        None => Err(ApiError::new(Code::InvalidInput).field("action", "unknown")),
    }
}

async fn search(
    app: &App,
    id: &str,
    states: Option<&[RowState]>,
    mut after: Option<i64>,
    q: &str,
    limit: usize,
) -> ApiResult<Vec<Placed>> {
    let mut found = Vec::new();
    loop {
        let some = sheet::rows(app, id, states, after, 2_000).await?;
        let Some(last) = some.last() else { return Ok(found) };
        after = Some(last.position);
        found.extend(
            some.into_iter()
                .filter(|placed| fold(&placed.row.planned.name).contains(q)),
        );
        if found.len() >= limit {
            found.truncate(limit);
            return Ok(found);
        }
    }
}

/// People, the heads of their households and their addresses.
struct Known {
    people: HashMap<Uuid, PersonRecord>,
    homes: HashMap<Uuid, HouseholdRecord>,
}

impl Known {
    async fn read(app: &App, ids: Vec<Uuid>) -> ApiResult<Known> {
        let mut people = people(app, ids).await?;
        let mut homes = HashMap::new();
        let wanted: Vec<Uuid> = people.values().filter_map(|person| person.household).collect();
        for some in wanted.chunks(1_000) {
            for record in app.store.records(app.commune(), SubjectKind::Household, some).await? {
                if let Record::Household(home) = record {
                    homes.insert(home.id, home);
                }
            }
        }
        let heads = homes.values().filter_map(|home| home.head);
        let heads = heads.filter(|head| !people.contains_key(head)).collect();
        people.extend(self::people(app, heads).await?);
        Ok(Known { people, homes })
    }
}

async fn people(app: &App, ids: Vec<Uuid>) -> ApiResult<HashMap<Uuid, PersonRecord>> {
    let mut people = HashMap::new();
    for some in ids.chunks(1_000) {
        for record in app.store.records(app.commune(), SubjectKind::Person, some).await? {
            if let Record::Person(person) = record {
                people.insert(person.id, *person);
            }
        }
    }
    Ok(people)
}

/// Rows as the caller may see them.
pub async fn views(app: &App, caller: &Caller, rows: Vec<Placed>) -> ApiResult<Vec<RowView>> {
    let names = crate::office::account_names(app).await?;
    let ids = rows
        .iter()
        .filter(|placed| placed.state == RowState::Doubtful || placed.row.decision.is_some())
        .flat_map(|placed| placed.row.planned.candidates.iter().map(|candidate| candidate.person))
        .collect();
    let register = Known::read(app, ids).await?;
    let hand = |hand: &sheet::Hand| HandView {
        by: names.get(&hand.by).cloned().unwrap_or_default(),
        at: hand.at.clone(),
    };
    let actor = &caller.actor;
    let visible = |changes: &[FieldChange]| -> Vec<FieldChange> {
        let seen = changes.iter().filter(|change| may_read(actor, &change.field));
        seen.cloned().collect()
    };
    let views = rows.into_iter().map(|placed| {
        let planned = placed.row.effective();
        let candidates = placed.row.planned.candidates.iter().map(|candidate| {
            let person = register.people.get(&candidate.person);
            let home = person.and_then(|person| register.homes.get(&person.household?));
            let head = home.and_then(|home| register.people.get(&home.head?));
            CandidateView {
                person: candidate.person,
                full_name: candidate.full_name.clone(),
                probability: candidate.probability,
                reasons: candidate.reasons.clone(),
                known: person
                    .map(|person| {
                        let head = head.map(|head| head.full_name.as_str());
                        known(person, head, home.and_then(|home| home.address.as_deref()), actor)
                    })
                    .unwrap_or_default(),
            }
        });
        let remarks = planned.remarks.iter().filter(|remark| {
            let field = remark.field.as_deref();
            field.is_none_or(|field| may_read(actor, field))
        });
        RowView {
            position: placed.position,
            state: placed.state.code().to_owned(),
            action: placed.row.planned.action.code().to_owned(),
            sheet: planned.sheet.clone(),
            row: planned.row,
            name: planned.name.clone(),
            person: placed
                .row
                .applied
                .as_ref()
                .map(|applied| applied.person)
                .or(planned.person),
            probability: planned.probability,
            reasons: planned.reasons.clone(),
            village: planned.village.clone(),
            changes: visible(&planned.changes),
            household_changes: visible(&planned.household_changes),
            candidates: candidates.collect(),
            remarks: remarks.cloned().collect(),
            first_row: planned.first_row,
            said: placed.row.read.as_ref().map(|row| said(row, actor)).unwrap_or_default(),
            decision: placed.row.decision.as_ref().map(|decision| DecisionView {
                what: decision.what.clone(),
                hand: hand(&decision.hand),
            }),
            why: placed.row.why.clone(),
            fields: placed
                .row
                .fields
                .iter()
                .filter(|field| may_read(actor, field))
                .cloned()
                .collect(),
            answers: placed
                .row
                .answers
                .iter()
                .map(|answer| AnswerView {
                    hand: hand(&answer.hand),
                    village: answer.village.clone(),
                })
                .collect(),
        }
    });
    Ok(views.collect())
}
