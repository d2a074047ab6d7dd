//! The real program as a process: made by its own commands, killed in the middle of a push, restored from a backup.

#![allow(clippy::unwrap_used)]

use std::io::Write;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use uuid::Uuid;

mod common;

use common::{Client, Folder, PASSWORD};

const PROGRAM: &str = env!("CARGO_BIN_EXE_tanthon");

fn tanthon(arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(PROGRAM)
        .args(arguments)
        .env("TANTHON_TODAY", "2026-11-20")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

fn set_up(folder: &Path) {
    common::config().write(folder).unwrap();
    let data = folder.display().to_string();
    for role in ["center", "social"] {
        let added = tanthon(
            &[
                "user",
                "add",
                role,
                "--data",
                &data,
                "--display-name",
                "Cán bộ",
                "--role",
                role,
            ],
            &format!("{PASSWORD}\n"),
        );
        assert!(added.status.success(), "{}", String::from_utf8_lossy(&added.stderr));
    }
}

fn serve(folder: &Path) -> (Child, String) {
    let port = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let address = format!("127.0.0.1:{port}");
    let mut child = Command::new(PROGRAM)
        .args(["serve", "--data"])
        .arg(folder)
        .args(["--listen", &address])
        .env("TANTHON_TODAY", "2026-11-20")
        .env("TANTHON_LOG", "error")
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    // The first line is the address: the program is ready.
    let mut line = String::new();
    let mut out = std::io::BufReader::new(child.stdout.take().unwrap());
    std::io::BufRead::read_line(&mut out, &mut line).unwrap();
    assert_eq!(line.trim(), format!("http://{address}"));
    (child, line.trim().to_owned())
}

#[test]
fn a_push_survives_the_death_of_the_server() {
    let folder = Folder::new();
    set_up(&folder.0);
    let dossiers: Vec<Uuid> = (0..200).map(|_| Uuid::now_v7()).collect();
    let mut entries = Vec::new();
    // Killed at another moment each time: before, while and after the push is worked on.
    for milliseconds in [0, 5, 20, 60] {
        let (mut child, base) = serve(&folder.0);
        let client = Client::sign_in(&base, "center", PASSWORD);
        if entries.is_empty() {
            entries = dossiers
                .iter()
                .enumerate()
                .map(|(at, id)| client.reception(*id, Uuid::now_v7(), &format!("T24637-261120-{at:06}"), "v01"))
                .collect();
        }
        let entries = entries.clone();
        let started = Instant::now();
        let push = std::thread::spawn(move || {
            client.try_send(
                "POST",
                "/api/sync/push",
                &[("content-type", "application/json")],
                Some(serde_json::json!({ "entries": entries }).to_string().into_bytes()),
            )
        });
        while started.elapsed() < Duration::from_millis(milliseconds) {
            std::thread::yield_now();
        }
        child.kill().unwrap();
        child.wait().unwrap();
        // Answered or cut off: the device cannot know, and sends everything again.
        drop(push.join().unwrap());
    }
    let (mut child, base) = serve(&folder.0);
    let client = Client::sign_in(&base, "center", PASSWORD);
    let answer = client.push(&entries);
    assert_eq!(common::outcomes(&answer), vec!["applied"; 200]);
    let list = client.get("/api/dossiers?list=all&limit=1").json();
    assert_eq!(list["total"], 200, "each exactly once");
    child.kill().unwrap();
    child.wait().unwrap();
    let verified = tanthon(&["verify", "--data", &folder.0.display().to_string()], "");
    assert!(
        verified.status.success(),
        "{}",
        String::from_utf8_lossy(&verified.stdout)
    );
}

#[test]
fn a_backup_holds_everything_and_the_commands_say_what_is_wrong() {
    let folder = Folder::new();
    set_up(&folder.0);
    let data = folder.0.display().to_string();
    let (mut child, base) = serve(&folder.0);
    let client = Client::sign_in(&base, "center", PASSWORD);
    client.push(&[client.reception(Uuid::now_v7(), Uuid::now_v7(), "T24637-261120-AAAAAA", "v01")]);
    let archive = folder.0.join("sao-luu.tar").display().to_string();
    let backup = tanthon(&["backup", "--data", &data, "--to", &archive], "");
    assert!(
        backup.status.success(),
        "while the server runs: {}",
        String::from_utf8_lossy(&backup.stderr)
    );
    child.kill().unwrap();
    child.wait().unwrap();

    let other = Folder::new();
    let restored = other.0.display().to_string();
    let result = tanthon(&["restore", "--data", &restored, "--from", &archive], "");
    assert!(result.status.success(), "{}", String::from_utf8_lossy(&result.stderr));
    let export = tanthon(&["export", "--data", &restored], "");
    assert!(String::from_utf8_lossy(&export.stdout).contains("T24637-261120-AAAAAA"));
    assert!(tanthon(&["verify", "--data", &restored], "").status.success());
    let users = tanthon(&["user", "list", "--data", &restored], "");
    assert_eq!(String::from_utf8_lossy(&users.stdout).lines().count(), 2);
    assert!(tanthon(&["config", "check", "--data", &restored], "").status.success());

    assert_eq!(
        tanthon(&["restore", "--data", &restored, "--from", &archive], "")
            .status
            .code(),
        Some(1),
        "not over data"
    );
    assert_eq!(
        tanthon(
            &[
                "user",
                "add",
                "x",
                "--data",
                &data,
                "--display-name",
                "X",
                "--role",
                "social"
            ],
            "ngan\n"
        )
        .status
        .code(),
        Some(1)
    );
    assert_eq!(tanthon(&["user", "add"], "").status.code(), Some(2));
}
