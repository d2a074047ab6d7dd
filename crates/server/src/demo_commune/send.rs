//! Sending the plan through the store's own push, in the order of time.

use std::collections::HashSet;
use std::iter::Peekable;

use domain::permissions::Actor;
use futures_util::future::try_join_all;
use uuid::Uuid;
use wire::entry::{Body, ENTRY_VERSION, Entry, Outcome, Subject};

use crate::state::App;

/// Pushes that wait at the same time: the store commits them together.
const TOGETHER: usize = 200;

/// An entry and when the server received it.
pub(crate) struct Planned {
    /// Who.
    pub actor: Actor,
    /// When, by the server (and by the device), Vietnamese civil time.
    pub at: String,
    /// What.
    pub entry: Entry,
}

impl Planned {
    /// An entry as a device would make it.
    pub(crate) fn new(actor: &Actor, at: &str, subject: Subject, base: u32, stop: Option<Uuid>, body: &Body) -> Self {
        let entry = Entry {
            id: Uuid::now_v7(),
            v: ENTRY_VERSION,
            subject,
            base,
            author: actor.account,
            at: at.to_owned(),
            stop,
            body: serde_json::to_value(body).unwrap_or_default(),
        };
        Self {
            actor: actor.clone(),
            at: at.to_owned(),
            entry,
        }
    }
}

/// One push: entries of one author at one time.
struct Push {
    actor: Actor,
    at: String,
    entries: Vec<Entry>,
}

/// The next pushes that may overtake each other: no two of them are about the same subject.
fn take_independent(rest: &mut Peekable<impl Iterator<Item = Push>>) -> Vec<Push> {
    let mut subjects = HashSet::new();
    let mut chunk = Vec::new();
    while chunk.len() < TOGETHER {
        let fits = |push: &Push| push.entries.iter().all(|entry| !subjects.contains(&entry.subject.id));
        let Some(push) = rest.next_if(fits) else { break };
        subjects.extend(push.entries.iter().map(|entry| entry.subject.id));
        chunk.push(push);
    }
    chunk
}

/// Sends everything; the count of entries, and of those that were not applied.
pub(crate) async fn send(app: &App, mut planned: Vec<Planned>) -> anyhow::Result<(usize, usize)> {
    // Stable: what belongs together stays in its order within the same minute.
    planned.sort_by(|a, b| a.at.cmp(&b.at));
    let mut pushes: Vec<Push> = Vec::new();
    for one in planned {
        match pushes.last_mut() {
            Some(push)
                if push.at == one.at && push.actor == one.actor && push.entries.len() < crate::limits::PUSH_ENTRIES =>
            {
                push.entries.push(one.entry);
            }
            _ => pushes.push(Push {
                actor: one.actor,
                at: one.at,
                entries: vec![one.entry],
            }),
        }
    }
    let (mut sent, mut refused) = (0, 0);
    let mut rest = pushes.into_iter().peekable();
    while rest.peek().is_some() {
        let chunk = take_independent(&mut rest);
        let together = chunk.into_iter().map(|push| async move {
            let author = store::Author {
                actor: push.actor,
                device: None,
            };
            app.store.push(app.commune(), &author, &push.at, push.entries).await
        });
        for result in try_join_all(together).await?.into_iter().flatten() {
            sent += 1;
            match result.outcome {
                Outcome::Applied | Outcome::Merged => {}
                outcome @ (Outcome::Conflict { .. } | Outcome::Refused { .. } | Outcome::Held { .. }) => {
                    refused += 1;
                    tracing::warn!(?outcome, entry = %result.id, "an entry of the demonstration was not applied");
                }
            }
        }
    }
    Ok((sent, refused))
}
