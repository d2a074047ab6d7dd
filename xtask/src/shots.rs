//! The pictures of the guide, taken from the running demonstration.

use std::process::Command;

use anyhow::{Context, Result};

use crate::repo::Repo;
use crate::setup::{self, Need};
use crate::{process, serve, web};

/// Builds everything and writes `docs/huong-dan/anh` anew; the demonstration lives in a folder that is removed after.
///
/// # Errors
/// When a build fails, or a screen is not as the script expects it.
pub fn take(repo: &Repo) -> Result<()> {
    setup::ensure(repo, &[Need::Wasm, Need::Web, Need::E2e, Need::Chromium])?;
    web::build(repo)?;
    serve::build_program(repo)?;
    let messy = repo.target.join("messy").join(serve::Demo::TaDung.to_string());
    serve::seed_messy(repo, serve::Demo::TaDung, Some(messy.clone()))?;
    let chromium = setup::chromium().context("Chromium is missing")?;
    process::run(
        Command::new("npx")
            .args(["--no-install", "playwright", "test", "--config", "shots.config.ts"])
            .env("TANTHON_BIN", repo.tanthon())
            .env("TANTHON_CHROMIUM", chromium)
            .env("TANTHON_MESSY", messy)
            .current_dir(repo.path("e2e")),
    )
}
