//! Searching and checking people.

use std::cell::RefCell;

use domain::field_problem::FieldProblem;
use domain::id_card::{self, CardBirth, CardOldNumber};
use domain::search::{MatchQuality, PeopleIndex, PersonEntry};
use domain::sex::Sex;
use serde::Deserialize;
use serde_json::{Value, json};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::answer::{Problem, answer, read};

thread_local! {
    static INDEX: RefCell<PeopleIndex> = RefCell::new(PeopleIndex::new());
}

#[derive(Deserialize)]
struct EntryJson {
    key: u32,
    full_name: String,
    #[serde(default)]
    birth_year: Option<i32>,
    #[serde(default)]
    personal_id: Option<String>,
    #[serde(default)]
    id_tail: Option<String>,
    #[serde(default)]
    old_id: Option<String>,
    #[serde(default)]
    phone: Option<String>,
    #[serde(default)]
    village: Option<String>,
    #[serde(default)]
    head_name: Option<String>,
}

impl EntryJson {
    fn entry(&self) -> PersonEntry<'_> {
        fn text(value: &Option<String>) -> &str {
            value.as_deref().unwrap_or_default()
        }
        PersonEntry {
            key: self.key,
            full_name: &self.full_name,
            birth_year: self.birth_year,
            personal_id: if self.personal_id.is_some() {
                text(&self.personal_id)
            } else {
                text(&self.id_tail)
            },
            old_id: text(&self.old_id),
            phone: text(&self.phone),
            village: text(&self.village),
            head_name: text(&self.head_name),
        }
    }
}

/// Builds the index anew from a list of people.
#[wasm_bindgen]
#[must_use]
pub fn search_load(entries: &str) -> String {
    answer(|| {
        let entries: Vec<EntryJson> = read(entries)?;
        let mut index = PeopleIndex::with_capacity(entries.len());
        for entry in &entries {
            index.upsert(&entry.entry());
        }
        let people = index.len();
        INDEX.set(index);
        Ok(json!({ "people": people }))
    })
}

/// Adds or replaces one person.
#[wasm_bindgen]
#[must_use]
pub fn search_upsert(entry: &str) -> String {
    answer(|| {
        let entry: EntryJson = read(entry)?;
        INDEX.with_borrow_mut(|index| index.upsert(&entry.entry()));
        Ok(Value::Null)
    })
}

#[derive(Deserialize)]
struct SearchRequest {
    query: String,
    limit: usize,
}

/// The best matches for what is typed so far.
#[wasm_bindgen]
#[must_use]
pub fn search(request: &str) -> String {
    answer(|| {
        let request: SearchRequest = read(request)?;
        let hits = INDEX.with_borrow(|index| index.search(&request.query, request.limit));
        let quality = |quality| match quality {
            MatchQuality::AsTyped => "as_typed",
            MatchQuality::KeysUndone => "keys_undone",
            MatchQuality::OneSlip => "one_slip",
        };
        let hits = hits
            .iter()
            .map(|hit| json!({ "key": hit.key, "score": hit.score, "quality": quality(hit.quality) }));
        Ok(Value::Array(hits.collect()))
    })
}

/// What is wrong with, or strange about, the fields of a person.
#[wasm_bindgen]
#[must_use]
pub fn check_person(fields: &str) -> String {
    answer(|| {
        let problems = wire::check::check_person(&read(fields)?);
        Ok(Value::Array(problems.iter().map(problem_json).collect()))
    })
}

fn problem_json(problem: &FieldProblem) -> Value {
    json!({
        "field": problem.field,
        "code": problem.code.as_str(),
        "severity": problem.code.severity().as_str(),
    })
}

/// Takes the text of an identity card's QR apart.
#[wasm_bindgen]
#[must_use]
pub fn parse_id_card(text: &str) -> String {
    answer(|| {
        let text: String = read(text)?;
        let card = id_card::parse_id_card(&text).map_err(|problem| Problem::new(problem.code.as_str()))?;
        let birth_date = match &card.birth {
            CardBirth::Day(date) => Some(domain::date::format_date(*date)),
            CardBirth::Year(year) => Some(year.to_string()),
            CardBirth::Unclear(_) => None,
        };
        let old_id = match &card.old_number {
            Some(CardOldNumber::Old(id)) => Some(id.as_str().to_owned()),
            Some(CardOldNumber::Personal(id)) => Some(id.as_str().to_owned()),
            Some(CardOldNumber::Unreadable(text)) => Some(text.clone()),
            None => None,
        };
        Ok(json!({
            "personal_id": card.personal_id.as_str(),
            "old_id": old_id,
            "full_name": card.full_name.as_str(),
            "birth_date": birth_date,
            "sex": card.sex.map(Sex::as_str),
            "address": card.residence,
            "issued": card.issued.map(domain::date::format_date),
            "warnings": card.warnings.iter().map(problem_json).collect::<Vec<_>>(),
        }))
    })
}

/// Text as it is searched: small, without accents.
#[wasm_bindgen]
#[must_use]
pub fn fold_text(text: &str) -> String {
    answer(|| Ok(Value::from(domain::text::fold(&read::<String>(text)?))))
}
