//! The demonstration: an invented commune in an empty data folder, made of real journal entries.

pub mod accounts;
mod dossiers;
mod field;
mod payments;
mod people;
mod rounds;
mod send;
mod visits;

use std::collections::HashMap;

use demo::{Demo, DemoCommune};
use domain::permissions::{Actor, Role};
use uuid::Uuid;

use crate::cli::DemoChoice;
use crate::config::{Commune, Config, Contact, Server, Village};
use crate::rules::Law;
use crate::security::password;
use crate::state::App;

/// The same seed gives the same people.
const SEED: u64 = 335_2026;

/// The commune of a choice.
pub fn commune(choice: DemoChoice) -> DemoCommune {
    match choice {
        DemoChoice::TaDung => DemoCommune::TaDung,
        DemoChoice::DaiSon => DemoCommune::DaiSon,
    }
}

fn generate(commune: DemoCommune, today: time::Date, law: &Law) -> Demo {
    demo::generate(commune, SEED, today, law.book().calendar())
}

/// The configuration of a demonstration: real names of commune and province, invented villages.
pub fn config(choice: DemoChoice, law: &Law, today: time::Date) -> Config {
    let demo = generate(commune(choice), today, law);
    Config {
        commune: Commune {
            code: demo.facts.code.to_owned(),
            name: demo.facts.name.to_owned(),
            province_code: demo.facts.province_code.to_owned(),
            province: demo.facts.province.to_owned(),
            demo: true,
        },
        villages: demo
            .villages
            .into_iter()
            .map(|village| Village {
                id: village.id,
                name: village.name,
                distance_km: Some(f64::from(village.distance_km_tenths) / 10.0),
                extremely_difficult: Some(village.is_extremely_difficult),
            })
            .collect(),
        server: Server::default(),
        contact: Contact {
            name: "Trung tâm Phục vụ hành chính công".to_owned(),
            // Invented, from the numbers that nobody is given.
            phone: Some("0900 000 000".to_owned()),
            address: Some(format!(
                "Trụ sở UBND {}",
                crate::slips::words::lower_first(demo.facts.name)
            )),
        },
    }
}

/// Who acts in the demonstration.
pub(crate) struct Cast {
    accounts: HashMap<&'static str, Actor>,
}

impl Cast {
    /// The account of a role.
    pub(crate) fn actor(&self, role: Role) -> &Actor {
        &self.accounts[role.code()]
    }

    /// Its id.
    pub(crate) fn id(&self, role: Role) -> Uuid {
        self.actor(role).account
    }
}

/// Fills an empty commune; does nothing when the journal has entries.
pub async fn fill(app: &App) -> anyhow::Result<()> {
    let commune = DemoCommune::ALL
        .into_iter()
        .find(|commune| commune.facts().code == app.commune());
    let Some(commune) = commune else { return Ok(()) };
    let cast = cast(app).await?;
    if app.store.last_seq(app.commune()).await? > 0 {
        return Ok(());
    }
    let started = std::time::Instant::now();
    let demo = generate(commune, app.clock.today(), &app.law);
    rounds::plan(app, &cast, &demo).await?;
    let mut entries = people::entries(&cast, &demo);
    entries.extend(dossiers::entries(app, &cast, &demo)?);
    entries.extend(field::entries(app, &cast, &demo));
    entries.extend(visits::entries(&cast, &demo));
    let (sent, refused) = send::send(app, entries).await?;
    crate::serve::fill(app).await?;
    payments::pay(app, &cast)
        .await
        .map_err(|error| anyhow::anyhow!("payments: {}", error.code().as_str()))?;
    tracing::info!(
        sent,
        refused,
        milliseconds = started.elapsed().as_millis() as u64,
        "demonstration made"
    );
    Ok(())
}

/// Makes sure of one account per role.
async fn cast(app: &App) -> anyhow::Result<Cast> {
    let mut accounts = HashMap::new();
    let now = app.clock.now_text();
    let mut hash = None;
    for (role, demo) in accounts::all() {
        let account = match app.store.account_by_name(app.commune(), demo.user).await? {
            Some(account) => account,
            None => {
                // One password for all, so one slow hash is enough.
                let hash: &String = match &mut hash {
                    Some(hash) => hash,
                    empty => empty.insert(password::hash(demo.password)?),
                };
                let own = app.config.villages.first().filter(|_| role == Role::VillageHead);
                let account = store::office::accounts::Account {
                    id: Uuid::now_v7(),
                    name: demo.user.to_owned(),
                    display_name: demo.display_name.to_owned(),
                    roles: vec![role],
                    villages: own.map(|village| village.id.clone()).into_iter().collect(),
                    active: true,
                    password_hash: hash.clone(),
                };
                app.store.create_account(app.commune(), &account, None, &now).await?;
                account
            }
        };
        accounts.insert(role.code(), account.actor());
    }
    Ok(Cast { accounts })
}
