//! `GET /api/dossiers/{id}`: the dossier, its history, and exactly the actions that this person may take now.

use axum::Json;
use axum::extract::State;
use domain::permissions::Action;
use serde::Serialize;
use uuid::Uuid;
use wire::dossier::DossierRecord;
use wire::entry::SubjectKind;
use wire::narrow::narrow_person;
use wire::records::PersonRecord;

use super::history::HistoryItem;
use super::row::Left;
use super::{account_names, find};
use crate::error::ApiResult;
use crate::extract::Segment;
use crate::rules::CountView;
use crate::session::Caller;
use crate::state::{App, AppState};

/// A dossier page.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct DossierView {
    /// As it stands.
    pub record: DossierRecord,
    /// Its journal, oldest first.
    pub history: Vec<HistoryItem>,
    /// What this person may do now.
    pub allowed: Vec<AllowedStep>,
    /// Whom it concerns.
    pub people: DossierPeople,
    /// How the due date was counted; absent while no clock runs or the rules of the day know no limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<CountView>,
    /// The promise in force: the re-appointment, or the clock's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<String>,
    /// How long until the promise in force; absent while no clock runs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub left: Option<Left>,
    /// Slips that exist now, as in `slips/{name}.pdf`.
    pub slips: Vec<String>,
}

/// A step that may be taken.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct AllowedStep {
    /// Step code, as in the entry.
    pub step: String,
}

/// People of a dossier.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct DossierPeople {
    /// The beneficiary, narrowed to what the role may see; absent when not registered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub beneficiary: Option<PersonRecord>,
}

/// One dossier.
#[utoipa::path(get, path = "/api/dossiers/{id}", tag = "office", params(("id" = Uuid, Path)), responses((status = 200, body = DossierView)))]
pub async fn show(
    State(app): State<AppState>,
    caller: Caller,
    Segment(id): Segment<Uuid>,
) -> ApiResult<Json<DossierView>> {
    caller.must(Action::ReadDossiers)?;
    let record = find::dossier(&app, &caller, id).await?;
    let person = find::person(&app, record.intake.beneficiary).await?;
    let narrowed = person.as_ref().and_then(|person| narrow_person(person, &caller.actor));
    // The papers of a dossier are about a person's needs: opening it is a read that leaves a row.
    crate::reads::note(&app, &caller, "dossier", id, "open").await?;
    let history = history(&app, id).await?;
    let situation = wire::machine::situation(&record);
    let allowed = domain::dossier::allowed(Some(&situation), &caller.actor);
    let due = wire::machine::effective_due(&record);
    let left = due
        .as_deref()
        .filter(|_| situation.status.clock_runs())
        .and_then(|due| crate::slips::words::civil_date(due).ok())
        .map(|due| Left::until(due, app.clock.today(), &app.law));
    let count = record
        .clock
        .as_ref()
        .and_then(|clock| app.law.count(&record.intake.procedure, &clock.received).ok());
    Ok(Json(DossierView {
        slips: super::slip::available(&record).into_iter().map(str::to_owned).collect(),
        history,
        allowed: allowed
            .into_iter()
            .map(|kind| AllowedStep {
                step: kind.code().to_owned(),
            })
            .collect(),
        people: DossierPeople {
            beneficiary: narrowed.map(|(person, _)| person),
        },
        count,
        due,
        left,
        record,
    }))
}

/// The journal of a dossier with the names of its authors.
pub async fn history(app: &App, id: Uuid) -> ApiResult<Vec<HistoryItem>> {
    let names = account_names(app).await?;
    let items = app.store.history(app.commune(), SubjectKind::Dossier, id).await?;
    Ok(items
        .into_iter()
        .map(|item| {
            let name = names.get(&item.author).cloned();
            HistoryItem::new(
                item.seq,
                item.at_server,
                name,
                item.author_roles.into_iter().next(),
                item.entry,
            )
        })
        .collect())
}
