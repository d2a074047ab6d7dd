//! How well one person fits the words of a query.

use super::columns::{Columns, Numbers, Row};
use super::digits::Packed;
use super::vocabulary::SLIP;
use super::words::QUERY_WORDS_LIMIT;

const VILLAGE_WHOLE: u8 = 5;
const VILLAGE_BEGINS: u8 = 3;
const VILLAGE_KIND: u8 = 1;
const HEAD_SCORE_DIVISOR: u8 = 3;
const YEAR: u32 = 9;
const YEAR_BEGINS: u32 = 1;
const WHOLE_NUMBER: u32 = 40;
const NUMBER_ENDS: u32 = 8;
const NUMBER_BEGINS: u32 = 6;
const IN_ORDER: u32 = 6;
const FIRST_WORD: u32 = 1;
const LAST_WORD: u32 = 3;
const WHOLE_NAME: u32 = 5;

/// How many orders of words are tried for one person before giving up.
const ORDERS_LIMIT: u32 = 2_000;

/// Whether words may fit the head of the household.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heads {
    Ignored,
    Count,
}

/// A query word with everything that it matches.
#[derive(Debug)]
pub struct Word {
    /// Score by id of a name word; empty for numbers.
    pub table: Vec<u8>,
    /// Score by village.
    pub villages: Vec<u8>,
    /// Whether the word is long enough to look at the head of the household too.
    pub looks_at_head: bool,
    pub number: Option<Number>,
}

/// A query, ready for the pass over all people. Bit `n` of a mask stands for word `n`.
#[derive(Debug)]
pub struct Query {
    words: Vec<Word>,
    /// Which query words fit a name word, by its id.
    name_masks: Vec<u8>,
    village_masks: Vec<u8>,
    number_mask: u8,
    long_mask: u8,
    all_mask: u8,
}

impl Query {
    /// A query of at most eight words over a vocabulary of `vocabulary_words` and `villages`.
    pub fn new(words: Vec<Word>, vocabulary_words: usize, villages: usize) -> Query {
        debug_assert!(words.len() <= QUERY_WORDS_LIMIT);
        let mut query = Query {
            name_masks: vec![0; vocabulary_words],
            village_masks: vec![0; villages],
            number_mask: 0,
            long_mask: 0,
            all_mask: 0,
            words: Vec::new(),
        };
        for (at, word) in words.iter().enumerate() {
            let bit = 1_u8 << at;
            query.all_mask |= bit;
            query.number_mask |= if word.number.is_some() { bit } else { 0 };
            query.long_mask |= if word.looks_at_head { bit } else { 0 };
            for (mask, score) in query.name_masks.iter_mut().zip(&word.table) {
                *mask |= if *score > 0 { bit } else { 0 };
            }
            for (mask, score) in query.village_masks.iter_mut().zip(&word.villages) {
                *mask |= if *score > 0 { bit } else { 0 };
            }
        }
        query.words = words;
        query
    }

    /// The words.
    pub fn words(&self) -> &[Word] {
        &self.words
    }

    /// Whether a word could fit the head of a household.
    pub fn can_use_heads(&self) -> bool {
        self.long_mask != 0
    }

    /// Whether any person could match at all, which saves the pass.
    pub fn can_match(&self) -> bool {
        let fits = |masks: &[u8]| masks.iter().fold(0, |all, mask| all | mask);
        fits(&self.name_masks) | fits(&self.village_masks) | self.number_mask == self.all_mask
    }

    fn mask(&self, words: &[u32]) -> u8 {
        words.iter().fold(0, |mask, word| {
            mask | self.name_masks.get(*word as usize).copied().unwrap_or(0)
        })
    }

    /// Whether every word fits somewhere: the quick test that most people fail.
    fn fits(&self, row: &Row, numbers: &Numbers, columns: &Columns, heads: Heads) -> bool {
        let village = self.village_masks.get(usize::from(row.village)).copied().unwrap_or(0);
        let (mut in_name, mut places) = (0_u8, 0_usize);
        for word in columns.name_words(row) {
            let mask = self.name_masks.get(*word as usize).copied().unwrap_or(0);
            in_name |= mask;
            places += usize::from(mask != 0);
        }
        let must_be_in_name = village == 0 && self.number_mask == 0 && heads == Heads::Ignored;
        if must_be_in_name && places < self.words.len() {
            return false;
        }
        let mut missing = self.all_mask & !(in_name | village);
        if missing != 0 && heads == Heads::Count {
            missing &= !(self.mask(columns.head_words(row)) & self.long_mask);
        }
        if missing & !self.number_mask != 0 {
            return false;
        }
        let is_missing = |at: usize| missing & (1 << at) != 0;
        missing == 0
            || self
                .words
                .iter()
                .enumerate()
                .all(|(at, word)| !is_missing(at) || word.number_score(row, numbers) > 0)
    }
}

/// A query word of digits.
#[derive(Clone, Copy, Debug)]
pub struct Number {
    pub digits: Packed,
    pub length: usize,
    /// The years that the digits are or begin.
    pub years: (i16, i16),
}

/// The sum for one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Score {
    pub points: u32,
    pub tier: Tier,
}

/// What a person was found by. Worse tiers are shown only when the better ones are empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tier {
    /// Every word by the own name, numbers or, for some, the village.
    Own,
    /// Some words only by the head of the household.
    Household,
    /// No word by the own name or numbers.
    Nearby,
}

/// Scores a village word for a query word.
pub fn score_village_word(query: &str, word: &str) -> u8 {
    let is_kind = matches!(
        word,
        "thon" | "bon" | "buon" | "ban" | "to" | "dan" | "pho" | "xom" | "ap" | "khu" | "lang"
    );
    if word == query {
        if is_kind { VILLAGE_KIND } else { VILLAGE_WHOLE }
    } else if !is_kind && query.len() >= 2 && word.starts_with(query) {
        VILLAGE_BEGINS
    } else {
        0
    }
}

impl Word {
    /// The ids of the name words that fit.
    pub fn matching(&self) -> impl Iterator<Item = usize> {
        self.table
            .iter()
            .enumerate()
            .filter(|(_, score)| **score > 0)
            .map(|(id, _)| id)
    }

    /// Whether the word fits no number and no village.
    pub fn is_only_in_names(&self) -> bool {
        self.number.is_none() && self.villages.iter().all(|score| *score == 0)
    }

    fn name_score(&self, word: u32) -> u8 {
        self.table.get(word as usize).copied().unwrap_or(0)
    }

    /// The score of a number of the person, or 0.
    fn number_score(&self, row: &Row, numbers: &Numbers) -> u32 {
        let Some(number) = self.number else { return 0 };
        let mut score = 0;
        if row.birth_year >= number.years.0 && row.birth_year <= number.years.1 && row.birth_year != 0 {
            score = if number.length == 4 { YEAR } else { YEAR_BEGINS };
        }
        if number.length >= 3 {
            for own in numbers {
                if own.is(number.digits) {
                    return WHOLE_NUMBER;
                }
                if own.ends_with(number.digits) {
                    score = score.max(NUMBER_ENDS + number.length as u32);
                }
                if number.length >= 5 && own.starts_with(number.digits) {
                    score = score.max(NUMBER_BEGINS);
                }
            }
        }
        score
    }

    fn village_score(&self, row: &Row) -> u8 {
        self.villages.get(usize::from(row.village)).copied().unwrap_or(0)
    }

    fn head_score(&self, row: &Row, columns: &Columns) -> u8 {
        if !self.looks_at_head {
            return 0;
        }
        let scores = columns
            .head_words(row)
            .iter()
            .map(|word| self.name_score(*word) / HEAD_SCORE_DIVISOR);
        scores.max().unwrap_or(0)
    }
}

/// Scores one person, or `None` when a word fits nowhere.
pub fn score_person(query: &Query, row: &Row, numbers: &Numbers, columns: &Columns, heads: Heads) -> Option<Score> {
    let words = query.words.as_slice();
    let name = columns.name_words(row);
    if let [word] = words {
        // The first letters of a name fit the most people, so one word has the shortest way.
        let mut best = (0_usize, 0_u8);
        for (at, own) in name.iter().enumerate() {
            let score = word.name_score(*own);
            if score > best.1 {
                best = (at, score);
            }
        }
        if best.1 > 0 {
            return Some(
                Placed {
                    is_in_order: true,
                    ..Placed::default()
                }
                .add(best.0, best.1)
                .total(row),
            );
        }
    }
    if !query.fits(row, numbers, columns, heads) {
        return None;
    }
    let person = Person {
        name,
        row,
        numbers,
        columns,
        heads,
    };
    let in_order = person
        .place_in_order(words, Choice::Best)
        .or_else(|| person.place_in_order(words, Choice::First));
    let placed = match in_order {
        Some(placed) if placed.heads == 0 => placed,
        // The own name in another order is a better reason than the head of the household.
        Some(placed) => person
            .place_in_any_order(words)
            .filter(|other| other.heads < placed.heads)
            .unwrap_or(placed),
        None => person.place_in_any_order(words)?,
    };
    (placed.slips <= 1).then(|| placed.total(row))
}

struct Person<'a> {
    name: &'a [u32],
    row: &'a Row,
    numbers: &'a Numbers,
    columns: &'a Columns,
    heads: Heads,
}

#[derive(Clone, Copy)]
enum Choice {
    /// The best of the words that are left.
    Best,
    /// The first that fits, which leaves most for the words to come.
    First,
}

#[derive(Clone, Copy, Default)]
struct Placed {
    points: u32,
    name_words: u32,
    slips: u32,
    numbers: u32,
    heads: u32,
    first: Option<usize>,
    last: Option<usize>,
    is_in_order: bool,
}

impl Placed {
    fn add(mut self, at: usize, score: u8) -> Placed {
        self.points += u32::from(score);
        self.name_words += 1;
        self.slips += u32::from(score == SLIP);
        self.first = self.first.or(Some(at));
        self.last = Some(at);
        self
    }

    fn total(self, row: &Row) -> Score {
        let mut points = self.points;
        if self.is_in_order && self.name_words > 0 {
            points += IN_ORDER;
        }
        if self.first == Some(0) {
            points += FIRST_WORD;
        }
        if self.last.is_some_and(|last| last + 1 == usize::from(row.name_words)) {
            points += LAST_WORD;
        }
        let real_words = u32::from(row.name_words - row.joined_words);
        if self.name_words == real_words || self.name_words + u32::from(row.joined_words) == real_words {
            points += WHOLE_NAME;
        }
        let tier = match (self.name_words + self.numbers, self.heads) {
            (0, _) => Tier::Nearby,
            (_, 0) => Tier::Own,
            (_, _) => Tier::Household,
        };
        Score { points, tier }
    }
}

impl Person<'_> {
    /// What a word is worth outside the name; `None` when it fits nowhere there.
    fn place_outside(&self, word: &Word, placed: Placed) -> Option<Placed> {
        let number = word.number_score(self.row, self.numbers);
        if number > 0 {
            return Some(Placed {
                points: placed.points + number,
                numbers: placed.numbers + 1,
                ..placed
            });
        }
        let village = word.village_score(self.row);
        if village > 0 {
            return Some(Placed {
                points: placed.points + u32::from(village),
                ..placed
            });
        }
        let head = match self.heads {
            Heads::Ignored => 0,
            Heads::Count => word.head_score(self.row, self.columns),
        };
        (head > 0).then(|| Placed {
            points: placed.points + u32::from(head),
            heads: placed.heads + 1,
            ..placed
        })
    }

    fn place_in_order(&self, words: &[Word], choice: Choice) -> Option<Placed> {
        let mut placed = Placed {
            is_in_order: true,
            ..Placed::default()
        };
        let mut from = 0;
        for word in words {
            let mut best: Option<(usize, u8)> = None;
            if !word.table.is_empty() {
                for (at, own) in self.name.iter().enumerate().skip(from) {
                    let score = word.name_score(*own);
                    if score > best.map_or(0, |(_, best)| best) {
                        best = Some((at, score));
                        if matches!(choice, Choice::First) {
                            break;
                        }
                    }
                }
            }
            placed = match best {
                Some((at, score)) => {
                    from = at + 1;
                    placed.add(at, score)
                }
                None => self.place_outside(word, placed)?,
            };
        }
        Some(placed)
    }

    fn place_in_any_order(&self, words: &[Word]) -> Option<Placed> {
        let only_in_name = words
            .iter()
            .filter(|word| self.place_outside(word, Placed::default()).is_none())
            .count();
        let is_wanted = |own: &&u32| words.iter().any(|word| word.name_score(**own) > 0);
        if self.name.iter().filter(is_wanted).count() < only_in_name {
            return None;
        }
        let mut orders_left = ORDERS_LIMIT;
        let mut best = None;
        self.try_orders(words, 0, Placed::default(), &mut orders_left, &mut best);
        best
    }

    fn try_orders(&self, words: &[Word], used: u32, placed: Placed, left: &mut u32, best: &mut Option<Placed>) {
        if *left == 0 {
            return;
        }
        *left -= 1;
        let Some((word, rest)) = words.split_first() else {
            let is_better = |best: Placed| (best.heads, placed.points) > (placed.heads, best.points);
            if best.is_none_or(is_better) {
                *best = Some(placed);
            }
            return;
        };
        for (at, own) in self.name.iter().enumerate() {
            let score = word.name_score(*own);
            if score > 0 && used & (1 << at) == 0 {
                self.try_orders(rest, used | (1 << at), placed.add(at, score), left, best);
            }
        }
        if let Some(placed) = self.place_outside(word, placed) {
            self.try_orders(rest, used, placed, left, best);
        }
    }
}
