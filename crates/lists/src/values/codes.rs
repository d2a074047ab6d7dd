//! Closed lists: sex, disability, poverty, relation, ethnic group, crosses.

use std::sync::OnceLock;

use wire::records::Sex;

use crate::imported::Reading;
use crate::problem::ProblemCode;
use crate::text::{heading_key, words_key};
use crate::workbook::Cell;

/// The text of a cell, or the reading that says why there is none.
fn text_of<T>(cell: &Cell) -> Option<Result<String, Reading<T>>> {
    match cell {
        Cell::Empty => None,
        Cell::Error(error) => Some(Err(Reading::refused(*error, ProblemCode::FormulaError))),
        Cell::Text(_) | Cell::Number(_) | Cell::Bool(_) | Cell::Date(_) => Some(Ok(cell.to_text())),
    }
}

fn coded<T>(cell: &Cell, unknown: ProblemCode, read: impl Fn(&str) -> Option<T>) -> Option<Reading<T>> {
    Some(match text_of(cell)? {
        Err(refused) => refused,
        Ok(raw) => match read(&words_key(&raw)) {
            Some(value) => Reading::clear(raw, value),
            None => Reading::refused(raw, unknown),
        },
    })
}

/// Nam, nữ.
pub fn sex(cell: &Cell) -> Option<Reading<Sex>> {
    coded(cell, ProblemCode::SexUnreadable, |key| match key {
        "nam" | "nam gioi" | "trai" | "m" | "male" => Some(Sex::Male),
        "nu" | "nu gioi" | "gai" | "f" | "female" => Some(Sex::Female),
        _ => None,
    })
}

/// Degree of disability.
pub fn disability(cell: &Cell) -> Option<Reading<String>> {
    coded(cell, ProblemCode::DisabilityUnreadable, |key| {
        let key = key
            .strip_prefix("khuyet tat ")
            .or_else(|| key.strip_prefix("nkt "))
            .unwrap_or(key);
        let code = match key {
            "dac biet nang" | "dbn" | "db nang" | "kt dac biet nang" | "nktdbn" => "extreme",
            "nang" | "n" | "kt nang" | "nktn" => "severe",
            "nhe" | "kt nhe" => "light",
            "khong" | "khong khuyet tat" => "none",
            _ => return None,
        };
        Some(code.to_owned())
    })
}

/// Kinds of disability (Law 51/2010/QH12 Art. 3.1); several may stand in one cell.
pub fn disability_types(cell: &Cell) -> Option<Reading<Vec<String>>> {
    coded(cell, ProblemCode::DisabilityTypeUnreadable, |key| {
        const KINDS: [(&str, &[&str]); 6] = [
            ("movement", &["van dong", "liet", "cut"]),
            (
                "hearing_speech",
                &["nghe noi", "nghe", "cam diec", "khiem thinh", "cam", "diec"],
            ),
            ("seeing", &["nhin", "mu", "khiem thi"]),
            ("mental", &["than kinh", "tam than"]),
            ("intellectual", &["tri tue", "cham phat trien"]),
            ("other", &["khac"]),
        ];
        let padded = format!(" {key} ");
        let found: Vec<String> = KINDS
            .iter()
            .filter(|(_, words)| words.iter().any(|word| padded.contains(&format!(" {word} "))))
            .map(|(code, _)| (*code).to_owned())
            .collect();
        (!found.is_empty()).then_some(found)
    })
}

/// Poor, near-poor, neither.
pub fn poverty(cell: &Cell) -> Option<Reading<String>> {
    coded(cell, ProblemCode::PovertyUnreadable, |key| {
        let code = match key {
            "ho ngheo" | "ngheo" | "hn" | "ho ngheo da chieu" | "hongheo" => "poor",
            "ho can ngheo" | "can ngheo" | "hcn" | "cn" | "ho cn" => "near_poor",
            "khong" | "khong ngheo" | "binh thuong" | "trung binh" | "ho trung binh" | "thoat ngheo" | "kha" => "none",
            _ => return None,
        };
        Some(code.to_owned())
    })
}

/// Relation to the head of the household, by the codes of the register.
pub fn relation(cell: &Cell) -> Option<Reading<String>> {
    coded(cell, ProblemCode::RelationUnreadable, |key| {
        let code = match key {
            "chu ho" | "ch" | "ban than" => "head",
            "vo" | "chong" | "vo chong" => "spouse",
            "con" | "con trai" | "con gai" | "con de" | "con ruot" | "con nuoi" => "child",
            "bo" | "me" | "cha" | "bo de" | "me de" | "bo ruot" | "me ruot" | "cha me" | "bo me" => "parent",
            "chau noi" | "chau ngoai" => "grandchild",
            "ong" | "ba" | "ong noi" | "ba noi" | "ong ngoai" | "ba ngoai" => "grandparent",
            "anh" | "chi" | "em" | "anh trai" | "chi gai" | "em trai" | "em gai" | "anh ruot" | "chi ruot"
            | "em ruot" => "sibling",
            "con dau" | "con re" | "bo vo" | "me vo" | "bo chong" | "me chong" | "khac" | "o nho" | "o cung"
            | "chau dau" | "chat" | "co" | "di" | "chu" | "bac" | "cau" => "other",
            // "cháu" alone is a grandchild or a nephew.
            _ => return None,
        };
        Some(code.to_owned())
    })
}

/// Ethnic group by its official name; other names of the 54 groups are known.
pub fn ethnic_group(cell: &Cell) -> Option<Reading<String>> {
    static GROUPS: OnceLock<Vec<(String, &'static str)>> = OnceLock::new();
    let groups = GROUPS.get_or_init(|| {
        let lines = include_str!("../../data/ethnic_groups.csv").lines().skip(1);
        let rows: Vec<(&str, &str)> = lines.filter_map(|line| line.split_once(',')).collect();
        let official = rows.iter().map(|(name, _)| (heading_key(name), *name));
        let others = rows.iter().flat_map(|(name, aliases)| {
            let aliases = aliases
                .split('|')
                .filter(|alias| !alias.is_empty() && !alias.contains('('));
            aliases.map(|alias| (heading_key(alias), *name))
        });
        official.chain(others).collect()
    });
    coded(cell, ProblemCode::EthnicGroupUnknown, |key| {
        let key = heading_key(key);
        groups
            .iter()
            .find(|(known, _)| *known == key)
            .map(|(_, name)| (*name).to_owned())
    })
}

/// A cross in a column whose heading is the answer. `Some(false)` for a written no.
pub fn is_mark(cell: &Cell) -> Option<bool> {
    match cell {
        Cell::Empty | Cell::Error(_) | Cell::Date(_) => None,
        Cell::Bool(value) => Some(*value),
        Cell::Number(number) if *number == 1.0 => Some(true),
        Cell::Number(number) if *number == 0.0 => Some(false),
        Cell::Number(_) => None,
        Cell::Text(text) => match words_key(text).as_str() {
            "x" | "xx" | "co" | "1" | "v" | "c" => Some(true),
            "khong" | "0" | "k" => Some(false),
            "" if text.contains(['✓', '√', '✔', '+']) => Some(true),
            _ => None,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_codes() {
        let value = |reading: Option<Reading<String>>| reading.and_then(|it| it.value);
        for (text, expected) in [
            ("Đặc biệt nặng", Some("extreme")),
            ("ĐBN", Some("extreme")),
            ("Khuyết tật nặng", Some("severe")),
            ("nhẹ", Some("light")),
            ("?", None),
        ] {
            assert_eq!(value(disability(&Cell::text(text))).as_deref(), expected, "{text}");
        }
        for (text, expected) in [
            ("Hộ nghèo", Some("poor")),
            ("HCN", Some("near_poor")),
            ("Không", Some("none")),
            ("x", None),
        ] {
            assert_eq!(value(poverty(&Cell::text(text))).as_deref(), expected, "{text}");
        }
        for (text, expected) in [
            ("Chủ hộ", Some("head")),
            ("con gái", Some("child")),
            ("Cháu nội", Some("grandchild")),
            ("cháu", None),
            ("Con dâu", Some("other")),
        ] {
            assert_eq!(value(relation(&Cell::text(text))).as_deref(), expected, "{text}");
        }
        for (text, expected) in [
            ("Mnông", Some("Mnông")),
            ("M'Nông", Some("Mnông")),
            ("KINH", Some("Kinh")),
            ("Abc", None),
        ] {
            assert_eq!(value(ethnic_group(&Cell::text(text))).as_deref(), expected, "{text}");
        }
        assert_eq!(sex(&Cell::text("Nữ")).and_then(|it| it.value), Some(Sex::Female));
        assert_eq!(
            sex(&Cell::text("x")).and_then(|it| it.problem),
            Some(ProblemCode::SexUnreadable)
        );
        let kinds = disability_types(&Cell::text("Vận động, nghe - nói")).and_then(|it| it.value);
        assert_eq!(kinds, Some(vec!["movement".to_owned(), "hearing_speech".to_owned()]));
        assert_eq!(is_mark(&Cell::text("X")), Some(true));
        assert_eq!(is_mark(&Cell::text("abc")), None);
    }
}
