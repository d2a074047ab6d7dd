//! Dependencies between our crates point downwards only, as the picture in ARCHITECTURE.md shows them.

use serde_json::Value;

use super::{Fault, Text};

/// Which crates of ours each crate may use; a crate that is not here is a fault.
const ALLOWED: [(&str, &[&str]); 15] = [
    ("domain", &[]),
    ("documents", &[]),
    ("wire", &["domain"]),
    ("linkage", &["domain"]),
    ("lists", &["domain", "wire"]),
    ("rulebook", &["domain", "wire"]),
    ("entitlement", &["domain", "rulebook", "wire"]),
    ("register", &["domain", "wire", "lists", "linkage"]),
    ("store", &["domain", "wire"]),
    ("demo", &["domain", "wire", "rulebook", "lists"]),
    ("domain-wasm", &["domain", "rulebook", "wire"]),
    ("linkage-wasm", &["linkage"]),
    (
        "server",
        &[
            "domain",
            "rulebook",
            "wire",
            "store",
            "documents",
            "demo",
            "linkage",
            "lists",
            "entitlement",
            "register",
        ],
    ),
    // Drives the programs from outside; simulates devices against the real server.
    ("xtask", &[]),
    ("sim", &["domain", "rulebook", "wire", "store", "server", "demo"]),
];

/// Third-party code that the domain must not know: formats, runtimes, databases.
const NOT_IN_DOMAIN: [&str; 7] = ["serde", "serde_json", "tokio", "sqlx", "axum", "tracing", "rand"];

/// Faults in the answer of `cargo metadata --no-deps`.
pub fn check(metadata: &Value) -> Vec<Fault> {
    let packages = metadata["packages"].as_array().map(Vec::as_slice).unwrap_or_default();
    let names: Vec<&str> = packages.iter().filter_map(|package| package["name"].as_str()).collect();
    let mut faults = Vec::new();
    for package in packages {
        let name = package["name"].as_str().unwrap_or_default();
        let mut add = |message: String| {
            let path = if name == "xtask" {
                "xtask/Cargo.toml".to_owned()
            } else {
                format!("crates/{name}/Cargo.toml")
            };
            faults.push(Fault { path, line: 0, message });
        };
        let Some((_, allowed)) = ALLOWED.iter().find(|(of, _)| *of == name) else {
            add("this crate has no place in the table of xtask/src/tidy/directions.rs".to_owned());
            continue;
        };
        for dependency in package["dependencies"]
            .as_array()
            .map(Vec::as_slice)
            .unwrap_or_default()
        {
            let on = dependency["name"].as_str().unwrap_or_default();
            if names.contains(&on) && !allowed.contains(&on) {
                add(format!("{name} must not depend on {on}"));
            }
            // Tests of the domain may read samples; the domain itself may not.
            if name == "domain" && dependency["kind"] != "dev" {
                if NOT_IN_DOMAIN.contains(&on) {
                    add(format!("the domain must not know {on}"));
                }
                let features = dependency["features"].as_array().map(Vec::as_slice).unwrap_or_default();
                if features
                    .iter()
                    .filter_map(Value::as_str)
                    .any(|feature| feature.starts_with("serde"))
                {
                    add(format!("the domain must not switch on serialisation in {on}"));
                }
            }
        }
    }
    faults
}

/// Only the store speaks to databases.
pub fn check_sql(text: &Text) -> Vec<Fault> {
    let is_elsewhere = text.path.starts_with("crates/") && !text.path.starts_with("crates/store/");
    let is_code = text.path.ends_with(".rs") || text.path.ends_with("Cargo.toml");
    if !is_elsewhere || !is_code {
        return Vec::new();
    }
    let lines = text
        .content
        .lines()
        .enumerate()
        .filter(|(_, line)| line.contains("sqlx"));
    lines
        .map(|(index, _)| Fault {
            path: text.path.clone(),
            line: index + 1,
            message: "only crates/store knows sqlx".to_owned(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::text;
    use super::*;

    fn of(name: &str, on: Value) -> usize {
        let named = |name: &str| json!({ "name": name, "dependencies": [] });
        let mut packages = vec![json!({ "name": name, "dependencies": [on] })];
        packages.extend(
            ["domain", "wire", "store", "server"]
                .into_iter()
                .filter(|other| *other != name)
                .map(named),
        );
        check(&json!({ "packages": packages })).len()
    }

    #[test]
    fn edges_outside_the_table_are_found() {
        let plain = |on: &str| json!({ "name": on, "kind": null, "features": [] });
        for (name, on, count) in [
            ("wire", plain("domain"), 0),
            ("domain", plain("wire"), 1),
            ("wire", plain("store"), 1),
            ("server", plain("store"), 0),
            ("store", plain("tokio"), 0),
            ("domain", plain("serde"), 1),
            ("domain", plain("time"), 0),
            (
                "domain",
                json!({ "name": "serde_json", "kind": "dev", "features": [] }),
                0,
            ),
            (
                "domain",
                json!({ "name": "time", "kind": null, "features": ["serde-well-known"] }),
                1,
            ),
            ("novelty", plain("domain"), 1),
        ] {
            assert_eq!(of(name, on.clone()), count, "{name} on {on}");
        }
    }

    #[test]
    fn sqlx_outside_the_store_is_found() {
        assert_eq!(check_sql(&text("crates/server/src/a.rs", "use sqlx::Row;")).len(), 1);
        assert_eq!(check_sql(&text("crates/store/src/a.rs", "use sqlx::Row;")).len(), 0);
    }
}
