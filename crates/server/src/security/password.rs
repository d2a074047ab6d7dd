//! Passwords: Argon2id, never more than a few hashes at the same time.

use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Argon2, Params, PasswordHash};
use tokio::sync::Semaphore;

/// Memory of one hash in KiB (OWASP's first recommendation: 19 MiB, two passes, one lane).
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// Hashes at the same time: 150 people who sign in after lunch wait in line instead of taking 3 GB.
const AT_ONCE: usize = 3;

/// Shortest password that `tanthon user` accepts, in characters.
pub const MIN_CHARS: usize = 8;
/// Longest password that is hashed at all, in bytes.
pub const MAX_BYTES: usize = 256;

/// Why a password could not be hashed.
#[derive(Debug, thiserror::Error)]
pub enum PasswordError {
    /// Too short to be one.
    #[error("a password needs at least {MIN_CHARS} characters")]
    TooShort,
    /// Longer than anybody types.
    #[error("a password has at most {MAX_BYTES} bytes")]
    TooLong,
    /// The library failed.
    #[error("password hashing failed: {0}")]
    Failed(String),
}

/// Hashes and checks passwords.
#[derive(Debug)]
pub struct Passwords {
    line: Semaphore,
    /// Checked when there is no such account, so that both answers take the same time.
    decoy: String,
}

impl Passwords {
    /// Prepares the decoy.
    pub fn new() -> Result<Self, PasswordError> {
        Ok(Self {
            line: Semaphore::new(AT_ONCE),
            decoy: hash("decoy-password")?,
        })
    }

    /// Whether the password is that of the hash; without a hash the answer is no, after the same time.
    pub async fn matches(&self, password: String, hash: Option<String>) -> bool {
        let known = hash.is_some();
        let hash = hash.unwrap_or_else(|| self.decoy.clone());
        let Ok(_place) = self.line.acquire().await else {
            return false;
        };
        let right = tokio::task::spawn_blocking(move || verify(&password, &hash))
            .await
            .unwrap_or(false);
        known && right
    }
}

/// The PHC string of a new password. Slow on purpose (about 20 ms): not for async code.
pub fn hash(password: &str) -> Result<String, PasswordError> {
    if password.chars().count() < MIN_CHARS {
        return Err(PasswordError::TooShort);
    }
    if password.len() > MAX_BYTES {
        return Err(PasswordError::TooLong);
    }
    let hash = hasher()?.hash_password(password.as_bytes());
    hash.map(|hash| hash.to_string())
        .map_err(|error| PasswordError::Failed(error.to_string()))
}

fn verify(password: &str, hash: &str) -> bool {
    if password.len() > MAX_BYTES {
        return false;
    }
    let Ok(hash) = PasswordHash::new(hash) else {
        return false;
    };
    hasher().is_ok_and(|hasher| hasher.verify_password(password.as_bytes(), &hash).is_ok())
}

fn hasher() -> Result<Argon2<'static>, PasswordError> {
    let params =
        Params::new(MEMORY_KIB, PASSES, LANES, None).map_err(|error| PasswordError::Failed(error.to_string()))?;
    Ok(Argon2::new(argon2::Algorithm::Argon2id, argon2::Version::V0x13, params))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_right_password_matches() {
        let stored = hash("bon-dru-2026").expect("long enough");
        assert!(stored.starts_with("$argon2id$"));
        assert!(verify("bon-dru-2026", &stored));
        assert!(!verify("bon-dru-2025", &stored));
        assert!(!verify("bon-dru-2026", "not a hash"));
    }

    #[test]
    fn refuses_passwords_that_are_too_short_or_long() {
        assert!(matches!(hash("ngan"), Err(PasswordError::TooShort)));
        assert!(matches!(hash(&"x".repeat(MAX_BYTES + 1)), Err(PasswordError::TooLong)));
    }

    #[tokio::test]
    async fn an_unknown_account_never_matches() {
        let passwords = Passwords::new().expect("hashing works");
        assert!(!passwords.matches("decoy-password".into(), None).await);
    }
}
