//! Two records of one person: one stays and takes what only the other knows, the other leaves the list and keeps its
//! history. It can be undone.

use std::collections::BTreeMap;

use linkage::{Options, Person, duplicates};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;
use wire::entry::Entry;
use wire::records::{GoneWhy, HouseholdRecord, PersonRecord};

use crate::apply::{household_changed, person_changed};
use crate::fields::{person_json, present};
use crate::plan::{FieldChange, linkage_person};
use crate::undo::revert;
use crate::{Author, Register};

/// Fields that a merge fills from the record that leaves, where the one that stays has none.
const FILLED: [&str; 16] = [
    "birth_date",
    "sex",
    "alive",
    "death_date",
    "personal_id",
    "old_id",
    "phone",
    "ethnic_group",
    "household",
    "relation_to_head",
    "disability_certificate",
    "cannot_travel",
    "representative",
    "caregiver",
    "receives",
    "bank_account",
];

/// Two records that may be one person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Double {
    /// The record with the smaller id.
    pub first: Uuid,
    /// The other.
    pub second: Uuid,
    /// How probable it is that they are one person.
    pub probability: f64,
    /// Why: `given_name=no_accent:+9.1` and so on.
    pub reasons: Vec<String>,
}

/// The least probability of a pair that is shown.
pub const WORTH_A_LOOK: f64 = 0.2;

/// Pairs of the register that may be one person, the most probable first.
pub fn doubles(register: &Register<'_>) -> Vec<Double> {
    let listed: Vec<&PersonRecord> = register.persons.iter().filter(|person| person.gone.is_none()).collect();
    let ids: Vec<String> = listed.iter().map(|person| person.id.to_string()).collect();
    let names: BTreeMap<Uuid, &str> = listed
        .iter()
        .map(|person| (person.id, person.full_name.as_str()))
        .collect();
    let heads: BTreeMap<Uuid, &str> = register
        .households
        .iter()
        .filter_map(|home| Some((home.id, *names.get(&home.head?)?)))
        .collect();
    let people: Vec<Person<'_>> = listed
        .iter()
        .zip(&ids)
        .map(|(person, id)| linkage_person(person, id, person.household.and_then(|home| heads.get(&home)).copied()))
        .collect();
    let options = Options {
        threshold: WORTH_A_LOOK,
        review_threshold: WORTH_A_LOOK,
    };
    let pairs = duplicates(&people, &options).into_iter().map(|pair| {
        let (one, other) = (listed[pair.beneficiary].id, listed[pair.resident].id);
        Double {
            first: one.min(other),
            second: one.max(other),
            probability: (pair.probability * 1000.0).round() / 1000.0,
            reasons: pair.reasons.iter().map(ToString::to_string).collect(),
        }
    });
    pairs.collect()
}

/// Whether a field of the record that leaves still means the same in the one that stays: who somebody is in a household
/// only holds in that household, and a day of death only for somebody of whom nobody says that they live.
fn fits(field: &str, keep: &PersonRecord, drop: &PersonRecord) -> bool {
    match field {
        "relation_to_head" => keep.household.is_none() || keep.household == drop.household,
        "death_date" => keep.alive != Some(true),
        _ => true,
    }
}

/// What a merge did: what parting the two again needs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Merged {
    /// The record that stays.
    pub keep: Uuid,
    /// The record that left.
    pub drop: Uuid,
    /// What the one that stays took over.
    pub filled: Vec<FieldChange>,
    /// Households whose head is the one that stays now.
    pub heads: Vec<Uuid>,
}

/// The entries of a merge; `households` are those whose head is the record that leaves.
pub fn merge(
    keep: &PersonRecord,
    drop: &PersonRecord,
    households: &[&HouseholdRecord],
    author: &Author<'_>,
    new_id: &mut dyn FnMut() -> Uuid,
) -> (Vec<Entry>, Merged) {
    let (ours, theirs) = (person_json(keep), person_json(drop));
    let mut fields: Vec<String> = FILLED.iter().map(|field| (*field).to_owned()).collect();
    fields.extend(drop.facts.keys().map(|key| format!("facts.{key}")));
    let filled: Vec<FieldChange> = fields
        .into_iter()
        .filter(|field| fits(field, keep, drop))
        .map(|field| FieldChange {
            from: present(&ours, &field),
            to: present(&theirs, &field),
            field,
        })
        .filter(|change| change.from.is_null() && !change.to.is_null())
        .collect();
    let mut entries = Vec::new();
    if !filled.is_empty() {
        let set: BTreeMap<&str, &Value> = filled
            .iter()
            .map(|change| (change.field.as_str(), &change.to))
            .collect();
        entries.push(person_changed(author, new_id(), keep, set));
    }
    let mut heads = Vec::new();
    for household in households.iter().filter(|household| household.head == Some(drop.id)) {
        entries.push(household_changed(
            author,
            new_id(),
            household,
            json!({ "head": keep.id }),
        ));
        heads.push(household.id);
    }
    let gone = json!({ "why": "merged", "into": keep.id });
    entries.push(person_changed(author, new_id(), drop, json!({ "gone": gone })));
    let merged = Merged {
        keep: keep.id,
        drop: drop.id,
        filled,
        heads,
    };
    (entries, merged)
}

/// Parts what a merge joined. What somebody changed since stays and is named.
pub fn part(
    merged: &Merged,
    keep: &PersonRecord,
    drop: &PersonRecord,
    households: &[&HouseholdRecord],
    author: &Author<'_>,
    new_id: &mut dyn FnMut() -> Uuid,
) -> (Vec<Entry>, Vec<String>) {
    let (mut entries, mut kept) = (Vec::new(), Vec::new());
    let is_merged = drop
        .gone
        .as_ref()
        .is_some_and(|gone| gone.why == GoneWhy::Merged && gone.into == Some(keep.id));
    if !is_merged {
        return (entries, vec!["gone".to_owned()]);
    }
    entries.push(person_changed(author, new_id(), drop, json!({ "gone": null })));
    let set = revert(&merged.filled, &person_json(keep), &mut kept);
    if !set.is_empty() {
        entries.push(person_changed(author, new_id(), keep, set));
    }
    for household in households
        .iter()
        .filter(|household| merged.heads.contains(&household.id))
    {
        if household.head == Some(keep.id) {
            entries.push(household_changed(
                author,
                new_id(),
                household,
                json!({ "head": drop.id }),
            ));
        }
    }
    (entries, kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(id: u128, more: Value) -> PersonRecord {
        let mut whole =
            json!({ "id": Uuid::from_u128(id), "version": 1, "full_name": "Nguyễn Thị Mai", "village": "v01" });
        for (key, value) in more.as_object().expect("an object") {
            whole[key] = value.clone();
        }
        serde_json::from_value(whole).expect("a person")
    }

    #[test]
    fn what_holds_only_for_the_record_that_leaves_is_not_taken_over() {
        let author = Author {
            account: Uuid::from_u128(7),
            at: "2026-11-22T08:00",
        };
        let home = |id: u128| json!(Uuid::from_u128(id));
        let keep = person(1, json!({ "household": home(10), "alive": true }));
        let drop = person(
            2,
            json!({ "household": home(11), "relation_to_head": "child", "alive": false, "death_date": "2026-01-02",
                "phone": "0912345678" }),
        );
        let mut ids = 100;
        let mut new_id = || {
            ids += 1;
            Uuid::from_u128(ids)
        };
        let (_, merged) = merge(&keep, &drop, &[], &author, &mut new_id);
        let filled: Vec<&str> = merged.filled.iter().map(|change| change.field.as_str()).collect();
        assert_eq!(filled, ["phone"]);
        let alone = person(1, json!({}));
        let (_, merged) = merge(&alone, &drop, &[], &author, &mut new_id);
        let filled: Vec<&str> = merged.filled.iter().map(|change| change.field.as_str()).collect();
        assert_eq!(
            filled,
            ["alive", "death_date", "phone", "household", "relation_to_head"]
        );
    }
}
