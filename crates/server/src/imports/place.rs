//! In which village of the commune a row of a list is.

use std::cell::RefCell;
use std::collections::HashMap;

use lists::PersonRow;
use lists::places::{Address, NewCommune, PlaceReason, PlaceStatus, Resolution, resolve};
use register::plan::Place;
use register::village;

/// What the commune is, for telling its people from others.
#[derive(Debug)]
pub struct Here {
    /// Official code.
    pub commune: String,
    /// Ids and names of its villages.
    pub villages: Vec<(String, String)>,
    /// Addresses that were looked up: the rows of a list repeat them.
    known: RefCell<HashMap<[String; 4], Resolution>>,
}

impl Here {
    /// The commune of the configuration.
    pub fn of(config: &crate::config::Config) -> Here {
        let villages = config.villages.iter();
        Here {
            commune: config.commune.code.clone(),
            villages: villages.map(|one| (one.id.clone(), one.name.clone())).collect(),
            known: RefCell::default(),
        }
    }

    fn find(&self, text: Option<&str>) -> Option<&str> {
        text.and_then(|text| village::find(&self.villages, text))
    }

    fn resolve(&self, key: [String; 4]) -> Resolution {
        if let Some(known) = self.known.borrow().get(&key) {
            return known.clone();
        }
        let [text, commune, district, province] = key.clone();
        let found = resolve(&Address {
            text,
            commune,
            district,
            province,
            ..Address::default()
        });
        self.known.borrow_mut().insert(key, found.clone());
        found
    }

    /// Says where a row is; what cannot be decided is left to somebody who knows.
    pub fn place(&self, row: &PersonRow) -> Place {
        fn text(reading: &Option<lists::Reading<String>>) -> &str {
            reading
                .as_ref()
                .map(|one| one.value.as_deref().unwrap_or(&one.raw))
                .unwrap_or_default()
        }
        let (address, commune) = (text(&row.address), text(&row.commune));
        let (district, province) = (text(&row.district), text(&row.province));
        let written = Some(text(&row.village)).filter(|village| !village.is_empty());
        let all = [written.unwrap_or_default(), address, commune, district, province];
        let told = all.iter().filter(|part| !part.is_empty());
        let told = told.copied().collect::<Vec<_>>().join(", ");
        let undecided = |code: &str| Place::Undecided {
            code: code.to_owned(),
            text: told.clone(),
        };
        let key = [address, commune, district, province].map(str::to_owned);
        let found = self.resolve(key);
        let own = self
            .find(written)
            .or_else(|| self.find(found.village.as_deref()))
            .or_else(|| self.find(Some(address).filter(|address| !address.is_empty())));
        let decided = own.map(|id| Place::Village(id.to_owned()));
        let no_village = || {
            let names_one = written.is_some() || found.village.is_some();
            undecided(if names_one {
                "village_unknown"
            } else {
                "village_missing"
            })
        };
        match (found.status, &found.commune) {
            (PlaceStatus::Resolved | PlaceStatus::AlreadyNew, Some(commune)) if commune.code != self.commune => {
                Place::Elsewhere { commune: name(commune) }
            }
            (PlaceStatus::Resolved | PlaceStatus::AlreadyNew, _) => decided.unwrap_or_else(no_village),
            (PlaceStatus::Split | PlaceStatus::Ambiguous, _) => {
                let may_be_here = found.candidates.iter().any(|one| one.code == self.commune);
                match decided {
                    _ if !may_be_here => Place::Elsewhere {
                        commune: found.candidates.iter().map(name).collect::<Vec<_>>().join("; "),
                    },
                    // "Thôn 1" is everywhere; only a name of its own says that it is here.
                    Some(place) if own.is_some_and(|id| self.has_own_name(id)) => place,
                    _ if found.status == PlaceStatus::Split => undecided("place_split"),
                    _ => undecided("place_ambiguous"),
                }
            }
            (PlaceStatus::UnknownPlace, _) => match found.reason {
                Some(PlaceReason::CommuneNotThere | PlaceReason::CommuneNotFound) if !self.is_named_in(&told) => {
                    undecided("place_unknown")
                }
                _ => decided.unwrap_or_else(no_village),
            },
        }
    }

    /// Whether the name of a village is more than a number.
    fn has_own_name(&self, id: &str) -> bool {
        let name = self.villages.iter().find(|(other, _)| other == id);
        name.is_some_and(|(_, name)| !name.chars().any(|c| c.is_ascii_digit()))
    }

    /// Whether one of the commune's villages is named by a name of its own, so that a badly written commune does not matter.
    fn is_named_in(&self, told: &str) -> bool {
        self.find(Some(told)).is_some_and(|id| self.has_own_name(id))
    }
}

fn name(commune: &NewCommune) -> String {
    format!("{}, {}", commune.name, commune.province)
}

#[cfg(test)]
mod tests {
    use super::*;
    use lists::Reading;

    fn here() -> Here {
        Here {
            commune: "24637".to_owned(),
            villages: [("v01", "Thôn 1"), ("v02", "Bon Bu Sao (minh họa)")]
                .map(|(id, name)| (id.to_owned(), name.to_owned()))
                .to_vec(),
            known: RefCell::default(),
        }
    }

    fn place(village: &str, address: &str) -> String {
        let reading = |text: &str| (!text.is_empty()).then(|| Reading::clear(text, text.to_owned()));
        let row = PersonRow {
            village: reading(village),
            address: reading(address),
            ..PersonRow::default()
        };
        match here().place(&row) {
            Place::Village(id) => id,
            Place::Elsewhere { commune } => format!("elsewhere {commune}"),
            Place::Undecided { code, .. } => code,
        }
    }

    #[test]
    fn rows_are_placed() {
        for (village, address, expected) in [
            ("Thôn 1", "", "v01"),
            ("", "Bon Bu Sao, Xã Tà Đùng, Lâm Đồng", "v02"),
            ("", "Bon Bu Sao, xã Đắk Som, huyện Đắk Glong, tỉnh Đắk Nông", "v02"),
            ("bu sao", "xã Đắk Som, Đắk Nông", "v02"),
            ("Thôn 9", "", "village_unknown"),
            ("", "", "village_missing"),
            ("Thôn 1", "xã Đại Sơn, TP Hải Phòng", "elsewhere Xã Đại Sơn, Hải Phòng"),
            (
                "Thôn 1",
                "xã Không Có Thật, huyện Đắk Glong, tỉnh Đắk Nông",
                "place_unknown",
            ),
        ] {
            assert_eq!(place(village, address), expected, "{village:?} {address:?}");
        }
    }
}
