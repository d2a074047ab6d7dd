//! The control slip (the dossier's journal, printed) and the proof of hand-over.

use documents::{
    ControlSlip, ControlStep, Document, HandedResult, HandoverRecord, Signatory, SignaturePicture, Timeliness,
};
use domain::form::SlipKind;
use wire::dossier::{DossierStep, Office};

use super::{Desk, nothing, words};
use crate::error::ApiResult;
use crate::office::history::HistoryItem;

/// Phiếu kiểm soát quá trình giải quyết hồ sơ.
pub fn control(desk: &Desk<'_>) -> ApiResult<Document> {
    let received_at = desk.received_at()?;
    let due_at = desk.due_at()?;
    let moves: Vec<(&HistoryItem, Office, Office)> = desk
        .history
        .iter()
        .filter_map(|item| item.step().and_then(hand_on).map(|(from, to)| (item, from, to)))
        .collect();
    let mut steps = Vec::with_capacity(moves.len());
    for (item, from, to) in &moves {
        let at = words::moment(&item.server_at)?;
        let ends = *from == Office::Leader || *from == Office::Social;
        let timeliness = ends.then(|| match at.date.cmp(&due_at.date) {
            std::cmp::Ordering::Less => Timeliness::Early,
            std::cmp::Ordering::Equal => Timeliness::OnTime,
            std::cmp::Ordering::Greater => Timeliness::Late,
        });
        steps.push(ControlStep {
            from_unit: unit(desk, *from),
            to_unit: unit(desk, *to),
            at,
            timeliness,
            note: item.step().and_then(note),
            from_person: item.author_name.clone(),
            to_person: None,
        });
    }
    let mut assisting: Vec<String> = desk
        .dossier
        .confirmations
        .iter()
        .map(|asked| unit(desk, asked.by))
        .collect();
    assisting.dedup();
    Ok(Document::ControlSlip(Box::new(ControlSlip {
        letterhead: desk.letterhead(SlipKind::ControlSlip, desk.today()?),
        form: desk.mark(SlipKind::ControlSlip),
        code: desk.code(),
        procedure: desk.procedure_name(),
        applicant: desk.applicant().name,
        solving_unit: unit(desk, Office::Social),
        assisting_units: assisting,
        received_at,
        due_at,
        steps,
        demo: desk.demo(),
    })))
}

/// Biên nhận trả kết quả.
pub fn handover(desk: &Desk<'_>) -> ApiResult<Document> {
    let hand_over = desk.dossier.hand_over.as_ref().ok_or_else(nothing)?;
    let handed_at = words::moment(&hand_over.at)?;
    let officer = desk
        .history
        .iter()
        .rev()
        .find(|item| matches!(item.step(), Some(DossierStep::HandOver { .. })));
    let result = match (&desk.dossier.decision, &desk.dossier.refusal) {
        (Some(decision), _) => HandedResult {
            title: format!("Quyết định: {}", desk.procedure_name()),
            number: Some(decision.number.clone()),
            date: words::day(&decision.date).ok(),
            copies: 1,
        },
        (None, Some(_)) => HandedResult {
            title: "Phiếu từ chối giải quyết hồ sơ".to_owned(),
            number: None,
            date: None,
            copies: 1,
        },
        (None, None) => HandedResult {
            title: "Kết quả giải quyết hồ sơ".to_owned(),
            number: None,
            date: None,
            copies: 1,
        },
    };
    // A signature that cannot be read does not keep the rest from being printed.
    let signature = desk
        .signature
        .clone()
        .and_then(|png| SignaturePicture::from_png(png).ok());
    let signed = signature.is_some();
    Ok(Document::HandoverRecord(Box::new(HandoverRecord {
        letterhead: desk.letterhead(SlipKind::Receipt, handed_at.date),
        form: None,
        code: desk.code(),
        procedure: desk.procedure_name(),
        applicant: desk.applicant(),
        results: vec![result],
        returned_originals: Vec::new(),
        handed_at,
        place: words::place(&hand_over.place).to_owned(),
        recipient: hand_over.full_name.clone(),
        recipient_id: hand_over.personal_id.as_deref().map(words::masked),
        capacity: words::capacity(&hand_over.capacity).to_owned(),
        signature,
        handed_by: Signatory {
            name: officer.and_then(|item| item.author_name.clone()),
            signed_on_screen_at: signed.then_some(handed_at),
        },
        demo: desk.demo(),
    })))
}

/// Between whom a step moves the dossier; `None` when it stays where it is.
fn hand_on(step: &DossierStep) -> Option<(Office, Office)> {
    Some(match step {
        DossierStep::Receive { .. } => (Office::Applicant, Office::Center),
        DossierStep::Guide { .. } => (Office::Center, Office::Applicant),
        DossierStep::Forward { .. } => (Office::Center, Office::Social),
        DossierStep::AskConfirmation { from, .. } => (Office::Social, *from),
        DossierStep::Confirm { by, .. } => (*by, Office::Social),
        DossierStep::Appraise { .. } => (Office::Social, Office::Leader),
        DossierStep::Approve {} | DossierStep::SendBack { .. } => (Office::Leader, Office::Social),
        DossierStep::RequestSupplement { .. } => (Office::Social, Office::Applicant),
        DossierStep::SupplementReceived { .. } => (Office::Applicant, Office::Social),
        DossierStep::RecordDecision { .. } => (Office::Social, Office::Center),
        DossierStep::Refuse { .. } => (Office::Leader, Office::Center),
        DossierStep::Stop { .. } | DossierStep::HandOver { .. } => (Office::Center, Office::Applicant),
        DossierStep::AddPapers { .. }
        | DossierStep::Extend { .. }
        | DossierStep::SetOfficialCode { .. }
        | DossierStep::Note { .. }
        | DossierStep::CloseFlag { .. } => return None,
    })
}

fn note(step: &DossierStep) -> Option<String> {
    Some(match step {
        DossierStep::Receive { .. } => "Tiếp nhận đủ hồ sơ".to_owned(),
        DossierStep::Guide { .. } => "Hướng dẫn bổ sung".to_owned(),
        DossierStep::Forward { note } => note.clone().unwrap_or_else(|| "Chuyển giải quyết".to_owned()),
        DossierStep::AskConfirmation { .. } => "Đề nghị xác nhận".to_owned(),
        DossierStep::Confirm { .. } => "Trả lời xác nhận".to_owned(),
        DossierStep::Appraise { .. } => "Thẩm định, trình ký".to_owned(),
        DossierStep::Approve {} => "Đồng ý".to_owned(),
        DossierStep::SendBack { .. } => "Trả lại để xem xét".to_owned(),
        DossierStep::RequestSupplement { .. } => "Yêu cầu bổ sung".to_owned(),
        DossierStep::SupplementReceived { .. } => "Đã nhận bổ sung".to_owned(),
        DossierStep::RecordDecision { decision } => format!("Quyết định số {}", decision.number),
        DossierStep::Refuse { .. } => "Từ chối".to_owned(),
        DossierStep::Stop { .. } => "Dừng theo đề nghị".to_owned(),
        DossierStep::HandOver { .. } => "Trả kết quả".to_owned(),
        DossierStep::AddPapers { .. }
        | DossierStep::Extend { .. }
        | DossierStep::SetOfficialCode { .. }
        | DossierStep::Note { .. }
        | DossierStep::CloseFlag { .. } => return None,
    })
}

fn unit(desk: &Desk<'_>, office: Office) -> String {
    match office {
        Office::Center => desk.centre(),
        Office::Social => "Phòng Văn hóa - Xã hội".to_owned(),
        Office::Police => "Công an xã".to_owned(),
        Office::Health => "Trạm Y tế".to_owned(),
        Office::Leader => format!("Lãnh đạo {}", desk.committee()),
        Office::Applicant => "Người nộp hồ sơ".to_owned(),
    }
}
