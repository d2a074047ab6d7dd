//! Files by content: resumable, and visible only when every byte is there and the hash is right.

mod disk;

use std::path::PathBuf;
use std::sync::Arc;

use uuid::Uuid;

pub(crate) use disk::blocking;
pub use disk::{Disk, FileStore, LocalDisk};

use crate::Store;
use crate::db::Query;
use crate::error::{Result, StoreError};
use crate::schema::row;

/// The largest file, bytes.
pub const MAX_FILE_BYTES: u64 = 25 * 1024 * 1024;

/// The largest file that the office keeps as it came (a list of another office), bytes.
pub const MAX_KEPT_BYTES: u64 = 40 * 1024 * 1024;

/// A file that is about to come.
#[derive(Clone, Copy, Debug)]
pub struct Announced<'a> {
    /// SHA-256, 64 hex digits in lower case.
    pub hash: &'a str,
    /// Type as announced.
    pub mime: &'a str,
    /// Bytes in full.
    pub size: u64,
    /// Account that sends it.
    pub by: Uuid,
    /// Vietnamese civil time.
    pub now: &'a str,
}

/// What is known about a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileInfo {
    /// SHA-256, 64 hex digits in lower case.
    pub hash: String,
    /// Type as announced.
    pub mime: String,
    /// Bytes in full.
    pub size: u64,
    /// Bytes that arrived.
    pub offset: u64,
    /// Whether all is there and the hash is right.
    pub complete: bool,
    /// Account that began the upload.
    pub created_by: Uuid,
    /// When, Vietnamese civil time.
    pub created_at: String,
}

/// Whether a text is a SHA-256 in lower-case hex: nothing else ever becomes a file name.
pub fn is_hash(text: &str) -> bool {
    text.len() == 64
        && text
            .bytes()
            .all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}

impl Store {
    /// Begins an upload with its first bytes, which may be all of it or none; of one that was begun before, says how far
    /// it is and takes nothing.
    ///
    /// # Errors
    /// `NotFound` for something that is not a hash, `TooLong` beyond [`MAX_FILE_BYTES`] or the announced size,
    /// `HashMismatch`, `DiskFull`.
    pub async fn create_file(&self, commune: &str, file: Announced<'_>, first: &[u8]) -> Result<FileInfo> {
        if file.size > MAX_FILE_BYTES {
            return Err(StoreError::TooLong);
        }
        self.begin_file(commune, file, first).await
    }

    /// Keeps a whole file that arrived at once; harmless when it is there already.
    ///
    /// # Errors
    /// `NotFound` for something that is not a hash, `HashMismatch`, `TooLong` beyond [`MAX_KEPT_BYTES`], `DiskFull`.
    pub async fn keep_file(&self, commune: &str, file: Announced<'_>, bytes: &[u8]) -> Result<()> {
        if file.size > MAX_KEPT_BYTES {
            return Err(StoreError::TooLong);
        }
        if !self.begin_file(commune, file, bytes).await?.complete {
            // A device left a part of it.
            self.discard_file(commune, file.hash).await?;
            self.begin_file(commune, file, bytes).await?;
        }
        Ok(())
    }

    async fn begin_file(&self, commune: &str, file: Announced<'_>, first: &[u8]) -> Result<FileInfo> {
        if !is_hash(file.hash) {
            return Err(StoreError::NotFound);
        }
        if first.len() as u64 > file.size {
            return Err(StoreError::TooLong);
        }
        let _guard = self.files.lock(commune, file.hash).await;
        if let Some(info) = self.file(commune, file.hash).await? {
            return Ok(info);
        }
        let info = FileInfo {
            hash: file.hash.to_owned(),
            mime: file.mime.to_owned(),
            size: file.size,
            offset: self.files.part_length(commune, file.hash).await?,
            complete: false,
            created_by: file.by,
            created_at: file.now.to_owned(),
        };
        let is_whole = info.offset == 0 && first.len() as u64 == info.size;
        if is_whole {
            return self.add(commune, info, first).await;
        }
        self.write_file(commune, &info).await?;
        if first.is_empty() || info.offset > 0 {
            return Ok(info);
        }
        self.add(commune, info, first).await
    }

    /// One of many small writes of an upload: it shares its commit with others.
    async fn write_file(&self, commune: &str, info: &FileInfo) -> Result<()> {
        let values = row![
            commune,
            info.hash.as_str(),
            info.mime.as_str(),
            info.size as i64,
            info.complete,
            info.created_by,
            info.created_at.as_str()
        ];
        let now = &info.created_at;
        self.writers.file(&self.db, commune, now, values).await
    }

    /// What is known about a file.
    pub async fn file(&self, commune: &str, hash: &str) -> Result<Option<FileInfo>> {
        let text = "SELECT mime, size, complete, created_by, created_at FROM file WHERE commune = $1 AND hash = $2";
        let Some(row) = self
            .db
            .fetch_optional(Query::new(text).bind(commune).bind(hash))
            .await?
        else {
            return Ok(None);
        };
        let (size, complete) = (row.int(1)? as u64, row.flag(2)?);
        let offset = if complete {
            size
        } else {
            self.files.part_length(commune, hash).await?
        };
        Ok(Some(FileInfo {
            hash: hash.to_owned(),
            mime: row.text(0)?,
            size,
            offset,
            complete,
            created_by: row.uuid(3)?,
            created_at: row.text(4)?,
        }))
    }

    /// Appends bytes at `offset`; says how far the file is. The last bytes complete it: the hash is checked, the
    /// content is made durable and appears under its name at once.
    ///
    /// # Errors
    /// `OffsetMismatch` with the right offset; `TooLong`; `HashMismatch` (the upload begins anew); `DiskFull` (what
    /// arrived before stays).
    pub async fn append_file(&self, commune: &str, hash: &str, offset: u64, bytes: &[u8]) -> Result<FileInfo> {
        let _guard = self.files.lock(commune, hash).await;
        let info = self.file(commune, hash).await?.ok_or(StoreError::NotFound)?;
        if info.complete {
            return Ok(info);
        }
        if info.offset != offset {
            return Err(StoreError::OffsetMismatch { offset: info.offset });
        }
        self.add(commune, info, bytes).await
    }

    /// Adds bytes to what is there, under the lock of the file.
    async fn add(&self, commune: &str, info: FileInfo, bytes: &[u8]) -> Result<FileInfo> {
        let end = info.offset + bytes.len() as u64;
        if end > info.size {
            return Err(StoreError::TooLong);
        }
        let complete = end == info.size;
        self.files
            .append(commune, &info.hash, info.offset, bytes, complete)
            .await?;
        let info = FileInfo {
            offset: end,
            complete,
            ..info
        };
        if complete {
            self.write_file(commune, &info).await?;
        }
        Ok(info)
    }

    /// Throws away an upload that is not complete (its content is not an image, say). A complete file stays.
    pub async fn discard_file(&self, commune: &str, hash: &str) -> Result<()> {
        let _guard = self.files.lock(commune, hash).await;
        let text = "DELETE FROM file WHERE commune = $1 AND hash = $2 AND complete = 0";
        if self.db.execute(Query::new(text).bind(commune).bind(hash)).await? > 0 {
            self.files.discard(commune, hash).await?;
        }
        Ok(())
    }

    /// Throws away uploads that were begun before `before` (Vietnamese civil time) and never completed, at most 1,000;
    /// says how many. A device that comes back later begins them anew.
    pub async fn discard_stale_files(&self, commune: &str, before: &str) -> Result<u32> {
        let text =
            "SELECT hash FROM file WHERE commune = $1 AND complete = 0 AND created_at < $2 ORDER BY hash LIMIT 1000";
        let rows = self.db.fetch_all(Query::new(text).bind(commune).bind(before)).await?;
        for row in &rows {
            self.discard_file(commune, &row.text(0)?).await?;
        }
        Ok(rows.len() as u32)
    }

    /// The first bytes of an upload or a file, for a check of its content.
    pub async fn file_start(&self, commune: &str, hash: &str, length: usize) -> Result<Vec<u8>> {
        let info = self.file(commune, hash).await?.ok_or(StoreError::NotFound)?;
        self.files.start(commune, hash, info.complete, length).await
    }

    /// A complete file, to be read as a stream: its path.
    pub async fn open_file(&self, commune: &str, hash: &str) -> Result<(FileInfo, PathBuf)> {
        let info = self
            .file(commune, hash)
            .await?
            .filter(|info| info.complete)
            .ok_or(StoreError::NotFound)?;
        Ok((info, self.files.path(commune, hash)))
    }

    /// The same store over another disk: for tests of a full one.
    pub fn with_disk(mut self, disk: Arc<dyn Disk>) -> Store {
        self.files = self.files.with_disk(disk);
        self
    }
}
