//! What is wrong with a rule file, and where.

use std::fmt;

/// One step into a rule: a key or an index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// A key of a table.
    Key(&'static str),
    /// An index of a list.
    Index(usize),
}

impl From<&'static str> for Step {
    fn from(key: &'static str) -> Self {
        Self::Key(key)
    }
}

impl From<usize> for Step {
    fn from(index: usize) -> Self {
        Self::Index(index)
    }
}

/// The place of a value in the model: which list, which of its items, and the way into that item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Where {
    /// `category`, `rate`, …
    pub section: &'static str,
    /// Index within all items of that section, over all files.
    pub index: usize,
    /// The way into the item.
    pub path: Vec<Step>,
}

impl Where {
    /// An item.
    pub fn item(section: &'static str, index: usize) -> Self {
        Self {
            section,
            index,
            path: Vec::new(),
        }
    }

    /// A place inside this one.
    #[must_use]
    pub fn at(&self, step: impl Into<Step>) -> Self {
        let mut place = self.clone();
        place.path.push(step.into());
        place
    }
}

/// One fault. `line` is 0 if the rules did not come from files.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// File, relative to the rule folder.
    pub file: String,
    /// Line, counted from 1.
    pub line: usize,
    /// Stable code.
    pub code: &'static str,
    /// The value that is wrong, and what would be right.
    pub detail: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}: {}", self.file, self.line, self.code, self.detail)
    }
}

/// Collects faults during the build; places become files and lines later.
#[derive(Debug, Default)]
pub(crate) struct Faults(pub Vec<(Where, &'static str, String)>);

impl Faults {
    pub fn push(&mut self, place: &Where, code: &'static str, detail: impl Into<String>) {
        self.0.push((place.clone(), code, detail.into()));
    }
}
