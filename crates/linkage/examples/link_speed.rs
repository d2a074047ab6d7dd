//! How fast and how well lists are linked: a commune, a province, and the public FEBRL 4 lists.
//! Prints one JSON line per figure. Run with `--release`; `quick` as the argument leaves the province out.
//!
//! Each list is linked by a process of its own, so that its memory is its own: reading both files, linking and writing.

#![allow(clippy::print_stdout, clippy::print_stderr, clippy::unwrap_used)]

#[path = "febrl/mod.rs"]
mod febrl;
#[path = "../samples/mod.rs"]
mod samples;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use linkage::table::{Table, write};
use linkage::{Options, link};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["measure", folder] => measure(Path::new(folder), &Options::default()),
        ["measure", folder, threshold] => {
            let threshold = threshold.parse().expect("a probability");
            measure(
                Path::new(folder),
                &Options {
                    threshold,
                    ..Options::default()
                },
            );
        }
        ["generate", beneficiaries, residents, folder, seed] => {
            let number = |text: &str| text.parse().expect("a number");
            generate(
                number(beneficiaries),
                number(residents),
                Path::new(folder),
                number(seed) as u64,
            );
        }
        ["febrl"] => febrl::run(),
        ["quick"] => {
            generated("commune", 2_000, 25_000);
            febrl::run();
        }
        _ => {
            generated("commune", 2_000, 25_000);
            generated("province", 100_000, 1_000_000);
            febrl::run();
        }
    }
}

fn folder(name: &str) -> PathBuf {
    let program = std::env::current_exe().expect("this program has a path");
    let folder = program.with_file_name("link_speed_lists").join(name);
    fs::create_dir_all(&folder).expect("a folder beside the program");
    folder
}

fn figure(name: &str, unit: &str, value: f64, on: &str) {
    println!("{{\"name\":\"{name}\",\"unit\":\"{unit}\",\"value\":{value},\"measured_on\":\"{on}\"}}");
}

fn generate(beneficiaries: usize, residents: usize, folder: &Path, seed: u64) -> samples::Lists {
    fs::create_dir_all(folder).unwrap();
    let lists = samples::lists(beneficiaries, residents, seed);
    fs::write(folder.join("beneficiaries.csv"), &lists.beneficiaries).unwrap();
    fs::write(folder.join("residents.csv"), &lists.residents).unwrap();
    let truth: String = lists
        .truth
        .iter()
        .map(|(one, other)| format!("{one},{other}\n"))
        .collect();
    fs::write(folder.join("truth.csv"), truth).unwrap();
    lists
}

fn generated(name: &str, beneficiaries: usize, residents: usize) {
    let folder = folder(name);
    let truth = generate(beneficiaries, residents, &folder, 2026).truth;
    let on = format!("{beneficiaries} × {residents}, generated with seed 2026, files in and out");
    let output = Command::new(std::env::current_exe().unwrap())
        .arg("measure")
        .arg(&folder)
        .output()
        .expect("this program runs again");
    eprint!("{}", String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success());
    let line = String::from_utf8(output.stdout).unwrap();
    let mut numbers = line.split_whitespace().map(|text| text.parse::<f64>().unwrap());
    let (seconds, megabytes) = (numbers.next().unwrap(), numbers.next().unwrap());
    let text = fs::read_to_string(folder.join("pairs.csv")).unwrap();
    let pairs = text.lines().skip(1).filter_map(|row| {
        let mut cells = row.split(',');
        Some((cells.next()?, cells.next()?))
    });
    let quality = samples::quality(pairs, &truth);
    figure(&format!("link_{name}_seconds"), "s", seconds, &on);
    figure(&format!("link_{name}_memory"), "MB", megabytes, &on);
    figure(&format!("link_{name}_precision"), "share", quality.precision, &on);
    figure(&format!("link_{name}_recall"), "share", quality.recall, &on);
    figure(&format!("link_{name}_f1"), "share", quality.f1, &on);
    if !cfg!(debug_assertions) && std::env::var_os("KEEP_LISTS").is_none() {
        let _ = fs::remove_dir_all(&folder);
    }
}

/// Links the lists of a folder; prints the seconds and the peak of memory.
fn measure(folder: &Path, options: &Options) {
    let start = Instant::now();
    let read = |name: &str| Table::read(&fs::read(folder.join(name)).unwrap()).unwrap();
    let (beneficiaries, residents) = (read("beneficiaries.csv"), read("residents.csv"));
    eprintln!("read {:.2} s", start.elapsed().as_secs_f64());
    let linked = link(&beneficiaries, &residents, options);
    fs::write(folder.join("pairs.csv"), write(&beneficiaries, &residents, &linked)).unwrap();
    let seconds = start.elapsed().as_secs_f64();
    let (pairs, rounds) = (linked.model.pairs_compared(), linked.model.rounds());
    eprintln!("{pairs} pairs compared, {rounds} rounds, {} taken", linked.pairs.len());
    println!("{seconds} {}", peak_megabytes());
}

/// The most memory this process has had, from the kernel; 0 where the kernel does not tell.
fn peak_megabytes() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|rest| rest.trim().strip_suffix(" kB")?.parse::<f64>().ok())
        .unwrap_or(0.0)
        / 1024.0
}
