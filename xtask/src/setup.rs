//! What the machine must have: Debian packages and npm packages, installed when missing and only then.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::repo::{Repo, find_program};
use crate::{postgres, process, stamp, wasm};

/// Something that a command cannot do without.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// A compiler and a linker for `wasm32-unknown-unknown`.
    Wasm,
    /// The npm packages of `web/`.
    Web,
    /// The npm packages of `e2e/`.
    E2e,
    /// A Chromium for the browser tests.
    Chromium,
    /// `initdb` and `postgres` for a cluster of our own.
    Postgres,
    /// `pdftotext`, with which tests read our PDFs.
    Poppler,
}

/// Everything, for `cargo xtask setup`.
///
/// # Errors
/// When something is missing and cannot be installed.
pub fn everything(repo: &Repo) -> Result<()> {
    let all = [
        Need::Wasm,
        Need::Web,
        Need::E2e,
        Need::Chromium,
        Need::Postgres,
        Need::Poppler,
    ];
    ensure(repo, &all)?;
    println!("Everything is there.");
    Ok(())
}

/// Makes sure that these are there. Quick when they are.
///
/// # Errors
/// When something is missing and cannot be installed; the message says what to install by hand.
pub fn ensure(repo: &Repo, needs: &[Need]) -> Result<()> {
    let mut packages: Vec<&str> = Vec::new();
    for need in needs {
        packages.extend(missing_packages(*need)?);
    }
    if !packages.is_empty() {
        install(&packages)?;
    }
    for need in needs {
        let folder = match need {
            Need::Web => "web",
            Need::E2e => "e2e",
            Need::Wasm | Need::Chromium | Need::Postgres | Need::Poppler => continue,
        };
        npm_ci(&repo.path(folder))?;
    }
    Ok(())
}

/// The Chromium for the browser tests: `TANTHON_CHROMIUM`, or one of the usual names in PATH.
pub fn chromium() -> Option<PathBuf> {
    if let Some(path) = std::env::var_os("TANTHON_CHROMIUM") {
        return Some(path.into());
    }
    ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"]
        .into_iter()
        .find_map(find_program)
}

/// The Debian packages that provide a need, none when it is met already.
fn missing_packages(need: Need) -> Result<Vec<&'static str>> {
    Ok(match need {
        Need::Wasm => match wasm::toolchain()? {
            Some(_) => vec![],
            None => vec!["rustc-web", "rust-web-src", "lld-19"],
        },
        Need::Chromium if chromium().is_none() => vec!["chromium"],
        Need::Postgres if postgres::programs().is_none() => vec!["postgresql-15"],
        Need::Poppler if find_program("pdftotext").is_none() => vec!["poppler-utils"],
        Need::Chromium | Need::Postgres | Need::Poppler => vec![],
        Need::Web | Need::E2e => {
            if find_program("npm").is_none() {
                bail!("npm is missing: install Node.js 20 or newer");
            }
            vec![]
        }
    })
}

/// Installs Debian packages, with sudo when we are not root.
fn install(packages: &[&str]) -> Result<()> {
    let list = packages.join(" ");
    println!("Missing on this machine: {list}");
    if find_program("apt-get").is_none() {
        bail!("there is no apt-get here: install what these Debian packages provide by hand: {list}");
    }
    let is_root = process::read(Command::new("id").arg("-u"))?.trim() == "0";
    if !is_root && find_program("sudo").is_none() {
        bail!("neither root nor sudo: have an administrator run `apt-get install {list}`");
    }
    let apt = |args: &[&str]| {
        let mut command = if is_root {
            Command::new("apt-get")
        } else {
            Command::new("sudo")
        };
        if !is_root {
            command.args(["--preserve-env=DEBIAN_FRONTEND", "apt-get"]);
        }
        command.env("DEBIAN_FRONTEND", "noninteractive").args(args);
        process::run(&mut command)
    };
    apt(&["update", "-q"])?;
    let mut args = vec!["install", "-y", "-q", "--no-install-recommends"];
    args.extend(packages);
    apt(&args).with_context(|| format!("install by hand: {list}"))
}

/// `npm ci`, unless the installed packages come from this very lock file.
fn npm_ci(folder: &Path) -> Result<()> {
    let inputs = [folder.join("package.json"), folder.join("package-lock.json")];
    if !inputs[1].is_file() {
        bail!("{} is missing", inputs[1].display());
    }
    let hash = stamp::hash(&inputs, "")?;
    let stamp_file = folder.join("node_modules/.xtask-stamp");
    if stamp::is_fresh(&stamp_file, &hash) {
        return Ok(());
    }
    // npm removes node_modules itself, but a half-finished one must not look complete.
    let _ = fs::remove_file(&stamp_file);
    process::run(
        Command::new("npm")
            .args(["ci", "--no-audit", "--no-fund"])
            // The browser tests use the Chromium of the machine.
            .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
            .current_dir(folder),
    )?;
    stamp::write(&stamp_file, &hash)
}
