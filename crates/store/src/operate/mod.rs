//! Operations: rebuild the projections, back up, restore, verify.

mod backup;
mod rebuild;
mod verify;

pub use backup::BackupSummary;
pub use rebuild::Rebuilt;
pub(crate) use rebuild::rebuild_in;
pub use verify::{Fault, Verified};
