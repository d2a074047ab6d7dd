//! The folder of files: `files/<commune>/<first two digits>/<hash>`, and `<hash>.part` while it arrives.

use std::collections::HashMap;
use std::fs::{self, File, OpenOptions};
use std::io::{Read as _, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, Weak};

use sha2::{Digest as _, Sha256};

use crate::error::{Result, StoreError};

/// How bytes reach the disk. The one thing that a test replaces: a full disk cannot be had in milliseconds otherwise.
pub trait Disk: Send + Sync {
    /// Writes all bytes at the end of the file, or fails.
    fn write_all(&self, file: &mut File, bytes: &[u8]) -> std::io::Result<()>;
}

/// The real disk.
#[derive(Debug)]
pub struct LocalDisk;

impl Disk for LocalDisk {
    fn write_all(&self, file: &mut File, bytes: &[u8]) -> std::io::Result<()> {
        file.write_all(bytes)
    }
}

/// Files under one folder.
#[derive(Clone)]
pub struct FileStore {
    root: PathBuf,
    disk: Arc<dyn Disk>,
    locks: Arc<Mutex<HashMap<PathBuf, Weak<tokio::sync::Mutex<()>>>>>,
}

impl FileStore {
    pub(crate) async fn open(root: PathBuf) -> Result<FileStore> {
        tokio::fs::create_dir_all(&root).await?;
        Ok(FileStore {
            root,
            disk: Arc::new(LocalDisk),
            locks: Arc::default(),
        })
    }

    pub(crate) fn with_disk(&self, disk: Arc<dyn Disk>) -> FileStore {
        FileStore { disk, ..self.clone() }
    }

    /// Where a complete file is.
    pub(crate) fn path(&self, commune: &str, hash: &str) -> PathBuf {
        self.root.join(commune).join(hash.get(..2).unwrap_or("xx")).join(hash)
    }

    fn part(&self, commune: &str, hash: &str) -> PathBuf {
        self.path(commune, hash).with_extension("part")
    }

    /// One upload of a file at a time.
    pub(crate) async fn lock(&self, commune: &str, hash: &str) -> tokio::sync::OwnedMutexGuard<()> {
        let lock = {
            let mut locks = self.locks.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            locks.retain(|_, lock| lock.strong_count() > 0);
            let path = self.path(commune, hash);
            locks.get(&path).and_then(Weak::upgrade).unwrap_or_else(|| {
                let lock = Arc::new(tokio::sync::Mutex::new(()));
                locks.insert(path, Arc::downgrade(&lock));
                lock
            })
        };
        lock.lock_owned().await
    }

    pub(crate) async fn part_length(&self, commune: &str, hash: &str) -> Result<u64> {
        match tokio::fs::metadata(self.part(commune, hash)).await {
            Ok(metadata) => Ok(metadata.len()),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                // Not begun; or complete on disk while the program ended before the database knew: then it comes again.
                Ok(0)
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Appends at `offset`, durably. What a failed write left behind is cut off again. The last piece completes the file:
    /// its hash is checked and it gets its name. A wrong hash removes the part.
    pub(crate) async fn append(
        &self,
        commune: &str,
        hash: &str,
        offset: u64,
        bytes: &[u8],
        is_last: bool,
    ) -> Result<()> {
        let (part, path, hash) = (self.part(commune, hash), self.path(commune, hash), hash.to_owned());
        let (disk, bytes) = (self.disk.clone(), bytes.to_vec());
        blocking(move || {
            let folder = path.parent().unwrap_or(Path::new("."));
            fs::create_dir_all(folder)?;
            let mut file = OpenOptions::new().create(true).append(true).open(&part)?;
            let cut_off = |error: std::io::Error, file: &File| -> Result<()> {
                file.set_len(offset)?;
                Err(error.into())
            };
            if let Err(error) = disk.write_all(&mut file, &bytes) {
                return cut_off(error, &file);
            }
            if !is_last {
                return file.sync_data().or_else(|error| cut_off(error, &file));
            }
            // A file that came in one piece is in memory already.
            let found = if offset == 0 {
                hex(Sha256::digest(&bytes).as_slice())
            } else {
                hash_file(&part)?
            };
            if found != hash {
                fs::remove_file(&part)?;
                return Err(StoreError::HashMismatch);
            }
            // Named before it is synced: content and name reach the disk together. Until then no row says that it is there.
            fs::rename(&part, &path)?;
            if let Err(error) = file.sync_data() {
                fs::rename(&path, &part)?;
                return cut_off(error, &file);
            }
            File::open(folder)?.sync_all()?;
            Ok(())
        })
        .await
    }

    pub(crate) async fn discard(&self, commune: &str, hash: &str) -> Result<()> {
        match tokio::fs::remove_file(self.part(commune, hash)).await {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        }
    }

    pub(crate) async fn start(&self, commune: &str, hash: &str, complete: bool, length: usize) -> Result<Vec<u8>> {
        let path = if complete {
            self.path(commune, hash)
        } else {
            self.part(commune, hash)
        };
        blocking(move || {
            let mut bytes = Vec::new();
            match File::open(path) {
                Ok(file) => file.take(length as u64).read_to_end(&mut bytes)?,
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => 0,
                Err(error) => return Err(error.into()),
            };
            Ok(bytes)
        })
        .await
    }

    /// Whether the content of a complete file has its hash.
    pub(crate) async fn is_sound(&self, commune: &str, hash: &str) -> Result<bool> {
        let (path, hash) = (self.path(commune, hash), hash.to_owned());
        blocking(move || match hash_file(&path) {
            Ok(found) => Ok(found == hash),
            Err(StoreError::File(error)) if error.kind() == std::io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(error),
        })
        .await
    }

    /// Puts a complete file there, from a backup.
    pub(crate) fn put(&self, commune: &str, hash: &str, content: &mut dyn std::io::Read) -> Result<()> {
        let (part, path) = (self.part(commune, hash), self.path(commune, hash));
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let mut file = File::create(&part)?;
        std::io::copy(content, &mut file)?;
        file.sync_all()?;
        if hash_file(&part)? != hash {
            fs::remove_file(&part)?;
            return Err(StoreError::HashMismatch);
        }
        fs::rename(&part, &path)?;
        Ok(())
    }
}

fn hash_file(path: &Path) -> Result<String> {
    let mut file = File::open(path)?;
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let read = file.read(&mut buffer)?;
        if read == 0 {
            break;
        }
        hasher.update(&buffer[..read]);
    }
    Ok(hex(hasher.finalize().as_slice()))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

pub(crate) async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(|_| StoreError::Busy)?
}
