//! Reading: lists, counts, look-ups. Every list has a limit.

pub mod board;
pub mod changes;
pub mod dossiers;
pub mod kept;
pub mod other;
pub mod people;
pub mod period;
pub mod report;
pub mod surveys;
pub mod villages;
pub mod whole;

/// The most that any list gives at once.
pub const MAX_LIMIT: u32 = 1000;

/// A page of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Page<T> {
    /// Items.
    pub items: Vec<T>,
    /// How many the whole list has.
    pub total: i64,
    /// The cursor of the next page; absent at the end.
    pub next: Option<String>,
}

impl<T> Page<T> {
    /// Whether there is more.
    pub fn more(&self) -> bool {
        self.next.is_some()
    }
}

fn clamp(limit: u32) -> usize {
    limit.clamp(1, MAX_LIMIT) as usize
}

/// Cuts a list that was read with one item more than the limit, and names the cursor of the rest.
fn cut<T>(mut items: Vec<(String, T)>, limit: usize) -> (Vec<T>, Option<String>) {
    let more = items.len() > limit;
    items.truncate(limit);
    let next = if more {
        items.last().map(|(cursor, _)| cursor.clone())
    } else {
        None
    };
    (items.into_iter().map(|(_, item)| item).collect(), next)
}

/// The two parts of a cursor: sort key and id.
fn cursor_parts(cursor: &str) -> (&str, &str) {
    cursor.rsplit_once('~').unwrap_or((cursor, ""))
}
