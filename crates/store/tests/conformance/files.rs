//! Files arrive in pieces, or not at all.

use std::fs::File;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use sha2::{Digest as _, Sha256};
use store::files::{Announced, Disk, MAX_FILE_BYTES};
use store::{Store, StoreError};
use uuid::Uuid;

use crate::Env;
use crate::fixture::*;

crate::on_both_engines!(
    resumes_at_every_offset,
    a_wrong_hash_begins_anew,
    a_full_disk_keeps_what_arrived,
    limits_hold,
    a_whole_file_is_kept_once,
    the_first_piece_comes_with_the_announcement
);

fn picture() -> (Vec<u8>, String) {
    let bytes: Vec<u8> = (0..5000_u32)
        .map(|number| (number.wrapping_mul(31) >> 3) as u8)
        .collect();
    let hash = Sha256::digest(&bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    (bytes, hash)
}

fn announced(hash: &str, size: usize) -> Announced<'_> {
    Announced {
        hash,
        mime: "image/jpeg",
        size: size as u64,
        by: Uuid::from_u128(0xA),
        now: NOW,
    }
}

async fn begin(store: &Store, hash: &str, size: usize) -> u64 {
    let info = store.create_file(COMMUNE, announced(hash, size), b"").await;
    info.unwrap().offset
}

async fn resumes_at_every_offset(env: Env) {
    let (bytes, hash) = picture();
    for cut in (0..=20).map(|part| part * bytes.len() / 20) {
        // A program of its own each time, with a folder of its own; the database is shared.
        let mut config = env.config.clone();
        config.data_dir = config.data_dir.join(format!("cut{cut}"));
        let store = Store::open(&config).await.unwrap();
        store.create_commune(COMMUNE, NOW).await.unwrap();
        let hash = if env.engine == crate::Engine::Sqlite {
            hash.clone()
        } else {
            rehash(&bytes, cut)
        };
        let bytes = if env.engine == crate::Engine::Sqlite {
            bytes.clone()
        } else {
            with_mark(&bytes, cut)
        };
        assert_eq!(begin(&store, &hash, bytes.len()).await, 0);
        let first = store.append_file(COMMUNE, &hash, 0, &bytes[..cut]).await.unwrap();
        assert_eq!((first.offset as usize, first.complete), (cut, cut == bytes.len()));
        drop(store);
        let store = Store::open(&config).await.unwrap();
        let offset = begin(&store, &hash, bytes.len()).await as usize;
        assert_eq!(offset, cut);
        if cut > 0 && cut < bytes.len() {
            let wrong = store.append_file(COMMUNE, &hash, 0, &bytes).await;
            assert!(matches!(wrong, Err(StoreError::OffsetMismatch { offset }) if offset as usize == cut));
        }
        let done = store
            .append_file(COMMUNE, &hash, offset as u64, &bytes[offset..])
            .await
            .unwrap();
        assert!(done.complete);
        let (_, path) = store.open_file(COMMUNE, &hash).await.unwrap();
        assert_eq!(std::fs::read(path).unwrap(), bytes);
        store.close().await;
    }
}

fn with_mark(bytes: &[u8], mark: usize) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    bytes[..8].copy_from_slice(&(mark as u64).to_le_bytes());
    bytes
}

fn rehash(bytes: &[u8], mark: usize) -> String {
    Sha256::digest(with_mark(bytes, mark))
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

async fn a_wrong_hash_begins_anew(env: Env) {
    let (mut bytes, hash) = picture();
    begin(&env.store, &hash, bytes.len()).await;
    bytes[100] ^= 1;
    assert!(matches!(
        env.store.append_file(COMMUNE, &hash, 0, &bytes).await,
        Err(StoreError::HashMismatch)
    ));
    assert!(matches!(
        env.store.open_file(COMMUNE, &hash).await,
        Err(StoreError::NotFound)
    ));
    bytes[100] ^= 1;
    assert_eq!(begin(&env.store, &hash, bytes.len()).await, 0);
    assert!(env.store.append_file(COMMUNE, &hash, 0, &bytes).await.unwrap().complete);
    // The same content twice is one file.
    assert_eq!(begin(&env.store, &hash, bytes.len()).await as usize, bytes.len());
    assert!(env.store.verify().await.unwrap().faults.is_empty());
}

/// Takes some bytes, then is full, after writing a part of the piece.
struct SmallDisk(AtomicU64);

impl Disk for SmallDisk {
    fn write_all(&self, file: &mut File, bytes: &[u8]) -> std::io::Result<()> {
        use std::io::Write as _;
        let room = self.0.load(Ordering::SeqCst) as usize;
        let fits = bytes.len().min(room);
        file.write_all(&bytes[..fits])?;
        self.0.fetch_sub(fits as u64, Ordering::SeqCst);
        if fits < bytes.len() {
            Err(std::io::ErrorKind::StorageFull.into())
        } else {
            Ok(())
        }
    }
}

async fn a_full_disk_keeps_what_arrived(env: Env) {
    let (bytes, hash) = picture();
    let full = env.store.clone().with_disk(Arc::new(SmallDisk(AtomicU64::new(3000))));
    begin(&full, &hash, bytes.len()).await;
    full.append_file(COMMUNE, &hash, 0, &bytes[..2000]).await.unwrap();
    let error = full
        .append_file(COMMUNE, &hash, 2000, &bytes[2000..4000])
        .await
        .unwrap_err();
    assert!(matches!(error, StoreError::DiskFull) && error.is_temporary());
    assert_eq!(
        begin(&env.store, &hash, bytes.len()).await,
        2000,
        "the half-written piece is gone"
    );
    assert!(
        env.store
            .append_file(COMMUNE, &hash, 2000, &bytes[2000..])
            .await
            .unwrap()
            .complete
    );
}

async fn limits_hold(env: Env) {
    let (bytes, hash) = picture();
    let store = &env.store;
    let big = announced(&hash, MAX_FILE_BYTES as usize + 1);
    let big = store.create_file(COMMUNE, big, b"").await;
    assert!(matches!(big, Err(StoreError::TooLong)));
    for name in ["", "../../etc/passwd", &hash.to_uppercase(), &hash[1..]] {
        let odd = store.create_file(COMMUNE, announced(name, 10), b"").await;
        assert!(matches!(odd, Err(StoreError::NotFound)), "{name}");
    }
    begin(store, &hash, 10).await;
    assert!(matches!(
        store.append_file(COMMUNE, &hash, 0, &bytes).await,
        Err(StoreError::TooLong)
    ));
    store.discard_file(COMMUNE, &hash).await.unwrap();
    assert!(store.file(COMMUNE, &hash).await.unwrap().is_none());
}

async fn a_whole_file_is_kept_once(env: Env) {
    let (bytes, hash) = picture();
    let store = &env.store;
    // A part that a device left behind is no hindrance.
    begin(store, &hash, bytes.len()).await;
    store.append_file(COMMUNE, &hash, 0, &bytes[..100]).await.unwrap();
    for _ in 0..2 {
        let file = announced(&hash, bytes.len());
        store.keep_file(COMMUNE, file, &bytes).await.unwrap();
        let (info, path) = store.open_file(COMMUNE, &hash).await.unwrap();
        assert_eq!(
            (info.size, std::fs::read(path).unwrap()),
            (bytes.len() as u64, bytes.clone())
        );
    }
    let other = "0".repeat(64);
    let wrong = store.keep_file(COMMUNE, announced(&other, bytes.len()), &bytes).await;
    assert!(matches!(wrong, Err(StoreError::HashMismatch)));
    assert!(store.open_file(COMMUNE, &other).await.is_err());
    let path = store
        .keep_file(COMMUNE, announced("../../x", bytes.len()), &bytes)
        .await;
    assert!(matches!(path, Err(StoreError::NotFound)));
}

async fn the_first_piece_comes_with_the_announcement(env: Env) {
    let (bytes, hash) = picture();
    let store = &env.store;
    let file = announced(&hash, bytes.len());
    let begun = store.create_file(COMMUNE, file, &bytes[..2000]).await.unwrap();
    assert_eq!((begun.offset, begun.complete), (2000, false));
    // The answer was lost and the device begins anew: nothing is written twice.
    let again = store.create_file(COMMUNE, file, &bytes[..2000]).await.unwrap();
    assert_eq!((again.offset, again.complete), (2000, false));
    assert!(
        store
            .append_file(COMMUNE, &hash, 2000, &bytes[2000..])
            .await
            .unwrap()
            .complete
    );

    let small = b"abc";
    let hash = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    let long = store.create_file(COMMUNE, announced(hash, 2), small).await;
    assert!(matches!(long, Err(StoreError::TooLong)));
    let wrong = store.create_file(COMMUNE, announced(hash, 3), b"abd").await;
    assert!(matches!(wrong, Err(StoreError::HashMismatch)));
    assert!(
        store.file(COMMUNE, hash).await.unwrap().is_none(),
        "nothing is left of it"
    );
    let whole = store.create_file(COMMUNE, announced(hash, 3), small).await.unwrap();
    assert_eq!((whole.offset, whole.complete), (3, true));
    assert!(store.verify().await.unwrap().faults.is_empty());
}
