//! Reading the tagged enums of the journal by hand.
//!
//! The derived readers of internally tagged enums go through a second, generic kind of value, for which every record
//! would be compiled once more: a fifth of the browser's core. These go through `serde_json::Value`. The writing side is
//! derived; a test proves that what is written is read back.

use serde::de::{DeserializeOwned, Error};
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

use crate::dossier::DossierStep;
use crate::entry::Body;
use crate::records::Record;

/// The fields of one variant, and its tag.
struct Fields {
    tag: String,
    map: Map<String, Value>,
}

impl Fields {
    fn read<'de, D: Deserializer<'de>>(deserializer: D, tag: &'static str) -> Result<Fields, D::Error> {
        let mut map = Map::deserialize(deserializer)?;
        match map.remove(tag) {
            Some(Value::String(tag)) => Ok(Fields { tag, map }),
            Some(_) | None => Err(D::Error::missing_field(tag)),
        }
    }

    fn take<T: DeserializeOwned>(&mut self, field: &'static str) -> serde_json::Result<T> {
        let value = self
            .map
            .remove(field)
            .ok_or_else(|| serde_json::Error::missing_field(field))?;
        serde_json::from_value(value)
    }

    fn maybe<T: DeserializeOwned>(&mut self, field: &'static str) -> serde_json::Result<Option<T>> {
        self.map.remove(field).map_or(Ok(None), serde_json::from_value)
    }

    fn whole<T: DeserializeOwned>(self) -> serde_json::Result<T> {
        serde_json::from_value(Value::Object(self.map))
    }
}

impl<'de> Deserialize<'de> for Record {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Record, D::Error> {
        record(Fields::read(deserializer, "kind")?).map_err(D::Error::custom)
    }
}

fn record(fields: Fields) -> serde_json::Result<Record> {
    Ok(match fields.tag.as_str() {
        "dossier" => Record::Dossier(fields.whole()?),
        "person" => Record::Person(fields.whole()?),
        "household" => Record::Household(fields.whole()?),
        "attendance" => Record::Attendance(fields.whole()?),
        "survey" => Record::Survey(fields.whole()?),
        "difficulty" => Record::Difficulty(fields.whole()?),
        "home_visit" => Record::HomeVisit(fields.whole()?),
        unknown => return Err(serde_json::Error::custom(format!("unknown kind {unknown}"))),
    })
}

impl<'de> Deserialize<'de> for Body {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Body, D::Error> {
        body(Fields::read(deserializer, "type")?).map_err(D::Error::custom)
    }
}

fn body(mut fields: Fields) -> serde_json::Result<Body> {
    Ok(match fields.tag.as_str() {
        "person.registered" => Body::PersonRegistered {
            record: fields.take("record")?,
        },
        "person.changed" => Body::PersonChanged {
            set: fields.take("set")?,
        },
        "household.registered" => Body::HouseholdRegistered {
            record: fields.take("record")?,
        },
        "household.changed" => Body::HouseholdChanged {
            set: fields.take("set")?,
        },
        "dossier.step" => Body::DossierStep {
            step: fields.take("step")?,
        },
        "attendance.recorded" => Body::AttendanceRecorded {
            record: fields.take("record")?,
        },
        "survey.answered" => Body::SurveyAnswered {
            record: fields.take("record")?,
        },
        "difficulty.reported" => Body::DifficultyReported {
            record: fields.take("record")?,
        },
        "difficulty.changed" => Body::DifficultyChanged {
            set: fields.take("set")?,
        },
        "home_visit.requested" => Body::HomeVisitRequested {
            record: fields.take("record")?,
        },
        "home_visit.changed" => Body::HomeVisitChanged {
            set: fields.take("set")?,
        },
        unknown => return Err(serde_json::Error::custom(format!("unknown type {unknown}"))),
    })
}

impl<'de> Deserialize<'de> for DossierStep {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<DossierStep, D::Error> {
        step(Fields::read(deserializer, "step")?).map_err(D::Error::custom)
    }
}

fn step(mut fields: Fields) -> serde_json::Result<DossierStep> {
    Ok(match fields.tag.as_str() {
        "guide" => DossierStep::Guide {
            intake: fields.take("intake")?,
            missing: fields.take("missing")?,
            at: fields.take("at")?,
        },
        "receive" => DossierStep::Receive {
            intake: fields.take("intake")?,
            clock: fields.take("clock")?,
        },
        "forward" => DossierStep::Forward {
            note: fields.maybe("note")?,
        },
        "ask_confirmation" => DossierStep::AskConfirmation {
            from: fields.take("from")?,
            question: fields.take("question")?,
        },
        "confirm" => DossierStep::Confirm {
            by: fields.take("by")?,
            finding: fields.take("finding")?,
            note: fields.maybe("note")?,
        },
        "appraise" => DossierStep::Appraise {
            appraisal: fields.take("appraisal")?,
        },
        "approve" => DossierStep::Approve {},
        "send_back" => DossierStep::SendBack {
            reason: fields.take("reason")?,
        },
        "request_supplement" => DossierStep::RequestSupplement {
            missing: fields.take("missing")?,
            reason: fields.take("reason")?,
        },
        "supplement_received" => DossierStep::SupplementReceived {
            papers: fields.take("papers")?,
            clock: fields.take("clock")?,
        },
        "add_papers" => DossierStep::AddPapers {
            papers: fields.take("papers")?,
        },
        "record_decision" => DossierStep::RecordDecision {
            decision: fields.take("decision")?,
        },
        "refuse" => DossierStep::Refuse {
            reason: fields.take("reason")?,
            basis: fields.maybe("basis")?,
        },
        "stop" => DossierStep::Stop {
            reason: fields.take("reason")?,
            asked_by: fields.take("asked_by")?,
        },
        "extend" => DossierStep::Extend {
            due: fields.take("due")?,
            reason: fields.take("reason")?,
        },
        "hand_over" => DossierStep::HandOver {
            hand_over: fields.take("hand_over")?,
        },
        "set_official_code" => DossierStep::SetOfficialCode {
            code: fields.take("code")?,
        },
        "note" => DossierStep::Note {
            text: fields.take("text")?,
        },
        "close_flag" => DossierStep::CloseFlag {
            flag: fields.take("flag")?,
            note: fields.take("note")?,
        },
        unknown => return Err(serde_json::Error::custom(format!("unknown step {unknown}"))),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// A record's own fields must not be called like its tag.
    #[test]
    fn every_record_is_read_back_as_written() {
        let id = "00000000-0000-0000-0000-000000000005";
        let records = [
            json!({ "kind": "person", "id": id, "version": 1, "full_name": "H'Bia Minh Họa", "village": "v01" }),
            json!({ "kind": "household", "id": id, "version": 1, "village": "v01" }),
            json!({ "kind": "attendance", "id": id, "version": 1, "service": "advice", "people": 2, "at": "2026-11-20T08:00" }),
            json!({ "kind": "survey", "id": id, "version": 1, "answers": { "attitude": "polite" }, "month": "2026-11" }),
            json!({ "kind": "difficulty", "id": id, "version": 1, "nature": "proposal", "text": "Thêm bàn", "reported_by": id,
                "at": "2026-11-20T08:00" }),
            json!({ "kind": "home_visit", "id": id, "version": 1, "full_name": "K'Brôi", "village": "v01", "need": "Nhận kết quả",
                "asked_by": "family", "status": "asked" }),
        ];
        for json in records {
            let text = json.to_string();
            let read: Record = serde_json::from_str(&text).expect("a record");
            let written = serde_json::to_string(&read).expect("JSON");
            assert_eq!(written.matches("\"kind\"").count(), 1, "{written}");
            assert_eq!(serde_json::from_str::<Value>(&written).expect("JSON"), json);
        }
    }

    /// One of each step, written out: the journal's format, and proof that every one of them is read back as written.
    #[test]
    fn every_step_is_read_back_as_written() {
        let intake = json!({
            "procedure": "1.001776", "code": "T24637-261120-K7QTM4", "beneficiary": "00000000-0000-0000-0000-000000000005",
            "beneficiary_name": "H'Bia Minh Họa", "capacity": "self", "village": "v01", "form": "m01", "answers": {},
            "papers": [], "channel": { "how": "stop" }, "priority": false, "place": "stop", "rules_version": "x" });
        let clock = json!({ "received": "2026-11-20T16:10", "starts": "2026-11-23" });
        let missing = json!([{ "requirement": "form", "name": "Tờ khai" }]);
        let steps = [
            json!({ "step": "guide", "intake": intake, "missing": missing, "at": "2026-11-20T16:10" }),
            json!({ "step": "receive", "intake": intake, "clock": clock }),
            json!({ "step": "forward" }),
            json!({ "step": "ask_confirmation", "from": "police", "question": "Nơi cư trú" }),
            json!({ "step": "confirm", "by": "police", "finding": "differs", "note": "Đã chuyển đi" }),
            json!({ "step": "appraise", "appraisal": { "proposal": "grant", "amount": 810_000 } }),
            json!({ "step": "approve" }),
            json!({ "step": "send_back", "reason": "Xem lại" }),
            json!({ "step": "request_supplement", "missing": missing, "reason": "Thiếu" }),
            json!({ "step": "supplement_received", "papers": [], "clock": clock }),
            json!({ "step": "add_papers", "papers": [] }),
            json!({ "step": "record_decision", "decision": { "number": "12/QĐ-UBND", "date": "2026-11-25" } }),
            json!({ "step": "refuse", "reason": "Không đủ điều kiện", "basis": "Điều 5" }),
            json!({ "step": "stop", "reason": "Xin rút", "asked_by": "H'Bia Minh Họa" }),
            json!({ "step": "extend", "due": "2026-12-02T17:00", "reason": "Chờ xác minh" }),
            json!({ "step": "hand_over", "hand_over": { "full_name": "H'Bia", "capacity": "self", "place": "home",
                "proof": "signature", "at": "2026-12-01T09:00" } }),
            json!({ "step": "set_official_code", "code": "H00.00-261120-0001" }),
            json!({ "step": "note", "text": "Đã gọi điện" }),
            json!({ "step": "close_flag", "flag": "received_twice", "note": "Đã gộp" }),
        ];
        assert_eq!(steps.len(), domain::dossier::StepKind::ALL.len());
        for (json, kind) in steps.into_iter().zip(domain::dossier::StepKind::ALL) {
            let body = json!({ "type": "dossier.step", "step": json });
            let read: Body = serde_json::from_value(body.clone()).expect("a body");
            assert_eq!(serde_json::to_value(&read).expect("JSON"), body);
            assert_eq!(json["step"], kind.code());
        }
    }
}
