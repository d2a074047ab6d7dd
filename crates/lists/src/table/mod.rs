//! From a sheet of cells to rows of people.

mod body;
mod encodings;
mod groups;
mod header;
mod person;
mod swapped;

pub use body::{Sink, read_sheet};
