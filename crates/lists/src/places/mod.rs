//! Old communes to new ones. On 1 July 2025 the districts went and 10,035 communes became 3,321; people still write the
//! old names. What cannot be decided comes out as candidates with a reason, never as a guess.

mod address;
mod gazetteer;
mod key;
mod resolve;

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

pub use resolve::resolve;

/// An address as a list has it: one free text, or its parts. What is known in a part need not be in the text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Address {
    /// Everything in one text: "Thôn 3, xã Đắk Plao, huyện Đắk Glong, tỉnh Đắk Nông".
    pub text: String,
    /// Village.
    pub village: String,
    /// Commune.
    pub commune: String,
    /// District.
    pub district: String,
    /// Province.
    pub province: String,
    /// The day the address is from, ISO: before 1 July 2025 a name means the old commune, later the new one. Without it
    /// the name and the district decide.
    pub date: Option<String>,
}

/// A commune of today.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewCommune {
    /// Five digits.
    pub code: String,
    /// Kind and name: "Xã Tà Đùng".
    pub name: String,
    /// Name of the province.
    pub province: String,
}

/// How far an address could be resolved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlaceStatus {
    /// An old commune whose people all belong to one new commune.
    Resolved,
    /// A commune of today.
    AlreadyNew,
    /// An old commune whose people went to several new communes: only the village can tell.
    Split,
    /// Several communes fit what is written.
    Ambiguous,
    /// Nothing fits.
    UnknownPlace,
}

impl PlaceStatus {
    /// The stable code.
    pub const fn as_str(self) -> &'static str {
        match self {
            PlaceStatus::Resolved => "resolved",
            PlaceStatus::AlreadyNew => "already_new",
            PlaceStatus::Split => "split",
            PlaceStatus::Ambiguous => "ambiguous",
            PlaceStatus::UnknownPlace => "unknown_place",
        }
    }
}

/// The precise reason, where there is something to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlaceReason {
    /// The people of the old commune were divided among several new ones.
    SplitByPeople,
    /// Several old communes have this name; district or province is missing.
    SeveralOfOneName,
    /// An old and a new commune have this name and differ; the date or the district is missing.
    OldAndNewOfOneName,
    /// The name is written a little differently from the official one.
    SpellingDiffers,
    /// A name from before the communes were merged in 2018 to 2024.
    FormerName,
    /// Nothing is written.
    AddressEmpty,
    /// No commune is named: only a village, a district or a province.
    CommuneMissing,
    /// No commune of this name exists in the district or province that is named.
    CommuneNotThere,
    /// No commune of this name exists at all.
    CommuneNotFound,
}

impl PlaceReason {
    /// The stable code.
    pub const fn as_str(self) -> &'static str {
        match self {
            PlaceReason::SplitByPeople => "split_by_people",
            PlaceReason::SeveralOfOneName => "several_of_one_name",
            PlaceReason::OldAndNewOfOneName => "old_and_new_of_one_name",
            PlaceReason::SpellingDiffers => "spelling_differs",
            PlaceReason::FormerName => "former_name",
            PlaceReason::AddressEmpty => "address_empty",
            PlaceReason::CommuneMissing => "commune_missing",
            PlaceReason::CommuneNotThere => "commune_not_there",
            PlaceReason::CommuneNotFound => "commune_not_found",
        }
    }
}

/// The answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resolution {
    /// How far it came.
    pub status: PlaceStatus,
    /// The commune of today, when there is exactly one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commune: Option<NewCommune>,
    /// The village as written, when it stands in the address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub village: Option<String>,
    /// Communes of today that it may be.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub candidates: Vec<NewCommune>,
    /// The reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<PlaceReason>,
}
