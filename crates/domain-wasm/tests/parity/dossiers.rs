//! The judge: long random histories of dossiers and people by all roles, most of them wrong at some point.

use domain::permissions::Role;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::Calls;
use crate::random::Random;

const NOW: &str = "2026-11-20T16:10";

pub fn calls(calls: &mut Calls) {
    let mut random = Random(24_637);
    for number in 0..60 {
        history(calls, &mut random, number, dossier_body);
        history(calls, &mut random, number, person_body);
    }
    for subject in ["household", "attendance", "survey", "difficulty", "home_visit"] {
        for role in Role::ALL {
            let id = Uuid::from_u128(5);
            let mut record = json!({ "id": id, "version": 9, "village": "v01", "service": "advice", "people": 3,
                "at": NOW, "answers": { "q1": "good" }, "month": "2026-11", "nature": "difficulty", "text": "Đường xấu",
                "reported_by": id, "full_name": "Giàng A Páo", "need": "Nộp hồ sơ", "asked_by": "village_head", "status": "asked" });
            let created = ["registered", "recorded", "answered", "reported", "requested"];
            let place = ["household", "attendance", "survey", "difficulty", "home_visit"]
                .iter()
                .position(|it| *it == subject);
            let body = json!({ "type": format!("{subject}.{}", created[place.unwrap()]), "record": record.take() });
            let request = request(None, subject, id, 0, body, role, &mut random);
            let record = calls.call("judge", &request)["ok"]["accept"]["record"].take();
            for set in [
                json!({ "answer": "Đã báo" }),
                json!({ "poverty": "poor" }),
                json!({ "status": "assigned" }),
                json!({ "id": 1 }),
            ] {
                let body = json!({ "type": format!("{subject}.changed"), "set": set });
                let request = request_on(&record, subject, id, body, role, &mut random);
                calls.call("judge", &request);
            }
        }
    }
    for number in 0..200_u128 {
        let id = Uuid::from_u128(number.wrapping_mul(0x9E37_79B9_7F4A_7C15_F39C_C060_5CED_C834));
        calls.ok(
            "temporary_code",
            &json!({ "commune": "24637", "date": "2026-11-21", "id": id }),
        );
    }
}

fn request_on(record: &Value, kind: &str, id: Uuid, body: Value, role: Role, random: &mut Random) -> Value {
    let base = record["version"].as_u64().unwrap_or(0);
    request(
        (!record.is_null()).then_some(record),
        kind,
        id,
        base,
        body,
        role,
        random,
    )
}

fn request(
    record: Option<&Value>,
    kind: &str,
    id: Uuid,
    base: u64,
    body: Value,
    role: Role,
    random: &mut Random,
) -> Value {
    let account = Uuid::from_u128(role as u128 + 1);
    let author = if random.below(40) == 0 { Uuid::nil() } else { account };
    let v = if random.below(40) == 0 { 2 } else { 1 };
    json!({ "record": record, "now": NOW,
        "actor": { "account": account, "roles": [role.code()], "villages": ["v01"] },
        "entry": { "id": Uuid::from_u128(99), "v": v, "subject": { "kind": kind, "id": id }, "base": base,
            "author": author, "at": "2026-11-20T15:00", "stop": Uuid::from_u128(3), "body": body } })
}

type MakeBody = fn(&Value, &mut Random) -> (&'static str, Value);

fn history(calls: &mut Calls, random: &mut Random, number: u128, make: MakeBody) {
    let id = Uuid::from_u128(1000 + number);
    let mut record = Value::Null;
    for _ in 0..40 {
        let (kind, body) = make(&json!(id), random);
        // Those who can do something come more often than the others.
        let role = match random.below(3) {
            0 => Role::ALL[random.below(Role::ALL.len())],
            _ => [Role::Center, Role::Social, Role::Leader][random.below(3)],
        };
        let version = record["version"].as_u64().unwrap_or(0);
        let base = version.saturating_sub(random.below(4) as u64);
        let known = (!record.is_null()).then_some(&record);
        let request = request(known, kind, id, base, body, role, random);
        let mut answer = calls.call("judge", &request);
        if let Some(accepted) = answer.pointer_mut("/ok/accept/record") {
            record = accepted.take();
        }
        if kind == "dossier" {
            let actor = &request["actor"];
            calls.ok(
                "allowed",
                &json!({ "record": (!record.is_null()).then_some(&record), "actor": actor }),
            );
        }
    }
}

fn person_body(id: &Value, random: &mut Random) -> (&'static str, Value) {
    let set = match random.below(12) {
        0 | 1 => {
            let record = json!({ "id": id, "version": 0, "full_name": random.pick(&["H'Bia", "", "Vàng Thị Dợ"]),
                "village": random.pick(&["v01", "v02"]), "birth_date": "1950-03", "facts": { "monthly_pension": 300_000 } });
            return ("person", json!({ "type": "person.registered", "record": record }));
        }
        2 => json!({ "phone": random.pick(&["0912345678", "0987654321"]) }),
        3 => json!({ "facts.disability": random.pick(&["light", "severe", "extreme"]) }),
        4 => json!({ "facts.disability": null, "cannot_travel": true }),
        5 => json!({ "village": "v02" }),
        6 => json!({ "receives": [{ "category": "DT6_N", "monthly": 810_000 }] }),
        7 => json!({ "facts.children_in_care": [{ "birth_date": "2015", "in_continuous_education": true }] }),
        8 => json!({ "full_name": 12 }),
        9 => json!({ "no_such_field": 1.5 }),
        10 => json!({ "facts": { "hiv": true } }),
        _ => json!({ "representative": { "full_name": "Giàng A Páo", "phone": null } }),
    };
    ("person", json!({ "type": "person.changed", "set": set }))
}

fn dossier_body(id: &Value, random: &mut Random) -> (&'static str, Value) {
    let file = json!({ "hash": "a".repeat(64), "mime": "image/jpeg", "size": 200_000 });
    let paper = json!({ "requirement": "can_cuoc", "name": "Căn cước", "state": random.pick(&["provided", "missing", "provided"]),
        "files": [file] });
    let intake = json!({ "procedure": "1.001776", "code": "T24637-261121-K7QTM4", "beneficiary": id,
        "beneficiary_name": "K' Brôi", "capacity": "self", "village": "v01", "form": "nd335_mau_01",
        "answers": { "full_name": "K' Brôi", "income": 1.25e6, "big": 9_007_199_254_740_993_u64 }, "papers": [paper],
        "channel": { "how": "stop" }, "place": "stop", "rules_version": "r1" });
    let clock = json!({ "received": NOW, "starts": "2026-11-23", "due": "2026-11-20T16:00", "limit_days": 7, "limit_unit": "working_day" });
    let missing = json!([{ "requirement": "can_cuoc", "name": "Căn cước", "where_to_get": "Công an xã" }]);
    let hand_over =
        json!({ "full_name": "K' Brôi", "capacity": "self", "place": "stop", "proof": "signature", "at": NOW });
    let office = random.pick(&["police", "health", "center"]);
    let step = match random.below(21) {
        0 => json!({ "step": "guide", "intake": intake, "missing": missing, "at": NOW }),
        1 | 2 => json!({ "step": "receive", "intake": intake, "clock": clock }),
        3 => json!({ "step": "forward", "note": null }),
        4 => json!({ "step": "ask_confirmation", "from": office, "question": "Cư trú" }),
        5 => json!({ "step": "confirm", "by": office, "finding": random.pick(&["confirmed", "differs", "?"]) }),
        6 => {
            json!({ "step": "appraise", "appraisal": { "proposal": random.pick(&["grant", "refuse"]), "amount": 810_000,
            "reason": random.pick(&["Đủ điều kiện", " "]) } })
        }
        7 => json!({ "step": "approve" }),
        8 => json!({ "step": "send_back", "reason": "Thiếu căn cứ" }),
        9 => json!({ "step": "request_supplement", "missing": missing, "reason": "Thiếu" }),
        10 => json!({ "step": "supplement_received", "papers": [paper], "clock": clock }),
        11 => json!({ "step": "add_papers", "papers": [paper] }),
        12 => json!({ "step": "record_decision", "decision": { "number": "12/QĐ-UBND", "date": "2026-11-20" } }),
        13 => json!({ "step": "refuse", "reason": "Không đủ điều kiện", "basis": null }),
        14 => json!({ "step": "stop", "reason": "Rút", "asked_by": "K' Brôi" }),
        15 => {
            json!({ "step": "extend", "due": random.pick(&["2026-12-30T17:00", "2026-11-01T17:00", "mai"]), "reason": "Chờ" })
        }
        16 | 17 => json!({ "step": "hand_over", "hand_over": hand_over }),
        18 => json!({ "step": "set_official_code", "code": "H36.22-261121-0001" }),
        19 => {
            json!({ "step": "close_flag", "flag": random.pick(&["handed_over_twice", "late_extension"]), "note": "Đã xem" })
        }
        _ => json!({ "step": "note", "text": "Gọi lại chiều" }),
    };
    ("dossier", json!({ "type": "dossier.step", "step": step }))
}
