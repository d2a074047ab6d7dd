//! Calendar dates as the counter knows them: exact, or only a month, or only a year.
//!
//! Many old people have only a year of birth in their papers. A [`PartialDate`] stands for *every* day it may mean, and
//! each question about it is answered in three values: the answer holds for all those days, for none, or cannot be told.
//! All date-times are civil time in Viet Nam (UTC+7, no daylight saving), so no time zone appears anywhere.

use crate::eligibility::Ternary;
use std::fmt;
use time::{Date, Month, PrimitiveDateTime, Time};

/// Why a text is not a date. Stable codes, see [`DateProblem::code`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DateProblem {
    /// Not of the shape `YYYY`, `YYYY-MM`, `YYYY-MM-DD` (or with a time `THH:MM`).
    #[error("date_malformed")]
    Malformed,
    /// The right shape, but no such day exists (31 February) or it lies outside 1850–2200.
    #[error("date_impossible")]
    Impossible,
}

impl DateProblem {
    /// The stable snake_case code of the problem.
    pub fn code(self) -> &'static str {
        match self {
            Self::Malformed => "date_malformed",
            Self::Impossible => "date_impossible",
        }
    }
}

const YEARS: std::ops::RangeInclusive<i32> = 1850..=2200;

/// Reads exactly `width` ASCII digits.
fn digits(text: &str, width: usize) -> Result<i32, DateProblem> {
    if text.len() != width || !text.bytes().all(|b| b.is_ascii_digit()) {
        return Err(DateProblem::Malformed);
    }
    text.parse().map_err(|_| DateProblem::Malformed)
}

fn year(text: &str) -> Result<i32, DateProblem> {
    let year = digits(text, 4)?;
    if YEARS.contains(&year) {
        Ok(year)
    } else {
        Err(DateProblem::Impossible)
    }
}

fn month(text: &str) -> Result<Month, DateProblem> {
    let number = u8::try_from(digits(text, 2)?).map_err(|_| DateProblem::Malformed)?;
    Month::try_from(number).map_err(|_| DateProblem::Impossible)
}

/// Reads `YYYY-MM-DD`.
pub fn parse_date(text: &str) -> Result<Date, DateProblem> {
    match PartialDate::parse(text)? {
        PartialDate::Day(date) => Ok(date),
        PartialDate::Year(_) | PartialDate::Month(..) => Err(DateProblem::Malformed),
    }
}

/// Reads `YYYY-MM-DDTHH:MM` (seconds are accepted and dropped, as papers carry minutes only).
pub fn parse_date_time(text: &str) -> Result<PrimitiveDateTime, DateProblem> {
    let (date, clock) = text
        .split_once('T')
        .or_else(|| text.split_once(' '))
        .ok_or(DateProblem::Malformed)?;
    Ok(PrimitiveDateTime::new(parse_date(date)?, parse_time(clock)?))
}

/// Reads `HH:MM` or `HH:MM:SS`; seconds are dropped.
pub fn parse_time(text: &str) -> Result<Time, DateProblem> {
    let mut parts = text.split(':');
    let hour = digits(parts.next().unwrap_or(""), 2)?;
    let minute = digits(parts.next().ok_or(DateProblem::Malformed)?, 2)?;
    if let Some(seconds) = parts.next()
        && digits(seconds, 2)? > 59
    {
        return Err(DateProblem::Impossible);
    }
    if parts.next().is_some() {
        return Err(DateProblem::Malformed);
    }
    let hour = u8::try_from(hour).map_err(|_| DateProblem::Malformed)?;
    let minute = u8::try_from(minute).map_err(|_| DateProblem::Malformed)?;
    Time::from_hms(hour, minute, 0).map_err(|_| DateProblem::Impossible)
}

/// `YYYY-MM-DD`.
pub fn format_date(date: Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year(), u8::from(date.month()), date.day())
}

/// `YYYY-MM-DDTHH:MM`.
pub fn format_date_time(at: PrimitiveDateTime) -> String {
    format!("{}T{:02}:{:02}", format_date(at.date()), at.hour(), at.minute())
}

/// Full years lived at `on` by someone born on `born`; a birthday counts from its morning, and 29 February from 1 March
/// in common years. `None` before birth.
pub fn full_years(born: Date, on: Date) -> Option<u16> {
    if on < born {
        return None;
    }
    let years = on.year() - born.year();
    let before_birthday = (u8::from(on.month()), on.day()) < (u8::from(born.month()), born.day());
    u16::try_from(years - i32::from(before_birthday)).ok()
}

/// The last day of birth with which one has lived `years` full years on `on`: born on it or earlier = old enough.
pub fn latest_birth_for_age(on: Date, years: u16) -> Date {
    let year = on.year() - i32::from(years);
    match Date::from_calendar_date(year, on.month(), on.day()) {
        // On 28 February of a common year a child born on 29 February has not had its birthday yet, so nothing to mend.
        Ok(date) => date,
        // `on` is 29 February and `year` has none: whoever was born up to 28 February has had the birthday.
        Err(_) => last_day_of_month(year, on.month()),
    }
}

fn last_day_of_month(year: i32, month: Month) -> Date {
    let day = month.length(year);
    Date::from_calendar_date(year, month, day).expect("the last day of a month exists")
}

/// A date of which perhaps only the month or the year is known. It means any of its days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PartialDate {
    /// Only the year is known.
    Year(i32),
    /// Year and month are known.
    Month(i32, Month),
    /// The day is known.
    Day(Date),
}

impl PartialDate {
    /// Reads `1950`, `1950-03` or `1950-03-01`.
    pub fn parse(text: &str) -> Result<Self, DateProblem> {
        let mut parts = text.split('-');
        let first = year(parts.next().unwrap_or(""))?;
        let Some(second) = parts.next() else {
            return Ok(Self::Year(first));
        };
        let second = month(second)?;
        let Some(third) = parts.next() else {
            return Ok(Self::Month(first, second));
        };
        let day = u8::try_from(digits(third, 2)?).map_err(|_| DateProblem::Malformed)?;
        if parts.next().is_some() {
            return Err(DateProblem::Malformed);
        }
        Date::from_calendar_date(first, second, day)
            .map(Self::Day)
            .map_err(|_| DateProblem::Impossible)
    }

    /// The earliest day it may mean.
    pub fn first_day(self) -> Date {
        match self {
            Self::Year(year) => Date::from_calendar_date(year, Month::January, 1).expect("1 January exists"),
            Self::Month(year, month) => Date::from_calendar_date(year, month, 1).expect("each month has a first day"),
            Self::Day(date) => date,
        }
    }

    /// The latest day it may mean.
    pub fn last_day(self) -> Date {
        match self {
            Self::Year(year) => last_day_of_month(year, Month::December),
            Self::Month(year, month) => last_day_of_month(year, month),
            Self::Day(date) => date,
        }
    }

    /// The day, if exactly one is meant.
    pub fn exact(self) -> Option<Date> {
        match self {
            Self::Day(date) => Some(date),
            Self::Year(_) | Self::Month(..) => None,
        }
    }

    /// The youngest and the oldest age in full years that the person may have on `on`. `None` if no possible day of
    /// birth lies before or on `on`; days of birth after `on` are left out otherwise.
    pub fn age_range(self, on: Date) -> Option<(u16, u16)> {
        let oldest = full_years(self.first_day(), on)?;
        Some((full_years(self.last_day(), on).unwrap_or(0), oldest))
    }

    /// Has the person lived at least `years` full years on `on`, whatever day is meant? Not born yet counts as no.
    pub fn at_least_years(self, years: u16, on: Date) -> Ternary {
        let cut = latest_birth_for_age(on, years);
        match (self.first_day() <= cut, self.last_day() <= cut) {
            (_, true) => Ternary::Yes,
            (false, false) => Ternary::No,
            (true, false) => Ternary::Unknown,
        }
    }

    /// Is `on` before the birthday on which the person completes `years` years, whatever day is meant?
    pub fn below_years(self, years: u16, on: Date) -> Ternary {
        self.at_least_years(years, on).not()
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Month(year, month) => write!(f, "{year:04}-{:02}", u8::from(*month)),
            Self::Day(date) => f.write_str(&format_date(*date)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Ternary::{No, Unknown, Yes};

    fn day(text: &str) -> Date {
        parse_date(text).expect("a date in a test")
    }

    #[test]
    fn reads_what_it_writes_and_refuses_the_rest() {
        for text in ["1950", "1950-03", "1950-03-01", "2000-02-29"] {
            assert_eq!(PartialDate::parse(text).expect(text).to_string(), text);
        }
        for (text, problem) in [
            ("", DateProblem::Malformed),
            ("50", DateProblem::Malformed),
            ("1950-3", DateProblem::Malformed),
            ("1950-13", DateProblem::Impossible),
            ("1950-00", DateProblem::Impossible),
            ("1999-02-29", DateProblem::Impossible),
            ("1950-03-01-01", DateProblem::Malformed),
            ("0042", DateProblem::Impossible),
            ("01/03/1950", DateProblem::Malformed),
            ("１９５０", DateProblem::Malformed),
        ] {
            assert_eq!(PartialDate::parse(text), Err(problem), "{text}");
        }
        assert_eq!(
            format_date_time(parse_date_time("2026-11-20T16:10:59").expect("time")),
            "2026-11-20T16:10"
        );
        assert_eq!(parse_date_time("2026-11-20"), Err(DateProblem::Malformed));
        assert_eq!(parse_date_time("2026-11-20T24:00"), Err(DateProblem::Impossible));
    }

    #[test]
    fn ages_change_on_the_birthday() {
        for (born, on, years) in [
            ("1951-11-21", "2026-11-20", 74),
            ("1951-11-21", "2026-11-21", 75),
            ("2008-02-29", "2026-02-28", 17),
            ("2008-02-29", "2026-03-01", 18),
            ("2026-01-01", "2026-01-01", 0),
        ] {
            let born = day(born);
            assert_eq!(full_years(born, day(on)), Some(years), "{born} {on}");
        }
        assert_eq!(full_years(day("2026-01-02"), day("2026-01-01")), None);
    }

    #[test]
    fn partial_dates_answer_only_what_holds_for_all_their_days() {
        let on = day("2026-11-21");
        for (born, years, answer) in [
            ("1950", 75, Yes),
            ("1951", 75, Unknown),
            ("1952", 75, No),
            ("1951-11", 75, Unknown),
            ("1951-10", 75, Yes),
            ("1951-12", 75, No),
            ("1951-11-21", 75, Yes),
            ("1951-11-22", 75, No),
        ] {
            assert_eq!(
                PartialDate::parse(born).expect(born).at_least_years(years, on),
                answer,
                "{born}"
            );
        }
        assert_eq!(PartialDate::parse("1951").expect("1951").age_range(on), Some((74, 75)));
    }

    #[test]
    fn the_cut_agrees_with_counted_years_around_leap_days() {
        for on in ["2024-02-28", "2024-02-29", "2024-03-01", "2026-02-28", "2026-03-01"] {
            let on = day(on);
            for years in [3, 4, 16, 75] {
                let cut = latest_birth_for_age(on, years);
                assert!(full_years(cut, on) >= Some(years), "{cut} {on} {years}");
                let next = cut.next_day().expect("next day");
                assert!(full_years(next, on) < Some(years), "{next} {on} {years}");
            }
        }
    }
}
