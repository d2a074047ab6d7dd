//! What is left in a word when the Vietnamese keyboard was off or half on: Telex and VNI keys.

/// The folded word that the keys of `word` were meant for, or `None` when there is nothing to undo.
///
/// `word` is folded already. In a Vietnamese syllable s, f, r, x, j, z, w and a second a, e, o, d can only stand after
/// the vowel as Telex keys, and digits inside a word only as VNI keys.
pub fn decode_typing(word: &str) -> Option<String> {
    let mut decoded = String::with_capacity(word.len());
    let mut has_vowel = false;
    let mut changed = false;
    for c in word.chars() {
        let last = decoded.chars().next_back();
        let is_key = match c {
            '0'..='9' => true,
            's' | 'f' | 'r' | 'x' | 'j' | 'z' => has_vowel,
            'w' => {
                if !matches!(last, Some('a' | 'o' | 'u')) && !has_vowel {
                    decoded.push('u');
                    has_vowel = true;
                }
                true
            }
            'd' => last == Some('d') || (has_vowel && decoded.starts_with('d')),
            // "nguyeen", and "nguyene" with the second e typed last.
            'a' | 'e' | 'o' => last == Some(c) || (last.is_some_and(|l| !is_vowel(l)) && decoded.contains(c)),
            _ => false,
        };
        if is_key {
            changed = true;
        } else {
            has_vowel |= is_vowel(c);
            decoded.push(c);
        }
    }
    (changed && !decoded.is_empty()).then_some(decoded)
}

const fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decodes() {
        let cases: &[(&str, Option<&str>)] = &[
            ("nguyeenx", Some("nguyen")),
            ("nguyenex", Some("nguyen")),
            ("nguyeen", Some("nguyen")),
            ("ddawngj", Some("dang")),
            ("dangwdj", Some("dang")),
            ("thij", Some("thi")),
            ("hofa", Some("hoa")),
            ("tuwowngr", Some("tuong")),
            ("wng", Some("ung")),
            ("nguye6n4", Some("nguyen")),
            ("d9a8ng5", Some("dang")),
            ("vawn", Some("van")),
            ("trang", None),
            ("sung", None),
            ("ddoor", Some("do")),
            ("xuaan", Some("xuan")),
            ("nguyen", None),
            ("", None),
        ];
        for (word, expected) in cases {
            assert_eq!(decode_typing(word).as_deref(), *expected, "{word}");
        }
    }
}
