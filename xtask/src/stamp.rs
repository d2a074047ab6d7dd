//! Skipping work whose inputs did not change: a hash of the contents, kept in a small file beside the result.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::Hasher;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// Folders that hold results or downloads and never sources.
const NOT_SOURCES: [&str; 7] = [
    "node_modules",
    "target",
    "build",
    ".svelte-kit",
    ".git",
    "results",
    "test-results",
];

/// All source files below `start` (or `start` itself when it is a file), sorted; a missing path gives none.
///
/// # Errors
/// When a folder cannot be read.
pub fn sources(start: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut open = vec![start.to_path_buf()];
    while let Some(path) = open.pop() {
        if path.is_file() {
            files.push(path);
        } else if path.is_dir() {
            for entry in fs::read_dir(&path).with_context(|| path.display().to_string())? {
                let entry = entry.with_context(|| path.display().to_string())?;
                // A link may lead out of the repository or in circles.
                if entry.file_type().is_ok_and(|kind| kind.is_symlink()) {
                    continue;
                }
                if !NOT_SOURCES.iter().any(|name| entry.file_name() == *name) {
                    open.push(entry.path());
                }
            }
        }
    }
    files.sort();
    Ok(files)
}

/// One number for the names and contents of all sources below these paths, and for `extra` (versions, options).
///
/// # Errors
/// When a file cannot be read.
pub fn hash(paths: &[PathBuf], extra: &str) -> Result<String> {
    let mut hasher = DefaultHasher::new();
    hasher.write(extra.as_bytes());
    for path in paths {
        for file in sources(path)? {
            let content = fs::read(&file).with_context(|| file.display().to_string())?;
            hasher.write(file.as_os_str().as_encoded_bytes());
            hasher.write_usize(content.len());
            hasher.write(&content);
        }
    }
    Ok(format!("{:016x}", hasher.finish()))
}

/// Whether the stamp file says that the result was made from inputs with this hash.
pub fn is_fresh(stamp: &Path, hash: &str) -> bool {
    fs::read_to_string(stamp).is_ok_and(|written| written.trim() == hash)
}

/// Writes the stamp, after the result is complete.
///
/// # Errors
/// When the file cannot be written.
pub fn write(stamp: &Path, hash: &str) -> Result<()> {
    if let Some(folder) = stamp.parent() {
        fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    }
    fs::write(stamp, hash).with_context(|| stamp.display().to_string())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_added_or_renamed_file_changes_the_hash() {
        let folder = std::env::temp_dir().join(format!("xtask-stamp-{}", std::process::id()));
        fs::create_dir_all(folder.join("node_modules")).unwrap();
        let of = || hash(std::slice::from_ref(&folder), "").unwrap();
        fs::write(folder.join("a"), "1").unwrap();
        let first = of();
        assert_eq!(first, of());
        assert_ne!(first, hash(std::slice::from_ref(&folder), "other compiler").unwrap());
        fs::write(folder.join("node_modules/x"), "ignored").unwrap();
        assert_eq!(first, of());
        fs::write(folder.join("a"), "2").unwrap();
        let changed = of();
        assert_ne!(first, changed);
        fs::rename(folder.join("a"), folder.join("b")).unwrap();
        let renamed = of();
        assert_ne!(changed, renamed);
        fs::write(folder.join("c"), "").unwrap();
        assert_ne!(renamed, of());
        fs::remove_dir_all(folder).unwrap();
    }
}
