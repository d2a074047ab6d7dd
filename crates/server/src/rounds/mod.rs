//! Rounds of mobile days: planned by the office, shown to everybody once published.

pub mod edit;
pub mod list;
pub mod papers;
pub mod poster;
pub mod texts;
pub mod texts_of_round;
pub mod view;

use store::office::rounds as stored;
use uuid::Uuid;

use crate::error::{ApiResult, Code};
use crate::state::App;
use view::{RoundState, RoundView, StopView};

/// All rounds, newest first.
pub async fn all(app: &App) -> ApiResult<Vec<RoundView>> {
    Ok(app
        .store
        .rounds(app.commune())
        .await?
        .into_iter()
        .map(RoundView::from)
        .collect())
}

/// One round.
pub async fn one(app: &App, id: Uuid) -> ApiResult<RoundView> {
    let round = app.store.round(app.commune(), id).await?.ok_or(Code::NotFound)?;
    Ok(round.into())
}

impl From<stored::RoundState> for RoundState {
    fn from(state: stored::RoundState) -> Self {
        match state {
            stored::RoundState::Draft => Self::Draft,
            stored::RoundState::Published => Self::Published,
            stored::RoundState::Done => Self::Done,
        }
    }
}

impl From<RoundState> for stored::RoundState {
    fn from(state: RoundState) -> Self {
        match state {
            RoundState::Draft => Self::Draft,
            RoundState::Published => Self::Published,
            RoundState::Done => Self::Done,
        }
    }
}

impl From<stored::Stop> for StopView {
    fn from(stop: stored::Stop) -> Self {
        Self {
            id: stop.id,
            villages: stop.villages,
            date: stop.date,
            from: stop.from,
            to: stop.to,
            place: stop.place,
            team: stop.team,
            note: Some(stop.note).filter(|note| !note.trim().is_empty()),
        }
    }
}

impl From<StopView> for stored::Stop {
    fn from(stop: StopView) -> Self {
        Self {
            id: stop.id,
            villages: stop.villages,
            date: stop.date,
            from: stop.from,
            to: stop.to,
            place: stop.place,
            team: stop.team,
            note: stop.note.unwrap_or_default(),
        }
    }
}

impl From<stored::Round> for RoundView {
    fn from(round: stored::Round) -> Self {
        Self {
            id: round.id,
            name: round.name,
            state: round.state.into(),
            stops: round.stops.into_iter().map(StopView::from).collect(),
            difficulties: lines(&round.difficulties),
            proposals: lines(&round.proposals),
        }
    }
}

impl From<RoundView> for stored::Round {
    fn from(round: RoundView) -> Self {
        Self {
            id: round.id,
            name: round.name,
            state: round.state.into(),
            stops: round.stops.into_iter().map(stored::Stop::from).collect(),
            difficulties: round.difficulties.join("\n"),
            proposals: round.proposals.join("\n"),
        }
    }
}

fn lines(text: &str) -> Vec<String> {
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect()
}
