//! Measurements over HTTP: `bench_receptions [--seconds 60] [--dossiers 100000] [--people 50000] [--database-url URL] [--tanthon PATH]`.
//!
//! Starts the program itself as a child on an empty folder and speaks to it like devices do. Prints JSON lines
//! `{name, unit, value, measured_on}` on stdout. `cargo xtask bench` calls it with the release program.

mod device;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use uuid::Uuid;

use device::{Client, PICTURE_BYTES, RECEPTION_BYTES, Server};

const CONNECTIONS: usize = 32;
const PICTURE_CONNECTIONS: usize = 8;
const LISTS_ASKED: usize = 600;

struct Settings {
    seconds: u64,
    dossiers: usize,
    people: usize,
    database_url: Option<String>,
    program: PathBuf,
}

type Failure = Box<dyn std::error::Error + Send + Sync>;

fn main() -> Result<(), Failure> {
    let settings = settings()?;
    let folder = std::env::temp_dir().join(format!("tanthon-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let result = measure(&settings, &folder);
    std::fs::remove_dir_all(&folder)?;
    result
}

fn settings() -> Result<Settings, Failure> {
    let beside = std::env::current_exe()?;
    let program = beside
        .parent()
        .and_then(Path::parent)
        .map(|folder| folder.join("tanthon"))
        .unwrap_or_default();
    let mut settings = Settings {
        seconds: 60,
        dossiers: 100_000,
        people: 50_000,
        database_url: None,
        program,
    };
    let mut arguments = std::env::args().skip(1);
    while let Some(name) = arguments.next() {
        let value = arguments.next().ok_or_else(|| format!("{name} needs a value"))?;
        match name.as_str() {
            "--seconds" => settings.seconds = value.parse()?,
            "--dossiers" => settings.dossiers = value.parse()?,
            "--people" => settings.people = value.parse()?,
            "--database-url" => settings.database_url = Some(value),
            "--tanthon" => settings.program = value.into(),
            _ => return Err(format!("unknown argument {name}").into()),
        }
    }
    Ok(settings)
}

fn measure(settings: &Settings, folder: &Path) -> Result<(), Failure> {
    let engine = if settings.database_url.is_some() {
        "postgresql"
    } else {
        "sqlite"
    };
    receptions(settings, engine, &folder.join("receptions"))?;
    lists(settings, engine, &folder.join("lists"))
}

/// What an empty commune takes in.
fn receptions(settings: &Settings, engine: &str, folder: &Path) -> Result<(), Failure> {
    let server = Server::start(settings, folder, "24637")?;
    let client = server.sign_in()?;
    let rounds = Duration::from_secs(settings.seconds);
    let run = drive(&client, CONNECTIONS, rounds, |client| {
        client.push(vec![client.reception(&Uuid::now_v7(), &[])])
    })?;
    let on = format!(
        "{engine}, {CONNECTIONS} connections, {RECEPTION_BYTES} bytes, {} s",
        settings.seconds
    );
    report("receptions", "per second", run.rate(), &on);
    report("receptions_p99", "ms", run.percentile(99), &on);
    let run = drive(&client, PICTURE_CONNECTIONS, rounds / 2, |client| {
        let hashes = [client.upload()?, client.upload()?];
        client.push(vec![client.reception(&Uuid::now_v7(), &hashes)])
    })?;
    let on = format!(
        "{engine}, {PICTURE_CONNECTIONS} connections, two pictures of {PICTURE_BYTES} bytes, {} s",
        settings.seconds / 2
    );
    report("receptions_with_pictures", "per second", run.rate(), &on);
    report("receptions_with_pictures_p99", "ms", run.percentile(99), &on);
    Ok(())
}

/// How fast lists answer, and what the server takes, with so many people and dossiers: in a commune of its own.
fn lists(settings: &Settings, engine: &str, folder: &Path) -> Result<(), Failure> {
    let server = Server::start(settings, folder, "24640")?;
    let client = server.sign_in()?;
    fill(&client, settings)?;
    let on = format!(
        "{engine}, {} dossiers and {} people",
        settings.dossiers, settings.people
    );
    for (name, paths) in [
        ("board", vec!["/api/board"]),
        (
            "dossier_search",
            vec![
                "/api/dossiers?list=open&q=nguyen%20thi",
                "/api/dossiers?list=all&q=tran%20van%20b",
                "/api/dossiers?list=overdue",
            ],
        ),
        (
            "people_search",
            vec![
                "/api/people?q=nguyen%20thi",
                "/api/people?q=hoa%201958",
                "/api/people?q=tran%20v",
            ],
        ),
    ] {
        for path in &paths {
            client.get(path)?;
        }
        let mut times = Vec::new();
        for round in 0..LISTS_ASKED {
            let started = Instant::now();
            client.get(paths[round % paths.len()])?;
            times.push(started.elapsed());
        }
        report(
            &format!("{name}_p99"),
            "ms",
            Run {
                times,
                took: Duration::ZERO,
            }
            .percentile(99),
            &on,
        );
    }
    let dossier = Uuid::now_v7();
    client.push(vec![client.reception(&dossier, &[])])?;
    let path = format!("/api/dossiers/{dossier}/slips/receipt.pdf");
    client.get(&path)?;
    let mut times = Vec::new();
    for _ in 0..30 {
        let started = Instant::now();
        client.get(&path)?;
        times.push(started.elapsed());
    }
    report(
        "receipt_pdf_p50",
        "ms",
        Run {
            times,
            took: Duration::ZERO,
        }
        .percentile(50),
        "over HTTP, after the first",
    );
    report("resident_memory", "MB", server.resident_megabytes()?, &on);
    // The first question reads and judges everybody; the next ones turn its pages.
    for name in ["missing_out_first", "missing_out_again"] {
        let started = Instant::now();
        client.get("/api/missing-out?limit=50")?;
        report(name, "ms", started.elapsed().as_secs_f64() * 1000.0, &on);
    }
    report(
        "resident_memory_after_missing_out",
        "MB",
        server.resident_megabytes()?,
        &on,
    );
    let list = residence_list(settings.people)?;
    let started = Instant::now();
    client.preview(&list)?;
    let on = format!("{engine}, {0} rows, {0} people", settings.people);
    report("import_to_preview", "s", started.elapsed().as_secs_f64(), &on);
    Ok(())
}

/// A residence list that names everybody, one in fifty without a number.
fn residence_list(people: usize) -> Result<Vec<u8>, Failure> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (column, heading) in (0..).zip(["STT", "Họ và tên", "Năm sinh", "Giới tính", "Số CCCD", "Thôn"]) {
        sheet.write(0, column, heading)?;
    }
    for at in 0..people {
        let row = u32::try_from(at + 1)?;
        sheet.write(row, 0, row)?;
        sheet.write(row, 1, name_of(at))?;
        sheet.write(row, 2, 1935 + row.saturating_sub(1) % 80)?;
        sheet.write(row, 3, "Nữ")?;
        if at % 50 != 0 {
            sheet.write(row, 4, format!("068{at:09}"))?;
        }
        sheet.write(row, 5, "Thôn Một")?;
    }
    Ok(book.save_to_buffer()?)
}

fn name_of(at: usize) -> String {
    let (surnames, middles, given) = (
        ["Nguyễn", "Trần", "Lê", "Phạm", "H'", "K'"],
        ["Thị", "Văn", "Đức", "Minh", "Ngọc"],
        ["Hoa", "Bình", "Mai", "Tuấn", "Lan", "Hùng", "Sáu", "Bé"],
    );
    format!("{} {} {}", surnames[at % 6], middles[at / 6 % 5], given[at / 30 % 8])
}

/// Fills up to the sizes of the measurement, in pushes of 200.
fn fill(client: &Client, settings: &Settings) -> Result<(), Failure> {
    for start in (0..settings.people).step_by(200) {
        let entries = (start..(start + 200).min(settings.people))
            .map(|at| client.person(&name_of(at), at))
            .collect();
        client.push(entries)?;
    }
    let page: Value = serde_json::from_slice(&client.get("/api/dossiers?list=all&limit=1")?)?;
    let there = page["total"].as_u64().unwrap_or_default() as usize;
    for start in (there..settings.dossiers).step_by(200) {
        let entries = (start..(start + 200).min(settings.dossiers))
            .map(|_| client.reception(&Uuid::now_v7(), &[]))
            .collect();
        client.push(entries)?;
    }
    Ok(())
}

struct Run {
    times: Vec<Duration>,
    took: Duration,
}

impl Run {
    fn rate(&self) -> f64 {
        self.times.len() as f64 / self.took.as_secs_f64()
    }

    fn percentile(&self, percent: usize) -> f64 {
        let mut times = self.times.clone();
        times.sort_unstable();
        let at = (times.len() * percent / 100).min(times.len().saturating_sub(1));
        times.get(at).map_or(0.0, |time| time.as_secs_f64() * 1000.0)
    }
}

fn drive(
    client: &Client,
    connections: usize,
    length: Duration,
    work: impl Fn(&Client) -> Result<(), Failure> + Sync,
) -> Result<Run, Failure> {
    let stop = AtomicBool::new(false);
    let started = Instant::now();
    let times = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..connections)
            .map(|_| {
                scope.spawn(|| -> Result<Vec<Duration>, Failure> {
                    let client = client.another();
                    let mut times = Vec::new();
                    while !stop.load(Ordering::Relaxed) {
                        let started = Instant::now();
                        work(&client)?;
                        times.push(started.elapsed());
                    }
                    Ok(times)
                })
            })
            .collect();
        // Not `park_timeout`: a scope that ended before may have left a token, and the wait would end at once.
        std::thread::sleep(length);
        stop.store(true, Ordering::Relaxed);
        workers
            .into_iter()
            .map(|worker| worker.join().map_err(|_| "a worker panicked")?)
            .collect::<Result<Vec<_>, Failure>>()
    })?;
    Ok(Run {
        times: times.into_iter().flatten().collect(),
        took: started.elapsed(),
    })
}

fn report(name: &str, unit: &str, value: f64, on: &str) {
    let value = (value * 100.0).round() / 100.0;
    let line = json!({ "name": name, "unit": unit, "value": value, "measured_on": on });
    writeln!(std::io::stdout(), "{line}").expect("stdout is open");
}
