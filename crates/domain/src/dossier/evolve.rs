//! What a step leads to. Cannot fail: a journal entry happened, whatever one thinks of it.

use super::steps::{Office, Proposal, Situation, Status, Step};

/// The situation after `step`. `None` before the first step.
pub fn evolve(situation: Option<Situation>, step: &Step) -> Situation {
    let mut now = situation.unwrap_or(Situation {
        status: Status::Guided,
        holder: Office::Applicant,
        supplement_requests: 0,
        due: None,
        extended: false,
        police_pending: false,
        health_pending: false,
        proposal: None,
    });
    match step {
        Step::Guide => {}
        Step::Receive { .. } => {
            now.status = Status::Received;
            now.holder = Office::Center;
        }
        Step::Forward => {
            now.status = Status::Processing;
            now.holder = Office::Social;
        }
        Step::AskConfirmation { from } => set_pending(&mut now, *from, true),
        Step::Confirm { by, .. } => set_pending(&mut now, *by, false),
        Step::Appraise { proposal, .. } => {
            now.status = Status::Appraised;
            now.holder = Office::Leader;
            now.proposal = Some(*proposal);
        }
        Step::Approve => {
            now.status = Status::Approved;
            now.holder = Office::Social;
        }
        Step::SendBack => {
            now.status = Status::Processing;
            now.holder = Office::Social;
            now.proposal = None;
        }
        Step::RequestSupplement => {
            now.status = Status::WaitingForPapers;
            now.holder = Office::Applicant;
            now.supplement_requests += 1;
            now.due = None;
        }
        Step::SupplementReceived { .. } => {
            now.status = Status::Processing;
            now.holder = Office::Social;
        }
        Step::RecordDecision => {
            now.status = Status::ResultReady;
            now.holder = Office::Center;
            now.proposal = Some(Proposal::Decision);
        }
        Step::Refuse => {
            now.status = Status::ResultReady;
            now.holder = Office::Center;
            now.proposal = Some(Proposal::Refusal);
        }
        Step::Stop => {
            now.status = Status::Stopped;
            now.holder = Office::Center;
        }
        Step::Extend { due, .. } => {
            now.due = Some(*due);
            now.extended = true;
        }
        Step::HandOver => {
            now.status = Status::HandedOver;
            now.holder = Office::Applicant;
        }
        Step::AddPapers | Step::SetOfficialCode | Step::Note | Step::CloseFlag => {}
    }
    now
}

fn set_pending(now: &mut Situation, office: Office, pending: bool) {
    match office {
        Office::Police => now.police_pending = pending,
        Office::Health => now.health_pending = pending,
        Office::Center | Office::Social | Office::Leader | Office::Applicant => {}
    }
}
