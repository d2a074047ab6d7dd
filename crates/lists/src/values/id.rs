//! Personal ids of 12 digits and old ids of 9, as spreadsheets spoil them.

use domain::field_problem::FieldProblemCode;
use domain::personal_id::{OldId, PersonalId, RegisteredIn};
use domain::sex::Sex;

use crate::imported::Reading;
use crate::problem::ProblemCode;
use crate::workbook::Cell;

/// The numbers of one cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ids {
    /// 12 digits, or what should have been.
    pub personal: Option<Reading<String>>,
    /// 9 digits.
    pub old: Option<Reading<String>>,
}

/// Reads a cell of a column of ids. `is_old_column`: the column is for the old number alone.
pub fn ids(cell: &Cell, is_old_column: bool) -> Ids {
    let raw = cell.to_text();
    match cell {
        Cell::Empty => Ids::default(),
        Cell::Error(_) => refused(raw, ProblemCode::FormulaError, is_old_column),
        Cell::Bool(_) | Cell::Date(_) => refused(raw, ProblemCode::IdUnreadable, is_old_column),
        Cell::Number(number) => {
            if number.fract() != 0.0 || *number < 1.0 || *number >= 1e13 {
                return refused(raw, ProblemCode::IdUnreadable, is_old_column);
            }
            one(&raw.clone(), raw, is_old_column)
        }
        Cell::Text(text) => {
            let upper = text.trim().to_uppercase();
            if upper.contains("E+") {
                return refused(raw, ProblemCode::IdDigitsLost, is_old_column);
            }
            several(&raw, is_old_column)
        }
    }
}

/// "245900114 / 067144900001": both numbers in one cell.
fn several(raw: &str, is_old_column: bool) -> Ids {
    let parts: Vec<&str> = raw
        .split(['/', ';', ',', '\n', '(', ')'])
        .map(str::trim)
        .filter(|part| part.bytes().any(|byte| byte.is_ascii_digit()))
        .collect();
    let mut all = Ids::default();
    match parts.as_slice() {
        [] => return refused(raw.to_owned(), ProblemCode::IdUnreadable, is_old_column),
        [only] if raw.bytes().filter(u8::is_ascii_alphabetic).count() == 0 => {
            return one(only, raw.to_owned(), is_old_column);
        }
        parts => {
            for part in parts {
                let digits: String = part.chars().filter(char::is_ascii_digit).collect();
                let found = one(&digits, raw.to_owned(), is_old_column);
                all.personal = all.personal.or(found.personal);
                // An old number beside the new one is where it belongs.
                all.old = all.old.or(found.old.map(|mut old| {
                    old.problem = old.problem.filter(|problem| *problem != ProblemCode::IdIsOldId);
                    old
                }));
            }
        }
    }
    all
}

fn one(text: &str, raw: String, is_old_column: bool) -> Ids {
    let digits: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '.' | '-' | '\'' | '’' | '`' | '\u{FEFF}' | '\u{200B}'))
        .collect();
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return refused(raw, ProblemCode::IdUnreadable, is_old_column);
    }
    let old = |digits: &str, problem| match OldId::parse(digits) {
        Ok(id) => Ids {
            personal: None,
            old: Some(Reading {
                raw: raw.clone(),
                value: Some(id.as_str().to_owned()),
                problem,
            }),
        },
        Err(_) => refused(raw.clone(), ProblemCode::IdUnreadable, is_old_column),
    };
    let personal = |value: &str, problem| Ids {
        personal: Some(Reading {
            raw: raw.clone(),
            value: Some(value.to_owned()),
            problem,
        }),
        old: None,
    };
    match digits.len() {
        12 => personal(&digits, None),
        9 => old(&digits, (!is_old_column).then_some(ProblemCode::IdIsOldId)),
        8 => old(&format!("0{digits}"), Some(ProblemCode::IdZeroRestored)),
        // Ha Noi and the north begin with two zeros (001), most provinces with one.
        10 | 11 => match zeros_restored(&digits) {
            Some(id) => personal(id.as_str(), Some(ProblemCode::IdZeroRestored)),
            None => refused(raw, ProblemCode::IdZeroDoubtful, is_old_column),
        },
        _ => refused(raw, ProblemCode::IdUnreadable, is_old_column),
    }
}

fn zeros_restored(digits: &str) -> Option<PersonalId> {
    let id = PersonalId::parse(&format!("{digits:0>12}")).ok()?;
    match id.structure().registered_in {
        RegisteredIn::Province { .. } => Some(id),
        RegisteredIn::Abroad { .. } | RegisteredIn::Unknown { .. } => None,
    }
}

fn refused(raw: String, code: ProblemCode, is_old_column: bool) -> Ids {
    let reading = Some(Reading::refused(raw, code));
    if is_old_column {
        Ids {
            personal: None,
            old: reading,
        }
    } else {
        Ids {
            personal: reading,
            old: None,
        }
    }
}

/// Compares a number with what else the row says. A number that only a restored zero made whole is taken back when it
/// contradicts the person; another keeps its value and gets a remark.
pub fn check_structure(reading: &mut Reading<String>, sex: Option<Sex>, birth_year: Option<i32>) {
    let Some(id) = reading.value.as_deref().and_then(|id| PersonalId::parse(id).ok()) else {
        return;
    };
    let found = id.check(sex, birth_year);
    let Some(first) = found.first() else {
        return;
    };
    if reading.problem == Some(ProblemCode::IdZeroRestored) {
        reading.value = None;
        reading.problem = Some(ProblemCode::IdZeroDoubtful);
        return;
    }
    reading.problem = reading.problem.or(Some(match first.code {
        FieldProblemCode::PersonalIdSexMismatch => ProblemCode::IdSexMismatch,
        FieldProblemCode::PersonalIdBirthYearMismatch => ProblemCode::IdBirthYearMismatch,
        _ => ProblemCode::IdProvinceUnknown,
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_ids_as_spreadsheets_spoil_them() {
        use ProblemCode::*;
        type Case = (
            Cell,
            bool,
            Option<&'static str>,
            Option<&'static str>,
            Option<ProblemCode>,
        );
        let text = Cell::text;
        let cases: [Case; 14] = [
            (text("067144900001"), false, Some("067144900001"), None, None),
            (text("067 144 900 001"), false, Some("067144900001"), None, None),
            (text("'067.144.900.001"), false, Some("067144900001"), None, None),
            (
                Cell::Number(67_144_900_001.0),
                false,
                Some("067144900001"),
                None,
                Some(IdZeroRestored),
            ),
            (
                Cell::Number(1_144_900_001.0),
                false,
                Some("001144900001"),
                None,
                Some(IdZeroRestored),
            ),
            (text("1.23457E+11"), false, None, None, Some(IdDigitsLost)),
            (text("1,23457E+11"), false, None, None, Some(IdDigitsLost)),
            (text("245900114"), false, None, Some("245900114"), Some(IdIsOldId)),
            (text("245900114"), true, None, Some("245900114"), None),
            (
                Cell::Number(12_345_678.0),
                true,
                None,
                Some("012345678"),
                Some(IdZeroRestored),
            ),
            (
                text("245900114 / 067144900001"),
                false,
                Some("067144900001"),
                Some("245900114"),
                None,
            ),
            (text("99944900001"), false, None, None, Some(IdZeroDoubtful)),
            (text("không có"), false, None, None, Some(IdUnreadable)),
            (Cell::Error("#N/A"), false, None, None, Some(FormulaError)),
        ];
        for (cell, is_old_column, personal, old, problem) in cases {
            let ids = ids(&cell, is_old_column);
            let value = |reading: &Option<Reading<String>>| reading.as_ref().and_then(|it| it.value.clone());
            assert_eq!(value(&ids.personal).as_deref(), personal, "{cell:?}");
            assert_eq!(value(&ids.old).as_deref(), old, "{cell:?}");
            let found = ids
                .personal
                .and_then(|it| it.problem)
                .or(ids.old.and_then(|it| it.problem));
            assert_eq!(found, problem, "{cell:?}");
        }
    }

    #[test]
    fn a_restored_zero_must_fit_the_person() {
        let restored = || ids(&Cell::Number(67_144_900_001.0), false).personal.expect("an id");
        let mut fits = restored();
        check_structure(&mut fits, Some(Sex::Female), Some(1944));
        assert_eq!(
            (fits.value.as_deref(), fits.problem),
            (Some("067144900001"), Some(ProblemCode::IdZeroRestored))
        );
        let mut differs = restored();
        check_structure(&mut differs, Some(Sex::Male), Some(1944));
        assert_eq!(
            (differs.value, differs.problem),
            (None, Some(ProblemCode::IdZeroDoubtful))
        );
        let mut whole = ids(&Cell::text("067144900001"), false).personal.expect("an id");
        check_structure(&mut whole, Some(Sex::Male), None);
        assert_eq!(
            (whole.value.as_deref(), whole.problem),
            (Some("067144900001"), Some(ProblemCode::IdSexMismatch))
        );
    }
}
