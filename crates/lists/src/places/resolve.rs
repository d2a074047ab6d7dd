//! From an address to the commune of today.

use domain::date::PartialDate;

use super::address::{Level, Piece, Split, piece_of, pieces};
use super::gazetteer::{CommuneType, Gazetteer, Via};
use super::key::{exact, is_accented, loose};
use super::{Address, PlaceReason, PlaceStatus, Resolution};

/// Short forms of provinces that mean only one.
const PROVINCE_SHORT: &[(&str, &str)] = &[
    ("hcm", "Hồ Chí Minh"),
    ("tphcm", "Hồ Chí Minh"),
    ("saigon", "Hồ Chí Minh"),
    ("hn", "Hà Nội"),
    ("hp", "Hải Phòng"),
    ("hd", "Hải Dương"),
    ("brvt", "Bà Rịa - Vũng Tàu"),
    ("vungtau", "Bà Rịa - Vũng Tàu"),
    ("tth", "Huế"),
    ("thuathienhue", "Huế"),
    ("daklak", "Đắk Lắk"),
    ("daclac", "Đắk Lắk"),
    ("dacnong", "Đắk Nông"),
];

/// What the pieces behind the commune say about where it is.
#[derive(Clone, Debug, Default)]
struct Around {
    /// Old districts that the address may mean; `None` = it names none.
    districts: Option<Vec<usize>>,
    /// Old provinces that it may mean.
    old_provinces: Option<Vec<usize>>,
    /// New provinces that it may mean.
    provinces: Option<Vec<usize>>,
}

/// One way to read the address.
struct Reading<'a> {
    commune: &'a Piece,
    village: Option<String>,
    around: Around,
}

/// The old and the new communes that fit a reading.
#[derive(Default)]
struct Fits {
    old: Vec<(usize, Via)>,
    new: Vec<usize>,
}

impl Fits {
    fn is_empty(&self) -> bool {
        self.old.is_empty() && self.new.is_empty()
    }
}

/// Resolves an address.
pub fn resolve(address: &Address) -> Resolution {
    let found = resolve_split(address, Split::Everywhere);
    if found.status != PlaceStatus::UnknownPlace {
        return found;
    }
    let other = resolve_split(address, Split::WhereSure);
    if other.status == PlaceStatus::UnknownPlace {
        found
    } else {
        other
    }
}

fn resolve_split(address: &Address, split: Split) -> Resolution {
    let all = Gazetteer::get();
    let mut parts = pieces(&address.text, split);
    for (text, level) in [
        (&address.village, Level::Village),
        (&address.commune, Level::Commune),
        (&address.district, Level::District),
        (&address.province, Level::Province),
    ] {
        parts.extend(piece_of(text, level));
    }
    parts.retain(|piece| !matches!(loose(&piece.name).as_str(), "" | "vietnam" | "vn"));
    if parts.is_empty() {
        return unknown(PlaceReason::AddressEmpty, None);
    }
    let accented = parts
        .iter()
        .any(|piece| is_accented(&piece.name) || is_accented(&piece.word));
    let accented = accented || is_accented(&address.text);
    let readings = readings(all, &parts);
    let era = Era::of(address.date.as_deref());
    for reading in &readings {
        let fits = fits(all, reading, accented);
        if !fits.is_empty() {
            return decide(all, reading, fits, era);
        }
    }
    let village = parts.iter().find(|piece| piece.level == Level::Village).map(full_name);
    let named = parts
        .iter()
        .filter(|piece| matches!(piece.level, Level::Commune | Level::Open));
    let is_anywhere = |piece: &Piece| {
        let key = loose(&piece.name);
        all.old_by_key.contains_key(&key) || all.new_by_key.contains_key(&key)
    };
    let mut has_name = false;
    let mut is_known = false;
    for piece in named {
        // A district or a province alone is no commune.
        let is_larger =
            piece.level == Level::Open && (is_province(all, piece) || is_district(all, piece)) && parts.len() == 1;
        has_name |= !is_larger;
        is_known |= !is_larger && is_anywhere(piece);
    }
    let reason = match (has_name, is_known) {
        (false, _) => PlaceReason::CommuneMissing,
        (true, true) => PlaceReason::CommuneNotThere,
        (true, false) => PlaceReason::CommuneNotFound,
    };
    unknown(reason, village)
}

/// Whether a day lies before the districts went.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Era {
    Before,
    After,
    Unknown,
}

impl Era {
    fn of(date: Option<&str>) -> Era {
        let Some(Ok(date)) = date.map(PartialDate::parse) else {
            return Era::Unknown;
        };
        let Ok(PartialDate::Day(turn)) = PartialDate::parse("2025-07-01") else {
            return Era::Unknown;
        };
        if date.last_day() < turn {
            Era::Before
        } else if date.first_day() >= turn {
            Era::After
        } else {
            Era::Unknown
        }
    }
}

/// Every way to read the pieces, the one that explains most of them first: the commune is the piece that says so, or each
/// open one; everything behind it must be a district or a province.
fn readings<'a>(all: &Gazetteer, parts: &'a [Piece]) -> Vec<Reading<'a>> {
    let said: Vec<usize> = positions(parts, |piece| piece.level == Level::Commune);
    // "Bản Bo" may be a commune, "Tổ 3" cannot; a village is tried last and only with its whole name.
    let at_places = if said.is_empty() {
        let open = positions(parts, |piece| piece.level == Level::Open);
        open.into_iter().filter(|at| may_be_commune(all, parts, *at)).collect()
    } else {
        said
    };
    let mut found = Vec::new();
    for at in at_places {
        if let Some(around) = around(all, &parts[at + 1..]) {
            let village = parts[..at]
                .iter()
                .rev()
                .find(|piece| piece.level == Level::Village)
                .or(parts[..at].last());
            found.push(Reading {
                commune: &parts[at],
                village: village.map(full_name),
                around,
            });
        }
    }
    found
}

/// "Làng Lạ, Đắk Glong, Đắk Nông" is a commune that nobody knows, and not the commune Đắk Nông of Kon Tum: a name of a
/// province is no commune unless it says so, and that of a district only when nothing open stands before it.
fn may_be_commune(all: &Gazetteer, parts: &[Piece], at: usize) -> bool {
    let has_open_before = parts[..at].iter().any(|piece| piece.level == Level::Open);
    !(is_province(all, &parts[at]) || has_open_before && is_district(all, &parts[at]))
}

fn positions(parts: &[Piece], is_wanted: impl Fn(&Piece) -> bool) -> Vec<usize> {
    (0..parts.len()).filter(|at| is_wanted(&parts[*at])).collect()
}

fn full_name(piece: &Piece) -> String {
    match piece.word.as_str() {
        "thon" => format!("Thôn {}", piece.name),
        "bon" => format!("Bon {}", piece.name),
        "buon" => format!("Buôn {}", piece.name),
        "to dan pho" | "tdp" => format!("Tổ dân phố {}", piece.name),
        "xom" => format!("Xóm {}", piece.name),
        "ap" => format!("Ấp {}", piece.name),
        _ => piece.name.clone(),
    }
}

/// What the pieces behind the commune mean; nothing when one of them is neither district nor province.
fn around(all: &Gazetteer, behind: &[Piece]) -> Option<Around> {
    let mut around = Around::default();
    match behind {
        [] => {}
        [only] => {
            // A single name: a province, a district, or both ("Cao Bằng", "Lai Châu").
            let is_province = only.level != Level::District && set_province(all, only, &mut around);
            let districts = districts(all, only);
            if only.level == Level::Province || districts.is_empty() {
                return is_province.then_some(around);
            }
            if !is_province {
                around.districts = Some(districts);
            }
        }
        [district, province] => {
            if !set_province(all, province, &mut around) {
                return None;
            }
            let found = districts(all, district);
            if found.is_empty() || district.level == Level::Province {
                return None;
            }
            around.districts = Some(found);
        }
        _ => return None,
    }
    Some(around)
}

fn is_province(all: &Gazetteer, piece: &Piece) -> bool {
    set_province(all, piece, &mut Around::default())
}

fn is_district(all: &Gazetteer, piece: &Piece) -> bool {
    !districts(all, piece).is_empty()
}

fn set_province(all: &Gazetteer, piece: &Piece, around: &mut Around) -> bool {
    let mut key = loose(&piece.name);
    if let Some((_, name)) = PROVINCE_SHORT.iter().find(|(short, _)| *short == key) {
        key = loose(name);
    }
    let old = positions_of(&all.old_provinces, |it| it.loose == key);
    let new = positions_of(&all.provinces, |it| it.loose == key);
    if old.is_empty() && new.is_empty() {
        return false;
    }
    around.old_provinces = Some(old);
    around.provinces = Some(new);
    true
}

fn positions_of<T>(list: &[T], is_wanted: impl Fn(&T) -> bool) -> Vec<usize> {
    (0..list.len()).filter(|at| is_wanted(&list[*at])).collect()
}

fn districts(all: &Gazetteer, piece: &Piece) -> Vec<usize> {
    if piece.level == Level::Commune || piece.level == Level::Village {
        return Vec::new();
    }
    let found = all
        .districts_by_key
        .get(&loose(&piece.name))
        .cloned()
        .unwrap_or_default();
    let kind = match piece.word.as_str() {
        "huyen" => "huyen",
        "quan" => "quan",
        "thi xa" => "thi",
        "thanh pho" => "thanh",
        _ => "",
    };
    let found = narrowed(found, |at| kind.is_empty() || all.districts[*at].kind == kind);
    let written = exact(&piece.name);
    narrowed(found, |at| {
        !is_accented(&piece.name) || all.districts[*at].exact == written
    })
}

/// Those that fit; all when none does, since kinds change and accents are often wrong.
fn narrowed<T: Clone>(list: Vec<T>, fits: impl Fn(&T) -> bool) -> Vec<T> {
    let fitting: Vec<T> = list.iter().filter(|it| fits(it)).cloned().collect();
    if fitting.is_empty() { list } else { fitting }
}

/// Old and new communes of the name that lie where the address says.
fn fits(all: &Gazetteer, reading: &Reading<'_>, accented: bool) -> Fits {
    let name = &reading.commune.name;
    let key = loose(name);
    let around = &reading.around;
    let in_list = |list: &Option<Vec<usize>>, at: usize| list.as_ref().is_some_and(|list| list.contains(&at));
    let old_province_fits = |old_province: usize| {
        around.provinces.is_none()
            || in_list(&around.old_provinces, old_province)
            || in_list(&around.provinces, all.old_provinces[old_province].province)
    };
    let old: Vec<(usize, Via)> = all
        .old_by_key
        .get(&key)
        .into_iter()
        .flatten()
        .filter(|(at, _)| {
            let district = all.old[*at].district;
            let district_fits = around.districts.is_none() || in_list(&around.districts, district);
            district_fits && old_province_fits(all.districts[district].province)
        })
        .copied()
        .collect();
    // An old province of the same name as a new one was smaller: "Lâm Đồng" before did not reach Đắk Glong.
    let old = if around.districts.is_none() {
        narrowed(old, |(at, _)| {
            around.provinces.is_none() || in_list(&around.old_provinces, all.districts[all.old[*at].district].province)
        })
    } else {
        old
    };
    let new: Vec<usize> = all
        .new_by_key
        .get(&key)
        .into_iter()
        .flatten()
        .filter(|at| {
            let province = all.new[**at].province;
            let is_there = around.provinces.is_none()
                || in_list(&around.provinces, province)
                || around
                    .old_provinces
                    .iter()
                    .flatten()
                    .any(|old| all.old_provinces[*old].province == province);
            // People name the new commune and the old district: right when people of that district went there.
            let district_fits = around.districts.as_ref().is_none_or(|districts| {
                all.new[**at]
                    .districts
                    .iter()
                    .any(|district| districts.contains(district))
            });
            is_there && district_fits
        })
        .copied()
        .collect();
    let said = said_type(reading.commune);
    let written = exact(name);
    let old = narrowed(old, |(at, _)| !accented || all.old[*at].exact == written);
    let old = narrowed(old, |(at, _)| said.is_none_or(|kind| all.old[*at].kind == kind));
    let new = narrowed(new, |at| !accented || all.new[*at].exact == written);
    let new = narrowed(new, |at| said.is_none_or(|kind| all.new[*at].kind == kind));
    // Former names count only where nothing has the name now.
    let best = old.iter().map(|(_, via)| *via).min();
    let old = old
        .into_iter()
        .filter(|(_, via)| Some(*via) == best || *via != Via::Former)
        .collect();
    Fits { old, new }
}

fn said_type(piece: &Piece) -> Option<CommuneType> {
    match piece.word.as_str() {
        "xa" => Some(CommuneType::Commune),
        "phuong" => Some(CommuneType::Ward),
        "thi tran" => Some(CommuneType::Town),
        "dac khu" => Some(CommuneType::SpecialZone),
        _ => None,
    }
}

fn decide(all: &Gazetteer, reading: &Reading<'_>, mut fits: Fits, era: Era) -> Resolution {
    let around = &reading.around;
    let only_old_province = around.provinces.as_ref().is_some_and(Vec::is_empty);
    let is_ward_or_commune = said_type(reading.commune);
    match era {
        Era::Before if !fits.old.is_empty() => fits.new.clear(),
        Era::After if !fits.new.is_empty() && around.districts.is_none() => fits.old.clear(),
        Era::Before | Era::After | Era::Unknown => {}
    }
    // A district, a province that is gone or a town speak of the time before, where such a commune was.
    let speaks_of_before =
        around.districts.is_some() || only_old_province || is_ward_or_commune == Some(CommuneType::Town);
    let has_current = fits.old.iter().any(|(_, via)| *via != Via::Former);
    if speaks_of_before && has_current {
        fits.new.clear();
    } else if !fits.new.is_empty() && !has_current {
        // Only an outdated name speaks for the old one.
        fits.old.clear();
    }
    let village = reading.village.clone();
    let mut old_targets: Vec<usize> = Vec::new();
    for (at, _) in &fits.old {
        old_targets.extend(&all.old[*at].targets);
    }
    let mut candidates: Vec<usize> = old_targets.iter().chain(&fits.new).copied().collect();
    candidates.sort_unstable();
    candidates.dedup();
    let one = |status, at: usize, reason| Resolution {
        status,
        commune: Some(all.commune(at)),
        village: village.clone(),
        candidates: Vec::new(),
        reason,
    };
    let many = |status, reason| Resolution {
        status,
        commune: None,
        village: village.clone(),
        candidates: candidates.iter().map(|at| all.commune(*at)).collect(),
        reason: Some(reason),
    };
    match (fits.old.as_slice(), fits.new.as_slice(), candidates.as_slice()) {
        ([], _, [only]) => one(PlaceStatus::AlreadyNew, *only, spelling_new(all, reading, *only)),
        ([(at, via)], _, [only]) => {
            let reason = match via {
                Via::Former => Some(PlaceReason::FormerName),
                Via::Spelling => Some(PlaceReason::SpellingDiffers),
                Via::Name => differs(&reading.commune.name, &all.old[*at].exact),
            };
            one(PlaceStatus::Resolved, *only, reason)
        }
        // Two old communes of one name that became parts of the same new one.
        (_, _, [only]) => one(PlaceStatus::Resolved, *only, None),
        ([_], [], _) => many(PlaceStatus::Split, PlaceReason::SplitByPeople),
        ([_, _, ..], [], _) => many(PlaceStatus::Ambiguous, PlaceReason::SeveralOfOneName),
        ([], _, _) => many(PlaceStatus::Ambiguous, PlaceReason::SeveralOfOneName),
        (_, _, _) => many(PlaceStatus::Ambiguous, PlaceReason::OldAndNewOfOneName),
    }
}

fn spelling_new(all: &Gazetteer, reading: &Reading<'_>, at: usize) -> Option<PlaceReason> {
    differs(&reading.commune.name, &all.new[at].exact)
}

fn differs(written: &str, official: &str) -> Option<PlaceReason> {
    (is_accented(written) && exact(written) != official).then_some(PlaceReason::SpellingDiffers)
}

fn unknown(reason: PlaceReason, village: Option<String>) -> Resolution {
    Resolution {
        status: PlaceStatus::UnknownPlace,
        commune: None,
        village,
        candidates: Vec::new(),
        reason: Some(reason),
    }
}
