//! Delimited text: comma, semicolon or tab, in any encoding.

use super::limits::{Counter, MAX_ROWS, check_column};
use super::{Cell, Row, Sheet, Workbook};
use crate::encoding::text_of_bytes;
use crate::problem::{ListError, ListErrorCode};

const DELIMITERS: [u8; 4] = [b';', b'\t', b',', b'|'];

pub fn open(bytes: &[u8], file_name: &str, counter: &mut Counter<'_>) -> Result<Workbook, ListError> {
    let is_utf16 = bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]);
    let is_binary = !is_utf16 && bytes.contains(&0);
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(512)]).to_lowercase();
    let is_markup = head.trim_start_matches('\u{FEFF}').trim_start().starts_with('<');
    let is_named_as_text = [".csv", ".txt", ".tsv"]
        .iter()
        .any(|ending| file_name.to_lowercase().ends_with(ending));
    if is_binary || (is_markup && !is_named_as_text) {
        return Err(ListError::of_file(ListErrorCode::FileKindUnknown));
    }
    let text = text_of_bytes(bytes);
    let delimiter = delimiter_of(&text);
    // More lines than rows are allowed: count first, as quotes may hold line ends, and keep nothing meanwhile.
    if text.bytes().filter(|byte| *byte == b'\n').count() as u64 > MAX_ROWS {
        check_rows(&text, delimiter)?;
    }
    let mut rows = Vec::new();
    let mut number = 0;
    let mut record = csv::StringRecord::new();
    let mut reader = reader(&text, delimiter);
    loop {
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(_) => return Err(ListError::of_file(ListErrorCode::WorkbookBroken)),
        }
        // A spreadsheet counts empty lines and takes a field of several lines for one row.
        number += 1 + empty_lines_at(&text, record.position().map_or(0, csv::Position::byte));
        let mut cells: Vec<Cell> = record.iter().map(Cell::text).collect();
        while cells.last().is_some_and(Cell::is_empty) {
            cells.pop();
        }
        if cells.is_empty() {
            continue;
        }
        check_column("", number, u32::try_from(cells.len() - 1).unwrap_or(u32::MAX))?;
        counter.row("", number)?;
        rows.push(Row { number, cells });
    }
    let sheet = Sheet {
        name: String::new(),
        is_hidden: false,
        rows,
    };
    Ok(Workbook {
        sheets: vec![sheet],
        is_1904: false,
    })
}

fn reader(text: &str, delimiter: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes())
}

/// Empty lines that the reader skips from a place in the text on.
fn empty_lines_at(text: &str, place: u64) -> u32 {
    let rest = usize::try_from(place)
        .ok()
        .and_then(|at| text.as_bytes().get(at..))
        .unwrap_or_default();
    let skipped = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n'));
    u32::try_from(skipped.filter(|byte| **byte == b'\n').count()).unwrap_or(u32::MAX)
}

fn check_rows(text: &str, delimiter: u8) -> Result<(), ListError> {
    let mut reader = reader(text, delimiter);
    let mut record = csv::ByteRecord::new();
    let mut rows = 0_u64;
    while reader.read_byte_record(&mut record).unwrap_or(false) {
        rows += u64::from(record.iter().any(|field| !field.trim_ascii().is_empty()));
        if rows > MAX_ROWS {
            let line = record.position().map(|at| u32::try_from(at.line()).unwrap_or(u32::MAX));
            return Err(ListError::of_sheet(ListErrorCode::TooManyRows, "", line));
        }
    }
    Ok(())
}

/// The character that splits most of the first lines into the same number of fields, outside quotes.
pub fn delimiter_of(text: &str) -> u8 {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).take(60).collect();
    let score = |delimiter: u8| -> usize {
        let mut counts: Vec<usize> = lines.iter().map(|line| fields(line, delimiter)).collect();
        counts.sort_unstable();
        // The commonest count among those that split at all, by how many lines agree.
        let split: Vec<usize> = counts.into_iter().filter(|count| *count > 1).collect();
        let commonest = split
            .chunk_by(|a, b| a == b)
            .max_by_key(|same| same.len() * same[0].min(8));
        commonest.map_or(0, |same| same.len() * same[0].min(8))
    };
    let mut best = (b',', 0);
    for delimiter in DELIMITERS {
        let score = score(delimiter);
        if score > best.1 {
            best = (delimiter, score);
        }
    }
    best.0
}

fn fields(line: &str, delimiter: u8) -> usize {
    let mut is_quoted = false;
    1 + line
        .bytes()
        .filter(|byte| {
            is_quoted ^= *byte == b'"';
            !is_quoted && *byte == delimiter
        })
        .count()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn delimiters_are_told() {
        for (text, expected) in [
            ("a;b;c\n1;2,5;3\n2;3,5;4\n", b';'),
            ("a,b\n\"x;y;z\",2\n", b','),
            ("STT\tTên\tGhi chú, nếu có\n1\tA\t\n", b'\t'),
            ("Danh sách, năm 2025\n\nSTT;Họ tên;Thôn\n1;A;B\n2;C;D\n", b';'),
            ("one\ntwo\n", b','),
        ] {
            assert_eq!(delimiter_of(text), expected, "{text:?}");
        }
    }

    #[test]
    fn rows_keep_their_line_numbers() {
        let mut progress = |_| {};
        let book = open(b"a,b\n\n\"x\ny\",2\n\n3,\n", "a.csv", &mut Counter::new(&mut progress)).unwrap();
        let numbers: Vec<(u32, usize)> = book.sheets[0]
            .rows
            .iter()
            .map(|row| (row.number, row.cells.len()))
            .collect();
        assert_eq!(numbers, [(1, 2), (3, 2), (5, 1)]);
    }
}
