//! The fold: what a dossier's record looks like after a step. Cannot fail; whether a step is allowed is decided before.

use uuid::Uuid;

use crate::dossier::{Confirmation, DossierRecord, DossierStatus, DossierStep, Office, Paper};
use crate::machine;
use crate::records::{FieldVersions, Stamp};

/// What an entry says about itself, beside its body.
#[derive(Clone, Copy, Debug)]
pub struct Meta<'a> {
    /// Account.
    pub author: Uuid,
    /// Device time, Vietnamese civil time.
    pub at: &'a str,
    /// Server time of acceptance (the device's own while it is offline).
    pub now: &'a str,
    /// Stop during which it was done.
    pub stop: Option<Uuid>,
}

/// The record after `step`. `record` is `None` only before a first guidance slip or receipt; any other first step gives
/// `None`, because there is nothing to apply it to.
pub fn fold_dossier(record: Option<DossierRecord>, id: Uuid, step: &DossierStep, meta: &Meta) -> Option<DossierRecord> {
    let before = record.as_ref().map(machine::situation);
    let mut record = match (record, step) {
        (Some(record), _) => record,
        (None, DossierStep::Guide { intake, .. } | DossierStep::Receive { intake, .. }) => DossierRecord {
            id,
            version: 0,
            status: DossierStatus::Guided,
            holder: Office::Applicant,
            intake: intake.clone(),
            official_code: None,
            stop: meta.stop,
            taken_in_by: meta.author,
            taken_in_at: meta.at.to_owned(),
            clock: None,
            missing: Vec::new(),
            supplement_requests: 0,
            extended_to: None,
            extension_reason: None,
            confirmations: Vec::new(),
            appraisal: None,
            sent_back: None,
            decision: None,
            refusal: None,
            stop_reason: None,
            finished_at: None,
            hand_over: None,
            flags: Vec::new(),
            field_versions: FieldVersions::new(),
        },
        (None, _) => return None,
    };
    if let Some(known) = machine::step(step, meta.now) {
        let after = domain::dossier::evolve(before, &known);
        record.status = after.status.into();
        record.holder = after.holder.into();
        record.supplement_requests = after.supplement_requests;
    }
    describe(&mut record, step, meta);
    stamp(&mut record, step, meta.author);
    Some(record)
}

/// Counts the entry and stamps the kind of step, without changing the status: a fact of the field that did not fit.
pub fn flag_dossier(mut record: DossierRecord, step: &DossierStep, meta: &Meta, flag: &str) -> DossierRecord {
    if !record.flags.iter().any(|open| open == flag) {
        record.flags.push(flag.to_owned());
    }
    if let DossierStep::AddPapers { papers } | DossierStep::SupplementReceived { papers, .. } = step {
        add_papers(&mut record.intake.papers, papers);
    }
    if let DossierStep::Guide { intake, .. } | DossierStep::Receive { intake, .. } = step {
        keep_files(&mut record.intake.papers, intake.papers.clone());
    }
    stamp(&mut record, step, meta.author);
    record
}

fn stamp(record: &mut DossierRecord, step: &DossierStep, author: Uuid) {
    record.version += 1;
    if let Some(known) = machine::step(step, "1970-01-01T00:00") {
        let stamp = Stamp {
            version: record.version,
            author,
        };
        record.field_versions.insert(known.kind().code().to_owned(), stamp);
    }
}

fn describe(record: &mut DossierRecord, step: &DossierStep, meta: &Meta) {
    match step {
        DossierStep::Guide { missing, .. } => record.missing.clone_from(missing),
        DossierStep::Receive { intake, clock } => {
            let before = std::mem::replace(&mut record.intake, intake.clone());
            keep_files(&mut record.intake.papers, before.papers);
            record.clock = Some(clock.clone());
            record.missing.clear();
        }
        DossierStep::AskConfirmation { from, question } => record.confirmations.push(Confirmation {
            by: *from,
            question: question.clone(),
            finding: None,
            note: None,
        }),
        DossierStep::Confirm { by, finding, note } => {
            if let Some(open) = record
                .confirmations
                .iter_mut()
                .find(|asked| asked.by == *by && asked.finding.is_none())
            {
                open.finding = Some(finding.clone());
                open.note.clone_from(note);
            }
        }
        DossierStep::Appraise { appraisal } => {
            record.appraisal = Some(appraisal.clone());
            record.sent_back = None;
        }
        DossierStep::SendBack { reason } => {
            record.sent_back = Some(reason.clone());
            record.appraisal = None;
        }
        DossierStep::RequestSupplement { missing, .. } => {
            record.missing.clone_from(missing);
            record.extended_to = None;
        }
        DossierStep::SupplementReceived { papers, clock } => {
            add_papers(&mut record.intake.papers, papers);
            record.clock = Some(clock.clone());
            record.missing.clear();
        }
        DossierStep::AddPapers { papers } => add_papers(&mut record.intake.papers, papers),
        DossierStep::RecordDecision { decision } => {
            record.decision = Some(decision.clone());
            record.finished_at = Some(meta.now.to_owned());
        }
        DossierStep::Refuse { reason, .. } => {
            record.refusal = Some(reason.clone());
            record.finished_at = Some(meta.now.to_owned());
        }
        DossierStep::Stop { reason, .. } => record.stop_reason = Some(reason.clone()),
        DossierStep::Extend { due, reason } => {
            let late = machine::effective_due(record).is_some_and(|promised| meta.now > promised.as_str());
            if late && !record.flags.iter().any(|open| open == "late_extension") {
                record.flags.push("late_extension".to_owned());
            }
            record.extended_to = Some(due.clone());
            record.extension_reason = Some(reason.clone());
        }
        DossierStep::HandOver { hand_over } => record.hand_over = Some(hand_over.clone()),
        DossierStep::SetOfficialCode { code } => record.official_code = Some(code.clone()),
        DossierStep::CloseFlag { flag, .. } => record.flags.retain(|open| open != flag),
        DossierStep::Forward { .. } | DossierStep::Approve {} | DossierStep::Note { .. } => {}
    }
}

/// Whoever gives the receipt may not have seen what was photographed before: no file leaves the dossier.
fn keep_files(papers: &mut Vec<Paper>, before: Vec<Paper>) {
    for old in before.into_iter().filter(|old| !old.files.is_empty()) {
        match papers.iter_mut().find(|paper| paper.requirement == old.requirement) {
            Some(paper) => {
                let missing = old.files.into_iter().filter(|file| !paper.files.contains(file));
                let missing: Vec<_> = missing.collect();
                paper.files.extend(missing);
            }
            None => papers.push(old),
        }
    }
}

fn add_papers(have: &mut Vec<Paper>, new: &[Paper]) {
    for paper in new {
        match have.iter_mut().find(|old| old.requirement == paper.requirement) {
            Some(old) => {
                old.state.clone_from(&paper.state);
                for file in &paper.files {
                    if !old.files.contains(file) {
                        old.files.push(file.clone());
                    }
                }
            }
            None => have.push(paper.clone()),
        }
    }
}
