//! What the list still lacks, village by village, and how that shrinks.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// How many people lack something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Lack {
    /// Without it.
    pub without: u32,
    /// Of how many to whom it applies.
    pub of: u32,
    /// Without it at the time of the earlier report.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<u32>,
}

impl Lack {
    /// The share, in thousandths, rounded half up; 0 where it applies to nobody.
    pub fn per_mille(self) -> u32 {
        let of = u64::from(self.of);
        let rounded = (u64::from(self.without) * 2_000 + of).checked_div(of * 2);
        u32::try_from(rounded.unwrap_or(0)).unwrap_or(u32::MAX)
    }
}

/// The quality of the list in one village, or in the whole commune.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VillageQuality {
    /// Village id; absent for the whole commune.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub village: Option<String>,
    /// Living people.
    pub people: u32,
    /// Without a personal id.
    pub personal_id: Lack,
    /// Without a phone of their own, of a caregiver or of a representative.
    pub phone: Lack,
    /// Extremely or severely disabled, or unable to travel, without a caregiver or representative.
    pub caregiver: Lack,
    /// Without an exact day of birth.
    pub birth_date: Lack,
    /// Without a household.
    pub household: Lack,
    /// Of whom it is not known what they receive.
    pub receives: Lack,
    /// Places that could not be resolved (`of` = people).
    pub unresolved_places: Lack,
    /// Doubtful matches that wait for a person (`of` = people).
    pub doubtful_matches: Lack,
}

/// Counts that other parts of the program know, by village id.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OpenWork {
    /// Places that could not be resolved.
    #[serde(default)]
    pub unresolved_places: BTreeMap<String, u32>,
    /// Doubtful matches.
    #[serde(default)]
    pub doubtful_matches: BTreeMap<String, u32>,
}
