//! No TypeScript knows the law: decrees and amounts live in `rules/` and reach the screen through the core.

use super::{Fault, Text, is_test_file};

/// What only a copied rule would write: the number of a decree, the standard rates.
const MARKS: [&str; 7] = ["/NĐ-CP", "/ND-CP", "540000", "540.000", "540_000", "500_000", "500.000"];

/// Faults of one file.
pub fn check(text: &Text) -> Vec<Fault> {
    let is_code = text.path.starts_with("web/src/")
        && [".ts", ".js", ".svelte"]
            .iter()
            .any(|ending| text.path.ends_with(ending));
    if !is_code || is_test_file(&text.path) || text.path.starts_with("web/src/lib/messages/") {
        return Vec::new();
    }
    let lines = text.content.lines().enumerate();
    lines
        .filter_map(|(index, line)| {
            let mark = MARKS.iter().find(|mark| contains_number(line, mark))?;
            let message = format!("{mark}: the law is data in rules/, not TypeScript");
            Some(Fault {
                path: text.path.clone(),
                line: index + 1,
                message,
            })
        })
        .collect()
}

/// Whether the mark stands in the line and is not a part of a longer number.
fn contains_number(line: &str, mark: &str) -> bool {
    line.match_indices(mark).any(|(at, _)| {
        let is_digit = |char: Option<char>| char.is_some_and(|char| char.is_ascii_digit());
        let starts_with_digit = is_digit(mark.chars().next());
        !(starts_with_digit
            && (is_digit(line[..at].chars().next_back()) || is_digit(line[at + mark.len()..].chars().next())))
    })
}

#[cfg(test)]
mod tests {
    use super::super::text;
    use super::*;

    #[test]
    fn law_in_typescript_is_found() {
        let cases = [
            ("web/src/lib/ui/a.ts", "const basis = '335/2026/NĐ-CP';", 1),
            ("web/src/routes/+page.svelte", "{540000 * 1.5}", 1),
            ("web/src/lib/ui/a.ts", "const limit = 15400001;", 0),
            ("web/src/lib/ui/a.test.ts", "expect(540000)", 0),
            ("web/src/lib/messages/vi.ts", "'Nghị định 335/2026/NĐ-CP'", 0),
            ("crates/domain/src/a.rs", "/// 335/2026/NĐ-CP", 0),
        ];
        for (path, content, count) in cases {
            assert_eq!(check(&text(path, content)).len(), count, "{path}: {content}");
        }
    }
}
