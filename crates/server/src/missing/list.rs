//! `GET /api/missing-out`: who may be missing out, house by house, and how many of each kind in each village.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use axum::Json;
use axum::extract::State;
use domain::permissions::Action;
use entitlement::missing::{FindingGroup, FindingKind};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::rows::{FindingRow, FindingState, PersonRow, rows};
use super::scan::{is_sensitive, question, scanned};
use super::{category_names, sees_reasons, sheets};
use crate::error::ApiResult;
use crate::extract::Params;
use crate::limits;
use crate::office::villages_asked;
use crate::session::Caller;
use crate::state::{App, AppState};

/// What to list.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct MissingAsked {
    /// Village id.
    village: Option<String>,
    /// One kind of finding.
    kind: Option<FindingKind>,
    /// One group of findings.
    group: Option<FindingGroup>,
    /// Without it those that are not folded away.
    state: Option<FindingState>,
    /// Questions below this priority are only counted; the usual bound when absent.
    priority: Option<u64>,
    /// How far to look ahead: 3 months when absent, at most 24.
    months_ahead: Option<u8>,
    limit: Option<u32>,
    after: Option<String>,
}

/// How many people.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct MissingTotal {
    /// Village id.
    pub village: String,
    /// Group.
    pub group: FindingGroup,
    /// Kind.
    pub kind: FindingKind,
    /// People.
    pub people: u32,
    /// Đồng per month at stake; 0 for those who may not know.
    pub monthly: u64,
}

/// How many people have something of a group.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct GroupCount {
    /// Group.
    pub group: FindingGroup,
    /// People; one with two findings counts once.
    pub people: u32,
}

/// People in one state.
#[derive(Clone, Copy, Debug, Default, Serialize, utoipa::ToSchema)]
pub struct StateCounts {
    /// Nobody answered yet.
    pub open: u32,
    /// Answered.
    pub answered: u32,
    /// Folded away.
    pub folded: u32,
}

/// A page.
#[derive(Serialize, utoipa::ToSchema)]
pub struct MissingPage {
    /// Day of the question.
    pub as_of: String,
    /// People with findings, by village and house, the most urgent house first.
    pub items: Vec<PersonRow>,
    /// How many people there are.
    pub total: u32,
    /// The limit was reached.
    pub more: bool,
    /// Cursor of the next page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// By village and kind, in the state asked for; not narrowed by village, kind or group.
    pub totals: Vec<MissingTotal>,
    /// People by group, in the state and village asked for.
    pub groups: Vec<GroupCount>,
    /// People by where their findings stand, in the villages of the caller.
    pub states: StateCounts,
    /// How many people were looked at; absent for those who only look in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub looked_at: Option<u32>,
    /// Questions of too little worth to be listed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_listed: Option<u32>,
    /// People whose record holds a fact that cannot be read.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unreadable: Vec<Uuid>,
    /// Names of the categories of this page.
    pub categories: BTreeMap<String, String>,
    /// Names of those who answered.
    #[schema(value_type = Object)]
    pub names: HashMap<Uuid, String>,
}

/// Who may be missing out.
#[utoipa::path(get, path = "/api/missing-out", tag = "missing out", params(MissingAsked), responses((status = 200, body = MissingPage)))]
pub async fn list(
    State(app): State<AppState>,
    caller: Caller,
    Params(asked): Params<MissingAsked>,
) -> ApiResult<Json<MissingPage>> {
    caller.must(Action::ReadMissingOut)?;
    let scanned = scanned(&app, question(&app, asked.months_ahead, asked.priority)).await?;
    let sheets = sheets::all(&app).await?;
    let mut people = rows(&scanned, &sheets, &caller);
    let states = count_states(&people);
    for person in &mut people {
        person.findings.retain(|it| is_in_state(it, asked.state));
    }
    people.retain(|person| !person.findings.is_empty());
    let totals = totals(&people);
    in_villages(&mut people, villages_asked(&caller, asked.village.as_deref()));
    let groups = groups(&people);
    narrow(&mut people, &asked);
    let order = order(&app, &people);
    people.sort_by_cached_key(|person| order.key(person));
    let total = u32::try_from(people.len()).unwrap_or(u32::MAX);
    let limit = limits::page(asked.limit) as usize;
    let start = asked.after.as_deref().map_or(0, |after| {
        people.partition_point(|person| order.key(person).as_str() <= after)
    });
    let mut items: Vec<PersonRow> = people.into_iter().skip(start).take(limit + 1).collect();
    let more = items.len() > limit;
    items.truncate(limit);
    let next = items.last().filter(|_| more).map(|last| order.key(last));
    note_reads(&app, &caller, &items).await?;
    let whole = sees_reasons(&caller);
    let used = items
        .iter()
        .flat_map(|it| &it.findings)
        .flat_map(|it| &it.finding.categories);
    Ok(Json(MissingPage {
        as_of: scanned.found.as_of.clone(),
        categories: category_names(&app, used),
        names: names(&app, &items).await?,
        total,
        more,
        next,
        totals,
        groups,
        states,
        looked_at: whole.then_some(scanned.found.people),
        not_listed: whole.then_some(scanned.found.not_listed),
        unreadable: if whole {
            scanned.found.unreadable.clone()
        } else {
            Vec::new()
        },
        items,
    }))
}

/// How many people of each village may be missing out: something is due to them, or has to be asked first.
pub async fn possible_by_village(app: &App, caller: &Caller) -> ApiResult<HashMap<String, u32>> {
    let scanned = scanned(app, question(app, None, None)).await?;
    let is_possible = |it: &FindingRow| {
        is_in_state(it, None)
            && matches!(
                it.group,
                FindingGroup::Missing | FindingGroup::Ask | FindingGroup::Visit
            )
    };
    let mut villages: HashMap<String, u32> = HashMap::new();
    for person in rows(&scanned, &sheets::all(app).await?, caller) {
        if person.findings.iter().any(is_possible) {
            *villages.entry(person.village).or_default() += 1;
        }
    }
    Ok(villages)
}

fn is_in_state(finding: &FindingRow, asked: Option<FindingState>) -> bool {
    match asked {
        Some(state) => finding.state == state,
        None => finding.state != FindingState::Folded,
    }
}

fn count_states(people: &[PersonRow]) -> StateCounts {
    let in_state = |state| {
        let is = |person: &&PersonRow| person.findings.iter().any(|it| it.state == state);
        u32::try_from(people.iter().filter(is).count()).unwrap_or(u32::MAX)
    };
    StateCounts {
        open: in_state(FindingState::Open),
        answered: in_state(FindingState::Answered),
        folded: in_state(FindingState::Folded),
    }
}

fn totals(people: &[PersonRow]) -> Vec<MissingTotal> {
    let mut sums: BTreeMap<(&str, FindingGroup, FindingKind), (u32, u64)> = BTreeMap::new();
    for person in people {
        let mut counted = Vec::new();
        for row in &person.findings {
            let key = (person.village.as_str(), row.group, row.finding.kind);
            let sum = sums.entry(key).or_default();
            sum.0 += u32::from(!counted.contains(&key));
            sum.1 += row.finding.monthly;
            counted.push(key);
        }
    }
    let total = |((village, group, kind), (people, monthly)): ((&str, _, _), _)| MissingTotal {
        village: village.to_owned(),
        group,
        kind,
        people,
        monthly,
    };
    sums.into_iter().map(total).collect()
}

fn groups(people: &[PersonRow]) -> Vec<GroupCount> {
    let mut counts: BTreeMap<FindingGroup, u32> = BTreeMap::new();
    for person in people {
        let groups: BTreeSet<FindingGroup> = person.findings.iter().map(|it| it.group).collect();
        for group in groups {
            *counts.entry(group).or_default() += 1;
        }
    }
    let count = |(group, people)| GroupCount { group, people };
    counts.into_iter().map(count).collect()
}

fn in_villages(people: &mut Vec<PersonRow>, villages: Option<Vec<String>>) {
    if let Some(villages) = villages {
        people.retain(|person| villages.contains(&person.village));
    }
}

fn narrow(people: &mut Vec<PersonRow>, asked: &MissingAsked) {
    for person in people.iter_mut() {
        person.findings.retain(|it| {
            asked.kind.is_none_or(|kind| it.finding.kind == kind) && asked.group.is_none_or(|group| it.group == group)
        });
    }
    people.retain(|person| !person.findings.is_empty());
}

/// Villages in the order of the configuration, in them houses, the most urgent first.
struct Order {
    villages: HashMap<String, usize>,
    houses: HashMap<Uuid, u64>,
}

fn order(app: &App, people: &[PersonRow]) -> Order {
    let villages = app.config.villages.iter().enumerate();
    let mut houses: HashMap<Uuid, u64> = HashMap::new();
    for person in people {
        let house = houses.entry(house(person)).or_default();
        *house = (*house).max(priority(person));
    }
    Order {
        villages: villages.map(|(index, village)| (village.id.clone(), index)).collect(),
        houses,
    }
}

fn house(person: &PersonRow) -> Uuid {
    person.household.unwrap_or(person.person)
}

fn priority(person: &PersonRow) -> u64 {
    person.findings.iter().map(|it| it.finding.priority).max().unwrap_or(0)
}

impl Order {
    /// Sorts as text, so that it can stand in a cursor: a list that changed meanwhile goes on at the same place.
    fn key(&self, person: &PersonRow) -> String {
        let village = self
            .villages
            .get(&person.village)
            .copied()
            .unwrap_or(usize::from(u16::MAX));
        let urgent = |priority: u64| {
            let Reverse(rest) = Reverse(u32::MAX - u32::try_from(priority).unwrap_or(u32::MAX));
            rest
        };
        let house_priority = self.houses.get(&house(person)).copied().unwrap_or(0);
        format!(
            "{village:05}.{:010}.{}.{:010}.{}",
            urgent(house_priority),
            house(person).simple(),
            urgent(priority(person)),
            person.person.simple()
        )
    }
}

/// Whose sensitive facts stand on the page leaves a row.
async fn note_reads(app: &App, caller: &Caller, items: &[PersonRow]) -> ApiResult<()> {
    let tells = |person: &&PersonRow| person.findings.iter().any(|it| is_sensitive(&it.finding, caller));
    let subjects: Vec<String> = items
        .iter()
        .filter(tells)
        .map(|it| format!("person {}", it.person))
        .collect();
    if subjects.is_empty() {
        return Ok(());
    }
    let now = app.clock.now_text();
    app.store
        .write_reads(app.commune(), &now, caller.actor.account, &subjects, "missing_out")
        .await?;
    Ok(())
}

async fn names(app: &App, items: &[PersonRow]) -> ApiResult<HashMap<Uuid, String>> {
    if items.iter().all(|it| it.answers.is_empty()) {
        return Ok(HashMap::new());
    }
    let mut names = crate::office::account_names(app).await?;
    names.retain(|id, _| items.iter().flat_map(|it| &it.answers).any(|it| it.by == *id));
    Ok(names)
}
