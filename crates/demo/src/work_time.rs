//! Working days and moments within working hours.

use domain::calendar::Calendar;
use time::{Date, Duration, PrimitiveDateTime, Time};

use crate::random::Random;

/// How far a search for a working day goes: no break is longer.
const SEARCH_DAYS: i64 = 40;

/// The day itself, or the next working day.
pub fn this_or_next(calendar: &Calendar, day: Date) -> Date {
    (0..SEARCH_DAYS)
        .map(|days| day + Duration::days(days))
        .find(|day| calendar.is_working(*day))
        .unwrap_or(day)
}

/// The working day that lies `count` working days before `day`; with 0, the day itself or the working day before it.
pub fn before(calendar: &Calendar, day: Date, count: i32) -> Date {
    let mut at = day;
    let mut left = count;
    loop {
        let is_working = calendar.is_working(at);
        if is_working && left <= 0 {
            return at;
        }
        left -= i32::from(is_working);
        at -= Duration::days(1);
    }
}

/// The working day that lies `count` working days after `day`.
pub fn after(calendar: &Calendar, day: Date, count: i32) -> Date {
    let mut at = day;
    for _ in 0..count.max(0) {
        at = this_or_next(calendar, at + Duration::days(1));
    }
    at
}

/// Moments for `count` steps from `first` to `last`, growing, in working hours, spread over the working days between.
pub fn moments(
    calendar: &Calendar,
    first: Date,
    last: Date,
    count: usize,
    random: &mut Random,
) -> Vec<PrimitiveDateTime> {
    let mut days = vec![first];
    while let Some(day) = days.last().copied() {
        let next = this_or_next(calendar, day + Duration::days(1));
        if next > last || days.len() > 120 {
            break;
        }
        days.push(next);
    }
    let start = 460 + random.between(0, (9 - count as i32).max(0) * 38);
    (0..count)
        .map(|at| {
            let spread = if count > 1 {
                at * (days.len() - 1) / (count - 1)
            } else {
                0
            };
            // Handing on is the second step and takes a day at most.
            let day = days[if at == 1 && count > 2 { spread.min(1) } else { spread }];
            // Later steps have a later time of day, so the order holds on one day too.
            let mut minutes = start + at as i32 * 38 + random.between(0, 30);
            if minutes >= 690 {
                minutes += 120;
            }
            let (hour, minute) = (minutes / 60, minutes % 60);
            let time = Time::from_hms(hour as u8, minute as u8, 0).expect("between 07:40 and 17:00");
            PrimitiveDateTime::new(day, time)
        })
        .collect()
}
