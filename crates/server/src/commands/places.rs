//! `tanthon places resolve`: addresses of before 1 July 2025 → communes of today.

use std::io::{Read, Write};
use std::process::ExitCode;

use anyhow::Context;
use clap::Subcommand;
use domain::date::PartialDate;
use lists::encoding::{restore, text_of_bytes};
use lists::places::{Address, NewCommune, resolve};

/// What to do with places.
#[derive(Debug, Subcommand)]
pub enum PlacesCommand {
    /// Read CSV on stdin and write it on stdout with status, new_commune_code, new_commune, new_province, candidates and
    /// reason
    ///
    /// The header names `address`, or any of `village, commune, district, province` (both together are joined), and
    /// optionally `date` (YYYY-MM-DD, YYYY-MM or YYYY: the day the address is from). Input whose first line names none
    /// of them is taken as one address per line, commas and all, and comes out under the header `address`.
    ///
    /// Status: resolved, already_new, split (candidates: the communes that took over its people), ambiguous (candidates),
    /// unknown_place; unreadable for a row that cannot be read, and then the exit status is 1.
    Resolve,
}

/// Columns that are added.
const ADDED: [&str; 6] = [
    "status",
    "new_commune_code",
    "new_commune",
    "new_province",
    "candidates",
    "reason",
];
/// Columns that are read.
const READ: [&str; 6] = ["address", "village", "commune", "district", "province", "date"];

/// Runs the command.
pub fn run(command: PlacesCommand) -> anyhow::Result<ExitCode> {
    match command {
        PlacesCommand::Resolve => {
            let mut input = Vec::new();
            std::io::stdin()
                .read_to_end(&mut input)
                .context("stdin cannot be read")?;
            let out = std::io::BufWriter::new(std::io::stdout().lock());
            let unreadable = resolve_all(&text_of_bytes(&input), out)?;
            Ok(if unreadable == 0 {
                ExitCode::SUCCESS
            } else {
                ExitCode::from(1)
            })
        }
    }
}

/// Answers every row; gives how many could not be read.
fn resolve_all(input: &str, out: impl Write) -> anyhow::Result<u64> {
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(out);
    let first = input.lines().find(|line| !line.trim().is_empty()).unwrap_or("");
    let delimiter = [b',', b';', b'\t'].into_iter().max_by_key(|it| {
        let count = first.bytes().filter(|byte| byte == it).count();
        // A comma, unless another splits more.
        (count, u8::from(*it == b','))
    });
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .delimiter(delimiter.unwrap_or(b','))
        .from_reader(input.as_bytes());
    let headers: Vec<String> = reader
        .headers()?
        .iter()
        .map(|name| name.trim().to_lowercase())
        .collect();
    let column = |name: &str| headers.iter().position(|other| other == name);
    let places = READ.map(column);
    if places[..5].iter().all(Option::is_none) {
        return resolve_lines(input, &mut writer);
    }
    writer.write_record(reader.headers()?.iter().chain(ADDED))?;
    let width = headers.len();
    let mut unreadable = 0;
    for record in reader.records() {
        let Ok(record) = record else {
            unreadable += 1;
            writer.write_record(std::iter::repeat_n("", width).chain(failed("row_unreadable")))?;
            continue;
        };
        let kept: Vec<&str> = (0..width).map(|at| record.get(at).unwrap_or("")).collect();
        if record.len() != width {
            unreadable += 1;
            writer.write_record(kept.into_iter().chain(failed("row_has_other_columns")))?;
            continue;
        }
        let [text, village, commune, district, province, date] = places.map(|at| {
            at.and_then(|at| record.get(at))
                .map(|cell| restore(cell.trim()).text)
                .unwrap_or_default()
        });
        if !date.is_empty() && PartialDate::parse(&date).is_err() {
            unreadable += 1;
            writer.write_record(kept.into_iter().chain(failed("date_unreadable")))?;
            continue;
        }
        let answer = answer(&Address {
            text,
            village,
            commune,
            district,
            province,
            date: (!date.is_empty()).then_some(date),
        });
        writer.write_record(kept.into_iter().chain(answer.iter().map(String::as_str)))?;
    }
    writer.flush()?;
    Ok(unreadable)
}

/// Input without a header: each line is an address.
fn resolve_lines<W: Write>(input: &str, writer: &mut csv::Writer<W>) -> anyhow::Result<u64> {
    writer.write_record(["address"].into_iter().chain(ADDED))?;
    for line in input.lines().filter(|line| !line.trim().is_empty()) {
        let quoted = line.trim().strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
        let text = restore(quoted.unwrap_or(line).trim()).text;
        let answer = answer(&Address {
            text: text.clone(),
            ..Address::default()
        });
        writer.write_record([text.as_str()].into_iter().chain(answer.iter().map(String::as_str)))?;
    }
    writer.flush()?;
    Ok(0)
}

fn failed(reason: &'static str) -> [&'static str; 6] {
    ["unreadable", "", "", "", "", reason]
}

fn answer(address: &Address) -> [String; 6] {
    let found = resolve(address);
    let part = |part: fn(&NewCommune) -> &str| found.commune.as_ref().map(part).unwrap_or_default().to_owned();
    let candidates: Vec<String> = found
        .candidates
        .iter()
        .map(|commune| format!("{} {} - {}", commune.code, commune.name, commune.province))
        .collect();
    [
        found.status.as_str().to_owned(),
        part(|commune| &commune.code),
        part(|commune| &commune.name),
        part(|commune| &commune.province),
        candidates.join("; "),
        found.reason.map_or("", |reason| reason.as_str()).to_owned(),
    ]
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn resolved(input: &str) -> (Vec<String>, u64) {
        let mut out = Vec::new();
        let unreadable = resolve_all(input, &mut out).unwrap();
        (
            String::from_utf8(out).unwrap().lines().map(str::to_owned).collect(),
            unreadable,
        )
    }

    #[test]
    fn rows_keep_their_columns_and_get_an_answer() {
        let (lines, unreadable) = resolved(
            "id,address,date\n1,\"Thôn 3, xã Đắk Som, huyện Đắk Glong, tỉnh Đắk Nông\",\n2,xa dak som tinh dak nong,2020\n3,x,2020-13\n4\n5,,\n",
        );
        assert_eq!(
            lines[0],
            "id,address,date,status,new_commune_code,new_commune,new_province,candidates,reason"
        );
        assert!(
            lines[1].ends_with(",resolved,24637,Xã Tà Đùng,Lâm Đồng,,"),
            "{}",
            lines[1]
        );
        assert!(lines[2].contains("resolved,24637"), "{}", lines[2]);
        assert_eq!(lines[3], "3,x,2020-13,unreadable,,,,,date_unreadable");
        assert_eq!(lines[4], "4,,,unreadable,,,,,row_has_other_columns");
        assert_eq!(lines[5], "5,,,unknown_place,,,,,address_empty");
        assert_eq!(unreadable, 2);
    }

    #[test]
    fn parts_and_bare_lines_are_read_too() {
        let (lines, _) = resolved("village;commune;district;province\nThôn 3;Đắk Som;Đắk Glong;Đắk Nông\n");
        assert!(lines[1].contains("resolved,24637"), "{}", lines[1]);
        let (lines, unreadable) = resolved("Thôn 3, xã Đắk Som, huyện Đắk Glong\nxã Không Có Thật\n");
        assert_eq!((lines.len(), unreadable), (3, 0));
        assert!(
            lines[1].starts_with("\"Thôn 3, xã Đắk Som, huyện Đắk Glong\",resolved,24637"),
            "{}",
            lines[1]
        );
        assert!(
            lines[2].ends_with("unknown_place,,,,,commune_not_found"),
            "{}",
            lines[2]
        );
    }
}
