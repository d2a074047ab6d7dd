//! Vietnamese phone numbers.

use std::fmt;

use crate::field_problem::{FieldProblem, FieldProblemCode};

/// A phone number in its national form: digits only, beginning with 0.
///
/// Ten digits for mobile phones, eleven (rarely ten) for fixed lines, which begin with 02.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Phone(String);

impl Phone {
    /// Reads a number for the field `phone`. Spaces, dots, hyphens and brackets are ignored; +84 and 0084 become 0.
    ///
    /// # Errors
    /// `required`, `phone_not_digits`, `phone_leading_zero_lost`, `phone_prefix_unknown`, `phone_wrong_length`.
    pub fn parse(text: &str) -> Result<Phone, FieldProblem> {
        let problem = |code| Err(FieldProblem::new("phone", code));
        let mut compact: String = text
            .chars()
            .filter(|c| !c.is_whitespace() && !matches!(c, '.' | '-' | '(' | ')' | '\u{FEFF}'))
            .collect();
        if compact.is_empty() {
            return problem(FieldProblemCode::Required);
        }
        let national = compact
            .strip_prefix("+84")
            .or_else(|| compact.strip_prefix("0084"))
            .or_else(|| compact.strip_prefix("84").filter(|rest| rest.len() >= 9));
        if let Some(national) = national {
            // "+84 (0)912 …" repeats the zero.
            compact = format!("0{}", national.strip_prefix('0').unwrap_or(national));
        }
        if !compact.bytes().all(|byte| byte.is_ascii_digit()) {
            return problem(FieldProblemCode::PhoneNotDigits);
        }
        if !compact.starts_with('0') {
            return problem(match compact.len() {
                9 => FieldProblemCode::PhoneLeadingZeroLost,
                10 => FieldProblemCode::PhonePrefixUnknown,
                _ => FieldProblemCode::PhoneWrongLength,
            });
        }
        let lengths = match compact.as_bytes().get(1) {
            Some(b'3' | b'5' | b'7' | b'8' | b'9') => 10..=10,
            Some(b'2') => 10..=11,
            Some(_) => return problem(FieldProblemCode::PhonePrefixUnknown),
            None => return problem(FieldProblemCode::PhoneWrongLength),
        };
        if !lengths.contains(&compact.len()) {
            return problem(FieldProblemCode::PhoneWrongLength);
        }
        Ok(Phone(compact))
    }

    /// The digits, beginning with 0.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The number with all but the last three digits hidden.
    pub fn masked(&self) -> String {
        let shown = self.0.len() - 3;
        format!("{}{}", "*".repeat(shown), &self.0[shown..])
    }
}

impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Phone({})", self.masked())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_ways_people_write_it() {
        let cases: &[(&str, Result<&str, FieldProblemCode>)] = &[
            ("0912000001", Ok("0912000001")),
            ("0912 000 001", Ok("0912000001")),
            ("0912.000.001", Ok("0912000001")),
            ("+84912000001", Ok("0912000001")),
            ("+84 (0)912 000 001", Ok("0912000001")),
            ("84912000001", Ok("0912000001")),
            ("0084 912 000 001", Ok("0912000001")),
            ("0261 3 000 001", Ok("02613000001")),
            ("", Err(FieldProblemCode::Required)),
            ("912000001", Err(FieldProblemCode::PhoneLeadingZeroLost)),
            ("091200000", Err(FieldProblemCode::PhoneWrongLength)),
            ("09120000011", Err(FieldProblemCode::PhoneWrongLength)),
            ("0612000001", Err(FieldProblemCode::PhonePrefixUnknown)),
            ("1912000001", Err(FieldProblemCode::PhonePrefixUnknown)),
            ("0912 000 00a", Err(FieldProblemCode::PhoneNotDigits)),
            ("0", Err(FieldProblemCode::PhoneWrongLength)),
        ];
        for (input, expected) in cases {
            let got = Phone::parse(input).map_err(|problem| problem.code);
            assert_eq!(
                got.as_ref().map(Phone::as_str).map_err(|code| *code),
                *expected,
                "{input:?}"
            );
        }
    }

    #[test]
    fn never_prints_the_whole_number() {
        let phone = Phone::parse("0912000123").expect("a valid number");
        assert_eq!(format!("{phone:?}"), "Phone(*******123)");
    }
}
