//! The session and device cookies, and the secrets in them.

use axum::http::{HeaderMap, HeaderValue, header};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// Carries the session's token.
pub const SESSION: &str = "tanthon_session";
/// Carries the device's id, so that the commune knows its devices and can revoke one.
pub const DEVICE: &str = "tanthon_device";

/// A device keeps its id for two years.
const DEVICE_SECONDS: u64 = 2 * 365 * 24 * 3600;

/// A token that nobody guesses: 244 random bits.
pub fn new_token() -> String {
    format!("{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple())
}

/// What is stored of a token.
pub fn hash(token: &str) -> String {
    hex(&Sha256::digest(token.as_bytes()))
}

/// Lower-case hex.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The value of a cookie.
pub fn get<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let cookies = headers
        .get_all(header::COOKIE)
        .into_iter()
        .filter_map(|value| value.to_str().ok());
    cookies
        .flat_map(|cookies| cookies.split(';'))
        .find_map(|cookie| cookie.trim().strip_prefix(name)?.strip_prefix('='))
}

/// Sets the session cookie; `None` removes it.
pub fn session(token: Option<&str>, secure: bool) -> HeaderValue {
    match token {
        Some(token) => build(SESSION, token, None, secure),
        None => build(SESSION, "", Some(0), secure),
    }
}

/// Sets the device cookie.
pub fn device(id: Uuid, secure: bool) -> HeaderValue {
    build(DEVICE, &id.to_string(), Some(DEVICE_SECONDS), secure)
}

fn build(name: &str, value: &str, max_age: Option<u64>, secure: bool) -> HeaderValue {
    let max_age = max_age
        .map(|seconds| format!("; Max-Age={seconds}"))
        .unwrap_or_default();
    let secure = if secure { "; Secure" } else { "" };
    let text = format!("{name}={value}; Path=/; HttpOnly; SameSite=Strict{max_age}{secure}");
    // Names and values are ours: letters, digits and hyphens.
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static(""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_its_cookie_among_others() {
        let mut headers = HeaderMap::new();
        headers.append(
            header::COOKIE,
            HeaderValue::from_static("a=1; tanthon_session=abc; tanthon_sessionx=no"),
        );
        assert_eq!(get(&headers, SESSION), Some("abc"));
        assert_eq!(get(&headers, DEVICE), None);
    }

    #[test]
    fn cookies_are_for_the_server_alone() {
        let text = session(Some("abc"), true);
        let text = text.to_str().expect("ascii");
        for part in ["HttpOnly", "SameSite=Strict", "Secure", "Path=/"] {
            assert!(text.contains(part), "{part}");
        }
        assert_ne!(new_token(), new_token());
    }
}
