//! The list of documents, and what the typesetter must know about each.

use serde_json::Value;

use crate::{
    Apology, ControlSlip, Date, DeclarationForm, DocumentError, HandoverRecord, Moment, Poster, Receipt, Refusal,
    Report, SignaturePicture, StopNotice, SupplementRequest, Time,
};

/// Everything that can be printed.
#[derive(Debug, Clone)]
pub enum Document {
    /// Giấy tiếp nhận hồ sơ và hẹn trả kết quả, A5.
    Receipt(Box<Receipt>),
    /// Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ, A5.
    SupplementRequest(Box<SupplementRequest>),
    /// Phiếu từ chối tiếp nhận giải quyết hồ sơ, A5.
    Refusal(Box<Refusal>),
    /// Văn bản xin lỗi và đề nghị gia hạn, A5.
    Apology(Box<Apology>),
    /// Thông báo dừng giải quyết hồ sơ, A5.
    StopNotice(Box<StopNotice>),
    /// Phiếu kiểm soát quá trình giải quyết hồ sơ, A4.
    ControlSlip(Box<ControlSlip>),
    /// Biên nhận trả kết quả, A5.
    HandoverRecord(Box<HandoverRecord>),
    /// Poster, A4.
    Poster(Box<Poster>),
    /// Báo cáo, A4.
    Report(Box<Report>),
    /// Tờ khai, A4.
    DeclarationForm(Box<DeclarationForm>),
}

impl Document {
    /// Path of the template inside the typesetter's world.
    pub(crate) fn template(&self) -> &'static str {
        match self {
            Document::Receipt(_) => "/receipt.typ",
            Document::SupplementRequest(_) => "/supplement_request.typ",
            Document::Refusal(_) => "/refusal.typ",
            Document::Apology(_) => "/apology.typ",
            Document::StopNotice(_) => "/stop_notice.typ",
            Document::ControlSlip(_) => "/control_slip.typ",
            Document::HandoverRecord(_) => "/handover_record.typ",
            Document::Poster(_) => "/poster.typ",
            Document::Report(_) => "/report.typ",
            Document::DeclarationForm(_) => "/declaration_form.typ",
        }
    }

    /// The data as the template reads it.
    pub(crate) fn data(&self) -> Result<Value, DocumentError> {
        Ok(match self {
            Document::Receipt(data) => serde_json::to_value(data),
            Document::SupplementRequest(data) => serde_json::to_value(data),
            Document::Refusal(data) => serde_json::to_value(data),
            Document::Apology(data) => serde_json::to_value(data),
            Document::StopNotice(data) => serde_json::to_value(data),
            Document::ControlSlip(data) => serde_json::to_value(data),
            Document::HandoverRecord(data) => serde_json::to_value(data),
            Document::Poster(data) => serde_json::to_value(data),
            Document::Report(data) => serde_json::to_value(data),
            Document::DeclarationForm(data) => serde_json::to_value(data),
        }?)
    }

    /// The moment written into the PDF's metadata: the document's own, never the clock's.
    pub(crate) fn moment(&self) -> Moment {
        match self {
            Document::Receipt(data) => data.received_at,
            Document::SupplementRequest(data) => start_of(data.letterhead.date),
            Document::Refusal(data) => start_of(data.letterhead.date),
            Document::Apology(data) => start_of(data.letterhead.date),
            Document::StopNotice(data) => data.stopped_at,
            Document::ControlSlip(data) => start_of(data.letterhead.date),
            Document::HandoverRecord(data) => data.handed_at,
            Document::Poster(data) => start_of(data.issued),
            Document::Report(data) => start_of(data.letterhead.date),
            Document::DeclarationForm(data) => start_of(data.date),
        }
    }

    /// A picture that travels beside the data.
    pub(crate) fn picture(&self) -> Option<&SignaturePicture> {
        match self {
            Document::HandoverRecord(data) => data.signature.as_ref(),
            Document::Receipt(_)
            | Document::SupplementRequest(_)
            | Document::Refusal(_)
            | Document::Apology(_)
            | Document::StopNotice(_)
            | Document::ControlSlip(_)
            | Document::Poster(_)
            | Document::Report(_)
            | Document::DeclarationForm(_) => None,
        }
    }
}

fn start_of(date: Date) -> Moment {
    Moment {
        date,
        time: Time::MIDNIGHT,
    }
}
