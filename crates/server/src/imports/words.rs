//! What of a row may be shown to whom, and the stable codes that a catalogue of sentences must cover.

use std::collections::BTreeMap;

use domain::permissions::{Action, Actor, FactGroup, group_of};
use lists::{PersonRow, SkipReason};
use serde_json::Value;
use wire::records::PersonRecord;

/// Remarks of a planned row beside those of reading.
const REMARKS: [&str; 9] = [
    "other_commune",
    "list_says_moved_away",
    "register_says_otherwise",
    "household_said_otherwise",
    "village_missing",
    "village_unknown",
    "place_split",
    "place_ambiguous",
    "place_unknown",
];
/// Why a row was not taken, or not taken back.
const WHYS: [&str; 8] = [
    "person_registered_since",
    "person_changed_since",
    "person_gone",
    "same_person_twice",
    "row_names_nobody",
    "worked_with_since",
    "conflict",
    "not_permitted",
];

/// Every stable code of imports as `family code`: what a catalogue of sentences must cover.
pub fn catalogue() -> Vec<String> {
    use super::sheet::{RowState, State};
    use lists::columns::Field;
    use lists::{Certainty, ListErrorCode, ListKind, ProblemCode};
    let mut all: Vec<(&str, String)> = Vec::new();
    let mut add = |family, codes: Vec<String>| all.extend(codes.into_iter().map(|code| (family, code)));
    let texts = |codes: &[&str]| codes.iter().map(|code| (*code).to_owned()).collect::<Vec<_>>();
    add(
        "file",
        ListErrorCode::ALL.iter().map(|code| code.as_str().to_owned()).collect(),
    );
    add(
        "remark",
        ProblemCode::ALL.iter().map(|code| code.as_str().to_owned()).collect(),
    );
    add("remark", texts(&REMARKS));
    add("why", texts(&WHYS));
    let skips = [
        SkipReason::Totals,
        SkipReason::Group,
        SkipReason::RepeatedHeading,
        SkipReason::ColumnNumbers,
        SkipReason::Signature,
        SkipReason::NoName,
    ];
    add("skip", skips.map(skip_code).to_vec());
    add(
        "field",
        Field::ALL.iter().map(|field| field.as_str().to_owned()).collect(),
    );
    let kinds = [
        ListKind::Residence,
        ListKind::Payment,
        ListKind::PoorHousehold,
        ListKind::Elderly,
        ListKind::Disability,
        ListKind::Other,
    ];
    add("kind", kinds.map(super::list::code).to_vec());
    let certainties = [
        Certainty::Remembered,
        Certainty::Confirmed,
        Certainty::HeadingOnly,
        Certainty::ContentOnly,
        Certainty::Contradicted,
        Certainty::Unknown,
    ];
    add("certainty", certainties.map(super::list::code).to_vec());
    add(
        "state",
        State::ALL.iter().map(|state| state.code().to_owned()).collect(),
    );
    add(
        "row",
        RowState::ALL.iter().map(|state| state.code().to_owned()).collect(),
    );
    let compared = linkage::Field::ALL
        .into_iter()
        .filter(|field| !matches!(field, linkage::Field::Extra(_)));
    add("compared", compared.map(|field| field.code().to_owned()).collect());
    let agreements = linkage::Agreement::ALL.into_iter();
    add(
        "agreement",
        agreements.map(|agreement| agreement.code().to_owned()).collect(),
    );
    all.into_iter()
        .map(|(family, code)| format!("{family} {code}"))
        .collect()
}

/// The stable code of a reason to leave a row out.
pub fn skip_code(reason: SkipReason) -> String {
    let code = match reason {
        SkipReason::Totals => "totals",
        SkipReason::Group => "group",
        SkipReason::RepeatedHeading => "repeated_heading",
        SkipReason::ColumnNumbers => "column_numbers",
        SkipReason::Signature => "signature",
        SkipReason::NoName => "no_name",
    };
    code.to_owned()
}

/// The group of a field of a list, of a person or of a household.
fn group(field: &str) -> FactGroup {
    match field {
        "disability" | "disability_types" => FactGroup::Disability,
        "head_name" | "commune" | "district" | "province" | "household_number" => FactGroup::Basic,
        "caregiver_name" => FactGroup::Care,
        "category" | "coefficient" | "monthly" | "decision_number" | "decision_date" | "from_month" | "receives"
        | "poverty" | "note" | "name_note" => FactGroup::Social,
        "moved_away" => FactGroup::Basic,
        field => group_of(field),
    }
}

/// Whether somebody may read a field.
pub fn may_read(actor: &Actor, field: &str) -> bool {
    actor.may(Action::Read(group(field)))
}

/// What the list says in a row, field by field, as far as it may be read.
pub fn said(row: &PersonRow, actor: &Actor) -> BTreeMap<String, String> {
    let mut said = BTreeMap::new();
    if let Ok(Value::Object(fields)) = serde_json::to_value(row) {
        for (field, reading) in fields {
            let text = match &reading {
                Value::String(text) => Some(text.clone()),
                Value::Object(reading) => match reading.get("value") {
                    Some(Value::String(value)) => Some(value.clone()),
                    Some(Value::Number(value)) => Some(value.to_string()),
                    _ => reading.get("raw").and_then(Value::as_str).map(str::to_owned),
                },
                _ => None,
            };
            if let Some(text) = text.filter(|text| !text.is_empty() && may_read(actor, &field)) {
                said.insert(field, text);
            }
        }
    }
    said
}

/// What the register says of somebody in the same fields.
pub fn known(
    person: &PersonRecord,
    head: Option<&str>,
    address: Option<&str>,
    actor: &Actor,
) -> BTreeMap<String, String> {
    let text = |text: &Option<String>| text.clone();
    let sex = person.sex.and_then(|sex| serde_json::to_value(sex).ok());
    let fields = [
        ("full_name", Some(person.full_name.clone())),
        ("birth_date", text(&person.birth_date)),
        ("sex", sex.and_then(|sex| sex.as_str().map(str::to_owned))),
        ("personal_id", text(&person.personal_id)),
        ("old_id", text(&person.old_id)),
        ("phone", text(&person.phone)),
        ("ethnic_group", text(&person.ethnic_group)),
        ("village", Some(person.village.clone())),
        ("relation_to_head", text(&person.relation_to_head)),
        ("head_name", head.map(str::to_owned)),
        ("address", address.map(str::to_owned)),
    ];
    let fields = fields
        .into_iter()
        .filter_map(|(field, value)| Some((field.to_owned(), value?)));
    fields.filter(|(field, _)| may_read(actor, field)).collect()
}
