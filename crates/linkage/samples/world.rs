//! An invented population: households with a shared surname and phone, twins, namesakes, numbers as they are given out.

use super::names::{Kind, Names};
use super::random::Random;

/// A person as they are, without any error.
#[derive(Clone, Debug)]
pub struct Someone {
    pub name: String,
    pub year: u32,
    pub month: u32,
    pub day: u32,
    /// 0 man, 1 woman.
    pub sex: usize,
    pub national: String,
    pub old: String,
    pub village: usize,
    pub phone: String,
    pub household: usize,
}

pub struct World {
    pub people: Vec<Someone>,
    pub villages: Vec<String>,
}

pub fn build(count: usize, random: &mut Random) -> World {
    let names = Names::new();
    let villages = villages(count, random);
    let mut people = Vec::with_capacity(count + 8);
    let mut household = 0;
    while people.len() < count {
        household += 1;
        let village = random.below(villages.len());
        // A village is of one people, mostly.
        let kind = match village % 10 {
            0 => Kind::Highland,
            1 => Kind::Mountain,
            _ => Kind::Kinh,
        };
        family(&names, kind, household, village, random, &mut people);
    }
    people.truncate(count);
    World { people, villages }
}

fn villages(people: usize, random: &mut Random) -> Vec<String> {
    let names = Names::new();
    let count = (people / 600).clamp(8, 2_000);
    let village = |at: usize| {
        if at % 10 < 6 {
            // Each commune begins again with Thôn 1.
            format!("Thôn {}", 1 + at % 17)
        } else {
            let name = names.full(Kind::Kinh, 1, "", random);
            let last = name.trim().rsplit(' ').next().unwrap_or("Mới").to_owned();
            format!(
                "{} {last} {}",
                if at % 10 < 8 { "Bon" } else { "Thôn" },
                ["Thượng", "Hạ", "A", "B", "Đông"][at % 5]
            )
        }
    };
    (0..count).map(village).collect()
}

fn family(names: &Names, kind: Kind, household: usize, village: usize, random: &mut Random, people: &mut Vec<Someone>) {
    let start = people.len();
    let surname = names.surname(kind, random);
    let father_year = 1938 + random.below(66) as u32;
    let shared_phone = phone(random);
    let has_shared_phone = random.permille(500);
    let mut add = |sex: usize, year: u32, surname: &str, random: &mut Random| {
        let own = if random.permille(350) {
            phone(random)
        } else {
            String::new()
        };
        let (month, day) = (1 + random.below(12) as u32, 1 + random.below(28) as u32);
        let province = ["067", "067", "068", "001", "030", "038", "004"][random.below(7)];
        let century = sex + if year >= 2000 { 2 } else { 0 };
        people.push(Someone {
            name: names.full(kind, sex, surname, random),
            year,
            month,
            day,
            sex,
            national: format!("{province}{century}{:02}{:06}", year % 100, random.below(1_000_000)),
            old: if year < 2003 {
                format!("{:02}{:07}", 10 + random.below(28), random.below(10_000_000))
            } else {
                String::new()
            },
            village,
            phone: if has_shared_phone && random.permille(700) {
                shared_phone.clone()
            } else {
                own
            },
            household,
        });
    };
    if !random.permille(150) {
        add(0, father_year, surname, random);
    }
    let mother_year = father_year + random.below(6) as u32;
    let mother_surname = names.surname(kind, random);
    add(1, mother_year, mother_surname, random);
    let children = if random.permille(400) { 0 } else { 1 + random.below(3) };
    let mut year = mother_year + 19 + random.below(10) as u32;
    for _ in 0..children {
        if year > 2026 {
            break;
        }
        let sex = random.below(2);
        add(sex, year, surname, random);
        if random.permille(12) {
            let sex = if random.permille(600) { sex } else { 1 - sex };
            add(sex, year, surname, random);
        }
        year += 1 + random.below(5) as u32;
    }
    if random.permille(150) && father_year > 1965 {
        // A grandmother; her surname is her own.
        add(
            1,
            father_year - 20 - random.below(12) as u32,
            names.surname(kind, random),
            random,
        );
    }
    make_twins(&mut people[start..]);
}

/// Children of one mother and year are twins: they share the day.
fn make_twins(people: &mut [Someone]) {
    for at in 1..people.len() {
        let (before, after) = people.split_at_mut(at);
        if let (Some(one), Some(other)) = (before.last(), after.first_mut())
            && one.household == other.household
            && one.year == other.year
            && one.year > 1985
        {
            (other.month, other.day) = (one.month, one.day);
        }
    }
}

pub fn phone(random: &mut Random) -> String {
    format!("0{}{:08}", [3, 5, 7, 8, 9][random.below(5)], random.below(100_000_000))
}
