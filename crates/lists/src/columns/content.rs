//! What the cells of a column look like, to confirm or contradict its heading.

use super::Field;
use crate::imported::Reading;
use crate::values::{self, DateFrame};
use crate::workbook::Cell;

/// How many cells of a column are looked at.
const SAMPLE: usize = 200;

/// Whether a cell can be what the field says; `None` where any text can.
pub fn fits(field: Field, cell: &Cell, frame: DateFrame) -> Option<bool> {
    fn good<T>(reading: Option<Reading<T>>) -> bool {
        reading.is_some_and(|it| it.value.is_some())
    }
    Some(match field {
        Field::FullName | Field::HeadName | Field::CaregiverName => is_name(cell),
        Field::BirthDate
        | Field::BirthDateMale
        | Field::BirthDateFemale
        | Field::DecisionDate
        | Field::DeathDate
        | Field::FromMonth => good(values::date(cell, frame)) || good(values::year_month(cell, frame)),
        Field::Sex => good(values::sex(cell)),
        Field::PersonalId | Field::OldId => is_id(cell),
        Field::Phone => good(values::phone(cell)),
        Field::EthnicGroup => good(values::ethnic_group(cell)),
        Field::Poverty => good(values::poverty(cell)),
        Field::Disability => good(values::disability(cell)),
        Field::DisabilityType => good(values::disability_types(cell)),
        Field::RelationToHead => good(values::relation(cell)),
        Field::Monthly => good(values::money(cell)),
        Field::Coefficient => good(values::coefficient(cell)),
        Field::MaleMark
        | Field::FemaleMark
        | Field::PoorMark
        | Field::NearPoorMark
        | Field::ExtremeMark
        | Field::SevereMark
        | Field::LightMark => values::is_mark(cell).is_some(),
        Field::BirthDay | Field::BirthMonth | Field::BirthYear | Field::RowNumber => {
            cell.to_text().bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
        }
        Field::FamilyName
        | Field::GivenName
        | Field::Address
        | Field::Village
        | Field::Commune
        | Field::District
        | Field::Province
        | Field::HouseholdNumber
        | Field::DisabilityCertificate
        | Field::Category
        | Field::DecisionNumber
        | Field::BankAccount
        | Field::Status
        | Field::Note
        | Field::Signature => return None,
    })
}

fn is_name(cell: &Cell) -> bool {
    matches!(cell, Cell::Text(_))
        && values::name(cell).is_some_and(|names| {
            names
                .name
                .value
                .is_some_and(|name| (name.contains([' ', '\'']) || name.len() > 2) && name.len() < 60)
        })
}

fn is_id(cell: &Cell) -> bool {
    let digits = cell.to_text().bytes().filter(u8::is_ascii_digit).count();
    let ids = values::ids(cell, false);
    let is_whole = [&ids.personal, &ids.old]
        .into_iter()
        .flatten()
        .any(|id| id.value.is_some());
    is_whole || (digits >= 8 && cell.to_text().to_uppercase().contains("E+"))
}

/// Of the filled cells of a column: how many were looked at, how many fit.
pub fn share<'a>(field: Field, cells: impl Iterator<Item = &'a Cell>, frame: DateFrame) -> Option<(usize, usize)> {
    let mut looked_at = 0;
    let mut fitting = 0;
    for cell in cells.filter(|cell| !cell.is_empty()).take(SAMPLE) {
        looked_at += 1;
        fitting += usize::from(fits(field, cell, frame)?);
    }
    Some((looked_at, fitting))
}

/// The field that the cells alone speak for, of those that cells can tell.
pub fn field_of<'a>(cells: impl Iterator<Item = &'a Cell> + Clone, frame: DateFrame) -> Option<Field> {
    const TOLD: [Field; 9] = [
        Field::PersonalId,
        Field::Phone,
        Field::Sex,
        Field::EthnicGroup,
        Field::RelationToHead,
        Field::BirthDate,
        Field::Poverty,
        Field::Disability,
        Field::FullName,
    ];
    TOLD.into_iter().find(|field| {
        share(*field, cells.clone(), frame).is_some_and(|(looked_at, fitting)| {
            // Any two words can be a name, so names must be words with a space.
            looked_at >= 3 && fitting * 10 >= looked_at * 8 && (*field != Field::FullName || have_spaces(cells.clone()))
        })
    })
}

fn have_spaces<'a>(cells: impl Iterator<Item = &'a Cell>) -> bool {
    let (mut all, mut spaced) = (0, 0);
    for cell in cells.filter(|cell| !cell.is_empty()).take(SAMPLE) {
        let words = cell.to_text().split_whitespace().count();
        all += 1;
        spaced += usize::from((2..=5).contains(&words));
    }
    spaced * 10 >= all * 6
}
