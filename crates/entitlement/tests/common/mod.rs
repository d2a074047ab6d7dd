//! Invented people for the tests.

#![allow(dead_code)]

use serde_json::{Value, json};
use uuid::Uuid;
use wire::records::{HouseholdRecord, PersonRecord};

pub fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

/// A person who is alive, in village v01, household 100; `more` overrides.
pub fn person(number: u128, more: Value) -> PersonRecord {
    let mut whole = json!({ "id": id(number), "version": 1, "full_name": format!("Người Minh Họa {number}"),
        "village": "v01", "alive": true, "household": id(100) });
    whole
        .as_object_mut()
        .expect("an object")
        .extend(more.as_object().expect("an object").clone());
    serde_json::from_value(whole).expect("a person")
}

pub fn household(number: u128, poverty: &str, difficult: bool) -> HouseholdRecord {
    serde_json::from_value(
        json!({ "id": id(number), "version": 1, "village": "v01", "poverty": poverty,
        "directions": "Qua cầu treo rẽ trái", "extremely_difficult_area": difficult }),
    )
    .expect("a household")
}

/// A recorded payment.
pub fn receives(category: &str, monthly: i64) -> Value {
    json!([{ "category": category, "monthly": monthly, "decision_number": "12/QĐ-UBND", "from_month": "2025-09" }])
}

/// Facts that leave nothing open about an adult of whom nothing special is to be said.
pub fn plain() -> Value {
    json!({ "disability": "none", "hiv": false, "has_salary_or_pension": true, "monthly_pension": 5_000_000,
        "single_parent": "none", "children_in_care": [], "cares_for": [], "orphan_case": "none",
        "was_in_orphan_case_at_16": false, "in_continuous_education": false, "obligated_supporter": "able",
        "eligible_for_facility_but_taken_in": false, "pregnant": false, "children_under_36_months": 0,
        "spouse_receives_care_support": false })
}

/// [`plain`] with some facts said otherwise.
pub fn plain_but(more: Value) -> Value {
    let mut facts = plain();
    facts
        .as_object_mut()
        .expect("an object")
        .extend(more.as_object().expect("an object").clone());
    facts
}
