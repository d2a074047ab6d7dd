//! Vietnamese names: accents, the sound, typing errors, abbreviations, missing middle names, another order.

use super::Comparer;
use super::frequencies::Part;
use super::letters::{is_initial, is_one_typo, is_typo};
use crate::prepare::{Name, Row};
use crate::reason::{Agreement, Field};

/// `log2` of the share of residents from which on a word is a usual one.
const USUAL_WORD: f32 = -10.5;

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
        let mut parts = [
            (Field::FamilyName, self.family(&one, &other, accents)),
            (Field::MiddleName, self.middle(&one, &other, accents)),
            (
                Field::GivenName,
                Some(self.word(Field::GivenName, Part::Given, (one.given, other.given), accents)),
            ),
        ];
        let is_apart = |found: &Option<(Agreement, f32)>| {
            found.is_some_and(|(agreement, _)| matches!(agreement, Agreement::Different | Agreement::PartMissing))
        };
        let apart = parts.iter().filter(|(_, found)| is_apart(found)).count();
        if apart >= 2 && self.is_one_typo(&x.name, &other) {
            // A space in the wrong place shifts the words: "Thị Nhình" and "ThịaNhình".
            for (field, found) in &mut parts {
                if found
                    .is_some_and(|(agreement, _)| matches!(agreement, Agreement::Different | Agreement::PartMissing))
                {
                    *found = Some((Agreement::Typo, self.usual(*field, Agreement::Typo)));
                }
            }
        }
        let is_whole = parts.iter().all(|(_, found)| {
            found.is_none_or(|(agreement, _)| matches!(agreement, Agreement::Exact | Agreement::NoAccent))
        });
        if is_whole {
            // The words of a name go together ("Thị Lan" more than "Văn Lan"): what counts is how many have the whole name.
            let known = parts.iter().filter_map(|(_, found)| found.map(|(_, log_u)| log_u));
            let (sum, count) = known.fold((0.0, 0.0_f32), |(sum, count), log_u| (sum + log_u, count + 1.0));
            let typed = if accents == Accents::Missing {
                self.bare
            } else {
                self.accented
            };
            let others = (y.name_count as f32 - 0.7).log2() + self.frequencies.one + count * typed;
            if let (_, Some((_, log_u))) = &mut parts[2] {
                *log_u += (others - sum).max(0.0);
            }
        }
        for (field, found) in parts {
            if let Some((agreement, log_u)) = found {
                visit(field, agreement, log_u);
            }
        }
    }

    fn family(&self, x: &Name, y: &Name, accents: Accents) -> Option<(Agreement, f32)> {
        let is_known = x.family != 0 && y.family != 0;
        is_known.then(|| self.word(Field::FamilyName, Part::Family, (x.family, y.family), accents))
    }

    fn word(&self, field: Field, part: Part, pair: (u32, u32), accents: Accents) -> (Agreement, f32) {
        let agreement = self.words(part, pair.0, pair.1, accents);
        let log_u = self.log_u_of_words(part, &[pair], agreement, accents);
        (agreement, log_u.unwrap_or_else(|| self.usual(field, agreement)))
    }

    /// Whether a word is a name that many have: between two of them ("Phan" and "Phạm") lies no typing error.
    fn is_usual_word(&self, part: Part, word: u32) -> bool {
        let log_share = self.frequencies.plain(part, self.prepared.words.plain[word as usize]);
        log_share > USUAL_WORD && log_share - self.frequencies.one > 3.0
    }

    /// Whether two names are one typing error apart when the spaces do not count.
    fn is_one_typo(&self, x: &Name, y: &Name) -> bool {
        let glue = |name: &Name| {
            let mut letters = [0_u8; 40];
            let mut length = 0;
            for word in name.words() {
                for letter in self.prepared.words.letters_of(word) {
                    if length < letters.len() {
                        letters[length] = *letter;
                        length += 1;
                    }
                }
            }
            (letters, length)
        };
        let ((a, a_length), (b, b_length)) = (glue(x), glue(y));
        a_length.abs_diff(b_length) <= 1 && a_length >= 5 && a[0] == b[0] && is_one_typo(&a[..a_length], &b[..b_length])
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
    fn words(&self, part: Part, one: u32, other: u32, accents: Accents) -> Agreement {
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
        } else if is_typo(a, b) && !(self.is_usual_word(part, one) && self.is_usual_word(part, other)) {
            Agreement::Typo
        } else {
            Agreement::Different
        }
    }

    fn middle(&self, x: &Name, y: &Name, accents: Accents) -> Option<(Agreement, f32)> {
        let (one, other) = (x.middle, y.middle);
        // A name of one word has no middle name to miss.
        if (one[0] == 0 && other[0] == 0) || x.family == 0 || y.family == 0 {
            return None;
        }
        let usual = |agreement: Agreement| Some((agreement, self.usual(Field::MiddleName, agreement)));
        if one[0] == 0 || other[0] == 0 {
            return usual(Agreement::PartMissing);
        }
        let is_same_length = one.iter().zip(&other).all(|(a, b)| (*a == 0) == (*b == 0));
        if !is_same_length {
            // "Thị Hoài" and "Hoài", "Thị Hoài" and "Thị": one word is missing.
            let holds = |word: u32| other.iter().any(|it| *it != 0 && self.sounds_alike(*it, word));
            let is_part = one.iter().any(|word| *word != 0 && holds(*word));
            return usual(if is_part {
                Agreement::PartMissing
            } else {
                Agreement::Different
            });
        }
        let mut pairs = [(0, 0); 3];
        let mut count = 0;
        let mut worst = Agreement::Exact;
        for (a, b) in one.into_iter().zip(other).filter(|(a, _)| *a != 0) {
            worst = worst.max(self.words(Part::Middle, a, b, accents));
            pairs[count] = (a, b);
            count += 1;
        }
        let log_u = self.log_u_of_words(Part::Middle, &pairs[..count], worst, accents);
        Some((worst, log_u.unwrap_or_else(|| self.usual(Field::MiddleName, worst))))
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
