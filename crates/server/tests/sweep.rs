//! A change of the law over the whole list: it adds up, and nobody's category reaches those who may not know it.

#![allow(clippy::unwrap_used)]

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use serde_json::{Value, json};
use uuid::Uuid;

mod common;

use common::{TestServer, outcomes};

/// Two recipients by the old law.
struct Commune {
    server: TestServer,
    /// Severely disabled.
    recipient: Uuid,
    /// Lives with HIV.
    hiv: Uuid,
}

fn commune() -> Commune {
    let server = TestServer::start();
    let social = server.client("social");
    let [recipient, hiv, home] = std::array::from_fn(|_| Uuid::now_v7());
    let person = |id: Uuid, name: &str, village: &str, facts: Value, category: &str| {
        let receives = json!([{ "category": category, "monthly": 750_000, "from_month": "2025-09" }]);
        let record = json!({ "id": id, "version": 0, "full_name": name, "birth_date": "1996-03-01", "village": village,
            "household": home, "alive": true, "facts": facts, "receives": receives });
        social.entry(
            "person",
            id,
            0,
            json!({ "type": "person.registered", "record": record }),
        )
    };
    let household = json!({ "id": home, "version": 0, "village": "v02", "poverty": "poor" });
    let pushed = social.push(&[
        social.entry(
            "household",
            home,
            0,
            json!({ "type": "household.registered", "record": household }),
        ),
        person(
            recipient,
            "Người Nhận Minh Họa",
            "v02",
            json!({ "disability": "severe" }),
            "DT6_N",
        ),
        person(
            hiv,
            "Người Kín Minh Họa",
            "v01",
            json!({ "hiv": true, "has_salary_or_pension": false }),
            "DT8",
        ),
    ]);
    assert_eq!(outcomes(&pushed), ["applied"; 3], "{}", pushed.text());
    Commune { server, recipient, hiv }
}

#[test]
fn a_change_of_law_adds_up() {
    let it = commune();
    let social = it.server.client("social");
    let page = social.get("/api/sweep?limit=200").json();
    assert_eq!(page["question"]["before"], "2026-06-30");
    let gains = social.get("/api/sweep?kind=gains&village=v02").json();
    let row = &gains["items"][0];
    assert_eq!(
        (gains["total"].as_u64(), &row["person"]),
        (Some(1), &json!(it.recipient))
    );
    assert_eq!(
        (&row["old"]["monthly"], &row["new"]["monthly"]),
        (&json!(750_000), &json!(810_000))
    );
    // July to October at 60,000.
    assert_eq!(row["back_pay_total"], 240_000);
    assert_eq!(page["sum"]["back_pay_words"], "Bốn trăm tám mươi nghìn đồng");
    for total in page["totals"].as_array().unwrap() {
        let kind = total["kind"].as_str().unwrap();
        let village = total["village"]
            .as_str()
            .map_or(String::new(), |id| format!("&village={id}"));
        let list = social.get(&format!("/api/sweep?kind={kind}{village}&limit=200")).json();
        let sum = |of: &dyn Fn(&Value) -> i64| list["items"].as_array().unwrap().iter().map(of).sum::<i64>();
        assert_eq!(list["total"], total["people"], "{total}");
        assert_eq!(
            sum(&|it| it["old"]["monthly"].as_i64().unwrap()),
            total["old_monthly"].as_i64().unwrap()
        );
        assert_eq!(
            sum(&|it| it["new"]["monthly"].as_i64().unwrap()),
            total["new_monthly"].as_i64().unwrap()
        );
        assert_eq!(
            sum(&|it| it["back_pay_total"].as_i64().unwrap()),
            total["back_pay"].as_i64().unwrap()
        );
    }
    let wrong = social.get("/api/sweep?before=2026-12-01");
    assert_eq!(
        (wrong.status, wrong.json()["fields"][0]["code"].as_str()),
        (422, Some("months_out_of_range"))
    );
    assert_eq!(social.get("/api/sweep?from_month=thang-7").code(), "invalid_input");
    for role in ["center", "police", "health", "front", "village_head", "economy"] {
        assert_eq!(it.server.client(role).get("/api/sweep").code(), "forbidden", "{role}");
    }
}

#[test]
fn the_chair_sees_amounts_and_no_category_of_anybody() {
    let it = commune();
    let social = it.server.client("social");
    assert!(social.get("/api/sweep?limit=200").text().contains("DT8"));
    let leader = it.server.client("leader").get("/api/sweep?limit=200");
    let text = leader.text();
    for secret in ["DT8", "DT6", "hiv", "HIV", "khuyết tật", "Đ5."] {
        assert!(!text.contains(secret), "{secret} in {text}");
    }
    let row = |body: &Value| {
        let mut rows = body["items"].as_array().unwrap().clone();
        rows.retain(|row| row["person"] == json!(it.hiv));
        rows.pop().unwrap()
    };
    let row = row(&leader.json());
    assert_eq!(row["old"], json!({ "categories": ["allowance"], "monthly": 750_000 }));
    assert_eq!(leader.json()["categories"]["allowance"], "Trợ cấp xã hội");
}

#[test]
fn the_file_for_the_decision_is_neutral_and_holds_no_formula() {
    let it = commune();
    let social = it.server.client("social");
    let person = social.get(&format!("/api/people/{}", it.recipient)).json()["record"].clone();
    let change = social.entry(
        "person",
        it.recipient,
        u32::try_from(person["version"].as_u64().unwrap()).unwrap(),
        json!({ "type": "person.changed", "set": { "full_name": "=HYPERLINK(\"http://x\")" } }),
    );
    assert_eq!(outcomes(&social.push(&[change])), ["applied"]);
    let file = social.get("/api/sweep.xlsx");
    assert_eq!(file.status, 200, "{}", file.text());
    assert!(file.headers["content-disposition"].contains("luat-thay-doi.xlsx"));
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(file.body)).unwrap();
    let mut texts = Vec::new();
    let mut numbers = Vec::new();
    for name in book.sheet_names().clone() {
        let range = book.worksheet_range(&name).unwrap();
        for (_, _, cell) in range.used_cells() {
            match cell {
                Data::String(text) => texts.push(text.clone()),
                Data::Float(number) => numbers.push(*number as i64),
                Data::Int(number) => numbers.push(*number),
                other => panic!("{other:?}"),
            }
        }
        assert!(
            book.worksheet_formula(&name)
                .unwrap()
                .used_cells()
                .all(|(_, _, text)| text.is_empty())
        );
    }
    assert!(
        texts.iter().any(|text| text == "'=HYPERLINK(\"http://x\")"),
        "{texts:?}"
    );
    for wanted in [750_000, 810_000, 60_000, 240_000] {
        assert!(numbers.contains(&wanted), "{wanted} in {numbers:?}");
    }
    for secret in ["khuyết tật", "HIV", "DT6", "nặng"] {
        assert!(texts.iter().all(|text| !text.contains(secret)), "{secret} in {texts:?}");
    }
    assert_eq!(it.server.client("economy").get("/api/sweep.xlsx").code(), "forbidden");
}
