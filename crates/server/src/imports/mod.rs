//! Lists of other offices: a file comes in and is kept, a preview says row by row what it would change, a person agrees,
//! and everything can be taken back. Each import is a worksheet; what it changes goes through the journal like anybody's
//! work.

pub mod apply;
pub mod decide;
pub mod desk;
pub mod file;
pub mod list;
pub mod mapping;
pub mod open;
pub mod place;
pub mod read;
pub mod rows;
pub mod sheet;
pub(crate) mod since;
pub mod undo;
pub mod upload;
pub mod words;

use uuid::Uuid;

use crate::error::{ApiResult, Code};
use crate::state::App;
use sheet::{Import, Sheet, State};

/// An id that is made from the import, the row and a number: the same work gives the same id, so that work that was cut
/// off goes on without doing anything twice.
pub(crate) fn id_of(import: &str, position: i64, number: u32) -> Uuid {
    use sha2::{Digest, Sha256};
    let digest = Sha256::digest(format!("{import}/{position}/{number}"));
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

/// Reads an import that must be there.
pub(crate) async fn find(app: &App, id: &str) -> ApiResult<(Sheet, Import)> {
    sheet::load(app, id).await?.ok_or_else(|| Code::NotFound.into())
}

/// Refuses what is no longer, or not yet, possible.
pub(crate) fn must_be(sheet: &Sheet, states: &[State]) -> ApiResult<()> {
    if states.contains(&sheet.state) {
        Ok(())
    } else {
        Err(crate::error::ApiError::new(Code::ImportState).with("state", sheet.state.code()))
    }
}

/// At the start of the program: nobody reads any more what was being read when it ended.
pub async fn after_restart(app: &App) -> ApiResult<()> {
    for found in app
        .store
        .worksheets(app.commune(), sheet::KIND, Some(State::Reading.code()), 100)
        .await?
    {
        let mut import: Import = serde_json::from_str(&found.body)?;
        import.fault = Some("import_interrupted".to_owned());
        sheet::save(app, &found.id, (State::Reading, State::Failed), &import, &[], None).await?;
    }
    Ok(())
}
