//! `GET /api/missing-out/visits`: the houses to visit in one village, for paper. A list lies on a motorbike seat: it says whom
//! to see and what to ask, and no diagnosis, no degree of disability and no payment.

use std::collections::{BTreeSet, HashMap};

use axum::Json;
use axum::extract::State;
use domain::eligibility::Ternary;
use domain::facts::Facts;
use domain::permissions::{Action, FactGroup};
use domain::procedure::RequirementKind;
use entitlement::missing::{Finding, FindingKind, VisitHousehold, VisitPerson, fact_group, visit_lists};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use wire::records::PersonRecord;

use super::rows::{FindingState, rows_of};
use super::scan::{birth_year, question, scanned};
use super::sheets;
use crate::error::{ApiError, ApiResult, Code};
use crate::extract::Params;
use crate::session::Caller;
use crate::state::{App, AppState};
use crate::whole::Whole;

/// Houses on one list: more than anybody visits in a round.
const MOST_HOUSES: usize = 300;
/// Stands for every question about health: which one is told face to face.
const HEALTH_PAPERS: &str = "health_papers";

/// Whose list.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct VisitsAsked {
    /// Village id.
    village: String,
    /// How far to look ahead.
    months_ahead: Option<u8>,
}

/// Why to go, in words that anybody may read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum VisitReason {
    /// Reaches the age of a benefit.
    Age,
    /// The family may be entitled to support: help them to apply.
    Support,
    /// Something about the household's papers does not fit together.
    Papers,
    /// Whether the person lives here.
    Residence,
    /// Something is to be asked.
    Ask,
    /// Look in on them.
    LookIn,
}

/// A visit list.
#[derive(Serialize, utoipa::ToSchema)]
pub struct Visits {
    /// Day of the question.
    pub as_of: String,
    /// Village id.
    pub village: String,
    /// Houses, the most urgent first.
    pub houses: Vec<VisitHouse>,
    /// How many people are to be seen.
    pub people: u32,
    /// The list goes on: visit these first.
    pub more: bool,
    /// Papers to take along or to have shown, from the rules.
    pub papers: Vec<String>,
}

/// A house.
#[derive(Serialize, utoipa::ToSchema)]
pub struct VisitHouse {
    /// The household.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub household: Option<Uuid>,
    /// Its head.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub head: Option<String>,
    /// Address within the village.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// How to find it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub directions: Option<String>,
    /// Whom to see.
    pub people: Vec<ToSee>,
}

/// Somebody to see.
#[derive(Serialize, utoipa::ToSchema)]
pub struct ToSee {
    /// The person.
    pub person: Uuid,
    /// Name.
    pub full_name: String,
    /// Year of birth.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birth_year: Option<String>,
    /// Phone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Cannot come to the office.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cannot_travel: Option<bool>,
    /// Why.
    pub reasons: Vec<VisitReason>,
    /// Facts to ask about, the first first; `health_papers` for anything about health.
    pub ask: Vec<String>,
}

/// The visit list of a village.
#[utoipa::path(get, path = "/api/missing-out/visits", tag = "missing out", params(VisitsAsked), responses((status = 200, body = Visits)))]
pub async fn show(
    State(app): State<AppState>,
    caller: Caller,
    Params(asked): Params<VisitsAsked>,
) -> ApiResult<Json<Visits>> {
    caller.must(Action::ReadMissingOut)?;
    if !app.config.villages.iter().any(|village| village.id == asked.village) {
        return Err(ApiError::new(Code::NotFound));
    }
    if caller.actor.is_kept_from_village(&asked.village) {
        return Err(ApiError::new(Code::NotFound));
    }
    let scanned = scanned(&app, question(&app, asked.months_ahead, None)).await?;
    let sheets = sheets::all(&app).await?;
    let in_village = || scanned.found.findings.iter().filter(|it| it.village == asked.village);
    let rows = rows_of(&scanned, in_village(), &sheets, &caller);
    let folded: BTreeSet<(Uuid, FindingKind)> = rows
        .iter()
        .flat_map(|row| row.findings.iter().map(|it| (row.person, it)))
        .filter(|(_, it)| it.state == FindingState::Folded)
        .map(|(person, it)| (person, it.finding.kind))
        .collect();
    let open = in_village().filter(|it| may_stand_on_paper(it) && !folded.contains(&(it.person, it.kind)));
    let findings: Vec<Finding> = open.cloned().collect();
    let whole = Whole::load(&app).await?;
    let people = whole.people();
    let records: HashMap<Uuid, &PersonRecord> = whole.persons.iter().map(|it| (it.id, it)).collect();
    let papers = papers(&app, &findings, &|person| people.facts(records.get(&person)?));
    let lists = visit_lists(&people, &findings, &caller.actor);
    let list = lists.into_iter().next().map_or_else(Vec::new, |list| list.households);
    let mut houses: Vec<VisitHouse> = list.into_iter().filter_map(|it| house(it, &records)).collect();
    let more = houses.len() > MOST_HOUSES;
    houses.truncate(MOST_HOUSES);
    let number = houses.iter().map(|it| it.people.len()).sum::<usize>();
    Ok(Json(Visits {
        as_of: scanned.found.as_of.clone(),
        village: asked.village,
        people: u32::try_from(number).unwrap_or(u32::MAX),
        more,
        papers: if super::sees_reasons(&caller) {
            papers
        } else {
            Vec::new()
        },
        houses,
    }))
}

/// What rests on HIV stands on no paper, whoever prints it: a visit without another reason would tell it.
fn may_stand_on_paper(finding: &Finding) -> bool {
    let is_hiv = |fact: &String| fact_group(fact) == FactGroup::Hiv;
    let only_hiv = !finding.ask.is_empty() && finding.ask.iter().all(|ask| is_hiv(&ask.fact));
    finding.kind != FindingKind::HealthAllowanceMissing && !finding.because.iter().any(is_hiv) && !only_hiv
}

fn house(house: VisitHousehold, records: &HashMap<Uuid, &PersonRecord>) -> Option<VisitHouse> {
    let people: Vec<ToSee> = house.people.into_iter().map(|it| to_see(it, records)).collect();
    (!people.is_empty()).then_some(VisitHouse {
        household: house.household,
        head: house.head,
        address: house.address,
        directions: house.directions,
        people,
    })
}

fn to_see(person: VisitPerson, records: &HashMap<Uuid, &PersonRecord>) -> ToSee {
    let reasons: BTreeSet<VisitReason> = person.findings.iter().map(|it| reason(it.kind)).collect();
    let mut ask: Vec<String> = Vec::new();
    for question in person.findings.iter().flat_map(|it| &it.ask) {
        let group = fact_group(&question.fact);
        let neutral = match group {
            FactGroup::Hiv | FactGroup::Ethnicity | FactGroup::Bank => continue,
            FactGroup::Disability | FactGroup::Health => HEALTH_PAPERS,
            FactGroup::Basic | FactGroup::Identity | FactGroup::Care | FactGroup::Social => question.fact.as_str(),
        };
        if ask.iter().all(|known| known != neutral) {
            ask.push(neutral.to_owned());
        }
    }
    ToSee {
        birth_year: records.get(&person.person).and_then(|it| birth_year(it)),
        person: person.person,
        full_name: person.full_name,
        phone: person.phone,
        cannot_travel: person.cannot_travel,
        reasons: reasons.into_iter().collect(),
        ask,
    }
}

fn reason(kind: FindingKind) -> VisitReason {
    match kind {
        FindingKind::SocialPensionMissing | FindingKind::SocialPensionSoon => VisitReason::Age,
        FindingKind::ReceivesThoughDead | FindingKind::ReceivesThoughMoved => VisitReason::Residence,
        FindingKind::ReceivesTwice | FindingKind::ReceivesMore | FindingKind::ReceivesLess | FindingKind::EndsSoon => {
            VisitReason::Papers
        }
        FindingKind::ChildWithoutSupport
        | FindingKind::StudentWithoutSupport
        | FindingKind::DisabilityWithoutAllowance
        | FindingKind::ElderlyWithoutSupport
        | FindingKind::SmallChildInDifficultArea
        | FindingKind::SingleParentWithoutAllowance
        | FindingKind::HealthAllowanceMissing
        | FindingKind::DisabledParentNotSupported
        | FindingKind::CarerNotSupported
        | FindingKind::EntitledWithoutPayment
        | FindingKind::EntitledSoon => VisitReason::Support,
        FindingKind::CannotTell => VisitReason::Ask,
        FindingKind::InNoProgramme | FindingKind::PleaseVisit => VisitReason::LookIn,
    }
}

/// Forms to take along and papers to have shown for what is surely due, over the whole list: of no single person.
fn papers(app: &App, findings: &[Finding], facts: &dyn Fn(Uuid) -> Option<Facts>) -> Vec<String> {
    let (book, today) = (app.law.book(), app.clock.today());
    let mut names = BTreeSet::new();
    for finding in findings {
        let Some(category) = finding
            .categories
            .first()
            .filter(|_| reason(finding.kind) != VisitReason::Ask)
        else {
            continue;
        };
        let Some(procedure) = book.procedure_for(category, today) else {
            continue;
        };
        let Ok(checklist) = book.checklist(&procedure, today, facts(finding.person).as_ref(), None) else {
            continue;
        };
        let carried = checklist.items.into_iter().filter(|item| {
            let kind = item.requirement.kind;
            item.needed == Ternary::Yes && matches!(kind, RequirementKind::Form | RequirementKind::Shown)
        });
        names.extend(carried.map(|item| item.requirement.name));
    }
    names.into_iter().collect()
}
