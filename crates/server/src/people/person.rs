//! `GET /api/people/{id}`: the person, the household, their dossiers, and what today's law gives each member.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use domain::permissions::{Action, FactGroup};
use serde::Serialize;
use store::read::dossiers::{DossierList, DossierQuery};
use uuid::Uuid;
use wire::facts_of::facts_of;
use wire::narrow::narrow_person;
use wire::records::{HouseholdRecord, PersonRecord};
use wire::verdict::EligibilityAnswer;

use super::household;
use crate::error::{ApiResult, Code};
use crate::extract::Segment;
use crate::limits;
use crate::office::find;
use crate::office::row::DossierRowView;
use crate::session::Caller;
use crate::state::{App, AppState};

/// A person page.
#[derive(Serialize, utoipa::ToSchema)]
pub struct PersonView {
    /// The person, narrowed to what the role may see.
    pub record: PersonRecord,
    /// The household.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub household: Option<HouseholdRecord>,
    /// Everybody in the household, the person included, narrowed.
    pub members: Vec<PersonRecord>,
    /// Dossiers for the person; empty for roles that do not see dossiers.
    pub dossiers: Vec<DossierRowView>,
    /// What today's law gives each member, by person id. Only for roles that see all the facts behind it: an answer from
    /// half of the facts would mislead, and from all of them would tell what was to be hidden.
    #[schema(value_type = Object)]
    pub eligibility: BTreeMap<Uuid, EligibilityAnswer>,
    /// The record that stands for this person now, when this one was joined into it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stands: Option<Named>,
    /// Records that were joined into this one; their dossiers are among `dossiers`.
    pub joined: Vec<Named>,
}

/// A person by name.
#[derive(Serialize, utoipa::ToSchema)]
pub struct Named {
    /// Person id.
    pub id: Uuid,
    /// Name.
    pub full_name: String,
}

/// One person.
#[utoipa::path(get, path = "/api/people/{id}", tag = "people", params(("id" = Uuid, Path)), responses((status = 200, body = PersonView)))]
pub async fn show(
    State(app): State<AppState>,
    caller: Caller,
    Segment(id): Segment<Uuid>,
) -> ApiResult<Json<PersonView>> {
    caller.must(Action::Read(FactGroup::Basic))?;
    let person = find::person(&app, id).await?.ok_or(Code::NotFound)?;
    let (record, mut sensitive) = narrow_person(&person, &caller.actor).ok_or(Code::NotFound)?;
    let household = match person.household {
        Some(id) => household::find(&app, id).await?,
        None => None,
    };
    let all = match &household {
        Some(household) => app.store.household_members(app.commune(), household.id).await?,
        None => vec![person.clone()],
    };
    let mut members = Vec::with_capacity(all.len());
    let mut eligibility = BTreeMap::new();
    for member in &all {
        let Some((narrowed, has_sensitive)) = narrow_person(member, &caller.actor) else {
            continue;
        };
        sensitive |= has_sensitive;
        if let Some(answer) = answer(&app, &caller, &narrowed, household.as_ref(), &all) {
            eligibility.insert(member.id, answer);
        }
        members.push(narrowed);
    }
    if sensitive {
        crate::reads::note(&app, &caller, "person", id, "open").await?;
    }
    let joined = app.people.joined_into(id);
    let mut all_dossiers = Vec::new();
    if caller.actor.may(Action::ReadDossiers) {
        // A dossier goes on naming the record for which it was taken in.
        for person in [&[id], joined.as_slice()].concat() {
            all_dossiers.extend(dossiers(&app, person).await?);
        }
    }
    let stands: Vec<Uuid> = app.people.stands_for(id).into_iter().collect();
    Ok(Json(PersonView {
        record,
        household,
        members,
        dossiers: all_dossiers,
        eligibility,
        stands: named(&app, &caller, &stands).await?.pop(),
        joined: named(&app, &caller, &joined).await?,
    }))
}

/// The names of people, as far as the caller may see them.
async fn named(app: &App, caller: &Caller, ids: &[Uuid]) -> ApiResult<Vec<Named>> {
    let mut names = Vec::with_capacity(ids.len());
    for id in ids {
        let person = find::person(app, *id).await?;
        if let Some((person, _)) = person.and_then(|person| narrow_person(&person, &caller.actor)) {
            names.push(Named {
                id: *id,
                full_name: person.full_name,
            });
        }
    }
    Ok(names)
}

/// The verdicts from what the caller may see; a hidden fact is simply unknown to them.
fn answer(
    app: &App,
    caller: &Caller,
    person: &PersonRecord,
    household: Option<&HouseholdRecord>,
    members: &[PersonRecord],
) -> Option<EligibilityAnswer> {
    let sees_facts = [FactGroup::Disability, FactGroup::Social]
        .into_iter()
        .all(|group| caller.actor.may(Action::Read(group)));
    if !sees_facts {
        return None;
    }
    let facts = facts_of(person, household, members).ok()?;
    app.law
        .eligibility_answer(&facts.to_domain(), app.clock.today(), &app.config.commune.province_code)
}

async fn dossiers(app: &App, person: Uuid) -> ApiResult<Vec<DossierRowView>> {
    let (today, tomorrow) = (app.clock.today_text(), app.law.next_working_day_text(app.clock.today()));
    let query = DossierQuery {
        beneficiary: Some(person),
        limit: limits::PAGE_MAX,
        ..DossierQuery::of(DossierList::All, &today, &tomorrow)
    };
    let page = app.store.dossiers(app.commune(), &query).await?;
    Ok(page
        .items
        .into_iter()
        .map(|row| DossierRowView::new(row, app.clock.today(), &app.law))
        .collect())
}
