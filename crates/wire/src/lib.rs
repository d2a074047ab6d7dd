//! Everything stored or sent, versioned: journal entries, records, sync and API types.
//!
//! The core types of `domain` are not serialisable; what crosses a boundary is written down here, so that a rename in
//! the code never changes a stored byte by accident.

pub mod check;
pub mod deadline;
pub mod dossier;
pub mod entry;
pub mod facts;
pub mod facts_of;
pub mod fold;
pub mod form;
pub mod form_fill;
pub mod household;
pub mod judge;
pub mod machine;
pub mod narrow;
pub mod patch;
pub mod records;
pub mod replay;
pub mod rules;
mod tagged;
pub mod verdict;
