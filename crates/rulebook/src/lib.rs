//! The rules of the land as data: reading and verifying a folder of TOML files, the rules of a given day, and a
//! versioned, hashed bundle for the browser.
//!
//! `README.md` of this crate describes the files for a legal officer.

mod answer;
mod build;
pub mod bundle;
pub mod examples;
pub mod fault;
pub mod model;
#[cfg(feature = "toml-files")]
pub mod read;
mod rulebook;
#[cfg(feature = "toml-files")]
mod shipped;

pub use answer::HouseholdProblem;
pub use bundle::{Bundle, BundleProblem};
pub use fault::{Fault, Step, Where};
pub use rulebook::{DeadlineAnswer, QueryProblem, Rulebook};
#[cfg(feature = "toml-files")]
pub use shipped::{shipped, shipped_files};
