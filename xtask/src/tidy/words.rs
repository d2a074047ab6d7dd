//! Words that must not be committed: folders of one machine, hosts from which packages were downloaded.

use super::{Fault, Text, first_test_line, is_test_file};

/// Folders that exist on one person's machine only.
const FOLDERS: [&str; 3] = ["/work/", "/root/", "/Users/"];

/// Allowed in tests, which put their throw-away files there.
const TEMPORARY: &str = "/tmp/";

/// A lock file that names a host works only where that host answers.
const HOSTS: [&str; 6] = [
    "registry.npmjs.org",
    "registry.yarnpkg.com",
    "registry.npmmirror.com",
    "static.crates.io",
    "index.crates.io",
    "artifactory",
];

/// Faults of one file.
pub fn check(text: &Text) -> Vec<Fault> {
    // This file names them all.
    if text.path == "xtask/src/tidy/words.rs" {
        return Vec::new();
    }
    let tests_from = if is_test_file(&text.path) {
        0
    } else {
        first_test_line(text)
    };
    let mut faults = Vec::new();
    for (index, line) in text.content.lines().enumerate() {
        let mut add = |message: String| {
            faults.push(Fault {
                path: text.path.clone(),
                line: index + 1,
                message,
            })
        };
        for folder in FOLDERS.iter().filter(|folder| names_folder(line, folder)) {
            add(format!("{folder} is a folder of one machine"));
        }
        if index < tests_from && names_folder(line, TEMPORARY) {
            add(format!(
                "{TEMPORARY} outside tests: ask the system for its temporary folder"
            ));
        }
        for host in HOSTS.iter().filter(|host| line.contains(*host)) {
            add(format!("{host}: where packages come from is the machine's affair"));
        }
    }
    faults
}

/// Whether an absolute path below this folder stands in the line: not as a later part of another path or address.
fn names_folder(line: &str, folder: &str) -> bool {
    line.match_indices(folder).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        !before.is_some_and(|char| char.is_alphanumeric() || "._-~*}".contains(char))
    })
}

#[cfg(test)]
mod tests {
    use super::super::text;
    use super::*;

    #[test]
    fn folders_and_hosts_are_found() {
        let cases = [
            ("docs/a.md", "see /work/main", 1),
            ("docs/a.md", "\"/root/x\" and `/Users/y`", 2),
            ("docs/a.md", "https://example.org/work/1 and target/work/x", 0),
            ("crates/a/src/lib.rs", "let x = \"/tmp/x\";", 1),
            (
                "crates/a/src/lib.rs",
                "#[cfg(test)]\nmod tests { let x = \"/tmp/x\"; }",
                0,
            ),
            ("crates/a/tests/x.rs", "let x = \"/tmp/x\";", 0),
            (
                "web/package-lock.json",
                "\"resolved\": \"https://registry.npmjs.org/x\"",
                1,
            ),
            (
                "Cargo.lock",
                "source = \"registry+https://github.com/rust-lang/crates.io-index\"",
                0,
            ),
        ];
        for (path, content, count) in cases {
            assert_eq!(check(&text(path, content)).len(), count, "{path}: {content}");
        }
    }
}
