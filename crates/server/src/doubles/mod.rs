//! Two records that may be one person: found, compared side by side, decided, and taken back.

pub mod decide;
pub mod list;
pub mod pairs;
pub mod part;
pub mod search;
pub mod view;
