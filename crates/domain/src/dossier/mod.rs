//! The dossier machine: which step is possible when, by whom, and what it leads to.
//!
//! One small machine for every procedure; papers, forms and limits are data of the rules. [`decide`] may refuse,
//! [`evolve`] cannot fail, [`merge`] answers for a step whose author had not seen the latest state.

mod code;
mod decide;
mod evolve;
mod merge;
mod steps;

pub use code::temporary_code;
pub use decide::{Refusal, RefusalCode, allowed, decide};
pub use evolve::evolve;
pub use merge::{Merged, merge};
pub use steps::{Finding, Office, Proposal, Situation, Status, Step, StepKind};
