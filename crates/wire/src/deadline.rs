//! A due date and how it was counted, as JSON.

use domain::date::{format_date, format_date_time};
use domain::deadline as core;
use serde::{Deserialize, Serialize};

/// A time limit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Limit {
    /// Number of days.
    pub days: u16,
    /// `working_day` or `calendar_day`.
    pub unit: String,
}

impl From<core::Limit> for Limit {
    fn from(value: core::Limit) -> Self {
        Self {
            days: value.days,
            unit: value.unit.code().to_owned(),
        }
    }
}

/// One day of the count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CountedDay {
    /// The day.
    pub date: String,
    /// Is it counted?
    pub counts: bool,
    /// Why not (or why a Saturday is), in Vietnamese.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// Stable code of the reason.
    pub why_code: String,
}

/// Something the officer should know about the date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DeadlineNote {
    /// Stable code.
    pub code: String,
    /// The day it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// The name of that day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
}

/// When the result is due and how that was counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DeadlineAnswer {
    /// Code of the procedure.
    pub procedure: String,
    /// When the dossier was first received.
    pub received: String,
    /// When it was complete.
    pub complete: String,
    /// The first counted day; absent while the clock does not run.
    pub starts: Option<String>,
    /// By when the dossier must be with the deciding office.
    pub transfer_by: String,
    /// The appointment; `null` while the clock does not run or if no verified limit is known.
    pub due: Option<String>,
    /// The limit; `null` if not known.
    pub limit: Option<Limit>,
    /// `confirmed`, `single_source` or `unverified`: how sure the limit is.
    pub confidence: String,
    /// Every day after reception up to the due day.
    pub days: Vec<CountedDay>,
    /// `running`, `waiting_for_supplement` or `stopped`.
    pub state: String,
    /// Moved by an apology letter.
    pub extended: bool,
    /// Legal citations.
    pub basis: Vec<String>,
    /// What the officer should know.
    pub notes: Vec<DeadlineNote>,
}

impl DeadlineAnswer {
    /// From the domain's answer; `word` gives the Vietnamese word for a reason code, from the rules.
    pub fn new(
        procedure: &str,
        answer: &core::Deadline,
        confidence: &str,
        basis: Vec<String>,
        word: &dyn Fn(&str) -> Option<String>,
    ) -> Self {
        Self {
            procedure: procedure.to_owned(),
            received: format_date_time(answer.received),
            complete: format_date_time(answer.complete),
            starts: answer.starts.map(format_date),
            transfer_by: format_date_time(answer.transfer_by),
            due: answer.due.map(format_date_time),
            limit: answer.limit.map(Limit::from),
            confidence: confidence.to_owned(),
            days: answer
                .days
                .iter()
                .map(|day| CountedDay {
                    date: format_date(day.date),
                    counts: day.counts,
                    why: day.label.clone().or_else(|| word(day.why_code)),
                    why_code: day.why_code.to_owned(),
                })
                .collect(),
            state: answer.state.code().to_owned(),
            extended: answer.extended,
            basis,
            notes: answer
                .notes
                .iter()
                .map(|note| match note {
                    core::DeadlineNote::Proposal { date, label } => DeadlineNote {
                        code: note.code().to_owned(),
                        date: Some(format_date(*date)),
                        label: Some(label.clone()),
                    },
                    core::DeadlineNote::CalendarNotKnown(_)
                    | core::DeadlineNote::OutOfHours
                    | core::DeadlineNote::TransferNextDay
                    | core::DeadlineNote::SupplementRequestedLate
                    | core::DeadlineNote::SupplementRequestedAgain
                    | core::DeadlineNote::ExtensionWithoutDate
                    | core::DeadlineNote::ExtensionLate
                    | core::DeadlineNote::LimitUnverified => DeadlineNote {
                        code: note.code().to_owned(),
                        date: None,
                        label: None,
                    },
                })
                .collect(),
        }
    }
}
