//! The declaration form with the answers of the dossier.

use documents::{DeclarationForm, Document, FormField, FormOption, FormSection, FormSignature, FormValue};
use domain::form::{Field, FieldKind, FormDefinition};
use serde_json::Value;
use wire::dossier::Intake;

use super::{Desk, mark, nothing, words};
use crate::error::ApiResult;

/// Tờ khai.
pub fn form(desk: &Desk<'_>) -> ApiResult<Document> {
    let intake = &desk.dossier.intake;
    let definition = desk.law.form(&intake.form, desk.day_of_rules()?).ok_or_else(nothing)?;
    let date = words::day(&desk.dossier.taken_in_at)?;
    Ok(Document::DeclarationForm(Box::new(DeclarationForm {
        form: mark(&definition.number, &definition.basis, definition.provenance.confidence),
        title: definition.title.clone(),
        subtitle: None,
        addressed_to: vec![definition.addressee.clone()],
        sections: sections(definition, intake),
        commitment: Some(
            "Tôi xin cam đoan những lời khai trên là đúng sự thật và chịu trách nhiệm về lời khai của mình.".to_owned(),
        ),
        place: words::place_name(&desk.config.commune.name).to_owned(),
        date,
        signatures: vec![FormSignature {
            role: "Người khai".to_owned(),
            hint: "Ký hoặc điểm chỉ, ghi rõ họ tên".to_owned(),
            name: Some(desk.applicant().name),
        }],
        demo: desk.demo(),
    })))
}

fn sections(definition: &FormDefinition, intake: &Intake) -> Vec<FormSection> {
    let answer = |key: &str| intake.answers.get(key).and_then(as_code);
    let shown = |field: &Field| {
        field
            .visible_if
            .as_ref()
            .is_none_or(|condition| condition.holds(&answer))
    };
    definition
        .sections
        .iter()
        .map(|section| FormSection {
            title: Some(section.title.clone()),
            fields: section
                .fields
                .iter()
                .filter(|field| shown(field))
                .map(|field| FormField {
                    label: field.label.clone(),
                    value: value(field, intake.answers.get(&field.key)),
                })
                .collect(),
        })
        .filter(|section| !section.fields.is_empty())
        .collect()
}

/// The answer as a code that conditions compare.
fn as_code(value: &Value) -> Option<&str> {
    match value {
        Value::String(text) => Some(text),
        Value::Bool(true) => Some("yes"),
        Value::Bool(false) => Some("no"),
        Value::Null | Value::Number(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

fn value(field: &Field, answer: Option<&Value>) -> FormValue {
    let code = answer.and_then(as_code);
    match field.kind {
        FieldKind::Choice => FormValue::Choices {
            options: field
                .options
                .iter()
                .map(|option| FormOption {
                    label: option.label.clone(),
                    ticked: code == Some(option.code.as_str()),
                })
                .collect(),
        },
        FieldKind::YesNo => FormValue::Choices {
            options: [("yes", "Có"), ("no", "Không")]
                .into_iter()
                .map(|(option, label)| FormOption {
                    label: label.to_owned(),
                    ticked: code == Some(option),
                })
                .collect(),
        },
        FieldKind::Date => text(code.map(printed_date)),
        FieldKind::Money => text(
            answer
                .and_then(Value::as_i64)
                .map(words::money)
                .or_else(|| code.map(str::to_owned)),
        ),
        FieldKind::Number => text(
            answer
                .and_then(Value::as_i64)
                .map(|n| n.to_string())
                .or_else(|| code.map(str::to_owned)),
        ),
        FieldKind::Text | FieldKind::Multiline | FieldKind::PersonalId | FieldKind::Phone => {
            text(code.map(str::to_owned))
        }
    }
}

fn text(text: Option<String>) -> FormValue {
    match text.filter(|text| !text.trim().is_empty()) {
        Some(text) => FormValue::Text { text },
        None => FormValue::Blank,
    }
}

/// A full date as on paper; a year or month alone stays as it is known.
fn printed_date(text: &str) -> String {
    match text.split('-').collect::<Vec<_>>()[..] {
        [year, month, day] => format!("{day}/{month}/{year}"),
        [year, month] => format!("{month}/{year}"),
        _ => text.to_owned(),
    }
}
