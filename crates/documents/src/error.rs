//! Why a document could not be made.

use thiserror::Error;

/// The ways in which making a document fails. None of them depends on time or place: the same input fails again.
#[derive(Debug, Error)]
pub enum DocumentError {
    /// The text of the document is larger than any real one; `limit` in bytes of JSON.
    #[error("document data has {bytes} bytes, the limit is {limit}")]
    TooLarge {
        /// Size of the data handed over, bytes.
        bytes: usize,
        /// [`crate::Typesetter::MAX_DATA_BYTES`].
        limit: usize,
    },
    /// The address does not fit into a QR code that a phone can still read from paper.
    #[error("address of {chars} characters does not fit into a readable QR code")]
    LinkTooLong {
        /// Length of the address in characters.
        chars: usize,
    },
    /// The day or time does not exist in the calendar.
    #[error("no such day or time: {0}")]
    NoSuchDate(String),
    /// A picture (signature) is not a readable PNG.
    #[error("picture is not a PNG file")]
    BadPicture,
    /// The data could not be written as JSON.
    #[error("document data cannot be serialised: {0}")]
    Data(#[from] serde_json::Error),
    /// A template and its data do not fit together: a fault of this crate.
    #[error("template failed: {0}")]
    Template(String),
}
