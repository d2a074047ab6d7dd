//! The temporary dossier code: given offline, unique, and never a look-alike of the official code.
//!
//! The official code (Circular 03/2025/TT-VPCP art. 13) begins with an agency id and contains dots; it is issued by the
//! province's system. Ours begins with `T`, has no dot, and ends with letters that cannot be mistaken for digits.

use time::Date;
use uuid::Uuid;

/// Letters and digits that nobody confuses when read aloud or written by hand: no 0/O, 1/I/L, 5/S, 2/Z, U/V.
const ALPHABET: &[u8; 24] = b"346789ABCDEFGHJKMNPQRTWX";

/// `T24637-261121-K7QTM4`: commune, day (yymmdd), and six letters drawn from the random part of the dossier's id.
/// 24⁶ = 191 million possibilities for one commune and one day.
pub fn temporary_code(commune: &str, day: Date, dossier: Uuid) -> String {
    let bytes = dossier.as_bytes();
    // The last eight bytes of a UUIDv7 are random but for two fixed bits.
    let mut rest = bytes[8..]
        .iter()
        .fold(0_u64, |number, byte| (number << 8) | u64::from(*byte))
        & 0x3fff_ffff_ffff_ffff;
    let mut letters = String::with_capacity(6);
    for _ in 0..6 {
        letters.push(char::from(ALPHABET[(rest % 24) as usize]));
        rest /= 24;
    }
    let (year, month, day) = (day.year().rem_euclid(100), u8::from(day.month()), day.day());
    format!("T{commune}-{year:02}{month:02}{day:02}-{letters}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_stable_and_differ() {
        let day = Date::from_calendar_date(2026, time::Month::November, 21).expect("a date");
        let one = temporary_code("24637", day, Uuid::from_u128(0x0193_5f00_0000_7000_8000_0000_0000_0001));
        let two = temporary_code("24637", day, Uuid::from_u128(0x0193_5f00_0000_7000_8000_0000_0000_0002));
        assert!(one.starts_with("T24637-261121-") && one.len() == 20, "{one}");
        assert_ne!(one, two);
        assert!(!one.contains('.'), "an official code has dots");
    }
}
