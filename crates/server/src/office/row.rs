//! A dossier in a list.

use serde::Serialize;
use store::read::dossiers::DossierRow;
use time::Date;
use uuid::Uuid;

use crate::slips::words;

/// A dossier in a list: neutral, no sensitive fact.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct DossierRowView {
    /// Id.
    pub id: Uuid,
    /// Our code.
    pub code: String,
    /// Code of the province's system.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub official_code: Option<String>,
    /// Procedure code.
    pub procedure: String,
    /// For whom.
    pub beneficiary: Uuid,
    /// Name at intake.
    pub beneficiary_name: String,
    /// Village id.
    pub village: String,
    /// See `DossierStatus`.
    #[schema(value_type = wire::dossier::DossierStatus)]
    pub status: String,
    /// See `Office`.
    #[schema(value_type = wire::dossier::Office)]
    pub holder: String,
    /// Date-time.
    pub taken_in_at: String,
    /// The promise in force.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<String>,
    /// Days of the calendar until then, negative when overdue; absent while no clock runs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub days_left: Option<i64>,
    /// Open flags.
    pub flags: Vec<String>,
    /// Served first.
    pub priority: bool,
}

impl DossierRowView {
    /// The row as of today.
    pub fn new(row: DossierRow, today: Date) -> Self {
        let due_day = row
            .due
            .as_deref()
            .filter(|_| row.clock_runs)
            .and_then(|due| words::civil_date(due).ok());
        Self {
            days_left: due_day.map(|due| (due - today).whole_days()),
            id: row.id,
            code: row.code,
            official_code: row.official_code,
            procedure: row.procedure,
            beneficiary: row.beneficiary,
            beneficiary_name: row.beneficiary_name,
            village: row.village,
            status: row.status,
            holder: row.holder,
            taken_in_at: row.taken_in_at,
            due: row.due,
            flags: row.flags,
            priority: row.priority,
        }
    }
}
