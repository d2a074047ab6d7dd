//! Settings: a name and a text.

use uuid::Uuid;

use super::audit::audit;
use crate::Store;
use crate::db::Query;
use crate::error::Result;
use crate::schema::{self, row};

impl Store {
    /// A setting.
    pub async fn setting(&self, commune: &str, name: &str) -> Result<Option<String>> {
        let query = Query::new("SELECT value FROM setting WHERE commune = $1 AND name = $2");
        self.db
            .fetch_optional(query.bind(commune).bind(name))
            .await?
            .map(|row| row.text(0))
            .transpose()
    }

    /// Writes a setting. The audit names it, not its value.
    pub async fn set_setting(&self, commune: &str, name: &str, value: &str, by: Option<Uuid>, now: &str) -> Result<()> {
        let mut tx = self.db.begin().await?;
        schema::SETTING
            .upsert(&mut tx, vec![row![commune, name, value]])
            .await?;
        audit(&mut tx, commune, now, by, "setting.set", name, "").await?;
        tx.commit().await
    }
}
