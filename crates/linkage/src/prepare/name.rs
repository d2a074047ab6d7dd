//! Names as numbers of words: họ, chữ đệm, tên.

use domain::text::{accent_key, is_apostrophe};

use super::intern::Interner;

/// The words of a name by their numbers; 0 where there is none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Name {
    /// Họ: the first of several words.
    pub family: u32,
    /// Chữ đệm: up to three words between.
    pub middle: [u32; 3],
    /// Tên: the last word.
    pub given: u32,
}

impl Name {
    /// All words, in the order họ, đệm, tên.
    pub fn words(&self) -> impl Iterator<Item = u32> {
        [self.family, self.middle[0], self.middle[1], self.middle[2], self.given]
            .into_iter()
            .filter(|word| *word != 0)
    }

    /// The last word before the given name.
    pub fn last_middle(&self) -> u32 {
        self.middle.into_iter().rev().find(|word| *word != 0).unwrap_or(0)
    }
}

/// Reads a name. What stands in brackets is a remark; "K' Brôi", "K Brôi", "KBrôi" and "K'Brôi" are one word.
pub fn read(text: &str, words: &mut Interner) -> Name {
    let text = text.split_once('(').map_or(text, |(before, _)| before);
    let mut parts = [0_u32; 8];
    let mut count = 0;
    let mut marker: Option<&str> = None;
    let is_space = |c: char| c.is_whitespace() || matches!(c, '.' | ',' | ';' | '-' | '_' | '/' | '0'..='9');
    let mut rest = text.split(is_space).filter(|part| !part.is_empty()).peekable();
    while let Some(part) = rest.next() {
        let number = match marker.take() {
            Some(marker) => words.add_key(&key(&format!("{marker}{part}"))),
            None if count == 0 && is_marker(part) && rest.peek().is_some_and(|next| next.chars().count() > 1) => {
                marker = Some(part);
                continue;
            }
            None => words.number(part, key),
        };
        // A name has at most five words here; of a longer one the last words count.
        if number != 0 && count < parts.len() {
            parts[count] = number;
            count += 1;
        }
    }
    let parts = &parts[..count];
    let mut name = Name::default();
    if let Some((given, before)) = parts.split_last() {
        name.given = *given;
        if let Some((family, middle)) = before.split_first() {
            name.family = *family;
            for (place, word) in name.middle.iter_mut().zip(middle) {
                *place = *word;
            }
        }
    }
    name
}

/// The accent key of a word; nothing for a word without letters.
fn key(word: &str) -> String {
    let key = accent_key(word);
    if key.len() > 1 { key } else { String::new() }
}

/// K', H' and Y stand before the names of the Central Highlands and are written joined or apart.
fn is_marker(part: &str) -> bool {
    let mut chars = part.chars();
    let first = chars
        .next()
        .is_some_and(|c| matches!(c, 'K' | 'H' | 'Y' | 'k' | 'h' | 'y'));
    first && chars.all(is_apostrophe)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Vec<String> {
        let mut words = Interner::new();
        let name = read(text, &mut words);
        let text = |word: u32| words.keys()[word as usize].to_string();
        name.words().map(text).collect()
    }

    #[test]
    fn splits_names() {
        for (name, expected) in [
            ("Nguyễn Văn Hùng", vec!["nguyên3", "văn0", "hung1"]),
            ("NGUYEN VAN HUNG", vec!["nguyen0", "van0", "hung0"]),
            ("Ng. V. A", vec!["ng0", "v0", "a0"]),
            ("K'Brôi", vec!["kbrôi0"]),
            ("K' Brôi", vec!["kbrôi0"]),
            ("K Brôi", vec!["kbrôi0"]),
            ("KBrôi", vec!["kbrôi0"]),
            ("Y-Bré", vec!["ybre4"]),
            ("K. V. A", vec!["k0", "v0", "a0"]),
            ("Páo", vec!["pao4"]),
            ("Lê Thị Hoa (đã mất)", vec!["lê0", "thi5", "hoa0"]),
            ("a b c d e f g h i k", vec!["a0", "b0", "c0", "d0", "h0"]),
            ("", vec![]),
            (" ' ", vec![]),
        ] {
            assert_eq!(parts(name), expected, "{name}");
        }
    }
}
