//! Puts the text of a sheet right, column by column.

use crate::encoding::{Encoding, Evidence, restore_in};
use crate::workbook::{Cell, Sheet};

/// Texts of a column that are weighed.
const SAMPLE: usize = 3_000;

/// What was found: the encoding of each column, and cells (row number, column) that differ from their column.
#[derive(Debug, Default)]
pub struct Found {
    pub columns: Vec<Encoding>,
    pub mixed: Vec<(u32, u16)>,
}

impl Found {
    pub fn of(&self, column: usize) -> Encoding {
        self.columns.get(column).copied().unwrap_or_default()
    }
}

/// Decides per column and rewrites the texts in place.
pub fn put_right(sheet: &mut Sheet) -> Found {
    let width = sheet.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let mut evidence = vec![(Evidence::default(), 0_usize); width];
    let mut of_sheet = Evidence::default();
    for row in &sheet.rows {
        for (cell, (evidence, seen)) in row.cells.iter().zip(&mut evidence) {
            if let Cell::Text(text) = cell
                && !text.is_ascii()
                && *seen < SAMPLE
            {
                *seen += 1;
                evidence.add(text);
                of_sheet.add(text);
            }
        }
    }
    let sheet_encoding = of_sheet.decide();
    // A column with too few words to tell ("N÷") follows the sheet.
    let columns: Vec<Encoding> = evidence.iter().map(|(own, _)| own.decide_in(sheet_encoding)).collect();
    let mut mixed = Vec::new();
    for row in &mut sheet.rows {
        for (at, cell) in row.cells.iter_mut().enumerate() {
            let Cell::Text(text) = cell else {
                continue;
            };
            if text.is_ascii() {
                continue;
            }
            let restored = restore_in(text, columns[at]);
            let is_other = restored.encoding != columns[at] && restored.encoding != Encoding::Unicode;
            if is_other || restored.is_garbled {
                mixed.push((row.number, u16::try_from(at).unwrap_or(u16::MAX)));
            }
            if restored.text != **text {
                *text = restored.text.into_boxed_str();
            }
        }
    }
    Found { columns, mixed }
}
