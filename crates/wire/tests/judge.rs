//! What becomes of entries: applied, merged, conflict, refused, held, flagged.
#![allow(clippy::unwrap_used)]

use domain::permissions::{Actor, Role};
use serde_json::{Value, json};
use uuid::Uuid;
use wire::entry::{Entry, Outcome, SubjectKind};
use wire::judge::{Context, Judgement, judge};
use wire::records::Record;

const NOW: &str = "2026-11-20T16:10";

fn actor(role: Role, account: u128) -> Actor {
    Actor {
        account: Uuid::from_u128(account),
        ..Actor::of(role)
    }
}

fn entry(kind: SubjectKind, base: u32, author: &Actor, body: Value) -> Entry {
    Entry {
        id: Uuid::from_u128(99),
        v: 1,
        subject: wire::entry::Subject {
            kind,
            id: Uuid::from_u128(7),
        },
        base,
        author: author.account,
        at: "2026-11-20T15:00".into(),
        stop: None,
        body,
    }
}

/// Judges; and whatever is accepted, the replay of the journal must give the same record.
fn run(current: Option<&Record>, entry: &Entry, actor: &Actor) -> Judgement {
    let judgement = judge(current, entry, &Context { actor, now: NOW });
    if let Judgement::Accept { record, flags, .. } = &judgement {
        let replayed = wire::replay::replay(current.cloned(), entry, NOW, flags);
        assert_eq!(replayed.as_ref(), Ok(record));
    }
    judgement
}

fn accepted(judgement: Judgement) -> (Record, Outcome, Vec<String>) {
    match judgement {
        Judgement::Accept { record, outcome, flags } => (record, outcome, flags),
        Judgement::Keep { outcome } => panic!("kept: {outcome:?}"),
    }
}

fn kept(judgement: Judgement) -> Outcome {
    match judgement {
        Judgement::Keep { outcome } => outcome,
        Judgement::Accept { .. } => panic!("accepted"),
    }
}

fn person(author: &Actor) -> Record {
    let body = json!({ "type": "person.registered", "record": {
        "id": Uuid::from_u128(7), "version": 0, "full_name": "H'Bia Minh Họa", "village": "v01" } });
    accepted(run(None, &entry(SubjectKind::Person, 0, author, body), author)).0
}

fn set(fields: Value) -> Value {
    json!({ "type": "person.changed", "set": fields })
}

#[test]
fn two_officers_on_different_fields_are_merged_and_on_the_same_field_a_person_decides() {
    let (one, two) = (actor(Role::Center, 1), actor(Role::Social, 2));
    let registered = person(&one);
    let change = entry(SubjectKind::Person, 1, &one, set(json!({ "phone": "0912345678" })));
    let (changed, outcome, _) = accepted(run(Some(&registered), &change, &one));
    assert_eq!(outcome, Outcome::Applied);
    let other_field = entry(
        SubjectKind::Person,
        1,
        &two,
        set(json!({ "facts.disability": "severe" })),
    );
    let (merged, outcome, _) = accepted(run(Some(&changed), &other_field, &two));
    assert_eq!(outcome, Outcome::Merged);
    let Record::Person(merged_person) = &merged else {
        panic!("a person")
    };
    assert_eq!(merged_person.version, 3);
    assert_eq!(merged_person.phone.as_deref(), Some("0912345678"));
    assert_eq!(merged_person.facts["disability"], "severe");
    let same_field = entry(SubjectKind::Person, 1, &two, set(json!({ "phone": "0987654321" })));
    assert_eq!(
        kept(run(Some(&merged), &same_field, &two)),
        Outcome::Conflict {
            fields: vec!["phone".into()]
        }
    );
    let same_value = entry(SubjectKind::Person, 1, &two, set(json!({ "phone": "0912345678" })));
    assert_eq!(accepted(run(Some(&merged), &same_value, &two)).1, Outcome::Merged);
}

#[test]
fn an_officers_own_chain_made_offline_never_conflicts_with_itself() {
    let one = actor(Role::Center, 1);
    let mut record = person(&one);
    for phone in ["0912345678", "0912345679", "0912345670"] {
        let change = entry(SubjectKind::Person, 0, &one, set(json!({ "phone": phone })));
        let (after, outcome, _) = accepted(run(Some(&record), &change, &one));
        assert_eq!(outcome, Outcome::Applied);
        record = after;
    }
}

#[test]
fn nothing_unreadable_is_lost_or_half_applied() {
    let one = actor(Role::Center, 1);
    let registered = person(&one);
    let mut newer = entry(SubjectKind::Person, 1, &one, json!({ "type": "person.dreamt" }));
    newer.v = 2;
    assert_eq!(
        kept(run(Some(&registered), &newer, &one)),
        Outcome::Held {
            code: "newer_version".into()
        }
    );
    let unknown_field = entry(SubjectKind::Person, 1, &one, set(json!({ "shoe_size": 41 })));
    assert_eq!(
        kept(run(Some(&registered), &unknown_field, &one)),
        Outcome::Refused {
            code: "unreadable_field".into()
        }
    );
    let forged = entry(SubjectKind::Person, 1, &one, set(json!({ "version": 900 })));
    assert_eq!(
        kept(run(Some(&registered), &forged, &one)),
        Outcome::Refused {
            code: "unreadable_field".into()
        }
    );
    let early = entry(SubjectKind::Person, 1, &one, set(json!({ "phone": "0912345678" })));
    assert_eq!(
        kept(run(None, &early, &one)),
        Outcome::Held {
            code: "subject_missing".into()
        }
    );
}

#[test]
fn authors_and_roles_are_checked() {
    let (one, police) = (actor(Role::Center, 1), actor(Role::Police, 3));
    let registered = person(&one);
    let stolen = entry(SubjectKind::Person, 1, &one, set(json!({ "phone": "0912345678" })));
    assert_eq!(
        kept(run(Some(&registered), &stolen, &police)),
        Outcome::Refused {
            code: "author_mismatch".into()
        }
    );
    let curious = entry(SubjectKind::Person, 1, &police, set(json!({ "facts.hiv": true })));
    assert_eq!(
        kept(run(Some(&registered), &curious, &police)),
        Outcome::Refused {
            code: "not_permitted".into()
        }
    );
    let mut head = actor(Role::VillageHead, 4);
    head.villages = vec!["v02".into()];
    let elsewhere = entry(SubjectKind::Person, 1, &head, set(json!({ "cannot_travel": true })));
    assert_eq!(
        kept(run(Some(&registered), &elsewhere, &head)),
        Outcome::Refused {
            code: "not_permitted".into()
        }
    );
}

fn step(step: Value) -> Value {
    json!({ "type": "dossier.step", "step": step })
}

fn intake(missing: bool) -> Value {
    json!({
        "procedure": "1.001776", "code": "T24637-261120-K7QTM4", "beneficiary": Uuid::from_u128(5),
        "beneficiary_name": "H'Bia Minh Họa", "capacity": "self", "village": "v01", "form": "m01", "answers": {},
        "papers": [{ "requirement": "form", "name": "Tờ khai", "state": if missing { "missing" } else { "provided" } }],
        "channel": { "how": "stop" }, "place": "stop", "rules_version": "x"
    })
}

fn clock() -> Value {
    json!({ "received": NOW, "starts": "2026-11-23", "due": "2026-12-02T17:00", "limit_days": 7 })
}

#[test]
fn a_receipt_with_a_missing_paper_is_refused_and_a_guidance_slip_can_be_completed() {
    let one = actor(Role::Center, 1);
    let receive = |missing| step(json!({ "step": "receive", "intake": intake(missing), "clock": clock() }));
    let early = entry(SubjectKind::Dossier, 0, &one, receive(true));
    assert_eq!(
        kept(run(None, &early, &one)),
        Outcome::Refused {
            code: "papers_missing".into()
        }
    );
    let guide = step(json!({ "step": "guide", "intake": intake(true), "at": NOW,
        "missing": [{ "requirement": "form", "name": "Tờ khai" }] }));
    let (guided, _, _) = accepted(run(None, &entry(SubjectKind::Dossier, 0, &one, guide), &one));
    let complete = entry(SubjectKind::Dossier, 1, &one, receive(false));
    let (received, outcome, _) = accepted(run(Some(&guided), &complete, &one));
    assert_eq!(outcome, Outcome::Applied);
    let Record::Dossier(received) = received else {
        panic!("a dossier")
    };
    assert_eq!(received.status, wire::dossier::DossierStatus::Received);
    assert_eq!(received.clock.unwrap().due.as_deref(), Some("2026-12-02T17:00"));
    assert!(received.missing.is_empty());
}

#[test]
fn a_result_handed_over_twice_is_kept_and_flagged() {
    let (one, two) = (actor(Role::Center, 1), actor(Role::Social, 2));
    let leader = actor(Role::Leader, 3);
    let steps: [(&Actor, Value); 5] = [
        (
            &one,
            json!({ "step": "receive", "intake": intake(false), "clock": clock() }),
        ),
        (&one, json!({ "step": "forward" })),
        (
            &two,
            json!({ "step": "appraise", "appraisal": { "proposal": "grant", "amount": 810000 } }),
        ),
        (&leader, json!({ "step": "approve" })),
        (
            &two,
            json!({ "step": "record_decision", "decision": { "number": "12/QĐ-UBND", "date": "2026-11-25" } }),
        ),
    ];
    let mut record = None;
    for (version, (author, one_step)) in steps.into_iter().enumerate() {
        let entry = entry(SubjectKind::Dossier, version as u32, author, step(one_step));
        record = Some(accepted(run(record.as_ref(), &entry, author)).0);
    }
    let hand_over = json!({ "step": "hand_over", "hand_over": { "full_name": "H'Bia Minh Họa", "capacity": "self",
        "place": "stop", "proof": "signature", "at": NOW } });
    let first = entry(SubjectKind::Dossier, 5, &one, step(hand_over.clone()));
    let (handed, outcome, _) = accepted(run(record.as_ref(), &first, &one));
    assert_eq!(outcome, Outcome::Applied);
    let second = entry(SubjectKind::Dossier, 5, &two, step(hand_over));
    let (after, outcome, flags) = accepted(run(Some(&handed), &second, &two));
    assert_eq!(
        (outcome, flags),
        (Outcome::Merged, vec!["handed_over_twice".to_owned()])
    );
    let Record::Dossier(after) = after else {
        panic!("a dossier")
    };
    assert_eq!(after.flags, ["handed_over_twice"]);
    assert_eq!(after.status, wire::dossier::DossierStatus::HandedOver);
}

#[test]
fn one_officer_on_two_devices_loses_no_fact_of_the_field() {
    let one = actor(Role::Center, 1);
    let guide = json!({ "step": "guide", "intake": intake(true), "missing": [], "at": NOW });
    let guided = accepted(run(None, &entry(SubjectKind::Dossier, 0, &one, step(guide)), &one)).0;
    let receive = || step(json!({ "step": "receive", "intake": intake(false), "clock": clock() }));
    let first = entry(SubjectKind::Dossier, 1, &one, receive());
    let received = accepted(run(Some(&guided), &first, &one)).0;
    // The other device had not seen the first receipt; the citizen holds two.
    let (_, outcome, flags) = accepted(run(Some(&received), &first, &one));
    assert_eq!((outcome, flags), (Outcome::Merged, vec!["received_twice".to_owned()]));
    // Whoever had seen it is told that it cannot be.
    let again = entry(SubjectKind::Dossier, 2, &one, receive());
    let code = "wrong_status".to_owned();
    assert_eq!(kept(run(Some(&received), &again, &one)), Outcome::Refused { code });
    // A decision of the office is no such fact: the stale one is refused.
    let forward = || step(json!({ "step": "forward" }));
    let forwarded = entry(SubjectKind::Dossier, 2, &one, forward());
    let (moved, ..) = accepted(run(Some(&received), &forwarded, &one));
    assert!(matches!(
        kept(run(Some(&moved), &forwarded, &one)),
        Outcome::Refused { .. }
    ));
}
