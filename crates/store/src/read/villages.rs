//! What each village has: people, recipients, open dossiers, stops.

use std::collections::BTreeMap;

use crate::Store;
use crate::db::Query;
use crate::error::Result;

/// Numbers of one village.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VillageSummary {
    /// Registered people not known to be dead.
    pub people: i64,
    /// Of these: disabled, orphan case, single parent, cannot travel, and so on; poor or near-poor household; or born
    /// before the day that the caller gives.
    pub vulnerable: i64,
    /// Receive something now.
    pub recipients: i64,
    /// Open dossiers.
    pub open_dossiers: i64,
    /// Day of the last stop before or on the given day, ISO date.
    pub last_stop: Option<String>,
    /// Day of the next stop after it.
    pub next_stop: Option<String>,
}

impl Store {
    /// Numbers by village id; villages without anything are absent. People born before `elderly_before` (ISO date)
    /// count as vulnerable; `today` divides past stops from those to come.
    pub async fn village_summaries(
        &self,
        commune: &str,
        elderly_before: &str,
        today: &str,
    ) -> Result<BTreeMap<String, VillageSummary>> {
        let mut villages: BTreeMap<String, VillageSummary> = BTreeMap::new();
        let text = "SELECT t.village, count(*), \
             sum(CASE WHEN t.vulnerable = 1 OR h.poverty IN ('poor', 'near_poor') OR t.birth_date < $2 THEN 1 ELSE 0 END), \
             sum(CASE WHEN t.receives = 1 THEN 1 ELSE 0 END) \
             FROM person t LEFT JOIN household h ON h.commune = t.commune AND h.id = t.household \
             WHERE t.commune = $1 AND t.gone IS NULL AND (t.alive IS NULL OR t.alive = 1) GROUP BY t.village";
        for row in self
            .db
            .fetch_all(Query::new(text).bind(commune).bind(elderly_before))
            .await?
        {
            let village = villages.entry(row.text(0)?).or_default();
            (village.people, village.vulnerable, village.recipients) = (row.int(1)?, row.int(2)?, row.int(3)?);
        }
        for (village, open) in self.open_dossiers(commune).await? {
            villages.entry(village).or_default().open_dossiers = open;
        }
        let text = "SELECT s.date, s.villages FROM stop s JOIN round r ON r.commune = s.commune AND r.id = s.round \
             WHERE s.commune = $1 AND r.state <> 'draft' ORDER BY s.date LIMIT 10000";
        for row in self.db.fetch_all(Query::new(text).bind(commune)).await? {
            let date = row.text(0)?;
            for id in row.json::<Vec<String>>(1)? {
                let village = villages.entry(id).or_default();
                if date.as_str() <= today {
                    village.last_stop = Some(date.clone());
                } else if village.next_stop.is_none() {
                    village.next_stop = Some(date.clone());
                }
            }
        }
        Ok(villages)
    }
}
