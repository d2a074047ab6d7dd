//! Development commands: `cargo xtask --help`.
//!
//! Everything that a developer or the continuous integration does is one command here, so that a machine with only
//! Rust and Node can run, test and measure the project.

// A command-line tool speaks on stdout; the workspace lint is meant for the server.
#![allow(clippy::print_stdout)]

mod bench;
mod postgres;
mod process;
mod repo;
mod serve;
mod setup;
mod shots;
mod stamp;
mod steps;
mod test;
mod tidy;
mod wasm;
mod web;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use repo::Repo;
use serve::Demo;
use test::Part;

/// Development commands of Tận Thôn.
#[derive(Parser)]
#[command(name = "cargo xtask", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Install what building and testing need: Debian packages and npm packages that are missing.
    Setup,
    /// Build everything and serve the demonstration commune.
    Run {
        /// Which commune to demonstrate.
        #[arg(long, value_enum, default_value_t = Demo::TaDung)]
        demo: Demo,
        /// Further arguments for `tanthon serve`, after `--`.
        #[arg(last = true)]
        args: Vec<String>,
    },
    /// Run every check and test, the browser tests included.
    Test {
        /// Only these parts; may be repeated or separated by commas.
        #[arg(long, value_enum, value_delimiter = ',')]
        only: Vec<Part>,
    },
    /// Build the browser's core into web/src/lib/core/pkg.
    Wasm,
    /// Build the web app into web/build.
    Web,
    /// Verify the rule folder (`tanthon rules check rules`).
    Rules,
    /// Fill a data folder with the demonstration commune, without serving it; or write its messy lists.
    Seed {
        /// Which commune to write.
        #[arg(long, value_enum, default_value_t = Demo::TaDung)]
        demo: Demo,
        /// The data folder; without it, the one that `run` uses.
        #[arg(long)]
        data: Option<std::path::PathBuf>,
        /// Write the messy workbooks of six offices instead: invented people, real mistakes.
        #[arg(long, conflicts_with = "data")]
        messy: bool,
        /// Where the workbooks go; without it, target/messy/<commune>.
        #[arg(long, requires = "messy")]
        to: Option<std::path::PathBuf>,
    },
    /// Measure speed and size; one JSON document on stdout.
    Bench(bench::Options),
    /// Take the pictures of the guide (docs/huong-dan/anh) from the demonstration.
    Shots,
    /// Check the style: file sizes, words, dependency directions, law in TypeScript.
    Tidy,
}

fn main() -> ExitCode {
    match perform(Cli::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // The chain of causes on one line; a backtrace through xtask helps nobody.
            eprintln!("\nxtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn perform(command: Command) -> anyhow::Result<()> {
    let repo = Repo::find()?;
    match command {
        Command::Setup => setup::everything(&repo),
        Command::Run { demo, args } => serve::run(&repo, demo, &args),
        Command::Test { only } => test::run(&repo, &only),
        Command::Wasm => wasm::build(&repo),
        Command::Web => web::build(&repo),
        Command::Rules => serve::check_rules(&repo),
        Command::Seed {
            demo, messy: true, to, ..
        } => serve::seed_messy(&repo, demo, to),
        Command::Seed { demo, data, .. } => serve::seed(&repo, demo, data),
        Command::Bench(options) => bench::run(&repo, &options),
        Command::Shots => shots::take(&repo),
        Command::Tidy => tidy::run(&repo),
    }
}
