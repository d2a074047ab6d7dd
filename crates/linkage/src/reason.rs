//! Why two rows are, or are not, one person: field by field, in bits.

use std::fmt;

/// What is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// Họ.
    FamilyName,
    /// Chữ đệm.
    MiddleName,
    /// Tên.
    GivenName,
    /// Whether the parts of the name stand in the same order.
    NameOrder,
    /// Date of birth.
    BirthDate,
    /// Sex.
    Sex,
    /// The personal id and the old number, wherever they stand.
    Number,
    /// Village.
    Village,
    /// Phone.
    Phone,
    /// Household.
    Household,
    /// A further field, by its place (0 to 3).
    Extra(u8),
}

impl Field {
    /// All fields, in the order of their places in a pattern.
    pub const ALL: [Field; 14] = [
        Field::FamilyName,
        Field::MiddleName,
        Field::GivenName,
        Field::NameOrder,
        Field::BirthDate,
        Field::Sex,
        Field::Number,
        Field::Village,
        Field::Phone,
        Field::Household,
        Field::Extra(0),
        Field::Extra(1),
        Field::Extra(2),
        Field::Extra(3),
    ];

    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Field::FamilyName => "family_name",
            Field::MiddleName => "middle_name",
            Field::GivenName => "given_name",
            Field::NameOrder => "name_order",
            Field::BirthDate => "birth_date",
            Field::Sex => "sex",
            Field::Number => "number",
            Field::Village => "village",
            Field::Phone => "phone",
            Field::Household => "household",
            Field::Extra(0) => "extra_1",
            Field::Extra(1) => "extra_2",
            Field::Extra(2) => "extra_3",
            Field::Extra(_) => "extra_4",
        }
    }

    /// Its place in [`Field::ALL`].
    pub(crate) const fn place(self) -> usize {
        match self {
            Field::FamilyName => 0,
            Field::MiddleName => 1,
            Field::GivenName => 2,
            Field::NameOrder => 3,
            Field::BirthDate => 4,
            Field::Sex => 5,
            Field::Number => 6,
            Field::Village => 7,
            Field::Phone => 8,
            Field::Household => 9,
            Field::Extra(at) => 10 + (at & 3) as usize,
        }
    }
}

/// How two values of a field agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Agreement {
    /// One of them is empty or unreadable: no evidence.
    Unknown,
    /// The same; for names the place of the tone and the case do not count.
    Exact,
    /// The same letters, one of the names was typed without accents.
    NoAccent,
    /// Other accents, or another spelling of the same sound (i and y, d and gi).
    Sound,
    /// One or two typing errors.
    Typo,
    /// One is the abbreviation of the other (Ng., V.).
    Initials,
    /// A middle name, or one word of it, is missing on one side.
    PartMissing,
    /// Day and month, or the parts of the name, are swapped.
    Swapped,
    /// One digit is wrong, or two neighbours are swapped.
    OneDigit,
    /// The year agrees, and one side knows no more (or has the placeholder 1 January).
    YearOnly,
    /// The year agrees, day and month do not.
    SameYear,
    /// Day and month agree, the year does not.
    DayMonth,
    /// The years are one apart.
    NearYear,
    /// The old number of nine digits is the same.
    OldNumber,
    /// Not the same.
    Different,
}

impl Agreement {
    /// All, in the order of their places.
    pub const ALL: [Agreement; 15] = [
        Agreement::Unknown,
        Agreement::Exact,
        Agreement::NoAccent,
        Agreement::Sound,
        Agreement::Typo,
        Agreement::Initials,
        Agreement::PartMissing,
        Agreement::Swapped,
        Agreement::OneDigit,
        Agreement::YearOnly,
        Agreement::SameYear,
        Agreement::DayMonth,
        Agreement::NearYear,
        Agreement::OldNumber,
        Agreement::Different,
    ];

    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Agreement::Unknown => "unknown",
            Agreement::Exact => "exact",
            Agreement::NoAccent => "no_accent",
            Agreement::Sound => "sound",
            Agreement::Typo => "typo",
            Agreement::Initials => "initials",
            Agreement::PartMissing => "part_missing",
            Agreement::Swapped => "swapped",
            Agreement::OneDigit => "one_digit",
            Agreement::YearOnly => "year_only",
            Agreement::SameYear => "same_year",
            Agreement::DayMonth => "day_month",
            Agreement::NearYear => "near_year",
            Agreement::OldNumber => "old_number",
            Agreement::Different => "different",
        }
    }
}

/// One field's part in the decision.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reason {
    /// The field.
    pub field: Field,
    /// How it agrees.
    pub agreement: Agreement,
    /// The evidence in bits: above 0 speaks for one person, below 0 against.
    pub bits: f32,
}

impl fmt::Display for Reason {
    /// `given_name=no_accent:+9.1`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}={}:{:+.1}", self.field.code(), self.agreement.code(), self.bits)
    }
}
