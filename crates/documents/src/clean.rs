//! What happens to every text before it is set: one Unicode form, no control characters, no word wider than a line.

use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

/// Words up to this length are left alone: the longest place names have no more than half of it.
const LONGEST_WORD: usize = 32;

/// Longer words (addresses, garbage) may break after this many characters.
const BREAK_EVERY: usize = 16;

const MAY_BREAK_HERE: char = '\u{200B}';

/// Cleans all strings inside `value`, keys excepted: they are ours.
pub(crate) fn clean(value: &mut Value) {
    match value {
        Value::String(text) => *text = clean_text(text),
        Value::Array(items) => items.iter_mut().for_each(clean),
        // The drawing of a QR code is ours and not text.
        Value::Object(map) => map
            .iter_mut()
            .filter(|(key, _)| *key != "svg")
            .for_each(|(_, item)| clean(item)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn clean_text(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut word = 0;
    for character in text.nfc() {
        match character {
            '\n' => {}
            '\t' => {
                clean.push(' ');
                word = 0;
                continue;
            }
            // Control characters, direction overrides and private-use letters: invisible on paper, harmful in a search.
            character if character.is_control() => continue,
            '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' => continue,
            '\u{E000}'..='\u{F8FF}' => {
                clean.push('□');
                continue;
            }
            _ => {}
        }
        word = if character.is_whitespace() { 0 } else { word + 1 };
        clean.push(character);
        if word > 0 && word % BREAK_EVERY == 0 {
            // Provisional: taken out again below when the word turns out to be short enough.
            clean.push(MAY_BREAK_HERE);
        }
    }
    clean
        .split_inclusive(char::is_whitespace)
        .map(|word| {
            if word.chars().count() > LONGEST_WORD {
                word.to_owned()
            } else {
                word.replace(MAY_BREAK_HERE, "")
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decomposed_letters_are_composed() {
        for (input, output) in [
            ("Nguye\u{0302}\u{0303}n Thi\u{0323} Thu\u{0309}y", "Nguyễn Thị Thủy"),
            ("K'Brôi, bon B'Nơr", "K'Brôi, bon B'Nơr"),
            ("mất\u{0000} chữ\u{202E}", "mất chữ"),
            ("dòng một\ndòng hai", "dòng một\ndòng hai"),
            ("cột\tcột", "cột cột"),
        ] {
            assert_eq!(clean_text(input), output);
        }
    }

    #[test]
    fn only_endless_words_may_break() {
        let normal = "Trung tâm Phục vụ hành chính công";
        assert_eq!(clean_text(normal), normal);
        let endless = "x".repeat(64);
        let cleaned = clean_text(&endless);
        assert_eq!(cleaned.matches(MAY_BREAK_HERE).count(), 4);
        assert_eq!(cleaned.replace(MAY_BREAK_HERE, ""), endless);
    }
}
