//! Worked examples: facts and the expected answer, as a legal officer reads them. The same function runs natively and in
//! the browser.

use crate::rulebook::Rulebook;
use domain::date::{format_date, format_date_time, parse_date, parse_date_time};
use domain::deadline::ClockEvent;
use domain::procedure::Submitter;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One example: exactly one of `facts` with `as_of`, `deadline`, `checklist`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// Vietnamese sentence that tells the case.
    pub name: String,
    /// Day of the question.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<String>,
    /// The facts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub facts: Option<wire::facts::Facts>,
    /// Expected verdicts by category id; categories not named may have any verdict but `yes`, see `only`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub expect: BTreeMap<String, String>,
    /// Expected needs by category id.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub needs: BTreeMap<String, Vec<String>>,
    /// Expected best combination: categories.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub best: Option<Vec<String>>,
    /// Expected best combination: đồng per month.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub monthly: Option<u64>,
    /// Expected upper bound, đồng per month.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_most: Option<u64>,
    /// A due date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline: Option<DeadlineExample>,
    /// A checklist.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checklist: Option<ChecklistExample>,
}

/// An expected due date.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeadlineExample {
    /// Code of the procedure.
    pub procedure: String,
    /// Reception.
    pub received: String,
    /// `kind@date-time`, for `extended` also `extended@date-time/new date-time`.
    #[serde(default)]
    pub events: Vec<String>,
    /// Days that the office has confirmed.
    #[serde(default)]
    pub confirmed: Vec<String>,
    /// Expected first counted day; `-` = none.
    pub starts: String,
    /// Expected appointment; `-` = none.
    pub due: String,
    /// Expected notes.
    #[serde(default)]
    pub notes: Vec<String>,
    /// Expected refusal instead of an answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused: Option<String>,
}

/// An expected checklist.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChecklistExample {
    /// Code of the procedure.
    pub procedure: String,
    /// Day of reception.
    pub received: String,
    /// Who hands in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub submitter: Option<String>,
    /// Expected `needed` by requirement id: exactly these items.
    pub items: BTreeMap<String, String>,
    /// Expected forms, the surest first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub forms: Option<Vec<String>>,
}

/// An example whose answer differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// Name of the example.
    pub name: String,
    /// What differs.
    pub detail: String,
}

/// Reads `kind@date-time[/new date-time]`.
pub fn parse_event(text: &str) -> Result<ClockEvent, String> {
    let (kind, at) = text.split_once('@').ok_or_else(|| format!("event_malformed {text}"))?;
    let (at, new_due) = at.split_once('/').map_or((at, None), |(at, due)| (at, Some(due)));
    let read = |text: &str| parse_date_time(text).map_err(|problem| format!("{problem} {text}"));
    let new_due = new_due.map(read).transpose()?;
    ClockEvent::from_code(kind, read(at)?, new_due).ok_or_else(|| format!("event_unknown {kind}"))
}

/// Runs the examples; an empty answer means that all hold.
pub fn run(rulebook: &Rulebook, examples: &[Example]) -> Vec<Failure> {
    let mut failures = Vec::new();
    for example in examples {
        let mut problems = Vec::new();
        let parts = [
            example.facts.is_some(),
            example.deadline.is_some(),
            example.checklist.is_some(),
        ];
        if !parts.contains(&true) {
            problems.push("asks nothing".to_owned());
        }
        if let (Some(facts), None) = (&example.facts, &example.checklist) {
            problems.extend(eligibility(rulebook, example, facts).err());
        }
        if let Some(wanted) = &example.deadline {
            problems.extend(deadline(rulebook, wanted).err());
        }
        if let Some(wanted) = &example.checklist {
            problems.extend(checklist(rulebook, example, wanted).err());
        }
        failures.extend(problems.into_iter().map(|detail| Failure {
            name: example.name.clone(),
            detail,
        }));
    }
    failures
}

fn same<T: PartialEq + std::fmt::Debug>(what: &str, wanted: &T, got: &T) -> Result<(), String> {
    if wanted == got {
        Ok(())
    } else {
        Err(format!("{what}: expected {wanted:?}, got {got:?}"))
    }
}

fn eligibility(rulebook: &Rulebook, example: &Example, facts: &wire::facts::Facts) -> Result<(), String> {
    let as_of = example.as_of.as_deref().ok_or("as_of is missing")?;
    let as_of = parse_date(as_of).map_err(|problem| problem.to_string())?;
    let facts = facts.to_domain();
    let answer = rulebook
        .eligibility(&facts, as_of, None)
        .map_err(|problem| problem.to_string())?;
    for (category, wanted) in &example.expect {
        let verdict = answer.verdicts.iter().find(|it| it.category.id == *category);
        let got = verdict.map_or("absent", |it| it.verdict.code());
        same(category, &wanted.as_str(), &got)?;
    }
    for (category, wanted) in &example.needs {
        let verdict = answer.verdicts.iter().find(|it| it.category.id == *category);
        let got: Vec<&str> = verdict.map_or(Vec::new(), |it| it.needs.iter().map(|fact| fact.code()).collect());
        same(
            &format!("needs of {category}"),
            &wanted.iter().map(String::as_str).collect(),
            &got,
        )?;
    }
    if let Some(best) = &example.best {
        same("best", best, &answer.best.categories)?;
    }
    if let Some(monthly) = &example.monthly {
        same("monthly", monthly, &answer.best.monthly_dong)?;
    }
    if let Some(at_most) = &example.at_most {
        same("at most", at_most, &answer.at_most.monthly_dong)?;
    }
    Ok(())
}

fn deadline(rulebook: &Rulebook, wanted: &DeadlineExample) -> Result<(), String> {
    let received = parse_date_time(&wanted.received).map_err(|problem| problem.to_string())?;
    let events = wanted
        .events
        .iter()
        .map(|it| parse_event(it))
        .collect::<Result<Vec<_>, _>>()?;
    let confirmed = wanted
        .confirmed
        .iter()
        .map(|it| parse_date(it))
        .collect::<Result<Vec<_>, _>>()
        .map_err(|it| it.to_string())?;
    let office = rulebook.clone().for_office(&confirmed, None, false);
    let answer = match (office.deadline(&wanted.procedure, received, &events), &wanted.refused) {
        (Err(problem), Some(code)) => return same("refused", &code.as_str(), &problem.code()),
        (Err(problem), None) => return Err(problem.to_string()),
        (Ok(_), Some(code)) => return Err(format!("expected to be refused with {code}")),
        (Ok(answer), None) => answer.deadline,
    };
    same(
        "starts",
        &wanted.starts,
        &answer.starts.map_or_else(|| "-".to_owned(), format_date),
    )?;
    same(
        "due",
        &wanted.due,
        &answer.due.map_or_else(|| "-".to_owned(), format_date_time),
    )?;
    same(
        "notes",
        &wanted.notes,
        &answer.notes.iter().map(|it| it.code().to_owned()).collect(),
    )
}

fn checklist(rulebook: &Rulebook, example: &Example, wanted: &ChecklistExample) -> Result<(), String> {
    let received = parse_date(&wanted.received).map_err(|problem| problem.to_string())?;
    let facts = example.facts.as_ref().map(wire::facts::Facts::to_domain);
    let submitter = match &wanted.submitter {
        Some(code) => Some(Submitter::from_code(code).ok_or_else(|| format!("unknown submitter {code}"))?),
        None => None,
    };
    let answer = rulebook
        .checklist(&wanted.procedure, received, facts.as_ref(), submitter)
        .map_err(|problem| problem.to_string())?;
    let got: BTreeMap<String, String> = answer
        .items
        .iter()
        .map(|it| (it.requirement.id.clone(), it.needed.code().to_owned()))
        .collect();
    same("items", &wanted.items, &got)?;
    if let Some(forms) = &wanted.forms {
        let got = rulebook
            .forms(&wanted.procedure, received, facts.as_ref())
            .map_err(|problem| problem.to_string())?
            .iter()
            .map(|it| it.id.clone())
            .collect();
        same("forms", forms, &got)?;
    }
    Ok(())
}
