//! Everybody at once: what a question about the whole list needs.

use wire::entry::SubjectKind;
use wire::records::{HouseholdRecord, PersonRecord};

use crate::Store;
use crate::db::{Query, from_json};
use crate::error::Result;
use crate::journal::kind_code;

/// Records read by one statement.
const STEP: usize = 5_000;

impl Store {
    /// Every person of the commune, also those who left the list, and every household; in the order of their ids. A few
    /// kilobytes each: ask for it when the whole list is the question, and let it go afterwards.
    pub async fn whole_list(&self, commune: &str) -> Result<(Vec<PersonRecord>, Vec<HouseholdRecord>)> {
        Ok((
            self.every(commune, SubjectKind::Person).await?,
            self.every(commune, SubjectKind::Household).await?,
        ))
    }

    async fn every<T: serde::de::DeserializeOwned>(&self, commune: &str, kind: SubjectKind) -> Result<Vec<T>> {
        let mut all = Vec::new();
        let mut after = String::new();
        loop {
            let query = Query::new(
                "SELECT id, state FROM record WHERE commune = $1 AND kind = $2 AND id > $3 ORDER BY id LIMIT $4",
            );
            let query = query.bind(commune).bind(kind_code(kind)).bind(after.as_str());
            let rows = self.db.fetch_all(query.bind(STEP as i64)).await?;
            for row in &rows {
                all.push(from_json(&row.text(1)?)?);
            }
            match rows.last() {
                Some(last) if rows.len() == STEP => after = last.text(0)?,
                _ => return Ok(all),
            }
        }
    }
}
