//! Filling a declaration form: what is known is filled in, what is asked depends on the answers, what is wrong is said.
//!
//! Answers are JSON by field key: text for `text`, `multiline`, `personal_id`, `phone` and `date` (ISO, perhaps only
//! year or month), `"yes"`/`"no"` for `yes_no`, the option's code for `choice`, whole numbers for `money` and `number`.

use std::collections::BTreeMap;

use domain::date::PartialDate;
use domain::field_problem::FieldProblemCode;
use domain::personal_id::PersonalId;
use domain::phone::Phone;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::form::{Field, FormDefinition, VisibleIf};

/// Answers by field key.
pub type Answers = BTreeMap<String, Value>;

/// A problem with one answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerProblem {
    /// Field key.
    pub field: String,
    /// Stable code of `domain::field_problem`.
    pub code: String,
    /// `error` or `warning`.
    pub severity: String,
}

/// The values that are known, found by each field's `prefill` path (`person.full_name`) in `known`.
pub fn prefill(form: &FormDefinition, known: &Value) -> Answers {
    let fields = form.sections.iter().flat_map(|section| &section.fields);
    fields
        .filter_map(|field| Some((field.key.clone(), fill(field, known)?)))
        .collect()
}

fn fill(field: &Field, known: &Value) -> Option<Value> {
    let found = field
        .prefill
        .as_ref()?
        .split('.')
        .try_fold(known, |value, key| value.get(key))?;
    let filled = match (field.kind.as_str(), found) {
        (_, Value::Null) => return None,
        ("yes_no", Value::Bool(yes)) => Value::from(if *yes { "yes" } else { "no" }),
        ("choice", Value::String(code)) => {
            field.options.iter().find(|option| option.code == *code)?;
            found.clone()
        }
        ("choice", Value::Bool(yes)) => {
            let code = if *yes { "yes" } else { "no" };
            field.options.iter().find(|option| option.code == code)?;
            Value::from(code)
        }
        ("money" | "number", Value::Number(_)) => found.clone(),
        ("text" | "multiline" | "personal_id" | "date" | "phone", Value::String(text)) if !text.trim().is_empty() => {
            found.clone()
        }
        ("text", Value::Number(number)) => Value::from(number.to_string()),
        _ => return None,
    };
    Some(filled)
}

/// Keys of the fields to show now, in the order of the form.
pub fn visible_fields(form: &FormDefinition, answers: &Answers) -> Vec<String> {
    visible(form, answers).map(|field| field.key.clone()).collect()
}

fn visible<'a>(form: &'a FormDefinition, answers: &'a Answers) -> impl Iterator<Item = &'a Field> {
    let fields = form.sections.iter().flat_map(|section| &section.fields);
    fields.filter(move |field| {
        field
            .visible_if
            .as_ref()
            .is_none_or(|condition| holds(condition, answers))
    })
}

fn holds(condition: &VisibleIf, answers: &Answers) -> bool {
    match condition {
        VisibleIf::All { all } => all.iter().all(|part| holds(part, answers)),
        VisibleIf::Any { any } => any.iter().any(|part| holds(part, answers)),
        VisibleIf::Answer { field, equals } => {
            let given = answers.get(field).and_then(Value::as_str);
            given.is_some_and(|given| equals.iter().any(|wanted| wanted == given))
        }
    }
}

/// What is missing or cannot be read, among the fields that are shown.
pub fn check_form(form: &FormDefinition, answers: &Answers) -> Vec<AnswerProblem> {
    visible(form, answers)
        .filter_map(|field| {
            let code = check_answer(field, answers.get(&field.key))?;
            Some(AnswerProblem {
                field: field.key.clone(),
                code: code.as_str().to_owned(),
                severity: code.severity().as_str().to_owned(),
            })
        })
        .collect()
}

fn check_answer(field: &Field, answer: Option<&Value>) -> Option<FieldProblemCode> {
    let empty = match answer {
        None | Some(Value::Null) => true,
        Some(Value::String(text)) => text.trim().is_empty(),
        Some(_) => false,
    };
    if empty {
        return field.required.then_some(FieldProblemCode::Required);
    }
    let text = answer.and_then(Value::as_str).unwrap_or_default();
    match field.kind.as_str() {
        "personal_id" => PersonalId::parse(text).err().map(|problem| problem.code),
        "phone" => Phone::parse(text).err().map(|problem| problem.code),
        "date" => PartialDate::parse(text)
            .is_err()
            .then_some(FieldProblemCode::Unreadable),
        "choice" => {
            let known = field.options.iter().any(|option| option.code == text);
            (!known).then_some(FieldProblemCode::Unreadable)
        }
        "yes_no" => (!matches!(text, "yes" | "no")).then_some(FieldProblemCode::Unreadable),
        "money" | "number" => {
            let whole = answer.and_then(Value::as_u64);
            whole.is_none().then_some(FieldProblemCode::Unreadable)
        }
        _ => (text.chars().count() > 2_000).then_some(FieldProblemCode::TooLong),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn form() -> FormDefinition {
        serde_json::from_value(json!({
            "id": "m", "number": "01", "title": "Tờ khai", "addressee": "", "valid_from": "2026-10-05",
            "basis": [], "confidence": "unverified",
            "sections": [{ "title": "I", "fields": [
                { "key": "name", "label": "Họ và tên", "kind": "text", "required": true, "shared": false,
                  "prefill": "person.full_name" },
                { "key": "sex", "label": "Giới tính", "kind": "choice", "required": true, "shared": false,
                  "prefill": "person.sex", "options": [{ "code": "female", "label": "Nữ" }, { "code": "male", "label": "Nam" }] },
                { "key": "studies", "label": "Đang đi học", "kind": "yes_no", "required": true, "shared": false,
                  "prefill": "person.facts.in_continuous_education" },
                { "key": "school", "label": "Trường", "kind": "text", "required": true, "shared": false,
                  "visible_if": { "field": "studies", "equals": ["yes"] } }
            ] }]
        }))
        .expect("a form")
    }

    #[test]
    fn what_is_known_is_filled_and_only_what_is_shown_is_asked() {
        let known = json!({ "person": { "full_name": "K'Brôi", "sex": "male", "facts": { "in_continuous_education": false } } });
        let answers = prefill(&form(), &known);
        assert_eq!(answers["studies"], "no");
        assert_eq!(visible_fields(&form(), &answers), ["name", "sex", "studies"]);
        assert!(check_form(&form(), &answers).is_empty());
        let studies = Answers::from([("studies".into(), json!("yes")), ("sex".into(), json!("robot"))]);
        let codes: Vec<_> = check_form(&form(), &studies)
            .into_iter()
            .map(|one| format!("{} {}", one.field, one.code))
            .collect();
        assert_eq!(codes, ["name required", "sex unreadable", "school required"]);
    }
}
