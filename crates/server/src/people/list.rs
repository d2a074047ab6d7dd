//! `GET /api/people`: search as people type, or a list. Lists are neutral: no sensitive fact, whatever the role.

use axum::Json;
use axum::extract::State;
use domain::permissions::{Action, FactGroup, group_of};
use entitlement::quality::Gap;
use serde::{Deserialize, Serialize};
use store::read::people::PeopleQuery;
use uuid::Uuid;
use wire::entry::SubjectKind;
use wire::narrow::narrow_person;
use wire::records::{PersonRecord, Record};

use crate::error::{ApiError, ApiResult, Code};
use crate::extract::Params;
use crate::limits;
use crate::office::dossiers::period;
use crate::office::villages_asked;
use crate::session::Caller;
use crate::state::{App, AppState};

/// What to list.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PeopleAsked {
    /// What was typed: words of the name without accents, year of birth, last digits of the id. Best first, one page.
    q: Option<String>,
    /// Village id.
    village: Option<String>,
    /// `newly_found` (with `stop`, `round` or `month`), `possible` (may be missing out), `receives`, `cannot_travel`; for
    /// those who read the quality of the list `without_personal_id`, `without_phone`, `without_caregiver`,
    /// `without_birth_day`, `without_household`, `receives_unknown`.
    list: Option<String>,
    stop: Option<Uuid>,
    round: Option<Uuid>,
    month: Option<String>,
    limit: Option<u32>,
    after: Option<String>,
}

/// A page of people.
#[derive(Serialize, utoipa::ToSchema)]
pub struct PeoplePage {
    /// Neutral records: open the person for more.
    pub items: Vec<PersonRecord>,
    /// How many there are; for a search, how many are shown.
    pub total: i64,
    /// `total` was not counted to the end.
    pub total_is_least: bool,
    /// The limit was reached.
    pub more: bool,
    /// Cursor of the next page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// People.
#[utoipa::path(get, path = "/api/people", tag = "people", params(PeopleAsked), responses((status = 200, body = PeoplePage)))]
pub async fn list(
    State(app): State<AppState>,
    caller: Caller,
    Params(asked): Params<PeopleAsked>,
) -> ApiResult<Json<PeoplePage>> {
    caller.must(Action::Read(FactGroup::Basic))?;
    let villages = villages_asked(&caller, asked.village.as_deref());
    match asked.q.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
        Some(text) if text.chars().count() > limits::SEARCH_CHARS => {
            Err(ApiError::new(Code::InvalidInput).field("q", "too_long"))
        }
        Some(text) => search(&app, &caller, text, villages.as_deref(), asked.limit).await,
        None => page(&app, &caller, asked, villages).await,
    }
}

async fn search(
    app: &App,
    caller: &Caller,
    text: &str,
    villages: Option<&[String]>,
    limit: Option<u32>,
) -> ApiResult<Json<PeoplePage>> {
    let limit = limit.map_or(20, |limit| limit as usize).clamp(1, limits::SEARCH_MAX);
    let inside = |village: &str| villages.is_none_or(|villages| villages.iter().any(|one| one == village));
    let mut ids = app.people.search(text, limit + 1, inside);
    let more = ids.len() > limit;
    ids.truncate(limit);
    let items = in_order(app, caller, &ids).await?;
    Ok(Json(PeoplePage {
        total: items.len() as i64,
        total_is_least: more,
        items,
        more,
        next: None,
    }))
}

async fn page(
    app: &App,
    caller: &Caller,
    asked: PeopleAsked,
    villages: Option<Vec<String>>,
) -> ApiResult<Json<PeoplePage>> {
    let mut query = PeopleQuery {
        villages,
        limit: limits::page(asked.limit),
        after: asked.after,
        ..Default::default()
    };
    match asked.list.as_deref() {
        None => {}
        Some("receives") => query.receives = Some(true),
        Some("cannot_travel") => query.cannot_travel = Some(true),
        Some("newly_found") => {
            let period = period(app, asked.stop, asked.round, asked.month).await?;
            query.newly_found =
                Some(period.ok_or_else(|| ApiError::new(Code::InvalidInput).field("month", "required"))?);
        }
        Some(code) => {
            let gap = Gap::from_code(code).ok_or_else(|| ApiError::new(Code::InvalidInput).field("list", "unknown"))?;
            return super::gaps::page(app, caller, gap, query).await.map(Json);
        }
    }
    let page = app.store.people(app.commune(), &query).await?;
    Ok(Json(PeoplePage {
        more: page.more(),
        total: page.total,
        total_is_least: false,
        next: page.next,
        items: page.items.iter().filter_map(|person| neutral(person, caller)).collect(),
    }))
}

/// The people in the order of their ids; those who may not be seen are left out.
async fn in_order(app: &App, caller: &Caller, ids: &[Uuid]) -> ApiResult<Vec<PersonRecord>> {
    let records = app.store.records(app.commune(), SubjectKind::Person, ids).await?;
    let mut people: Vec<PersonRecord> = records
        .into_iter()
        .filter_map(|record| match record {
            Record::Person(person) => neutral(&person, caller),
            _ => None,
        })
        .collect();
    people.sort_by_key(|person| ids.iter().position(|id| *id == person.id));
    Ok(people)
}

/// What a list shows: nothing sensitive, so that a list leaves no row in the read log.
pub fn neutral(person: &PersonRecord, caller: &Caller) -> Option<PersonRecord> {
    let (mut person, _) = narrow_person(person, &caller.actor)?;
    person
        .facts
        .retain(|key, _| !group_of(&format!("facts.{key}")).is_sensitive());
    person.disability_certificate = None;
    person.ethnic_group = None;
    person.bank_account = None;
    // What somebody receives names the category, and with it the reason.
    person.receives = None;
    person.field_versions.clear();
    Some(person)
}
