//! What an officer does on a device: looks at what it shows, and makes an entry.

use domain::dossier::{StepKind, allowed};
use serde_json::{Value, json};
use uuid::Uuid;
use wire::entry::{Body, ENTRY_VERSION, Entry, Subject, SubjectKind};
use wire::judge::{Context, Judgement, judge};
use wire::records::Record;

use crate::device::Device;
use crate::entries;
use crate::random::Random;

/// An entry that was made, and what its author had been told.
#[derive(Clone, Debug)]
pub struct Made {
    /// The device, by its place in the list.
    pub device: usize,
    /// The entry.
    pub entry: Entry,
    /// The device showed it as done; for a fact of the field, a citizen holds a paper that says so.
    pub shown_as_done: bool,
    /// Something that cannot be undone: a fact of the field, or a subject's first entry.
    pub must_stand: bool,
}

/// The stop that some of the work belongs to.
pub const STOP: Uuid = Uuid::from_u128(0x5709);

/// Kinds by how often they are created.
const CREATED: [SubjectKind; 12] = [
    SubjectKind::Dossier,
    SubjectKind::Dossier,
    SubjectKind::Dossier,
    SubjectKind::Dossier,
    SubjectKind::Person,
    SubjectKind::Person,
    SubjectKind::Person,
    SubjectKind::Household,
    SubjectKind::Attendance,
    SubjectKind::Survey,
    SubjectKind::Difficulty,
    SubjectKind::HomeVisit,
];

const CHANGED: [SubjectKind; 6] = [
    SubjectKind::Person,
    SubjectKind::Person,
    SubjectKind::Person,
    SubjectKind::Household,
    SubjectKind::Difficulty,
    SubjectKind::HomeVisit,
];

/// Makes an entry, or nothing when there is nothing to do. `elsewhere` are dossiers whose slips citizens carry around.
pub fn entry(
    device: &Device,
    place: usize,
    random: &mut Random,
    now: &str,
    ms: u64,
    elsewhere: &[Uuid],
) -> Option<Made> {
    let (kind, id, body) = match random.below(100) {
        0..25 => {
            let kind = *random.pick(&CREATED)?;
            let id = random.uuid(ms);
            (kind, id, entries::creation(kind, id, random, now))
        }
        25..45 => {
            let kind = *random.pick(&CHANGED)?;
            let id = *random.pick(&device.subjects(kind))?;
            (kind, id, entries::change(kind, random)?)
        }
        45..93 => {
            let id = *random.pick(&device.subjects(SubjectKind::Dossier))?;
            let kind = match device.view((SubjectKind::Dossier, id), now) {
                Some(Record::Dossier(record)) => {
                    let situation = wire::machine::situation(&record);
                    let mut kinds = allowed(Some(&situation), device.actor());
                    // Work goes on more often than notes are written.
                    if kinds.len() > 2 {
                        kinds.retain(|kind| {
                            !matches!(kind, StepKind::Note | StepKind::CloseFlag | StepKind::Stop) || random.percent(25)
                        });
                    }
                    *random.pick(&kinds)?
                }
                _ => *random.pick(&StepKind::ALL)?,
            };
            (SubjectKind::Dossier, id, dossier_step(kind, id, random, now))
        }
        // A citizen shows a slip that this device knows nothing of.
        93..97 => {
            let id = *random.pick(elsewhere)?;
            (SubjectKind::Dossier, id, dossier_step(StepKind::Note, id, random, now))
        }
        // Something impossible, as an older program with other rules might send it.
        _ => {
            let id = *random.pick(&device.subjects(SubjectKind::Dossier))?;
            let kind = *random.pick(&StepKind::ALL)?;
            (SubjectKind::Dossier, id, dossier_step(kind, id, random, now))
        }
    };
    let entry = Entry {
        id: random.uuid(ms),
        v: if random.percent(1) {
            ENTRY_VERSION + 1
        } else {
            ENTRY_VERSION
        },
        subject: Subject { kind, id },
        base: device.base((kind, id)),
        author: device.actor().account,
        at: now.to_owned(),
        stop: random.percent(60).then_some(STOP),
        body,
    };
    let before = device.view((kind, id), now);
    let context = Context {
        actor: device.actor(),
        now,
    };
    let shown_as_done = matches!(judge(before.as_ref(), &entry, &context), Judgement::Accept { .. });
    // What the screen refuses is rarely sent all the same: by a program with other rules, or from a slip alone.
    if !shown_as_done && !random.percent(25) {
        return None;
    }
    let must_stand = before.is_none() || is_field_fact(&entry, now);
    Some(Made {
        device: place,
        entry,
        shown_as_done,
        must_stand,
    })
}

fn dossier_step(kind: StepKind, id: Uuid, random: &mut Random, now: &str) -> Value {
    json!({ "type": "dossier.step", "step": entries::step(kind, id, random, now) })
}

fn is_field_fact(entry: &Entry, now: &str) -> bool {
    match serde_json::from_value(entry.body.clone()) {
        Ok(Body::DossierStep { step }) => {
            wire::machine::step(&step, now).is_some_and(|step| step.kind().is_field_fact())
        }
        _ => false,
    }
}
