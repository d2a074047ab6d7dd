//! `tanthon`: HTTP, sessions, roles, jobs, the embedded web app, the public pages and the operator's commands.
//!
//! Handlers are short: parse → identify → authorise → one application function → view. This crate knows no SQL and no rule
//! of procedure.

pub mod cli;
pub mod clock;
pub mod commands;
pub mod config;
pub mod demo_commune;
pub mod doubles;
pub mod error;
pub mod extract;
pub mod files;
pub mod health;
pub mod imports;
pub mod jobs;
pub mod latest;
pub mod limits;
pub mod logging;
pub mod middleware;
pub mod missing;
pub mod office;
pub mod openapi;
pub mod payments;
pub mod pdf;
pub mod people;
pub mod public;
pub mod quality;
pub mod reads;
pub mod removals;
pub mod reports;
pub mod rounds;
pub mod router;
pub mod rules;
pub mod security;
pub mod serve;
pub mod session;
pub mod slips;
pub mod spreadsheet;
pub mod state;
pub mod sweep;
pub mod sync;
pub mod villages;
pub mod web_app;
pub mod whole;
