//! Dates as lists have them: days, months, years, serial numbers, "khoảng", lunar remarks.

use domain::date::{PartialDate, format_date};
use time::{Date, Duration, Month};

use crate::imported::Reading;
use crate::problem::ProblemCode;
use crate::text::words_key;
use crate::workbook::Cell;

/// What a date is read against.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DateFrame {
    /// Whether the workbook counts days from 1904.
    pub is_1904: bool,
    /// The day of the import, when it is known.
    pub today: Option<Date>,
}

/// The oldest a living person is taken to be.
const OLDEST_YEARS: i32 = 120;
const YEARS: std::ops::RangeInclusive<i32> = 1850..=2100;
/// Serial numbers of 1901 to 2064. Numbers of four digits that are years are years.
const SERIALS: std::ops::RangeInclusive<i64> = 367..=60_000;

/// Reads a date of birth, death or decision.
pub fn date(cell: &Cell, frame: DateFrame) -> Option<Reading<String>> {
    let raw = cell.to_text();
    let (date, problem) = match cell {
        Cell::Empty => return None,
        Cell::Error(_) => return Some(Reading::refused(raw, ProblemCode::FormulaError)),
        Cell::Bool(_) => return Some(Reading::refused(raw, ProblemCode::DateUnreadable)),
        Cell::Date(date) => (PartialDate::Day(*date), None),
        Cell::Number(number) => match of_number(*number, frame) {
            Ok(found) => found,
            Err(code) => return Some(Reading::refused(raw, code)),
        },
        Cell::Text(text) => match of_text(text, frame) {
            Ok(found) => found,
            Err(code) => return Some(Reading::refused(raw, code)),
        },
    };
    Some(judged(raw, date, problem, frame))
}

fn judged(raw: String, date: PartialDate, problem: Option<ProblemCode>, frame: DateFrame) -> Reading<String> {
    if let Some(today) = frame.today {
        if date.first_day() > today {
            return Reading::refused(raw, ProblemCode::DateInFuture);
        }
        if date.last_day().year() < today.year() - OLDEST_YEARS {
            return Reading::remarked(raw, date.to_string(), ProblemCode::DateTooOld);
        }
    }
    Reading {
        raw,
        value: Some(date.to_string()),
        problem,
    }
}

type Found = Result<(PartialDate, Option<ProblemCode>), ProblemCode>;

fn of_number(number: f64, frame: DateFrame) -> Found {
    let whole = number.trunc() as i64;
    if let Ok(year) = i32::try_from(whole)
        && number.fract() == 0.0
        && YEARS.contains(&year)
    {
        return Ok((PartialDate::Year(year), None));
    }
    if SERIALS.contains(&whole) {
        return serial(whole, frame)
            .map(|date| (PartialDate::Day(date), Some(ProblemCode::DateFromSerial)))
            .ok_or(ProblemCode::DateUnreadable);
    }
    // 1031950: a day that was typed without separators lost its zero.
    let digits = format!("{whole:08}");
    if number.fract() == 0.0 && (whole > 1_000_000) && digits.len() == 8 {
        return of_digits(&digits);
    }
    Err(ProblemCode::DateUnreadable)
}

/// The day of a serial number; the years around 1900 and the missing leap day of 1900 do not matter above 366.
fn serial(days: i64, frame: DateFrame) -> Option<Date> {
    let epoch = if frame.is_1904 {
        Date::from_calendar_date(1904, Month::January, 1)
    } else {
        Date::from_calendar_date(1899, Month::December, 30)
    };
    epoch.ok()?.checked_add(Duration::days(days))
}

/// Eight digits: day, month, year, or the other way round.
fn of_digits(digits: &str) -> Found {
    let part = |range: std::ops::Range<usize>| digits[range].parse::<i32>().unwrap_or(0);
    if YEARS.contains(&part(4..8)) {
        return of_day(part(0..2), part(2..4), part(4..8));
    }
    if YEARS.contains(&part(0..4)) {
        return of_day(part(6..8), part(4..6), part(0..4));
    }
    Err(ProblemCode::DateUnreadable)
}

fn of_text(text: &str, frame: DateFrame) -> Found {
    let key = words_key(text);
    let words: Vec<&str> = key.split(' ').collect();
    let has = |word: &str| words.contains(&word);
    let numbers: Vec<&str> = words
        .iter()
        .copied()
        .filter(|word| word.bytes().all(|byte| byte.is_ascii_digit()) && !word.is_empty())
        .collect();
    let years: Vec<i32> = numbers
        .iter()
        .filter(|word| word.len() == 4)
        .filter_map(|word| word.parse().ok())
        .filter(|year| YEARS.contains(year))
        .collect();
    if key.contains("am lich") || has("al") {
        return match years.as_slice() {
            [year] => Ok((PartialDate::Year(*year), Some(ProblemCode::DateLunar))),
            _ => Err(ProblemCode::DateLunar),
        };
    }
    let is_about = text.contains('~') || has("khoang") || has("tam") || has("chung");
    if is_about {
        return match years.as_slice() {
            [year] => Ok((PartialDate::Year(*year), Some(ProblemCode::DateApproximate))),
            _ => Err(ProblemCode::DateUnreadable),
        };
    }
    const MEANINGLESS: [&str; 8] = ["sinh", "nam", "ngay", "thang", "sn", "ns", "00", "0"];
    let is_plain = words
        .iter()
        .all(|word| numbers.contains(word) || MEANINGLESS.contains(word) || is_clock(word));
    if !is_plain {
        return Err(ProblemCode::DateUnreadable);
    }
    let number = |text: &str| text.parse::<i32>().map_err(|_| ProblemCode::DateUnreadable);
    match numbers.as_slice() {
        [one] if one.len() == 4 => years
            .first()
            .map(|year| (PartialDate::Year(*year), None))
            .ok_or(ProblemCode::DateUnreadable),
        [one] if one.len() == 8 => of_digits(one),
        [one] if one.len() == 5 => of_number(f64::from(number(one)?), frame),
        [month, year] if year.len() == 4 && month.len() <= 2 => of_day(0, number(month)?, number(year)?),
        [year, month, day, ..] if year.len() == 4 => of_day(number(day)?, number(month)?, number(year)?),
        [day, month, year, ..] if year.len() == 4 => of_day(number(day)?, number(month)?, number(year)?),
        [day, month, year] if year.len() == 2 => {
            let short = number(year)?;
            let this = frame.today.map_or(30, |today| today.year() % 100);
            // 26 may be 1926 or 2026: nobody can tell.
            if short <= this {
                return Err(ProblemCode::DateUnreadable);
            }
            let (date, problem) = of_day(number(day)?, number(month)?, 1900 + short)?;
            Ok((date, problem.or(Some(ProblemCode::DateYearCompleted))))
        }
        _ => Err(ProblemCode::DateUnreadable),
    }
}

/// `00h00m` and the like behind a date.
fn is_clock(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit() || byte == b'h')
}

/// A date from its numbers; 0 stands for unknown.
fn of_day(day: i32, month: i32, year: i32) -> Found {
    if !YEARS.contains(&year) {
        return Err(ProblemCode::DateImpossible);
    }
    let small = |number: i32| u8::try_from(number).map_err(|_| ProblemCode::DateImpossible);
    if month == 0 {
        return Ok((PartialDate::Year(year), None));
    }
    if month > 12 && (1..=12).contains(&day) {
        let (date, _) = of_day(month, day, year)?;
        return Ok((date, Some(ProblemCode::DateSwapped)));
    }
    let month = Month::try_from(small(month)?).map_err(|_| ProblemCode::DateImpossible)?;
    if day == 0 {
        return Ok((PartialDate::Month(year, month), None));
    }
    Date::from_calendar_date(year, month, small(day)?)
        .map(|date| (PartialDate::Day(date), None))
        .map_err(|_| ProblemCode::DateImpossible)
}

/// A date whose day, month and year stand in three columns.
pub fn date_of_parts(day: &Cell, month: &Cell, year: &Cell, frame: DateFrame) -> Option<Reading<String>> {
    if [day, month, year].into_iter().all(Cell::is_empty) {
        return None;
    }
    let (day, month, year) = (day.to_text(), month.to_text(), year.to_text());
    let raw = [day.as_str(), month.as_str(), year.as_str()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("/");
    // A whole date in one of the three columns speaks for itself.
    if day.is_empty() && month.is_empty() {
        return date(&Cell::text(&year), frame);
    }
    let number = |text: &str| {
        if text.is_empty() {
            Some(0)
        } else {
            text.parse::<i32>().ok()
        }
    };
    let (Some(day), Some(month), Some(year)) = (number(&day), number(&month), number(&year)) else {
        return Some(Reading::refused(raw, ProblemCode::DateUnreadable));
    };
    Some(match of_day(day, month, year) {
        Ok((date, problem)) => judged(raw, date, problem, frame),
        Err(code) => Reading::refused(raw, code),
    })
}

/// A month such as `7/2026`, from a date or a month.
pub fn year_month(cell: &Cell, frame: DateFrame) -> Option<Reading<String>> {
    let text = match cell {
        Cell::Date(date) => format_date(*date),
        // "01.2026" that became a number: 1.2026.
        Cell::Number(number) if (1.0..13.0).contains(number) && number.fract() > 0.0 => {
            let (month, year) = (number.trunc(), (number.fract() * 10_000.0).round());
            format!("{year:.0}-{month:02.0}")
        }
        Cell::Empty | Cell::Text(_) | Cell::Number(_) | Cell::Bool(_) | Cell::Error(_) => {
            let mut reading = date(cell, DateFrame { today: None, ..frame })?;
            reading.value = reading.value.and_then(|date| date.get(..7).map(str::to_owned));
            if reading.value.is_none() && reading.problem.is_none() {
                reading.problem = Some(ProblemCode::DateUnreadable);
            }
            return Some(reading);
        }
    };
    Some(Reading::clear(cell.to_text(), text.get(..7)?.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRAME: DateFrame = DateFrame {
        is_1904: false,
        today: match Date::from_calendar_date(2026, Month::November, 22) {
            Ok(date) => Some(date),
            Err(_) => None,
        },
    };

    #[test]
    fn reads_dates_as_people_write_them() {
        use ProblemCode::*;
        for (text, value, problem) in [
            ("01/03/1950", Some("1950-03-01"), None),
            ("1/3/1950", Some("1950-03-01"), None),
            ("1.3.1950", Some("1950-03-01"), None),
            ("01-03-1950", Some("1950-03-01"), None),
            ("1950-03-01", Some("1950-03-01"), None),
            ("01031950", Some("1950-03-01"), None),
            ("1950", Some("1950"), None),
            ("sinh năm 1950", Some("1950"), None),
            ("3/1950", Some("1950-03"), None),
            ("00/00/1950", Some("1950"), None),
            ("00/03/1950", Some("1950-03"), None),
            ("khoảng 1950", Some("1950"), Some(DateApproximate)),
            ("~1950", Some("1950"), Some(DateApproximate)),
            ("12/8 âm lịch", None, Some(DateLunar)),
            ("12/8/1950 (âm lịch)", Some("1950"), Some(DateLunar)),
            ("12/8/1950 AL", Some("1950"), Some(DateLunar)),
            ("1.3.50", Some("1950-03-01"), Some(DateYearCompleted)),
            ("1/3/20", None, Some(DateUnreadable)),
            ("03/25/1950", Some("1950-03-25"), Some(DateSwapped)),
            ("31/02/1950", None, Some(DateImpossible)),
            ("01/03/2950", None, Some(DateImpossible)),
            ("01/03/2027", None, Some(DateInFuture)),
            ("01/03/1880", Some("1880-03-01"), Some(DateTooOld)),
            ("18264", Some("1950-01-01"), Some(DateFromSerial)),
            ("Nguyễn Văn A", None, Some(DateUnreadable)),
            ("01/03/1950 và 02/03/1951", None, Some(DateUnreadable)),
        ] {
            let reading = date(&Cell::text(text), FRAME).expect("content");
            assert_eq!((reading.value.as_deref(), reading.problem), (value, problem), "{text}");
            assert_eq!(reading.raw, text);
        }
    }

    #[test]
    fn reads_numbers() {
        use ProblemCode::*;
        let of_1904 = DateFrame { is_1904: true, ..FRAME };
        for (number, frame, value, problem) in [
            (1950.0, FRAME, Some("1950"), None),
            (18264.0, FRAME, Some("1950-01-01"), Some(DateFromSerial)),
            (16802.0, of_1904, Some("1950-01-01"), Some(DateFromSerial)),
            (1_031_950.0, FRAME, Some("1950-03-01"), None),
            (12.0, FRAME, None, Some(DateUnreadable)),
            (f64::NAN, FRAME, None, Some(DateUnreadable)),
            (67_144_900_001.0, FRAME, None, Some(DateUnreadable)),
        ] {
            let reading = date(&Cell::Number(number), frame).expect("content");
            assert_eq!(
                (reading.value.as_deref(), reading.problem),
                (value, problem),
                "{number}"
            );
        }
        assert_eq!(date(&Cell::Empty, FRAME), None);
        assert_eq!(
            date(&Cell::Error("#REF!"), FRAME).and_then(|it| it.problem),
            Some(FormulaError)
        );
    }

    #[test]
    fn parts_and_months() {
        let cell = Cell::text;
        let of = |day, month, year| date_of_parts(&cell(day), &cell(month), &cell(year), FRAME).and_then(|it| it.value);
        assert_eq!(of("1", "3", "1950").as_deref(), Some("1950-03-01"));
        assert_eq!(of("", "", "1950").as_deref(), Some("1950"));
        assert_eq!(of("", "3", "1950").as_deref(), Some("1950-03"));
        assert_eq!(of("x", "3", "1950"), None);
        for (input, expected) in [
            (Cell::text("7/2026"), Some("2026-07")),
            (Cell::text("01/07/2026"), Some("2026-07")),
            (Cell::Number(7.2026), Some("2026-07")),
            (Cell::text("2026"), None),
        ] {
            assert_eq!(
                year_month(&input, FRAME).and_then(|it| it.value).as_deref(),
                expected,
                "{input:?}"
            );
        }
    }
}
