//! Identity numbers and phones in packed decimal, so that wrong digits are counted in a few operations.

use domain::personal_id::{PersonalId, RegisteredIn};
use domain::sex::Sex;

/// Up to sixteen digits, four bits each, from the right; 0 where there is none.
pub type Packed = u64;

/// The identity numbers of a person, whichever columns they stood in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Numbers {
    /// The number of twelve digits.
    pub long: Packed,
    /// The old number of nine digits, or another short one.
    pub short: Packed,
}

/// The digits of a cell and their count; nothing where it holds fewer than `least`, more than fifteen, one digit repeated, or
/// looks like 6.7E+10.
fn digits(text: &str, least: usize) -> Option<(Packed, usize)> {
    let (mut packed, mut length) = (0_u64, 0);
    let mut is_one_digit = true;
    for byte in text.bytes() {
        if byte.is_ascii_digit() {
            let digit = u64::from(byte - b'0');
            is_one_digit &= length == 0 || packed & 15 == digit;
            packed = packed << 4 | digit;
            length += 1;
            if length > 15 {
                return None;
            }
        } else if byte == b'E' && length > 0 {
            return None;
        }
    }
    (length >= least && !is_one_digit).then_some((packed, length))
}

/// Sorts the numbers of both columns by their length. Ten and eleven digits are twelve that lost their zeros, eight are nine.
pub fn read(national: &str, old: &str) -> Numbers {
    let mut numbers = Numbers::default();
    for cell in [old, national] {
        match digits(cell, 6) {
            Some((packed, 10..=12)) if numbers.long == 0 => numbers.long = packed,
            Some((packed, 6..=9)) if numbers.short == 0 => numbers.short = packed,
            Some(_) | None => {}
        }
    }
    numbers
}

/// A phone without its leading zero or +84; 0 where unreadable.
pub fn phone(text: &str) -> Packed {
    match digits(text, 9) {
        Some((packed, length)) => {
            let is_foreign_form = packed >> (4 * (length - 2)) == 0x84;
            if is_foreign_form && length >= 11 {
                packed & ((1 << (4 * (length - 2))) - 1)
            } else {
                packed
            }
        }
        None => 0,
    }
}

/// What a number of twelve digits says about its owner, when it begins with the code of a province.
pub fn structure(long: Packed) -> Option<(Sex, u32)> {
    let id = PersonalId::parse(&format!("{long:012x}")).ok()?;
    let structure = id.structure();
    match structure.registered_in {
        RegisteredIn::Province { .. } => Some((structure.sex, u32::try_from(structure.birth_year).ok()?)),
        RegisteredIn::Abroad { .. } | RegisteredIn::Unknown { .. } => None,
    }
}

/// Whether one digit differs or two neighbours are swapped.
pub const fn is_one_digit_off(a: Packed, b: Packed) -> bool {
    let x = a ^ b;
    let x = x | x >> 1;
    let marks = (x | x >> 2) & 0x1111_1111_1111_1111;
    match marks.count_ones() {
        1 => true,
        2 => {
            let low = marks.trailing_zeros();
            marks >> low == 0x11 && (a >> low & 15) == (b >> (low + 4) & 15) && (a >> (low + 4) & 15) == (b >> low & 15)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_known_by_their_length_and_not_by_their_column() {
        for (national, old, long, short) in [
            ("067050000123", "245000111", 0x67050000123, 0x245000111),
            ("67050000123", "", 0x67050000123, 0),
            ("245000111", "", 0, 0x245000111),
            ("245000111", "067050000123", 0x67050000123, 0x245000111),
            ("CCCD: 067 050 000 123", "", 0x67050000123, 0),
            ("45000111", "", 0, 0x45000111),
            ("6.7E+10", "", 0, 0),
            ("000000000000", "111111111", 0, 0),
            ("không", "123", 0, 0),
            ("1234567890123456789", "", 0, 0),
        ] {
            assert_eq!(read(national, old), Numbers { long, short }, "{national} {old}");
        }
    }

    #[test]
    fn phones_lose_their_prefix() {
        for text in ["0912000345", "912000345", "+84 912 000 345", "0912.000.345"] {
            assert_eq!(phone(text), 0x912000345, "{text}");
        }
        assert_eq!(phone("0900"), 0);
        assert_eq!(phone("0000000000"), 0);
    }

    #[test]
    fn one_wrong_digit_or_swapped_neighbours() {
        assert!(is_one_digit_off(0x67050000123, 0x67050000124));
        assert!(is_one_digit_off(0x67050000123, 0x67050000132));
        assert!(is_one_digit_off(0x67050000123, 0x60750000123));
        assert!(!is_one_digit_off(0x67050000123, 0x67050000123));
        assert!(!is_one_digit_off(0x67050000123, 0x67050000145));
        assert!(!is_one_digit_off(0x67050000123, 0x17050000124));
    }

    #[test]
    fn the_structure_tells_sex_and_year() {
        assert_eq!(structure(0x067150000123), Some((Sex::Female, 1950)));
        assert_eq!(structure(0x999150000123), None);
    }
}
