//! The tables of places, read once.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::NewCommune;
use super::key::{exact, loose};

/// Kinds of communes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CommuneType {
    Commune,
    Ward,
    Town,
    SpecialZone,
}

impl CommuneType {
    fn from_letter(letter: &str) -> CommuneType {
        match letter {
            "p" => CommuneType::Ward,
            "t" => CommuneType::Town,
            "k" => CommuneType::SpecialZone,
            _ => CommuneType::Commune,
        }
    }

    const fn prefix(self) -> &'static str {
        match self {
            CommuneType::Commune => "Xã",
            CommuneType::Ward => "Phường",
            CommuneType::Town => "Thị trấn",
            CommuneType::SpecialZone => "Đặc khu",
        }
    }
}

pub struct OldCommune {
    pub exact: String,
    pub kind: CommuneType,
    /// Index into [`Gazetteer::districts`].
    pub district: usize,
    /// Indices into [`Gazetteer::new`] of the communes that took over its people.
    pub targets: Vec<usize>,
}

pub struct NewOne {
    pub name: &'static str,
    pub exact: String,
    pub kind: CommuneType,
    /// Index into [`Gazetteer::provinces`].
    pub province: usize,
    pub code: &'static str,
    /// Old districts from which its people come.
    pub districts: Vec<usize>,
}

pub struct District {
    pub exact: String,
    /// First word of the kind: `huyen`, `quan`, `thi`, `thanh`.
    pub kind: &'static str,
    /// Index into [`Gazetteer::old_provinces`].
    pub province: usize,
}

pub struct OldProvince {
    pub loose: String,
    /// Index into [`Gazetteer::provinces`]: where it went.
    pub province: usize,
}

pub struct Province {
    pub name: &'static str,
    pub loose: String,
}

/// How a name leads to an old commune.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Via {
    /// The official name.
    Name,
    /// Another spelling.
    Spelling,
    /// A name from before an earlier merger.
    Former,
}

pub struct Gazetteer {
    pub provinces: Vec<Province>,
    pub old_provinces: Vec<OldProvince>,
    pub districts: Vec<District>,
    pub old: Vec<OldCommune>,
    pub new: Vec<NewOne>,
    pub old_by_key: HashMap<String, Vec<(usize, Via)>>,
    pub new_by_key: HashMap<String, Vec<usize>>,
    pub districts_by_key: HashMap<String, Vec<usize>>,
}

impl Gazetteer {
    /// The tables.
    pub fn get() -> &'static Gazetteer {
        static TABLES: OnceLock<Gazetteer> = OnceLock::new();
        TABLES.get_or_init(Gazetteer::read)
    }

    fn read() -> Gazetteer {
        let mut provinces = Vec::new();
        let mut old_provinces = Vec::new();
        let mut old_province_by_code = HashMap::new();
        let mut province_by_code = HashMap::new();
        for [code, name, _, old_codes, old_names] in rows(include_str!("../../data/provinces.csv")) {
            let at = provinces.len();
            province_by_code.insert(code, at);
            provinces.push(Province {
                name,
                loose: loose(name),
            });
            for (old_code, old_name) in old_codes.split(' ').zip(old_names.split("; ")) {
                old_province_by_code.insert(old_code, old_provinces.len());
                let bare = old_name.trim_start_matches("Tỉnh ").trim_start_matches("Thành phố ");
                old_provinces.push(OldProvince {
                    loose: loose(bare),
                    province: at,
                });
            }
        }
        let mut districts = Vec::new();
        let mut district_by_code = HashMap::new();
        let mut districts_by_key: HashMap<String, Vec<usize>> = HashMap::new();
        for [code, name, province] in rows(include_str!("../../data/districts_old.csv")) {
            let (kind, bare) = split_kind(name);
            let at = districts.len();
            district_by_code.insert(code, at);
            districts_by_key.entry(loose(bare)).or_default().push(at);
            districts.push(District {
                exact: exact(bare),
                kind,
                province: old_province_by_code[province],
            });
        }
        let mut new: Vec<NewOne> = Vec::new();
        let mut new_by_code = HashMap::new();
        let mut new_by_key: HashMap<String, Vec<usize>> = HashMap::new();
        for [code, name, kind, province] in rows(include_str!("../../data/communes_new.csv")) {
            new_by_code.insert(code, new.len());
            new_by_key.entry(loose(name)).or_default().push(new.len());
            new.push(NewOne {
                name,
                exact: exact(name),
                kind: CommuneType::from_letter(kind),
                province: province_by_code[province],
                code,
                districts: Vec::new(),
            });
        }
        let mut old: Vec<OldCommune> = Vec::new();
        let mut old_by_key: HashMap<String, Vec<(usize, Via)>> = HashMap::new();
        for [_, name, kind, district, targets, others] in rows(include_str!("../../data/communes_old.csv")) {
            let at = old.len();
            old_by_key.entry(loose(name)).or_default().push((at, Via::Name));
            for other in others.split('|').filter(|other| !other.is_empty()) {
                // Former names come without accents, other spellings with them.
                let via = if other.is_ascii() { Via::Former } else { Via::Spelling };
                let list = old_by_key.entry(loose(other)).or_default();
                if list.iter().all(|(known, _)| *known != at) {
                    list.push((at, via));
                }
            }
            old.push(OldCommune {
                exact: exact(name),
                kind: CommuneType::from_letter(kind),
                district: district_by_code[district],
                targets: targets
                    .split(' ')
                    .filter_map(|code| new_by_code.get(code).copied())
                    .collect(),
            });
        }
        for commune in &old {
            for target in &commune.targets {
                new[*target].districts.push(commune.district);
            }
        }
        Gazetteer {
            provinces,
            old_provinces,
            districts,
            old,
            new,
            old_by_key,
            new_by_key,
            districts_by_key,
        }
    }

    /// A commune of today as it is handed out.
    pub fn commune(&self, at: usize) -> NewCommune {
        let one = &self.new[at];
        NewCommune {
            code: one.code.to_owned(),
            name: format!("{} {}", one.kind.prefix(), one.name),
            province: self.provinces[one.province].name.to_owned(),
        }
    }
}

fn split_kind(name: &'static str) -> (&'static str, &'static str) {
    // The table writes "Thành phố" and "Thành Phố".
    for (prefix, kind) in [
        ("Huyện ", "huyen"),
        ("Quận ", "quan"),
        ("Thị xã ", "thi"),
        ("Thành phố ", "thanh"),
        ("Thành Phố ", "thanh"),
        ("Thị Xã ", "thi"),
    ] {
        if let Some(bare) = name.strip_prefix(prefix) {
            return (kind, bare);
        }
    }
    ("", name)
}

/// The rows of a shipped table, which has no quotes.
fn rows<const N: usize>(table: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    table.lines().skip(1).map(|line| {
        let mut parts = line.split(',');
        std::array::from_fn(|_| parts.next().unwrap_or(""))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_whole() {
        let all = Gazetteer::get();
        assert_eq!((all.provinces.len(), all.old_provinces.len()), (34, 63));
        assert_eq!((all.new.len(), all.old.len()), (3_321, 10_035));
        assert!(
            all.old.iter().all(|old| !old.targets.is_empty()),
            "people of every old commune went somewhere"
        );
        assert_eq!(all.old.iter().filter(|old| old.targets.len() > 1).count(), 381);
    }
}
