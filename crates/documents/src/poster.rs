//! The A4 poster of one stop or of a round.

use serde::Serialize;

use crate::{Contact, Date, PublicLink, Time};

/// What hangs on the notice board before a mobile day.
#[derive(Debug, Clone, Serialize)]
pub struct Poster {
    /// Who invites, e.g. `Ủy ban nhân dân xã Tà Đùng`.
    pub agency: String,
    /// E.g. `Ngày bảo trợ xã hội lưu động`.
    pub title: String,
    /// E.g. `Hồ sơ đến tận thôn, chính sách đến tận người dân`.
    pub slogan: Option<String>,
    /// One stop is set large, several as a table in the order given.
    pub stops: Vec<PosterStop>,
    /// What people can have done there.
    pub services: Vec<String>,
    /// Papers to bring.
    pub bring: Vec<String>,
    /// Who need not come, what costs nothing, and the like.
    pub notes: Vec<String>,
    /// Whom to call, e.g. for a visit at home.
    pub contact: Option<Contact>,
    /// Public page of the round.
    pub page: Option<PublicLink>,
    /// Day of issue, for the metadata.
    pub issued: Date,
    /// Invented data: prints the demonstration mark.
    pub demo: bool,
}

/// One stop of the round.
#[derive(Debug, Clone, Serialize)]
pub struct PosterStop {
    /// Villages served.
    pub villages: String,
    /// Where exactly.
    pub place: String,
    /// Day.
    pub date: Date,
    /// From.
    pub from: Time,
    /// Until.
    pub until: Time,
}
