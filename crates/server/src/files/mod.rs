//! Files, by content and resumable.

mod content;
pub mod download;
pub mod upload;

use crate::error::ApiResult;
use crate::state::App;

/// A whole small file, `None` when it has not arrived.
pub async fn read_whole(app: &App, hash: &str) -> ApiResult<Option<Vec<u8>>> {
    match app.store.open_file(app.commune(), hash).await {
        Ok((_, path)) => Ok(tokio::fs::read(path).await.ok()),
        Err(store::StoreError::NotFound) => Ok(None),
        Err(error) => Err(error.into()),
    }
}
