//! `tanthon rules …`: verify a rule folder, evaluate facts line by line, count a due date.

use std::io::{BufRead, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, anyhow};
use clap::{Args, Subcommand};
use domain::date::{format_date, parse_date, parse_date_time};
use domain::deadline::ClockEvent;
use domain::eligibility::{Eligibility, RuleSets, Verdict, evaluate as judge};
use rulebook::{Rulebook, examples};
use serde::Serialize;
use serde_json::Value;
use time::{Date, PrimitiveDateTime};
use wire::verdict::EligibilityAnswer;

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
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let accepted = match command {
        RulesCommand::Check(args) => check(args.folder.as_deref(), &mut out)?,
        RulesCommand::Evaluate(args) => evaluate(&args, std::io::stdin().lock(), &mut out)?,
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

/// One verdict without its explanation, borrowed: a batch writes millions of them.
#[derive(Serialize)]
struct Line<'a> {
    category: &'a str,
    verdict: &'static str,
    needs: Needs<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    coefficient: Option<String>,
    monthly: u64,
    basis: &'a [String],
    confidence: &'static str,
}

struct Needs<'a>(&'a Verdict);

impl Serialize for Needs<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.needs.iter().map(|it| it.code()))
    }
}

struct Lines<'a>(&'a Eligibility);

impl Serialize for Lines<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.verdicts.iter().map(|it| Line {
            category: &it.category.id,
            verdict: it.verdict.code(),
            needs: Needs(it),
            coefficient: it.coefficient().map(|it| it.to_string()),
            monthly: it.monthly_dong,
            basis: &it.category.basis,
            confidence: it.category.provenance.confidence.code(),
        }))
    }
}

#[derive(Serialize)]
struct Combination<'a> {
    categories: &'a [String],
    monthly: u64,
}

impl<'a> From<&'a domain::eligibility::Combination> for Combination<'a> {
    fn from(it: &'a domain::eligibility::Combination) -> Self {
        Self {
            categories: &it.categories,
            monthly: it.monthly_dong,
        }
    }
}

#[derive(Serialize)]
struct Answer<'a> {
    id: Option<&'a Value>,
    as_of: &'a str,
    verdicts: Lines<'a>,
    best: Combination<'a>,
    at_most: Combination<'a>,
    #[serde(skip_serializing_if = "<[&str]>::is_empty")]
    notes: &'a [&'static str],
}

#[derive(Serialize)]
struct Refused<'a> {
    id: Option<Value>,
    error: &'a str,
    detail: String,
}

/// What is the same for every line of a batch.
struct Batch<'a> {
    args: &'a EvaluateArgs,
    sets: &'a RuleSets,
    as_of: String,
    notes: Vec<&'static str>,
}

/// Longest line that is read; a longer one is answered with an error.
const MAX_LINE_BYTES: u64 = 1_000_000;
/// Lines that are handed to the threads at a time.
const LINES_AT_A_TIME: usize = 8192;

impl Batch<'_> {
    /// Answers one line; `false` = it was refused.
    fn answer(&self, line: &[u8], out: &mut Vec<u8>) -> bool {
        let refuse = |error: &str, detail: String, out: &mut Vec<u8>| {
            let id = serde_json::from_slice::<Value>(line)
                .ok()
                .and_then(|it| it.get("id").cloned());
            serde_json::to_writer(&mut *out, &Refused { id, error, detail }).expect("writing to memory cannot fail");
            out.push(b'\n');
            false
        };
        if line.len() as u64 >= MAX_LINE_BYTES {
            return refuse("line_too_long", format!("at most {MAX_LINE_BYTES} bytes"), out);
        }
        let facts: wire::facts::Facts = match serde_json::from_slice(line) {
            Ok(facts) => facts,
            Err(error) => return refuse("facts_unreadable", error.to_string(), out),
        };
        let answer = judge(self.sets, &facts.to_domain());
        let written = if self.args.explain {
            let notes = self.notes.iter().map(|it| (*it).to_owned()).collect();
            serde_json::to_writer(
                &mut *out,
                &EligibilityAnswer::new(facts.id, self.args.received, &answer, notes),
            )
        } else {
            let (best, at_most) = ((&answer.best).into(), (&answer.at_most).into());
            let (id, as_of, verdicts) = (facts.id.as_ref(), self.as_of.as_str(), Lines(&answer));
            serde_json::to_writer(
                &mut *out,
                &Answer {
                    id,
                    as_of,
                    verdicts,
                    best,
                    at_most,
                    notes: &self.notes,
                },
            )
        };
        written.expect("writing to memory cannot fail");
        out.push(b'\n');
        true
    }

    /// Answers many lines on all cores, in order.
    fn answer_all(&self, lines: &[Vec<u8>], out: &mut impl Write) -> anyhow::Result<bool> {
        let threads = std::thread::available_parallelism()
            .map_or(1, std::num::NonZero::get)
            .min(16);
        let share = lines.len().div_ceil(threads).max(1);
        let parts: Vec<(Vec<u8>, bool)> = std::thread::scope(|scope| {
            let work: Vec<_> = lines
                .chunks(share)
                .map(|part| {
                    scope.spawn(move || {
                        let mut text = Vec::with_capacity(part.len() * 4096);
                        let accepted = part.iter().fold(true, |all, line| self.answer(line, &mut text) & all);
                        (text, accepted)
                    })
                })
                .collect();
            work.into_iter()
                .map(|it| it.join().expect("evaluation does not panic"))
                .collect()
        });
        let mut accepted = true;
        for (text, all) in parts {
            out.write_all(&text)?;
            accepted &= all;
        }
        Ok(accepted)
    }
}

/// Evaluates JSON lines of facts. `false` = at least one line was refused.
pub fn evaluate(args: &EvaluateArgs, mut input: impl BufRead, out: &mut impl Write) -> anyhow::Result<bool> {
    let rules = rules(args.rules.as_deref())?;
    let sets = rules
        .rule_sets(args.as_of, args.province.as_deref())
        .context("no rules for --as-of")?;
    let notes = args
        .received
        .map_or(Vec::new(), |received| rules.reception_notes(args.as_of, received));
    let batch = Batch {
        args,
        sets: &sets,
        as_of: format_date(args.as_of),
        notes,
    };
    let mut accepted = true;
    let mut lines: Vec<Vec<u8>> = Vec::with_capacity(LINES_AT_A_TIME);
    loop {
        let mut line = Vec::new();
        let read = input.by_ref().take(MAX_LINE_BYTES).read_until(b'\n', &mut line)?;
        if read as u64 == MAX_LINE_BYTES && line.last() != Some(&b'\n') {
            input.skip_until(b'\n')?;
        }
        if read > 0 && !line.trim_ascii().is_empty() {
            lines.push(line);
        }
        if lines.len() == LINES_AT_A_TIME || (read == 0 && !lines.is_empty()) {
            accepted &= batch.answer_all(&lines, out)?;
            lines.clear();
        }
        if read == 0 {
            return Ok(accepted);
        }
    }
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
