//! The web app's `lib` imports downwards only: shell → ui and forms → state → sync → local → core; `lib` never imports routes.

use super::{Fault, Text, is_test_file};

const LIB: &str = "web/src/lib/";

/// What a folder below `lib` may import besides itself.
const ALLOWED: [(&str, &[&str]); 10] = [
    ("core", &[]),
    ("local", &["core"]),
    ("sync", &["local", "core"]),
    ("state", &["sync", "local", "core", "messages"]),
    ("ui", &["forms", "state", "sync", "local", "core", "messages", "theme"]),
    ("forms", &["ui", "state", "sync", "local", "core", "messages", "theme"]),
    // Parts of the office's screens.
    (
        "office",
        &["ui", "forms", "state", "sync", "local", "core", "messages", "theme"],
    ),
    // The frame around the screens.
    (
        "shell",
        &["ui", "forms", "state", "sync", "local", "core", "messages", "theme"],
    ),
    // Words and looks: known to the screens, knowing nothing of them.
    ("messages", &["core"]),
    ("theme", &[]),
];

/// Faults of one file.
pub fn check(text: &Text) -> Vec<Fault> {
    let Some(inside) = text.path.strip_prefix(LIB) else {
        return Vec::new();
    };
    let is_code = [".ts", ".js", ".svelte"]
        .iter()
        .any(|ending| text.path.ends_with(ending));
    let Some((folder, _)) = inside.split_once('/') else {
        return Vec::new();
    };
    // A test may look from outside, for example whether every code has its sentence.
    if !is_code || is_test_file(&text.path) {
        return Vec::new();
    }
    let fault = |line: usize, message: String| Fault {
        path: text.path.clone(),
        line,
        message,
    };
    let Some((_, allowed)) = ALLOWED.iter().find(|(of, _)| *of == folder) else {
        return vec![fault(
            0,
            format!("lib/{folder} has no place in the table of xtask/src/tidy/imports.rs"),
        )];
    };
    let mut faults = Vec::new();
    for (index, line) in text.content.lines().enumerate() {
        for target in targets(line).filter_map(|target| resolve(&text.path, target)) {
            let Some(below) = target.strip_prefix(LIB) else {
                if target.starts_with("web/src/routes") {
                    faults.push(fault(index + 1, "lib must not import routes".to_owned()));
                }
                continue;
            };
            let to = below.split('/').next().unwrap_or_default();
            if to != folder && !allowed.contains(&to) {
                faults.push(fault(index + 1, format!("lib/{folder} must not import lib/{to}")));
            }
        }
    }
    faults
}

/// The modules that a line imports, however it does so.
fn targets(line: &str) -> impl Iterator<Item = &str> {
    ["from ", "import ", "import(", "import.meta.glob("]
        .into_iter()
        .flat_map(move |word| {
            line.match_indices(word).filter_map(move |(at, _)| {
                let rest = line[at + word.len()..].trim_start();
                let quote = rest.chars().next().filter(|char| ['\'', '"', '`'].contains(char))?;
                rest[1..].split(quote).next()
            })
        })
}

/// The path that an import means, from the top of the repository; none for packages.
fn resolve(importer: &str, target: &str) -> Option<String> {
    if let Some(rest) = target.strip_prefix("$lib") {
        return Some(format!("{LIB}{}", rest.trim_start_matches('/')));
    }
    if !target.starts_with('.') {
        return None;
    }
    let mut parts: Vec<&str> = importer.split('/').collect();
    parts.pop();
    for part in target.split('/') {
        match part {
            "." | "" => {}
            ".." => {
                parts.pop();
            }
            name => parts.push(name),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::super::text;
    use super::*;

    #[test]
    fn imports_upwards_are_found() {
        let cases = [
            ("web/src/lib/state/a.ts", "import { x } from '$lib/sync/http';", 0),
            ("web/src/lib/sync/a.ts", "import { x } from '$lib/state/app.svelte';", 1),
            ("web/src/lib/sync/a.ts", "import { x } from \"../state/app.svelte\";", 1),
            ("web/src/lib/core/a.ts", "const x = await import('../local');", 1),
            (
                "web/src/lib/core/a.ts",
                "import.meta.glob<Core>('./pkg/domain_wasm.js'); import 'svelte';",
                0,
            ),
            (
                "web/src/lib/ui/photo/a.ts",
                "import { x } from '../../forms/y'; export * from '$lib/core'",
                0,
            ),
            (
                "web/src/lib/ui/A.svelte",
                "  import x from '../../routes/+page.svelte';",
                1,
            ),
            ("web/src/lib/messages/a.ts", "import x from '$lib/ui/x'", 1),
            ("web/src/lib/ui/a.ts", "import x from '$lib/shell/places'", 1),
            ("web/src/lib/sync/a.test.ts", "import x from '$lib/messages'", 0),
            ("web/src/lib/novelty/a.ts", "", 1),
            ("web/src/routes/+page.svelte", "import x from '$lib/ui/x'", 0),
        ];
        for (path, content, count) in cases {
            assert_eq!(check(&text(path, content)).len(), count, "{path}: {content}");
        }
    }
}
