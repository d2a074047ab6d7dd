//! What the office keeps outside the journal: accounts, sessions, devices, rounds, settings, worksheets. Each change leaves an
//! audit row in the same transaction.

pub mod accounts;
pub mod audit;
pub mod rounds;
pub mod sessions;
pub mod settings;
pub mod worksheets;
