//! How long a keystroke takes: prints one JSON line per figure.
//!
//! 50,000 generated people; every prefix of realistic queries, as a person types them, first 20 hits.

#![allow(clippy::print_stdout)]

use std::time::Instant;

use domain::search::{PeopleIndex, PersonEntry};

const PEOPLE: u32 = 50_000;
const QUERIES: usize = 600;
const FIRST_HITS: usize = 20;

const FAMILIES: &[(&str, u32)] = &[
    ("Nguyễn", 31),
    ("Trần", 11),
    ("Lê", 9),
    ("Phạm", 6),
    ("Hoàng", 5),
    ("Vũ", 5),
    ("Phan", 3),
    ("Trương", 2),
    ("Bùi", 2),
    ("Đặng", 2),
    ("Đỗ", 2),
    ("Ngô", 2),
    ("Hồ", 2),
    ("Dương", 1),
    ("Lý", 3),
    ("Giàng", 4),
    ("Vàng", 3),
    ("Sùng", 3),
    ("Thào", 3),
];
const MIDDLES: &[&str] = &[
    "Văn", "Văn", "Văn", "Thị", "Thị", "Thị", "Thị", "Hữu", "Đức", "Ngọc", "Thanh", "Minh", "Quang", "Xuân", "A",
    "Seo", "",
];
const ONSETS: &[&str] = &[
    "", "B", "Ch", "D", "Đ", "G", "H", "Kh", "L", "M", "N", "Ng", "Nh", "Ph", "Qu", "S", "T", "Th", "Tr", "V", "X",
];
const RIMES: &[&str] = &[
    "an", "anh", "ang", "ân", "ai", "am", "ên", "inh", "oa", "oan", "ông", "ơn", "uân", "ung", "uyên", "ương", "ưu",
    "iệp", "ạnh", "ải", "ình", "ọc", "ùng", "ướng", "ũng", "iến", "ương", "úc", "ệ", "ế", "uỳnh", "áo", "ơm", "ôi",
    "ưk", "ia",
];

/// A small deterministic generator (SplitMix64): the same people on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % limit as u64) as usize
    }

    fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }
}

fn name(random: &mut Random) -> String {
    let given = format!("{}{}", random.pick(ONSETS), random.pick(RIMES));
    if random.below(20) == 0 {
        return format!("{}{given}", random.pick(&["K'", "K' ", "H'", "Ka ", "Y "]));
    }
    let total: u32 = FAMILIES.iter().map(|(_, weight)| weight).sum();
    let mut at = random.below(total as usize) as u32;
    let mut family = FAMILIES[0].0;
    for (candidate, weight) in FAMILIES {
        if at < *weight {
            family = candidate;
            break;
        }
        at -= weight;
    }
    let middle = random.pick(MIDDLES);
    let second = if random.below(3) == 0 {
        format!(" {}{}", random.pick(ONSETS), random.pick(RIMES))
    } else {
        String::new()
    };
    format!("{family} {middle}{second} {given}")
}

fn main() {
    let mut random = Random(2026);
    let names: Vec<String> = (0..PEOPLE).map(|_| name(&mut random)).collect();
    let started = Instant::now();
    let mut index = PeopleIndex::with_capacity(PEOPLE as usize);
    for (key, full_name) in (0_u32..).zip(&names) {
        let birth_year = 1930 + random.below(95) as i32;
        let personal_id = format!("067{:03}{:06}", birth_year % 100, random.below(1_000_000));
        let phone = format!("09{:08}", random.below(100_000_000));
        let village = format!("Thôn {}", key % 60);
        let head_name = if key % 4 == 0 {
            ""
        } else {
            &names[(key - key % 4) as usize]
        };
        index.upsert(&PersonEntry {
            key,
            full_name,
            birth_year: Some(birth_year),
            personal_id: &personal_id,
            old_id: "",
            phone: &phone,
            village: &village,
            head_name,
        });
    }
    let build_ms = started.elapsed().as_millis();

    let mut times_us: Vec<f64> = Vec::new();
    let (mut slowest, mut slowest_us) = (String::new(), 0.0);
    let mut hits = 0_usize;
    for at in 0..QUERIES {
        let full = &names[random.below(names.len())];
        let plain = domain::text::fold(full);
        let query = match at % 8 {
            0 | 1 => plain,
            2 => full.clone(),
            3 => plain
                .split(' ')
                .map(|word| word.chars().take(1).collect::<String>())
                .collect::<Vec<_>>()
                .join(" "),
            4 => format!("{plain} {}", 1930 + random.below(95)),
            5 => plain.rsplit(' ').collect::<Vec<_>>().join(" "),
            6 => format!("{:04}", random.below(10_000)),
            _ => format!("{plain}x"),
        };
        let ends: Vec<usize> = query.char_indices().map(|(at, c)| at + c.len_utf8()).collect();
        for end in ends {
            let typed = &query[..end];
            let started = Instant::now();
            hits += index.search(typed, FIRST_HITS).len();
            let took_us = started.elapsed().as_secs_f64() * 1e6;
            if took_us > slowest_us {
                (slowest, slowest_us) = (typed.to_owned(), took_us);
            }
            times_us.push(took_us);
        }
    }
    times_us.sort_by(f64::total_cmp);
    let at = |share: f64| times_us[((times_us.len() - 1) as f64 * share) as usize];
    let on = format!(
        "{PEOPLE} people, {} keystrokes, first {FIRST_HITS}, native, one core",
        times_us.len()
    );
    for (name, value, unit) in [
        ("search_keystroke_p50", at(0.50) / 1e3, "ms"),
        ("search_keystroke_p90", at(0.90) / 1e3, "ms"),
        ("search_keystroke_p99", at(0.99) / 1e3, "ms"),
        ("search_keystroke_slowest", slowest_us / 1e3, "ms"),
        ("search_index_build", build_ms as f64, "ms"),
        ("search_index_size", index.memory_bytes() as f64, "bytes"),
    ] {
        println!("{{\"name\": \"{name}\", \"unit\": \"{unit}\", \"value\": {value:.3}, \"measured_on\": \"{on}\"}}");
    }
    eprintln!("slowest: {slowest:?}; {hits} hits in all");
}
