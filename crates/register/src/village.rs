//! Which of the commune's villages a text means.

use domain::text::fold;

/// Words that say "village" and tell nothing apart.
const KINDS: [&str; 13] = [
    "thon", "bon", "buon", "ban", "lang", "xom", "ap", "khu", "to", "tdp", "khom", "soc", "phum",
];

/// What tells the village apart: folded words without "thôn", "tổ dân phố", numbers without leading zeros.
fn key(text: &str) -> Vec<String> {
    // A remark in brackets is not part of the name.
    let text = text.split_once('(').map_or(text, |(name, _)| name);
    let folded = fold(text).replace("to dan pho", "tdp").replace("khu dan cu", "khu");
    let words = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    let words: Vec<String> = words
        .map(|word| match word.parse::<u32>() {
            Ok(number) => number.to_string(),
            Err(_) => word.to_owned(),
        })
        .collect();
    let telling: Vec<String> = words
        .iter()
        .enumerate()
        .filter(|(at, word)| *at > 0 || !KINDS.contains(&word.as_str()))
        .map(|(_, word)| word.clone())
        .collect();
    if telling.is_empty() { words } else { telling }
}

/// The village of the commune that `text` names, or none when none or several fit. A text may go on after the name
/// ("Thôn 3, xã Đắk Som"): its first part is tried too.
pub fn find<'a>(villages: &'a [(String, String)], text: &str) -> Option<&'a str> {
    let parts = [Some(text), text.split([',', ';', '-', '–']).next()];
    parts.into_iter().flatten().find_map(|part| {
        let wanted = key(part);
        let mut fitting = villages
            .iter()
            .filter(|(id, name)| id == part.trim() || key(name) == wanted);
        match (fitting.next(), fitting.next()) {
            (Some((id, _)), None) if !wanted.is_empty() => Some(id.as_str()),
            _ => None,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn villages_are_found_as_people_write_them() {
        let villages: Vec<(String, String)> = [
            ("v01", "Thôn 1"),
            ("v02", "Thôn 2"),
            ("v03", "Bon B'Nơr"),
            ("v04", "Thôn Cầu Sắt"),
            ("v05", "Thôn Bon Đăng"),
            ("v06", "Thôn Nà Sương (minh họa)"),
        ]
        .map(|(id, name)| (id.to_owned(), name.to_owned()))
        .to_vec();
        for (text, expected) in [
            ("Thôn 1", Some("v01")),
            ("thon 01", Some("v01")),
            ("1", Some("v01")),
            ("THÔN 2, xã Tà Đùng", Some("v02")),
            ("Bon B\u{2019}Nơr", Some("v03")),
            ("bon b'nor", Some("v03")),
            ("Cầu Sắt", Some("v04")),
            ("v04", Some("v04")),
            ("Bon Đăng", None),
            ("Thôn Bon Đăng", Some("v05")),
            ("Nà Sương", Some("v06")),
            ("Thôn Nà Sương (mới)", Some("v06")),
            ("Thôn 12", None),
            ("Thôn", None),
            ("", None),
        ] {
            assert_eq!(find(&villages, text), expected, "{text:?}");
        }
    }
}
