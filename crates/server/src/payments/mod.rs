//! Monthly payment lists: drawn up from the list of people and the law of the month, approved by another person, compared
//! with what was paid, corrected beside what was approved.

pub mod approve;
pub mod correct;
pub mod draw_up;
pub(crate) mod kept;
pub mod list;
mod marks;
pub mod not_paid;
mod rebuild;
pub mod reconcile;
pub mod return_file;
pub mod returns;
pub mod rows;
pub mod settings;
pub mod show;
pub mod sight;
mod workbook;

use entitlement::{ListProblem, Month};

use crate::error::{ApiError, ApiResult, Code};

/// The month of an address: `2026-11`, nothing else.
fn month_of(text: &str) -> ApiResult<Month> {
    Month::parse(text)
        .filter(|month| month.to_string() == text)
        .ok_or_else(|| Code::NotFound.into())
}

/// Why the law has no list for the month.
fn no_law(problem: &ListProblem) -> ApiError {
    ApiError::new(Code::PaymentsWithoutLaw).with("why", problem.code())
}
