//! What a report is about: a round (its stops) or a month.

use uuid::Uuid;

use crate::db::Query;

/// Stops of a round, or a month `2026-11`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Period {
    /// Stops, usually all of a round.
    Stops(Vec<Uuid>),
    /// Month, `2026-11`.
    Month(String),
}

/// The text above every text that begins with `prefix`, in byte order.
pub(crate) fn above(prefix: &str) -> String {
    format!("{prefix}\u{10FFFF}")
}

impl Period {
    /// Appends ` AND …`: rows of the stops, or rows whose `day` lies in the month.
    pub(crate) fn condition(&self, query: &mut Query, stop: &str, day: &str) {
        match self {
            Period::Stops(stops) => {
                query.text(&format!(" AND {stop}")).is_in(stops.iter().copied());
            }
            Period::Month(month) => {
                query.text(&format!(" AND {day} >= ")).value(month.as_str());
                query.text(&format!(" AND {day} < ")).value(above(month));
            }
        }
    }
}
