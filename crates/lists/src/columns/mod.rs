//! Which column holds what: by its heading, confirmed by its cells, or as a person once decided.

mod content;
mod field;
mod heading;
mod mapping;

pub use content::fits;
pub use field::Field;
pub use heading::{Lines, field_of};
pub use mapping::Mapping;

use crate::imported::Certainty;
use crate::values::DateFrame;
use crate::workbook::Cell;

/// What a column was taken for, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recognised {
    /// The field; `None` = kept as it is.
    pub field: Option<Field>,
    /// How sure.
    pub certainty: Certainty,
}

/// Recognises one column. `cells` are those below the heading.
pub fn recognise<'a>(
    lines: &[String],
    cells: impl Iterator<Item = &'a Cell> + Clone,
    frame: DateFrame,
    mapping: Option<&Mapping>,
) -> Recognised {
    if let Some(field) = mapping.and_then(|mapping| mapping.get(&lines.join(" / "))) {
        return Recognised {
            field,
            certainty: Certainty::Remembered,
        };
    }
    let by_content = || content::field_of(cells.clone(), frame);
    let Some(mut field) = heading::field_of(lines) else {
        // A heading that says something unknown is believed to mean something of its own.
        let field = if lines.iter().all(|line| line.is_empty()) {
            by_content()
        } else {
            None
        };
        return Recognised {
            field,
            certainty: if field.is_some() {
                Certainty::ContentOnly
            } else {
                Certainty::Unknown
            },
        };
    };
    let mut counted = content::share(field, cells.clone(), frame);
    // "Hộ nghèo" above crosses, or above "Cận nghèo".
    if matches!(field, Field::PoorMark | Field::NearPoorMark)
        && counted.is_some_and(|(all, fitting)| fitting * 2 < all)
        && let Some((all, fitting)) = content::share(Field::Poverty, cells.clone(), frame)
        && fitting * 2 >= all
    {
        field = Field::Poverty;
        counted = Some((all, fitting));
    }
    let certainty = match counted {
        None | Some((0, _)) => Certainty::HeadingOnly,
        Some((all, fitting)) if fitting * 2 >= all => Certainty::Confirmed,
        Some((all, fitting)) if all >= 5 && fitting * 5 < all => Certainty::Contradicted,
        Some(_) => Certainty::HeadingOnly,
    };
    Recognised {
        field: Some(field),
        certainty,
    }
}
