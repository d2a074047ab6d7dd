//! Lists as Excel files, in the layout that offices are used to: issuer and motto, title, headings, rows, sums, the total
//! in words, signatures. No official form is claimed: what a list says comes from its caller.
//!
//! Texts come from other people's lists. Every one is written as text, never as a formula, and a text that a spreadsheet
//! might take for one when the file is saved as CSV and opened again gets an apostrophe in front.

mod formats;
mod write;

use axum::http::header;
use axum::response::{IntoResponse, Response};

use crate::error::{ApiError, ApiResult};

pub use write::{MAX_ROWS, harmless, write};

/// One cell of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    Blank,
    /// Text, also of numbers that are names: a personal id keeps its zeros.
    Text(String),
    /// A number; shown with dots between thousands.
    Number(i64),
}

impl Cell {
    /// A text.
    pub fn text(text: impl Into<String>) -> Cell {
        Cell::Text(text.into())
    }

    /// A text, or nothing.
    pub fn of(text: Option<impl Into<String>>) -> Cell {
        text.map_or(Cell::Blank, Cell::text)
    }

    /// An amount in đồng, or any other count.
    pub fn number(number: impl TryInto<i64>) -> Cell {
        Cell::Number(number.try_into().unwrap_or(i64::MAX))
    }
}

/// Where the cells of a column stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Names and other texts.
    Left,
    /// Row numbers, dates, ids.
    Centre,
    /// Amounts.
    Right,
}

/// One column.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Heading.
    pub heading: String,
    /// Width in characters.
    pub width: f64,
    /// Where its cells stand.
    pub align: Align,
}

impl Column {
    /// A column.
    pub fn new(heading: &str, width: f64, align: Align) -> Column {
        Column {
            heading: heading.to_owned(),
            width,
            align,
        }
    }
}

/// One line of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// A row: one cell per column.
    Row(Vec<Cell>),
    /// The name of a group, over the whole width.
    Group(String),
    /// A sum: its words stand over the columns until the first cell that is not blank.
    Sum(String, Vec<Cell>),
}

/// A block of signatures: who signs, and what stands below the office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// Office, in bold: "NGƯỜI LẬP".
    pub office: String,
    /// Below it: "(Ký, ghi rõ họ tên)".
    pub hint: String,
}

/// How the paper lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paper {
    /// A4, wide.
    Landscape,
    /// A4, high.
    Portrait,
}

/// One sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// Name of the sheet; letters that the format forbids are left out.
    pub name: String,
    /// How the paper lies.
    pub paper: Paper,
    /// Who issues the list, top left, one line each.
    pub issuer: Vec<String>,
    /// Title lines; the first is the heading of the list.
    pub titles: Vec<String>,
    /// Lines in small letters below the title: unit of the amounts, day, rules.
    pub remarks: Vec<String>,
    /// Columns.
    pub columns: Vec<Column>,
    /// The table.
    pub lines: Vec<Line>,
    /// Lines below the table: the total in words, notes.
    pub closing: Vec<String>,
    /// Place and day above the signatures: "…, ngày … tháng … năm 2026".
    pub place_and_day: Option<String>,
    /// Signatures, left to right.
    pub signatures: Vec<Signature>,
}

/// The workbook as a file to keep. The name is ours and plain ASCII: it never names a person.
///
/// # Errors
/// See [`write`].
pub fn answer(file_name: &str, sheets: &[Sheet]) -> ApiResult<Response> {
    let plain: String = file_name
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_'))
        .collect();
    let bytes = write(sheets).map_err(ApiError::internal)?;
    let headers = [
        (
            header::CONTENT_TYPE,
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet".to_owned(),
        ),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{plain}\"")),
    ];
    Ok((headers, bytes).into_response())
}

#[cfg(test)]
mod tests;
