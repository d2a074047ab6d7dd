//! Sources, the calendar and the clock.

use super::Context;
use crate::fault::Where;
use domain::calendar::{Calendar, SpecialDay, SpecialKind, SpecialStatus};
use domain::date::parse_time;
use domain::deadline::{ClockRules, OutOfHours};
use domain::eligibility::{Confidence, Provenance};
use time::{Time, Weekday};

/// The reason codes that a count can show and that need a Vietnamese word.
const WORDS: &[&str] = &["saturday", "sunday", "first_day", "next_working_day"];

pub(super) fn sources(cx: &mut Context<'_>) {
    let model = cx.model;
    let mut ids = Vec::new();
    for (index, it) in model.source.iter().enumerate() {
        let place = Where::item("source", index);
        cx.text(&place, "citation", &it.citation);
        cx.text(&place, "title", &it.title);
        cx.code::<Confidence>(&place, "confidence", &it.confidence);
        ids.push((place, it.id.as_str()));
    }
    cx.no_duplicate(&ids, "id");
}

pub(super) fn calendar(cx: &mut Context<'_>) -> Calendar {
    let model = cx.model;
    let mut rows = Vec::new();
    let mut dates = Vec::new();
    for (index, it) in model.day.iter().enumerate() {
        let place = Where::item("day", index);
        cx.text(&place, "label", &it.label);
        cx.text(&place, "basis", &it.basis);
        let date = cx.date(&place, "date", &it.date);
        let kind = cx.code::<SpecialKind>(&place, "kind", &it.kind);
        let status = cx.code::<SpecialStatus>(&place, "status", &it.status);
        let provenance = cx.provenance(&place, &it.source, &it.confidence, None);
        dates.push((place.clone(), it.date.as_str()));
        let (Some(date), Some(kind), Some(status), Some(provenance)) = (date, kind, status, provenance) else {
            continue;
        };
        let weekend = matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday);
        match kind {
            SpecialKind::Work if date.weekday() != Weekday::Saturday => {
                cx.faults.push(
                    &place.at("date"),
                    "worked_day_is_no_saturday",
                    format!("{} is no Saturday", it.date),
                );
            }
            SpecialKind::Off if weekend => {
                cx.faults.push(
                    &place.at("date"),
                    "day_off_at_weekend",
                    format!("{} is off anyway", it.date),
                );
            }
            SpecialKind::Work | SpecialKind::Off => {}
        }
        let (label, basis) = (it.label.clone(), it.basis.clone());
        rows.push(SpecialDay {
            date,
            kind,
            label,
            basis,
            status,
            provenance,
        });
    }
    cx.no_duplicate(&dates, "date");
    Calendar::new(rows)
}

pub(super) fn clock(cx: &mut Context<'_>) -> (ClockRules, Vec<String>, Provenance) {
    let model = cx.model;
    let mut words = Vec::new();
    for (index, it) in model.word.iter().enumerate() {
        let place = Where::item("word", index);
        cx.text(&place, "text", &it.text);
        if !WORDS.contains(&it.code.as_str()) {
            let detail = format!("`{}` is not one of {}", it.code, WORDS.join(", "));
            cx.faults.push(&place.at("code"), "unknown_value", detail);
        }
        words.push((place, it.code.as_str()));
    }
    cx.no_duplicate(&words, "code");
    let fallback = ClockRules {
        opens: Time::MIDNIGHT,
        closes: Time::MIDNIGHT,
        transfer_cutoff: Time::MIDNIGHT,
        transfer_shifts_clock: false,
        out_of_hours: OutOfHours::AsReceived,
        supplement_within_days: 0,
    };
    let unverified = Provenance {
        confidence: Confidence::Unverified,
        source: Vec::new(),
        note: None,
    };
    let [it] = model.clock.as_slice() else {
        cx.faults.push(
            &Where::item("clock", 1),
            "one_clock",
            "the rules need exactly one [[clock]]",
        );
        return (fallback, Vec::new(), unverified);
    };
    let place = Where::item("clock", 0);
    cx.basis(&place, &it.basis);
    let mut time = |key: &'static str, text: &str| match parse_time(text) {
        Ok(time) => time,
        Err(problem) => {
            cx.faults
                .push(&place.at(key), "bad_time", format!("`{text}`: {problem}; write HH:MM"));
            Time::MIDNIGHT
        }
    };
    let opens = time("opens", &it.opens);
    let closes = time("closes", &it.closes);
    let transfer_cutoff = time("transfer_cutoff", &it.transfer_cutoff);
    if closes <= opens {
        cx.faults
            .push(&place.at("closes"), "bad_time", "the office closes after it opens");
    }
    let out_of_hours = cx.code::<OutOfHours>(&place, "out_of_hours", &it.out_of_hours);
    let provenance = cx.provenance(&place, &it.source, &it.confidence, it.note.as_ref());
    let clock = ClockRules {
        opens,
        closes,
        transfer_cutoff,
        transfer_shifts_clock: it.transfer_shifts_clock,
        out_of_hours: out_of_hours.unwrap_or(OutOfHours::AsReceived),
        supplement_within_days: it.supplement_within_days,
    };
    (clock, it.basis.clone(), provenance.unwrap_or(unverified))
}
