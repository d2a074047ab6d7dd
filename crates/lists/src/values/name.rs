//! Names: as typed, one person each, remarks in brackets apart.

use domain::name::FullName;
use domain::text::normalize;

use crate::imported::Reading;
use crate::problem::ProblemCode;
use crate::text::words_key;
use crate::workbook::Cell;

/// A name and what stood in brackets behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Names {
    /// The name.
    pub name: Reading<String>,
    /// The remark.
    pub note: Option<String>,
}

/// Reads a cell of a column of names.
pub fn name(cell: &Cell) -> Option<Names> {
    let raw = cell.to_text();
    let refused = |code| {
        Some(Names {
            name: Reading::refused(raw.clone(), code),
            note: None,
        })
    };
    match cell {
        Cell::Empty => return None,
        Cell::Error(_) => return refused(ProblemCode::FormulaError),
        Cell::Number(_) | Cell::Bool(_) | Cell::Date(_) => return refused(ProblemCode::NameUnreadable),
        Cell::Text(_) => {}
    }
    if is_hostile(&raw) {
        return refused(ProblemCode::TextHostile);
    }
    let (without, note) = take_brackets(&raw);
    let bare = without.trim_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '.' | ',' | ';' | '*' | '+'));
    let bare = bare
        .strip_prefix("Ông ")
        .or_else(|| bare.strip_prefix("Bà "))
        .map_or(bare, |rest| {
            // "Bà" is a title before two more words, and the family name Bà does not exist.
            if rest.contains(' ') { rest } else { bare }
        });
    let is_changed = note.is_some() || bare.trim() != without.trim();
    if are_two_people(bare) {
        return refused(ProblemCode::TwoPeopleInCell);
    }
    match FullName::parse(bare) {
        Ok(name) => Some(Names {
            name: Reading {
                raw: raw.clone(),
                value: Some(name.as_str().to_owned()),
                problem: is_changed.then_some(ProblemCode::NameRemarkTakenOff),
            },
            note,
        }),
        Err(problem) if problem.code == domain::field_problem::FieldProblemCode::TextGarbled => {
            refused(ProblemCode::TextGarbled)
        }
        Err(_) => refused(ProblemCode::NameUnreadable),
    }
}

/// The text without what stands in round brackets, and that.
fn take_brackets(text: &str) -> (String, Option<String>) {
    let Some((before, rest)) = text.split_once('(') else {
        return (text.to_owned(), None);
    };
    let (inside, after) = rest.split_once(')').unwrap_or((rest, ""));
    let note = normalize(inside);
    (format!("{before} {after}"), (!note.is_empty()).then_some(note))
}

/// "Nguyễn Văn A, Trần Thị B", "A và B" with two words each, or two lines.
fn are_two_people(text: &str) -> bool {
    let spaced = text.replace(" và ", "\n").replace(" VÀ ", "\n").replace(" - ", "\n");
    let parts: Vec<&str> = spaced
        .split(['\n', ',', ';', '/', '+', '&'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    let is_name = |part: &&str| part.split_whitespace().count() >= 2 || part.contains('\'');
    parts.len() >= 2 && parts.iter().filter(|part| is_name(part)).count() >= 2
}

/// Whether a text would run in a spreadsheet or a page that takes it for more than text.
pub fn is_hostile(text: &str) -> bool {
    let text = text.trim_start();
    let is_formula = text.starts_with(['=', '@'])
        || (text.starts_with(['+', '-']) && text[1..].starts_with(|c: char| c.is_ascii_alphabetic()));
    let lower = text.to_ascii_lowercase();
    is_formula
        || ["<script", "javascript:", "<img", "<iframe", "onerror="]
            .iter()
            .any(|part| lower.contains(part))
}

/// Any other text: normalised, kept whole, with a remark when it is hostile or an error.
pub fn plain_text(cell: &Cell) -> Option<Reading<String>> {
    let raw = cell.to_text();
    let problem = match cell {
        Cell::Empty => return None,
        Cell::Error(_) => return Some(Reading::refused(raw, ProblemCode::FormulaError)),
        Cell::Text(_) if is_hostile(&raw) => Some(ProblemCode::TextHostile),
        Cell::Text(_) if domain::text::looks_garbled(&raw) => Some(ProblemCode::TextGarbled),
        Cell::Text(_) | Cell::Number(_) | Cell::Date(_) | Cell::Bool(_) => None,
    };
    let value = normalize(&raw);
    // A stroke or a dot says that there is nothing.
    if words_key(&value).is_empty() {
        return None;
    }
    Some(Reading {
        raw,
        value: Some(value),
        problem,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_names() {
        use ProblemCode::*;
        for (text, value, note, problem) in [
            ("Nguyễn Văn Ví Dụ", Some("Nguyễn Văn Ví Dụ"), None, None),
            ("TRẦN THỊ MẪU", Some("TRẦN THỊ MẪU"), None, None),
            ("K'Brôi", Some("K'Brôi"), None, None),
            (
                "Ka Brơm (chết)",
                Some("Ka Brơm"),
                Some("chết"),
                Some(NameRemarkTakenOff),
            ),
            ("Bà Trần Thị Mẫu", Some("Trần Thị Mẫu"), None, Some(NameRemarkTakenOff)),
            ("Nguyễn Văn A, Trần Thị B", None, None, Some(TwoPeopleInCell)),
            ("Nguyễn Văn A\nTrần Thị B", None, None, Some(TwoPeopleInCell)),
            ("Nguyễn Văn A và Trần Thị B", None, None, Some(TwoPeopleInCell)),
            ("Nguyễn Văn A - Trần Thị B", None, None, Some(TwoPeopleInCell)),
            ("Y-Bré", Some("Y-Bré"), None, None),
            ("=HYPERLINK(\"http://x\";\"A\")", None, None, Some(TextHostile)),
            ("<script>alert(1)</script>", None, None, Some(TextHostile)),
            ("12345", None, None, Some(NameUnreadable)),
        ] {
            let names = name(&Cell::text(text)).expect("content");
            assert_eq!(
                (names.name.value.as_deref(), names.note.as_deref(), names.name.problem),
                (value, note, problem),
                "{text}"
            );
        }
        let error = name(&Cell::Error("#REF!")).expect("content").name;
        assert_eq!((error.raw.as_str(), error.problem), ("#REF!", Some(FormulaError)));
    }

    #[test]
    fn hostile_text_is_kept_and_said() {
        for (text, problem) in [
            ("=cmd|'/c calc'!A1", Some(ProblemCode::TextHostile)),
            ("-cmd", Some(ProblemCode::TextHostile)),
            ("- chưa có thẻ", None),
            ("+84912000001", None),
            ("<img src=x onerror=alert(1)>", Some(ProblemCode::TextHostile)),
            ("bình thường < 3", None),
        ] {
            let reading = plain_text(&Cell::text(text)).expect("content");
            assert_eq!((reading.raw.as_str(), reading.problem), (text, problem), "{text}");
        }
        assert_eq!(plain_text(&Cell::text(" - ")), None);
    }
}
