//! Bindings of the domain for the browser, nothing else: JSON text in, JSON text out.
//!
//! Every function takes its arguments as JSON and answers `{"ok": …}` or `{"error": {"code", "params"}}`.

mod answer;
mod dossiers;
mod law;
mod people;

use wasm_bindgen::prelude::wasm_bindgen;

pub use dossiers::{allowed, judge, temporary_code};
pub use law::{
    check_form, checklist, deadline, facts_of, form, household_eligibility, load_rules, prefill, procedures, slip,
    survey_form, visible_fields,
};
pub use people::{check_person, fold_text, parse_id_card, search, search_load, search_upsert};

/// The version of the core that the browser loaded, as in `Cargo.toml`.
#[wasm_bindgen]
#[must_use]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}
