//! From the bytes of a file to a list.

use domain::date::parse_date;

use crate::imported::{ImportedList, KindGuess, ReadOptions};
use crate::kind;
use crate::problem::{ListError, ListErrorCode};
use crate::table::{Sink, read_sheet};
use crate::values::DateFrame;
use crate::workbook;

/// Reads a list.
///
/// # Errors
/// See [`ListErrorCode`]; nothing of a refused file is used.
pub fn read(bytes: &[u8], file_name: &str, options: &ReadOptions) -> Result<ImportedList, ListError> {
    read_with_progress(bytes, file_name, options, &mut |_| {})
}

/// Reads a list and says from time to time how many rows are done.
///
/// # Errors
/// As [`read`].
pub fn read_with_progress(
    bytes: &[u8],
    file_name: &str,
    options: &ReadOptions,
    progress: &mut dyn FnMut(u64),
) -> Result<ImportedList, ListError> {
    let book = workbook::open(bytes, file_name, progress)?;
    let frame = DateFrame {
        is_1904: book.is_1904,
        today: options.today.as_deref().and_then(|today| parse_date(today).ok()),
    };
    let mut sink = Sink::default();
    let mut is_list = false;
    let is_empty = book.sheets.iter().all(|sheet| sheet.rows.is_empty());
    for sheet in book.sheets {
        is_list |= read_sheet(sheet, frame, options, &mut sink);
        progress(sink.rows.len() as u64);
    }
    if is_empty {
        return Err(ListError::of_file(ListErrorCode::FileEmpty));
    }
    if !is_list {
        return Err(ListError::of_file(ListErrorCode::NoHeaderFound));
    }
    let guess = kind::guess(file_name, &sink.sheets, &sink.rows);
    Ok(ImportedList {
        file_name: file_name.to_owned(),
        kind: match options.kind {
            Some(kind) => KindGuess {
                kind,
                evidence: vec!["said".to_owned()],
            },
            None => guess,
        },
        sheets: sink.sheets,
        rows: sink.rows,
        skipped: sink.skipped,
        problems: sink.problems,
        mapping: sink.mapping,
    })
}
