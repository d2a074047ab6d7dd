//! `POST`, `GET` and `DELETE /api/session`.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use store::StoreError;
use store::office::sessions::{NewSession, Session};
use time::Duration;
use uuid::Uuid;

use super::{Caller, SessionView, cookie};
use crate::demo_commune::accounts::{self, DemoAccount};
use crate::error::{ApiError, ApiResult, Code};
use crate::extract::Body;
use crate::security::address::CallerAddress;
use crate::state::{App, AppState};

/// Longest name that is looked up.
const MAX_NAME: usize = 100;

/// What is typed on the sign-in page.
#[derive(Deserialize, utoipa::ToSchema)]
pub struct Credentials {
    /// Name.
    user: String,
    /// Password.
    password: String,
}

/// Signs in.
#[utoipa::path(post, path = "/api/session", tag = "session", request_body = Credentials,
    responses((status = 200, body = SessionView), (status = 401, body = crate::error::ErrorBody), (status = 429, body = crate::error::ErrorBody)))]
pub async fn sign_in(
    State(app): State<AppState>,
    CallerAddress(address): CallerAddress,
    headers: HeaderMap,
    Body(credentials): Body<Credentials>,
) -> ApiResult<Response> {
    let name = credentials.user.trim().to_lowercase();
    if name.is_empty() || name.chars().count() > MAX_NAME {
        return Err(Code::WrongCredentials.into());
    }
    let key = format!("{address} {name}");
    app.sign_ins
        .take(&key)
        .map_err(|seconds| ApiError::new(Code::TooManyRequests).with("seconds", seconds))?;
    let account = app.store.account_by_name(app.commune(), &name).await?;
    let hash = account.as_ref().map(|account| account.password_hash.clone());
    let right = app.passwords.matches(credentials.password, hash).await;
    let Some(account) = account.filter(|_| right) else {
        return Err(Code::WrongCredentials.into());
    };
    if !account.active {
        return Err(Code::AccountDisabled.into());
    }
    app.sign_ins.forget(&key);
    let device = cookie::get(&headers, cookie::DEVICE)
        .and_then(|id| id.parse().ok())
        .unwrap_or_else(Uuid::now_v7);
    let token = cookie::new_token();
    let session = NewSession {
        token_hash: cookie::hash(&token),
        account: account.id,
        device,
        device_name: device_name(&headers),
        csrf: cookie::new_token(),
        expires_at: expiry(&app),
    };
    match app
        .store
        .create_session(app.commune(), &session, &app.clock.now_text())
        .await
    {
        Ok(()) => {}
        Err(StoreError::Taken(_)) => return Err(Code::DeviceRevoked.into()),
        Err(error) => return Err(error.into()),
    }
    let view = SessionView::new(&app, &account, &session.csrf, device);
    let secure = app.config.server.secure_cookies;
    let mut response = Json(view).into_response();
    response
        .headers_mut()
        .append(header::SET_COOKIE, cookie::session(Some(&token), secure));
    response
        .headers_mut()
        .append(header::SET_COOKIE, cookie::device(device, secure));
    Ok(response)
}

/// Who is signed in.
#[utoipa::path(get, path = "/api/session", tag = "session",
    responses((status = 200, body = SessionView), (status = 401, body = crate::error::ErrorBody)))]
pub async fn current(State(app): State<AppState>, caller: Caller) -> Json<SessionView> {
    Json(SessionView::new(
        &app,
        &caller.session.account,
        &caller.session.csrf,
        caller.session.device,
    ))
}

/// Signs out.
#[utoipa::path(delete, path = "/api/session", tag = "session", responses((status = 204)))]
pub async fn sign_out(State(app): State<AppState>, caller: Caller) -> ApiResult<Response> {
    app.store.end_session(app.commune(), &caller.token_hash).await?;
    app.sessions.forget(&caller.token_hash);
    let mut response = StatusCode::NO_CONTENT.into_response();
    response.headers_mut().append(
        header::SET_COOKIE,
        cookie::session(None, app.config.server.secure_cookies),
    );
    Ok(response)
}

/// The accounts of the demonstration.
#[utoipa::path(get, path = "/api/public/demo-accounts", tag = "session",
    responses((status = 200, body = Vec<DemoAccount>), (status = 404, body = crate::error::ErrorBody)))]
pub async fn demo_accounts(State(app): State<AppState>) -> ApiResult<Json<Vec<DemoAccount>>> {
    if !app.is_demo() {
        return Err(Code::NotFound.into());
    }
    Ok(Json(accounts::all().map(|(_, account)| account).collect()))
}

/// When a session ends that is used now.
fn expiry(app: &App) -> String {
    let idle = Duration::minutes(i64::from(app.config.server.session_idle_minutes));
    domain::date::format_date_time(app.clock.now().saturating_add(idle))
}

/// A session that is used goes on; written at most once per twelfth of its length.
pub async fn keep_alive(app: &App, token_hash: &str, session: &mut Session) -> ApiResult<()> {
    let idle = Duration::minutes(i64::from(app.config.server.session_idle_minutes));
    let soon = domain::date::format_date_time(app.clock.now().saturating_add(idle - idle / 12));
    if session.expires_at < soon {
        session.expires_at = expiry(app);
        app.store
            .extend_session(app.commune(), token_hash, &session.expires_at)
            .await?;
    }
    Ok(())
}

/// A short name of the browser for the list of devices; not its whole signature.
fn device_name(headers: &HeaderMap) -> String {
    let agent = headers
        .get(header::USER_AGENT)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let pick = |names: &[(&str, &'static str)]| {
        names
            .iter()
            .find(|(mark, _)| agent.contains(mark))
            .map(|(_, name)| *name)
    };
    let system = pick(&[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS", "macOS"),
        ("Linux", "Linux"),
    ]);
    let browser = pick(&[
        ("Edg/", "Edge"),
        ("Chrome/", "Chrome"),
        ("Firefox/", "Firefox"),
        ("Safari/", "Safari"),
    ]);
    format!("{} · {}", browser.unwrap_or("?"), system.unwrap_or("?"))
}
