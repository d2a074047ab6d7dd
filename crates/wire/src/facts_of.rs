//! What the list knows about a person, as the facts that the rules ask about.

use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::facts::Facts;
use crate::records::{HouseholdRecord, PersonRecord};

/// The facts of `person`. What the household says is added; what only follows from the members (children of a single
/// parent, disabled people who name this person as caregiver) is added where it was not stated.
///
/// # Errors
/// The name of a fact that cannot be read.
pub fn facts_of(
    person: &PersonRecord,
    household: Option<&HouseholdRecord>,
    members: &[PersonRecord],
) -> Result<Facts, String> {
    let mut facts: Map<String, Value> = person.facts.clone().into_iter().collect();
    facts.insert("id".into(), json!(person.id));
    facts.insert("birth_date".into(), json!(person.birth_date));
    facts.insert("sex".into(), json!(person.sex));
    facts.insert("alive".into(), json!(person.alive));
    if let Some(household) = household {
        let known = json!({
            "poverty": household.poverty,
            "extremely_difficult_area": household.extremely_difficult_area,
        });
        facts.insert("household".into(), known);
    }
    if let Some(receives) = &person.receives {
        let current = receives
            .iter()
            .map(|one| json!({ "category": one.category, "monthly": one.monthly }));
        facts.insert("currently_receives".into(), current.collect());
    }
    if !facts.contains_key("children_in_care") && is_single_parent(person) {
        let children = members.iter().filter(|member| is_child_of(member, person));
        let children: Vec<Value> = children
            .map(|child| {
                json!({
                    "birth_date": child.birth_date,
                    "in_continuous_education": child.facts.get("in_continuous_education"),
                })
            })
            .collect();
        if !children.is_empty() {
            facts.insert("children_in_care".into(), children.into());
        }
    }
    if !facts.contains_key("cares_for") {
        let cared = members.iter().filter(|member| is_cared_for_by(member, person.id));
        let cared: Vec<Value> = cared
            .map(|member| json!({ "who": "extreme_disabled_own_household", "birth_date": member.birth_date }))
            .collect();
        if !cared.is_empty() {
            facts.insert("cares_for".into(), cared.into());
        }
    }
    serde_json::from_value(Value::Object(facts)).map_err(|error| error.to_string())
}

fn is_single_parent(person: &PersonRecord) -> bool {
    person
        .facts
        .get("single_parent")
        .and_then(Value::as_str)
        .is_some_and(|case| case != "none")
}

fn is_child_of(member: &PersonRecord, person: &PersonRecord) -> bool {
    let heads = matches!(person.relation_to_head.as_deref(), Some("head" | "spouse"));
    heads && member.id != person.id && member.relation_to_head.as_deref() == Some("child")
}

fn is_cared_for_by(member: &PersonRecord, caregiver: Uuid) -> bool {
    member.facts.get("disability").and_then(Value::as_str) == Some("extreme")
        && member.caregiver.as_ref().and_then(|link| link.person) == Some(caregiver)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(json: Value) -> PersonRecord {
        let mut whole = json!({ "id": Uuid::nil(), "version": 1, "full_name": "Người Minh Họa", "village": "v01" });
        whole
            .as_object_mut()
            .expect("an object")
            .extend(json.as_object().expect("an object").clone());
        serde_json::from_value(whole).expect("a person")
    }

    #[test]
    fn what_follows_from_the_household_is_added_but_not_guessed() {
        let carer = person(json!({ "id": Uuid::from_u128(1), "relation_to_head": "head",
            "facts": { "single_parent": "spouse_dead" } }));
        let child = person(
            json!({ "id": Uuid::from_u128(2), "relation_to_head": "child", "birth_date": "2018",
            "facts": { "disability": "extreme" }, "caregiver": { "person": Uuid::from_u128(1), "full_name": "M" } }),
        );
        let facts = facts_of(&carer, None, &[carer.clone(), child.clone()]).expect("facts");
        assert_eq!(facts.children_in_care.as_ref().map(Vec::len), Some(1));
        assert_eq!(facts.cares_for.as_ref().map(Vec::len), Some(1));
        assert_eq!(facts.household, None, "an unknown household stays unknown");
        let alone = facts_of(&carer, None, std::slice::from_ref(&carer)).expect("facts");
        assert_eq!(
            alone.children_in_care, None,
            "no child registered does not mean no child"
        );
        assert!(facts_of(&person(json!({ "facts": { "hiv": "maybe" } })), None, &[]).is_err());
    }
}
