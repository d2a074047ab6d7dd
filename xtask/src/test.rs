//! Every check and test, in an order that finds cheap faults first; the same on a desk and in the continuous integration.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};
use clap::ValueEnum;

use crate::postgres::{Cluster, Durability};
use crate::repo::{Repo, cargo, find_program};
use crate::setup::{self, Need};
use crate::steps::Steps;
use crate::{process, serve, tidy, wasm, web};

/// The environment variable through which tests find the cluster.
const POSTGRES_URL: &str = "TANTHON_TEST_POSTGRES";

/// With it, the test that compares the browser's core with the native one fails where there is no core.
const REQUIRE_WASM: &str = "TANTHON_REQUIRE_WASM";

/// Compiled on first use; a fixed version, so that a new one cannot turn an unchanged commit red.
const CARGO_DENY_VERSION: &str = "0.20.2";

/// A part of the tests that can be asked for alone.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Part {
    /// rustfmt and tidy.
    Style,
    /// Licences, bans and sources of third-party code.
    Deny,
    /// The browser's core, type check, unit tests and build of the web app.
    Web,
    /// clippy, warnings as errors.
    Clippy,
    /// Unit, integration and documentation tests of all crates, on SQLite and PostgreSQL.
    Rust,
    /// Browser tests against the real program.
    E2e,
}

/// Runs these parts, or all when none is named; stops at the first failure.
///
/// # Errors
/// The first failure, with the name of its step.
pub fn run(repo: &Repo, only: &[Part]) -> Result<()> {
    let wanted = |part: Part| only.is_empty() || only.contains(&part);
    let mut steps = Steps::default();
    let mut summaries = Vec::new();

    steps.step("setup", || setup::ensure(repo, &needs(wanted)))?;
    if wanted(Part::Style) {
        steps.step("format", || {
            process::run(
                Command::new(cargo())
                    .args(["fmt", "--all", "--check"])
                    .current_dir(&repo.root),
            )
        })?;
        steps.step("tidy", || tidy::run(repo))?;
    }
    if wanted(Part::Deny) {
        steps.step("licences and sources", || deny(repo))?;
    }
    if wanted(Part::Web) {
        steps.step("browser core", || wasm::build(repo))?;
        steps.step("web: types", || web::script(repo, "check"))?;
        steps.step("web: unit tests", || web::script(repo, "test"))?;
    }
    // The server embeds the web app, so that everything from here on is compiled with the same one.
    if [Part::Web, Part::Rust, Part::E2e].into_iter().any(wanted) {
        steps.step("web: build", || web::build(repo))?;
    }
    if wanted(Part::Clippy) {
        steps.step("clippy", || {
            // The server embeds this folder and does not compile without it.
            std::fs::create_dir_all(repo.path("web/build"))?;
            let args = ["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"];
            process::run(Command::new(cargo()).args(args).current_dir(&repo.root))
        })?;
    }
    if wanted(Part::Rust) {
        steps.step("rust tests", || {
            summaries = rust_tests(repo)?;
            Ok(())
        })?;
        steps.step("documentation tests", || {
            process::run(
                Command::new(cargo())
                    .args(["test", "--workspace", "--doc", "--quiet"])
                    .current_dir(&repo.root),
            )
        })?;
    }
    if wanted(Part::E2e) {
        steps.step("browser tests: types", || {
            process::run(
                Command::new("npm")
                    .args(["run", "--silent", "check"])
                    .current_dir(repo.path("e2e")),
            )
        })?;
        steps.step("program", || serve::build_program(repo))?;
        steps.step("browser tests", || browser_tests(repo))?;
    }

    println!("\n{}", steps.table());
    // Repeated at the very end, where people and the continuous integration look for it.
    for line in &summaries {
        println!("{line}");
    }
    Ok(())
}

fn needs(wanted: impl Fn(Part) -> bool) -> Vec<Need> {
    let mut needs = Vec::new();
    if [Part::Web, Part::Rust, Part::E2e].into_iter().any(&wanted) {
        needs.extend([Need::Wasm, Need::Web]);
    }
    if wanted(Part::Rust) {
        needs.extend([Need::Postgres, Need::Poppler]);
    }
    if wanted(Part::E2e) {
        needs.extend([Need::E2e, Need::Chromium, Need::Poppler]);
    }
    needs
}

/// `cargo deny`, from PATH or compiled once into the target folder.
fn deny(repo: &Repo) -> Result<()> {
    let tools = repo.target.join("tools");
    let program = match find_program("cargo-deny") {
        Some(program) => program,
        None => install_deny(&tools)?,
    };
    // Advisories would need a database that is not in a package registry.
    process::run(
        Command::new(program)
            .args(["--log-level", "error", "check", "licenses", "bans", "sources"])
            .current_dir(&repo.root),
    )
}

fn install_deny(tools: &std::path::Path) -> Result<PathBuf> {
    let program = tools.join("bin/cargo-deny");
    let version = Command::new(&program).arg("--version").output();
    if version.is_ok_and(|output| String::from_utf8_lossy(&output.stdout).contains(CARGO_DENY_VERSION)) {
        return Ok(program);
    }
    let build = tools.join("build");
    process::run(
        Command::new(cargo())
            // It checks for a second; it must not compile for minutes.
            .args([
                "install",
                "cargo-deny",
                "--version",
                CARGO_DENY_VERSION,
                "--locked",
                "--debug",
                "--force",
                "--root",
            ])
            .arg(tools)
            .env("CARGO_TARGET_DIR", &build)
            .env("CARGO_PROFILE_DEV_DEBUG", "0"),
    )?;
    let _ = std::fs::remove_dir_all(build);
    Ok(program)
}

/// All Rust tests on both engines; gives the runner's summary lines.
fn rust_tests(repo: &Repo) -> Result<Vec<String>> {
    // A database that the developer names is used as it is; otherwise we start and stop one.
    let (url, cluster) = match std::env::var(POSTGRES_URL) {
        Ok(url) => (url, None),
        Err(_) => {
            let cluster = Cluster::start(Durability::None)?;
            (cluster.url.clone(), Some(cluster))
        }
    };
    let mut command = Command::new(cargo());
    let marks: &[&str] = if find_program("cargo-nextest").is_some() {
        command.args(["nextest", "run", "--workspace", "--no-fail-fast"]);
        &["Summary ["]
    } else {
        command.args([
            "test",
            "--workspace",
            "--lib",
            "--bins",
            "--tests",
            "--examples",
            "--no-fail-fast",
        ]);
        &["test result:"]
    };
    command
        .env(POSTGRES_URL, url)
        // The core was built just before: a comparison with it that is left out would be a fault.
        .env(REQUIRE_WASM, "1");
    let result = process::run_and_keep(command.current_dir(&repo.root), marks);
    drop(cluster);
    result
}

fn browser_tests(repo: &Repo) -> Result<()> {
    let chromium = setup::chromium().context("Chromium is missing")?;
    // The lists of other offices name the people of the demonstration of this day.
    let messy = repo.target.join("messy").join(serve::Demo::TaDung.to_string());
    serve::seed_messy(repo, serve::Demo::TaDung, Some(messy.clone()))?;
    process::run(
        Command::new("npx")
            .args(["--no-install", "playwright", "test"])
            .env("TANTHON_BIN", repo.tanthon())
            .env("TANTHON_CHROMIUM", chromium)
            .env("TANTHON_MESSY", messy)
            .current_dir(repo.path("e2e")),
    )
}
