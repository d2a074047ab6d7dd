//! Accounts.

use domain::permissions::{Actor, Role};
use uuid::Uuid;

use super::audit::audit;
use crate::Store;
use crate::db::{Query, Row, to_json};
use crate::error::{Result, StoreError};
use crate::schema::{self, row};

/// An account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Id.
    pub id: Uuid,
    /// Name to sign in with, lower case; unique in the commune.
    pub name: String,
    /// Name shown to others.
    pub display_name: String,
    /// Roles.
    pub roles: Vec<Role>,
    /// Villages of a village head.
    pub villages: Vec<String>,
    /// Whether it may sign in.
    pub active: bool,
    /// Password hash as the server made it (a PHC string).
    pub password_hash: String,
}

impl Account {
    /// The account as the rules see it.
    pub fn actor(&self) -> Actor {
        Actor {
            account: self.id,
            roles: self.roles.clone(),
            villages: self.villages.clone(),
        }
    }
}

const COLUMNS: &str =
    "SELECT id, name, display_name, roles, villages, active, password_hash FROM account WHERE commune = ";

fn read(row: &Row) -> Result<Account> {
    let roles: Vec<String> = row.json(3)?;
    Ok(Account {
        id: row.uuid(0)?,
        name: row.text(1)?,
        display_name: row.text(2)?,
        roles: roles.iter().filter_map(|code| Role::from_code(code)).collect(),
        villages: row.json(4)?,
        active: row.flag(5)?,
        password_hash: row.text(6)?,
    })
}

impl Store {
    /// Creates an account.
    ///
    /// # Errors
    /// `Taken` when the name or id is taken.
    pub async fn create_account(&self, commune: &str, account: &Account, by: Option<Uuid>, now: &str) -> Result<()> {
        let name = account.name.to_lowercase();
        let mut tx = self.db.begin().await?;
        let text = "SELECT 1 FROM account WHERE commune = $1 AND (name = $2 OR id = $3)";
        let taken = tx
            .fetch_optional(Query::new(text).bind(commune).bind(name.as_str()).bind(account.id))
            .await?;
        if taken.is_some() {
            return Err(StoreError::Taken("account name"));
        }
        let roles: Vec<&str> = account.roles.iter().map(|role| role.code()).collect();
        let values = row![
            commune,
            account.id,
            name,
            account.display_name.as_str(),
            to_json(&roles)?,
            to_json(&account.villages)?,
            account.password_hash.as_str(),
            account.active,
            now
        ];
        schema::ACCOUNT.insert(&mut tx, vec![values]).await?;
        audit(
            &mut tx,
            commune,
            now,
            by,
            "account.create",
            &account.id.to_string(),
            &roles.join(","),
        )
        .await?;
        tx.commit().await
    }

    /// Replaces display name, roles, villages, state and password hash of an account; its sessions end when it may not
    /// sign in any more or the password changed.
    pub async fn update_account(&self, commune: &str, account: &Account, by: Option<Uuid>, now: &str) -> Result<()> {
        let old = self.account(commune, account.id).await?.ok_or(StoreError::NotFound)?;
        let roles: Vec<&str> = account.roles.iter().map(|role| role.code()).collect();
        let mut tx = self.db.begin().await?;
        let text = "UPDATE account SET display_name = $3, roles = $4, villages = $5, password_hash = $6, active = $7 \
             WHERE commune = $1 AND id = $2";
        let query = Query::new(text)
            .bind(commune)
            .bind(account.id)
            .bind(account.display_name.as_str());
        let query = query.bind(to_json(&roles)?).bind(to_json(&account.villages)?);
        tx.execute(query.bind(account.password_hash.as_str()).bind(account.active))
            .await?;
        if !account.active || old.password_hash != account.password_hash {
            let text = "DELETE FROM session WHERE commune = $1 AND account = $2";
            tx.execute(Query::new(text).bind(commune).bind(account.id)).await?;
        }
        audit(
            &mut tx,
            commune,
            now,
            by,
            "account.update",
            &account.id.to_string(),
            &roles.join(","),
        )
        .await?;
        tx.commit().await
    }

    /// An account by id.
    pub async fn account(&self, commune: &str, id: Uuid) -> Result<Option<Account>> {
        let mut query = Query::new(COLUMNS);
        query.value(commune).text(" AND id = ").value(id);
        self.db.fetch_optional(query).await?.as_ref().map(read).transpose()
    }

    /// An account by the name to sign in with, whatever its case.
    pub async fn account_by_name(&self, commune: &str, name: &str) -> Result<Option<Account>> {
        let mut query = Query::new(COLUMNS);
        query.value(commune).text(" AND name = ").value(name.to_lowercase());
        self.db.fetch_optional(query).await?.as_ref().map(read).transpose()
    }

    /// All accounts by name, at most 1,000.
    pub async fn accounts(&self, commune: &str) -> Result<Vec<Account>> {
        let mut query = Query::new(COLUMNS);
        query.value(commune).text(" ORDER BY name LIMIT 1000");
        self.db.fetch_all(query).await?.iter().map(read).collect()
    }
}
