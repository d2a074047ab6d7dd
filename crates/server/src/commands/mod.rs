//! The operator's commands.

pub mod backup;
pub mod config;
pub mod device;
pub mod link;
pub mod places;
pub mod rules;
pub mod serve;
pub mod text;
pub mod user;

use std::future::Future;
use std::process::ExitCode;

use anyhow::Context;

use crate::cli::Place;
use crate::clock::Clock;
use crate::config::Config;

/// A data folder that is set up: its configuration, store and clock.
pub struct Opened {
    /// Configuration.
    pub config: Config,
    /// Store.
    pub store: store::Store,
    /// Clock.
    pub clock: Clock,
}

impl Opened {
    /// Code of the commune.
    pub fn commune(&self) -> &str {
        &self.config.commune.code
    }
}

/// Opens a data folder that has a configuration.
pub async fn open(place: &Place) -> anyhow::Result<Opened> {
    let config = Config::read(&place.data)?;
    let store = crate::serve::open_store(&place.data, place.database_url.as_deref()).await?;
    let clock = Clock::from_environment()?;
    store.create_commune(&config.commune.code, &clock.now_text()).await?;
    Ok(Opened { config, store, clock })
}

/// Runs async work to its end.
pub fn block_on<T>(work: impl Future<Output = anyhow::Result<T>>) -> anyhow::Result<T> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("no threads")?;
    runtime.block_on(work)
}

/// Success.
pub fn done() -> anyhow::Result<ExitCode> {
    Ok(ExitCode::SUCCESS)
}

/// A line of data.
#[expect(clippy::print_stdout, reason = "data goes to stdout")]
pub fn line(text: impl std::fmt::Display) {
    println!("{text}");
}
