//! Every limit of the server in one place. Each says so in its error code when it is reached.

use std::time::Duration;

/// Body of a push, bytes.
pub const PUSH_BYTES: usize = 4 * 1024 * 1024;
/// Entries in one push.
pub const PUSH_ENTRIES: usize = 200;
/// Body of any other JSON request, bytes.
pub const JSON_BYTES: usize = 256 * 1024;
/// A file, bytes.
pub const FILE_BYTES: u64 = 25 * 1024 * 1024;
/// A payer's file, bytes.
pub const RETURN_BYTES: usize = 20 * 1024 * 1024;
/// One piece of a file, bytes: what is kept in memory at once.
pub const FILE_PIECE_BYTES: usize = 4 * 1024 * 1024;
/// Rows of one answer, and how many come without asking.
pub const PAGE_MAX: u32 = 200;
/// Rows without asking.
pub const PAGE_DEFAULT: u32 = 50;
/// Records of one answer to `changes`.
pub const CHANGES_MAX: u32 = 500;
/// Hits of one search.
pub const SEARCH_MAX: usize = 50;
/// Characters of a search.
pub const SEARCH_CHARS: usize = 100;
/// PDFs made at the same time; more wait.
pub const TYPESETTERS: usize = 2;
/// PDFs that may wait; beyond it the answer is `server_busy`.
pub const TYPESETTER_QUEUE: usize = 30;
/// Stops of one round.
pub const STOPS: usize = 60;
/// Pairs of records that one search for doubles keeps: the most probable.
pub const DOUBLES: usize = 5_000;
/// Characters of a note beside a decision.
pub const NOTE_CHARS: usize = 2_000;
/// A request that takes longer is given up (files: see [`UPLOAD_TIMEOUT`]).
pub const TIMEOUT: Duration = Duration::from_secs(30);
/// One piece of a file over a slow mobile network.
pub const UPLOAD_TIMEOUT: Duration = Duration::from_secs(300);

/// A list of another office, bytes.
pub const LIST_BYTES: usize = store::files::MAX_KEPT_BYTES as usize;
/// Lists that may be read, written or taken back, or wait for it; beyond it the answer is `server_busy`.
pub const IMPORTS_WAITING: usize = 10;
/// Imports that are looked through for the same file and listed.
pub const IMPORTS: u32 = 2_000;
/// Rows of an import written at once; each gives at most two entries, so that a batch is one push.
pub const IMPORT_BATCH: u32 = 100;
/// Unplaced rows of one import that village heads are asked about.
pub const OPEN_PLACES: u32 = 5_000;

/// The page size asked for, within the limit.
pub fn page(asked: Option<u32>) -> u32 {
    asked.unwrap_or(PAGE_DEFAULT).clamp(1, PAGE_MAX)
}
