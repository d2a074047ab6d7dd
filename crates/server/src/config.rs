//! `tanthon.toml` in the data folder: the commune, its villages, and the few settings of the server.

use std::net::SocketAddr;
use std::path::Path;

use serde::{Deserialize, Serialize};

/// Name of the file in the data folder.
pub const FILE_NAME: &str = "tanthon.toml";

/// Villages of one commune at most.
const MAX_VILLAGES: usize = 500;

/// Everything that an operator sets.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// The commune.
    pub commune: Commune,
    /// Its villages.
    #[serde(default, rename = "village")]
    pub villages: Vec<Village>,
    /// How it is served.
    #[serde(default)]
    pub server: Server,
    /// Whom citizens ask.
    #[serde(default)]
    pub contact: Contact,
}

/// The commune.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Commune {
    /// Official code, five digits.
    pub code: String,
    /// `Xã Tà Đùng`.
    pub name: String,
    /// Official code of the province, two digits.
    pub province_code: String,
    /// `Lâm Đồng`.
    pub province: String,
    /// Everything in it is invented, and every page and slip says so.
    #[serde(default)]
    pub demo: bool,
}

/// A village.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Village {
    /// Id within the commune (`v01`).
    pub id: String,
    /// `Bon Dru Nhạ`, `Thôn 3`.
    pub name: String,
    /// Road distance from the commune's seat, km; absent = unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub distance_km: Option<f64>,
    /// A village of extreme difficulty by the Government's list; absent = unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extremely_difficult: Option<bool>,
}

/// How it is served.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Server {
    /// Address to listen on.
    pub listen: SocketAddr,
    /// Address at which citizens reach the public pages, for the QR code on slips.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub public_url: Option<String>,
    /// Cookies only over HTTPS: set it when a TLS proxy stands in front.
    pub secure_cookies: bool,
    /// A session without requests ends after so many minutes.
    pub session_idle_minutes: u32,
    /// Take the caller's address from `X-Forwarded-For`: only behind a proxy that sets it.
    pub trust_forwarded_for: bool,
    /// A rule folder instead of the rules inside the program.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rules: Option<std::path::PathBuf>,
}

impl Default for Server {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            public_url: None,
            secure_cookies: false,
            // A working day with its lunch: an officer signs in once in the morning.
            session_idle_minutes: 12 * 60,
            trust_forwarded_for: false,
            rules: None,
        }
    }
}

/// Whom citizens ask.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Contact {
    /// Name of the service centre.
    pub name: String,
    /// Its telephone; absent until the commune sets it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Its address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
}

impl Default for Contact {
    fn default() -> Self {
        Self {
            name: "Trung tâm Phục vụ hành chính công".to_owned(),
            phone: None,
            address: None,
        }
    }
}

/// Why the configuration cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// No file, or not readable.
    #[error("cannot read {path}: {cause}")]
    Unreadable {
        /// The file.
        path: String,
        /// The system's answer.
        cause: std::io::Error,
    },
    /// Not TOML, or a name that does not exist.
    #[error("{path}: {cause}")]
    Malformed {
        /// The file.
        path: String,
        /// Line, column and reason.
        cause: toml::de::Error,
    },
    /// Readable, but wrong.
    #[error("{path}: {}", .faults.join("; "))]
    Wrong {
        /// The file.
        path: String,
        /// Each fault.
        faults: Vec<String>,
    },
}

impl Config {
    /// Reads and verifies the file of a data folder.
    pub fn read(data: &Path) -> Result<Self, ConfigError> {
        let file = data.join(FILE_NAME);
        let path = file.display().to_string();
        let text = std::fs::read_to_string(&file).map_err(|cause| ConfigError::Unreadable {
            path: path.clone(),
            cause,
        })?;
        let config: Config = toml::from_str(&text).map_err(|cause| ConfigError::Malformed {
            path: path.clone(),
            cause,
        })?;
        let faults = config.faults();
        if faults.is_empty() {
            Ok(config)
        } else {
            Err(ConfigError::Wrong { path, faults })
        }
    }

    /// Everything that is wrong with it.
    pub fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        let digits = |text: &str, count: usize| text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(&self.commune.code, 5) {
            faults.push(format!(
                "commune.code must have five digits, not {:?}",
                self.commune.code
            ));
        }
        if !digits(&self.commune.province_code, 2) {
            faults.push(format!(
                "commune.province_code must have two digits, not {:?}",
                self.commune.province_code
            ));
        }
        if self.commune.name.trim().is_empty() || self.commune.province.trim().is_empty() {
            faults.push("commune.name and commune.province must not be empty".to_owned());
        }
        if self.villages.len() > MAX_VILLAGES {
            faults.push(format!("{} villages, the limit is {MAX_VILLAGES}", self.villages.len()));
        }
        let mut ids = std::collections::BTreeSet::new();
        for village in &self.villages {
            let plain = village
                .id
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
            if village.id.is_empty() || village.id.len() > 32 || !plain {
                faults.push(format!("village id {:?} must be 1 to 32 of a-z, 0-9 and -", village.id));
            }
            if !ids.insert(village.id.as_str()) {
                faults.push(format!("village id {:?} appears twice", village.id));
            }
            if village.name.trim().is_empty() {
                faults.push(format!("village {:?} has no name", village.id));
            }
            if village.distance_km.is_some_and(|km| !(0.0..=500.0).contains(&km)) {
                faults.push(format!(
                    "village {:?}: distance_km must lie between 0 and 500",
                    village.id
                ));
            }
        }
        if let Some(url) = &self.server.public_url
            && !(url.starts_with("https://") || url.starts_with("http://"))
        {
            faults.push(format!(
                "server.public_url must begin with https:// or http://, not {url:?}"
            ));
        }
        if !(5..=7 * 24 * 60).contains(&self.server.session_idle_minutes) {
            faults.push("server.session_idle_minutes must lie between 5 and 10080".to_owned());
        }
        faults
    }

    /// Writes the file of a new data folder.
    pub fn write(&self, data: &Path) -> std::io::Result<()> {
        let text = toml::to_string_pretty(self).map_err(std::io::Error::other)?;
        std::fs::write(data.join(FILE_NAME), text)
    }

    /// Name of a village; the id itself when it is unknown.
    pub fn village_name<'a>(&'a self, id: &'a str) -> &'a str {
        self.villages
            .iter()
            .find(|village| village.id == id)
            .map_or(id, |village| village.name.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"
        [commune]
        code = "24637"
        name = "Xã Tà Đùng"
        province_code = "68"
        province = "Lâm Đồng"
        [[village]]
        id = "v01"
        name = "Bon Dru Nhạ"
        distance_km = 12.5
    "#;

    fn faults(text: &str) -> usize {
        toml::from_str::<Config>(text).expect("well-formed").faults().len()
    }

    #[test]
    fn a_small_file_is_enough() {
        let config: Config = toml::from_str(GOOD).expect("well-formed");
        assert!(config.faults().is_empty());
        assert_eq!(config.village_name("v01"), "Bon Dru Nhạ");
        let again: Config = toml::from_str(&toml::to_string_pretty(&config).expect("writable")).expect("readable");
        assert_eq!(again, config);
    }

    #[test]
    fn each_fault_is_named() {
        for (from, to) in [
            ("24637", "2463"),
            ("\"68\"", "\"6\""),
            ("Xã Tà Đùng", " "),
            ("12.5", "-1.0"),
            ("v01", "V 01"),
            ("[[village]]", "[[village]]\nid = \"v01\"\nname = \"x\"\n[[village]]"),
            ("[[village]]", "[server]\npublic_url = \"tadung.vn\"\n[[village]]"),
            ("[[village]]", "[server]\nsession_idle_minutes = 1\n[[village]]"),
        ] {
            assert_eq!(faults(&GOOD.replace(from, to)), 1, "{from} -> {to}");
        }
    }

    #[test]
    fn unknown_names_are_refused() {
        assert!(toml::from_str::<Config>(&GOOD.replace("distance_km", "distance")).is_err());
    }
}
