//! The program under measurement, and a device that speaks to it.

use std::io::Write;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::{Failure, Settings};

const PASSWORD: &str = "do-toc-do-2026";
/// What one reception weighs.
pub const RECEPTION_BYTES: usize = 4_000;
/// What one picture weighs.
pub const PICTURE_BYTES: usize = 200_000;

/// The program as a child process.
pub struct Server {
    child: Child,
    base: String,
}

impl Server {
    pub fn start(settings: &Settings, folder: &Path, commune: &str) -> Result<Self, Failure> {
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

    pub fn sign_in(&self) -> Result<Client, Failure> {
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

    pub fn resident_megabytes(&self) -> Result<f64, Failure> {
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
pub struct Client {
    agent: ureq::Agent,
    base: Arc<str>,
    cookies: Arc<str>,
    csrf: Arc<str>,
    account: Uuid,
}

impl Client {
    pub fn another(&self) -> Self {
        Self {
            agent: agent(),
            base: self.base.clone(),
            cookies: self.cookies.clone(),
            csrf: self.csrf.clone(),
            account: self.account,
        }
    }

    pub fn get(&self, path: &str) -> Result<Vec<u8>, Failure> {
        let mut response = self
            .agent
            .get(format!("{}{path}", self.base))
            .header("cookie", &*self.cookies)
            .call()?;
        Ok(response.body_mut().read_to_vec()?)
    }

    pub fn push(&self, entries: Vec<Value>) -> Result<(), Failure> {
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

    /// Brings a list in and waits until it is laid out to be agreed to.
    pub fn preview(&self, list: &[u8]) -> Result<(), Failure> {
        let upload = self.agent.post(format!("{}/api/imports", self.base));
        let mut answer = upload
            .header("cookie", &*self.cookies)
            .header("x-csrf-token", &*self.csrf)
            .header("tanthon-name", "cu-tru.xlsx")
            .send(list)?;
        let begun: Value = serde_json::from_slice(&answer.body_mut().read_to_vec()?)?;
        let path = format!("/api/imports/{}", begun["id"].as_str().unwrap_or_default());
        loop {
            let now: Value = serde_json::from_slice(&self.get(&path)?)?;
            match now["state"].as_str() {
                Some("preview") => return Ok(()),
                Some("reading") => std::thread::sleep(Duration::from_millis(20)),
                _ => return Err(format!("the list was not taken: {now}").into()),
            }
        }
    }

    /// A picture that nobody has sent before; the server sees a JPEG.
    pub fn upload(&self) -> Result<(String, usize), Failure> {
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

    pub fn person(&self, name: &str, at: usize) -> Value {
        let id = Uuid::now_v7();
        self.entry("person", &id, json!({ "type": "person.registered", "record": {
            "id": id, "version": 0, "full_name": name, "birth_date": (1935 + at % 80).to_string(), "sex": "female", "village": "v01",
            "personal_id": format!("068{:09}", at), "facts": { "disability": if at.is_multiple_of(9) { "severe" } else { "none" } },
        }}))
    }

    pub fn reception(&self, id: &Uuid, pictures: &[(String, usize)]) -> Value {
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
