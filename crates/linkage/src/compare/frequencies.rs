//! How common each value is among the residents: agreement on a rare one is worth more.

use crate::person::EXTRA_LIMIT;
use crate::prepare::{List, Prepared, date};

/// The places of the words of a name.
#[derive(Clone, Copy, Debug)]
pub enum Part {
    Family,
    Middle,
    Given,
}

const FIRST_YEAR: u32 = 1850;

/// `log2` of the probability that a resident drawn at random has a value.
#[derive(Debug)]
pub struct Frequencies {
    word: [Vec<f32>; 3],
    plain: [Vec<f32>; 3],
    year: Vec<f32>,
    village: Vec<f32>,
    household: Vec<f32>,
    extras: [Vec<f32>; EXTRA_LIMIT],
    /// `log2(1 / residents)`.
    pub one: f32,
}

/// Strangers have the same identity number at most so often, in `log2`: by a slip, however short the lists are.
const NUMBER: f32 = -17.0;
/// Strangers have the same phone at most so often, in `log2`, when one row has it.
const PHONE: f32 = -13.0;

impl Frequencies {
    /// Counts in a list.
    pub fn of(list: &List, prepared: &Prepared) -> Frequencies {
        let words = &prepared.words;
        let mut word = [(); 3].map(|()| vec![0_u32; words.plain.len()]);
        let mut plain = [(); 3].map(|()| vec![0_u32; words.letters.len()]);
        let mut year = vec![0_u32; 300];
        let mut village = vec![0_u32; prepared.texts.len()];
        let mut household = vec![0_u32; prepared.texts.len()];
        for row in &list.rows {
            let mut count = |part: Part, number: u32| {
                word[part as usize][number as usize] += 1;
                plain[part as usize][words.plain[number as usize] as usize] += 1;
            };
            count(Part::Family, row.name.family);
            count(Part::Given, row.name.given);
            row.name.middle.iter().for_each(|number| count(Part::Middle, *number));
            year[year_place(row.birth)] += u32::from(row.birth != 0);
            village[row.village as usize] += 1;
            household[row.household as usize] += 1;
        }
        let mut extras = [(); EXTRA_LIMIT].map(|()| Vec::new());
        if !list.extras.is_empty() {
            for (at, counts) in extras.iter_mut().enumerate() {
                let mut of_text = vec![0_u32; prepared.texts.len()];
                list.extras.iter().for_each(|extra| of_text[extra[at] as usize] += 1);
                *counts = logs(&of_text, true);
            }
        }
        Frequencies {
            word: word.map(|counts| logs(&counts, true)),
            plain: plain.map(|counts| logs(&counts, true)),
            year: logs(&year, false),
            village: logs(&village, true),
            household: logs(&household, true),
            extras,
            one: -(list.rows.len().max(1) as f32).log2(),
        }
    }

    /// Of an identity number.
    pub fn number(&self) -> f32 {
        self.one.min(NUMBER)
    }

    /// Of a phone that so many rows have.
    pub fn phone(&self, owners: u16) -> f32 {
        self.one.min(PHONE) + f32::from(owners).log2()
    }

    pub fn word(&self, part: Part, number: u32) -> f32 {
        self.word[part as usize][number as usize]
    }

    pub fn plain(&self, part: Part, number: u32) -> f32 {
        self.plain[part as usize][number as usize]
    }

    pub fn year(&self, birth: date::Packed) -> f32 {
        self.year[year_place(birth)]
    }

    pub fn village(&self, number: u32) -> f32 {
        self.village[number as usize]
    }

    pub fn household(&self, number: u32) -> f32 {
        self.household[number as usize]
    }

    pub fn extra(&self, at: usize, number: u32) -> f32 {
        self.extras[at].get(number as usize).copied().unwrap_or(0.0)
    }
}

fn year_place(birth: date::Packed) -> usize {
    (date::year(birth).saturating_sub(FIRST_YEAR) as usize).min(299)
}

/// Shares of the known values, with half a row added so that no share is 0. Place 0 is "unknown" where `has_unknown`.
fn logs(counts: &[u32], has_unknown: bool) -> Vec<f32> {
    let known = counts.iter().skip(usize::from(has_unknown)).sum::<u32>() as f32 + 1.0;
    counts
        .iter()
        .map(|count| ((*count as f32 + 0.5) / known).log2())
        .collect()
}
