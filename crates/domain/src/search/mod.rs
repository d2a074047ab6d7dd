//! Finding a person as Vietnamese people type: without accents, in any order, with initials, by year or last digits.
//!
//! The index keeps small columns and interned words, and answers a keystroke by one pass over them: no posting list
//! is faster for the prefix "n", which a third of the country matches, and that keystroke is the one that must be
//! quick. See [`PeopleIndex`].

mod columns;
mod digits;
mod index;
mod rank;
mod typing;
mod typo;
mod vocabulary;
mod words;

#[cfg(test)]
mod tests;

pub use index::{Hit, MatchQuality, PeopleIndex, PersonEntry, SEARCH_LIMIT};
