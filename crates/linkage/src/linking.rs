//! The two questions: who of this list is who of that list, and who stands in one list twice.

use crate::assign::{Assigner, Scored};
use crate::block::Blocks;
use crate::compare::{Comparer, Frequencies, Side};
use crate::estimate::{Candidate, learn, learn_strangers, log_of_pattern};
use crate::model::Model;
use crate::parallel;
use crate::person::People;
use crate::prepare::intern::Map;
use crate::prepare::{Prepared, prepare};
use crate::reason::Reason;

/// What is taken and what is shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Options {
    /// The least probability of a pair that is taken without a person looking at it.
    pub threshold: f64,
    /// The least probability of a pair that is shown for review.
    pub review_threshold: f64,
}

impl Default for Options {
    /// Chosen so that at least 995 of 1,000 pairs that are taken are right on the generated lists.
    fn default() -> Options {
        Options {
            threshold: 0.7,
            review_threshold: 0.05,
        }
    }
}

/// Two rows that are, or may be, one person.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    /// The place of the beneficiary in its list; for [`duplicates`], of the first of the two.
    pub beneficiary: usize,
    /// The place of the resident in its list; for [`duplicates`], of the second.
    pub resident: usize,
    /// The probability that they are one person, given everything else in both lists.
    pub probability: f64,
    /// Why, field by field; fields that say nothing are left out.
    pub reasons: Vec<Reason>,
}

/// What linking found.
#[derive(Clone, Debug, PartialEq)]
pub struct Linked {
    /// The pairs that are taken, best first; no beneficiary and no resident is in two of them.
    pub pairs: Vec<Pair>,
    /// Candidates for review of the beneficiaries that are in no pair, best first; a resident may be in several.
    pub doubtful: Vec<Pair>,
    /// What was learned from the lists.
    pub model: Model,
}

/// Candidates below these odds (in bits, before anything is learned) are forgotten at once.
const HOPELESS_BITS: f32 = -12.0;
/// Rows that one worker takes at a time.
const PIECE: usize = 4_096;
/// The most candidates that are kept for review per beneficiary.
const REVIEW_LIMIT: usize = 3;

/// Says which resident each beneficiary is.
pub fn link<B: People + ?Sized, R: People + ?Sized>(beneficiaries: &B, residents: &R, options: &Options) -> Linked {
    let prepared = prepare(beneficiaries, residents);
    let [ours, theirs] = &prepared.lists;
    let mut model = Model::assumed(theirs.rows.len());
    let frequencies = Frequencies::of(theirs, &prepared);
    learn_strangers(&mut model, &prepared, &frequencies);
    let comparer = Comparer::new(&prepared, &frequencies, &model);
    let (candidates, starts, compared) = candidates(&prepared, &comparer, &model, |_, _| true);
    model.pairs_compared = compared;
    learn(&mut model, &prepared, &candidates, &starts);
    let assigner = Assigner {
        prepared: &prepared,
        comparer: &comparer,
        model: &model,
        candidates: &candidates,
        starts: &starts,
    };
    let id = |pair: &Scored| {
        let (ours, theirs) = (pair.beneficiary as usize, pair.resident as usize);
        (beneficiaries.person(ours).id, residents.person(theirs).id)
    };
    let order = |a: &Scored, b: &Scored| b.bits.total_cmp(&a.bits).then_with(|| id(a).cmp(&id(b)));
    let assigned = assigner.assign(options.threshold, options.review_threshold, order);
    let pair = |scored: &Scored| Pair {
        beneficiary: scored.beneficiary as usize,
        resident: scored.resident as usize,
        probability: scored.probability,
        reasons: reasons(
            &comparer,
            &model,
            ours.side(scored.beneficiary as usize),
            theirs.side(scored.resident as usize),
        ),
    };
    let mut shown: Map<u32, usize> = Map::default();
    let doubtful = assigned.open.iter().filter(|scored| {
        let count = shown.entry(scored.beneficiary).or_insert(0);
        *count += 1;
        *count <= REVIEW_LIMIT
    });
    Linked {
        doubtful: doubtful.map(pair).collect(),
        pairs: assigned.taken.iter().map(pair).collect(),
        model,
    }
}

/// Says which rows of one list are the same person, best first. A row may be in several pairs.
pub fn duplicates<P: People + ?Sized>(people: &P, options: &Options) -> Vec<Pair> {
    let prepared = prepare(people, people);
    let [ours, theirs] = &prepared.lists;
    let mut model = Model::assumed(theirs.rows.len());
    model.share = 0.02;
    let frequencies = Frequencies::of(theirs, &prepared);
    learn_strangers(&mut model, &prepared, &frequencies);
    let comparer = Comparer::new(&prepared, &frequencies, &model);
    let (candidates, starts, _) = candidates(&prepared, &comparer, &model, |one, other| one < other);
    learn(&mut model, &prepared, &candidates, &starts);
    let (log_m, log_prior) = (model.log_m(), model.prior().log2());
    let mut pairs = Vec::new();
    for candidate in &candidates {
        let bits = f64::from(log_of_pattern(candidate.pattern, &log_m) - candidate.log_other) + log_prior;
        let probability = 1.0 / (1.0 + (-bits).exp2());
        if probability >= options.threshold {
            let (one, other) = (candidate.beneficiary as usize, candidate.resident as usize);
            pairs.push(Pair {
                beneficiary: one,
                resident: other,
                probability,
                reasons: reasons(&comparer, &model, ours.side(one), theirs.side(other)),
            });
        }
    }
    let id = |pair: &Pair| (people.person(pair.beneficiary).id, people.person(pair.resident).id);
    pairs.sort_by(|a, b| b.probability.total_cmp(&a.probability).then_with(|| id(a).cmp(&id(b))));
    pairs
}

/// The pairs worth keeping, grouped by beneficiary; where each group starts; how many pairs were compared.
fn candidates(
    prepared: &Prepared,
    comparer: &Comparer<'_>,
    model: &Model,
    is_wanted: impl Fn(usize, usize) -> bool + Sync,
) -> (Vec<Candidate>, Vec<u32>, u64) {
    let [ours, theirs] = &prepared.lists;
    let is_ours_smaller = ours.rows.len() <= theirs.rows.len();
    let (smaller, larger) = if is_ours_smaller {
        (ours, theirs)
    } else {
        (theirs, ours)
    };
    let blocks = Blocks::new(prepared, smaller, larger);
    let log_m = model.log_m();
    let least = HOPELESS_BITS - model.prior().log2() as f32;
    let pieces = parallel::map(larger.rows.len(), PIECE, |range| {
        let (mut kept, mut scratch, mut compared) = (Vec::new(), Vec::new(), 0_u64);
        for of_larger in range {
            blocks.candidates(of_larger, &mut scratch, |of_smaller| {
                let (one, other) = if is_ours_smaller {
                    (of_smaller, of_larger)
                } else {
                    (of_larger, of_smaller)
                };
                if !is_wanted(one, other) {
                    return;
                }
                compared += 1;
                let (pattern, log_other) = comparer.compare(ours.side(one), theirs.side(other));
                if log_of_pattern(pattern, &log_m) - log_other >= least {
                    kept.push(Candidate {
                        beneficiary: one as u32,
                        resident: other as u32,
                        log_other,
                        pattern,
                    });
                }
            });
        }
        (kept, compared)
    });
    let compared = pieces.iter().map(|(_, compared)| compared).sum();
    let mut starts = vec![0_u32; ours.rows.len() + 1];
    for candidate in pieces.iter().flat_map(|(kept, _)| kept) {
        starts[candidate.beneficiary as usize + 1] += 1;
    }
    for at in 1..starts.len() {
        starts[at] += starts[at - 1];
    }
    let empty = Candidate {
        beneficiary: 0,
        resident: 0,
        log_other: 0.0,
        pattern: 0,
    };
    let mut grouped = vec![empty; starts.last().copied().unwrap_or(0) as usize];
    let mut next = starts.clone();
    for (kept, _) in pieces {
        for candidate in kept {
            let place = &mut next[candidate.beneficiary as usize];
            grouped[*place as usize] = candidate;
            *place += 1;
        }
    }
    (grouped, starts, compared)
}

fn reasons(comparer: &Comparer<'_>, model: &Model, one: Side<'_>, other: Side<'_>) -> Vec<Reason> {
    let mut reasons = Vec::with_capacity(8);
    comparer.visit(one, other, &mut |field, agreement, log_u| {
        let log_m = model.m[field.place()][agreement as usize].max(1e-6).log2();
        reasons.push(Reason {
            field,
            agreement,
            bits: log_m - log_u,
        });
    });
    reasons
}
