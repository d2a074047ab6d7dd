//! The search form of a word: lower case, no marks, no tone. And the accent key, which keeps them in one place.

use unicode_normalization::char::{decompose_canonical, is_combining_mark};

use super::normalize::is_apostrophe;

/// The plain lower-case letter behind `c`, or `None` for a combining mark.
///
/// Covers Vietnamese and the alphabets of the minorities of the Central Highlands (ƀ, č, ĕ, ŏ, ŭ, ñ …).
pub fn fold_char(c: char) -> Option<char> {
    if c.is_ascii() {
        return Some(c.to_ascii_lowercase());
    }
    if is_combining_mark(c) {
        return None;
    }
    if is_apostrophe(c) {
        return Some('\'');
    }
    let mut base = None;
    decompose_canonical(c, |part| {
        if base.is_none() {
            base = Some(part);
        }
    });
    let base = base.unwrap_or(c);
    Some(match base {
        'đ' | 'Đ' | '\u{00D0}' | '\u{00F0}' | '\u{0189}' | '\u{0256}' => 'd',
        'ƀ' | 'Ƀ' => 'b',
        'ŧ' | 'Ŧ' => 't',
        'ɨ' | 'Ɨ' => 'i',
        // Lower-casing to several characters happens for İ and ß only; the first is the letter.
        base => base.to_lowercase().next().unwrap_or(base),
    })
}

/// `text` in lower case without marks: "Đặng Thị Hòa" and "Đặng Thị Hoà" both give "dang thi hoa".
///
/// Decomposed input gives the same result. Spaces, digits and punctuation stay; apostrophes become U+0027.
pub fn fold(text: &str) -> String {
    text.chars().filter_map(fold_char).collect()
}

/// Whether `word` carries any Vietnamese mark or đ, that is, whether its writer typed accents.
pub fn has_accent(word: &str) -> bool {
    word.chars()
        .any(|c| !c.is_ascii() && (is_combining_mark(c) || fold_char(c).is_some_and(|f| f.is_ascii_lowercase())))
}

/// `word` in lower case with letters such as â, ơ and đ kept and the tone moved to a digit at the end (0 to 5).
///
/// The place of the tone no longer matters ("hòa" and "hoà" are both "hoa1"), and a half-typed word is a prefix of
/// the letters of the whole one ("nguyê" of "nguyên3"). Apostrophes are dropped.
pub fn accent_key(word: &str) -> String {
    let mut key = String::with_capacity(word.len() + 1);
    let mut tone = 0_u8;
    for c in word.chars().flat_map(char::to_lowercase) {
        if is_apostrophe(c) {
            continue;
        }
        let mut letter = None;
        decompose_canonical(c, |part| {
            match (letter, part) {
                (_, '\u{0300}') => tone = 1,
                (_, '\u{0309}') => tone = 2,
                // A tilde over n is a letter of its own (ñ), not a tone.
                (Some('n'), '\u{0303}') => letter = Some('ñ'),
                (_, '\u{0303}') => tone = 3,
                (_, '\u{0301}') => tone = 4,
                (_, '\u{0323}') => tone = 5,
                (None, part) => letter = Some(part),
                (Some(base), mark) => letter = Some(unicode_normalization::char::compose(base, mark).unwrap_or(base)),
            }
        });
        match letter {
            // A combining mark that came on its own (decomposed input) belongs to the letter before it.
            Some(mark) if is_combining_mark(mark) => {
                if let Some(base) = key.pop() {
                    key.push(unicode_normalization::char::compose(base, mark).unwrap_or(base));
                }
            }
            Some('ð') => key.push('đ'),
            Some(letter) => key.push(letter),
            None => {}
        }
    }
    key.push(char::from(b'0' + tone));
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds() {
        let cases: &[(&str, &str)] = &[
            ("Nguyễn Văn Ửng", "nguyen van ung"),
            ("ĐẶNG THỊ HÒA", "dang thi hoa"),
            ("Đặng Thị Hoà", "dang thi hoa"),
            ("Nguye\u{0302}\u{0303}n", "nguyen"),
            ("K’Brôi", "k'broi"),
            ("Bon Bu Ƀrâng", "bon bu brang"),
            ("Y Ƀhĭm Čư Ñuê Ŏ Ŭ Ĕ", "y bhim cu nue o u e"),
            ("Ê̆a", "ea"),
            ("\u{00D0}ỗ", "do"),
            ("Thôn 3", "thon 3"),
            ("aăâeêoôơuưyđ", "aaaeeooouuyd"),
        ];
        for (input, expected) in cases {
            assert_eq!(&fold(input), expected, "{input:?}");
        }
    }

    #[test]
    fn accent_keys_do_not_depend_on_the_place_of_the_tone() {
        let cases: &[(&str, &str)] = &[
            ("Hòa", "hoa1"),
            ("Hoà", "hoa1"),
            ("Hoa", "hoa0"),
            ("Thuý", "thuy4"),
            ("Thúy", "thuy4"),
            ("Nguyễn", "nguyên3"),
            ("nguye\u{0302}\u{0303}n", "nguyên3"),
            ("Đợi", "đơi5"),
            ("K'Brôi", "kbrôi0"),
            ("Ñuê", "ñuê0"),
            ("hỏi", "hoi2"),
        ];
        for (input, expected) in cases {
            assert_eq!(&accent_key(input), expected, "{input:?}");
        }
    }

    #[test]
    fn tells_typed_accents() {
        for (word, expected) in [
            ("hoa", false),
            ("hoà", true),
            ("đang", true),
            ("k'broi", false),
            ("k’broi", false),
            ("123", false),
        ] {
            assert_eq!(has_accent(word), expected, "{word}");
        }
    }
}
