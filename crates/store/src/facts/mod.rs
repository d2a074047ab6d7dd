//! What lists choose dossiers by, in memory: one small row per dossier, read from its table and kept current by the
//! commune's order. A list, its number and a search are one pass over these rows; the table itself is only asked for the
//! rows that are shown.

mod choose;
mod moment;
mod table;
mod words;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{OwnedRwLockReadGuard, RwLock};

use crate::Store;
use crate::db::{Db, Query};
use crate::error::Result;

pub(crate) use choose::{Choice, Days};
pub(crate) use table::{Facts, Name};

/// Communes in memory, at most: those asked for last.
const COMMUNES: usize = 64;

type Shared = Arc<RwLock<Facts>>;

/// The facts of the communes asked for last.
#[derive(Default)]
pub(crate) struct Memory(Mutex<Held>);

#[derive(Default)]
struct Held {
    communes: HashMap<String, (u64, Shared)>,
    asked: u64,
}

impl Memory {
    fn of(&self, commune: &str) -> Shared {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        held.asked += 1;
        let asked = held.asked;
        if let Some((last, facts)) = held.communes.get_mut(commune) {
            *last = asked;
            return facts.clone();
        }
        if held.communes.len() >= COMMUNES {
            let oldest = held.communes.iter().min_by_key(|(_, (last, _))| *last);
            if let Some(oldest) = oldest.map(|(commune, _)| commune.clone()) {
                held.communes.remove(&oldest);
            }
        }
        let facts = Shared::default();
        held.communes.insert(commune.to_owned(), (asked, facts.clone()));
        facts
    }

    /// The tables were written anew: what is known is forgotten.
    pub fn forget(&self) {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        held.communes.clear();
    }
}

impl Store {
    /// Reads what lists are chosen by, so that the first list after a start need not.
    pub async fn warm_lists(&self, commune: &str) -> Result<()> {
        self.facts(commune).await.map(drop)
    }

    /// The facts of a commune's dossiers as of now, whoever wrote last. Nothing may be awaited while they are held.
    pub(crate) async fn facts(&self, commune: &str) -> Result<OwnedRwLockReadGuard<Facts>> {
        let shared = self.memory.of(commune);
        let last = self.last_seq(commune).await?;
        let facts = shared.clone().read_owned().await;
        if facts.seq >= last {
            return Ok(facts);
        }
        drop(facts);
        let mut facts = shared.write_owned().await;
        // Somebody else may have read on while we waited.
        if facts.seq < last {
            catch_up(&self.db, commune, &mut facts).await?;
        }
        Ok(facts.downgrade())
    }
}

/// Reads the dossiers that changed since. The order has no gaps and grows by commits, so that nothing is overlooked.
async fn catch_up(db: &Db, commune: &str, facts: &mut Facts) -> Result<()> {
    let mut tx = db.begin_read().await?;
    let query = Query::new("SELECT last FROM commune_sequence WHERE commune = $1").bind(commune);
    let last = tx.fetch_optional(query).await?.map_or(Ok(0), |row| row.int(0))?;
    loop {
        let query = Query::new(table::select()).bind(commune).bind(facts.seq);
        let rows = tx.fetch_all(query).await?;
        for row in &rows {
            facts.put(row)?;
        }
        if rows.len() < table::PAGE {
            break;
        }
    }
    tx.rollback().await?;
    facts.seq = last;
    Ok(())
}
