//! What goes wrong when lists are typed in six offices over fifteen years. It knows nothing of the comparison.

use domain::text::fold;

use super::random::Random;
use super::world::{Someone, phone};

/// The cells of a row, in the order of the columns.
pub type Cells = [String; 8];

/// A row of the residents' list: careful, not perfect.
pub fn resident(id: String, person: &Someone, villages: &[String], random: &mut Random) -> Cells {
    let date = match random.below(1_000) {
        // Old people were registered without a day.
        0..100 if person.year < 1965 => format!("{}-01-01", person.year),
        100..140 if person.year < 1965 => person.year.to_string(),
        0..8 => String::new(),
        _ => format!("{}-{:02}-{:02}", person.year, person.month, person.day),
    };
    let name = if random.permille(8) {
        mistype(&person.name, random)
    } else {
        person.name.clone()
    };
    let keep = |text: &str, chances: u64, random: &mut Random| {
        if random.permille(chances) {
            text.to_owned()
        } else {
            String::new()
        }
    };
    [
        id,
        name,
        date,
        ["male", "female"][person.sex].to_owned(),
        keep(&person.national, 920, random),
        keep(&person.old, 550, random),
        villages[person.village].clone(),
        keep(&person.phone, 850, random),
    ]
}

/// A row of a list of beneficiaries.
pub fn beneficiary(id: String, person: &Someone, villages: &[String], random: &mut Random) -> Cells {
    let sex = match random.below(100) {
        0..5 => "",
        5 => ["male", "female"][1 - person.sex],
        _ => ["male", "female"][person.sex],
    };
    let national = match random.below(1_000) {
        0..320 => String::new(),
        320..430 => person.old.clone(),
        430..450 => wrong_digit(&person.national, random),
        450..470 => person.national.trim_start_matches('0').to_owned(),
        470..490 => format!(
            "{} {} {}",
            &person.national[..3],
            &person.national[3..6],
            &person.national[6..]
        ),
        _ => person.national.clone(),
    };
    let old = match random.below(100) {
        0..25 => person.old.clone(),
        25 => wrong_digit(&person.old, random),
        _ => String::new(),
    };
    let village = match random.below(100) {
        0..3 => String::new(),
        3..6 => random.pick(villages).clone(),
        6..19 => fold(&villages[person.village]),
        19..23 => villages[person.village].to_uppercase(),
        23..26 => villages[person.village].replace("Thôn ", "T."),
        _ => villages[person.village].clone(),
    };
    let phone = match random.below(100) {
        0..40 => String::new(),
        40..50 => phone(random),
        50..52 => format!("09120000{:02}", person.village % 100),
        52..54 => wrong_digit(&person.phone, random),
        54..60 => person.phone.trim_start_matches('0').to_owned(),
        _ => person.phone.clone(),
    };
    [
        id,
        name(person, random),
        date(person, random),
        sex.to_owned(),
        national,
        old,
        village,
        phone,
    ]
}

fn name(person: &Someone, random: &mut Random) -> String {
    let full = &person.name;
    let words: Vec<&str> = full.split(' ').collect();
    let mut name = match random.below(1_000) {
        0..40 => mistype(full, random),
        40..60 if words.len() > 2 => format!("{} {}", words[0], words[words.len() - 1]),
        60..70 if words.len() > 2 => abbreviate(&words),
        70..80 if words.len() > 1 => format!("{} {}", words[words.len() - 1], words[..words.len() - 1].join(" ")),
        80..95 => full.replace('y', "i"),
        95..110 => full.replace("oà", "òa").replace("uỷ", "ủy").replace("uý", "úy"),
        110..125 => {
            let mut words: Vec<String> = words.iter().map(ToString::to_string).collect();
            let at = random.below(words.len());
            words[at] = capital(&fold(&words[at]));
            words.join(" ")
        }
        _ => full.clone(),
    };
    if random.permille(150) {
        name = fold(&name).split(' ').map(capital).collect::<Vec<_>>().join(" ");
    }
    if random.permille(300) {
        name.to_uppercase()
    } else {
        name
    }
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars
        .next()
        .map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}

fn abbreviate(words: &[&str]) -> String {
    let short = |word: &&str| {
        word.chars()
            .take(if word.starts_with("Ng") { 2 } else { 1 })
            .chain(['.'])
            .collect::<String>()
    };
    let mut parts: Vec<String> = words[..words.len() - 1].iter().map(short).collect();
    parts.push(words[words.len() - 1].to_owned());
    parts.join(" ")
}

/// One letter missing, doubled, wrong or swapped with its neighbour.
fn mistype(text: &str, random: &mut Random) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    let at = random.below(letters.len());
    match random.below(4) {
        0 if letters.len() > 3 => {
            letters.remove(at);
        }
        1 => letters.insert(at, letters[at]),
        2 if at + 1 < letters.len() => letters.swap(at, at + 1),
        _ => letters[at] = *random.pick(&['a', 'e', 'i', 'o', 'u', 'n', 'h', 'g', 't', 'm', 'ê', 'á']),
    }
    letters.into_iter().collect::<String>().trim().to_owned()
}

fn wrong_digit(digits: &str, random: &mut Random) -> String {
    let mut bytes = digits.as_bytes().to_vec();
    if bytes.is_empty() {
        return String::new();
    }
    let at = random.below(bytes.len());
    if random.permille(300) && at + 1 < bytes.len() {
        bytes.swap(at, at + 1);
    } else {
        bytes[at] = b'0' + random.below(10) as u8;
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn date(person: &Someone, random: &mut Random) -> String {
    let (mut year, mut month, mut day) = (person.year, person.month, person.day);
    match random.below(1_000) {
        0..110 => return year.to_string(),
        110..140 => (month, day) = (1, 1),
        140..150 => return String::new(),
        220..250 => std::mem::swap(&mut month, &mut day),
        250..265 => day = 1 + (day + 8) % 28,
        265..275 => month = 1 + (month + 4) % 12,
        275..290 => year = year + 2 - random.below(5) as u32,
        290..300 => (month, day) = (1 + random.below(12) as u32, 1 + random.below(28) as u32),
        300..305 => {
            year = year - 8 + random.below(16) as u32;
            (month, day) = (1 + random.below(12) as u32, 1 + random.below(28) as u32);
        }
        _ => {}
    }
    match random.below(10) {
        0..6 => format!("{day:02}/{month:02}/{year}"),
        6 => format!("{day}/{month}/{year}"),
        7 => format!("{day:02}.{month:02}.{year}"),
        _ => format!("{year}-{month:02}-{day:02}"),
    }
}
