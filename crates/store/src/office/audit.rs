//! Who changed what outside the journal, and who read sensitive data.

use uuid::Uuid;

use crate::Store;
use crate::db::{Query, Tx};
use crate::error::Result;
use crate::read::period::above;
use crate::schema::{self, row};

/// One change outside the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditRow {
    /// Server time, Vietnamese civil time.
    pub at: String,
    /// Account; absent for the operator's commands.
    pub account: Option<Uuid>,
    /// Stable code.
    pub action: String,
    /// Id of what was changed.
    pub subject: String,
    /// Codes and numbers only.
    pub detail: String,
}

/// One read of sensitive data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadRow {
    /// Server time, Vietnamese civil time.
    pub at: String,
    /// Account.
    pub account: Uuid,
    /// Kind and id, or hash of a file.
    pub subject: String,
    /// Stable code.
    pub purpose: String,
}

/// Writes the audit row of a change in its own transaction.
pub(crate) async fn audit(
    tx: &mut Tx,
    commune: &str,
    now: &str,
    account: Option<Uuid>,
    action: &str,
    subject: &str,
    detail: &str,
) -> Result<()> {
    let row = row![commune, Uuid::now_v7(), now, account, action, subject, detail];
    schema::AUDIT.insert(tx, vec![row]).await
}

impl Store {
    /// Writes an audit row for something done elsewhere (an operator's command).
    pub async fn write_audit(
        &self,
        commune: &str,
        now: &str,
        account: Option<Uuid>,
        action: &str,
        subject: &str,
        detail: &str,
    ) -> Result<()> {
        let mut tx = self.db.begin().await?;
        audit(&mut tx, commune, now, account, action, subject, detail).await?;
        tx.commit().await
    }

    /// Audit rows of a month (`2026-11`) or day, newest first.
    pub async fn audit_rows(&self, commune: &str, period: &str, limit: u32) -> Result<Vec<AuditRow>> {
        let text = "SELECT at, account, action, subject, detail FROM audit WHERE commune = $1 AND at >= $2 AND at < $3 \
             ORDER BY at DESC, id DESC LIMIT $4";
        let query = Query::new(text)
            .bind(commune)
            .bind(period)
            .bind(above(period))
            .bind(limit.clamp(1, 1000));
        let rows = self.db.fetch_all(query).await?;
        rows.iter()
            .map(|row| {
                Ok(AuditRow {
                    at: row.text(0)?,
                    account: row.opt_uuid(1)?,
                    action: row.text(2)?,
                    subject: row.text(3)?,
                    detail: row.text(4)?,
                })
            })
            .collect()
    }

    /// Notes that an account read sensitive data: several subjects for one purpose.
    pub async fn write_reads(
        &self,
        commune: &str,
        now: &str,
        account: Uuid,
        subjects: &[String],
        purpose: &str,
    ) -> Result<()> {
        let mut tx = self.db.begin().await?;
        let rows = subjects
            .iter()
            .map(|subject| row![commune, Uuid::now_v7(), now, account, subject.as_str(), purpose]);
        schema::READ_LOG.insert(&mut tx, rows.collect()).await?;
        tx.commit().await
    }

    /// Who read a subject, newest first.
    pub async fn reads_of(&self, commune: &str, subject: &str, limit: u32) -> Result<Vec<ReadRow>> {
        let text = "SELECT at, account, subject, purpose FROM read_log WHERE commune = $1 AND subject = $2 \
             ORDER BY at DESC, id DESC LIMIT $3";
        let query = Query::new(text).bind(commune).bind(subject).bind(limit.clamp(1, 1000));
        let rows = self.db.fetch_all(query).await?;
        rows.iter()
            .map(|row| {
                Ok(ReadRow {
                    at: row.text(0)?,
                    account: row.uuid(1)?,
                    subject: row.text(2)?,
                    purpose: row.text(3)?,
                })
            })
            .collect()
    }
}
