//! .ods (LibreOffice).

use std::io::Cursor;

use calamine::{Ods, OdsError, Reader, SheetVisible};

use super::Workbook;
use super::limits::Counter;
use super::xls::sheet_of;
use crate::problem::{ListError, ListErrorCode};

pub fn open(bytes: &[u8], counter: &mut Counter<'_>) -> Result<Workbook, ListError> {
    let mut book = Ods::new(Cursor::new(bytes)).map_err(|error| {
        ListError::of_file(match error {
            OdsError::Password => ListErrorCode::WorkbookPasswordProtected,
            OdsError::CellLimitExceeded { .. } => ListErrorCode::TooManyRows,
            _ => ListErrorCode::WorkbookBroken,
        })
    })?;
    let hidden: Vec<bool> = book
        .sheets_metadata()
        .iter()
        .map(|sheet| sheet.visible != SheetVisible::Visible)
        .collect();
    let mut sheets = Vec::new();
    for (at, (name, range)) in book.worksheets().into_iter().enumerate() {
        let mut sheet = sheet_of(&name, &range, counter)?;
        sheet.is_hidden = hidden.get(at).copied().unwrap_or(false);
        sheets.push(sheet);
    }
    Ok(Workbook { sheets, is_1904: false })
}
