//! What the office keeps outside the journal: accounts, sessions, devices, rounds, settings. Each change leaves an
//! audit row in the same transaction.

pub mod accounts;
pub mod audit;
pub mod rounds;
pub mod sessions;
pub mod settings;
