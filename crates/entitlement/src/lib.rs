//! What a whole list of people says against the law: who is missing out, what a change of law does, whom to pay.
//!
//! - [`missing`]: findings over the whole list, and visit lists per village;
//! - [`sweep`]: who gains and who loses by a change of law, with back pay by month;
//! - [`payment`]: the list of one month against the month before, arrears, reconciliation, approval;
//! - [`quality`]: what the list still lacks, village by village;
//!
//! Pure: records in, answers out; no clock, no file, no database. Nothing here knows an amount or an article: those come
//! from the rules. Every answer carries stable codes, never sentences.

pub mod classes;
mod levels;
pub mod lines;
pub mod missing;
mod month;
pub mod payment;
mod people;
pub mod quality;
pub mod sweep;

pub use month::{MAX_MONTHS, Month};
pub use people::{People, Presence, presence};

use rulebook::QueryProblem;

/// Why a question about a list has no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ListProblem {
    /// A day or month of the question cannot be read.
    #[error("unreadable_date {0}")]
    Date(String),
    /// The question covers more months than [`MAX_MONTHS`], or ends before it begins.
    #[error("months_out_of_range")]
    Months,
    /// The rules do not cover a day of the question.
    #[error(transparent)]
    Rules(#[from] QueryProblem),
}

impl ListProblem {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            ListProblem::Date(_) => "unreadable_date",
            ListProblem::Months => "months_out_of_range",
            ListProblem::Rules(problem) => problem.code(),
        }
    }
}
