//! What may happen to a push on its way.

use store::Author;
use wire::entry::Entry;

use crate::random::Random;

/// A push on its way.
#[derive(Clone, Debug)]
pub struct Parcel {
    /// Who sent it.
    pub author: Author,
    /// What is in it.
    pub entries: Vec<Entry>,
}

/// The fate of a push.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It arrives and the answer arrives.
    Arrives,
    /// It never arrives.
    CutBefore,
    /// The server works, the answer is lost.
    CutAfter,
    /// The server works and dies before it answers.
    ServerDies,
    /// It arrives, and a copy arrives some time later.
    ArrivesTwice,
    /// It seems lost, and arrives some time later.
    ArrivesLate,
    /// The device dies while it writes the answers down.
    DeviceDies,
    /// The device hangs up while the server works, and sends the same again at once.
    HangsUp,
}

impl Fate {
    /// Draws one.
    pub fn draw(random: &mut Random) -> Fate {
        match random.below(100) {
            0..50 => Fate::Arrives,
            50..60 => Fate::CutBefore,
            60..70 => Fate::CutAfter,
            70..75 => Fate::ServerDies,
            75..82 => Fate::ArrivesTwice,
            82..89 => Fate::ArrivesLate,
            89..95 => Fate::DeviceDies,
            _ => Fate::HangsUp,
        }
    }
}
