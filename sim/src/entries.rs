//! Bodies of entries, as the screens make them.

use domain::dossier::StepKind;
use serde_json::{Value, json};
use uuid::Uuid;
use wire::entry::SubjectKind;

use crate::random::Random;

/// The villages of the commune.
pub const VILLAGES: [&str; 3] = ["v01", "v02", "v03"];

const NAMES: [&str; 6] = [
    "K' Brôi",
    "Ka Brơm",
    "Giàng A Páo",
    "Vàng Thị Dợ",
    "Nông Thị Nhình",
    "H'Bia Ƀya",
];

/// The first entry of a subject.
pub fn creation(kind: SubjectKind, id: Uuid, random: &mut Random, now: &str) -> Value {
    let (name, village) = (random.word(&NAMES), random.word(&VILLAGES));
    let place = random.percent(80).then_some(village);
    match kind {
        SubjectKind::Person => {
            let mut record =
                json!({ "id": id, "version": 0, "full_name": name, "village": village, "birth_date": "1950-03" });
            if random.percent(30) {
                record["facts"] = json!({ "disability": "severe", "monthly_pension": 0 });
            }
            json!({ "type": "person.registered", "record": record })
        }
        SubjectKind::Household => json!({ "type": "household.registered",
            "record": { "id": id, "version": 0, "village": village, "poverty": "poor" } }),
        SubjectKind::Dossier => {
            let kind = if random.percent(40) {
                StepKind::Guide
            } else {
                StepKind::Receive
            };
            json!({ "type": "dossier.step", "step": step(kind, id, random, now) })
        }
        SubjectKind::Attendance => json!({ "type": "attendance.recorded",
            "record": { "id": id, "version": 0, "service": "advice", "people": 1 + random.below(4), "at": now } }),
        SubjectKind::Survey => json!({ "type": "survey.answered",
            "record": { "id": id, "version": 0, "answers": { "q1": "good" }, "month": "2026-11" } }),
        SubjectKind::Difficulty => json!({ "type": "difficulty.reported", "record": { "id": id, "version": 0,
            "village": place, "nature": "difficulty", "text": "Cầu bị cuốn", "reported_by": Uuid::nil(), "at": now } }),
        SubjectKind::HomeVisit => json!({ "type": "home_visit.requested", "record": { "id": id, "version": 0,
            "full_name": name, "village": village, "need": "Nộp hồ sơ", "asked_by": "village_head", "status": "asked" } }),
    }
}

/// A change of single fields; `None` for subjects that have none.
pub fn change(kind: SubjectKind, random: &mut Random) -> Option<Value> {
    let phone = format!("09123456{:02}", random.below(100));
    let (name, set) = match kind {
        SubjectKind::Person => {
            let set = match random.below(8) {
                0 | 1 => json!({ "phone": phone }),
                2 => json!({ "facts.disability": random.word(&["light", "severe", "extreme"]) }),
                3 => json!({ "cannot_travel": random.percent(50) }),
                4 => json!({ "village": random.word(&VILLAGES) }),
                5 => json!({ "facts.disability": null, "phone": phone }),
                6 => json!({ "receives": [{ "category": "DT6_N", "monthly": 810_000 }] }),
                _ => json!({ "full_name": random.word(&NAMES) }),
            };
            ("person.changed", set)
        }
        SubjectKind::Household => (
            "household.changed",
            json!({ "poverty": random.word(&["none", "near_poor", "poor"]) }),
        ),
        SubjectKind::Difficulty => (
            "difficulty.changed",
            json!({ "answer": random.word(&["Đã báo tỉnh", "Đang sửa"]) }),
        ),
        SubjectKind::HomeVisit => (
            "home_visit.changed",
            json!({ "status": random.word(&["assigned", "done"]) }),
        ),
        SubjectKind::Dossier | SubjectKind::Attendance | SubjectKind::Survey => return None,
    };
    Some(json!({ "type": name, "set": set }))
}

/// A step of a dossier.
pub fn step(kind: StepKind, id: Uuid, random: &mut Random, now: &str) -> Value {
    let name = random.word(&NAMES);
    let missing = json!([{ "requirement": "can_cuoc", "name": "Căn cước" }]);
    let paper = json!({ "requirement": random.word(&["can_cuoc", "to_khai"]), "name": "Giấy tờ", "state": "provided",
        "files": [{ "hash": format!("{:064x}", random.below(1_000_000)), "mime": "image/jpeg", "size": 3 }] });
    let clock = json!({ "received": now, "starts": "2026-11-23", "due": "2026-12-02T17:00", "limit_days": 7,
        "limit_unit": "working_day" });
    let intake = || {
        json!({ "procedure": "1.001776", "code": format!("T24637-261120-{}", id.simple()), "beneficiary": id,
            "beneficiary_name": name, "capacity": "self", "village": VILLAGES[id.as_bytes()[15] as usize % 3],
            "form": "nd335_mau_01", "answers": { "full_name": name }, "papers": [paper], "channel": { "how": "stop" },
            "place": "stop", "rules_version": "r1" })
    };
    let office = random.word(&["police", "health"]);
    match kind {
        StepKind::Guide => json!({ "step": "guide", "intake": intake(), "missing": missing, "at": now }),
        StepKind::Receive => json!({ "step": "receive", "intake": intake(), "clock": clock }),
        StepKind::Forward => json!({ "step": "forward" }),
        StepKind::AskConfirmation => json!({ "step": "ask_confirmation", "from": office, "question": "Cư trú" }),
        StepKind::Confirm => json!({ "step": "confirm", "by": office, "finding": "confirmed" }),
        StepKind::Appraise => json!({ "step": "appraise", "appraisal":
            { "proposal": random.word(&["grant", "grant", "refuse"]), "amount": 810_000, "reason": "Đủ điều kiện" } }),
        StepKind::Approve => json!({ "step": "approve" }),
        StepKind::SendBack => json!({ "step": "send_back", "reason": "Thiếu căn cứ" }),
        StepKind::RequestSupplement => json!({ "step": "request_supplement", "missing": missing, "reason": "Thiếu" }),
        StepKind::SupplementReceived => json!({ "step": "supplement_received", "papers": [paper], "clock": clock }),
        StepKind::AddPapers => json!({ "step": "add_papers", "papers": [paper] }),
        StepKind::RecordDecision => {
            json!({ "step": "record_decision", "decision": { "number": "12/QĐ-UBND", "date": "2026-11-20" } })
        }
        StepKind::Refuse => json!({ "step": "refuse", "reason": "Không đủ điều kiện" }),
        StepKind::Stop => json!({ "step": "stop", "reason": "Rút hồ sơ", "asked_by": name }),
        StepKind::Extend => json!({ "step": "extend", "due": "2026-12-09T17:00", "reason": "Chờ xác minh" }),
        StepKind::HandOver => json!({ "step": "hand_over", "hand_over": { "full_name": name, "capacity": "self",
            "place": "stop", "proof": "signature", "at": now } }),
        StepKind::SetOfficialCode => json!({ "step": "set_official_code", "code": "H36.22-261120-0001" }),
        StepKind::Note => json!({ "step": "note", "text": "Gọi lại chiều" }),
        StepKind::CloseFlag => {
            json!({ "step": "close_flag", "flag": random.word(&["handed_over_twice", "late_extension", "received_twice"]),
            "note": "Đã xem" })
        }
    }
}
