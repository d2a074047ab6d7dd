//! Measuring: the registered benches run one after the other, their figures become one JSON document.
//!
//! A bench is any program that writes JSON lines on stdout, each `{"name", "unit", "value", "measured_on"}`; what it
//! says to people goes to stderr.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use crate::process;
use crate::repo::{Repo, cargo};

/// One bench: its name, and what follows `cargo` to run it, with optimisation.
struct Bench {
    name: &'static str,
    cargo_args: &'static [&'static str],
}

/// All benches. Add a line here for a new one.
const BENCHES: &[Bench] = &[];

/// Runs the benches whose name contains the filter and prints all figures.
///
/// # Errors
/// When no bench matches, a bench fails, or it writes a line that is no figure.
pub fn run(repo: &Repo, filter: Option<&str>) -> Result<()> {
    let chosen: Vec<&Bench> = BENCHES
        .iter()
        .filter(|bench| filter.is_none_or(|part| bench.name.contains(part)))
        .collect();
    if chosen.is_empty() {
        bail!(
            "no bench matches; registered: {:?}",
            BENCHES.iter().map(|bench| bench.name).collect::<Vec<_>>()
        );
    }
    let mut figures = Vec::new();
    for bench in chosen {
        eprintln!("== {}", bench.name);
        let text = process::read(Command::new(cargo()).args(bench.cargo_args).current_dir(&repo.root))?;
        figures.extend(parse(&text).with_context(|| format!("bench {}", bench.name))?);
    }
    println!("{:#}", json!({ "machine": machine()?, "figures": figures }));
    Ok(())
}

/// Reads the lines of a bench; each must be a complete figure.
fn parse(text: &str) -> Result<Vec<Value>> {
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    let figures: Vec<Value> = lines
        .map(|line| {
            let figure: Value = serde_json::from_str(line).with_context(|| format!("no JSON: {line}"))?;
            let is_complete = ["name", "unit", "measured_on"]
                .iter()
                .all(|key| figure[*key].is_string())
                && figure["value"].is_number();
            if is_complete {
                Ok(figure)
            } else {
                bail!("no figure: {line}")
            }
        })
        .collect::<Result<_>>()?;
    if figures.is_empty() {
        bail!("it measured nothing");
    }
    Ok(figures)
}

/// What the figures were measured on.
fn machine() -> Result<Value> {
    let cpu = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpu
        .lines()
        .find_map(|line| line.strip_prefix("model name"))
        .unwrap_or("unknown");
    let memory = fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let kilobytes = memory
        .lines()
        .find_map(|line| line.strip_prefix("MemTotal:"))
        .and_then(|rest| rest.trim().strip_suffix(" kB")?.parse::<u64>().ok());
    Ok(json!({
        "cpu": model.trim_start_matches([' ', '\t', ':']),
        "cores": std::thread::available_parallelism()?.get(),
        "memory_kb": kilobytes,
        "os": std::env::consts::OS,
        "rustc": process::read(Command::new("rustc").arg("--version"))?.trim(),
    }))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn only_complete_figures_pass() {
        let good = r#"{"name":"search","unit":"ms","value":1.5,"measured_on":"50,000 people"}"#;
        assert_eq!(parse(&format!("{good}\n\n{good}\n")).unwrap().len(), 2);
        for bad in [
            "",
            "text",
            r#"{"name":"search","unit":"ms","value":"1"}"#,
            r#"{"name":"search","unit":"ms","value":1}"#,
        ] {
            assert!(parse(bad).is_err(), "{bad}");
        }
        assert!(machine().unwrap()["cores"].as_u64().unwrap() > 0);
    }
}
