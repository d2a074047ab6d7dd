//! Addresses that lead nowhere.

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::html;

use super::page::{Lang, Place, page};
use crate::error::{ApiError, Code};
use crate::state::AppState;

/// The answer to any unknown address.
pub async fn anything(State(app): State<AppState>, lang: Lang, request: Request) -> Response {
    let path = request.uri().path();
    if path.starts_with("/api/") {
        ApiError::new(Code::NotFound).into_response()
    } else {
        not_found(&app, lang)
    }
}

/// The answer to a known address with the wrong method.
pub async fn wrong_method() -> Response {
    ApiError::new(Code::MethodNotAllowed).into_response()
}

/// The page.
pub fn not_found(app: &AppState, lang: Lang) -> Response {
    let content = html! {
        p { (lang.pick("Địa chỉ này không có trang nào. Mời bà con bấm một mục ở trên.", "There is no page at this address. Please use the links above.")) }
    };
    let title = lang.pick("Không tìm thấy trang", "Page not found");
    let mut response = page(app, lang, Place::Home, "/", title, content);
    *response.status_mut() = StatusCode::NOT_FOUND;
    response
}
