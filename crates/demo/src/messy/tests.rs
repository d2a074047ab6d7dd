//! The messy lists can be read, and nearly everybody comes back.

use domain::calendar::Calendar;
use lists::{ListKind, ProblemCode, ReadOptions};
use time::{Date, Month};

use super::*;
use crate::{DemoCommune, generate};

fn today() -> Date {
    Date::from_calendar_date(2026, Month::November, 20).expect("a real day")
}

fn files() -> (Demo, Vec<MessyFile>) {
    let demo = |commune| generate(commune, 1, today(), &Calendar::default());
    let here = demo(DemoCommune::TaDung);
    let files = messy(&here, &demo(DemoCommune::DaiSon), 7).expect("files");
    (here, files)
}

#[test]
fn the_same_seed_gives_the_same_files() {
    let (_, one) = files();
    let (_, other) = files();
    for (a, b) in one.iter().zip(&other) {
        assert!(a == b, "{} differs", a.name);
    }
}

#[test]
fn nearly_everybody_can_be_read() {
    let (demo, files) = files();
    let options = ReadOptions {
        today: Some("2026-11-20".to_owned()),
        ..ReadOptions::default()
    };
    let payments = demo
        .people
        .iter()
        .flat_map(|person| person.receives.iter().flatten())
        .count();
    let old = demo
        .people
        .iter()
        .filter(|person| mistakes::age(&demo, person) >= 60)
        .count();
    let disabled = demo
        .people
        .iter()
        .filter(|person| person.facts.get("disability").is_some_and(|level| level != "none"))
        .count();
    let expected = [
        (ListKind::Residence, demo.people.len()),
        (ListKind::Payment, payments),
        (ListKind::PoorHousehold, 0),
        (ListKind::Elderly, old),
        (ListKind::Disability, disabled),
        (ListKind::Elderly, 0),
    ];
    for (file, (kind, people)) in files.iter().zip(expected) {
        let list =
            lists::read(&file.bytes, &file.name, &options).unwrap_or_else(|error| panic!("{}: {error}", file.name));
        assert_eq!(list.kind.kind, kind, "{} {:?}", file.name, list.kind);
        assert!(
            list.rows.len() >= people,
            "{}: {} of {people}",
            file.name,
            list.rows.len()
        );
        assert!(
            people == 0 || list.rows.len() <= people + people / 20 + 3,
            "{}: {}",
            file.name,
            list.rows.len()
        );
        let named = list
            .rows
            .iter()
            .filter(|row| row.full_name.as_ref().is_some_and(|name| name.value.is_some()));
        assert!(named.count() * 100 >= list.rows.len() * 97, "{}: names", file.name);
        let dated = list
            .rows
            .iter()
            .filter(|row| row.birth_date.as_ref().is_some_and(|date| date.value.is_some()));
        let undated = list
            .rows
            .iter()
            .find(|row| row.birth_date.as_ref().is_none_or(|date| date.value.is_none()));
        assert!(
            dated.count() * 100 >= list.rows.len() * 93,
            "{}: dates, such as {undated:?} in {:?}",
            file.name,
            list.sheets[0].columns
        );
        assert!(
            list.rows.iter().all(|row| row.village.is_some()),
            "{}: villages",
            file.name
        );
        assert!(
            list.sheets.iter().any(|sheet| sheet
                .titles
                .iter()
                .any(|title| { domain::text::fold(title).contains("hu cau") })),
            "{}: says that it is invented: {:?}",
            file.name,
            list.sheets[0].titles
        );
    }
}

#[test]
fn the_accidents_are_told() {
    let (_, files) = files();
    let list = lists::read(&files[0].bytes, &files[0].name, &ReadOptions::default()).expect("the residence list");
    let swapped: Vec<_> = list
        .problems
        .iter()
        .filter(|problem| problem.code == ProblemCode::ColumnsSwapped)
        .collect();
    assert_eq!(swapped.len(), 2, "one pair in one sheet: {swapped:?}");
    assert!(swapped.iter().all(|problem| problem.sheet == 1));
    let has = |code| {
        list.rows.iter().any(|row| {
            row.problems.iter().any(|problem| problem.code == code)
                || row.personal_id.as_ref().is_some_and(|it| it.problem == Some(code))
                || row.old_id.as_ref().is_some_and(|it| it.problem == Some(code))
                || row.full_name.as_ref().is_some_and(|it| it.problem == Some(code))
                || row.birth_date.as_ref().is_some_and(|it| it.problem == Some(code))
                || row.ethnic_group.as_ref().is_some_and(|it| it.problem == Some(code))
        })
    };
    for code in [
        ProblemCode::IdZeroRestored,
        ProblemCode::IdDigitsLost,
        ProblemCode::IdIsOldId,
        ProblemCode::TwoPeopleInCell,
        ProblemCode::NameRemarkTakenOff,
        ProblemCode::DateFromSerial,
        ProblemCode::FormulaError,
        ProblemCode::TextHostile,
    ] {
        assert!(has(code), "{}", code.as_str());
    }
    assert!(
        list.sheets.iter().all(|sheet| sheet.header_rows == Some((9, 9))),
        "{:?}",
        list.sheets[0].header_rows
    );
}
