//! One error type of the API, turned into HTTP last. The body is `{"code", "params", "fields"}`; sentences are made by the
//! client.

mod code;

use std::collections::BTreeMap;

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::Value;

pub use code::Code;

/// A refused request.
#[derive(Debug)]
pub struct ApiError {
    code: Code,
    params: BTreeMap<&'static str, Value>,
    fields: Vec<FieldError>,
}

/// A field of the request that cannot be accepted.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct FieldError {
    /// Name of the field.
    pub field: String,
    /// Stable code.
    pub code: String,
}

/// The body of every refused request.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ErrorBody {
    /// Stable code of `docs/error-codes.txt`.
    pub code: String,
    /// Figures for the sentence (a limit, an offset, the seconds to wait).
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    #[schema(value_type = Object)]
    pub params: BTreeMap<&'static str, Value>,
    /// Fields at fault.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldError>,
}

/// What handlers return.
pub type ApiResult<T> = Result<T, ApiError>;

impl ApiError {
    /// An error with this code.
    pub fn new(code: Code) -> Self {
        Self {
            code,
            params: BTreeMap::new(),
            fields: Vec::new(),
        }
    }

    /// Adds a figure for the sentence.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.params.insert(name, value.into());
        self
    }

    /// Names a field at fault.
    #[must_use]
    pub fn field(mut self, field: impl Into<String>, code: impl Into<String>) -> Self {
        self.fields.push(FieldError {
            field: field.into(),
            code: code.into(),
        });
        self
    }

    /// The code.
    pub fn code(&self) -> Code {
        self.code
    }

    /// A fault of ours: the cause goes to the log, the caller learns only that it is not their fault.
    pub fn internal(cause: impl std::fmt::Display) -> Self {
        tracing::error!(%cause, "internal error");
        Self::new(Code::ServerFailed)
    }
}

impl From<Code> for ApiError {
    fn from(code: Code) -> Self {
        Self::new(code)
    }
}

impl From<documents::DocumentError> for ApiError {
    fn from(error: documents::DocumentError) -> Self {
        Self::internal(error)
    }
}

impl From<serde_json::Error> for ApiError {
    fn from(error: serde_json::Error) -> Self {
        Self::internal(error)
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let wait = self.params.get("seconds").and_then(Value::as_u64);
        let body = ErrorBody {
            code: self.code.as_str().to_owned(),
            params: self.params,
            fields: self.fields,
        };
        let mut response = (self.code.status(), Json(body)).into_response();
        if let (StatusCode::TOO_MANY_REQUESTS, Some(seconds)) = (response.status(), wait) {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}
