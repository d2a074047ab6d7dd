//! Dates of birth as people write them, packed as the digits YYYYMMDD in one number; 0 where unknown.

/// A date in packed decimal: a year of four digits, a month and a day of two, each digit in four bits.
pub type Packed = u32;

/// The year of a packed date, 0 where unknown.
pub const fn year(date: Packed) -> u32 {
    let bcd = date >> 16;
    (bcd >> 12) * 1000 + (bcd >> 8 & 15) * 100 + (bcd >> 4 & 15) * 10 + (bcd & 15)
}

/// Whether month and day are known.
pub const fn is_full(date: Packed) -> bool {
    date >> 8 & 0xFF != 0 && date & 0xFF != 0
}

/// Packs a year, and a month and a day which may be 0.
pub const fn pack(year: u32, month: u32, day: u32) -> Packed {
    const fn two(n: u32) -> u32 {
        ((n / 10 % 10) << 4) | (n % 10)
    }
    two(year / 100) << 24 | two(year % 100) << 16 | two(month) << 8 | two(day)
}

/// Reads ISO dates, day-month-year with any separator, eight digits, a year alone, month and year, two-digit years and the
/// serial numbers of spreadsheets. 0 where none of these.
pub fn read(text: &str) -> Packed {
    let mut groups = [(0_u32, 0_usize); 3];
    let mut count = 0;
    let mut is_open = false;
    for byte in text.bytes() {
        if byte.is_ascii_digit() {
            if !is_open {
                if count == 3 {
                    break;
                }
                count += 1;
                is_open = true;
            }
            let (value, length) = &mut groups[count - 1];
            *value = value.saturating_mul(10).saturating_add(u32::from(byte - b'0'));
            *length += 1;
        } else {
            is_open = false;
        }
    }
    let [(a, a_length), (b, b_length), (c, c_length)] = groups;
    match (count, a_length, b_length, c_length) {
        (1, 4, ..) => of(a, 0, 0),
        (1, 8, ..) => match of(a / 10_000, a / 100 % 100, a % 100) {
            0 => of(a % 10_000, a / 10_000 % 100, a / 1_000_000),
            date => date,
        },
        (1, 5, ..) => from_serial(a),
        (2, 4, 1..=2, _) => of(a, b, 0),
        (2, 1..=2, 4, _) => of(b, a, 0),
        (3, 4, 1..=2, 1..=2) => of(a, b, c),
        (3, 1..=2, 1..=2, 4) => of(c, b, a),
        (3, 1..=2, 1..=2, 2) => of(if c > 26 { 1900 + c } else { 2000 + c }, b, a),
        _ => 0,
    }
}

fn of(year: u32, month: u32, day: u32) -> Packed {
    if !(1850..=2100).contains(&year) {
        return 0;
    }
    match (month, day) {
        (1..=12, 1..=31) => pack(year, month, day),
        // Written in the American order.
        (13..=31, 1..=12) => pack(year, day, month),
        (1..=12, _) => pack(year, month, 0),
        _ => pack(year, 0, 0),
    }
}

/// Days since 30 December 1899, as spreadsheets count; only birthdays from 1910 on, so that no other number is one.
fn from_serial(days: u32) -> Packed {
    if !(3_654..=47_000).contains(&days) {
        return 0;
    }
    // Julian day of 1899-12-30.
    match time::Date::from_julian_day(2_415_019 + days as i32) {
        Ok(date) => pack(
            date.year().unsigned_abs(),
            u32::from(u8::from(date.month())),
            u32::from(date.day()),
        ),
        Err(_) => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_people_write() {
        for (text, year, month, day) in [
            ("1950-03-01", 1950, 3, 1),
            ("01/03/1950", 1950, 3, 1),
            ("1.3.1950", 1950, 3, 1),
            ("1-3-50", 1950, 3, 1),
            ("1/3/12", 2012, 3, 1),
            ("01031950", 1950, 3, 1),
            ("19500301", 1950, 3, 1),
            ("1950-03-01T00:00:00", 1950, 3, 1),
            ("1950-25-03", 1950, 3, 25),
            ("1950", 1950, 0, 0),
            (" năm 1950 ", 1950, 0, 0),
            ("3/1950", 1950, 3, 0),
            ("1950-03", 1950, 3, 0),
            ("00/00/1950", 1950, 0, 0),
            ("18323", 1950, 3, 1),
            ("", 0, 0, 0),
            ("không rõ", 0, 0, 0),
            ("99/99/9999", 0, 0, 0),
            ("123456789012", 0, 0, 0),
            ("1-2-3-4-5", 0, 0, 0),
        ] {
            assert_eq!(read(text), pack(year, month, day), "{text}");
            assert_eq!(super::year(read(text)), year);
        }
    }
}
