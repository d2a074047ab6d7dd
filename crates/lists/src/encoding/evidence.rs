//! What speaks for and against each encoding, word by word.

use super::syllable::{Tones, is_syllable};
use super::{Encoding, cp1258, tcvn3, vni};

/// The encodings that show themselves as Latin-1 letters.
const CANDIDATES: [Encoding; 3] = [Encoding::Tcvn3, Encoding::Vni, Encoding::Cp1258];

/// Evidence of a cell, a line or a whole column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    speaks_for: [u32; 3],
    speaks_against: [u32; 3],
    /// Texts that show UTF-8 read as something else.
    garbled: u32,
    /// Texts with letters beyond Latin-1 that show none of it.
    good: u32,
}

/// A word of this weight is enough alone: it holds a sign that no Vietnamese word has, two letters with marks, or a
/// capital amid small letters.
const SURE: u32 = 2;

impl Evidence {
    /// Takes the words of a text into account. Texts with letters beyond Latin-1 say only that they are good.
    pub fn add(&mut self, text: &str) {
        if text.is_ascii() {
            return;
        }
        if domain::text::looks_garbled(text) {
            self.garbled += 1;
            return;
        }
        if is_beyond_latin1(text) {
            self.good += 1;
            return;
        }
        for word in text.split(|c: char| c.is_ascii() && !c.is_ascii_alphanumeric() || c == '\u{A0}') {
            self.add_word(word);
        }
    }

    fn add_word(&mut self, word: &str) {
        let has_letter = word.bytes().any(|byte| byte.is_ascii_alphabetic());
        if word.is_ascii() || !has_letter || word.bytes().any(|byte| byte.is_ascii_digit()) {
            return;
        }
        // Quotation marks and a raised dot beside a good word.
        let bare = word.trim_matches(['«', '»', '·']);
        let is_good = is_syllable(bare, Tones::MayBeMissing);
        // No long word turns into a good one by chance; a short one, such as a name of the Highlands, may.
        let weight = if is_strange(word) || word.chars().count() >= 5 {
            SURE
        } else {
            1
        };
        for (at, encoding) in CANDIDATES.into_iter().enumerate() {
            let decoded = match encoding {
                Encoding::Tcvn3 => tcvn3::decode_word(word).map(|decoded| super::raise_case(word, decoded)),
                Encoding::Vni => vni::decode_word(word),
                Encoding::Cp1258 => cp1258::decode_word(word),
                Encoding::Unicode | Encoding::Mojibake => None,
            };
            let becomes_good = decoded.as_deref().is_some_and(|it| is_syllable(it, Tones::AsSpoken));
            match (is_good, becomes_good) {
                (false, true) => self.speaks_for[at] += weight,
                (true, false) => self.speaks_against[at] += 1,
                (true, true) | (false, false) => {}
            }
        }
    }

    /// The encoding that the evidence alone speaks for.
    pub fn decide(&self) -> Encoding {
        self.decide_in(Encoding::Unicode)
    }

    /// The encoding of a cell with this evidence in a column of encoding `column`.
    pub fn decide_in(&self, column: Encoding) -> Encoding {
        if self.garbled > 2 * self.speaks_for.iter().sum::<u32>() && self.garbled > self.good {
            return Encoding::Mojibake;
        }
        let score = |at: usize| i64::from(self.speaks_for[at]) - 2 * i64::from(self.speaks_against[at]);
        let best = (0..CANDIDATES.len()).max_by_key(|at| score(*at)).unwrap_or(0);
        if score(best) >= i64::from(SURE) {
            let tied = CANDIDATES.iter().position(|candidate| *candidate == column);
            return match tied {
                // Nearly as good as the best: then the column decides.
                Some(at) if score(at) >= 0 && score(best) - score(at) <= i64::from(SURE) => column,
                Some(_) | None => CANDIDATES[best],
            };
        }
        match CANDIDATES.iter().position(|candidate| *candidate == column) {
            Some(at) if self.speaks_against[at] > self.speaks_for[at] => Encoding::Unicode,
            Some(_) => column,
            None => Encoding::Unicode,
        }
    }
}

/// A letter that no encoding of one byte shows: the text is Unicode already.
pub fn is_beyond_latin1(text: &str) -> bool {
    text.chars().any(|c| {
        (c > '\u{FF}' && c.is_alphabetic() && !matches!(c, 'ƒ' | 'ˆ' | 'Š' | 'š' | 'Œ' | 'œ' | 'Ž' | 'ž' | 'Ÿ'))
            || matches!(c, '\u{300}'..='\u{36F}')
    })
}

/// Whether the word holds a sign that good Vietnamese never has in a word, two letters with marks (only ươ is so, and
/// it lies beyond Latin-1), or a capital after a small letter.
fn is_strange(word: &str) -> bool {
    let is_vietnamese = |c: char| {
        c.is_ascii()
            || matches!(
                c.to_lowercase().next().unwrap_or(c),
                'à' | 'á' | 'â' | 'ã' | 'è' | 'é' | 'ê' | 'ì' | 'í' | 'ò' | 'ó' | 'ô' | 'õ' | 'ù' | 'ú' | 'ý'
            )
    };
    if word.chars().filter(|c| !c.is_ascii()).count() >= 2 {
        return true;
    }
    let mut after_small = false;
    word.chars().any(|c| {
        let is_strange = !is_vietnamese(c) || (after_small && c.is_uppercase());
        after_small = c.is_lowercase();
        is_strange
    })
}
