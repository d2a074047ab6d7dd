//! Signing in, and who is calling.

mod caller;
pub mod cookie;
pub mod sign_in;

pub use caller::{Caller, SessionCache};

use serde::Serialize;
use store::office::accounts::Account;
use uuid::Uuid;

use crate::config::Village;
use crate::state::App;

/// What the app learns when somebody signs in.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct SessionView {
    /// Who.
    pub user: UserView,
    /// Where.
    pub commune: CommuneView,
    /// For the header `X-CSRF-Token`.
    pub csrf: String,
    /// This device.
    pub device: Uuid,
    /// Today by the server, ISO date.
    pub today: String,
}

/// An account as its owner sees it.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct UserView {
    /// Account id: the `author` of entries.
    pub id: Uuid,
    /// Name to sign in with.
    pub name: String,
    /// Name shown to others.
    pub display_name: String,
    /// Role codes.
    pub roles: Vec<String>,
    /// Villages of a village head.
    pub villages: Vec<String>,
}

/// The commune.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct CommuneView {
    /// Official code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Name of the province.
    pub province: String,
    /// Official code of the province.
    pub province_code: String,
    /// Everything is invented.
    pub demo: bool,
    /// Villages.
    pub villages: Vec<Village>,
    /// Whom citizens ask.
    pub contact: ContactView,
    /// Address of the public pages, for QR codes; absent when not set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub public_url: Option<String>,
}

/// Whom citizens ask.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ContactView {
    /// Office.
    pub name: String,
    /// Telephone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
}

impl SessionView {
    /// The session as shown to its owner.
    pub fn new(app: &App, account: &Account, csrf: &str, device: Uuid) -> Self {
        let config = &app.config;
        Self {
            user: UserView {
                id: account.id,
                name: account.name.clone(),
                display_name: account.display_name.clone(),
                roles: account.roles.iter().map(|role| role.code().to_owned()).collect(),
                villages: account.villages.clone(),
            },
            commune: CommuneView {
                code: config.commune.code.clone(),
                name: config.commune.name.clone(),
                province: config.commune.province.clone(),
                province_code: config.commune.province_code.clone(),
                demo: config.commune.demo,
                villages: config.villages.clone(),
                contact: ContactView {
                    name: config.contact.name.clone(),
                    phone: config.contact.phone.clone(),
                    address: config.contact.address.clone(),
                },
                public_url: config.server.public_url.clone(),
            },
            csrf: csrf.to_owned(),
            device,
            today: app.clock.today_text(),
        }
    }
}
