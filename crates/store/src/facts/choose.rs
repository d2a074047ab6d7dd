//! Which dossiers a list has. A number on the board or in a report and the list behind it share this condition.

use std::collections::BinaryHeap;

use uuid::Uuid;

use super::moment::Moment;
use super::table::{Fact, Facts, Name};
use super::words::Typed;
use crate::read::dossiers::{DossierList, DossierQuery};
use crate::read::period::Period;

/// Today and the next working day.
pub(crate) struct Days {
    today: (Moment, Moment),
    tomorrow_end: Moment,
}

impl Days {
    pub fn new(today: &str, tomorrow: &str) -> Days {
        Days {
            today: (Moment::begin(today), Moment::end(today)),
            tomorrow_end: Moment::end(tomorrow),
        }
    }
}

impl DossierList {
    /// Whether a dossier belongs to the list. A due time of today counts as due today until midnight.
    pub(crate) fn has(self, fact: &Fact, days: &Days) -> bool {
        let runs = fact.is_open && fact.clock_runs && fact.due_until != Moment::NEVER;
        let (begin, end) = days.today;
        match self {
            DossierList::All => true,
            DossierList::Open => fact.is_open,
            DossierList::DueToday => runs && fact.due_until.is_within(begin, end),
            DossierList::DueTomorrow => runs && fact.due_until > end && fact.due_until <= days.tomorrow_end,
            DossierList::Overdue => runs && fact.due_until < begin,
            DossierList::ReceivedToday => fact.was_received && fact.taken_in.is_within(begin, end),
            DossierList::Attention => fact.is_flagged,
            DossierList::Received => fact.was_received,
            DossierList::Supplemented => fact.was_supplemented,
            DossierList::Finished => fact.finished != Moment::NEVER,
            DossierList::OnTime => fact.on_time == Some(true),
            DossierList::Late => fact.on_time == Some(false),
            DossierList::HandedOver => fact.handed_over != Moment::NEVER,
            // The rest of the condition is the status.
            DossierList::WaitingForPapers | DossierList::ResultReady | DossierList::Guided => true,
        }
    }

    /// The status that the list is about.
    fn status(self) -> Option<&'static str> {
        match self {
            DossierList::WaitingForPapers => Some("waiting_for_papers"),
            DossierList::ResultReady => Some("result_ready"),
            DossierList::Guided => Some("guided"),
            DossierList::All
            | DossierList::Open
            | DossierList::DueToday
            | DossierList::DueTomorrow
            | DossierList::Overdue
            | DossierList::ReceivedToday
            | DossierList::Attention
            | DossierList::Received
            | DossierList::Supplemented
            | DossierList::Finished
            | DossierList::OnTime
            | DossierList::Late
            | DossierList::HandedOver => None,
        }
    }

    /// The time by which a month picks from this list.
    fn day(self, fact: &Fact) -> Moment {
        match self {
            DossierList::Finished | DossierList::OnTime | DossierList::Late => fact.finished,
            DossierList::HandedOver => fact.handed_over,
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
            | DossierList::Supplemented => fact.taken_in,
        }
    }

    fn is_by_due(self) -> bool {
        matches!(
            self,
            DossierList::DueToday | DossierList::DueTomorrow | DossierList::Overdue
        )
    }
}

/// A [`DossierQuery`], ready for one pass.
pub(crate) struct Choice<'a> {
    facts: &'a Facts,
    list: DossierList,
    days: Days,
    villages: Option<Vec<Name>>,
    procedure: Option<Name>,
    holder: Option<Name>,
    status: Option<Name>,
    list_status: Option<Name>,
    taken_in_by: Option<Name>,
    beneficiary: Option<Uuid>,
    stops: Option<Vec<Name>>,
    month: Option<(Moment, Moment)>,
    typed: Option<Typed>,
}

/// A place in the order of a list: smaller comes first.
type Rank = (u64, u128);

impl<'a> Choice<'a> {
    /// `None` when a condition names something that no dossier has.
    pub fn new(facts: &'a Facts, wanted: &DossierQuery) -> Option<Choice<'a>> {
        // Outer `None`: unknown, so that nothing fits. Inner `None`: no condition.
        let name = |text: Option<&str>| match text {
            None => Some(None),
            Some(text) => facts.names.get(text).map(Some),
        };
        let some = |texts: Vec<Name>| (!texts.is_empty()).then_some(Some(texts));
        let villages = match &wanted.villages {
            None => None,
            Some(villages) => some(villages.iter().filter_map(|one| facts.names.get(one)).collect())?,
        };
        let (stops, month) = match &wanted.period {
            None => (None, None),
            Some(Period::Stops(stops)) => {
                let known = stops.iter().filter_map(|stop| facts.names.get(&stop.to_string()));
                (some(known.collect())?, None)
            }
            Some(Period::Month(month)) => (None, Some((Moment::begin(month), Moment::end(month)))),
        };
        Some(Choice {
            facts,
            list: wanted.list,
            days: Days::new(&wanted.today, &wanted.tomorrow),
            villages,
            procedure: name(wanted.procedure.as_deref())?,
            holder: name(wanted.holder.as_deref())?,
            status: name(wanted.status.as_deref())?,
            list_status: name(wanted.list.status())?,
            taken_in_by: name(wanted.taken_in_by.map(|id| id.to_string()).as_deref())?,
            beneficiary: wanted.beneficiary,
            stops,
            month,
            typed: wanted.text.as_deref().and_then(|text| facts.words.typed(text)),
        })
    }

    fn fits(&self, slot: usize, fact: &Fact) -> bool {
        let is = |wanted: Option<Name>, own: Name| wanted.is_none_or(|wanted| wanted == own);
        self.list.has(fact, &self.days)
            && is(self.list_status, fact.status)
            && is(self.status, fact.status)
            && is(self.procedure, fact.procedure)
            && is(self.holder, fact.holder)
            && is(self.taken_in_by, fact.taken_in_by)
            && self
                .villages
                .as_ref()
                .is_none_or(|villages| villages.contains(&fact.village))
            && self
                .beneficiary
                .is_none_or(|beneficiary| beneficiary == fact.beneficiary)
            && self
                .stops
                .as_ref()
                .is_none_or(|stops| fact.stop.is_some_and(|stop| stops.contains(&stop)))
            && self
                .month
                .is_none_or(|(first, last)| self.list.day(fact).is_within(first, last))
            && self
                .typed
                .as_ref()
                .is_none_or(|typed| self.facts.words.fit(slot, typed))
    }

    fn chosen(&self) -> impl Iterator<Item = &'a Fact> {
        let rows = self.facts.rows();
        rows.filter(|(slot, fact)| self.fits(*slot, fact)).map(|(_, fact)| fact)
    }

    /// How many there are.
    pub fn count(&self) -> i64 {
        self.chosen().count() as i64
    }

    /// By due date for the lists of the clock, else newest first.
    fn rank(&self, fact: &Fact) -> Rank {
        if self.list.is_by_due() {
            (fact.due_until.number(), fact.id.as_u128())
        } else {
            (!fact.taken_in.number(), !fact.id.as_u128())
        }
    }

    /// The first `limit` after a cursor, each with its own cursor, and how many the whole list has.
    pub fn first(&self, limit: usize, after: Option<&str>) -> (Vec<(String, Uuid)>, i64) {
        let after = after.and_then(read_cursor);
        let mut total = 0;
        let mut best: BinaryHeap<(Rank, Uuid)> = BinaryHeap::with_capacity(limit + 1);
        for fact in self.chosen() {
            total += 1;
            let rank = self.rank(fact);
            let comes_later = best.len() == limit && best.peek().is_some_and(|(last, _)| *last < rank);
            if comes_later || after.is_some_and(|after| rank <= after) {
                continue;
            }
            best.push((rank, fact.id));
            if best.len() > limit {
                best.pop();
            }
        }
        let found = best.into_sorted_vec();
        let found = found
            .into_iter()
            .map(|(rank, id)| (format!("{}~{:x}", rank.0, rank.1), id));
        (found.collect(), total)
    }
}

fn read_cursor(cursor: &str) -> Option<Rank> {
    let (time, id) = cursor.split_once('~')?;
    Some((time.parse().ok()?, u128::from_str_radix(id, 16).ok()?))
}
