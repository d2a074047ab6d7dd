//! What others rely on: the description of the API and the catalogue of error codes. `UPDATE=1` writes them anew.

#![allow(clippy::unwrap_used)]

use server::error::Code;

mod common;

fn compare(file: &str, now: &str) {
    let path = common::repository().join("docs").join(file);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, now).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == now,
        "docs/{file} is not what the code says: run with UPDATE=1 and look at the difference"
    );
}

#[test]
fn the_description_of_the_api_is_fresh() {
    compare("openapi.json", &server::openapi::json());
}

#[test]
fn the_catalogue_of_error_codes_is_the_golden_one() {
    let mut text =
        String::from("# Stable error codes of the API: code, HTTP status, meaning. A code is added, never renamed.\n");
    for code in Code::ALL {
        text.push_str(&format!(
            "{}\t{}\t{}\n",
            code.as_str(),
            code.status().as_u16(),
            code.meaning()
        ));
    }
    compare("error-codes.txt", &text);
}

#[test]
fn the_catalogue_of_codes_of_lists_is_the_golden_one() {
    let mut text = String::from("# Stable codes of imported lists: family and code. The web app has words for each.\n");
    for line in server::imports::words::catalogue() {
        text.push_str(&line);
        text.push('\n');
    }
    compare("list-codes.txt", &text);
}
