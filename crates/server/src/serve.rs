//! A running server: used by the command, the tests and the measurements.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

use anyhow::Context;
use tokio::net::TcpListener;

use crate::clock::Clock;
use crate::config::Config;
use crate::rules::Law;
use crate::security::password::Passwords;
use crate::state::App;
use crate::{people, router};

/// The name under which the configuration travels inside backups.
pub const CONFIG_SETTING: &str = "configuration";

/// Opens the store of a data folder.
pub async fn open_store(data: &Path, database_url: Option<&str>) -> anyhow::Result<store::Store> {
    let config = store::Config {
        data_dir: data.to_owned(),
        database_url: database_url.map(str::to_owned),
    };
    store::Store::open(&config)
        .await
        .context("the database cannot be opened")
}

/// Puts the program together, ready to serve.
pub async fn prepare(
    data: &Path,
    database_url: Option<&str>,
    config: Config,
    clock: Clock,
) -> anyhow::Result<Arc<App>> {
    let law = Law::load(config.server.rules.as_deref())?;
    let store = open_store(data, database_url).await?;
    let now = clock.now_text();
    store.create_commune(&config.commune.code, &now).await?;
    keep_config(&store, &config, &now).await?;
    let passwords = Passwords::new()?;
    let app = Arc::new(App::new(store, config, clock, law, passwords, data.to_owned()));
    fill(&app).await?;
    crate::imports::after_restart(&app)
        .await
        .map_err(|error| anyhow::anyhow!("imports cannot be read: {}", error.code().as_str()))?;
    Ok(app)
}

/// Reads what is kept in memory.
pub async fn fill(app: &App) -> anyhow::Result<()> {
    app.store.warm_lists(app.commune()).await?;
    people::fill_index(app)
        .await
        .map_err(|error| anyhow::anyhow!("people cannot be read: {}", error.code().as_str()))
}

/// Keeps a copy of the configuration in the store, so that a backup is complete.
async fn keep_config(store: &store::Store, config: &Config, now: &str) -> anyhow::Result<()> {
    let text = toml::to_string_pretty(config)?;
    let commune = &config.commune.code;
    if store.setting(commune, CONFIG_SETTING).await?.as_deref() != Some(text.as_str()) {
        store.set_setting(commune, CONFIG_SETTING, &text, None, now).await?;
    }
    Ok(())
}

/// Serves until `stop` is done; running requests are finished.
pub async fn serve(
    app: Arc<App>,
    listener: TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let service = router::router(app).into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).with_graceful_shutdown(stop).await
}
