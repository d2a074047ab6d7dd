//! `tanthon user …`. Passwords come from stdin, so that they stand in no history of commands.

use std::io::{BufRead, IsTerminal};
use std::process::ExitCode;

use anyhow::Context;
use clap::Subcommand;
use domain::permissions::Role;
use store::office::accounts::Account;
use uuid::Uuid;

use super::{Opened, block_on, done, line, open};
use crate::cli::Place;
use crate::security::password;

/// What to do with accounts.
#[derive(Debug, Subcommand)]
pub enum UserCommand {
    /// Create an account; the password is read from stdin
    Add {
        /// Where the data is
        #[command(flatten)]
        place: Place,
        /// Name to sign in with
        name: String,
        /// Name shown to others
        #[arg(long)]
        display_name: String,
        /// Role, several times for several
        #[arg(long = "role", value_name = "ROLE", required = true, value_parser = role)]
        roles: Vec<Role>,
        /// Village of a village head, several times for several
        #[arg(long = "village", value_name = "ID")]
        villages: Vec<String>,
    },
    /// List accounts: name, state, roles, villages, display name
    List {
        /// Where the data is
        #[command(flatten)]
        place: Place,
    },
    /// Set a new password, read from stdin; open sessions end
    Password {
        /// Where the data is
        #[command(flatten)]
        place: Place,
        /// Name to sign in with
        name: String,
    },
    /// Close an account; open sessions end, nothing that it did is removed
    Disable {
        /// Where the data is
        #[command(flatten)]
        place: Place,
        /// Name to sign in with
        name: String,
    },
}

fn role(code: &str) -> Result<Role, String> {
    Role::from_code(code).ok_or_else(|| format!("roles are {}", Role::ALL.map(Role::code).join(", ")))
}

/// Runs the command.
pub fn run(command: UserCommand) -> anyhow::Result<ExitCode> {
    match command {
        UserCommand::Add {
            place,
            name,
            display_name,
            roles,
            villages,
        } => block_on(async {
            let opened = open(&place).await?;
            if let Some(unknown) = villages
                .iter()
                .find(|id| !opened.config.villages.iter().any(|village| &village.id == *id))
            {
                anyhow::bail!("there is no village {unknown}");
            }
            anyhow::ensure!(
                roles.contains(&Role::VillageHead) || villages.is_empty(),
                "only a village_head has villages"
            );
            anyhow::ensure!(
                !roles.contains(&Role::VillageHead) || !villages.is_empty(),
                "a village_head needs --village"
            );
            let account = Account {
                id: Uuid::now_v7(),
                name: name.to_lowercase(),
                display_name,
                roles,
                villages,
                active: true,
                password_hash: password::hash(&read_password()?)?,
            };
            opened
                .store
                .create_account(opened.commune(), &account, None, &opened.clock.now_text())
                .await
                .context("cannot add the account")?;
            line(account.id);
            opened.store.close().await;
            done()
        }),
        UserCommand::List { place } => block_on(async {
            let opened = open(&place).await?;
            for account in opened.store.accounts(opened.commune()).await? {
                let state = if account.active { "active" } else { "disabled" };
                let roles: Vec<&str> = account.roles.iter().map(|role| role.code()).collect();
                line(format!(
                    "{}\t{state}\t{}\t{}\t{}",
                    account.name,
                    roles.join(","),
                    account.villages.join(","),
                    account.display_name
                ));
            }
            opened.store.close().await;
            done()
        }),
        UserCommand::Password { place, name } => change(&place, &name, |account| {
            account.password_hash = password::hash(&read_password()?)?;
            Ok(())
        }),
        UserCommand::Disable { place, name } => change(&place, &name, |account| {
            account.active = false;
            Ok(())
        }),
    }
}

fn change(
    place: &Place,
    name: &str,
    edit: impl FnOnce(&mut Account) -> anyhow::Result<()>,
) -> anyhow::Result<ExitCode> {
    block_on(async {
        let opened: Opened = open(place).await?;
        let account = opened.store.account_by_name(opened.commune(), name).await?;
        let mut account = account.with_context(|| format!("there is no account {name}"))?;
        edit(&mut account)?;
        opened
            .store
            .update_account(opened.commune(), &account, None, &opened.clock.now_text())
            .await?;
        opened.store.close().await;
        done()
    })
}

fn read_password() -> anyhow::Result<String> {
    let stdin = std::io::stdin();
    if stdin.is_terminal() {
        eprintln!("password (it is shown while you type), then Enter:");
    }
    let mut text = String::new();
    stdin.lock().read_line(&mut text)?;
    Ok(text.trim_end_matches(['\n', '\r']).to_owned())
}
