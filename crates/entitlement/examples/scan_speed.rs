//! How fast a whole list is judged: the missing-out scan of 50,000 people, the sweep of a change of law over them, and
//! JSON lines of facts in and verdicts out. Prints one JSON line per figure. Run with `--release`.
//!
//! The commune is invented by a small fixed generator, in shares like those of a mountain commune: most people are known by
//! name and birth only, one in ten is on some list with facts.

#![allow(clippy::print_stdout)]

use std::hint::black_box;
use std::io::{BufReader, sink};
use std::time::Instant;

use domain::eligibility::RuleSets;
use entitlement::People;
use entitlement::lines::{Batch, Detail, answer_lines};
use entitlement::missing::{ScanQuestion, USUAL_LEAST_PRIORITY, scan};
use entitlement::sweep::{SweepQuestion, sweep};
use serde_json::{Value, json};
use uuid::Uuid;
use wire::records::{HouseholdRecord, PersonRecord};

const PEOPLE: usize = 50_000;

struct Chance(u64);

impl Chance {
    fn below(&mut self, number: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % number
    }

    fn one_in(&mut self, number: u64) -> bool {
        self.below(number) == 0
    }
}

fn facts(chance: &mut Chance, age: u64) -> Value {
    let mut facts = serde_json::Map::new();
    let mut set = |key: &str, value: Value| facts.insert(key.to_owned(), value);
    if chance.one_in(3) {
        set(
            "disability",
            json!(["none", "light", "severe", "extreme"][chance.below(4) as usize]),
        );
    }
    if age >= 60 {
        set("monthly_pension", json!(chance.below(4) / 3 * 2_500_000));
        set(
            "obligated_supporter",
            json!(["able", "able", "none"][chance.below(3) as usize]),
        );
    }
    if age >= 18 {
        set("has_salary_or_pension", json!(chance.one_in(3)));
        if chance.one_in(10) {
            set("single_parent", json!("spouse_dead"));
        }
    } else {
        set("in_continuous_education", json!(age > 5));
        set("orphan_case", json!(if chance.one_in(30) { "b" } else { "none" }));
    }
    if chance.one_in(4) {
        set("hiv", json!(false));
    }
    Value::Object(facts)
}

fn receives(chance: &mut Chance, age: u64) -> Value {
    let paid = |category: &str, monthly: u64| json!([{ "category": category, "monthly": monthly, "decision_number": "12/QĐ-UBND", "from_month": "2025-09" }]);
    match age {
        75.. => paid("HTXH_75", 500_000),
        60.. => paid("DT6_N_TE_NCT", 1_000_000),
        16.. => paid("DT6_N", if chance.one_in(2) { 750_000 } else { 810_000 }),
        4.. => paid("DT1_4P", 750_000),
        _ => paid("DT1_U4", 1_250_000),
    }
}

fn commune() -> (Vec<PersonRecord>, Vec<HouseholdRecord>) {
    let mut chance = Chance(0x2026);
    let (mut persons, mut households) = (Vec::with_capacity(PEOPLE), Vec::new());
    while persons.len() < PEOPLE {
        let home = Uuid::from_u128(1_000_000 + households.len() as u128);
        let village = format!("v{:02}", households.len() % 24 + 1);
        let members = 2 + chance.below(5);
        for index in 0..members {
            let age = match index {
                0 => 24 + chance.below(62),
                1 => 20 + chance.below(60),
                _ => chance.below(30),
            };
            let birth = match chance.below(8) {
                0 => format!("{}", 2026 - age),
                _ => format!("{}-{:02}-{:02}", 2026 - age, chance.below(12) + 1, chance.below(28) + 1),
            };
            let known = chance.one_in(10);
            let mut person = json!({
                "id": Uuid::from_u128(persons.len() as u128 + 1), "version": 1,
                "full_name": format!("Người Minh Họa {}", persons.len()), "village": village,
                "birth_date": birth, "alive": !chance.one_in(400), "household": home,
                "relation_to_head": (["head", "spouse", "child", "child", "child", "child"][index.min(5) as usize]),
                "personal_id": format!("{:012}", persons.len()),
            });
            if chance.below(10) > 0 {
                person["sex"] = json!(["female", "male"][chance.below(2) as usize]);
            }
            if known {
                person["facts"] = facts(&mut chance, age);
                if chance.below(3) > 0 {
                    person["receives"] = receives(&mut chance, age);
                }
            } else {
                person["receives"] = json!([]);
            }
            persons.push(serde_json::from_value(person).expect("a person"));
        }
        let household = json!({
            "id": home, "version": 1, "village": village,
            "directions": "Qua cầu treo, nhà thứ hai bên trái",
            "poverty": (["none", "none", "none", "near_poor", "poor"][chance.below(5) as usize]),
            "extremely_difficult_area": chance.one_in(3),
        });
        households.push(serde_json::from_value(household).expect("a household"));
    }
    persons.truncate(PEOPLE);
    (persons, households)
}

fn figure(name: &str, unit: &str, value: f64, measured_on: &str) {
    println!(
        "{}",
        json!({ "name": name, "unit": unit, "value": value, "measured_on": measured_on })
    );
}

/// The shortest of some runs: what the machine can do when nothing else wants it.
fn seconds(runs: u32, mut run: impl FnMut()) -> f64 {
    let mut best = f64::INFINITY;
    for _ in 0..runs {
        let start = Instant::now();
        run();
        best = best.min(start.elapsed().as_secs_f64());
    }
    best
}

fn rounded(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

/// JSON lines of facts: people who differ in everything that the rules ask, known in part.
fn lines(count: usize) -> Vec<u8> {
    let (persons, households) = commune();
    let people = People::new(&persons, &households);
    let mut chance = Chance(0x335);
    let mut text = Vec::new();
    for index in 0..count {
        let person = &persons[index % persons.len()];
        let mut known = wire::facts::Facts::from_domain(&people.facts(person).expect("facts"));
        known.id = Some(json!(format!("p{index:07}")));
        known.monthly_pension = (!chance.one_in(3)).then(|| chance.below(3) * 400_000);
        known.pregnant = chance.one_in(5).then_some(false);
        known.cares_for = chance.one_in(2).then(Vec::new);
        known.children_under_36_months = chance.one_in(3).then(|| u32::try_from(chance.below(3)).expect("small"));
        serde_json::to_writer(&mut text, &known).expect("writing to memory cannot fail");
        text.push(b'\n');
    }
    text
}

fn batch(rules: &RuleSets) -> Batch<'_> {
    Batch {
        rules,
        received: None,
        notes: Vec::new(),
        detail: Detail::Short,
    }
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let first = arguments.next();
    if first.as_deref() == Some("--lines") {
        // Lines for `tanthon rules evaluate`, to measure the program itself.
        let count = arguments.next().and_then(|it| it.parse().ok()).unwrap_or(1_000_000);
        std::io::Write::write_all(&mut std::io::stdout(), &lines(count)).expect("stdout");
        return;
    }
    let quick = first.as_deref() == Some("--quick");
    let rules = rulebook::shipped();
    let (persons, households) = commune();
    let question = ScanQuestion {
        as_of: "2026-11-21".to_owned(),
        province: None,
        months_ahead: 3,
        least_priority: USUAL_LEAST_PRIORITY,
    };
    let runs = if quick { 2 } else { 9 };
    let mut findings = 0;
    let scanned = seconds(runs, || {
        let people = People::new(&persons, &households);
        findings = black_box(scan(rules, &people, &question).expect("a scan"))
            .findings
            .len();
    });
    let on = format!(
        "{} people in {} households, {findings} findings, 3 months ahead, one core",
        persons.len(),
        households.len()
    );
    figure("missing_out_scan", "s", rounded(scanned), &on);

    let today = domain::date::parse_date("2026-11-21").expect("a day");
    let question = SweepQuestion::decree_335(today);
    let mut rows = 0;
    let swept = seconds(runs, || {
        let people = People::new(&persons, &households);
        rows = black_box(sweep(rules, &people, &question).expect("a sweep"))
            .changes
            .len();
    });
    let on = format!("{} people, {rows} rows, back pay of 4 months, one core", persons.len());
    figure("change_of_law_sweep", "s", rounded(swept), &on);

    let count = if quick { 50_000 } else { 1_000_000 };
    let text = lines(count);
    let sets = rules.rule_sets(today, None).expect("rules");
    let batch = batch(&sets);
    let took = seconds(if quick { 1 } else { 3 }, || {
        let input = BufReader::with_capacity(256 * 1024, text.as_slice());
        assert!(answer_lines(&batch, input, sink()).expect("lines"));
    });
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let on = format!("{count} JSON lines in and out of memory, {cores} cores");
    figure(
        "rules_evaluate_in_memory",
        "lines per second",
        (count as f64 / took).round(),
        &on,
    );
}
