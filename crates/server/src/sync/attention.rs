//! What was refused, held or conflicting, and dossiers with flags, until a person closes them. Nothing is deleted.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::permissions::Action;
use serde::{Deserialize, Serialize};
use store::read::dossiers::{DossierList, DossierQuery};
use store::read::kept::{KeptDecision, KeptEntry};
use uuid::Uuid;
use wire::entry::{Body as EntryBody, Entry, Outcome, SubjectKind};
use wire::records::Record;

use crate::error::{ApiError, ApiResult, Code};
use crate::extract::{Body, Params, Segment};
use crate::limits;
use crate::office::row::DossierRowView;
use crate::office::{account_names, own_villages};
use crate::session::Caller;
use crate::state::{App, AppState};

const NOTE_CHARS: usize = 2_000;

/// A page.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PageAsked {
    limit: Option<u32>,
    after: Option<String>,
}

/// What waits for a person.
#[derive(Serialize, utoipa::ToSchema)]
pub struct Attention {
    /// Entries that were not applied.
    pub items: Vec<AttentionItem>,
    /// Dossiers with open flags (on the first page).
    pub flagged: Vec<DossierRowView>,
    /// How many entries there are.
    pub total: i64,
    /// The limit was reached.
    pub more: bool,
    /// Cursor of the next page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// An entry that was not applied.
#[derive(Serialize, utoipa::ToSchema)]
pub struct AttentionItem {
    /// As it was sent.
    pub entry: Entry,
    /// Why it is here.
    pub outcome: Outcome,
    /// Who did it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author_name: Option<String>,
    /// By the server.
    pub received_at: String,
    /// Name of the person or code of the dossier, when known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject_title: Option<String>,
}

/// The list.
#[utoipa::path(get, path = "/api/attention", tag = "sync", params(PageAsked), responses((status = 200, body = Attention)))]
pub async fn list(
    State(app): State<AppState>,
    caller: Caller,
    Params(asked): Params<PageAsked>,
) -> ApiResult<Json<Attention>> {
    caller.must(Action::ResolveAttention)?;
    let villages = own_villages(&caller);
    let limit = limits::page(asked.limit);
    let page = app
        .store
        .kept_entries(app.commune(), villages.as_deref(), limit, asked.after.as_deref())
        .await?;
    let names = account_names(&app).await?;
    let mut items = Vec::with_capacity(page.items.len());
    let (more, total, next) = (page.more(), page.total, page.next.clone());
    for kept in page.items {
        items.push(AttentionItem {
            author_name: names.get(&kept.author).cloned(),
            subject_title: title(&app, &kept).await?,
            received_at: kept.received_at,
            outcome: kept.outcome,
            entry: kept.entry,
        });
    }
    let flagged = if asked.after.is_none() {
        flagged(&app, villages).await?
    } else {
        Vec::new()
    };
    Ok(Json(Attention {
        items,
        flagged,
        total,
        more,
        next,
    }))
}

async fn flagged(app: &App, villages: Option<Vec<String>>) -> ApiResult<Vec<DossierRowView>> {
    let (today, tomorrow) = (app.clock.today_text(), app.law.next_working_day_text(app.clock.today()));
    let query = DossierQuery {
        villages,
        limit: limits::PAGE_MAX,
        ..DossierQuery::of(DossierList::Attention, &today, &tomorrow)
    };
    let page = app.store.dossiers(app.commune(), &query).await?;
    Ok(page
        .items
        .into_iter()
        .map(|row| DossierRowView::new(row, app.clock.today(), &app.law))
        .collect())
}

async fn title(app: &App, kept: &KeptEntry) -> ApiResult<Option<String>> {
    let subject = kept.entry.subject;
    let record = app.store.record(app.commune(), subject.kind, subject.id).await?;
    Ok(record
        .as_ref()
        .and_then(record_title)
        .or_else(|| entry_title(&kept.entry)))
}

fn record_title(record: &Record) -> Option<String> {
    match record {
        Record::Dossier(dossier) => Some(format!("{} · {}", dossier.intake.code, dossier.intake.beneficiary_name)),
        Record::Person(person) => Some(person.full_name.clone()),
        Record::HomeVisit(visit) => Some(visit.full_name.clone()),
        Record::Household(_) | Record::Attendance(_) | Record::Survey(_) | Record::Difficulty(_) => None,
    }
}

/// The subject never arrived: its name is in the entry itself.
fn entry_title(entry: &Entry) -> Option<String> {
    match serde_json::from_value::<EntryBody>(entry.body.clone()).ok()? {
        EntryBody::PersonRegistered { record } => Some(record.full_name),
        EntryBody::HomeVisitRequested { record } => Some(record.full_name),
        EntryBody::DossierStep { step } => match *step {
            wire::dossier::DossierStep::Guide { intake, .. } | wire::dossier::DossierStep::Receive { intake, .. } => {
                Some(format!("{} · {}", intake.code, intake.beneficiary_name))
            }
            _ => None,
        },
        EntryBody::PersonChanged { .. }
        | EntryBody::HouseholdRegistered { .. }
        | EntryBody::HouseholdChanged { .. }
        | EntryBody::AttendanceRecorded { .. }
        | EntryBody::SurveyAnswered { .. }
        | EntryBody::DifficultyReported { .. }
        | EntryBody::DifficultyChanged { .. }
        | EntryBody::HomeVisitChanged { .. } => None,
    }
}

/// A decision about an entry.
#[derive(Deserialize, utoipa::ToSchema)]
pub struct Close {
    /// `keep_theirs`, `take_mine`, `closed`.
    decision: String,
    /// What was done about it.
    #[serde(default)]
    note: String,
}

/// Closes an entry. `take_mine` writes what it said again, as a new entry of the person who decides.
#[utoipa::path(post, path = "/api/attention/{entry_id}/close", tag = "sync", params(("entry_id" = Uuid, Path)), request_body = Close, responses((status = 204)))]
pub async fn close(
    State(app): State<AppState>,
    caller: Caller,
    Segment(id): Segment<Uuid>,
    Body(close): Body<Close>,
) -> ApiResult<StatusCode> {
    caller.must(Action::ResolveAttention)?;
    let decision = KeptDecision::from_code(&close.decision)
        .ok_or_else(|| ApiError::new(Code::InvalidInput).field("decision", "unknown"))?;
    if close.note.chars().count() > NOTE_CHARS {
        return Err(ApiError::new(Code::InvalidInput).field("note", "too_long"));
    }
    let kept = app.store.kept_entry(app.commune(), id).await?.ok_or(Code::NotFound)?;
    if kept.decision.is_some() {
        return Err(Code::AlreadyClosed.into());
    }
    if decision == KeptDecision::TakeMine {
        write_again(&app, &caller, &kept).await?;
    }
    let now = app.clock.now_text();
    app.store
        .close_kept(app.commune(), id, decision, &close.note, caller.actor.account, &now)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The same content over the present version. What is still not possible stays open, with the reason.
async fn write_again(app: &App, caller: &Caller, kept: &KeptEntry) -> ApiResult<()> {
    let subject = kept.entry.subject;
    let version = match app.store.record(app.commune(), subject.kind, subject.id).await? {
        Some(record) => version(&record),
        None => 0,
    };
    let again = Entry {
        id: Uuid::now_v7(),
        base: version,
        author: caller.actor.account,
        at: app.clock.now_text(),
        ..kept.entry.clone()
    };
    let author = store::Author {
        actor: caller.actor.clone(),
        device: Some(caller.session.device),
    };
    let id = again.id;
    let results = app
        .store
        .push(app.commune(), &author, &app.clock.now_text(), vec![again])
        .await?;
    let outcome = results.into_iter().next().map(|result| result.outcome);
    let code = match outcome {
        Some(Outcome::Applied | Outcome::Merged) => {
            if subject.kind == SubjectKind::Person {
                super::push::refresh_people(app, vec![subject.id]).await?;
            }
            return Ok(());
        }
        Some(Outcome::Conflict { .. }) => "conflict".to_owned(),
        Some(Outcome::Refused { code } | Outcome::Held { code }) => code,
        None => "not_stored".to_owned(),
    };
    // The try itself is not to wait in the list beside the entry that it repeated.
    app.store
        .close_kept(
            app.commune(),
            id,
            KeptDecision::Closed,
            "",
            caller.actor.account,
            &app.clock.now_text(),
        )
        .await?;
    Err(ApiError::new(Code::InvalidInput).field("decision", code))
}

fn version(record: &Record) -> u32 {
    match record {
        Record::Dossier(record) => record.version,
        Record::Person(record) => record.version,
        Record::Household(record) => record.version,
        Record::Attendance(record) => record.version,
        Record::Survey(record) => record.version,
        Record::Difficulty(record) => record.version,
        Record::HomeVisit(record) => record.version,
    }
}
