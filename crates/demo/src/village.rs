//! Invented villages.

use domain::sex::Sex;

use crate::commune::{EthnicGroup, Model};
use crate::households::village_id;
use crate::names::Names;
use crate::random::Random;

/// A village of the demonstration. Its name says that it is invented.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Village {
    /// `v01` and so on.
    pub id: String,
    /// Name, ending in "(minh họa)".
    pub name: String,
    /// `thon` or `bon`.
    pub kind: &'static str,
    /// Distance from the centre of the commune, in tenths of a kilometre.
    pub distance_km_tenths: u32,
    /// What the road is like.
    pub road: &'static str,
    /// Village head (invented).
    pub head_name: String,
    /// Phone of the village head (invented).
    pub head_phone: String,
    /// Where mobile days take place.
    pub hall_name: String,
    /// The largest group.
    pub main_group: &'static str,
    /// A village of extreme difficulty.
    pub is_extremely_difficult: bool,
}

pub(crate) fn all(model: &Model, names: &Names, random: &mut Random) -> Vec<Village> {
    let villages = model.villages.iter().enumerate();
    villages
        .map(|(at, spec)| {
            let is_bon = matches!(spec.main_group, EthnicGroup::Ma | EthnicGroup::Mnong);
            let surname = names.surname(spec.main_group, random);
            let short_name = spec.name.trim_end_matches(" (minh họa)");
            Village {
                id: village_id(at),
                name: spec.name.to_owned(),
                kind: if is_bon { "bon" } else { "thon" },
                distance_km_tenths: spec.distance_km_tenths,
                road: spec.road,
                head_name: names.full_name(
                    spec.main_group,
                    Sex::Male,
                    1975 + random.between(0, 15),
                    &surname,
                    random,
                ),
                head_phone: format!("09{:08}", 10_000_000 + at),
                hall_name: if is_bon {
                    format!("Nhà sinh hoạt cộng đồng {short_name}")
                } else {
                    format!("Nhà văn hóa {short_name}")
                },
                main_group: spec.main_group.name(),
                is_extremely_difficult: spec.is_extremely_difficult,
            }
        })
        .collect()
}
