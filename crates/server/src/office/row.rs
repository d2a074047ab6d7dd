//! A dossier in a list.

use std::cmp::Ordering;

use domain::deadline::working_days_between;
use serde::Serialize;
use store::read::dossiers::DossierRow;
use time::Date;
use uuid::Uuid;

use crate::rules::Law;
use crate::slips::words;

/// How long a promise still runs, in the days on which the office works: the same number in every list and on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(tag = "state", content = "working_days", rename_all = "snake_case")]
pub enum Left {
    /// Working days after today, up to and including the day of the promise; 0 when only days off lie between.
    Ahead(u32),
    /// The promise is for today.
    Today,
    /// Working days after the day of the promise, up to and including today; 0 when only days off have passed.
    Overdue(u32),
}

impl Left {
    /// Until `due`, as of today.
    pub fn until(due: Date, today: Date, law: &Law) -> Self {
        let days = |from, to| working_days_between(from, to, law.book().calendar());
        match due.cmp(&today) {
            Ordering::Greater => Self::Ahead(days(today, due)),
            Ordering::Equal => Self::Today,
            Ordering::Less => Self::Overdue(days(due, today)),
        }
    }
}

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
    /// How long until then; absent while no clock runs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub left: Option<Left>,
    /// Open flags.
    pub flags: Vec<String>,
    /// Served first.
    pub priority: bool,
}

impl DossierRowView {
    /// The row as of today.
    pub fn new(row: DossierRow, today: Date, law: &Law) -> Self {
        let due_day = row
            .due
            .as_deref()
            .filter(|_| row.clock_runs)
            .and_then(|due| words::civil_date(due).ok());
        Self {
            left: due_day.map(|due| Left::until(due, today, law)),
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

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    #[test]
    #[allow(clippy::unwrap_used)]
    fn weekends_and_days_off_do_not_count() {
        let law = Law::load(None).unwrap();
        let cases = [
            (date!(2026 - 11 - 20), date!(2026 - 11 - 23), Left::Ahead(1)),
            (date!(2026 - 11 - 21), date!(2026 - 11 - 23), Left::Ahead(1)),
            // 24 November is a day off since 2026.
            (date!(2026 - 11 - 19), date!(2026 - 11 - 30), Left::Ahead(6)),
            (date!(2026 - 11 - 23), date!(2026 - 11 - 23), Left::Today),
            (date!(2026 - 11 - 22), date!(2026 - 11 - 20), Left::Overdue(0)),
            (date!(2026 - 11 - 24), date!(2026 - 11 - 20), Left::Overdue(1)),
            (date!(2026 - 11 - 25), date!(2026 - 11 - 20), Left::Overdue(2)),
        ];
        for (today, due, left) in cases {
            assert_eq!(Left::until(due, today, &law), left, "{today} to {due}");
        }
    }
}
