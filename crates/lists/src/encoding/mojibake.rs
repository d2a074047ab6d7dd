//! UTF-8 that was read as Latin-1 or Windows-1252, once or twice.

use domain::text::looks_garbled;

use super::evidence::is_beyond_latin1;

/// The characters of Windows-1252 from 80 to 9F; five places are empty and stay control characters.
const UPPER_HALF: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
];

/// The byte that Windows-1252 (or Latin-1) shows as `c`.
fn byte(c: char) -> Option<u8> {
    u8::try_from(u32::from(c)).ok().or_else(|| {
        let at = UPPER_HALF.iter().position(|shown| *shown == c)?;
        u8::try_from(0x80 + at).ok()
    })
}

/// The character that Windows-1252 shows for a byte.
pub fn shown(byte: u8) -> char {
    match byte {
        0x80..=0x9F => UPPER_HALF[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

/// The text put right, or nothing if it shows no trace of this accident.
pub fn repair(text: &str) -> Option<String> {
    // à, ô and Ó leave "Ã" and a space or a quotation mark, which may also be real: but not amid small letters.
    let has_small = || text.bytes().any(|byte| byte.is_ascii_lowercase());
    let has_pair = ["Ã\u{A0}", "Ã“", "Ã’", "Ã”"].iter().any(|pair| text.contains(pair));
    let is_garbled = looks_garbled(text) || text.contains("Ã´") || (has_pair && has_small() && !is_beyond_latin1(text));
    if !is_garbled || text.contains('\u{FFFD}') {
        return None;
    }
    unfold_twice(text)
}

/// The text put right where the column around it leaves no doubt.
pub fn repair_in_garbled_column(text: &str) -> Option<String> {
    (!is_beyond_latin1(text) || looks_garbled(text)).then(|| unfold_twice(text))?
}

fn unfold_twice(text: &str) -> Option<String> {
    let once = unfold(text);
    if once == text {
        return None;
    }
    // Read wrongly twice on its way here.
    Some(if looks_garbled(&once) { unfold(&once) } else { once })
}

/// Replaces each run of characters that is one UTF-8 sequence by what it means.
fn unfold(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(c) = chars.get(at) {
        match sequence(&chars[at..]) {
            Some((meant, length)) => {
                out.push(meant);
                at += length;
            }
            None => {
                out.push(*c);
                at += 1;
            }
        }
    }
    out
}

fn sequence(rest: &[char]) -> Option<(char, usize)> {
    let length = match byte(*rest.first()?)? {
        0xC3..=0xC6 | 0xCC => 2,
        0xE1 | 0xE2 => 3,
        _ => return None,
    };
    let mut bytes = [0_u8; 3];
    for (at, place) in bytes.iter_mut().take(length).enumerate() {
        *place = match rest.get(at)? {
            // A no-break space (A0) that somebody turned into a plain one: à and Ạ lose their second half so.
            ' ' if at > 0 => 0xA0,
            c => byte(*c)?,
        };
    }
    let meant = std::str::from_utf8(&bytes[..length]).ok()?.chars().next()?;
    Some((meant, length))
}

/// The text as it looks after this accident; for tests and for the invented lists of the demonstration.
pub fn spoil(text: &str) -> String {
    text.bytes().map(shown).collect()
}
