//! What a row says about a person and a household, as fields of their records.

use std::collections::BTreeMap;

use lists::{ListKind, PersonRow};
use serde_json::{Value, json};
use wire::records::{HouseholdRecord, PersonRecord, Receives};

/// Values by field, dotted for facts (`facts.disability`), as in a patch.
pub(crate) type Values = BTreeMap<String, Value>;

/// What the row says about the person. `village` is the commune's village that the row means.
pub(crate) fn of_person(row: &PersonRow, village: Option<&str>, current: Option<&PersonRecord>) -> Values {
    let mut values = Values::new();
    let mut put = |field: &str, value: Option<Value>| {
        if let Some(value) = value {
            values.insert(field.to_owned(), value);
        }
    };
    let text =
        |reading: &Option<lists::Reading<String>>| reading.as_ref().and_then(|one| one.value.clone()).map(Value::from);
    put("full_name", text(&row.full_name));
    put("birth_date", text(&row.birth_date));
    put("sex", row.sex.as_ref().and_then(|one| one.value).map(|sex| json!(sex)));
    put("personal_id", text(&row.personal_id));
    put("old_id", text(&row.old_id));
    put("phone", text(&row.phone));
    put("ethnic_group", text(&row.ethnic_group));
    put("village", village.map(Value::from));
    put("relation_to_head", text(&row.relation_to_head));
    put("facts.disability", text(&row.disability));
    put("disability_certificate", text(&row.disability_certificate));
    put("bank_account", text(&row.bank_account));
    // A list that says "alive" of somebody only repeats what everybody assumes.
    let died = row.alive.as_ref().and_then(|one| one.value) == Some(false);
    put("alive", died.then_some(Value::Bool(false)));
    put("death_date", text(&row.death_date).filter(|_| died));
    if let Some(name) = row.caregiver_name.as_ref().and_then(|one| one.value.as_deref()) {
        let known = current.and_then(|person| person.caregiver.as_ref());
        if known.is_none() {
            put("caregiver", Some(json!({ "full_name": name })));
        }
    }
    put("receives", receives(row, current));
    values
}

/// What the row says is received. The category stays what the register has; a new one is taken as it is written.
fn receives(row: &PersonRow, current: Option<&PersonRecord>) -> Option<Value> {
    let monthly = row.monthly.as_ref().and_then(|one| one.value)?;
    let text = |reading: &Option<lists::Reading<String>>| reading.as_ref().and_then(|one| one.value.clone());
    let known = current
        .and_then(|person| person.receives.as_deref())
        .unwrap_or_default();
    if known.iter().map(|one| one.monthly).sum::<i64>() == monthly && !known.is_empty() {
        return None;
    }
    // Several payments in the register and one sum in the list: which of them changed cannot be told from here.
    if known.len() > 1 {
        return None;
    }
    let before = known.first();
    let category = before.map(|one| one.category.clone());
    let written = row
        .category
        .as_ref()
        .map(|one| one.value.clone().unwrap_or_else(|| one.raw.clone()));
    let one = Receives {
        category: category.or(written).unwrap_or_default(),
        monthly,
        decision_number: text(&row.decision_number).or_else(|| before.and_then(|one| one.decision_number.clone())),
        from_month: text(&row.from_month).or_else(|| before.and_then(|one| one.from_month.clone())),
    };
    Some(json!([one]))
}

/// What the row says about the household.
pub(crate) fn of_household(row: &PersonRow) -> Values {
    let mut values = Values::new();
    if let Some(poverty) = row.poverty.as_ref().and_then(|one| one.value.clone()) {
        values.insert("poverty".to_owned(), poverty.into());
    }
    if let Some(address) = row.address.as_ref().and_then(|one| one.value.clone()) {
        values.insert("address".to_owned(), address.into());
    }
    values
}

/// The present value of a field of a record; null when there is none.
pub(crate) fn present(record: &Value, field: &str) -> Value {
    let found = match field.split_once('.') {
        Some((group, key)) => record.get(group).and_then(|inner| inner.get(key)),
        None => record.get(field),
    };
    found.cloned().unwrap_or(Value::Null)
}

/// The record as JSON.
pub(crate) fn person_json(person: &PersonRecord) -> Value {
    serde_json::to_value(person).unwrap_or(Value::Null)
}

/// The household as JSON.
pub(crate) fn household_json(household: &HouseholdRecord) -> Value {
    serde_json::to_value(household).unwrap_or(Value::Null)
}

/// Whether a list of this kind may overwrite what the register says; other fields it only fills where they are empty.
pub(crate) fn is_authority(kind: ListKind, field: &str) -> bool {
    match field {
        // Whoever writes down a death or a disability certificate knows; only a later correction may say otherwise.
        "alive" | "death_date" => true,
        _ => match kind {
            ListKind::Residence => matches!(
                field,
                "full_name" | "birth_date" | "sex" | "personal_id" | "old_id" | "village" | "relation_to_head"
            ),
            ListKind::Payment => matches!(field, "receives" | "bank_account"),
            ListKind::PoorHousehold => field == "poverty",
            ListKind::Disability => matches!(field, "facts.disability" | "disability_certificate"),
            ListKind::Elderly | ListKind::Other => false,
        },
    }
}

/// Whether `new` says less than `old` and does not contradict it: a year where the day is known, a name without its
/// accents, the same in other letters.
pub(crate) fn says_less(field: &str, old: &Value, new: &Value) -> bool {
    let (Some(old), Some(new)) = (old.as_str(), new.as_str()) else {
        return false;
    };
    match field {
        "birth_date" | "death_date" => {
            old.starts_with(new) || (new.ends_with("-01-01") && old.get(..4) == new.get(..4))
        }
        "full_name" => {
            let same_letters = domain::text::fold(old) == domain::text::fold(new);
            let is_plainer = !domain::text::has_accent(new) || old.to_lowercase() == new.to_lowercase();
            (same_letters && is_plainer) || lacks_middle(old, new)
        }
        "address" | "ethnic_group" => domain::text::fold(old) == domain::text::fold(new),
        _ => false,
    }
}

/// Whether `new` is the name `old` without its middle words, or some of them.
fn lacks_middle(old: &str, new: &str) -> bool {
    let (old, new) = (domain::text::fold(old), domain::text::fold(new));
    let (old, new): (Vec<&str>, Vec<&str>) = (old.split_whitespace().collect(), new.split_whitespace().collect());
    let has_same_ends = new.len() >= 2 && old.first() == new.first() && old.last() == new.last();
    let mut rest = old.iter();
    has_same_ends && new.len() < old.len() && new.iter().all(|word| rest.any(|other| other == word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_says_less_changes_nothing() {
        for (field, old, new, expected) in [
            ("full_name", "Lê Đức Thái", "Lê Thái", true),
            ("full_name", "Lê Đức Thái", "LE THAI", true),
            ("full_name", "Lê Thái", "Lê Đức Thái", false),
            ("full_name", "Lê Đức Thái", "Lê Đức Thiện", false),
            ("full_name", "K'Brèo", "K'BRÈO", true),
            ("full_name", "Nguyen Thi Hoa", "Nguyễn Thị Hòa", false),
            ("birth_date", "1950-03-02", "1950", true),
            ("birth_date", "1950", "1950-03-02", false),
        ] {
            assert_eq!(says_less(field, &old.into(), &new.into()), expected, "{old} {new}");
        }
    }
}
