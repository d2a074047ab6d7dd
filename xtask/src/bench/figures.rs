//! Figures and the machine on which they were measured.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use crate::process;

/// Reads the lines of a bench; each must be a complete figure.
///
/// # Errors
/// When a line is no figure, or there is none.
pub fn parse(text: &str) -> Result<Vec<Value>> {
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
///
/// # Errors
/// When the compiler does not tell its version.
pub fn machine() -> Result<Value> {
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
