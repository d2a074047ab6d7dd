//! Findings person by person as somebody may see them, with the answers that were given.

use std::collections::HashMap;

use domain::permissions::{Action, FactGroup, Role};
use entitlement::missing::{Finding, FindingGroup, FindingKind, fact_group, narrow_finding};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;
use wire::records::Sex;

use super::scan::{Scanned, Seen};
use super::sees_reasons;
use super::sheets::{Given, Says, Sheet, answering_role};
use crate::session::Caller;

/// Where a finding stands for somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FindingState {
    /// Nobody answered yet.
    Open,
    /// Answered: for the office, by those who know the person; for those, by themselves.
    Answered,
    /// The office said that it is not so, and the facts have not changed since.
    Folded,
}

/// An answer beside a finding.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct AnswerView {
    /// The finding, as the one who answered saw it.
    pub kind: FindingKind,
    /// The fact that was asked; absent = the finding itself, or whether the person lives here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fact: Option<String>,
    /// Who, by role.
    pub role: String,
    /// Who.
    pub by: Uuid,
    /// When, Vietnamese civil time.
    pub at: String,
    /// What.
    pub answer: Says,
    /// The fact as they know it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Object)]
    pub value: Option<Value>,
    /// A remark.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// It went into the list at once.
    pub written: bool,
    /// The facts are still those about which it was given.
    pub current: bool,
}

/// A finding with where it stands.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct FindingRow {
    /// As far as the caller may see it.
    pub finding: Finding,
    /// In which group it is worked through.
    pub group: FindingGroup,
    /// Where it stands.
    pub state: FindingState,
}

/// A person with findings.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct PersonRow {
    /// The person.
    pub person: Uuid,
    /// Name.
    pub full_name: String,
    /// Sex.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sex: Option<Sex>,
    /// Year of birth.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birth_year: Option<String>,
    /// Village id.
    pub village: String,
    /// Household.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub household: Option<Uuid>,
    /// Name of the head of the household.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub head: Option<String>,
    /// What was found, the most important first.
    pub findings: Vec<FindingRow>,
    /// What was answered, the last first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<AnswerView>,
}

/// Everybody whom the caller may see, in the order of the scan.
pub fn rows(scanned: &Scanned, sheets: &HashMap<Uuid, Vec<Sheet>>, caller: &Caller) -> Vec<PersonRow> {
    rows_of(scanned, scanned.found.findings.iter(), sheets, caller)
}

/// [`rows`] of some findings; those of one person stand side by side.
pub fn rows_of<'a>(
    scanned: &Scanned,
    findings: impl Iterator<Item = &'a Finding>,
    sheets: &HashMap<Uuid, Vec<Sheet>>,
    caller: &Caller,
) -> Vec<PersonRow> {
    let mut rows: Vec<PersonRow> = Vec::new();
    for finding in findings {
        let Some(seen) = scanned.people.get(&finding.person) else {
            continue;
        };
        let Some(finding) = narrow_finding(finding, &caller.actor) else {
            continue;
        };
        if rows.last().is_none_or(|row| row.person != finding.person) {
            rows.push(row(finding.person, seen, sheets, caller));
        }
        if let Some(row) = rows.last_mut() {
            add(row, finding);
        }
    }
    for row in &mut rows {
        let states: Vec<FindingState> = row.findings.iter().map(|it| state(&it.finding, row, caller)).collect();
        for (finding, state) in row.findings.iter_mut().zip(states) {
            finding.state = state;
        }
    }
    rows
}

fn row(person: Uuid, seen: &Seen, sheets: &HashMap<Uuid, Vec<Sheet>>, caller: &Caller) -> PersonRow {
    PersonRow {
        person,
        full_name: seen.full_name.clone(),
        sex: seen.sex,
        birth_year: seen.birth_year.clone(),
        village: seen.village.clone(),
        household: seen.household,
        head: seen.head.clone(),
        findings: Vec::new(),
        answers: sheets
            .get(&person)
            .map_or_else(Vec::new, |sheets| answers(sheets, seen, caller)),
    }
}

/// Several reasons to look in on somebody are one visit.
fn add(row: &mut PersonRow, finding: Finding) {
    let visit = |it: &&mut FindingRow| it.finding.kind == FindingKind::PleaseVisit && finding.kind == it.finding.kind;
    if let Some(known) = row.findings.iter_mut().find(visit) {
        known.finding.priority = known.finding.priority.max(finding.priority);
        for ask in finding.ask {
            if known.finding.ask.iter().all(|it| it.fact != ask.fact) {
                known.finding.ask.push(ask);
            }
        }
        return;
    }
    row.findings.push(FindingRow {
        group: finding.group(),
        finding,
        state: FindingState::Open,
    });
}

/// The answers that the caller may see, the last first: the office all but those about facts that it may not know, the
/// others their own.
fn answers(sheets: &[Sheet], seen: &Seen, caller: &Caller) -> Vec<AnswerView> {
    let own = answering_role(&caller.actor.roles).map(Role::code);
    let may_see = |sheet: &Sheet, given: &Given| {
        if !sees_reasons(caller) {
            return Some(given.role.as_str()) == own;
        }
        let hidden =
            sheet.kind == FindingKind::HealthAllowanceMissing && !caller.actor.may(Action::Read(FactGroup::Hiv));
        let fact = sheet.fact.as_deref();
        !hidden && fact.is_none_or(|fact| caller.actor.may(Action::Read(fact_group(fact))))
    };
    let mut views: Vec<AnswerView> = Vec::new();
    for sheet in sheets {
        for given in sheet.answers.iter().rev().filter(|given| may_see(sheet, given)) {
            views.push(AnswerView {
                kind: sheet.kind,
                fact: sheet.fact.clone(),
                role: given.role.clone(),
                by: given.by,
                at: given.at.clone(),
                answer: given.answer,
                value: given.value.clone(),
                note: given.note.clone(),
                written: given.written,
                current: given.facts == seen.facts,
            });
        }
    }
    views.sort_by(|one, two| two.at.cmp(&one.at));
    views
}

fn state(finding: &Finding, row: &PersonRow, caller: &Caller) -> FindingState {
    let current = || row.answers.iter().filter(|it| it.current);
    if !sees_reasons(caller) {
        let answered = |fact: Option<&str>| current().any(|it| it.fact.as_deref() == fact);
        let mut asks = finding.ask.iter().map(|ask| Some(ask.fact.as_str()));
        let done = match finding.ask.is_empty() {
            true => answered(None),
            false => asks.all(answered),
        };
        return if done {
            FindingState::Answered
        } else {
            FindingState::Open
        };
    }
    let is_office = |it: &AnswerView| {
        let role = Role::from_code(&it.role);
        role.is_some_and(|role| matches!(role, Role::Social | Role::Center))
    };
    let judged = current().find(|it| is_office(it) && it.fact.is_none() && it.kind == finding.kind);
    match judged.map(|it| it.answer) {
        Some(Says::NotSo) => return FindingState::Folded,
        Some(Says::So | Says::CannotTell) => return FindingState::Answered,
        None => {}
    }
    let is_about = |it: &AnswerView| match &it.fact {
        None => it.kind == FindingKind::PleaseVisit,
        Some(fact) => finding.ask.iter().any(|ask| ask.fact == *fact),
    };
    if current().any(is_about) {
        FindingState::Answered
    } else {
        FindingState::Open
    }
}
