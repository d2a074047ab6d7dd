//! The mistakes, one function each.

use std::borrow::Cow;

use domain::sex::Sex as DomainSex;
use domain::text::fold;
use wire::records::{PersonRecord, Sex};

use crate::Demo;
use crate::random::Random;

/// A cell of a list before it is written.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Nothing.
    Empty,
    /// Text.
    Text(String),
    /// A number, also a day whose format was lost.
    Number(f64),
}

impl Value {
    pub fn text(text: impl Into<String>) -> Value {
        Value::Text(text.into())
    }
}

/// The name of a village without the remark that it is invented.
pub fn village_name(demo: &Demo, person: &PersonRecord) -> String {
    let village = demo.villages.iter().find(|village| village.id == person.village);
    village.map_or(String::new(), |village| {
        village.name.trim_end_matches(" (minh họa)").to_owned()
    })
}

/// Year, month, day as far as the record knows them.
pub fn birth(person: &PersonRecord) -> (i32, Option<u32>, Option<u32>) {
    let text = person.birth_date.as_deref().unwrap_or("1950");
    let mut parts = text.split('-').map(|part| part.parse::<u32>().unwrap_or(0));
    let year = parts.next().and_then(|year| i32::try_from(year).ok()).unwrap_or(1950);
    (year, parts.next(), parts.next())
}

/// Nam, Nữ.
pub fn sex(person: &PersonRecord) -> &'static str {
    match person.sex {
        Some(Sex::Male) => "Nam",
        Some(Sex::Female) => "Nữ",
        None => "",
    }
}

/// The sex as the domain names it, for lists with a column each.
pub fn domain_sex(person: &PersonRecord) -> Option<DomainSex> {
    person.sex.map(|sex| match sex {
        Sex::Male => DomainSex::Male,
        Sex::Female => DomainSex::Female,
    })
}

/// The person as somebody wrote it down who hardly knew them: no numbers, the year only, the middle name left out. For a
/// few people in a hundred.
pub fn as_known<'a>(person: &'a PersonRecord, random: &mut Random) -> Cow<'a, PersonRecord> {
    if !random.permille(15) {
        return Cow::Borrowed(person);
    }
    Cow::Owned(PersonRecord {
        full_name: without_middle(&person.full_name),
        birth_date: Some(birth(person).0.to_string()),
        personal_id: None,
        old_id: None,
        phone: None,
        ..person.clone()
    })
}

fn without_middle(name: &str) -> String {
    let words: Vec<&str> = name.split(' ').collect();
    match words.as_slice() {
        [first, _, .., last] => format!("{first} {last}"),
        _ => name.to_owned(),
    }
}

/// A date of birth as six offices write it.
pub fn date(person: &PersonRecord, random: &mut Random) -> Value {
    let (year, Some(month), Some(day)) = birth(person) else {
        let year = birth(person).0;
        return match random.between(0, 9) {
            0 => Value::text(format!("khoảng {year}")),
            1 => Value::text(format!("12/8/{year} âm lịch")),
            2 => Value::text(format!("01/01/{year}")),
            _ => Value::Number(f64::from(year)),
        };
    };
    match random.between(0, 19) {
        0 | 1 => Value::text(format!("{day}/{month}/{year}")),
        2 if year < 2000 => Value::text(format!("{day}.{month}.{:02}", year % 100)),
        3 => Value::text(format!("{day:02}-{month:02}-{year}")),
        4 => serial(year, month, day),
        5 => Value::Number(f64::from(year)),
        6 if day <= 12 => Value::text(format!("{month:02}/{day:02}/{year}")),
        _ => Value::text(format!("{day:02}/{month:02}/{year}")),
    }
}

/// Days since 30 December 1899.
fn serial(year: i32, month: u32, day: u32) -> Value {
    let date = u8::try_from(month)
        .ok()
        .and_then(|month| time::Month::try_from(month).ok())
        .zip(u8::try_from(day).ok())
        .and_then(|(month, day)| time::Date::from_calendar_date(year, month, day).ok());
    // 2,415,019 is the Julian day with the number 0.
    date.map_or(Value::Empty, |date| {
        Value::Number(f64::from(date.to_julian_day() - 2_415_019))
    })
}

/// A personal id, or what became of it.
pub fn id(person: &PersonRecord, random: &mut Random) -> Value {
    let Some(id) = person.personal_id.clone() else {
        return person.old_id.clone().map_or(Value::Empty, Value::Text);
    };
    match random.between(0, 24) {
        // A number loses the zero before it.
        0..=5 => id.parse().map_or(Value::Empty, Value::Number),
        6 => Value::text(format!("{} {} {} {}", &id[..3], &id[3..6], &id[6..9], &id[9..])),
        7 => Value::text(format!("{}.{}E+10", &id[1..2], &id[2..7])),
        8 => person.old_id.clone().map_or(Value::text(id), Value::Text),
        // One digit wrong.
        9 => {
            let at = 11 - usize::try_from(random.between(0, 4)).unwrap_or(0);
            let digit = (id.as_bytes()[at] - b'0' + 1) % 10;
            Value::text(format!("{}{digit}{}", &id[..at], &id[at + 1..]))
        }
        10 => Value::Empty,
        _ => Value::text(id),
    }
}

/// A name in capitals, without accents, with a middle name left out, or as it is.
pub fn name(person: &PersonRecord, random: &mut Random) -> String {
    let name = &person.full_name;
    match random.between(0, 29) {
        0..=3 => name.to_uppercase(),
        4 => fold(name).to_uppercase(),
        5 => format!("  {}  ", name.replace(' ', "  ")),
        6 => without_middle(name),
        _ => name.clone(),
    }
}

/// A phone number; as a number it loses its zero.
pub fn phone(person: &PersonRecord, random: &mut Random) -> Value {
    match &person.phone {
        None => Value::Empty,
        Some(phone) if random.percent(30) => phone.parse().map_or(Value::Empty, Value::Number),
        Some(phone) if random.percent(20) => Value::text(format!("{}.{}.{}", &phone[..4], &phone[4..7], &phone[7..])),
        Some(phone) => Value::text(phone.clone()),
    }
}

/// A remark beside some people.
pub fn note(random: &mut Random) -> Value {
    match random.between(0, 59) {
        0 => Value::text("đã chết 3/2025"),
        1 => Value::text("chuyển đi"),
        2 => Value::text("mất giấy tờ"),
        3 => Value::text("=HYPERLINK(\"http://vi-du.invalid\";\"xem\")"),
        4 => Value::text("<script>alert(1)</script>"),
        _ => Value::Empty,
    }
}

/// The age in whole years of the calendar.
pub fn age(demo: &Demo, person: &PersonRecord) -> i32 {
    demo.today.year() - birth(person).0
}
