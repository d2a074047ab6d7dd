//! Villages as people write them: "Thôn 3", "thon 03", "T3, xã Tà Đùng".

use domain::text::fold;

/// Words that say what kind of place it is and not which.
const KINDS: [&str; 18] = [
    "thon", "bon", "buon", "ban", "lang", "ap", "xom", "to", "dan", "pho", "khu", "t", "tdp", "kdc", "kp", "so", "doi",
    "cu",
];

/// One key for the usual ways of writing a village; the text after a comma is a larger place and does not count.
pub fn key(text: &str) -> String {
    let folded = fold(text);
    let first = folded
        .split([',', ';', '('])
        .map(str::trim)
        .find(|part| !part.is_empty())
        .unwrap_or("");
    let mut key = String::with_capacity(first.len());
    let words = || {
        first
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
    };
    for word in words().skip_while(|word| KINDS.contains(word)) {
        key.push_str(word.trim_start_matches('0'));
    }
    if key.is_empty() {
        words().for_each(|word| key.push_str(word));
    }
    key
}

/// A key for any short text: letters and digits without accents.
pub fn plain_key(text: &str) -> String {
    fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_key_for_one_village() {
        for (text, expected) in [
            ("Thôn 3", "3"),
            ("thon 03", "3"),
            ("THÔN 3, xã Tà Đùng", "3"),
            ("Bon B'Srê A", "bsrea"),
            ("Tổ dân phố số 7", "7"),
            ("Làng", "lang"),
            ("", ""),
            (", ,", ""),
        ] {
            assert_eq!(key(text), expected, "{text}");
        }
        assert_eq!(plain_key("12 Lê Lợi, P.5"), "12leloip5");
    }
}
