//! `GET /api/households/{id}`.

use axum::Json;
use axum::extract::State;
use domain::permissions::{Action, FactGroup};
use serde::Serialize;
use uuid::Uuid;
use wire::entry::SubjectKind;
use wire::narrow::narrow_person;
use wire::records::{HouseholdRecord, PersonRecord, Record};

use crate::error::{ApiResult, Code};
use crate::extract::Segment;
use crate::session::Caller;
use crate::state::{App, AppState};

/// A household and who lives in it.
#[derive(Serialize, utoipa::ToSchema)]
pub struct HouseholdView {
    /// The household.
    pub record: HouseholdRecord,
    /// Its members, narrowed to what the role may see.
    pub members: Vec<PersonRecord>,
}

/// A household as stored.
pub async fn find(app: &App, id: Uuid) -> ApiResult<Option<HouseholdRecord>> {
    match app.store.record(app.commune(), SubjectKind::Household, id).await? {
        Some(Record::Household(household)) => Ok(Some(household)),
        Some(_) | None => Ok(None),
    }
}

/// One household.
#[utoipa::path(get, path = "/api/households/{id}", tag = "people", params(("id" = Uuid, Path)), responses((status = 200, body = HouseholdView)))]
pub async fn show(
    State(app): State<AppState>,
    caller: Caller,
    Segment(id): Segment<Uuid>,
) -> ApiResult<Json<HouseholdView>> {
    caller.must(Action::Read(FactGroup::Basic))?;
    let record = find(&app, id).await?.ok_or(Code::NotFound)?;
    if caller.actor.is_kept_from_village(&record.village) {
        return Err(Code::NotFound.into());
    }
    let members = app.store.household_members(app.commune(), id).await?;
    let narrowed: Vec<(PersonRecord, bool)> = members
        .iter()
        .filter_map(|person| narrow_person(person, &caller.actor))
        .collect();
    if narrowed.iter().any(|(_, sensitive)| *sensitive) {
        crate::reads::note(&app, &caller, "household", id, "open").await?;
    }
    let members = narrowed.into_iter().map(|(person, _)| person).collect();
    Ok(Json(HouseholdView { record, members }))
}
