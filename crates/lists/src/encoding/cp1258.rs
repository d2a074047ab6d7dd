//! Windows-1258 read as Windows-1252: the tones are characters of their own behind the vowel.

use unicode_normalization::UnicodeNormalization;

/// The places in which the two differ: what Windows-1252 shows, and what Windows-1258 means.
const DIFFERENT: [(char, char); 13] = [
    ('\u{C3}', 'Ă'),
    ('\u{D0}', 'Đ'),
    ('\u{D5}', 'Ơ'),
    ('\u{DD}', 'Ư'),
    ('\u{E3}', 'ă'),
    ('\u{F0}', 'đ'),
    ('\u{F5}', 'ơ'),
    ('\u{FD}', 'ư'),
    ('\u{CC}', '\u{300}'),
    ('\u{D2}', '\u{309}'),
    ('\u{DE}', '\u{303}'),
    ('\u{EC}', '\u{301}'),
    ('\u{F2}', '\u{323}'),
];

/// The text in NFC.
pub fn decode(text: &str) -> String {
    let meant = |c: char| DIFFERENT.iter().find(|(shown, _)| *shown == c).map_or(c, |(_, c)| *c);
    text.chars().map(meant).nfc().collect()
}

/// The word, or nothing if it has a mark without a letter or a letter that is not Vietnamese.
pub fn decode_word(word: &str) -> Option<String> {
    let decoded = decode(word);
    let is_left = |c: char| matches!(c, '\u{300}'..='\u{36F}');
    (!decoded.chars().any(is_left)).then_some(decoded)
}

/// The text as Windows-1252 shows it: the tone apart, the letter whole, as the keyboard of Windows types it.
pub fn encode(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if c.is_ascii() {
            out.push(c);
            continue;
        }
        let (letter, tone) = split_tone(c);
        for c in [Some(letter), tone].into_iter().flatten() {
            match DIFFERENT.iter().find(|(_, meant)| *meant == c) {
                Some((shown, _)) => out.push(*shown),
                None if c.is_ascii() || matches!(c, 'Â' | 'Ê' | 'Ô' | 'â' | 'ê' | 'ô') => out.push(c),
                None => return None,
            }
        }
    }
    Some(out)
}

/// The letter without its tone, and the tone.
pub fn split_tone(c: char) -> (char, Option<char>) {
    let mut tone = None;
    let rest: String = [c]
        .into_iter()
        .nfd()
        .filter(|part| {
            let is_tone = matches!(part, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}');
            if is_tone {
                tone = Some(*part);
            }
            !is_tone
        })
        .nfc()
        .collect();
    (rest.chars().next().unwrap_or(c), tone)
}
