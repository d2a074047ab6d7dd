//! The web app: `web/` built into `web/build`, which the server embeds.

use std::process::Command;

use anyhow::{Result, bail};

use crate::repo::Repo;
use crate::setup::{self, Need};
use crate::{process, stamp, wasm};

/// Builds the core and the web app, when something changed.
///
/// # Errors
/// When npm or the build fails.
pub fn build(repo: &Repo) -> Result<()> {
    setup::ensure(repo, &[Need::Web])?;
    wasm::build(repo)?;
    let web = repo.path("web");
    let node = process::read(Command::new("node").arg("--version"))?;
    let hash = stamp::hash(std::slice::from_ref(&web), &node)?;
    // Not inside web/build: the server embeds and serves everything that lies there.
    let stamp_file = repo.target.join("web-build.stamp");
    if stamp::is_fresh(&stamp_file, &hash) && web.join("build").is_dir() {
        eprintln!("The web app is up to date.");
        return Ok(());
    }
    script(repo, "build")?;
    if !web.join("build").is_dir() {
        bail!("npm run build made no web/build");
    }
    stamp::write(&stamp_file, &hash)
}

/// Runs a script of `web/package.json`.
///
/// # Errors
/// When the script fails.
pub fn script(repo: &Repo, name: &str) -> Result<()> {
    process::run(
        Command::new("npm")
            .args(["run", "--silent", name])
            .current_dir(repo.path("web")),
    )
}
