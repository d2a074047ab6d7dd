//! Conditions of the closed vocabulary.

use super::Context;
use crate::fault::Where;
use crate::model;
use domain::eligibility::{AgeBand, Condition, DependentMatch, FactKey, ValueSet};
use domain::facts::CareRelation;

const MAX_DEPTH: usize = 8;

impl Context<'_> {
    pub(super) fn age(&mut self, place: &Where, age: &model::Age) -> Option<AgeBand> {
        let band = AgeBand {
            from_years: age.from,
            below_years: age.below,
        };
        let too_old = band.bounds().any(|years| years > 150);
        let empty = age.from.zip(age.below).is_some_and(|(from, below)| from >= below);
        if (age.from.is_none() && age.below.is_none()) || empty || too_old {
            self.faults.push(
                place,
                "bad_age",
                "write age = { from = 60, below = 75 } with from < below, at most 150",
            );
            return None;
        }
        Some(band)
    }

    pub(super) fn condition(&mut self, place: &Where, written: &model::Condition) -> Option<Condition> {
        self.condition_at(place, written, 0)
    }

    fn parts(&mut self, place: &Where, parts: &[model::Condition], depth: usize) -> Option<Vec<Condition>> {
        if parts.is_empty() {
            self.faults.push(place, "empty_condition", "name at least one part");
            return None;
        }
        // Every part is looked at, so that all faults come out at once.
        let built: Vec<_> = parts
            .iter()
            .enumerate()
            .map(|(index, part)| self.condition_at(&place.at(index), part, depth))
            .collect();
        built.into_iter().collect()
    }

    fn condition_at(&mut self, place: &Where, written: &model::Condition, depth: usize) -> Option<Condition> {
        if depth > MAX_DEPTH {
            self.faults
                .push(place, "condition_too_deep", format!("at most {MAX_DEPTH} levels"));
            return None;
        }
        let model::Condition {
            all,
            any,
            not,
            fact,
            is,
            age,
            category,
        } = written;
        let shapes = [
            all.is_some(),
            any.is_some(),
            not.is_some(),
            fact.is_some(),
            age.is_some(),
            category.is_some(),
        ];
        if shapes.iter().filter(|it| **it).count() != 1 || is.is_some() != fact.is_some() {
            let detail = "write exactly one of all, any, not, age, category, or fact together with is";
            self.faults.push(place, "condition_shape", detail);
            return None;
        }
        if let Some(parts) = all {
            return self.parts(&place.at("all"), parts, depth + 1).map(Condition::All);
        }
        if let Some(parts) = any {
            return self.parts(&place.at("any"), parts, depth + 1).map(Condition::Any);
        }
        if let Some(part) = not {
            return self
                .condition_at(&place.at("not"), part, depth + 1)
                .map(|part| Condition::Not(Box::new(part)));
        }
        if let Some(age) = age {
            return self.age(&place.at("age"), age).map(Condition::Age);
        }
        if let Some(ids) = category {
            let known: Vec<Condition> = ids.iter().map(|id| Condition::Category(id.clone())).collect();
            for (index, id) in ids.iter().enumerate() {
                if !self.model.category.iter().any(|it| it.id == *id) {
                    let detail = format!("no category has the id `{id}`");
                    self.faults
                        .push(&place.at("category").at(index), "unknown_category", detail);
                }
            }
            if known.is_empty() {
                self.faults
                    .push(&place.at("category"), "empty_condition", "name at least one category");
                return None;
            }
            return Some(Condition::Any(known));
        }
        let (fact, values) = (fact.as_deref()?, is.as_deref()?);
        let Some(fact) = FactKey::from_code(fact).filter(|fact| !fact.values().is_empty()) else {
            let names: Vec<_> = FactKey::ALL
                .iter()
                .filter(|it| !it.values().is_empty())
                .map(|it| it.code())
                .collect();
            let detail = format!("`{fact}` is not one of {}", names.join(", "));
            self.faults.push(&place.at("fact"), "unknown_fact", detail);
            return None;
        };
        let values: Vec<&str> = values.iter().map(String::as_str).collect();
        match ValueSet::of(fact, &values) {
            Ok(allowed) if allowed.0 != 0 => Some(Condition::Fact { fact, allowed }),
            Ok(_) => {
                self.faults
                    .push(&place.at("is"), "empty_condition", "name at least one value");
                None
            }
            Err(value) => {
                let detail = format!("`{value}` is not one of {}", fact.values().join(", "));
                self.faults.push(&place.at("is"), "unknown_value", detail);
                None
            }
        }
    }

    /// The ways in which a dependent counts. `cared_for` tells which of the two lists it is.
    pub(super) fn dependents(
        &mut self,
        place: &Where,
        written: &[model::Dependent],
        cared_for: bool,
    ) -> Option<Vec<DependentMatch>> {
        if written.is_empty() {
            self.faults
                .push(place, "empty_condition", "name at least one way to count");
            return None;
        }
        let mut list = Vec::new();
        for (index, one) in written.iter().enumerate() {
            let place = place.at(index);
            let who = match &one.who {
                Some(text) => self.code::<CareRelation>(&place, "who", text),
                None => None,
            };
            if cared_for != one.who.is_some() || (cared_for && one.in_continuous_education.is_some()) {
                let detail = "people looked after need `who` and no schooling; children raised the other way round";
                self.faults.push(&place, "wrong_dependent", detail);
            }
            let age = match &one.age {
                Some(age) => self.age(&place.at("age"), age)?,
                None => AgeBand::default(),
            };
            list.push(DependentMatch {
                who,
                age,
                in_continuous_education: one.in_continuous_education,
            });
        }
        Some(list)
    }
}
