//! In which village a row is.

use lists::PersonRow;

/// Where a row says that the person lives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// In this village of the commune.
    Village(String),
    /// In another commune of today.
    Elsewhere {
        /// Its name and province.
        commune: String,
    },
    /// It cannot be told without asking.
    Undecided {
        /// Stable code of the reason: `village_missing`, `village_unknown`, `place_split`, `place_ambiguous`, `place_unknown`.
        code: String,
        /// What was written.
        text: String,
    },
}

/// Says of a row where it is.
pub type Placer<'a> = dyn Fn(&PersonRow) -> Place + 'a;
