//! Lists of dossiers. A number on the board or in a report and the list behind it share one condition.

use uuid::Uuid;

use super::period::Period;
use super::search::Narrow;
use super::{Page, clamp, cursor_parts, cut};
use crate::Store;
use crate::db::{Query, Row};
use crate::error::Result;

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

    /// The column by which a month picks from this list.
    pub(crate) fn day(self) -> &'static str {
        match self {
            DossierList::Finished | DossierList::OnTime | DossierList::Late => "t.finished_at",
            DossierList::HandedOver => "t.handed_over_at",
            DossierList::All
            | DossierList::Open
            | DossierList::DueToday
            | DossierList::DueTomorrow
            | DossierList::Overdue
            | DossierList::WaitingForPapers
            | DossierList::ReceivedToday
            | DossierList::ResultReady
            | DossierList::Attention
            | DossierList::Received
            | DossierList::Guided
            | DossierList::Supplemented => "t.taken_in_at",
        }
    }

    fn is_by_due(self) -> bool {
        matches!(
            self,
            DossierList::DueToday | DossierList::DueTomorrow | DossierList::Overdue
        )
    }

    /// Appends ` AND …`. Days are ISO dates; a due time of today counts as due today until midnight.
    pub(crate) fn condition(self, query: &mut Query, today: &str, tomorrow: &str) {
        const RUNS: &str = " AND t.is_open = 1 AND t.clock_runs = 1";
        let end = |day: &str| format!("{day}T23:59");
        match self {
            DossierList::All => query,
            DossierList::Open => query.text(" AND t.is_open = 1"),
            DossierList::DueToday => {
                query.text(RUNS).text(" AND t.due_until >= ").value(today);
                query.text(" AND t.due_until <= ").value(end(today))
            }
            DossierList::DueTomorrow => {
                query.text(RUNS).text(" AND t.due_until > ").value(end(today));
                query.text(" AND t.due_until <= ").value(end(tomorrow))
            }
            DossierList::Overdue => query.text(RUNS).text(" AND t.due_until < ").value(today),
            DossierList::WaitingForPapers => query.text(" AND t.status = 'waiting_for_papers'"),
            DossierList::ReceivedToday => {
                query.text(" AND t.was_received = 1 AND t.taken_in_at >= ").value(today);
                query.text(" AND t.taken_in_at <= ").value(end(today))
            }
            DossierList::ResultReady => query.text(" AND t.status = 'result_ready'"),
            DossierList::Attention => query.text(" AND t.flag_count > 0"),
            DossierList::Received => query.text(" AND t.was_received = 1"),
            DossierList::Guided => query.text(" AND t.status = 'guided'"),
            DossierList::Supplemented => query.text(" AND t.was_supplemented = 1"),
            DossierList::Finished => query.text(" AND t.finished_at IS NOT NULL"),
            DossierList::OnTime => query.text(" AND t.on_time = 1"),
            DossierList::Late => query.text(" AND t.on_time = 0"),
            DossierList::HandedOver => query.text(" AND t.handed_over_at IS NOT NULL"),
        };
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

    fn conditions(&self, query: &mut Query) {
        self.list.condition(query, &self.today, &self.tomorrow);
        if let Some(villages) = &self.villages {
            query.text(" AND t.village").is_in(villages.iter().map(String::as_str));
        }
        let texts = [
            ("procedure", &self.procedure),
            ("holder", &self.holder),
            ("status", &self.status),
        ];
        for (column, value) in texts {
            if let Some(value) = value {
                query.text(&format!(" AND t.{column} = ")).value(value.as_str());
            }
        }
        for (column, value) in [("beneficiary", self.beneficiary), ("taken_in_by", self.taken_in_by)] {
            if let Some(value) = value {
                query.text(&format!(" AND t.{column} = ")).value(value);
            }
        }
        if let Some(period) = &self.period {
            period.condition(query, "t.stop", self.list.day());
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
     t.priority, t.flags, t.due_until";

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

/// A text search over common words counts no further than this.
pub(super) const WIDE_COUNT: i64 = 100;

impl Store {
    /// A page of a list: by due date for the lists of the clock, else newest first.
    pub async fn dossiers(&self, commune: &str, wanted: &DossierQuery) -> Result<Page<DossierRow>> {
        let narrow = match &wanted.text {
            Some(text) => self.narrow(commune, "dossier", text).await?,
            None => None,
        };
        let limit = clamp(wanted.limit);
        let mut query = Query::new(COLUMNS);
        Narrow::from(narrow.as_ref(), &mut query, "dossier", commune);
        wanted.conditions(&mut query);
        let (column, compare, order) = if wanted.list.is_by_due() {
            ("t.due_until", ">", "")
        } else {
            ("t.taken_in_at", "<", " DESC")
        };
        if let Some(after) = &wanted.after {
            let (sort, id) = cursor_parts(after);
            query.text(&format!(" AND ({column} {compare} ")).value(sort);
            query.text(&format!(" OR ({column} = ")).value(sort);
            query.text(&format!(" AND t.id {compare} ")).value(id).text("))");
        }
        query
            .text(&format!(" ORDER BY {column}{order}, t.id{order} LIMIT "))
            .value(limit as i64 + 1);
        let rows = self.db.fetch_all(query).await?;
        let items: Vec<(String, DossierRow)> = rows
            .iter()
            .map(|row| {
                let item = read(row)?;
                let sort = if wanted.list.is_by_due() {
                    row.text(18)?
                } else {
                    item.taken_in_at.clone()
                };
                Ok((format!("{sort}~{}", item.id), item))
            })
            .collect::<Result<_>>()?;
        let (items, next) = cut(items, limit);
        let (total, total_is_least) = match (&wanted.after, &next) {
            (None, None) => (items.len() as i64, false),
            (Some(_), _) | (_, Some(_)) => self.count(commune, wanted, narrow.as_ref()).await?,
        };
        Ok(Page {
            items,
            total,
            total_is_least,
            next,
        })
    }

    /// How many dossiers a list has: the same condition as [`Store::dossiers`].
    pub async fn count_dossiers(&self, commune: &str, wanted: &DossierQuery) -> Result<i64> {
        let narrow = match &wanted.text {
            Some(text) => self.narrow(commune, "dossier", text).await?,
            None => None,
        };
        Ok(self.count(commune, wanted, narrow.as_ref()).await?.0)
    }

    async fn count(&self, commune: &str, wanted: &DossierQuery, narrow: Option<&Narrow>) -> Result<(i64, bool)> {
        let wide = narrow.is_some_and(|narrow| narrow.is_wide);
        let mut query = Query::new(if wide {
            "SELECT count(*) FROM (SELECT 1 AS hit"
        } else {
            "SELECT count(*)"
        });
        Narrow::from(narrow, &mut query, "dossier", commune);
        wanted.conditions(&mut query);
        if wide {
            query.text(" LIMIT ").value(WIDE_COUNT + 1).text(") AS hits");
        }
        let total = self.db.fetch_one(query).await?.int(0)?;
        Ok((
            total.min(if wide { WIDE_COUNT } else { total }),
            wide && total > WIDE_COUNT,
        ))
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
