//! One answer per class of people: whoever the rules of a day cannot tell apart is judged once.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::Arc;

use domain::eligibility::{CompactFacts, CompiledRules, Eligibility, PersonClass, RuleSets, evaluate};
use domain::facts::Facts;

/// The words of a class are packed facts, not chosen by anybody who could make them collide on purpose at a cost worth
/// fearing: a class table is bounded and lives for one question.
#[derive(Default)]
struct WordHasher(u64);

impl Hasher for WordHasher {
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.write_u64(u64::from_le_bytes(word));
        }
    }

    fn write_u64(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(23) ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }

    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 29)
    }
}

/// Answers of the rules of one day, each in the form `T` that its user needs, made once per class.
pub struct Classes<'r, T> {
    rules: &'r RuleSets,
    compiled: Option<CompiledRules>,
    make: fn(&Eligibility) -> T,
    known: HashMap<PersonClass, Arc<T>, BuildHasherDefault<WordHasher>>,
    most: usize,
}

impl<'r, T> Classes<'r, T> {
    /// A table of at most `most` classes; when it is full it starts anew, so that memory stays bounded.
    pub fn new(rules: &'r RuleSets, most: usize, make: fn(&Eligibility) -> T) -> Self {
        Self {
            rules,
            // Rules too large to compile are evaluated person by person.
            compiled: CompiledRules::new(rules).ok(),
            make,
            known: HashMap::default(),
            most: most.max(1),
        }
    }

    /// The class of a person, if the rules compile and the person has few dependents.
    pub fn class_of(&self, compact: Option<&CompactFacts>) -> Option<PersonClass> {
        Some(self.compiled.as_ref()?.class_of(compact?))
    }

    /// The answer for a person. `compact` are the same facts, reduced.
    pub fn answer(&mut self, facts: &Facts, compact: Option<&CompactFacts>) -> Arc<T> {
        let judge = || Arc::new((self.make)(&evaluate(self.rules, facts)));
        let Some(class) = self.class_of(compact) else {
            return judge();
        };
        if let Some(known) = self.known.get(&class) {
            return Arc::clone(known);
        }
        let answer = judge();
        if self.known.len() >= self.most {
            self.known.clear();
        }
        self.known.insert(class, Arc::clone(&answer));
        answer
    }
}
