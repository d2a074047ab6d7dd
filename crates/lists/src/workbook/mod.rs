//! Files to sheets of cells: .xlsx, .xls, .ods and delimited text. Formulas are never evaluated: only the value that the
//! last program left in the cell is read, as plain text or number.

mod delimited;
mod limits;
mod ods;
mod xls;
mod xlsx;

use time::Date;

use crate::problem::{ListError, ListErrorCode};

use limits::Counter;
pub use limits::{MAX_COLUMNS, MAX_FILE_BYTES, MAX_ROWS};

/// A cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Cell {
    /// Nothing.
    #[default]
    Empty,
    /// Text as it stood there.
    Text(Box<str>),
    /// A number; also a date whose format was lost.
    Number(f64),
    /// A day.
    Date(Date),
    /// True or false.
    Bool(bool),
    /// The error of a formula, as spreadsheets write it (`#REF!`).
    Error(&'static str),
}

impl Cell {
    /// Text for a cell; empty for nothing but space.
    pub fn text(text: &str) -> Cell {
        if text.trim().is_empty() {
            Cell::Empty
        } else {
            Cell::Text(text.into())
        }
    }

    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        matches!(self, Cell::Empty)
    }

    /// The cell as a person would read it; whole numbers without decimals or exponent.
    pub fn to_text(&self) -> String {
        match self {
            Cell::Empty => String::new(),
            Cell::Text(text) => text.trim().to_owned(),
            Cell::Number(number) => number_text(*number),
            Cell::Date(date) => format!("{:02}/{:02}/{:04}", date.day(), u8::from(date.month()), date.year()),
            Cell::Bool(true) => "TRUE".to_owned(),
            Cell::Bool(false) => "FALSE".to_owned(),
            Cell::Error(error) => (*error).to_owned(),
        }
    }
}

/// A number in decimal digits, as short as it is exact.
pub fn number_text(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() < 1e17 {
        format!("{number:.0}")
    } else {
        format!("{number}")
    }
}

/// One row that is not empty.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its number as the spreadsheet shows it, from 1.
    pub number: u32,
    /// Cells from the first column; those behind the last one with content are left out.
    pub cells: Vec<Cell>,
}

impl Row {
    /// The cell of a column, from 0.
    pub fn cell(&self, column: usize) -> &Cell {
        self.cells.get(column).unwrap_or(&Cell::Empty)
    }

    /// How many cells have content.
    pub fn filled(&self) -> usize {
        self.cells.iter().filter(|cell| !cell.is_empty()).count()
    }
}

/// Cells that are shown as one; all from 0 and included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Merged {
    /// First row.
    pub first_row: u32,
    /// Last row.
    pub last_row: u32,
    /// First column.
    pub first_column: u32,
    /// Last column.
    pub last_column: u32,
}

/// A sheet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    /// Name; empty for delimited text.
    pub name: String,
    /// Whether the workbook hides it.
    pub is_hidden: bool,
    /// Rows with content, in order.
    pub rows: Vec<Row>,
}

impl Sheet {
    /// Gives each cell that is merged downwards the content of the first: a village or a household number that stands
    /// once beside its people.
    fn fill_merged(&mut self, merged: &[Merged]) {
        for area in merged.iter().filter(|area| area.last_row > area.first_row) {
            let column = area.first_column as usize;
            let index = |row: u32| self.rows.binary_search_by_key(&(row + 1), |row| row.number).ok();
            let Some(first) = index(area.first_row) else {
                continue;
            };
            let content = self.rows[first].cell(column).clone();
            if content.is_empty() {
                continue;
            }
            let below = self.rows[first + 1..].iter_mut();
            for row in below.take_while(|row| row.number <= area.last_row + 1) {
                if row.cells.len() <= column {
                    row.cells.resize(column + 1, Cell::Empty);
                }
                if row.cells[column].is_empty() {
                    row.cells[column] = content.clone();
                }
            }
        }
    }
}

/// A file as cells.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Workbook {
    /// Its sheets.
    pub sheets: Vec<Sheet>,
    /// Whether days are counted from 1904.
    pub is_1904: bool,
}

/// Reads a file. What it is shows in its first bytes; its name only helps to tell delimited text from the rest.
///
/// # Errors
/// `file_empty`, `file_too_large`, `file_kind_unknown`, `workbook_password_protected`, `workbook_broken`,
/// `too_many_columns` and `too_many_rows` (with sheet and row).
pub fn open(bytes: &[u8], file_name: &str, progress: &mut dyn FnMut(u64)) -> Result<Workbook, ListError> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(ListError::of_file(ListErrorCode::FileEmpty));
    }
    if bytes.len() > MAX_FILE_BYTES {
        return Err(ListError::of_file(ListErrorCode::FileTooLarge));
    }
    let mut counter = Counter::new(progress);
    if bytes.starts_with(b"PK") {
        return match limits::kind_of_archive(bytes)? {
            limits::Archive::Xlsx => xlsx::open(bytes, &mut counter),
            limits::Archive::Ods => ods::open(bytes, &mut counter),
        };
    }
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return xls::open(bytes, &mut counter);
    }
    delimited::open(bytes, file_name, &mut counter)
}
