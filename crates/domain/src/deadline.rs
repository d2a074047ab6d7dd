//! When a result is due, counted day by day as the law says.
//!
//! How the count works, with the articles:
//!
//! 1. The clock starts when the dossier has been received complete, as shown on the receipt (Decree 118/2025 Art. 17.3 as
//!    amended by Decree 309/2026 Art. 8.3). For a dossier taken in outside the territory of the deciding agency the caller
//!    passes the moment at which that agency received it.
//! 2. The first day is not counted (Civil Code 2015 Art. 147.2): counting begins with the day after reception, for a limit
//!    in working days with the next working day. `starts` is that first counted day. So a dossier received on Friday
//!    20 November 2026 at 16:10 has its first counted day on Monday 23 November.
//! 3. The rule of 15:00 (Decree 118/2025 Art. 18.2 as amended) is about handing the dossier on to the office that decides:
//!    it gives [`Deadline::transfer_by`], and does not move the citizen's date unless the office sets
//!    [`ClockRules::transfer_shifts_clock`].
//! 4. Whether a reception after hours or on a day off counts as reception on the next working day is not regulated for the
//!    one-stop counter: [`OutOfHours`] is configuration, by default the reading that is better for the citizen.
//! 5. If the last day of a limit in calendar days is a day off, the limit ends on the next working day (Civil Code Art. 148.5).
//! 6. A supplement restarts the count from zero once everything has been received; an extension is possible once.

use crate::calendar::{Calendar, DayReason};
use crate::facts::coded;
use time::{Date, Duration, PrimitiveDateTime, Time};

coded! {
    /// In what a limit is counted.
    LimitUnit {
        /// Ngày làm việc.
        WorkingDay = "working_day",
        /// Ngày.
        CalendarDay = "calendar_day",
    }
}

/// The time limit of a procedure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    /// How many days, 1 to 366.
    pub days: u16,
    /// Of which kind.
    pub unit: LimitUnit,
}

coded! {
    /// How a reception after closing time or on a day off is treated.
    OutOfHours {
        /// The day of reception is the first, uncounted day like any other.
        AsReceived = "as_received",
        /// The dossier counts as received on the next working day, which then is the uncounted first day.
        NextWorkingDay = "next_working_day",
    }
}

/// Working hours and readings of the law that an office may set. Not national law below Decision 188/1999/QĐ-TTg: the values
/// come from `rules/clock.toml`, marked unverified, and from the configuration of the commune.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClockRules {
    /// Opening time.
    pub opens: Time,
    /// Closing time: results are due by then.
    pub closes: Time,
    /// After this time a dossier may be handed on at the start of the next working day (R07).
    pub transfer_cutoff: Time,
    /// Whether the transfer on the next day also moves the citizen's clock. Off by default.
    pub transfer_shifts_clock: bool,
    /// Receptions after closing time or on a day off.
    pub out_of_hours: OutOfHours,
    /// A supplement should be asked for within so many working days of reception (R09).
    pub supplement_within_days: u16,
}

/// Something that happened to the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockEvent {
    /// Papers are missing: the clock stands until they are there.
    SupplementRequested(PrimitiveDateTime),
    /// Everything is there: the clock restarts from zero.
    SupplementReceived(PrimitiveDateTime),
    /// The apology letter with a new appointment, at most once. Without a new date the appointment stays and is flagged,
    /// unless `at` itself lies after the due date: then it *is* the new appointment.
    Extended {
        /// When.
        at: PrimitiveDateTime,
        /// The new appointment.
        new_due: Option<PrimitiveDateTime>,
    },
    /// The applicant withdrew: the clock stops for good.
    Stopped(PrimitiveDateTime),
}

impl ClockEvent {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::SupplementRequested(_) => "supplement_requested",
            Self::SupplementReceived(_) => "supplement_received",
            Self::Extended { .. } => "extended",
            Self::Stopped(_) => "stopped",
        }
    }

    /// Reads `kind` and date-time as on the command line.
    pub fn from_code(kind: &str, at: PrimitiveDateTime, new_due: Option<PrimitiveDateTime>) -> Option<Self> {
        match kind {
            "supplement_requested" => Some(Self::SupplementRequested(at)),
            "supplement_received" => Some(Self::SupplementReceived(at)),
            "extended" => Some(Self::Extended { at, new_due }),
            "stopped" => Some(Self::Stopped(at)),
            _ => None,
        }
    }

    /// When it happened.
    pub fn at(&self) -> PrimitiveDateTime {
        match self {
            Self::SupplementRequested(at) | Self::SupplementReceived(at) | Self::Stopped(at) => *at,
            Self::Extended { at, .. } => *at,
        }
    }
}

/// Why events do not fit together. Stable codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DeadlineProblem {
    /// An event lies before the one before it, or before reception.
    #[error("event_out_of_order")]
    OutOfOrder,
    /// Papers were received that nobody asked for, or asked for while already waiting.
    #[error("supplement_not_expected")]
    SupplementNotExpected,
    /// A second extension, or one while the clock stands.
    #[error("extension_not_allowed")]
    ExtensionNotAllowed,
    /// Something after the stop.
    #[error("clock_stopped")]
    AfterStop,
    /// The new appointment is not later than the old one.
    #[error("extension_not_later")]
    ExtensionNotLater,
    /// The limit is 0 or above 366 days, or no working day can be found.
    #[error("limit_out_of_range")]
    LimitOutOfRange,
}

impl DeadlineProblem {
    /// The stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::OutOfOrder => "event_out_of_order",
            Self::SupplementNotExpected => "supplement_not_expected",
            Self::ExtensionNotAllowed => "extension_not_allowed",
            Self::AfterStop => "clock_stopped",
            Self::ExtensionNotLater => "extension_not_later",
            Self::LimitOutOfRange => "limit_out_of_range",
        }
    }
}

coded! {
    /// What the clock is doing after the last event.
    ClockState {
        /// Running towards the due date.
        Running = "running",
        /// Standing until papers come.
        WaitingForSupplement = "waiting_for_supplement",
        /// Stopped for good.
        Stopped = "stopped",
    }
}

/// One day of the count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountedDay {
    /// The day.
    pub date: Date,
    /// Is it counted?
    pub counts: bool,
    /// Stable code: `counted`, `saturday`, `sunday`, `day_off`, `worked_day`, `first_day`, `next_working_day`.
    pub why_code: &'static str,
    /// The name of the day off or of the worked Saturday.
    pub label: Option<String>,
}

/// Something the officer should know about the date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeadlineNote {
    /// A proposed swap inside the count is not applied; the date may shift when it is decided.
    Proposal {
        /// The day.
        date: Date,
        /// Its name.
        label: String,
    },
    /// The count leaves the years for which the days off are known.
    CalendarNotKnown(i32),
    /// Received after hours or on a day off: how that counts is configuration, not law.
    OutOfHours,
    /// Received after the transfer cut-off: handed on the next working day.
    TransferNextDay,
    /// The supplement was asked for later than the rule allows.
    SupplementRequestedLate,
    /// A supplement was asked for more than once.
    SupplementRequestedAgain,
    /// An extension without a new date.
    ExtensionWithoutDate,
    /// The extension came less than one day before the appointment.
    ExtensionLate,
    /// No verified limit is known for this procedure on this day.
    LimitUnverified,
}

impl DeadlineNote {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Proposal { .. } => "unconfirmed_day",
            Self::CalendarNotKnown(_) => "calendar_not_known",
            Self::OutOfHours => "received_out_of_hours",
            Self::TransferNextDay => "transfer_next_working_day",
            Self::SupplementRequestedLate => "supplement_requested_late",
            Self::SupplementRequestedAgain => "supplement_requested_again",
            Self::ExtensionWithoutDate => "extension_without_date",
            Self::ExtensionLate => "extension_late",
            Self::LimitUnverified => "limit_unverified",
        }
    }
}

/// When the result is due and how that was counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deadline {
    /// When the dossier was first received.
    pub received: PrimitiveDateTime,
    /// When it was complete: reception, or the last supplement.
    pub complete: PrimitiveDateTime,
    /// The first counted day; `None` while the clock does not run.
    pub starts: Option<Date>,
    /// By when the dossier must be with the deciding office.
    pub transfer_by: PrimitiveDateTime,
    /// The appointment; `None` while the clock does not run or if no limit is known.
    pub due: Option<PrimitiveDateTime>,
    /// The limit; `None` if not known.
    pub limit: Option<Limit>,
    /// Every day after reception up to the due day.
    pub days: Vec<CountedDay>,
    /// What the clock is doing.
    pub state: ClockState,
    /// The appointment was moved by an apology letter.
    pub extended: bool,
    /// What the officer should know.
    pub notes: Vec<DeadlineNote>,
}

struct Count {
    starts: Date,
    due: PrimitiveDateTime,
    days: Vec<CountedDay>,
    notes: Vec<DeadlineNote>,
}

/// The uncounted first day, and whether it was moved to a working day.
fn first_day(
    complete: PrimitiveDateTime,
    calendar: &Calendar,
    clock: &ClockRules,
    notes: &mut Vec<DeadlineNote>,
) -> Option<Date> {
    let date = complete.date();
    let late = complete.time() > clock.closes;
    let off = !calendar.is_working(date);
    if late || off {
        notes.push(DeadlineNote::OutOfHours);
        return match clock.out_of_hours {
            OutOfHours::AsReceived => Some(date),
            OutOfHours::NextWorkingDay => calendar.working_day_after(date),
        };
    }
    if complete.time() > clock.transfer_cutoff {
        notes.push(DeadlineNote::TransferNextDay);
        if clock.transfer_shifts_clock {
            return calendar.working_day_after(date);
        }
    }
    Some(date)
}

fn transfer_by(complete: PrimitiveDateTime, calendar: &Calendar, clock: &ClockRules) -> Option<PrimitiveDateTime> {
    let date = complete.date();
    if calendar.is_working(date) && complete.time() <= clock.transfer_cutoff {
        Some(PrimitiveDateTime::new(date, clock.closes))
    } else {
        calendar
            .working_day_after(date)
            .map(|day| PrimitiveDateTime::new(day, clock.opens))
    }
}

fn day_of(date: Date, reason: DayReason<'_>, counts: bool) -> CountedDay {
    let why_code = match reason {
        DayReason::Weekday if counts => "counted",
        _ => reason.code(),
    };
    let label = match reason {
        DayReason::Off(row) | DayReason::Worked(row) => Some(row.label.clone()),
        DayReason::Weekday | DayReason::Saturday | DayReason::Sunday => None,
    };
    CountedDay {
        date,
        counts,
        why_code,
        label,
    }
}

/// Counts `limit` from the moment the dossier was complete.
fn count(complete: PrimitiveDateTime, limit: Limit, calendar: &Calendar, clock: &ClockRules) -> Option<Count> {
    let mut notes = Vec::new();
    let first = first_day(complete, calendar, clock, &mut notes)?;
    let mut days = Vec::with_capacity(usize::from(limit.days) * 2);
    let mut starts = None;
    let mut left = limit.days;
    let mut day = complete.date();
    // A year of working days spans less than two calendar years; anything longer is a broken calendar.
    for _ in 0..800 {
        day = day.next_day()?;
        if let Some(row) = calendar.proposal(day) {
            notes.push(DeadlineNote::Proposal {
                date: day,
                label: row.label.clone(),
            });
        }
        let reason = calendar.reason(day);
        if day <= first {
            let mut shown = day_of(day, reason, false);
            if reason.is_working() {
                shown.why_code = "first_day";
            }
            days.push(shown);
            continue;
        }
        let last_day_moves = left == 0;
        let counts = match limit.unit {
            LimitUnit::WorkingDay => reason.is_working(),
            LimitUnit::CalendarDay => !last_day_moves,
        };
        if counts {
            starts.get_or_insert(day);
            left -= 1;
        }
        let mut shown = day_of(day, reason, counts);
        if last_day_moves && reason.is_working() {
            shown.why_code = "next_working_day";
        } else if counts && !reason.is_working() {
            shown.why_code = "counted";
        }
        days.push(shown);
        if left == 0 && reason.is_working() {
            if !calendar.covers(day) {
                notes.push(DeadlineNote::CalendarNotKnown(day.year()));
            }
            return Some(Count {
                starts: starts?,
                due: PrimitiveDateTime::new(day, clock.closes),
                days,
                notes,
            });
        }
    }
    None
}

/// When the result is due.
///
/// `received` is civil time in Viet Nam at the deciding agency; `limit` is `None` where no verified limit is known (the answer
/// then has no due date and says so). Events must be in order.
pub fn deadline(
    received: PrimitiveDateTime,
    limit: Option<Limit>,
    events: &[ClockEvent],
    calendar: &Calendar,
    clock: &ClockRules,
) -> Result<Deadline, DeadlineProblem> {
    if limit.is_some_and(|it| it.days == 0 || it.days > 366) {
        return Err(DeadlineProblem::LimitOutOfRange);
    }
    let recount = |complete: PrimitiveDateTime| -> Result<Deadline, DeadlineProblem> {
        let transfer_by = transfer_by(complete, calendar, clock).ok_or(DeadlineProblem::LimitOutOfRange)?;
        let mut result = Deadline {
            received,
            complete,
            starts: None,
            transfer_by,
            due: None,
            limit,
            days: Vec::new(),
            state: ClockState::Running,
            extended: false,
            notes: Vec::new(),
        };
        match limit {
            None => {
                let first = first_day(complete, calendar, clock, &mut result.notes);
                result.starts = first.and_then(|day| calendar.working_day_after(day));
                result.notes.push(DeadlineNote::LimitUnverified);
            }
            Some(limit) => {
                let counted = count(complete, limit, calendar, clock).ok_or(DeadlineProblem::LimitOutOfRange)?;
                result.starts = Some(counted.starts);
                result.due = Some(counted.due);
                result.days = counted.days;
                result.notes = counted.notes;
            }
        }
        Ok(result)
    };

    let mut current = recount(received)?;
    let mut flags: Vec<DeadlineNote> = Vec::new();
    let mut before = received;
    let mut requests = 0;
    for event in events {
        if event.at() < before {
            return Err(DeadlineProblem::OutOfOrder);
        }
        before = event.at();
        match (current.state, event) {
            (ClockState::Stopped, _) => return Err(DeadlineProblem::AfterStop),
            (ClockState::Running, ClockEvent::SupplementRequested(at)) => {
                requests += 1;
                if requests > 1 {
                    flags.push(DeadlineNote::SupplementRequestedAgain);
                }
                let working = working_days_between(current.complete.date(), at.date(), calendar);
                if working > u32::from(clock.supplement_within_days) {
                    flags.push(DeadlineNote::SupplementRequestedLate);
                }
                current.state = ClockState::WaitingForSupplement;
                current.starts = None;
                current.due = None;
                current.days.clear();
            }
            (ClockState::WaitingForSupplement, ClockEvent::SupplementReceived(at)) => {
                let extended = current.extended;
                current = recount(*at)?;
                // The one re-appointment is used up, whatever came after it.
                current.extended = extended;
            }
            (ClockState::WaitingForSupplement, ClockEvent::SupplementRequested(_))
            | (ClockState::Running, ClockEvent::SupplementReceived(_)) => {
                return Err(DeadlineProblem::SupplementNotExpected);
            }
            (ClockState::Running, ClockEvent::Extended { at, new_due }) => {
                if current.extended {
                    return Err(DeadlineProblem::ExtensionNotAllowed);
                }
                current.extended = true;
                let implied = (*new_due).or_else(|| current.due.filter(|due| at > due).map(|_| *at));
                match (implied, current.due) {
                    (Some(new_due), Some(due)) if new_due <= due => return Err(DeadlineProblem::ExtensionNotLater),
                    (Some(new_due), due) => {
                        if extension_is_late(event.at(), due) {
                            flags.push(DeadlineNote::ExtensionLate);
                        }
                        current.due = Some(new_due);
                    }
                    (None, _) => flags.push(DeadlineNote::ExtensionWithoutDate),
                }
            }
            (ClockState::WaitingForSupplement, ClockEvent::Extended { .. }) => {
                return Err(DeadlineProblem::ExtensionNotAllowed);
            }
            (ClockState::Running | ClockState::WaitingForSupplement, ClockEvent::Stopped(_)) => {
                current.state = ClockState::Stopped;
                current.starts = None;
                current.due = None;
                current.days.clear();
            }
        }
    }
    current.notes.extend(flags);
    Ok(current)
}

/// The letter must leave at least one day before the appointment (R11).
fn extension_is_late(at: PrimitiveDateTime, due: Option<PrimitiveDateTime>) -> bool {
    due.is_some_and(|due| at > due - Duration::DAY)
}

/// How many working days lie after `from` up to and including `to`.
pub fn working_days_between(from: Date, to: Date, calendar: &Calendar) -> u32 {
    let mut count = 0;
    let mut day = from;
    while day < to {
        let Some(next) = day.next_day() else { break };
        day = next;
        count += u32::from(calendar.is_working(day));
    }
    count
}
