//! `tanthon device …`.

use std::process::ExitCode;

use anyhow::Context;
use clap::Subcommand;
use uuid::Uuid;

use super::{block_on, done, line, open};
use crate::cli::Place;

/// What to do with devices.
#[derive(Debug, Subcommand)]
pub enum DeviceCommand {
    /// List devices: id, state, last sign-in, account, browser
    List {
        /// Where the data is
        #[command(flatten)]
        place: Place,
    },
    /// Revoke a device: its sessions end and it cannot sign in again
    Revoke {
        /// Where the data is
        #[command(flatten)]
        place: Place,
        /// Device id, from the list
        id: Uuid,
    },
}

/// Runs the command.
pub fn run(command: DeviceCommand) -> anyhow::Result<ExitCode> {
    match command {
        DeviceCommand::List { place } => block_on(async {
            let opened = open(&place).await?;
            let accounts = opened.store.accounts(opened.commune()).await?;
            for device in opened.store.devices(opened.commune()).await? {
                let name = accounts
                    .iter()
                    .find(|account| account.id == device.account)
                    .map_or("?", |account| account.name.as_str());
                let state = device
                    .revoked_at
                    .as_ref()
                    .map_or("active".to_owned(), |at| format!("revoked {at}"));
                line(format!(
                    "{}\t{state}\t{}\t{name}\t{}",
                    device.id, device.last_seen, device.name
                ));
            }
            opened.store.close().await;
            done()
        }),
        DeviceCommand::Revoke { place, id } => block_on(async {
            let opened = open(&place).await?;
            let now = opened.clock.now_text();
            opened
                .store
                .revoke_device(opened.commune(), id, None, &now)
                .await
                .with_context(|| format!("no such open device {id}"))?;
            opened.store.close().await;
            done()
        }),
    }
}
