//! The rows.

use std::collections::HashMap;

use uuid::Uuid;

use super::moment::Moment;
use super::words::Words;
use crate::db::Row;
use crate::error::Result;

/// Rows read at once.
pub(super) const PAGE: usize = 500;

/// The next [`PAGE`] changed dossiers after a number of the order; their numbers first. Which they are is chosen before
/// they are joined: a planner without statistics would otherwise join everything first. How many they are stands in the
/// text, for the same reason: of a parameter it expects a tenth of all.
pub(super) fn select() -> String {
    format!(
        "SELECT r.seq, t.id, t.beneficiary, t.taken_in_at, t.due_until, t.finished_at, \
     t.handed_over_at, t.procedure, t.status, t.holder, t.village, t.taken_in_by, t.stop, t.is_open, t.clock_runs, \
     t.was_received, t.was_supplemented, t.on_time, t.flag_count, t.words \
     FROM (SELECT commune, seq, id FROM record WHERE commune = $1 AND seq > $2 AND kind = 'dossier' \
     ORDER BY seq LIMIT {PAGE}) r JOIN dossier t ON t.commune = r.commune AND t.id = r.id ORDER BY r.seq"
    )
}

/// A text that many rows share, by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Name(u32);

/// The shared texts: codes of status, office and procedure, ids of villages, stops and accounts.
#[derive(Default)]
pub(crate) struct Names {
    numbers: HashMap<Box<str>, Name>,
    texts: Vec<Box<str>>,
}

impl Names {
    pub fn get(&self, text: &str) -> Option<Name> {
        self.numbers.get(text).copied()
    }

    pub fn text(&self, name: Name) -> &str {
        &self.texts[name.0 as usize]
    }

    fn number(&mut self, text: &str) -> Name {
        if let Some(name) = self.get(text) {
            return name;
        }
        let name = Name(self.texts.len() as u32);
        self.texts.push(text.into());
        self.numbers.insert(text.into(), name);
        name
    }
}

/// What lists choose a dossier by. The columns of the same names say more.
#[derive(Clone, Debug)]
pub(crate) struct Fact {
    pub id: Uuid,
    pub beneficiary: Uuid,
    pub taken_in: Moment,
    pub due_until: Moment,
    pub finished: Moment,
    pub handed_over: Moment,
    pub procedure: Name,
    pub status: Name,
    pub holder: Name,
    pub village: Name,
    pub taken_in_by: Name,
    pub stop: Option<Name>,
    pub is_open: bool,
    pub clock_runs: bool,
    pub was_received: bool,
    pub was_supplemented: bool,
    pub on_time: Option<bool>,
    pub is_flagged: bool,
}

/// The dossiers of a commune, in no order.
#[derive(Default)]
pub(crate) struct Facts {
    /// Number of the order up to which these are complete.
    pub seq: i64,
    pub names: Names,
    rows: Vec<Fact>,
    slots: HashMap<Uuid, u32>,
    pub words: Words,
}

impl Facts {
    /// The rows with their places.
    pub fn rows(&self) -> impl Iterator<Item = (usize, &Fact)> {
        self.rows.iter().enumerate()
    }

    /// Adds or replaces a dossier, from a row of [`select`].
    pub fn put(&mut self, row: &Row) -> Result<()> {
        let moment = |column| {
            Ok::<_, crate::StoreError>(row.opt_text(column)?.map_or(Moment::NEVER, |text| Moment::begin(&text)))
        };
        let names = &mut self.names;
        let mut name = |column| Ok::<_, crate::StoreError>(names.number(&row.text(column)?));
        let fact = Fact {
            id: row.uuid(1)?,
            beneficiary: row.uuid(2)?,
            taken_in: moment(3)?,
            due_until: moment(4)?,
            finished: moment(5)?,
            handed_over: moment(6)?,
            procedure: name(7)?,
            status: name(8)?,
            holder: name(9)?,
            village: name(10)?,
            taken_in_by: name(11)?,
            stop: row.opt_text(12)?.map(|stop| self.names.number(&stop)),
            is_open: row.flag(13)?,
            clock_runs: row.flag(14)?,
            was_received: row.flag(15)?,
            was_supplemented: row.flag(16)?,
            on_time: row.opt_int(17)?.map(|on_time| on_time != 0),
            is_flagged: row.int(18)? > 0,
        };
        let next = self.rows.len() as u32;
        let slot = *self.slots.entry(fact.id).or_insert(next) as usize;
        self.words.set(slot, &row.text(19)?);
        if slot == next as usize {
            self.rows.push(fact);
        } else {
            self.rows[slot] = fact;
        }
        self.seq = row.int(0)?;
        Ok(())
    }
}
