//! `POST /api/doubles/search`: compares everybody with everybody.

use std::collections::HashMap;

use axum::Json;
use axum::extract::State;
use domain::permissions::Action;
use register::merge::{Double, WORTH_A_LOOK, doubles};
use serde::{Deserialize, Serialize};
use store::StoreError;
use store::office::worksheets::Worksheet;
use uuid::Uuid;

use super::pairs::{Content, KIND, MOST, PairState, id};
use crate::error::{ApiError, ApiResult};
use crate::limits;
use crate::session::Caller;
use crate::state::{App, AppState};
use crate::whole::Whole;

/// Worksheets that keep what each search did.
const RUN: &str = "double_run";

/// A change of the probability that is worth writing.
const NOTICED: f64 = 0.05;

/// What a search did: the evidence that it was made.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
pub struct RunView {
    /// When.
    pub at: String,
    /// Who.
    pub by: Uuid,
    /// Name of who.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by_name: Option<String>,
    /// The least probability of a pair that is shown.
    pub threshold: f64,
    /// How many people were compared.
    pub people: usize,
    /// Pairs that were found.
    pub found: usize,
    /// Of these, pairs that nobody was asked about before.
    pub new: usize,
    /// Of these, pairs that somebody decided before.
    pub decided: usize,
    /// Pairs that waited and were not found any more.
    pub withdrawn: usize,
    /// There were more pairs than are kept; the most probable were.
    pub more: bool,
}

/// Searches. What was decided stays decided; what waits is compared anew.
#[utoipa::path(post, path = "/api/doubles/search", tag = "doubles", responses((status = 200, body = RunView)))]
pub async fn search(State(app): State<AppState>, caller: Caller) -> ApiResult<Json<RunView>> {
    caller.must(Action::MergePeople)?;
    let whole = Whole::load(&app).await?;
    let people = whole.persons.iter().filter(|person| person.gone.is_none()).count();
    let mut found = tokio::task::spawn_blocking(move || doubles(&whole.register()))
        .await
        .map_err(ApiError::internal)?;
    let more = found.len() > limits::DOUBLES;
    found.truncate(limits::DOUBLES);
    let mut run = RunView {
        at: app.clock.now_text(),
        by: caller.actor.account,
        by_name: Some(caller.session.account.display_name.clone()),
        threshold: WORTH_A_LOOK,
        people,
        found: found.len(),
        more,
        ..RunView::default()
    };
    keep(&app, found, &mut run).await?;
    let text = serde_json::to_string(&run)?;
    let key = Uuid::now_v7().to_string();
    app.store
        .create_worksheet(
            app.commune(),
            (RUN, &key),
            ("done", &text),
            &[],
            (Some(run.by), &run.at),
        )
        .await?;
    Ok(Json(run))
}

/// The last search.
pub async fn last(app: &App) -> ApiResult<Option<RunView>> {
    let runs = app.store.worksheets(app.commune(), RUN, None, 1).await?;
    let run = runs.first().map(|run| serde_json::from_str(&run.body));
    Ok(run.transpose()?)
}

/// Keeps what is new, brings up to date what waits, and withdraws what is not found any more.
async fn keep(app: &App, found: Vec<Double>, run: &mut RunView) -> ApiResult<()> {
    let known = app.store.worksheets(app.commune(), KIND, None, MOST).await?;
    let mut known: HashMap<String, Worksheet> = known.into_iter().map(|sheet| (sheet.id.clone(), sheet)).collect();
    let mut new = Vec::new();
    for double in found {
        match known.remove(&id(&double)) {
            None => new.push((id(&double), Content::from(double).text()?)),
            Some(sheet) => match PairState::from_code(&sheet.state) {
                Some(PairState::Open | PairState::Withdrawn) => compare_anew(app, &sheet, double, run).await?,
                Some(PairState::Same | PairState::Different | PairState::Parted) | None => run.decided += 1,
            },
        }
    }
    run.new = new.len();
    if !new.is_empty() {
        let by = (Some(run.by), run.at.as_str());
        let (kind, open) = (KIND, PairState::Open.code());
        app.store
            .create_worksheets(app.commune(), (kind, open), &new, by)
            .await?;
    }
    // Beyond the limit nothing can be said about what was not found.
    if !run.more {
        for sheet in known.values().filter(|sheet| sheet.state == PairState::Open.code()) {
            let moved = step(app, sheet, PairState::Withdrawn, &sheet.body, run).await?;
            run.withdrawn += usize::from(moved);
        }
    }
    Ok(())
}

async fn compare_anew(app: &App, sheet: &Worksheet, double: Double, run: &RunView) -> ApiResult<()> {
    let mut content: Content = serde_json::from_str(&sheet.body)?;
    if says_the_same(&content.double, &double) && sheet.state == PairState::Open.code() {
        return Ok(());
    }
    content.double = double;
    step(app, sheet, PairState::Open, &content.text()?, run).await?;
    Ok(())
}

/// Every search learns a little from what changed elsewhere; only what a person would notice is written.
fn says_the_same(one: &Double, other: &Double) -> bool {
    let codes = |double: &Double| -> Vec<String> {
        let codes = double.reasons.iter().filter_map(|reason| reason.split(':').next());
        codes.map(str::to_owned).collect()
    };
    (one.probability - other.probability).abs() < NOTICED && codes(one) == codes(other)
}

/// Moves a worksheet unless somebody decided meanwhile; says whether it did.
async fn step(app: &App, sheet: &Worksheet, to: PairState, body: &str, run: &RunView) -> ApiResult<bool> {
    let (key, states) = ((KIND, sheet.id.as_str()), (sheet.state.as_str(), to.code()));
    let by = (Some(run.by), run.at.as_str());
    match app
        .store
        .move_worksheet(app.commune(), key, states, body, &[], by)
        .await
    {
        Ok(()) => Ok(true),
        Err(StoreError::Taken(_)) => Ok(false),
        Err(error) => Err(error.into()),
    }
}
