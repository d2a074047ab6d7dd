//! The law: rules of the day, applied.

use std::cell::RefCell;

use domain::date::{parse_date, parse_date_time};
use domain::deadline::ClockEvent;
use domain::form::SlipKind;
use domain::procedure::Submitter;
use rulebook::{Bundle, QueryProblem, Rulebook};
use serde::Deserialize;
use serde_json::{Value, json};
use time::{Date, PrimitiveDateTime};
use wasm_bindgen::prelude::wasm_bindgen;
use wire::facts::Facts;
use wire::form::FormDefinition;
use wire::form_fill::{self, Answers};
use wire::household::HouseholdQuestion;
use wire::records::{HouseholdRecord, PersonRecord};

use crate::answer::{Problem, answer, read};

thread_local! {
    static RULES: RefCell<Option<Rulebook>> = const { RefCell::new(None) };
}

fn with_rules<T>(run: impl FnOnce(&Rulebook) -> Result<T, Problem>) -> Result<T, Problem> {
    RULES.with_borrow(|rules| {
        rules
            .as_ref()
            .ok_or_else(|| Problem::new("rules_not_loaded"))
            .and_then(run)
    })
}

fn day(text: &str) -> Result<Date, Problem> {
    parse_date(text).map_err(|problem| Problem::new(problem.code()))
}

fn minute(text: &str) -> Result<PrimitiveDateTime, Problem> {
    parse_date_time(text).map_err(|problem| Problem::new(problem.code()))
}

impl From<QueryProblem> for Problem {
    fn from(problem: QueryProblem) -> Problem {
        Problem::about(problem.code(), problem)
    }
}

/// Takes the rules bundle, as `GET /api/rules` gives it. Must come before any other function of the law.
#[wasm_bindgen]
#[must_use]
pub fn load_rules(bundle: &str) -> String {
    answer(|| {
        let rules = Bundle::from_json(bundle).map_err(|problem| Problem::about("rules_unreadable", problem))?;
        let version = json!({ "version": rules.version(), "sha256": rules.sha256() });
        RULES.set(Some(rules));
        Ok(version)
    })
}

/// The procedures of a day.
#[wasm_bindgen]
#[must_use]
pub fn procedures(received: &str) -> String {
    answer(|| {
        let received = day(&read::<String>(received)?)?;
        with_rules(|rules| {
            let valid = rules.procedures().iter().filter(|it| it.validity.contains(received));
            Ok(valid
                .map(|it| wire::rules::Procedure::on(it, received))
                .collect::<Vec<_>>())
        })
    })
}

/// What the law gives each member of a household.
#[wasm_bindgen]
#[must_use]
pub fn household_eligibility(question: &str) -> String {
    answer(|| {
        let question: HouseholdQuestion = read(question)?;
        with_rules(|rules| {
            rules
                .household(&question)
                .map_err(|problem| Problem::about(problem.code(), problem))
        })
    })
}

#[derive(Deserialize)]
struct FactsRequest {
    person: PersonRecord,
    household: Option<HouseholdRecord>,
    #[serde(default)]
    members: Vec<PersonRecord>,
}

/// The facts of a person, as the rules ask about them.
#[wasm_bindgen]
#[must_use]
pub fn facts_of(request: &str) -> String {
    answer(|| {
        let request: FactsRequest = read(request)?;
        wire::facts_of::facts_of(&request.person, request.household.as_ref(), &request.members)
            .map_err(|what| Problem::about("unreadable_fact", what))
    })
}

#[derive(Deserialize)]
struct ProcedureRequest {
    procedure: String,
    received: String,
    #[serde(default)]
    facts: Option<Facts>,
    #[serde(default)]
    submitter: Option<String>,
}

/// The papers of a procedure.
#[wasm_bindgen]
#[must_use]
pub fn checklist(request: &str) -> String {
    answer(|| {
        let request: ProcedureRequest = read(request)?;
        let facts = request.facts.as_ref().map(Facts::to_domain);
        let submitter = request.submitter.as_deref().and_then(Submitter::from_code);
        let received = day(&request.received)?;
        with_rules(|rules| {
            let list = rules.checklist(&request.procedure, received, facts.as_ref(), submitter)?;
            Ok(wire::rules::Checklist::from(&list))
        })
    })
}

/// The declaration form of a procedure for this person.
#[wasm_bindgen]
#[must_use]
pub fn form(request: &str) -> String {
    answer(|| {
        let request: ProcedureRequest = read(request)?;
        let facts = request.facts.as_ref().map(Facts::to_domain);
        let received = day(&request.received)?;
        with_rules(|rules| {
            let forms = rules.forms(&request.procedure, received, facts.as_ref())?;
            let form = forms.first().ok_or_else(|| Problem::new("no_form"))?;
            Ok(FormDefinition::from(*form))
        })
    })
}

/// The fields of a form whose value is known. The request holds the form and whatever its paths begin with.
#[wasm_bindgen]
#[must_use]
pub fn prefill(request: &str) -> String {
    answer(|| {
        let mut known: Value = read(request)?;
        let form = known.get_mut("form").map(Value::take).unwrap_or_default();
        let form: FormDefinition =
            serde_json::from_value(form).map_err(|error| Problem::about("unreadable_request", error))?;
        Ok(form_fill::prefill(&form, &known))
    })
}

#[derive(Deserialize)]
struct FormRequest {
    form: FormDefinition,
    answers: Answers,
}

/// Keys of the fields to show now.
#[wasm_bindgen]
#[must_use]
pub fn visible_fields(request: &str) -> String {
    answer(|| {
        let request: FormRequest = read(request)?;
        Ok(form_fill::visible_fields(&request.form, &request.answers))
    })
}

/// What is missing or cannot be read in the answers.
#[wasm_bindgen]
#[must_use]
pub fn check_form(request: &str) -> String {
    answer(|| {
        let request: FormRequest = read(request)?;
        Ok(form_fill::check_form(&request.form, &request.answers))
    })
}

#[derive(Deserialize)]
struct EventJson {
    kind: String,
    at: String,
    #[serde(default)]
    due: Option<String>,
}

#[derive(Deserialize)]
struct DeadlineRequest {
    procedure: String,
    received: String,
    #[serde(default)]
    events: Vec<EventJson>,
}

/// When the result is due, and how that was counted.
#[wasm_bindgen]
#[must_use]
pub fn deadline(request: &str) -> String {
    answer(|| {
        let request: DeadlineRequest = read(request)?;
        let mut events = Vec::new();
        for event in &request.events {
            let due = event.due.as_deref().map(minute).transpose()?;
            let known = ClockEvent::from_code(&event.kind, minute(&event.at)?, due);
            events.push(known.ok_or_else(|| Problem::about("unknown_event", &event.kind))?);
        }
        let received = minute(&request.received)?;
        with_rules(|rules| Ok(rules.deadline_answer(&request.procedure, received, &events)?))
    })
}

/// The survey in use on a day.
#[wasm_bindgen]
#[must_use]
pub fn survey_form(on: &str) -> String {
    answer(|| {
        let on = day(&read::<String>(on)?)?;
        with_rules(|rules| {
            let survey = rules.survey(on).ok_or_else(|| Problem::new("no_survey"))?;
            Ok(wire::form::Survey::from(survey))
        })
    })
}

#[derive(Deserialize)]
struct SlipRequest {
    kind: String,
    date: String,
}

/// Name, number and texts of a slip as it is printed on a day.
#[wasm_bindgen]
#[must_use]
pub fn slip(request: &str) -> String {
    answer(|| {
        let request: SlipRequest = read(request)?;
        let on = day(&request.date)?;
        let kind = SlipKind::from_code(&request.kind).ok_or_else(|| Problem::about("unknown_slip", &request.kind))?;
        with_rules(|rules| {
            let slip = rules.slip(kind, on).ok_or_else(|| Problem::new("unknown_slip"))?;
            Ok(wire::rules::Slip::from(slip))
        })
    })
}
