//! Who may do what, and who may read which facts. One table, golden-tested.

mod actor;
mod fields;
mod table;

pub use actor::{Actor, Role};
pub use fields::{FactGroup, group_of};
pub use table::Action;
