//! What the list still lacks, village by village, and how that shrinks.

use std::collections::BTreeMap;

use domain::date::PartialDate;
use serde::{Deserialize, Serialize};
use wire::records::{PersonLink, PersonRecord};

use crate::{People, Presence, presence};

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

/// Something that the record of a living person may lack. A number of the report and the list behind it share this.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// The personal id.
    PersonalId,
    /// A phone of their own, of a caregiver or of a representative.
    Phone,
    /// A caregiver or representative of somebody who needs care.
    Caregiver,
    /// The exact day of birth.
    BirthDate,
    /// The household.
    Household,
    /// Whether anything is received.
    Receives,
}

impl Gap {
    /// Every gap, in the order of the report.
    pub const ALL: [Gap; 6] = [
        Gap::PersonalId,
        Gap::Phone,
        Gap::Caregiver,
        Gap::BirthDate,
        Gap::Household,
        Gap::Receives,
    ];

    /// Stable code of the list.
    pub fn code(self) -> &'static str {
        match self {
            Gap::PersonalId => "without_personal_id",
            Gap::Phone => "without_phone",
            Gap::Caregiver => "without_caregiver",
            Gap::BirthDate => "without_birth_day",
            Gap::Household => "without_household",
            Gap::Receives => "receives_unknown",
        }
    }

    /// The gap of a code.
    pub fn from_code(code: &str) -> Option<Gap> {
        Gap::ALL.into_iter().find(|gap| gap.code() == code)
    }

    /// Whether the record lacks it; `None` where it does not apply to the person, or nobody lives here by this record.
    pub fn is_open(self, person: &PersonRecord) -> Option<bool> {
        if presence(person) != Presence::Here {
            return None;
        }
        let links = || [&person.caregiver, &person.representative].into_iter().flatten();
        match self {
            Gap::PersonalId => Some(is_blank(person.personal_id.as_deref())),
            Gap::Phone => {
                let own = !is_blank(person.phone.as_deref());
                Some(!own && links().all(|link| is_blank(link.phone.as_deref())))
            }
            Gap::Caregiver => {
                let level = person.facts.get("disability").and_then(|it| it.as_str());
                let needs_care = matches!(level, Some("severe" | "extreme")) || person.cannot_travel == Some(true);
                needs_care.then(|| !links().any(is_somebody))
            }
            Gap::BirthDate => {
                let born = person.birth_date.as_deref().map(PartialDate::parse);
                Some(born.and_then(Result::ok).and_then(PartialDate::exact).is_none())
            }
            Gap::Household => Some(person.household.is_none()),
            Gap::Receives => Some(person.receives.is_none()),
        }
    }

    fn of(self, quality: &mut VillageQuality) -> &mut Lack {
        match self {
            Gap::PersonalId => &mut quality.personal_id,
            Gap::Phone => &mut quality.phone,
            Gap::Caregiver => &mut quality.caregiver,
            Gap::BirthDate => &mut quality.birth_date,
            Gap::Household => &mut quality.household,
            Gap::Receives => &mut quality.receives,
        }
    }
}

/// A link to somebody who can be reached or who cares: empty names do not count.
fn is_somebody(link: &PersonLink) -> bool {
    link.person.is_some() || !link.full_name.trim().is_empty()
}

fn is_blank(text: Option<&str>) -> bool {
    text.is_none_or(|it| it.trim().is_empty())
}

fn add(quality: &mut VillageQuality, person: &PersonRecord) {
    quality.people += 1;
    for gap in Gap::ALL {
        if let Some(is_open) = gap.is_open(person) {
            let lack = gap.of(quality);
            lack.of += 1;
            lack.without += u32::from(is_open);
        }
    }
}

/// The lacks of a report, in the order of its columns.
fn lacks(quality: &mut VillageQuality) -> [&mut Lack; 8] {
    [
        &mut quality.personal_id,
        &mut quality.phone,
        &mut quality.caregiver,
        &mut quality.birth_date,
        &mut quality.household,
        &mut quality.receives,
        &mut quality.unresolved_places,
        &mut quality.doubtful_matches,
    ]
}

/// The quality of the list: the commune first, then its villages. With an earlier report, what lacked then stands beside.
pub fn report(people: &People<'_>, open: &OpenWork, earlier: Option<&[VillageQuality]>) -> Vec<VillageQuality> {
    let mut villages: BTreeMap<Option<&str>, VillageQuality> = BTreeMap::new();
    villages.insert(None, VillageQuality::default());
    let living = people.persons.iter().filter(|it| presence(it) == Presence::Here);
    for person in living {
        for village in [None, Some(person.village.as_str())] {
            add(villages.entry(village).or_default(), person);
        }
    }
    for (counts, is_place) in [(&open.unresolved_places, true), (&open.doubtful_matches, false)] {
        for (village, number) in counts {
            for village in [None, Some(village.as_str())] {
                let quality = villages.entry(village).or_default();
                let lack = if is_place {
                    &mut quality.unresolved_places
                } else {
                    &mut quality.doubtful_matches
                };
                lack.without = lack.without.saturating_add(*number);
            }
        }
    }
    let named = villages.into_iter().map(|(village, quality)| {
        let mut quality = VillageQuality {
            village: village.map(str::to_owned),
            ..quality
        };
        quality.unresolved_places.of = quality.people;
        quality.doubtful_matches.of = quality.people;
        let before = earlier.into_iter().flatten().find(|it| it.village == quality.village);
        if let Some(mut before) = before.cloned() {
            for (lack, was) in lacks(&mut quality).into_iter().zip(lacks(&mut before)) {
                lack.before = Some(was.without);
            }
        }
        quality
    });
    named.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use uuid::Uuid;

    fn person(id: u128, more: serde_json::Value) -> PersonRecord {
        let mut whole =
            json!({ "id": Uuid::from_u128(id), "version": 1, "full_name": "Người Minh Họa", "village": "v01" });
        whole
            .as_object_mut()
            .expect("an object")
            .extend(more.as_object().expect("an object").clone());
        serde_json::from_value(whole).expect("a person")
    }

    #[test]
    fn shares_per_village_shrink_against_the_report_before() {
        let mut persons = vec![
            person(
                1,
                json!({ "personal_id": "001150000001", "phone": "0912345678", "birth_date": "1950-01-02" }),
            ),
            person(
                2,
                json!({ "birth_date": "1950", "facts": { "disability": "severe" }, "receives": [] }),
            ),
            person(
                3,
                json!({ "village": "v02", "cannot_travel": true,
                "caregiver": { "full_name": "Con gái", "phone": "0912345679" } }),
            ),
            person(4, json!({ "alive": false })),
        ];
        let open = OpenWork {
            unresolved_places: [("v02".to_owned(), 3)].into(),
            ..OpenWork::default()
        };
        let first = report(&People::new(&persons, &[]), &open, None);
        assert_eq!(
            first.iter().map(|it| it.village.as_deref()).collect::<Vec<_>>(),
            [None, Some("v01"), Some("v02")]
        );
        let v01 = &first[1];
        assert_eq!((v01.people, v01.personal_id.without, v01.phone.without), (2, 1, 1));
        assert_eq!((v01.caregiver.without, v01.caregiver.of), (1, 1));
        assert_eq!(v01.personal_id.per_mille(), 500);
        assert_eq!(
            (first[2].phone.without, first[2].caregiver.without),
            (0, 0),
            "the caregiver has a phone"
        );
        assert_eq!((first[0].unresolved_places.without, first[0].people), (3, 3));
        persons[1].personal_id = Some("001150000002".to_owned());
        let second = report(&People::new(&persons, &[]), &OpenWork::default(), Some(&first));
        assert_eq!(
            (second[1].personal_id.without, second[1].personal_id.before),
            (0, Some(1))
        );
        assert_eq!(
            (second[0].unresolved_places.without, second[0].unresolved_places.before),
            (0, Some(3))
        );
        assert_eq!(Lack::default().per_mille(), 0);
    }
}
