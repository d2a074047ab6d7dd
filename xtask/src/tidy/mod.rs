//! Style that a machine can check, so that reviews need not: one rule, one file.

mod directions;
mod imports;
mod law;
mod sizes;
mod words;

use std::fmt;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Result, bail};

use crate::process;
use crate::repo::Repo;

/// Larger files are data; none of the rules is about data.
const LARGEST_READ_BYTES: u64 = 4_000_000;

/// A text file of the repository.
pub struct Text {
    /// From the top of the repository, with `/`.
    path: String,
    content: String,
}

/// Something to mend.
#[derive(Debug, PartialEq, Eq)]
pub struct Fault {
    path: String,
    /// From 1; 0 when the fault is not in one line.
    line: usize,
    message: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}: {}", self.path, self.line, self.message)
    }
}

/// Checks all rules and prints each fault.
///
/// # Errors
/// When there is a fault, or a file cannot be read.
pub fn run(repo: &Repo) -> Result<()> {
    let texts = texts(repo)?;
    let faults = faults(repo, &texts);
    for fault in &faults {
        println!("{fault}");
    }
    match faults.len() {
        0 => {
            println!("{} files are tidy.", texts.len());
            Ok(())
        }
        count => bail!("{count} faults of style"),
    }
}

fn faults(repo: &Repo, texts: &[Text]) -> Vec<Fault> {
    let mut faults = directions::check(&repo.metadata);
    for text in texts {
        faults.extend(sizes::check(text));
        faults.extend(words::check(text));
        faults.extend(imports::check(text));
        faults.extend(law::check(text));
        faults.extend(directions::check_sql(text));
    }
    faults
}

/// All text files that are committed or would be.
fn texts(repo: &Repo) -> Result<Vec<Text>> {
    let mut git = Command::new("git");
    git.args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        .current_dir(&repo.root);
    let mut paths: Vec<PathBuf> = process::read(&mut git)?
        .split_terminator('\0')
        .map(PathBuf::from)
        .collect();
    paths.sort();
    paths.dedup();
    let mut texts = Vec::new();
    for path in paths {
        let full = repo.root.join(&path);
        // A file may be deleted and not yet committed; a link may lead anywhere.
        let Ok(about) = fs::symlink_metadata(&full) else {
            continue;
        };
        if !about.is_file() || about.len() > LARGEST_READ_BYTES {
            continue;
        }
        if let Ok(content) = String::from_utf8(fs::read(&full)?) {
            texts.push(Text {
                path: path.to_string_lossy().replace('\\', "/"),
                content,
            });
        }
    }
    Ok(texts)
}

/// Whether the file holds nothing but tests.
fn is_test_file(path: &str) -> bool {
    let has = |part: &str| path.contains(part);
    has("/tests/") || has(".test.") || has(".spec.") || path.starts_with("e2e/") || path.ends_with("test-setup.ts")
}

/// The first line of the tests at the end of a Rust file, from 0.
fn first_test_line(text: &Text) -> usize {
    text.content
        .lines()
        .position(|line| line.trim_start().starts_with("#[cfg(test)]"))
        .unwrap_or(usize::MAX)
}

/// A text for the tests of the rules.
#[cfg(test)]
fn text(path: &str, content: &str) -> Text {
    Text {
        path: path.to_owned(),
        content: content.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `cargo test` checks the style too.
    #[test]
    fn the_repository_is_tidy() {
        let repo = Repo::find().expect("the tests run inside the repository");
        let texts = texts(&repo).expect("git lists the files");
        let faults: Vec<String> = faults(&repo, &texts).iter().map(ToString::to_string).collect();
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }

    #[test]
    fn the_repository_is_looked_at() {
        let repo = Repo::find().expect("the tests run inside the repository");
        let texts = texts(&repo).expect("git lists the files");
        for path in ["Cargo.toml", "crates/domain/src/lib.rs", "xtask/src/tidy/mod.rs"] {
            assert!(texts.iter().any(|text| text.path == path), "{path} is among the files");
        }
    }
}
