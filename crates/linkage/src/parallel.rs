//! Work over ranges of rows on all cores; in the browser there is one.

use std::ops::Range;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// `work` over `0..count` in pieces of `piece` rows; the results stand in the order of the rows.
pub fn map<R: Send>(count: usize, piece: usize, work: impl Fn(Range<usize>) -> R + Sync) -> Vec<R> {
    let piece = piece.max(1);
    let pieces = count.div_ceil(piece);
    let range = |at: usize| at * piece..((at + 1) * piece).min(count);
    let workers = std::thread::available_parallelism().map_or(1, usize::from).min(pieces);
    if workers < 2 {
        return (0..pieces).map(|at| work(range(at))).collect();
    }
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::with_capacity(pieces));
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    if at >= pieces {
                        break;
                    }
                    let result = work(range(at));
                    if let Ok(mut done) = done.lock() {
                        done.push((at, result));
                    }
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap_or_else(|poisoned| poisoned.into_inner());
    done.sort_unstable_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_the_order_and_forgets_no_row() {
        for (count, piece) in [(0, 3), (1, 3), (10, 3), (1000, 7), (5, 0)] {
            let rows: Vec<usize> = map(count, piece, |range| range.collect::<Vec<_>>())
                .into_iter()
                .flatten()
                .collect();
            assert_eq!(rows, (0..count).collect::<Vec<_>>());
        }
    }
}
