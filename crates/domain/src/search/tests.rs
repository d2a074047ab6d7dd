//! What people type, and whom they mean. All people are invented.

#![allow(clippy::type_complexity)]

use super::{MatchQuality, PeopleIndex, PersonEntry};

fn people() -> PeopleIndex {
    let entries: &[(u32, &str, Option<i32>, &str, &str, &str, &str, &str)] = &[
        (
            1,
            "Nguyễn Văn A",
            Some(1950),
            "067050900001",
            "245900101",
            "0912000111",
            "Thôn 1",
            "",
        ),
        (2, "Nguyễn Văn An", Some(1961), "067061900002", "", "", "Thôn 2", ""),
        (
            3,
            "Nguyễn Vũ Anh",
            Some(1990),
            "067090900003",
            "",
            "",
            "Thôn 3",
            "Nguyễn Văn A",
        ),
        (
            4,
            "Đặng Thị Hòa",
            Some(1944),
            "067144900004",
            "",
            "",
            "Bon Đăk Mơ (minh họa)",
            "",
        ),
        (
            5,
            "Đặng Thị Hoa",
            None,
            "",
            "245900105",
            "",
            "Bon Đăk Mơ (minh họa)",
            "",
        ),
        (6, "Thị Đặng", Some(1970), "", "", "", "Thôn 1", ""),
        (7, "H'Bia", Some(1988), "", "", "", "Bon Bu Sao (minh họa)", ""),
        (8, "H' Bia Rơi", Some(1999), "", "", "", "Bon Bu Sao (minh họa)", ""),
        (
            9,
            "K'Brôi",
            Some(1940),
            "067040900009",
            "",
            "",
            "Bon Đăk Mơ (minh họa)",
            "",
        ),
        (10, "K' Brôi", None, "", "", "", "Bon Đăk Mơ (minh họa)", ""),
        (11, "KBRÔI", None, "", "", "", "Bon Bu Sao (minh họa)", ""),
        (12, "Ka Brơm", Some(1944), "", "", "", "Bon Bu Sao (minh họa)", ""),
        (13, "Giàng A Páo", Some(1990), "", "", "0987000222", "Thôn 12", ""),
        (14, "Phạm Thu Minh", Some(2005), "", "", "", "Thôn 12", "Giàng A Páo"),
        (15, "Hoàng Thanh Tùng", Some(1982), "", "", "", "Thôn 3", ""),
        (16, "Y Bré", Some(1982), "", "", "", "Thôn 3", ""),
    ];
    let mut index = PeopleIndex::with_capacity(entries.len());
    for (key, full_name, birth_year, personal_id, old_id, phone, village, head_name) in entries.iter().copied() {
        index.upsert(&PersonEntry {
            key,
            full_name,
            birth_year,
            personal_id,
            old_id,
            phone,
            village,
            head_name,
        });
    }
    index
}

fn keys(index: &PeopleIndex, query: &str) -> Vec<u32> {
    index.search(query, 20).iter().map(|hit| hit.key).collect()
}

#[test]
fn finds_exactly_these_in_this_order() {
    let cases: &[(&str, &[u32])] = &[
        ("", &[]),
        ("   ", &[]),
        ("'", &[]),
        // Without accents, half a word, upper case.
        ("nguyen van a", &[1, 2]),
        ("NGUYEN VAN A", &[1, 2]),
        ("nguyễn văn a", &[1, 2]),
        ("nguyen v", &[1, 2, 3]),
        ("nguyen van an", &[2]),
        ("dang thi", &[4, 5, 6]),
        ("đặng thị", &[4, 5, 6]),
        ("dang thi h", &[4, 5]),
        // Another order ranks lower.
        ("thi dang", &[6, 4, 5]),
        ("a nguyen", &[1, 2, 3]),
        ("hoa dang", &[4, 5]),
        // Typed accents decide among equals; the place of the tone does not matter.
        ("đặng thị hoà", &[4, 5]),
        ("đặng thị hòa", &[4, 5]),
        ("đặng thị hoa", &[5, 4]),
        ("hoà", &[4, 5, 15]),
        ("hoa", &[4, 5, 15]),
        // Initials and dots.
        ("ng. v. a", &[1, 2, 3]),
        ("n v a", &[1, 2, 3]),
        ("ng.v.an", &[2, 3]),
        ("g a p", &[13]),
        // Apostrophes however typed.
        ("h'bia", &[7, 8]),
        ("h’bia", &[7, 8]),
        ("hbia", &[7, 8]),
        ("h bia", &[7, 8]),
        ("bia", &[7, 8]),
        ("h' bia roi", &[8]),
        ("k'broi", &[11, 9, 10]),
        ("k' brôi", &[11, 9, 10]),
        ("kbroi", &[11, 9, 10]),
        ("k broi", &[9, 10]),
        ("broi", &[9, 10]),
        ("kabrom", &[12]),
        ("ka brom", &[12]),
        ("y bre", &[16]),
        ("ybre", &[16]),
        // Every word by its beginning.
        ("ho tha tu", &[15]),
        ("tung", &[15]),
        // Year of birth anywhere, also while it is being typed.
        ("1944", &[4, 12]),
        ("nguyen 1950", &[1]),
        ("1950 nguyen", &[1]),
        ("nguyen 195", &[1]),
        ("nguyen 19", &[1, 2, 3]),
        ("hoa 1", &[4, 5, 15]),
        ("nguyen 1951", &[]),
        // Last digits of id, old id or phone.
        ("0004", &[4]),
        ("067144900004", &[4]),
        ("06714490", &[4]),
        ("105", &[5]),
        ("hoa 105", &[5]),
        ("222", &[13]),
        ("0987000222", &[13]),
        // The village narrows; alone it lists the village only when no name fits.
        ("nguyen thon 3", &[3]),
        ("broi dak mo", &[9, 10]),
        ("dak mo", &[4, 5, 9, 10]),
        ("thon 12", &[13, 14]),
        ("thon 77", &[1, 2, 3, 6, 13, 14, 15, 16]),
        ("minh", &[14]),
        // The head of the household narrows too.
        ("minh pao", &[14]),
        // Nobody.
        ("xyz", &[]),
        ("nguyen xyz", &[]),
        ("999", &[]),
    ];
    let index = people();
    let wrong: Vec<String> = cases
        .iter()
        .map(|(query, expected)| (query, keys(&index, query), *expected))
        .filter(|(_, found, expected)| found != expected)
        .map(|(query, found, expected)| format!("{query:?}: found {found:?}, expected {expected:?}"))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn undoes_keys_only_when_nothing_fits() {
    let index = people();
    let cases: &[(&str, &[u32], MatchQuality)] = &[
        ("nguyeenx vawn a", &[1, 2], MatchQuality::KeysUndone),
        ("nguyeenx", &[1, 2, 3], MatchQuality::KeysUndone),
        ("nguye6n4 va8n", &[1, 2], MatchQuality::KeysUndone),
        ("ddawngj thij", &[4, 5, 6], MatchQuality::KeysUndone),
        ("ddawngj thij hofa", &[4, 5], MatchQuality::KeysUndone),
        ("giangf", &[13], MatchQuality::KeysUndone),
        ("tung", &[15], MatchQuality::AsTyped),
        ("nguyne", &[1, 2, 3], MatchQuality::OneSlip),
        ("dagn thi", &[4, 5, 6], MatchQuality::OneSlip),
        ("giang a oao", &[13], MatchQuality::OneSlip),
    ];
    for (query, expected, quality) in cases {
        let hits = index.search(query, 20);
        assert_eq!(
            hits.iter().map(|hit| hit.key).collect::<Vec<_>>(),
            *expected,
            "{query:?}"
        );
        assert!(hits.iter().all(|hit| hit.quality == *quality), "{query:?}");
    }
    assert_eq!(
        keys(&index, "mguyen vam a"),
        Vec::<u32>::new(),
        "two slips are too many"
    );
}

#[test]
fn follows_changes() {
    let mut index = people();
    assert_eq!(index.len(), 16);
    assert!(index.remove(1));
    assert!(!index.remove(1));
    assert_eq!(keys(&index, "nguyen van a"), [2]);
    index.upsert(&PersonEntry {
        key: 2,
        full_name: "Nguyễn Văn Bình",
        ..PersonEntry::default()
    });
    assert_eq!(keys(&index, "van an 1961"), Vec::<u32>::new());
    assert_eq!(keys(&index, "van binh"), [2]);
    assert_eq!(keys(&index, "900002"), Vec::<u32>::new(), "the old numbers are gone");
    assert_eq!(index.len(), 15);
    for round in 0..6_000 {
        index.upsert(&PersonEntry {
            key: 77,
            full_name: "Lê Thị Tạm Trú",
            birth_year: Some(round),
            ..PersonEntry::default()
        });
    }
    assert_eq!(keys(&index, "le thi tam"), [77]);
    assert_eq!(keys(&index, "van binh"), [2], "compaction keeps the others");
    assert!(index.memory_bytes() < 400_000, "{}", index.memory_bytes());
}

#[test]
fn keeps_its_limits() {
    let index = people();
    assert_eq!(index.search("n", 2).len(), 2);
    assert_eq!(index.search("n", 0).len(), 0);
    assert_eq!(
        keys(&index, &"nguyen ".repeat(10_000)),
        keys(&index, &"nguyen ".repeat(8))
    );
    assert!(index.search(&"a ".repeat(60), 20).is_empty());
    assert!(PeopleIndex::new().search("nguyen", 20).is_empty() && PeopleIndex::new().is_empty());
}
