//! Vietnamese names: accents, the sound, typing errors, abbreviations, missing middle names, another order.

use super::Comparer;
use super::frequencies::Part;
use super::letters::{is_initial, is_typo};
use crate::prepare::{Name, Row};
use crate::reason::{Agreement, Field};

/// Whether one of the two names was typed without accents.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Accents {
    Both,
    Missing,
}

impl Comparer<'_> {
    pub(super) fn names(&self, x: &Row, y: &Row, visit: &mut impl FnMut(Field, Agreement, f32)) {
        let (mut one, other) = (x.name, y.name);
        if one.given == 0 || other.given == 0 {
            return;
        }
        let accents = if x.is_bare || y.is_bare {
            Accents::Missing
        } else {
            Accents::Both
        };
        if !self.sounds_alike(one.given, other.given) && !self.sounds_alike(one.family, other.family) {
            let fits = |name: &Name| {
                self.sounds_alike(name.given, other.given)
                    && (other.family == 0 || self.sounds_alike(name.family, other.family))
            };
            if let Some(turned) = other_orders(&one).find(fits) {
                one = turned;
                visit(
                    Field::NameOrder,
                    Agreement::Swapped,
                    self.usual(Field::NameOrder, Agreement::Swapped),
                );
            }
        }
        if one.family != 0 && other.family != 0 {
            self.word(
                Field::FamilyName,
                Part::Family,
                (one.family, other.family),
                accents,
                visit,
            );
        }
        self.middle(&one, &other, accents, visit);
        self.word(Field::GivenName, Part::Given, (one.given, other.given), accents, visit);
    }

    fn word(
        &self,
        field: Field,
        part: Part,
        (one, other): (u32, u32),
        accents: Accents,
        visit: &mut impl FnMut(Field, Agreement, f32),
    ) {
        let agreement = self.words(one, other, accents);
        let log_u = self.log_u_of_words(part, &[(one, other)], agreement, accents);
        visit(field, agreement, log_u.unwrap_or_else(|| self.usual(field, agreement)));
    }

    /// `log2` of u where it depends on the words; `other` are the words of the resident.
    fn log_u_of_words(&self, part: Part, pairs: &[(u32, u32)], agreement: Agreement, accents: Accents) -> Option<f32> {
        let words = &self.prepared.words;
        let plain = |word: u32| self.frequencies.plain(part, words.plain[word as usize]);
        match (agreement, accents) {
            (Agreement::Exact, Accents::Both) => Some(
                self.accented
                    + pairs
                        .iter()
                        .map(|(_, other)| self.frequencies.word(part, *other))
                        .sum::<f32>(),
            ),
            (Agreement::Exact | Agreement::NoAccent, _) => {
                Some(self.bare + pairs.iter().map(|(_, other)| plain(*other)).sum::<f32>())
            }
            (Agreement::Sound, _) => Some(pairs.iter().map(|(one, other)| plain(*one).max(plain(*other))).sum()),
            _ => None,
        }
    }

    /// How two words agree, neither of which is missing.
    fn words(&self, one: u32, other: u32, accents: Accents) -> Agreement {
        if one == other {
            return Agreement::Exact;
        }
        let words = &self.prepared.words;
        let (a, b) = (words.plain[one as usize], words.plain[other as usize]);
        if a == b {
            let has_bare = words.is_bare[one as usize] || words.is_bare[other as usize];
            return if accents == Accents::Missing && has_bare {
                Agreement::NoAccent
            } else {
                Agreement::Sound
            };
        }
        if self.sounds_alike(one, other) {
            return Agreement::Sound;
        }
        let (a, b) = (&words.letters[a as usize], &words.letters[b as usize]);
        if is_initial(a, b) {
            Agreement::Initials
        } else if is_typo(a, b) {
            Agreement::Typo
        } else {
            Agreement::Different
        }
    }

    fn middle(&self, x: &Name, y: &Name, accents: Accents, visit: &mut impl FnMut(Field, Agreement, f32)) {
        let (one, other) = (x.middle, y.middle);
        // A name of one word has no middle name to miss.
        if (one[0] == 0 && other[0] == 0) || x.family == 0 || y.family == 0 {
            return;
        }
        let mut tell = |agreement: Agreement, log_u: Option<f32>| {
            visit(
                Field::MiddleName,
                agreement,
                log_u.unwrap_or_else(|| self.usual(Field::MiddleName, agreement)),
            );
        };
        if one[0] == 0 || other[0] == 0 {
            return tell(Agreement::PartMissing, None);
        }
        let is_same_length = one.iter().zip(&other).all(|(a, b)| (*a == 0) == (*b == 0));
        if !is_same_length {
            // "Thị Hoài" and "Hoài", "Thị Hoài" and "Thị": one word is missing.
            let holds = |word: u32| other.iter().any(|it| *it != 0 && self.sounds_alike(*it, word));
            let is_part = one.iter().any(|word| *word != 0 && holds(*word));
            return tell(
                if is_part {
                    Agreement::PartMissing
                } else {
                    Agreement::Different
                },
                None,
            );
        }
        let mut pairs = [(0, 0); 3];
        let mut count = 0;
        let mut worst = Agreement::Exact;
        for (a, b) in one.into_iter().zip(other).filter(|(a, _)| *a != 0) {
            worst = worst.max(self.words(a, b, accents));
            pairs[count] = (a, b);
            count += 1;
        }
        tell(
            worst,
            self.log_u_of_words(Part::Middle, &pairs[..count], worst, accents),
        );
    }

    fn sounds_alike(&self, one: u32, other: u32) -> bool {
        let sound = &self.prepared.words.sound;
        one == other || (one != 0 && other != 0 && sound[one as usize] == sound[other as usize])
    }
}

/// The other orders in which a name is written: tên first, họ last, both ends changed.
fn other_orders(name: &Name) -> impl Iterator<Item = Name> + use<> {
    let mut words = [0; 5];
    let mut count = 0;
    for word in name.words() {
        words[count] = word;
        count += 1;
    }
    let of = move |order: [usize; 5]| {
        let mut turned = Name {
            family: words[order[0]],
            given: words[order[count - 1]],
            ..Name::default()
        };
        for (place, at) in turned.middle.iter_mut().zip(&order[1..count - 1]) {
            *place = words[*at];
        }
        turned
    };
    let shift = |by: usize| std::array::from_fn(|at| (at + by) % count.max(1));
    let mut ends = shift(0);
    ends.swap(0, count.saturating_sub(1));
    let orders = [shift(1), shift(count.saturating_sub(1)), ends];
    orders.into_iter().filter(move |_| count >= 2).map(of)
}
