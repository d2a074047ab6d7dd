//! One dossier, for whoever may see it.

use uuid::Uuid;
use wire::dossier::DossierRecord;
use wire::entry::SubjectKind;
use wire::records::{PersonRecord, Record};

use crate::error::{ApiResult, Code};
use crate::session::Caller;
use crate::state::App;

/// The dossier of an address somebody typed: who may not see it learns only that there is nothing.
pub async fn dossier(app: &App, caller: &Caller, id: Uuid) -> ApiResult<DossierRecord> {
    let record = app.store.record(app.commune(), SubjectKind::Dossier, id).await?;
    match record {
        Some(Record::Dossier(dossier)) if !caller.actor.is_kept_from_village(&dossier.intake.village) => Ok(*dossier),
        Some(_) | None => Err(Code::NotFound.into()),
    }
}

/// A registered person, as stored; narrow before showing.
pub async fn person(app: &App, id: Uuid) -> ApiResult<Option<PersonRecord>> {
    match app.store.record(app.commune(), SubjectKind::Person, id).await? {
        Some(Record::Person(person)) => Ok(Some(*person)),
        Some(_) | None => Ok(None),
    }
}

/// A dossier by its code, with the personal ids that its people know.
pub async fn by_code(app: &App, code: &str) -> ApiResult<Option<(DossierRecord, Vec<String>)>> {
    let Some(id) = app.store.dossier_by_code(app.commune(), code).await? else {
        return Ok(None);
    };
    let Some(Record::Dossier(dossier)) = app.store.record(app.commune(), SubjectKind::Dossier, id).await? else {
        return Ok(None);
    };
    let beneficiary = person(app, dossier.intake.beneficiary).await?;
    let ids = beneficiary.and_then(|person| person.personal_id).into_iter().collect();
    Ok(Some((*dossier, ids)))
}
