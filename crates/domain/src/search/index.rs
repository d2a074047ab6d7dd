//! The index: people in, hits out.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

use super::columns::{Columns, Row};
use super::digits::Packed;
use super::rank::{Heads, Number, Query, Tier, Word, score_person, score_village_word};
use super::typing::decode_typing;
use super::vocabulary::{Place, QueryText, Vocabulary, WithSlips};
use super::words::{join_markers, name_words, query_words, village_words};
use crate::text::{fold, has_accent};

/// The most hits that one search gives.
pub const SEARCH_LIMIT: usize = 200;
/// The most characters of a query that count.
const QUERY_LIMIT_CHARS: usize = 120;

/// What the index needs to know of a person. Empty text is "unknown".
#[derive(Clone, Copy, Debug, Default)]
pub struct PersonEntry<'a> {
    /// The caller's number for the person.
    pub key: u32,
    /// Full name, any spelling.
    pub full_name: &'a str,
    /// Year of birth.
    pub birth_year: Option<i32>,
    /// Personal id, 12 digits.
    pub personal_id: &'a str,
    /// Old id, 9 digits.
    pub old_id: &'a str,
    /// Phone.
    pub phone: &'a str,
    /// Name of the village.
    pub village: &'a str,
    /// Name of the head of the household, when it is somebody else.
    pub head_name: &'a str,
}

/// A person who was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The caller's number for the person.
    pub key: u32,
    /// Higher is better; comparable within one search only.
    pub score: u32,
    /// How the query had to be read.
    pub quality: MatchQuality,
}

/// How a query had to be read before anything was found. The same for all hits of one search.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MatchQuality {
    /// As typed.
    AsTyped,
    /// With Telex or VNI keys undone ("nguyeenx").
    KeysUndone,
    /// With one letter wrong: to be shown as a guess.
    OneSlip,
}

/// People, searchable on every keystroke. 50,000 people take less than 10 MB.
#[derive(Debug, Default)]
pub struct PeopleIndex {
    vocabulary: Vocabulary,
    columns: Columns,
    /// Folded words of each village; a person names a village by its place here.
    villages: Vec<Vec<String>>,
    village_ids: HashMap<String, u16>,
}

impl PeopleIndex {
    /// An empty index.
    pub fn new() -> PeopleIndex {
        PeopleIndex::default()
    }

    /// An empty index with room for `people`.
    pub fn with_capacity(people: usize) -> PeopleIndex {
        let mut index = PeopleIndex::default();
        index.columns.reserve(people);
        index
    }

    /// How many people can be found.
    pub fn len(&self) -> usize {
        self.columns.len()
    }

    /// Whether there is nobody.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// About how many bytes of memory the index holds.
    pub fn memory_bytes(&self) -> usize {
        self.vocabulary.memory_bytes() + self.columns.memory_bytes()
    }

    /// Adds a person, or replaces the one with the same key.
    pub fn upsert(&mut self, entry: &PersonEntry<'_>) {
        self.remove(entry.key);
        let mut name = name_words(entry.full_name);
        let mut joined_words = 0;
        let mut words = Vec::with_capacity(name.len() + 4);
        for word in name.drain(..) {
            joined_words += u8::from(word.is_joined);
            words.push(self.vocabulary.intern(&word.text));
        }
        let name_count = words.len();
        for word in name_words(entry.head_name) {
            words.push(self.vocabulary.intern(&word.text));
        }
        // A name has at most 12 words and every birth year fits, so these conversions lose nothing.
        let row = Row {
            key: entry.key,
            start: 0,
            name_words: name_count as u8,
            joined_words,
            head_words: (words.len() - name_count) as u8,
            is_alive_row: true,
            birth_year: entry.birth_year.and_then(|year| i16::try_from(year).ok()).unwrap_or(0),
            village: self.village_id(entry.village),
        };
        let numbers = [entry.personal_id, entry.old_id, entry.phone].map(Packed::new);
        let slot = self.columns.insert(row, &words, numbers);
        for (at, word) in words.iter().enumerate() {
            let place = if at < name_count {
                Place::in_name(slot)
            } else {
                Place::in_head(slot)
            };
            self.vocabulary.add_place(*word, place);
        }
    }

    /// Takes a person out; says whether there was one.
    pub fn remove(&mut self, key: u32) -> bool {
        let Some((slot, name, head)) = self.columns.remove(key) else {
            return false;
        };
        for word in name {
            self.vocabulary.remove_place(word, Place::in_name(slot));
        }
        for word in head {
            self.vocabulary.remove_place(word, Place::in_head(slot));
        }
        true
    }

    fn village_id(&mut self, village: &str) -> u16 {
        if let Some(id) = self.village_ids.get(village) {
            return *id;
        }
        // A commune has some dozens; beyond 65,535 the last one is shared, which only blurs the filter by village.
        let id = u16::try_from(self.villages.len()).unwrap_or(u16::MAX);
        if usize::from(id) == self.villages.len() {
            self.villages
                .push(village_words(village).iter().map(|word| fold(word)).collect());
        }
        self.village_ids.insert(village.to_owned(), id);
        id
    }

    /// The best `limit` people (at most [`SEARCH_LIMIT`]) for what was typed so far, best first.
    ///
    /// Every word must fit: a word of the name or its beginning, in any order; a year of birth; the last three or more
    /// digits of an id or phone; or else the village or the head of the household. Only when nobody fits, Telex and
    /// VNI keys are undone; only when still nobody fits, one wrong letter is forgiven.
    pub fn search(&self, query: &str, limit: usize) -> Vec<Hit> {
        let limit = limit.min(SEARCH_LIMIT);
        let query: String = query.chars().take(QUERY_LIMIT_CHARS).collect();
        let texts = query_words(&query);
        if texts.is_empty() || limit == 0 {
            return Vec::new();
        }
        let find = |texts: &[String], reading: MatchQuality, heads: Heads| {
            let words = self.read_words(texts, reading);
            self.scan(
                &Query::new(words, self.vocabulary.len(), self.villages.len()),
                limit,
                reading,
                heads,
            )
        };
        let first = find(&texts, MatchQuality::AsTyped, Heads::Ignored);
        if !first.own.is_empty() {
            return first.own;
        }
        let household = find(&texts, MatchQuality::AsTyped, Heads::Count);
        if !household.own.is_empty() {
            return household.own;
        }
        let mut hits = first.nearby;
        if hits.is_empty()
            && let Some(joined) = join_markers(&texts)
        {
            hits = find(&joined, MatchQuality::AsTyped, Heads::Ignored).any();
        }
        // One or two digits at the end that are nobody's: the beginning of a number that is still being typed.
        if hits.is_empty()
            && let Some((last, before)) = texts.split_last()
            && !before.is_empty()
            && last.len() < 3
            && is_number(last)
        {
            hits = find(before, MatchQuality::AsTyped, Heads::Ignored).any();
        }
        if hits.is_empty() && texts.iter().any(|text| decode_typing(&fold(text)).is_some()) {
            hits = find(&texts, MatchQuality::KeysUndone, Heads::Ignored).any();
        }
        // A digit is never forgiven: it would be another person's number.
        if hits.is_empty() && !texts.iter().all(|text| is_number(text)) {
            hits = find(&texts, MatchQuality::OneSlip, Heads::Ignored).any();
        }
        if hits.is_empty() {
            // Members of a household whose head alone was typed.
            hits = household.nearby;
        }
        hits
    }

    fn read_words(&self, texts: &[String], reading: MatchQuality) -> Vec<Word> {
        let counts_accents = texts.iter().any(|text| has_accent(text));
        let last = texts.len() - 1;
        texts
            .iter()
            .enumerate()
            .map(|(at, text)| self.read_word(text, counts_accents, at == last, reading))
            .collect()
    }

    fn read_word(&self, text: &str, counts_accents: bool, is_last: bool, reading: MatchQuality) -> Word {
        let query = QueryText::new(text, counts_accents);
        let villages: Vec<u8> = self
            .villages
            .iter()
            .map(|words| {
                words
                    .iter()
                    .map(|word| score_village_word(&query.folded, word))
                    .max()
                    .unwrap_or(0)
            })
            .collect();
        if is_number(text) {
            return Word {
                table: Vec::new(),
                villages,
                looks_at_head: false,
                number: read_number(text, is_last),
            };
        }
        let with_slips = match reading {
            MatchQuality::AsTyped | MatchQuality::KeysUndone => WithSlips::No,
            MatchQuality::OneSlip => WithSlips::Yes,
        };
        let mut table = self.vocabulary.score(&query, with_slips);
        if reading != MatchQuality::AsTyped
            && let Some(decoded) = decode_typing(&query.folded)
        {
            let decoded_table = self.vocabulary.score(&QueryText::folded(decoded), WithSlips::No);
            for (score, decoded) in table.iter_mut().zip(decoded_table) {
                *score = (*score).max(decoded);
            }
        }
        Word {
            table,
            villages,
            looks_at_head: query.folded.len() >= 2,
            number: None,
        }
    }

    fn scan(&self, query: &Query, limit: usize, quality: MatchQuality, heads: Heads) -> Found {
        if !query.can_match() || (heads == Heads::Count && !query.can_use_heads()) {
            return Found::default();
        }
        let (mut own, mut nearby) = (Best::new(limit), Best::new(limit));
        let mut look_at = |slot: usize| {
            let (row, numbers) = (&self.columns.rows[slot], &self.columns.numbers[slot]);
            if !row.is_alive_row {
                return;
            }
            if let Some(score) = score_person(query, row, numbers, &self.columns, heads) {
                let best = match score.tier {
                    Tier::Own | Tier::Household => &mut own,
                    Tier::Nearby => &mut nearby,
                };
                best.offer(score.points, row.key);
            }
        };
        match self.candidates(query, heads) {
            Some(candidates) => candidates.for_each(look_at),
            None => (0..self.columns.rows.len()).for_each(&mut look_at),
        }
        Found {
            own: own.into_hits(quality),
            nearby: nearby.into_hits(quality),
        }
    }

    /// The people who have the rarest word of the query, when that is rare enough to save the pass over everybody.
    fn candidates(&self, query: &Query, heads: Heads) -> Option<Slots> {
        let people = self.columns.rows.len();
        let count = |word: &Word| -> usize { word.matching().map(|id| self.vocabulary.places(id).len()).sum() };
        let (places, rarest) = query
            .words()
            .iter()
            .filter(|word| word.is_only_in_names())
            .map(|word| (count(word), word))
            .min_by_key(|(places, _)| *places)?;
        if places * 4 > people {
            return None;
        }
        let mut slots = Slots::new(people);
        for id in rarest.matching() {
            for place in self.vocabulary.places(id) {
                if heads == Heads::Count || !place.is_in_head() {
                    slots.insert(place.slot());
                }
            }
        }
        Some(slots)
    }
}

/// A set of slots, given back in order.
struct Slots(Vec<u64>);

impl Slots {
    fn new(limit: usize) -> Slots {
        Slots(vec![0; limit.div_ceil(64)])
    }

    fn insert(&mut self, slot: u32) {
        self.0[slot as usize / 64] |= 1 << (slot % 64);
    }

    fn for_each(&self, mut look_at: impl FnMut(usize)) {
        for (at, block) in self.0.iter().enumerate() {
            let mut left = *block;
            while left != 0 {
                look_at(at * 64 + left.trailing_zeros() as usize);
                left &= left - 1;
            }
        }
    }
}

/// The hits of one pass, by what the people were found by.
#[derive(Default)]
struct Found {
    own: Vec<Hit>,
    /// Only by the village or the head of the household.
    nearby: Vec<Hit>,
}

impl Found {
    fn any(self) -> Vec<Hit> {
        if self.own.is_empty() { self.nearby } else { self.own }
    }
}

fn is_number(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A word of digits: a year, the beginning of one while it is being typed, the end of an id or phone; `None` for one or
/// two digits that can be none of these.
fn read_number(text: &str, is_last: bool) -> Option<Number> {
    const NO_YEARS: (i16, i16) = (1, 0);
    let value: i16 = text.parse().unwrap_or(0);
    let years = match text.len() {
        4 => (value, value),
        // "19", "195": the decade or century whose end is not typed yet.
        2 if is_last && matches!(value, 19 | 20) => (value * 100, value * 100 + 99),
        3 if is_last && matches!(value, 190..=209) => (value * 10, value * 10 + 9),
        _ => NO_YEARS,
    };
    let number = Number {
        digits: Packed::new(text),
        length: text.len(),
        years,
    };
    (text.len() >= 3 || years != NO_YEARS).then_some(number)
}

/// The best so many of the people offered; of equals, those with the lower key.
struct Best {
    limit: usize,
    heap: BinaryHeap<Reverse<(u32, Reverse<u32>)>>,
}

impl Best {
    fn new(limit: usize) -> Best {
        Best {
            limit,
            heap: BinaryHeap::with_capacity(limit + 1),
        }
    }

    fn offer(&mut self, points: u32, key: u32) {
        let offered = (points, Reverse(key));
        if self.heap.len() == self.limit {
            match self.heap.peek() {
                Some(Reverse(worst)) if *worst < offered => self.heap.pop(),
                Some(_) | None => return,
            };
        }
        self.heap.push(Reverse(offered));
    }

    fn into_hits(self, quality: MatchQuality) -> Vec<Hit> {
        let sorted = self.heap.into_sorted_vec();
        sorted
            .into_iter()
            .map(|Reverse((score, Reverse(key)))| Hit { key, score, quality })
            .collect()
    }
}
