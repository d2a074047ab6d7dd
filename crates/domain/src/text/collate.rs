//! The order of the Vietnamese dictionary: a ă â b c d đ e ê …, then the tone, syllable by syllable.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Closes a word: lower than every letter, so that a shorter word comes first.
const WORD_END: u8 = 0x02;
/// The tones follow the end of the word they belong to.
const TONE_BASE: u8 = 0x03;
/// Letters and digits start here.
const LETTER_BASE: u8 = 0x10;

const ALPHABET: &str = "0123456789aăâbcdđeêfghijklmnoôơpqrstuưvwxyz";

/// Appends the collation key of one word to `key`: its letters, an end mark, its tone.
///
/// Keys compare as byte strings. Case, apostrophes and unknown marks do not count: append the text itself after
/// the key where two different texts must never be equal.
pub fn push_collation_key(word: &str, key: &mut Vec<u8>) {
    let mut tone = 0_u8;
    let mut pending: Option<char> = None;
    for c in word.nfd().flat_map(char::to_lowercase) {
        let with_mark = match (pending, c) {
            (_, '\u{0300}') => {
                tone = 1;
                continue;
            }
            (_, '\u{0309}') => {
                tone = 2;
                continue;
            }
            (Some('n'), '\u{0303}') => continue,
            (_, '\u{0303}') => {
                tone = 3;
                continue;
            }
            (_, '\u{0301}') => {
                tone = 4;
                continue;
            }
            (_, '\u{0323}') => {
                tone = 5;
                continue;
            }
            (Some('a'), '\u{0306}') => Some('ă'),
            (Some('a'), '\u{0302}') => Some('â'),
            (Some('e'), '\u{0302}') => Some('ê'),
            (Some('o'), '\u{0302}') => Some('ô'),
            (Some('o'), '\u{031B}') => Some('ơ'),
            (Some('u'), '\u{031B}') => Some('ư'),
            (_, c) if is_combining_mark(c) => continue,
            (_, _) => None,
        };
        match with_mark {
            Some(letter) => pending = Some(letter),
            None => {
                push_letter(pending.take(), key);
                pending = Some(c);
            }
        }
    }
    push_letter(pending, key);
    key.push(WORD_END);
    key.push(TONE_BASE + tone);
}

fn push_letter(letter: Option<char>, key: &mut Vec<u8>) {
    let letter = match letter {
        None => return,
        Some('ƀ') => 'b',
        Some('ð') => 'đ',
        Some(letter) => letter,
    };
    if let Some(place) = ALPHABET.chars().position(|known| known == letter) {
        // The alphabet has 43 places, so the sum fits a byte.
        key.push(LETTER_BASE + u8::try_from(place).unwrap_or(0));
    } else if letter.is_alphabetic() {
        key.push(u8::MAX);
    }
}

/// The collation key of `words`, word after word.
pub fn word_collation_key(words: &str) -> Vec<u8> {
    let mut key = Vec::with_capacity(words.len() + 8);
    for word in words.split_whitespace() {
        push_collation_key(word, &mut key);
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sorts_as_the_dictionary() {
        let sorted: &[&str] = &[
            "An", "ăn", "Ân", "Ba", "Ca", "Dung", "Đa", "Đức", "Em", "Én", "Ếch", "Hoa", "Hoà", "Hoả", "Hoã", "Hoá",
            "Hoạ", "Hoan", "Kbrôi", "Ma", "Mà", "Mả", "Mã", "Má", "Mạ", "Mai", "O", "Ô", "Ơ", "U", "Ư", "Vân", "Xuân",
            "Y", "Ý",
        ];
        let mut shuffled: Vec<&str> = sorted.iter().rev().copied().collect();
        shuffled.sort_by_key(|word| word_collation_key(word));
        assert_eq!(shuffled, sorted);
    }

    #[test]
    fn form_case_apostrophes_and_place_of_tone_do_not_count() {
        for (a, b) in [
            ("Hòa", "hoà"),
            ("K'Brôi", "KBRÔI"),
            ("Nguye\u{0302}\u{0303}n", "Nguyễn"),
            ("Ñuê", "nuê"),
        ] {
            assert_eq!(word_collation_key(a), word_collation_key(b), "{a} {b}");
        }
        assert!(word_collation_key("An") < word_collation_key("An Bình"));
    }
}
