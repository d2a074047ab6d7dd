//! How fast the rules are: people per second and core for the amounts, and one household of four with all reasons.
//! Prints one JSON line per figure. Run with `--release`.

#![allow(clippy::print_stdout)]

use domain::date::PartialDate;
use domain::eligibility::{CompactFacts, CompiledRules, amounts, evaluate};
use domain::facts::{
    ChildInCare, DisabilityLevel, Facts, HouseholdFacts, ObligatedSupporter, OrphanCase, Poverty, SingleParent,
};
use std::hint::black_box;
use std::time::Instant;

/// People with everything known or half of it, spread over ages and situations by a small fixed generator.
fn people(count: u32) -> Vec<Facts> {
    let mut state = 0x2026_u64;
    let mut next = move |below: u64| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    (0..count)
        .map(|_| {
            let year = 1930 + i32::try_from(next(96)).expect("small");
            let known = next(4) > 0;
            Facts {
                birth_date: PartialDate::parse(&format!("{year}-{:02}-{:02}", next(12) + 1, next(28) + 1)).ok(),
                alive: Some(true),
                disability: known.then(|| DisabilityLevel::ALL[next(4) as usize]),
                household: HouseholdFacts {
                    poverty: Some(Poverty::ALL[next(3) as usize]),
                    extremely_difficult_area: Some(next(2) == 0),
                },
                monthly_pension_dong: known.then(|| next(3) * 400_000),
                has_salary_or_pension: Some(next(2) == 0),
                hiv: Some(next(200) == 0),
                orphan_case: Some(if next(50) == 0 { OrphanCase::A } else { OrphanCase::None }),
                was_in_orphan_case_at_16: Some(false),
                in_continuous_education: Some(next(2) == 0),
                single_parent: Some(SingleParent::ALL[next(4) as usize]),
                children_in_care: Some(
                    (0..next(3))
                        .map(|_| ChildInCare {
                            birth_date: PartialDate::parse("2015-06").ok(),
                            in_continuous_education: None,
                        })
                        .collect(),
                ),
                obligated_supporter: known.then_some(ObligatedSupporter::None),
                eligible_for_facility_but_taken_in: Some(false),
                pregnant: Some(false),
                children_under_36_months: Some(0),
                spouse_receives_care_support: Some(false),
                cares_for: Some(vec![]),
                currently_receives: Some(vec![]),
                sex: None,
            }
        })
        .collect()
}

fn main() {
    let day = domain::date::parse_date("2026-11-21").expect("a day");
    let rules = rulebook::shipped().rule_sets(day, None).expect("rules");
    let compiled = CompiledRules::new(&rules).expect("rules that compile");
    let people = people(100_000);
    let compact: Vec<CompactFacts> = people.iter().filter_map(CompactFacts::new).collect();

    let rounds = 50;
    let start = Instant::now();
    let mut sum = 0_u64;
    for _ in 0..rounds {
        for person in black_box(&compact) {
            let amounts = amounts(&compiled, person);
            sum = sum.wrapping_add(amounts.best_dong + amounts.at_most_dong);
        }
    }
    let rate = f64::from(rounds) * compact.len() as f64 / start.elapsed().as_secs_f64();
    black_box(sum);
    let on = format!("{} people, one core", compact.len());
    println!(
        "{{\"name\":\"eligibility_amounts\",\"unit\":\"people per second and core\",\"value\":{rate:.0},\"measured_on\":\"{on}\"}}"
    );

    let start = Instant::now();
    for household in people.chunks(4) {
        for person in household {
            black_box(evaluate(&rules, person));
        }
    }
    let micros = start.elapsed().as_secs_f64() * 1e6 / (people.len() / 4) as f64;
    let on = format!("{} households of 4, all reasons, one core", people.len() / 4);
    println!("{{\"name\":\"eligibility_household\",\"unit\":\"µs\",\"value\":{micros:.2},\"measured_on\":\"{on}\"}}");
}
