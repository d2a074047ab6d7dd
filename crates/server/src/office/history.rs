//! The journal of one dossier as a readable history.

use serde::Serialize;
use uuid::Uuid;
use wire::dossier::DossierStep;
use wire::entry::{Body, Entry};

/// One entry of the history.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct HistoryItem {
    /// Place in the commune's order.
    pub seq: i64,
    /// By the author's device.
    pub at: String,
    /// By the server.
    pub server_at: String,
    /// Author.
    pub author: Uuid,
    /// Name of the author; absent when the account is gone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author_name: Option<String>,
    /// First role of the author when it was accepted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author_role: Option<String>,
    /// The entry as it was sent.
    pub entry: Entry,
    #[serde(skip)]
    step: Option<DossierStep>,
}

impl HistoryItem {
    /// Reads the step out of the entry once.
    pub fn new(
        seq: i64,
        server_at: String,
        author_name: Option<String>,
        author_role: Option<String>,
        entry: Entry,
    ) -> Self {
        let step = match serde_json::from_value::<Body>(entry.body.clone()) {
            Ok(Body::DossierStep { step }) => Some(*step),
            Ok(_) | Err(_) => None,
        };
        Self {
            seq,
            at: entry.at.clone(),
            server_at,
            author: entry.author,
            author_name,
            author_role,
            entry,
            step,
        }
    }

    /// The step, when the entry is one.
    pub fn step(&self) -> Option<&DossierStep> {
        self.step.as_ref()
    }

    /// Whether something was asked for.
    pub fn asks_for_papers(&self) -> bool {
        matches!(
            self.step,
            Some(DossierStep::Guide { .. } | DossierStep::RequestSupplement { .. })
        )
    }

    /// Why more papers were asked for during appraisal.
    pub fn supplement_reason(&self) -> Option<&str> {
        match &self.step {
            Some(DossierStep::RequestSupplement { reason, .. }) => Some(reason),
            Some(_) | None => None,
        }
    }

    /// The article behind a refusal.
    pub fn refusal_basis(&self) -> Option<&str> {
        match &self.step {
            Some(DossierStep::Refuse { basis, .. }) => basis.as_deref(),
            Some(_) | None => None,
        }
    }
}
