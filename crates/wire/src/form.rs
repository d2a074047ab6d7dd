//! Declaration forms and the survey as JSON.

use domain::date::format_date;
use domain::form as core;
use serde::{Deserialize, Serialize};

/// One option of a choice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldOption {
    /// Stable code.
    pub code: String,
    /// Vietnamese text.
    pub label: String,
}

/// When a field is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", untagged)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum VisibleIf {
    /// Every part holds.
    All {
        /// The parts.
        #[cfg_attr(feature = "openapi", schema(no_recursion))]
        all: Vec<VisibleIf>,
    },
    /// At least one part holds.
    Any {
        /// The parts.
        #[cfg_attr(feature = "openapi", schema(no_recursion))]
        any: Vec<VisibleIf>,
    },
    /// The answer to a field is one of the codes.
    Answer {
        /// Key of the field.
        field: String,
        /// Codes.
        equals: Vec<String>,
    },
}

impl From<&core::VisibleIf> for VisibleIf {
    fn from(value: &core::VisibleIf) -> Self {
        match value {
            core::VisibleIf::All(parts) => Self::All {
                all: parts.iter().map(Self::from).collect(),
            },
            core::VisibleIf::Any(parts) => Self::Any {
                any: parts.iter().map(Self::from).collect(),
            },
            core::VisibleIf::Answer { field, equals } => Self::Answer {
                field: field.clone(),
                equals: equals.clone(),
            },
        }
    }
}

/// One field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Field {
    /// Stable key within the form.
    pub key: String,
    /// Vietnamese label.
    pub label: String,
    /// A plain sentence of help.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// `text`, `multiline`, `personal_id`, `date`, `choice`, `yes_no`, `money`, `phone` or `number`.
    pub kind: String,
    /// Options of a choice.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<FieldOption>,
    /// Required where visible.
    pub required: bool,
    /// Where a known value comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prefill: Option<String>,
    /// Asked once per person or household.
    pub shared: bool,
    /// When it is shown; absent = always.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visible_if: Option<VisibleIf>,
}

/// One section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Section {
    /// Vietnamese heading.
    pub title: String,
    /// Fields in order.
    pub fields: Vec<Field>,
}

/// A declaration form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FormDefinition {
    /// Stable id.
    pub id: String,
    /// Number as printed.
    pub number: String,
    /// Vietnamese title.
    pub title: String,
    /// To whom it is addressed.
    pub addressee: String,
    /// Sections in order.
    pub sections: Vec<Section>,
    /// First day of use.
    pub valid_from: String,
    /// Legal citations.
    pub basis: Vec<String>,
    /// `confirmed`, `single_source` or `unverified`.
    pub confidence: String,
    /// A remark for the officer, in Vietnamese.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

fn options(list: &[core::FieldOption]) -> Vec<FieldOption> {
    list.iter()
        .map(|it| FieldOption {
            code: it.code.clone(),
            label: it.label.clone(),
        })
        .collect()
}

impl From<&core::FormDefinition> for FormDefinition {
    fn from(value: &core::FormDefinition) -> Self {
        let field = |it: &core::Field| Field {
            key: it.key.clone(),
            label: it.label.clone(),
            help: it.help.clone(),
            kind: it.kind.code().to_owned(),
            options: options(&it.options),
            required: it.required,
            prefill: it.prefill.clone(),
            shared: it.shared,
            visible_if: it.visible_if.as_ref().map(VisibleIf::from),
        };
        Self {
            id: value.id.clone(),
            number: value.number.clone(),
            title: value.title.clone(),
            addressee: value.addressee.clone(),
            sections: value
                .sections
                .iter()
                .map(|it| Section {
                    title: it.title.clone(),
                    fields: it.fields.iter().map(field).collect(),
                })
                .collect(),
            valid_from: format_date(value.validity.from),
            basis: value.basis.clone(),
            confidence: value.provenance.confidence.code().to_owned(),
            note: value.provenance.note.clone(),
        }
    }
}

/// One question of the survey.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SurveyQuestion {
    /// Stable code.
    pub code: String,
    /// Vietnamese text.
    pub text: String,
    /// Options in order.
    pub options: Vec<FieldOption>,
    /// May it be left out?
    pub optional: bool,
}

/// The survey.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Survey {
    /// Stable id.
    pub id: String,
    /// Vietnamese title.
    pub title: String,
    /// Sentence before the first question.
    pub intro: String,
    /// Questions in order.
    pub questions: Vec<SurveyQuestion>,
}

impl From<&core::Survey> for Survey {
    fn from(value: &core::Survey) -> Self {
        Self {
            id: value.id.clone(),
            title: value.title.clone(),
            intro: value.intro.clone(),
            questions: value
                .questions
                .iter()
                .map(|it| SurveyQuestion {
                    code: it.code.clone(),
                    text: it.text.clone(),
                    options: options(&it.options),
                    optional: it.optional,
                })
                .collect(),
        }
    }
}
