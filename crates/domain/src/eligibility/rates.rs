//! The standard rate and the social pension by month, with an optional layer per province.

use super::category::{Confidence, Provenance, Validity};
use crate::facts::coded;
use time::Date;

coded! {
    /// Which amount.
    RateKind {
        /// Mức chuẩn trợ giúp xã hội.
        Standard = "standard",
        /// Mức trợ cấp hưu trí xã hội.
        SocialPension = "social_pension",
    }
}

/// One amount during one period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rate {
    /// Which amount.
    pub kind: RateKind,
    /// Province code (two digits); `None` = national.
    pub province: Option<String>,
    /// Amount in đồng per month.
    pub dong: u64,
    /// From and to when.
    pub validity: Validity,
    /// Legal citations.
    pub basis: Vec<String>,
    /// Source and confidence.
    pub provenance: Provenance,
}

/// Every known amount.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RateTable {
    /// National and provincial rates in any order.
    pub rates: Vec<Rate>,
    /// Whether provincial rates that nobody has verified are applied. Off by default: a commune switches it on only after
    /// checking the resolution of its People's Council.
    pub apply_unverified_provinces: bool,
}

impl RateTable {
    /// The rate on `day`: the national one, or the province's where that is higher (a province may only pay more,
    /// Decree 335/2026 Art. 4.3).
    pub fn on(&self, kind: RateKind, day: Date, province: Option<&str>) -> Option<&Rate> {
        let rates = self
            .rates
            .iter()
            .filter(|it| it.kind == kind && it.validity.contains(day));
        let mut of = rates.clone();
        let national = of.find(|it| it.province.is_none())?;
        let local = rates
            .filter(|it| province.is_some() && it.province.as_deref() == province)
            .find(|it| self.apply_unverified_provinces || it.provenance.confidence != Confidence::Unverified);
        match local {
            Some(local) if local.dong > national.dong => Some(local),
            Some(_) | None => Some(national),
        }
    }
}
