//! Pages for citizens: plain HTML, no JavaScript, no session. Vietnamese first, `?lang=en` in English.

use axum::http::header;
use axum::response::{IntoResponse, Response};

pub mod home;
pub mod look_up;
pub mod missing;
pub mod page;
pub mod procedures;
pub mod schedule;

/// The faces of the screens' font: file name without its hash, weight, letters. The same files as the app's, so that an
/// officer's browser has them already.
const FACES: [(&str, u16, &str); 4] = [
    ("be-vietnam-pro-vietnamese-400-normal", 400, VIETNAMESE),
    ("be-vietnam-pro-latin-400-normal", 400, LATIN),
    ("be-vietnam-pro-vietnamese-600-normal", 600, VIETNAMESE),
    ("be-vietnam-pro-latin-600-normal", 600, LATIN),
];
const VIETNAMESE: &str = "U+0102-0103,U+0110-0111,U+0128-0129,U+0168-0169,U+01A0-01A1,U+01AF-01B0,U+0300-0301,\
     U+0303-0304,U+0308-0309,U+0323,U+0329,U+1EA0-1EF9,U+20AB";
const LATIN: &str = "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+2000-206F,U+20AC,U+2122,U+2212";

/// `GET /public.css`.
pub async fn style() -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/css; charset=utf-8"),
        (header::CACHE_CONTROL, "public, max-age=3600"),
    ];
    // Where the web app was not built the system's font does.
    let faces = FACES.iter().filter_map(|(name, weight, letters)| {
        let file = crate::web_app::hashed_file(name)?;
        Some(format!(
            "@font-face{{font-family:\"Be Vietnam Pro\";font-weight:{weight};font-display:swap;\
             src:url(\"/app/{file}\") format(\"woff2\");unicode-range:{letters}}}\n"
        ))
    });
    let text: String = faces.chain([include_str!("style.css").to_owned()]).collect();
    (headers, text).into_response()
}
