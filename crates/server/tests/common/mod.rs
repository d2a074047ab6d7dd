//! A real server on a free port, and a small client that signs in.

#![allow(dead_code, reason = "each test file uses its own part")]

pub mod lists;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, OnceLock, mpsc};
use std::thread::JoinHandle;

use domain::permissions::Role;
use serde_json::{Value, json};
use server::clock::Clock;
use server::config::{Commune, Config, Contact, Server, Village};
use server::security::password;
use server::state::App;
use store::office::accounts::Account;
use tokio::sync::oneshot;
use uuid::Uuid;

pub const PASSWORD: &str = "mat-khau-thu";

/// A folder that goes away with the test.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new() -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("tanthon-test-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&path).expect("the temporary folder is writable");
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

pub fn config() -> Config {
    let village = |id: &str, name: &str| Village {
        id: id.to_owned(),
        name: name.to_owned(),
        distance_km: Some(7.5),
        extremely_difficult: None,
    };
    Config {
        commune: Commune {
            code: "24637".to_owned(),
            name: "Xã Tà Đùng".to_owned(),
            province_code: "68".to_owned(),
            province: "Lâm Đồng".to_owned(),
            demo: false,
        },
        villages: vec![village("v01", "Bon Một"), village("v02", "Thôn Hai")],
        server: Server {
            public_url: Some("https://tadung.example".to_owned()),
            ..Server::default()
        },
        contact: Contact {
            phone: Some("0900 000 000".to_owned()),
            ..Contact::default()
        },
    }
}

pub fn today() -> time::Date {
    time::Date::from_calendar_date(2026, time::Month::November, 20).expect("a real day")
}

/// A running server.
pub struct TestServer {
    pub base: String,
    pub app: Arc<App>,
    pub folder: Folder,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl TestServer {
    pub fn start() -> Self {
        let folder = Folder::new();
        let (ready, started) = mpsc::channel();
        let (stop, stopped) = oneshot::channel::<()>();
        let data = folder.0.clone();
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_multi_thread()
                .enable_all()
                .build()
                .expect("threads");
            runtime.block_on(async {
                let app = server::serve::prepare(&data, None, config(), Clock::on(today()))
                    .await
                    .expect("the server starts");
                accounts(&app).await;
                let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
                let address = listener.local_addr().expect("bound");
                ready
                    .send((app.clone(), format!("http://{address}")))
                    .expect("the test waits");
                let stop = async {
                    let _ = stopped.await;
                };
                server::serve::serve(app.clone(), listener, stop)
                    .await
                    .expect("serving ends well");
                app.store.close().await;
            });
        });
        let (app, base) = started.recv().expect("the server starts");
        Self {
            base,
            app,
            folder,
            stop: Some(stop),
            thread: Some(thread),
        }
    }

    pub fn client(&self, user: &str) -> Client {
        Client::sign_in(&self.base, user, PASSWORD)
    }

    pub fn stranger(&self) -> Client {
        Client::new(&self.base)
    }
}

impl Drop for TestServer {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// One account per role, named like it.
async fn accounts(app: &App) {
    static HASH: OnceLock<String> = OnceLock::new();
    let hash = HASH.get_or_init(|| password::hash(PASSWORD).expect("long enough"));
    for role in Role::ALL {
        let account = Account {
            id: Uuid::now_v7(),
            name: role.code().to_owned(),
            display_name: format!("Cán bộ {}", role.code()),
            roles: vec![role],
            villages: if role == Role::VillageHead {
                vec!["v01".to_owned()]
            } else {
                Vec::new()
            },
            active: true,
            password_hash: hash.clone(),
        };
        let made = app
            .store
            .create_account(app.commune(), &account, None, &app.clock.now_text())
            .await;
        made.expect("the store is empty");
    }
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: std::collections::HashMap<String, String>,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or(Value::Null)
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The error code.
    pub fn code(&self) -> String {
        self.json()["code"].as_str().unwrap_or_default().to_owned()
    }
}

/// A browser of one officer.
pub struct Client {
    agent: ureq::Agent,
    base: String,
    cookies: String,
    pub csrf: String,
    pub account: Uuid,
}

impl Client {
    pub fn new(base: &str) -> Self {
        let agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            // A refusal may come before the body was read, and the connection ends with it: as browsers do, start anew.
            .max_idle_connections(0)
            .build()
            .new_agent();
        Self {
            agent,
            base: base.to_owned(),
            cookies: String::new(),
            csrf: String::new(),
            account: Uuid::nil(),
        }
    }

    pub fn sign_in(base: &str, user: &str, password: &str) -> Self {
        let mut client = Self::new(base);
        let answer = client.try_sign_in(user, password);
        assert_eq!(answer.status, 200, "{}", answer.text());
        client
    }

    pub fn try_sign_in(&mut self, user: &str, password: &str) -> Answer {
        let answer = self.send(
            "POST",
            "/api/session",
            &[("content-type", "application/json")],
            Some(json!({ "user": user, "password": password }).to_string().into_bytes()),
        );
        if answer.status == 200 {
            let cookies = answer.headers.get("set-cookie").cloned().unwrap_or_default();
            self.cookies = cookies
                .split('\n')
                .filter_map(|cookie| cookie.split(';').next())
                .collect::<Vec<_>>()
                .join("; ");
            let view = answer.json();
            self.csrf = view["csrf"].as_str().expect("a token").to_owned();
            self.account = view["user"]["id"].as_str().expect("an id").parse().expect("a UUID");
        }
        answer
    }

    pub fn get(&self, path: &str) -> Answer {
        self.send("GET", path, &[], None)
    }

    pub fn post(&self, path: &str, body: Value) -> Answer {
        self.send(
            "POST",
            path,
            &[("content-type", "application/json")],
            Some(body.to_string().into_bytes()),
        )
    }

    pub fn put(&self, path: &str, body: Value) -> Answer {
        self.send(
            "PUT",
            path,
            &[("content-type", "application/json")],
            Some(body.to_string().into_bytes()),
        )
    }

    pub fn push(&self, entries: &[Value]) -> Answer {
        self.post("/api/sync/push", json!({ "entries": entries }))
    }

    /// One request, with cookies and the token.
    pub fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: Option<Vec<u8>>) -> Answer {
        self.try_send(method, path, headers, body).expect("the server answers")
    }

    pub fn try_send(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<Vec<u8>>,
    ) -> Result<Answer, ureq::Error> {
        let mut request = ureq::http::Request::builder()
            .method(method)
            .uri(format!("{}{path}", self.base));
        if !self.cookies.is_empty() {
            request = request.header("cookie", &self.cookies);
        }
        if !self.csrf.is_empty() {
            request = request.header("x-csrf-token", &self.csrf);
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let mut response = match body {
            Some(body) => self.agent.run(request.body(body).expect("a request"))?,
            None => self.agent.run(request.body(()).expect("a request"))?,
        };
        let mut named = std::collections::HashMap::new();
        for (name, value) in response.headers() {
            let value = value.to_str().unwrap_or_default();
            named
                .entry(name.as_str().to_owned())
                .and_modify(|all: &mut String| *all = format!("{all}\n{value}"))
                .or_insert_with(|| value.to_owned());
        }
        let body = response.body_mut().with_config().limit(100_000_000).read_to_vec()?;
        Ok(Answer {
            status: response.status().as_u16(),
            headers: named,
            body,
        })
    }

    /// An entry as this officer's device makes it.
    pub fn entry(&self, kind: &str, subject: Uuid, base: u32, body: Value) -> Value {
        json!({
            "id": Uuid::now_v7(), "v": 1, "subject": { "kind": kind, "id": subject }, "base": base,
            "author": self.account, "at": "2026-11-20T08:15", "body": body,
        })
    }

    pub fn person(&self, id: Uuid, name: &str, village: &str) -> Value {
        self.entry("person", id, 0, json!({ "type": "person.registered", "record": {
            "id": id, "version": 0, "full_name": name, "birth_date": "1958-03-02", "sex": "female", "village": village,
            "personal_id": "068158000123", "phone": "0912345678",
            "facts": { "disability": "severe", "hiv": true }, "bank_account": "VCB 0123",
        }}))
    }

    pub fn reception(&self, id: Uuid, beneficiary: Uuid, code: &str, village: &str) -> Value {
        self.step(id, 0, json!({ "step": "receive", "intake": intake(beneficiary, code, village), "clock": {
            "received": "2026-11-20T08:10", "starts": "2026-11-23", "due": "2026-12-02T17:00", "limit_days": 7, "limit_unit": "working_day",
        }}))
    }

    pub fn step(&self, dossier: Uuid, base: u32, step: Value) -> Value {
        self.entry(
            "dossier",
            dossier,
            base,
            json!({ "type": "dossier.step", "step": step }),
        )
    }
}

pub fn intake(beneficiary: Uuid, code: &str, village: &str) -> Value {
    json!({
        "procedure": "1.001776", "code": code, "beneficiary": beneficiary, "beneficiary_name": "Nguyễn Thị Mai",
        "capacity": "self", "village": village, "address": "Nhà 3, Bon Một", "phone": "0912345678", "form": "mau_01",
        "answers": {}, "papers": [{ "requirement": "to_khai", "name": "Tờ khai", "state": "provided" }],
        "channel": { "how": "center" }, "place": "stop", "rules_version": "test",
    })
}

pub fn outcomes(answer: &Answer) -> Vec<String> {
    let results = answer.json()["results"].as_array().cloned().unwrap_or_default();
    results
        .iter()
        .map(|result| result["outcome"].as_str().unwrap_or_default().to_owned())
        .collect()
}

/// The folder of the repository.
pub fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}
