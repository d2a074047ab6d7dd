//! Keys under which names of places are found, however they are spelt.

use domain::text::{accent_key, fold, has_accent};

/// Without accents, case, spaces and signs; y and i, and zeros before a number, make no difference: "Đăk R'Măng" and
/// "Dak R Mang" are `dakrmang`, "Mỹ Tân" is `mitan`, "phường 01" is `phuong1`.
pub fn loose(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    for c in fold(name).chars().filter(char::is_ascii_alphanumeric) {
        match c {
            'y' => key.push('i'),
            '0' if !key.ends_with(|c: char| c.is_ascii_digit()) => {}
            c => key.push(c),
        }
    }
    key
}

/// With accents, but not their place within the syllable: "Hoà" and "Hòa" are the same, "Hoa" is another.
pub fn exact(name: &str) -> String {
    name.split(|c: char| !c.is_alphanumeric() && !('\u{300}'..='\u{36F}').contains(&c))
        .filter(|word| !word.is_empty())
        .map(|word| accent_key(word).replace('y', "i"))
        .collect()
}

/// Whether the writer typed accents, so that their absence elsewhere means something.
pub fn is_accented(name: &str) -> bool {
    name.split_whitespace().any(has_accent)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys() {
        for (a, b) in [
            ("Đăk R'Măng", "DAK R MANG"),
            ("Mỹ Tân", "mi tan"),
            ("01", "1"),
            ("Ea H’Leo", "Ea H'leo"),
        ] {
            assert_eq!(loose(a), loose(b), "{a} {b}");
        }
        assert_eq!(exact("Hoà Bình"), exact("Hòa Bình"));
        assert_ne!(exact("Thanh Sơn"), exact("Thạnh Sơn"));
    }
}
