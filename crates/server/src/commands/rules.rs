//! `tanthon rules …`: verify a rule folder, evaluate facts line by line, count a due date.

use std::io::{BufRead, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, anyhow};
use clap::{Args, Subcommand};
use domain::date::{parse_date, parse_date_time};
use domain::deadline::ClockEvent;
use entitlement::lines::{Batch, Detail, answer_lines};
use rulebook::{Rulebook, examples};
use time::{Date, PrimitiveDateTime};

/// How much of stdin is read at a time.
const STDIN_BUFFER_BYTES: usize = 256 * 1024;

/// What to do with rules.
#[derive(Debug, Subcommand)]
pub enum RulesCommand {
    /// Verify a rule folder (or the rules inside the program); prints file:line of each fault
    Check(CheckArgs),
    /// Evaluate JSON lines of facts on stdin to JSON lines of verdicts on stdout
    Evaluate(EvaluateArgs),
    /// Count the due date of a dossier, day by day, as JSON
    Deadline(DeadlineArgs),
}

/// `tanthon rules check`.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Rule folder; without it, the rules inside the program
    pub folder: Option<PathBuf>,
}

/// `tanthon rules evaluate`.
#[derive(Debug, Args)]
pub struct EvaluateArgs {
    /// Day of the question, YYYY-MM-DD: amounts are those of its month, ages are counted on it
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub as_of: Date,
    /// Day of reception, YYYY-MM-DD: it chooses the procedure, never the amount
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub received: Option<Date>,
    /// Province code (two digits), for rates above the national one
    #[arg(long, value_name = "CODE")]
    pub province: Option<String>,
    /// Also name each category and list every part of its condition with its outcome
    #[arg(long)]
    pub explain: bool,
    /// Rule folder; without it, the rules inside the program
    #[arg(long, value_name = "DIR")]
    pub rules: Option<PathBuf>,
}

/// `tanthon rules deadline`.
#[derive(Debug, Args)]
pub struct DeadlineArgs {
    /// Code of the procedure, e.g. 1.001776
    #[arg(long, value_name = "CODE")]
    pub procedure: String,
    /// Reception by the deciding agency, YYYY-MM-DDTHH:MM, civil time in Viet Nam
    #[arg(long, value_name = "DATETIME", value_parser = date_time)]
    pub received: PrimitiveDateTime,
    /// KIND@DATETIME with KIND supplement_requested, supplement_received, extended or stopped; a new appointment is
    /// written extended@DATETIME/NEW
    #[arg(long = "event", value_name = "KIND@DATETIME", value_parser = event)]
    pub events: Vec<ClockEvent>,
    /// A proposed swap that the office has confirmed; may be given several times
    #[arg(long = "confirm-day", value_name = "DATE", value_parser = date)]
    pub confirmed_days: Vec<Date>,
    /// Rule folder; without it, the rules inside the program
    #[arg(long, value_name = "DIR")]
    pub rules: Option<PathBuf>,
}

fn date(text: &str) -> Result<Date, String> {
    parse_date(text).map_err(|problem| format!("{problem}: write YYYY-MM-DD"))
}

fn date_time(text: &str) -> Result<PrimitiveDateTime, String> {
    parse_date_time(text).map_err(|problem| format!("{problem}: write YYYY-MM-DDTHH:MM"))
}

fn event(text: &str) -> Result<ClockEvent, String> {
    examples::parse_event(text)
}

/// Runs the command on the standard streams.
pub fn run(command: RulesCommand) -> anyhow::Result<ExitCode> {
    let mut out = std::io::stdout();
    let accepted = match command {
        RulesCommand::Check(args) => check(args.folder.as_deref(), &mut out)?,
        RulesCommand::Evaluate(args) => {
            let input = std::io::BufReader::with_capacity(STDIN_BUFFER_BYTES, std::io::stdin());
            evaluate(&args, input, &mut out)?
        }
        RulesCommand::Deadline(args) => deadline(&args, &mut out)?,
    };
    out.flush()?;
    Ok(ExitCode::from(u8::from(!accepted)))
}

fn rules(folder: Option<&Path>) -> anyhow::Result<Rulebook> {
    match folder {
        None => Ok(rulebook::shipped().clone()),
        Some(folder) => rulebook::read::read_folder(folder)
            .map(|it| it.rulebook)
            .map_err(|faults| {
                let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
                anyhow!("the rules in {} are faulty:\n{}", folder.display(), lines.join("\n"))
            }),
    }
}

/// Verifies a folder and runs its examples; writes one line per fault. `false` = faults were found.
pub fn check(folder: Option<&Path>, out: &mut impl Write) -> anyhow::Result<bool> {
    let read = match folder {
        Some(folder) => rulebook::read::read_folder(folder),
        None => {
            let files = rulebook::shipped_files();
            rulebook::read::read_files(
                files
                    .iter()
                    .map(|(name, text)| ((*name).into(), (*text).into()))
                    .collect(),
            )
        }
    };
    let read = match read {
        Ok(read) => read,
        Err(faults) => {
            for fault in &faults {
                writeln!(out, "{fault}")?;
            }
            eprintln!("tanthon: {} faults", faults.len());
            return Ok(false);
        }
    };
    let failures = examples::run(&read.rulebook, &read.examples);
    for failure in &failures {
        writeln!(out, "example “{}”: {}", failure.name, failure.detail)?;
    }
    let (version, count) = (read.rulebook.version(), read.examples.len());
    eprintln!(
        "tanthon: rules {version}, sha256 {}: {count} examples, {} wrong",
        read.rulebook.sha256(),
        failures.len()
    );
    Ok(failures.is_empty())
}

/// Evaluates JSON lines of facts. `false` = at least one line was refused.
pub fn evaluate(
    args: &EvaluateArgs,
    input: impl BufRead + Send,
    out: &mut (impl Write + Send),
) -> anyhow::Result<bool> {
    let rules = rules(args.rules.as_deref())?;
    let sets = rules
        .rule_sets(args.as_of, args.province.as_deref())
        .context("no rules for --as-of")?;
    let batch = Batch {
        rules: &sets,
        received: args.received,
        notes: args
            .received
            .map_or(Vec::new(), |received| rules.reception_notes(args.as_of, received)),
        detail: if args.explain { Detail::Explained } else { Detail::Short },
    };
    Ok(answer_lines(&batch, input, out)?)
}

/// Counts a due date. `false` = the events were refused.
pub fn deadline(args: &DeadlineArgs, out: &mut impl Write) -> anyhow::Result<bool> {
    let rules = rules(args.rules.as_deref())?.for_office(&args.confirmed_days, None, false);
    let answer = match rules.deadline(&args.procedure, args.received, &args.events) {
        Ok(answer) => answer,
        Err(problem) => {
            eprintln!("tanthon: {problem}");
            let refused = serde_json::json!({ "procedure": args.procedure, "error": problem.code() });
            writeln!(out, "{refused}")?;
            return Ok(false);
        }
    };
    let words = |code: &str| rules.word(code).map(str::to_owned);
    let json = wire::deadline::DeadlineAnswer::new(
        &answer.procedure,
        &answer.deadline,
        answer.confidence.code(),
        answer.basis,
        &words,
    );
    serde_json::to_writer(&mut *out, &json)?;
    writeln!(out)?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    fn args() -> EvaluateArgs {
        let as_of = parse_date("2026-11-21").expect("date");
        EvaluateArgs {
            as_of,
            received: None,
            province: None,
            explain: false,
            rules: None,
        }
    }

    #[test]
    fn unreadable_lines_come_out_in_their_place() {
        let input = concat!(
            "{\"id\":\"p1\",\"birth_date\":\"1996\",\"alive\":true,\"disability\":\"severe\"}\n\n",
            "{\"id\":\"p2\",\"birth_date\":\"1996-02-31\"}\n",
            "not json\n",
            "{\"id\":4}"
        );
        let mut out = Vec::new();
        assert!(!evaluate(&args(), input.as_bytes(), &mut out).expect("evaluate"));
        let lines: Vec<Value> = String::from_utf8(out)
            .expect("UTF-8")
            .lines()
            .map(|line| serde_json::from_str(line).expect("JSON"))
            .collect();
        assert_eq!(lines.len(), 4);
        assert_eq!(
            lines[0]["best"],
            serde_json::json!({"categories": ["DT6_N"], "monthly": 810_000})
        );
        assert_eq!(
            (&lines[1]["id"], &lines[1]["error"]),
            (&"p2".into(), &"facts_unreadable".into())
        );
        assert_eq!(
            (&lines[2]["id"], &lines[2]["error"]),
            (&Value::Null, &"facts_unreadable".into())
        );
        assert_eq!(lines[3]["id"], 4);
    }

    #[test]
    fn the_shipped_rules_pass_their_own_check() {
        let mut out = Vec::new();
        assert!(
            check(None, &mut out).expect("check"),
            "{}",
            String::from_utf8_lossy(&out)
        );
    }

    #[test]
    fn the_due_date_of_the_contract() {
        let received = parse_date_time("2026-11-20T16:10").expect("date-time");
        let args = DeadlineArgs {
            procedure: "1.001776".into(),
            received,
            events: vec![],
            confirmed_days: vec![],
            rules: None,
        };
        let mut out = Vec::new();
        assert!(deadline(&args, &mut out).expect("deadline"));
        let json: Value = serde_json::from_slice(&out).expect("JSON");
        assert_eq!(json["starts"], "2026-11-23");
        assert_eq!(json["due"], "2026-12-02T17:00");
        let holiday = json["days"]
            .as_array()
            .expect("days")
            .iter()
            .find(|day| day["date"] == "2026-11-24");
        let holiday = holiday.expect("the holiday is listed");
        assert_eq!(
            (&holiday["counts"], &holiday["why"]),
            (&false.into(), &"Ngày Văn hóa Việt Nam".into())
        );
    }
}
