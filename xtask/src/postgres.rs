//! A PostgreSQL cluster of our own for the tests: a temporary folder, a free port, gone at the end.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::repo::find_program;
use crate::{process, serve};

/// How long the cluster may take to come up.
const START_LIMIT: Duration = Duration::from_secs(60);

/// What the cluster survives.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// Nothing: the tests look for lost data in our code, not in the machine's power supply.
    None,
    /// A power cut, as PostgreSQL comes: for measuring.
    PowerCut,
}

/// A running cluster; stopped and deleted when dropped.
pub struct Cluster {
    server: Child,
    folder: PathBuf,
    /// Where the tests find it; its user may create databases.
    pub url: String,
}

/// The folder that holds `initdb` and `postgres`: from PATH, or Debian's with the highest version.
pub fn programs() -> Option<PathBuf> {
    let complete = |folder: &Path| folder.join("initdb").is_file() && folder.join("postgres").is_file();
    // Links lead into a version's folder; postgres finds its own files from there.
    let in_path = find_program("initdb").and_then(|file| fs::canonicalize(file).ok());
    if let Some(folder) = in_path
        .as_deref()
        .and_then(Path::parent)
        .filter(|folder| complete(folder))
    {
        return Some(folder.to_path_buf());
    }
    let version = |folder: &PathBuf| -> Option<u32> { folder.file_name()?.to_str()?.parse().ok() };
    let mut versions: Vec<PathBuf> = fs::read_dir("/usr/lib/postgresql")
        .ok()?
        .flatten()
        .map(|entry| entry.path())
        .collect();
    versions.sort_by_key(version);
    versions
        .into_iter()
        .rev()
        .map(|folder| folder.join("bin"))
        .find(|folder| complete(folder))
}

impl Cluster {
    /// Makes and starts a cluster.
    ///
    /// # Errors
    /// When PostgreSQL is missing or does not come up; with its own words.
    pub fn start(durability: Durability) -> Result<Self> {
        let programs = programs().context("PostgreSQL is missing: initdb and postgres were not found")?;
        let owner = Owner::find()?;
        // In the system's temporary folder: the owner may not be allowed into the target folder.
        let folder = std::env::temp_dir().join(format!("tanthon-postgres-{}", std::process::id()));
        fs::create_dir(&folder).with_context(|| folder.display().to_string())?;
        let cluster = Self::start_in(&programs, &owner, &folder, durability);
        if cluster.is_err() {
            let _ = fs::remove_dir_all(&folder);
        }
        cluster
    }

    fn start_in(programs: &Path, owner: &Owner, folder: &Path, durability: Durability) -> Result<Self> {
        owner.give(folder)?;
        let data = folder.join("data");
        let mut initdb = Command::new(programs.join("initdb"));
        initdb
            .arg("-D")
            .arg(&data)
            .args(["-U", "tanthon", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"]);
        process::read(owner.act(&mut initdb).current_dir(folder))?;

        let port = serve::free_port()?;
        let log_file = folder.join("log");
        let log = File::create(&log_file)?;
        let mut postgres = Command::new(programs.join("postgres"));
        postgres
            .arg("-D")
            .arg(&data)
            .args(["-p", &port.to_string(), "-k"])
            .arg(folder);
        let fast: &[&str] = match durability {
            Durability::None => &["fsync=off", "synchronous_commit=off", "full_page_writes=off"],
            Durability::PowerCut => &[],
        };
        for setting in ["listen_addresses=127.0.0.1", "max_connections=200"].iter().chain(fast) {
            postgres.args(["-c", setting]);
        }
        let server = owner
            .act(&mut postgres)
            .current_dir(folder)
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .spawn()
            .context("postgres could not be started")?;
        let url = format!("postgres://tanthon@127.0.0.1:{port}/postgres");
        let mut cluster = Self {
            server,
            folder: folder.to_path_buf(),
            url,
        };
        cluster
            .wait(&data)
            .with_context(|| fs::read_to_string(&log_file).unwrap_or_default())?;
        Ok(cluster)
    }

    fn wait(&mut self, data: &Path) -> Result<()> {
        let started = Instant::now();
        while started.elapsed() < START_LIMIT {
            if let Some(status) = self.server.try_wait()? {
                bail!("postgres ended at once ({status})");
            }
            // The eighth line is the server's state; pg_ctl reads the same.
            let state = fs::read_to_string(data.join("postmaster.pid")).unwrap_or_default();
            if state.lines().nth(7).is_some_and(|line| line.trim() == "ready") {
                return Ok(());
            }
            thread::sleep(Duration::from_millis(20));
        }
        bail!("postgres was not ready within {} s", START_LIMIT.as_secs())
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // QUIT ends it at once without tidying up; nothing of it is kept.
        let _ = Command::new("kill")
            .args(["-QUIT", &self.server.id().to_string()])
            .status();
        let _ = self.server.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Who runs the cluster: postgres refuses to run as root.
enum Owner {
    Ourselves,
    #[cfg(unix)]
    Other {
        user: u32,
        group: u32,
    },
}

impl Owner {
    #[cfg(unix)]
    fn find() -> Result<Self> {
        if process::read(Command::new("id").arg("-u"))?.trim() != "0" {
            return Ok(Self::Ourselves);
        }
        let users = fs::read_to_string("/etc/passwd")?;
        let ids = |name: &str| {
            let line = users.lines().find(|line| line.split(':').next() == Some(name))?;
            let mut fields = line.split(':').skip(2).map(str::parse);
            Some((fields.next()?.ok()?, fields.next()?.ok()?))
        };
        let (user, group) = ids("postgres")
            .or_else(|| ids("nobody"))
            .context("neither postgres nor nobody is a user here")?;
        Ok(Self::Other { user, group })
    }

    #[cfg(not(unix))]
    fn find() -> Result<Self> {
        Ok(Self::Ourselves)
    }

    /// Gives the folder to the owner.
    fn give(&self, folder: &Path) -> Result<()> {
        match self {
            Self::Ourselves => Ok(()),
            #[cfg(unix)]
            Self::Other { user, group } => std::os::unix::fs::chown(folder, Some(*user), Some(*group))
                .context("the folder could not be given away"),
        }
    }

    /// Lets the command run as the owner.
    fn act<'c>(&self, command: &'c mut Command) -> &'c mut Command {
        match self {
            Self::Ourselves => command,
            #[cfg(unix)]
            Self::Other { user, group } => {
                use std::os::unix::process::CommandExt;
                command.uid(*user).gid(*group)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cluster_comes_up_and_leaves_nothing() {
        if programs().is_none() {
            // `cargo xtask test` installs PostgreSQL before it runs this; a bare `cargo test` need not have it.
            return;
        }
        let cluster = Cluster::start(Durability::None).expect("the cluster comes up");
        let folder = cluster.folder.clone();
        assert!(cluster.url.starts_with("postgres://tanthon@127.0.0.1:"));
        assert!(folder.is_dir());
        drop(cluster);
        assert!(!folder.exists());
    }
}
