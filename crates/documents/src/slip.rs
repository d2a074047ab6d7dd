//! A5 slips of the one-stop counter, and the A4 control slip.

use serde::Serialize;

use crate::{
    Authorisation, Contact, Date, DossierCode, DueCount, FormMark, Letterhead, Moment, Paper, Party, PublicLink,
    ResultChannel, Signatory, SignaturePicture,
};

/// Giấy tiếp nhận hồ sơ và hẹn trả kết quả.
#[derive(Debug, Clone, Serialize)]
pub struct Receipt {
    /// Head.
    pub letterhead: Letterhead,
    /// Official form.
    pub form: FormMark,
    /// Code of the dossier.
    pub code: DossierCode,
    /// Public status page of this dossier.
    pub look_up: Option<PublicLink>,
    /// Name of the receiving unit.
    pub receiving_unit: String,
    /// Who handed in.
    pub applicant: Party,
    /// For whom, when the applicant acts by authorisation.
    pub authorisation: Option<Authorisation>,
    /// What is asked for (nội dung yêu cầu giải quyết).
    pub request: String,
    /// Code of the procedure.
    pub procedure_code: Option<String>,
    /// Papers received.
    pub papers: Vec<Paper>,
    /// Number of sets (bộ).
    pub sets: u32,
    /// When the complete dossier was received: the legal start.
    pub received_at: Moment,
    /// When the result is promised.
    pub due_at: Moment,
    /// How that day was counted.
    pub count: DueCount,
    /// How the result is handed over.
    pub result_channel: ResultChannel,
    /// Register of dossiers, where one is kept on paper.
    pub register: Option<RegisterEntry>,
    /// Whom to ask.
    pub contact: Option<Contact>,
    /// Signature of the applicant.
    pub submitted_by: Signatory,
    /// Signature of the officer.
    pub received_by: Signatory,
    /// Invented data: prints the demonstration mark.
    pub demo: bool,
}

/// Place in the paper register.
#[derive(Debug, Clone, Serialize)]
pub struct RegisterEntry {
    /// Quyển số.
    pub book: String,
    /// Số thứ tự.
    pub sequence: u32,
}

/// Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ.
#[derive(Debug, Clone, Serialize)]
pub struct SupplementRequest {
    /// Head.
    pub letterhead: Letterhead,
    /// Official form.
    pub form: FormMark,
    /// Code, if one was given already.
    pub code: Option<DossierCode>,
    /// Public status page of this dossier.
    pub look_up: Option<PublicLink>,
    /// Whose dossier.
    pub applicant: Party,
    /// What is asked for.
    pub request: String,
    /// What is missing.
    pub missing: Vec<MissingItem>,
    /// Why it is needed.
    pub reason: String,
    /// Where and when to bring it, e.g. the next mobile day.
    pub bring_to: Vec<String>,
    /// Whom to ask.
    pub contact: Contact,
    /// The officer who explains.
    pub guided_by: Signatory,
    /// Invented data: prints the demonstration mark.
    pub demo: bool,
}

/// One thing that a dossier lacks.
#[derive(Debug, Clone, Serialize)]
pub struct MissingItem {
    /// Name of the paper or fact.
    pub name: String,
    /// What is wrong with what was handed in; `None` if nothing was.
    pub fault: Option<String>,
    /// Where to get it.
    pub where_to_get: Option<String>,
}

/// Phiếu từ chối tiếp nhận giải quyết hồ sơ.
#[derive(Debug, Clone, Serialize)]
pub struct Refusal {
    /// Head.
    pub letterhead: Letterhead,
    /// Official form.
    pub form: FormMark,
    /// Code, if one was given already.
    pub code: Option<DossierCode>,
    /// Name of the receiving unit.
    pub receiving_unit: String,
    /// Whose dossier.
    pub applicant: Party,
    /// What was asked for.
    pub request: String,
    /// Reasons, each with its article.
    pub reasons: Vec<String>,
    /// Where the person may turn instead.
    pub advice: Vec<String>,
    /// Whom to ask.
    pub contact: Option<Contact>,
    /// Signature of the applicant.
    pub submitted_by: Signatory,
    /// Signature of the officer.
    pub received_by: Signatory,
    /// Invented data: prints the demonstration mark.
    pub demo: bool,
}

/// Phiếu kiểm soát quá trình giải quyết hồ sơ.
#[derive(Debug, Clone, Serialize)]
pub struct ControlSlip {
    /// Head.
    pub letterhead: Letterhead,
    /// Official form.
    pub form: FormMark,
    /// Code of the dossier.
    pub code: DossierCode,
    /// Name of the procedure.
    pub procedure: String,
    /// Name of the applicant.
    pub applicant: String,
    /// Unit that solves.
    pub solving_unit: String,
    /// Units that help.
    pub assisting_units: Vec<String>,
    /// When received.
    pub received_at: Moment,
    /// When due.
    pub due_at: Moment,
    /// One row per hand-over from unit to unit.
    pub steps: Vec<ControlStep>,
    /// Invented data: prints the demonstration mark.
    pub demo: bool,
}

/// One hand-over between units.
#[derive(Debug, Clone, Serialize)]
pub struct ControlStep {
    /// Unit that hands over.
    pub from_unit: String,
    /// Unit that receives.
    pub to_unit: String,
    /// When.
    pub at: Moment,
    /// Result of the step that ended; `None` while it runs.
    pub timeliness: Option<Timeliness>,
    /// What was done.
    pub note: Option<String>,
    /// Who handed over.
    pub from_person: Option<String>,
    /// Who received.
    pub to_person: Option<String>,
}

/// The three classes of result in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Timeliness {
    /// Before the day.
    #[serde(rename = "Trước hạn")]
    Early,
    /// On the day.
    #[serde(rename = "Đúng hạn")]
    OnTime,
    /// After the day.
    #[serde(rename = "Quá hạn")]
    Late,
}

/// Biên nhận trả kết quả: proof that a result reached a person.
#[derive(Debug, Clone, Serialize)]
pub struct HandoverRecord {
    /// Head.
    pub letterhead: Letterhead,
    /// Official form, where the commune uses one.
    pub form: Option<FormMark>,
    /// Code of the dossier.
    pub code: DossierCode,
    /// Name of the procedure.
    pub procedure: String,
    /// Whose dossier.
    pub applicant: Party,
    /// What was handed over.
    pub results: Vec<HandedResult>,
    /// Originals that went back to their owner.
    pub returned_originals: Vec<String>,
    /// When.
    pub handed_at: Moment,
    /// Where.
    pub place: String,
    /// Who took it.
    pub recipient: String,
    /// Id of the recipient.
    pub recipient_id: Option<String>,
    /// In what capacity, e.g. `Người được trợ cấp`, `Con, được ủy quyền`.
    pub capacity: String,
    /// Signature made on a screen.
    #[serde(serialize_with = "signature_file")]
    pub signature: Option<SignaturePicture>,
    /// Who handed over.
    pub handed_by: Signatory,
    /// Invented data: prints the demonstration mark.
    pub demo: bool,
}

/// The picture travels beside the data, under a fixed name.
fn signature_file<S: serde::Serializer>(picture: &Option<SignaturePicture>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_bool(picture.is_some())
}

/// One result paper.
#[derive(Debug, Clone, Serialize)]
pub struct HandedResult {
    /// E.g. `Quyết định về việc trợ cấp xã hội hằng tháng`.
    pub title: String,
    /// Number and symbol.
    pub number: Option<String>,
    /// Day of the paper.
    pub date: Option<Date>,
    /// How many copies.
    pub copies: u32,
}
