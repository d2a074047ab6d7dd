//! How much is read, decided before memory is spent on it.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use crate::problem::{ListError, ListErrorCode};

/// Columns of a sheet.
pub const MAX_COLUMNS: u32 = 300;
/// Rows with content, over all sheets.
pub const MAX_ROWS: u64 = 1_000_000;
/// Bytes of a file.
pub const MAX_FILE_BYTES: usize = 100 << 20;
/// Unpacked bytes of everything in a workbook that must be held in memory.
const MAX_HELD_BYTES: u64 = 512 << 20;
/// Unpacked bytes of all of it.
const MAX_UNPACKED_BYTES: u64 = 2 << 30;
/// Sheets above this size are counted before they are read.
const COUNT_FROM_BYTES: u64 = 64 << 20;
/// Every so many rows the caller hears of the progress.
const PROGRESS_ROWS: u64 = 1_000;

/// Counts rows over all sheets.
pub struct Counter<'a> {
    rows: u64,
    progress: &'a mut dyn FnMut(u64),
}

impl<'a> Counter<'a> {
    pub fn new(progress: &'a mut dyn FnMut(u64)) -> Counter<'a> {
        Counter { rows: 0, progress }
    }

    /// One more row with content.
    ///
    /// # Errors
    /// `too_many_rows`.
    pub fn row(&mut self, sheet: &str, number: u32) -> Result<(), ListError> {
        self.rows += 1;
        if self.rows > MAX_ROWS {
            return Err(ListError::of_sheet(ListErrorCode::TooManyRows, sheet, Some(number)));
        }
        if self.rows.is_multiple_of(PROGRESS_ROWS) {
            (self.progress)(self.rows);
        }
        Ok(())
    }
}

/// Refuses content beyond the last column.
pub fn check_column(sheet: &str, row: u32, column: u32) -> Result<(), ListError> {
    if column >= MAX_COLUMNS {
        return Err(ListError::of_sheet(ListErrorCode::TooManyColumns, sheet, Some(row)));
    }
    Ok(())
}

/// What a zip archive holds.
pub enum Archive {
    Xlsx,
    Ods,
}

/// Tells the kind of an archive and refuses one that would unpack to too much.
pub fn kind_of_archive(bytes: &[u8]) -> Result<Archive, ListError> {
    let broken = || ListError::of_file(ListErrorCode::WorkbookBroken);
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| broken())?;
    let names: Vec<String> = archive
        .file_names()
        .map(|name| name.map(std::borrow::Cow::into_owned).unwrap_or_default())
        .collect();
    let has = |name: &str| names.iter().any(|other| other.eq_ignore_ascii_case(name));
    let kind = if has("xl/workbook.xml") {
        Archive::Xlsx
    } else if has("content.xml") {
        Archive::Ods
    } else {
        return Err(ListError::of_file(ListErrorCode::FileKindUnknown));
    };
    let (mut all, mut held) = (0_u64, 0_u64);
    let mut to_count = Vec::new();
    for (at, name) in names.iter().enumerate() {
        let Ok(file) = archive.by_index_raw(at) else {
            return Err(broken());
        };
        let size = file.size();
        all = all.saturating_add(size);
        // Sheets are read cell by cell; pictures are not read at all.
        let is_streamed = name.contains("worksheets/") || name.contains("media/");
        if !is_streamed {
            held = held.saturating_add(size);
        }
        let is_sheet = name.contains("worksheets/") || name == "content.xml";
        if is_sheet && size > COUNT_FROM_BYTES {
            to_count.push(at);
        }
    }
    if held > MAX_HELD_BYTES || all > MAX_UNPACKED_BYTES {
        return Err(ListError::of_file(ListErrorCode::FileTooLarge));
    }
    let mut rows = 0;
    for at in to_count {
        let file = archive.by_index(at).map_err(|_| broken())?;
        let tag: &[u8] = match kind {
            Archive::Xlsx => b"<row ",
            Archive::Ods => b"<table:table-row",
        };
        rows += count(file, tag).map_err(|_| broken())?;
    }
    if rows > MAX_ROWS {
        return Err(ListError::of_file(ListErrorCode::TooManyRows));
    }
    Ok(kind)
}

/// How often `tag` stands in the stream, in a buffer of fixed size.
fn count(mut from: impl Read, tag: &[u8]) -> std::io::Result<u64> {
    let mut buffer = vec![0_u8; 1 << 16];
    let (mut kept, mut found) = (0, 0);
    loop {
        let read = from.read(&mut buffer[kept..])?;
        if read == 0 {
            return Ok(found);
        }
        let filled = kept + read;
        found += buffer[..filled].windows(tag.len()).filter(|part| *part == tag).count() as u64;
        // The end may hold the beginning of a tag, but no whole one, so nothing is counted twice.
        kept = filled.min(tag.len() - 1);
        buffer.copy_within(filled - kept..filled, 0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_counted_across_the_edges_of_the_buffer() {
        let text = "x<row r=\"1\"/>".repeat(20_000);
        assert_eq!(count(text.as_bytes(), b"<row ").expect("memory"), 20_000);
    }
}
