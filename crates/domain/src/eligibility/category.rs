//! One beneficiary category as data: who, how much, since when, on what basis, how sure.

use super::condition::{Condition, DependentMatch};
use crate::facts::coded;
use std::fmt;
use time::Date;

coded! {
    /// How sure we are of a value of the rules. Values that are not confirmed are shown as such to the officer.
    Confidence {
        /// Two independent sources.
        Confirmed = "confirmed",
        /// One source that quotes the text.
        SingleSource = "single_source",
        /// From memory or a secondary source: to be checked before it is relied on.
        Unverified = "unverified",
    }
}

/// Where a value comes from and how sure it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provenance {
    /// How sure.
    pub confidence: Confidence,
    /// Ids of `rules/sources.toml`.
    pub source: Vec<String>,
    /// A remark for the officer, in Vietnamese.
    pub note: Option<String>,
}

/// From and to when something holds, both days included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Validity {
    /// First day.
    pub from: Date,
    /// Last day; `None` = still in force.
    pub to: Option<Date>,
}

impl Validity {
    /// Does it hold on `day`?
    pub fn contains(&self, day: Date) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }

    /// Do two validities share a day?
    pub fn overlaps(&self, other: &Self) -> bool {
        self.to.is_none_or(|to| other.from <= to) && other.to.is_none_or(|to| self.from <= to)
    }
}

/// A multiple of the standard rate, in hundredths, so that amounts are exact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Coefficient(u32);

impl Coefficient {
    /// Reads `1`, `1.5` or `2.25`; a comma is accepted for the point. `None` for anything else or above 100.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.replace(',', ".");
        let (whole, fraction) = text.split_once('.').unwrap_or((&text, "0"));
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        if !digits(whole) || !digits(fraction) || whole.len() > 3 || fraction.len() > 2 {
            return None;
        }
        let tenths = if fraction.len() == 1 { 10 } else { 1 };
        let hundredths = whole.parse::<u32>().ok()? * 100 + fraction.parse::<u32>().ok()? * tenths;
        (hundredths <= 10_000).then_some(Self(hundredths))
    }

    /// The number of hundredths.
    pub fn hundredths(self) -> u32 {
        self.0
    }

    /// This coefficient for each of `count` people.
    #[must_use]
    pub fn times(self, count: u32) -> Self {
        Self(self.0.saturating_mul(count))
    }

    /// The amount in đồng at a standard rate in đồng; whole đồng, fractions are cut off (they do not occur at rates
    /// that are multiples of 100).
    pub fn of(self, rate_dong: u64) -> u64 {
        rate_dong * u64::from(self.0) / 100
    }
}

impl fmt::Display for Coefficient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, rest) = (self.0 / 100, self.0 % 100);
        if rest % 10 == 0 {
            write!(f, "{whole}.{}", rest / 10)
        } else {
            write!(f, "{whole}.{rest:02}")
        }
    }
}

coded! {
    /// How a category adds up with others: the names of the hard rules in `combine.rs`.
    Stacking {
        /// Monthly allowance: only the highest of all allowances (Decree 335/2026 Art. 6.2).
        Allowance = "allowance",
        /// Monthly allowance of clause 5, 6 or 8: also the highest only, but beside the single parent's.
        AllowanceBesideSingleParent = "allowance_beside_single_parent",
        /// The poor single parent's allowance (clause 4).
        SingleParent = "single_parent",
        /// Social pension: this or the allowances, whichever is higher (Decree 176/2025 Art. 3.1 as amended).
        SocialPension = "social_pension",
        /// Care support of Art. 17.2a: only the highest, on top of everything else (Art. 17.2b).
        CarePointA = "care_point_a",
        /// Care support for each person looked after, on top of everything else (Art. 17).
        CareEach = "care_each",
    }
}

/// How much a category gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AmountRule {
    /// The standard rate of the month times a coefficient.
    Coefficient(Coefficient),
    /// The social pension of the month.
    SocialPension,
}

/// For whom the amount is counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Per {
    /// Once, for the person.
    Person,
    /// For each child raised that matches one of the alternatives.
    ChildInCare(Vec<DependentMatch>),
    /// For each person looked after who matches one of the alternatives.
    CaredFor(Vec<DependentMatch>),
}

/// One category during one period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Category {
    /// Stable id, e.g. `DT6_N`.
    pub id: String,
    /// Vietnamese name, as on paper.
    pub name: String,
    /// How it adds up with others.
    pub stacking: Stacking,
    /// How much.
    pub amount: AmountRule,
    /// For whom.
    pub per: Per,
    /// Who.
    pub condition: Condition,
    /// Legal citations, short form.
    pub basis: Vec<String>,
    /// For new applicants.
    pub validity: Validity,
    /// For those who already receive an allowance, where the transition differs (Decree 335/2026 Art. 32.3–32.4).
    pub recipients: Validity,
    /// Source and confidence.
    pub provenance: Provenance,
}
