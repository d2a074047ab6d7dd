//! What kind of list it is, with the evidence.

use crate::columns::Field;
use crate::imported::{KindGuess, ListKind, PersonRow, SheetReading};
use crate::text::words_key;

/// Words of titles, file names and sheet names.
const TITLES: [(ListKind, &[&str]); 5] = [
    (ListKind::Disability, &["khuyet tat", "nkt"]),
    (ListKind::PoorHousehold, &["ho ngheo", "can ngheo", "hongheo"]),
    (
        ListKind::Elderly,
        &["nguoi cao tuoi", "cao tuoi", "nct", "hoi nguoi cao tuoi"],
    ),
    (
        ListKind::Payment,
        &[
            "chi tra",
            "tro cap",
            "nhan tien",
            "bao tro xa hoi",
            "btxh",
            "huong che do",
        ],
    ),
    (
        ListKind::Residence,
        &["cu tru", "nhan khau", "ho khau", "thuong tru", "dan cu", "nhan ho khau"],
    ),
];

/// Columns that speak for a kind.
const COLUMNS: [(ListKind, &[Field]); 5] = [
    (
        ListKind::Disability,
        &[
            Field::Disability,
            Field::ExtremeMark,
            Field::SevereMark,
            Field::DisabilityType,
            Field::DisabilityCertificate,
        ],
    ),
    (
        ListKind::PoorHousehold,
        &[Field::Poverty, Field::PoorMark, Field::NearPoorMark],
    ),
    (ListKind::Elderly, &[]),
    (
        ListKind::Payment,
        &[
            Field::Monthly,
            Field::Coefficient,
            Field::BankAccount,
            Field::Signature,
            Field::DecisionNumber,
        ],
    ),
    (ListKind::Residence, &[Field::RelationToHead, Field::HouseholdNumber]),
];

/// Guesses the kind from titles, columns and people.
pub fn guess(file_name: &str, sheets: &[SheetReading], rows: &[PersonRow]) -> KindGuess {
    let mut texts: Vec<String> = vec![words_key(file_name)];
    for sheet in sheets {
        texts.push(words_key(&sheet.name));
        texts.extend(sheet.titles.iter().map(|title| words_key(title)));
    }
    let mut found: Vec<(ListKind, u32, Vec<String>)> = Vec::new();
    for ((kind, words), (_, fields)) in TITLES.into_iter().zip(COLUMNS) {
        let mut points = 0;
        let mut evidence = Vec::new();
        for word in words
            .iter()
            .filter(|word| texts.iter().any(|text| has_words(text, word)))
        {
            points += 3;
            evidence.push(format!("title:{}", word.replace(' ', "_")));
        }
        for field in fields {
            let has = |sheet: &SheetReading| sheet.columns.iter().any(|column| column.field == Some(*field));
            if sheets.iter().any(has) {
                points += if *field == Field::Monthly { 3 } else { 2 };
                evidence.push(format!("column:{}", field.as_str()));
            }
        }
        let years: Vec<i32> = rows
            .iter()
            .filter_map(|row| row.birth_date.as_ref()?.value.as_deref()?.get(..4)?.parse().ok())
            .collect();
        if kind == ListKind::Elderly && years.len() >= 5 {
            let newest = years.iter().max().copied().unwrap_or(0);
            let old = years.iter().filter(|year| **year <= newest && **year < 1970).count();
            if old * 10 >= years.len() * 9 {
                points += 2;
                evidence.push("content:born_before_1970".to_owned());
            }
        }
        found.push((kind, points, evidence));
    }
    // Of equals the first: a list of payments to people with disabilities says so in its amounts (3 points).
    let best = found.into_iter().rev().max_by_key(|(_, points, _)| *points);
    match best {
        Some((kind, points, evidence)) if points >= 2 => KindGuess { kind, evidence },
        Some(_) | None => KindGuess {
            kind: ListKind::Other,
            evidence: Vec::new(),
        },
    }
}

fn has_words(text: &str, words: &str) -> bool {
    format!(" {text} ").contains(&format!(" {words} "))
}
