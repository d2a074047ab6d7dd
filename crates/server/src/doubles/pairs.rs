//! The worksheets of pairs.

use std::collections::HashMap;

use register::merge::{Double, Merged};
use serde::{Deserialize, Serialize};
use store::office::worksheets::Worksheet;
use uuid::Uuid;
use wire::entry::SubjectKind;
use wire::records::{PersonRecord, Record};

use crate::error::{ApiResult, Code};
use crate::session::Caller;
use crate::state::App;

/// Worksheets of pairs.
pub const KIND: &str = "double";
/// Pairs that are read at most.
pub const MOST: u32 = 200_000;
/// People read at once.
const STEP: usize = 1_000;

/// Where a pair stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PairState {
    /// It waits for a person.
    Open,
    /// One person: one of the records was joined into the other.
    Same,
    /// Two people; it is not asked again.
    Different,
    /// What was joined was parted again; somebody may decide anew.
    Parted,
    /// A later search did not find it any more: the records were corrected since.
    Withdrawn,
}

impl PairState {
    const ALL: [PairState; 5] = [
        PairState::Open,
        PairState::Same,
        PairState::Different,
        PairState::Parted,
        PairState::Withdrawn,
    ];

    /// Stable code.
    pub const fn code(self) -> &'static str {
        match self {
            PairState::Open => "open",
            PairState::Same => "same",
            PairState::Different => "different",
            PairState::Parted => "parted",
            PairState::Withdrawn => "withdrawn",
        }
    }

    /// The state of a code.
    pub fn from_code(code: &str) -> Option<PairState> {
        PairState::ALL.into_iter().find(|state| state.code() == code)
    }

    /// Whether a person may still decide.
    pub fn is_undecided(self) -> bool {
        match self {
            PairState::Open | PairState::Parted => true,
            PairState::Same | PairState::Different | PairState::Withdrawn => false,
        }
    }
}

/// What the worksheet of a pair says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Content {
    /// The two records, and why they may be one person, when they were last compared.
    #[serde(flatten)]
    pub double: Double,
    /// When somebody put the pair off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub later: Option<String>,
    /// What the one who decided noted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// What joining did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merged: Option<Merged>,
}

impl From<Double> for Content {
    fn from(double: Double) -> Self {
        Self {
            double,
            later: None,
            note: None,
            merged: None,
        }
    }
}

impl Content {
    /// As it is stored.
    pub fn text(&self) -> ApiResult<String> {
        Ok(serde_json::to_string(self)?)
    }
}

/// A pair with its worksheet and both records as they are now.
#[derive(Clone, Debug)]
pub struct Pair {
    /// The worksheet.
    pub sheet: Worksheet,
    /// What it says.
    pub content: Content,
    /// The record with the smaller id, as stored; narrow before showing.
    pub first: PersonRecord,
    /// The other.
    pub second: PersonRecord,
}

impl Pair {
    /// The villages of the two, each once.
    pub fn villages(&self) -> Vec<&str> {
        let mut villages = vec![self.first.village.as_str(), self.second.village.as_str()];
        villages.dedup();
        villages
    }

    /// The state of the worksheet.
    pub fn state(&self) -> ApiResult<PairState> {
        Ok(PairState::from_code(&self.sheet.state).ok_or(Code::ServerFailed)?)
    }

    fn is_listed(&self) -> bool {
        self.first.gone.is_none() && self.second.gone.is_none()
    }
}

/// Id of the worksheet of a pair.
pub fn id(double: &Double) -> String {
    format!("{}_{}", double.first, double.second)
}

/// The pairs in a state. A pair waits only while both records are in the list: when one of them leaves it by another way,
/// there is nothing to decide, and when it comes back the question is back too.
pub async fn load(app: &App, state: PairState) -> ApiResult<Vec<Pair>> {
    let sheets = app
        .store
        .worksheets(app.commune(), KIND, Some(state.code()), MOST)
        .await?;
    let mut pairs = with_records(app, sheets).await?;
    if state == PairState::Open {
        pairs.retain(Pair::is_listed);
    }
    Ok(pairs)
}

/// One pair.
pub async fn one(app: &App, caller: &Caller, id: &str) -> ApiResult<Pair> {
    let sheet = app.store.worksheet(app.commune(), KIND, id).await?;
    let pair = with_records(app, sheet.into_iter().collect()).await?.pop();
    let is_kept = |person: &PersonRecord| caller.actor.is_kept_from_village(&person.village);
    match pair {
        Some(pair) if !is_kept(&pair.first) && !is_kept(&pair.second) => Ok(pair),
        Some(_) | None => Err(Code::NotFound.into()),
    }
}

async fn with_records(app: &App, sheets: Vec<Worksheet>) -> ApiResult<Vec<Pair>> {
    let mut read = Vec::with_capacity(sheets.len());
    for sheet in sheets {
        let content: Content = serde_json::from_str(&sheet.body)?;
        read.push((sheet, content));
    }
    let ids = read
        .iter()
        .flat_map(|(_, content)| [content.double.first, content.double.second]);
    let people = people(app, ids.collect()).await?;
    let pairs = read.into_iter().filter_map(|(sheet, content)| {
        let (first, second) = (people.get(&content.double.first)?, people.get(&content.double.second)?);
        Some(Pair {
            first: first.clone(),
            second: second.clone(),
            sheet,
            content,
        })
    });
    Ok(pairs.collect())
}

async fn people(app: &App, mut ids: Vec<Uuid>) -> ApiResult<HashMap<Uuid, PersonRecord>> {
    ids.sort_unstable();
    ids.dedup();
    let mut people = HashMap::with_capacity(ids.len());
    for some in ids.chunks(STEP) {
        for record in app.store.records(app.commune(), SubjectKind::Person, some).await? {
            if let Record::Person(person) = record {
                people.insert(person.id, *person);
            }
        }
    }
    Ok(people)
}
