//! Writes the messy lists of a demonstration commune into a folder: `--demo ta-dung|dai-son --to DIR [--today DATE]`.

use std::path::PathBuf;

use demo::DemoCommune;

/// The seed of the demonstration that `tanthon serve --demo` makes, so that the lists name its people.
const SEED: u64 = 335_2026;

fn main() {
    let mut slug = "ta-dung".to_owned();
    let mut folder = PathBuf::from(".");
    let mut today = std::env::var("TANTHON_TODAY").ok();
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let value = arguments.next().expect("every argument has a value");
        match argument.as_str() {
            "--demo" => slug = value,
            "--to" => folder = PathBuf::from(value),
            "--today" => today = Some(value),
            other => panic!("unknown argument {other}"),
        }
    }
    let today = match today {
        Some(text) => domain::date::parse_date(&text).expect("--today is a date such as 2026-11-20"),
        None => today_in_viet_nam(),
    };
    let here = DemoCommune::from_slug(&slug).expect("--demo is ta-dung or dai-son");
    let elsewhere = DemoCommune::ALL
        .into_iter()
        .find(|other| *other != here)
        .expect("there are two");
    let book = rulebook::shipped();
    let of = |commune| demo::generate(commune, SEED, today, book.calendar());
    let files = demo::messy::messy(&of(here), &of(elsewhere), SEED).expect("the workbooks can be written");
    std::fs::create_dir_all(&folder).expect("the folder can be made");
    for file in files {
        let path = folder.join(&file.name);
        std::fs::write(&path, &file.bytes).expect("the folder can be written to");
        eprintln!("{} ({} KB)", path.display(), file.bytes.len() / 1024);
    }
}

/// Today by the machine's clock, seven hours east of UTC.
fn today_in_viet_nam() -> time::Date {
    let seconds = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .map_or(0, |since| since.as_secs());
    let days = i32::try_from((seconds + 7 * 3_600) / 86_400).expect("a day of this age");
    time::Date::from_julian_day(2_440_588 + days).expect("a day of this age")
}
