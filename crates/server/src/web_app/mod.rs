//! The office and field app under `/app/`: files of `web/build`, inside the program.

use std::collections::HashMap;
use std::io::Write;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use axum::body::{Body, Bytes};
use axum::extract::{Path, Request};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use rust_embed::{EmbeddedFile, RustEmbed};
use sha2::{Digest, Sha256};

mod mime;
mod policy;

/// Release builds carry the files; debug builds read them from disk, so that a rebuilt web app shows at once.
#[derive(RustEmbed)]
#[folder = "../../web/build"]
#[allow_missing = true]
struct Built;

/// The shell that answers every navigation below `/app/`.
const SHELL: &str = "index.html";

/// File names under this folder carry their hash and never change.
const IMMUTABLE: &str = "_app/immutable/";

/// Compressed copies are kept up to this many files; a web app has about a hundred.
const MAX_COMPRESSED: usize = 500;

/// Brotli at this level takes a second for a megabyte of WASM, once per start of the server.
const BROTLI_LEVEL: i32 = if cfg!(debug_assertions) { 5 } else { 11 };

type Compressed = RwLock<HashMap<[u8; 32], Bytes>>;

/// `GET /app/{*path}`.
pub async fn file(Path(path): Path<String>, request: Request) -> Response {
    answer(&path, request.headers()).await
}

/// `GET /app/`.
pub async fn shell(request: Request) -> Response {
    answer(SHELL, request.headers()).await
}

/// The path below `/app/` of a file whose name carries its hash: `name.HASH.woff2` for `name`.
pub fn hashed_file(name: &str) -> Option<String> {
    let start = format!("{IMMUTABLE}assets/{name}.");
    Built::iter()
        .find(|path| path.starts_with(&start))
        .map(|path| path.into_owned())
}

async fn answer(path: &str, headers: &HeaderMap) -> Response {
    if let Some(file) = Built::get(path) {
        return deliver(path, file, headers).await;
    }
    // A missing file with an extension is a missing file; everything else is a place inside the app.
    let is_file = path.rsplit('/').next().is_some_and(|name| name.contains('.'));
    if is_file {
        return StatusCode::NOT_FOUND.into_response();
    }
    match Built::get(SHELL) {
        Some(file) => deliver(SHELL, file, headers).await,
        None => not_built(),
    }
}

async fn deliver(path: &str, file: EmbeddedFile, headers: &HeaderMap) -> Response {
    let hash = file.metadata.sha256_hash();
    let tag = etag(&hash);
    let kind = mime::of(path);
    let mut response = if headers
        .get(header::IF_NONE_MATCH)
        .is_some_and(|known| known.as_bytes() == tag.as_bytes())
    {
        StatusCode::NOT_MODIFIED.into_response()
    } else if mime::compresses(kind) && accepts_brotli(headers) {
        match brotli_of(path, hash, &file).await {
            Some(bytes) => {
                let mut response = Response::new(Body::from(bytes));
                response
                    .headers_mut()
                    .insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
                response
            }
            None => plain(file),
        }
    } else {
        plain(file)
    };
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(header::ETAG, tag);
    }
    let caching = if path.starts_with(IMMUTABLE) {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    headers.insert(header::CONTENT_SECURITY_POLICY, policy::of_the_app());
    if path == "service-worker.js" {
        headers.insert(
            HeaderName::from_static("service-worker-allowed"),
            HeaderValue::from_static("/app/"),
        );
    }
    response
}

fn plain(file: EmbeddedFile) -> Response {
    Response::new(Body::from(match file.data {
        std::borrow::Cow::Borrowed(bytes) => Bytes::from_static(bytes),
        std::borrow::Cow::Owned(bytes) => Bytes::from(bytes),
    }))
}

fn etag(hash: &[u8; 32]) -> String {
    let hex: String = hash[..12].iter().map(|byte| format!("{byte:02x}")).collect();
    format!("\"{hex}\"")
}

fn accepts_brotli(headers: &HeaderMap) -> bool {
    let accepted = headers
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .unwrap_or("");
    accepted
        .split(',')
        .any(|coding| coding.trim().split(';').next() == Some("br") && !coding.contains("q=0,"))
}

/// The compressed bytes: made by the web build (`name.br`) when they are there, otherwise once here.
async fn brotli_of(path: &str, hash: [u8; 32], file: &EmbeddedFile) -> Option<Bytes> {
    if let Some(ready) = Built::get(&format!("{path}.br")) {
        return Some(Bytes::from(ready.data.into_owned()));
    }
    let cache = cache();
    if let Some(bytes) = cache.read().unwrap_or_else(PoisonError::into_inner).get(&hash) {
        return Some(bytes.clone());
    }
    let data: Arc<[u8]> = Arc::from(file.data.as_ref());
    let bytes = tokio::task::spawn_blocking(move || compress(&data))
        .await
        .ok()
        .flatten()?;
    let mut cache = cache.write().unwrap_or_else(PoisonError::into_inner);
    if cache.len() >= MAX_COMPRESSED {
        cache.clear();
    }
    cache.insert(hash, bytes.clone());
    Some(bytes)
}

fn cache() -> &'static Compressed {
    static CACHE: OnceLock<Compressed> = OnceLock::new();
    CACHE.get_or_init(Compressed::default)
}

fn compress(data: &[u8]) -> Option<Bytes> {
    let params = brotli::enc::BrotliEncoderParams {
        quality: BROTLI_LEVEL,
        ..Default::default()
    };
    let mut writer = brotli::CompressorWriter::with_params(Vec::new(), 64 * 1024, &params);
    writer.write_all(data).ok()?;
    Some(Bytes::from(writer.into_inner()))
}

fn not_built() -> Response {
    let page = "<!doctype html><html lang=\"vi\"><meta charset=\"utf-8\"><title>Tận Thôn</title>\
        <h1>Chưa có ứng dụng</h1><p>Bản chương trình này được dựng khi chưa dựng ứng dụng web. \
        Người quản trị chạy <code>cargo xtask web</code> rồi dựng lại chương trình.</p>\
        <p lang=\"en\">The web app was not built into this program: run <code>cargo xtask web</code> and build again.</p>\
        <p><a href=\"/\">Trang công khai</a></p></html>";
    (
        StatusCode::NOT_FOUND,
        [(header::CONTENT_TYPE, "text/html; charset=utf-8")],
        page,
    )
        .into_response()
}

/// Hash of a script for the content security policy, `sha256-…`.
fn script_hash(script: &str) -> String {
    format!("'sha256-{}'", policy::base64(&Sha256::digest(script.as_bytes())))
}
