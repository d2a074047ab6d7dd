//! JSON lines of facts in, JSON lines of verdicts out: in order, on all cores, with bounded memory.
//!
//! Each worker takes the next piece of input, answers it and waits for its turn to write: nothing is ever held beyond one
//! piece per worker. People of one class ([`crate::classes`]) have the same text after their id, so it is written once.

use std::io::{self, BufRead, Read, Write};
use std::num::NonZero;
use std::sync::{Condvar, Mutex, PoisonError};

use domain::date::format_date;
use domain::eligibility::{CompactFacts, Eligibility, RuleSets, Verdict, evaluate};
use serde::Serialize;
use serde_json::Value;
use time::Date;
use wire::verdict::EligibilityAnswer;

use crate::classes::Classes;

/// Longest line that is read; a longer one is answered with an error.
pub const MAX_LINE_BYTES: usize = 1_000_000;
/// Input that a worker takes at a time, at least; one line more at most.
const PIECE_BYTES: usize = 128 * 1024;
/// Most classes that a worker remembers: some 30 MB of text.
const MOST_CLASSES: usize = 4096;
/// Most workers.
const MOST_WORKERS: usize = 16;

/// How much is written about each person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// Category, verdict, needs, coefficient, amount, basis and confidence.
    Short,
    /// Also names and every part of each condition with its outcome.
    Explained,
}

/// The question that is the same for every line.
#[derive(Clone, Debug)]
pub struct Batch<'r> {
    /// Rules of the day.
    pub rules: &'r RuleSets,
    /// Day of reception, if given; it is only repeated.
    pub received: Option<Date>,
    /// Stable codes of remarks that hold for every line.
    pub notes: Vec<&'static str>,
    /// How much to write.
    pub detail: Detail,
}

/// One verdict without its explanation, borrowed.
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

#[derive(Serialize)]
struct Together<'a> {
    categories: &'a [String],
    monthly: u64,
}

impl<'a> From<&'a domain::eligibility::Combination> for Together<'a> {
    fn from(it: &'a domain::eligibility::Combination) -> Self {
        Self {
            categories: &it.categories,
            monthly: it.monthly_dong,
        }
    }
}

#[derive(Serialize)]
struct Refused<'a> {
    id: Option<Value>,
    error: &'a str,
    detail: String,
}

fn write_json(out: &mut Vec<u8>, value: &impl Serialize) {
    serde_json::to_writer(out, value).expect("writing to memory cannot fail");
}

/// `"verdicts":[…],"best":{…},"at_most":{…}`: what people of one class share.
fn shared(answer: &Eligibility) -> Vec<u8> {
    let mut text = Vec::with_capacity(4096);
    text.extend_from_slice(b"\"verdicts\":[");
    for (index, it) in answer.verdicts.iter().enumerate() {
        if index > 0 {
            text.push(b',');
        }
        let line = Line {
            category: &it.category.id,
            verdict: it.verdict.code(),
            needs: Needs(it),
            coefficient: it.coefficient().map(|it| it.to_string()),
            monthly: it.monthly_dong,
            basis: &it.category.basis,
            confidence: it.category.provenance.confidence.code(),
        };
        write_json(&mut text, &line);
    }
    text.extend_from_slice(b"],\"best\":");
    write_json(&mut text, &Together::from(&answer.best));
    text.extend_from_slice(b",\"at_most\":");
    write_json(&mut text, &Together::from(&answer.at_most));
    text.shrink_to_fit();
    text
}

/// What one worker needs.
struct Worker<'b> {
    batch: &'b Batch<'b>,
    classes: Classes<'b, Vec<u8>>,
    as_of: String,
    /// `,"notes":[…]}` or `}`, and the end of the line.
    end: Vec<u8>,
}

impl<'b> Worker<'b> {
    fn new(batch: &'b Batch<'b>) -> Self {
        let mut end = Vec::new();
        if !batch.notes.is_empty() {
            end.extend_from_slice(b",\"notes\":");
            write_json(&mut end, &batch.notes);
        }
        end.extend_from_slice(b"}\n");
        Self {
            batch,
            classes: Classes::new(batch.rules, MOST_CLASSES, shared),
            as_of: format!(",\"as_of\":\"{}\",", format_date(batch.rules.applicants.as_of)),
            end,
        }
    }

    /// Answers one line; `false` = it was refused.
    fn answer(&mut self, line: &[u8], out: &mut Vec<u8>) -> bool {
        let refuse = |error: &str, detail: String, out: &mut Vec<u8>| {
            let id = serde_json::from_slice::<Value>(line)
                .ok()
                .and_then(|it| it.get("id").cloned());
            write_json(out, &Refused { id, error, detail });
            out.push(b'\n');
            false
        };
        if line.len() >= MAX_LINE_BYTES {
            return refuse("line_too_long", format!("at most {MAX_LINE_BYTES} bytes"), out);
        }
        let facts: wire::facts::Facts = match serde_json::from_slice(line) {
            Ok(facts) => facts,
            Err(error) => return refuse("facts_unreadable", error.to_string(), out),
        };
        let known = facts.to_domain();
        match self.batch.detail {
            Detail::Short => {
                let text = self.classes.answer(&known, CompactFacts::new(&known).as_ref());
                out.extend_from_slice(b"{\"id\":");
                write_json(out, &facts.id);
                out.extend_from_slice(self.as_of.as_bytes());
                out.extend_from_slice(&text);
                out.extend_from_slice(&self.end);
            }
            Detail::Explained => {
                let answer = evaluate(self.batch.rules, &known);
                let notes = self.batch.notes.iter().map(|it| (*it).to_owned()).collect();
                write_json(
                    out,
                    &EligibilityAnswer::new(facts.id, self.batch.received, &answer, notes),
                );
                out.push(b'\n');
            }
        }
        true
    }

    /// Answers the lines of a piece, leaving out empty ones; `false` = one was refused.
    fn answer_all(&mut self, piece: &[u8], out: &mut Vec<u8>) -> bool {
        let lines = piece
            .split(|byte| *byte == b'\n')
            .filter(|line| !line.trim_ascii().is_empty());
        lines.fold(true, |all, line| self.answer(line, out) & all)
    }
}

/// Reads whole lines until the piece is large enough; a line beyond the limit is cut. `false` = the end was reached.
fn read_piece(input: &mut impl BufRead, piece: &mut Vec<u8>) -> io::Result<bool> {
    piece.clear();
    while piece.len() < PIECE_BYTES {
        let read = input.by_ref().take(MAX_LINE_BYTES as u64).read_until(b'\n', piece)?;
        if read == 0 {
            return Ok(false);
        }
        if read == MAX_LINE_BYTES && piece.last() != Some(&b'\n') {
            input.skip_until(b'\n')?;
            piece.push(b'\n');
        }
    }
    Ok(true)
}

/// The input, and how many pieces were taken from it.
struct Source<R> {
    input: R,
    taken: u64,
    is_over: bool,
}

/// The output, and whose turn it is.
struct Sink<W> {
    out: W,
    turn: u64,
    accepted: bool,
    error: Option<io::Error>,
}

/// Answers every line of `input` on `out`, in order. `false` = at least one line was refused; its answer says why.
///
/// # Errors
/// Reading or writing fails; what was answered before is written.
pub fn answer_lines<R: BufRead + Send, W: Write + Send>(batch: &Batch<'_>, input: R, out: W) -> io::Result<bool> {
    let workers = std::thread::available_parallelism()
        .map_or(1, NonZero::get)
        .min(MOST_WORKERS);
    let source = Mutex::new(Source {
        input,
        taken: 0,
        is_over: false,
    });
    let sink = Mutex::new(Sink {
        out,
        turn: 0,
        accepted: true,
        error: None,
    });
    let next = Condvar::new();
    let work = || {
        let mut worker = Worker::new(batch);
        let (mut piece, mut text) = (Vec::new(), Vec::new());
        loop {
            let mut source = source.lock().unwrap_or_else(PoisonError::into_inner);
            if source.is_over {
                return Ok(());
            }
            let number = source.taken;
            source.taken += 1;
            let read = read_piece(&mut source.input, &mut piece);
            source.is_over = !matches!(read, Ok(true));
            drop(source);

            text.clear();
            let accepted = worker.answer_all(&piece, &mut text);
            let sink = sink.lock().unwrap_or_else(PoisonError::into_inner);
            let mut sink = next
                .wait_while(sink, |sink| sink.turn != number)
                .unwrap_or_else(PoisonError::into_inner);
            sink.turn += 1;
            sink.accepted &= accepted;
            if sink.error.is_none() {
                sink.error = sink.out.write_all(&text).err();
            }
            let failed = sink.error.is_some();
            drop(sink);
            next.notify_all();
            read?;
            if failed {
                return Ok(());
            }
        }
    };
    let read: io::Result<()> = std::thread::scope(|scope| {
        let others: Vec<_> = (1..workers).map(|_| scope.spawn(work)).collect();
        let mine = work();
        let others = others
            .into_iter()
            .map(|it| it.join().expect("answering does not panic"));
        std::iter::once(mine).chain(others).collect()
    });
    let mut sink = sink.into_inner().unwrap_or_else(PoisonError::into_inner);
    if let Some(error) = sink.error {
        return Err(error);
    }
    sink.out.flush()?;
    read.map(|()| sink.accepted)
}
