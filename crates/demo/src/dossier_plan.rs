//! About 300 dossiers in all states: for each, who, what, when, and the steps that lead to its state.
//!
//! The plan says what happened and when; codes, forms, papers, due dates and amounts follow from the rules when the plan
//! is turned into journal entries.

use time::PrimitiveDateTime;
use uuid::Uuid;

/// One dossier.
#[derive(Clone, Debug, PartialEq)]
pub struct DossierPlan {
    /// UUIDv7.
    pub id: Uuid,
    /// Counts from 1, in the order of reception.
    pub number: u32,
    /// Procedure code.
    pub procedure: &'static str,
    /// What is asked for.
    pub request: Request,
    /// Category applied for, when the procedure has categories.
    pub category: Option<String>,
    /// Đồng per month that the decision names, for granted ones.
    pub monthly_dong: Option<i64>,
    /// Whom it is for.
    pub beneficiary: Uuid,
    /// Who submits, when it is not the beneficiary.
    pub applicant: Option<Uuid>,
    /// `self`, `representative`, `caregiver`, `relative`, `funeral_organiser`.
    pub capacity: &'static str,
    /// Village id of the beneficiary.
    pub village: String,
    /// `center`, `stop`, `home`.
    pub place: &'static str,
    /// The stop, when it was taken in at one.
    pub stop: Option<Uuid>,
    /// How the result is wanted: `center`, `post`, `stop`, `home`.
    pub channel: &'static str,
    /// When it was first taken in.
    pub received_at: PrimitiveDateTime,
    /// Where it stands.
    pub target: Target,
    /// The steps, by time, all before the demonstration's day (reception may be on it).
    pub steps: Vec<PlannedStep>,
}

/// What a dossier asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Request {
    /// A new allowance or support.
    Grant,
    /// Another amount.
    Adjust,
    /// A disability certificate.
    Certify,
    /// A certificate again.
    Reissue,
    /// Support for a funeral.
    Funeral,
}

/// Where a dossier stands on the demonstration's day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Target {
    /// Guidance slip given; nothing received.
    Guided,
    /// With the service centre.
    Received,
    /// With the Culture-Social Office.
    Processing,
    /// The police were asked.
    AtPolice,
    /// The health station was asked.
    AtHealth,
    /// Waits for the leader.
    Appraised,
    /// Waits for the decision's number.
    Approved,
    /// More papers were asked for.
    WaitingForPapers,
    /// The result waits.
    ResultReady,
    /// Handed over.
    HandedOver,
    /// Refused; the slip waits.
    Refused,
    /// Stopped because the applicant asked.
    Stopped,
    /// Apology given, one new date.
    Extended,
    /// Due on the demonstration's day, or the next working day.
    DueToday,
    /// Due one working day later.
    DueTomorrow,
    /// Late.
    Overdue,
}

impl Target {
    /// All, with how many dossiers stand there. Together 300.
    pub const COUNTS: [(Target, usize); 16] = [
        (Target::HandedOver, 122),
        (Target::ResultReady, 22),
        (Target::Refused, 10),
        (Target::Approved, 8),
        (Target::Appraised, 14),
        (Target::Processing, 25),
        (Target::AtPolice, 12),
        (Target::AtHealth, 10),
        (Target::Received, 18),
        (Target::WaitingForPapers, 14),
        (Target::Guided, 18),
        (Target::Stopped, 6),
        (Target::Extended, 6),
        (Target::DueToday, 5),
        (Target::DueTomorrow, 6),
        (Target::Overdue, 4),
    ];

    pub(crate) const fn is_open(self) -> bool {
        !matches!(
            self,
            Target::HandedOver | Target::ResultReady | Target::Refused | Target::Stopped
        )
    }
}

/// One step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedStep {
    /// When, Vietnamese civil time.
    pub at: PrimitiveDateTime,
    /// Which office did it.
    pub by: Role,
    /// What was done.
    pub what: PlannedWhat,
}

/// Which office acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Service centre.
    Center,
    /// Culture-Social Office.
    Social,
    /// Police.
    Police,
    /// Health station.
    Health,
    /// Leadership.
    Leader,
}

/// What was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlannedWhat {
    /// Guidance slip: a paper is missing (the first that the rules ask for).
    Guide,
    /// Receipt.
    Receive,
    /// Handed on.
    Forward,
    /// The police are asked to confirm identity and residence.
    AskPolice,
    /// They confirm, or find that something differs.
    PoliceAnswers(Finding),
    /// The health station is asked.
    AskHealth,
    /// It confirms, or not.
    HealthAnswers(Finding),
    /// Proposal to grant, adjust or certify.
    Appraise,
    /// Approval.
    Approve,
    /// Decision with number.
    RecordDecision(String),
    /// Refusal with its reason.
    Refuse(&'static str),
    /// More papers are asked for, with the reason.
    RequestSupplement(&'static str),
    /// They came.
    SupplementReceived,
    /// Stopped, with the applicant's reason.
    Stop(&'static str),
    /// Apology and new date, so many working days later.
    Extend(&'static str, u16),
    /// Result handed over.
    HandOver,
}

/// What police or health station found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finding {
    /// As declared.
    Confirmed,
    /// Something differs.
    Differs,
}
