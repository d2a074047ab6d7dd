//! How many complete dossier receptions the store accepts durably, and how fast the board and the search answer.
//!
//! `cargo run --release -p store --example receptions -- [--database-url URL] [--data DIR] [--seconds N]
//! [--connections N] [--dossiers N]` prints JSON lines `{name, unit, value, measured_on}`. Without `--dossiers` only
//! receptions are measured; with it, so many dossiers are written first and lists are asked after.
#![allow(clippy::print_stdout)]

#[path = "../tests/conformance/fixture.rs"]
#[allow(dead_code)]
mod fixture;

use std::time::{Duration, Instant};

use serde_json::json;
use store::read::dossiers::{DossierList, DossierQuery};
use store::{Config, Store};
use uuid::Uuid;
use wire::entry::Entry;

use fixture::{COMMUNE, NOW, officer};

/// The commune whose lists are asked for, apart from the one that takes in as much as it can.
const LISTS: &str = "24640";

type Fallible<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

const FAMILIES: [&str; 8] = ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "K’", "H'", "Đặng"];
const MIDDLES: [&str; 6] = ["Văn", "Thị", "Đức", "Ngọc", "Minh", "Xuân"];
const GIVEN: [&str; 12] = [
    "An", "Bình", "Châu", "Dũng", "Hoa", "Hùng", "Lan", "Mai", "Nga", "Phúc", "Quang", "Bia",
];

fn name(number: usize) -> String {
    let family = FAMILIES[number % FAMILIES.len()];
    let middle = MIDDLES[number / 7 % MIDDLES.len()];
    format!(
        "{family} {middle} {} {}",
        GIVEN[number / 5 % GIVEN.len()],
        GIVEN[number / 11 % GIVEN.len()]
    )
}

/// A reception of about 4 kB.
fn reception(number: usize) -> Entry {
    let day = 1 + number % 28;
    let village = format!("v{:02}", 1 + number % 20);
    let due = format!("2026-11-{day:02}T16:10");
    let mut entry = fixture::receive(
        &officer(),
        Uuid::now_v7(),
        &format!("TD-{number:07}"),
        &name(number),
        &village,
        &due,
    );
    entry.body["step"]["intake"]["answers"]["story"] = json!("Hoàn cảnh gia đình khó khăn. ".repeat(85));
    entry
}

struct Options {
    config: Config,
    seconds: u64,
    connections: usize,
    dossiers: usize,
}

fn options() -> Fallible<Options> {
    let mut options = Options {
        config: Config {
            data_dir: std::env::temp_dir().join("tanthon-receptions"),
            database_url: None,
        },
        seconds: 10,
        connections: 32,
        dossiers: 0,
    };
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let value = arguments.next().ok_or("a value is missing")?;
        match argument.as_str() {
            "--data" => options.config.data_dir = value.into(),
            "--database-url" => options.config.database_url = Some(value),
            "--seconds" => options.seconds = value.parse()?,
            "--connections" => options.connections = value.parse()?,
            "--dossiers" => options.dossiers = value.parse()?,
            _ => return Err(format!("unknown option {argument}").into()),
        }
    }
    Ok(options)
}

fn percentile(sorted: &[Duration], part: f64) -> f64 {
    let index = ((sorted.len() as f64 * part) as usize).min(sorted.len().saturating_sub(1));
    sorted.get(index).map_or(0.0, |time| time.as_secs_f64() * 1000.0)
}

fn report(name: &str, unit: &str, value: f64, measured_on: &str) {
    println!(
        "{}",
        json!({"name": name, "unit": unit, "value": (value * 100.0).round() / 100.0, "measured_on": measured_on})
    );
}

#[tokio::main]
async fn main() -> Fallible<()> {
    let options = options()?;
    let engine = if options.config.database_url.is_some() {
        "postgresql"
    } else {
        "sqlite"
    };
    let cores = std::thread::available_parallelism()?;
    let store = Store::open(&options.config).await?;
    for commune in [COMMUNE, LISTS] {
        store.create_commune(commune, NOW).await?;
    }
    let on = format!(
        "{engine}, {cores} cores, in process, {} connections",
        options.connections
    );
    let bytes = serde_json::to_vec(&reception(1))?.len();
    report("reception_size", "bytes", bytes as f64, &on);
    receptions(&store, &options, &on).await?;
    if options.dossiers > 0 {
        fill(&store, options.dossiers).await?;
        lists(
            &store,
            &format!("{engine}, {cores} cores, in process, {} dossiers", options.dossiers),
        )
        .await?;
    }
    store.close().await;
    Ok(())
}

async fn receptions(store: &Store, options: &Options, on: &str) -> Fallible<()> {
    let begin = Instant::now();
    let end = begin + Duration::from_secs(options.seconds);
    let mut tasks = Vec::new();
    for connection in 0..options.connections {
        let store = store.clone();
        tasks.push(tokio::spawn(async move {
            let author = officer();
            let mut times = Vec::new();
            let mut number = connection;
            while Instant::now() < end {
                let entry = reception(number);
                let start = Instant::now();
                let results = store.push(COMMUNE, &author, NOW, vec![entry]).await?;
                times.push(start.elapsed());
                if results.first().and_then(|result| result.seq).is_none() {
                    return Err("a reception was not accepted".into());
                }
                number += 32;
            }
            Fallible::Ok(times)
        }));
    }
    let mut times = Vec::new();
    for task in tasks {
        times.extend(task.await??);
    }
    let seconds = begin.elapsed().as_secs_f64();
    times.sort();
    report("receptions", "per second", times.len() as f64 / seconds, on);
    report("receptions_p50", "ms", percentile(&times, 0.5), on);
    report("receptions_p99", "ms", percentile(&times, 0.99), on);
    Ok(())
}

async fn fill(store: &Store, dossiers: usize) -> Fallible<()> {
    let author = officer();
    for start in (0..dossiers).step_by(200) {
        let entries = (start..dossiers.min(start + 200)).map(|number| {
            let mut entry = reception(number);
            entry.body["step"]["intake"]["answers"] = json!({});
            entry
        });
        store.push(LISTS, &author, NOW, entries.collect()).await?;
    }
    Ok(())
}

async fn lists(store: &Store, on: &str) -> Fallible<()> {
    let start = Instant::now();
    store.board_counts(LISTS, "2026-11-20", "2026-11-23", None).await?;
    report(
        "first_board_after_start",
        "ms",
        start.elapsed().as_secs_f64() * 1000.0,
        on,
    );
    let mut times = Vec::new();
    for number in 0..200 {
        let (today, tomorrow) = (
            format!("2026-10-{:02}", 1 + number % 28),
            format!("2026-11-{:02}", 1 + number % 28),
        );
        let start = Instant::now();
        store.board_counts(LISTS, &today, &tomorrow, None).await?;
        times.push(start.elapsed());
    }
    times.sort();
    report("board_p99", "ms", percentile(&times, 0.99), on);
    for list in [DossierList::Overdue, DossierList::Open, DossierList::DueToday] {
        times.clear();
        for _ in 0..50 {
            let start = Instant::now();
            store
                .dossiers(LISTS, &DossierQuery::of(list, "2026-11-20", "2026-11-23"))
                .await?;
            times.push(start.elapsed());
        }
        times.sort();
        report(&format!("list_{}_p99", list.code()), "ms", percentile(&times, 0.99), on);
    }
    times.clear();
    for number in 0..200 {
        let name = name(number * 37);
        for length in [1, 3, 6, 9, 14, 20] {
            let mut wanted = DossierQuery::of(DossierList::All, "2026-11-20", "2026-11-23");
            wanted.text = Some(name.chars().take(length).collect());
            let start = Instant::now();
            store.dossiers(LISTS, &wanted).await?;
            times.push(start.elapsed());
        }
    }
    for number in 0..200 {
        let mut wanted = DossierQuery::of(DossierList::All, "2026-11-20", "2026-11-23");
        wanted.text = Some(format!("TD-{:07}", number * 431));
        let start = Instant::now();
        store.dossiers(LISTS, &wanted).await?;
        times.push(start.elapsed());
    }
    times.sort();
    report("search_p50", "ms", percentile(&times, 0.5), on);
    report("search_p99", "ms", percentile(&times, 0.99), on);
    Ok(())
}
