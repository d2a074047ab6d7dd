//! Measuring: the registered benches run one after the other, their figures become one JSON document.
//!
//! A bench is any program that writes JSON lines on stdout, each `{"name", "unit", "value", "measured_on"}`; what it
//! says to people goes to stderr. Everything is built before the first bench runs, so that no build disturbs one.

mod aims;
mod figures;

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Result, bail};
use clap::Args;
use serde_json::{Value, json};

use crate::postgres::{Cluster, Durability};
use crate::repo::{Repo, cargo};
use crate::setup::{self, Need};
use crate::{process, wasm, web};

/// What to measure, and how long.
#[derive(Args)]
pub struct Options {
    /// Only benches whose name contains this.
    filter: Option<String>,
    /// A few seconds and small stocks of data: shows that the benches work, not how fast the program is.
    #[arg(long)]
    quick: bool,
}

/// How a bench is started.
enum Start {
    /// An example of a crate, with optimisation.
    Example {
        package: &'static str,
        example: &'static str,
        /// Arguments of the full and of the quick mode.
        full: &'static [&'static str],
        quick: &'static [&'static str],
        engine: Engine,
    },
    /// A script for Node, from the top of the repository.
    Script {
        path: &'static str,
        full: &'static [&'static str],
        quick: &'static [&'static str],
    },
}

/// Where a bench keeps its data.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Engine {
    /// It has none, or it is SQLite in a folder of its own.
    Own,
    /// A PostgreSQL cluster that is made for it, as durable as it comes.
    Postgres,
}

/// One bench.
struct Bench {
    name: &'static str,
    start: Start,
}

const fn example(
    name: &'static str,
    (package, example): (&'static str, &'static str),
    full: &'static [&'static str],
    quick: &'static [&'static str],
    engine: Engine,
) -> Bench {
    Bench {
        name,
        start: Start::Example {
            package,
            example,
            full,
            quick,
            engine,
        },
    }
}

const fn script(
    name: &'static str,
    path: &'static str,
    full: &'static [&'static str],
    quick: &'static [&'static str],
) -> Bench {
    Bench {
        name,
        start: Start::Script { path, full, quick },
    }
}

const HTTP: (&str, &str) = ("server", "bench_receptions");
const HTTP_FULL: &[&str] = &["--seconds", "60", "--dossiers", "100000", "--people", "50000"];
const HTTP_QUICK: &[&str] = &["--seconds", "4", "--dossiers", "1000", "--people", "1000"];
const STORE: (&str, &str) = ("store", "receptions");
const STORE_FULL: &[&str] = &["--seconds", "60", "--dossiers", "100000"];
const STORE_QUICK: &[&str] = &["--seconds", "3", "--dossiers", "1000"];

/// All benches. Add a line here for a new one.
const BENCHES: &[Bench] = &[
    example("search-native", ("domain", "search_speed"), &[], &[], Engine::Own),
    example("import", ("lists", "import_speed"), &[], &[], Engine::Own),
    example("eligibility", ("rulebook", "speed"), &[], &[], Engine::Own),
    example(
        "whole-list",
        ("entitlement", "scan_speed"),
        &[],
        &["--quick"],
        Engine::Own,
    ),
    example("linkage", ("linkage", "link_speed"), &[], &["quick"], Engine::Own),
    example("http-sqlite", HTTP, HTTP_FULL, HTTP_QUICK, Engine::Own),
    example("http-postgresql", HTTP, HTTP_FULL, HTTP_QUICK, Engine::Postgres),
    example("store-sqlite", STORE, STORE_FULL, STORE_QUICK, Engine::Own),
    example("store-postgresql", STORE, STORE_FULL, STORE_QUICK, Engine::Postgres),
    script("evaluate", "e2e/bench/evaluate.mjs", &["1000000"], &["50000"]),
    script("first-load", "e2e/bench/first-load.mjs", &[], &[]),
    script("core-node", "e2e/bench/core.mjs", &["600"], &["60"]),
    script("core-browser", "e2e/bench/search.mjs", &["600"], &["40"]),
    script("linkage-browser", "e2e/bench/link.mjs", &["7"], &["2"]),
    script("open-offline", "e2e/bench/open.mjs", &["7"], &["2"]),
];

/// Runs the benches whose name contains the filter and prints all figures; one that fails takes none of the others' away.
///
/// # Errors
/// When no bench matches; and after the figures, when a bench failed or wrote a line that is no figure.
pub fn run(repo: &Repo, options: &Options) -> Result<()> {
    let wanted = |bench: &&Bench| {
        options
            .filter
            .as_ref()
            .is_none_or(|part| bench.name.contains(part.as_str()))
    };
    let chosen: Vec<&Bench> = BENCHES.iter().filter(wanted).collect();
    if chosen.is_empty() {
        let names: Vec<&str> = BENCHES.iter().map(|bench| bench.name).collect();
        bail!("no bench matches; registered: {names:?}");
    }
    prepare(repo, &chosen)?;
    let mut all = Vec::new();
    let mut failed = Vec::new();
    for bench in chosen {
        eprintln!("== {}", bench.name);
        match measure(repo, bench, options.quick).and_then(|text| figures::parse(&text)) {
            Ok(figures) => all.extend(figures.into_iter().map(|figure| with_aim(bench.name, figure))),
            Err(error) => {
                eprintln!("{error:#}");
                failed.push(bench.name);
            }
        }
    }
    let mode = if options.quick { "quick" } else { "full" };
    println!(
        "{:#}",
        json!({ "machine": figures::machine()?, "mode": mode, "figures": all, "failed": failed })
    );
    if failed.is_empty() {
        Ok(())
    } else {
        bail!("these benches failed: {}", failed.join(", "))
    }
}

fn with_aim(bench: &str, mut figure: Value) -> Value {
    figure["bench"] = bench.into();
    let aim = figure["name"].as_str().and_then(|name| aims::of(bench, name));
    if let (Some(aim), Some(value)) = (aim, figure["value"].as_f64()) {
        figure["aim"] = aim.to_json();
        figure["reached"] = aim.is_reached(value).into();
    }
    figure
}

/// Installs and builds what the chosen benches need.
fn prepare(repo: &Repo, chosen: &[&Bench]) -> Result<()> {
    let has = |part: &str| chosen.iter().any(|bench| bench.name.contains(part));
    if has("postgresql") {
        setup::ensure(repo, &[Need::Postgres])?;
    }
    if has("browser") || has("offline") {
        setup::ensure(repo, &[Need::E2e, Need::Chromium])?;
    }
    if has("http") || has("first-load") || has("core") || has("offline") {
        web::build(repo)?;
    }
    if has("linkage-browser") {
        wasm::build_linkage(repo)?;
        release(repo, &["-p", "linkage", "--example", "link_speed"])?;
    }
    if has("http") || has("offline") || has("evaluate") {
        release(repo, &["--bin", "tanthon"])?;
    }
    if has("evaluate") {
        release(repo, &["--example", "scan_speed"])?;
    }
    for bench in chosen {
        if let Start::Example { example, .. } = bench.start {
            release(repo, &["--example", example])?;
        }
    }
    Ok(())
}

fn release(repo: &Repo, what: &[&str]) -> Result<()> {
    let mut command = Command::new(cargo());
    // What cargo says goes to stderr; stdout is for the figures.
    // Always of the whole workspace: chosen by package, the dependencies get other features and compile once more.
    process::run(
        command
            .args(["build", "--release", "--workspace"])
            .args(what)
            .current_dir(&repo.root),
    )
}

fn measure(repo: &Repo, bench: &Bench, is_quick: bool) -> Result<String> {
    let program = repo.target.join("release").join("tanthon");
    match bench.start {
        Start::Example {
            package,
            example,
            full,
            quick,
            engine,
        } => {
            let file: PathBuf = repo.target.join("release/examples").join(example);
            let mut command = Command::new(file);
            command
                .args(if is_quick { quick } else { full })
                .current_dir(&repo.root);
            if package == "server" {
                command.arg("--tanthon").arg(program);
            }
            let folder = repo.target.join("bench").join(bench.name);
            if package == "store" {
                // Figures of an empty store: nothing may be left of the last time.
                let _ = std::fs::remove_dir_all(&folder);
                std::fs::create_dir_all(&folder)?;
                command.arg("--data").arg(&folder);
            }
            let cluster = match engine {
                Engine::Own => None,
                Engine::Postgres => Some(Cluster::start(Durability::PowerCut)?),
            };
            if let Some(cluster) = &cluster {
                command.args(["--database-url", &cluster.url]);
            }
            let text = process::read(&mut command);
            drop(cluster);
            let _ = std::fs::remove_dir_all(&folder);
            text
        }
        Start::Script { path, full, quick } => {
            let mut command = Command::new("node");
            command.arg(repo.path(path)).args(if is_quick { quick } else { full });
            command.current_dir(&repo.root).env("TANTHON_BIN", program);
            if let Some(chromium) = setup::chromium() {
                command.env("TANTHON_CHROMIUM", chromium);
            }
            process::read(&mut command)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_script_is_there_and_names_differ() {
        let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..");
        for (index, bench) in BENCHES.iter().enumerate() {
            assert!(
                BENCHES[..index].iter().all(|other| other.name != bench.name),
                "{}",
                bench.name
            );
            let files = match bench.start {
                Start::Example { package, example, .. } => {
                    let example = format!("crates/{package}/examples/{example}");
                    vec![format!("{example}.rs"), format!("{example}/main.rs")]
                }
                Start::Script { path, .. } => vec![path.to_owned()],
            };
            assert!(files.iter().any(|file| root.join(file).is_file()), "{files:?}");
        }
    }

    #[test]
    fn a_figure_with_an_aim_says_whether_it_is_reached() {
        let figure = with_aim("http-sqlite", json!({ "name": "receptions", "value": 1400.0 }));
        assert_eq!(
            (&figure["aim"]["at_least"], &figure["reached"]),
            (&json!(1500.0), &json!(false))
        );
        let figure = with_aim("store-sqlite", json!({ "name": "reception_size", "value": 1400.0 }));
        assert!(figure["aim"].is_null() && figure["reached"].is_null());
    }
}
