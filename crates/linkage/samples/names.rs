//! Names as common as they are: a third of all are Nguyễn.

use super::random::{Random, Weighted};

const SURNAMES: &str = include_str!("../../demo/data/names_surnames_kinh.csv");
const MIDDLES: &str = include_str!("../../demo/data/names_middle_kinh.csv");
const GIVEN: &str = include_str!("../../demo/data/names_given_kinh.csv");

const MOUNTAIN_SURNAMES: [&str; 10] = [
    "Giàng", "Vàng", "Sùng", "Lý", "Thào", "Ma", "Nông", "Hoàng", "Triệu", "Bàn",
];
/// Sounds from which names of the Central Highlands and the northern mountains are put together.
const ONSETS: [&str; 20] = [
    "B", "Br", "Ch", "D", "Đ", "Kr", "L", "M", "N", "Ng", "Nh", "Ph", "R", "S", "Sr", "T", "Th", "V", "W", "X",
];
const RHYMES: [&str; 18] = [
    "a", "ang", "ên", "iêng", "ôi", "ơm", "inh", "uyên", "oan", "éo", "ừ", "ủa", "ình", "ợi", "ong", "ét", "uôn", "áng",
];

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Kinh,
    Highland,
    Mountain,
}

pub struct Names {
    surnames: Weighted<&'static str>,
    middles: [Weighted<&'static str>; 2],
    given: [Weighted<&'static str>; 2],
}

impl Names {
    pub fn new() -> Names {
        let number = |text: &str| text.parse::<u64>().unwrap_or(0);
        let rows = |text: &'static str| text.lines().skip(1).map(|row| row.split(',').collect::<Vec<_>>());
        let surnames = rows(SURNAMES).map(|row| (row[0], number(row[3])));
        // Counts come mostly from young men; women's names are weighted by the lists of girls' names.
        let middle = |sex: usize| {
            rows(MIDDLES).map(move |row| {
                let weight = match (row[0], sex) {
                    ("Thị", 1) => 3_500,
                    ("Thị", _) | ("Văn", 1) => 0,
                    ("Văn", _) => 2_500,
                    _ => number(row[2 + sex]) * number(row[1]) / 40 + 1,
                };
                (row[0], weight)
            })
        };
        let given = |sex: usize| {
            rows(GIVEN).map(move |row| {
                (
                    row[0],
                    number(row[1]) * number(row[4 + sex]) / 8 + number(row[3 - sex]) * 6,
                )
            })
        };
        Names {
            surnames: Weighted::new(surnames),
            middles: [Weighted::new(middle(0)), Weighted::new(middle(1))],
            given: [Weighted::new(given(0)), Weighted::new(given(1))],
        }
    }

    pub fn surname(&self, kind: Kind, random: &mut Random) -> &'static str {
        match kind {
            Kind::Kinh => self.surnames.draw(random),
            Kind::Highland => "",
            Kind::Mountain => random.pick::<&str>(&MOUNTAIN_SURNAMES),
        }
    }

    /// A full name; `sex` is 0 for men, 1 for women.
    pub fn full(&self, kind: Kind, sex: usize, surname: &str, random: &mut Random) -> String {
        match kind {
            Kind::Kinh => {
                let given = self.given[sex].draw(random);
                let middle = self.middles[sex].draw(random);
                if random.permille(150) {
                    let second = self.middles[sex].draw(random);
                    if second != middle {
                        return format!("{surname} {middle} {second} {given}");
                    }
                }
                format!("{surname} {middle} {given}")
            }
            Kind::Highland => {
                let marker = [["K'", "Y "], ["Ka ", "H'"]][sex][random.below(2)];
                format!("{marker}{}", syllable(random))
            }
            Kind::Mountain => {
                let middles = [["A", "A", "Seo", "Văn", "Mí"], ["Thị", "Thị", "Y", "Mỷ", "Seo"]][sex];
                format!("{surname} {} {}", random.pick(&middles), syllable(random))
            }
        }
    }
}

/// Some are far more common than others.
fn syllable(random: &mut Random) -> String {
    let lower = |random: &mut Random, limit: usize| random.below(limit).min(random.below(limit));
    format!(
        "{}{}",
        ONSETS[lower(random, ONSETS.len())],
        RHYMES[lower(random, RHYMES.len())]
    )
}
