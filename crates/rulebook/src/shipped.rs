//! The rules that ship inside the program.

use crate::read::read_files;
use crate::rulebook::Rulebook;
use std::sync::OnceLock;

/// Every file of `rules/`: path relative to that folder, and text.
pub fn shipped_files() -> &'static [(&'static str, &'static str)] {
    include!(concat!(env!("OUT_DIR"), "/shipped_files.rs"))
}

/// The shipped rules, read once.
pub fn shipped() -> &'static Rulebook {
    static RULES: OnceLock<Rulebook> = OnceLock::new();
    RULES.get_or_init(|| {
        let files = shipped_files()
            .iter()
            .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
            .collect();
        match read_files(files) {
            Ok(read) => read.rulebook,
            // A test reads the same files, so a program with faulty rules is never released.
            Err(faults) => panic!("the shipped rules are faulty: {}", faults[0]),
        }
    })
}
