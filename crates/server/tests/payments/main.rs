//! Payment lists over HTTP: drawn up, approved by another person, compared with what was paid, corrected.

#![allow(clippy::unwrap_used)]

use serde_json::{Value, json};
use uuid::Uuid;

#[path = "../common/mod.rs"]
mod common;
mod lists;
mod papers;

use common::{Answer, Client, outcomes};

/// A recipient of 810,000 đ a month (severe disability).
fn recipient(client: &Client, id: Uuid, name: &str, more: Value) -> Value {
    let mut record = json!({ "id": id, "version": 0, "full_name": name, "birth_date": "1996-03-01", "village": "v01",
        "alive": true, "facts": { "disability": "severe" },
        "receives": [{ "category": "DT6_N", "monthly": 810_000, "decision_number": "12/QĐ-UBND", "from_month": "2026-07" }] });
    record
        .as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    client.entry(
        "person",
        id,
        0,
        json!({ "type": "person.registered", "record": record }),
    )
}

fn register(client: &Client, people: &[(Uuid, &str, Value)]) {
    let entries: Vec<Value> = people
        .iter()
        .map(|(id, name, more)| recipient(client, *id, name, more.clone()))
        .collect();
    let answer = client.push(&entries);
    assert!(outcomes(&answer).iter().all(|it| it == "applied"), "{}", answer.text());
}

fn ok(answer: Answer) -> Value {
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

/// A request without a body, as the screens send it.
fn nothing(client: &Client, path: &str) -> Answer {
    client.send("POST", path, &[], None)
}

fn draw(client: &Client, month: &str) -> Value {
    ok(nothing(client, &format!("/api/payments/{month}")))
}

fn approve(client: &Client, head: &Value) -> Answer {
    let month = head["month"].as_str().unwrap();
    client.post(
        &format!("/api/payments/{month}/approve"),
        json!({ "revision": head["revision"] }),
    )
}

fn names(page: &Value) -> Vec<String> {
    let items = page["items"].as_array().unwrap();
    items
        .iter()
        .map(|it| it["full_name"].as_str().unwrap_or("-").to_owned())
        .collect()
}
