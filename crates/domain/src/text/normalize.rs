//! One written form for text that was typed, scanned or imported in many.

use unicode_normalization::UnicodeNormalization;

/// Whether `c` is one of the marks that people and keyboards use for the apostrophe in names such as K'Brôi.
pub const fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{2018}' | '\u{02BC}' | '\u{00B4}' | '`')
}

/// Text in composed Unicode (NFC) with one kind of apostrophe (U+0027), one kind of space, one kind of Đ.
///
/// Leading and trailing white space goes, runs become one space, zero-width characters and byte-order marks vanish.
/// Letters, case, tone position (hoà, hòa) and every other character stay as typed.
pub fn normalize(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut space_is_due = false;
    for c in text.nfc() {
        let c = match c {
            c if is_apostrophe(c) => '\'',
            // Eth and African D look like Đ and come out of old fonts and careless keyboards.
            '\u{00D0}' | '\u{0189}' => 'Đ',
            '\u{00F0}' | '\u{0256}' => 'đ',
            '\u{200B}' | '\u{200C}' | '\u{200D}' | '\u{2060}' | '\u{FEFF}' => continue,
            c => c,
        };
        if c.is_whitespace() {
            space_is_due = !out.is_empty();
            continue;
        }
        if space_is_due {
            out.push(' ');
            space_is_due = false;
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gives_one_form() {
        let cases: &[(&str, &str)] = &[
            ("", ""),
            ("  Trần   Thị\u{00A0}Mẫu \t", "Trần Thị Mẫu"),
            ("Nguye\u{0302}\u{0303}n", "Nguyễn"),
            ("Nguyê\u{0303}n", "Nguyễn"),
            ("Đo\u{031B}\u{0323}i", "Đợi"),
            ("K\u{2019}Brôi", "K'Brôi"),
            ("K\u{02BC} Brôi", "K' Brôi"),
            ("H\u{2018}Mai", "H'Mai"),
            ("\u{00D0}ặng", "Đặng"),
            ("\u{FEFF}Lý\u{200B} A", "Lý A"),
            ("hoà hòa", "hoà hòa"),
            ("a\u{3000}b\r\n", "a b"),
        ];
        for (input, expected) in cases {
            assert_eq!(&normalize(input), expected, "{input:?}");
            assert_eq!(&normalize(expected), expected, "must be stable: {expected:?}");
        }
    }
}
