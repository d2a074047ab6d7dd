//! What can be wrong with one field, as a stable code. The sentence is made by the client.

use std::fmt;

/// How much a [`FieldProblem`] weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// The value is accepted; a person should look at it.
    Warning,
    /// The value is not accepted.
    Error,
}

impl Severity {
    /// The stable code of this severity.
    pub const fn as_str(self) -> &'static str {
        match self {
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

macro_rules! codes {
    ($( $(#[$doc:meta])* $variant:ident = $code:literal, $severity:ident; )*) => {
        /// The closed list of field problems. Each has one stable snake_case code and one severity.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum FieldProblemCode {
            $( $(#[$doc])* $variant, )*
        }

        impl FieldProblemCode {
            /// Every code, in the order of declaration: what a catalogue of sentences must cover.
            pub const ALL: &'static [FieldProblemCode] = &[$( FieldProblemCode::$variant, )*];

            /// The stable code that crosses boundaries.
            pub const fn as_str(self) -> &'static str {
                match self { $( FieldProblemCode::$variant => $code, )* }
            }

            /// Whether the value is refused or only flagged.
            pub const fn severity(self) -> Severity {
                match self { $( FieldProblemCode::$variant => Severity::$severity, )* }
            }
        }
    };
}

codes! {
    /// The field must be filled in.
    Required = "required", Error;
    /// The text is longer than the limit of the field.
    TooLong = "too_long", Error;
    /// A number lies outside the range that the field allows.
    OutOfRange = "out_of_range", Error;
    /// The text cannot be read as a value of the field's kind.
    Unreadable = "unreadable", Error;

    /// A personal name contains a digit.
    NameHasDigit = "name_has_digit", Error;
    /// A personal name contains a control, formatting or soft-hyphen character.
    NameHasControlCharacter = "name_has_control_character", Error;
    /// A personal name contains no letter.
    NameHasNoLetter = "name_has_no_letter", Error;
    /// The text was decoded with the wrong character set, or lost characters (U+FFFD).
    TextGarbled = "text_garbled", Error;

    /// A personal id contains something that is not a digit.
    PersonalIdNotDigits = "personal_id_not_digits", Error;
    /// A personal id does not have 12 digits.
    PersonalIdWrongLength = "personal_id_wrong_length", Error;
    /// A personal id has 11 digits: a spreadsheet probably dropped the leading zero.
    PersonalIdLeadingZeroLost = "personal_id_leading_zero_lost", Error;
    /// A 9-digit old number was typed where the 12-digit personal id belongs.
    PersonalIdIsOldId = "personal_id_is_old_id", Error;
    /// The first three digits are neither one of the 63 provinces of registration nor a country code.
    PersonalIdProvinceUnknown = "personal_id_province_unknown", Warning;
    /// The fourth digit contradicts the sex on record.
    PersonalIdSexMismatch = "personal_id_sex_mismatch", Warning;
    /// The fourth to sixth digits contradict the year of birth on record.
    PersonalIdBirthYearMismatch = "personal_id_birth_year_mismatch", Warning;
    /// An old id contains something that is not a digit.
    OldIdNotDigits = "old_id_not_digits", Error;
    /// An old id does not have 9 digits.
    OldIdWrongLength = "old_id_wrong_length", Error;
    /// A 12-digit personal id was typed where the 9-digit old number belongs.
    OldIdIsPersonalId = "old_id_is_personal_id", Error;

    /// A phone number contains something that is not a digit.
    PhoneNotDigits = "phone_not_digits", Error;
    /// A phone number does not have the length of a Vietnamese number.
    PhoneWrongLength = "phone_wrong_length", Error;
    /// A phone number has 9 digits: the leading zero was probably dropped.
    PhoneLeadingZeroLost = "phone_leading_zero_lost", Error;
    /// A phone number begins with digits that no Vietnamese number has.
    PhonePrefixUnknown = "phone_prefix_unknown", Error;

    /// A date that no calendar has, such as 31/02.
    DateImpossible = "date_impossible", Error;
    /// A date that cannot be read at all.
    DateUnreadable = "date_unreadable", Error;
    /// A date that lies after the day on which it was recorded.
    DateInFuture = "date_in_future", Error;
    /// A date too far back to be a living person's.
    DateTooOld = "date_too_old", Warning;

    /// The scanned text is empty.
    CardEmpty = "card_empty", Error;
    /// The scanned text is not that of an identity card.
    CardNotRecognised = "card_not_recognised", Error;
    /// The sex on the card is neither "Nam" nor "Nữ".
    CardSexUnreadable = "card_sex_unreadable", Warning;
    /// The birth date on the card is not a full date; it is shown as scanned.
    CardBirthIncomplete = "card_birth_incomplete", Warning;
    /// The old number on the card has neither 9 nor 12 digits.
    CardOldIdUnreadable = "card_old_id_unreadable", Warning;
}

impl fmt::Display for FieldProblemCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One thing that is wrong with one field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[error("{field}: {code}")]
pub struct FieldProblem {
    /// The field, in snake_case, as forms and the API name it.
    pub field: &'static str,
    /// What is wrong.
    pub code: FieldProblemCode,
}

impl FieldProblem {
    /// A problem with `field`.
    pub const fn new(field: &'static str, code: FieldProblemCode) -> Self {
        FieldProblem { field, code }
    }

    /// The same problem under another field name, for forms that have, say, two personal ids.
    pub const fn in_field(self, field: &'static str) -> Self {
        FieldProblem { field, code: self.code }
    }

    /// Whether the value is refused or only flagged.
    pub const fn severity(self) -> Severity {
        self.code.severity()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn codes_are_unique_snake_case() {
        let codes: BTreeSet<&str> = FieldProblemCode::ALL.iter().map(|code| code.as_str()).collect();
        assert_eq!(codes.len(), FieldProblemCode::ALL.len());
        for code in codes {
            assert!(
                code.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'),
                "{code}"
            );
        }
    }

    #[test]
    fn structure_contradictions_never_refuse() {
        for code in [
            FieldProblemCode::PersonalIdProvinceUnknown,
            FieldProblemCode::PersonalIdSexMismatch,
            FieldProblemCode::PersonalIdBirthYearMismatch,
        ] {
            assert_eq!(code.severity(), Severity::Warning);
        }
        assert_eq!(
            FieldProblem::new("phone", FieldProblemCode::Required).to_string(),
            "phone: required"
        );
    }
}
