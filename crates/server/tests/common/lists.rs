//! Lists of other offices: small ones of invented people, and what an officer does with them.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use uuid::Uuid;

use super::{Answer, Client, outcomes};

/// Thirty invented people of two villages, so that a list can be recognised as one of this commune.
pub const FAMILIES: [&str; 5] = ["Nguyễn", "Trần", "K'", "Phạm", "Đặng"];
pub const MIDDLES: [&str; 6] = ["Văn", "Thị Ngọc", "Đức", "Thị", "Minh", "Thị Kim"];
pub const GIVEN: [&str; 8] = ["Brèo", "Hùng", "Lan", "Mai", "Nhung", "Phước", "Quỳnh", "Tâm"];

pub fn name(number: usize) -> String {
    format!(
        "{} {} {}",
        FAMILIES[number % 5],
        MIDDLES[(number / 5) % 6],
        GIVEN[(number * 3 + number / 7) % 8]
    )
}

pub fn year(number: usize) -> usize {
    1940 + (number * 7) % 50
}

pub fn personal_id(number: usize) -> String {
    format!("0680{:02}{number:06}", year(number) % 100)
}

pub fn register(client: &Client, numbers: std::ops::Range<usize>) {
    let entries: Vec<Value> = numbers
        .map(|number| {
            let id = Uuid::now_v7();
            client.entry("person", id, 0, json!({ "type": "person.registered", "record": {
                "id": id, "version": 0, "full_name": name(number), "birth_date": format!("{}-03-0{}", year(number), 1 + number % 9),
                "sex": "male", "village": if number.is_multiple_of(2) { "v01" } else { "v02" }, "personal_id": personal_id(number),
            }}))
        })
        .collect();
    assert!(
        outcomes(&client.push(&entries))
            .iter()
            .all(|outcome| outcome == "applied")
    );
}

/// A line of the list: number, name, birth, id, phone, village.
pub fn line(number: usize, phone: &str, village: &str) -> String {
    let birth = format!("0{}/03/{}", 1 + number % 9, year(number));
    format!(
        "{},{},{birth},Nam,{},{phone},{village}\n",
        number + 1,
        name(number),
        personal_id(number)
    )
}

pub fn village(number: usize) -> &'static str {
    if number.is_multiple_of(2) {
        "Bon Một"
    } else {
        "Thôn Hai"
    }
}

pub const HEAD: &str =
    "DANH SÁCH NHÂN KHẨU THƯỜNG TRÚ,,,,,,\nSTT,Họ và tên,Ngày sinh,Giới tính,Số CCCD,Số điện thoại,Thôn\n";

/// People 0 to 29 with phones, two new ones, and one of a village that the commune does not have.
pub fn csv() -> String {
    let mut text = HEAD.to_owned();
    for number in 0..30 {
        text += &line(number, "0912345678", village(number));
    }
    text += "31,Hoàng Thị Mới,05/06/1950,Nữ,068150900001,,Bon Một\n";
    text += "32,Lý Văn Lạ,07/08/1961,Nam,068061900002,0987654321,Thôn Hai\n";
    text += "33,Giàng A Xa,01/02/1970,Nam,068070900003,,Thôn Mười Chín\n";
    text
}

pub fn upload(client: &Client, name: &str, bytes: &[u8]) -> Answer {
    client.send(
        "POST",
        "/api/imports",
        &[("tanthon-name", name), ("content-type", "application/octet-stream")],
        Some(bytes.to_vec()),
    )
}

/// Asks until nobody works on the import any more.
pub fn settled(client: &Client, id: &str) -> Value {
    let started = Instant::now();
    loop {
        let view = client.get(&format!("/api/imports/{id}")).json();
        if view.get("progress").is_none() && !["reading"].contains(&view["state"].as_str().unwrap()) {
            return view;
        }
        assert!(started.elapsed() < Duration::from_secs(120), "{view}");
        std::thread::yield_now();
    }
}

pub fn import(client: &Client, name: &str, bytes: &[u8]) -> Value {
    let answer = upload(client, name, bytes);
    assert_eq!(answer.status, 202, "{}", answer.text());
    settled(client, answer.json()["id"].as_str().unwrap())
}

pub fn rows(client: &Client, id: &str, state: &str) -> Vec<Value> {
    let page = client
        .get(&format!("/api/imports/{id}/rows?action={state}&limit=200"))
        .json();
    page["items"].as_array().unwrap().clone()
}

pub fn count(view: &Value, state: &str) -> i64 {
    view["counts"][state].as_i64().unwrap_or(0)
}

pub fn act(client: &Client, id: &str, what: &str, body: Value) -> Answer {
    client.post(&format!("/api/imports/{id}/{what}"), body)
}

/// A request without a body.
pub fn press(client: &Client, id: &str, what: &str) -> Answer {
    client.send("POST", &format!("/api/imports/{id}/{what}"), &[], Some(Vec::new()))
}

pub fn agree(client: &Client, view: &Value) -> Answer {
    let id = view["id"].as_str().unwrap();
    let new = count(view, "new") + count(view, "decided_new");
    let change = count(view, "change") + count(view, "decided_change");
    act(client, id, "apply", json!({ "new": new, "change": change }))
}

pub fn found(client: &Client, q: &str) -> Vec<Value> {
    client.get(&format!("/api/people?q={q}")).json()["items"]
        .as_array()
        .unwrap()
        .clone()
}

pub fn everybody(client: &Client) -> Vec<(String, Value)> {
    let page = client.get("/api/people?limit=200").json();
    let people = page["items"].as_array().unwrap().iter();
    let mut people: Vec<(String, Value)> = people
        .map(|person| {
            (
                person["full_name"].as_str().unwrap().to_owned(),
                person["phone"].clone(),
            )
        })
        .collect();
    people.sort_by(|a, b| a.0.cmp(&b.0));
    people
}
