//! One resident per beneficiary, one beneficiary per resident, the surest first.

use crate::compare::Comparer;
use crate::estimate::{Candidate, log_of_pattern};
use crate::model::{Model, Table};
use crate::prepare::Prepared;

/// After a pair is taken, those who wanted the same resident look again; so many times.
const ROUNDS_LIMIT: u32 = 4;

/// A candidate with its probability.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scored {
    pub beneficiary: u32,
    pub resident: u32,
    pub probability: f64,
    /// `log2` of the odds before anyone else is looked at.
    pub bits: f32,
}

/// What is taken and what stays open.
#[derive(Debug, Default)]
pub struct Assigned {
    pub taken: Vec<Scored>,
    pub open: Vec<Scored>,
}

/// All that the assignment looks at.
pub struct Assigner<'a> {
    pub prepared: &'a Prepared,
    pub comparer: &'a Comparer<'a>,
    pub model: &'a Model,
    /// Grouped by beneficiary.
    pub candidates: &'a [Candidate],
    /// Where each beneficiary's candidates start, and the end of the last.
    pub starts: &'a [u32],
}

impl Assigner<'_> {
    /// Takes pairs of at least `threshold`; leaves those of at least `review` open. `order` decides between equals.
    pub fn assign(
        &self,
        threshold: f64,
        review: f64,
        order: impl Fn(&Scored, &Scored) -> std::cmp::Ordering,
    ) -> Assigned {
        let log_m = self.model.log_m();
        let [ours, theirs] = &self.prepared.lists;
        let (mut is_taken, mut is_done) = (vec![false; theirs.rows.len()], vec![false; ours.rows.len()]);
        let mut assigned = Assigned::default();
        for _ in 0..ROUNDS_LIMIT {
            let mut wishes = self.wishes(&log_m, &is_done, &is_taken, review.min(threshold));
            self.settle_rivals(&mut wishes, &log_m);
            wishes.sort_by(|a, b| b.probability.total_cmp(&a.probability).then_with(|| order(a, b)));
            let before = assigned.taken.len();
            for wish in &wishes {
                let (ours, theirs) = (wish.beneficiary as usize, wish.resident as usize);
                if wish.probability >= threshold && !is_done[ours] && !is_taken[theirs] {
                    is_done[ours] = true;
                    is_taken[theirs] = true;
                    assigned.taken.push(*wish);
                }
            }
            wishes.retain(|wish| !is_done[wish.beneficiary as usize] && wish.probability >= review);
            assigned.open = wishes;
            if assigned.taken.len() == before {
                break;
            }
        }
        let taken = &mut assigned.taken;
        taken.sort_by(|a, b| b.probability.total_cmp(&a.probability).then_with(|| order(a, b)));
        assigned
    }

    /// The odds that each beneficiary is each of its candidates, against its being another or none.
    fn wishes(&self, log_m: &Table, is_done: &[bool], is_taken: &[bool], least: f64) -> Vec<Scored> {
        let log_prior = self.model.prior().log2();
        let none = 1.0 - self.model.share;
        let mut wishes = Vec::new();
        let mut odds: Vec<f64> = Vec::new();
        for (row, bounds) in self.starts.windows(2).enumerate() {
            if is_done[row] {
                continue;
            }
            let group = &self.candidates[bounds[0] as usize..bounds[1] as usize];
            odds.clear();
            odds.extend(group.iter().map(|candidate| {
                if is_taken[candidate.resident as usize] {
                    0.0
                } else {
                    let bits = f64::from(log_of_pattern(candidate.pattern, log_m) - candidate.log_other);
                    (bits + log_prior).min(300.0).exp2()
                }
            }));
            let total = odds.iter().sum::<f64>() + none;
            for (candidate, own) in group.iter().zip(&odds) {
                if own / total >= least * 0.5 {
                    wishes.push(Scored {
                        beneficiary: candidate.beneficiary,
                        resident: candidate.resident,
                        // The odds for now; they become a probability when the rivals are known.
                        probability: own / (total - own).max(total * 1e-15),
                        bits: own.log2() as f32,
                    });
                }
            }
        }
        wishes
    }

    /// Where several beneficiaries want one resident at most one of them is right: their odds share one probability. The
    /// same beneficiary written twice is no rival of itself.
    fn settle_rivals(&self, wishes: &mut [Scored], log_m: &Table) {
        wishes.sort_unstable_by_key(|wish| (wish.resident, wish.beneficiary));
        for group in wishes.chunk_by_mut(|a, b| a.resident == b.resident) {
            let odds: Vec<f64> = group.iter().map(|wish| wish.probability).collect();
            for at in 0..group.len() {
                let rivals = (0..odds.len()).filter(|other| {
                    *other != at && (odds[*other] * 1e4 < odds[at] || !self.is_same(group[at], group[*other], log_m))
                });
                let rivals: f64 = rivals.map(|other| odds[other]).sum();
                group[at].probability = odds[at] / (1.0 + odds[at] + rivals);
            }
        }
    }

    fn is_same(&self, one: Scored, other: Scored, log_m: &Table) -> bool {
        let ours = &self.prepared.lists[0];
        let (pattern, log_other) = self.comparer.compare(
            ours.side(one.beneficiary as usize),
            ours.side(other.beneficiary as usize),
        );
        let doubt = (self.model.residents.max(ours.rows.len()) as f32).log2() + 10.0;
        log_of_pattern(pattern, log_m) - log_other > doubt
    }
}
