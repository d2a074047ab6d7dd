//! Structured logs on stderr: text for a terminal, JSON lines with `TANTHON_LOG_FORMAT=json`. The level is `TANTHON_LOG`.

use std::io::IsTerminal;

use tracing_subscriber::EnvFilter;

/// Starts logging; a second call in the same process (tests) changes nothing.
pub fn start() {
    let filter =
        EnvFilter::try_from_env("TANTHON_LOG").unwrap_or_else(|_| EnvFilter::new("warn,server=info,store=info"));
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    let builder = builder.with_target(false).with_ansi(std::io::stderr().is_terminal());
    let json = std::env::var("TANTHON_LOG_FORMAT").is_ok_and(|format| format == "json");
    let started = if json {
        builder.json().try_init()
    } else {
        builder.try_init()
    };
    // Only a second subscriber in the same process can fail here, and then the first one goes on.
    drop(started);
}
