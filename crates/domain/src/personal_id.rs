//! The personal id of 12 digits and the old id of 9 digits.
//!
//! The structure of the number (province, century and sex, year) comes from a circular that expired on 1/7/2024
//! (TT 59/2021/TT-BCA); the Law on Identification 26/2023 only asks for 12 digits. So a contradiction is a warning
//! and never a refusal.

use std::fmt;

use crate::field_problem::{FieldProblem, FieldProblemCode};
use crate::sex::Sex;

/// Số định danh cá nhân: 12 digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PersonalId([u8; 12]);

/// Số chứng minh nhân dân cũ: 9 digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct OldId([u8; 9]);

/// Where a personal id was first registered. It says nothing about where the person lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RegisteredIn {
    /// One of the 63 provinces of before July 2025.
    Province {
        /// Three digits, such as 067.
        code: u16,
        /// The name of the province at that time.
        name: &'static str,
    },
    /// Born abroad: a country code from 101 to 295.
    Abroad {
        /// Three digits.
        code: u16,
    },
    /// A code that no list has.
    Unknown {
        /// Three digits.
        code: u16,
    },
}

/// What the digits of a personal id say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IdStructure {
    /// From the first three digits.
    pub registered_in: RegisteredIn,
    /// From the fourth digit.
    pub sex: Sex,
    /// From the fourth to the sixth digit.
    pub birth_year: i32,
}

impl PersonalId {
    /// Reads an id for the field `personal_id`. Spaces, dots and hyphens are ignored.
    ///
    /// # Errors
    /// `required`, `personal_id_not_digits`, `personal_id_is_old_id` (9 digits), `personal_id_leading_zero_lost`
    /// (11 digits; see [`PersonalId::repair_leading_zero`]), `personal_id_wrong_length`.
    pub fn parse(text: &str) -> Result<PersonalId, FieldProblem> {
        let problem = |code| Err(FieldProblem::new("personal_id", code));
        let Some(digits) = compact_digits(text) else {
            return problem(FieldProblemCode::PersonalIdNotDigits);
        };
        match <[u8; 12]>::try_from(digits.as_bytes()) {
            Ok(bytes) => Ok(PersonalId(bytes)),
            Err(_) => problem(match digits.len() {
                0 => FieldProblemCode::Required,
                9 => FieldProblemCode::PersonalIdIsOldId,
                11 => FieldProblemCode::PersonalIdLeadingZeroLost,
                _ => FieldProblemCode::PersonalIdWrongLength,
            }),
        }
    }

    /// The id that results from putting back the zero which a spreadsheet dropped, to offer to the officer.
    ///
    /// `None` unless `text` has 11 digits and the result begins with the code of a province.
    pub fn repair_leading_zero(text: &str) -> Option<PersonalId> {
        let digits = compact_digits(text)?;
        if digits.len() != 11 {
            return None;
        }
        let id = PersonalId::parse(&format!("0{digits}")).ok()?;
        match id.structure().registered_in {
            RegisteredIn::Province { .. } => Some(id),
            RegisteredIn::Abroad { .. } | RegisteredIn::Unknown { .. } => None,
        }
    }

    /// The 12 digits.
    pub fn as_str(&self) -> &str {
        ascii(&self.0)
    }

    /// The id with all but the last four digits hidden, for lists and messages.
    pub fn masked(&self) -> String {
        format!("********{}", &self.as_str()[8..])
    }

    /// What the digits say.
    pub fn structure(&self) -> IdStructure {
        let digit = |at: usize| i32::from(self.0[at] - b'0');
        let code = self.0[..3]
            .iter()
            .fold(0_u16, |code, byte| code * 10 + u16::from(byte - b'0'));
        let registered_in = match PROVINCES.binary_search_by_key(&code, |(code, _)| *code) {
            Ok(at) => RegisteredIn::Province {
                code,
                name: PROVINCES[at].1,
            },
            Err(_) if (101..=295).contains(&code) => RegisteredIn::Abroad { code },
            Err(_) => RegisteredIn::Unknown { code },
        };
        IdStructure {
            registered_in,
            sex: if digit(3) % 2 == 0 { Sex::Male } else { Sex::Female },
            birth_year: 1900 + 100 * (digit(3) / 2) + 10 * digit(4) + digit(5),
        }
    }

    /// Warnings where the digits contradict what is known about the person; unknown facts contradict nothing.
    pub fn check(&self, sex: Option<Sex>, birth_year: Option<i32>) -> Vec<FieldProblem> {
        let structure = self.structure();
        let mut codes = Vec::new();
        if let RegisteredIn::Unknown { .. } = structure.registered_in {
            codes.push(FieldProblemCode::PersonalIdProvinceUnknown);
        }
        if sex.is_some_and(|sex| sex != structure.sex) {
            codes.push(FieldProblemCode::PersonalIdSexMismatch);
        }
        if birth_year.is_some_and(|year| year != structure.birth_year) {
            codes.push(FieldProblemCode::PersonalIdBirthYearMismatch);
        }
        codes
            .into_iter()
            .map(|code| FieldProblem::new("personal_id", code))
            .collect()
    }
}

impl OldId {
    /// Reads an id for the field `old_id`. Spaces, dots and hyphens are ignored.
    ///
    /// # Errors
    /// `required`, `old_id_not_digits`, `old_id_is_personal_id` (12 digits), `old_id_wrong_length`.
    pub fn parse(text: &str) -> Result<OldId, FieldProblem> {
        let problem = |code| Err(FieldProblem::new("old_id", code));
        let Some(digits) = compact_digits(text) else {
            return problem(FieldProblemCode::OldIdNotDigits);
        };
        match <[u8; 9]>::try_from(digits.as_bytes()) {
            Ok(bytes) => Ok(OldId(bytes)),
            Err(_) => problem(match digits.len() {
                0 => FieldProblemCode::Required,
                12 => FieldProblemCode::OldIdIsPersonalId,
                _ => FieldProblemCode::OldIdWrongLength,
            }),
        }
    }

    /// The 9 digits.
    pub fn as_str(&self) -> &str {
        ascii(&self.0)
    }

    /// The id with all but the last four digits hidden.
    pub fn masked(&self) -> String {
        format!("*****{}", &self.as_str()[5..])
    }
}

impl fmt::Debug for PersonalId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PersonalId({})", self.masked())
    }
}

impl fmt::Debug for OldId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "OldId({})", self.masked())
    }
}

/// The digits of `text` without separators, or `None` when something else is left.
fn compact_digits(text: &str) -> Option<String> {
    let is_separator = |c: char| c.is_whitespace() || matches!(c, '.' | '-' | '\u{FEFF}' | '\u{200B}');
    let compact: String = text.chars().filter(|c| !is_separator(*c)).collect();
    compact.bytes().all(|byte| byte.is_ascii_digit()).then_some(compact)
}

fn ascii(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("an id holds ASCII digits only")
}

/// The 63 provinces that registered births until July 2025, by code.
static PROVINCES: [(u16, &str); 63] = [
    (1, "Hà Nội"),
    (2, "Hà Giang"),
    (4, "Cao Bằng"),
    (6, "Bắc Kạn"),
    (8, "Tuyên Quang"),
    (10, "Lào Cai"),
    (11, "Điện Biên"),
    (12, "Lai Châu"),
    (14, "Sơn La"),
    (15, "Yên Bái"),
    (17, "Hòa Bình"),
    (19, "Thái Nguyên"),
    (20, "Lạng Sơn"),
    (22, "Quảng Ninh"),
    (24, "Bắc Giang"),
    (25, "Phú Thọ"),
    (26, "Vĩnh Phúc"),
    (27, "Bắc Ninh"),
    (30, "Hải Dương"),
    (31, "Hải Phòng"),
    (33, "Hưng Yên"),
    (34, "Thái Bình"),
    (35, "Hà Nam"),
    (36, "Nam Định"),
    (37, "Ninh Bình"),
    (38, "Thanh Hóa"),
    (40, "Nghệ An"),
    (42, "Hà Tĩnh"),
    (44, "Quảng Bình"),
    (45, "Quảng Trị"),
    (46, "Huế"),
    (48, "Đà Nẵng"),
    (49, "Quảng Nam"),
    (51, "Quảng Ngãi"),
    (52, "Bình Định"),
    (54, "Phú Yên"),
    (56, "Khánh Hòa"),
    (58, "Ninh Thuận"),
    (60, "Bình Thuận"),
    (62, "Kon Tum"),
    (64, "Gia Lai"),
    (66, "Đắk Lắk"),
    (67, "Đắk Nông"),
    (68, "Lâm Đồng"),
    (70, "Bình Phước"),
    (72, "Tây Ninh"),
    (74, "Bình Dương"),
    (75, "Đồng Nai"),
    (77, "Bà Rịa - Vũng Tàu"),
    (79, "Hồ Chí Minh"),
    (80, "Long An"),
    (82, "Tiền Giang"),
    (83, "Bến Tre"),
    (84, "Trà Vinh"),
    (86, "Vĩnh Long"),
    (87, "Đồng Tháp"),
    (89, "An Giang"),
    (91, "Kiên Giang"),
    (92, "Cần Thơ"),
    (93, "Hậu Giang"),
    (94, "Sóc Trăng"),
    (95, "Bạc Liêu"),
    (96, "Cà Mau"),
];

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn reads_personal_ids() {
        let cases: &[(&str, Result<&str, FieldProblemCode>)] = &[
            ("067144900001", Ok("067144900001")),
            (" 067 144 900 001 ", Ok("067144900001")),
            ("", Err(FieldProblemCode::Required)),
            ("67144900001", Err(FieldProblemCode::PersonalIdLeadingZeroLost)),
            ("245900114", Err(FieldProblemCode::PersonalIdIsOldId)),
            ("0671449000011", Err(FieldProblemCode::PersonalIdWrongLength)),
            ("06714490000", Err(FieldProblemCode::PersonalIdLeadingZeroLost)),
            ("06714490000X", Err(FieldProblemCode::PersonalIdNotDigits)),
            ("٠٦٧144900001", Err(FieldProblemCode::PersonalIdNotDigits)),
        ];
        for (input, expected) in cases {
            let got = PersonalId::parse(input).map_err(|problem| problem.code);
            assert_eq!(
                got.as_ref().map(PersonalId::as_str).map_err(|code| *code),
                *expected,
                "{input:?}"
            );
        }
    }

    #[test]
    fn offers_the_lost_zero() {
        let repaired = PersonalId::repair_leading_zero("67144900001").unwrap();
        assert_eq!(repaired.as_str(), "067144900001");
        assert_eq!(PersonalId::repair_leading_zero("067144900001"), None);
        assert_eq!(
            PersonalId::repair_leading_zero("99144900001"),
            None,
            "099 is no province"
        );
    }

    #[test]
    fn reads_old_ids() {
        let cases: &[(&str, Result<&str, FieldProblemCode>)] = &[
            ("245900114", Ok("245900114")),
            ("", Err(FieldProblemCode::Required)),
            ("24590011", Err(FieldProblemCode::OldIdWrongLength)),
            ("067144900001", Err(FieldProblemCode::OldIdIsPersonalId)),
            ("24590011A", Err(FieldProblemCode::OldIdNotDigits)),
        ];
        for (input, expected) in cases {
            let got = OldId::parse(input).map_err(|problem| problem.code);
            assert_eq!(
                got.as_ref().map(OldId::as_str).map_err(|code| *code),
                *expected,
                "{input:?}"
            );
        }
    }

    #[test]
    fn reads_the_structure() {
        let cases: &[(&str, u16, Sex, i32)] = &[
            ("067144900001", 67, Sex::Female, 1944),
            ("067040900002", 67, Sex::Male, 1940),
            ("067215900006", 67, Sex::Male, 2015),
            ("067310900007", 67, Sex::Female, 2010),
            ("031099900011", 31, Sex::Male, 1999),
        ];
        for (id, province, sex, birth_year) in cases {
            let structure = PersonalId::parse(id).unwrap().structure();
            assert!(matches!(structure.registered_in, RegisteredIn::Province { code, .. } if code == *province));
            assert_eq!((structure.sex, structure.birth_year), (*sex, *birth_year), "{id}");
        }
        let name = |id: &str| PersonalId::parse(id).unwrap().structure().registered_in;
        assert_eq!(
            name("067144900001"),
            RegisteredIn::Province {
                code: 67,
                name: "Đắk Nông"
            }
        );
        assert_eq!(name("136090900001"), RegisteredIn::Abroad { code: 136 });
        assert_eq!(name("003090900001"), RegisteredIn::Unknown { code: 3 });
    }

    #[test]
    fn warns_and_never_refuses() {
        use FieldProblemCode::{PersonalIdBirthYearMismatch, PersonalIdProvinceUnknown, PersonalIdSexMismatch};
        type Case = (&'static str, Option<Sex>, Option<i32>, &'static [FieldProblemCode]);
        let cases: &[Case] = &[
            ("067144900001", Some(Sex::Female), Some(1944), &[]),
            ("067144900001", None, None, &[]),
            ("067144900001", Some(Sex::Male), Some(1944), &[PersonalIdSexMismatch]),
            (
                "031099900011",
                Some(Sex::Male),
                Some(1996),
                &[PersonalIdBirthYearMismatch],
            ),
            (
                "003099900011",
                Some(Sex::Female),
                Some(2099),
                &[
                    PersonalIdProvinceUnknown,
                    PersonalIdSexMismatch,
                    PersonalIdBirthYearMismatch,
                ],
            ),
        ];
        for (id, sex, birth_year, expected) in cases {
            let problems = PersonalId::parse(id).unwrap().check(*sex, *birth_year);
            assert_eq!(
                problems.iter().map(|problem| problem.code).collect::<Vec<_>>(),
                *expected,
                "{id}"
            );
        }
    }

    #[test]
    fn provinces_are_sorted_and_ids_never_print_in_full() {
        assert!(PROVINCES.is_sorted());
        assert_eq!(
            format!("{:?}", PersonalId::parse("067144900001").unwrap()),
            "PersonalId(********0001)"
        );
        assert_eq!(format!("{:?}", OldId::parse("245900114").unwrap()), "OldId(*****0114)");
    }
}
