//! Two lists of texts become compact rows of numbers with one vocabulary.

pub mod date;
pub mod intern;
mod name;
pub mod number;
mod place;
mod words;

use std::hash::Hasher;

use domain::sex::Sex;
use domain::text::fold;
use intern::{Interner, Map};
use rustc_hash::FxHasher;

pub use name::Name;
pub use words::{Words, mix};

use crate::parallel;
use crate::person::{EXTRA_LIMIT, People, Person};

/// Rows that one worker prepares with a vocabulary of its own.
const PIECE: usize = 50_000;

/// A prepared row.
#[derive(Clone, Copy, Debug, Default)]
pub struct Row {
    pub name: Name,
    /// Packed date, 0 where unknown; a placeholder 1 January is a year only.
    pub birth: date::Packed,
    pub numbers: number::Numbers,
    pub phone: number::Packed,
    /// How many rows of the list have this phone.
    pub phone_count: u16,
    /// How many rows of the list have this name, with or without accents, in any order.
    pub name_count: u32,
    pub village: u32,
    pub household: u32,
    pub sex: Option<Sex>,
    /// The name was written without any accent.
    pub is_bare: bool,
    /// The date or the sex was taken from the number: it is no evidence of its own beside the number.
    pub is_from_number: bool,
}

/// A prepared list.
#[derive(Debug, Default)]
pub struct List {
    pub rows: Vec<Row>,
    /// Further fields by row; empty when the list has none.
    pub extras: Vec<[u32; EXTRA_LIMIT]>,
    /// A number from the content of each row, for choices that must not depend on the order of the rows.
    pub lots: Vec<u64>,
}

/// Both lists and their vocabulary.
#[derive(Debug)]
pub struct Prepared {
    pub lists: [List; 2],
    pub words: Words,
    /// Keys of villages, households and further fields.
    pub texts: Vec<Box<str>>,
}

struct Piece {
    list: List,
    words: Interner,
    texts: Interner,
}

/// Prepares the beneficiaries and the residents.
pub fn prepare<A: People + ?Sized, B: People + ?Sized>(beneficiaries: &A, residents: &B) -> Prepared {
    let (mut words, mut texts) = (Interner::new(), Interner::new());
    let first = read_list(beneficiaries, &mut words, &mut texts);
    let second = read_list(residents, &mut words, &mut texts);
    let words = Words::of(words.keys());
    let mut lists = [first, second];
    for list in &mut lists {
        finish(list, &words);
    }
    Prepared {
        lists,
        words,
        texts: texts.keys().to_vec(),
    }
}

fn read_list<P: People + ?Sized>(people: &P, words: &mut Interner, texts: &mut Interner) -> List {
    let pieces = parallel::map(people.count(), PIECE, |range| {
        let mut piece = Piece {
            list: List::default(),
            words: Interner::new(),
            texts: Interner::new(),
        };
        piece.list.rows.reserve(range.len());
        for at in range {
            piece.push(&people.person(at));
        }
        piece
    });
    let mut all = List::default();
    all.rows.reserve(people.count());
    for piece in pieces {
        let (of_word, of_text) = (words.absorb(&piece.words), texts.absorb(&piece.texts));
        all.rows.extend(piece.list.rows.into_iter().map(|mut row| {
            let word = |old: u32| of_word[old as usize];
            row.name = Name {
                family: word(row.name.family),
                middle: row.name.middle.map(word),
                given: word(row.name.given),
            };
            row.village = of_text[row.village as usize];
            row.household = of_text[row.household as usize];
            row
        }));
        let extras = piece.list.extras.into_iter();
        all.extras
            .extend(extras.map(|extra| extra.map(|old| of_text[old as usize])));
        all.lots.extend(piece.list.lots);
    }
    if all.extras.iter().all(|extra| *extra == [0; EXTRA_LIMIT]) {
        all.extras = Vec::new();
    }
    all
}

impl Piece {
    fn push(&mut self, person: &Person<'_>) {
        let mut row = Row {
            name: name::read(person.full_name, &mut self.words),
            birth: date::read(person.birth_date),
            numbers: number::read(person.national_id, person.old_id),
            phone: number::phone(person.phone),
            phone_count: 1,
            name_count: 1,
            village: self.texts.number(person.village.trim(), place::key),
            household: self.texts.number(person.household.trim(), place::plain_key),
            sex: sex(person.sex),
            is_bare: false,
            is_from_number: false,
        };
        if (row.birth == 0 || row.sex.is_none())
            && row.numbers.long != 0
            && let Some((sex, year)) = number::structure(row.numbers.long)
        {
            row.is_from_number = true;
            row.sex = row.sex.or(Some(sex));
            if row.birth == 0 {
                row.birth = date::pack(year, 0, 0);
            }
        }
        self.list.rows.push(row);
        let texts = &mut self.texts;
        self.list
            .extras
            .push(person.extras.map(|text| texts.number(text.trim(), place::plain_key)));
        let mut lot = FxHasher::default();
        for text in [person.id, person.full_name, person.birth_date, person.national_id] {
            lot.write(text.as_bytes());
        }
        self.list.lots.push(lot.finish());
    }
}

fn sex(text: &str) -> Option<Sex> {
    match text.trim() {
        "" => None,
        "female" => Some(Sex::Female),
        "male" => Some(Sex::Male),
        text => match fold(text).trim_end_matches('.') {
            "nu" | "female" | "f" | "gai" | "ba" | "woman" => Some(Sex::Female),
            "nam" | "male" | "m" | "trai" | "ong" | "man" => Some(Sex::Male),
            _ => None,
        },
    }
}

/// What only the whole list tells: placeholders among the dates, bare names, shared phones.
fn finish(list: &mut List, words: &Words) {
    let full = list.rows.iter().filter(|row| date::is_full(row.birth)).count();
    let is_new_year = |date: date::Packed| date & 0xFFFF == 0x0101;
    let new_year = list.rows.iter().filter(|row| is_new_year(row.birth)).count();
    // One in 365 is born on 1 January; many more than that means it stands for "only the year is known".
    let is_placeholder = new_year > 3 && new_year * 60 > full;
    let mut phones: Map<number::Packed, u16> = Map::default();
    for row in &mut list.rows {
        if is_placeholder && is_new_year(row.birth) {
            row.birth &= 0xFFFF_0000;
        }
        row.is_bare = row.name.words().all(|word| words.is_bare[word as usize]);
        if row.phone != 0 {
            let count = phones.entry(row.phone).or_insert(0);
            *count = count.saturating_add(1);
        }
    }
    let mut names: Map<u64, u32> = Map::default();
    for row in &list.rows {
        *names.entry(words.key_of(&row.name)).or_insert(0) += 1;
    }
    for row in &mut list.rows {
        row.name_count = names.get(&words.key_of(&row.name)).copied().unwrap_or(1);
        if row.phone != 0 {
            row.phone_count = phones.get(&row.phone).copied().unwrap_or(1);
        }
    }
}
