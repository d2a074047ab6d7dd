//! Running the program: the demonstration, its data, the check of the rules.

use std::fmt;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use clap::ValueEnum;

use crate::repo::{Repo, cargo};
use crate::{process, web};

/// How long the demonstration may take to write its people and dossiers in a development build.
const SEED_LIMIT: Duration = Duration::from_secs(300);

/// The demonstration communes that `tanthon serve --demo` knows.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Demo {
    /// Xã Tà Đùng, Lâm Đồng: mobile days in the villages.
    TaDung,
    /// Xã Đại Sơn, Hải Phòng: reception and hand-over at home.
    DaiSon,
}

impl fmt::Display for Demo {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::TaDung => "ta-dung",
            Self::DaiSon => "dai-son",
        })
    }
}

/// Builds everything and serves the demonstration until it is stopped.
///
/// # Errors
/// When a build fails or the server stops with an error.
pub fn run(repo: &Repo, demo: Demo, args: &[String]) -> Result<()> {
    web::build(repo)?;
    build_program(repo)?;
    let mut command = Command::new(repo.tanthon());
    command
        .arg("serve")
        .args(["--demo", &demo.to_string()])
        .arg("--data")
        .arg(demo_data(repo, demo));
    if !args.iter().any(|arg| arg.starts_with("--listen")) {
        command.args(["--listen", "127.0.0.1:8080"]);
    }
    become_program(command.args(args))
}

/// Fills a data folder with the demonstration: the server writes it when it starts.
///
/// # Errors
/// When the server does not answer within the limit.
pub fn seed(repo: &Repo, demo: Demo, data: Option<PathBuf>) -> Result<()> {
    web::build(repo)?;
    build_program(repo)?;
    let data = data.unwrap_or_else(|| demo_data(repo, demo));
    let address = SocketAddr::from(([127, 0, 0, 1], free_port()?));
    let started = Instant::now();
    let mut server = Command::new(repo.tanthon())
        .arg("serve")
        .args(["--demo", &demo.to_string(), "--listen", &address.to_string()])
        .arg("--data")
        .arg(&data)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .spawn()
        .context("tanthon could not be started")?;
    let answer = wait_until_healthy(&mut server, address);
    stop(&mut server)?;
    answer?;
    println!(
        "{} holds the demonstration {demo}, written in {:.1} s.",
        data.display(),
        started.elapsed().as_secs_f32()
    );
    Ok(())
}

/// Writes the messy lists of a demonstration commune: police, payments, poor households, old people, disabilities, and
/// one from elsewhere. They name the people of the demonstration that is served on the same day.
///
/// # Errors
/// When the writer does not compile or the folder cannot be written.
pub fn seed_messy(repo: &Repo, demo: Demo, to: Option<PathBuf>) -> Result<()> {
    let folder = to.unwrap_or_else(|| repo.target.join("messy").join(demo.to_string()));
    process::run(
        Command::new(cargo())
            .args(["run", "--quiet", "--package", "demo", "--example", "messy", "--"])
            .args(["--demo", &demo.to_string(), "--to"])
            .arg(&folder)
            .current_dir(&repo.root),
    )
}

/// `tanthon rules check rules`.
///
/// # Errors
/// When the rules have faults.
pub fn check_rules(repo: &Repo) -> Result<()> {
    build_program(repo)?;
    process::run(
        Command::new(repo.tanthon())
            .args(["rules", "check"])
            .arg(repo.path("rules"))
            .current_dir(&repo.root),
    )
}

/// Builds `tanthon` with the development profile, which compiles dependencies with some optimisation.
///
/// # Errors
/// When it does not compile.
pub fn build_program(repo: &Repo) -> Result<()> {
    // With --workspace, features are resolved as for the tests: nothing is compiled twice.
    process::run(
        Command::new(cargo())
            .args(["build", "--workspace", "--bin", "tanthon"])
            .current_dir(&repo.root),
    )
}

/// A port that nobody listens on at this moment.
///
/// # Errors
/// When the machine has no free port.
pub fn free_port() -> Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

/// Asks a process to end and waits for it.
///
/// # Errors
/// When it cannot be waited for.
pub fn stop(child: &mut Child) -> Result<()> {
    let asked = Command::new("kill")
        .args(["-TERM", &child.id().to_string()])
        .stderr(Stdio::null())
        .status();
    if !asked.is_ok_and(|status| status.success()) {
        child.kill()?;
    }
    child.wait()?;
    Ok(())
}

fn demo_data(repo: &Repo, demo: Demo) -> PathBuf {
    repo.target.join("demo-data").join(demo.to_string())
}

fn wait_until_healthy(server: &mut Child, address: SocketAddr) -> Result<()> {
    let started = Instant::now();
    while started.elapsed() < SEED_LIMIT {
        if let Some(status) = server.try_wait()? {
            bail!("tanthon serve ended before it answered ({status})");
        }
        if is_healthy(address) {
            return Ok(());
        }
        thread::sleep(Duration::from_millis(50));
    }
    bail!("tanthon serve did not answer within {} s", SEED_LIMIT.as_secs())
}

fn is_healthy(address: SocketAddr) -> bool {
    let ask = || -> std::io::Result<bool> {
        let mut stream = TcpStream::connect(address)?;
        stream.set_read_timeout(Some(Duration::from_secs(5)))?;
        write!(
            stream,
            "GET /healthz HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n"
        )?;
        let mut status = [0; 12];
        stream.read_exact(&mut status)?;
        Ok(status == *b"HTTP/1.1 200")
    };
    ask().unwrap_or(false)
}

/// Replaces this process: whoever stops `cargo xtask run` stops the server itself.
#[cfg(unix)]
fn become_program(command: &mut Command) -> Result<()> {
    use std::os::unix::process::CommandExt;
    Err(command.exec()).context("tanthon could not be started")
}

#[cfg(not(unix))]
fn become_program(command: &mut Command) -> Result<()> {
    let status = command.status().context("tanthon could not be started")?;
    anyhow::ensure!(status.success(), "tanthon serve ended with {status}");
    Ok(())
}
