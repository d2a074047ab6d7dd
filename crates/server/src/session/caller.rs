//! Who is calling: the session of the request, and the token against requests from elsewhere.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::extract::FromRequestParts;
use axum::http::Method;
use axum::http::request::Parts;
use domain::permissions::{Action, Actor};
use store::office::sessions::Session;

use super::cookie;
use crate::error::{ApiError, ApiResult, Code};
use crate::state::{App, AppState};

/// The header that every changing request carries.
const CSRF_HEADER: &str = "x-csrf-token";

/// A session that was just read is trusted so long: a revoked device or a closed account is out after this.
const TRUST: Duration = Duration::from_secs(5);
/// Sessions remembered.
const MAX_SESSIONS: usize = 5_000;

/// Somebody who signed in.
#[derive(Debug, Clone)]
pub struct Caller {
    /// Account, roles, villages.
    pub actor: Actor,
    /// The session.
    pub session: Session,
    /// Hash of its token.
    pub token_hash: String,
}

impl Caller {
    /// Refuses what no role of the caller permits.
    pub fn must(&self, action: Action) -> ApiResult<()> {
        if self.actor.may(action) {
            Ok(())
        } else {
            Err(Code::Forbidden.into())
        }
    }
}

impl FromRequestParts<AppState> for Caller {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self, Self::Rejection> {
        let token = cookie::get(&parts.headers, cookie::SESSION).ok_or(Code::NotSignedIn)?;
        let token_hash = cookie::hash(token);
        let session = app.sessions.find(app, &token_hash).await?.ok_or(Code::NotSignedIn)?;
        let changes = !matches!(parts.method, Method::GET | Method::HEAD | Method::OPTIONS);
        if changes {
            let given = parts
                .headers
                .get(CSRF_HEADER)
                .map(|value| value.as_bytes())
                .unwrap_or_default();
            // Hashes are compared, so that the time taken tells nothing about the token.
            if cookie::hash(&String::from_utf8_lossy(given)) != cookie::hash(&session.csrf) {
                return Err(Code::CsrfInvalid.into());
            }
        }
        Ok(Self {
            actor: session.account.actor(),
            session,
            token_hash,
        })
    }
}

/// Sessions read within the last seconds, so that a busy device does not ask the database at every request.
#[derive(Debug, Default)]
pub struct SessionCache {
    known: Mutex<HashMap<String, (Instant, Session)>>,
}

impl SessionCache {
    async fn find(&self, app: &App, token_hash: &str) -> ApiResult<Option<Session>> {
        if let Some(session) = self.remembered(token_hash) {
            return Ok(Some(session));
        }
        let now = app.clock.now_text();
        let Some(mut session) = app.store.session(app.commune(), token_hash, &now).await? else {
            return Ok(None);
        };
        super::sign_in::keep_alive(app, token_hash, &mut session).await?;
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MAX_SESSIONS {
            known.retain(|_, (at, _)| at.elapsed() < TRUST);
        }
        if known.len() < MAX_SESSIONS {
            known.insert(token_hash.to_owned(), (Instant::now(), session.clone()));
        }
        Ok(Some(session))
    }

    fn remembered(&self, token_hash: &str) -> Option<Session> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known
            .get(token_hash)
            .filter(|(at, _)| at.elapsed() < TRUST)
            .map(|(_, session)| session.clone())
    }

    /// Forgets a session that ended.
    pub fn forget(&self, token_hash: &str) {
        self.known
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(token_hash);
    }
}
