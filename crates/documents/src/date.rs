//! Days and times as Vietnamese official documents write them.
//!
//! Decree 30/2020/NĐ-CP, Appendix I, part I, section II.4: days below 10 and the months 1 and 2 get a leading zero,
//! the months 3 to 9 do not.

use serde::{Serialize, Serializer};

use crate::DocumentError;

/// A day of the Gregorian calendar, years 1900 to 2199.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// The day, or [`DocumentError::NoSuchDate`].
    pub fn new(year: u16, month: u8, day: u8) -> Result<Self, DocumentError> {
        let exists = (1900..2200).contains(&year) && (1..=days_in_month(year, month)).contains(&day);
        if exists {
            Ok(Self { year, month, day })
        } else {
            Err(DocumentError::NoSuchDate(format!("{year}-{month}-{day}")))
        }
    }

    /// Year, 1900 to 2199.
    pub fn year(self) -> u16 {
        self.year
    }

    /// Month, 1 to 12.
    pub fn month(self) -> u8 {
        self.month
    }

    /// Day of the month, 1 to 31.
    pub fn day(self) -> u8 {
        self.day
    }

    /// `ngày 05 tháng 01 năm 2026`.
    pub fn long(self) -> String {
        format!(
            "ngày {:02} tháng {} năm {}",
            self.day,
            official_month(self.month),
            self.year
        )
    }

    /// `05/01/2026`, `08/4/2020`.
    pub fn short(self) -> String {
        format!("{:02}/{}/{}", self.day, official_month(self.month), self.year)
    }

    /// `05/01`, `08/4`: where the year is clear.
    pub fn short_without_year(self) -> String {
        format!("{:02}/{}", self.day, official_month(self.month))
    }

    /// `Thứ Hai` … `Chủ nhật`.
    pub fn weekday(self) -> &'static str {
        // Sakamoto's rule: one number per month absorbs the lengths of the months before it.
        const SHIFT: [u16; 12] = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4];
        const NAMES: [&str; 7] = [
            "Chủ nhật",
            "Thứ Hai",
            "Thứ Ba",
            "Thứ Tư",
            "Thứ Năm",
            "Thứ Sáu",
            "Thứ Bảy",
        ];
        let year = if self.month < 3 { self.year - 1 } else { self.year };
        let days = year + year / 4 - year / 100 + year / 400 + SHIFT[usize::from(self.month - 1)] + u16::from(self.day);
        NAMES[usize::from(days % 7)]
    }
}

fn official_month(month: u8) -> String {
    if month < 3 {
        format!("0{month}")
    } else {
        month.to_string()
    }
}

fn days_in_month(year: u16, month: u8) -> u8 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => 0,
    }
}

/// Templates pick the wording they need.
#[derive(Serialize)]
struct DateWords {
    long: String,
    short: String,
    weekday: &'static str,
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        DateWords {
            long: self.long(),
            short: self.short(),
            weekday: self.weekday(),
        }
        .serialize(serializer)
    }
}

/// A time of day in Vietnam, to the minute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Time {
    hour: u8,
    minute: u8,
}

impl Time {
    pub(crate) const MIDNIGHT: Time = Time { hour: 0, minute: 0 };

    /// Hour, 0 to 23.
    pub fn hour(self) -> u8 {
        self.hour
    }

    /// Minute, 0 to 59.
    pub fn minute(self) -> u8 {
        self.minute
    }

    /// The time, or [`DocumentError::NoSuchDate`]; hour 0 to 23, minute 0 to 59.
    pub fn new(hour: u8, minute: u8) -> Result<Self, DocumentError> {
        if hour < 24 && minute < 60 {
            Ok(Self { hour, minute })
        } else {
            Err(DocumentError::NoSuchDate(format!("{hour}:{minute}")))
        }
    }

    /// `08 giờ 05 phút`.
    pub fn long(self) -> String {
        format!("{:02} giờ {:02} phút", self.hour, self.minute)
    }

    /// `08:05`.
    pub fn short(self) -> String {
        format!("{:02}:{:02}", self.hour, self.minute)
    }

    /// `7 giờ 30`, `11 giờ`: as people say it, for posters.
    pub fn spoken(self) -> String {
        if self.minute == 0 {
            format!("{} giờ", self.hour)
        } else {
            format!("{} giờ {:02}", self.hour, self.minute)
        }
    }
}

#[derive(Serialize)]
struct TimeWords {
    long: String,
    short: String,
    spoken: String,
}

impl Serialize for Time {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        TimeWords {
            long: self.long(),
            short: self.short(),
            spoken: self.spoken(),
        }
        .serialize(serializer)
    }
}

/// A day and a time of day in Vietnam.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment {
    /// The day.
    pub date: Date,
    /// The time of that day.
    pub time: Time,
}

impl Moment {
    /// The moment, or [`DocumentError::NoSuchDate`].
    pub fn new(year: u16, month: u8, day: u8, hour: u8, minute: u8) -> Result<Self, DocumentError> {
        Ok(Self {
            date: Date::new(year, month, day)?,
            time: Time::new(hour, minute)?,
        })
    }

    /// `16 giờ 10 phút, ngày 20 tháng 11 năm 2026`.
    pub fn long(self) -> String {
        format!("{}, {}", self.time.long(), self.date.long())
    }

    /// `16 giờ 10 phút, Thứ Sáu, ngày 20 tháng 11 năm 2026`.
    pub fn with_weekday(self) -> String {
        format!("{}, {}, {}", self.time.long(), self.date.weekday(), self.date.long())
    }

    /// `16:10 ngày 20/11/2026`.
    pub fn short(self) -> String {
        format!("{} ngày {}", self.time.short(), self.date.short())
    }
}

#[derive(Serialize)]
struct MomentWords {
    long: String,
    short: String,
    with_weekday: String,
    date: Date,
    time: Time,
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        MomentWords {
            long: self.long(),
            short: self.short(),
            with_weekday: self.with_weekday(),
            date: self.date,
            time: self.time,
        }
        .serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(year: u16, month: u8, day: u8) -> Date {
        Date::new(year, month, day).expect("a real day")
    }

    #[test]
    fn leading_zeros_follow_decree_30() {
        for (day, long, short) in [
            (date(2026, 1, 5), "ngày 05 tháng 01 năm 2026", "05/01/2026"),
            (date(2026, 2, 28), "ngày 28 tháng 02 năm 2026", "28/02/2026"),
            (date(2026, 3, 9), "ngày 09 tháng 3 năm 2026", "09/3/2026"),
            (date(2020, 4, 8), "ngày 08 tháng 4 năm 2020", "08/4/2020"),
            (date(2026, 9, 30), "ngày 30 tháng 9 năm 2026", "30/9/2026"),
            (date(2026, 10, 1), "ngày 01 tháng 10 năm 2026", "01/10/2026"),
            (date(2026, 12, 10), "ngày 10 tháng 12 năm 2026", "10/12/2026"),
        ] {
            assert_eq!((day.long().as_str(), day.short().as_str()), (long, short));
        }
    }

    #[test]
    fn weekdays() {
        for (day, name) in [
            (date(2026, 11, 21), "Thứ Bảy"),
            (date(2026, 11, 22), "Chủ nhật"),
            (date(2026, 11, 24), "Thứ Ba"),
            (date(2024, 2, 29), "Thứ Năm"),
            (date(2026, 1, 1), "Thứ Năm"),
            (date(1900, 1, 1), "Thứ Hai"),
        ] {
            assert_eq!(day.weekday(), name, "{}", day.short());
        }
    }

    #[test]
    fn impossible_days_and_times_are_refused() {
        for (year, month, day) in [
            (2026, 2, 29),
            (2026, 4, 31),
            (2026, 13, 1),
            (2026, 0, 1),
            (2026, 1, 0),
            (1899, 1, 1),
        ] {
            assert!(Date::new(year, month, day).is_err(), "{year}-{month}-{day}");
        }
        assert!(Date::new(2024, 2, 29).is_ok());
        assert!(Time::new(24, 0).is_err());
        assert!(Time::new(8, 60).is_err());
    }

    #[test]
    fn times() {
        let moment = Moment::new(2026, 3, 2, 8, 5).expect("a real moment");
        assert_eq!(moment.long(), "08 giờ 05 phút, ngày 02 tháng 3 năm 2026");
        assert_eq!(moment.short(), "08:05 ngày 02/3/2026");
        assert_eq!(Time::new(7, 30).expect("a time").spoken(), "7 giờ 30");
        assert_eq!(Time::new(11, 0).expect("a time").spoken(), "11 giờ");
    }
}
