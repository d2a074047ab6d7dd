//! `GET /api/stops/{id}/package`: what a device takes along to a stop.

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::permissions::Action;
use serde::Serialize;
use store::read::changes::Scope;
use uuid::Uuid;
use wire::dossier::DossierStatus;
use wire::narrow::narrow;
use wire::records::Record;

use crate::error::{ApiResult, Code};
use crate::extract::Segment;
use crate::rounds::view::{RoundView, StopView};
use crate::session::Caller;
use crate::state::AppState;

/// The small index names at most so many people.
const MAX_INDEX: u32 = 100_000;
/// Records of one package; a stop serves a few villages.
const MAX_RECORDS: usize = 50_000;
/// Records per read.
const STEP: u32 = 1_000;

/// What a device takes along.
#[derive(Serialize, utoipa::ToSchema)]
pub struct Package {
    /// The stop.
    pub stop: StopView,
    /// Its round.
    pub round: RoundView,
    /// People, households, open dossiers, results to hand over, home visits of the stop's villages.
    pub records: Vec<Record>,
    /// Enough of everybody in the commune to be found.
    pub index: Vec<IndexEntry>,
    /// Hash of the rules.
    pub rules_version: String,
    /// For `changes`.
    pub cursor: i64,
    /// Size of this package as JSON, bytes.
    pub bytes: usize,
    /// The limit of records was reached: the rest comes with `changes`.
    pub more: bool,
}

/// Somebody of the commune, as small as possible.
#[derive(Serialize, utoipa::ToSchema)]
pub struct IndexEntry {
    /// Person.
    pub id: Uuid,
    /// Name.
    pub full_name: String,
    /// Year.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birth_year: Option<String>,
    /// Last four digits of the personal id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id_tail: Option<String>,
    /// Village id.
    pub village: String,
    /// Household.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub household: Option<Uuid>,
    /// Head of the household, when it is somebody else.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub head_name: Option<String>,
}

/// The package.
#[utoipa::path(get, path = "/api/stops/{id}/package", tag = "sync", params(("id" = Uuid, Path)), responses((status = 200, body = Package)))]
pub async fn take(State(app): State<AppState>, caller: Caller, Segment(id): Segment<Uuid>) -> ApiResult<Response> {
    caller.must(Action::CarryStop)?;
    let (round, stop) = app.store.stop(app.commune(), id).await?.ok_or(Code::NotFound)?;
    let scope = Scope {
        villages: Some(stop.villages.clone()),
        stop: Some(stop.id),
    };
    let mut records = Vec::new();
    let mut cursor = 0;
    let mut more = true;
    while more && records.len() < MAX_RECORDS {
        let changes = app.store.changes(app.commune(), cursor, &scope, STEP).await?;
        (cursor, more) = (changes.cursor, changes.more);
        let carried = changes.records.iter().filter(|record| is_carried(record));
        records.extend(
            carried
                .filter_map(|record| narrow(record, &caller.actor))
                .map(|(record, _)| record),
        );
    }
    let index = app.store.search_index(app.commune(), None, None, MAX_INDEX).await?;
    let index = index
        .into_iter()
        .map(|row| IndexEntry {
            head_name: row.head_name.filter(|_| row.head != Some(row.id)),
            id: row.id,
            full_name: row.full_name,
            birth_year: row.birth_year,
            id_tail: row.id_tail,
            village: row.village,
            household: row.household,
        })
        .collect();
    crate::reads::note(&app, &caller, "stop", id, "carry").await?;
    let mut package = Package {
        stop: StopView::from(stop),
        round: RoundView::from(round),
        records,
        index,
        rules_version: app.law.version().to_owned(),
        cursor,
        bytes: 0,
        more,
    };
    package.bytes = serde_json::to_vec(&package)?.len();
    Ok((
        [(header::CONTENT_TYPE, "application/json")],
        serde_json::to_vec(&package)?,
    )
        .into_response())
}

/// Closed dossiers, served people and surveys stay in the office.
fn is_carried(record: &Record) -> bool {
    match record {
        Record::Dossier(dossier) => !matches!(dossier.status, DossierStatus::HandedOver | DossierStatus::Stopped),
        Record::Person(person) => person.gone.is_none(),
        Record::Household(_) | Record::HomeVisit(_) => true,
        Record::Attendance(_) | Record::Survey(_) | Record::Difficulty(_) => false,
    }
}
