//! Measurements over HTTP: `bench_receptions [--seconds 60] [--dossiers 100000] [--people 50000] [--database-url URL] [--tanthon PATH]`.
//!
//! Starts the program itself as a child on an empty folder and speaks to it like devices do. Prints JSON lines
//! `{name, unit, value, measured_on}` on stdout. `cargo xtask bench` calls it with the release program.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use uuid::Uuid;

const PASSWORD: &str = "do-toc-do-2026";
const RECEPTION_BYTES: usize = 4_000;
const PICTURE_BYTES: usize = 200_000;
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
    Ok(())
}

/// Fills up to the sizes of the measurement, in pushes of 200.
fn fill(client: &Client, settings: &Settings) -> Result<(), Failure> {
    let (surnames, middles, given) = (
        ["Nguyễn", "Trần", "Lê", "Phạm", "H'", "K'"],
        ["Thị", "Văn", "Đức", "Minh", "Ngọc"],
        ["Hoa", "Bình", "Mai", "Tuấn", "Lan", "Hùng", "Sáu", "Bé"],
    );
    let name = |at: usize| format!("{} {} {}", surnames[at % 6], middles[at / 6 % 5], given[at / 30 % 8]);
    for start in (0..settings.people).step_by(200) {
        let entries = (start..(start + 200).min(settings.people))
            .map(|at| client.person(&name(at), at))
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

/// The program as a child process.
struct Server {
    child: Child,
    base: String,
}

impl Server {
    fn start(settings: &Settings, folder: &Path, commune: &str) -> Result<Self, Failure> {
        std::fs::create_dir_all(folder)?;
        let port = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        std::fs::write(
            folder.join("tanthon.toml"),
            format!(
                "[commune]\ncode = \"{commune}\"\nname = \"Xã Tà Đùng\"\nprovince_code = \"68\"\nprovince = \"Lâm Đồng\"\n[[village]]\nid = \"v01\"\nname = \"Thôn Một\"\n"
            ),
        )?;
        let mut arguments = vec!["--data".to_owned(), folder.display().to_string()];
        if let Some(url) = &settings.database_url {
            arguments.extend(["--database-url".to_owned(), url.clone()]);
        }
        let mut add = Command::new(&settings.program)
            .args([
                "user",
                "add",
                "canbo",
                "--display-name",
                "Cán bộ",
                "--role",
                "social",
                "--role",
                "center",
            ])
            .args(&arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()?;
        writeln!(add.stdin.take().ok_or("no stdin")?, "{PASSWORD}")?;
        if !add.wait()?.success() {
            return Err("the account cannot be made; is the database empty?".into());
        }
        let child = Command::new(&settings.program)
            .args(["serve", "--listen", &format!("127.0.0.1:{port}")])
            .args(&arguments)
            .env("TANTHON_LOG", "warn")
            .stdout(Stdio::null())
            .spawn()?;
        Ok(Self {
            child,
            base: format!("http://127.0.0.1:{port}"),
        })
    }

    fn sign_in(&self) -> Result<Client, Failure> {
        let agent = agent();
        let started = Instant::now();
        let body = json!({ "user": "canbo", "password": PASSWORD }).to_string();
        let mut response = loop {
            match agent
                .post(format!("{}/api/session", self.base))
                .header("content-type", "application/json")
                .send(body.as_str())
            {
                Ok(response) => break response,
                Err(error) if started.elapsed() > Duration::from_secs(30) => return Err(error.into()),
                Err(_) => std::thread::park_timeout(Duration::from_millis(50)),
            }
        };
        let cookies: Vec<String> = response
            .headers()
            .get_all("set-cookie")
            .iter()
            .filter_map(|value| value.to_str().ok()?.split(';').next().map(str::to_owned))
            .collect();
        let view: Value = serde_json::from_slice(&response.body_mut().read_to_vec()?)?;
        Ok(Client {
            agent,
            base: Arc::from(self.base.as_str()),
            cookies: Arc::from(cookies.join("; ")),
            csrf: Arc::from(view["csrf"].as_str().unwrap_or_default()),
            account: view["user"]["id"].as_str().unwrap_or_default().parse()?,
        })
    }

    fn resident_megabytes(&self) -> Result<f64, Failure> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status
            .lines()
            .find_map(|line| line.strip_prefix("VmRSS:"))
            .ok_or("no VmRSS")?;
        let kilobytes: f64 = line.trim().trim_end_matches(" kB").parse()?;
        Ok(kilobytes / 1024.0)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn agent() -> ureq::Agent {
    ureq::Agent::config_builder()
        .timeout_global(Some(Duration::from_secs(60)))
        .build()
        .new_agent()
}

/// One connection.
struct Client {
    agent: ureq::Agent,
    base: Arc<str>,
    cookies: Arc<str>,
    csrf: Arc<str>,
    account: Uuid,
}

impl Client {
    fn another(&self) -> Self {
        Self {
            agent: agent(),
            base: self.base.clone(),
            cookies: self.cookies.clone(),
            csrf: self.csrf.clone(),
            account: self.account,
        }
    }

    fn get(&self, path: &str) -> Result<Vec<u8>, Failure> {
        let mut response = self
            .agent
            .get(format!("{}{path}", self.base))
            .header("cookie", &*self.cookies)
            .call()?;
        Ok(response.body_mut().read_to_vec()?)
    }

    fn push(&self, entries: Vec<Value>) -> Result<(), Failure> {
        let count = entries.len();
        let body = json!({ "entries": entries }).to_string();
        let request = self
            .agent
            .post(format!("{}/api/sync/push", self.base))
            .header("cookie", &*self.cookies)
            .header("x-csrf-token", &*self.csrf);
        let mut response = request.header("content-type", "application/json").send(body)?;
        let answer: Value = serde_json::from_slice(&response.body_mut().read_to_vec()?)?;
        let applied = answer["results"].as_array().map_or(0, |results| {
            results.iter().filter(|result| result["outcome"] == "applied").count()
        });
        if applied == count {
            Ok(())
        } else {
            Err(format!("{applied} of {count} applied: {answer}").into())
        }
    }

    /// A picture that nobody has sent before; the server sees a JPEG.
    fn upload(&self) -> Result<(String, usize), Failure> {
        let mut bytes = b"\xff\xd8\xff\xe0".to_vec();
        bytes.extend(Uuid::new_v4().as_bytes().iter().copied().cycle().take(PICTURE_BYTES));
        bytes.extend(b"\xff\xd9");
        let hash: String = Sha256::digest(&bytes)
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        let announce = self.agent.post(format!("{}/api/files", self.base));
        announce
            .header("cookie", &*self.cookies)
            .header("x-csrf-token", &*self.csrf)
            .header("upload-length", bytes.len().to_string())
            .header("tanthon-hash", &hash)
            .header("content-type", "image/jpeg")
            .send(&bytes[..])?;
        Ok((hash, bytes.len()))
    }

    fn entry(&self, kind: &str, subject: &Uuid, body: Value) -> Value {
        json!({ "id": Uuid::now_v7(), "v": 1, "subject": { "kind": kind, "id": subject }, "base": 0, "author": self.account, "at": "2026-11-20T08:15", "body": body })
    }

    fn person(&self, name: &str, at: usize) -> Value {
        let id = Uuid::now_v7();
        self.entry("person", &id, json!({ "type": "person.registered", "record": {
            "id": id, "version": 0, "full_name": name, "birth_date": (1935 + at % 80).to_string(), "sex": "female", "village": "v01",
            "personal_id": format!("068{:09}", at), "facts": { "disability": if at.is_multiple_of(9) { "severe" } else { "none" } },
        }}))
    }

    fn reception(&self, id: &Uuid, pictures: &[(String, usize)]) -> Value {
        let letters: String = id.simple().to_string().to_uppercase();
        let files: Vec<Value> = pictures
            .iter()
            .map(|(hash, size)| json!({ "hash": hash, "mime": "image/jpeg", "size": size }))
            .collect();
        let mut entry = self.entry("dossier", id, json!({ "type": "dossier.step", "step": { "step": "receive",
            "intake": {
                "procedure": "1.001776", "code": format!("T24637-261120-{}", &letters[20..]), "beneficiary": Uuid::now_v7(),
                "beneficiary_name": "Nguyễn Thị Mai", "capacity": "self", "village": "v01", "form": "", "answers": { "ghi_chu": "" },
                "papers": [{ "requirement": "to_khai", "name": "Tờ khai", "state": "provided", "files": files }],
                "channel": { "how": "center" }, "place": "stop", "rules_version": "bench",
            },
            "clock": { "received": "2026-11-20T08:10", "starts": "2026-11-23", "due": "2026-12-02T17:00", "limit_days": 7, "limit_unit": "working_day" },
        }}));
        let short = entry.to_string().len();
        let padding = "x".repeat(RECEPTION_BYTES.saturating_sub(short));
        entry["body"]["step"]["intake"]["answers"]["ghi_chu"] = Value::from(padding);
        entry
    }
}
