//! What every handler shares.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Semaphore;

use crate::clock::Clock;
use crate::config::Config;
use crate::error::{ApiError, ApiResult, Code};
use crate::imports::desk::Desk;
use crate::limits;
use crate::missing::scan::Scans;
use crate::people::index::People;
use crate::rules::Law;
use crate::security::password::Passwords;
use crate::security::throttle::Throttle;
use crate::session::SessionCache;
use crate::sweep::Sweeps;

/// Tries to sign in per account and address: ten at once, then one per 30 s.
const SIGN_IN_BURST: u32 = 10;
const SIGN_IN_REFILL: Duration = Duration::from_secs(30);
/// Look-ups of dossiers per address: ten at once, then one per 20 s. A village hall shares one address.
const LOOK_UP_BURST: u32 = 10;
const LOOK_UP_REFILL: Duration = Duration::from_secs(20);
/// Look-ups per dossier code, from any address: guessing four digits takes weeks.
const LOOK_UP_CODE_BURST: u32 = 10;
const LOOK_UP_CODE_REFILL: Duration = Duration::from_secs(120);

/// The running program.
pub struct App {
    /// The store.
    pub store: store::Store,
    /// Settings, commune, villages.
    pub config: Config,
    /// The clock.
    pub clock: Clock,
    /// The rules.
    pub law: Law,
    /// Search over people.
    pub people: People,
    /// Who may be missing out.
    pub scans: Scans,
    /// What a change of the law does.
    pub sweeps: Sweeps,
    /// Passwords.
    pub passwords: Passwords,
    /// Sessions read within the last seconds.
    pub sessions: SessionCache,
    /// Tries to sign in.
    pub sign_ins: Throttle,
    /// Lists that are being read or written.
    pub imports: Arc<Desk>,
    /// Public look-ups by address.
    pub look_ups: Throttle,
    /// Public look-ups by dossier code.
    pub look_ups_of_code: Throttle,
    typesetter: Arc<documents::Typesetter>,
    typesetting: Arc<Semaphore>,
    typesetting_queue: Arc<Semaphore>,
    /// The data folder.
    pub data: PathBuf,
}

/// Shared by all handlers.
pub type AppState = Arc<App>;

impl App {
    /// Puts the parts together.
    pub fn new(
        store: store::Store,
        config: Config,
        clock: Clock,
        law: Law,
        passwords: Passwords,
        data: PathBuf,
    ) -> Self {
        Self {
            store,
            config,
            clock,
            law,
            people: People::default(),
            scans: Scans::default(),
            sweeps: Sweeps::default(),
            passwords,
            sessions: SessionCache::default(),
            sign_ins: Throttle::new(SIGN_IN_BURST, SIGN_IN_REFILL),
            imports: Arc::default(),
            look_ups: Throttle::new(LOOK_UP_BURST, LOOK_UP_REFILL),
            look_ups_of_code: Throttle::new(LOOK_UP_CODE_BURST, LOOK_UP_CODE_REFILL),
            typesetter: Arc::new(documents::Typesetter::new()),
            typesetting: Arc::new(Semaphore::new(limits::TYPESETTERS)),
            typesetting_queue: Arc::new(Semaphore::new(limits::TYPESETTER_QUEUE)),
            data,
        }
    }

    /// Official code of the commune: the first part of every key of the store.
    pub fn commune(&self) -> &str {
        &self.config.commune.code
    }

    /// `Xã Tà Đùng`.
    pub fn commune_name(&self) -> &str {
        &self.config.commune.name
    }

    /// Whether everything is invented.
    pub fn is_demo(&self) -> bool {
        self.config.commune.demo
    }

    /// Makes a PDF on a thread of its own; few at a time, and not too many waiting.
    pub async fn typeset(&self, document: documents::Document) -> ApiResult<Vec<u8>> {
        let _place = self
            .typesetting_queue
            .try_acquire()
            .map_err(|_| ApiError::new(Code::ServerBusy).with("seconds", 5))?;
        let turn = self
            .typesetting
            .clone()
            .acquire_owned()
            .await
            .map_err(ApiError::internal)?;
        let typesetter = self.typesetter.clone();
        let made = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            typesetter.render(&document)
        });
        Ok(made.await.map_err(ApiError::internal)??)
    }
}

impl From<store::StoreError> for ApiError {
    fn from(error: store::StoreError) -> Self {
        use store::StoreError;
        match error {
            StoreError::NotFound => Code::NotFound.into(),
            StoreError::Taken(_) => Code::AlreadyClosed.into(),
            StoreError::Busy => ApiError::new(Code::ServerBusy).with("seconds", 3),
            StoreError::DiskFull => Code::StorageFull.into(),
            StoreError::OffsetMismatch { offset } => ApiError::new(Code::OffsetMismatch).with("offset", offset),
            StoreError::HashMismatch => Code::HashMismatch.into(),
            StoreError::TooLong => ApiError::new(Code::FileTooLarge).with("limit", limits::FILE_BYTES),
            StoreError::Corrupt(_) | StoreError::File(_) | StoreError::Database(_) => ApiError::internal(error),
        }
    }
}
