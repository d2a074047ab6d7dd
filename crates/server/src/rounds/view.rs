//! A round as the API shows and takes it, and what must be right about it.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::config::Config;
use crate::error::{ApiError, ApiResult, Code};
use crate::limits;

/// How far a round is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RoundState {
    /// Being planned; only the office sees it.
    Draft,
    /// On the public schedule.
    Published,
    /// Over.
    Done,
}

/// A round of stops.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct RoundView {
    /// UUIDv7.
    pub id: Uuid,
    /// `Đợt 2 tháng 11/2026`.
    pub name: String,
    /// State.
    pub state: RoundState,
    /// In the order of the plan.
    pub stops: Vec<StopView>,
    /// Written by the team afterwards, one per line.
    pub difficulties: Vec<String>,
    /// Written by the team afterwards, one per line.
    pub proposals: Vec<String>,
}

/// A stop of a round.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct StopView {
    /// UUIDv7; absent in a request for a new stop.
    #[serde(default = "Uuid::now_v7")]
    pub id: Uuid,
    /// Village ids.
    pub villages: Vec<String>,
    /// ISO date.
    pub date: String,
    /// `08:00`.
    pub from: String,
    /// `11:00`.
    pub to: String,
    /// Where.
    pub place: String,
    /// Account ids.
    #[serde(default)]
    pub team: Vec<Uuid>,
    /// A word for the announcement.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// What is sent to make or change a round.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
pub struct RoundInput {
    /// Name.
    pub name: String,
    /// `draft`, `published` or `done`; absent = unchanged (`draft` for a new one).
    #[serde(default)]
    pub state: Option<RoundState>,
    /// Stops; those left out are removed.
    #[serde(default)]
    pub stops: Vec<StopView>,
    /// Difficulties.
    #[serde(default)]
    pub difficulties: Vec<String>,
    /// Proposals.
    #[serde(default)]
    pub proposals: Vec<String>,
}

const TEXT_CHARS: usize = 300;
const REMARKS: usize = 100;
const REMARK_CHARS: usize = 2_000;

/// Refuses what could not be printed or announced, with the fields at fault.
pub fn verify(input: &RoundInput, config: &Config) -> ApiResult<()> {
    let mut error = ApiError::new(Code::InvalidInput);
    let mut wrong = false;
    let mut fault = |field: String, code: &str| {
        wrong = true;
        error = std::mem::replace(&mut error, ApiError::new(Code::InvalidInput)).field(field, code);
    };
    if !text_fits(&input.name) {
        fault("name".into(), "required");
    }
    if input.stops.len() > limits::STOPS {
        fault("stops".into(), "too_many");
    }
    for (index, stop) in input.stops.iter().take(limits::STOPS).enumerate() {
        let field = |name: &str| format!("stops[{index}].{name}");
        if stop.villages.is_empty() {
            fault(field("villages"), "required");
        }
        if stop
            .villages
            .iter()
            .any(|id| !config.villages.iter().any(|village| &village.id == id))
        {
            fault(field("villages"), "unknown");
        }
        if domain::date::parse_date(&stop.date).is_err() {
            fault(field("date"), "not_a_date");
        }
        match (domain::date::parse_time(&stop.from), domain::date::parse_time(&stop.to)) {
            (Ok(from), Ok(to)) if from < to => {}
            (Ok(_), Ok(_)) => fault(field("to"), "not_after_from"),
            (Err(_), _) => fault(field("from"), "not_a_time"),
            (Ok(_), Err(_)) => fault(field("to"), "not_a_time"),
        }
        if !text_fits(&stop.place) {
            fault(field("place"), "required");
        }
        if stop
            .note
            .as_ref()
            .is_some_and(|note| note.chars().count() > REMARK_CHARS)
        {
            fault(field("note"), "too_long");
        }
        if stop.team.len() > REMARKS {
            fault(field("team"), "too_many");
        }
    }
    for (name, remarks) in [("difficulties", &input.difficulties), ("proposals", &input.proposals)] {
        if remarks.len() > REMARKS || remarks.iter().any(|remark| remark.chars().count() > REMARK_CHARS) {
            fault(name.into(), "too_long");
        }
    }
    if wrong { Err(error) } else { Ok(()) }
}

fn text_fits(text: &str) -> bool {
    !text.trim().is_empty() && text.chars().count() <= TEXT_CHARS
}
