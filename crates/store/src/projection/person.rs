//! The rows of a person and of a household.

use std::collections::BTreeSet;

use domain::text::fold;
use serde_json::Value;
use wire::records::{HouseholdRecord, PersonRecord, Sex};

use super::words;
use crate::schema::{Values, row};

/// Facts that make a person vulnerable whatever the age; poverty of the household is counted by the query.
fn is_vulnerable(record: &PersonRecord) -> bool {
    let says = |fact: &str| match record.facts.get(fact) {
        Some(Value::String(text)) => text != "none",
        Some(Value::Bool(flag)) => *flag,
        Some(Value::Null | Value::Number(_) | Value::Array(_) | Value::Object(_)) | None => false,
    };
    record.cannot_travel == Some(true)
        || ["disability", "orphan_case", "single_parent", "hiv"]
            .into_iter()
            .any(says)
}

pub(super) fn row(commune: &str, record: &PersonRecord, registered_at: &str) -> Values {
    let sex = record.sex.map(|sex| match sex {
        Sex::Female => "female",
        Sex::Male => "male",
    });
    row![
        commune,
        record.id,
        record.full_name.as_str(),
        fold(&record.full_name),
        &record.birth_date,
        sex,
        &record.personal_id,
        &record.old_id,
        &record.phone,
        record.village.as_str(),
        record.household,
        record.alive,
        record.receives.as_ref().map(|payments| !payments.is_empty()),
        is_vulnerable(record),
        record.cannot_travel,
        record.newly_found_at,
        registered_at,
    ]
}

pub(super) fn household_row(commune: &str, record: &HouseholdRecord) -> Values {
    row![
        commune,
        record.id,
        record.village.as_str(),
        record.head,
        &record.poverty
    ]
}

pub(super) fn search_words(record: &PersonRecord) -> BTreeSet<String> {
    let mut found: BTreeSet<String> = words(&record.full_name).collect();
    for text in [&record.personal_id, &record.old_id, &record.phone]
        .into_iter()
        .flatten()
    {
        found.extend(words(text));
    }
    found.extend(
        record
            .birth_date
            .iter()
            .filter_map(|date| date.get(..4))
            .map(str::to_owned),
    );
    found
}
