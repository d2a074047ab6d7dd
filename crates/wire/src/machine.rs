//! Between the records and the dossier machine of `domain`.

use domain::dossier as machine;
use time::PrimitiveDateTime;

use crate::dossier::{DossierRecord, DossierStatus, DossierStep, Office, Paper};

impl From<DossierStatus> for machine::Status {
    fn from(status: DossierStatus) -> Self {
        match status {
            DossierStatus::Guided => machine::Status::Guided,
            DossierStatus::Received => machine::Status::Received,
            DossierStatus::Processing => machine::Status::Processing,
            DossierStatus::Appraised => machine::Status::Appraised,
            DossierStatus::Approved => machine::Status::Approved,
            DossierStatus::WaitingForPapers => machine::Status::WaitingForPapers,
            DossierStatus::ResultReady => machine::Status::ResultReady,
            DossierStatus::HandedOver => machine::Status::HandedOver,
            DossierStatus::Stopped => machine::Status::Stopped,
        }
    }
}

impl From<machine::Status> for DossierStatus {
    fn from(status: machine::Status) -> Self {
        match status {
            machine::Status::Guided => DossierStatus::Guided,
            machine::Status::Received => DossierStatus::Received,
            machine::Status::Processing => DossierStatus::Processing,
            machine::Status::Appraised => DossierStatus::Appraised,
            machine::Status::Approved => DossierStatus::Approved,
            machine::Status::WaitingForPapers => DossierStatus::WaitingForPapers,
            machine::Status::ResultReady => DossierStatus::ResultReady,
            machine::Status::HandedOver => DossierStatus::HandedOver,
            machine::Status::Stopped => DossierStatus::Stopped,
        }
    }
}

impl From<Office> for machine::Office {
    fn from(office: Office) -> Self {
        match office {
            Office::Center => machine::Office::Center,
            Office::Social => machine::Office::Social,
            Office::Police => machine::Office::Police,
            Office::Health => machine::Office::Health,
            Office::Leader => machine::Office::Leader,
            Office::Applicant => machine::Office::Applicant,
        }
    }
}

impl From<machine::Office> for Office {
    fn from(office: machine::Office) -> Self {
        match office {
            machine::Office::Center => Office::Center,
            machine::Office::Social => Office::Social,
            machine::Office::Police => Office::Police,
            machine::Office::Health => Office::Health,
            machine::Office::Leader => Office::Leader,
            machine::Office::Applicant => Office::Applicant,
        }
    }
}

/// What the machine knows of a dossier.
pub fn situation(record: &DossierRecord) -> machine::Situation {
    let pending = |office| {
        record
            .confirmations
            .iter()
            .any(|asked| asked.by == office && asked.finding.is_none())
    };
    machine::Situation {
        status: record.status.into(),
        holder: record.holder.into(),
        supplement_requests: record.supplement_requests,
        due: effective_due(record).and_then(|due| parse_minute(&due)),
        extended: record.extended_to.is_some(),
        police_pending: pending(Office::Police),
        health_pending: pending(Office::Health),
        proposal: record.appraisal.as_ref().map(|appraisal| proposal(&appraisal.proposal)),
    }
}

/// The promise in force: the re-appointment when there was one, else the clock's.
pub fn effective_due(record: &DossierRecord) -> Option<String> {
    record
        .extended_to
        .clone()
        .or_else(|| record.clock.as_ref().and_then(|clock| clock.due.clone()))
}

/// The step as the machine knows it. `now` is the server's civil time.
pub fn step(step: &DossierStep, now: &str) -> Option<machine::Step> {
    Some(match step {
        DossierStep::Guide { .. } => machine::Step::Guide,
        DossierStep::Receive { intake, .. } => machine::Step::Receive {
            missing_papers: missing(&intake.papers),
        },
        DossierStep::Forward { .. } => machine::Step::Forward,
        DossierStep::AskConfirmation { from, .. } => machine::Step::AskConfirmation { from: (*from).into() },
        DossierStep::Confirm { by, finding, .. } => machine::Step::Confirm {
            by: (*by).into(),
            finding: match finding.as_str() {
                "confirmed" => machine::Finding::Confirmed,
                "differs" => machine::Finding::Differs,
                "cannot_tell" => machine::Finding::CannotTell,
                _ => return None,
            },
        },
        DossierStep::Appraise { appraisal } => machine::Step::Appraise {
            proposal: proposal(&appraisal.proposal),
            has_reason: appraisal
                .reason
                .as_ref()
                .is_some_and(|reason| !reason.trim().is_empty()),
        },
        DossierStep::Approve {} => machine::Step::Approve,
        DossierStep::SendBack { .. } => machine::Step::SendBack,
        DossierStep::RequestSupplement { .. } => machine::Step::RequestSupplement,
        DossierStep::SupplementReceived { papers, .. } => machine::Step::SupplementReceived {
            missing_papers: missing(papers),
        },
        DossierStep::AddPapers { .. } => machine::Step::AddPapers,
        DossierStep::RecordDecision { .. } => machine::Step::RecordDecision,
        DossierStep::Refuse { .. } => machine::Step::Refuse,
        DossierStep::Stop { .. } => machine::Step::Stop,
        DossierStep::Extend { due, .. } => machine::Step::Extend {
            due: parse_minute(due)?,
            now: parse_minute(now)?,
        },
        DossierStep::HandOver { .. } => machine::Step::HandOver,
        DossierStep::SetOfficialCode { .. } => machine::Step::SetOfficialCode,
        DossierStep::Note { .. } => machine::Step::Note,
        DossierStep::CloseFlag { .. } => machine::Step::CloseFlag,
    })
}

fn proposal(text: &str) -> machine::Proposal {
    if text == "refuse" {
        machine::Proposal::Refusal
    } else {
        machine::Proposal::Decision
    }
}

fn missing(papers: &[Paper]) -> usize {
    papers.iter().filter(|paper| paper.state == "missing").count()
}

/// Reads `2026-11-20T16:10` (seconds may follow and are ignored).
pub fn parse_minute(text: &str) -> Option<PrimitiveDateTime> {
    let (date, clock) = text.split_once('T')?;
    let mut parts = date.split('-').map(str::parse::<i32>);
    let (year, month, day) = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?);
    let month = time::Month::try_from(u8::try_from(month).ok()?).ok()?;
    let date = time::Date::from_calendar_date(year, month, u8::try_from(day).ok()?).ok()?;
    let (hour, minute) = clock.split_once(':')?;
    let time = time::Time::from_hms(hour.parse().ok()?, minute.get(..2)?.parse().ok()?, 0).ok()?;
    Some(PrimitiveDateTime::new(date, time))
}

#[cfg(test)]
mod tests {
    use super::parse_minute;

    #[test]
    fn minutes_are_read_strictly() {
        assert!(parse_minute("2026-11-20T16:10").is_some());
        assert!(parse_minute("2026-11-20T16:10:59").is_some());
        for wrong in [
            "2026-02-30T10:00",
            "2026-11-20",
            "2026-11-20T25:00",
            "",
            "2026-11-20T16",
        ] {
            assert_eq!(parse_minute(wrong), None, "{wrong}");
        }
    }
}
