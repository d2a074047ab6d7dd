//! Lists of other offices, from the file to the register and back.

#![allow(clippy::unwrap_used)]

use serde_json::{Value, json};
use uuid::Uuid;

mod common;

use common::lists::*;
use common::{Client, TestServer};

#[test]
fn a_list_comes_in_is_agreed_to_and_taken_back() {
    let server = TestServer::start();
    let social = server.client("social");
    register(&social, 0..30);
    let before = everybody(&social);
    let view = import(&social, "Danh%20s%C3%A1ch%20c%C6%B0%20tr%C3%BA.csv", csv().as_bytes());
    let id = view["id"].as_str().unwrap().to_owned();
    assert_eq!(view["state"], "preview", "{view}");
    assert_eq!(view["file_name"], "Danh sách cư trú.csv");
    assert_eq!(view["kind"], "residence");
    assert_eq!(
        (count(&view, "new"), count(&view, "change"), count(&view, "unplaced")),
        (2, 30, 1),
        "{view}"
    );
    let columns = view["sheets"][0]["columns"].as_array().unwrap();
    assert_eq!(
        (columns[1]["letter"].as_str(), columns[1]["field"].as_str()),
        (Some("B"), Some("full_name"))
    );
    let changed = rows(&social, &id, "change");
    assert_eq!(
        changed[0]["changes"],
        json!([{ "field": "phone", "from": null, "to": "0912345678" }])
    );
    assert_eq!(everybody(&social), before, "nothing is written before somebody agrees");

    let twice = upload(&social, "khac.csv", csv().as_bytes());
    assert_eq!((twice.status, twice.code().as_str()), (409, "import_known"));
    assert_eq!(twice.json()["params"]["by"], "Cán bộ social");

    let file = social.get(&format!("/api/imports/{id}/file"));
    assert_eq!(file.body, csv().as_bytes());
    let wrong = act(&social, &id, "apply", json!({ "new": 1, "change": 30 }));
    assert_eq!((wrong.status, wrong.code().as_str()), (409, "import_changed"));
    assert_eq!(agree(&social, &view).status, 202);
    let done = settled(&social, &id);
    assert_eq!(done["state"], "applied");
    assert_eq!((count(&done, "registered"), count(&done, "changed")), (2, 30), "{done}");
    assert_eq!(found(&social, "hoang+thi+moi").len(), 1, "new people are found at once");
    assert_eq!(everybody(&social).len(), 32);

    assert_eq!(press(&social, &id, "undo").status, 202);
    let undone = settled(&social, &id);
    assert_eq!(
        (undone["state"].as_str(), count(&undone, "taken_back")),
        (Some("undone"), 32),
        "{undone}"
    );
    assert_eq!(everybody(&social), before);
    assert!(found(&social, "hoang+thi+moi").is_empty());
    let again = import(&social, "lai.csv", csv().as_bytes());
    assert_eq!(again["state"], "preview", "a list that was taken back may come again");
}

#[test]
fn decisions_are_made_taken_back_and_kept() {
    let server = TestServer::start();
    let social = server.client("social");
    register(&social, 0..30);
    let view = import(&social, "a.csv", csv().as_bytes());
    let id = view["id"].as_str().unwrap().to_owned();
    let new = rows(&social, &id, "new");
    let decide = |row: &Value, body: Value| act(&social, &id, &format!("rows/{}/decision", row["position"]), body);
    let left = decide(&new[0], json!({ "decision": "leave_out" }));
    assert_eq!(
        (left.status, left.json()["state"].as_str()),
        (200, Some("left_out")),
        "{}",
        left.text()
    );
    assert_eq!(left.json()["decision"]["hand"]["by"], "Cán bộ social");
    assert_eq!(decide(&new[0], json!({ "decision": "open" })).json()["state"], "new");
    let unplaced = rows(&social, &id, "unplaced");
    assert_eq!(
        decide(&unplaced[0], json!({ "decision": "new" })).code(),
        "invalid_input",
        "no village is said"
    );
    assert_eq!(
        decide(&unplaced[0], json!({ "decision": "new", "village": "v99" })).code(),
        "invalid_input"
    );
    let placed = decide(&unplaced[0], json!({ "decision": "new", "village": "v02" }));
    assert_eq!(placed.json()["state"], "decided_new");
    assert_eq!(decide(&new[1], json!({ "decision": "leave_out" })).status, 200);
    let change = rows(&social, &id, "change");
    assert_eq!(decide(&change[3], json!({ "decision": "leave_out" })).status, 200);
    let view = settled(&social, &id);
    assert_eq!(agree(&social, &view).status, 202);
    let done = settled(&social, &id);
    assert_eq!(
        (
            count(&done, "registered"),
            count(&done, "changed"),
            count(&done, "left_out")
        ),
        (2, 29, 2),
        "{done}"
    );
    let person = found(&social, "giang+a+xa");
    assert_eq!(person[0]["village"], "v02");
    let late = decide(&new[0], json!({ "decision": "leave_out" }));
    assert_eq!((late.status, late.code().as_str()), (409, "import_state"));
}

#[test]
fn somebody_doubtful_is_decided_by_a_person() {
    let server = TestServer::start();
    let social = server.client("social");
    register(&social, 0..30);
    // Two of one name, year and village: a row with nothing else may be either.
    for day in ["1950-01-12", "1950-06-20"] {
        let id = Uuid::now_v7();
        let record = json!({ "id": id, "version": 0, "full_name": "Bùi Văn Trùng", "birth_date": day, "sex": "male", "village": "v01" });
        social.push(&[social.entry(
            "person",
            id,
            0,
            json!({ "type": "person.registered", "record": record }),
        )]);
    }
    let mut text = HEAD.to_owned();
    for number in 0..29 {
        text += &line(number, "0912345678", village(number));
    }
    text += "31,Bùi Văn Trùng,1950,Nam,,0977777777,Bon Một\n";
    let view = import(&social, "a.csv", text.as_bytes());
    let id = view["id"].as_str().unwrap().to_owned();
    let doubtful = rows(&social, &id, "doubtful");
    assert_eq!(doubtful.len(), 1, "{view}");
    let row = &doubtful[0];
    let candidate = &row["candidates"][0];
    assert_eq!(candidate["known"]["full_name"], "Bùi Văn Trùng");
    assert_eq!(row["candidates"].as_array().unwrap().len(), 2);
    assert_eq!(row["said"]["phone"], "0977777777");
    let path = format!("rows/{}/decision", row["position"]);
    let decided = act(
        &social,
        &id,
        &path,
        json!({ "decision": "person", "person": candidate["person"] }),
    )
    .json();
    assert_eq!(decided["state"], "decided_change");
    assert_eq!(
        decided["changes"],
        json!([{ "field": "phone", "from": null, "to": "0977777777" }])
    );
    assert_eq!(
        act(
            &social,
            &id,
            &path,
            json!({ "decision": "person", "person": Uuid::now_v7() })
        )
        .code(),
        "invalid_input"
    );
    let view = settled(&social, &id);
    assert_eq!(agree(&social, &view).status, 202);
    let done = settled(&social, &id);
    assert_eq!((count(&done, "changed"), count(&done, "registered")), (30, 0), "{done}");
}

#[test]
fn what_a_person_says_about_columns_is_remembered_for_the_source() {
    let server = TestServer::start();
    let social = server.client("social");
    register(&social, 0..30);
    let list = |phone: &str| {
        let mut text = HEAD.replace("Số điện thoại", "Liên hệ khi cần");
        for number in 0..30 {
            text += &line(number, phone, village(number));
        }
        text
    };
    let view = import(&social, "a.csv", list("0912345678").as_bytes());
    let id = view["id"].as_str().unwrap().to_owned();
    assert_eq!(view["sheets"][0]["columns"][5].get("field"), None, "{view}");
    let said = json!({ "kind": "elderly", "columns": [{ "heading": "Liên hệ khi cần", "field": "phone" }] });
    let wrong = json!({ "columns": [{ "heading": "Liên hệ khi cần", "field": "shoe_size" }] });
    assert_eq!(act(&social, &id, "mapping", wrong).code(), "invalid_input");
    assert_eq!(act(&social, &id, "mapping", said).status, 202);
    let view = settled(&social, &id);
    assert_eq!(
        (view["state"].as_str(), view["kind"].as_str()),
        (Some("preview"), Some("elderly")),
        "{view}"
    );
    assert_eq!(view["sheets"][0]["columns"][5]["field"], "phone");
    assert_eq!(count(&view, "change"), 30);

    let next = import(&social, "thang-sau.csv", list("0987654321").as_bytes());
    assert_eq!(
        (next["is_remembered"].as_bool(), next["kind"].as_str()),
        (Some(true), Some("elderly")),
        "{next}"
    );
    let column = &next["sheets"][0]["columns"][5];
    assert_eq!(
        (column["field"].as_str(), column["certainty"].as_str()),
        (Some("phone"), Some("remembered"))
    );
}

#[test]
fn village_heads_say_who_lives_with_them() {
    let server = TestServer::start();
    let social = server.client("social");
    register(&social, 0..30);
    let mut text = csv();
    text += "34,Sùng Thị Xóm,01/02/1971,Nữ,068171900004,,Thôn Hai Mươi\n";
    let view = import(&social, "a.csv", text.as_bytes());
    let id = view["id"].as_str().unwrap().to_owned();
    let head = server.client("village_head");
    assert_eq!(
        head.get("/api/places/open").json()["total"],
        0,
        "nobody is asked before it was agreed to"
    );
    assert_eq!(agree(&social, &view).status, 202);
    settled(&social, &id);
    let open = head.get("/api/places/open").json();
    assert_eq!(open["total"], 2, "{open}");
    let one = &open["items"][0];
    assert_eq!(
        (one["name"].as_str(), one["birth_year"].as_str()),
        (Some("Giàng A Xa"), Some("1970"))
    );
    assert_eq!(
        (one["written"].as_str(), one["reason"].as_str()),
        (Some("Thôn Mười Chín"), Some("village_unknown"))
    );
    let mut keys: Vec<&str> = one.as_object().unwrap().keys().map(String::as_str).collect();
    keys.sort_unstable();
    assert_eq!(
        keys,
        [
            "answers",
            "birth_year",
            "import",
            "name",
            "position",
            "reason",
            "written"
        ]
    );
    let answer = |client: &Client, row: &Value, body: Value| {
        client.post(&format!("/api/places/open/{id}/{}", row["position"]), body)
    };
    let other = answer(&head, one, json!({ "answer": "lives_here", "village": "v02" }));
    assert_eq!(other.code(), "invalid_input", "only of one's own village");
    let taken = answer(&head, one, json!({ "answer": "lives_here", "village": "v01" }));
    assert_eq!(taken.status, 204, "{}", taken.text());
    let person = found(&social, "giang+a+xa");
    assert_eq!((person.len(), person[0]["village"].as_str()), (1, Some("v01")));
    assert_eq!(
        answer(&head, one, json!({ "answer": "lives_here", "village": "v01" })).code(),
        "already_closed"
    );
    assert_eq!(
        answer(&head, &open["items"][1], json!({ "answer": "not_here" })).status,
        204
    );
    assert_eq!(head.get("/api/places/open").json()["total"], 0);
    let office = social.get("/api/places/open").json();
    assert_eq!(
        office["items"][0]["answers"][0]["hand"]["by"], "Cán bộ village_head",
        "{office}"
    );
    assert_eq!(press(&social, &id, "undo").status, 202);
    assert_eq!(settled(&social, &id)["state"], "undone");
    assert!(found(&social, "giang+a+xa").is_empty());
}
