//! Rates and categories.

use super::{Context, rule_sets};
use crate::fault::Where;
use crate::model;
use domain::eligibility::{
    AmountRule, Category, Coefficient, Per, Rate, RateKind, RateTable, RuleSetProblem, Stacking, Validity,
};
use std::collections::BTreeSet;
use time::Date;

pub(super) fn rates(cx: &mut Context<'_>) -> RateTable {
    let mut table = RateTable::default();
    let mut periods = Vec::new();
    for (index, it) in cx.model.rate.iter().enumerate() {
        let place = Where::item("rate", index);
        cx.basis(&place, &it.basis);
        if it.dong == 0 || it.dong > 100_000_000 || it.dong % 100 != 0 {
            cx.faults.push(
                &place.at("dong"),
                "bad_amount",
                "whole hundreds of đồng, 100 to 100,000,000",
            );
        }
        if let Some(code) = &it.province
            && (code.len() != 2 || !code.bytes().all(|b| b.is_ascii_digit()))
        {
            cx.faults
                .push(&place.at("province"), "bad_province", "a province code has two digits");
        }
        let kind = cx.code::<RateKind>(&place, "kind", &it.kind);
        let validity = cx.validity(&place, &it.valid_from, it.valid_to.as_deref());
        let provenance = cx.provenance(&place, &it.source, &it.confidence, it.note.as_ref());
        if let (Some(kind), Some(validity), Some(provenance)) = (kind, validity, provenance) {
            periods.push((place, (kind, it.province.clone()), validity));
            let (province, basis) = (it.province.clone(), it.basis.clone());
            table.rates.push(Rate {
                kind,
                province,
                dong: it.dong,
                validity,
                basis,
                provenance,
            });
        }
    }
    cx.no_overlap(&periods, |(kind, province)| {
        format!("rate {} {}", kind.code(), province.as_deref().unwrap_or("national"))
    });
    table
}

pub(super) fn categories(cx: &mut Context<'_>) -> Vec<Category> {
    let mut list = Vec::new();
    let mut periods = Vec::new();
    let mut recipients = Vec::new();
    let model = cx.model;
    for (index, it) in model.category.iter().enumerate() {
        let place = Where::item("category", index);
        if let Some(category) = category(cx, &place, it) {
            periods.push((place.clone(), category.id.clone(), category.validity));
            recipients.push((place, category.id.clone(), category.recipients));
            list.push(category);
        }
    }
    cx.no_overlap(&periods, |id| format!("category {id}"));
    if cx.faults.0.is_empty() {
        cx.no_overlap(&recipients, |id| format!("category {id} for recipients"));
    }
    list
}

fn category(cx: &mut Context<'_>, place: &Where, it: &model::Category) -> Option<Category> {
    let id_ok = !it.id.is_empty()
        && it
            .id
            .bytes()
            .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_');
    if !id_ok {
        cx.faults
            .push(&place.at("id"), "bad_id", "capital letters, digits and _ only");
    }
    cx.text(place, "name", &it.name);
    cx.basis(place, &it.basis);
    let stacking = cx.code::<Stacking>(place, "stacking", &it.stacking);
    let amount = match &it.coefficient {
        None => Some(AmountRule::SocialPension),
        Some(text) => {
            let coefficient = Coefficient::parse(text);
            if coefficient.is_none_or(|it| it.hundredths() == 0) {
                cx.faults.push(
                    &place.at("coefficient"),
                    "bad_coefficient",
                    format!("`{text}`: write \"1.5\""),
                );
            }
            coefficient.map(AmountRule::Coefficient)
        }
    };
    let condition = cx.condition(&place.at("condition"), &it.condition);
    let per = match (&it.each_child_in_care, &it.each_cared_for) {
        (None, None) => Some(Per::Person),
        (Some(children), None) => cx
            .dependents(&place.at("each_child_in_care"), children, false)
            .map(Per::ChildInCare),
        (None, Some(people)) => cx
            .dependents(&place.at("each_cared_for"), people, true)
            .map(Per::CaredFor),
        (Some(_), Some(_)) => {
            cx.faults.push(
                &place.at("each_cared_for"),
                "wrong_dependent",
                "only one of the two lists",
            );
            None
        }
    };
    let validity = cx.validity(place, &it.valid_from, it.valid_to.as_deref());
    // Without dates of their own, recipients follow the dates of new applicants (and their faults are told once).
    let recipients = if it.recipients_from.is_none() && it.recipients_to.is_none() {
        validity
    } else {
        validity.and_then(|_| {
            cx.validity_at(
                place,
                (
                    "recipients_from",
                    it.recipients_from.as_deref().unwrap_or(&it.valid_from),
                ),
                ("recipients_to", it.recipients_to.as_deref().or(it.valid_to.as_deref())),
            )
        })
    };
    let provenance = cx.provenance(place, &it.source, &it.confidence, it.note.as_ref());
    let (stacking, amount) = (stacking?, amount?);
    if (stacking == Stacking::SocialPension) != (amount == AmountRule::SocialPension) {
        let detail = "the social pension has no coefficient, everything else has one";
        cx.faults.push(&place.at("stacking"), "stacking_mismatch", detail);
    }
    let per = per?;
    let fits = match per {
        Per::Person => !matches!(stacking, Stacking::SingleParent | Stacking::CareEach),
        Per::ChildInCare(_) => stacking == Stacking::SingleParent,
        Per::CaredFor(_) => stacking == Stacking::CareEach,
    };
    if !fits {
        let detail = "single_parent counts each_child_in_care, care_each counts each_cared_for, others neither";
        cx.faults.push(&place.at("stacking"), "stacking_mismatch", detail);
    }
    Some(Category {
        id: it.id.clone(),
        name: it.name.clone(),
        stacking,
        amount,
        per,
        condition: condition?,
        basis: it.basis.clone(),
        validity: validity?,
        recipients: recipients?,
        provenance: provenance?,
    })
}

/// Builds the rules of every day on which something changes: references between categories must hold on all of them.
pub(super) fn every_day_has_rules(cx: &mut Context<'_>, categories: &[Category], rates: &RateTable) {
    let mut days: BTreeSet<Date> = BTreeSet::new();
    let mut add = |validity: &Validity| {
        days.insert(validity.from);
        days.extend(validity.to.and_then(|it| it.next_day()));
    };
    categories.iter().for_each(|it| {
        add(&it.validity);
        add(&it.recipients);
    });
    rates.rates.iter().for_each(|it| add(&it.validity));
    for day in days {
        let Err(problem) = rule_sets(day, categories, rates) else {
            continue;
        };
        let (id, code) = match &problem {
            // Days before the first and after the last rate have no rules, and the program says so.
            RuleSetProblem::NoRulesForDate => continue,
            RuleSetProblem::UnknownCategory(id) => (id, "category_not_in_force"),
            RuleSetProblem::CyclicCategory(id) => (id, "cyclic_category"),
            RuleSetProblem::CategoryTwice(id) => (id, "overlapping_validity"),
            RuleSetProblem::StackingMismatch(id) => (id, "stacking_mismatch"),
            RuleSetProblem::TooManyAges => {
                cx.faults.push(
                    &Where::item("category", 0),
                    "too_many_ages",
                    "at most 15 different ages on one day",
                );
                return;
            }
        };
        let index = cx.model.category.iter().position(|it| it.id == *id).unwrap_or(0);
        let detail = format!("`{id}` on {}", domain::date::format_date(day));
        cx.faults.push(&Where::item("category", index).at("id"), code, detail);
        return;
    }
}
