//! Answers to findings: one worksheet per person, finding and question, with every answer that was ever given.

use std::collections::HashMap;

use domain::permissions::Role;
use entitlement::missing::FindingKind;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::StoreError;
use uuid::Uuid;

use crate::error::{ApiError, ApiResult, Code};
use crate::state::App;

const KIND: &str = "finding";
/// Worksheets read at once.
const MOST: u32 = 200_000;
/// Answers to one question; nobody changes their mind so often.
const MOST_ANSWERS: usize = 200;
/// How often somebody else may be faster.
const TRIES: usize = 5;

/// What somebody says of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Says {
    /// It is so.
    So,
    /// It is not so.
    NotSo,
    /// Asked, and could not find out.
    CannotTell,
}

impl Says {
    fn code(self) -> &'static str {
        match self {
            Says::So => "so",
            Says::NotSo => "not_so",
            Says::CannotTell => "cannot_tell",
        }
    }
}

/// All answers to one question about one person.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Sheet {
    /// The person.
    pub person: Uuid,
    /// The finding, as those who answered saw it.
    pub kind: FindingKind,
    /// The fact that was asked; absent = the finding itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fact: Option<String>,
    /// Oldest first; never shortened.
    pub answers: Vec<Given>,
}

/// One answer.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Given {
    /// Account.
    pub by: Uuid,
    /// The role in which they answered.
    pub role: String,
    /// When, Vietnamese civil time.
    pub at: String,
    /// What.
    pub answer: Says,
    /// The fact as they know it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Value>,
    /// A remark.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Mark of the facts about which it was given.
    pub facts: String,
    /// It went into the list at once.
    #[serde(default)]
    pub written: bool,
}

/// Every sheet, by person.
pub async fn all(app: &App) -> ApiResult<HashMap<Uuid, Vec<Sheet>>> {
    let mut sheets: HashMap<Uuid, Vec<Sheet>> = HashMap::new();
    for stored in app.store.worksheets(app.commune(), KIND, None, MOST).await? {
        let sheet: Sheet = serde_json::from_str(&stored.body)?;
        sheets.entry(sheet.person).or_default().push(sheet);
    }
    Ok(sheets)
}

/// Adds an answer. Two at the same moment are both kept: the state counts the answers, so that the slower one sees it.
pub async fn add(app: &App, person: Uuid, kind: FindingKind, fact: Option<&str>, given: Given) -> ApiResult<()> {
    let id = format!("{person}.{}.{}", kind.code(), fact.unwrap_or("-"));
    let by = (Some(given.by), given.at.as_str());
    for _ in 0..TRIES {
        let old = app.store.worksheet(app.commune(), KIND, &id).await?;
        let mut sheet = match &old {
            Some(old) => serde_json::from_str(&old.body)?,
            None => Sheet {
                person,
                kind,
                fact: fact.map(str::to_owned),
                answers: Vec::new(),
            },
        };
        if sheet.answers.len() >= MOST_ANSWERS {
            return Err(ApiError::new(Code::InvalidInput).field("answer", "too_many"));
        }
        sheet.answers.push(given.clone());
        let state = format!("{}.{}", given.answer.code(), sheet.answers.len());
        let body = serde_json::to_string(&sheet)?;
        let done = match old {
            None => {
                let new = (state.as_str(), body.as_str());
                app.store
                    .create_worksheet(app.commune(), (KIND, &id), new, &[], by)
                    .await
            }
            Some(old) => {
                let states = (old.state.as_str(), state.as_str());
                app.store
                    .move_worksheet(app.commune(), (KIND, &id), states, &body, &[], by)
                    .await
            }
        };
        match done {
            Err(StoreError::Taken(_)) => {}
            // Somebody may have made the sheet since it was looked for.
            Err(StoreError::Database(_)) if state.ends_with(".1") => {}
            done => return Ok(done?),
        }
    }
    Err(ApiError::new(Code::ServerBusy).with("seconds", 3))
}

/// In which of several roles somebody answers: the one that decides most.
pub fn answering_role(roles: &[Role]) -> Option<Role> {
    const ORDER: [Role; 6] = [
        Role::Social,
        Role::Center,
        Role::Police,
        Role::Health,
        Role::VillageHead,
        Role::Front,
    ];
    ORDER.into_iter().find(|role| roles.contains(role))
}
