//! The row of a dossier.

use std::collections::BTreeSet;

use wire::dossier::{DossierRecord, DossierStatus, FileRef, Office};
use wire::machine::effective_due;

use super::words;
use crate::db::to_json;
use crate::error::Result;
use crate::schema::{Values, row};

/// Stable code of a status, as stored and sent.
pub(crate) fn status_code(status: DossierStatus) -> &'static str {
    match status {
        DossierStatus::Guided => "guided",
        DossierStatus::Received => "received",
        DossierStatus::Processing => "processing",
        DossierStatus::Appraised => "appraised",
        DossierStatus::Approved => "approved",
        DossierStatus::WaitingForPapers => "waiting_for_papers",
        DossierStatus::ResultReady => "result_ready",
        DossierStatus::HandedOver => "handed_over",
        DossierStatus::Stopped => "stopped",
    }
}

/// Stable code of an office, as stored and sent.
pub(crate) fn office_code(office: Office) -> &'static str {
    match office {
        Office::Center => "center",
        Office::Social => "social",
        Office::Police => "police",
        Office::Health => "health",
        Office::Leader => "leader",
        Office::Applicant => "applicant",
    }
}

/// Whether the clock runs now: neither waiting for papers nor finished.
fn clock_runs(status: DossierStatus) -> bool {
    match status {
        DossierStatus::Received | DossierStatus::Processing | DossierStatus::Appraised | DossierStatus::Approved => {
            true
        }
        DossierStatus::Guided
        | DossierStatus::WaitingForPapers
        | DossierStatus::ResultReady
        | DossierStatus::HandedOver
        | DossierStatus::Stopped => false,
    }
}

fn is_open(status: DossierStatus) -> bool {
    !matches!(status, DossierStatus::HandedOver | DossierStatus::Stopped)
}

/// A due date without an hour lasts to the end of its day.
fn until(due: &str) -> String {
    if due.contains('T') {
        due.to_owned()
    } else {
        format!("{due}T23:59")
    }
}

pub(super) fn row(commune: &str, record: &DossierRecord) -> Result<Values> {
    let due = effective_due(record);
    let due_until = due.as_deref().map(until);
    let on_time = match (&record.finished_at, &due_until) {
        (Some(finished), Some(due)) => Some(finished <= due),
        _ => None,
    };
    let asks = |office| {
        record
            .confirmations
            .iter()
            .any(|asked| asked.by == office && asked.finding.is_none())
    };
    let open = is_open(record.status);
    Ok(row![
        commune,
        record.id,
        record.intake.code.as_str(),
        &record.official_code,
        record.intake.procedure.as_str(),
        status_code(record.status),
        office_code(record.holder),
        record.intake.village.as_str(),
        record.intake.beneficiary,
        record.intake.beneficiary_name.as_str(),
        record.taken_in_at.as_str(),
        record.taken_in_by,
        record.stop,
        record.intake.place.as_str(),
        record.intake.priority,
        open,
        clock_runs(record.status),
        record.clock.is_some(),
        record.supplement_requests > 0,
        due,
        due_until,
        &record.finished_at,
        on_time,
        record.hand_over.as_ref().map(|proof| proof.at.as_str()),
        open && asks(Office::Police),
        open && asks(Office::Health),
        record.flags.len() as i64,
        to_json(&record.flags)?,
        search_words(record),
    ])
}

/// The words by which the dossier is found, each once.
fn search_words(record: &DossierRecord) -> String {
    let mut found: BTreeSet<String> = words(&record.intake.beneficiary_name).collect();
    found.extend(
        record
            .intake
            .submitted_by
            .iter()
            .flat_map(|link| words(&link.full_name)),
    );
    found.extend(words(&record.intake.village));
    for code in [Some(&record.intake.code), record.official_code.as_ref()]
        .into_iter()
        .flatten()
    {
        found.extend(words(code));
        // The code typed without its separators.
        found.insert(words(code).collect());
    }
    found.remove("");
    found.into_iter().collect::<Vec<_>>().join(" ")
}

/// Hashes of every file that the dossier names.
pub(super) fn files(record: &DossierRecord) -> BTreeSet<&str> {
    let papers = record.intake.papers.iter().flat_map(|paper| &paper.files);
    let signature = record.hand_over.iter().filter_map(|proof| proof.signature.as_ref());
    let decision = record.decision.iter().filter_map(|decision| decision.file.as_ref());
    papers
        .chain(signature)
        .chain(decision)
        .map(|file: &FileRef| file.hash.as_str())
        .collect()
}
