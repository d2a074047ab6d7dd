//! The rows of a person and of a household.

use domain::text::fold;
use serde_json::Value;
use wire::records::{GoneWhy, HouseholdRecord, PersonRecord, Sex};

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
        record.gone.as_ref().map(|gone| match gone.why {
            GoneWhy::Merged => "merged",
            GoneWhy::Mistake => "mistake",
            GoneWhy::Moved => "moved",
        }),
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
