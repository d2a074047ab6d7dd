//! What can go wrong in the store. Messages carry no personal data.

/// An error of the store.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Nothing has this id.
    #[error("not found")]
    NotFound,
    /// The id or name is taken, or the state does not allow it.
    #[error("already there: {0}")]
    Taken(&'static str),
    /// Too much work is waiting; try again.
    #[error("busy")]
    Busy,
    /// No space left on the disk. Nothing was half-written.
    #[error("disk full")]
    DiskFull,
    /// What is stored does not make sense; the text says where, without content.
    #[error("corrupt: {0}")]
    Corrupt(String),
    /// A file of the file store could not be read or written.
    #[error("file store: {0}")]
    File(std::io::Error),
    /// The offset of an upload is not where the file ends; the right one is given.
    #[error("offset mismatch")]
    OffsetMismatch {
        /// Bytes already stored.
        offset: u64,
    },
    /// The content does not have the promised hash; it was thrown away.
    #[error("hash mismatch")]
    HashMismatch,
    /// More bytes than announced.
    #[error("too long")]
    TooLong,
    /// The database answered with an error.
    #[error("database: {}", describe(.0))]
    Database(sqlx::Error),
}

/// The result of the store.
pub type Result<T> = std::result::Result<T, StoreError>;

impl StoreError {
    /// Whether the same work may succeed later without change.
    pub fn is_temporary(&self) -> bool {
        matches!(self, StoreError::Busy | StoreError::DiskFull)
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::PoolTimedOut => StoreError::Busy,
            sqlx::Error::Database(inner) => match inner.code().as_deref() {
                // SQLite: SQLITE_FULL, SQLITE_BUSY. PostgreSQL: disk_full, lock_not_available, too_many_connections.
                Some("13" | "53100") => StoreError::DiskFull,
                Some("5" | "517" | "55P03" | "53300" | "40001" | "40P01") => StoreError::Busy,
                _ => StoreError::Database(error),
            },
            _ => StoreError::Database(error),
        }
    }
}

impl From<std::io::Error> for StoreError {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => StoreError::DiskFull,
            _ => StoreError::File(error),
        }
    }
}

/// The engine's code only: its message may quote a value.
fn describe(error: &sqlx::Error) -> String {
    match error {
        sqlx::Error::Database(inner) => format!("code {}", inner.code().unwrap_or_default()),
        sqlx::Error::Io(error) => format!("connection: {}", error.kind()),
        sqlx::Error::RowNotFound => "row not found".to_owned(),
        sqlx::Error::PoolClosed => "closed".to_owned(),
        _ => "client error".to_owned(),
    }
}
