//! The numbers of the board. Counted over the open dossiers only; kept until the next entry.

use std::collections::{BTreeMap, HashMap};
use std::sync::Mutex;

use super::dossiers::DossierList;
use crate::Store;
use crate::db::Query;
use crate::error::Result;

/// How many dossiers a village has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VillageCount {
    /// Open.
    pub open: i64,
    /// Of these, overdue.
    pub overdue: i64,
}

/// The board. Each number has a [`DossierList`] with the same condition.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BoardCounts {
    /// [`DossierList::DueToday`].
    pub due_today: i64,
    /// [`DossierList::DueTomorrow`].
    pub due_tomorrow: i64,
    /// [`DossierList::Overdue`].
    pub overdue: i64,
    /// [`DossierList::WaitingForPapers`].
    pub waiting_for_papers: i64,
    /// [`DossierList::ReceivedToday`].
    pub received_today: i64,
    /// [`DossierList::ResultReady`].
    pub result_ready: i64,
    /// Dossiers with flags ([`DossierList::Attention`]).
    pub flagged: i64,
    /// Entries that wait for a person.
    pub entries_kept: i64,
    /// Open and overdue by village id.
    pub by_village: BTreeMap<String, VillageCount>,
    /// Open by procedure code.
    pub by_procedure: BTreeMap<String, i64>,
    /// Open by office code.
    pub by_holder: BTreeMap<String, i64>,
    /// Open by status code.
    pub by_status: BTreeMap<String, i64>,
}

/// The last board of each commune and scope, valid for one number of the order.
#[derive(Default)]
pub(crate) struct Cache(Mutex<HashMap<String, (i64, BoardCounts)>>);

/// Boards kept, at most.
const BOARDS: usize = 256;

fn in_villages(query: &mut Query, villages: Option<&[String]>) {
    if let Some(villages) = villages {
        query.text(" AND t.village").is_in(villages.iter().map(String::as_str));
    }
}

impl Store {
    /// The board of a commune; `villages` limits it (a village head). `tomorrow` is the next working day.
    pub async fn board_counts(
        &self,
        commune: &str,
        today: &str,
        tomorrow: &str,
        villages: Option<&[String]>,
    ) -> Result<BoardCounts> {
        let key = format!("{commune} {today} {tomorrow} {villages:?}");
        let seq = self.last_seq(commune).await?;
        let kept = self.count_kept(commune, villages).await?;
        let cached = {
            let cache = self.boards.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            cache
                .get(&key)
                .filter(|(at, _)| *at == seq)
                .map(|(_, counts)| counts.clone())
        };
        if let Some(counts) = cached {
            return Ok(BoardCounts {
                entries_kept: kept,
                ..counts
            });
        }
        let counts = self.count_board(commune, today, tomorrow, villages).await?;
        let mut cache = self.boards.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if cache.len() >= BOARDS {
            cache.clear();
        }
        cache.insert(key, (seq, counts.clone()));
        Ok(BoardCounts {
            entries_kept: kept,
            ..counts
        })
    }

    async fn count_board(
        &self,
        commune: &str,
        today: &str,
        tomorrow: &str,
        villages: Option<&[String]>,
    ) -> Result<BoardCounts> {
        let mut counts = BoardCounts::default();
        // In the order of an index, so that nothing is sorted.
        let text = "SELECT t.status, t.holder, t.procedure, t.village, count(*) FROM dossier t WHERE t.is_open = 1 \
                    AND t.commune = ";
        let mut query = Query::new(text);
        query.value(commune);
        in_villages(&mut query, villages);
        query.text(" GROUP BY t.status, t.holder, t.procedure, t.village");
        for row in self.db.fetch_all(query).await? {
            let number = row.int(4)?;
            counts.by_village.entry(row.text(3)?).or_default().open += number;
            *counts.by_status.entry(row.text(0)?).or_default() += number;
            *counts.by_holder.entry(row.text(1)?).or_default() += number;
            *counts.by_procedure.entry(row.text(2)?).or_default() += number;
        }
        let status = |code: &str| counts.by_status.get(code).copied().unwrap_or_default();
        (counts.waiting_for_papers, counts.result_ready) = (status("waiting_for_papers"), status("result_ready"));
        let mut query = Query::new("SELECT t.village, count(*) FROM dossier t WHERE t.commune = ");
        query.value(commune);
        DossierList::Overdue.condition(&mut query, today, tomorrow);
        in_villages(&mut query, villages);
        query.text(" GROUP BY t.village");
        for row in self.db.fetch_all(query).await? {
            let number = row.int(1)?;
            counts.overdue += number;
            counts.by_village.entry(row.text(0)?).or_default().overdue = number;
        }
        for (list, number) in [
            (DossierList::DueToday, &mut counts.due_today),
            (DossierList::DueTomorrow, &mut counts.due_tomorrow),
            (DossierList::ReceivedToday, &mut counts.received_today),
            (DossierList::Attention, &mut counts.flagged),
        ] {
            let mut query = Query::new("SELECT count(*) FROM dossier t WHERE t.commune = ");
            query.value(commune);
            list.condition(&mut query, today, tomorrow);
            in_villages(&mut query, villages);
            *number = self.db.fetch_one(query).await?.int(0)?;
        }
        Ok(counts)
    }
}
