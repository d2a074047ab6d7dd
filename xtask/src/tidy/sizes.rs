//! No source file over 500 lines, unless it says why near its top: `// size: reason`.

use super::{Fault, Text};

const LONGEST_LINES: usize = 500;

/// Where the reason must stand, so that a reader meets it first.
const TOP_LINES: usize = 10;

/// Faults of one file.
pub fn check(text: &Text) -> Option<Fault> {
    let is_ours = ["crates/", "web/src/", "xtask/", "e2e/"]
        .iter()
        .any(|folder| text.path.starts_with(folder));
    let is_source = [".rs", ".ts", ".mjs", ".js", ".svelte", ".css"]
        .iter()
        .any(|ending| text.path.ends_with(ending));
    let lines = text.content.lines().count();
    if !is_ours || !is_source || lines <= LONGEST_LINES || has_reason(&text.content) {
        return None;
    }
    let message = format!("{lines} lines, more than {LONGEST_LINES}: split it, or give a `// size: reason` at its top");
    Some(Fault {
        path: text.path.clone(),
        line: 0,
        message,
    })
}

fn has_reason(content: &str) -> bool {
    content.lines().take(TOP_LINES).any(|line| {
        let comment = line
            .trim_start()
            .trim_start_matches("<!--")
            .trim_start_matches("/*")
            .trim_start_matches("//");
        comment
            .trim_start()
            .strip_prefix("size:")
            .is_some_and(|reason| reason.trim().len() > 3)
    })
}

#[cfg(test)]
mod tests {
    use super::super::text;
    use super::*;

    #[test]
    fn long_files_need_a_reason() {
        let long = "x\n".repeat(501);
        let cases = [
            ("crates/domain/src/a.rs", "x\n".repeat(500), true),
            ("crates/domain/src/a.rs", long.clone(), false),
            ("web/src/lib/ui/A.svelte", long.clone(), false),
            (
                "web/src/lib/ui/A.svelte",
                format!("<!-- size: one table -->\n{long}"),
                true,
            ),
            (
                "crates/domain/src/a.rs",
                format!("//! Doc.\n// size: one table of the law\n{long}"),
                true,
            ),
            ("crates/domain/src/a.rs", format!("// size:\n{long}"), false),
            ("crates/domain/src/a.rs", format!("{long}// size: too late\n"), false),
            ("rules/table.toml", long.clone(), true),
            ("Cargo.lock", long, true),
        ];
        for (path, content, is_good) in cases {
            assert_eq!(
                check(&text(path, &content)).is_none(),
                is_good,
                "{path}: {}",
                &content[..20]
            );
        }
    }
}
