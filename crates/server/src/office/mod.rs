//! The office: board, dossiers, queues, attention.

pub mod board;
pub mod dossier;
pub mod dossiers;
pub mod find;
pub mod history;
pub mod queue;
pub mod row;
pub mod slip;

use std::collections::HashMap;

use uuid::Uuid;

use crate::error::ApiResult;
use crate::session::Caller;
use crate::state::App;

/// The villages that a caller is limited to; `None` for everybody but village heads.
pub fn own_villages(caller: &Caller) -> Option<Vec<String>> {
    let limited = !caller.actor.roles.is_empty()
        && caller
            .actor
            .roles
            .iter()
            .all(|role| *role == domain::permissions::Role::VillageHead);
    limited.then(|| caller.actor.villages.clone())
}

/// The village asked for, within those that the caller is limited to. An empty list means: nothing.
pub fn villages_asked(caller: &Caller, asked: Option<&str>) -> Option<Vec<String>> {
    match (own_villages(caller), asked) {
        (None, None) => None,
        (None, Some(village)) => Some(vec![village.to_owned()]),
        (Some(own), None) => Some(own),
        (Some(own), Some(village)) => Some(own.into_iter().filter(|id| id == village).collect()),
    }
}

/// Display names of all accounts, closed ones too.
pub async fn account_names(app: &App) -> ApiResult<HashMap<Uuid, String>> {
    let accounts = app.store.accounts(app.commune()).await?;
    Ok(accounts
        .into_iter()
        .map(|account| (account.id, account.display_name))
        .collect())
}
