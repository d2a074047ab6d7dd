//! The server's clock: Vietnamese civil time. The country has one time zone (+07:00) and no summer time.

use std::time::{SystemTime, UNIX_EPOCH};

use time::{Date, OffsetDateTime, PrimitiveDateTime, UtcOffset};

/// Environment variable that replaces today's date (`2026-11-20`) for reproducible tests and demonstrations. The time of
/// day keeps running.
pub const TODAY_VARIABLE: &str = "TANTHON_TODAY";

/// Where the server takes the time from.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    today: Option<Date>,
}

/// The variable is set but names no day.
#[derive(Debug, thiserror::Error)]
#[error("{TODAY_VARIABLE} must be a date such as 2026-11-20, not {0:?}")]
pub struct BadToday(String);

impl Clock {
    /// The machine's clock, with the date of [`TODAY_VARIABLE`] when it is set.
    pub fn from_environment() -> Result<Self, BadToday> {
        match std::env::var(TODAY_VARIABLE) {
            Ok(text) => match domain::date::parse_date(&text) {
                Ok(today) => Ok(Self { today: Some(today) }),
                Err(_) => Err(BadToday(text)),
            },
            Err(_) => Ok(Self { today: None }),
        }
    }

    /// A clock that stands on this day; the time of day keeps running.
    pub fn on(today: Date) -> Self {
        Self { today: Some(today) }
    }

    /// Now, to the minute.
    pub fn now(&self) -> PrimitiveDateTime {
        let machine = vietnam_now();
        PrimitiveDateTime::new(self.today.unwrap_or(machine.date()), machine.time())
    }

    /// Today.
    pub fn today(&self) -> Date {
        self.now().date()
    }

    /// Now as it is stored and sent: `2026-11-20T16:10`.
    pub fn now_text(&self) -> String {
        domain::date::format_date_time(self.now())
    }

    /// Today as it is stored and sent.
    pub fn today_text(&self) -> String {
        domain::date::format_date(self.today())
    }
}

/// Seconds since 1970 by the machine's clock: for sessions, which must expire even when the date is replaced.
pub fn unix_seconds() -> i64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_secs() as i64)
}

fn vietnam_now() -> PrimitiveDateTime {
    let vietnam = UtcOffset::from_hms(7, 0, 0).unwrap_or(UtcOffset::UTC);
    let now = OffsetDateTime::from_unix_timestamp(unix_seconds()).unwrap_or(OffsetDateTime::UNIX_EPOCH);
    let local = now.to_offset(vietnam);
    PrimitiveDateTime::new(local.date(), local.time())
}
