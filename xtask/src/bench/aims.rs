//! What the figures should be.

use serde_json::{Value, json};

/// A bound.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Aim {
    /// More is better.
    AtLeast(f64),
    /// Less is better.
    AtMost(f64),
}

impl Aim {
    /// As it stands beside a figure.
    pub fn to_json(self) -> Value {
        match self {
            Aim::AtLeast(value) => json!({ "at_least": value }),
            Aim::AtMost(value) => json!({ "at_most": value }),
        }
    }

    /// Whether a figure is within the bound.
    pub fn is_reached(self, value: f64) -> bool {
        match self {
            Aim::AtLeast(aim) => value >= aim,
            Aim::AtMost(aim) => value <= aim,
        }
    }
}

/// The aim of a figure, in its unit. Benches by what their names begin with.
const AIMS: [(&str, &str, Aim); 29] = [
    ("search-native", "search_keystroke_p99", Aim::AtMost(4.0)),
    ("core-browser", "search_keystroke_p99", Aim::AtMost(16.0)),
    ("eligibility", "eligibility_amounts", Aim::AtLeast(10_000_000.0)),
    ("eligibility", "eligibility_household", Aim::AtMost(20.0)),
    ("whole-list", "missing_out_scan", Aim::AtMost(0.2)),
    ("evaluate", "rules_evaluate", Aim::AtLeast(150_000.0)),
    ("linkage", "link_commune_seconds", Aim::AtMost(0.5)),
    ("linkage", "link_commune_f1", Aim::AtLeast(0.997)),
    ("linkage", "link_province_seconds", Aim::AtMost(6.0)),
    ("linkage", "link_province_memory", Aim::AtMost(1_024.0)),
    ("linkage", "link_province_precision", Aim::AtLeast(0.995)),
    ("linkage", "link_province_recall", Aim::AtLeast(0.975)),
    ("linkage-browser", "link_commune_browser", Aim::AtMost(2.0)),
    ("linkage", "link_febrl4_seconds", Aim::AtMost(0.3)),
    ("linkage", "link_febrl4_f1", Aim::AtLeast(0.9995)),
    // Half of the 5 s from the file to the preview.
    ("import", "import_read", Aim::AtMost(2.5)),
    ("http", "receptions", Aim::AtLeast(1_500.0)),
    ("http", "receptions_p99", Aim::AtMost(100.0)),
    ("http", "receptions_with_pictures", Aim::AtLeast(200.0)),
    ("http", "board_p99", Aim::AtMost(20.0)),
    ("http", "dossier_search_p99", Aim::AtMost(20.0)),
    ("http", "people_search_p99", Aim::AtMost(20.0)),
    ("http", "receipt_pdf_p50", Aim::AtMost(30.0)),
    ("http", "resident_memory", Aim::AtMost(150.0)),
    ("http", "import_to_preview", Aim::AtMost(5.0)),
    ("store", "board_p99", Aim::AtMost(20.0)),
    ("store", "search_p99", Aim::AtMost(20.0)),
    ("first-load", "field_first_load", Aim::AtMost(450_000.0)),
    ("open-offline", "field_open_offline", Aim::AtMost(2_000.0)),
];

/// The aim of a figure of a bench.
pub fn of(bench: &str, name: &str) -> Option<Aim> {
    let fits = |(start, of, _): &&(&str, &str, Aim)| bench.starts_with(start) && *of == name;
    AIMS.iter().find(fits).map(|(_, _, aim)| *aim)
}
