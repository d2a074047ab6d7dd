//! Whether what is stored makes sense: order without gaps, projections equal to the journal, files equal to their hashes.

use crate::Store;
use crate::db::Query;
use crate::error::{Result, StoreError};
use crate::schema::TABLES;

/// Something that is not as it must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The order of a commune has a gap, or its end is not the number kept beside it.
    Gap {
        /// Commune.
        commune: String,
        /// Entries of the journal.
        entries: i64,
        /// Largest number of the journal.
        largest: i64,
        /// Number kept beside it.
        kept: i64,
    },
    /// A derived table differs from what the journal gives; `rebuild` mends it.
    Projection {
        /// Commune.
        commune: String,
        /// Table.
        table: &'static str,
    },
    /// The journal cannot be folded.
    Journal {
        /// Commune.
        commune: String,
        /// Where.
        place: String,
    },
    /// A complete file is missing or its content changed.
    File {
        /// Commune.
        commune: String,
        /// Hash.
        hash: String,
    },
}

/// The answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verified {
    /// Entries of all journals.
    pub entries: i64,
    /// Complete files.
    pub files: u64,
    /// Faults; empty in a healthy store.
    pub faults: Vec<Fault>,
}

impl Store {
    /// Checks everything. Pushes wait while a commune's journal is folded beside its projections; nothing is changed.
    pub async fn verify(&self) -> Result<Verified> {
        let mut verified = Verified::default();
        for commune in self.communes().await? {
            let text = "SELECT count(*), coalesce(max(seq), 0), coalesce(min(seq), 1) FROM journal WHERE commune = $1";
            let row = self.db.fetch_one(Query::new(text).bind(commune.as_str())).await?;
            let (entries, largest, smallest) = (row.int(0)?, row.int(1)?, row.int(2)?);
            // Asked after the journal: an entry may have come in between, so the order may only be ahead.
            let kept = self.last_seq(&commune).await?;
            verified.entries += entries;
            if entries != largest || smallest != 1 || kept < largest {
                verified.faults.push(Fault::Gap {
                    commune: commune.clone(),
                    entries,
                    largest,
                    kept,
                });
            }
            self.verify_projections(&commune, &mut verified).await?;
            let text = "SELECT hash FROM file WHERE commune = $1 AND complete = 1 ORDER BY hash";
            for row in self.db.fetch_all(Query::new(text).bind(commune.as_str())).await? {
                let hash = row.text(0)?;
                verified.files += 1;
                if !self.files.is_sound(&commune, &hash).await? {
                    verified.faults.push(Fault::File {
                        commune: commune.clone(),
                        hash,
                    });
                }
            }
        }
        Ok(verified)
    }

    /// Rebuilds inside a transaction that is rolled back, and compares.
    async fn verify_projections(&self, commune: &str, verified: &mut Verified) -> Result<()> {
        let mut tx = self.db.begin().await?;
        let lock = "UPDATE commune_sequence SET last = last + 0 WHERE commune = $1";
        tx.execute(Query::new(lock).bind(commune)).await?;
        let before = super::rebuild::dump(&mut tx, commune).await?;
        for table in TABLES.iter().filter(|table| table.derived) {
            let text = format!("DELETE FROM {} WHERE commune = $1", table.name);
            tx.execute(Query::new(text).bind(commune)).await?;
        }
        match super::rebuild::fold(&mut tx, commune).await {
            Ok(_) => {
                let after = super::rebuild::dump(&mut tx, commune).await?;
                let differing = before.iter().filter(|(table, rows)| after.get(*table) != Some(rows));
                verified.faults.extend(differing.map(|(table, _)| Fault::Projection {
                    commune: commune.to_owned(),
                    table,
                }));
            }
            Err(StoreError::Corrupt(place)) => {
                verified.faults.push(Fault::Journal {
                    commune: commune.to_owned(),
                    place,
                });
            }
            Err(error) => return Err(error),
        }
        tx.rollback().await
    }
}
