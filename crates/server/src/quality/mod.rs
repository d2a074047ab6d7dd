//! `GET /api/quality`: what the list still lacks, village by village, and how that shrinks.

use axum::Json;
use axum::extract::State;
use domain::permissions::Action;
use entitlement::quality::{OpenWork, VillageQuality, report};
use serde::{Deserialize, Serialize};
use store::StoreError;

use crate::doubles::pairs::{self, PairState};
use crate::error::ApiResult;
use crate::extract::Params;
use crate::session::Caller;
use crate::state::{App, AppState};
use crate::whole::Whole;

/// Worksheets that keep the report as it was: one a month, its id is the month.
const KIND: &str = "quality";
/// Worksheets of imports, and the state of a row whose village somebody must still find.
const IMPORT: (&str, &str, &str) = ("import", "applied", "unplaced");
/// Reports and imports that are read at most.
const MOST: u32 = 1_000;

/// With which earlier report to compare.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct QualityAsked {
    /// Month of a kept report, `2026-10`; without it the newest of an earlier month, or else this month's own.
    since: Option<String>,
}

/// What the list lacks.
#[derive(Serialize, utoipa::ToSchema)]
pub struct QualityView {
    /// Today.
    pub today: String,
    /// When the report was made with which this one is compared.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<String>,
    /// Months whose first report is kept, the last first.
    pub months: Vec<String>,
    /// The commune first, then its villages.
    pub villages: Vec<VillageQuality>,
}

/// The report. The first of a month is kept for comparison.
#[utoipa::path(get, path = "/api/quality", tag = "quality", params(QualityAsked), responses((status = 200, body = QualityView)))]
pub async fn show(
    State(app): State<AppState>,
    caller: Caller,
    Params(asked): Params<QualityAsked>,
) -> ApiResult<Json<QualityView>> {
    caller.must(Action::ReadQuality)?;
    let (whole, open) = (Whole::load(&app).await?, Open::count(&app).await?);
    let (today, now) = (app.clock.today_text(), app.clock.now_text());
    let month = today.get(..7).unwrap_or(&today);
    let first = serde_json::to_string(&open.report(&whole, None))?;
    let by = (Some(caller.actor.account), now.as_str());
    let made = app
        .store
        .create_worksheet(app.commune(), (KIND, month), ("kept", &first), &[], by)
        .await;
    match made {
        // Somebody looked at it in this month before.
        Ok(()) | Err(StoreError::Taken(_)) => {}
        Err(error) => return Err(error.into()),
    }
    let kept = app.store.worksheets(app.commune(), KIND, None, MOST).await?;
    let earlier = match &asked.since {
        Some(since) => kept.iter().find(|sheet| &sheet.id == since),
        None => kept.iter().find(|sheet| sheet.id.as_str() < month).or(kept.first()),
    };
    let before: Option<Vec<VillageQuality>> = earlier.map(|sheet| serde_json::from_str(&sheet.body)).transpose()?;
    Ok(Json(QualityView {
        since: earlier.map(|sheet| sheet.created_at.clone()),
        months: kept.iter().map(|sheet| sheet.id.clone()).collect(),
        villages: open.report(&whole, before.as_deref()),
        today,
    }))
}

/// Work that waits for a person.
struct Open {
    work: OpenWork,
    pairs: u32,
    rows: u32,
}

impl Open {
    async fn count(app: &App) -> ApiResult<Open> {
        let mut open = Open {
            work: OpenWork::default(),
            pairs: 0,
            rows: 0,
        };
        for pair in pairs::load(app, PairState::Open).await? {
            open.pairs += 1;
            for village in pair.villages() {
                *open.work.doubtful_matches.entry(village.to_owned()).or_default() += 1;
            }
        }
        let (kind, applied, unplaced) = IMPORT;
        for import in app.store.worksheets(app.commune(), kind, Some(applied), MOST).await? {
            let counts = app.store.worksheet_counts(app.commune(), (kind, &import.id)).await?;
            let rows = counts.iter().filter(|(state, _)| state == unplaced);
            open.rows += rows
                .map(|(_, count)| u32::try_from(*count).unwrap_or(u32::MAX))
                .sum::<u32>();
        }
        Ok(open)
    }

    fn report(&self, whole: &Whole, earlier: Option<&[VillageQuality]>) -> Vec<VillageQuality> {
        let mut villages = report(&whole.people(), &self.work, earlier);
        if let Some(commune) = villages.first_mut() {
            // A pair across two villages is one pair of the commune, and a row without a village belongs to none.
            commune.doubtful_matches.without = self.pairs;
            commune.unresolved_places.without = self.rows;
        }
        villages
    }
}
