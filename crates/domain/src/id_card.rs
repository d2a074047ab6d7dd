//! The text in the QR of a Vietnamese identity card, taken apart.
//!
//! The chip card of 2021 has seven fields, the card of 2024 (TT 16/2024/TT-BCA) the same seven and more; the order
//! after the seventh is not verified, so those are counted and left alone. The raw text is identity data: read it,
//! use the parts, never store it.

use time::{Date, Month};

use crate::field_problem::{FieldProblem, FieldProblemCode};
use crate::name::FullName;
use crate::personal_id::{OldId, PersonalId};
use crate::sex::Sex;
use crate::text::{fold, looks_garbled, normalize};

/// The most bytes a scanned text may have; the longest real ones have about 300.
pub const CARD_TEXT_LIMIT_BYTES: usize = 2_000;

/// What an identity card says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdCard {
    /// Số căn cước công dân, số định danh cá nhân.
    pub personal_id: PersonalId,
    /// The number that the card replaced, when it is on the card.
    pub old_number: Option<CardOldNumber>,
    /// Họ và tên.
    pub full_name: FullName,
    /// Ngày sinh.
    pub birth: CardBirth,
    /// Giới tính; `None` when the field cannot be read.
    pub sex: Option<Sex>,
    /// Nơi thường trú or nơi cư trú, as printed; may be empty, and names units of the day of issue.
    pub residence: String,
    /// Ngày cấp; `None` when the field is empty.
    pub issued: Option<Date>,
    /// Fields after the seventh that hold something; their meaning is not verified, so they are not read.
    pub further_fields: usize,
    /// What a person should look at. None of these is an error.
    pub warnings: Vec<FieldProblem>,
}

/// The earlier number on a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CardOldNumber {
    /// A CMND of 9 digits.
    Old(OldId),
    /// A number of 12 digits.
    Personal(PersonalId),
    /// Anything else, as scanned.
    Unreadable(String),
}

/// The birth date on a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CardBirth {
    /// A full date.
    Day(Date),
    /// Only the year, which is all that some old people's papers have.
    Year(i32),
    /// Something else, as scanned, for the officer to read.
    Unclear(String),
}

impl CardBirth {
    /// The year, when it is known.
    pub fn year(&self) -> Option<i32> {
        match self {
            CardBirth::Day(date) => Some(date.year()),
            CardBirth::Year(year) => Some(*year),
            CardBirth::Unclear(_) => None,
        }
    }
}

/// Takes the text of a card's QR apart.
///
/// # Errors
/// `card_empty`, `too_long`, `text_garbled` (scan again), `card_not_recognised`, the errors of [`PersonalId::parse`]
/// and [`FullName::parse`], `date_impossible` for `birth_date` and `issued_date`, `date_unreadable` for `issued_date`.
pub fn parse_id_card(scanned: &str) -> Result<IdCard, FieldProblem> {
    let problem = |field, code| Err(FieldProblem::new(field, code));
    if scanned.len() > CARD_TEXT_LIMIT_BYTES {
        return problem("card", FieldProblemCode::TooLong);
    }
    if looks_garbled(scanned) {
        return problem("card", FieldProblemCode::TextGarbled);
    }
    let text = normalize(scanned);
    if text.is_empty() {
        return problem("card", FieldProblemCode::CardEmpty);
    }
    let fields: Vec<&str> = text.split('|').map(str::trim).collect();
    let [id, old, name, birth, sex, residence, issued, further @ ..] = fields.as_slice() else {
        return problem("card", FieldProblemCode::CardNotRecognised);
    };

    let personal_id = PersonalId::parse(id)?;
    let full_name = FullName::parse(name)?;
    let mut warnings = Vec::new();

    let old_number = match (OldId::parse(old), PersonalId::parse(old)) {
        _ if old.is_empty() => None,
        (Ok(old), _) => Some(CardOldNumber::Old(old)),
        (_, Ok(earlier)) => Some(CardOldNumber::Personal(earlier)),
        (Err(_), Err(_)) => {
            warnings.push(FieldProblem::new("old_id", FieldProblemCode::CardOldIdUnreadable));
            Some(CardOldNumber::Unreadable((*old).to_owned()))
        }
    };

    let birth = read_birth(birth)?;
    if !matches!(birth, CardBirth::Day(_)) {
        warnings.push(FieldProblem::new("birth_date", FieldProblemCode::CardBirthIncomplete));
    }

    let sex = match fold(sex).as_str() {
        "nam" => Some(Sex::Male),
        "nu" => Some(Sex::Female),
        _ => {
            warnings.push(FieldProblem::new("sex", FieldProblemCode::CardSexUnreadable));
            None
        }
    };

    let issued = match read_day(issued) {
        Read::Nothing => None,
        Read::Day(date) => Some(date),
        Read::Impossible => return problem("issued_date", FieldProblemCode::DateImpossible),
        Read::Other => return problem("issued_date", FieldProblemCode::DateUnreadable),
    };

    warnings.extend(personal_id.check(sex, birth.year()));
    Ok(IdCard {
        personal_id,
        old_number,
        full_name,
        birth,
        sex,
        residence: (*residence).to_owned(),
        issued,
        further_fields: further.iter().filter(|field| !field.is_empty()).count(),
        warnings,
    })
}

fn read_birth(text: &str) -> Result<CardBirth, FieldProblem> {
    match read_day(text) {
        Read::Day(date) => Ok(CardBirth::Day(date)),
        Read::Impossible => Err(FieldProblem::new("birth_date", FieldProblemCode::DateImpossible)),
        Read::Nothing => Ok(CardBirth::Unclear(String::new())),
        Read::Other => {
            let digits: String = text.chars().filter(char::is_ascii_digit).collect();
            let year = digits.strip_prefix("0000").unwrap_or(&digits);
            match year.parse::<i32>() {
                // Day and month 00 with a year, or the year alone: not verified on a real card, so flagged.
                Ok(year) if (1850..=2200).contains(&year) => Ok(CardBirth::Year(year)),
                _ => Ok(CardBirth::Unclear(text.to_owned())),
            }
        }
    }
}

enum Read {
    Nothing,
    Day(Date),
    Impossible,
    Other,
}

/// Reads ddMMyyyy, also with separators. A date that does not exist never rolls over into another.
fn read_day(text: &str) -> Read {
    if text.is_empty() {
        return Read::Nothing;
    }
    let digits: String = text.chars().filter(|c| !matches!(c, '/' | '-' | '.')).collect();
    if digits.len() != 8 || !digits.bytes().all(|byte| byte.is_ascii_digit()) || digits.starts_with("0000") {
        return Read::Other;
    }
    let number = |range: std::ops::Range<usize>| digits[range].parse::<u16>().unwrap_or(0);
    let month = u8::try_from(number(2..4))
        .ok()
        .and_then(|month| Month::try_from(month).ok());
    let day = u8::try_from(number(0..2)).unwrap_or(0);
    match month.and_then(|month| Date::from_calendar_date(i32::from(number(4..8)), month, day).ok()) {
        Some(date) => Read::Day(date),
        None => Read::Impossible,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    // Every person and number here is invented.
    const VALID: &[&str] = &[
        "067144900001|245011223|Ka Brơm|02041944|Nữ|Thôn 2, Đắk Som, Đắk Glong, Đắk Nông|12052021",
        "067040900002||K' Brôi|01011940|Nam|Thôn 3, Đắk Som, Đắk Glong, Đắk Nông|25062021",
        "002155900003|245900114|Vàng Thị Dợ|10031955|Nữ|Thôn 5, Đắk R'Măng, Đắk Glong, Đắk Nông|09082022",
        "067090900004||Giàng A Páo|15111990|Nam|Thôn 6, Đắk R’Măng, Đắk Glong, Đắk Nông|30092021",
        "004168900005|080900221|Nông Thị Nhình|20071968|Nữ|Thôn 1, Đắk R'măng, Đắk Glong, Đắk Nông|17032023",
        "067215900006||Bàn Phúc Tài|05092015|Nam|Thôn 4, Tà Đùng, Lâm Đồng|18112025||||",
        "067310900007||H' Mai|28022010|Nữ|Thôn 1, Tà Đùng, Lâm Đồng|02032026||||",
        "030146900008|140900331|Phạm Thị Mận|19081946|Nữ|Thôn Ô Mễ, Hưng Đạo, Tứ Kỳ, Hải Dương|11042021",
        "030052900009|141900442|Nguyễn Văn Chiến|30041952|Nam|Xuân Nẻo, Hưng Đạo, Tứ Kỳ, Hải Dương|23072021",
        "030138900010||Bùi Thị Tý|01011938|Nữ|Thôn Lạc Dục, Đại Sơn, Hải Phòng|15102025||||",
        "031099900011|031900553001|Đỗ Quang Huy|29021996|Nam|Số 12/3, Tổ 4, Đại Sơn, Hải Phòng|20012026||||",
        "030303900012||Vũ Hoàng Bảo Ngọc|12122003|Nữ|Liêu Xá, Đại Sơn, Tứ Kỳ, Hải Dương|05052021",
    ];

    #[test]
    fn reads_every_valid_card() {
        for text in VALID {
            let card = parse_id_card(text).unwrap_or_else(|problem| panic!("{text}: {problem}"));
            let expected_warnings: &[FieldProblemCode] = match card.personal_id.as_str() {
                "031099900011" => &[FieldProblemCode::PersonalIdBirthYearMismatch],
                _ => &[],
            };
            assert_eq!(
                card.warnings.iter().map(|w| w.code).collect::<Vec<_>>(),
                expected_warnings,
                "{text}"
            );
            assert_eq!(card.further_fields, 0);
            assert!(
                card.issued.is_some() && card.sex.is_some() && matches!(card.birth, CardBirth::Day(_)),
                "{text}"
            );
        }
    }

    #[test]
    fn reads_the_fields() {
        let card = parse_id_card(VALID[3]).unwrap();
        assert_eq!(card.full_name.as_str(), "Giàng A Páo");
        assert_eq!(
            card.residence, "Thôn 6, Đắk R'Măng, Đắk Glong, Đắk Nông",
            "one kind of apostrophe"
        );
        assert_eq!(
            card.birth,
            CardBirth::Day(Date::from_calendar_date(1990, Month::November, 15).unwrap())
        );
        assert_eq!(
            card.issued,
            Some(Date::from_calendar_date(2021, Month::September, 30).unwrap())
        );
        assert_eq!((card.sex, card.old_number), (Some(Sex::Male), None));

        let old = parse_id_card(VALID[0]).unwrap().old_number;
        assert_eq!(old, Some(CardOldNumber::Old(OldId::parse("245011223").unwrap())));
        let earlier = parse_id_card(VALID[10]).unwrap().old_number;
        assert_eq!(
            earlier,
            Some(CardOldNumber::Personal(PersonalId::parse("031900553001").unwrap()))
        );
    }

    #[test]
    fn accepts_odd_scans() {
        let upper = parse_id_card(
            "067144900001|245011223|KA BRƠM|02041944|Nữ|Thôn 2, Đắk Som, Đắk Glong, Đắk Nông|12052021\r\n",
        );
        assert_eq!(upper.unwrap().full_name.as_str(), "KA BRƠM");
        let plain = parse_id_card("030146900008||Pham Thi Man|19081946|Nu|O Me, Hung Dao, Tu Ky, Hai Duong|11042021");
        assert_eq!(plain.unwrap().sex, Some(Sex::Female));
        let spaced =
            parse_id_card("\u{FEFF} 067040900002 | | K' Brôi |01/01/1940| Nam | Thôn 3 |25-06-2021\r").unwrap();
        assert_eq!((spaced.full_name.as_str(), spaced.old_number), ("K' Brôi", None));
        let no_issue_date = parse_id_card("067040900002||K' Brôi|01011940|Nam||").unwrap();
        assert_eq!((no_issue_date.issued, no_issue_date.residence.as_str()), (None, ""));
        let extra = parse_id_card("067215900006||Bàn Phúc Tài|05092015|Nam|Thôn 4|18112025|||Bàn Văn A|").unwrap();
        assert_eq!(extra.further_fields, 1);
    }

    #[test]
    fn incomplete_births_are_flagged_and_kept() {
        let cases: &[(&str, CardBirth)] = &[
            ("1940", CardBirth::Year(1940)),
            ("00001940", CardBirth::Year(1940)),
            ("00/00/1940", CardBirth::Year(1940)),
            ("", CardBirth::Unclear(String::new())),
            ("041940", CardBirth::Unclear("041940".to_owned())),
        ];
        for (birth, expected) in cases {
            let card = parse_id_card(&format!("067040900002||K' Brôi|{birth}|Nam|Thôn 3|25062021")).unwrap();
            assert_eq!(&card.birth, expected);
            assert!(
                card.warnings
                    .contains(&FieldProblem::new("birth_date", FieldProblemCode::CardBirthIncomplete))
            );
        }
        let card = parse_id_card("067040900002|12|K' Brôi|01011940|?|Thôn 3|25062021").unwrap();
        assert_eq!(
            card.warnings.iter().map(|w| w.code.as_str()).collect::<Vec<_>>(),
            ["card_old_id_unreadable", "card_sex_unreadable"]
        );
    }

    #[test]
    fn rejects_with_a_code() {
        let long = "0".repeat(CARD_TEXT_LIMIT_BYTES + 1);
        let cases: &[(&str, &str, &str)] = &[
            ("", "card", "card_empty"),
            ("\u{FEFF}\r\n", "card", "card_empty"),
            ("a|b|c", "card", "card_not_recognised"),
            ("https://example.vn/qr?x=1", "card", "card_not_recognised"),
            (&long, "card", "too_long"),
            (
                "06714490000X|245011223|Ka Brơm|02041944|Nữ|Thôn 2|12052021",
                "personal_id",
                "personal_id_not_digits",
            ),
            (
                "67144900001|245011223|Ka Brơm|02041944|Nữ|Thôn 2|12052021",
                "personal_id",
                "personal_id_leading_zero_lost",
            ),
            (
                "067144900001|245011223|Ka Brơm|31021944|Nữ|Thôn 2|12052021",
                "birth_date",
                "date_impossible",
            ),
            (
                "067144900001|245011223|Ka Brơm|01131944|Nữ|Thôn 2|12052021",
                "birth_date",
                "date_impossible",
            ),
            (
                "067144900001|245011223|Ka Brơm|02041944|Nữ|Thôn 2|31022021",
                "issued_date",
                "date_impossible",
            ),
            (
                "067144900001|245011223|Ka Brơm|02041944|Nữ|Thôn 2|năm 2021",
                "issued_date",
                "date_unreadable",
            ),
            (
                "067144900001|245011223||02041944|Nữ|Thôn 2|12052021",
                "full_name",
                "required",
            ),
            (
                "067144900001|245011223|Ng\u{FFFD}yễn V\u{FFFD}n A|02041944|Nam|Thôn 2|12052021",
                "card",
                "text_garbled",
            ),
            (
                "067144900001|245011223|Nguyá»…n A|02041944|Nam|Thôn 2|12052021",
                "card",
                "text_garbled",
            ),
        ];
        for (text, field, code) in cases {
            let problem = parse_id_card(text).expect_err(text);
            assert_eq!((problem.field, problem.code.as_str()), (*field, *code), "{text:?}");
        }
    }
}
