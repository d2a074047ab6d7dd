//! What agreement is worth, learned from the lists: u from random pairs, m by expectation and maximisation.

use crate::compare::{Comparer, Frequencies, Pattern};
use crate::model::{Model, Table};
use crate::parallel;
use crate::prepare::intern::Map;
use crate::prepare::{Prepared, date};
use crate::reason::{Agreement, Field};

/// Random pairs for u.
const RANDOM_PAIRS: usize = 60_000;
/// Beneficiaries whose candidates take part in the estimation of m.
const SAMPLE: usize = 20_000;
const ROUNDS_LIMIT: u32 = 40;
/// How many pairs the assumptions count as: with fewer true pairs than this they outweigh the lists.
const ASSUMED_PAIRS: f64 = 25.0;
const ASSUMED_STRANGERS: f64 = 60.0;

/// A pair worth keeping.
#[derive(Clone, Copy, Debug)]
pub struct Candidate {
    pub beneficiary: u32,
    pub resident: u32,
    /// `log2` of the probability of the pattern when the two are not one person.
    pub log_other: f32,
    pub pattern: Pattern,
}

/// The rows with the smallest lots: a sample that does not depend on the order of the rows.
fn sample(lots: &[u64], size: usize) -> Vec<u32> {
    let mut rows: Vec<u32> = (0..lots.len() as u32).collect();
    if size < rows.len() {
        rows.select_nth_unstable_by_key(size, |row| (lots[*row as usize], *row));
        rows.truncate(size);
    }
    rows.sort_unstable_by_key(|row| (lots[*row as usize], *row));
    rows
}

/// Learns u from random pairs.
pub fn learn_strangers(model: &mut Model, prepared: &Prepared, frequencies: &Frequencies) {
    let [ours, theirs] = &prepared.lists;
    if ours.rows.is_empty() || theirs.rows.is_empty() {
        return;
    }
    let (left, right) = (sample(&ours.lots, 5_000), sample(&theirs.lots, 50_000));
    let per_row = (RANDOM_PAIRS / left.len()).clamp(1, right.len());
    let comparer = Comparer::new(prepared, frequencies, model);
    let pieces = parallel::map(left.len(), 250, |range| {
        let mut counts = [[0_u32; 16]; 14];
        let (mut year_only, mut dated, mut bare) = (0_u32, 0_u32, 0_u32);
        for at in range {
            let one = ours.side(left[at] as usize);
            for step in 0..per_row {
                let other = theirs.side(right[(at * per_row + step) % right.len()] as usize);
                comparer.visit(one, other, &mut |field, agreement, _| {
                    counts[field.place()][agreement as usize] += 1;
                });
                let births = (one.row.birth, other.row.birth);
                if births.0 != 0 && births.1 != 0 {
                    dated += 1;
                    year_only += u32::from(!date::is_full(births.0) || !date::is_full(births.1));
                }
                bare += u32::from(one.row.is_bare || other.row.is_bare);
            }
        }
        (counts, year_only, dated, bare)
    });
    let mut counts = [[0.0_f64; 16]; 14];
    let (mut year_only, mut dated, mut bare) = (0.0, 0.0, 0.0);
    for (of_piece, years, dates, bares) in pieces {
        for (row, of_piece) in counts.iter_mut().zip(of_piece) {
            for (sum, count) in row.iter_mut().zip(of_piece) {
                *sum += f64::from(count);
            }
        }
        year_only += f64::from(years);
        dated += f64::from(dates);
        bare += f64::from(bares);
    }
    let pairs = (left.len() * per_row) as f64;
    model.year_only = ((year_only + 5.0) / (dated + 25.0)) as f32;
    model.bare = ((bare + 5.0) / (pairs + 25.0)) as f32;
    for field in Field::ALL {
        // Numbers and phones are too rare to meet by chance: their u follows from the size of the list.
        let is_learned = !matches!(field, Field::NameOrder | Field::Number | Field::Phone);
        if is_learned {
            blend(&mut model.u[field.place()], &counts[field.place()], ASSUMED_STRANGERS);
        }
    }
    let (one, phone) = (frequencies.number().exp2(), frequencies.phone(4).exp2());
    let numbers = &mut model.u[Field::Number.place()];
    numbers[Agreement::Exact as usize] = one;
    numbers[Agreement::OldNumber as usize] = one;
    numbers[Agreement::OneDigit as usize] = one;
    let phones = &mut model.u[Field::Phone.place()];
    phones[Agreement::Exact as usize] = phone;
    phones[Agreement::OneDigit as usize] = phone;
    // The sex follows from the name nearly always, so its agreement is little evidence beside the name's.
    let sexes = &mut model.u[Field::Sex.place()];
    sexes[Agreement::Exact as usize] = sexes[Agreement::Exact as usize].max(0.85);
    sexes[Agreement::Different as usize] = 1.0 - sexes[Agreement::Exact as usize];
}

/// Counts and assumed counts together, as shares.
fn blend(shares: &mut [f32; 16], counts: &[f64; 16], assumed: f64) {
    let total = counts.iter().skip(1).sum::<f64>() + assumed * shares.iter().skip(1).sum::<f32>() as f64;
    if total > 0.0 {
        for (share, count) in shares.iter_mut().zip(counts).skip(1) {
            *share = ((count + assumed * f64::from(*share)) / total) as f32;
        }
    }
}

/// `log2` of the probability of a pattern in a true pair.
pub fn log_of_pattern(pattern: Pattern, log_m: &Table) -> f32 {
    let mut sum = 0.0;
    let mut rest = pattern;
    for row in log_m {
        let agreement = (rest & 15) as usize;
        rest >>= 4;
        if agreement != 0 {
            sum += row[agreement];
        }
    }
    sum
}

/// Learns m and the share of beneficiaries found. `candidates` are grouped by beneficiary; `starts` has one more entry than
/// beneficiaries.
///
/// Each beneficiary is one resident or none: its candidates share one probability, so that of twenty namesakes each gets a
/// twentieth. What is not among the candidates is no true pair, near enough.
pub fn learn(model: &mut Model, prepared: &Prepared, candidates: &[Candidate], starts: &[u32]) {
    let rows = sample(&prepared.lists[0].lots, SAMPLE);
    if rows.is_empty() {
        return;
    }
    // Patterns by their number, so that the sums over fields are made once per pattern and round.
    let mut numbers: Map<Pattern, u32> = Map::default();
    let mut patterns: Vec<Pattern> = Vec::new();
    let mut groups: Vec<(u32, f32)> = Vec::new();
    let mut ends = Vec::with_capacity(rows.len());
    for row in &rows {
        for candidate in &candidates[starts[*row as usize] as usize..starts[*row as usize + 1] as usize] {
            let number = *numbers.entry(candidate.pattern).or_insert_with(|| {
                patterns.push(candidate.pattern);
                patterns.len() as u32 - 1
            });
            groups.push((number, candidate.log_other));
        }
        ends.push(groups.len());
    }
    let assumed = Model::assumed(model.residents).m;
    let mut weights = vec![0.0_f64; patterns.len()];
    let mut odds: Vec<f64> = Vec::new();
    for round in 1..=ROUNDS_LIMIT {
        let log_m = model.log_m();
        let of_pattern: Vec<f32> = patterns
            .iter()
            .map(|pattern| log_of_pattern(*pattern, &log_m))
            .collect();
        let prior = model.prior();
        weights.fill(0.0);
        let mut found = 0.0;
        let mut start = 0;
        for end in &ends {
            odds.clear();
            let group = &groups[start..*end];
            odds.extend(group.iter().map(|(pattern, log_other)| {
                prior * f64::from((of_pattern[*pattern as usize] - log_other).min(120.0)).exp2()
            }));
            let total = odds.iter().sum::<f64>() + (1.0 - model.share);
            for ((pattern, _), odds) in group.iter().zip(&odds) {
                weights[*pattern as usize] += odds / total;
                found += odds / total;
            }
            start = *end;
        }
        let mut counts = [[0.0_f64; 16]; 14];
        for (pattern, weight) in patterns.iter().zip(&weights) {
            let mut rest = *pattern;
            for row in &mut counts {
                row[(rest & 15) as usize] += weight;
                rest >>= 4;
            }
        }
        let before = model.m;
        model.m = assumed;
        for field in Field::ALL.into_iter().filter(|field| *field != Field::NameOrder) {
            blend(&mut model.m[field.place()], &counts[field.place()], ASSUMED_PAIRS);
        }
        model.share = ((found + 1.0) / (rows.len() as f64 + 1.5)).clamp(0.01, 0.999);
        model.rounds = round;
        let change = before
            .iter()
            .flatten()
            .zip(model.m.iter().flatten())
            .map(|(a, b)| (a - b).abs());
        if change.fold(0.0_f32, f32::max) < 2e-4 {
            break;
        }
    }
}
