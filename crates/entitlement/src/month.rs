//! A calendar month, written `2026-07`.

use std::fmt;

use domain::date::PartialDate;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use time::Date;

/// Most months that one question may cover.
pub const MAX_MONTHS: usize = 60;

/// A calendar month. Amounts are those of the month they are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Month(i32);

impl Month {
    /// The month of a day.
    pub fn of(day: Date) -> Month {
        Month(day.year() * 12 + i32::from(u8::from(day.month())) - 1)
    }

    /// Reads `2026-07`; a full date gives its month.
    pub fn parse(text: &str) -> Option<Month> {
        match PartialDate::parse(text).ok()? {
            PartialDate::Year(_) => None,
            PartialDate::Month(year, month) => Some(Month(year * 12 + i32::from(u8::from(month)) - 1)),
            PartialDate::Day(day) => Some(Month::of(day)),
        }
    }

    fn partial(self) -> PartialDate {
        let number = u8::try_from(self.0.rem_euclid(12) + 1).expect("1 to 12");
        let month = time::Month::try_from(number).expect("1 to 12");
        PartialDate::Month(self.0.div_euclid(12), month)
    }

    /// The first day.
    pub fn first_day(self) -> Date {
        self.partial().first_day()
    }

    /// The last day.
    pub fn last_day(self) -> Date {
        self.partial().last_day()
    }

    /// The month `count` months later (earlier, if negative).
    #[must_use]
    pub fn plus(self, count: i32) -> Month {
        Month(self.0 + count)
    }

    /// How many months after `earlier` this one is.
    pub fn since(self, earlier: Month) -> i32 {
        self.0 - earlier.0
    }

    /// Every month from this one to `last`, both included; empty if `last` is earlier.
    pub fn through(self, last: Month) -> impl Iterator<Item = Month> + Clone {
        (self.0..=last.0).map(Month)
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.partial())
    }
}

impl Serialize for Month {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Month {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Month::parse(&text)
            .ok_or_else(|| serde::de::Error::custom(format!("not a month such as \"2026-07\": {text:?}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_counted_over_new_year() {
        let month = Month::parse("2026-11").expect("a month");
        assert_eq!(month.plus(3).to_string(), "2027-02");
        assert_eq!(month.plus(3).last_day().to_string(), "2027-02-28");
        assert_eq!(month.plus(-11).to_string(), "2025-12");
        assert_eq!(Month::parse("2026-11-30"), Some(month));
        assert_eq!(Month::parse("2026"), None);
        assert_eq!(month.plus(14).since(month), 14);
        let all: Vec<String> = month.through(month.plus(2)).map(|it| it.to_string()).collect();
        assert_eq!(all, ["2026-11", "2026-12", "2027-01"]);
        let json = serde_json::to_string(&month).expect("JSON");
        assert_eq!(serde_json::from_str::<Month>(&json).expect("a month"), month);
        assert!(serde_json::from_str::<Month>("\"2026-13\"").is_err());
    }
}
