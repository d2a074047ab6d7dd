//! What people live with: poverty, disability, care, orphanhood, pensions; and what is not known about some.

use serde_json::{Value, json};
use time::Date;
use wire::records::PersonLink;

use crate::commune::Model;
use crate::households::{Draft, HouseholdDraft, HouseholdKind};
use crate::random::Random;

/// Fills in the facts of every household.
pub fn fill_in(households: &mut [HouseholdDraft], model: &Model, random: &mut Random, today: Date) {
    for (at, household) in households.iter_mut().enumerate() {
        poverty(household, at, model, random, today);
        for member in &mut household.members {
            ordinary_facts(member, model, random, today);
        }
        chance_disability(household, random, today);
        special(household, random, today);
        let mut carers = Vec::new();
        care(household, today, &mut carers);
        represent(household, today);
        forget_some(household, random, today);
    }
}

pub fn set(member: &mut Draft, key: &str, value: Value) {
    member.record.facts.insert(key.to_owned(), value);
}

pub fn text<'a>(member: &'a Draft, key: &str) -> &'a str {
    member.record.facts.get(key).and_then(Value::as_str).unwrap_or("")
}

fn poverty(household: &mut HouseholdDraft, at: usize, model: &Model, random: &mut Random, today: Date) {
    let is_hard = household.record.extremely_difficult_area == Some(true);
    // Villages of extreme difficulty have more poor households, the others fewer, so that the share holds overall.
    let scale = |permille: u32| {
        if is_hard {
            permille * 13 / 10
        } else {
            permille * 6 / 10 + permille / 10
        }
    };
    let poverty = match household.kind {
        HouseholdKind::LonelyOld | HouseholdKind::TakenInOld | HouseholdKind::Hiv => "poor",
        HouseholdKind::SingleParent => *random.pick(&["poor", "poor", "near_poor"]),
        HouseholdKind::Ordinary
        | HouseholdKind::Orphans
        | HouseholdKind::GrownOrphan
        | HouseholdKind::TakenInOrphan
        | HouseholdKind::DisabledMother
        | HouseholdKind::TakenInDisabled => {
            if random.permille(scale(model.poor_permille)) {
                "poor"
            } else if random.permille(scale(model.near_poor_permille)) {
                "near_poor"
            } else {
                "none"
            }
        }
    };
    household.record.poverty = Some(poverty.to_owned());
    if poverty != "none" {
        let year = today.year() - 1;
        household.record.poverty_decision = Some(format!("{}/QĐ-UBND ngày 15/12/{year} (minh họa)", 200 + at % 40));
    }
}

fn ordinary_facts(member: &mut Draft, model: &Model, random: &mut Random, today: Date) {
    let age = member.age(today);
    set(member, "single_parent", json!("none"));
    set(member, "cares_for", json!([]));
    if age < 16 {
        set(member, "orphan_case", json!("none"));
        return;
    }
    let is_student = age <= 21 && random.percent(45);
    set(member, "in_continuous_education", json!(is_student));
    set(member, "was_in_orphan_case_at_16", json!(false));
    let has_pension = age >= 57 && random.percent(model.pension_percent);
    let pension = if has_pension {
        10_000 * random.between(235, 720)
    } else {
        0
    };
    set(member, "monthly_pension", json!(pension));
    let has_salary =
        has_pension || (age < 60 && !is_student && random.percent(if model.pension_percent > 10 { 45 } else { 15 }));
    set(member, "has_salary_or_pension", json!(has_salary));
    if age >= 60 {
        set(member, "obligated_supporter", json!("able"));
        set(member, "eligible_for_facility_but_taken_in", json!(false));
    }
    if age >= 82 && random.percent(50) {
        member.record.cannot_travel = Some(true);
    }
}

fn disable(member: &mut Draft, level: &str, random: &mut Random, today: Date) {
    set(member, "disability", json!(level));
    let year = today.year() - random.between(0, 6);
    member.record.disability_certificate = Some(format!("{:04}/{year}/GXN (minh họa)", random.between(1, 480)));
    if level == "extreme" || (level == "severe" && random.percent(40)) {
        member.record.cannot_travel = Some(true);
    }
    if level != "light" {
        set(member, "pregnant", json!(false));
        set(member, "children_under_36_months", json!(0));
        set(member, "spouse_receives_care_support", json!(false));
    }
}

fn chance_disability(household: &mut HouseholdDraft, random: &mut Random, today: Date) {
    for member in &mut household.members {
        let (extreme, severe, light) = match member.age(today) {
            ..=15 => (6, 11, 5),
            16..=59 => (5, 13, 7),
            _ => (16, 34, 12),
        };
        let level = if random.permille(extreme) {
            "extreme"
        } else if random.permille(severe) {
            "severe"
        } else if random.permille(light) {
            "light"
        } else {
            continue;
        };
        disable(member, level, random, today);
    }
}

fn special(household: &mut HouseholdDraft, random: &mut Random, today: Date) {
    let children: Vec<Value> = household
        .members
        .iter()
        .filter(|member| member.age(today) < 16)
        .map(
            |member| json!({"birth_date": member.record.birth_date, "in_continuous_education": member.age(today) >= 6}),
        )
        .collect();
    let is_poor = household.record.poverty.as_deref() == Some("poor");
    match household.kind {
        HouseholdKind::Ordinary => {}
        HouseholdKind::Orphans => {
            for member in household.members.iter_mut().filter(|member| member.age(today) < 16) {
                set(member, "orphan_case", json!(*random.pick(&["b", "b", "dd", "e"])));
            }
        }
        HouseholdKind::GrownOrphan => {
            for member in household.members.iter_mut().filter(|member| member.age(today) < 22) {
                set(member, "was_in_orphan_case_at_16", json!(true));
                set(member, "in_continuous_education", json!(true));
            }
        }
        HouseholdKind::SingleParent => {
            let case = *random.pick(&["unmarried", "spouse_dead", "spouse_dead", "spouse_missing"]);
            if let Some(parent) = household.members.first_mut() {
                set(parent, "single_parent", json!(case));
                set(parent, "children_in_care", json!(children));
            }
        }
        HouseholdKind::LonelyOld => {
            if let Some(old) = household.members.first_mut() {
                set(
                    old,
                    "obligated_supporter",
                    json!(*random.pick(&["none", "none", "receives_social_allowance"])),
                );
                set(old, "monthly_pension", json!(0));
                set(old, "has_salary_or_pension", json!(false));
            }
        }
        HouseholdKind::TakenInOld => {
            if let Some(old) = household.members.last_mut() {
                set(old, "obligated_supporter", json!("none"));
                set(old, "eligible_for_facility_but_taken_in", json!(is_poor));
                set(old, "monthly_pension", json!(0));
                set(old, "has_salary_or_pension", json!(false));
            }
        }
        HouseholdKind::TakenInOrphan => {
            if let Some(child) = household.members.last_mut() {
                set(child, "orphan_case", json!("b"));
            }
        }
        HouseholdKind::DisabledMother => {
            let small = household.members.iter().filter(|member| member.age(today) < 3).count();
            if let Some(mother) = household.members.get_mut(1) {
                disable(mother, "severe", random, today);
                set(mother, "children_under_36_months", json!(small));
                set(mother, "pregnant", json!(small == 0 || random.percent(20)));
            }
        }
        HouseholdKind::TakenInDisabled => {
            if let Some(member) = household.members.last_mut() {
                disable(member, "extreme", random, today);
            }
        }
        HouseholdKind::Hiv => {
            for (at, member) in household.members.iter_mut().enumerate() {
                let is_affected = at == 0 || (at == 2 && random.percent(60));
                if is_affected {
                    set(member, "hiv", json!(true));
                    if member.age(today) >= 16 {
                        set(member, "has_salary_or_pension", json!(false));
                        set(member, "monthly_pension", json!(0));
                    }
                }
            }
        }
    }
}

fn link(member: &Draft, relation: &str) -> PersonLink {
    PersonLink {
        person: Some(member.record.id),
        full_name: member.record.full_name.clone(),
        relation: Some(relation.to_owned()),
        personal_id: member.record.personal_id.clone(),
        phone: member.record.phone.clone(),
        address: None,
    }
}

fn is_able_adult(member: &Draft, today: Date) -> bool {
    (18..=78).contains(&member.age(today)) && matches!(text(member, "disability"), "none" | "light")
}

/// Finds a carer in the household for everyone who needs one.
fn care(household: &mut HouseholdDraft, today: Date, carers: &mut Vec<usize>) {
    for at in 0..household.members.len() {
        let is_last = at + 1 == household.members.len();
        let member = &household.members[at];
        let is_extreme = text(member, "disability") == "extreme";
        let who = match household.kind {
            HouseholdKind::TakenInOrphan if is_last => "orphan",
            HouseholdKind::TakenInOld if is_last => "elderly_taken_in",
            HouseholdKind::TakenInDisabled if is_last => "extreme_disabled_taken_in",
            HouseholdKind::Orphans if member.age(today) < 16 => "orphan",
            _ if is_extreme => "extreme_disabled_own_household",
            HouseholdKind::Ordinary
            | HouseholdKind::Orphans
            | HouseholdKind::GrownOrphan
            | HouseholdKind::SingleParent
            | HouseholdKind::LonelyOld
            | HouseholdKind::TakenInOld
            | HouseholdKind::TakenInOrphan
            | HouseholdKind::DisabledMother
            | HouseholdKind::TakenInDisabled
            | HouseholdKind::Hiv => continue,
        };
        let able = |index: &usize| *index != at && is_able_adult(&household.members[*index], today);
        let Some(carer) = (0..household.members.len())
            .rev()
            .filter(able)
            .find(|index| !carers.contains(index))
        else {
            continue;
        };
        let cared_for = json!({"who": who, "birth_date": household.members[at].record.birth_date});
        let relation = relation(&household.members[carer], &household.members[at], today);
        let carer_link = link(&household.members[carer], relation);
        household.members[at].record.caregiver = Some(carer_link);
        if let Some(list) = household.members[carer]
            .record
            .facts
            .get_mut("cares_for")
            .and_then(Value::as_array_mut)
        {
            list.push(cared_for);
        }
        carers.push(carer);
    }
}

/// What `by` is to `of`, as slips say it.
fn relation(by: &Draft, of: &Draft, today: Date) -> &'static str {
    let names = (
        by.record.relation_to_head.as_deref(),
        of.record.relation_to_head.as_deref(),
    );
    match names {
        (_, Some("other")) => "other",
        (Some("head"), Some("spouse")) | (Some("spouse"), Some("head")) => "spouse",
        (Some("child"), Some("head" | "spouse")) | (Some("head"), Some("parent")) => "child",
        (Some("child"), Some("child")) => "sibling",
        (Some("head" | "spouse"), Some("child")) => "parent",
        (Some("head" | "spouse"), Some("grandchild")) => "grandparent",
        _ if by.age(today) > of.age(today) + 16 => "parent",
        _ => "other",
    }
}

/// Children and people who cannot speak for themselves are represented by an adult of the household.
fn represent(household: &mut HouseholdDraft, today: Date) {
    for at in 0..household.members.len() {
        let member = &household.members[at];
        let needs = member.age(today) < 16 || matches!(text(member, "disability"), "extreme" | "severe");
        let adult =
            (0..household.members.len()).find(|index| *index != at && is_able_adult(&household.members[*index], today));
        if let (true, Some(adult)) = (needs, adult) {
            let relation = relation(&household.members[adult], &household.members[at], today);
            let representative = link(&household.members[adult], relation);
            household.members[at].record.representative = Some(representative);
        }
    }
}

/// Some facts are not on any list: those are the questions that a visit answers.
fn forget_some(household: &mut HouseholdDraft, random: &mut Random, today: Date) {
    if household.kind != HouseholdKind::Ordinary {
        return;
    }
    if random.permille(15) {
        household.record.poverty = None;
        household.record.poverty_decision = None;
    }
    for member in &mut household.members {
        let age = member.age(today);
        let forgotten = if age >= 70 && random.percent(6) {
            "monthly_pension"
        } else if age >= 60 && random.percent(5) {
            "obligated_supporter"
        } else if text(member, "disability") == "none" && random.permille(if age >= 60 { 30 } else { 4 }) {
            "disability"
        } else {
            continue;
        };
        member.record.facts.remove(forgotten);
        if forgotten == "monthly_pension" {
            member.record.facts.remove("has_salary_or_pension");
        }
    }
}
