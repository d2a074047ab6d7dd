//! Where the headings are: one row or several, after titles, anywhere in the first rows.

use super::groups::village_in;
use crate::columns::{Lines, Mapping, field_of};
use crate::workbook::{Cell, Row, Sheet};

/// Rows with content among which the headings are looked for.
const SEARCHED: usize = 40;
/// A longer text is a sentence and no heading.
const LONGEST: usize = 120;

/// The headings of a sheet.
#[derive(Debug, PartialEq, Eq)]
pub struct Header {
    /// Indices into the rows of the sheet: first, and the one behind the last.
    pub rows: (usize, usize),
    /// The heading of each column.
    pub columns: Vec<Lines>,
}

/// Finds the headings: those that everybody knows, and those that a person explained.
pub fn find(sheet: &Sheet, mapping: Option<&Mapping>) -> Option<Header> {
    let scores: Vec<usize> = sheet
        .rows
        .iter()
        .take(SEARCHED)
        .map(|row| score(row, mapping))
        .collect();
    let best = *scores.iter().max()?;
    if best < 2 {
        return None;
    }
    // The first of the best: headings are repeated on later pages, unless the next row belongs to the same headings.
    let mut main = scores.iter().position(|score| *score == best)?;
    while main + 1 < scores.len() && scores[main + 1] >= best && are_neighbours(sheet, main) {
        main += 1;
    }
    let mut first = main;
    while first > 0
        && main - first < 2
        && are_neighbours(sheet, first - 1)
        && is_upper(&sheet.rows[first - 1], &sheet.rows[main])
    {
        first -= 1;
    }
    let mut end = main + 1;
    while end < sheet.rows.len()
        && end - main <= 2
        && are_neighbours(sheet, end - 1)
        && is_lower(&sheet.rows[end], &sheet.rows[main])
    {
        end += 1;
    }
    Some(Header {
        rows: (first, end),
        columns: join(&sheet.rows[first..end]),
    })
}

fn are_neighbours(sheet: &Sheet, upper: usize) -> bool {
    sheet
        .rows
        .get(upper + 1)
        .is_some_and(|lower| lower.number <= sheet.rows[upper].number + 1)
}

fn heading(cell: &Cell) -> Option<&str> {
    match cell {
        Cell::Text(text) if text.chars().count() <= LONGEST => Some(text.trim()),
        Cell::Text(_) | Cell::Empty | Cell::Number(_) | Cell::Date(_) | Cell::Bool(_) | Cell::Error(_) => None,
    }
}

/// How many different fields a row names.
fn score(row: &Row, mapping: Option<&Mapping>) -> usize {
    let mut fields: Vec<_> = row
        .cells
        .iter()
        .filter_map(heading)
        .filter_map(|text| match mapping.and_then(|mapping| mapping.get(text)) {
            Some(said) => said,
            None => field_of(&[text.to_owned()]),
        })
        .collect();
    fields.sort_unstable();
    fields.dedup();
    fields.len()
}

/// A row above the main one that belongs to the headings: it has headings where the main row has none, or several known.
fn is_upper(upper: &Row, main: &Row) -> bool {
    let is_text = upper
        .cells
        .iter()
        .all(|cell| cell.is_empty() || heading(cell).is_some());
    let fills = upper.cells.iter().enumerate().any(|(at, cell)| {
        heading(cell).and_then(|text| field_of(&[text.to_owned()])).is_some() && main.cell(at).is_empty()
    });
    is_text && upper.filled() >= 2 && (fills || score(upper, None) >= 2)
}

/// A row below the main one that divides some of its headings: only texts, and only known parts.
fn is_lower(lower: &Row, main: &Row) -> bool {
    let mut parts = 0;
    for (at, cell) in lower.cells.iter().enumerate() {
        if cell.is_empty() {
            continue;
        }
        let Some(text) = heading(cell) else {
            return false;
        };
        // "(1)", "A": a row that numbers the columns.
        // "Thôn 3": a group begins.
        if text.chars().filter(|c| c.is_alphabetic()).count() < 2 || village_in(text).is_some() {
            return false;
        }
        // Cells that are merged downwards repeat the main row.
        if heading(main.cell(at)) == Some(text) {
            continue;
        }
        // A heading over several columns stands in the first of them.
        let upper = (0..=at)
            .rev()
            .find_map(|column| heading(main.cell(column)))
            .unwrap_or("");
        let lines: Lines = [upper, text].map(str::to_owned).to_vec();
        if field_of(&lines[1..]).is_none() && field_of(&lines).is_none() {
            return false;
        }
        parts += 1;
    }
    parts > 0 && (parts >= 2 || lower.filled() < main.filled())
}

fn join(rows: &[Row]) -> Vec<Lines> {
    let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    (0..width)
        .map(|column| {
            let mut lines: Lines = Vec::new();
            for (at, row) in rows.iter().enumerate() {
                let own = heading(row.cell(column));
                // Merged to the right: the heading stands in the first of its columns, its parts below each.
                let text = own.or_else(|| inherited(row, rows.get(at + 1)?, column));
                if let Some(text) = text
                    && lines.last().map(String::as_str) != Some(text)
                {
                    lines.push(text.to_owned());
                }
            }
            lines
        })
        .collect()
}

fn inherited<'a>(row: &'a Row, below: &Row, column: usize) -> Option<&'a str> {
    heading(below.cell(column))?;
    let mut at = column;
    while at > 0 {
        at -= 1;
        if let Some(text) = heading(row.cell(at)) {
            let divides = heading(below.cell(at)).is_some_and(|part| part != text);
            return divides.then_some(text);
        }
        heading(below.cell(at))?;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(rows: &[&[&str]]) -> Sheet {
        let rows = (1..).zip(rows).map(|(number, cells)| Row {
            number,
            cells: cells.iter().map(|text| Cell::text(text)).collect(),
        });
        Sheet {
            name: String::new(),
            is_hidden: false,
            rows: rows.filter(|row| row.filled() > 0).collect(),
        }
    }

    #[test]
    fn headings_of_two_rows_after_titles() {
        let found = find(
            &sheet(&[
                &["UBND XÃ TÀ ĐÙNG", "", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
                &["DANH SÁCH NGƯỜI CAO TUỔI THÔN 3"],
                &[],
                &["STT", "Họ và tên", "Năm sinh", "", "Số CCCD", "Ghi chú"],
                &["", "", "Nam", "Nữ", "", ""],
                &["1", "Nguyễn Văn A", "1950", "", "067050000001", ""],
            ]),
            None,
        )
        .expect("headings");
        assert_eq!(found.rows, (2, 4));
        let columns: Vec<String> = found.columns.iter().map(|lines| lines.join("/")).collect();
        assert_eq!(
            columns,
            ["STT", "Họ và tên", "Năm sinh/Nam", "Năm sinh/Nữ", "Số CCCD", "Ghi chú"]
        );
    }

    #[test]
    fn headings_of_one_row_and_none() {
        let found = find(&sheet(&[&["TT", "HO TEN", "NGAY SINH"], &["1", "A B", "1950"]]), None).expect("headings");
        assert_eq!(found.rows, (0, 1));
        assert_eq!(find(&sheet(&[&["1", "Nguyễn Văn A", "1950"]]), None), None);
    }
}
