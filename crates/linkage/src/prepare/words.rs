//! What is known of each word of a name.

use domain::text::fold;

use super::intern::Interner;
use super::name::Name;

/// The words of all names, by their numbers; 0 is no word.
#[derive(Debug)]
pub struct Words {
    /// The number of the word's letters without accents.
    pub plain: Vec<u32>,
    /// The number of its sound: i and y, d and gi, tr and ch, s and x are one.
    pub sound: Vec<u32>,
    /// Whether it carries no accent.
    pub is_bare: Vec<bool>,
    /// The letters without accents, by the numbers in `plain`.
    pub letters: Vec<Box<[u8]>>,
}

impl Words {
    /// Looks at each accent key.
    pub fn of(keys: &[Box<str>]) -> Words {
        let (mut plains, mut sounds) = (Interner::new(), Interner::new());
        let mut words = Words {
            plain: Vec::with_capacity(keys.len()),
            sound: Vec::with_capacity(keys.len()),
            is_bare: Vec::with_capacity(keys.len()),
            letters: Vec::new(),
        };
        for key in keys {
            let with_marks = key.trim_end_matches(|c: char| c.is_ascii_digit());
            let plain = fold(with_marks);
            words
                .is_bare
                .push((key.ends_with('0') || key.is_empty()) && plain == with_marks);
            words.plain.push(plains.add_key(&plain));
            words.sound.push(sounds.add_key(&sound(&plain)));
        }
        words.letters = plains.keys().iter().map(|plain| plain.as_bytes().into()).collect();
        words
    }

    /// One key for a name with or without accents, its words in any order.
    pub fn key_of(&self, name: &Name) -> u64 {
        name.words().fold(0, |sum: u64, word| {
            sum.wrapping_add(mix(u64::from(self.sound[word as usize])))
        })
    }

    /// The letters of a word without accents.
    pub fn letters_of(&self, word: u32) -> &[u8] {
        &self.letters[self.plain[word as usize] as usize]
    }
}

/// Spreads the bits of a number.
pub const fn mix(x: u64) -> u64 {
    let x = (x ^ x >> 32).wrapping_mul(0xD6E8_FEB8_6659_FD93);
    (x ^ x >> 32).wrapping_mul(0xD6E8_FEB8_6659_FD93) ^ x >> 29
}

/// One spelling per sound.
fn sound(plain: &str) -> String {
    let text = plain.replace('y', "i");
    for (written, spoken) in [("gi", "d"), ("tr", "ch"), ("x", "s")] {
        if let Some(rest) = text.strip_prefix(written)
            && !rest.is_empty()
        {
            // "gì" alone is di, "giang" is dang.
            return format!("{spoken}{rest}");
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::text::accent_key;

    #[test]
    fn tells_letters_sound_and_accents() {
        let keys: Vec<Box<str>> = ["Hòa", "hoà", "hoa", "Thủy", "Thuỷ", "Thuy", "Thui", "Đỗ"]
            .iter()
            .map(|word| accent_key(word).into())
            .collect();
        let words = Words::of(&keys);
        assert_eq!(words.plain[0], words.plain[2]);
        assert!(!words.is_bare[0] && words.is_bare[2] && !words.is_bare[7]);
        assert_eq!(words.sound[3], words.sound[6]);
        assert_ne!(words.plain[3], words.plain[6]);
        assert_eq!(sound("giang"), sound("dang"));
        assert_eq!(sound("gi"), "gi");
    }
}
