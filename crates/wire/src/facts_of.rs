//! What the list knows about a person, as the facts that the rules ask about.

use domain::date::PartialDate;
use domain::facts::CareRelation;
use domain::sex::Sex as DomainSex;
use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::MapDeserializer;
use serde_json::Value;
use uuid::Uuid;

use crate::facts::{CaredFor, ChildInCare, Code, CurrentBenefit, DateText, Facts, HouseholdFacts};
use crate::records::{HouseholdRecord, PersonRecord, Sex};

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
    facts_among(person, household, members.iter())
}

/// [`facts_of`] for members that lie anywhere: whole lists are read without copying a record.
///
/// # Errors
/// The name of a fact that cannot be read.
pub fn facts_among<'a>(
    person: &PersonRecord,
    household: Option<&HouseholdRecord>,
    members: impl Iterator<Item = &'a PersonRecord> + Clone,
) -> Result<Facts, String> {
    let known_better = |key: &str| match key {
        "id" | "birth_date" | "sex" | "alive" => true,
        "household" => household.is_some(),
        "currently_receives" => person.receives.is_some(),
        _ => false,
    };
    let stated = person.facts.iter().map(|(key, value)| (key.as_str(), value));
    let stated = stated.filter(|(key, _)| !known_better(key));
    let mut facts: Facts = Facts::deserialize(MapDeserializer::<_, serde_json::Error>::new(stated)).map_err(text)?;
    facts.id = Some(person.id.to_string().into());
    facts.birth_date = person.birth_date.as_deref().map(date).transpose()?;
    facts.sex = person.sex.map(|sex| match sex {
        Sex::Female => Code(DomainSex::Female),
        Sex::Male => Code(DomainSex::Male),
    });
    facts.alive = person.alive;
    if let Some(household) = household {
        let poverty = household.poverty.as_deref().map(|code| {
            let reader: serde::de::value::StrDeserializer<'_, serde_json::Error> = code.into_deserializer();
            Code::deserialize(reader).map_err(text)
        });
        facts.household = Some(HouseholdFacts {
            poverty: poverty.transpose()?,
            extremely_difficult_area: household.extremely_difficult_area,
        });
    }
    if let Some(receives) = &person.receives {
        let current = receives.iter().map(|one| {
            Ok(CurrentBenefit {
                category: one.category.clone(),
                monthly: Some(u64::try_from(one.monthly).map_err(|error| error.to_string())?),
            })
        });
        facts.currently_receives = Some(current.collect::<Result<_, String>>()?);
    }
    if !person.facts.contains_key("children_in_care") && is_single_parent(person) {
        let children = members.clone().filter(|member| is_child_of(member, person));
        let children = children.map(|child| {
            let learning = child.facts.get("in_continuous_education");
            Ok(ChildInCare {
                birth_date: child.birth_date.as_deref().map(date).transpose()?,
                in_continuous_education: learning.map_or(Ok(None), |it| Option::deserialize(it).map_err(text))?,
            })
        });
        let children: Vec<ChildInCare> = children.collect::<Result<_, String>>()?;
        if !children.is_empty() {
            facts.children_in_care = Some(children);
        }
    }
    if !person.facts.contains_key("cares_for") {
        let cared = members.filter(|member| is_cared_for_by(member, person.id));
        let cared = cared.map(|member| {
            Ok(CaredFor {
                who: Some(Code(CareRelation::ExtremeDisabledOwnHousehold)),
                birth_date: member.birth_date.as_deref().map(date).transpose()?,
            })
        });
        let cared: Vec<CaredFor> = cared.collect::<Result<_, String>>()?;
        if !cared.is_empty() {
            facts.cares_for = Some(cared);
        }
    }
    Ok(facts)
}

fn text(error: serde_json::Error) -> String {
    error.to_string()
}

fn date(value: &str) -> Result<DateText, String> {
    let date = PartialDate::parse(value).map_err(|problem| format!("{problem} {value:?}"))?;
    Ok(DateText(date))
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
    use serde_json::json;

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
