//! Linking as a whole: what it finds in invented lists, what it learns, and what must hold for any text.

#![allow(clippy::unwrap_used, missing_docs)]

#[path = "../samples/mod.rs"]
mod samples;

use std::collections::{BTreeSet, HashMap};

use linkage::table::{Table, write};
use linkage::{Agreement, Field, Linked, Options, People, Person, duplicates, link};
use proptest::prelude::*;

fn read(text: &str) -> Table {
    Table::read(text.as_bytes()).unwrap()
}

fn ids<'a>(ours: &'a impl People, theirs: &'a impl People, linked: &Linked) -> BTreeSet<(&'a str, &'a str)> {
    let pairs = linked.pairs.iter();
    pairs
        .map(|pair| (ours.person(pair.beneficiary).id, theirs.person(pair.resident).id))
        .collect()
}

#[test]
fn finds_nearly_all_and_hardly_anyone_wrongly() {
    for seed in [11, 12] {
        let lists = samples::lists(1_000, 12_000, seed);
        let (ours, theirs) = (read(&lists.beneficiaries), read(&lists.residents));
        let linked = link(&ours, &theirs, &Options::default());
        let quality = samples::quality(ids(&ours, &theirs, &linked).into_iter(), &lists.truth);
        assert!(
            quality.precision >= 0.995 && quality.recall >= 0.985 && quality.f1 >= 0.992,
            "{quality:?}"
        );
        assert!((linked.model.share_found() - 0.9).abs() < 0.02);
    }
}

#[test]
fn the_probabilities_mean_what_they_say() {
    let lists = samples::lists(2_000, 25_000, 5);
    let (ours, theirs) = (read(&lists.beneficiaries), read(&lists.residents));
    let options = Options {
        threshold: 0.02,
        review_threshold: 0.02,
    };
    let linked = link(&ours, &theirs, &options);
    let is_right = |pair: &&linkage::Pair| {
        lists.truth.get(ours.person(pair.beneficiary).id).map(String::as_str) == Some(theirs.person(pair.resident).id)
    };
    let expected: f64 = linked.pairs.iter().map(|pair| pair.probability).sum();
    let right = linked.pairs.iter().filter(is_right).count() as f64;
    assert!(
        (expected - right).abs() < 0.01 * right,
        "{expected} expected, {right} right"
    );
}

#[test]
fn the_order_of_the_rows_does_not_matter() {
    let lists = samples::lists(300, 4_000, 3);
    let (ours, theirs) = (read(&lists.beneficiaries), read(&lists.residents));
    let found = link(&ours, &theirs, &Options::default());
    let turn = |text: &str| {
        let (header, rows) = text.split_once('\n').unwrap();
        let mut rows: Vec<&str> = rows.lines().collect();
        rows.reverse();
        rows.rotate_left(97);
        read(&format!("{header}\n{}\n", rows.join("\n")))
    };
    let (our_turned, their_turned) = (turn(&lists.beneficiaries), turn(&lists.residents));
    let turned = link(&our_turned, &their_turned, &Options::default());
    assert_eq!(ids(&ours, &theirs, &found), ids(&our_turned, &their_turned, &turned));
    let again = link(&ours, &theirs, &Options::default());
    assert_eq!(write(&ours, &theirs, &found), write(&ours, &theirs, &again));
}

#[test]
fn learns_how_often_true_pairs_agree() {
    // Residents whose names and dates are all there; known shares of the beneficiaries are spoilt in known ways.
    let lists = samples::lists(4_000, 20_000, 8);
    let theirs = read(&lists.residents);
    let complete = (0..theirs.count()).map(|at| theirs.person(at));
    let complete = complete.filter(|it| it.birth_date.len() == 10 && !it.birth_date.ends_with("01-01"));
    let residents: Vec<Person<'_>> = complete.collect();
    let plain: Vec<String> = residents.iter().map(|it| domain::text::fold(it.full_name)).collect();
    let spoilt = residents
        .iter()
        .zip(&plain)
        .enumerate()
        .take(4_000)
        .map(|(at, (person, plain))| Person {
            full_name: if at % 5 == 0 { plain } else { person.full_name },
            birth_date: if at % 4 == 0 {
                &person.birth_date[..4]
            } else {
                person.birth_date
            },
            phone: if at % 10 == 0 { "0999888777" } else { person.phone },
            ..*person
        });
    let beneficiaries: Vec<Person<'_>> = spoilt.collect();
    let model = link(&beneficiaries, &residents, &Options::default()).model;
    for (field, agreement, share) in [
        (Field::BirthDate, Agreement::YearOnly, 0.25),
        (Field::BirthDate, Agreement::Exact, 0.75),
        (Field::Phone, Agreement::Different, 0.1),
        (Field::Sex, Agreement::Exact, 1.0),
    ] {
        assert!(
            (model.m(field, agreement) - share).abs() < 0.02,
            "{field:?} {agreement:?} {}",
            model.m(field, agreement)
        );
    }
    // Most surnames carry an accent, so nearly all of the fifth shows.
    let no_accent = model.m(Field::FamilyName, Agreement::NoAccent);
    assert!((0.12..=0.2).contains(&no_accent), "{no_accent}");
    assert!(model.share_found() > 0.99);
    // A quarter know only the year, and one resident in about sixty was born in it.
    assert!((0.002..0.02).contains(&model.u(Field::BirthDate, Agreement::YearOnly)));
}

const FIXED_RESIDENTS: &str = "\
phone,village,id,full_name,birth_date,sex,national_id,old_id,note
,Thôn 1,r1,Nguyễn Văn Hùng,1960-05-12,male,067060111222,,x
,Thôn 2,r2,Nguyễn Văn Hùng,1960-11-30,male,067060333444,,x
0912000345,Bon B'Srê A,r3,K'Brèo,1950-03-01,male,067050000123,245000111,x
,Thôn 3,r4,Trần Thị Hoà,1948-01-01,female,030148555666,,x
,Thôn 3,r5,\"Trần Thị Hoa\",1990-07-19,female,030190555777,,x
,Thôn 4,r6,Lê Thị Thu Hà,1985-02-08,female,038185121212,,x
";

const FIXED_BENEFICIARIES: &str = "\u{FEFF}\
id,full_name,birth_date,sex,national_id,old_id,village,phone
b1,NGUYEN VAN HUNG,1960,nam,,,,
b2,K' BREO,01/03/1950,Nam,245000111,,bon b'sre a,
b3,Hòa Trần Thị,1948,Nữ,30148555666,,Thôn 3,
b4,Lê Hà,08/02/1985,Nữ,038185121221,,T4,
b5,Phạm Văn Lạ,03/03/1933,nam,,,Thôn 9,
";

#[test]
fn a_small_list_with_its_reasons() {
    let (ours, theirs) = (read(FIXED_BENEFICIARIES), read(FIXED_RESIDENTS));
    let linked = link(&ours, &theirs, &Options::default());
    let found: HashMap<&str, &str> = ids(&ours, &theirs, &linked).into_iter().collect();
    // b1 has two namesakes of one year: nobody can tell. b5 is not there.
    assert_eq!(found, HashMap::from([("b2", "r3"), ("b3", "r4"), ("b4", "r6")]));
    let doubtful: BTreeSet<(&str, &str)> = linked
        .doubtful
        .iter()
        .map(|pair| (ours.person(pair.beneficiary).id, theirs.person(pair.resident).id))
        .collect();
    assert!(
        doubtful.is_superset(&BTreeSet::from([("b1", "r1"), ("b1", "r2")])),
        "{doubtful:?}"
    );
    let text = write(&ours, &theirs, &linked);
    for part in [
        "given_name=no_accent:+",
        "number=old_number:+",
        "name_order=swapped:-",
        "birth_date=year_only:+",
        "number=one_digit:+",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
}

#[test]
fn a_person_listed_twice_is_found_and_still_linked_once() {
    let twice = format!("{FIXED_BENEFICIARIES}b6,K'Brèo,1950-03-01,nam,,245000111,Bon B'Srê A,0912000345\n");
    let (ours, theirs) = (read(&twice), read(FIXED_RESIDENTS));
    let pairs = duplicates(&ours, &Options::default());
    let found: Vec<(&str, &str)> = pairs
        .iter()
        .map(|pair| (ours.person(pair.beneficiary).id, ours.person(pair.resident).id))
        .collect();
    assert_eq!(found, [("b2", "b6")]);
    let linked = link(&ours, &theirs, &Options::default());
    let to_breo = linked
        .pairs
        .iter()
        .filter(|pair| theirs.person(pair.resident).id == "r3");
    assert_eq!(to_breo.count(), 1);
}

#[test]
fn unreadable_rows_are_named_and_stop_nothing() {
    let mut bytes = FIXED_BENEFICIARIES.as_bytes().to_vec();
    bytes.extend(b"b7,two cells\n,Nobody,,,,,,\n\n");
    bytes.extend(b"b8,N\xFFm,,,,,,\n");
    let ours = Table::read(&bytes).unwrap();
    assert_eq!(ours.count(), 5);
    let problems: Vec<(usize, &str, &str)> = ours
        .bad_rows()
        .iter()
        .map(|bad| (bad.row, bad.id.as_str(), bad.problem.code()))
        .collect();
    assert_eq!(
        problems,
        [
            (7, "b7", "wrong_number_of_cells"),
            (8, "", "id_missing"),
            (9, "b8", "not_utf8")
        ]
    );
    let theirs = read(FIXED_RESIDENTS);
    let text = write(&ours, &theirs, &link(&ours, &theirs, &Options::default()));
    assert!(
        text.contains("\nb7,,,error=wrong_number_of_cells;list=beneficiaries;row=7\n"),
        "{text}"
    );
    assert_eq!(text.lines().count(), 1 + 3 + 3);
    for bad in ["", "id,village\n", "id,id,full_name\n"] {
        assert!(Table::read(bad.as_bytes()).is_err(), "{bad:?}");
    }
    assert_eq!(read("full_name,id\n").missing_columns().len(), 6);
}

fn dirty() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "[A-Za-zĐđăâêôơưáàảãạ' .-]{0,24}",
        2 => "[0-9/. -]{0,14}",
        1 => any::<String>(),
        1 => Just(String::new()),
        2 => prop::sample::select(vec!["Nguyễn Văn Hùng", "1960", "nam", "067060111222", "Thôn 3"]).prop_map(str::to_owned),
    ]
}

fn list(rows: usize) -> impl Strategy<Value = Vec<[String; 8]>> {
    prop::collection::vec(prop::array::uniform8(dirty()), 0..rows)
}

fn people(rows: &[[String; 8]]) -> Vec<Person<'_>> {
    rows.iter()
        .map(|[id, name, birth, sex, national, old, village, phone]| Person {
            id,
            full_name: name,
            birth_date: birth,
            sex,
            national_id: national,
            old_id: old,
            village,
            phone,
            household: village,
            extras: [name, phone, "", old],
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_text_gives_pairs_one_to_one(ours in list(25), theirs in list(25)) {
        let (ours, theirs) = (people(&ours), people(&theirs));
        let options = Options { threshold: 0.01, review_threshold: 0.001 };
        let linked = link(&ours, &theirs, &options);
        let distinct = |places: Vec<usize>| places.iter().collect::<BTreeSet<_>>().len() == places.len();
        prop_assert!(distinct(linked.pairs.iter().map(|pair| pair.beneficiary).collect()));
        prop_assert!(distinct(linked.pairs.iter().map(|pair| pair.resident).collect()));
        prop_assert!(linked.pairs.windows(2).all(|pair| pair[0].probability >= pair[1].probability));
        for pair in linked.pairs.iter().chain(&linked.doubtful) {
            prop_assert!(pair.beneficiary < ours.len() && pair.resident < theirs.len());
            prop_assert!((0.0..=1.0).contains(&pair.probability));
            prop_assert!(pair.reasons.iter().all(|reason| reason.bits.is_finite()));
        }
        for pair in duplicates(&ours, &options) {
            prop_assert!(pair.beneficiary < pair.resident && pair.resident < ours.len());
        }
    }

    #[test]
    fn any_bytes_are_a_table_or_a_problem(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let mut text = b"id,full_name,birth_date,sex,national_id,old_id,village,phone\n".to_vec();
        text.extend(&bytes);
        let table = Table::read(&text).unwrap();
        let written = write(&table, &table, &link(&table, &table, &Options::default()));
        prop_assert!(written.starts_with("beneficiary_id,"));
        let _ = Table::read(&bytes);
    }
}
