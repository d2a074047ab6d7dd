//! The commune: its devices, its server, and the network between them.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use domain::permissions::{Actor, Role};
use store::read::changes::Scope;
use store::read::kept::KeptDecision;
use store::{Author, Config, Store};
use tempfile::TempDir;
use time::{Date, Month, PrimitiveDateTime};
use uuid::Uuid;
use wire::entry::{PushResult, SubjectKind};

use crate::device::Device;
use crate::network::{Fate, Parcel};
use crate::random::Random;
use crate::work::{self, Made, STOP};

/// The commune.
pub const COMMUNE: &str = "24637";

/// Entries per parcel, at most.
const PARCEL: usize = 6;

/// Everything there is.
pub struct World {
    /// Draws every decision.
    pub random: Random,
    /// The server.
    pub store: Store,
    config: Config,
    _folder: TempDir,
    minutes: i64,
    /// The devices.
    pub devices: Vec<Device>,
    delayed: Vec<Parcel>,
    /// Entries in the order in which they were made.
    pub made: Vec<Made>,
    /// The first answer of the server to each entry, whether or not a device saw it.
    answered: BTreeMap<Uuid, PushResult>,
    /// Entries of which the server may have worked without anybody seeing its answer.
    unheard: BTreeSet<Uuid>,
    /// How often each thing happened.
    pub happened: BTreeMap<&'static str, u32>,
}

/// Account, role, villages of a village head, and what the device carries (`None`: everything).
type Issued = (u128, Role, &'static [&'static str], Option<&'static [&'static str]>);

/// The devices of the commune.
const DEVICES: [Issued; 10] = [
    (1, Role::Center, &[], None),
    (1, Role::Center, &[], Some(&["v01"])),
    (2, Role::Center, &[], Some(&["v01", "v02"])),
    (3, Role::Social, &[], None),
    (3, Role::Social, &[], None),
    (4, Role::Social, &[], Some(&["v02"])),
    (5, Role::Leader, &[], None),
    (6, Role::Police, &[], None),
    (7, Role::Health, &[], None),
    (8, Role::VillageHead, &["v01"], Some(&["v01"])),
];

impl World {
    /// An empty commune.
    ///
    /// # Errors
    /// When the store cannot be made.
    pub async fn new(seed: u64) -> Result<World> {
        let mut random = Random::new(seed);
        let folder = tempfile::tempdir()?;
        let config = Config {
            data_dir: folder.path().join("data"),
            database_url: None,
        };
        let store = Store::open(&config).await?;
        store.create_commune(COMMUNE, "2026-11-10T07:00").await?;
        let devices = DEVICES
            .iter()
            .zip(0_u128..)
            .map(|((account, role, villages, carries), number)| {
                let actor = Actor {
                    account: Uuid::from_u128(*account),
                    roles: vec![*role],
                    villages: villages.iter().map(|village| (*village).to_owned()).collect(),
                };
                let author = Author {
                    actor,
                    device: Some(Uuid::from_u128(0xD0 + number)),
                };
                let scope = Scope {
                    villages: carries.map(|list| list.iter().map(|village| (*village).to_owned()).collect()),
                    stop: (carries.is_some() && *role != Role::VillageHead).then_some(STOP),
                };
                let error = if random.percent(30) {
                    random.below(2 * 2880) as i64 - 2880
                } else {
                    0
                };
                Device::new(author, scope, error)
            });
        let devices = devices.collect();
        Ok(World {
            random,
            store,
            config,
            _folder: folder,
            minutes: 0,
            devices,
            delayed: Vec::new(),
            made: Vec::new(),
            answered: BTreeMap::new(),
            unheard: BTreeSet::new(),
            happened: BTreeMap::new(),
        })
    }

    fn moment(&self, error_minutes: i64) -> PrimitiveDateTime {
        let start = Date::from_calendar_date(2026, Month::November, 10).expect("a day of the calendar");
        let start = start.with_hms(7, 0, 0).expect("a time of the day");
        start + time::Duration::minutes(self.minutes + error_minutes)
    }

    /// The server's time.
    pub fn now(&self) -> String {
        domain::date::format_date_time(self.moment(0))
    }

    fn note(&mut self, what: &'static str) {
        *self.happened.entry(what).or_default() += 1;
    }

    /// One thing happens.
    ///
    /// # Errors
    /// When the server fails or contradicts itself.
    pub async fn act(&mut self) -> Result<()> {
        self.minutes += self.random.below(20) as i64;
        let place = self.random.below(self.devices.len());
        match self.random.below(100) {
            // Not every idea leads to an entry.
            0..55 => (0..3).for_each(|_| self.work(place)),
            55..75 => {
                let fate = Fate::draw(&mut self.random);
                self.push(place, fate).await?;
            }
            75..88 => self.pull(place, false).await?,
            88..94 if !self.delayed.is_empty() => {
                let late = self.random.below(self.delayed.len());
                let parcel = self.delayed.remove(late);
                self.note("delivered late");
                self.serve(&parcel).await?;
            }
            94..97 => self.restart().await?,
            _ => self.close_one().await?,
        }
        Ok(())
    }

    fn work(&mut self, place: usize) {
        let Some(device) = self.devices.get(place) else { return };
        let now = domain::date::format_date_time(self.moment(device.clock_error_minutes));
        let ms = u64::try_from((self.minutes + 29_700_000) * 60_000).unwrap_or_default();
        let dossiers = self
            .made
            .iter()
            .map(|made| made.entry.subject)
            .filter(|it| it.kind == SubjectKind::Dossier);
        let elsewhere: Vec<Uuid> = dossiers.map(|it| it.id).collect();
        if let Some(made) = work::entry(device, place, &mut self.random, &now, ms, &elsewhere) {
            self.devices[place].outbox.push(made.entry.clone());
            self.made.push(made);
        }
    }

    /// The server works through a parcel. What it answers twice must be the same.
    async fn serve(&mut self, parcel: &Parcel) -> Result<Vec<PushResult>> {
        let now = self.now();
        let results = self
            .store
            .push(COMMUNE, &parcel.author, &now, parcel.entries.clone())
            .await?;
        ensure!(
            results.len() == parcel.entries.len(),
            "{} answers to {} entries",
            results.len(),
            parcel.entries.len()
        );
        for (entry, result) in parcel.entries.iter().zip(&results) {
            ensure!(
                entry.id == result.id,
                "an answer to {} where {} was sent",
                result.id,
                entry.id
            );
            let heard = self.unheard.remove(&entry.id);
            match self.answered.get(&entry.id) {
                None => ensure!(!result.duplicate || heard, "new, but called a duplicate: {result:?}"),
                Some(first) => {
                    ensure!(result.duplicate, "worked on twice: {first:?}, {result:?}");
                    ensure!(
                        first.seq.is_none() || first.seq == result.seq,
                        "moved: {first:?}, {result:?}"
                    );
                }
            }
            self.answered.insert(entry.id, result.clone());
        }
        Ok(results)
    }

    async fn push(&mut self, place: usize, fate: Fate) -> Result<()> {
        let size = 1 + self.random.below(PARCEL);
        let Some(device) = self.devices.get(place) else {
            return Ok(());
        };
        let entries: Vec<_> = device.outbox.iter().take(size).cloned().collect();
        if entries.is_empty() {
            return Ok(());
        }
        let parcel = Parcel {
            author: device.author.clone(),
            entries,
        };
        match fate {
            Fate::CutBefore => self.note("cut before"),
            Fate::Arrives => {
                let results = self.serve(&parcel).await?;
                self.devices[place].settle(&results);
            }
            Fate::CutAfter => {
                self.serve(&parcel).await?;
                self.note("cut after");
            }
            Fate::ServerDies => {
                self.serve(&parcel).await?;
                self.reopen().await?;
                self.note("server died");
            }
            Fate::ArrivesTwice => {
                let results = self.serve(&parcel).await?;
                self.devices[place].settle(&results);
                self.delayed.push(parcel);
                self.note("sent twice");
            }
            Fate::ArrivesLate => self.delayed.push(parcel),
            Fate::DeviceDies => {
                let results = self.serve(&parcel).await?;
                let written = self.random.below(results.len() + 1);
                self.devices[place].settle(&results[..written]);
                self.note("device died");
            }
            Fate::HangsUp => {
                let now = self.now();
                let push = self.store.push(COMMUNE, &parcel.author, &now, parcel.entries.clone());
                // No time at all: the push is begun, and then nobody waits for it any more.
                let _ = tokio::time::timeout(Duration::ZERO, push).await;
                let new = parcel
                    .entries
                    .iter()
                    .map(|entry| entry.id)
                    .filter(|id| !self.answered.contains_key(id));
                self.unheard.extend(new);
                let results = self.serve(&parcel).await?;
                self.devices[place].settle(&results);
                self.note("hung up");
            }
        }
        Ok(())
    }

    async fn pull(&mut self, place: usize, whole: bool) -> Result<()> {
        loop {
            let Some(device) = self.devices.get(place) else {
                return Ok(());
            };
            let limit = 1 + self.random.below(30) as u32;
            let changes = self.store.changes(COMMUNE, device.cursor, &device.scope, limit).await?;
            ensure!(
                changes.cursor >= device.cursor,
                "the cursor went back to {}",
                changes.cursor
            );
            if !whole && self.random.percent(15) {
                self.note("pull cut");
                return Ok(());
            }
            self.devices[place].take(&changes);
            if !changes.more {
                return Ok(());
            }
        }
    }

    /// The server dies without a word and comes back.
    async fn reopen(&mut self) -> Result<()> {
        let again = Store::open(&self.config)
            .await
            .context("the server does not come back")?;
        self.store = again;
        Ok(())
    }

    async fn restart(&mut self) -> Result<()> {
        if self.random.percent(50) {
            self.store.close().await;
        }
        self.reopen().await?;
        let now = self.now();
        self.store.retry_held(COMMUNE, &now, 100).await?;
        self.note("server restarted");
        Ok(())
    }

    /// The office looks at an entry that was kept, and leaves things as they are.
    async fn close_one(&mut self) -> Result<()> {
        let now = self.now();
        let open = self.store.kept_entries(COMMUNE, None, 50, None).await?;
        if let Some(kept) = self.random.pick(&open.items) {
            let (id, by) = (kept.entry.id, Uuid::from_u128(1));
            let decision = KeptDecision::KeepTheirs;
            self.store.close_kept(COMMUNE, id, decision, "đã gọi", by, &now).await?;
            self.note("closed by a person");
        }
        Ok(())
    }

    /// The network mends itself: everything arrives, everybody pulls.
    ///
    /// # Errors
    /// When the server fails or contradicts itself.
    pub async fn drain(&mut self) -> Result<()> {
        while !self.delayed.is_empty() {
            let late = self.random.below(self.delayed.len());
            let parcel = self.delayed.remove(late);
            self.serve(&parcel).await?;
        }
        for place in 0..self.devices.len() {
            while !self.devices[place].outbox.is_empty() {
                let before = self.devices[place].outbox.len();
                self.push(place, Fate::Arrives).await?;
                ensure!(
                    self.devices[place].outbox.len() < before,
                    "an outbox does not become empty"
                );
            }
        }
        let now = self.now();
        self.store.retry_held(COMMUNE, &now, 1000).await?;
        for place in 0..self.devices.len() {
            self.pull(place, true).await?;
        }
        Ok(())
    }
}
