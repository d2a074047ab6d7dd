//! The search index of the commune's people, in memory, kept current with every accepted entry.

use std::collections::HashMap;
use std::sync::{PoisonError, RwLock};

use domain::search::{PeopleIndex, PersonEntry, SEARCH_LIMIT};
use uuid::Uuid;
use wire::records::{GoneWhy, PersonRecord};

/// Records joined one into the other so many times in a row are followed; more would be a circle.
const MERGED_IN_A_ROW: usize = 20;

/// Who can be found.
#[derive(Default)]
pub struct People {
    inner: RwLock<Inner>,
}

#[derive(Default)]
struct Inner {
    index: PeopleIndex,
    /// Key of the index → person.
    people: Vec<Row>,
    keys: HashMap<Uuid, u32>,
    /// Record that left → the record that it was joined into.
    merged: HashMap<Uuid, Uuid>,
}

struct Row {
    id: Uuid,
    village: String,
}

impl People {
    /// Adds a person or replaces what is known. Who left the list is not found any more.
    pub fn put(&self, person: &PersonRecord, village_name: &str, head_name: &str) {
        let mut inner = self.inner.write().unwrap_or_else(PoisonError::into_inner);
        let Inner {
            index,
            people,
            keys,
            merged,
        } = &mut *inner;
        merged.remove(&person.id);
        if let Some(gone) = &person.gone {
            if let Some(key) = keys.get(&person.id) {
                index.remove(*key);
            }
            if let (GoneWhy::Merged, Some(into)) = (gone.why, gone.into) {
                merged.insert(person.id, into);
            }
            return;
        }
        let key = *keys.entry(person.id).or_insert_with(|| {
            people.push(Row {
                id: person.id,
                village: String::new(),
            });
            // A commune has some ten thousand people; four thousand million keys are never used up.
            (people.len() - 1) as u32
        });
        people[key as usize].village.clone_from(&person.village);
        index.upsert(&PersonEntry {
            key,
            full_name: &person.full_name,
            birth_year: birth_year(person),
            personal_id: person.personal_id.as_deref().unwrap_or_default(),
            old_id: person.old_id.as_deref().unwrap_or_default(),
            phone: person.phone.as_deref().unwrap_or_default(),
            village: village_name,
            head_name,
        });
    }

    /// The best people for what was typed, best first, of these villages only when there are some.
    pub fn search(&self, text: &str, limit: usize, in_village: impl Fn(&str) -> bool) -> Vec<Uuid> {
        let inner = self.inner.read().unwrap_or_else(PoisonError::into_inner);
        let hits = inner.index.search(text, SEARCH_LIMIT);
        let rows = hits.iter().filter_map(|hit| inner.people.get(hit.key as usize));
        rows.filter(|row| in_village(&row.village))
            .map(|row| row.id)
            .take(limit)
            .collect()
    }

    /// The record that stands for a person now, when their own was joined into another.
    pub fn stands_for(&self, id: Uuid) -> Option<Uuid> {
        let inner = self.inner.read().unwrap_or_else(PoisonError::into_inner);
        let mut found = *inner.merged.get(&id)?;
        for _ in 0..MERGED_IN_A_ROW {
            match inner.merged.get(&found) {
                Some(next) => found = *next,
                None => break,
            }
        }
        Some(found)
    }

    /// The records that were joined into this one, also by way of others, in the order of their ids.
    pub fn joined_into(&self, id: Uuid) -> Vec<Uuid> {
        let inner = self.inner.read().unwrap_or_else(PoisonError::into_inner);
        let mut all = vec![id];
        let mut at = 0;
        while let Some(into) = all.get(at).copied() {
            at += 1;
            let mut direct: Vec<Uuid> = inner
                .merged
                .iter()
                .filter(|(from, to)| **to == into && !all.contains(from))
                .map(|(from, _)| *from)
                .collect();
            direct.sort_unstable();
            all.extend(direct);
        }
        all.split_off(1)
    }

    /// How many people can be found.
    pub fn len(&self) -> usize {
        self.inner.read().unwrap_or_else(PoisonError::into_inner).index.len()
    }

    /// Whether nobody can be found.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Year of birth, when at least that is known.
pub fn birth_year(person: &PersonRecord) -> Option<i32> {
    person.birth_date.as_deref()?.get(..4)?.parse().ok()
}
