//! The law of dossiers, without input or output: people, dossiers, clocks, eligibility, permissions, merge.
//!
//! This crate knows no I/O, no clock, no randomness, no serialisation and no sentences. The same code runs on the
//! server and, through `domain-wasm`, in the browser.

pub mod calendar;
pub mod date;
pub mod deadline;
pub mod dossier;
pub mod eligibility;
pub mod facts;
pub mod field_problem;
pub mod form;
pub mod id_card;
pub mod name;
pub mod permissions;
pub mod personal_id;
pub mod phone;
pub mod procedure;
pub mod search;
pub mod sex;
pub mod text;
