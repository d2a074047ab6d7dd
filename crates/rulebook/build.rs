//! Embeds every file of the top folder `rules/` as text, so that the program carries its rules.

use std::fs;
use std::path::{Path, PathBuf};

fn collect(folder: &Path, into: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, into)?;
        } else if path.extension().is_some_and(|it| it == "toml") {
            into.push(path);
        }
    }
    Ok(())
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let root = Path::new(&std::env::var("CARGO_MANIFEST_DIR")?)
        .join("../../rules")
        .canonicalize()?;
    println!("cargo::rerun-if-changed={}", root.display());
    let mut files = Vec::new();
    collect(&root, &mut files)?;
    files.sort();
    let mut source = String::from("&[\n");
    for file in &files {
        println!("cargo::rerun-if-changed={}", file.display());
        let name = file.strip_prefix(&root)?.to_string_lossy().replace('\\', "/");
        source += &format!("    ({name:?}, include_str!({:?})),\n", file.display().to_string());
    }
    source += "]\n";
    fs::write(Path::new(&std::env::var("OUT_DIR")?).join("shipped_files.rs"), source)?;
    Ok(())
}
