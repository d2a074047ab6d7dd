//! .xlsx, cell by cell.

use std::io::Cursor;

use calamine::{CellErrorType, DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use time::{Date, Month};

use super::limits::{Counter, check_column};
use super::{Cell, Merged, Row, Sheet, Workbook};
use crate::problem::{ListError, ListErrorCode};

pub fn open(bytes: &[u8], counter: &mut Counter<'_>) -> Result<Workbook, ListError> {
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|error| refusal(&error))?;
    let is_1904 = book.has_1904_epoch();
    let all: Vec<(String, bool)> = book
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .map(|sheet| (sheet.name.clone(), sheet.visible != SheetVisible::Visible))
        .collect();
    let mut sheets = Vec::with_capacity(all.len());
    for (name, is_hidden) in all {
        let broken = |_: XlsxError| ListError::of_sheet(ListErrorCode::WorkbookBroken, &name, None);
        let mut sheet = Sheet {
            rows: rows(&mut book, &name, counter)?,
            is_hidden,
            name: name.clone(),
        };
        let merged: Vec<Merged> = book
            .merge_cells_by_sheet_name(&name)
            .map_err(broken)?
            .into_iter()
            .map(merged)
            .collect();
        sheet.fill_merged(&merged);
        sheets.push(sheet);
    }
    Ok(Workbook { sheets, is_1904 })
}

fn rows(book: &mut Xlsx<Cursor<&[u8]>>, name: &str, counter: &mut Counter<'_>) -> Result<Vec<Row>, ListError> {
    let mut rows: Vec<Row> = Vec::new();
    let broken = |row| ListError::of_sheet(ListErrorCode::WorkbookBroken, name, row);
    let mut cells = match book.worksheet_cells_reader(name) {
        Ok(cells) => cells,
        // A sheet that the workbook names and does not hold.
        Err(_) => return Err(broken(None)),
    };
    loop {
        let next = cells
            .next_cell()
            .map_err(|_| broken(rows.last().map(|row| row.number)))?;
        let Some(found) = next else {
            return Ok(rows);
        };
        let cell = cell(found.get_value());
        if cell.is_empty() {
            continue;
        }
        let (row, column) = found.get_position();
        let number = row + 1;
        check_column(name, number, column)?;
        match rows.last().map(|row| row.number) {
            Some(last) if last == number => {}
            // Rows go upwards in a sound file; a later one of a lower number would break the search by number.
            Some(last) if last > number => return Err(broken(Some(number))),
            Some(_) | None => {
                counter.row(name, number)?;
                let width = rows.last().map_or(8, |row| row.cells.len());
                rows.push(Row {
                    number,
                    cells: Vec::with_capacity(width),
                });
            }
        }
        if let Some(row) = rows.last_mut() {
            let column = column as usize;
            if row.cells.len() <= column {
                row.cells.resize(column + 1, Cell::Empty);
            }
            row.cells[column] = cell;
        }
    }
}

fn cell(data: &DataRef<'_>) -> Cell {
    match data {
        DataRef::Int(number) => Cell::Number(*number as f64),
        DataRef::Float(number) => Cell::Number(*number),
        DataRef::String(text) => Cell::text(text),
        DataRef::SharedString(text) => Cell::text(text),
        DataRef::Bool(value) => Cell::Bool(*value),
        DataRef::DateTime(date) => date_cell(date),
        DataRef::DateTimeIso(text) => iso_cell(text),
        DataRef::DurationIso(text) => Cell::text(text),
        DataRef::Error(error) => Cell::Error(error_text(error)),
        DataRef::Empty => Cell::Empty,
    }
}

/// A day, or the plain number where the format speaks of hours only.
pub fn date_cell(date: &ExcelDateTime) -> Cell {
    if date.is_duration() || date.as_f64() < 1.0 {
        return Cell::Number(date.as_f64());
    }
    let (year, month, day, ..) = date.to_ymd_hms_milli();
    Month::try_from(month)
        .ok()
        .and_then(|month| Date::from_calendar_date(i32::from(year), month, day).ok())
        .map_or(Cell::Number(date.as_f64()), Cell::Date)
}

/// `2026-11-22` or `2026-11-22T10:00:00`.
pub fn iso_cell(text: &str) -> Cell {
    match text.get(..10).map(domain::date::parse_date) {
        Some(Ok(date)) => Cell::Date(date),
        Some(Err(_)) | None => Cell::text(text),
    }
}

pub fn error_text(error: &CellErrorType) -> &'static str {
    match error {
        CellErrorType::Div0 => "#DIV/0!",
        CellErrorType::NA => "#N/A",
        CellErrorType::Name => "#NAME?",
        CellErrorType::Null => "#NULL!",
        CellErrorType::Num => "#NUM!",
        CellErrorType::Ref => "#REF!",
        CellErrorType::Value => "#VALUE!",
        CellErrorType::GettingData => "#DATA!",
    }
}

pub fn merged(area: calamine::Dimensions) -> Merged {
    Merged {
        first_row: area.start.0,
        last_row: area.end.0,
        first_column: area.start.1,
        last_column: area.end.1,
    }
}

fn refusal(error: &XlsxError) -> ListError {
    ListError::of_file(if matches!(error, XlsxError::Password) {
        ListErrorCode::WorkbookPasswordProtected
    } else {
        ListErrorCode::WorkbookBroken
    })
}
