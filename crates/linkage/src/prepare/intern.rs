//! Words and short texts as numbers: the costly key of a word is made once per way of writing it.

use std::collections::HashMap;

use rustc_hash::FxBuildHasher;

/// A map that is quick on short keys.
pub type Map<K, V> = HashMap<K, V, FxBuildHasher>;

/// Numbers for the keys of texts, in the order in which they came; 0 is the empty key.
#[derive(Debug)]
pub struct Interner {
    of_text: Map<Box<str>, u32>,
    of_key: Map<Box<str>, u32>,
    keys: Vec<Box<str>>,
}

impl Interner {
    pub fn new() -> Interner {
        let mut interner = Interner {
            of_text: Map::default(),
            of_key: Map::default(),
            keys: Vec::new(),
        };
        interner.add_key("");
        interner
    }

    /// The number of the key of a text.
    pub fn number(&mut self, text: &str, key: impl Fn(&str) -> String) -> u32 {
        if text.is_empty() {
            return 0;
        }
        if let Some(number) = self.of_text.get(text) {
            return *number;
        }
        let number = self.add_key(&key(text));
        self.of_text.insert(text.into(), number);
        number
    }

    /// The number of a key.
    pub fn add_key(&mut self, key: &str) -> u32 {
        if let Some(number) = self.of_key.get(key) {
            return *number;
        }
        let number = u32::try_from(self.keys.len()).unwrap_or(0);
        self.of_key.insert(key.into(), number);
        self.keys.push(key.into());
        number
    }

    /// The keys by their numbers.
    pub fn keys(&self) -> &[Box<str>] {
        &self.keys
    }

    /// Takes the keys of another one; gives their numbers here.
    pub fn absorb(&mut self, other: &Interner) -> Vec<u32> {
        other.keys.iter().map(|key| self.add_key(key)).collect()
    }
}
