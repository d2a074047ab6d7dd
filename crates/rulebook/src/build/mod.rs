//! From the written model to domain types, collecting every fault.

mod condition;
mod law;
mod office;
mod paper;

use crate::fault::{Faults, Where};
use crate::model::Model;
use domain::calendar::Calendar;
use domain::date::parse_date;
use domain::deadline::ClockRules;
use domain::eligibility::{Category, Confidence, Provenance, RateTable, RuleSets, Validity};
use domain::facts::Coded;
use domain::form::{FormDefinition, Slip, Survey};
use domain::procedure::Procedure;
use std::collections::{BTreeMap, BTreeSet};
use time::Date;

/// Everything the rulebook answers from.
#[derive(Debug, Clone)]
pub(crate) struct Built {
    pub sources: BTreeMap<String, crate::model::Source>,
    pub rates: RateTable,
    pub categories: Vec<Category>,
    pub calendar: Calendar,
    pub words: BTreeMap<String, String>,
    pub clock: ClockRules,
    pub clock_basis: Vec<String>,
    pub clock_provenance: Provenance,
    pub procedures: Vec<Procedure>,
    pub forms: Vec<FormDefinition>,
    pub slips: Vec<Slip>,
    pub surveys: Vec<Survey>,
}

/// What every part of the build needs.
struct Context<'a> {
    model: &'a Model,
    sources: BTreeSet<&'a str>,
    faults: Faults,
}

/// Turns the model into domain types, or gives every fault with its place.
pub(crate) fn build(model: &Model) -> Result<Built, Vec<(Where, &'static str, String)>> {
    let sources = model.source.iter().map(|it| it.id.as_str()).collect();
    let mut cx = Context {
        model,
        sources,
        faults: Faults::default(),
    };
    office::sources(&mut cx);
    let rates = law::rates(&mut cx);
    let categories = law::categories(&mut cx);
    let calendar = office::calendar(&mut cx);
    let (clock, clock_basis, clock_provenance) = office::clock(&mut cx);
    let forms = paper::forms(&mut cx);
    let procedures = paper::procedures(&mut cx, &categories);
    let slips = paper::slips(&mut cx);
    let surveys = paper::surveys(&mut cx);
    if model.version.is_empty() {
        cx.faults.push(
            &Where::item("source", 0),
            "missing_version",
            "give the rules a version = \"YYYY-MM-DD\"",
        );
    }
    if cx.faults.0.is_empty() {
        law::every_day_has_rules(&mut cx, &categories, &rates);
    }
    if !cx.faults.0.is_empty() {
        return Err(cx.faults.0);
    }
    Ok(Built {
        sources: model.source.iter().map(|it| (it.id.clone(), it.clone())).collect(),
        rates,
        categories,
        calendar,
        words: model.word.iter().map(|it| (it.code.clone(), it.text.clone())).collect(),
        clock,
        clock_basis,
        clock_provenance,
        procedures,
        forms,
        slips,
        surveys,
    })
}

impl Context<'_> {
    /// A value of a closed list.
    fn code<T: Coded>(&mut self, place: &Where, key: &'static str, text: &str) -> Option<T> {
        let value = T::from_code(text);
        if value.is_none() {
            let detail = format!("`{text}` is not one of {}", T::CODES.join(", "));
            self.faults.push(&place.at(key), "unknown_value", detail);
        }
        value
    }

    fn date(&mut self, place: &Where, key: &'static str, text: &str) -> Option<Date> {
        match parse_date(text) {
            Ok(date) => Some(date),
            Err(problem) => {
                self.faults.push(
                    &place.at(key),
                    "bad_date",
                    format!("`{text}`: {problem}; write YYYY-MM-DD"),
                );
                None
            }
        }
    }

    fn validity(&mut self, place: &Where, from: &str, to: Option<&str>) -> Option<Validity> {
        self.validity_at(place, ("valid_from", from), ("valid_to", to))
    }

    fn validity_at(
        &mut self,
        place: &Where,
        from: (&'static str, &str),
        to: (&'static str, Option<&str>),
    ) -> Option<Validity> {
        let first = self.date(place, from.0, from.1);
        let last = to.1.map(|text| self.date(place, to.0, text));
        let validity = Validity {
            from: first?,
            to: last.map_or(Some(None), |last| last.map(Some))?,
        };
        if validity.to.is_some_and(|to| to < validity.from) {
            self.faults.push(
                &place.at(to.0),
                "ends_before_it_starts",
                format!("{} < {}", to.1.unwrap_or(""), from.1),
            );
        }
        Some(validity)
    }

    /// Source ids must exist, and there must be at least one.
    fn provenance(
        &mut self,
        place: &Where,
        source: &[String],
        confidence: &str,
        note: Option<&String>,
    ) -> Option<Provenance> {
        if source.is_empty() {
            self.faults
                .push(&place.at("source"), "missing_source", "name at least one source");
        }
        for (index, id) in source.iter().enumerate() {
            if !self.sources.contains(id.as_str()) {
                let detail = format!("no source has the id `{id}`");
                self.faults
                    .push(&place.at("source").at(index), "unknown_source", detail);
            }
        }
        let confidence: Confidence = self.code(place, "confidence", confidence)?;
        Some(Provenance {
            confidence,
            source: source.to_vec(),
            note: note.cloned(),
        })
    }

    fn basis(&mut self, place: &Where, basis: &[String]) {
        if basis.is_empty() || basis.iter().any(|it| it.trim().is_empty()) {
            self.faults.push(&place.at("basis"), "missing_basis", "cite the clause");
        }
    }

    fn text(&mut self, place: &Where, key: &'static str, text: &str) {
        if text.trim().is_empty() {
            self.faults
                .push(&place.at(key), "empty_text", format!("`{key}` is empty"));
        }
    }

    /// Two items with the same key must not be valid on the same day.
    fn no_overlap<K: PartialEq>(&mut self, items: &[(Where, K, Validity)], name: impl Fn(&K) -> String) {
        for (index, (place, key, validity)) in items.iter().enumerate() {
            if let Some((_, _, other)) = items[..index].iter().find(|(_, k, v)| k == key && v.overlaps(validity)) {
                let from = domain::date::format_date(other.from);
                let detail = format!("{} is already in force in a period that starts on {from}", name(key));
                self.faults
                    .push(&place.at("valid_from"), "overlapping_validity", detail);
            }
        }
    }

    fn no_duplicate(&mut self, items: &[(Where, &str)], key: &'static str) {
        for (index, (place, id)) in items.iter().enumerate() {
            if items[..index].iter().any(|(_, other)| other == id) {
                self.faults
                    .push(&place.at(key), "duplicate", format!("`{id}` is given twice"));
            }
        }
    }
}

/// The rules of a day, for the check that every day has consistent rules.
fn rule_sets(
    day: Date,
    categories: &[Category],
    rates: &RateTable,
) -> Result<RuleSets, domain::eligibility::RuleSetProblem> {
    RuleSets::new(day, None, categories, rates)
}
