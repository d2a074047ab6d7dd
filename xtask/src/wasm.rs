//! What runs in the browser: the core (`crates/domain-wasm`) and the matching of lists (`crates/linkage-wasm`) compiled to
//! WebAssembly, with their JavaScript and TypeScript bindings.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

use crate::repo::{Repo, cargo, find_program};
use crate::setup::{self, Need};
use crate::{process, stamp};

const TARGET: &str = "wasm32-unknown-unknown";

/// Where Debian's rustc-web puts its compiler and the sources of the standard library.
const DEBIAN_RUSTC: &str = "/usr/bin/rustc";
const DEBIAN_STD: &str = "/usr/lib/rustlib/src/rust/library/std/Cargo.toml";

/// A way to compile for the browser.
pub enum Toolchain {
    /// The toolchain in use has the target's standard library.
    Rustup,
    /// Debian's compiler builds the standard library from source; the linker is this program.
    Debian {
        /// `wasm-ld`, of whichever version there is.
        linker: PathBuf,
    },
}

/// Looks for a way to compile for the browser; tries to add rustup's target before giving up.
///
/// # Errors
/// When the compiler cannot be asked for its folder.
pub fn toolchain() -> Result<Option<Toolchain>> {
    if has_target()? {
        return Ok(Some(Toolchain::Rustup));
    }
    if let Some(linker) = debian_linker() {
        return Ok(Some(Toolchain::Debian { linker }));
    }
    // Asked last: where the download is not possible, it fails after a while.
    let added = find_program("rustup").is_some()
        && Command::new("rustup")
            .args(["target", "add", TARGET])
            .status()
            .is_ok_and(|status| status.success());
    Ok(if added && has_target()? {
        Some(Toolchain::Rustup)
    } else {
        None
    })
}

/// Whether the compiler in use has a standard library for the browser; works without rustup too.
fn has_target() -> Result<bool> {
    let folder = process::read(Command::new("rustc").args(["--print", "target-libdir", "--target", TARGET]))?;
    Ok(Path::new(folder.trim()).is_dir())
}

/// The linker of a complete and recent enough Debian tool chain.
fn debian_linker() -> Option<PathBuf> {
    if !Path::new(DEBIAN_STD).is_file() {
        return None;
    }
    let version = process::read(Command::new(DEBIAN_RUSTC).arg("--version")).ok()?;
    let minor: u32 = version.strip_prefix("rustc 1.")?.split('.').next()?.parse().ok()?;
    let needed: u32 = env!("CARGO_PKG_RUST_VERSION").split('.').nth(1)?.parse().ok()?;
    if minor < needed {
        return None;
    }
    ["wasm-ld-19", "wasm-ld", "wasm-ld-20", "wasm-ld-21"]
        .into_iter()
        .find_map(find_program)
}

/// Builds the core into `web/src/lib/core/pkg`, when its sources changed.
///
/// # Errors
/// When the tool chain is missing, the code does not compile, or the result does not run.
pub fn build(repo: &Repo) -> Result<()> {
    let sources = [
        "crates/domain",
        "crates/rulebook",
        "crates/wire",
        "crates/domain-wasm",
        "rules",
    ];
    build_package(repo, "domain-wasm", &sources, repo.path("web/src/lib/core/pkg"))
}

/// Builds the matching of lists into the target folder, when its sources changed, and gives the folder.
///
/// # Errors
/// As [`build`].
pub fn build_linkage(repo: &Repo) -> Result<PathBuf> {
    let package = repo.target.join("browser/linkage");
    let sources = ["crates/domain", "crates/linkage", "crates/linkage-wasm"];
    build_package(repo, "linkage-wasm", &sources, package.clone())?;
    Ok(package)
}

fn build_package(repo: &Repo, name: &str, sources: &[&str], package: PathBuf) -> Result<()> {
    setup::ensure(repo, &[Need::Wasm])?;
    let toolchain = toolchain()?.context("no compiler for the browser, although it was just installed")?;
    let shared = ["Cargo.toml", "Cargo.lock", "xtask/src/wasm.rs"];
    let inputs: Vec<PathBuf> = sources.iter().chain(&shared).map(|path| repo.path(path)).collect();
    let hash = stamp::hash(&inputs, &compiler(&toolchain)?)?;

    // Inside the result: deleting the result must make us build again.
    let stamp_file = package.join(".stamp");
    if stamp::is_fresh(&stamp_file, &hash) {
        eprintln!("{name} is up to date.");
        return Ok(());
    }
    let _ = std::fs::remove_file(&stamp_file);

    let module = compile(repo, &toolchain, name)?;
    std::fs::create_dir_all(&package)?;
    Bindgen::new()
        .input_path(&module)
        .web(true)?
        .typescript(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(&package)?;
    prove(repo, &package, name)?;
    stamp::write(&stamp_file, &hash)
}

/// Which compiler makes the result.
fn compiler(toolchain: &Toolchain) -> Result<String> {
    let program = match toolchain {
        Toolchain::Rustup => "rustc",
        Toolchain::Debian { .. } => DEBIAN_RUSTC,
    };
    process::read(Command::new(program).arg("--version"))
}

/// Compiles the crate and gives the path of the raw module.
fn compile(repo: &Repo, toolchain: &Toolchain, name: &str) -> Result<PathBuf> {
    // A folder of its own: another compiler's results would push out those of the native builds.
    let target = repo.target.join("browser");
    let mut command = Command::new(cargo());
    command.current_dir(&repo.root).arg("build");
    match toolchain {
        Toolchain::Rustup => {}
        Toolchain::Debian { linker } => {
            command
                .arg("-Zbuild-std=std,panic_abort")
                .env("RUSTC", DEBIAN_RUSTC)
                // Building the standard library is not stable; the crates themselves use no unstable feature.
                .env("RUSTC_BOOTSTRAP", "1")
                .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker)
                // `cargo run` points this at the other tool chain's libraries.
                .env_remove("LD_LIBRARY_PATH");
        }
    }
    command
        .args([
            "--locked",
            "--target",
            TARGET,
            "--profile",
            "wasm",
            "-p",
            name,
            "--target-dir",
        ])
        .arg(&target)
        // Flags meant for native code (coverage, sanitizers) do not fit here.
        .env_remove("RUSTFLAGS")
        .env_remove("CARGO_ENCODED_RUSTFLAGS");
    process::run(&mut command)?;
    let module = target
        .join(TARGET)
        .join("wasm")
        .join(name.replace('-', "_"))
        .with_extension("wasm");
    if !module.is_file() {
        bail!("cargo made no {}", module.display());
    }
    Ok(module)
}

/// Loads the result in Node, asks it for its version, and reports its size.
fn prove(repo: &Repo, package: &Path, name: &str) -> Result<()> {
    let answer = process::read(
        Command::new("node")
            .arg(repo.path("xtask/scripts/prove-wasm.mjs"))
            .arg(package)
            .arg(name.replace('-', "_")),
    )?;
    eprintln!("{name}: {}", answer.trim());
    Ok(())
}
