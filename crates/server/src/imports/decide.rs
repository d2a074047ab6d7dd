//! `POST /api/imports/{id}/rows/{position}/decision`: who a doubtful row is, where an unplaced one lives, what is left out.
//! Until the import is written every decision can be taken back.

use axum::Json;
use axum::extract::State as FromApp;
use domain::permissions::Action as May;
use lists::ListKind;
use register::plan::{Action, PlannedRow};
use serde::Deserialize;
use uuid::Uuid;

use super::rows::{RowView, views};
use super::sheet::{self, Decision, Hand, Placed, RowState, State};
use super::{must_be, read};
use crate::error::{ApiError, ApiResult, Code};
use crate::extract::{Body, Segment};
use crate::office::find;
use crate::session::Caller;
use crate::state::{App, AppState};

/// A decision.
#[derive(Deserialize, utoipa::ToSchema)]
pub struct Said {
    /// `person`: the row is this person; `new`: nobody of the register; `leave_out`; `open`: nothing is decided any more.
    pub decision: String,
    /// The person, for `person`.
    pub person: Option<Uuid>,
    /// The village, for `new` where the row names none.
    pub village: Option<String>,
}

/// Decides about a row.
#[utoipa::path(post, path = "/api/imports/{id}/rows/{position}/decision", tag = "lists",
    params(("id" = String, Path), ("position" = i64, Path)), request_body = Said,
    responses((status = 200, body = RowView), (status = 409, body = crate::error::ErrorBody)))]
pub async fn decide(
    FromApp(app): FromApp<AppState>,
    caller: Caller,
    Segment((id, position)): Segment<(String, i64)>,
    Body(said): Body<Said>,
) -> ApiResult<Json<RowView>> {
    caller.must(May::ImportLists)?;
    let (sheet, import) = super::find(&app, &id).await?;
    must_be(&sheet, &[State::Preview])?;
    let mut placed = sheet::row(&app, &id, position).await?.ok_or(Code::NotFound)?;
    let hand = Hand {
        by: caller.actor.account,
        at: app.clock.now_text(),
    };
    let unknown = || ApiError::new(Code::InvalidInput).field("decision", "unknown");
    let decide = |planned: Option<PlannedRow>| Decision {
        what: said.decision.clone(),
        hand: hand.clone(),
        planned,
    };
    match said.decision.as_str() {
        "open" => {
            placed.row.decision = None;
            placed.state = RowState::of(placed.row.planned.action);
        }
        "leave_out" => {
            placed.row.decision = Some(decide(None));
            placed.state = RowState::LeftOut;
        }
        "new" => {
            let planned = as_new(&app, &placed, said.village.as_deref())?;
            placed.row.decision = Some(decide(Some(planned)));
            placed.state = RowState::DecidedNew;
        }
        "person" => {
            let planned = as_person(&app, &placed, read::kind_of(&import)?, said.person).await?;
            placed.state = match planned.action {
                Action::Change => RowState::DecidedChange,
                _ => RowState::DecidedSame,
            };
            placed.row.decision = Some(decide(Some(planned)));
        }
        _ => return Err(unknown()),
    }
    let stay = (State::Preview, State::Preview);
    sheet::save(
        &app,
        &id,
        stay,
        &import,
        std::slice::from_ref(&placed),
        Some(caller.actor.account),
    )
    .await?;
    let mut views = views(&app, &caller, vec![placed]).await?;
    views.pop().map(Json).ok_or_else(|| Code::NotFound.into())
}

/// The row as somebody new in a village of the commune.
pub(crate) fn as_new(app: &App, placed: &Placed, village: Option<&str>) -> ApiResult<PlannedRow> {
    match placed.row.planned.action {
        Action::New | Action::Doubtful | Action::Unplaced | Action::Foreign | Action::Twice => {}
        Action::Change | Action::Same | Action::Unreadable | Action::Absent => {
            return Err(ApiError::new(Code::InvalidInput).field("decision", "unknown"));
        }
    }
    let mut planned = placed.row.planned.clone();
    let village = village.map(str::to_owned).or(planned.village);
    let known = village.filter(|id| app.config.villages.iter().any(|one| one.id == *id));
    let village = known.ok_or_else(|| ApiError::new(Code::InvalidInput).field("village", "required"))?;
    // The key of the household begins with the village.
    planned.household_key = planned
        .household_key
        .and_then(|key| Some(format!("{village}/{}", key.split_once('/')?.1)));
    planned.village = Some(village);
    planned.action = Action::New;
    Ok(planned)
}

/// The row as this person.
async fn as_person(app: &App, placed: &Placed, kind: ListKind, person: Option<Uuid>) -> ApiResult<PlannedRow> {
    let wrong = || ApiError::new(Code::InvalidInput).field("person", "unknown");
    let row = placed.row.read.as_ref().ok_or_else(wrong)?;
    if placed.row.planned.action != Action::Doubtful {
        return Err(ApiError::new(Code::InvalidInput).field("decision", "unknown"));
    }
    let person = find::person(app, person.ok_or_else(wrong)?).await?;
    let person = person.filter(|person| person.gone.is_none()).ok_or_else(wrong)?;
    let home = match person.household {
        Some(home) => crate::people::household::find(app, home).await?,
        None => None,
    };
    let settled = register::apply::decided(&placed.row.planned, row, kind, &person, home.as_ref());
    Ok(settled)
}
