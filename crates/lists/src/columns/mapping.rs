//! What a person decided about the columns of a source, to be used again.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Field;
use crate::text::heading_key;

/// Headings and what they mean, for the lists of one source. Headings are kept by their key: without accents, case,
/// spaces and punctuation, so that a changed space does not lose the decision.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Mapping(BTreeMap<String, Option<Field>>);

impl Mapping {
    /// Takes a heading for a field; `None` = the column is of no use.
    pub fn set(&mut self, heading: &str, field: Option<Field>) {
        self.0.insert(heading_key(heading), field);
    }

    /// What was decided for a heading; the outer `None` = nothing.
    pub fn get(&self, heading: &str) -> Option<Option<Field>> {
        self.0.get(&heading_key(heading)).copied()
    }

    /// Whether nothing was decided.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All decisions, by the key of the heading.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Option<Field>)> {
        self.0.iter().map(|(key, field)| (key.as_str(), *field))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decisions_survive_spacing_accents_and_the_trip_through_json() {
        let mut mapping = Mapping::default();
        mapping.set("Họ và tên\n(chữ in hoa)", Some(Field::FullName));
        mapping.set("Ký nhận", None);
        let text = serde_json::to_string(&mapping).expect("json");
        let back: Mapping = serde_json::from_str(&text).expect("mapping");
        assert_eq!(back, mapping);
        assert_eq!(back.get("HO VA TEN (chu in hoa)"), Some(Some(Field::FullName)));
        assert_eq!(back.get("ky  nhan"), Some(None));
        assert_eq!(back.get("Tuổi"), None);
    }
}
