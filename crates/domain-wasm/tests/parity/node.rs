//! The compiled core in Node.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use serde::Deserialize;

/// What the core gave.
#[derive(Deserialize)]
pub struct Browser {
    pub exports: Vec<String>,
    pub answers: Vec<String>,
}

/// Asks the core of `web/src/lib/core/pkg`; `None` when it has not been built. `cargo xtask test` builds it before and
/// demands it by `TANTHON_REQUIRE_WASM`.
pub fn ask(requests: &[(&str, &str)]) -> Option<Browser> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let package = here.join("../../web/src/lib/core/pkg");
    if !package.join("domain_wasm_bg.wasm").is_file() {
        let required = std::env::var_os("TANTHON_REQUIRE_WASM").is_some();
        assert!(!required, "the browser's core is missing: {}", package.display());
        eprintln!("NOT COMPARED: the browser's core has not been built (`cargo xtask wasm`)");
        return None;
    }
    let mut node = Command::new("node")
        .arg(here.join("tests/parity/parity.mjs"))
        .arg(package)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("node runs");
    // Node reads all of its input before it writes: one after the other cannot block.
    let input = serde_json::to_vec(requests).unwrap();
    node.stdin.take().unwrap().write_all(&input).unwrap();
    let output = node.wait_with_output().unwrap();
    assert!(
        output.status.success(),
        "the core stopped; is it older than the sources? `cargo xtask wasm`"
    );
    Some(serde_json::from_slice(&output.stdout).unwrap())
}
