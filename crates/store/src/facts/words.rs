//! The words of many texts, and which texts have all the words that somebody typed, or their beginnings.

use std::collections::HashMap;

use memchr::memmem::Finder;

use crate::projection;

/// Words of one search, at most: one bit each.
const WORDS: usize = 8;

/// Short runs of items by slot, in one piece of memory.
#[derive(Default)]
struct Runs<T> {
    items: Vec<T>,
    places: Vec<(u32, u32)>,
    wasted: usize,
}

impl<T: Copy + PartialEq> Runs<T> {
    fn get(&self, slot: usize) -> &[T] {
        let (start, length) = self.places.get(slot).copied().unwrap_or_default();
        &self.items[start as usize..(start + length) as usize]
    }

    fn set(&mut self, slot: usize, run: &[T]) {
        if self.places.len() <= slot {
            self.places.resize(slot + 1, (0, 0));
        } else if self.get(slot) == run {
            return;
        }
        self.wasted += self.places[slot].1 as usize;
        self.places[slot] = (self.items.len() as u32, run.len() as u32);
        self.items.extend_from_slice(run);
        if self.wasted > 4096 && self.wasted * 2 > self.items.len() {
            let mut items = Vec::with_capacity(self.items.len() - self.wasted);
            for place in &mut self.places {
                let start = place.0 as usize;
                place.0 = items.len() as u32;
                items.extend_from_slice(&self.items[start..start + place.1 as usize]);
            }
            (self.items, self.wasted) = (items, 0);
        }
    }
}

/// Words by slot. Names share their words, so these are numbered; codes do not, so words with digits stay text.
#[derive(Default)]
pub(crate) struct Words {
    ids: HashMap<Box<str>, u32>,
    names: Runs<u32>,
    codes: Runs<u8>,
}

/// What was typed, ready for one pass.
pub(crate) struct Typed {
    /// Which words of names begin with which of the typed ones, by number.
    masks: Vec<u8>,
    all: u8,
    codes: Vec<Finder<'static>>,
}

fn is_code(word: &str) -> bool {
    word.bytes().any(|byte| byte.is_ascii_digit())
}

impl Words {
    /// Sets the words of a slot, separated by single spaces.
    pub fn set(&mut self, slot: usize, words: &str) {
        let (mut names, mut codes) = (Vec::new(), String::new());
        for word in words.split(' ').filter(|word| !word.is_empty()) {
            if is_code(word) {
                codes.push(' ');
                codes.push_str(word);
            } else {
                let next = self.ids.len() as u32;
                let id = self.ids.get(word).copied().unwrap_or_else(|| {
                    self.ids.insert(word.into(), next);
                    next
                });
                names.push(id);
            }
        }
        self.names.set(slot, &names);
        self.codes.set(slot, codes.as_bytes());
    }

    /// Reads what was typed; `None` when it holds no letter or digit, and so excludes nothing.
    pub fn typed(&self, text: &str) -> Option<Typed> {
        let (codes, names): (Vec<String>, Vec<String>) =
            projection::words(text).take(WORDS).partition(|word| is_code(word));
        if codes.is_empty() && names.is_empty() {
            return None;
        }
        let mut masks = vec![0; self.ids.len()];
        for (word, id) in &self.ids {
            for (bit, name) in names.iter().enumerate() {
                if word.starts_with(name.as_str()) {
                    masks[*id as usize] |= 1 << bit;
                }
            }
        }
        let codes = codes
            .into_iter()
            .map(|code| Finder::new(&format!(" {code}")).into_owned())
            .collect();
        Some(Typed {
            masks,
            all: (0..names.len()).fold(0, |all, bit| all | 1 << bit),
            codes,
        })
    }

    /// Whether the slot has a word for every typed one.
    pub fn fit(&self, slot: usize, typed: &Typed) -> bool {
        let found = self.names.get(slot).iter().fold(0, |found, id| {
            found | typed.masks.get(*id as usize).copied().unwrap_or(0)
        });
        found == typed.all
            && (typed.codes.is_empty() || {
                let own = self.codes.get(slot);
                typed.codes.iter().all(|code| code.find(own).is_some())
            })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn every_typed_word_must_begin_a_word() {
        let mut words = Words::default();
        words.set(0, "hoa nguyen thi td td26113 26113 v01");
        words.set(1, "nguyen van");
        words.set(1, "bia h nie");
        for (text, expected) in [
            ("nguyen", [true, false]),
            ("THỊ Ng", [true, false]),
            ("h", [true, true]),
            ("h'bia", [false, true]),
            ("van", [false, false]),
            ("td 2611", [true, false]),
            ("TD-2611", [true, false]),
            ("td2611", [true, false]),
            ("6113", [false, false]),
            ("v0 hoa", [true, false]),
        ] {
            let typed = words.typed(text).unwrap();
            assert_eq!([words.fit(0, &typed), words.fit(1, &typed)], expected, "{text}");
        }
        assert!(words.typed("% '").is_none());
    }

    #[test]
    fn many_changes_do_not_grow_the_memory() {
        let mut runs = Runs::default();
        runs.set(1, &[7_u32; 10]);
        for number in 0..100_000 {
            runs.set(0, &[number; 5]);
        }
        assert!(runs.items.len() < 20_000);
        assert_eq!((runs.get(0), runs.get(1)), (&[99_999; 5][..], &[7; 10][..]));
    }
}
