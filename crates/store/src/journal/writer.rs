//! One writer task per process and commune. It takes every push that waits and commits them together: the disk is
//! asked to be sure once, for many.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::sync::{mpsc, oneshot};
use tokio::time::{Instant, timeout_at};
use wire::entry::{Entry, PushResult};

use super::Author;
use super::batch::process;
use crate::db::Db;
use crate::error::{Result, StoreError};
use crate::schema::Values;

/// Pushes that may wait.
const QUEUE: usize = 256;
/// Entries in one transaction, at most (a single push may have more).
const ENTRIES: usize = 256;
/// How long a push waits for a place in the queue.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long a group waits for those who were in the one before, when there were several.
const LINGER: Duration = Duration::from_millis(3);
/// Entries after which the database first counts its tables again, and each time so many times more: the plans of an
/// empty table, or of a commune that was not there, do not serve a list that is being taken over.
const COUNT_AGAIN: (usize, usize) = (256, 4);

/// One entry and who sent it.
#[derive(Clone, Debug)]
pub(crate) struct Item {
    pub author: Arc<Author>,
    pub entry: Entry,
    /// A held entry that is tried again, rather than one that arrives.
    pub retry: bool,
}

/// What one caller waits for.
pub(crate) struct Job {
    pub now: String,
    pub items: Vec<Item>,
    /// Rows of the table of files, written with the entries.
    pub files: Vec<Values>,
    pub answer: oneshot::Sender<Result<Vec<PushResult>>>,
}

/// The queues of the communes.
#[derive(Default)]
pub(crate) struct Writers {
    queues: Mutex<HashMap<String, mpsc::Sender<Job>>>,
}

impl Writers {
    pub async fn push(
        &self,
        db: &Db,
        commune: &str,
        author: &Author,
        now: &str,
        entries: Vec<Entry>,
    ) -> Result<Vec<PushResult>> {
        let author = Arc::new(author.clone());
        let items = entries
            .into_iter()
            .map(|entry| Item {
                author: author.clone(),
                entry,
                retry: false,
            })
            .collect();
        self.send(db, commune, now, items, Vec::new()).await
    }

    pub async fn retry(&self, db: &Db, commune: &str, now: &str, items: Vec<Item>) -> Result<Vec<PushResult>> {
        self.send(db, commune, now, items, Vec::new()).await
    }

    /// Writes a row of the table of files together with whatever else waits.
    pub async fn file(&self, db: &Db, commune: &str, now: &str, row: Values) -> Result<()> {
        self.send(db, commune, now, Vec::new(), vec![row]).await.map(drop)
    }

    async fn send(
        &self,
        db: &Db,
        commune: &str,
        now: &str,
        items: Vec<Item>,
        files: Vec<Values>,
    ) -> Result<Vec<PushResult>> {
        if items.is_empty() && files.is_empty() {
            return Ok(Vec::new());
        }
        let (answer, result) = oneshot::channel();
        let job = Job {
            now: now.to_owned(),
            items,
            files,
            answer,
        };
        self.queue(db, commune)
            .send_timeout(job, PATIENCE)
            .await
            .map_err(|_| StoreError::Busy)?;
        result.await.map_err(|_| StoreError::Busy)?
    }

    fn queue(&self, db: &Db, commune: &str) -> mpsc::Sender<Job> {
        let mut queues = self.queues.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        match queues.get(commune) {
            Some(queue) if !queue.is_closed() => queue.clone(),
            _ => {
                let (queue, jobs) = mpsc::channel(QUEUE);
                tokio::spawn(run(db.clone(), commune.to_owned(), jobs));
                queues.insert(commune.to_owned(), queue.clone());
                queue
            }
        }
    }
}

async fn run(db: Db, commune: String, mut jobs: mpsc::Receiver<Job>) {
    let mut next = None;
    let mut before = 0;
    let mut written = 0;
    let (mut count_at, times) = COUNT_AGAIN;
    loop {
        let first = match next.take() {
            Some(job) => job,
            None => match jobs.recv().await {
                Some(job) => job,
                None => return,
            },
        };
        let mut entries = first.items.len();
        let mut together = vec![first];
        // Those who were answered just now may be about to send again: with them the disk is asked half as often.
        let expected = if before > 1 { before + jobs.len() } else { 0 };
        let deadline = Instant::now() + LINGER;
        loop {
            let job = match jobs.try_recv() {
                Ok(job) => job,
                Err(_) if together.len() < expected => match timeout_at(deadline, jobs.recv()).await {
                    Ok(Some(job)) => job,
                    Ok(None) | Err(_) => break,
                },
                Err(_) => break,
            };
            if entries + job.items.len() > ENTRIES {
                next = Some(job);
                break;
            }
            entries += job.items.len();
            together.push(job);
        }
        before = together.len();
        work(&db, &commune, together).await;
        written += entries;
        if written >= count_at {
            count_at = written * times;
            let db = db.clone();
            tokio::spawn(async move {
                if let Err(error) = db.count_again().await {
                    tracing::warn!(%error, "the tables could not be counted again");
                }
            });
        }
    }
}

/// Commits the jobs together; when that fails for a reason that lies in one of them, each alone.
async fn work(db: &Db, commune: &str, jobs: Vec<Job>) {
    match process(db, commune, &jobs).await {
        Ok(results) => {
            for (job, results) in jobs.into_iter().zip(results) {
                // The caller may have gone; its entries are stored all the same.
                let _ = job.answer.send(Ok(results));
            }
        }
        Err(error) => {
            tracing::warn!(%error, jobs = jobs.len(), "a group could not be written; each push is tried alone");
            let hopeless = error.is_temporary();
            for job in jobs {
                let result = if hopeless {
                    Err(again(&error))
                } else {
                    alone(db, commune, &job).await
                };
                let _ = job.answer.send(result);
            }
        }
    }
}

/// One push; when it fails, entry by entry, and an entry that the database itself does not take is held.
async fn alone(db: &Db, commune: &str, job: &Job) -> Result<Vec<PushResult>> {
    match process(db, commune, std::slice::from_ref(job)).await {
        Ok(mut results) => return Ok(results.pop().unwrap_or_default()),
        Err(error) if job.items.is_empty() => return Err(error),
        Err(_) => {}
    }
    let mut results = Vec::with_capacity(job.items.len());
    for item in &job.items {
        let (answer, _) = oneshot::channel();
        let single = Job {
            now: job.now.clone(),
            items: vec![item.clone()],
            files: Vec::new(),
            answer,
        };
        let result = match process(db, commune, std::slice::from_ref(&single)).await {
            Ok(mut one) => one.pop().unwrap_or_default(),
            Err(error) if error.is_temporary() => return Err(error),
            Err(error) => {
                tracing::error!(%error, entry = %item.entry.id, "an entry could not be written; it is held");
                vec![super::keep::hold(db, commune, item, &job.now).await?]
            }
        };
        results.extend(result);
    }
    Ok(results)
}

fn again(error: &StoreError) -> StoreError {
    match error {
        StoreError::DiskFull => StoreError::DiskFull,
        _ => StoreError::Busy,
    }
}
