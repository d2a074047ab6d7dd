//! Bindings of the domain for the browser, nothing else: JSON text in, JSON text out.
//!
//! Every function takes its arguments as JSON and answers `{"ok": …}` or `{"error": {"code", "params"}}`.

mod answer;
mod dossiers;
mod law;
mod people;

use wasm_bindgen::prelude::wasm_bindgen;

/// The version of the core that the browser loaded, as in `Cargo.toml`.
#[wasm_bindgen]
#[must_use]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}
