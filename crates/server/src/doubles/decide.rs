//! `POST /api/doubles/{id}`: a person says whether two records are one person.

use axum::Json;
use axum::extract::State;
use domain::permissions::{Action, Role};
use register::Author;
use register::merge::{Merged, merge};
use serde::Deserialize;
use store::read::kept::KeptDecision;
use uuid::Uuid;
use wire::entry::{Entry, Outcome, PushResult};
use wire::records::HouseholdRecord;

use super::pairs::{self, Content, KIND, Pair, PairState};
use super::view::{PairView, show};
use crate::error::{ApiError, ApiResult, Code};
use crate::extract::{Body, Segment};
use crate::limits;
use crate::office::account_names;
use crate::session::Caller;
use crate::state::{App, AppState};
use crate::sync::push::take;

/// A decision about the pair as it was shown.
#[derive(Deserialize, utoipa::ToSchema)]
pub struct Decision {
    /// What it is.
    #[serde(flatten)]
    what: What,
    /// The versions of the first and of the second record that were shown.
    versions: [u32; 2],
    /// Why.
    #[serde(default)]
    note: String,
}

/// What somebody may say of a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(tag = "decision", rename_all = "snake_case")]
pub enum What {
    /// One person.
    Same {
        /// The record that stays.
        keep: Uuid,
    },
    /// Two people.
    Different,
    /// Not now.
    Later,
}

/// Decides. `pair_changed` when a record is no longer as it was shown: nothing is done, look at the pair again.
#[utoipa::path(post, path = "/api/doubles/{id}", tag = "doubles", params(("id" = String, Path)), request_body = Decision, responses((status = 200, body = PairView)))]
pub async fn decide(
    State(app): State<AppState>,
    caller: Caller,
    Segment(id): Segment<String>,
    Body(decision): Body<Decision>,
) -> ApiResult<Json<PairView>> {
    caller.must(Action::MergePeople)?;
    let note = decision.note.trim();
    if note.chars().count() > limits::NOTE_CHARS {
        return Err(ApiError::new(Code::InvalidInput).field("note", "too_long"));
    }
    let pair = pairs::one(&app, &caller, &id).await?;
    let state = pair.state()?;
    if !state.is_undecided() {
        return Err(Code::AlreadyClosed.into());
    }
    let is_listed = pair.first.gone.is_none() && pair.second.gone.is_none();
    if !is_listed || [pair.first.version, pair.second.version] != decision.versions {
        return Err(Code::PairChanged.into());
    }
    let mut content = pair.content.clone();
    content.note = (!note.is_empty()).then(|| note.to_owned());
    match decision.what {
        What::Same { keep } => same(&app, &caller, &pair, content, keep).await?,
        What::Different => step(&app, &caller, &pair, PairState::Different, &content).await?,
        What::Later => {
            content.later = Some(app.clock.now_text());
            step(&app, &caller, &pair, state, &content).await?;
        }
    }
    let pair = pairs::one(&app, &caller, &id).await?;
    let views = show(&app, &caller, vec![pair], &account_names(&app).await?).await?;
    Ok(Json(views.into_iter().next().ok_or(Code::NotFound)?))
}

/// Joins the two. The worksheet is moved first: whoever is second to decide changes nothing.
async fn same(app: &App, caller: &Caller, pair: &Pair, mut content: Content, keep: Uuid) -> ApiResult<()> {
    let (keep, drop) = match keep {
        id if id == pair.first.id => (&pair.first, &pair.second),
        id if id == pair.second.id => (&pair.second, &pair.first),
        _ => return Err(ApiError::new(Code::InvalidInput).field("keep", "unknown")),
    };
    let homes = app.store.households_of_head(app.commune(), drop.id).await?;
    let homes: Vec<&HouseholdRecord> = homes.iter().collect();
    let now = app.clock.now_text();
    let author = Author {
        account: caller.actor.account,
        at: &now,
    };
    let (entries, merged) = merge(keep, drop, &homes, &author, &mut Uuid::now_v7);
    content.merged = Some(merged);
    step(app, caller, pair, PairState::Same, &content).await?;
    let left = entries.last().map(|entry| entry.id);
    let results = write(app, caller, entries).await?;
    let has_left = |result: &PushResult| Some(result.id) == left && is_written(result);
    if results.iter().any(has_left) {
        return Ok(());
    }
    // Somebody took the record out of the list in this very moment: the question is open again.
    content.merged = None;
    let (key, states) = (
        (KIND, pair.sheet.id.as_str()),
        (PairState::Same.code(), PairState::Open.code()),
    );
    let by = (Some(caller.actor.account), now.as_str());
    app.store
        .move_worksheet(app.commune(), key, states, &content.text()?, &[], by)
        .await?;
    Err(Code::PairChanged.into())
}

/// Moves the pair from the state in which it was read.
pub async fn step(app: &App, caller: &Caller, pair: &Pair, to: PairState, content: &Content) -> ApiResult<()> {
    let (key, states) = ((KIND, pair.sheet.id.as_str()), (pair.sheet.state.as_str(), to.code()));
    let (text, now) = (content.text()?, app.clock.now_text());
    let by = (Some(caller.actor.account), now.as_str());
    app.store
        .move_worksheet(app.commune(), key, states, &text, &[], by)
        .await?;
    Ok(())
}

/// Writes the entries of joining or parting. Both records belong to one person, so everything goes along, also a fact that
/// the caller may neither read nor write and is not shown: it would be lost to the person otherwise. What somebody else
/// changed in this very moment stays as they wrote it.
pub async fn write(app: &App, caller: &Caller, entries: Vec<Entry>) -> ApiResult<Vec<PushResult>> {
    let mut joiner = caller.clone();
    joiner.actor.roles.push(Role::Social);
    let results = take(app, &joiner, entries).await?;
    let now = app.clock.now_text();
    for result in results.iter().filter(|result| !is_written(result)) {
        app.store
            .close_kept(
                app.commune(),
                result.id,
                KeptDecision::KeepTheirs,
                "",
                caller.actor.account,
                &now,
            )
            .await?;
    }
    Ok(results)
}

fn is_written(result: &PushResult) -> bool {
    match result.outcome {
        Outcome::Applied | Outcome::Merged => true,
        Outcome::Conflict { .. } | Outcome::Refused { .. } | Outcome::Held { .. } => false,
    }
}

/// The facts of a joining, when the pair was joined.
pub fn joined(pair: &Pair) -> ApiResult<&Merged> {
    Ok(pair.content.merged.as_ref().ok_or(Code::AlreadyClosed)?)
}
