//! Lists of other offices, from the file to the register and back.

#![allow(clippy::unwrap_used)]

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use server::imports::{apply, sheet};
use server::session::Caller;
use store::office::sessions::Session;
use uuid::Uuid;

mod common;

use common::{Answer, Client, TestServer, outcomes};

/// Thirty invented people of two villages, so that a list can be recognised as one of this commune.
const FAMILIES: [&str; 5] = ["Nguyễn", "Trần", "K'", "Phạm", "Đặng"];
const MIDDLES: [&str; 6] = ["Văn", "Thị Ngọc", "Đức", "Thị", "Minh", "Thị Kim"];
const GIVEN: [&str; 8] = ["Brèo", "Hùng", "Lan", "Mai", "Nhung", "Phước", "Quỳnh", "Tâm"];

fn name(number: usize) -> String {
    format!(
        "{} {} {}",
        FAMILIES[number % 5],
        MIDDLES[(number / 5) % 6],
        GIVEN[(number * 3 + number / 7) % 8]
    )
}

fn year(number: usize) -> usize {
    1940 + (number * 7) % 50
}

fn personal_id(number: usize) -> String {
    format!("0680{:02}{number:06}", year(number) % 100)
}

fn register(client: &Client, numbers: std::ops::Range<usize>) {
    let entries: Vec<Value> = numbers
        .map(|number| {
            let id = Uuid::now_v7();
            client.entry("person", id, 0, json!({ "type": "person.registered", "record": {
                "id": id, "version": 0, "full_name": name(number), "birth_date": format!("{}-03-0{}", year(number), 1 + number % 9),
                "sex": "male", "village": if number % 2 == 0 { "v01" } else { "v02" }, "personal_id": personal_id(number),
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
fn line(number: usize, phone: &str, village: &str) -> String {
    let birth = format!("0{}/03/{}", 1 + number % 9, year(number));
    format!(
        "{},{},{birth},Nam,{},{phone},{village}\n",
        number + 1,
        name(number),
        personal_id(number)
    )
}

fn village(number: usize) -> &'static str {
    if number % 2 == 0 { "Bon Một" } else { "Thôn Hai" }
}

const HEAD: &str =
    "DANH SÁCH NHÂN KHẨU THƯỜNG TRÚ,,,,,,\nSTT,Họ và tên,Ngày sinh,Giới tính,Số CCCD,Số điện thoại,Thôn\n";

/// People 0 to 29 with phones, two new ones, and one of a village that the commune does not have.
fn csv() -> String {
    let mut text = HEAD.to_owned();
    for number in 0..30 {
        text += &line(number, "0912345678", village(number));
    }
    text += "31,Hoàng Thị Mới,05/06/1950,Nữ,068150900001,,Bon Một\n";
    text += "32,Lý Văn Lạ,07/08/1961,Nam,068061900002,0987654321,Thôn Hai\n";
    text += "33,Giàng A Xa,01/02/1970,Nam,068070900003,,Thôn Mười Chín\n";
    text
}

fn upload(client: &Client, name: &str, bytes: &[u8]) -> Answer {
    client.send(
        "POST",
        "/api/imports",
        &[("tanthon-name", name), ("content-type", "application/octet-stream")],
        Some(bytes.to_vec()),
    )
}

/// Asks until nobody works on the import any more.
fn settled(client: &Client, id: &str) -> Value {
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

fn import(client: &Client, name: &str, bytes: &[u8]) -> Value {
    let answer = upload(client, name, bytes);
    assert_eq!(answer.status, 202, "{}", answer.text());
    settled(client, answer.json()["id"].as_str().unwrap())
}

fn rows(client: &Client, id: &str, state: &str) -> Vec<Value> {
    let page = client
        .get(&format!("/api/imports/{id}/rows?action={state}&limit=200"))
        .json();
    page["items"].as_array().unwrap().clone()
}

fn count(view: &Value, state: &str) -> i64 {
    view["counts"][state].as_i64().unwrap_or(0)
}

fn act(client: &Client, id: &str, what: &str, body: Value) -> Answer {
    client.post(&format!("/api/imports/{id}/{what}"), body)
}

/// A request without a body.
fn press(client: &Client, id: &str, what: &str) -> Answer {
    client.send("POST", &format!("/api/imports/{id}/{what}"), &[], None)
}

fn agree(client: &Client, view: &Value) -> Answer {
    let id = view["id"].as_str().unwrap();
    let new = count(view, "new") + count(view, "decided_new");
    let change = count(view, "change") + count(view, "decided_change");
    act(client, id, "apply", json!({ "new": new, "change": change }))
}

fn found(client: &Client, q: &str) -> Vec<Value> {
    client.get(&format!("/api/people?q={q}")).json()["items"]
        .as_array()
        .unwrap()
        .clone()
}

fn everybody(client: &Client) -> Vec<(String, Value)> {
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
fn writing_that_was_cut_off_goes_on_without_doing_anything_twice() {
    let server = TestServer::start();
    let social = server.client("social");
    register(&social, 0..30);
    let mut text = HEAD.replace("Thôn\n", "Thôn,Số hộ\n");
    for number in 0..250 {
        let line = line(number, "0912345678", village(number));
        text += &format!("{},{}\n", line.trim_end(), number / 4);
    }
    // Far fewer than half are known, so the list must not look like a residence list of strangers.
    let view = import(&social, "a.csv", text.as_bytes());
    let id = view["id"].as_str().unwrap().to_owned();
    let (new, change) = (count(&view, "new"), count(&view, "change"));
    assert_eq!(view["state"], "preview", "{}", view["stopped"]);
    assert!(new > 150 && change >= 25, "{new} {change}");

    let app = server.app.clone();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let account = app.store.account(app.commune(), social.account).await.unwrap().unwrap();
        let caller = Caller {
            actor: account.actor(),
            session: Session {
                account,
                device: Uuid::now_v7(),
                csrf: String::new(),
                expires_at: "2027-01-01T00:00".to_owned(),
            },
            token_hash: String::new(),
        };
        let (_, import) = sheet::load(&app, &id).await.unwrap().unwrap();
        let states = (sheet::State::Preview, sheet::State::Applying);
        sheet::save(&app, &id, states, &import, &[], None).await.unwrap();
        let before = sheet::rows(&app, &id, Some(&sheet::RowState::TAKEN), None, 40)
            .await
            .unwrap();
        // Two batches; then the power goes, and the last states of some rows had not reached the disk.
        let work = app.imports.begin(&id).unwrap();
        assert!(!apply::run(&app, &caller, &work, &id, 2).await.unwrap());
        let stay = (sheet::State::Applying, sheet::State::Applying);
        sheet::save(&app, &id, stay, &import, &before, None).await.unwrap();
    });
    let half = settled(&social, &id);
    assert_eq!(half["state"], "applying", "the office sees that it was cut off");
    assert_eq!(agree(&social, &half).status, 202);
    let done = settled(&social, &id);
    assert_eq!(done["state"], "applied");
    assert_eq!(
        (count(&done, "registered"), count(&done, "changed")),
        (new, change),
        "{done}"
    );
    let whole = runtime.block_on(app.store.whole_list(app.commune())).unwrap();
    assert_eq!(whole.0.len() as i64, 30 + new, "nobody twice");
    assert!(whole.0.iter().all(|person| person.version <= 2), "no change twice");
    let attention = server.client("center").get("/api/attention").json();
    assert_eq!(attention["total"], 0, "{attention}");
    let homes: std::collections::HashSet<_> = whole.0.iter().filter_map(|person| person.household).collect();
    assert_eq!(homes.len(), whole.1.len(), "no household without people");
}

#[test]
fn what_changed_since_is_left_and_named() {
    let server = TestServer::start();
    let social = server.client("social");
    register(&social, 0..30);
    let view = import(&social, "a.csv", csv().as_bytes());
    let id = view["id"].as_str().unwrap().to_owned();
    let changed = rows(&social, &id, "change");
    let person: Uuid = changed[0]["person"].as_str().unwrap().parse().unwrap();
    let center = server.client("center");
    let set = json!({ "type": "person.changed", "set": { "phone": "0933333333" } });
    assert_eq!(
        outcomes(&center.push(&[center.entry("person", person, 1, set)])),
        ["applied"]
    );
    // And somebody registers one of the new people meanwhile.
    let other = Uuid::now_v7();
    let record = json!({ "id": other, "version": 0, "full_name": "Hoàng Thị Mới", "birth_date": "1950-06-05", "sex": "female",
        "village": "v01", "personal_id": "068150900001" });
    center.push(&[center.entry(
        "person",
        other,
        0,
        json!({ "type": "person.registered", "record": record }),
    )]);
    assert_eq!(agree(&social, &view).status, 202);
    let done = settled(&social, &id);
    assert_eq!(
        (
            count(&done, "registered"),
            count(&done, "changed"),
            count(&done, "changed_since")
        ),
        (1, 29, 2),
        "{done}"
    );
    let since = rows(&social, &id, "changed_since");
    let whys: Vec<&str> = since.iter().map(|row| row["why"].as_str().unwrap()).collect();
    assert_eq!(whys, ["person_changed_since", "person_registered_since"]);
    assert_eq!(since[0]["fields"], json!(["phone"]));
    assert_eq!(found(&social, "hoang+thi+moi").len(), 1);
    assert_eq!(
        center.get(&format!("/api/people/{person}")).json()["record"]["phone"],
        "0933333333"
    );

    // Undo: whoever was worked with since stays.
    let new = found(&social, "ly+van+la");
    let new: Uuid = new[0]["id"].as_str().unwrap().parse().unwrap();
    let set = json!({ "type": "person.changed", "set": { "cannot_travel": true } });
    assert_eq!(
        outcomes(&center.push(&[center.entry("person", new, 1, set)])),
        ["applied"]
    );
    assert_eq!(press(&social, &id, "undo").status, 202);
    let undone = settled(&social, &id);
    assert_eq!(
        (count(&undone, "taken_back"), count(&undone, "kept")),
        (29, 1),
        "{undone}"
    );
    let kept = rows(&social, &id, "kept");
    assert_eq!(
        (kept[0]["name"].as_str(), kept[0]["why"].as_str()),
        (Some("Lý Văn Lạ"), Some("worked_with_since"))
    );
    assert_eq!(found(&social, "ly+van+la").len(), 1);
}

#[test]
fn a_list_of_another_commune_stops_by_itself() {
    let server = TestServer::start();
    let social = server.client("social");
    register(&social, 0..30);
    let mut text = HEAD.replace("Thôn\n", "Địa chỉ\n");
    for number in 0..30 {
        text += &line(number + 100, "", "\"Thôn 1, xã Đại Sơn, TP Hải Phòng\"");
    }
    let view = import(&social, "a.csv", text.as_bytes());
    assert_eq!(view["state"], "stopped", "{view}");
    assert!(["other_commune", "too_few_match"].contains(&view["stopped"]["code"].as_str().unwrap()));
    let id = view["id"].as_str().unwrap();
    let refused = agree(&social, &view);
    assert_eq!((refused.status, refused.code().as_str()), (409, "import_state"));
    assert_eq!(press(&social, id, "discard").json()["state"], "discarded");
    assert!(rows(&social, id, "").is_empty(), "nobody of it is kept");
    assert_eq!(
        import(&social, "a.csv", text.as_bytes())["state"],
        "stopped",
        "it may be looked at again"
    );
}

#[test]
fn files_that_cannot_be_read_say_why_and_write_nothing() {
    let server = TestServer::start();
    let social = server.client("social");
    register(&social, 0..3);
    let mut encrypted = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    encrypted.resize(2_048, 0);
    encrypted.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    encrypted.resize(8_192, 0);
    let wide = vec!["x"; 400].join(",");
    for (bytes, name, code) in [
        (&b""[..], "a.xlsx", "file_empty"),
        (b"PK\x03\x04nothing", "a.xlsx", "workbook_broken"),
        (&encrypted, "a.xlsx", "workbook_password_protected"),
        (b"%PDF-1.7\0\x01\x02", "a.pdf", "file_kind_unknown"),
        (wide.as_bytes(), "a.csv", "too_many_columns"),
        (b"1,2\n3,4\n5,6\n", "a.csv", "no_header_found"),
    ] {
        let view = import(&social, name, bytes);
        assert_eq!(view["state"], "refused", "{code}: {view}");
        assert_eq!(view["refusal"]["code"], code);
        let id = view["id"].as_str().unwrap();
        assert_eq!(agree(&social, &view).code(), "import_state");
        assert!(rows(&social, id, "").is_empty());
    }
    assert_eq!(everybody(&social).len(), 3);
    let large = upload(&social, "a.xlsx", &vec![b'x'; 41 * 1024 * 1024]);
    assert_eq!((large.status, large.code().as_str()), (413, "list_too_large"));
    assert_eq!(large.json()["params"]["megabytes"], 40);
    // The server does not read such a body to its end, and the connection goes with it.
    let social = server.client("social");
    let nameless = social.send("POST", "/api/imports", &[], Some(b"a,b".to_vec()));
    assert_eq!(nameless.code(), "bad_request");
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

#[test]
fn only_those_who_may_see_and_work_on_lists() {
    let server = TestServer::start();
    let social = server.client("social");
    let view = import(&social, "a.csv", csv().as_bytes());
    let id = view["id"].as_str().unwrap();
    for user in [
        "police",
        "health",
        "front",
        "village_head",
        "communications",
        "economy",
        "office",
        "leader",
        "admin",
    ] {
        let client = server.client(user);
        assert_eq!(upload(&client, "b.csv", b"a,b").code(), "forbidden", "{user}");
        for path in [
            "/api/imports".to_owned(),
            format!("/api/imports/{id}"),
            format!("/api/imports/{id}/rows"),
            format!("/api/imports/{id}/file"),
        ] {
            assert_eq!(client.get(&path).code(), "forbidden", "{user} {path}");
        }
        for what in ["undo", "discard"] {
            assert_eq!(press(&client, id, what).code(), "forbidden", "{user} {what}");
        }
        for what in ["mapping", "apply", "rows/0/decision"] {
            let body = json!({ "decision": "open", "new": 0, "change": 0 });
            assert_eq!(act(&client, id, what, body).code(), "forbidden", "{user} {what}");
        }
        if user != "village_head" {
            assert_eq!(client.get("/api/places/open").code(), "forbidden", "{user}");
        }
    }
    assert_eq!(server.stranger().get("/api/imports").code(), "not_signed_in");
    assert_eq!(
        server.client("center").get(&format!("/api/imports/{id}/rows")).status,
        200
    );
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let app = &server.app;
    let reads = runtime
        .block_on(app.store.reads_of(app.commune(), &format!("import {id}"), 10))
        .unwrap();
    assert_eq!(reads.len(), 1, "reading a preview leaves a row");
}

#[test]
fn reading_that_was_cut_off_says_so_and_can_begin_again() {
    let server = TestServer::start();
    let social = server.client("social");
    register(&social, 0..30);
    let view = import(&social, "a.csv", csv().as_bytes());
    let id = view["id"].as_str().unwrap();
    let app = &server.app;
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        // As if the program had ended while it read, and was started again.
        let (_, import) = sheet::load(app, id).await.unwrap().unwrap();
        let states = (sheet::State::Preview, sheet::State::Reading);
        sheet::save(app, id, states, &import, &[], None).await.unwrap();
        server::imports::after_restart(app).await.unwrap();
    });
    let view = settled(&social, id);
    assert_eq!(
        (view["state"].as_str(), view["fault"].as_str()),
        (Some("failed"), Some("import_interrupted"))
    );
    assert_eq!(act(&social, id, "mapping", json!({})).status, 202);
    assert_eq!(settled(&social, id)["state"], "preview");
}
