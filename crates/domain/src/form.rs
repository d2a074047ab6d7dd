//! Declaration forms, slips and the survey as data.

use crate::eligibility::{Provenance, Validity};
use crate::facts::coded;

coded! {
    /// What can be entered in a field.
    FieldKind {
        /// One line of text.
        Text = "text",
        /// Several lines.
        Multiline = "multiline",
        /// 12-digit personal id.
        PersonalId = "personal_id",
        /// A date, perhaps only month or year.
        Date = "date",
        /// One of the options.
        Choice = "choice",
        /// Yes or no.
        YesNo = "yes_no",
        /// đồng.
        Money = "money",
        /// Telephone number.
        Phone = "phone",
        /// A whole number.
        Number = "number",
    }
}

/// One option of a choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldOption {
    /// Stable code.
    pub code: String,
    /// Vietnamese text.
    pub label: String,
}

/// When a field is shown: a closed vocabulary over the answers given so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum VisibleIf {
    /// Every part holds.
    All(Vec<VisibleIf>),
    /// At least one part holds.
    Any(Vec<VisibleIf>),
    /// The answer to `field` is one of `equals` (`yes`/`no` for yes-no fields). No answer yet = not visible.
    Answer {
        /// Key of another field.
        field: String,
        /// Codes.
        equals: Vec<String>,
    },
}

impl VisibleIf {
    /// Is the field shown, given a look-up of answers by key?
    pub fn holds<'a>(&self, answer: &impl Fn(&str) -> Option<&'a str>) -> bool {
        match self {
            Self::All(parts) => parts.iter().all(|part| part.holds(answer)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(answer)),
            Self::Answer { field, equals } => {
                answer(field).is_some_and(|given| equals.iter().any(|wanted| wanted == given))
            }
        }
    }

    /// Calls `visit` with every key that is looked at.
    pub fn fields<'a>(&'a self, visit: &mut impl FnMut(&'a str)) {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().for_each(|part| part.fields(visit)),
            Self::Answer { field, .. } => visit(field),
        }
    }
}

/// One field of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Stable key within the form.
    pub key: String,
    /// Vietnamese label, as on the paper.
    pub label: String,
    /// A plain sentence of help.
    pub help: Option<String>,
    /// What can be entered.
    pub kind: FieldKind,
    /// Options of a choice.
    pub options: Vec<FieldOption>,
    /// The form is not complete without it (where it is visible).
    pub required: bool,
    /// Where a known value comes from, e.g. `person.full_name`.
    pub prefill: Option<String>,
    /// A fact asked once per person or household and shared by all forms of one visit.
    pub shared: bool,
    /// When it is shown; `None` = always.
    pub visible_if: Option<VisibleIf>,
}

/// One section of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Vietnamese heading.
    pub title: String,
    /// Fields in order.
    pub fields: Vec<Field>,
}

/// A declaration form during one period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormDefinition {
    /// Stable id, e.g. `nd335_mau_01`.
    pub id: String,
    /// Number as printed, e.g. `Mẫu số 01`.
    pub number: String,
    /// Vietnamese title.
    pub title: String,
    /// To whom it is addressed.
    pub addressee: String,
    /// Sections in order.
    pub sections: Vec<Section>,
    /// When it is in use.
    pub validity: Validity,
    /// Legal citations.
    pub basis: Vec<String>,
    /// Source and confidence: `unverified` = the layout was not read in full.
    pub provenance: Provenance,
}

impl FormDefinition {
    /// Every field in order.
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        self.sections.iter().flat_map(|it| it.fields.iter())
    }
}

coded! {
    /// The papers that the counter gives out.
    SlipKind {
        /// Giấy tiếp nhận hồ sơ và hẹn trả kết quả.
        Receipt = "receipt",
        /// Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ.
        SupplementRequest = "supplement_request",
        /// Phiếu từ chối tiếp nhận giải quyết hồ sơ.
        Refusal = "refusal",
        /// Văn bản xin lỗi và đề nghị gia hạn.
        Apology = "apology",
        /// Thông báo dừng giải quyết hồ sơ.
        StopNotice = "stop_notice",
        /// Phiếu kiểm soát quá trình giải quyết hồ sơ.
        ControlSlip = "control_slip",
        /// Sổ theo dõi hồ sơ.
        Register = "register",
    }
}

/// Name, number and fixed texts of a slip during one period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slip {
    /// Which slip.
    pub kind: SlipKind,
    /// Vietnamese name, as printed.
    pub name: String,
    /// Form number as printed.
    pub number: String,
    /// Suffix of the running number, e.g. `/PBS-TTPVHCC`.
    pub number_suffix: String,
    /// Fixed texts by key, in order.
    pub texts: Vec<(String, String)>,
    /// When it is in use.
    pub validity: Validity,
    /// Legal citations.
    pub basis: Vec<String>,
    /// Source and confidence.
    pub provenance: Provenance,
}

/// One question of the satisfaction survey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SurveyQuestion {
    /// Stable code.
    pub code: String,
    /// Vietnamese text.
    pub text: String,
    /// Options in order, the best answer first where there is an order.
    pub options: Vec<FieldOption>,
    /// May it be left out?
    pub optional: bool,
}

/// The survey during one period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Survey {
    /// Stable id.
    pub id: String,
    /// Vietnamese title.
    pub title: String,
    /// Sentence shown before the first question.
    pub intro: String,
    /// Questions in order.
    pub questions: Vec<SurveyQuestion>,
    /// When it is in use.
    pub validity: Validity,
    /// Source and confidence.
    pub provenance: Provenance,
}
