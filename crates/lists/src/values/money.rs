//! Amounts in đồng and coefficients.

use crate::imported::Reading;
use crate::problem::ProblemCode;
use crate::text::words_key;
use crate::workbook::Cell;

/// No monthly amount of social assistance is higher.
const HIGHEST_DONG: f64 = 100_000_000.0;

/// Reads an amount, in đồng. Amounts given in thousands or millions are converted, with a remark.
pub fn money(cell: &Cell) -> Option<Reading<i64>> {
    let raw = cell.to_text();
    let (number, factor) = match cell {
        Cell::Empty => return None,
        Cell::Error(_) => return Some(Reading::refused(raw, ProblemCode::FormulaError)),
        Cell::Bool(_) | Cell::Date(_) => return Some(Reading::refused(raw, ProblemCode::MoneyUnreadable)),
        Cell::Number(number) => (Some(*number), None),
        Cell::Text(text) => {
            let split = text
                .char_indices()
                .find(|(_, c)| !c.is_ascii_digit() && !matches!(c, '.' | ',' | ' ' | '\u{A0}'))
                .map_or(text.len(), |(at, _)| at);
            let (figures, unit) = text.trim_start().split_at(split.min(text.trim_start().len()));
            let factor = match words_key(unit).as_str() {
                "" => None,
                "d" | "dong" | "vnd" | "vn d" | "d thang" | "dong thang" | "vnd thang" => Some(1.0),
                "k" | "nghin" | "ngan" | "nghin dong" | "ngan dong" => Some(1_000.0),
                "tr" | "trieu" | "trieu dong" | "trd" => Some(1_000_000.0),
                _ => return Some(Reading::refused(raw, ProblemCode::MoneyUnreadable)),
            };
            (figure(figures), factor)
        }
    };
    let Some(number) = number.filter(|number| *number >= 0.0) else {
        return Some(Reading::refused(raw, ProblemCode::MoneyUnreadable));
    };
    // Without a unit, the size tells: nobody is paid 540 đ or 0.54 đ a month.
    let (factor, is_told_by_size) = match factor {
        Some(factor) => (factor, false),
        None if number == 0.0 || number >= 10_000.0 => (1.0, false),
        None if number >= 50.0 => (1_000.0, true),
        None if (0.05..20.0).contains(&number) => (1_000_000.0, true),
        None => return Some(Reading::refused(raw, ProblemCode::MoneyUnreadable)),
    };
    let dong = number * factor;
    if dong > HIGHEST_DONG {
        return Some(Reading::refused(raw, ProblemCode::MoneyUnreadable));
    }
    let is_converted = factor != 1.0 || is_told_by_size;
    Some(Reading {
        raw,
        value: Some(dong.round() as i64),
        problem: is_converted.then_some(ProblemCode::MoneyUnitConverted),
    })
}

/// "540.000", "540,000", "1.080.000,5", "0,54": groups of three digits are thousands, anything else is a decimal.
fn figure(text: &str) -> Option<f64> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let separators = text.bytes().filter(|byte| matches!(byte, b'.' | b',')).count();
    let parts: Vec<&str> = text.split(['.', ',']).collect();
    let are_groups = parts.len() > 1
        && parts[1..].iter().all(|part| part.len() == 3)
        && (1..=3).contains(&parts[0].len())
        && parts[0] != "0";
    if separators == 0 || are_groups {
        return parts.concat().parse().ok();
    }
    let (whole, decimals) = parts.split_at(parts.len() - 1);
    if whole.len() > 1 && whole[1..].iter().any(|part| part.len() != 3) {
        return None;
    }
    format!("{}.{}", whole.concat(), decimals.concat()).parse().ok()
}

/// Reads a coefficient between 0.1 and 10, written as `1.5`.
pub fn coefficient(cell: &Cell) -> Option<Reading<String>> {
    let raw = cell.to_text();
    let number = match cell {
        Cell::Empty => return None,
        Cell::Error(_) => return Some(Reading::refused(raw, ProblemCode::FormulaError)),
        Cell::Number(number) => Some(*number),
        Cell::Text(text) => figure(text.trim_start_matches(['x', 'X', ' '])),
        Cell::Bool(_) | Cell::Date(_) => None,
    };
    Some(match number.filter(|number| (0.1..=10.0).contains(number)) {
        Some(number) => Reading::clear(raw, format!("{number}")),
        None => Reading::refused(raw, ProblemCode::NumberUnreadable),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_amounts() {
        use ProblemCode::*;
        for (cell, value, problem) in [
            (Cell::text("540.000đ"), Some(540_000), None),
            (Cell::text("540,000"), Some(540_000), None),
            (Cell::text("540 000 đồng"), Some(540_000), None),
            (Cell::text("1.080.000 VNĐ"), Some(1_080_000), None),
            (Cell::text("0,54 tr"), Some(540_000), Some(MoneyUnitConverted)),
            (Cell::text("540k"), Some(540_000), Some(MoneyUnitConverted)),
            (Cell::text("1.350.000,0"), Some(1_350_000), None),
            (Cell::Number(540_000.0), Some(540_000), None),
            (Cell::Number(540.0), Some(540_000), Some(MoneyUnitConverted)),
            (Cell::Number(0.54), Some(540_000), Some(MoneyUnitConverted)),
            (Cell::Number(0.0), Some(0), None),
            (Cell::Number(-5.0), None, Some(MoneyUnreadable)),
            (Cell::Number(9e12), None, Some(MoneyUnreadable)),
            (Cell::text("đã trả"), None, Some(MoneyUnreadable)),
            (Cell::Error("#REF!"), None, Some(FormulaError)),
        ] {
            let reading = money(&cell).expect("content");
            assert_eq!((reading.value, reading.problem), (value, problem), "{cell:?}");
        }
        assert_eq!(money(&Cell::Empty), None);
    }

    #[test]
    fn reads_coefficients() {
        for (cell, value) in [
            (Cell::text("1,5"), Some("1.5")),
            (Cell::Number(2.0), Some("2")),
            (Cell::text("x 2.5"), Some("2.5")),
            (Cell::text("540000"), None),
        ] {
            assert_eq!(coefficient(&cell).and_then(|it| it.value).as_deref(), value, "{cell:?}");
        }
    }
}
