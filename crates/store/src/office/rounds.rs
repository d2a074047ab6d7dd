//! Rounds and their stops.

use uuid::Uuid;

use super::audit::audit;
use crate::Store;
use crate::db::{Query, Row, Tx, to_json};
use crate::error::{Result, StoreError};
use crate::schema::{self, row};

/// Where a round stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoundState {
    /// Being planned; not public.
    Draft,
    /// On the public schedule.
    Published,
    /// Held.
    Done,
}

impl RoundState {
    /// Stable code.
    pub fn code(self) -> &'static str {
        match self {
            RoundState::Draft => "draft",
            RoundState::Published => "published",
            RoundState::Done => "done",
        }
    }

    /// The state of a code.
    pub fn from_code(code: &str) -> Option<RoundState> {
        [RoundState::Draft, RoundState::Published, RoundState::Done]
            .into_iter()
            .find(|state| state.code() == code)
    }
}

/// A stop of a round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stop {
    /// Id.
    pub id: Uuid,
    /// Village ids.
    pub villages: Vec<String>,
    /// ISO date.
    pub date: String,
    /// `08:00`.
    pub from: String,
    /// `11:00`.
    pub to: String,
    /// Where, in words.
    pub place: String,
    /// Accounts of the team.
    pub team: Vec<Uuid>,
    /// Note.
    pub note: String,
}

/// A round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Round {
    /// Id.
    pub id: Uuid,
    /// Name.
    pub name: String,
    /// State.
    pub state: RoundState,
    /// Stops in their order.
    pub stops: Vec<Stop>,
    /// Difficulties, for the report.
    pub difficulties: String,
    /// Proposals, for the report.
    pub proposals: String,
}

impl Round {
    /// The stops' ids: the [`crate::read::period::Period`] of the round's report.
    pub fn stop_ids(&self) -> Vec<Uuid> {
        self.stops.iter().map(|stop| stop.id).collect()
    }
}

const ROUNDS: &str = "SELECT id, name, state, difficulties, proposals FROM round WHERE commune = ";
const STOPS: &str =
    "SELECT id, villages, date, from_time, to_time, place, team, note, round FROM stop WHERE commune = ";
/// Rounds that a list gives, at most; a commune holds a few dozen a year.
const MOST_ROUNDS: i64 = 500;

fn read_round(row: &Row) -> Result<Round> {
    let state = RoundState::from_code(&row.text(2)?);
    Ok(Round {
        id: row.uuid(0)?,
        name: row.text(1)?,
        state: state.ok_or_else(|| StoreError::Corrupt("state of a round".to_owned()))?,
        stops: Vec::new(),
        difficulties: row.text(3)?,
        proposals: row.text(4)?,
    })
}

fn read_stop(row: &Row) -> Result<Stop> {
    Ok(Stop {
        id: row.uuid(0)?,
        villages: row.json(1)?,
        date: row.text(2)?,
        from: row.text(3)?,
        to: row.text(4)?,
        place: row.text(5)?,
        team: row.json::<Vec<Uuid>>(6)?,
        note: row.text(7)?,
    })
}

impl Store {
    /// Rounds, newest first.
    pub async fn rounds(&self, commune: &str) -> Result<Vec<Round>> {
        let mut query = Query::new(ROUNDS);
        query
            .value(commune)
            .text(" ORDER BY created_at DESC, id DESC LIMIT ")
            .value(MOST_ROUNDS);
        let mut rounds = self
            .db
            .fetch_all(query)
            .await?
            .iter()
            .map(read_round)
            .collect::<Result<Vec<_>>>()?;
        let mut query = Query::new(STOPS);
        query.value(commune).text(" ORDER BY round, position LIMIT 20000");
        for row in self.db.fetch_all(query).await? {
            let owner = row.uuid(8)?;
            if let Some(round) = rounds.iter_mut().find(|round| round.id == owner) {
                round.stops.push(read_stop(&row)?);
            }
        }
        Ok(rounds)
    }

    /// One round.
    pub async fn round(&self, commune: &str, id: Uuid) -> Result<Option<Round>> {
        let mut query = Query::new(ROUNDS);
        query.value(commune).text(" AND id = ").value(id);
        let Some(row) = self.db.fetch_optional(query).await? else {
            return Ok(None);
        };
        let mut round = read_round(&row)?;
        let mut query = Query::new(STOPS);
        query
            .value(commune)
            .text(" AND round = ")
            .value(id)
            .text(" ORDER BY position LIMIT 1000");
        round.stops = self
            .db
            .fetch_all(query)
            .await?
            .iter()
            .map(read_stop)
            .collect::<Result<_>>()?;
        Ok(Some(round))
    }

    /// One stop and the round it belongs to.
    pub async fn stop(&self, commune: &str, id: Uuid) -> Result<Option<(Round, Stop)>> {
        let mut query = Query::new("SELECT round FROM stop WHERE commune = ");
        query.value(commune).text(" AND id = ").value(id);
        let Some(row) = self.db.fetch_optional(query).await? else {
            return Ok(None);
        };
        let Some(round) = self.round(commune, row.uuid(0)?).await? else {
            return Ok(None);
        };
        let stop = round.stops.iter().find(|stop| stop.id == id).cloned();
        Ok(stop.map(|stop| (round, stop)))
    }

    /// Creates a round with its stops.
    ///
    /// # Errors
    /// `Taken` when the id is taken.
    pub async fn create_round(&self, commune: &str, round: &Round, by: Option<Uuid>, now: &str) -> Result<()> {
        if self.round(commune, round.id).await?.is_some() {
            return Err(StoreError::Taken("round"));
        }
        self.write_round(commune, round, by, now, "round.create").await
    }

    /// Replaces a round and its stops. A stop that is left out is removed; what was done there keeps its id.
    pub async fn update_round(&self, commune: &str, round: &Round, by: Option<Uuid>, now: &str) -> Result<()> {
        self.round(commune, round.id).await?.ok_or(StoreError::NotFound)?;
        self.write_round(commune, round, by, now, "round.update").await
    }

    async fn write_round(&self, commune: &str, round: &Round, by: Option<Uuid>, now: &str, action: &str) -> Result<()> {
        let mut tx = self.db.begin().await?;
        let values = row![
            commune,
            round.id,
            round.name.as_str(),
            round.state.code(),
            round.difficulties.as_str(),
            round.proposals.as_str(),
            now
        ];
        schema::ROUND.upsert(&mut tx, vec![values]).await?;
        write_stops(&mut tx, commune, round).await?;
        audit(
            &mut tx,
            commune,
            now,
            by,
            action,
            &round.id.to_string(),
            round.state.code(),
        )
        .await?;
        tx.commit().await
    }
}

async fn write_stops(tx: &mut Tx, commune: &str, round: &Round) -> Result<()> {
    tx.execute(
        Query::new("DELETE FROM stop WHERE commune = $1 AND round = $2")
            .bind(commune)
            .bind(round.id),
    )
    .await?;
    let mut rows = Vec::with_capacity(round.stops.len());
    for (position, stop) in round.stops.iter().enumerate() {
        rows.push(row![
            commune,
            stop.id,
            round.id,
            position as i64,
            stop.date.as_str(),
            stop.from.as_str(),
            stop.to.as_str(),
            stop.place.as_str(),
            stop.note.as_str(),
            to_json(&stop.villages)?,
            to_json(&stop.team.iter().map(ToString::to_string).collect::<Vec<_>>())?,
        ]);
    }
    schema::STOP.insert(tx, rows).await
}
