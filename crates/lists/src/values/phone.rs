//! Phone numbers.

use domain::phone::Phone;

use crate::imported::Reading;
use crate::problem::ProblemCode;
use crate::workbook::Cell;

/// Reads a phone number; of several the first good one is taken, with a remark.
pub fn phone(cell: &Cell) -> Option<Reading<String>> {
    let raw = cell.to_text();
    match cell {
        Cell::Empty => return None,
        Cell::Error(_) => return Some(Reading::refused(raw, ProblemCode::FormulaError)),
        Cell::Text(_) | Cell::Number(_) | Cell::Date(_) | Cell::Bool(_) => {}
    }
    if let Some((number, problem)) = one(&raw) {
        return Some(Reading {
            raw,
            value: Some(number),
            problem,
        });
    }
    let several: Vec<&str> = raw
        .split(['/', ';', ',', '\n'])
        .filter(|part| !part.trim().is_empty())
        .collect();
    if several.len() > 1
        && let Some((number, _)) = several.iter().find_map(|part| one(part))
    {
        return Some(Reading::remarked(raw.clone(), number, ProblemCode::PhoneSeveral));
    }
    Some(Reading::refused(raw, ProblemCode::PhoneUnreadable))
}

fn one(text: &str) -> Option<(String, Option<ProblemCode>)> {
    let text = text.trim().trim_start_matches(['\'', '’']);
    if let Ok(phone) = Phone::parse(text) {
        return Some((phone.as_str().to_owned(), None));
    }
    let phone = Phone::parse(&format!("0{text}")).ok()?;
    Some((phone.as_str().to_owned(), Some(ProblemCode::PhoneZeroRestored)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_phones() {
        use ProblemCode::*;
        for (cell, value, problem) in [
            (Cell::text("0912 000 001"), Some("0912000001"), None),
            (Cell::Number(912_000_001.0), Some("0912000001"), Some(PhoneZeroRestored)),
            (
                Cell::text("0912000001/0913000002"),
                Some("0912000001"),
                Some(PhoneSeveral),
            ),
            (Cell::text("+84 912 000 001"), Some("0912000001"), None),
            (Cell::text("không"), None, Some(PhoneUnreadable)),
        ] {
            let reading = phone(&cell).expect("content");
            assert_eq!(
                (reading.value.as_deref(), reading.problem),
                (value, problem),
                "{cell:?}"
            );
        }
    }
}
