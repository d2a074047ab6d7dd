//! The rules as one versioned, hashed JSON text: what the server sends and the browser loads, without TOML.

use crate::model::Model;
use crate::rulebook::Rulebook;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// The format of this version of the program.
pub const FORMAT: u32 = 1;

/// The bundle.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Bundle {
    /// Format of the bundle, see [`FORMAT`].
    pub format: u32,
    /// Version of the rules.
    pub version: String,
    /// SHA-256 of the rules, hexadecimal: two bundles with the same hash give the same answers.
    pub sha256: String,
    /// The rules.
    pub rules: Model,
}

/// Why a bundle cannot be used. Stable codes.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BundleProblem {
    /// Not JSON, or not of this shape.
    #[error("bundle_malformed: {0}")]
    Malformed(String),
    /// Written by a newer program.
    #[error("bundle_format_unknown: {0}")]
    Format(u32),
    /// The content does not match its hash.
    #[error("bundle_hash_mismatch")]
    Hash,
    /// The rules are faulty.
    #[error("bundle_faulty: {0}")]
    Faulty(String),
}

/// SHA-256 of the rules in their JSON form.
pub(crate) fn hash(model: &Model) -> String {
    let json = serde_json::to_vec(model).expect("the model has no maps with keys that are not text");
    Sha256::digest(&json)
        .iter()
        .fold(String::with_capacity(64), |mut text, byte| {
            write!(text, "{byte:02x}").expect("writing to a string cannot fail");
            text
        })
}

impl Bundle {
    /// Packs a model.
    pub fn new(model: &Model) -> Self {
        Self {
            format: FORMAT,
            version: model.version.clone(),
            sha256: hash(model),
            rules: model.clone(),
        }
    }

    /// The JSON text.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).expect("the model has no maps with keys that are not text")
    }

    /// Reads and verifies a JSON text.
    pub fn from_json(json: &str) -> Result<Rulebook, BundleProblem> {
        // By way of a `Value`: the browser's core then holds one kind of reader only.
        let malformed = |error: serde_json::Error| BundleProblem::Malformed(error.to_string());
        let value: serde_json::Value = serde_json::from_str(json).map_err(malformed)?;
        let bundle: Self = serde_json::from_value(value).map_err(malformed)?;
        if bundle.format != FORMAT {
            return Err(BundleProblem::Format(bundle.format));
        }
        if hash(&bundle.rules) != bundle.sha256 || bundle.version != bundle.rules.version {
            return Err(BundleProblem::Hash);
        }
        Rulebook::from_model(bundle.rules)
            .map_err(|faults| BundleProblem::Faulty(faults.first().map_or_else(String::new, ToString::to_string)))
    }
}
