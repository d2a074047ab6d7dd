//! Taking somebody out of the list: one person proposes, another confirms, and it can be taken back. Death is no removal:
//! it is a fact of the person, who stays in the list.

pub mod decide;
pub mod list;
pub mod propose;

use serde::{Deserialize, Serialize};
use store::office::worksheets::Worksheet;
use store::read::dossiers::DossierList;
use uuid::Uuid;
use wire::records::{GoneWhy, PersonRecord};

use crate::doubles::view::dossiers;
use crate::error::{ApiError, ApiResult, Code};
use crate::office::find;
use crate::people::household;
use crate::session::Caller;
use crate::state::App;

/// Worksheets of removals.
const KIND: &str = "removal";
/// Removals that are read at most.
const MOST: u32 = 50_000;

/// Where a removal stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RemovalState {
    /// It waits for a second person.
    Proposed,
    /// The person left the list.
    Confirmed,
    /// The person stays.
    Refused,
    /// The person came back.
    Undone,
}

impl RemovalState {
    const ALL: [RemovalState; 4] = [
        RemovalState::Proposed,
        RemovalState::Confirmed,
        RemovalState::Refused,
        RemovalState::Undone,
    ];

    const fn code(self) -> &'static str {
        match self {
            RemovalState::Proposed => "proposed",
            RemovalState::Confirmed => "confirmed",
            RemovalState::Refused => "refused",
            RemovalState::Undone => "undone",
        }
    }

    fn from_code(code: &str) -> Option<RemovalState> {
        RemovalState::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// Why somebody is to leave the list. Who has died stays in it, and two records of one person are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RemovalWhy {
    /// The record stands for nobody.
    Mistake,
    /// The person lives in another commune now.
    Moved,
}

impl RemovalWhy {
    const fn gone(self) -> GoneWhy {
        match self {
            RemovalWhy::Mistake => GoneWhy::Mistake,
            RemovalWhy::Moved => GoneWhy::Moved,
        }
    }
}

/// What speaks against a removal, and must have been seen by whoever proposes or confirms it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Against {
    /// A dossier of the person is not finished.
    OpenDossier,
    /// The person receives something every month.
    Receives,
    /// The person is the head of a household with others in it.
    HeadOfOthers,
}

/// What the worksheet of a removal says.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Content {
    person: Uuid,
    why: RemovalWhy,
    /// Since when somebody lives elsewhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    since: Option<String>,
    note: String,
    /// Who proposed it; the worksheet itself knows only who changed it last.
    proposed_by: Uuid,
    /// What the one who decided noted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    answer: Option<String>,
}

/// What speaks against taking this person out of the list now.
async fn against(app: &App, person: &PersonRecord) -> ApiResult<Vec<Against>> {
    let mut against = Vec::new();
    if dossiers(app, person.id, DossierList::Open).await? > 0 {
        against.push(Against::OpenDossier);
    }
    if person.receives.as_ref().is_some_and(|payments| !payments.is_empty()) {
        against.push(Against::Receives);
    }
    if let Some(home) = person.household
        && household::find(app, home).await?.and_then(|home| home.head) == Some(person.id)
        && app.store.household_members(app.commune(), home).await?.len() > 1
    {
        against.push(Against::HeadOfOthers);
    }
    Ok(against)
}

/// Refuses what was decided without having seen everything that speaks against it.
async fn must_have_seen(app: &App, person: &PersonRecord, despite: &[Against]) -> ApiResult<()> {
    let against = against(app, person).await?;
    if against.iter().all(|one| despite.contains(one)) {
        Ok(())
    } else {
        Err(Code::RemovalChanged.into())
    }
}

/// The person of a removal, for whoever may see them.
async fn person_of(app: &App, caller: &Caller, id: Uuid) -> ApiResult<PersonRecord> {
    match find::person(app, id).await? {
        Some(person) if !caller.actor.is_kept_from_village(&person.village) => Ok(person),
        Some(_) | None => Err(Code::NotFound.into()),
    }
}

async fn read(app: &App, id: Uuid) -> ApiResult<(Worksheet, Content)> {
    let sheet = app.store.worksheet(app.commune(), KIND, &id.to_string()).await?;
    let sheet = sheet.ok_or(Code::NotFound)?;
    let content = serde_json::from_str(&sheet.body)?;
    Ok((sheet, content))
}

fn note(text: &str) -> ApiResult<String> {
    let text = text.trim();
    if text.chars().count() > crate::limits::NOTE_CHARS {
        return Err(ApiError::new(Code::InvalidInput).field("note", "too_long"));
    }
    Ok(text.to_owned())
}
