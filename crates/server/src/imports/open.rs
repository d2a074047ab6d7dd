//! `GET /api/places/open`: people of other offices' lists of whom nobody can tell in which village they live. The village
//! heads know; their answer registers the person.

use axum::Json;
use axum::extract::State as FromApp;
use domain::permissions::{Action, FactGroup};
use serde::{Deserialize, Serialize};

use super::apply::Job;
use super::decide::as_new;
use super::list::HandView;
use super::must_be;
use super::sheet::{self, Decision, Hand, Import, Placed, RowState, Sheet, State, VillageAnswer};
use super::since::refresh_index;
use crate::error::{ApiError, ApiResult, Code};
use crate::extract::{Body, Params, Segment};
use crate::limits;
use crate::office::own_villages;
use crate::session::Caller;
use crate::state::{App, AppState};

/// Rows about which nobody knows yet; one that was answered while the program ended is asked again.
const OPEN: [RowState; 2] = [RowState::Unplaced, RowState::DecidedNew];

/// Somebody whose village is not known.
#[derive(Serialize, utoipa::ToSchema)]
pub struct OpenPlace {
    /// The import.
    pub import: String,
    /// The row.
    pub position: i64,
    /// Name as read.
    pub name: String,
    /// Year of birth.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birth_year: Option<String>,
    /// Where the list says that the person lives, as written.
    pub written: String,
    /// Why it cannot be told: stable code.
    pub reason: String,
    /// What villages answered; only for the office.
    pub answers: Vec<PlaceAnswer>,
}

/// An answer.
#[derive(Serialize, utoipa::ToSchema)]
pub struct PlaceAnswer {
    /// Who and when.
    pub hand: HandView,
}

/// A page of them.
#[derive(Serialize, utoipa::ToSchema)]
pub struct OpenPlaces {
    /// The oldest import first.
    pub items: Vec<OpenPlace>,
    /// How many there are.
    pub total: i64,
    /// Whether there are more.
    pub more: bool,
    /// `after` of the next page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// A page.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Asked {
    after: Option<String>,
    limit: Option<u32>,
}

/// What is said of a person.
#[derive(Deserialize, utoipa::ToSchema)]
pub struct Said {
    /// `lives_here`, `not_here`.
    pub answer: String,
    /// The village, for `lives_here`.
    pub village: Option<String>,
}

fn must_know(caller: &Caller) -> ApiResult<()> {
    caller.must(Action::Read(FactGroup::Basic))?;
    if caller.actor.may(Action::ImportLists) || own_villages(caller).is_some() {
        Ok(())
    } else {
        Err(Code::Forbidden.into())
    }
}

/// People whose village is asked for.
#[utoipa::path(get, path = "/api/places/open", tag = "lists", params(Asked), responses((status = 200, body = OpenPlaces)))]
pub async fn list(
    FromApp(app): FromApp<AppState>,
    caller: Caller,
    Params(asked): Params<Asked>,
) -> ApiResult<Json<OpenPlaces>> {
    must_know(&caller)?;
    let names = crate::office::account_names(&app).await?;
    let limit = limits::page(asked.limit) as usize;
    let mut open: Vec<(String, Placed)> = Vec::new();
    let mut applied: Vec<(Sheet, Import)> = sheet::all(&app, limits::IMPORTS).await?;
    applied.retain(|(sheet, _)| sheet.state == State::Applied);
    for (sheet, _) in applied.iter().rev() {
        let rows = sheet::rows(&app, &sheet.id, Some(&OPEN), None, limits::OPEN_PLACES).await?;
        let rows = rows.into_iter().filter(|placed| is_open_to(placed, &caller));
        open.extend(rows.map(|placed| (sheet.id.clone(), placed)));
    }
    let total = open.len() as i64;
    let key = |(import, placed): &(String, Placed)| format!("{import}:{:08}", placed.position);
    let rest = open
        .into_iter()
        .filter(|one| asked.after.as_ref().is_none_or(|after| key(one) > *after));
    let mut page: Vec<(String, Placed)> = rest.take(limit + 1).collect();
    let more = page.len() > limit;
    page.truncate(limit);
    let next = page.last().filter(|_| more).map(key);
    let sees_answers = caller.actor.may(Action::ImportLists);
    let items = page.into_iter().map(|(import, placed)| {
        let answers = placed.row.answers.iter().filter(|_| sees_answers);
        OpenPlace {
            import,
            position: placed.position,
            birth_year: birth_year(&placed),
            reason: reason(&placed).0,
            written: reason(&placed).1,
            answers: answers
                .map(|answer| PlaceAnswer {
                    hand: HandView {
                        by: names.get(&answer.hand.by).cloned().unwrap_or_default(),
                        at: answer.hand.at.clone(),
                    },
                })
                .collect(),
            name: placed.row.planned.name,
        }
    });
    Ok(Json(OpenPlaces {
        items: items.collect(),
        total,
        more,
        next,
    }))
}

/// Whoever said "not here" is not asked again.
fn is_open_to(placed: &Placed, caller: &Caller) -> bool {
    let mut answers = placed.row.answers.iter();
    !answers.any(|answer| answer.hand.by == caller.actor.account)
}

fn birth_year(placed: &Placed) -> Option<String> {
    let date = placed.row.read.as_ref()?.birth_date.as_ref()?;
    date.value.as_ref().and_then(|date| date.get(..4)).map(str::to_owned)
}

/// Why the village cannot be told, and what was written.
fn reason(placed: &Placed) -> (String, String) {
    let remarks = &placed.row.planned.remarks;
    let remark = remarks.iter().find(|remark| remark.field.as_deref() == Some("village"));
    remark.map_or_else(Default::default, |remark| {
        (remark.code.clone(), remark.text.clone().unwrap_or_default())
    })
}

/// Says where somebody lives.
#[utoipa::path(post, path = "/api/places/open/{import}/{position}", tag = "lists",
    params(("import" = String, Path), ("position" = i64, Path)), request_body = Said,
    responses((status = 204, description = "taken"), (status = 409, body = crate::error::ErrorBody)))]
pub async fn answer(
    FromApp(app): FromApp<AppState>,
    caller: Caller,
    Segment((id, position)): Segment<(String, i64)>,
    Body(said): Body<Said>,
) -> ApiResult<axum::http::StatusCode> {
    must_know(&caller)?;
    let (sheet, import) = super::find(&app, &id).await?;
    must_be(&sheet, &[State::Applied])?;
    let work = app.imports.begin(&id)?;
    let mut placed = sheet::row(&app, &id, position).await?.ok_or(Code::NotFound)?;
    if !OPEN.contains(&placed.state) {
        return Err(Code::AlreadyClosed.into());
    }
    let hand = Hand {
        by: caller.actor.account,
        at: app.clock.now_text(),
    };
    match said.answer.as_str() {
        "not_here" => {
            let is_last_word = caller.actor.may(Action::ImportLists);
            placed.row.answers.push(VillageAnswer { hand, village: None });
            if is_last_word {
                placed.state = RowState::NotHere;
            }
            keep(&app, &caller, &id, &import, &[placed]).await?;
        }
        "lives_here" => {
            let village = said
                .village
                .filter(|village| own_villages(&caller).is_none_or(|own| own.contains(village)));
            let village = village.ok_or_else(|| ApiError::new(Code::InvalidInput).field("village", "required"))?;
            let planned = as_new(&app, &placed, Some(&village))?;
            placed.row.decision = Some(Decision {
                what: "new".to_owned(),
                hand: hand.clone(),
                planned: Some(planned),
            });
            placed.row.answers.push(VillageAnswer {
                hand,
                village: Some(village),
            });
            placed.state = RowState::DecidedNew;
            // Whoever agreed to the import agreed to this person; the village was all that was missing.
            let author = author(&app, &caller, &import).await?;
            keep(&app, &caller, &id, &import, std::slice::from_ref(&placed)).await?;
            let _turn = work.turn().await?;
            let mut job = Job::prepare(&app, &author, &id, &import).await?;
            let rows = job.write(&app, vec![placed]).await?;
            keep(&app, &caller, &id, &import, &rows).await?;
            refresh_index(&app, &job.touched).await?;
            if rows.iter().any(|placed| placed.state != RowState::Registered) {
                return Err(Code::PersonKnownSince.into());
            }
        }
        _ => return Err(ApiError::new(Code::InvalidInput).field("answer", "unknown")),
    }
    Ok(axum::http::StatusCode::NO_CONTENT)
}

async fn keep(app: &App, caller: &Caller, id: &str, import: &Import, rows: &[Placed]) -> ApiResult<()> {
    let stay = (State::Applied, State::Applied);
    sheet::save(app, id, stay, import, rows, Some(caller.actor.account)).await
}

/// Who registers: the caller, or, for the head of a village, the officer who agreed to the import.
async fn author(app: &App, caller: &Caller, import: &Import) -> ApiResult<Caller> {
    if caller.actor.may(Action::ImportLists) {
        return Ok(caller.clone());
    }
    let by = import.agreed.as_ref().map(|hand| hand.by).ok_or(Code::Forbidden)?;
    let account = app.store.account(app.commune(), by).await?;
    let account = account.filter(|account| account.active).ok_or(Code::Forbidden)?;
    let author = Caller {
        actor: account.actor(),
        ..caller.clone()
    };
    author.must(Action::ImportLists)?;
    Ok(author)
}
