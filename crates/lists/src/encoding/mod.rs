//! Legacy encodings of Vietnamese text.

use serde::{Deserialize, Serialize};

/// How a text was written before it came here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Encoding {
    /// Unicode, composed or decomposed: only NFC is needed.
    #[default]
    Unicode,
    /// TCVN3 (ABC), fonts .Vn*.
    Tcvn3,
    /// VNI-Windows, fonts VNI-*.
    Vni,
    /// Windows-1258 read as Windows-1252.
    Cp1258,
    /// UTF-8 read as Latin-1 or Windows-1252.
    Mojibake,
}
