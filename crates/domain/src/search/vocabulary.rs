//! Every word of every name once, with its search form.

use std::collections::HashMap;

use super::typo::is_one_slip;
use crate::text::{accent_key, fold};

/// Scores of one name word for one query word. Zero is no match.
pub const SAME_ACCENTS: u8 = 14;
const SAME_FOLDED: u8 = 10;
const OTHER_ACCENTS: u8 = 9;
const BEGINS_SAME_ACCENTS: u8 = 8;
const BEGINS: u8 = 6;
const BEGINS_OTHER_ACCENTS: u8 = 5;
/// A slip of one letter; nothing else scores this.
pub const SLIP: u8 = 2;

/// A query word in its search forms.
#[derive(Clone, Debug)]
pub struct QueryText {
    pub folded: String,
    /// Letters with marks, without tone.
    accent_letters: String,
    tone: char,
    /// Whether anybody typed accents in this query: then a word without any is meant without any.
    counts_accents: bool,
}

impl QueryText {
    pub fn new(word: &str, counts_accents: bool) -> QueryText {
        let mut accent_letters = accent_key(word);
        let tone = accent_letters.pop().unwrap_or('0');
        QueryText {
            folded: fold(word),
            accent_letters,
            tone,
            counts_accents,
        }
    }

    /// A word of which only the folded form is known.
    pub fn folded(folded: String) -> QueryText {
        QueryText {
            accent_letters: folded.clone(),
            folded,
            tone: '0',
            counts_accents: false,
        }
    }
}

/// The interned words. Ids count up from 0 and never change.
#[derive(Debug, Default)]
pub struct Vocabulary {
    ids: HashMap<Box<str>, u32>,
    /// All folded forms behind one another.
    folded: String,
    folded_end: Vec<u32>,
    /// All accent keys behind one another; the last character of each is the tone.
    accents: String,
    accents_end: Vec<u32>,
    /// Where each word stands now.
    places: Vec<Vec<Place>>,
}

impl Vocabulary {
    /// The id of `word`.
    pub fn intern(&mut self, word: &str) -> u32 {
        let key = accent_key(word);
        if let Some(id) = self.ids.get(key.as_str()) {
            return *id;
        }
        let id = self.places.len() as u32;
        self.folded.push_str(&fold(&key[..key.len() - 1]));
        self.folded_end.push(self.folded.len() as u32);
        self.accents.push_str(&key);
        self.accents_end.push(self.accents.len() as u32);
        self.places.push(Vec::new());
        self.ids.insert(key.into_boxed_str(), id);
        id
    }

    /// The word stands in one more place.
    pub fn add_place(&mut self, id: u32, place: Place) {
        self.places[id as usize].push(place);
    }

    /// The word no longer stands in `place`.
    pub fn remove_place(&mut self, id: u32, place: Place) {
        let places = &mut self.places[id as usize];
        if let Some(at) = places.iter().position(|known| *known == place) {
            places.swap_remove(at);
        }
    }

    /// Where the word stands.
    pub fn places(&self, id: usize) -> &[Place] {
        &self.places[id]
    }

    /// Scores every word for `query` into a table by id.
    pub fn score(&self, query: &QueryText, with_slips: WithSlips) -> Vec<u8> {
        let mut table = vec![0_u8; self.places.len()];
        let wanted = query.folded.as_str();
        if wanted.is_empty() {
            return table;
        }
        let mut start = 0_usize;
        for (id, end) in self.folded_end.iter().enumerate() {
            let folded = &self.folded[start..*end as usize];
            start = *end as usize;
            if self.places[id].is_empty() {
                continue;
            }
            let score = if folded.starts_with(wanted) {
                self.score_accents(id, query, folded.len() == wanted.len())
            } else {
                match with_slips {
                    WithSlips::Yes if is_one_slip(wanted, folded) => SLIP,
                    WithSlips::Yes | WithSlips::No => 0,
                }
            };
            table[id] = score;
        }
        table
    }

    fn score_accents(&self, id: usize, query: &QueryText, is_whole: bool) -> u8 {
        if !query.counts_accents {
            return if is_whole { SAME_FOLDED } else { BEGINS };
        }
        let start = if id == 0 { 0 } else { self.accents_end[id - 1] as usize };
        let key = &self.accents[start..self.accents_end[id] as usize];
        let (letters, tone) = key.split_at(key.len() - 1);
        let same_tone = tone.starts_with(query.tone);
        if is_whole {
            if letters == query.accent_letters && same_tone {
                SAME_ACCENTS
            } else {
                OTHER_ACCENTS
            }
        } else if letters.starts_with(&query.accent_letters) && (same_tone || query.tone == '0') {
            BEGINS_SAME_ACCENTS
        } else {
            BEGINS_OTHER_ACCENTS
        }
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// About how many bytes of memory this holds.
    pub fn memory_bytes(&self) -> usize {
        let keys: usize = self.ids.keys().map(|key| key.len()).sum();
        let places: usize = self
            .places
            .iter()
            .map(|places| places.capacity() * size_of::<Place>())
            .sum();
        let ends = 4 * (self.folded_end.capacity() + self.accents_end.capacity());
        let lists = self.places.capacity() * size_of::<Vec<Place>>();
        self.ids.capacity() * 25 + keys + self.folded.capacity() + self.accents.capacity() + ends + lists + places
    }
}

/// A place of a word: the slot of a person, and whether it is in the person's own name or the head's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place(u32);

impl Place {
    pub const fn in_name(slot: u32) -> Place {
        Place(slot << 1)
    }

    pub const fn in_head(slot: u32) -> Place {
        Place(slot << 1 | 1)
    }

    pub const fn slot(self) -> u32 {
        self.0 >> 1
    }

    pub const fn is_in_head(self) -> bool {
        self.0 & 1 == 1
    }
}

/// Whether words one slip away count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WithSlips {
    Yes,
    No,
}
