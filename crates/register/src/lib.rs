//! The commune's list of people: what another list would change in it, taking that over, undoing it, and joining two
//! records of one person.
//!
//! - [`plan`]: a list that was read, against the register, row by row with reasons; nothing is written;
//! - [`apply`]: an agreed row as journal entries; [`undo`]: the entries that take them back;
//! - [`merge`]: two records of one person, and how to part them again;
//! - [`village`]: which of the commune's villages a text means.
//!
//! Pure: records in, entries out. Every change goes through the journal like anybody's, so its history stays.

pub mod apply;
mod fields;
pub mod merge;
pub mod plan;
pub mod undo;
pub mod village;

use uuid::Uuid;
use wire::records::{HouseholdRecord, PersonRecord};

/// The commune's list, as it is now.
#[derive(Clone, Copy, Debug)]
pub struct Register<'a> {
    /// Everybody, also those who left the list.
    pub persons: &'a [PersonRecord],
    /// Their households.
    pub households: &'a [HouseholdRecord],
}

/// Who writes an entry, and when.
#[derive(Clone, Copy, Debug)]
pub struct Author<'a> {
    /// The account.
    pub account: Uuid,
    /// Vietnamese civil time.
    pub at: &'a str,
}
