//! Columns that change places half-way: somebody pasted rows of another list below. The rows are read as they stand, and
//! each says so.

use crate::columns::{Field, fits};
use crate::imported::PersonRow;
use crate::values::DateFrame;
use crate::workbook::Cell;

/// Fields whose cells look like nothing else, so that a change shows.
const WATCHED: [Field; 7] = [
    Field::FullName,
    Field::BirthDate,
    Field::Sex,
    Field::PersonalId,
    Field::Phone,
    Field::EthnicGroup,
    Field::Monthly,
];
/// A change shows itself in so many rows after it, and holds to the end.
const LEAST_ROWS: usize = 3;

/// What the cell of a field held, and whether it could be read as the field.
fn raw(row: &PersonRow, field: Field) -> Option<(&str, bool)> {
    fn of<T>(reading: Option<&crate::imported::Reading<T>>) -> Option<(&str, bool)> {
        reading.map(|it| (it.raw.as_str(), it.value.is_some()))
    }
    match field {
        Field::FullName => of(row.full_name.as_ref()),
        Field::BirthDate => of(row.birth_date.as_ref()),
        Field::Sex => of(row.sex.as_ref()),
        Field::PersonalId => of(row.personal_id.as_ref()).or(of(row.old_id.as_ref())),
        Field::Phone => of(row.phone.as_ref()),
        Field::EthnicGroup => of(row.ethnic_group.as_ref()),
        Field::Monthly => of(row.monthly.as_ref()),
        _ => None,
    }
}

/// Two columns whose content changes places.
pub struct Swap {
    /// The columns, and the fields that their headings name.
    pub columns: [(usize, Field); 2],
    /// Index of the first such row.
    pub start: usize,
}

/// Pairs of columns whose content changes places at a row, and stays so to the end.
pub fn find(rows: &[PersonRow], fields: &[Option<Field>]) -> Vec<Swap> {
    let changes: Vec<(usize, Field, usize)> = WATCHED
        .into_iter()
        .filter_map(|field| {
            let column = fields.iter().position(|it| *it == Some(field))?;
            Some((column, field, change(rows, field)?))
        })
        .collect();
    let mut swaps = Vec::new();
    for (at, (column, one, from)) in changes.iter().enumerate() {
        for (other_column, other, other_from) in &changes[at + 1..] {
            let start = *from.min(other_from);
            if from.abs_diff(*other_from) <= 1 && are_swapped(&rows[start..], *one, *other) {
                swaps.push(Swap {
                    columns: [(*column, *one), (*other_column, *other)],
                    start,
                });
            }
        }
    }
    swaps
}

/// The row from which nearly nothing of a column can be read, when nearly everything before it can.
fn change(rows: &[PersonRow], field: Field) -> Option<usize> {
    let readable: Vec<(usize, bool)> = rows
        .iter()
        .enumerate()
        .filter_map(|(at, row)| Some((at, raw(row, field)?.1)))
        .collect();
    // The place that explains most rows: readable before, unreadable from there on.
    let mut good_after = readable.iter().filter(|(_, is_good)| *is_good).count();
    let mut bad_before = 0;
    let mut best: Option<(usize, usize)> = None;
    for (at, (_, is_good)) in readable.iter().enumerate() {
        let errors = bad_before + good_after;
        if best.is_none_or(|(_, least)| errors < least) {
            best = Some((at, errors));
        }
        if *is_good {
            good_after -= 1;
        } else {
            bad_before += 1;
        }
    }
    let (cut, errors) = best?;
    let after = readable.len() - cut;
    let is_clear = cut >= LEAST_ROWS && after >= LEAST_ROWS && errors * 10 <= readable.len().min(after * 3);
    is_clear.then(|| readable[cut].0)
}

/// Whether the cells of each column look like those of the other.
fn are_swapped(rows: &[PersonRow], one: Field, other: Field) -> bool {
    let frame = DateFrame::default();
    let looks_like = |from: Field, like: Field| {
        let texts: Vec<&str> = rows.iter().filter_map(|row| Some(raw(row, from)?.0)).collect();
        let fitting = texts
            .iter()
            .filter(|text| {
                // A date of birth that was a real date is written as text here; a number may be one too.
                let cell = text.parse().map_or_else(|_| Cell::text(text), Cell::Number);
                fits(like, &cell, frame) == Some(true) || fits(like, &Cell::text(text), frame) == Some(true)
            })
            .count();
        texts.len() >= LEAST_ROWS && fitting * 10 >= texts.len() * 8
    };
    looks_like(one, other) && looks_like(other, one)
}
