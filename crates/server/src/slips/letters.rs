//! Apology with the one new appointment; notice that work was stopped.

use documents::{Apology, Document, StopNotice};
use domain::form::SlipKind;
use wire::dossier::{DossierStatus, DossierStep};

use super::{Desk, nothing, words};
use crate::error::ApiResult;

/// Văn bản xin lỗi và đề nghị gia hạn.
pub fn apology(desk: &Desk<'_>) -> ApiResult<Document> {
    let new_due = desk.dossier.extended_to.as_deref().ok_or_else(nothing)?;
    let item = desk
        .history
        .iter()
        .rev()
        .find(|item| matches!(item.step(), Some(DossierStep::Extend { .. })));
    let at = item.map_or(desk.today, |item| item.server_at.as_str());
    Ok(Document::Apology(Box::new(Apology {
        letterhead: desk.letterhead(SlipKind::Apology, words::day(at)?),
        form: desk.mark(SlipKind::Apology),
        applicant: desk.applicant(),
        code: desk.code(),
        procedure: desk.procedure_name(),
        receiving_unit: desk.centre(),
        received_at: desk.received_at()?,
        due_at: desk.due_at()?,
        reason: desk.dossier.extension_reason.clone().unwrap_or_default(),
        new_due_at: words::moment(new_due)?,
        contact: desk.contact(),
        signer: desk.chair(),
        demo: desk.demo(),
    })))
}

/// Thông báo dừng giải quyết hồ sơ.
pub fn stop(desk: &Desk<'_>) -> ApiResult<Document> {
    if desk.dossier.status != DossierStatus::Stopped {
        return Err(nothing());
    }
    let (item, asked_by) = desk
        .history
        .iter()
        .rev()
        .find_map(|item| match item.step() {
            Some(DossierStep::Stop { asked_by, .. }) => Some((item, asked_by.clone())),
            _ => None,
        })
        .ok_or_else(nothing)?;
    let stopped_at = words::moment(&item.server_at)?;
    let received = desk
        .dossier
        .clock
        .as_ref()
        .map_or(desk.dossier.taken_in_at.as_str(), |clock| clock.received.as_str());
    let basis = desk
        .slip(SlipKind::StopNotice)
        .map(|slip| slip.basis.clone())
        .unwrap_or_default();
    Ok(Document::StopNotice(Box::new(StopNotice {
        letterhead: desk.letterhead(SlipKind::StopNotice, stopped_at.date),
        form: desk.mark(SlipKind::StopNotice),
        applicant: desk.applicant(),
        code: desk.code(),
        procedure: desk.procedure_name(),
        received_at: words::moment(received)?,
        asked_at: words::moment(&item.at)?,
        asked_through: asked_by,
        reason: desk.dossier.stop_reason.clone(),
        stopped_at,
        returned_papers: Vec::new(),
        basis,
        contact: desk.contact(),
        signer: desk.chair(),
        demo: desk.demo(),
    })))
}
