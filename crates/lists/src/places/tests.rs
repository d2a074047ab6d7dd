//! Addresses as people write them, and every old commune.

use super::gazetteer::{CommuneType, Gazetteer};
use super::*;

fn text(text: &str) -> Resolution {
    resolve(&Address {
        text: text.to_owned(),
        ..Address::default()
    })
}

fn short(found: &Resolution) -> String {
    let commune = found.commune.as_ref().map_or("", |commune| commune.name.as_str());
    format!("{} {commune}", found.status.as_str())
}

#[test]
fn addresses_are_resolved() {
    for (input, expected) in [
        (
            "Thôn 3, xã Đắk Som, huyện Đắk Glong, tỉnh Đắk Nông",
            "resolved Xã Tà Đùng",
        ),
        ("thon 3 xa dak som huyen dak glong tinh dak nong", "resolved Xã Tà Đùng"),
        ("Thôn 3, Đắk Som, Đắk Glong, Đắk Nông", "resolved Xã Tà Đùng"),
        ("xã Đăk Som, tỉnh Đắk Nông", "resolved Xã Tà Đùng"),
        ("xã Đắk Som, tỉnh Lâm Đồng", "resolved Xã Tà Đùng"),
        ("TDP 5 TT Kẻ Sặt - Bình Giang - HD", "resolved Xã Kẻ Sặt"),
        ("Xã Tà Đùng, tỉnh Lâm Đồng", "already_new Xã Tà Đùng"),
        ("Xã Tà Đùng, huyện Đắk Glong, tỉnh Lâm Đồng", "already_new Xã Tà Đùng"),
        ("", "unknown_place "),
        ("Thôn 3", "unknown_place "),
        ("xã Không Có Thật, huyện Đắk Glong, tỉnh Đắk Nông", "unknown_place "),
        ("xã Đắk Som, huyện Bình Giang, tỉnh Hải Dương", "unknown_place "),
        ("tỉnh Đắk Nông", "unknown_place "),
        ("Đắk Nông", "unknown_place "),
        ("Làng Lạ Lùng, Xứ Lạ, Đắk Glong, Đắk Nông", "unknown_place "),
        ("Tân Lập, Đắk Som, Đắk Glong, Đắk Nông", "resolved Xã Tà Đùng"),
        ("Phường 1, TP Vũng Tàu, BRVT", "resolved Phường Vũng Tàu"),
        ("Xã Đại Sơn, huyện Tứ Kỳ, tỉnh Hải Dương", "resolved Xã Đại Sơn"),
    ] {
        assert_eq!(short(&text(input)), expected, "{input}");
    }
    assert_eq!(text("").reason, Some(PlaceReason::AddressEmpty));
    assert_eq!(text("tỉnh Đắk Nông").reason, Some(PlaceReason::CommuneMissing));
    assert_eq!(text("Thôn 3").village.as_deref(), Some("Thôn 3"));
    let missing = text("xã Đắk Som, huyện Bình Giang, tỉnh Hải Dương");
    assert_eq!(missing.reason, Some(PlaceReason::CommuneNotThere));
    let absent = text("xã Không Có Thật, huyện Đắk Glong");
    assert_eq!(absent.reason, Some(PlaceReason::CommuneNotFound));
}

/// Every old commune, written in full, leads to where its people went; a split is never decided.
#[test]
fn every_old_commune_is_found() {
    let all = Gazetteer::get();
    let names = include_str!("../../data/communes_old.csv").lines().skip(1);
    let districts: Vec<&str> = include_str!("../../data/districts_old.csv").lines().skip(1).collect();
    let provinces = old_province_names();
    let mut wrong = Vec::new();
    for (line, old) in names.zip(&all.old) {
        let columns: Vec<&str> = line.split(',').collect();
        let kind = match old.kind {
            CommuneType::Commune => "xã",
            CommuneType::Ward => "phường",
            CommuneType::Town => "thị trấn",
            CommuneType::SpecialZone => "đặc khu",
        };
        let district: Vec<&str> = districts[old.district].split(',').collect();
        let province = provinces[all.districts[old.district].province];
        let input = format!("{kind} {}, {}, {province}", columns[1], district[1]);
        let found = text(&input);
        let right = match old.targets.as_slice() {
            [only] => found.status == PlaceStatus::Resolved && found.commune == Some(all.commune(*only)),
            targets => found.status == PlaceStatus::Split && found.candidates.len() == targets.len(),
        };
        if !right {
            wrong.push(format!("{input} -> {} {:?}", short(&found), found.reason));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong: {:#?}",
        wrong.len(),
        &wrong[..wrong.len().min(20)]
    );
}

fn old_province_names() -> Vec<&'static str> {
    let table = include_str!("../../data/provinces.csv").lines().skip(1);
    table
        .flat_map(|line| line.rsplit(',').next().unwrap_or("").split("; "))
        .collect()
}

#[test]
fn a_name_alone_is_not_guessed() {
    let several = text("xã Tân Lập");
    assert_eq!(several.status, PlaceStatus::Ambiguous);
    assert!(several.candidates.len() > 5 && several.commune.is_none());
    let with_date = |date: &str| {
        resolve(&Address {
            text: "xã Đại Sơn, tỉnh Hải Dương".to_owned(),
            date: Some(date.to_owned()),
            ..Address::default()
        })
    };
    assert_eq!(with_date("2020-01-01").status, PlaceStatus::Resolved);
}
