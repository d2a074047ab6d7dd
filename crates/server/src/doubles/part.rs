//! `POST /api/doubles/{id}/part`: a decision is taken back.

use axum::Json;
use axum::extract::State;
use domain::permissions::{Action, group_of};
use register::Author;
use register::merge::part;
use serde::Serialize;
use uuid::Uuid;
use wire::entry::SubjectKind;
use wire::records::{HouseholdRecord, Record};

use super::decide::{joined, step, write};
use super::pairs::{self, Pair, PairState};
use super::view::{PairView, show};
use crate::error::{ApiResult, Code};
use crate::extract::Segment;
use crate::office::account_names;
use crate::session::Caller;
use crate::state::{App, AppState};

/// The pair after its decision was taken back.
#[derive(Serialize, utoipa::ToSchema)]
pub struct PartedView {
    /// As it is now.
    pub pair: PairView,
    /// Fields that stay as they are because somebody changed them since.
    pub kept: Vec<String>,
}

/// Takes a decision back: what was joined is parted again; what was said to be two people, or was parted, waits again.
#[utoipa::path(post, path = "/api/doubles/{id}/part", tag = "doubles", params(("id" = String, Path)), responses((status = 200, body = PartedView)))]
pub async fn take_back(
    State(app): State<AppState>,
    caller: Caller,
    Segment(id): Segment<String>,
) -> ApiResult<Json<PartedView>> {
    caller.must(Action::MergePeople)?;
    let pair = pairs::one(&app, &caller, &id).await?;
    let kept = match pair.state()? {
        PairState::Same => parted(&app, &caller, &pair).await?,
        PairState::Different | PairState::Parted => {
            let mut content = pair.content.clone();
            content.note = None;
            step(&app, &caller, &pair, PairState::Open, &content).await?;
            Vec::new()
        }
        PairState::Open | PairState::Withdrawn => return Err(Code::AlreadyClosed.into()),
    };
    let pair = pairs::one(&app, &caller, &id).await?;
    let views = show(&app, &caller, vec![pair], &account_names(&app).await?).await?;
    Ok(Json(PartedView {
        pair: views.into_iter().next().ok_or(Code::NotFound)?,
        kept,
    }))
}

/// Parts the two records; returns the fields that stay because somebody changed them since, as far as the caller may know
/// of them.
async fn parted(app: &App, caller: &Caller, pair: &Pair) -> ApiResult<Vec<String>> {
    let merged = joined(pair)?.clone();
    let (keep, drop) = if merged.keep == pair.first.id {
        (&pair.first, &pair.second)
    } else {
        (&pair.second, &pair.first)
    };
    let homes = app
        .store
        .records(app.commune(), SubjectKind::Household, &merged.heads)
        .await?;
    let homes: Vec<&HouseholdRecord> = homes
        .iter()
        .filter_map(|record| match record {
            Record::Household(home) => Some(home),
            Record::Dossier(_)
            | Record::Person(_)
            | Record::Attendance(_)
            | Record::Survey(_)
            | Record::Difficulty(_)
            | Record::HomeVisit(_) => None,
        })
        .collect();
    let now = app.clock.now_text();
    let author = Author {
        account: caller.actor.account,
        at: &now,
    };
    let (entries, mut kept) = part(&merged, keep, drop, &homes, &author, &mut Uuid::now_v7);
    step(app, caller, pair, PairState::Parted, &pair.content).await?;
    write(app, caller, entries).await?;
    kept.retain(|field| caller.actor.may(Action::Read(group_of(field))));
    Ok(kept)
}
