//! Sessions and devices. Only the hash of a token is stored.

use uuid::Uuid;

use super::accounts::Account;
use super::audit::audit;
use crate::Store;
use crate::db::Query;
use crate::error::{Result, StoreError};
use crate::schema::{self, row};

/// A session to begin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewSession {
    /// Hash of the token, hex.
    pub token_hash: String,
    /// Account.
    pub account: Uuid,
    /// Device; made known when it is new.
    pub device: Uuid,
    /// What the browser says it is, for the list of devices.
    pub device_name: String,
    /// Token against requests from elsewhere.
    pub csrf: String,
    /// When it ends, Vietnamese civil time.
    pub expires_at: String,
}

/// A session that holds: not expired, account active, device not revoked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Who.
    pub account: Account,
    /// On which device.
    pub device: Uuid,
    /// Token against requests from elsewhere.
    pub csrf: String,
    /// When it ends.
    pub expires_at: String,
}

/// A device that signed in once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Device {
    /// Id.
    pub id: Uuid,
    /// Account that used it last.
    pub account: Uuid,
    /// What the browser said it is.
    pub name: String,
    /// First sign-in.
    pub first_seen: String,
    /// Last sign-in.
    pub last_seen: String,
    /// When it was revoked.
    pub revoked_at: Option<String>,
}

impl Store {
    /// Begins a session, and forgets expired ones.
    ///
    /// # Errors
    /// `Taken` when the device was revoked.
    pub async fn create_session(&self, commune: &str, session: &NewSession, now: &str) -> Result<()> {
        let mut tx = self.db.begin().await?;
        let text = "SELECT revoked_at FROM device WHERE commune = $1 AND id = $2";
        let known = tx
            .fetch_optional(Query::new(text).bind(commune).bind(session.device))
            .await?;
        if let Some(row) = &known
            && row.opt_text(0)?.is_some()
        {
            return Err(StoreError::Taken("device is revoked"));
        }
        if known.is_some() {
            let text = "UPDATE device SET account = $3, last_seen = $4 WHERE commune = $1 AND id = $2";
            tx.execute(
                Query::new(text)
                    .bind(commune)
                    .bind(session.device)
                    .bind(session.account)
                    .bind(now),
            )
            .await?;
        } else {
            let name: String = session.device_name.chars().take(200).collect();
            let values = row![commune, session.device, session.account, name, now, now, None::<&str>];
            schema::DEVICE.insert(&mut tx, vec![values]).await?;
        }
        let text = "DELETE FROM session WHERE commune = $1 AND expires_at < $2";
        tx.execute(Query::new(text).bind(commune).bind(now)).await?;
        let values = row![
            commune,
            session.token_hash.as_str(),
            session.account,
            session.device,
            session.csrf.as_str(),
            now,
            session.expires_at.as_str()
        ];
        schema::SESSION.insert(&mut tx, vec![values]).await?;
        tx.commit().await
    }

    /// The session of a token hash, when it holds at `now`.
    pub async fn session(&self, commune: &str, token_hash: &str, now: &str) -> Result<Option<Session>> {
        let text = "SELECT s.account, s.device, s.csrf, s.expires_at FROM session s JOIN device d \
             ON d.commune = s.commune AND d.id = s.device WHERE s.commune = $1 AND s.token_hash = $2 \
             AND s.expires_at > $3 AND d.revoked_at IS NULL";
        let query = Query::new(text).bind(commune).bind(token_hash).bind(now);
        let Some(row) = self.db.fetch_optional(query).await? else {
            return Ok(None);
        };
        let account = self
            .account(commune, row.uuid(0)?)
            .await?
            .filter(|account| account.active);
        let Some(account) = account else { return Ok(None) };
        Ok(Some(Session {
            account,
            device: row.uuid(1)?,
            csrf: row.text(2)?,
            expires_at: row.text(3)?,
        }))
    }

    /// Moves the end of a session that is used; harmless when there is none.
    pub async fn extend_session(&self, commune: &str, token_hash: &str, expires_at: &str) -> Result<()> {
        let text = "UPDATE session SET expires_at = $3 WHERE commune = $1 AND token_hash = $2";
        self.db
            .execute(Query::new(text).bind(commune).bind(token_hash).bind(expires_at))
            .await
            .map(|_| ())
    }

    /// Ends a session; harmless when there is none.
    pub async fn end_session(&self, commune: &str, token_hash: &str) -> Result<()> {
        let text = "DELETE FROM session WHERE commune = $1 AND token_hash = $2";
        self.db
            .execute(Query::new(text).bind(commune).bind(token_hash))
            .await
            .map(|_| ())
    }

    /// Devices, last seen first, at most 1,000.
    pub async fn devices(&self, commune: &str) -> Result<Vec<Device>> {
        let text = "SELECT id, account, name, first_seen, last_seen, revoked_at FROM device WHERE commune = $1 \
             ORDER BY last_seen DESC, id LIMIT 1000";
        let rows = self.db.fetch_all(Query::new(text).bind(commune)).await?;
        rows.iter()
            .map(|row| {
                Ok(Device {
                    id: row.uuid(0)?,
                    account: row.uuid(1)?,
                    name: row.text(2)?,
                    first_seen: row.text(3)?,
                    last_seen: row.text(4)?,
                    revoked_at: row.opt_text(5)?,
                })
            })
            .collect()
    }

    /// Revokes a device: its sessions end, it cannot sign in again.
    pub async fn revoke_device(&self, commune: &str, device: Uuid, by: Option<Uuid>, now: &str) -> Result<()> {
        let mut tx = self.db.begin().await?;
        let text = "UPDATE device SET revoked_at = $3 WHERE commune = $1 AND id = $2 AND revoked_at IS NULL";
        if tx
            .execute(Query::new(text).bind(commune).bind(device).bind(now))
            .await?
            == 0
        {
            return Err(StoreError::NotFound);
        }
        let text = "DELETE FROM session WHERE commune = $1 AND device = $2";
        tx.execute(Query::new(text).bind(commune).bind(device)).await?;
        audit(&mut tx, commune, now, by, "device.revoke", &device.to_string(), "").await?;
        tx.commit().await
    }
}
