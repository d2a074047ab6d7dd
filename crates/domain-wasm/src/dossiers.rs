//! The dossier machine and the judge of entries.

use domain::dossier;
use domain::permissions::{Actor, Role};
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;
use wasm_bindgen::prelude::wasm_bindgen;
use wire::entry::Entry;
use wire::judge::{Context, Judgement};
use wire::records::Record;

use crate::answer::{Problem, answer, read};

#[derive(Deserialize)]
struct ActorJson {
    account: Uuid,
    roles: Vec<String>,
    #[serde(default)]
    villages: Vec<String>,
}

impl From<ActorJson> for Actor {
    fn from(json: ActorJson) -> Actor {
        let roles = json.roles.iter().filter_map(|code| Role::from_code(code)).collect();
        Actor {
            account: json.account,
            roles,
            villages: json.villages,
        }
    }
}

#[derive(Deserialize)]
struct JudgeRequest {
    record: Option<Record>,
    entry: Entry,
    actor: ActorJson,
    now: String,
}

/// See `wire::judge::judge`.
#[wasm_bindgen]
#[must_use]
pub fn judge(request: &str) -> String {
    answer(|| {
        let request: JudgeRequest = read(request)?;
        let actor = request.actor.into();
        let context = Context {
            actor: &actor,
            now: &request.now,
        };
        Ok(
            match wire::judge::judge(request.record.as_ref(), &request.entry, &context) {
                Judgement::Accept { record, outcome, flags } => {
                    json!({ "accept": { "record": record, "outcome": outcome, "flags": flags } })
                }
                Judgement::Keep { outcome } => json!({ "keep": { "outcome": outcome } }),
            },
        )
    })
}

#[derive(Deserialize)]
struct AllowedRequest {
    record: Option<Record>,
    actor: ActorJson,
}

/// Codes of the steps that this person may take now.
#[wasm_bindgen]
#[must_use]
pub fn allowed(request: &str) -> String {
    answer(|| {
        let request: AllowedRequest = read(request)?;
        let situation = match &request.record {
            None => None,
            Some(Record::Dossier(record)) => Some(wire::machine::situation(record)),
            Some(_) => return Err(Problem::new("subject_mismatch")),
        };
        let steps = dossier::allowed(situation.as_ref(), &request.actor.into());
        Ok(steps.into_iter().map(dossier::StepKind::code).collect::<Vec<_>>())
    })
}

#[derive(Deserialize)]
struct CodeRequest {
    commune: String,
    date: String,
    id: Uuid,
}

/// The temporary code of a dossier taken in offline.
#[wasm_bindgen]
#[must_use]
pub fn temporary_code(request: &str) -> String {
    answer(|| {
        let request: CodeRequest = read(request)?;
        let day = domain::date::parse_date(&request.date).map_err(|problem| Problem::new(problem.code()))?;
        Ok(Value::from(dossier::temporary_code(&request.commune, day, request.id)))
    })
}
