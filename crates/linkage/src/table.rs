//! Lists as CSV with a header, and the pairs as CSV.
//!
//! Columns are known by their names and stand in any order; others are ignored. A row that cannot be read never stops the
//! rest: it is kept with its error and comes out in the result.

use std::fmt;

use crate::linking::Linked;
use crate::parallel;
use crate::person::{EXTRA_LIMIT, People, Person};

/// The columns of a list, in the order in which [`Table`] keeps them. Without the first two linking means nothing.
pub const COLUMNS: [&str; 8] = [
    "id",
    "full_name",
    "birth_date",
    "sex",
    "national_id",
    "old_id",
    "village",
    "phone",
];
const REQUIRED: usize = 2;
/// The column that a list may have besides.
const HOUSEHOLD: &str = "household";
/// Cells kept per row: the columns and the household.
const CELLS: usize = 9;
/// Bytes of text that one worker reads.
const PIECE_BYTES: usize = 4 << 20;
/// The most rows of a list.
pub const ROWS_LIMIT: usize = 4_000_000;

/// Why a list cannot be read at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TableProblem {
    /// There is not even a header.
    Empty,
    /// All columns that are not there, one of which linking cannot do without.
    ColumnsMissing(Vec<&'static str>),
    /// A column stands in the header twice.
    ColumnTwice(&'static str),
    /// More rows than [`ROWS_LIMIT`].
    TooManyRows,
}

impl fmt::Display for TableProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TableProblem::Empty => f.write_str("file_empty"),
            TableProblem::ColumnsMissing(names) => write!(f, "columns_missing: {}", names.join(", ")),
            TableProblem::ColumnTwice(name) => write!(f, "column_twice: {name}"),
            TableProblem::TooManyRows => write!(f, "too_many_rows: at most {ROWS_LIMIT}"),
        }
    }
}

impl std::error::Error for TableProblem {}

/// Why a row cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowProblem {
    /// Not UTF-8.
    NotUtf8,
    /// More or fewer cells than the header has.
    WrongNumberOfCells,
    /// The row has no id, so nothing could be said about it.
    IdMissing,
    /// A quotation mark is not closed: the rest of the list is swallowed.
    QuoteNotClosed,
}

impl RowProblem {
    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            RowProblem::NotUtf8 => "not_utf8",
            RowProblem::WrongNumberOfCells => "wrong_number_of_cells",
            RowProblem::IdMissing => "id_missing",
            RowProblem::QuoteNotClosed => "quote_not_closed",
        }
    }
}

/// A row that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadRow {
    /// The row's number in the file, the header being row 1. A quoted line break does not count.
    pub row: usize,
    /// Its id, if that much can be read.
    pub id: String,
    /// What is wrong.
    pub problem: RowProblem,
}

/// A list that was read: its cells in one text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    pieces: Vec<Piece>,
    /// The number of the first row of each piece.
    firsts: Vec<usize>,
    rows: usize,
    bad_rows: Vec<BadRow>,
    missing: Vec<&'static str>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Piece {
    text: String,
    /// The end of each cell in `text`, [`CELLS`] per row; the first begins where the last of the row before ended.
    ends: Vec<u32>,
    bad_rows: Vec<BadRow>,
    records: usize,
}

impl Table {
    /// Reads a list.
    ///
    /// # Errors
    /// When there is no header, the header lacks columns or names one twice, or the list is too long.
    pub fn read(bytes: &[u8]) -> Result<Table, TableProblem> {
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        let mut reader = reader(bytes);
        let mut header = csv::ByteRecord::new();
        match reader.read_byte_record(&mut header) {
            Ok(true) => {}
            Ok(false) | Err(_) => return Err(TableProblem::Empty),
        }
        let body = &bytes[reader.position().byte() as usize..];
        let (layout, missing) = Layout::of(&header)?;
        let pieces = split(body);
        let pieces = parallel::map(pieces.len(), 1, |range| {
            range.map(|at| Piece::read(pieces[at], &layout)).collect()
        });
        let pieces: Vec<Vec<Piece>> = pieces;
        let mut table = Table {
            missing,
            ..Table::default()
        };
        let mut records = 1;
        for mut piece in pieces.into_iter().flatten() {
            for mut bad in std::mem::take(&mut piece.bad_rows) {
                bad.row += records;
                table.bad_rows.push(bad);
            }
            records += piece.records;
            table.firsts.push(table.rows);
            table.rows += piece.ends.len() / CELLS;
            table.pieces.push(piece);
        }
        if records > ROWS_LIMIT {
            return Err(TableProblem::TooManyRows);
        }
        Ok(table)
    }

    /// The columns that the header lacks; their cells count as empty.
    pub fn missing_columns(&self) -> &[&'static str] {
        &self.missing
    }

    /// The rows that could not be read, in their order.
    pub fn bad_rows(&self) -> &[BadRow] {
        &self.bad_rows
    }
}

impl People for Table {
    fn count(&self) -> usize {
        self.rows
    }

    fn person(&self, at: usize) -> Person<'_> {
        let place = self.firsts.partition_point(|first| *first <= at) - 1;
        let piece = &self.pieces[place];
        let first = (at - self.firsts[place]) * CELLS;
        let mut start = if first == 0 { 0 } else { piece.ends[first - 1] as usize };
        let cells: [&str; CELLS] = std::array::from_fn(|cell| {
            let end = piece.ends[first + cell] as usize;
            let text = &piece.text[start..end];
            start = end;
            text
        });
        let [
            id,
            full_name,
            birth_date,
            sex,
            national_id,
            old_id,
            village,
            phone,
            household,
        ] = cells;
        Person {
            id,
            full_name,
            birth_date,
            sex,
            national_id,
            old_id,
            village,
            phone,
            household,
            extras: [""; EXTRA_LIMIT],
        }
    }
}

/// Where the cells stand.
struct Layout {
    places: [Option<usize>; CELLS],
    width: usize,
}

impl Layout {
    fn of(header: &csv::ByteRecord) -> Result<(Layout, Vec<&'static str>), TableProblem> {
        let names: Vec<String> = header
            .iter()
            .map(|name| String::from_utf8_lossy(name).trim().to_lowercase())
            .collect();
        let mut layout = Layout {
            places: [None; CELLS],
            width: names.len(),
        };
        let mut missing = Vec::new();
        for (place, name) in layout.places.iter_mut().zip(COLUMNS.into_iter().chain([HOUSEHOLD])) {
            let mut found = names.iter().enumerate().filter(|(_, it)| it.as_str() == name);
            *place = found.next().map(|(at, _)| at);
            if found.next().is_some() {
                return Err(TableProblem::ColumnTwice(name));
            }
            if place.is_none() && name != HOUSEHOLD {
                missing.push(name);
            }
        }
        if COLUMNS[..REQUIRED].iter().any(|name| missing.contains(name)) {
            return Err(TableProblem::ColumnsMissing(missing));
        }
        Ok((layout, missing))
    }
}

fn reader(bytes: &[u8]) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(bytes)
}

/// Cuts the rows into pieces at line ends; a text with quotation marks stays whole, as a cell may hold a line end.
fn split(body: &[u8]) -> Vec<&[u8]> {
    if body.contains(&b'"') {
        return vec![body];
    }
    let mut pieces = Vec::new();
    let mut rest = body;
    while rest.len() > PIECE_BYTES {
        let Some(end) = rest[PIECE_BYTES..].iter().position(|byte| *byte == b'\n') else {
            break;
        };
        let (piece, after) = rest.split_at(PIECE_BYTES + end + 1);
        pieces.push(piece);
        rest = after;
    }
    pieces.push(rest);
    pieces
}

impl Piece {
    fn read(bytes: &[u8], layout: &Layout) -> Piece {
        let mut piece = Piece::default();
        piece.text.reserve(bytes.len());
        let mut reader = reader(bytes);
        let mut record = csv::ByteRecord::new();
        // Reading from memory with flexible rows cannot fail.
        while reader.read_byte_record(&mut record).unwrap_or(false) {
            piece.records += 1;
            let is_blank = record.iter().all(|cell| cell.iter().all(u8::is_ascii_whitespace));
            if is_blank {
                continue;
            }
            if let Err(problem) = piece.push(&record, layout) {
                let id = layout.places[0].and_then(|at| record.get(at)).unwrap_or_default();
                let id: String = String::from_utf8_lossy(id).trim().chars().take(100).collect();
                let row = piece.records;
                piece.bad_rows.push(BadRow { row, id, problem });
            }
        }
        piece
    }

    fn push(&mut self, record: &csv::ByteRecord, layout: &Layout) -> Result<(), RowProblem> {
        let is_surplus_empty = record.iter().skip(layout.width).all(<[u8]>::is_empty);
        if record.len() < layout.width || !is_surplus_empty {
            return Err(RowProblem::WrongNumberOfCells);
        }
        let cells = layout
            .places
            .map(|place| place.and_then(|at| record.get(at)).unwrap_or_default());
        let mut texts = [""; CELLS];
        for (text, cell) in texts.iter_mut().zip(cells) {
            *text = std::str::from_utf8(cell).map_err(|_| RowProblem::NotUtf8)?;
        }
        if texts[0].trim().is_empty() {
            return Err(RowProblem::IdMissing);
        }
        if texts.iter().any(|text| text.contains('\n') && text.len() > 2_000) {
            return Err(RowProblem::QuoteNotClosed);
        }
        for text in texts {
            self.text.push_str(text.trim());
            self.ends.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
        }
        Ok(())
    }
}

/// The pairs as CSV: `beneficiary_id,resident_id,probability,reasons`, best first, then the rows that could not be read, with
/// an empty resident and `error=CODE;list=NAME;row=N` as the reason.
pub fn write(beneficiaries: &Table, residents: &Table, linked: &Linked) -> String {
    let mut out = String::with_capacity(linked.pairs.len() * 160 + 64);
    out.push_str("beneficiary_id,resident_id,probability,reasons\n");
    for pair in &linked.pairs {
        push_cell(&mut out, beneficiaries.person(pair.beneficiary).id);
        out.push(',');
        push_cell(&mut out, residents.person(pair.resident).id);
        // Never 1: nothing is certain.
        let _ = fmt::Write::write_fmt(&mut out, format_args!(",{:.6},", pair.probability.min(0.999_999)));
        for (at, reason) in pair.reasons.iter().enumerate() {
            let separator = if at == 0 { "" } else { ";" };
            let _ = fmt::Write::write_fmt(&mut out, format_args!("{separator}{reason}"));
        }
        out.push('\n');
    }
    for (list, table) in [("beneficiaries", beneficiaries), ("residents", residents)] {
        for bad in &table.bad_rows {
            if list == "beneficiaries" {
                push_cell(&mut out, &bad.id);
                out.push(',');
            } else {
                out.push(',');
                push_cell(&mut out, &bad.id);
            }
            let (code, row) = (bad.problem.code(), bad.row);
            let _ = fmt::Write::write_fmt(&mut out, format_args!(",,error={code};list={list};row={row}\n"));
        }
    }
    out
}

/// A cell, quoted where needed.
fn push_cell(out: &mut String, text: &str) {
    if text.contains([',', '"', '\n', '\r']) {
        out.push('"');
        out.push_str(&text.replace('"', "\"\""));
        out.push('"');
    } else {
        out.push_str(text);
    }
}
