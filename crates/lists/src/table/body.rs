//! Walks the rows below the headings.

use crate::columns::{Field, Mapping, Recognised, recognise};
use crate::imported::{
    Certainty, ColumnReading, ListProblem, PersonRow, ReadOptions, RowProblem, SheetReading, SkipReason, SkippedRow,
};
use crate::problem::ProblemCode;
use crate::text::words_key;
use crate::values::DateFrame;
use crate::workbook::{Cell, Row, Sheet};

use super::encodings::{self, Found};
use super::header::{self, Header};
use super::person::{self, Above, Places};
use super::{groups, swapped};

/// Where the rows of all sheets go.
#[derive(Default)]
pub struct Sink {
    pub sheets: Vec<SheetReading>,
    pub rows: Vec<PersonRow>,
    pub skipped: Vec<SkippedRow>,
    pub problems: Vec<ListProblem>,
    pub mapping: Mapping,
}

/// Reads a sheet into the sink. Gives whether it had headings or at least a column of names.
pub fn read_sheet(mut sheet: Sheet, frame: DateFrame, options: &ReadOptions, sink: &mut Sink) -> bool {
    let index = u32::try_from(sink.sheets.len()).unwrap_or(u32::MAX);
    let encodings = encodings::put_right(&mut sheet);
    let header = header::find(&sheet, options.mapping.as_ref()).unwrap_or_else(|| Header {
        rows: (0, 0),
        columns: vec![Vec::new(); sheet.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0)],
    });
    let columns = columns_of(&sheet, &header, frame, options);
    let fields: Vec<Option<Field>> = columns.iter().map(|column| column.field).collect();
    let places = Places { columns: &fields };
    let has_names = places.of(Field::FullName).is_some() || places.of(Field::GivenName).is_some();
    let mut reading = SheetReading {
        name: sheet.name.clone(),
        titles: titles(&sheet, header.rows.0),
        header_rows: header_rows(&sheet, &header),
        columns: column_readings(&header, &columns, &encodings),
        people: 0,
    };
    let mut problem = |row, column, code| {
        sink.problems.push(ListProblem {
            sheet: index,
            row,
            column,
            code,
        });
    };
    if sheet.is_hidden && has_names {
        problem(None, None, ProblemCode::SheetHidden);
    }
    if !has_names {
        if !sheet.rows.is_empty() {
            problem(None, None, ProblemCode::SheetWithoutHeader);
        }
        sink.sheets.push(reading);
        return false;
    }
    for column in columns_with_problems(&columns) {
        problem(reading.header_rows.map(|(first, _)| first), Some(column.0), column.1);
    }
    remember(&mut sink.mapping, &reading.columns);

    let from = sink.rows.len();
    walk(&sheet, &header, &places, &reading, frame, index, sink);
    read_swapped(
        &sheet,
        &fields,
        frame,
        index,
        &mut sink.rows[from..],
        &mut sink.problems,
    );
    mark_mixed(&mut sink.rows[from..], &encodings, &fields);
    reading.people = u32::try_from(sink.rows.len() - from).unwrap_or(u32::MAX);
    sink.sheets.push(reading);
    true
}

fn columns_of(sheet: &Sheet, header: &Header, frame: DateFrame, options: &ReadOptions) -> Vec<Recognised> {
    let below = &sheet.rows[header.rows.1..];
    let lines_of = header.columns.iter().enumerate();
    let mut columns: Vec<Recognised> = lines_of
        .map(|(at, lines)| {
            let cells = below.iter().map(move |row| row.cell(at));
            recognise(lines, cells, frame, options.mapping.as_ref())
        })
        .collect();
    // "Năm sinh: Nam | Nữ" without accents: only the neighbour tells "năm" from "nam".
    let has_female = columns
        .iter()
        .any(|column| column.field == Some(Field::BirthDateFemale));
    for column in &mut columns {
        if column.field == Some(Field::BirthDateMale) && !has_female {
            column.field = Some(Field::BirthYear);
        }
    }
    columns
}

fn column_readings(header: &Header, columns: &[Recognised], encodings: &Found) -> Vec<ColumnReading> {
    let all = header.columns.iter().zip(columns).enumerate();
    all.map(|(at, (lines, column))| ColumnReading {
        column: u16::try_from(at).unwrap_or(u16::MAX),
        heading: lines.join(" / "),
        field: column.field,
        certainty: column.certainty,
        encoding: encodings.of(at),
    })
    .collect()
}

fn columns_with_problems(columns: &[Recognised]) -> Vec<(u16, ProblemCode)> {
    let mut found = Vec::new();
    for (at, column) in columns.iter().enumerate() {
        let number = u16::try_from(at).unwrap_or(u16::MAX);
        if column.certainty == Certainty::Contradicted {
            found.push((number, ProblemCode::ColumnContradicted));
        }
        let is_repeated = columns[..at].iter().any(|other| other.field == column.field);
        let may_repeat = matches!(
            column.field,
            None | Some(Field::Note | Field::Signature | Field::RowNumber)
        );
        if is_repeated && !may_repeat {
            found.push((number, ProblemCode::ColumnRepeated));
        }
    }
    found
}

fn remember(mapping: &mut Mapping, columns: &[ColumnReading]) {
    for column in columns.iter().filter(|column| !column.heading.is_empty()) {
        if mapping.get(&column.heading).is_none() {
            mapping.set(&column.heading, column.field);
        }
    }
}

fn titles(sheet: &Sheet, end: usize) -> Vec<String> {
    sheet.rows[..end]
        .iter()
        .flat_map(|row| &row.cells)
        .filter(|cell| matches!(cell, Cell::Text(_)))
        .map(Cell::to_text)
        .collect()
}

fn header_rows(sheet: &Sheet, header: &Header) -> Option<(u32, u32)> {
    let (first, end) = header.rows;
    (first < end).then(|| (sheet.rows[first].number, sheet.rows[end - 1].number))
}

fn walk(
    sheet: &Sheet,
    header: &Header,
    places: &Places<'_>,
    reading: &SheetReading,
    frame: DateFrame,
    index: u32,
    sink: &mut Sink,
) {
    let mut above = Above {
        village: reading
            .titles
            .iter()
            .find_map(|title| groups::village_in(title))
            .or_else(|| groups::village_in(&sheet.name)),
        poverty: None,
    };
    let mut sum = Sum::default();
    let mut has_ended = false;
    let mut people = 0_u32;
    for row in &sheet.rows[header.rows.1..] {
        let mut skip = |reason| {
            sink.skipped.push(SkippedRow {
                sheet: index,
                row: row.number,
                reason,
                text: first_text(row),
            });
        };
        let is_numbered = is_numbered(row, places);
        if people == 0 && groups::is_column_numbers(row) {
            skip(SkipReason::ColumnNumbers);
            continue;
        }
        if !is_numbered && repeats(row, header) {
            skip(SkipReason::RepeatedHeading);
            continue;
        }
        if !is_numbered && groups::is_totals(row) {
            skip(SkipReason::Totals);
            if let Some(code) = sum.compare(row, places) {
                sink.problems.push(ListProblem {
                    sheet: index,
                    row: Some(row.number),
                    column: places.of(Field::Monthly).and_then(|at| u16::try_from(at).ok()),
                    code,
                });
            }
            continue;
        }
        if !is_numbered && (has_ended || (people > 0 && groups::is_signature(row))) {
            has_ended = true;
            skip(SkipReason::Signature);
            continue;
        }
        if !is_numbered && is_group(row, places, &mut above) {
            skip(SkipReason::Group);
            continue;
        }
        let mut person = person::read(row, places, &above, frame);
        person.sheet = index;
        if person.full_name.is_none() {
            let says_something =
                person.personal_id.is_some() || person.birth_date.is_some() || person.monthly.is_some();
            if !says_something {
                skip(SkipReason::NoName);
                continue;
            }
            person.problems.push(RowProblem {
                column: places.of(Field::FullName).and_then(|at| u16::try_from(at).ok()),
                field: Some(Field::FullName),
                code: ProblemCode::NameMissing,
            });
        }
        sum.add(&person);
        people += 1;
        has_ended = false;
        sink.rows.push(person);
    }
}

/// Whether the row has a number in its STT column, as people have and sums and signatures do not.
fn is_numbered(row: &Row, places: &Places<'_>) -> bool {
    let Some(at) = places.of(Field::RowNumber) else {
        return false;
    };
    let text = row.cell(at).to_text();
    row.filled() >= 2 && !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}

/// A row with hardly anything but the name of a group, which then holds for the rows below.
fn is_group(row: &Row, places: &Places<'_>, above: &mut Above) -> bool {
    let texts: Vec<(usize, String)> = row
        .cells
        .iter()
        .enumerate()
        .filter(|(_, cell)| !cell.is_empty())
        .map(|(at, cell)| (at, cell.to_text()))
        .collect();
    if texts.is_empty() || texts.len() > 3 {
        return false;
    }
    let has_person = [
        Field::PersonalId,
        Field::BirthDate,
        Field::BirthDateMale,
        Field::BirthDateFemale,
        Field::Sex,
    ]
    .iter()
    .any(|field| places.of(*field).is_some_and(|at| !row.cell(at).is_empty()));
    if has_person {
        return false;
    }
    if let Some(village) = texts.iter().find_map(|(_, text)| groups::village_in(text)) {
        above.village = Some(village);
        return true;
    }
    let words: Vec<(usize, String)> = texts.into_iter().filter(|(_, text)| text.len() > 3).collect();
    let [(at, text)] = words.as_slice() else {
        return false;
    };
    let key = words_key(text);
    let poverty = if key.contains("can ngheo") {
        Some("near_poor")
    } else if key.contains("ho ngheo") {
        Some("poor")
    } else {
        None
    };
    if let Some(code) = poverty {
        above.poverty = Some((code, text.clone()));
        return true;
    }
    // Any other text that does not stand where names stand.
    places.of(Field::FullName).is_some_and(|names| names != *at)
}

fn repeats(row: &Row, header: &Header) -> bool {
    let same = row
        .cells
        .iter()
        .zip(&header.columns)
        .filter(|(cell, lines)| match cell {
            Cell::Text(text) => lines.iter().any(|line| words_key(line) == words_key(text)),
            Cell::Empty | Cell::Number(_) | Cell::Date(_) | Cell::Bool(_) | Cell::Error(_) => false,
        })
        .count();
    same >= 2 && same * 2 > row.filled()
}

fn first_text(row: &Row) -> String {
    row.cells
        .iter()
        .find(|cell| matches!(cell, Cell::Text(_)))
        .map(Cell::to_text)
        .unwrap_or_default()
}

/// Reads the rows again in which columns have changed places, and says so on the list and on each of them.
fn read_swapped(
    sheet: &Sheet,
    fields: &[Option<Field>],
    frame: DateFrame,
    index: u32,
    people: &mut [PersonRow],
    problems: &mut Vec<ListProblem>,
) {
    let swaps = swapped::find(people, fields);
    let Some(first) = swaps.iter().map(|swap| swap.start).min() else {
        return;
    };
    let number = |column: usize| u16::try_from(column).ok();
    for swap in &swaps {
        problems.extend(swap.columns.map(|(column, _)| ListProblem {
            sheet: index,
            row: Some(people[swap.start].row),
            column: number(column),
            code: ProblemCode::ColumnsSwapped,
        }));
    }
    for (at, person) in people.iter_mut().enumerate().skip(first) {
        let Ok(row) = sheet.rows.binary_search_by_key(&person.row, |row| row.number) else {
            continue;
        };
        let here = swaps.iter().filter(|swap| swap.start <= at);
        let mut columns = fields.to_vec();
        for swap in here.clone() {
            columns.swap(swap.columns[0].0, swap.columns[1].0);
        }
        let above = Above::of(person);
        let places = Places { columns: &columns };
        let mut again = person::read(&sheet.rows[row], &places, &above, frame);
        again.sheet = index;
        again.problems.extend(here.map(|swap| RowProblem {
            column: number(swap.columns[0].0),
            field: Some(swap.columns[0].1),
            code: ProblemCode::ColumnsSwapped,
        }));
        *person = again;
    }
}

fn mark_mixed(rows: &mut [PersonRow], encodings: &Found, fields: &[Option<Field>]) {
    for (number, column) in &encodings.mixed {
        if let Ok(at) = rows.binary_search_by_key(number, |row| row.row) {
            rows[at].problems.push(RowProblem {
                column: Some(*column),
                field: fields.get(usize::from(*column)).copied().flatten(),
                code: ProblemCode::TextEncodingMixed,
            });
        }
    }
}

/// Sums of the amounts, to hold against the sums that the list itself gives: of a group, or of all.
#[derive(Default)]
struct Sum {
    group: i64,
    all: i64,
}

impl Sum {
    fn add(&mut self, person: &PersonRow) {
        let amount = person.monthly.as_ref().and_then(|monthly| monthly.value).unwrap_or(0);
        self.group += amount;
        self.all += amount;
    }

    fn compare(&mut self, row: &Row, places: &Places<'_>) -> Option<ProblemCode> {
        let stated = match row.cell(places.of(Field::Monthly)?) {
            Cell::Number(number) => *number as i64,
            Cell::Text(text) => text
                .chars()
                .filter(char::is_ascii_digit)
                .collect::<String>()
                .parse()
                .ok()?,
            Cell::Empty | Cell::Date(_) | Cell::Bool(_) | Cell::Error(_) => return None,
        };
        let fits = stated == self.group || stated == self.all;
        self.group = 0;
        (!fits).then_some(ProblemCode::TotalsDiffer)
    }
}
