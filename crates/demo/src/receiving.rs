//! Who receives what, who is missing out, and who receives a wrong amount.
//!
//! The amounts are those that the invented decisions name: coefficient times 540,000 đ, the national standard rate from
//! 1 July 2026 (Decree 335/2026). What a person is entitled to is decided by the rules, never by this file: here it is
//! only known because the people were made for it.

use serde_json::{Value, json};
use time::Date;
use uuid::Uuid;
use wire::records::Receives;

use crate::households::{Draft, HouseholdDraft};
use crate::needs::text;
use crate::random::Random;

const STANDARD_RATE_DONG: i64 = 540_000;

/// A payment that a person was made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    pub category: &'static str,
    pub monthly_dong: i64,
}

const fn due(category: &'static str, coefficient_tenths: i64) -> Due {
    Due {
        category,
        monthly_dong: STANDARD_RATE_DONG * coefficient_tenths / 10,
    }
}

/// What the generator knows and the records must not say; for tests and for planning dossiers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Truth {
    /// Entitled, never applied.
    pub missing_out: Vec<Uuid>,
    /// Entitled, a dossier is under way.
    pub applying: Vec<Uuid>,
    /// Receives an amount that is not what the rules give.
    pub wrong_amount: Vec<Uuid>,
    /// Receives, and rightly.
    pub receiving: Vec<Uuid>,
    /// Whether they receive anything is not known.
    pub unknown: Vec<Uuid>,
}

/// The payments that a person was made for: an allowance (two for single parents who are old, disabled or live with HIV),
/// and support for care on top.
pub fn dues(member: &Draft, household: &HouseholdDraft, today: Date) -> Vec<Due> {
    let age = member.age(today);
    let poverty = household.record.poverty.as_deref().unwrap_or("none");
    let is_poor = poverty == "poor";
    let is_poor_or_near = poverty != "none";
    let facts = &member.record.facts;
    let is_true = |key: &str| facts.get(key) == Some(&json!(true));
    let is_known_without_pension = facts.get("monthly_pension") == Some(&json!(0));

    let mut options = Vec::new();
    if age < 16 && !matches!(text(member, "orphan_case"), "" | "none") {
        options.push(if age < 4 { due("DT1_U4", 25) } else { due("DT1_4P", 15) });
    }
    if age >= 16 && is_true("was_in_orphan_case_at_16") && is_true("in_continuous_education") {
        options.push(due("DT2", 15));
    }
    if is_true("hiv") && is_poor {
        match age {
            ..=3 => options.push(due("DT3_U4", 25)),
            4..=15 => options.push(due("DT3_4P", 20)),
            _ => options.push(due("DT8", 15)),
        }
    }
    if age >= 60 && is_poor {
        let has_no_supporter = matches!(
            text(member, "obligated_supporter"),
            "none" | "receives_social_allowance"
        );
        if is_true("eligible_for_facility_but_taken_in") {
            options.push(due("DT5B", 30));
        } else if has_no_supporter {
            options.push(if age >= 75 {
                due("DT5A_75", 20)
            } else {
                due("DT5A_60", 15)
            });
        }
    }
    let is_child_or_old = !(16..60).contains(&age);
    match text(member, "disability") {
        "extreme" => options.push(if is_child_or_old {
            due("DT6_DBN_TE_NCT", 25)
        } else {
            due("DT6_DBN", 20)
        }),
        "severe" => options.push(if is_child_or_old {
            due("DT6_N_TE_NCT", 20)
        } else {
            due("DT6_N", 15)
        }),
        _ => {}
    }
    if options.is_empty() && age < 3 && is_poor_or_near && household.record.extremely_difficult_area == Some(true) {
        options.push(due("DT7", 15));
    }
    if is_known_without_pension {
        match age {
            75.. => options.push(due("HTXH_75", 10)),
            70..=74 if is_poor_or_near => options.push(due("HTXH_70", 10)),
            _ => {}
        }
    }
    options.sort_by_key(|option| -option.monthly_dong);
    options.truncate(1);

    let children = facts
        .get("children_in_care")
        .and_then(Value::as_array)
        .map_or(0, Vec::len) as i64;
    if is_poor_or_near && children > 0 && !matches!(text(member, "single_parent"), "" | "none") {
        let own = due("DT4", 10 * children);
        let may_add = |best: &Due| {
            ["DT5", "DT6", "DT8"]
                .iter()
                .any(|prefix| best.category.starts_with(prefix))
        };
        match options.first() {
            Some(best) if !may_add(best) && best.monthly_dong >= own.monthly_dong => {}
            Some(best) if !may_add(best) => options = vec![own],
            Some(_) | None => options.push(own),
        }
    }
    options.extend(care(member, household, today));
    options
}

fn care(member: &Draft, household: &HouseholdDraft, today: Date) -> Option<Due> {
    let facts = &member.record.facts;
    if matches!(text(member, "disability"), "severe" | "extreme") {
        let small = facts
            .get("children_under_36_months")
            .and_then(Value::as_i64)
            .unwrap_or(0);
        let is_pregnant = facts.get("pregnant") == Some(&json!(true));
        match (is_pregnant, small) {
            (true, 1..) | (false, 2..) => return Some(due("CS_NKT_THAI2", 20)),
            (true, _) | (false, 1) => return Some(due("CS_NKT_THAI1", 15)),
            (false, _) => {}
        }
    }
    let cared_for = facts.get("cares_for")?.as_array()?.first()?;
    let born = cared_for.get("birth_date");
    let age = household
        .members
        .iter()
        .find(|other| other.record.birth_date.as_deref() == born.and_then(Value::as_str))
        .map_or(30, |other| other.age(today));
    match cared_for.get("who")?.as_str()? {
        "orphan" if age < 4 => Some(due("CS_TE_U4", 25)),
        "orphan" | "elderly_taken_in" => Some(due("CS_TE_4P", 15)),
        "extreme_disabled_own_household" => Some(due("CS_HO_DBN", 10)),
        "extreme_disabled_taken_in" if age < 16 => Some(due("CS_NHAN_DBN_TE", 25)),
        "extreme_disabled_taken_in" => Some(due("CS_NHAN_DBN", 15)),
        _ => None,
    }
}

/// Writes down what everybody receives now.
pub fn fill_in(households: &mut [HouseholdDraft], random: &mut Random, today: Date) -> Truth {
    let mut truth = Truth::default();
    let mut decision = 100;
    let mut entitled = 0_usize;
    for household in households.iter_mut() {
        for at in 0..household.members.len() {
            let dues = dues(&household.members[at], household, today);
            let record = &mut household.members[at].record;
            if dues.is_empty() {
                record.receives = Some(Vec::new());
                continue;
            }
            entitled += 1;
            decision += 1;
            let month = random.between(1, 9);
            let year = today.year() - random.between(0, 3);
            let mut receives: Vec<Receives> = dues
                .iter()
                .map(|due| Receives {
                    category: due.category.to_owned(),
                    monthly: due.monthly_dong,
                    decision_number: Some(format!("{decision}/QĐ-UBND")),
                    from_month: Some(format!("{year}-{month:02}")),
                })
                .collect();
            // One in eleven misses out, in a fixed rhythm so that no seed gives an extreme share.
            if entitled % 11 == 3 {
                record.receives = Some(Vec::new());
                truth.missing_out.push(record.id);
            } else if entitled % 9 == 5 {
                record.receives = Some(Vec::new());
                truth.applying.push(record.id);
            } else if entitled % 37 == 8 {
                record.receives = None;
                truth.unknown.push(record.id);
            } else {
                if entitled % 29 == 12 {
                    // Still the rate of before 1 July 2026.
                    for payment in &mut receives {
                        payment.monthly = payment.monthly / 540 * 500;
                    }
                    truth.wrong_amount.push(record.id);
                } else {
                    truth.receiving.push(record.id);
                }
                record.receives = Some(receives);
            }
        }
    }
    truth
}
