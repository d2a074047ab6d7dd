//! `GET /api/dossiers/{id}/slips/{name}.pdf`.

use axum::extract::State;
use axum::response::Response;
use domain::permissions::Action;
use uuid::Uuid;
use wire::dossier::{DossierRecord, DossierStatus};

use super::{dossier, find};
use crate::error::{ApiResult, Code};
use crate::extract::Segment;
use crate::pdf;
use crate::session::Caller;
use crate::slips::{Desk, SlipName};
use crate::state::AppState;

/// Largest signature that is printed, bytes.
const MAX_SIGNATURE: u64 = 2_000_000;

/// A slip.
#[utoipa::path(get, path = "/api/dossiers/{id}/slips/{name}", tag = "office",
    params(("id" = Uuid, Path), ("name" = String, Path, description = "`receipt.pdf`, `supplement.pdf`, `refusal.pdf`, `apology.pdf`, `stop.pdf`, `control.pdf`, `handover.pdf`, `form.pdf`")),
    responses((status = 200, body = [u8], content_type = "application/pdf")))]
pub async fn show(
    State(app): State<AppState>,
    caller: Caller,
    Segment((id, file)): Segment<(Uuid, String)>,
) -> ApiResult<Response> {
    caller.must(Action::ReadDossiers)?;
    let name = SlipName::from_file_name(&file).ok_or(Code::NotFound)?;
    let record = find::dossier(&app, &caller, id).await?;
    let person = find::person(&app, record.intake.beneficiary).await?;
    crate::reads::note(&app, &caller, "dossier", id, "print").await?;
    let history = dossier::history(&app, id).await?;
    let signature = match record
        .hand_over
        .as_ref()
        .and_then(|hand_over| hand_over.signature.as_ref())
    {
        Some(file) if name == SlipName::Handover && file.mime == "image/png" && file.size <= MAX_SIGNATURE => {
            crate::files::read_whole(&app, &file.hash).await?
        }
        Some(_) | None => None,
    };
    let today = app.clock.today_text();
    let document = Desk {
        config: &app.config,
        law: &app.law,
        dossier: &record,
        person: person.as_ref(),
        history: &history,
        signature,
        today: &today,
    }
    .document(name)?;
    Ok(pdf::answer(&file, app.typeset(document).await?))
}

/// The slips that a dossier has in its present state.
pub fn available(record: &DossierRecord) -> Vec<&'static str> {
    let mut names = Vec::new();
    let has_due = record.clock.as_ref().is_some_and(|clock| clock.due.is_some());
    if has_due {
        names.extend(["receipt", "control"]);
    }
    let waits = matches!(record.status, DossierStatus::Guided | DossierStatus::WaitingForPapers);
    let optional = [
        (waits && !record.missing.is_empty(), "supplement"),
        (record.refusal.is_some(), "refusal"),
        (record.extended_to.is_some() && has_due, "apology"),
        (record.status == DossierStatus::Stopped, "stop"),
        (record.hand_over.is_some(), "handover"),
        (true, "form"),
    ];
    names.extend(optional.into_iter().filter(|(has, _)| *has).map(|(_, name)| name));
    names
}
