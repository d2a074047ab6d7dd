//! Queues of police and health station; people served; difficulties; home visits.

use uuid::Uuid;
use wire::dossier::Office;
use wire::entry::SubjectKind;
use wire::records::Record;

use super::clamp;
use super::period::Period;
use crate::Store;
use crate::db::Query;
use crate::error::Result;
use crate::journal::kind_code;
use crate::projection::read_state;

impl Store {
    /// Dossiers with a question to police or health station that is not answered, oldest first. Empty for other offices.
    pub async fn queue(&self, commune: &str, office: Office, limit: u32) -> Result<Vec<Record>> {
        let column = match office {
            Office::Police => "asks_police",
            Office::Health => "asks_health",
            Office::Center | Office::Social | Office::Leader | Office::Applicant => return Ok(Vec::new()),
        };
        let mut query = Query::new(
            "SELECT r.state FROM dossier t JOIN record r ON r.commune = t.commune AND r.id = t.id \
                                    AND r.kind = 'dossier' WHERE t.commune = ",
        );
        query
            .value(commune)
            .text(&format!(" AND t.{column} = 1 ORDER BY t.id LIMIT "))
            .value(clamp(limit) as i64);
        self.db
            .fetch_all(query)
            .await?
            .iter()
            .map(|row| read_state(SubjectKind::Dossier, &row.text(0)?))
            .collect()
    }

    /// When the latest question to an office was asked: server time of the entry, by dossier.
    pub async fn asked_at(&self, commune: &str, dossier: Uuid) -> Result<Option<String>> {
        let text = "SELECT at_server FROM journal WHERE commune = $1 AND subject_kind = 'dossier' AND subject_id = $2 \
             AND body LIKE '%\"step\":\"ask_confirmation\"%' ORDER BY seq DESC LIMIT 1";
        let row = self
            .db
            .fetch_optional(Query::new(text).bind(commune).bind(dossier))
            .await?;
        row.map(|row| row.text(0)).transpose()
    }

    async fn of_period(
        &self,
        commune: &str,
        of: SubjectKind,
        kind: Option<&str>,
        period: Option<&Period>,
        limit: u32,
    ) -> Result<Vec<Record>> {
        let table = kind_code(of);
        let mut query = Query::new(format!(
            "SELECT r.state FROM {table} t JOIN record r ON r.commune = t.commune AND r.kind = '{table}' AND r.id = t.id \
             WHERE t.commune = "
        ));
        query.value(commune);
        if let Some(kind) = kind {
            query.text(" AND t.kind = ").value(kind);
        }
        if let Some(period) = period {
            period.condition(&mut query, "t.stop", "t.at");
        }
        query.text(" ORDER BY t.at, t.id LIMIT ").value(clamp(limit) as i64);
        self.db
            .fetch_all(query)
            .await?
            .iter()
            .map(|row| read_state(of, &row.text(0)?))
            .collect()
    }

    /// People served in a round or month.
    pub async fn attendances(&self, commune: &str, period: &Period, limit: u32) -> Result<Vec<Record>> {
        self.of_period(commune, SubjectKind::Attendance, None, Some(period), limit)
            .await
    }

    /// Difficulties and proposals of a round or month (all when `None`); `kind` is `difficulty` or `proposal`.
    pub async fn difficulties(
        &self,
        commune: &str,
        kind: Option<&str>,
        period: Option<&Period>,
        limit: u32,
    ) -> Result<Vec<Record>> {
        self.of_period(commune, SubjectKind::Difficulty, kind, period, limit)
            .await
    }

    /// Home visits with this status (all when `None`), oldest first, in the given villages.
    pub async fn home_visits(
        &self,
        commune: &str,
        status: Option<&str>,
        villages: Option<&[String]>,
        limit: u32,
    ) -> Result<Vec<Record>> {
        let mut query = Query::new(
            "SELECT r.state FROM home_visit t JOIN record r ON r.commune = t.commune AND r.kind = 'home_visit' \
             AND r.id = t.id WHERE t.commune = ",
        );
        query.value(commune);
        if let Some(status) = status {
            query.text(" AND t.status = ").value(status);
        }
        if let Some(villages) = villages {
            query.text(" AND t.village").is_in(villages.iter().map(String::as_str));
        }
        query
            .text(" ORDER BY t.requested_at, t.id LIMIT ")
            .value(clamp(limit) as i64);
        self.db
            .fetch_all(query)
            .await?
            .iter()
            .map(|row| read_state(SubjectKind::HomeVisit, &row.text(0)?))
            .collect()
    }

    /// How many home visits have this status, in the given villages (everywhere when `None`).
    pub async fn count_home_visits(&self, commune: &str, status: &str, villages: Option<&[String]>) -> Result<i64> {
        let mut query = Query::new("SELECT count(*) FROM home_visit t WHERE t.commune = ");
        query.value(commune).text(" AND t.status = ").value(status);
        if let Some(villages) = villages {
            query.text(" AND t.village").is_in(villages.iter().map(String::as_str));
        }
        let rows = self.db.fetch_all(query).await?;
        rows.first().map_or(Ok(0), |row| row.int(0))
    }

    /// Subjects whose records name a file: who may see one of them may see the file.
    pub async fn file_subjects(&self, commune: &str, hash: &str) -> Result<Vec<(SubjectKind, Uuid)>> {
        let text = "SELECT kind, id FROM file_link WHERE commune = $1 AND hash = $2 ORDER BY kind, id LIMIT 100";
        let rows = self.db.fetch_all(Query::new(text).bind(commune).bind(hash)).await?;
        rows.iter()
            .map(|row| {
                let kind = crate::journal::kind_from_code(&row.text(0)?);
                let kind = kind.ok_or_else(|| crate::StoreError::Corrupt("kind of a file link".to_owned()))?;
                Ok((kind, row.uuid(1)?))
            })
            .collect()
    }
}
