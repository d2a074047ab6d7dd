//! Which column holds what.

mod field;
mod mapping;

pub use field::Field;
pub use mapping::Mapping;
