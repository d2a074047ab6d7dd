//! Invented people and dossiers, and an author who may do everything that officers may.

use domain::permissions::{Actor, Role};
use serde_json::{Value, json};
use store::Author;
use uuid::Uuid;
use wire::entry::{Entry, Subject, SubjectKind};

pub const COMMUNE: &str = "24637";
pub const NOW: &str = "2026-11-20T16:10";

/// One officer with several roles.
pub fn officer() -> Author {
    let roles = vec![Role::Center, Role::Social, Role::Police, Role::Health, Role::Leader];
    let actor = Actor {
        account: Uuid::from_u128(0xA),
        roles,
        villages: Vec::new(),
    };
    Author {
        actor,
        device: Some(Uuid::from_u128(0xD)),
    }
}

pub fn entry(author: &Author, kind: SubjectKind, subject: Uuid, base: u32, body: Value) -> Entry {
    Entry {
        id: Uuid::now_v7(),
        v: 1,
        subject: Subject { kind, id: subject },
        base,
        author: author.actor.account,
        at: NOW.to_owned(),
        stop: None,
        body,
    }
}

pub fn person(author: &Author, id: Uuid, name: &str, village: &str) -> Entry {
    let record = json!({"id": id, "version": 0, "full_name": name, "village": village, "birth_date": "1950-03-01",
        "personal_id": "068150000001", "facts": {"disability": "severe"}});
    entry(
        author,
        SubjectKind::Person,
        id,
        0,
        json!({"type": "person.registered", "record": record}),
    )
}

pub fn change(author: &Author, id: Uuid, base: u32, set: Value) -> Entry {
    entry(
        author,
        SubjectKind::Person,
        id,
        base,
        json!({"type": "person.changed", "set": set}),
    )
}

pub fn step(author: &Author, id: Uuid, base: u32, step: Value) -> Entry {
    entry(
        author,
        SubjectKind::Dossier,
        id,
        base,
        json!({"type": "dossier.step", "step": step}),
    )
}

pub fn intake(code: &str, name: &str, village: &str) -> Value {
    json!({"procedure": "1.001776", "code": code, "beneficiary": Uuid::from_u128(7), "beneficiary_name": name,
        "capacity": "self", "village": village, "form": "mau_01", "answers": {"full_name": name},
        "papers": [{"requirement": "declaration", "name": "Tờ khai", "state": "provided",
            "files": [{"hash": "a".repeat(64), "mime": "image/jpeg", "size": 3}]}],
        "channel": {"how": "center"}, "place": "stop", "rules_version": "r1"})
}

/// A complete reception, due at `due`.
pub fn receive(author: &Author, id: Uuid, code: &str, name: &str, village: &str, due: &str) -> Entry {
    let clock =
        json!({"received": NOW, "starts": "2026-11-23", "due": due, "limit_days": 7, "limit_unit": "working_day"});
    step(
        author,
        id,
        0,
        json!({"step": "receive", "intake": intake(code, name, village), "clock": clock}),
    )
}

/// A dossier that goes through the whole office, entry by entry.
pub fn whole_dossier(author: &Author, id: Uuid, code: &str, name: &str) -> Vec<Entry> {
    let steps = [
        json!({"step": "forward"}),
        json!({"step": "ask_confirmation", "from": "police", "question": "Cư trú"}),
        json!({"step": "confirm", "by": "police", "finding": "confirmed"}),
        json!({"step": "appraise", "appraisal": {"proposal": "grant", "amount": 810_000, "reason": "Đủ điều kiện"}}),
        json!({"step": "approve"}),
        json!({"step": "record_decision", "decision": {"number": "12/QĐ-UBND", "date": "2026-11-20"}}),
        json!({"step": "hand_over", "hand_over": {"full_name": name, "capacity": "self", "place": "center",
            "proof": "signature", "at": NOW}}),
    ];
    let mut entries = vec![receive(author, id, code, name, "v01", "2026-12-02T16:10")];
    entries.extend(
        steps
            .into_iter()
            .enumerate()
            .map(|(base, value)| step(author, id, base as u32 + 1, value)),
    );
    entries
}
