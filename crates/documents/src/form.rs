//! Declaration forms (tờ khai) filled from what is known.

use serde::Serialize;

use crate::{Date, FormMark};

/// A form with labels and values; the rules say which labels.
#[derive(Debug, Clone, Serialize)]
pub struct DeclarationForm {
    /// Official form.
    pub form: FormMark,
    /// E.g. `Tờ khai đề nghị trợ giúp xã hội`; printed in capitals.
    pub title: String,
    /// Line under the title, in brackets on the published forms.
    pub subtitle: Option<String>,
    /// Kính gửi.
    pub addressed_to: Vec<String>,
    /// Parts of the form.
    pub sections: Vec<FormSection>,
    /// The promise above the signature.
    pub commitment: Option<String>,
    /// Place before the date.
    pub place: String,
    /// Day of the declaration.
    pub date: Date,
    /// Blocks for signatures, left to right, two per line.
    pub signatures: Vec<FormSignature>,
    /// Invented data: prints the demonstration mark.
    pub demo: bool,
}

/// A part of a form.
#[derive(Debug, Clone, Serialize)]
pub struct FormSection {
    /// Title, e.g. `I. Thông tin người đề nghị`.
    pub title: Option<String>,
    /// Lines.
    pub fields: Vec<FormField>,
}

/// A line of a form.
#[derive(Debug, Clone, Serialize)]
pub struct FormField {
    /// Label as the published form words it, with its number.
    pub label: String,
    /// What stands there.
    pub value: FormValue,
}

/// What stands in a line.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum FormValue {
    /// Not known: a dotted line to write on.
    Blank,
    /// Text.
    Text {
        /// The text.
        text: String,
    },
    /// Boxes, some ticked.
    Choices {
        /// The boxes.
        options: Vec<FormOption>,
    },
    /// A small table.
    Table(FormTable),
}

/// A box to tick.
#[derive(Debug, Clone, Serialize)]
pub struct FormOption {
    /// Words beside the box.
    pub label: String,
    /// Whether it is ticked.
    pub ticked: bool,
}

/// A small table in a form.
#[derive(Debug, Clone, Serialize)]
pub struct FormTable {
    /// Heads.
    pub heads: Vec<String>,
    /// Rows.
    pub rows: Vec<Vec<String>>,
}

/// A block for a signature.
#[derive(Debug, Clone, Serialize)]
pub struct FormSignature {
    /// E.g. `Người khai`; printed in capitals.
    pub role: String,
    /// E.g. `Ký, ghi rõ họ tên`.
    pub hint: String,
    /// Full name.
    pub name: Option<String>,
}
