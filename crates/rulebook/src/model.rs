//! The rule files as they are written: plain serialisable types, used by the TOML reader and by the bundle.
//!
//! Dates are texts `YYYY-MM-DD`; values of closed lists are their stable codes. `build` turns this into domain types.
// size: one list of the file format, read top to bottom

use serde::{Deserialize, Serialize};

macro_rules! model {
    ($(#[$doc:meta])* $name:ident { $($(#[$fdoc:meta])* $field:ident : $type:ty),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $name { $($(#[$fdoc])* pub $field: $type),+ }
    };
}

fn one() -> u8 {
    1
}

model! {
    /// A source that other items cite by id.
    Source {
        /// Stable id.
        id: String,
        /// Legal citation, short form.
        citation: String,
        /// What it is, in Vietnamese.
        title: String,
        /// How sure its text is.
        confidence: String,
        /// Remark.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    }
}

model! {
    /// The standard rate or the social pension during a period.
    Rate {
        /// `standard` or `social_pension`.
        kind: String,
        /// Province code; absent = national.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        province: Option<String>,
        /// đồng per month.
        dong: u64,
        /// First day.
        valid_from: String,
        /// Last day.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        valid_to: Option<String>,
        /// Citations.
        basis: Vec<String>,
        /// Source ids.
        source: Vec<String>,
        /// How sure.
        confidence: String,
        /// Remark.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    }
}

model! {
    /// A special day of the calendar.
    Day {
        /// The day.
        date: String,
        /// `off` or `work`.
        kind: String,
        /// Vietnamese name.
        label: String,
        /// Citation.
        basis: String,
        /// `confirmed`, `statutory` or `unconfirmed`.
        status: String,
        /// Source ids.
        source: Vec<String>,
        /// How sure.
        confidence: String,
    }
}

model! {
    /// A Vietnamese word for a reason code of a count.
    Word {
        /// Code, e.g. `saturday`.
        code: String,
        /// Vietnamese word.
        text: String,
    }
}

model! {
    /// Working hours and readings of the law that an office may set.
    Clock {
        /// `HH:MM`.
        opens: String,
        /// `HH:MM`.
        closes: String,
        /// `HH:MM`.
        transfer_cutoff: String,
        /// Does the transfer on the next day move the citizen's clock?
        transfer_shifts_clock: bool,
        /// `as_received` or `next_working_day`.
        out_of_hours: String,
        /// Working days.
        supplement_within_days: u16,
        /// Citations for every count.
        basis: Vec<String>,
        /// Source ids.
        source: Vec<String>,
        /// How sure.
        confidence: String,
        /// Remark.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    }
}

model! {
    /// A range of ages in full years.
    Age {
        /// Reached.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<u16>,
        /// Not yet reached.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        below: Option<u16>,
    }
}

model! {
    /// A condition: exactly one of `all`, `any`, `not`, `fact` with `is`, `age`, `category`.
    Condition {
        /// Every part holds.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        all: Option<Vec<Condition>>,
        /// At least one part holds.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        any: Option<Vec<Condition>>,
        /// The part does not hold.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        not: Option<Box<Condition>>,
        /// Path of a fact.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        fact: Option<String>,
        /// Its allowed values.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        is: Option<Vec<String>>,
        /// The person's age.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        age: Option<Age>,
        /// Falls under one of these categories.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        category: Option<Vec<String>>,
    }
}

model! {
    /// One way in which a child raised or a person looked after counts.
    Dependent {
        /// Relation (people looked after).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        who: Option<String>,
        /// Age.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        age: Option<Age>,
        /// Learning without interruption (children raised).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        in_continuous_education: Option<bool>,
    }
}

model! {
    /// A beneficiary category during a period.
    Category {
        /// Stable id.
        id: String,
        /// Vietnamese name.
        name: String,
        /// How it adds up with others.
        stacking: String,
        /// Multiple of the standard rate as decimal text; absent = the social pension.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        coefficient: Option<String>,
        /// Who.
        condition: Condition,
        /// Counted for each child raised that matches.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        each_child_in_care: Option<Vec<Dependent>>,
        /// Counted for each person looked after who matches.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        each_cared_for: Option<Vec<Dependent>>,
        /// Citations.
        basis: Vec<String>,
        /// First day for new applicants.
        valid_from: String,
        /// Last day for new applicants.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        valid_to: Option<String>,
        /// First day for those who already receive; absent = `valid_from`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        recipients_from: Option<String>,
        /// Last day for those who already receive; absent = `valid_to`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        recipients_to: Option<String>,
        /// Source ids.
        source: Vec<String>,
        /// How sure.
        confidence: String,
        /// Remark.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    }
}

model! {
    /// A time limit during a period; without `days` no verified limit is known.
    ProcedureLimit {
        /// Number of days.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        days: Option<u16>,
        /// `working_day` or `calendar_day`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        unit: Option<String>,
        /// First day of reception.
        valid_from: String,
        /// Last day of reception.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        valid_to: Option<String>,
        /// Citations.
        basis: Vec<String>,
        /// Source ids.
        source: Vec<String>,
        /// How sure.
        confidence: String,
        /// Remark.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    }
}

model! {
    /// A paper during a period.
    Requirement {
        /// Stable id within the procedure.
        id: String,
        /// Vietnamese name.
        name: String,
        /// `form`, `original`, `copy`, `shown` or `data`.
        kind: String,
        /// `required`, `if_available` or `from_database`.
        demand: String,
        /// For whom.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        when: Option<Condition>,
        /// Which database holds it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        database: Option<String>,
        /// A plain Vietnamese sentence.
        where_to_get: String,
        /// Number of copies.
        #[serde(default = "one")]
        copies: u8,
        /// First day of reception.
        valid_from: String,
        /// Last day of reception.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        valid_to: Option<String>,
        /// Citations.
        basis: Vec<String>,
        /// Source ids.
        source: Vec<String>,
        /// How sure.
        confidence: String,
        /// Remark.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    }
}

model! {
    /// Which form serves a period.
    FormUse {
        /// Id of the form.
        form: String,
        /// For whom.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        when: Option<Condition>,
        /// First day of reception.
        valid_from: String,
        /// Last day of reception.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        valid_to: Option<String>,
    }
}

model! {
    /// A procedure.
    Procedure {
        /// National code.
        code: String,
        /// Official Vietnamese name.
        name: String,
        /// Short Vietnamese name.
        short_name: String,
        /// Who decides.
        authority: String,
        /// What the person gets.
        result: String,
        /// đồng.
        fee_dong: u64,
        /// Number of sets.
        copies: u8,
        /// Category ids that it serves.
        categories: Vec<String>,
        /// Who may hand in.
        submitters: Vec<String>,
        /// Remark for citizens and officers.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        remark: Option<String>,
        /// First day of reception.
        valid_from: String,
        /// Last day of reception.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        valid_to: Option<String>,
        /// Citations.
        basis: Vec<String>,
        /// Source ids.
        source: Vec<String>,
        /// How sure.
        confidence: String,
        /// Remark about sources.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
        /// Limits by period.
        limit: Vec<ProcedureLimit>,
        /// Papers by period.
        #[serde(default)]
        requirement: Vec<Requirement>,
        /// Forms by period.
        #[serde(default)]
        use_form: Vec<FormUse>,
    }
}

model! {
    /// An option of a choice.
    Choice {
        /// Stable code.
        code: String,
        /// Vietnamese text.
        label: String,
    }
}

model! {
    /// When a field is shown: exactly one of `all`, `any`, `field` with `equals`.
    VisibleIf {
        /// Every part holds.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        all: Option<Vec<VisibleIf>>,
        /// At least one part holds.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        any: Option<Vec<VisibleIf>>,
        /// Key of a field.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        field: Option<String>,
        /// Codes.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        equals: Option<Vec<String>>,
    }
}

model! {
    /// A field of a form.
    Field {
        /// Stable key.
        key: String,
        /// Vietnamese label.
        label: String,
        /// Help.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        help: Option<String>,
        /// Kind.
        kind: String,
        /// Options of a choice.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        options: Vec<Choice>,
        /// Required where visible.
        #[serde(default)]
        required: bool,
        /// Where a known value comes from.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        prefill: Option<String>,
        /// Asked once per person or household.
        #[serde(default)]
        shared: bool,
        /// When shown.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        visible_if: Option<VisibleIf>,
    }
}

model! {
    /// A section of a form.
    Section {
        /// Vietnamese heading.
        title: String,
        /// Fields.
        field: Vec<Field>,
    }
}

model! {
    /// A form during a period.
    Form {
        /// Stable id.
        id: String,
        /// Number as printed.
        number: String,
        /// Vietnamese title.
        title: String,
        /// To whom.
        addressee: String,
        /// First day.
        valid_from: String,
        /// Last day.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        valid_to: Option<String>,
        /// Citations.
        basis: Vec<String>,
        /// Source ids.
        source: Vec<String>,
        /// How sure.
        confidence: String,
        /// Remark.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
        /// Sections.
        section: Vec<Section>,
    }
}

model! {
    /// A fixed text of a slip.
    SlipText {
        /// Stable key.
        key: String,
        /// Vietnamese text.
        text: String,
    }
}

model! {
    /// A slip during a period.
    Slip {
        /// Which slip.
        kind: String,
        /// Vietnamese name.
        name: String,
        /// Form number.
        number: String,
        /// Suffix of the running number.
        number_suffix: String,
        /// Fixed texts.
        #[serde(default)]
        text: Vec<SlipText>,
        /// First day.
        valid_from: String,
        /// Last day.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        valid_to: Option<String>,
        /// Citations.
        basis: Vec<String>,
        /// Source ids.
        source: Vec<String>,
        /// How sure.
        confidence: String,
        /// Remark.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    }
}

model! {
    /// A question of the survey.
    Question {
        /// Stable code.
        code: String,
        /// Vietnamese text.
        text: String,
        /// Options.
        options: Vec<Choice>,
        /// May be left out.
        #[serde(default)]
        optional: bool,
    }
}

model! {
    /// The survey during a period.
    Survey {
        /// Stable id.
        id: String,
        /// Vietnamese title.
        title: String,
        /// Sentence before the first question.
        intro: String,
        /// First day.
        valid_from: String,
        /// Last day.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        valid_to: Option<String>,
        /// Source ids.
        source: Vec<String>,
        /// How sure.
        confidence: String,
        /// Remark.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
        /// Questions.
        question: Vec<Question>,
    }
}

/// Everything that a rule folder holds, except examples.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Model {
    /// Version of the rules, e.g. `2026-11-21`.
    pub version: String,
    /// Sources.
    pub source: Vec<Source>,
    /// Rates.
    pub rate: Vec<Rate>,
    /// Special days.
    pub day: Vec<Day>,
    /// Words.
    pub word: Vec<Word>,
    /// Clock (exactly one).
    pub clock: Vec<Clock>,
    /// Categories.
    pub category: Vec<Category>,
    /// Procedures.
    pub procedure: Vec<Procedure>,
    /// Forms.
    pub form: Vec<Form>,
    /// Slips.
    pub slip: Vec<Slip>,
    /// Surveys.
    pub survey: Vec<Survey>,
}
