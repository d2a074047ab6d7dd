//! What the program knows of the work that goes on now. It is forgotten when the program ends.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use serde::Serialize;
use tokio::sync::Semaphore;

use crate::error::{ApiError, ApiResult, Code};
use crate::limits;

/// How far a piece of work is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Progress {
    /// `waiting`, `reading`, `comparing`, `keeping`, `writing`, `undoing`.
    pub phase: &'static str,
    /// Rows done.
    pub rows: u64,
    /// Of so many, when that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<u64>,
}

/// One heavy piece of work at a time; the others wait their turn.
#[derive(Debug)]
pub struct Desk {
    /// Held while a file is taken in, so that the same file does not come in twice at once.
    pub door: tokio::sync::Mutex<()>,
    turn: Arc<Semaphore>,
    running: Mutex<HashMap<String, Progress>>,
}

impl Default for Desk {
    fn default() -> Self {
        Desk {
            door: tokio::sync::Mutex::new(()),
            turn: Arc::new(Semaphore::new(1)),
            running: Mutex::default(),
        }
    }
}

impl Desk {
    fn running(&self) -> std::sync::MutexGuard<'_, HashMap<String, Progress>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Begins a piece of work.
    ///
    /// # Errors
    /// `import_state` when it is being worked on already, `server_busy` when too much is waiting.
    pub fn begin(self: &Arc<Self>, id: &str) -> ApiResult<Work> {
        let mut running = self.running();
        if running.contains_key(id) {
            return Err(ApiError::new(Code::ImportState).with("state", "running"));
        }
        if running.len() >= limits::IMPORTS_WAITING {
            return Err(ApiError::new(Code::ServerBusy).with("seconds", 20));
        }
        let waiting = Progress {
            phase: "waiting",
            rows: 0,
            of: None,
        };
        running.insert(id.to_owned(), waiting);
        Ok(Work {
            desk: Arc::clone(self),
            id: id.to_owned(),
        })
    }

    /// How far the work on an import is; nothing when nobody works on it.
    pub fn progress(&self, id: &str) -> Option<Progress> {
        self.running().get(id).copied()
    }
}

/// A piece of work that goes on. When it is dropped, it is over.
#[derive(Debug)]
pub struct Work {
    desk: Arc<Desk>,
    id: String,
}

impl Work {
    /// Waits for the turn.
    pub async fn turn(&self) -> ApiResult<tokio::sync::OwnedSemaphorePermit> {
        self.desk.turn.clone().acquire_owned().await.map_err(ApiError::internal)
    }

    /// Says how far it is.
    pub fn says(&self, phase: &'static str, rows: u64, of: Option<u64>) {
        self.desk
            .running()
            .insert(self.id.clone(), Progress { phase, rows, of });
    }
}

impl Drop for Work {
    fn drop(&mut self) {
        self.desk.running().remove(&self.id);
    }
}
