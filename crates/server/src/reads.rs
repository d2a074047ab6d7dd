//! Reads of sensitive data leave a row.

use uuid::Uuid;

use crate::error::ApiResult;
use crate::session::Caller;
use crate::state::App;

/// Notes one read before its answer leaves: `subject` is `kind id`.
pub async fn note(app: &App, caller: &Caller, kind: &str, id: Uuid, purpose: &str) -> ApiResult<()> {
    note_text(app, caller, format!("{kind} {id}"), purpose).await
}

/// Notes one read of something that has no UUID (a file's hash).
pub async fn note_text(app: &App, caller: &Caller, subject: String, purpose: &str) -> ApiResult<()> {
    let now = app.clock.now_text();
    app.store
        .write_reads(app.commune(), &now, caller.actor.account, &[subject], purpose)
        .await?;
    Ok(())
}
