//! Procedures, forms, slips and the survey.

use super::Context;
use crate::fault::Where;
use crate::model;
use domain::deadline::{Limit, LimitUnit};
use domain::eligibility::{Category, Confidence, Validity};
use domain::form::{
    Field, FieldKind, FieldOption, FormDefinition, Section, Slip, SlipKind, Survey, SurveyQuestion, VisibleIf,
};
use domain::procedure::{Demand, FormUse, Procedure, ProcedureLimit, Requirement, RequirementKind, Submitter};

/// Roots of prefill paths.
const PREFILL: &[&str] = &[
    "person",
    "household",
    "representative",
    "caregiver",
    "deceased",
    "commune",
    "dossier",
];

pub(super) fn procedures(cx: &mut Context<'_>, categories: &[Category]) -> Vec<Procedure> {
    let model = cx.model;
    let mut codes = Vec::new();
    let mut list = Vec::new();
    for (index, it) in model.procedure.iter().enumerate() {
        let place = Where::item("procedure", index);
        codes.push((place.clone(), it.code.as_str()));
        list.extend(procedure(cx, &place, it, categories));
    }
    cx.no_duplicate(&codes, "code");
    list
}

fn procedure(cx: &mut Context<'_>, place: &Where, it: &model::Procedure, categories: &[Category]) -> Option<Procedure> {
    let code_ok = it.code.len() == 8
        && it
            .code
            .bytes()
            .enumerate()
            .all(|(index, b)| if index == 1 { b == b'.' } else { b.is_ascii_digit() });
    if !code_ok {
        cx.faults.push(
            &place.at("code"),
            "bad_procedure_code",
            format!("`{}`: write 1.234567", it.code),
        );
    }
    for (key, text) in [
        ("name", &it.name),
        ("short_name", &it.short_name),
        ("authority", &it.authority),
        ("result", &it.result),
    ] {
        cx.text(place, key, text);
    }
    cx.basis(place, &it.basis);
    for (index, id) in it.categories.iter().enumerate() {
        if !categories.iter().any(|category| category.id == *id) && !cx.model.category.iter().any(|it| it.id == *id) {
            let place = place.at("categories").at(index);
            cx.faults
                .push(&place, "unknown_category", format!("no category has the id `{id}`"));
        }
    }
    let mut submitters = Vec::new();
    for (index, text) in it.submitters.iter().enumerate() {
        match Submitter::from_code(text) {
            Some(submitter) => submitters.push(submitter),
            None => {
                let detail = format!("`{text}` is not one of {}", Submitter::CODES.join(", "));
                cx.faults
                    .push(&place.at("submitters").at(index), "unknown_value", detail);
            }
        }
    }
    if it.submitters.is_empty() {
        cx.faults.push(
            &place.at("submitters"),
            "missing_submitter",
            "say who may hand in the dossier",
        );
    }
    let validity = cx.validity(place, &it.valid_from, it.valid_to.as_deref());
    let provenance = cx.provenance(place, &it.source, &it.confidence, it.note.as_ref());
    let limits = limits(cx, place, it);
    let requirements = requirements(cx, place, it);
    let forms = form_uses(cx, place, it);
    Some(Procedure {
        code: it.code.clone(),
        name: it.name.clone(),
        short_name: it.short_name.clone(),
        authority: it.authority.clone(),
        result: it.result.clone(),
        fee_dong: it.fee_dong,
        copies: it.copies,
        categories: it.categories.clone(),
        submitters,
        remark: it.remark.clone(),
        validity: validity?,
        limits,
        requirements,
        forms,
        basis: it.basis.clone(),
        provenance: provenance?,
    })
}

fn limits(cx: &mut Context<'_>, place: &Where, procedure: &model::Procedure) -> Vec<ProcedureLimit> {
    let mut list = Vec::new();
    let mut periods: Vec<(Where, (), Validity)> = Vec::new();
    for (index, it) in procedure.limit.iter().enumerate() {
        let place = place.at("limit").at(index);
        cx.basis(&place, &it.basis);
        let limit = match (it.days, &it.unit) {
            (Some(days), Some(unit)) => {
                if days == 0 || days > 366 {
                    cx.faults.push(&place.at("days"), "bad_limit", "1 to 366 days");
                }
                cx.code::<LimitUnit>(&place, "unit", unit)
                    .map(|unit| Limit { days, unit })
            }
            (None, None) => {
                if it.confidence != Confidence::Unverified.code() {
                    let detail = "a limit without days is not known, so it can only be unverified";
                    cx.faults
                        .push(&place.at("confidence"), "unknown_limit_is_unverified", detail);
                }
                None
            }
            (Some(_), None) | (None, Some(_)) => {
                cx.faults.push(&place, "bad_limit", "days and unit belong together");
                None
            }
        };
        let validity = cx.validity(&place, &it.valid_from, it.valid_to.as_deref());
        let provenance = cx.provenance(&place, &it.source, &it.confidence, it.note.as_ref());
        if let (Some(validity), Some(provenance)) = (validity, provenance) {
            periods.push((place, (), validity));
            list.push(ProcedureLimit {
                limit,
                validity,
                basis: it.basis.clone(),
                provenance,
            });
        }
    }
    cx.no_overlap(&periods, |()| format!("the limit of {}", procedure.code));
    list
}

fn requirements(cx: &mut Context<'_>, place: &Where, procedure: &model::Procedure) -> Vec<Requirement> {
    let mut list = Vec::new();
    let mut periods = Vec::new();
    for (index, it) in procedure.requirement.iter().enumerate() {
        let place = place.at("requirement").at(index);
        cx.text(&place, "name", &it.name);
        cx.text(&place, "where_to_get", &it.where_to_get);
        cx.basis(&place, &it.basis);
        let kind = cx.code::<RequirementKind>(&place, "kind", &it.kind);
        let demand = cx.code::<Demand>(&place, "demand", &it.demand);
        if demand.is_some_and(|it| it == Demand::FromDatabase) != it.database.is_some() {
            let detail = "demand = \"from_database\" names the database, other papers do not";
            cx.faults.push(&place.at("demand"), "database_mismatch", detail);
        }
        let when = it.when.as_ref().map(|when| cx.condition(&place.at("when"), when));
        let validity = cx.validity(&place, &it.valid_from, it.valid_to.as_deref());
        let provenance = cx.provenance(&place, &it.source, &it.confidence, it.note.as_ref());
        if let (Some(kind), Some(demand), Some(validity), Some(provenance)) = (kind, demand, validity, provenance) {
            periods.push((place, it.id.clone(), validity));
            list.push(Requirement {
                id: it.id.clone(),
                name: it.name.clone(),
                kind,
                demand,
                when: when.flatten(),
                database: it.database.clone(),
                where_to_get: it.where_to_get.clone(),
                copies: it.copies,
                validity,
                basis: it.basis.clone(),
                provenance,
            });
        }
    }
    cx.no_overlap(&periods, |id| format!("requirement {id}"));
    list
}

fn form_uses(cx: &mut Context<'_>, place: &Where, procedure: &model::Procedure) -> Vec<FormUse> {
    let mut list = Vec::new();
    for (index, it) in procedure.use_form.iter().enumerate() {
        let place = place.at("use_form").at(index);
        if !cx.model.form.iter().any(|form| form.id == it.form) {
            cx.faults.push(
                &place.at("form"),
                "unknown_form",
                format!("no form has the id `{}`", it.form),
            );
        }
        let when = it.when.as_ref().map(|when| cx.condition(&place.at("when"), when));
        if let Some(validity) = cx.validity(&place, &it.valid_from, it.valid_to.as_deref()) {
            list.push(FormUse {
                form: it.form.clone(),
                when: when.flatten(),
                validity,
            });
        }
    }
    list
}

fn options(cx: &mut Context<'_>, place: &Where, written: &[model::Choice]) -> Vec<FieldOption> {
    let place = place.at("options");
    let codes: Vec<_> = written
        .iter()
        .enumerate()
        .map(|(index, it)| (place.at(index), it.code.as_str()))
        .collect();
    cx.no_duplicate(&codes, "code");
    for (index, it) in written.iter().enumerate() {
        cx.text(&place.at(index), "label", &it.label);
    }
    written
        .iter()
        .map(|it| FieldOption {
            code: it.code.clone(),
            label: it.label.clone(),
        })
        .collect()
}

fn visible_if(cx: &mut Context<'_>, place: &Where, written: &model::VisibleIf, earlier: &[Field]) -> Option<VisibleIf> {
    let model::VisibleIf {
        all,
        any,
        field,
        equals,
    } = written;
    match (all, any, field, equals) {
        (Some(parts), None, None, None) | (None, Some(parts), None, None) => {
            let key = if all.is_some() { "all" } else { "any" };
            let inner: Vec<_> = parts
                .iter()
                .enumerate()
                .map(|(index, part)| visible_if(cx, &place.at(key).at(index), part, earlier))
                .collect();
            let inner = inner.into_iter().collect::<Option<Vec<_>>>()?;
            Some(if all.is_some() {
                VisibleIf::All(inner)
            } else {
                VisibleIf::Any(inner)
            })
        }
        (None, None, Some(field), Some(equals)) => {
            let Some(asked) = earlier.iter().find(|it| it.key == *field) else {
                cx.faults.push(
                    &place.at("field"),
                    "unknown_field",
                    format!("no earlier field has the key `{field}`"),
                );
                return None;
            };
            let known = |code: &String| match asked.kind {
                FieldKind::Choice => asked.options.iter().any(|it| it.code == *code),
                FieldKind::YesNo => code == "yes" || code == "no",
                FieldKind::Text
                | FieldKind::Multiline
                | FieldKind::PersonalId
                | FieldKind::Date
                | FieldKind::Money
                | FieldKind::Phone
                | FieldKind::Number => false,
            };
            if let Some(code) = equals.iter().find(|code| !known(code)) {
                cx.faults.push(
                    &place.at("equals"),
                    "unknown_value",
                    format!("`{field}` never has the answer `{code}`"),
                );
            }
            Some(VisibleIf::Answer {
                field: field.clone(),
                equals: equals.clone(),
            })
        }
        _ => {
            cx.faults.push(
                place,
                "condition_shape",
                "write exactly one of all, any, or field together with equals",
            );
            None
        }
    }
}

pub(super) fn forms(cx: &mut Context<'_>) -> Vec<FormDefinition> {
    let model = cx.model;
    let mut list = Vec::new();
    let mut periods = Vec::new();
    for (index, it) in model.form.iter().enumerate() {
        let place = Where::item("form", index);
        cx.text(&place, "title", &it.title);
        cx.basis(&place, &it.basis);
        let validity = cx.validity(&place, &it.valid_from, it.valid_to.as_deref());
        let provenance = cx.provenance(&place, &it.source, &it.confidence, it.note.as_ref());
        let mut earlier: Vec<Field> = Vec::new();
        let mut sections = Vec::new();
        for (number, section) in it.section.iter().enumerate() {
            let place = place.at("section").at(number);
            cx.text(&place, "title", &section.title);
            let from = earlier.len();
            for (number, written) in section.field.iter().enumerate() {
                let place = place.at("field").at(number);
                if let Some(field) = field(cx, &place, written, &earlier) {
                    earlier.push(field);
                }
            }
            sections.push(Section {
                title: section.title.clone(),
                fields: earlier[from..].to_vec(),
            });
        }
        if let (Some(validity), Some(provenance)) = (validity, provenance) {
            periods.push((place, it.id.clone(), validity));
            list.push(FormDefinition {
                id: it.id.clone(),
                number: it.number.clone(),
                title: it.title.clone(),
                addressee: it.addressee.clone(),
                sections,
                validity,
                basis: it.basis.clone(),
                provenance,
            });
        }
    }
    cx.no_overlap(&periods, |id| format!("form {id}"));
    list
}

fn field(cx: &mut Context<'_>, place: &Where, it: &model::Field, earlier: &[Field]) -> Option<Field> {
    cx.text(place, "label", &it.label);
    if earlier.iter().any(|other| other.key == it.key) {
        cx.faults
            .push(&place.at("key"), "duplicate", format!("`{}` is given twice", it.key));
    }
    let kind = cx.code::<FieldKind>(place, "kind", &it.kind);
    if kind.is_some_and(|it| it == FieldKind::Choice) == it.options.is_empty() {
        cx.faults.push(
            &place.at("kind"),
            "options_mismatch",
            "a choice has options, other fields have none",
        );
    }
    if let Some(path) = &it.prefill {
        let root = path.split('.').next().unwrap_or("");
        if !PREFILL.contains(&root) || !path.contains('.') {
            let detail = format!("`{path}` does not start with one of {}", PREFILL.join(", "));
            cx.faults.push(&place.at("prefill"), "unknown_prefill", detail);
        }
    }
    let options = options(cx, place, &it.options);
    let visible = it
        .visible_if
        .as_ref()
        .map(|it| visible_if(cx, &place.at("visible_if"), it, earlier));
    Some(Field {
        key: it.key.clone(),
        label: it.label.clone(),
        help: it.help.clone(),
        kind: kind?,
        options,
        required: it.required,
        prefill: it.prefill.clone(),
        shared: it.shared,
        visible_if: visible.flatten(),
    })
}

pub(super) fn slips(cx: &mut Context<'_>) -> Vec<Slip> {
    let model = cx.model;
    let mut list = Vec::new();
    let mut periods = Vec::new();
    for (index, it) in model.slip.iter().enumerate() {
        let place = Where::item("slip", index);
        cx.text(&place, "name", &it.name);
        cx.basis(&place, &it.basis);
        let kind = cx.code::<SlipKind>(&place, "kind", &it.kind);
        let validity = cx.validity(&place, &it.valid_from, it.valid_to.as_deref());
        let provenance = cx.provenance(&place, &it.source, &it.confidence, it.note.as_ref());
        if let (Some(kind), Some(validity), Some(provenance)) = (kind, validity, provenance) {
            periods.push((place, kind, validity));
            list.push(Slip {
                kind,
                name: it.name.clone(),
                number: it.number.clone(),
                number_suffix: it.number_suffix.clone(),
                texts: it.text.iter().map(|it| (it.key.clone(), it.text.clone())).collect(),
                validity,
                basis: it.basis.clone(),
                provenance,
            });
        }
    }
    cx.no_overlap(&periods, |kind| format!("slip {}", kind.code()));
    list
}

pub(super) fn surveys(cx: &mut Context<'_>) -> Vec<Survey> {
    let model = cx.model;
    let mut list = Vec::new();
    let mut periods: Vec<(Where, (), Validity)> = Vec::new();
    for (index, it) in model.survey.iter().enumerate() {
        let place = Where::item("survey", index);
        let validity = cx.validity(&place, &it.valid_from, it.valid_to.as_deref());
        let provenance = cx.provenance(&place, &it.source, &it.confidence, it.note.as_ref());
        let codes: Vec<_> = it
            .question
            .iter()
            .enumerate()
            .map(|(number, question)| (place.at("question").at(number), question.code.as_str()))
            .collect();
        cx.no_duplicate(&codes, "code");
        let mut questions = Vec::new();
        for (number, question) in it.question.iter().enumerate() {
            let place = place.at("question").at(number);
            cx.text(&place, "text", &question.text);
            if question.options.len() < 2 {
                cx.faults.push(
                    &place.at("options"),
                    "options_mismatch",
                    "a question has at least two options",
                );
            }
            questions.push(SurveyQuestion {
                code: question.code.clone(),
                text: question.text.clone(),
                options: options(cx, &place, &question.options),
                optional: question.optional,
            });
        }
        if let (Some(validity), Some(provenance)) = (validity, provenance) {
            periods.push((place, (), validity));
            let (id, title, intro) = (it.id.clone(), it.title.clone(), it.intro.clone());
            list.push(Survey {
                id,
                title,
                intro,
                questions,
                validity,
                provenance,
            });
        }
    }
    cx.no_overlap(&periods, |()| "a survey".to_owned());
    list
}
