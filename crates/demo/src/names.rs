//! Names as people of each group, sex and age have them. All combinations are made by chance.

use domain::sex::Sex;
use serde_json::Value;

use crate::commune::EthnicGroup;
use crate::random::Random;

const SURNAMES: &str = include_str!("../data/names_surnames_kinh.csv");
const GIVEN: &str = include_str!("../data/names_given_kinh.csv");
const TWO_SYLLABLES: &str = include_str!("../data/names_two_syllable_boy_girl.csv");
const CURATED: &str = include_str!("../data/names_ethnic_curated.json");

/// The name lists, read once per commune.
pub struct Names {
    curated: Value,
    surnames_north: Vec<(String, u32)>,
    given_male: Vec<(String, u32)>,
    given_female: Vec<(String, u32)>,
    two_syllables_male: Vec<String>,
    two_syllables_female: Vec<String>,
}

impl Names {
    /// Reads the shipped lists.
    pub fn new() -> Names {
        let mut names = Names {
            curated: serde_json::from_str(CURATED).expect("the shipped name list is JSON"),
            surnames_north: Vec::new(),
            given_male: Vec::new(),
            given_female: Vec::new(),
            two_syllables_male: Vec::new(),
            two_syllables_female: Vec::new(),
        };
        for row in rows(SURNAMES) {
            if let [surname, north, ..] = row.as_slice() {
                let weight = north.parse::<f64>().unwrap_or(0.0) * 10.0;
                if weight > 0.0 {
                    names.surnames_north.push(((*surname).to_owned(), weight as u32));
                }
            }
        }
        for row in rows(GIVEN) {
            let [given, count, with_thi, with_van, boys, girls] = row.as_slice() else {
                continue;
            };
            let number = |text: &str| text.parse::<u32>().unwrap_or(0);
            let (male, female) = (number(with_van) + number(boys), number(with_thi) + number(girls));
            // Counts come mostly from men, so a name counts for a sex only when the lists of that sex have it clearly.
            if male >= 3 && male > 2 * female {
                names.given_male.push(((*given).to_owned(), number(count).clamp(3, 60)));
            }
            if female >= 3 && female > 2 * male {
                names
                    .given_female
                    .push(((*given).to_owned(), (number(with_thi) * 4 + number(girls)).clamp(3, 60)));
            }
        }
        for row in rows(TWO_SYLLABLES) {
            match row.as_slice() {
                [name, "M"] => names.two_syllables_male.push((*name).to_owned()),
                [name, "F"] => names.two_syllables_female.push((*name).to_owned()),
                _ => {}
            }
        }
        names
    }

    /// A surname that a family of this group hands down, or nothing where names work another way.
    pub fn surname(&self, group: EthnicGroup, random: &mut Random) -> String {
        match group {
            EthnicGroup::Kinh | EthnicGroup::Muong => random.weighted(&self.surnames_north).clone(),
            EthnicGroup::Ma => String::new(),
            EthnicGroup::Mnong => ["Điểu", "Bkrông", "Liêng", "", "", ""][random.between(0, 5) as usize].to_owned(),
            EthnicGroup::Mong | EthnicGroup::Tay | EthnicGroup::Nung | EthnicGroup::Dao => random
                .weighted(&weights(&self.curated[group.name()]["surnames_weight"]))
                .clone(),
        }
    }

    /// A full name for a member of a family with `surname`.
    pub fn full_name(
        &self,
        group: EthnicGroup,
        sex: Sex,
        birth_year: i32,
        surname: &str,
        random: &mut Random,
    ) -> String {
        let list = &self.curated[group.name()];
        let suffix = match sex {
            Sex::Male => "M",
            Sex::Female => "F",
        };
        let given = |random: &mut Random| random.pick(&texts(&list[&format!("given_{suffix}")])).clone();
        match group {
            EthnicGroup::Kinh | EthnicGroup::Muong => self.kinh_name(sex, birth_year, surname, random),
            EthnicGroup::Ma => match sex {
                Sex::Male => format!("K'{}{}", if random.percent(25) { " " } else { "" }, given(random)),
                Sex::Female => format!("Ka {}", given(random)),
            },
            EthnicGroup::Mnong if surname.is_empty() => match sex {
                Sex::Male => format!("Y {}", given(random)),
                Sex::Female => format!("H'{}{}", if random.percent(15) { " " } else { "" }, given(random)),
            },
            EthnicGroup::Mnong => match sex {
                Sex::Male => format!("{surname} {}", given(random)),
                Sex::Female => join(surname, if random.percent(50) { "Thị" } else { "" }, &given(random)),
            },
            EthnicGroup::Mong | EthnicGroup::Tay | EthnicGroup::Nung | EthnicGroup::Dao => {
                let middle = random.pick(&texts(&list[&format!("middle_{suffix}")])).clone();
                join(surname, &middle, &given(random))
            }
        }
    }

    fn kinh_name(&self, sex: Sex, birth_year: i32, surname: &str, random: &mut Random) -> String {
        let suffix = match sex {
            Sex::Male => "M",
            Sex::Female => "F",
        };
        let cohort = match birth_year {
            ..=1954 => "before_1955",
            1955..=1979 => "1955_1979",
            _ => "",
        };
        if !cohort.is_empty() {
            let list = &self.curated["kinh_by_cohort"][cohort];
            let middle = random.weighted(&weights(&list[&format!("middle_{suffix}")])).clone();
            let given = random.pick(&texts(&list[suffix])).clone();
            return join(surname, &middle, &given);
        }
        let (given, two_syllables, old_middle, middles) = match sex {
            Sex::Male => (
                &self.given_male,
                &self.two_syllables_male,
                "Văn",
                ["Minh", "Đức", "Quang", "Hữu", "Quốc", "Xuân", "Mạnh", "Tuấn"],
            ),
            Sex::Female => (
                &self.given_female,
                &self.two_syllables_female,
                "Thị",
                ["Ngọc", "Thu", "Thanh", "Kim", "Hồng", "Thùy", "Phương", "Bích"],
            ),
        };
        if birth_year >= 2005 && random.percent(70) {
            return format!("{surname} {}", random.pick(two_syllables));
        }
        let old_percent = if birth_year < 1995 { 65 } else { 30 };
        let middle = if random.percent(old_percent) {
            old_middle
        } else {
            *random.pick(&middles)
        };
        join(surname, middle, random.weighted(given).as_str())
    }
}

fn join(surname: &str, middle: &str, given: &str) -> String {
    // "Mai Mai" and "Lan Lan" are read as mistakes; the middle name goes first.
    let middle = if middle == given { "" } else { middle };
    [surname, middle, given]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

fn rows(csv: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    csv.lines().skip(1).map(|line| line.trim_end().split(',').collect())
}

fn texts(list: &Value) -> Vec<String> {
    list.as_array()
        .into_iter()
        .flatten()
        .filter_map(|text| text.as_str().map(str::to_owned))
        .collect()
}

fn weights(list: &Value) -> Vec<(String, u32)> {
    let weight = |value: &Value| {
        value
            .as_u64()
            .and_then(|weight| u32::try_from(weight).ok())
            .unwrap_or(0)
    };
    let mut weights: Vec<(String, u32)> = list
        .as_object()
        .into_iter()
        .flatten()
        .map(|(name, value)| (name.clone(), weight(value)))
        .collect();
    // The order of a JSON object is a matter of the parser; the draw must not be.
    weights.sort();
    weights
}
