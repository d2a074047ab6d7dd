//! The dossier: its current state ([`DossierRecord`]) and the steps that lead there ([`DossierStep`]).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use crate::records::{FieldVersions, PersonLink};

/// Where a dossier stands. The order is that of the work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DossierStatus {
    /// Incomplete at intake: a guidance slip was given, nothing was received, no clock runs.
    Guided,
    /// Received complete; a receipt was given; with the service centre.
    Received,
    /// With the Culture-Social Office.
    Processing,
    /// Appraised; waits for the leader's approval.
    Appraised,
    /// Approved; the decision's number is to be recorded.
    Approved,
    /// The applicant was asked for more papers; the clock stands.
    WaitingForPapers,
    /// The result (decision or refusal) waits to be handed over.
    ResultReady,
    /// Handed over: the end.
    HandedOver,
    /// Stopped because the applicant asked: the end.
    Stopped,
}

/// Who holds a dossier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
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

/// A file named by its content: SHA-256 in hex. Its bytes travel apart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FileRef {
    /// SHA-256, 64 hex digits.
    pub hash: String,
    /// `image/jpeg`, `image/png`, `image/webp`, `application/pdf`.
    pub mime: String,
    /// Bytes.
    pub size: u64,
}

/// One paper of the dossier, by a requirement of the procedure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Paper {
    /// Requirement id of the rules.
    pub requirement: String,
    /// Name as shown on slips, at the time.
    pub name: String,
    /// `provided`, `from_database`, `missing`, `not_needed`.
    pub state: String,
    /// Photographs or files, in page order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<FileRef>,
}

/// What is still missing, as printed on the guidance slip.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MissingItem {
    /// Requirement id, or field key of the form.
    pub requirement: String,
    /// Name in plain words.
    pub name: String,
    /// Where to get it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub where_to_get: Option<String>,
}

/// How the applicant wants the result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ResultChannel {
    /// `center`, `post`, `stop`, `home`.
    pub how: String,
    /// Address for post or home.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
}

/// The clock, as printed on the receipt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Clock {
    /// When everything was there, Vietnamese civil time.
    pub received: String,
    /// First day that counts.
    pub starts: String,
    /// When the result is due; absent when the rules give no limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<String>,
    /// Limit in days; absent when the rules give none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit_days: Option<u32>,
    /// `working_day` or `day`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit_unit: Option<String>,
}

/// What both the guidance slip and the receipt know.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Intake {
    /// Procedure code (`1.001776`).
    pub procedure: String,
    /// Temporary code, clearly different from the official one.
    pub code: String,
    /// The person whom it is for.
    pub beneficiary: Uuid,
    /// Their name at intake, for slips and lists.
    pub beneficiary_name: String,
    /// Who submits, when it is not the beneficiary.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub submitted_by: Option<PersonLink>,
    /// `self`, `representative`, `caregiver`, `guardian`, `relative`, `funeral_organiser`, `authorised`.
    pub capacity: String,
    /// Village id.
    pub village: String,
    /// Address for slips.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Phone for slips and calls.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Category applied for, when the procedure has categories.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// Form id of the rules.
    pub form: String,
    /// Field key → value.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub answers: BTreeMap<String, Value>,
    /// The checklist as it was ticked.
    pub papers: Vec<Paper>,
    /// How the result is wanted.
    pub channel: ResultChannel,
    /// Served first (F04).
    #[serde(default)]
    pub priority: bool,
    /// Where it was taken in: `center`, `stop`, `home`, `online`.
    pub place: String,
    /// Hash of the rules by which it was checked.
    pub rules_version: String,
}

/// Who took the result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HandOver {
    /// Name.
    pub full_name: String,
    /// `self`, `representative`, `caregiver`, `guardian`, `relative`, `authorised`.
    pub capacity: String,
    /// Personal id, when shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub personal_id: Option<String>,
    /// `center`, `post`, `stop`, `home`.
    pub place: String,
    /// Signature drawn on the screen, or a photo of the signed paper.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature: Option<FileRef>,
    /// `signature`, `fingerprint_witnessed`, `post_receipt`.
    pub proof: String,
    /// Witness, when the taker could not sign.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub witness: Option<String>,
    /// When, by the device, Vietnamese civil time.
    pub at: String,
}

/// The proposal of the Culture-Social Office.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Appraisal {
    /// `grant`, `adjust`, `end`, `refuse`, `certify`.
    pub proposal: String,
    /// Category id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// Đồng per month, or one payment for funeral support.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<i64>,
    /// First month, `2026-11`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from_month: Option<String>,
    /// Reason in words; needed for `refuse` and `end`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// The decision, signed outside and recorded here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Decision {
    /// Number and symbol as on the paper.
    pub number: String,
    /// Date of the decision.
    pub date: String,
    /// The signed file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<FileRef>,
}

/// A step of a dossier, as written to the journal.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum DossierStep {
    /// Incomplete: guidance slip given. Creates the dossier.
    Guide {
        /// What was taken in.
        intake: Intake,
        /// What is missing.
        missing: Vec<MissingItem>,
        /// When, Vietnamese civil time.
        at: String,
    },
    /// Complete: receipt given. Creates the dossier, or completes a guided one.
    Receive {
        /// What was taken in.
        intake: Intake,
        /// The promise printed on the receipt.
        clock: Clock,
    },
    /// Handed on to the Culture-Social Office.
    Forward {
        /// Note.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    },
    /// Police or health station is asked.
    AskConfirmation {
        /// `police` or `health`.
        from: Office,
        /// What is to be confirmed.
        question: String,
    },
    /// Police or health station answers.
    Confirm {
        /// `police` or `health`.
        by: Office,
        /// `confirmed`, `differs`, `cannot_tell`.
        finding: String,
        /// Note.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    },
    /// Appraised.
    Appraise {
        /// The proposal.
        appraisal: Appraisal,
    },
    /// The leader agrees.
    Approve {},
    /// The leader sends it back.
    SendBack {
        /// Why.
        reason: String,
    },
    /// More papers are needed: supplement request given, the clock stands.
    RequestSupplement {
        /// What is missing.
        missing: Vec<MissingItem>,
        /// Why.
        reason: String,
    },
    /// The papers came: the clock restarts from zero.
    SupplementReceived {
        /// The papers.
        papers: Vec<Paper>,
        /// The new promise.
        clock: Clock,
    },
    /// Papers added without being asked.
    AddPapers {
        /// The papers.
        papers: Vec<Paper>,
    },
    /// The signed decision is recorded; the result is ready.
    RecordDecision {
        /// The decision.
        decision: Decision,
    },
    /// Refused: refusal slip.
    Refuse {
        /// Reason in words.
        reason: String,
        /// Legal basis.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        basis: Option<String>,
    },
    /// Stopped because the applicant asked.
    Stop {
        /// Reason in words.
        reason: String,
        /// Who asked.
        asked_by: String,
    },
    /// About to be late: apology letter and one re-appointment.
    Extend {
        /// New date-time.
        due: String,
        /// Why.
        reason: String,
    },
    /// Result handed over.
    HandOver {
        /// Proof.
        hand_over: HandOver,
    },
    /// The province's system gave its code.
    SetOfficialCode {
        /// Official dossier code.
        code: String,
    },
    /// A note.
    Note {
        /// Text.
        text: String,
    },
    /// A person looked at a flag and closed it.
    CloseFlag {
        /// The flag.
        flag: String,
        /// What was done about it.
        note: String,
    },
}

/// A question to police or health station, and its answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Confirmation {
    /// `police` or `health`.
    pub by: Office,
    /// What is to be confirmed.
    pub question: String,
    /// `confirmed`, `differs`, `cannot_tell`; absent while waiting.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finding: Option<String>,
    /// Note.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A dossier as it stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DossierRecord {
    /// UUIDv7, made where it was taken in.
    pub id: Uuid,
    /// Number of accepted entries.
    pub version: u32,
    /// Where it stands.
    pub status: DossierStatus,
    /// Who holds it.
    pub holder: Office,
    /// What was taken in.
    pub intake: Intake,
    /// Code of the province's system, when known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub official_code: Option<String>,
    /// The stop at which it was taken in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stop: Option<Uuid>,
    /// Account that took it in.
    pub taken_in_by: Uuid,
    /// When it was first taken in (guided or received), Vietnamese civil time by the device.
    pub taken_in_at: String,
    /// The running (or last) promise; absent while only guided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clock: Option<Clock>,
    /// What is missing, while guided or waiting for papers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<MissingItem>,
    /// Supplement requests made during appraisal.
    #[serde(default)]
    pub supplement_requests: u32,
    /// The new date of the one apology and re-appointment allowed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extended_to: Option<String>,
    /// Why the result is late.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extension_reason: Option<String>,
    /// Questions to police and health station.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub confirmations: Vec<Confirmation>,
    /// Proposal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appraisal: Option<Appraisal>,
    /// Why the leader sent it back, until appraised again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent_back: Option<String>,
    /// Decision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<Decision>,
    /// Reason, when refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refusal: Option<String>,
    /// Reason, when stopped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stop_reason: Option<String>,
    /// When the result became ready (server time of the step, Vietnamese civil time).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finished_at: Option<String>,
    /// Proof of hand-over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hand_over: Option<HandOver>,
    /// Open flags: something that stands but that a person must look at.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub flags: Vec<String>,
    /// See [`FieldVersions`].
    #[serde(default, skip_serializing_if = "FieldVersions::is_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub field_versions: FieldVersions,
}
