//! Remarks that change what a person is entitled to: died, moved away.

use domain::date::PartialDate;
use domain::text::{fold, has_accent, normalize};
use time::Month;

use crate::text::words_key;

/// What a remark says about a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remark {
    /// The person died, on this day if it is said.
    Died(Option<PartialDate>),
    /// The person moved away.
    MovedAway,
    /// The person lives here, in so many words.
    Lives,
}

/// Reads a status or a note; nothing when it says neither.
pub fn remark(text: &str) -> Option<Remark> {
    if text.is_empty() {
        return None;
    }
    let text = normalize(text).to_lowercase();
    let key = words_key(&text);
    let has = |phrase: &str| format!(" {key} ").contains(&format!(" {phrase} "));
    // "mất" is to die or to lose, "mắt" the eye: with accents only the first counts, without only "đã mất".
    let says_lost = if text.split_whitespace().any(has_accent) {
        let lost = ["giấy", "sổ", "thẻ", "sức", "khả", "cccd", "cmnd"];
        let words: Vec<&str> = text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|it| !it.is_empty())
            .collect();
        words
            .iter()
            .position(|word| *word == "mất")
            .is_some_and(|at| words.get(at + 1).is_none_or(|next| !lost.contains(next)))
    } else {
        has("da mat")
    };
    // The death of somebody else says nothing about this person.
    let speaks_of_others = ["cha", "me", "bo", "chong", "vo", "con", "chua", "khong"]
        .iter()
        .any(|who| {
            ["chet", "mat", "da chet", "da mat", "qua doi"]
                .iter()
                .any(|what| has(&format!("{who} {what}")))
        });
    if has("con song") || has("dang song") {
        return Some(Remark::Lives);
    }
    if !speaks_of_others && (has("chet") || has("tu vong") || has("qua doi") || has("tu tran") || says_lost) {
        return Some(Remark::Died(date_in(&text)));
    }
    let moved = [
        "chuyen di",
        "da chuyen",
        "chuyen khau",
        "cat khau",
        "di khoi dia phuong",
        "chuyen noi khac",
        "chuyen khoi",
    ];
    moved.iter().any(|phrase| has(phrase)).then_some(Remark::MovedAway)
}

/// The last date in a sentence: `12/3/2025`, `3/2025`, `2025`.
fn date_in(text: &str) -> Option<PartialDate> {
    let token = fold(text)
        .split(|c: char| !c.is_ascii_digit() && !matches!(c, '/' | '.' | '-'))
        .map(|part| part.trim_matches(['/', '.', '-']).to_owned())
        .rfind(|part| part.len() >= 4)?;
    let numbers: Vec<i32> = token
        .split(['/', '.', '-'])
        .map(|part| part.parse().unwrap_or(0))
        .collect();
    let month = |number: i32| {
        u8::try_from(number)
            .ok()
            .and_then(|number| Month::try_from(number).ok())
    };
    match numbers.as_slice() {
        [year] if (1900..=2100).contains(year) => Some(PartialDate::Year(*year)),
        [of, year] if (1900..=2100).contains(year) => Some(PartialDate::Month(*year, month(*of)?)),
        [day, of, year] if (1900..=2100).contains(year) => {
            time::Date::from_calendar_date(*year, month(*of)?, u8::try_from(*day).ok()?)
                .ok()
                .map(PartialDate::Day)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_remarks() {
        let died = |date: &str| Some(Remark::Died(PartialDate::parse(date).ok()));
        for (text, expected) in [
            ("đã chết 3/2025", died("2025-03")),
            ("Chết ngày 12/3/2025", died("2025-03-12")),
            ("mất 2024", died("2024")),
            ("da mat", died("")),
            ("Từ trần", died("")),
            ("chuyển đi Bình Phước", Some(Remark::MovedAway)),
            ("Đã cắt khẩu", Some(Remark::MovedAway)),
            ("còn sống", Some(Remark::Lives)),
            ("mắt kém", None),
            ("mất giấy chứng nhận", None),
            ("chồng đã chết", None),
            ("bố chết, mẹ bỏ đi", None),
            ("chuyển từ Cao Bằng đến", None),
            ("", None),
        ] {
            assert_eq!(remark(text), expected, "{text}");
        }
    }
}
