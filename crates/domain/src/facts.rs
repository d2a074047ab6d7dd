//! What is known about one person when the law is applied: the `Facts` of the contracts.
//!
//! Every fact is an `Option`: absent means *unknown*, never false.

use crate::date::PartialDate;
use crate::sex::Sex;

/// A closed list of values with stable snake_case codes.
pub trait Coded: Copy + 'static {
    /// The stable codes, in the order of the values.
    const CODES: &'static [&'static str];

    /// The stable code of this value.
    fn code(self) -> &'static str;

    /// Reads a stable code.
    fn from_code(code: &str) -> Option<Self>;
}

impl Coded for Sex {
    const CODES: &'static [&'static str] = &["female", "male"];

    fn code(self) -> &'static str {
        self.as_str()
    }

    fn from_code(code: &str) -> Option<Self> {
        Sex::from_code(code)
    }
}

/// Declares an enum of fact values with its stable codes, in the order of the codes.
macro_rules! coded {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant),+ }

        impl $name {
            /// Every value, in the order of the codes.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
            /// The stable codes, in the order of the values.
            pub const CODES: &'static [&'static str] = &[$($code),+];

            /// The stable code of this value.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// Reads a stable code.
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)+ _ => None }
            }
        }

        impl $crate::facts::Coded for $name {
            const CODES: &'static [&'static str] = $name::CODES;

            fn code(self) -> &'static str {
                $name::code(self)
            }

            fn from_code(code: &str) -> Option<Self> {
                $name::from_code(code)
            }
        }
    };
}
pub(crate) use coded;

coded! {
    /// Degree of disability on the certificate (Law 51/2010/QH12 Art. 3; Decree 28/2012 Art. 3).
    DisabilityLevel {
        /// No disability certified.
        None = "none",
        /// Nhẹ: no monthly allowance.
        Light = "light",
        /// Nặng.
        Severe = "severe",
        /// Đặc biệt nặng.
        Extreme = "extreme",
    }
}

coded! {
    /// Whether the household is recognised as poor or near-poor by the commune's decision; never computed here.
    Poverty {
        /// Neither.
        None = "none",
        /// Hộ cận nghèo.
        NearPoor = "near_poor",
        /// Hộ nghèo.
        Poor = "poor",
    }
}

coded! {
    /// The eleven situations of a child without a source of support: points a to l of Decree 335/2026 Art. 5.1 (the same
    /// letters in Decree 20/2021 Art. 5.1). `dd` stands for the letter đ.
    OrphanCase {
        /// None of them.
        None = "none",
        /// Abandoned, not adopted.
        A = "a",
        /// Both parents dead, or one dead and the other unknown.
        B = "b",
        /// One dead or unknown, the other declared missing.
        C = "c",
        /// One dead or unknown, the other in a social facility.
        D = "d",
        /// One dead or unknown, the other in prison or compulsory measures.
        Dd = "dd",
        /// Both missing.
        E = "e",
        /// Both in a social facility.
        G = "g",
        /// Both in prison or compulsory measures.
        H = "h",
        /// One missing, one in a facility.
        I = "i",
        /// One missing, one in prison.
        K = "k",
        /// One in a facility, one in prison.
        L = "l",
    }
}

coded! {
    /// Why somebody raises children alone (Decree 335/2026 Art. 5.4).
    SingleParent {
        /// Not raising children alone.
        None = "none",
        /// Never married.
        Unmarried = "unmarried",
        /// The spouse is dead.
        SpouseDead = "spouse_dead",
        /// The spouse is missing under the law.
        SpouseMissing = "spouse_missing",
    }
}

coded! {
    /// Whether an old person has someone obliged to support them (Decree 335/2026 Art. 5.5a).
    ObligatedSupporter {
        /// Nobody is obliged.
        None = "none",
        /// Somebody is, but lives on a social allowance.
        ReceivesSocialAllowance = "receives_social_allowance",
        /// Somebody is and can.
        Able = "able",
    }
}

coded! {
    /// Whom somebody looks after (Decree 335/2026 Art. 17).
    CareRelation {
        /// A child without a source of support (Art. 5.1).
        Orphan = "orphan",
        /// A lonely poor old person taken in (Art. 5.5b).
        ElderlyTakenIn = "elderly_taken_in",
        /// An extremely disabled member of the own household.
        ExtremeDisabledOwnHousehold = "extreme_disabled_own_household",
        /// An extremely disabled person taken in.
        ExtremeDisabledTakenIn = "extreme_disabled_taken_in",
    }
}

/// Facts about the household the person lives in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct HouseholdFacts {
    /// Poor, near-poor or neither, by decision of the commune.
    pub poverty: Option<Poverty>,
    /// Lives in an extremely difficult commune or village of the ethnic-minority and mountain areas.
    pub extremely_difficult_area: Option<bool>,
}

/// A child whom the person raises.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ChildInCare {
    /// Day of birth.
    pub birth_date: Option<PartialDate>,
    /// At school, vocational training or first degree without interruption.
    pub in_continuous_education: Option<bool>,
}

/// Somebody whom the person looks after.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CaredFor {
    /// In what relation.
    pub who: Option<CareRelation>,
    /// Day of birth of the one looked after.
    pub birth_date: Option<PartialDate>,
}

/// A monthly payment the person already receives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CurrentBenefit {
    /// Category id of the rules, e.g. `DT6_N`.
    pub category: String,
    /// Amount in đồng per month.
    pub monthly_dong: Option<u64>,
}

/// Everything the rules may ask about one person.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// Day of birth, perhaps only the month or year.
    pub birth_date: Option<PartialDate>,
    /// Sex.
    pub sex: Option<Sex>,
    /// Alive on the day of the question.
    pub alive: Option<bool>,
    /// Certified degree of disability.
    pub disability: Option<DisabilityLevel>,
    /// The household.
    pub household: HouseholdFacts,
    /// Monthly pension or social-insurance allowance in đồng; 0 = none.
    pub monthly_pension_dong: Option<u64>,
    /// Has a salary, wage, pension or monthly social-insurance allowance.
    pub has_salary_or_pension: Option<bool>,
    /// Lives with HIV. Sensitive.
    pub hiv: Option<bool>,
    /// Which situation of Art. 5.1.
    pub orphan_case: Option<OrphanCase>,
    /// Received under Art. 5.1 when turning 16.
    pub was_in_orphan_case_at_16: Option<bool>,
    /// Learning without interruption.
    pub in_continuous_education: Option<bool>,
    /// Raises children alone.
    pub single_parent: Option<SingleParent>,
    /// Children raised; an empty list means none.
    pub children_in_care: Option<Vec<ChildInCare>>,
    /// Somebody obliged to support the person.
    pub obligated_supporter: Option<ObligatedSupporter>,
    /// Could live in a facility, but somebody in the community took the person in (Art. 5.5b).
    pub eligible_for_facility_but_taken_in: Option<bool>,
    /// Pregnant.
    pub pregnant: Option<bool>,
    /// Number of own children under 36 months.
    pub children_under_36_months: Option<u32>,
    /// The spouse already receives the care support of Art. 17.2a.
    pub spouse_receives_care_support: Option<bool>,
    /// People looked after; an empty list means nobody.
    pub cares_for: Option<Vec<CaredFor>>,
    /// Monthly payments already received; an empty list means none.
    pub currently_receives: Option<Vec<CurrentBenefit>>,
}
