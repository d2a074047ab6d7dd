//! The numbers after a round and after a month (F22), each with its list.

pub mod document;
pub mod show;
pub mod surveys;

use serde::Serialize;
use store::read::period::Period;
use store::read::report::NumberList;
use uuid::Uuid;
use wire::records::Record;

use crate::error::{ApiError, ApiResult, Code};
use crate::rounds;
use crate::state::App;

/// Difficulties and proposals named in one report.
const REMARKS: u32 = 200;

/// A report.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ReportView {
    /// Title, in Vietnamese.
    pub title: String,
    /// `2026-11`, or the days of the round.
    pub period: String,
    /// The numbers.
    pub numbers: Vec<ReportNumber>,
    /// Difficulties, of the team and from the journal.
    pub difficulties: Vec<String>,
    /// Proposals.
    pub proposals: Vec<String>,
    /// The survey.
    pub satisfaction: surveys::SurveyView,
}

/// A number and the list behind it.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ReportNumber {
    /// Stable code.
    pub code: String,
    /// Value.
    pub value: i64,
    /// Address of the list; absent where there is none.
    pub list: Option<String>,
}

/// What a report is about.
#[derive(Debug, Clone)]
pub enum About {
    /// A round.
    Round(Uuid),
    /// `2026-11`.
    Month(String),
}

/// Counts.
pub async fn report(app: &App, about: &About) -> ApiResult<ReportView> {
    let (title, named, period, query, own) = match about {
        About::Round(id) => {
            let round = rounds::one(app, *id).await?;
            let days: Vec<&str> = round.stops.iter().map(|stop| stop.date.as_str()).collect();
            let named = match (days.iter().min(), days.iter().max()) {
                (Some(first), Some(last)) if first == last => (*first).to_owned(),
                (Some(first), Some(last)) => format!("{first}/{last}"),
                _ => String::new(),
            };
            let period = Period::Stops(round.stops.iter().map(|stop| stop.id).collect());
            (
                format!("Kết quả {}", round.name),
                named,
                period,
                format!("round={id}"),
                (round.difficulties, round.proposals),
            )
        }
        About::Month(month) => {
            if !crate::office::dossiers::is_month(month) {
                return Err(ApiError::new(Code::NotFound));
            }
            let (year, number) = month.split_at(4);
            let title = format!(
                "Kết quả tháng {} năm {year}",
                number.trim_start_matches('-').trim_start_matches('0')
            );
            (
                title,
                month.clone(),
                Period::Month(month.clone()),
                format!("month={month}"),
                Default::default(),
            )
        }
    };
    let numbers = app
        .store
        .report_numbers(app.commune(), &period, &app.clock.today_text())
        .await?;
    let numbers = numbers
        .into_iter()
        .map(|number| ReportNumber {
            code: number.code.to_owned(),
            value: number.value,
            list: list(&number.list, &query),
        })
        .collect();
    let (mut difficulties, mut proposals) = own;
    difficulties.extend(remarks(app, "difficulty", &period).await?);
    proposals.extend(remarks(app, "proposal", &period).await?);
    Ok(ReportView {
        title,
        period: named,
        numbers,
        difficulties,
        proposals,
        satisfaction: surveys::summary(app, &period).await?,
    })
}

fn list(list: &NumberList, query: &str) -> Option<String> {
    match list {
        NumberList::Dossiers(list) => Some(format!("/api/dossiers?list={}&{query}", list.code())),
        NumberList::NewlyFound => Some(format!("/api/people?list=newly_found&{query}")),
        NumberList::Difficulties(kind) => Some(format!("/api/difficulties?kind={kind}&{query}")),
        NumberList::Attendances => Some(format!("/api/attendances?{query}")),
        NumberList::None => None,
    }
}

async fn remarks(app: &App, kind: &str, period: &Period) -> ApiResult<Vec<String>> {
    let records = app
        .store
        .difficulties(app.commune(), Some(kind), Some(period), REMARKS)
        .await?;
    Ok(records
        .into_iter()
        .filter_map(|record| match record {
            Record::Difficulty(difficulty) => Some(difficulty.text),
            _ => None,
        })
        .collect())
}
