//! Record linkage: which resident a beneficiary of another list is.
//!
//! Fellegi–Sunter with term frequencies: each field of a pair agrees in one of a few ways ([`Agreement`]); how often a true
//! pair agrees so (m) is estimated from the two lists by expectation and maximisation, how often two strangers do (u) from
//! frequencies and random pairs. So "Nguyễn Văn Hùng, 1960" is weak evidence and "K'Brèo" strong, without any training file.
//!
//! The way of a pair: [`prepare`] turns texts into numbers, [`block`] finds the pairs worth a look, [`compare`] says how they
//! agree, [`estimate`] learns what that is worth, [`assign`] gives each resident to one beneficiary at most.

mod assign;
mod block;
mod compare;
mod estimate;
mod linking;
mod model;
mod parallel;
mod person;
mod prepare;
mod reason;
pub mod table;

pub use linking::{Linked, Options, Pair, duplicates, link};
pub use model::Model;
pub use person::{EXTRA_LIMIT, People, Person};
pub use reason::{Agreement, Field, Reason};
