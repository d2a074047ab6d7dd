//! .xls (Excel 97 to 2003), and workbooks that a password turned into a container of the same shape.

use std::io::Cursor;

use calamine::{Data, Range, Reader, SheetVisible, Xls, XlsError};

use super::limits::{Counter, check_column};
use super::xlsx::{date_cell, error_text, iso_cell, merged};
use super::{Cell, Row, Sheet, Workbook};
use crate::problem::{ListError, ListErrorCode};

pub fn open(bytes: &[u8], counter: &mut Counter<'_>) -> Result<Workbook, ListError> {
    // An .xlsx with a password is a container whose directory names this stream in UTF-16.
    let encrypted: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    if bytes.windows(encrypted.len()).any(|part| part == encrypted) {
        return Err(ListError::of_file(ListErrorCode::WorkbookPasswordProtected));
    }
    let mut book = Xls::new(Cursor::new(bytes)).map_err(|error| {
        ListError::of_file(if matches!(error, XlsError::Password) {
            ListErrorCode::WorkbookPasswordProtected
        } else {
            ListErrorCode::WorkbookBroken
        })
    })?;
    let is_1904 = book.has_1904_epoch();
    let all: Vec<(String, bool)> = book
        .sheets_metadata()
        .iter()
        .map(|sheet| (sheet.name.clone(), sheet.visible != SheetVisible::Visible))
        .collect();
    let mut sheets = Vec::with_capacity(all.len());
    for (name, is_hidden) in all {
        let Ok(range) = book.worksheet_range(&name) else {
            return Err(ListError::of_sheet(ListErrorCode::WorkbookBroken, &name, None));
        };
        let mut sheet = sheet_of(&name, &range, counter)?;
        sheet.is_hidden = is_hidden;
        let areas: Vec<_> = book
            .merge_cells_by_sheet_name(&name)
            .unwrap_or_default()
            .into_iter()
            .map(merged)
            .collect();
        sheet.fill_merged(&areas);
        sheets.push(sheet);
    }
    Ok(Workbook { sheets, is_1904 })
}

/// A sheet from a range that the reader of workbooks holds.
pub fn sheet_of(name: &str, range: &Range<Data>, counter: &mut Counter<'_>) -> Result<Sheet, ListError> {
    let (first_row, first_column) = range.start().unwrap_or((0, 0));
    let mut rows = Vec::new();
    for (number, cells) in (first_row + 1..).zip(range.rows()) {
        let Some(last) = cells.iter().rposition(|data| !cell(data).is_empty()) else {
            continue;
        };
        let width = first_column as usize + last + 1;
        check_column(name, number, u32::try_from(width - 1).unwrap_or(u32::MAX))?;
        counter.row(name, number)?;
        let mut row = Vec::with_capacity(width);
        row.resize(first_column as usize, Cell::Empty);
        row.extend(cells[..=last].iter().map(cell));
        rows.push(Row { number, cells: row });
    }
    Ok(Sheet {
        name: name.to_owned(),
        is_hidden: false,
        rows,
    })
}

fn cell(data: &Data) -> Cell {
    match data {
        Data::Int(number) => Cell::Number(*number as f64),
        Data::Float(number) => Cell::Number(*number),
        Data::String(text) => Cell::text(text),
        Data::Bool(value) => Cell::Bool(*value),
        Data::DateTime(date) => date_cell(date),
        Data::DateTimeIso(text) => iso_cell(text),
        Data::DurationIso(text) => Cell::text(text),
        Data::Error(error) => Cell::Error(error_text(error)),
        Data::Empty => Cell::Empty,
    }
}
