//! The browser's core: `crates/domain-wasm` compiled to WebAssembly, with its JavaScript and TypeScript bindings.

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
    setup::ensure(repo, &[Need::Wasm])?;
    let toolchain = toolchain()?.context("no compiler for the browser, although it was just installed")?;
    let mut inputs: Vec<PathBuf> = ["domain", "rulebook", "wire", "domain-wasm"]
        .iter()
        .map(|name| repo.root.join("crates").join(name))
        .collect();
    inputs.extend(["rules", "Cargo.toml", "Cargo.lock", "xtask/src/wasm.rs"].map(|name| repo.path(name)));
    let hash = stamp::hash(&inputs, &compiler(&toolchain)?)?;

    let package = repo.path("web/src/lib/core/pkg");
    // Inside the result: deleting the result must make us build again.
    let stamp_file = package.join(".stamp");
    if stamp::is_fresh(&stamp_file, &hash) {
        println!("The browser's core is up to date.");
        return Ok(());
    }
    let _ = std::fs::remove_file(&stamp_file);

    let module = compile(repo, &toolchain)?;
    std::fs::create_dir_all(&package)?;
    Bindgen::new()
        .input_path(&module)
        .web(true)?
        .typescript(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(&package)?;
    prove(repo, &package)?;
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
fn compile(repo: &Repo, toolchain: &Toolchain) -> Result<PathBuf> {
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
            "domain-wasm",
            "--target-dir",
        ])
        .arg(&target)
        // Flags meant for native code (coverage, sanitizers) do not fit here.
        .env_remove("RUSTFLAGS")
        .env_remove("CARGO_ENCODED_RUSTFLAGS");
    process::run(&mut command)?;
    let module = target.join(TARGET).join("wasm/domain_wasm.wasm");
    if !module.is_file() {
        bail!("cargo made no {}", module.display());
    }
    Ok(module)
}

/// Loads the result in Node, asks it for its version, and reports its size.
fn prove(repo: &Repo, package: &Path) -> Result<()> {
    let answer = process::read(
        Command::new("node")
            .arg(repo.path("xtask/scripts/prove-wasm.mjs"))
            .arg(package),
    )?;
    println!("The browser's core: {}", answer.trim());
    Ok(())
}
