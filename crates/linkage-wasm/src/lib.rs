//! Record linkage in the browser: two lists as CSV in, the pairs as CSV out. Bindings, nothing else.
//!
//! It is a module of its own, fetched when somebody matches lists, so that the app's first load stays small.

use linkage::table::{Table, TableProblem, write};
use linkage::{Options, link};
use wasm_bindgen::prelude::wasm_bindgen;

/// Links two lists, each the bytes of a CSV file with a header; see `tanthon link`. Without a threshold the usual one holds.
/// Rows that cannot be read stand at the end of the result with their error.
///
/// # Errors
/// The code of the problem and the list, such as `residents: columns_missing: full_name`, when a list cannot be read at all.
#[wasm_bindgen(js_name = linkLists)]
pub fn link_lists(residents: &[u8], beneficiaries: &[u8], threshold: Option<f64>) -> Result<String, String> {
    let of = |list: &'static str| move |problem: TableProblem| format!("{list}: {problem}");
    let residents = Table::read(residents).map_err(of("residents"))?;
    let beneficiaries = Table::read(beneficiaries).map_err(of("beneficiaries"))?;
    let usual = Options::default();
    let threshold = threshold
        .filter(|it| *it > 0.0 && *it <= 1.0)
        .unwrap_or(usual.threshold);
    let options = Options {
        threshold,
        review_threshold: usual.review_threshold.min(threshold),
    };
    Ok(write(
        &beneficiaries,
        &residents,
        &link(&beneficiaries, &residents, &options),
    ))
}

/// The version of the program that this belongs to.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_and_refuses() {
        let header = "id,full_name,birth_date,sex,national_id,old_id,village,phone\n";
        let residents = format!("{header}r1,K'Brèo,1950-03-01,male,067050000123,,Thôn 3,\n");
        let beneficiaries = format!("{header}b1,K'BREO,01/03/1950,nam,67050000123,,thon 3,\n");
        let text = link_lists(residents.as_bytes(), beneficiaries.as_bytes(), None);
        assert!(text.as_ref().is_ok_and(|text| text.contains("\nb1,r1,0.9")), "{text:?}");
        assert_eq!(
            link_lists(b"id\n", b"", None),
            Err(
                "residents: columns_missing: full_name, birth_date, sex, national_id, old_id, village, phone"
                    .to_owned()
            )
        );
    }
}
