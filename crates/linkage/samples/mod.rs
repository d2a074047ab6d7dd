//! Invented lists with a seed: residents, and beneficiaries most of whom are among them.

mod errors;
mod names;
mod random;
mod world;

use std::collections::HashMap;
use std::fmt::Write;

use random::Random;

pub const HEADER: &str = "id,full_name,birth_date,sex,national_id,old_id,village,phone\n";

/// Two lists as CSV, and who is who.
pub struct Lists {
    pub beneficiaries: String,
    pub residents: String,
    /// The resident's id by the beneficiary's id; beneficiaries who are no residents are not in it.
    pub truth: HashMap<String, String>,
}

/// How the found pairs compare with the truth.
#[derive(Clone, Copy, Debug)]
pub struct Quality {
    pub precision: f64,
    pub recall: f64,
    pub f1: f64,
}

/// Lists of these sizes; one in ten beneficiaries has died or moved and is no resident.
pub fn lists(beneficiaries: usize, residents: usize, seed: u64) -> Lists {
    let mut random = Random(seed);
    let absent = beneficiaries / 10;
    let world = world::build(residents + absent, &mut random);
    // Who receives: the old more often than the young.
    let mut order: Vec<usize> = (0..world.people.len()).collect();
    random.shuffle(&mut order);
    let (absent, present) = order.split_at(absent);
    let is_old = |at: &&usize| world.people[**at].year < 1962;
    let old = present.iter().filter(is_old).take(beneficiaries * 5 / 10);
    let mut chosen: Vec<usize> = old.copied().collect();
    let rest = beneficiaries - absent.len() - chosen.len().min(beneficiaries - absent.len());
    chosen.truncate(beneficiaries - absent.len());
    chosen.extend(present.iter().rev().filter(|at| !is_old(at)).take(rest));
    chosen.extend(absent);
    random.shuffle(&mut chosen);

    let mut listed: Vec<usize> = present.to_vec();
    random.shuffle(&mut listed);
    let mut text = String::from(HEADER);
    let mut ids: HashMap<usize, String> = HashMap::with_capacity(listed.len());
    for (row, at) in listed.iter().enumerate() {
        let id = format!("R{row:07}");
        push(
            &mut text,
            &errors::resident(id.clone(), &world.people[*at], &world.villages, &mut random),
        );
        ids.insert(*at, id);
    }
    let residents = text;
    let mut text = String::from(HEADER);
    let mut truth = HashMap::new();
    for (row, at) in chosen.iter().enumerate() {
        let id = format!("B{row:06}");
        push(
            &mut text,
            &errors::beneficiary(id.clone(), &world.people[*at], &world.villages, &mut random),
        );
        if let Some(resident) = ids.get(at) {
            truth.insert(id, resident.clone());
        }
    }
    Lists {
        beneficiaries: text,
        residents,
        truth,
    }
}

fn push(text: &mut String, cells: &errors::Cells) {
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 {
            text.push(',');
        }
        if cell.contains([',', '"']) {
            let _ = write!(text, "\"{}\"", cell.replace('"', "\"\""));
        } else {
            text.push_str(cell);
        }
    }
    text.push('\n');
}

/// Compares pairs of ids with the truth.
pub fn quality<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>, truth: &HashMap<String, String>) -> Quality {
    let (mut right, mut all) = (0.0, 0.0);
    for (beneficiary, resident) in pairs {
        all += 1.0;
        if truth.get(beneficiary).is_some_and(|it| it == resident) {
            right += 1.0;
        }
    }
    let precision = if all > 0.0 { right / all } else { 0.0 };
    let recall = right / truth.len().max(1) as f64;
    Quality {
        precision,
        recall,
        f1: 2.0 * right / (all + truth.len() as f64).max(1.0),
    }
}
