//! `GET /api/surveys/summary`: sums, from five answers up; and the lists of difficulties and of people served.

use axum::Json;
use axum::extract::State;
use domain::permissions::Action;
use serde::{Deserialize, Serialize};
use store::read::period::Period;
use store::read::surveys::SurveySummary;
use uuid::Uuid;
use wire::records::Record;

use crate::error::{ApiError, ApiResult, Code};
use crate::extract::Params;
use crate::limits;
use crate::office::dossiers::period;
use crate::office::own_villages;
use crate::session::Caller;
use crate::state::{App, AppState};

/// Sums of the survey.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct SurveyView {
    /// Answered surveys.
    pub answers: i64,
    /// Fewer than five: nothing more is shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub too_few: Option<bool>,
    /// Sums per question, in the order of the survey.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub questions: Vec<QuestionSums>,
}

/// Sums of a question.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct QuestionSums {
    /// Question code.
    pub code: String,
    /// The question.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Every option, also those that nobody chose.
    pub options: Vec<OptionSum>,
}

/// How often an option was chosen.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct OptionSum {
    /// Option code.
    pub code: String,
    /// The option.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// How often.
    pub count: i64,
}

/// A stop, a round or a month.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PeriodAsked {
    stop: Option<Uuid>,
    round: Option<Uuid>,
    month: Option<String>,
    /// `difficulty` or `proposal`.
    kind: Option<String>,
    limit: Option<u32>,
}

/// The sums of a round or a month.
#[utoipa::path(get, path = "/api/surveys/summary", tag = "reports", params(PeriodAsked), responses((status = 200, body = SurveyView)))]
pub async fn show(
    State(app): State<AppState>,
    caller: Caller,
    Params(asked): Params<PeriodAsked>,
) -> ApiResult<Json<SurveyView>> {
    caller.must(Action::ReadSurveySums)?;
    // Sums of a single stop would point at the people of one morning.
    let period = period(&app, None, asked.round, asked.month).await?;
    let period = period.ok_or_else(|| ApiError::new(Code::InvalidInput).field("month", "required"))?;
    Ok(Json(summary(&app, &period).await?))
}

/// The sums with the words of today's survey.
pub async fn summary(app: &App, period: &Period) -> ApiResult<SurveyView> {
    let (answers, counts) = match app.store.survey_summary(app.commune(), period).await? {
        SurveySummary::TooFew { answers } => {
            return Ok(SurveyView {
                answers,
                too_few: Some(true),
                questions: Vec::new(),
            });
        }
        SurveySummary::Shown { answers, questions } => (answers, questions),
    };
    let known = app
        .law
        .book()
        .survey(app.clock.today())
        .map(|survey| survey.questions.as_slice())
        .unwrap_or_default();
    let mut questions: Vec<QuestionSums> = known
        .iter()
        .map(|question| {
            let counted = counts.get(&question.code);
            let options = question.options.iter().map(|option| OptionSum {
                code: option.code.clone(),
                label: Some(option.label.clone()),
                count: counted
                    .and_then(|counted| counted.get(&option.code))
                    .copied()
                    .unwrap_or_default(),
            });
            QuestionSums {
                code: question.code.clone(),
                text: Some(question.text.clone()),
                options: options.collect(),
            }
        })
        .collect();
    // Questions of an older survey stay visible by their codes.
    for (code, counted) in counts
        .iter()
        .filter(|(code, _)| !known.iter().any(|question| &question.code == *code))
    {
        let options = counted.iter().map(|(code, count)| OptionSum {
            code: code.clone(),
            label: None,
            count: *count,
        });
        questions.push(QuestionSums {
            code: code.clone(),
            text: None,
            options: options.collect(),
        });
    }
    Ok(SurveyView {
        answers,
        too_few: None,
        questions,
    })
}

/// Records of a list.
#[derive(Serialize, utoipa::ToSchema)]
pub struct RecordList {
    /// Oldest first.
    pub items: Vec<Record>,
    /// The limit was reached.
    pub more: bool,
}

/// Difficulties and proposals.
#[utoipa::path(get, path = "/api/difficulties", tag = "reports", params(PeriodAsked), responses((status = 200, body = RecordList)))]
pub async fn difficulties(
    State(app): State<AppState>,
    caller: Caller,
    Params(asked): Params<PeriodAsked>,
) -> ApiResult<Json<RecordList>> {
    caller.must(Action::ReadRounds)?;
    let limit = limits::page(asked.limit);
    let period = period(&app, asked.stop, asked.round, asked.month).await?;
    let kind = match asked.kind.as_deref() {
        None => None,
        Some(kind @ ("difficulty" | "proposal")) => Some(kind),
        Some(_) => return Err(ApiError::new(Code::InvalidInput).field("kind", "unknown")),
    };
    let mut items = app
        .store
        .difficulties(app.commune(), kind, period.as_ref(), limit + 1)
        .await?;
    let more = items.len() > limit as usize;
    items.truncate(limit as usize);
    if let Some(own) = own_villages(&caller) {
        items.retain(|record| {
            wire::judge::village_of(record).is_some_and(|village| own.iter().any(|one| one == village))
        });
    }
    Ok(Json(RecordList { items, more }))
}

/// People served: the list behind the number of a report.
#[utoipa::path(get, path = "/api/attendances", tag = "reports", params(PeriodAsked), responses((status = 200, body = RecordList)))]
pub async fn attendances(
    State(app): State<AppState>,
    caller: Caller,
    Params(asked): Params<PeriodAsked>,
) -> ApiResult<Json<RecordList>> {
    caller.must(Action::ReadReports)?;
    let limit = limits::page(asked.limit);
    let period = period(&app, asked.stop, asked.round, asked.month).await?;
    let period = period.ok_or_else(|| ApiError::new(Code::InvalidInput).field("month", "required"))?;
    let mut items = app.store.attendances(app.commune(), &period, limit + 1).await?;
    let more = items.len() > limit as usize;
    items.truncate(limit as usize);
    Ok(Json(RecordList { items, more }))
}
