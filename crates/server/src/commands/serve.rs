//! `tanthon serve`.

use std::process::ExitCode;

use anyhow::Context;
use tokio::net::TcpListener;

use super::{block_on, done, line};
use crate::cli::ServeArgs;
use crate::clock::Clock;
use crate::config::{Config, FILE_NAME};
use crate::rules::Law;
use crate::state::App;
use crate::{demo_commune, jobs, logging};

/// Serves until interrupted.
pub fn run(args: &ServeArgs) -> anyhow::Result<ExitCode> {
    logging::start();
    block_on(serve(args))?;
    done()
}

async fn serve(args: &ServeArgs) -> anyhow::Result<()> {
    let data = &args.place.data;
    let clock = Clock::from_environment()?;
    tokio::fs::create_dir_all(data)
        .await
        .with_context(|| format!("cannot create {}", data.display()))?;
    let mut config = config(args, &clock)?;
    if let Some(listen) = args.listen {
        config.server.listen = listen;
    }
    // Bound first: a second program on the same port fails before it touches the data.
    let listener = TcpListener::bind(config.server.listen)
        .await
        .with_context(|| format!("cannot listen on {}", config.server.listen))?;
    let address = listener.local_addr()?;
    if config.server.public_url.is_none() && config.commune.demo {
        config.server.public_url = Some(format!("http://{address}"));
    }
    let app = crate::serve::prepare(data, args.place.database_url.as_deref(), config, clock).await?;
    if app.is_demo() {
        demo_commune::fill(&app).await?;
    }
    tokio::spawn(jobs::run(app.clone()));
    announce(&app, &address.to_string());
    crate::serve::serve(app.clone(), listener, interrupted()).await?;
    app.store.close().await;
    Ok(())
}

/// The configuration of the folder; with `--demo`, a new folder gets that of the demonstration.
fn config(args: &ServeArgs, clock: &Clock) -> anyhow::Result<Config> {
    let data = &args.place.data;
    let exists = data.join(FILE_NAME).exists();
    match args.demo {
        Some(choice) if !exists => {
            let config = demo_commune::config(choice, &Law::load(None)?, clock.today());
            config.write(data)?;
            Ok(config)
        }
        Some(choice) => {
            let config = Config::read(data)?;
            let wanted = demo_commune::commune(choice).facts();
            anyhow::ensure!(
                config.commune.demo && config.commune.code == wanted.code,
                "{} holds {}: choose another --data for the demonstration of {}",
                data.display(),
                config.commune.name,
                wanted.name
            );
            Ok(config)
        }
        None => Ok(Config::read(data)?),
    }
}

fn announce(app: &App, address: &str) {
    line(format!("http://{address}"));
    if app.is_demo() {
        line(format!(
            "{}, {} (bản minh họa, dữ liệu hư cấu)",
            app.commune_name(),
            app.config.commune.province
        ));
        for (_, account) in demo_commune::accounts::all() {
            line(format!(
                "{:<16} {:<14} {:<16} {}",
                account.user, account.password, account.role, account.display_name
            ));
        }
    }
}

async fn interrupted() {
    let mut terminate = match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        Ok(signal) => signal,
        Err(error) => {
            tracing::warn!(%error, "SIGTERM cannot be caught");
            return std::future::pending().await;
        }
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminate.recv() => {}
    }
    tracing::info!("stopping: running requests are finished");
}
