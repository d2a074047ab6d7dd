//! Working days of the public offices: weekends, days off, and Saturdays that are worked in exchange.
//!
//! The dated table is data (`rules/calendar.toml`), because swaps are decided each year. Rows that are only proposed are
//! not applied unless the commune confirms them, but every count that touches one says so.

use crate::eligibility::Provenance;
use crate::facts::coded;
use std::collections::{BTreeMap, BTreeSet};
use time::{Date, Weekday};

coded! {
    /// What a row of the table says about its day.
    SpecialKind {
        /// A weekday off.
        Off = "off",
        /// A weekend day that is worked.
        Work = "work",
    }
}

coded! {
    /// How certain a row is.
    SpecialStatus {
        /// Announced.
        Confirmed = "confirmed",
        /// Follows from the statute; the yearly announcement may still add days.
        Statutory = "statutory",
        /// Only proposed: not applied unless switched on.
        Unconfirmed = "unconfirmed",
    }
}

/// One row of the table of special days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpecialDay {
    /// The day.
    pub date: Date,
    /// Off or worked.
    pub kind: SpecialKind,
    /// Vietnamese name, as shown in a count.
    pub label: String,
    /// Legal citation.
    pub basis: String,
    /// How certain.
    pub status: SpecialStatus,
    /// Source and confidence.
    pub provenance: Provenance,
}

/// Why a day is a working day or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayReason<'a> {
    /// An ordinary weekday.
    Weekday,
    /// Saturday.
    Saturday,
    /// Sunday.
    Sunday,
    /// A day off of the table.
    Off(&'a SpecialDay),
    /// A worked weekend day of the table.
    Worked(&'a SpecialDay),
}

impl DayReason<'_> {
    /// Is it a working day?
    pub fn is_working(self) -> bool {
        match self {
            Self::Weekday | Self::Worked(_) => true,
            Self::Saturday | Self::Sunday | Self::Off(_) => false,
        }
    }

    /// The stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Weekday => "working_day",
            Self::Saturday => "saturday",
            Self::Sunday => "sunday",
            Self::Off(_) => "day_off",
            Self::Worked(_) => "worked_day",
        }
    }
}

/// The calendar of one office.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Calendar {
    days: BTreeMap<Date, SpecialDay>,
    switched_on: BTreeSet<Date>,
}

impl Calendar {
    /// A calendar from the rows of the table; of two rows for one day the later wins (the rulebook refuses such tables).
    pub fn new(rows: impl IntoIterator<Item = SpecialDay>) -> Self {
        Self {
            days: rows.into_iter().map(|row| (row.date, row)).collect(),
            switched_on: BTreeSet::new(),
        }
    }

    /// Applies unconfirmed rows that the office has confirmed for itself.
    #[must_use]
    pub fn with_confirmed(mut self, dates: impl IntoIterator<Item = Date>) -> Self {
        self.switched_on.extend(dates);
        self
    }

    /// Every row, by date.
    pub fn rows(&self) -> impl Iterator<Item = &SpecialDay> {
        self.days.values()
    }

    /// The years that the table covers: outside them swaps and Tết are unknown.
    pub fn covers(&self, date: Date) -> bool {
        let first = self.days.keys().next().map(|it| it.year());
        let last = self.days.keys().next_back().map(|it| it.year());
        first.is_some_and(|year| year <= date.year()) && last.is_some_and(|year| date.year() <= year)
    }

    /// Is the row in force for this office?
    pub fn applies(&self, row: &SpecialDay) -> bool {
        match row.status {
            SpecialStatus::Confirmed | SpecialStatus::Statutory => true,
            SpecialStatus::Unconfirmed => self.switched_on.contains(&row.date),
        }
    }

    /// A proposal for this day that is not applied.
    pub fn proposal(&self, date: Date) -> Option<&SpecialDay> {
        self.days.get(&date).filter(|row| !self.applies(row))
    }

    /// Why the day is a working day or not.
    pub fn reason(&self, date: Date) -> DayReason<'_> {
        if let Some(row) = self.days.get(&date).filter(|row| self.applies(row)) {
            return match row.kind {
                SpecialKind::Off => DayReason::Off(row),
                SpecialKind::Work => DayReason::Worked(row),
            };
        }
        match date.weekday() {
            Weekday::Saturday => DayReason::Saturday,
            Weekday::Sunday => DayReason::Sunday,
            Weekday::Monday | Weekday::Tuesday | Weekday::Wednesday | Weekday::Thursday | Weekday::Friday => {
                DayReason::Weekday
            }
        }
    }

    /// Is it a working day?
    pub fn is_working(&self, date: Date) -> bool {
        self.reason(date).is_working()
    }

    /// The first working day on or after `date`; `None` if there is none within 60 days.
    pub fn working_day_from(&self, date: Date) -> Option<Date> {
        let mut day = date;
        for _ in 0..60 {
            if self.is_working(day) {
                return Some(day);
            }
            day = day.next_day()?;
        }
        None
    }

    /// The first working day after `date`; `None` if there is none within 60 days.
    pub fn working_day_after(&self, date: Date) -> Option<Date> {
        self.working_day_from(date.next_day()?)
    }
}
