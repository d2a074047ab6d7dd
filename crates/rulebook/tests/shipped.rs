//! The shipped rules are free of faults, and every worked example holds, from the files and from the bundle alike.

use rulebook::read::read_files;
use rulebook::{Bundle, examples, shipped_files};

#[test]
fn shipped_rules_and_examples_hold() {
    let files = shipped_files()
        .iter()
        .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
        .collect();
    let read = match read_files(files) {
        Ok(read) => read,
        Err(faults) => panic!("{}", faults.iter().map(|it| format!("{it}\n")).collect::<String>()),
    };
    assert!(read.examples.len() >= 40, "only {} examples", read.examples.len());
    assert_eq!(examples::run(&read.rulebook, &read.examples), vec![]);

    let json = read.rulebook.bundle().to_json();
    let again = Bundle::from_json(&json).expect("the bundle is whole");
    assert_eq!(again.sha256(), read.rulebook.sha256());
    assert_eq!(examples::run(&again, &read.examples), vec![]);
}

#[test]
fn a_broken_bundle_is_refused() {
    let json = rulebook::shipped().bundle().to_json();
    for (what, broken) in [
        ("changed amount", json.replacen("540000", "640000", 1)),
        ("cut off", json[..json.len() / 2].to_owned()),
        ("newer format", json.replacen("\"format\":1", "\"format\":2", 1)),
    ] {
        assert!(Bundle::from_json(&broken).is_err(), "{what}");
    }
}
