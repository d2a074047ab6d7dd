//! Lists of dossiers. A number on the board or in a report and the list behind it share one condition.

use std::collections::HashMap;

use uuid::Uuid;

use super::period::Period;
use super::{Page, clamp, cut};
use crate::Store;
use crate::db::{Query, Row, same_sizes};
use crate::error::Result;
use crate::facts::Choice;

/// Which dossiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DossierList {
    /// Every dossier.
    All,
    /// Not handed over and not stopped.
    Open,
    /// The clock runs and ends today.
    DueToday,
    /// The clock runs and ends on the next working day.
    DueTomorrow,
    /// The clock runs and ended before today.
    Overdue,
    /// Asked for more papers.
    WaitingForPapers,
    /// Received today.
    ReceivedToday,
    /// The result waits to be handed over.
    ResultReady,
    /// With an open flag.
    Attention,
    /// Received complete, in the period.
    Received,
    /// Only guided so far, taken in in the period.
    Guided,
    /// Taken in in the period and asked for more papers at least once during appraisal.
    Supplemented,
    /// Finished (decision or refusal) in the period.
    Finished,
    /// Finished in the period, in time.
    OnTime,
    /// Finished in the period, late.
    Late,
    /// Handed over in the period.
    HandedOver,
}

impl DossierList {
    /// Every list.
    pub const ALL: [DossierList; 16] = [
        DossierList::All,
        DossierList::Open,
        DossierList::DueToday,
        DossierList::DueTomorrow,
        DossierList::Overdue,
        DossierList::WaitingForPapers,
        DossierList::ReceivedToday,
        DossierList::ResultReady,
        DossierList::Attention,
        DossierList::Received,
        DossierList::Guided,
        DossierList::Supplemented,
        DossierList::Finished,
        DossierList::OnTime,
        DossierList::Late,
        DossierList::HandedOver,
    ];

    /// Stable code.
    pub fn code(self) -> &'static str {
        match self {
            DossierList::All => "all",
            DossierList::Open => "open",
            DossierList::DueToday => "due_today",
            DossierList::DueTomorrow => "due_tomorrow",
            DossierList::Overdue => "overdue",
            DossierList::WaitingForPapers => "waiting_for_papers",
            DossierList::ReceivedToday => "received_today",
            DossierList::ResultReady => "result_ready",
            DossierList::Attention => "attention",
            DossierList::Received => "received",
            DossierList::Guided => "guided",
            DossierList::Supplemented => "supplemented",
            DossierList::Finished => "finished",
            DossierList::OnTime => "on_time",
            DossierList::Late => "late",
            DossierList::HandedOver => "handed_over",
        }
    }

    /// The list of a code.
    pub fn from_code(code: &str) -> Option<DossierList> {
        DossierList::ALL.into_iter().find(|list| list.code() == code)
    }
}

/// What to list. Absent conditions do not narrow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DossierQuery {
    /// Which dossiers.
    pub list: DossierList,
    /// Today, ISO date, Vietnamese civil time.
    pub today: String,
    /// The next working day, ISO date; used by [`DossierList::DueTomorrow`].
    pub tomorrow: String,
    /// Village ids; `None` means every village, an empty list none.
    pub villages: Option<Vec<String>>,
    /// Procedure code.
    pub procedure: Option<String>,
    /// Office code.
    pub holder: Option<String>,
    /// Status code.
    pub status: Option<String>,
    /// Beneficiary.
    pub beneficiary: Option<Uuid>,
    /// Account that took it in.
    pub taken_in_by: Option<Uuid>,
    /// Round or month.
    pub period: Option<Period>,
    /// What was typed into the search field.
    pub text: Option<String>,
    /// At most so many, up to [`super::MAX_LIMIT`].
    pub limit: u32,
    /// Cursor of the page before.
    pub after: Option<String>,
}

impl DossierQuery {
    /// A list without further conditions.
    pub fn of(list: DossierList, today: &str, tomorrow: &str) -> DossierQuery {
        DossierQuery {
            list,
            today: today.to_owned(),
            tomorrow: tomorrow.to_owned(),
            villages: None,
            procedure: None,
            holder: None,
            status: None,
            beneficiary: None,
            taken_in_by: None,
            period: None,
            text: None,
            limit: 50,
            after: None,
        }
    }
}

/// A row of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DossierRow {
    /// Id.
    pub id: Uuid,
    /// Our temporary code.
    pub code: String,
    /// Code of the province's system.
    pub official_code: Option<String>,
    /// Procedure code.
    pub procedure: String,
    /// Status code.
    pub status: String,
    /// Office code.
    pub holder: String,
    /// Village id.
    pub village: String,
    /// Beneficiary.
    pub beneficiary: Uuid,
    /// Name at intake.
    pub beneficiary_name: String,
    /// When it was taken in.
    pub taken_in_at: String,
    /// Account that took it in.
    pub taken_in_by: Uuid,
    /// Stop.
    pub stop: Option<Uuid>,
    /// The promise in force (a re-appointment, or the clock's).
    pub due: Option<String>,
    /// Whether the clock runs now; when not, `due` is a thing of the past or stands.
    pub clock_runs: bool,
    /// When the result became ready.
    pub finished_at: Option<String>,
    /// When it was handed over.
    pub handed_over_at: Option<String>,
    /// Served first.
    pub priority: bool,
    /// Open flags.
    pub flags: Vec<String>,
}

const COLUMNS: &str = "SELECT t.id, t.code, t.official_code, t.procedure, t.status, t.holder, t.village, t.beneficiary, \
     t.beneficiary_name, t.taken_in_at, t.taken_in_by, t.stop, t.due, t.clock_runs, t.finished_at, t.handed_over_at, \
     t.priority, t.flags";

fn read(row: &Row) -> Result<DossierRow> {
    Ok(DossierRow {
        id: row.uuid(0)?,
        code: row.text(1)?,
        official_code: row.opt_text(2)?,
        procedure: row.text(3)?,
        status: row.text(4)?,
        holder: row.text(5)?,
        village: row.text(6)?,
        beneficiary: row.uuid(7)?,
        beneficiary_name: row.text(8)?,
        taken_in_at: row.text(9)?,
        taken_in_by: row.uuid(10)?,
        stop: row.opt_uuid(11)?,
        due: row.opt_text(12)?,
        clock_runs: row.flag(13)?,
        finished_at: row.opt_text(14)?,
        handed_over_at: row.opt_text(15)?,
        priority: row.flag(16)?,
        flags: row.json(17)?,
    })
}

/// Rows read at once, in few sizes, so that statements stay prepared.
const SIZES: [usize; 3] = [8, 64, 256];

impl Store {
    /// A page of a list: by due date for the lists of the clock, else newest first.
    pub async fn dossiers(&self, commune: &str, wanted: &DossierQuery) -> Result<Page<DossierRow>> {
        let limit = clamp(wanted.limit);
        let (found, total) = {
            let facts = self.facts(commune).await?;
            Choice::new(&facts, wanted).map_or_else(
                || (Vec::new(), 0),
                |choice| choice.first(limit + 1, wanted.after.as_deref()),
            )
        };
        let (ids, next) = cut(found, limit);
        Ok(Page {
            items: self.dossier_rows(commune, &ids).await?,
            total,
            next,
        })
    }

    /// How many dossiers a list has: the same condition as [`Store::dossiers`].
    pub async fn count_dossiers(&self, commune: &str, wanted: &DossierQuery) -> Result<i64> {
        let facts = self.facts(commune).await?;
        Ok(Choice::new(&facts, wanted).map_or(0, |choice| choice.count()))
    }

    /// The rows of these dossiers, in this order.
    async fn dossier_rows(&self, commune: &str, ids: &[Uuid]) -> Result<Vec<DossierRow>> {
        let mut rows = HashMap::with_capacity(ids.len());
        for list in same_sizes(ids, &SIZES) {
            let mut query = Query::new(COLUMNS);
            query.text(" FROM dossier t WHERE t.commune = ").value(commune);
            query.text(" AND t.id").is_in(list);
            for row in self.db.fetch_all(query).await? {
                let row = read(&row)?;
                rows.insert(row.id, row);
            }
        }
        Ok(ids.iter().filter_map(|id| rows.remove(id)).collect())
    }

    /// The dossier of a code, ours or the province's, exactly as written but for case.
    pub async fn dossier_by_code(&self, commune: &str, code: &str) -> Result<Option<Uuid>> {
        for column in ["code", "official_code"] {
            let mut query = Query::new("SELECT id FROM dossier WHERE commune = ");
            query
                .value(commune)
                .text(&format!(" AND {column}"))
                .is_in([code, &code.to_uppercase()]);
            query.text(" ORDER BY id LIMIT 1");
            if let Some(row) = self.db.fetch_optional(query).await? {
                return row.uuid(0).map(Some);
            }
        }
        Ok(None)
    }
}
