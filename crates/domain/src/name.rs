//! The name of a person: as typed, and its parts for sorting.

use std::cmp::Ordering;
use std::fmt;

use crate::field_problem::{FieldProblem, FieldProblemCode};
use crate::text::{looks_garbled, normalize, push_collation_key};

/// The most characters a full name may have.
pub const FULL_NAME_LIMIT_CHARS: usize = 120;

/// A person's full name in the order họ, chữ đệm, tên, in composed Unicode, with the casing that was typed.
///
/// Nothing is title-cased: "Y Bré", "H'Mai" and "Ksor" are right as they are. A name of one word is a name.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct FullName(String);

/// The parts of a name, as a list is sorted by them. Borrowed from the [`FullName`]; absent parts are empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NameParts<'a> {
    /// What stands before the name of many people of the Central Highlands and tells the sex: K', Ka, Y, H'.
    pub marker: &'a str,
    /// Họ: the first word, when there are at least two.
    pub family: &'a str,
    /// Chữ đệm: everything between.
    pub middle: &'a str,
    /// Tên: the last word.
    pub given: &'a str,
}

impl FullName {
    /// Reads a name for the field `full_name`.
    ///
    /// # Errors
    /// `required`, `too_long`, `name_has_digit`, `name_has_control_character`, `text_garbled`, `name_has_no_letter`.
    pub fn parse(text: &str) -> Result<FullName, FieldProblem> {
        let problem = |code| Err(FieldProblem::new("full_name", code));
        let name = normalize(text);
        if name.is_empty() {
            return problem(FieldProblemCode::Required);
        }
        if name.chars().count() > FULL_NAME_LIMIT_CHARS {
            return problem(FieldProblemCode::TooLong);
        }
        if looks_garbled(&name) {
            return problem(FieldProblemCode::TextGarbled);
        }
        if name.chars().any(char::is_numeric) {
            return problem(FieldProblemCode::NameHasDigit);
        }
        if name.chars().any(is_control) {
            return problem(FieldProblemCode::NameHasControlCharacter);
        }
        if !name.chars().any(char::is_alphabetic) {
            return problem(FieldProblemCode::NameHasNoLetter);
        }
        Ok(FullName(name))
    }

    /// The name as it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The parts of the name.
    pub fn parts(&self) -> NameParts<'_> {
        let (marker, rest) = split_marker(&self.0);
        let (before, given) = match rest.rsplit_once(' ') {
            Some((before, given)) => (before, given),
            None => ("", rest),
        };
        let (family, middle) = match before.split_once(' ') {
            Some((family, middle)) => (family, middle),
            None => (before, ""),
        };
        NameParts {
            marker,
            family,
            middle,
            given,
        }
    }

    /// The key of Vietnamese lists: by tên, then họ, then đệm, then marker, then the exact text. Compare as bytes.
    pub fn sort_key(&self) -> Vec<u8> {
        let parts = self.parts();
        let mut key = Vec::with_capacity(self.0.len() * 2 + 8);
        for part in [parts.given, parts.family, parts.middle, parts.marker] {
            for word in part.split(' ').filter(|word| !word.is_empty()) {
                push_collation_key(word, &mut key);
            }
            // Lower than the end of a word, so that an absent part comes first.
            key.push(0x01);
        }
        key.extend_from_slice(self.0.as_bytes());
        key
    }

    /// Compares two names in the order of [`FullName::sort_key`].
    pub fn cmp_vietnamese(&self, other: &FullName) -> Ordering {
        self.sort_key().cmp(&other.sort_key())
    }
}

impl fmt::Display for FullName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Splits "K'Brôi", "K' Brôi", "K Brôi", "H'Mai", "Y Bré" and "Ka Brơm" after the marker.
fn split_marker(name: &str) -> (&str, &str) {
    for letter in ["K", "H", "Y", "k", "h", "y"] {
        let Some(rest) = name.strip_prefix(letter) else {
            continue;
        };
        for mark in ["' ", "'", " ", "-"] {
            if let Some(given) = rest.strip_prefix(mark)
                && !given.is_empty()
            {
                let marker_end = letter.len() + mark.trim_end().len();
                return (&name[..marker_end], given);
            }
        }
    }
    match name.split_once(' ') {
        Some((marker @ ("Ka" | "KA" | "ka"), given)) => (marker, given),
        _ => ("", name),
    }
}

/// Control characters, the soft hyphen (a lost ư of TCVN3) and invisible direction marks.
fn is_control(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{00AD}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn parses_and_keeps_the_casing() {
        let cases: &[(&str, &str)] = &[
            ("Nguyễn Văn Ví Dụ", "Nguyễn Văn Ví Dụ"),
            ("  nguye\u{0302}\u{0303}n   văn a ", "nguyễn văn a"),
            ("K’Brôi", "K'Brôi"),
            ("K' Brôi", "K' Brôi"),
            ("KA BRƠM", "KA BRƠM"),
            ("Y-Bré", "Y-Bré"),
            ("Páo", "Páo"),
        ];
        for (input, expected) in cases {
            assert_eq!(FullName::parse(input).unwrap().as_str(), *expected);
        }
    }

    #[test]
    fn refuses_with_a_code() {
        let long = "a".repeat(FULL_NAME_LIMIT_CHARS + 1);
        let cases: &[(&str, FieldProblemCode)] = &[
            ("", FieldProblemCode::Required),
            (" \u{00A0}\t", FieldProblemCode::Required),
            (&long, FieldProblemCode::TooLong),
            ("Nguyễn Văn 2", FieldProblemCode::NameHasDigit),
            ("Tr\u{00AD}ơng", FieldProblemCode::NameHasControlCharacter),
            ("Lan\u{0007}", FieldProblemCode::NameHasControlCharacter),
            ("Lan\u{202E}", FieldProblemCode::NameHasControlCharacter),
            ("Nguyá»…n A", FieldProblemCode::TextGarbled),
            ("Ng\u{FFFD}yễn", FieldProblemCode::TextGarbled),
            ("---", FieldProblemCode::NameHasNoLetter),
        ];
        for (input, expected) in cases {
            assert_eq!(
                FullName::parse(input),
                Err(FieldProblem::new("full_name", *expected)),
                "{input:?}"
            );
        }
    }

    #[test]
    fn splits_into_parts() {
        let cases: &[(&str, [&str; 4])] = &[
            ("Nguyễn Thị Hoài Thu", ["", "Nguyễn", "Thị Hoài", "Thu"]),
            ("Trần Thu", ["", "Trần", "", "Thu"]),
            ("Páo", ["", "", "", "Páo"]),
            ("K'Brôi", ["K'", "", "", "Brôi"]),
            ("K' Brôi", ["K'", "", "", "Brôi"]),
            ("K Brôi", ["K", "", "", "Brôi"]),
            ("KBrôi", ["", "", "", "KBrôi"]),
            ("H'Mai Bkrông", ["H'", "Mai", "", "Bkrông"]),
            ("Y Bré", ["Y", "", "", "Bré"]),
            ("Y-Bré", ["Y-", "", "", "Bré"]),
            ("Ka Brơm", ["Ka", "", "", "Brơm"]),
            ("Y", ["", "", "", "Y"]),
            ("Kiều Mai", ["", "Kiều", "", "Mai"]),
            ("Hà Y Mai", ["", "Hà", "Y", "Mai"]),
        ];
        for (input, [marker, family, middle, given]) in cases {
            let name = FullName::parse(input).unwrap();
            assert_eq!(
                name.parts(),
                NameParts {
                    marker,
                    family,
                    middle,
                    given
                },
                "{input}"
            );
        }
    }

    #[test]
    fn sorts_by_given_then_family_then_middle() {
        let sorted = [
            "Trần Văn An",
            "Lê Thị Ân",
            "K'Brôi",
            "Nguyễn Hoa",
            "Nguyễn Thị Hoa",
            "Nguyễn Văn Hoa",
            "Trần Thị Hoa",
            "Bùi Thị Hoà",
            "Đặng Văn Hoá",
            "Ka Lan",
            "An Thị Yến",
        ];
        let mut names: Vec<FullName> = sorted.iter().rev().map(|name| FullName::parse(name).unwrap()).collect();
        names.sort_by(FullName::cmp_vietnamese);
        let names: Vec<&str> = names.iter().map(FullName::as_str).collect();
        assert_eq!(names, sorted);
    }
}
