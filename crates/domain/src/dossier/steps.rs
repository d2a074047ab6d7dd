//! The words of the machine: states, offices, steps.

use time::PrimitiveDateTime;

/// Where a dossier stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Status {
    /// Incomplete at intake: guidance slip given, nothing received, no clock.
    Guided,
    /// Received complete, with the service centre.
    Received,
    /// With the Culture-Social Office.
    Processing,
    /// Waits for the leader.
    Appraised,
    /// The decision's number is to be recorded.
    Approved,
    /// The applicant owes papers; the clock stands.
    WaitingForPapers,
    /// The result waits to be handed over.
    ResultReady,
    /// The end: handed over.
    HandedOver,
    /// The end: stopped on request.
    Stopped,
}

impl Status {
    /// Every status, in the order of the work.
    pub const ALL: [Status; 9] = [
        Status::Guided,
        Status::Received,
        Status::Processing,
        Status::Appraised,
        Status::Approved,
        Status::WaitingForPapers,
        Status::ResultReady,
        Status::HandedOver,
        Status::Stopped,
    ];

    /// Whether the legal clock runs: received, not yet finished, not waiting for the applicant.
    pub fn clock_runs(self) -> bool {
        match self {
            Status::Received | Status::Processing | Status::Appraised | Status::Approved => true,
            Status::Guided | Status::WaitingForPapers | Status::ResultReady | Status::HandedOver | Status::Stopped => {
                false
            }
        }
    }

    /// Whether nothing more happens to it.
    pub fn is_closed(self) -> bool {
        match self {
            Status::HandedOver | Status::Stopped => true,
            Status::Guided
            | Status::Received
            | Status::Processing
            | Status::Appraised
            | Status::Approved
            | Status::WaitingForPapers
            | Status::ResultReady => false,
        }
    }
}

/// Who holds a dossier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Office {
    /// Trung tâm Phục vụ hành chính công.
    Center,
    /// Phòng Văn hóa - Xã hội.
    Social,
    /// Công an xã.
    Police,
    /// Trạm Y tế.
    Health,
    /// Lãnh đạo UBND xã.
    Leader,
    /// The applicant.
    Applicant,
}

/// What the Culture-Social Office proposes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proposal {
    /// Grant, adjust, certify or end: a decision follows.
    Decision,
    /// Refuse: a refusal slip follows.
    Refusal,
}

/// What police or health station found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finding {
    /// As declared.
    Confirmed,
    /// Differs from what was declared.
    Differs,
    /// Cannot tell.
    CannotTell,
}

/// A step, reduced to what the machine needs to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Guidance slip.
    Guide,
    /// Receipt. `missing_papers` counts checklist lines still marked missing.
    Receive {
        /// Lines of the checklist still missing.
        missing_papers: usize,
    },
    /// To the Culture-Social Office.
    Forward,
    /// Ask police or health station.
    AskConfirmation {
        /// Whom.
        from: Office,
    },
    /// Answer of police or health station.
    Confirm {
        /// Who.
        by: Office,
        /// Finding.
        finding: Finding,
    },
    /// Appraisal.
    Appraise {
        /// Proposal.
        proposal: Proposal,
        /// A reason is written down.
        has_reason: bool,
    },
    /// Leader agrees.
    Approve,
    /// Leader sends back.
    SendBack,
    /// Supplement request.
    RequestSupplement,
    /// Papers came.
    SupplementReceived {
        /// Lines still missing.
        missing_papers: usize,
    },
    /// Papers added.
    AddPapers,
    /// Decision recorded.
    RecordDecision,
    /// Refusal slip.
    Refuse,
    /// Stop on request.
    Stop,
    /// Apology and re-appointment.
    Extend {
        /// New promise.
        due: PrimitiveDateTime,
        /// Server time of the step.
        now: PrimitiveDateTime,
    },
    /// Result handed over.
    HandOver,
    /// Official code known.
    SetOfficialCode,
    /// Note.
    Note,
    /// Flag closed.
    CloseFlag,
}

/// A step without its details: what buttons and permissions speak of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum StepKind {
    /// See [`Step::Guide`].
    Guide,
    /// See [`Step::Receive`].
    Receive,
    /// See [`Step::Forward`].
    Forward,
    /// See [`Step::AskConfirmation`].
    AskConfirmation,
    /// See [`Step::Confirm`].
    Confirm,
    /// See [`Step::Appraise`].
    Appraise,
    /// See [`Step::Approve`].
    Approve,
    /// See [`Step::SendBack`].
    SendBack,
    /// See [`Step::RequestSupplement`].
    RequestSupplement,
    /// See [`Step::SupplementReceived`].
    SupplementReceived,
    /// See [`Step::AddPapers`].
    AddPapers,
    /// See [`Step::RecordDecision`].
    RecordDecision,
    /// See [`Step::Refuse`].
    Refuse,
    /// See [`Step::Stop`].
    Stop,
    /// See [`Step::Extend`].
    Extend,
    /// See [`Step::HandOver`].
    HandOver,
    /// See [`Step::SetOfficialCode`].
    SetOfficialCode,
    /// See [`Step::Note`].
    Note,
    /// See [`Step::CloseFlag`].
    CloseFlag,
}

impl StepKind {
    /// Every kind, in the order of the work.
    pub const ALL: [StepKind; 19] = [
        StepKind::Guide,
        StepKind::Receive,
        StepKind::Forward,
        StepKind::AskConfirmation,
        StepKind::Confirm,
        StepKind::Appraise,
        StepKind::Approve,
        StepKind::SendBack,
        StepKind::RequestSupplement,
        StepKind::SupplementReceived,
        StepKind::AddPapers,
        StepKind::RecordDecision,
        StepKind::Refuse,
        StepKind::Stop,
        StepKind::Extend,
        StepKind::HandOver,
        StepKind::SetOfficialCode,
        StepKind::Note,
        StepKind::CloseFlag,
    ];

    /// Stable code, as in the journal.
    pub fn code(self) -> &'static str {
        match self {
            StepKind::Guide => "guide",
            StepKind::Receive => "receive",
            StepKind::Forward => "forward",
            StepKind::AskConfirmation => "ask_confirmation",
            StepKind::Confirm => "confirm",
            StepKind::Appraise => "appraise",
            StepKind::Approve => "approve",
            StepKind::SendBack => "send_back",
            StepKind::RequestSupplement => "request_supplement",
            StepKind::SupplementReceived => "supplement_received",
            StepKind::AddPapers => "add_papers",
            StepKind::RecordDecision => "record_decision",
            StepKind::Refuse => "refuse",
            StepKind::Stop => "stop",
            StepKind::Extend => "extend",
            StepKind::HandOver => "hand_over",
            StepKind::SetOfficialCode => "set_official_code",
            StepKind::Note => "note",
            StepKind::CloseFlag => "close_flag",
        }
    }

    /// Something that happened in front of the citizen: a slip or a result was handed over. It cannot be undone by a
    /// server; it is accepted and, where it does not fit, flagged.
    pub fn is_field_fact(self) -> bool {
        match self {
            StepKind::Guide
            | StepKind::Receive
            | StepKind::SupplementReceived
            | StepKind::AddPapers
            | StepKind::HandOver
            | StepKind::Note => true,
            StepKind::Forward
            | StepKind::AskConfirmation
            | StepKind::Confirm
            | StepKind::Appraise
            | StepKind::Approve
            | StepKind::SendBack
            | StepKind::RequestSupplement
            | StepKind::RecordDecision
            | StepKind::Refuse
            | StepKind::Stop
            | StepKind::Extend
            | StepKind::SetOfficialCode
            | StepKind::CloseFlag => false,
        }
    }
}

impl Step {
    /// The step without its details.
    pub fn kind(&self) -> StepKind {
        match self {
            Step::Guide => StepKind::Guide,
            Step::Receive { .. } => StepKind::Receive,
            Step::Forward => StepKind::Forward,
            Step::AskConfirmation { .. } => StepKind::AskConfirmation,
            Step::Confirm { .. } => StepKind::Confirm,
            Step::Appraise { .. } => StepKind::Appraise,
            Step::Approve => StepKind::Approve,
            Step::SendBack => StepKind::SendBack,
            Step::RequestSupplement => StepKind::RequestSupplement,
            Step::SupplementReceived { .. } => StepKind::SupplementReceived,
            Step::AddPapers => StepKind::AddPapers,
            Step::RecordDecision => StepKind::RecordDecision,
            Step::Refuse => StepKind::Refuse,
            Step::Stop => StepKind::Stop,
            Step::Extend { .. } => StepKind::Extend,
            Step::HandOver => StepKind::HandOver,
            Step::SetOfficialCode => StepKind::SetOfficialCode,
            Step::Note => StepKind::Note,
            Step::CloseFlag => StepKind::CloseFlag,
        }
    }
}

/// What the machine knows of a dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Situation {
    /// Status.
    pub status: Status,
    /// Holder.
    pub holder: Office,
    /// Supplement requests since reception.
    pub supplement_requests: u32,
    /// The promise in force.
    pub due: Option<PrimitiveDateTime>,
    /// The one re-appointment was used.
    pub extended: bool,
    /// The police were asked and have not answered.
    pub police_pending: bool,
    /// The health station was asked and has not answered.
    pub health_pending: bool,
    /// Proposal, once appraised.
    pub proposal: Option<Proposal>,
}
