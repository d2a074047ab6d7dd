//! `tanthon link`: which resident each beneficiary is, from two CSV lists to a third.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, anyhow};
use clap::Args;
use linkage::People;
use linkage::table::{Table, write};
use linkage::{Options, link};

/// Faults of rows that are named on stderr; all of them stand in the result.
const NAMED_ROWS_LIMIT: usize = 20;

/// `tanthon link`.
#[derive(Debug, Args)]
pub struct LinkArgs {
    /// The residents: CSV with the columns id, full_name, birth_date, sex, national_id, old_id, village, phone
    #[arg(long, value_name = "A.csv")]
    pub residents: PathBuf,
    /// The beneficiaries: CSV with the same columns
    #[arg(long, value_name = "B.csv")]
    pub beneficiaries: PathBuf,
    /// The pairs, best first: beneficiary_id, resident_id, probability, reasons
    #[arg(long, value_name = "M.csv")]
    pub out: PathBuf,
    /// The least probability of a pair that is written, above 0 and up to 1
    #[arg(long, value_name = "P", value_parser = probability, default_value_t = Options::default().threshold)]
    pub threshold: f64,
}

fn probability(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(probability) if probability > 0.0 && probability <= 1.0 => Ok(probability),
        Ok(_) | Err(_) => Err("write a number above 0 and up to 1, such as 0.7".to_owned()),
    }
}

/// Links two lists. Success only when every row could be read.
pub fn run(args: &LinkArgs) -> anyhow::Result<ExitCode> {
    let residents = read(&args.residents)?;
    let beneficiaries = read(&args.beneficiaries)?;
    let options = Options {
        threshold: args.threshold,
        review_threshold: Options::default().review_threshold.min(args.threshold),
    };
    let linked = link(&beneficiaries, &residents, &options);
    replace(&args.out, &write(&beneficiaries, &residents, &linked))?;
    eprintln!(
        "tanthon: {} of {} beneficiaries are among {} residents; {} pairs are doubtful",
        linked.pairs.len(),
        beneficiaries.count(),
        residents.count(),
        linked.doubtful.len()
    );
    let are_all_read = beneficiaries.bad_rows().is_empty() && residents.bad_rows().is_empty();
    Ok(ExitCode::from(u8::from(!are_all_read)))
}

fn read(path: &Path) -> anyhow::Result<Table> {
    let name = path.display();
    let bytes = fs::read(path).with_context(|| format!("{name} cannot be read"))?;
    let table = Table::read(&bytes).map_err(|problem| anyhow!("{name}: {problem}"))?;
    if !table.missing_columns().is_empty() {
        let missing = table.missing_columns().join(", ");
        eprintln!("tanthon: {name} has no column {missing}: their cells count as empty");
    }
    for bad in table.bad_rows().iter().take(NAMED_ROWS_LIMIT) {
        eprintln!("tanthon: {name}, row {}: {}", bad.row, bad.problem.code());
    }
    let unnamed = table.bad_rows().len().saturating_sub(NAMED_ROWS_LIMIT);
    if unnamed > 0 {
        eprintln!("tanthon: {name}: {unnamed} more rows cannot be read");
    }
    Ok(table)
}

/// Writes a file as a whole: whoever reads it never sees half of it.
fn replace(path: &Path, text: &str) -> anyhow::Result<()> {
    let mut part = path.as_os_str().to_owned();
    part.push(".part");
    let part = PathBuf::from(part);
    let written = fs::write(&part, text).and_then(|()| fs::rename(&part, path));
    written.with_context(|| format!("{} cannot be written", path.display()))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::*;

    const HEADER: &str = "id,full_name,birth_date,sex,national_id,old_id,village,phone\n";

    fn run_on(residents: &str, beneficiaries: &str) -> (anyhow::Result<ExitCode>, String) {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("tanthon-link-{}-{count}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let path = |name: &str| folder.join(name);
        fs::write(path("a.csv"), residents).unwrap();
        fs::write(path("b.csv"), beneficiaries).unwrap();
        let outcome = run(&LinkArgs {
            residents: path("a.csv"),
            beneficiaries: path("b.csv"),
            out: path("m.csv"),
            threshold: 0.6,
        });
        let text = fs::read_to_string(path("m.csv")).unwrap_or_default();
        fs::remove_dir_all(&folder).unwrap();
        (outcome, text)
    }

    #[test]
    fn writes_pairs_and_unreadable_rows() {
        let residents = format!("{HEADER}r1,K'Brèo,1950-03-01,male,067050000123,245000111,Thôn 3,0912000345\n");
        let beneficiaries = format!("{HEADER}b1,K'BREO,01/03/1950,male,245000111,,thon 3,\nb2,too short\n");
        let (outcome, text) = run_on(&residents, &beneficiaries);
        assert_eq!(outcome.unwrap(), ExitCode::from(1));
        let rows: Vec<&str> = text.lines().collect();
        assert_eq!(rows[0], "beneficiary_id,resident_id,probability,reasons");
        assert!(rows[1].starts_with("b1,r1,0.9"), "{text}");
        assert!(
            rows[1].contains("given_name=no_accent:") && rows[1].contains("number=old_number:+"),
            "{text}"
        );
        assert_eq!(rows[2], "b2,,,error=wrong_number_of_cells;list=beneficiaries;row=3");
        assert_eq!(run_on(&residents, HEADER).0.unwrap(), ExitCode::SUCCESS);
    }

    #[test]
    fn refuses_what_is_no_list() {
        for bad in ["", "name,date\nA,1950\n", "id,id,full_name\n"] {
            let (outcome, text) = run_on(HEADER, bad);
            assert!(outcome.is_err() && text.is_empty(), "{bad:?}");
        }
        assert!(probability("0").is_err() && probability("1.2").is_err() && probability("NaN").is_err());
        assert_eq!(probability("0.75"), Ok(0.75));
    }
}
