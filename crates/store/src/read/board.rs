//! The numbers of the board.

use std::collections::BTreeMap;

use super::dossiers::DossierList;
use crate::Store;
use crate::error::Result;
use crate::facts::{Days, Facts, Name};

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

/// Lists with a number of their own.
const LISTS: [DossierList; 5] = [
    DossierList::DueToday,
    DossierList::DueTomorrow,
    DossierList::Overdue,
    DossierList::ReceivedToday,
    DossierList::Attention,
];

impl Store {
    /// The board of a commune; `villages` limits it (a village head). `tomorrow` is the next working day.
    pub async fn board_counts(
        &self,
        commune: &str,
        today: &str,
        tomorrow: &str,
        villages: Option<&[String]>,
    ) -> Result<BoardCounts> {
        let entries_kept = self.count_kept(commune, villages).await?;
        let facts = self.facts(commune).await?;
        Ok(BoardCounts {
            entries_kept,
            ..count(&facts, &Days::new(today, tomorrow), villages)
        })
    }

    /// Open dossiers by village id.
    pub(crate) async fn open_dossiers(&self, commune: &str) -> Result<BTreeMap<String, i64>> {
        let facts = self.facts(commune).await?;
        let mut open = BTreeMap::new();
        for (_, fact) in facts.rows().filter(|(_, fact)| fact.is_open) {
            *open.entry(fact.village).or_default() += 1;
        }
        Ok(named(&facts, open))
    }
}

fn named<T>(facts: &Facts, by_name: BTreeMap<Name, T>) -> BTreeMap<String, T> {
    let named = by_name
        .into_iter()
        .map(|(name, value)| (facts.names.text(name).to_owned(), value));
    named.collect()
}

/// One pass over all dossiers.
fn count(facts: &Facts, days: &Days, villages: Option<&[String]>) -> BoardCounts {
    let villages: Option<Vec<Name>> =
        villages.map(|villages| villages.iter().filter_map(|village| facts.names.get(village)).collect());
    let mut lists = [0; 5];
    let mut by_village: BTreeMap<Name, VillageCount> = BTreeMap::new();
    let (mut by_procedure, mut by_holder, mut by_status) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    for (_, fact) in facts.rows() {
        if villages
            .as_ref()
            .is_some_and(|villages| !villages.contains(&fact.village))
        {
            continue;
        }
        for (number, list) in lists.iter_mut().zip(LISTS) {
            *number += i64::from(list.has(fact, days));
        }
        if fact.is_open {
            let village = by_village.entry(fact.village).or_default();
            village.open += 1;
            village.overdue += i64::from(DossierList::Overdue.has(fact, days));
            *by_procedure.entry(fact.procedure).or_default() += 1;
            *by_holder.entry(fact.holder).or_default() += 1;
            *by_status.entry(fact.status).or_default() += 1;
        }
    }
    let by_status: BTreeMap<String, i64> = named(facts, by_status);
    let status = |code: &str| by_status.get(code).copied().unwrap_or_default();
    let [due_today, due_tomorrow, overdue, received_today, flagged] = lists;
    BoardCounts {
        due_today,
        due_tomorrow,
        overdue,
        waiting_for_papers: status("waiting_for_papers"),
        received_today,
        result_ready: status("result_ready"),
        flagged,
        entries_kept: 0,
        by_village: named(facts, by_village),
        by_procedure: named(facts, by_procedure),
        by_holder: named(facts, by_holder),
        by_status,
    }
}
