//! A few seeds on every change; `cargo run -p sim -- --seeds 1000` plays longer.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;

const SEEDS: u64 = 20;
const ACTIONS: usize = 150;

#[tokio::test]
async fn nothing_is_lost_or_doubled() {
    let mut outcomes: BTreeMap<&str, usize> = BTreeMap::new();
    let mut happened: BTreeMap<&str, u32> = BTreeMap::new();
    let mut flagged = 0;
    for seed in 0..SEEDS {
        let summary = sim::play(seed, ACTIONS)
            .await
            .unwrap_or_else(|error| panic!("{error:#}"));
        for (code, count) in summary.outcomes {
            *outcomes.entry(code).or_default() += count;
        }
        for (what, count) in summary.happened {
            *happened.entry(what).or_default() += count;
        }
        flagged += summary.flagged;
    }
    // A play in which nothing goes wrong proves nothing.
    for code in ["applied", "merged", "conflict", "refused", "held"] {
        assert!(outcomes.contains_key(code), "no entry was {code}: {outcomes:?}");
    }
    assert!(flagged > 0 && happened.len() >= 9, "{flagged} flagged, {happened:?}");
}

#[tokio::test]
async fn the_same_seed_plays_the_same() {
    let first = sim::play(7, ACTIONS).await.unwrap();
    assert_eq!(sim::play(7, ACTIONS).await.unwrap(), first);
}
