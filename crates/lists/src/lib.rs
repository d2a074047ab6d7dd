//! Other people's lists: workbooks, legacy encodings, columns, values, places.
//!
//! Pure: bytes in, data out. Nothing is written anywhere, nothing is guessed silently: what cannot be decided comes out
//! with the code of its problem, its sheet and its row.

pub mod columns;
pub mod encoding;
mod imported;
mod kind;
pub mod places;
mod problem;
mod read;
mod table;
mod text;
pub mod values;
pub mod workbook;

pub use imported::{
    Certainty, ColumnReading, ImportedList, KindGuess, ListKind, ListProblem, PersonRow, ReadOptions, Reading,
    RowProblem, SheetReading, SkipReason, SkippedRow,
};
pub use problem::{ListError, ListErrorCode, ProblemCode};
pub use read::{read, read_with_progress};
