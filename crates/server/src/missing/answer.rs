//! `POST /api/missing-out/answers`: somebody who knows the person answers a finding.

use std::collections::HashMap;

use axum::Json;
use axum::extract::State;
use domain::permissions::Action;
use entitlement::missing::{Finding, FindingKind};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;
use wire::entry::{ENTRY_VERSION, Entry, Outcome, Subject, SubjectKind};
use wire::records::PersonRecord;

use super::rows::rows_of;
use super::scan::{Scanned, question, scanned};
use super::sheets::{self, Given, Says, answering_role};
use super::{sees_reasons, write};
use crate::error::{ApiError, ApiResult, Code};
use crate::extract::Body;
use crate::office::find;
use crate::people::household;
use crate::session::Caller;
use crate::state::{App, AppState};

const NOTE_CHARS: usize = 500;

/// An answer.
#[derive(Deserialize, utoipa::ToSchema)]
pub struct AnswerInput {
    /// The person.
    person: Uuid,
    /// The finding as the caller sees it.
    kind: FindingKind,
    /// The fact that is answered; absent = the finding itself, or for `please_visit` whether the person lives here.
    #[serde(default)]
    fact: Option<String>,
    /// What.
    answer: Says,
    /// The fact as they know it; for questions of yes and no `so` and `not_so` say it.
    #[serde(default)]
    #[schema(value_type = Object)]
    value: Option<Value>,
    /// A remark.
    #[serde(default)]
    note: Option<String>,
    /// How far ahead the list looks in which the finding stands.
    #[serde(default)]
    months_ahead: Option<u8>,
}

/// What became of it.
#[derive(Serialize, utoipa::ToSchema)]
pub struct Answered {
    /// The fact stands in the list now.
    pub written: bool,
    /// Why it does not, when it was tried: the entry is kept and shown to the office.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
}

/// Answers a finding. The answer is always kept; a fact that the caller may write goes into the list at once.
#[utoipa::path(post, path = "/api/missing-out/answers", tag = "missing out", request_body = AnswerInput, responses((status = 200, body = Answered)))]
pub async fn give(
    State(app): State<AppState>,
    caller: Caller,
    Body(input): Body<AnswerInput>,
) -> ApiResult<Json<Answered>> {
    caller.must(Action::ConfirmFinding)?;
    let role = answering_role(&caller.actor.roles).ok_or(Code::Forbidden)?;
    let note = input.note.as_deref().map(str::trim).filter(|note| !note.is_empty());
    if note.is_some_and(|note| note.chars().count() > NOTE_CHARS) {
        return Err(ApiError::new(Code::InvalidInput).field("note", "too_long"));
    }
    let person = find::person(&app, input.person).await?.ok_or(Code::NotFound)?;
    if caller.actor.is_kept_from_village(&person.village) {
        return Err(Code::NotFound.into());
    }
    let scanned = scanned(&app, question(&app, input.months_ahead, None)).await?;
    let facts = seen(&scanned, &caller, &input)?;
    let value = match &input.fact {
        Some(fact) => write::value(fact, input.answer, input.value),
        None => None,
    };
    if input.fact.is_some() && value.is_none() && input.answer != Says::CannotTell {
        return Err(ApiError::new(Code::InvalidInput).field("value", "required"));
    }
    let outcome = match (&input.fact, &value) {
        (Some(fact), Some(value)) => record(&app, &caller, &person, fact, value).await?,
        _ => None,
    };
    let written = matches!(outcome, Some(Outcome::Applied | Outcome::Merged));
    let given = Given {
        by: caller.actor.account,
        role: role.code().to_owned(),
        at: app.clock.now_text(),
        answer: input.answer,
        value,
        note: note.map(str::to_owned),
        facts,
        written,
    };
    sheets::add(&app, input.person, input.kind, input.fact.as_deref(), given).await?;
    Ok(Json(Answered {
        written,
        outcome: outcome.filter(|_| !written),
    }))
}

/// The mark of the person's facts, when the caller sees this finding and this question. A finding that the list no longer
/// has was settled meanwhile.
fn seen(scanned: &Scanned, caller: &Caller, input: &AnswerInput) -> ApiResult<String> {
    let person = scanned.people.get(&input.person).ok_or(Code::FindingSettled)?;
    let rows = rows_of(scanned, scanned.of(input.person), &HashMap::new(), caller);
    let mut findings = rows.iter().flat_map(|it| &it.findings).map(|it| &it.finding);
    let finding: &Finding = findings.find(|it| it.kind == input.kind).ok_or(Code::FindingSettled)?;
    let is_asked = |fact: &String| {
        // The office may also write down what somebody else found out.
        finding.ask.iter().any(|ask| ask.fact == *fact)
            || (sees_reasons(caller) && caller.actor.may(Action::Read(entitlement::missing::fact_group(fact))))
    };
    if !input.fact.as_ref().is_none_or(is_asked) {
        return Err(Code::FindingSettled.into());
    }
    Ok(person.facts.clone())
}

/// Writes a fact into the list, when the caller may; `None` when there is nothing to write.
async fn record(
    app: &App,
    caller: &Caller,
    person: &PersonRecord,
    fact: &str,
    value: &Value,
) -> ApiResult<Option<Outcome>> {
    let household = match person.household {
        Some(id) => household::find(app, id).await?,
        None => None,
    };
    let Some(change) = write::change(fact, value, person, household.as_ref(), &caller.actor) else {
        return Ok(None);
    };
    let changed = if change.kind == SubjectKind::Household {
        "household.changed"
    } else {
        "person.changed"
    };
    let entry = Entry {
        id: Uuid::now_v7(),
        v: ENTRY_VERSION,
        subject: Subject {
            kind: change.kind,
            id: change.id,
        },
        base: change.base,
        author: caller.actor.account,
        at: app.clock.now_text(),
        stop: None,
        body: json!({ "type": changed, "set": change.set }),
    };
    let results = crate::sync::push::take(app, caller, vec![entry]).await?;
    Ok(results.into_iter().next().map(|it| it.outcome))
}
