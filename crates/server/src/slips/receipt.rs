//! The three slips of the counter: receipt, request for what is missing, refusal.

use documents::{
    Authorisation, DayUnit, Document, DueCount, MissingItem, Paper, PaperForm, Party, Receipt, Refusal, ResultChannel,
    SkippedDay, SupplementRequest, TimeLimit,
};
use domain::form::SlipKind;
use wire::deadline::CountedDay;
use wire::dossier::DossierStatus;

use super::{Desk, nothing, words};
use crate::error::ApiResult;

/// Giấy tiếp nhận hồ sơ và hẹn trả kết quả.
pub fn receipt(desk: &Desk<'_>) -> ApiResult<Document> {
    let received_at = desk.received_at()?;
    let due_at = desk.due_at()?;
    let intake = &desk.dossier.intake;
    let authorised = intake.submitted_by.is_some() && intake.capacity != "self";
    Ok(Document::Receipt(Box::new(Receipt {
        letterhead: desk.letterhead(SlipKind::Receipt, received_at.date),
        form: desk.mark(SlipKind::Receipt),
        code: desk.code(),
        look_up: desk.look_up(),
        receiving_unit: desk.centre(),
        applicant: desk.applicant(),
        authorisation: authorised.then(|| Authorisation {
            party: Party {
                name: intake.beneficiary_name.clone(),
                personal_id: desk
                    .person
                    .and_then(|person| person.personal_id.as_deref())
                    .map(words::masked),
                address: intake
                    .address
                    .clone()
                    .unwrap_or_else(|| desk.config.village_name(&intake.village).to_owned()),
                phone: None,
                email: None,
            },
            paper: words::capacity(&intake.capacity).to_owned(),
        }),
        request: desk.procedure_name(),
        procedure_code: Some(intake.procedure.clone()),
        papers: intake.papers.iter().filter_map(paper).collect(),
        sets: 1,
        received_at,
        due_at,
        count: count(desk)?,
        result_channel: channel(desk)?,
        register: None,
        contact: desk.contact(),
        submitted_by: desk.submitter(),
        received_by: desk.officer(),
        demo: desk.demo(),
    })))
}

/// Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ.
pub fn supplement(desk: &Desk<'_>) -> ApiResult<Document> {
    let dossier = desk.dossier;
    let waits = matches!(dossier.status, DossierStatus::Guided | DossierStatus::WaitingForPapers);
    if !waits || dossier.missing.is_empty() {
        return Err(nothing());
    }
    let reason = desk
        .history
        .iter()
        .rev()
        .find_map(|item| item.supplement_reason())
        .map_or_else(
            || "Hồ sơ chưa có đủ giấy tờ theo quy định của thủ tục.".to_owned(),
            str::to_owned,
        );
    let at = desk
        .history
        .iter()
        .rev()
        .find(|item| item.asks_for_papers())
        .map_or(desk.today, |item| item.server_at.as_str());
    let mut bring_to = vec![match &desk.config.contact.address {
        Some(address) => format!("{}, {address}", desk.centre()),
        None => format!("{} {}", desk.centre(), words::lower_first(&desk.config.commune.name)),
    }];
    bring_to.push("Hoặc buổi lưu động gần nhất tại thôn".to_owned());
    Ok(Document::SupplementRequest(Box::new(SupplementRequest {
        letterhead: desk.letterhead(SlipKind::SupplementRequest, words::day(at)?),
        form: desk.mark(SlipKind::SupplementRequest),
        code: Some(desk.code()),
        look_up: desk.look_up(),
        applicant: desk.applicant(),
        request: desk.procedure_name(),
        missing: dossier
            .missing
            .iter()
            .map(|item| MissingItem {
                name: item.name.clone(),
                fault: None,
                where_to_get: item.where_to_get.clone(),
            })
            .collect(),
        reason,
        bring_to,
        contact: desk.contact_or_office(),
        guided_by: desk.officer(),
        demo: desk.demo(),
    })))
}

/// Phiếu từ chối tiếp nhận giải quyết hồ sơ.
pub fn refusal(desk: &Desk<'_>) -> ApiResult<Document> {
    let reason = desk.dossier.refusal.clone().ok_or_else(nothing)?;
    let basis = desk.history.iter().rev().find_map(|item| item.refusal_basis());
    let reason = match basis {
        Some(basis) => format!("{reason} ({basis})"),
        None => reason,
    };
    let at = desk.dossier.finished_at.as_deref().unwrap_or(desk.today);
    Ok(Document::Refusal(Box::new(Refusal {
        letterhead: desk.letterhead(SlipKind::Refusal, words::day(at)?),
        form: desk.mark(SlipKind::Refusal),
        code: Some(desk.code()),
        receiving_unit: desk.centre(),
        applicant: desk.applicant(),
        request: desk.procedure_name(),
        reasons: vec![reason],
        advice: Vec::new(),
        contact: desk.contact(),
        submitted_by: desk.submitter(),
        received_by: desk.officer(),
        demo: desk.demo(),
    })))
}

fn paper(paper: &wire::dossier::Paper) -> Option<Paper> {
    let form = match paper.state.as_str() {
        "provided" if paper.files.is_empty() => PaperForm::Original,
        "provided" => PaperForm::Photographed,
        "from_database" => PaperForm::FromDatabase,
        _ => return None,
    };
    Some(Paper {
        name: paper.name.clone(),
        form,
        copies: 1,
    })
}

fn channel(desk: &Desk<'_>) -> ApiResult<ResultChannel> {
    let intake = &desk.dossier.intake;
    let address = || {
        intake
            .channel
            .address
            .clone()
            .or_else(|| intake.address.clone())
            .unwrap_or_else(|| desk.config.village_name(&intake.village).to_owned())
    };
    Ok(match intake.channel.how.as_str() {
        "post" => ResultChannel::Post { address: address() },
        "home" => ResultChannel::Home { address: address() },
        "stop" => ResultChannel::MobileStop {
            place: desk.config.village_name(&intake.village).to_owned(),
            date: None,
        },
        _ => ResultChannel::Counter { place: desk.centre() },
    })
}

/// How the day was counted, from the rules of the day of reception.
fn count(desk: &Desk<'_>) -> ApiResult<DueCount> {
    let clock = desk.dossier.clock.as_ref().ok_or_else(nothing)?;
    let deadline = desk.law.count(&desk.dossier.intake.procedure, &clock.received)?;
    let unit = match clock.limit_unit.as_deref() {
        Some("working_day") => DayUnit::WorkingDay,
        _ => DayUnit::CalendarDay,
    };
    let skipped = deadline
        .days
        .iter()
        .filter(|day| is_skipped(day))
        .map(skipped)
        .collect::<ApiResult<_>>()?;
    Ok(DueCount {
        starts: words::day(&clock.starts)?,
        starts_why: None,
        limit: TimeLimit {
            days: clock.limit_days.unwrap_or_default(),
            unit,
        },
        skipped,
        basis: deadline.basis,
    })
}

fn is_skipped(day: &CountedDay) -> bool {
    // Nobody wonders why the day of reception itself is not counted.
    !day.counts && day.why_code != "first_day"
}

fn skipped(day: &CountedDay) -> ApiResult<SkippedDay> {
    Ok(SkippedDay {
        date: words::day(&day.date)?,
        why: day.why.clone().unwrap_or_else(|| "ngày nghỉ".to_owned()),
    })
}
