//! Which step is possible now, and by whom. The two tables here are the whole procedure.

use super::steps::{Office, Proposal, Situation, Status, Step, StepKind};
use crate::permissions::{Action, Actor};

/// Why a step is not possible, and what is possible instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Stable code.
    pub code: RefusalCode,
    /// Steps that this person may take now.
    pub instead: Vec<StepKind>,
}

/// Codes of refusals; each has a sentence in the catalogue that says what to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RefusalCode {
    /// The account has no role for this step.
    NotPermitted,
    /// The dossier exists already.
    AlreadyExists,
    /// Not possible in this status.
    WrongStatus,
    /// The checklist still has missing papers: give a guidance slip instead.
    PapersMissing,
    /// Nobody asked for this confirmation.
    NothingToConfirm,
    /// A refusal or an end of payment needs a reason.
    ReasonMissing,
    /// One supplement request after reception was made already.
    SupplementOnce,
    /// One re-appointment was made already.
    ExtendedOnce,
    /// A new promise must be later than the old one.
    DueNotLater,
    /// The proposal is a refusal: use the refusal slip.
    ProposalIsRefusal,
}

impl RefusalCode {
    /// Stable code, as in answers of the server.
    pub fn as_str(self) -> &'static str {
        match self {
            RefusalCode::NotPermitted => "not_permitted",
            RefusalCode::AlreadyExists => "already_exists",
            RefusalCode::WrongStatus => "wrong_status",
            RefusalCode::PapersMissing => "papers_missing",
            RefusalCode::NothingToConfirm => "nothing_to_confirm",
            RefusalCode::ReasonMissing => "reason_missing",
            RefusalCode::SupplementOnce => "supplement_once",
            RefusalCode::ExtendedOnce => "extended_once",
            RefusalCode::DueNotLater => "due_not_later",
            RefusalCode::ProposalIsRefusal => "proposal_is_refusal",
        }
    }
}

/// Whether the status alone lets the step happen. `None`: the dossier does not exist yet.
fn fits(situation: Option<&Situation>, kind: StepKind) -> bool {
    use Status as S;
    let Some(now) = situation else {
        return matches!(kind, StepKind::Guide | StepKind::Receive);
    };
    let status = now.status;
    match kind {
        StepKind::Guide => false,
        StepKind::Receive => status == S::Guided,
        StepKind::Forward => status == S::Received,
        StepKind::AskConfirmation => matches!(status, S::Received | S::Processing),
        StepKind::Confirm => now.police_pending || now.health_pending,
        StepKind::Appraise => status == S::Processing,
        StepKind::Approve => status == S::Appraised && now.proposal == Some(Proposal::Decision),
        StepKind::SendBack => status == S::Appraised,
        StepKind::RequestSupplement => status == S::Processing && now.supplement_requests == 0,
        StepKind::SupplementReceived => status == S::WaitingForPapers,
        StepKind::AddPapers => !status.is_closed() && status != S::ResultReady,
        StepKind::RecordDecision => status == S::Approved,
        StepKind::Refuse => matches!(status, S::Guided | S::Appraised),
        StepKind::Stop => {
            matches!(
                status,
                S::Guided | S::Received | S::Processing | S::Appraised | S::WaitingForPapers
            )
        }
        StepKind::Extend => status.clock_runs() && !now.extended && now.due.is_some(),
        StepKind::HandOver => status == S::ResultReady,
        StepKind::SetOfficialCode => status != S::Guided,
        StepKind::Note | StepKind::CloseFlag => true,
    }
}

/// Whether one of the actor's roles may take the step in this situation.
fn permitted(situation: Option<&Situation>, kind: StepKind, actor: &Actor) -> bool {
    if kind == StepKind::Refuse {
        // At intake the one who received refuses; after appraisal only the leader does.
        let at_intake = situation.is_none_or(|now| now.status == Status::Guided);
        return actor.may(if at_intake {
            Action::Take(StepKind::Guide)
        } else {
            Action::Take(StepKind::Refuse)
        });
    }
    actor.may(Action::Take(kind))
}

/// The steps that this person may take now: what buttons a screen shows.
pub fn allowed(situation: Option<&Situation>, actor: &Actor) -> Vec<StepKind> {
    StepKind::ALL
        .into_iter()
        .filter(|kind| fits(situation, *kind) && permitted(situation, *kind, actor))
        .filter(|kind| match (kind, situation) {
            (StepKind::Confirm, Some(now)) => {
                (now.police_pending && actor.speaks_for(Office::Police))
                    || (now.health_pending && actor.speaks_for(Office::Health))
            }
            _ => true,
        })
        .collect()
}

/// Decides whether `actor` may take `step` now.
///
/// # Errors
/// A [`Refusal`] with a stable code and the steps that are possible instead.
pub fn decide(situation: Option<&Situation>, step: &Step, actor: &Actor) -> Result<(), Refusal> {
    check(situation, step, actor).map_err(|code| Refusal {
        code,
        instead: allowed(situation, actor),
    })
}

fn check(situation: Option<&Situation>, step: &Step, actor: &Actor) -> Result<(), RefusalCode> {
    let kind = step.kind();
    if !permitted(situation, kind, actor) {
        return Err(RefusalCode::NotPermitted);
    }
    if let (StepKind::Guide, Some(_)) = (kind, situation) {
        return Err(RefusalCode::AlreadyExists);
    }
    if let (Step::RequestSupplement, Some(now)) = (step, situation)
        && now.supplement_requests > 0
    {
        return Err(RefusalCode::SupplementOnce);
    }
    if let (Step::Extend { .. }, Some(now)) = (step, situation)
        && now.extended
    {
        return Err(RefusalCode::ExtendedOnce);
    }
    if let (Step::Approve, Some(now)) = (step, situation)
        && now.proposal == Some(Proposal::Refusal)
    {
        return Err(RefusalCode::ProposalIsRefusal);
    }
    if !fits(situation, kind) {
        return Err(match kind {
            StepKind::Confirm => RefusalCode::NothingToConfirm,
            _ => RefusalCode::WrongStatus,
        });
    }
    match step {
        Step::Receive { missing_papers } | Step::SupplementReceived { missing_papers } if *missing_papers > 0 => {
            Err(RefusalCode::PapersMissing)
        }
        Step::AskConfirmation { from } if !matches!(from, Office::Police | Office::Health) => {
            Err(RefusalCode::NotPermitted)
        }
        Step::Confirm { by, .. } => {
            let pending = situation.is_some_and(|now| match by {
                Office::Police => now.police_pending,
                Office::Health => now.health_pending,
                Office::Center | Office::Social | Office::Leader | Office::Applicant => false,
            });
            match (pending, actor.speaks_for(*by)) {
                (_, false) => Err(RefusalCode::NotPermitted),
                (false, true) => Err(RefusalCode::NothingToConfirm),
                (true, true) => Ok(()),
            }
        }
        Step::Appraise {
            proposal: Proposal::Refusal,
            has_reason: false,
        } => Err(RefusalCode::ReasonMissing),
        Step::Extend { due, .. } if situation.and_then(|now| now.due).is_some_and(|old| *due <= old) => {
            Err(RefusalCode::DueNotLater)
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::permissions::Role;

    fn at(status: Status) -> Situation {
        Situation {
            status,
            holder: Office::Social,
            supplement_requests: 0,
            due: None,
            extended: false,
            police_pending: false,
            health_pending: false,
            proposal: None,
        }
    }

    fn codes(situation: Option<&Situation>, role: Role) -> Vec<&'static str> {
        allowed(situation, &Actor::of(role))
            .into_iter()
            .map(StepKind::code)
            .collect()
    }

    #[test]
    fn a_new_dossier_begins_with_a_slip_or_a_receipt() {
        assert_eq!(codes(None, Role::Center), ["guide", "receive"]);
        assert_eq!(codes(None, Role::Social), ["guide", "receive"]);
        assert!(codes(None, Role::Police).is_empty());
    }

    #[test]
    fn a_receipt_needs_every_paper() {
        let social = Actor::of(Role::Social);
        let refusal = decide(None, &Step::Receive { missing_papers: 1 }, &social).unwrap_err();
        assert_eq!(refusal.code, RefusalCode::PapersMissing);
        assert_eq!(refusal.instead, [StepKind::Guide, StepKind::Receive]);
        assert_eq!(decide(None, &Step::Receive { missing_papers: 0 }, &social), Ok(()));
    }

    #[test]
    fn only_the_asked_office_confirms() {
        let mut now = at(Status::Processing);
        let confirm = Step::Confirm {
            by: Office::Police,
            finding: super::super::Finding::Confirmed,
        };
        assert_eq!(
            decide(Some(&now), &confirm, &Actor::of(Role::Police)).unwrap_err().code,
            RefusalCode::NothingToConfirm
        );
        now.police_pending = true;
        assert_eq!(decide(Some(&now), &confirm, &Actor::of(Role::Police)), Ok(()));
        assert_eq!(
            decide(Some(&now), &confirm, &Actor::of(Role::Health)).unwrap_err().code,
            RefusalCode::NotPermitted
        );
        assert_eq!(codes(Some(&now), Role::Police), ["confirm"]);
        assert!(codes(Some(&now), Role::Health).is_empty());
    }

    #[test]
    fn the_leader_alone_approves_and_refuses() {
        let mut now = at(Status::Appraised);
        now.proposal = Some(Proposal::Decision);
        assert_eq!(
            codes(Some(&now), Role::Leader),
            ["approve", "send_back", "refuse", "note", "close_flag"]
        );
        assert!(!codes(Some(&now), Role::Social).contains(&"approve"));
        now.proposal = Some(Proposal::Refusal);
        assert_eq!(
            decide(Some(&now), &Step::Approve, &Actor::of(Role::Leader))
                .unwrap_err()
                .code,
            RefusalCode::ProposalIsRefusal
        );
    }

    #[test]
    fn one_supplement_request_and_one_apology() {
        let mut now = at(Status::Processing);
        now.supplement_requests = 1;
        let social = Actor::of(Role::Social);
        assert_eq!(
            decide(Some(&now), &Step::RequestSupplement, &social).unwrap_err().code,
            RefusalCode::SupplementOnce
        );
        let day = |day| {
            PrimitiveDateTimeOf(time::Date::from_calendar_date(2026, time::Month::November, day).expect("a date"))
                .noon()
        };
        now.due = Some(day(20));
        let extend = |due| Step::Extend { due, now: day(18) };
        assert_eq!(
            decide(Some(&now), &extend(day(20)), &social).unwrap_err().code,
            RefusalCode::DueNotLater
        );
        assert_eq!(decide(Some(&now), &extend(day(24)), &social), Ok(()));
        now.extended = true;
        assert_eq!(
            decide(Some(&now), &extend(day(24)), &social).unwrap_err().code,
            RefusalCode::ExtendedOnce
        );
    }

    struct PrimitiveDateTimeOf(time::Date);
    impl PrimitiveDateTimeOf {
        fn noon(self) -> time::PrimitiveDateTime {
            self.0.with_hms(12, 0, 0).expect("noon exists")
        }
    }

    /// The whole machine at a glance; a change of it must be looked at.
    #[test]
    fn the_table_of_steps_is_the_golden_one() {
        let mut table = String::from("status / role: allowed steps\n");
        let roles = [
            Role::Center,
            Role::Social,
            Role::Leader,
            Role::Office,
            Role::VillageHead,
            Role::Admin,
        ];
        for role in roles {
            table.push_str(&format!("new / {}: {}\n", role.code(), codes(None, role).join(" ")));
            for status in Status::ALL {
                let mut now = at(status);
                now.proposal = (status >= Status::Appraised).then_some(Proposal::Decision);
                now.due = Some(PrimitiveDateTimeOf(time::Date::MIN).noon());
                table.push_str(&format!(
                    "{status:?} / {}: {}\n",
                    role.code(),
                    codes(Some(&now), role).join(" ")
                ));
            }
        }
        let golden = concat!(env!("CARGO_MANIFEST_DIR"), "/golden/steps.txt");
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(golden, &table).expect("golden file is writable");
        }
        assert_eq!(
            table,
            std::fs::read_to_string(golden).unwrap_or_default(),
            "run with UPDATE=1 and look at the difference"
        );
    }
}
