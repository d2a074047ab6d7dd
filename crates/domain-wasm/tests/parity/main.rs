//! The same input gives the same answer natively and in the browser's core, byte for byte.
//!
//! Every call is made here first; the native answers feed later calls (a judged record, a form to fill). Then all calls
//! go to the compiled core in Node, in the same order, because some of them load rules or people.
#![allow(clippy::unwrap_used)]

mod dossiers;
mod law;
mod node;
mod people;
mod random;

use serde_json::Value;

type Function = fn(&str) -> String;

/// Every function of the core that takes one JSON text.
const FUNCTIONS: [(&str, Function); 21] = [
    ("load_rules", domain_wasm::load_rules),
    ("procedures", domain_wasm::procedures),
    ("household_eligibility", domain_wasm::household_eligibility),
    ("facts_of", domain_wasm::facts_of),
    ("checklist", domain_wasm::checklist),
    ("form", domain_wasm::form),
    ("prefill", domain_wasm::prefill),
    ("visible_fields", domain_wasm::visible_fields),
    ("check_form", domain_wasm::check_form),
    ("deadline", domain_wasm::deadline),
    ("survey_form", domain_wasm::survey_form),
    ("slip", domain_wasm::slip),
    ("judge", domain_wasm::judge),
    ("allowed", domain_wasm::allowed),
    ("temporary_code", domain_wasm::temporary_code),
    ("search_load", domain_wasm::search_load),
    ("search_upsert", domain_wasm::search_upsert),
    ("search", domain_wasm::search),
    ("check_person", domain_wasm::check_person),
    ("parse_id_card", domain_wasm::parse_id_card),
    ("fold_text", domain_wasm::fold_text),
];

/// The calls made so far, with their native answers.
#[derive(Default)]
struct Calls {
    made: Vec<(&'static str, String, String)>,
}

impl Calls {
    fn text(&mut self, name: &'static str, argument: String) -> Value {
        let (_, function) = FUNCTIONS.iter().find(|(known, _)| *known == name).unwrap();
        let answer = function(&argument);
        let value = serde_json::from_str(&answer).unwrap();
        self.made.push((name, argument, answer));
        value
    }

    /// Calls and gives the whole envelope.
    fn call(&mut self, name: &'static str, argument: &Value) -> Value {
        self.text(name, argument.to_string())
    }

    /// Calls what must succeed and gives the content of `ok`.
    fn ok(&mut self, name: &'static str, argument: &Value) -> Value {
        let mut answer = self.call(name, argument);
        assert!(answer.get("ok").is_some(), "{name} {argument}: {answer}");
        answer["ok"].take()
    }
}

/// What cannot be read is refused in the same words, too.
fn unreadable(calls: &mut Calls) {
    for (name, _) in FUNCTIONS {
        for argument in [
            "",
            "null",
            "[",
            "{}",
            "12",
            r#""2026-02-30""#,
            r#"{"a": 1e999}"#,
            "\"\\ud800\"",
            r#"{"record": {"kind": "dream"}}"#,
        ] {
            calls.text(name, argument.to_owned());
        }
    }
}

#[test]
fn native_and_browser_agree() {
    let mut calls = Calls::default();
    // Before the rules are there, each function of the law must say so.
    unreadable(&mut calls);
    law::calls(&mut calls);
    people::calls(&mut calls);
    dossiers::calls(&mut calls);
    unreadable(&mut calls);
    for (name, _) in FUNCTIONS {
        let answered = |(called, _, answer): &(&str, String, String)| *called == name && answer.starts_with("{\"ok\"");
        assert!(calls.made.iter().any(answered), "{name} never succeeded");
    }

    let requests: Vec<(&str, &str)> = calls
        .made
        .iter()
        .map(|(name, argument, _)| (*name, &**argument))
        .collect();
    let Some(browser) = node::ask(&requests) else { return };
    let mut exports: Vec<&str> = browser.exports.iter().map(String::as_str).collect();
    exports.retain(|name| !["default", "initSync", "version"].contains(name));
    exports.sort_unstable();
    let mut known = FUNCTIONS.map(|(name, _)| name);
    known.sort_unstable();
    assert_eq!(exports, known, "a function of the core is not compared here");
    assert_eq!(browser.answers.len(), calls.made.len());
    for ((name, argument, native), answer) in calls.made.iter().zip(&browser.answers) {
        assert_eq!(
            native,
            answer,
            "{name} {}",
            argument.chars().take(2000).collect::<String>()
        );
    }
    eprintln!(
        "{} calls gave the same answers natively and in the browser's core",
        calls.made.len()
    );
}
