//! What devices send and take along.

pub mod attention;
pub mod changes;
pub mod package;
pub mod push;
pub mod rules;
