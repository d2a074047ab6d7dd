//! Where things are: the repository, cargo's target folder, programs in PATH.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

/// The repository and its build folder.
pub struct Repo {
    /// Top folder of the repository, absolute.
    pub root: PathBuf,
    /// cargo's target folder, absolute; honours `CARGO_TARGET_DIR` and cargo's configuration.
    pub target: PathBuf,
    /// Answer of `cargo metadata --no-deps`.
    pub metadata: Value,
}

impl Repo {
    /// Finds the repository of this `xtask`.
    ///
    /// # Errors
    /// When cargo cannot describe the workspace.
    pub fn find() -> Result<Self> {
        // cargo tells the folder at run time; the compiled-in path serves a binary that was started by hand.
        let manifest = env::var("CARGO_MANIFEST_DIR").unwrap_or_else(|_| env!("CARGO_MANIFEST_DIR").to_owned());
        let root = Path::new(&manifest)
            .parent()
            .context("xtask lies in the repository")?
            .to_path_buf();
        let output = Command::new(cargo())
            .args(["metadata", "--no-deps", "--format-version", "1"])
            .current_dir(&root)
            .output()
            .context("cargo metadata could not be started")?;
        anyhow::ensure!(
            output.status.success(),
            "cargo metadata: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        let metadata: Value = serde_json::from_slice(&output.stdout).context("cargo metadata wrote no JSON")?;
        let target = metadata["target_directory"]
            .as_str()
            .context("cargo metadata names no target folder")?
            .into();
        Ok(Self { root, target, metadata })
    }

    /// A path inside the repository.
    pub fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    /// The development build of the program.
    pub fn tanthon(&self) -> PathBuf {
        self.target.join("debug").join("tanthon")
    }
}

/// The cargo that started us, so that nested builds use the same toolchain.
pub fn cargo() -> String {
    env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned())
}

/// The first file of this name in PATH.
pub fn find_program(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path)
        .map(|folder| folder.join(name))
        .find(|file| file.is_file())
}
