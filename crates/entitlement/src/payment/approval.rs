//! Approval: a list is frozen, and what turns out wrong afterwards stands beside it as a correction.

use uuid::Uuid;

use super::{Approval, Correction, PaymentList};

/// Why a list cannot be approved or corrected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ApprovalProblem {
    /// The list is approved: it is frozen.
    #[error("list_approved")]
    Approved,
    /// The list is a draft: draw it up anew instead of correcting it.
    #[error("list_not_approved")]
    NotApproved,
    /// The correction is for another month.
    #[error("correction_for_other_month")]
    OtherMonth,
    /// The correction changes nothing, or has no reason.
    #[error("correction_empty")]
    Empty,
    /// Another correction has this id.
    #[error("correction_id_taken")]
    IdTaken,
}

impl ApprovalProblem {
    /// The stable code.
    pub fn code(self) -> &'static str {
        match self {
            ApprovalProblem::Approved => "list_approved",
            ApprovalProblem::NotApproved => "list_not_approved",
            ApprovalProblem::OtherMonth => "correction_for_other_month",
            ApprovalProblem::Empty => "correction_empty",
            ApprovalProblem::IdTaken => "correction_id_taken",
        }
    }
}

impl PaymentList {
    /// Whether the list may be drawn up anew.
    pub fn is_draft(&self) -> bool {
        self.approval == Approval::Draft
    }

    /// Freezes the list.
    ///
    /// # Errors
    /// It is approved already.
    pub fn approve(&mut self, by: Uuid, at: &str) -> Result<(), ApprovalProblem> {
        if !self.is_draft() {
            return Err(ApprovalProblem::Approved);
        }
        self.approval = Approval::Approved { by, at: at.to_owned() };
        Ok(())
    }

    /// Adds a correction to an approved list. The rows stay; the next list pays or takes back the difference. The same
    /// correction twice counts once.
    ///
    /// # Errors
    /// The list is a draft; the correction is for another month, empty, or its id belongs to another one.
    pub fn correct(&mut self, correction: Correction) -> Result<(), ApprovalProblem> {
        if self.is_draft() {
            return Err(ApprovalProblem::NotApproved);
        }
        if correction.month != self.month {
            return Err(ApprovalProblem::OtherMonth);
        }
        if correction.amount == 0 || correction.reason.trim().is_empty() {
            return Err(ApprovalProblem::Empty);
        }
        match self.corrections.iter().find(|known| known.id == correction.id) {
            Some(known) if *known == correction => Ok(()),
            Some(_) => Err(ApprovalProblem::IdTaken),
            None => {
                self.corrections.push(correction);
                Ok(())
            }
        }
    }

    /// The total with its corrections, đồng.
    pub fn corrected_total(&self) -> i64 {
        let total = self.rows.iter().map(|row| row.total).sum::<u64>();
        let corrections = self.corrections.iter().map(|it| it.amount).sum::<i64>();
        i64::try_from(total).unwrap_or(i64::MAX).saturating_add(corrections)
    }
}
