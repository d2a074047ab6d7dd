//! `tanthon config check`.

use std::process::ExitCode;

use super::{done, line};
use crate::cli::Place;
use crate::config::Config;
use crate::rules::Law;

/// Reads the configuration and the rules that it names.
pub fn check(place: &Place) -> anyhow::Result<ExitCode> {
    let config = Config::read(&place.data)?;
    let law = Law::load(config.server.rules.as_deref())?;
    line(format!("commune {} {}", config.commune.code, config.commune.name));
    line(format!("villages {}", config.villages.len()));
    line(format!("listen {}", config.server.listen));
    line(format!("rules {}", law.version()));
    for (missing, what) in [
        (
            config.villages.is_empty(),
            "no [[village]]: people cannot be registered",
        ),
        (
            config.contact.phone.is_none(),
            "no contact.phone: slips and posters name no number",
        ),
        (
            config.server.public_url.is_none(),
            "no server.public_url: slips carry no QR code",
        ),
        (
            !config.server.secure_cookies,
            "server.secure_cookies is off: only for a machine without TLS",
        ),
    ] {
        if missing {
            eprintln!("tanthon: {what}");
        }
    }
    done()
}
