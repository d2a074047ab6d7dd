//! What protects the server from strangers: headers, limits on tries, passwords.

pub mod address;
pub mod headers;
pub mod password;
pub mod throttle;
