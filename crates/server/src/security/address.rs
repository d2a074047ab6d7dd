//! Where a request comes from: for limits on tries only, never logged.

use std::net::SocketAddr;

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;

use crate::state::AppState;

/// The caller's address as a key for throttles; an IPv6 caller counts by its /64.
pub struct CallerAddress(pub String);

impl FromRequestParts<AppState> for CallerAddress {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self, Self::Rejection> {
        let forwarded = parts
            .headers
            .get("x-forwarded-for")
            .filter(|_| app.config.server.trust_forwarded_for)
            .and_then(|value| value.to_str().ok())
            // The proxy appends the address that it saw itself.
            .and_then(|value| value.rsplit(',').next())
            .and_then(|address| address.trim().parse().ok());
        let direct = parts
            .extensions
            .get::<ConnectInfo<SocketAddr>>()
            .map(|info| info.0.ip());
        Ok(Self(match forwarded.or(direct) {
            Some(std::net::IpAddr::V4(address)) => address.to_string(),
            Some(std::net::IpAddr::V6(address)) => {
                let parts = address.segments();
                format!("{:x}:{:x}:{:x}:{:x}", parts[0], parts[1], parts[2], parts[3])
            }
            None => "unknown".to_owned(),
        }))
    }
}
