//! Slips, forms, letters, posters and reports: data in, PDF out.
//!
//! The caller fills a [`Document`] and hands it to a [`Typesetter`]; nothing here reads a file, a clock or the network, and
//! nothing here knows what a dossier *is*. The same document always gives the same bytes.
//!
//! * [`Typesetter`] holds the fonts and templates once and is shared by all threads of a server.
//! * Text of people and offices travels to the templates as JSON values, never as markup: `#`, `$`, `*` or `\` in a name
//!   stay those characters.
//! * Vietnamese sentences for print live in `templates/` and in the small enums here; names and numbers of official forms
//!   come from the caller, because the law changes them.

mod clean;
mod date;
mod document;
mod error;
mod form;
mod letter;
mod link;
mod parts;
mod poster;
mod report;
mod slip;
mod typesetter;
mod world;

pub use date::{Date, Moment, Time};
pub use document::Document;
pub use error::DocumentError;
pub use form::{DeclarationForm, FormField, FormOption, FormSection, FormSignature, FormTable, FormValue};
pub use letter::{Apology, StopNotice};
pub use link::PublicLink;
pub use parts::*;
pub use poster::{Poster, PosterStop};
pub use report::{Align, Block, Column, Figure, Report, ReportSection, Table};
pub use slip::*;
pub use typesetter::Typesetter;
