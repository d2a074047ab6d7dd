//! Which pairs are worth a look: those that share one of several keys, each made so that some usual error does not hurt it.
//!
//! The keys of the smaller list stand in a table; the rows of the other list are held against it one after the other, so
//! that its size costs no memory. Keys that many rows share ("Nguyễn Văn Hùng" without a date) are left out, the most
//! crowded first, so that the number of pairs has a limit.

use std::hash::{Hash, Hasher};
use std::sync::atomic::{AtomicU32, Ordering};

use rustc_hash::FxHasher;

use crate::compare::Side;
use crate::parallel;
use crate::prepare::intern::Map;
use crate::prepare::{List, Prepared, date, mix};

/// The most keys a row has.
const KEY_LIMIT: usize = 24;
/// A key may make as many pairs as this; more crowded ones are left out.
const PAIRS_OF_KEY_LIMIT: u64 = 2_000;
/// A key may fit so many rows of the larger list: who is one of more is not found by this key alone.
const ROWS_OF_KEY_LIMIT: u32 = 40;
/// All keys together make at most so many pairs per row of both lists.
const PAIRS_PER_ROW_LIMIT: u64 = 24;
/// Rows that one worker takes at a time.
const PIECE: usize = 8_192;

/// The keys of one row.
struct Keys {
    keys: [u64; KEY_LIMIT],
    count: usize,
}

impl Keys {
    /// The keys of a row; each tag is one way of looking.
    fn of(side: Side<'_>, prepared: &Prepared) -> Keys {
        let row = side.row;
        let mut keys = Keys {
            keys: [0; KEY_LIMIT],
            count: 0,
        };
        let sound = |word: u32| u64::from(prepared.words.sound[word as usize]);
        let initial = |word: u32| {
            let letters = prepared.words.letters_of(word);
            u64::from(letters.first().copied().unwrap_or(0))
        };
        let (long, short) = (row.numbers.long, row.numbers.short);
        if long != 0 {
            keys.add(1, long, 0, 0);
            // A wrong digit in one part leaves the other part right.
            keys.add(2, long & 0xFF_FFFF, 0, 0);
        }
        if short != 0 {
            keys.add(3, short, 0, 0);
        }
        if row.phone != 0 {
            keys.add(4, row.phone, 0, 0);
        }
        for (at, one) in side.extras.iter().enumerate().filter(|(_, one)| **one != 0) {
            for (shift, other) in side
                .extras
                .iter()
                .enumerate()
                .skip(at + 1)
                .filter(|(_, other)| **other != 0)
            {
                keys.add(16 + 8 * at as u64 + shift as u64, u64::from(*one), u64::from(*other), 0);
            }
        }
        let name = &row.name;
        let year = u64::from(row.birth >> 16);
        let (day, month) = (u64::from(row.birth & 0xFF), u64::from(row.birth >> 8 & 0xFF));
        // Day and month in one order, so that swapping them does not matter.
        let day_month = day.min(month) << 8 | day.max(month);
        let full_date = if date::is_full(row.birth) {
            year << 16 | day_month
        } else {
            0
        };
        let village = u64::from(row.village);
        if name.given == 0 {
            if full_date != 0 && village != 0 {
                keys.add(5, full_date, village, 0);
            }
            return keys;
        }
        let whole = prepared.words.key_of(name);
        let (family, given) = (sound(name.family), sound(name.given));
        keys.add(6, whole, 0, 0);
        if year != 0 {
            keys.add(7, whole, year, 0);
            keys.add(8, family, given, year);
            keys.add(9, sound(name.last_middle()), given, year);
            if village != 0 {
                keys.add(10, given, year, village);
                keys.add(11, family, year, village);
            }
        }
        if full_date != 0 {
            keys.add(12, whole, day_month, 1);
            keys.add(13, full_date, initial(name.given), 0);
            keys.add(14, full_date, initial(name.family), 1);
            if village != 0 {
                keys.add(5, full_date, village, 0);
            }
        }
        if village != 0 {
            keys.add(15, whole, village, 0);
        }
        keys
    }

    fn add(&mut self, tag: u64, a: u64, b: u64, c: u64) {
        let mut hasher = FxHasher::default();
        (tag, a, b, c).hash(&mut hasher);
        self.keys[self.count] = mix(hasher.finish());
        self.count += 1;
    }

    fn iter(&self) -> impl Iterator<Item = u64> {
        self.keys[..self.count].iter().copied()
    }
}

/// The table of the keys of the smaller list.
pub struct Blocks<'a> {
    prepared: &'a Prepared,
    /// A bit per possible key, so that most keys of the other list are turned away without touching the table.
    filter: Vec<u64>,
    filter_mask: u64,
    slots: Map<u64, u32>,
    /// The rows of slot `i` stand in `rows[starts[i]..starts[i + 1]]`; none where the key is too crowded.
    starts: Vec<u32>,
    rows: Vec<u32>,
    is_open: Vec<bool>,
    /// The slots that the rows of the other list meet, piece by piece.
    hits: Vec<Hits>,
}

/// The slots that the rows of a piece meet.
#[derive(Default)]
struct Hits {
    slots: Vec<u32>,
    /// Where the slots of each row end.
    ends: Vec<u32>,
}

impl<'a> Blocks<'a> {
    /// Indexes `smaller`, and closes the keys that are too crowded against `other`.
    pub fn new(prepared: &'a Prepared, smaller: &List, other: &List) -> Blocks<'a> {
        let pieces = parallel::map(smaller.rows.len(), PIECE, |range| {
            let mut entries = Vec::with_capacity(range.len() * 12);
            for at in range {
                entries.extend(Keys::of(smaller.side(at), prepared).iter().map(|key| (key, at as u32)));
            }
            entries
        });
        let mut entries: Vec<(u64, u32)> = pieces.concat();
        entries.sort_unstable();
        let filter_mask = (entries.len() as u64 * 16).next_power_of_two().max(1024) - 1;
        let mut blocks = Blocks {
            prepared,
            filter: vec![0; (filter_mask as usize + 1) / 64],
            filter_mask,
            slots: Map::default(),
            starts: Vec::new(),
            rows: entries.iter().map(|(_, row)| *row).collect(),
            is_open: Vec::new(),
            hits: Vec::new(),
        };
        blocks.slots.reserve(entries.len());
        let mut last = None;
        for (at, (key, _)) in entries.iter().enumerate() {
            if last != Some(*key) {
                last = Some(*key);
                blocks.slots.insert(*key, blocks.starts.len() as u32);
                blocks.starts.push(at as u32);
                blocks.filter[((key & filter_mask) / 64) as usize] |= 1 << (key & 63);
            }
        }
        blocks.starts.push(entries.len() as u32);
        blocks.close_crowded(smaller.rows.len(), other);
        blocks
    }

    fn slot(&self, key: u64) -> Option<u32> {
        if self.filter[((key & self.filter_mask) / 64) as usize] >> (key & 63) & 1 == 0 {
            return None;
        }
        self.slots.get(&key).copied()
    }

    fn close_crowded(&mut self, smaller: usize, other: &List) {
        let slots = self.starts.len() - 1;
        let found: Vec<AtomicU32> = (0..slots).map(|_| AtomicU32::new(0)).collect();
        self.hits = parallel::map(other.rows.len(), PIECE, |range| {
            let mut hits = Hits::default();
            for at in range {
                for slot in Keys::of(other.side(at), self.prepared)
                    .iter()
                    .filter_map(|key| self.slot(key))
                {
                    found[slot as usize].fetch_add(1, Ordering::Relaxed);
                    hits.slots.push(slot);
                }
                hits.ends.push(hits.slots.len() as u32);
            }
            hits
        });
        let pairs = |slot: usize| {
            u64::from(self.starts[slot + 1] - self.starts[slot]) * u64::from(found[slot].load(Ordering::Relaxed))
        };
        let mut of_size = vec![0_u64; PAIRS_OF_KEY_LIMIT as usize + 1];
        for slot in 0..slots {
            if let Some(sum) = of_size.get_mut(pairs(slot) as usize) {
                *sum += pairs(slot);
            }
        }
        let limit = PAIRS_PER_ROW_LIMIT * (smaller + other.rows.len()) as u64;
        let mut sum = 0;
        let largest = of_size.iter().take_while(|pairs| {
            sum += **pairs;
            sum <= limit
        });
        let largest = largest.count() as u64;
        let is_open = |slot: usize| pairs(slot) < largest && found[slot].load(Ordering::Relaxed) <= ROWS_OF_KEY_LIMIT;
        self.is_open = (0..slots).map(is_open).collect();
    }

    /// Calls `visit` once with each row of the smaller list that shares an open key with row `at` of the other; `scratch`
    /// saves allocations.
    pub fn candidates(&self, at: usize, scratch: &mut Vec<u32>, mut visit: impl FnMut(usize)) {
        let (hits, at) = (&self.hits[at / PIECE], at % PIECE);
        let start = if at == 0 { 0 } else { hits.ends[at - 1] as usize };
        scratch.clear();
        for slot in hits.slots[start..hits.ends[at] as usize]
            .iter()
            .map(|slot| *slot as usize)
        {
            if self.is_open[slot] {
                scratch.extend_from_slice(&self.rows[self.starts[slot] as usize..self.starts[slot + 1] as usize]);
            }
        }
        scratch.sort_unstable();
        scratch.dedup();
        scratch.iter().for_each(|at| visit(*at as usize));
    }
}
