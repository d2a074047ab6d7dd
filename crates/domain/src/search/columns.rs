//! The people as columns, and their words in one arena.

use std::collections::HashMap;

use super::digits::Packed;

/// What every pass reads of a person.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    pub key: u32,
    /// Where the person's words begin in the arena: name words, then words of the head of the household.
    pub start: u32,
    pub name_words: u8,
    /// How many of the name words are joined spellings of others.
    pub joined_words: u8,
    pub head_words: u8,
    pub is_alive_row: bool,
    /// Year of birth; 0 = unknown.
    pub birth_year: i16,
    pub village: u16,
}

/// What only a query with digits reads: personal id, old id, phone.
pub type Numbers = [Packed; 3];

/// Rows by slot, slots by key.
#[derive(Debug, Default)]
pub struct Columns {
    pub rows: Vec<Row>,
    pub numbers: Vec<Numbers>,
    arena: Vec<u32>,
    slots: HashMap<u32, u32>,
    free: Vec<u32>,
    wasted_words: usize,
}

impl Columns {
    pub fn len(&self) -> usize {
        self.slots.len()
    }

    pub fn name_words(&self, row: &Row) -> &[u32] {
        let start = row.start as usize;
        &self.arena[start..start + usize::from(row.name_words)]
    }

    pub fn head_words(&self, row: &Row) -> &[u32] {
        let start = row.start as usize + usize::from(row.name_words);
        &self.arena[start..start + usize::from(row.head_words)]
    }

    /// Adds a row. `words` are the name words, then the head's words; `row.start` is set here. Gives the slot.
    pub fn insert(&mut self, mut row: Row, words: &[u32], numbers: Numbers) -> u32 {
        row.start = self.arena.len() as u32;
        self.arena.extend_from_slice(words);
        let slot = match self.free.pop() {
            Some(slot) => {
                self.rows[slot as usize] = row;
                self.numbers[slot as usize] = numbers;
                slot
            }
            None => {
                self.rows.push(row);
                self.numbers.push(numbers);
                (self.rows.len() - 1) as u32
            }
        };
        self.slots.insert(row.key, slot);
        slot
    }

    /// Takes a person out and gives back the slot, the name words and the head's words.
    pub fn remove(&mut self, key: u32) -> Option<(u32, Vec<u32>, Vec<u32>)> {
        let slot = self.slots.remove(&key)?;
        let row = self.rows[slot as usize];
        let (name, head) = (self.name_words(&row).to_vec(), self.head_words(&row).to_vec());
        let count = name.len() + head.len();
        self.rows[slot as usize].is_alive_row = false;
        self.free.push(slot);
        self.wasted_words += count;
        if self.wasted_words > 4_096 && self.wasted_words * 2 > self.arena.len() {
            self.compact();
        }
        Some((slot, name, head))
    }

    fn compact(&mut self) {
        let mut arena = Vec::with_capacity(self.arena.len() - self.wasted_words);
        for row in self.rows.iter_mut().filter(|row| row.is_alive_row) {
            let start = row.start as usize;
            let count = usize::from(row.name_words) + usize::from(row.head_words);
            row.start = arena.len() as u32;
            arena.extend_from_slice(&self.arena[start..start + count]);
        }
        self.arena = arena;
        self.wasted_words = 0;
    }

    pub fn reserve(&mut self, people: usize) {
        self.rows.reserve_exact(people);
        self.numbers.reserve_exact(people);
        self.arena.reserve(people * 8);
        self.slots.reserve(people);
    }

    /// About how many bytes of memory this holds.
    pub fn memory_bytes(&self) -> usize {
        self.rows.capacity() * size_of::<Row>()
            + self.numbers.capacity() * size_of::<Numbers>()
            + (self.arena.capacity() + self.free.capacity()) * size_of::<u32>()
            + self.slots.capacity() * 10
    }
}
