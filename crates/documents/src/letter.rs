//! Letters about a dossier: apology with a new appointment, notice that work on it stopped.

use serde::Serialize;

use crate::{Contact, DossierCode, FormMark, Letterhead, Moment, Party, Signer};

/// Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết.
#[derive(Debug, Clone, Serialize)]
pub struct Apology {
    /// Head.
    pub letterhead: Letterhead,
    /// Official form.
    pub form: FormMark,
    /// To whom.
    pub applicant: Party,
    /// Code of the dossier.
    pub code: DossierCode,
    /// Name of the procedure.
    pub procedure: String,
    /// Agency that received the dossier.
    pub receiving_unit: String,
    /// When received.
    pub received_at: Moment,
    /// The appointment that cannot be kept.
    pub due_at: Moment,
    /// Why.
    pub reason: String,
    /// The one new appointment.
    pub new_due_at: Moment,
    /// Whom to ask.
    pub contact: Option<Contact>,
    /// Who signs.
    pub signer: Signer,
    /// Invented data: prints the demonstration mark.
    pub demo: bool,
}

/// Thông báo dừng giải quyết hồ sơ. The published field layout was not found: set [`crate::FormLayout::Unverified`].
#[derive(Debug, Clone, Serialize)]
pub struct StopNotice {
    /// Head.
    pub letterhead: Letterhead,
    /// Official form.
    pub form: FormMark,
    /// To whom.
    pub applicant: Party,
    /// Code of the dossier.
    pub code: DossierCode,
    /// Name of the procedure.
    pub procedure: String,
    /// When the dossier was received.
    pub received_at: Moment,
    /// When the applicant asked to stop.
    pub asked_at: Moment,
    /// How they asked, e.g. `trực tiếp tại buổi lưu động`.
    pub asked_through: String,
    /// Why, if they said so.
    pub reason: Option<String>,
    /// From when work is stopped.
    pub stopped_at: Moment,
    /// Papers given back.
    pub returned_papers: Vec<String>,
    /// Articles that allow it.
    pub basis: Vec<String>,
    /// Whom to ask.
    pub contact: Option<Contact>,
    /// Who signs.
    pub signer: Signer,
    /// Invented data: prints the demonstration mark.
    pub demo: bool,
}
