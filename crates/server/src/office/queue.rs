//! `GET /api/queue/{police|health}`: the questions to an office, and nothing else about the dossiers.

use axum::Json;
use axum::extract::State;
use domain::permissions::Action;
use serde::Serialize;
use uuid::Uuid;
use wire::dossier::Office;
use wire::records::Record;

use super::find;
use crate::error::{ApiResult, Code};
use crate::extract::Segment;
use crate::limits;
use crate::session::Caller;
use crate::state::AppState;

/// The questions.
#[derive(Serialize, utoipa::ToSchema)]
pub struct Queue {
    /// Oldest first.
    pub items: Vec<QueueItem>,
    /// The limit was reached.
    pub more: bool,
}

/// A question about a person.
#[derive(Serialize, utoipa::ToSchema)]
pub struct QueueItem {
    /// The dossier to answer for.
    pub dossier: Uuid,
    /// Its version, the `base` of the answer.
    pub version: u32,
    /// Its code.
    pub code: String,
    /// When it was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub asked_at: Option<String>,
    /// What is to be confirmed.
    pub question: String,
    /// Who.
    pub full_name: String,
    /// Born.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birth_date: Option<String>,
    /// Personal id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub personal_id: Option<String>,
    /// Village id.
    pub village: String,
    /// Address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
}

/// The queue of one's own office.
#[utoipa::path(get, path = "/api/queue/{office}", tag = "office", params(("office" = String, Path, description = "`police` or `health`")), responses((status = 200, body = Queue)))]
pub async fn show(
    State(app): State<AppState>,
    caller: Caller,
    Segment(office): Segment<String>,
) -> ApiResult<Json<Queue>> {
    let (office, action) = match office.as_str() {
        "police" => (Office::Police, Action::ReadPoliceQueue),
        "health" => (Office::Health, Action::ReadHealthQueue),
        _ => return Err(Code::NotFound.into()),
    };
    caller.must(action)?;
    let records = app.store.queue(app.commune(), office, limits::PAGE_MAX + 1).await?;
    let more = records.len() > limits::PAGE_MAX as usize;
    let mut items = Vec::new();
    for record in records.into_iter().take(limits::PAGE_MAX as usize) {
        let Record::Dossier(dossier) = record else { continue };
        let question = dossier
            .confirmations
            .iter()
            .rev()
            .find(|asked| asked.by == office && asked.finding.is_none());
        let Some(question) = question.map(|asked| asked.question.clone()) else {
            continue;
        };
        let person = find::person(&app, dossier.intake.beneficiary).await?;
        items.push(QueueItem {
            asked_at: app.store.asked_at(app.commune(), dossier.id).await?,
            dossier: dossier.id,
            version: dossier.version,
            code: dossier.intake.code.clone(),
            question,
            full_name: person.as_ref().map_or_else(
                || dossier.intake.beneficiary_name.clone(),
                |person| person.full_name.clone(),
            ),
            birth_date: person.as_ref().and_then(|person| person.birth_date.clone()),
            personal_id: person.and_then(|person| person.personal_id),
            village: dossier.intake.village.clone(),
            address: dossier.intake.address.clone(),
        });
    }
    Ok(Json(Queue { items, more }))
}
