//! Plays many seeds: `cargo run -p sim -- --seeds 1000`.

// A command-line tool speaks on stdout; the workspace lint is meant for the server.
#![allow(clippy::print_stdout)]

use std::process::ExitCode;

use clap::Parser;

/// Plays a commune with a bad network, once per seed, and checks that nothing is lost or doubled.
#[derive(Parser)]
struct Cli {
    /// How many seeds.
    #[arg(long, default_value_t = 100)]
    seeds: u64,
    /// The first seed.
    #[arg(long, default_value_t = 0)]
    first: u64,
    /// Actions per seed.
    #[arg(long, default_value_t = 300)]
    actions: usize,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let cli = Cli::parse();
    let mut failures = 0_u64;
    for seed in cli.first..cli.first + cli.seeds {
        match sim::play(seed, cli.actions).await {
            Ok(summary) => println!(
                "seed {seed}: {} entries, {:?}, {} flagged; {:?}",
                summary.sent, summary.outcomes, summary.flagged, summary.happened
            ),
            Err(error) => {
                failures += 1;
                println!("FAILED {error:#}");
            }
        }
    }
    println!("{} seeds, {failures} failed", cli.seeds);
    if failures == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
