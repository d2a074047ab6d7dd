//! Every fault in the folder of wrong files is reported with its file and line, and nothing else is.
//! The expectation stands in the file itself: `# expect: code` on the line of the fault.

use rulebook::read::read_folder;
use std::collections::BTreeSet;
use std::path::Path;

#[test]
fn each_fault_is_reported_with_file_and_line() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/wrong");
    let mut expected = BTreeSet::new();
    for entry in std::fs::read_dir(&folder).expect("the folder of wrong files") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&path).expect("a text file");
        for (index, line) in text.lines().enumerate() {
            if let Some((_, code)) = line.split_once("# expect: ") {
                expected.insert(format!("{name}:{}: {}", index + 1, code.trim()));
            }
        }
    }
    assert!(expected.len() >= 35, "only {} expectations", expected.len());
    let faults = read_folder(&folder).expect_err("the folder is full of faults");
    let reported: BTreeSet<String> = faults
        .iter()
        .map(|it| format!("{}:{}: {}", it.file, it.line, it.code))
        .collect();
    let missing: Vec<_> = expected.difference(&reported).collect();
    let surplus: Vec<_> = faults
        .iter()
        .filter(|it| !expected.contains(&format!("{}:{}: {}", it.file, it.line, it.code)))
        .map(ToString::to_string)
        .collect();
    assert!(
        missing.is_empty() && surplus.is_empty(),
        "missing: {missing:#?}\nsurplus: {surplus:#?}"
    );
}

#[test]
fn a_folder_without_rules_says_so() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/nothing");
    let faults = read_folder(&folder).expect_err("no such folder");
    assert_eq!(faults[0].code, "unreadable_folder");
}
