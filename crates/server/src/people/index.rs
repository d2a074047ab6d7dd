//! The search index of the commune's people, in memory, kept current with every accepted entry.

use std::collections::HashMap;
use std::sync::{PoisonError, RwLock};

use domain::search::{PeopleIndex, PersonEntry, SEARCH_LIMIT};
use uuid::Uuid;
use wire::records::PersonRecord;

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
}

struct Row {
    id: Uuid,
    village: String,
}

impl People {
    /// Adds a person or replaces what is known. Who left the list is not found any more.
    pub fn put(&self, person: &PersonRecord, village_name: &str, head_name: &str) {
        let mut inner = self.inner.write().unwrap_or_else(PoisonError::into_inner);
        let Inner { index, people, keys } = &mut *inner;
        if person.gone.is_some() {
            if let Some(key) = keys.get(&person.id) {
                index.remove(*key);
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
