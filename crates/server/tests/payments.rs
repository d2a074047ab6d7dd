//! Payment lists over HTTP: drawn up, approved by another person, compared with what was paid, corrected.

#![allow(clippy::unwrap_used)]

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use serde_json::{Value, json};
use uuid::Uuid;

mod common;

use common::{Answer, Client, TestServer, outcomes};

const HOSTILE: &str = "=HYPERLINK(\"http://x\",\"Nhấn vào đây\")";

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

/// Every cell of a sheet that is not empty, and every formula of the workbook.
fn cells(bytes: &[u8], sheet: &str) -> (Vec<Data>, Vec<String>) {
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes.to_vec())).unwrap();
    let range = book.worksheet_range(sheet).unwrap();
    let formulas = book.sheet_names().into_iter().flat_map(|name| {
        let formulas = book.worksheet_formula(&name).unwrap();
        formulas
            .used_cells()
            .map(|(_, _, text)| text.clone())
            .filter(|text| !text.is_empty())
            .collect::<Vec<_>>()
    });
    let formulas = formulas.collect();
    (range.used_cells().map(|(_, _, cell)| cell.clone()).collect(), formulas)
}

#[test]
fn a_list_is_drawn_up_approved_by_another_and_frozen() {
    let server = TestServer::start();
    let (social, leader) = (server.client("social"), server.client("leader"));
    let (one, two) = (Uuid::now_v7(), Uuid::now_v7());
    register(
        &social,
        &[
            (one, "Điểu Hăng", json!({})),
            (two, "K'Brôi", json!({ "village": "v02" })),
        ],
    );
    assert_eq!(social.get("/api/payments/2026-11").code(), "not_found");
    let first = draw(&social, "2026-11");
    assert_eq!(
        (&first["state"], &first["totals"][0]["total"]),
        (&json!("draft"), &json!(1_620_000))
    );
    assert_eq!(first["total_in_words"], "Một triệu sáu trăm hai mươi nghìn đồng");
    assert_eq!(first["before"]["state"], "none");
    // Once more: the same list under another revision; the first can no longer be approved.
    let second = draw(&social, "2026-11");
    assert_eq!(
        (&first["totals"], &first["marks"]),
        (&second["totals"], &second["marks"])
    );
    assert_eq!(approve(&leader, &first).code(), "list_changed");
    assert_eq!(approve(&social, &second).code(), "forbidden");
    assert_eq!(nothing(&leader, "/api/payments/2026-11").code(), "forbidden");

    // What changes meanwhile makes it stale: neither approved nor shown as if it were current.
    let set = json!({ "type": "person.changed", "set": { "alive": false, "death_date": "2026-09-12" } });
    social.push(&[social.entry("person", two, 1, set)]);
    assert_eq!(ok(leader.get("/api/payments/2026-11"))["stale"], true);
    assert_eq!(approve(&leader, &second).code(), "list_stale");
    let third = draw(&social, "2026-11");
    assert_eq!(
        (&third["stale"], &third["totals"][0]["people"]),
        (&json!(false), &json!(1))
    );
    // What has nothing to do with payments does not.
    let set = json!({ "type": "person.changed", "set": { "phone": "0911111111" } });
    social.push(&[social.entry("person", one, 1, set)]);
    assert_eq!(ok(leader.get("/api/payments/2026-11"))["stale"], false);

    let approved = ok(approve(&leader, &third));
    assert_eq!(approved["approved"]["by_name"], "Cán bộ leader");
    assert_eq!(approve(&leader, &third).code(), "list_approved");
    assert_eq!(nothing(&social, "/api/payments/2026-11").code(), "list_approved");
    let gone = json!({ "type": "person.changed", "set": { "alive": false, "death_date": "2026-09-01" } });
    social.push(&[social.entry("person", one, 2, gone)]);
    let rows = ok(leader.get("/api/payments/2026-11/rows"));
    assert_eq!(
        (names(&rows), &rows["total"]),
        (vec!["Điểu Hăng".to_owned()], &json!(1))
    );

    let months = ok(leader.get("/api/payments"));
    assert_eq!(months["items"][0]["state"], "approved");
    assert_eq!(
        (&months["this_month"], &months["last_month"]),
        (&json!("2026-11"), &json!("2026-12"))
    );
    // Nothing before an approved list can change any more, and nothing far ahead can be drawn up.
    assert_eq!(nothing(&social, "/api/payments/2026-10").code(), "later_list_approved");
    assert_eq!(nothing(&social, "/api/payments/2027-01").code(), "month_out_of_range");
    assert_eq!(nothing(&social, "/api/payments/2026-12").status, 200);
    assert_eq!(nothing(&social, "/api/payments/2026-13").code(), "not_found");
    assert_eq!(nothing(&social, "/api/payments/2026-11-01").code(), "not_found");
}

#[test]
fn nobody_approves_their_own_list() {
    let server = TestServer::start();
    let both = server.client("social");
    register(&both, &[(Uuid::now_v7(), "Điểu Hăng", json!({}))]);
    let head = draw(&both, "2026-11");
    // The same account with both roles, as in a small office; given by the operator's command, which opens the store itself.
    let commune = server.app.commune();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let store = server::serve::open_store(&server.folder.0, None).await.unwrap();
        let mut account = store.account_by_name(commune, "social").await.unwrap().unwrap();
        account.roles.push(domain::permissions::Role::Leader);
        store
            .update_account(commune, &account, None, "2026-11-20T08:00")
            .await
            .unwrap();
        store.close().await;
    });
    let both = server.client("social");
    assert_eq!(approve(&both, &head).code(), "same_person");
}

#[test]
fn corrections_and_changes_reach_the_next_list_with_their_reasons() {
    let server = TestServer::start();
    let (social, leader) = (server.client("social"), server.client("leader"));
    let (one, two, late) = (Uuid::now_v7(), Uuid::now_v7(), Uuid::now_v7());
    register(&social, &[(one, "Điểu Hăng", json!({})), (two, "K'Brôi", json!({}))]);
    let october = draw(&social, "2026-10");
    let correction =
        json!({ "id": Uuid::now_v7(), "person": one, "amount": -100_000, "reason": "Chi thừa do nhập trùng" });
    let path = "/api/payments/2026-10/corrections";
    assert_eq!(social.post(path, correction.clone()).code(), "list_not_approved");
    ok(approve(&leader, &october));
    assert_eq!(leader.post(path, correction.clone()).code(), "forbidden");
    let corrected = ok(social.post(path, correction.clone()));
    let again = ok(social.post(path, correction.clone()));
    assert_eq!(
        (&corrected["corrections"], &again["corrections"]),
        (&json!(1), &json!(1))
    );
    assert_eq!(corrected["corrected_total"], 1_520_000);
    assert_eq!(corrected["totals"][0]["total"], 1_620_000, "what was approved stays");
    let other = json!({ "id": correction["id"], "person": one, "amount": 5, "reason": "Khác" });
    assert_eq!(social.post(path, other).code(), "already_closed");
    for (field, value) in [
        ("amount", json!(0)),
        ("reason", json!(" ")),
        ("person", json!(Uuid::now_v7())),
    ] {
        let mut wrong = correction.clone();
        wrong["id"] = json!(Uuid::now_v7());
        wrong[field] = value;
        let answer = social.post(path, wrong);
        assert_eq!(
            (answer.code().as_str(), &answer.json()["fields"][0]["field"]),
            ("invalid_input", &json!(field))
        );
    }
    assert_eq!(ok(leader.get(path))["items"][0]["full_name"], "Điểu Hăng");

    // Months follow each other.
    let gap = nothing(&social, "/api/payments/2026-12");
    assert_eq!(
        (gap.code().as_str(), &gap.json()["params"]["month"]),
        ("month_before_not_approved", &json!("2026-11"))
    );
    // November: one dead, one whose decision counts from October, one corrected.
    let set = json!({ "type": "person.changed", "set": { "alive": false, "death_date": "2026-10-20" } });
    social.push(&[social.entry("person", two, 1, set)]);
    let receives = json!({ "receives": [{ "category": "DT6_N", "monthly": 810_000, "decision_number": "90/QĐ-UBND",
        "from_month": "2026-10" }] });
    register(&social, &[(late, "Trần Thị Lan", receives)]);
    let november = draw(&social, "2026-11");
    assert_eq!(november["before"]["compared"], true);
    let changes = ok(leader.get("/api/payments/2026-11/changes"));
    let lines: Vec<(&str, &str, &str)> = changes["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| {
            (
                it["kind"].as_str().unwrap(),
                it["reason"].as_str().unwrap(),
                it["full_name"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        lines,
        [("new", "new_decision", "Trần Thị Lan"), ("ended", "death", "K'Brôi")]
    );
    let ended = ok(leader.get("/api/payments/2026-11/changes?kind=ended"));
    assert_eq!((names(&ended), &ended["total"]), (vec!["K'Brôi".to_owned()], &json!(1)));
    let rows = ok(social.get("/api/payments/2026-11/rows?with=arrears"));
    let arrears: Vec<(&str, &Value, &Value)> = rows["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| {
            (
                it["full_name"].as_str().unwrap(),
                &it["arrears"][0]["reason"],
                &it["total"],
            )
        })
        .collect();
    assert_eq!(
        arrears,
        [
            ("Trần Thị Lan", &json!("late_decision"), &json!(1_620_000)),
            ("Điểu Hăng", &json!("correction"), &json!(710_000)),
        ]
    );
    let gone = ok(social.get("/api/payments/2026-11/not-paid"));
    assert_eq!(
        (&gone["items"][0]["kind"], &gone["items"][0]["may_resume"]),
        (&json!("ended"), &json!(false))
    );
    let found = ok(social.get("/api/payments/2026-11/rows?q=dieu"));
    assert_eq!(names(&found), ["Điểu Hăng"]);
    // Pages.
    let page = ok(social.get("/api/payments/2026-11/rows?limit=1"));
    assert_eq!(
        (&page["total"], &page["more"], &page["next"]),
        (&json!(2), &json!(true), &json!(1))
    );
    let page = ok(social.get("/api/payments/2026-11/rows?limit=1&after=1"));
    assert_eq!(
        (names(&page), &page["more"]),
        (vec!["Điểu Hăng".to_owned()], &json!(false))
    );
}

#[test]
fn whoever_does_not_collect_for_three_months_is_suspended_and_comes_back() {
    let server = TestServer::start();
    let (social, leader) = (server.client("social"), server.client("leader"));
    let (here, away) = (Uuid::now_v7(), Uuid::now_v7());
    register(&social, &[(here, "Điểu Hăng", json!({})), (away, "K'Brôi", json!({}))]);
    for (step, month) in ["2026-08", "2026-09", "2026-10"].into_iter().enumerate() {
        let head = draw(&social, month);
        let return_path = format!("/api/payments/{month}/paid");
        let nobody_but =
            json!({ "id": Uuid::now_v7(), "rows": [{ "person": away, "amount": 0 }], "others": "paid_in_full" });
        assert_eq!(
            social.post(&return_path, nobody_but.clone()).code(),
            "list_not_approved"
        );
        ok(approve(&leader, &head));
        let sums = ok(social.post(&return_path, nobody_but.clone()));
        let once_more = ok(social.post(&return_path, nobody_but));
        assert_eq!(sums, once_more, "the same return is taken once");
        let uncollected = 810_000 * (step as u64 + 1);
        assert_eq!((&sums["agreed"], &sums["paid"]), (&json!(1), &json!(810_000)));
        assert_eq!(
            sums["mismatches"],
            json!([{ "mismatch": "not_collected", "people": 1, "listed": uncollected, "paid": 0 }])
        );
    }
    let november = draw(&social, "2026-11");
    assert_eq!(
        november["marks"]["not_paid"],
        json!([{ "kind": "suspended", "people": 1, "monthly": 810_000 }])
    );
    let suspended = ok(social.get("/api/payments/2026-11/not-paid"));
    assert_eq!(
        (names(&suspended), &suspended["items"][0]["may_resume"]),
        (vec!["K'Brôi".to_owned()], &json!(true))
    );
    let path = "/api/payments/2026-11/resume";
    assert_eq!(
        social.post(path, json!({ "person": here, "decision": "pay" })).code(),
        "not_suspended"
    );
    let resumed = ok(social.post(path, json!({ "person": away, "decision": "pay" })));
    assert_eq!(
        (&resumed["resumed"], &resumed["totals"][0]["people"]),
        (&json!(1), &json!(2))
    );
    // Drawing up anew does not forget it; taking it back does.
    assert_eq!(draw(&social, "2026-11")["resumed"], 1);
    assert_eq!(resumed["totals"][0]["arrears"], 3 * 810_000);
    let waits = ok(social.post(path, json!({ "person": away, "decision": "wait" })));
    assert_eq!(waits["totals"][0]["people"], 1);

    // A return that was entered by mistake is taken back: nobody is suspended then.
    let returns = ok(social.get("/api/payments/2026-10/paid"));
    let id = returns["items"][0]["id"].as_str().unwrap().to_owned();
    assert_eq!(returns["items"][0]["rows"], 2);
    let sums = ok(nothing(&social, &format!("/api/payments/2026-10/paid/{id}/withdraw")));
    assert_eq!((&sums["returns"], &sums["paid"]), (&json!(0), &json!(0)));
    assert_eq!(ok(social.get("/api/payments/2026-11"))["stale"], true);
    assert_eq!(draw(&social, "2026-11")["totals"][0]["people"], 2);
    // Two months are settings of the office: then two are enough.
    let mut settings = ok(social.get("/api/payments/settings"))["settings"].clone();
    settings["suspend_after_months"] = json!(0);
    assert_eq!(
        social.put("/api/payments/settings", settings.clone()).code(),
        "invalid_input"
    );
    settings["suspend_after_months"] = json!(6);
    assert_eq!(
        leader.put("/api/payments/settings", settings.clone()).code(),
        "forbidden"
    );
    assert_eq!(
        ok(social.put("/api/payments/settings", settings))["settings"]["suspend_after_months"],
        6
    );
}

/// A payer's file: number, name, year, id, what should be paid and what was.
fn payers_file(rows: &[(&str, u32, Option<&str>, Option<f64>)]) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet().set_name("Bưu điện").unwrap();
    sheet.write_string(0, 0, "BẢNG KÊ CHI TRẢ THÁNG 10/2026").unwrap();
    for (at, heading) in [
        "STT",
        "Họ và tên",
        "Năm sinh",
        "Số CCCD",
        "Mức trợ cấp",
        "Số tiền đã chi",
    ]
    .into_iter()
    .enumerate()
    {
        sheet.write_string(2, at as u16, heading).unwrap();
    }
    for (at, (name, year, id, paid)) in (3_u32..).zip(rows) {
        sheet.write_number(at, 0, f64::from(at - 2)).unwrap();
        sheet.write_string(at, 1, *name).unwrap();
        sheet.write_number(at, 2, f64::from(*year)).unwrap();
        if let Some(id) = id {
            sheet.write_string(at, 3, *id).unwrap();
        }
        sheet.write_number(at, 4, 810_000).unwrap();
        if let Some(paid) = paid {
            sheet.write_number(at, 5, *paid).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

fn upload(client: &Client, month: &str, bytes: Vec<u8>) -> Answer {
    let headers = [
        ("content-type", "application/octet-stream"),
        ("tanthon-file-name", "B%E1%BA%A3ng%20k%C3%AA.xlsx"),
    ];
    client.send(
        "POST",
        &format!("/api/payments/{month}/paid/file"),
        &headers,
        Some(bytes),
    )
}

#[test]
fn the_payers_file_is_read_row_by_row_and_nothing_is_half_taken() {
    let server = TestServer::start();
    let (social, leader) = (server.client("social"), server.client("leader"));
    let ids: Vec<Uuid> = (0..6).map(|_| Uuid::now_v7()).collect();
    let with_id = |number: &str| json!({ "personal_id": number });
    register(
        &social,
        &[
            (ids[0], "Điểu Hăng", with_id("068196000001")),
            (ids[1], "Điểu Hăng", with_id("068196000002")),
            (ids[2], "K'Brôi", json!({})),
            (ids[3], "Trần Thị Lan", with_id("068196000004")),
            (ids[4], "Lê Văn Sáu", json!({})),
            (ids[5], "Hoàng Thị Bảy", json!({})),
        ],
    );
    let head = draw(&social, "2026-10");
    ok(approve(&leader, &head));
    let file = payers_file(&[
        ("Điểu Hăng", 1996, Some("068196000002"), Some(810_000.0)),
        ("K'BRÔI", 1996, None, Some(0.0)),
        ("Điểu Hăng", 1996, None, Some(810_000.0)),
        ("Trần Văn Khác", 1996, Some("068196000004"), Some(810_000.0)),
        ("Người Lạ", 1950, None, Some(810_000.0)),
        ("Lê Văn Sáu", 1996, None, None),
        ("K'Brôi", 1996, None, Some(810_000.0)),
        // The name of somebody on the list, with the number of somebody else.
        ("Trần Thị Lan", 1996, Some("001196000077"), Some(810_000.0)),
    ]);
    assert_eq!(upload(&leader, "2026-10", file.clone()).code(), "forbidden");
    let read = ok(upload(&social, "2026-10", file.clone()));
    assert_eq!(read["column"], "Số tiền đã chi");
    let rows: Vec<(u64, Value, Value, Value)> = read["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| {
            (
                it["row"].as_u64().unwrap(),
                it["person"].clone(),
                it["amount"].clone(),
                it["problem"].clone(),
            )
        })
        .collect();
    let none = Value::Null;
    assert_eq!(
        rows,
        [
            (4, json!(ids[1]), json!(810_000), none.clone()),
            (5, json!(ids[2]), json!(0), none.clone()),
            (6, none.clone(), json!(810_000), json!("several_fit")),
            (7, none.clone(), json!(810_000), json!("name_differs")),
            (8, none.clone(), json!(810_000), json!("nobody_fits")),
            (9, json!(ids[4]), none.clone(), json!("no_amount")),
            (10, none.clone(), json!(810_000), json!("twice")),
            (11, none.clone(), json!(810_000), json!("nobody_fits")),
        ]
    );
    assert_eq!((&read["clear"], &read["missing"]), (&json!(2), &json!(3)));
    assert_eq!(read["rows"][0]["sheet"], "Bưu điện");
    // Reading wrote nothing.
    assert_eq!(
        ok(social.get("/api/payments/2026-10/reconciliation"))["sums"]["returns"],
        0
    );
    // Rows that mean nobody of the list, or one person twice, are refused as a whole.
    let path = "/api/payments/2026-10/paid";
    let taken = |rows: Value| json!({ "id": Uuid::now_v7(), "rows": rows, "sha256": read["sha256"], "file_name": "Bảng kê.xlsx" });
    let stranger = json!([{ "person": ids[1], "amount": 810_000 }, { "person": Uuid::now_v7(), "amount": 5 }]);
    assert_eq!(
        social.post(path, taken(stranger)).json()["fields"][0]["code"],
        "not_on_list"
    );
    let twice = json!([{ "person": ids[1], "amount": 810_000 }, { "person": ids[1], "amount": 5 }]);
    assert_eq!(social.post(path, taken(twice)).json()["fields"][0]["code"], "twice");
    assert_eq!(
        ok(social.get("/api/payments/2026-10/reconciliation"))["sums"]["returns"],
        0
    );
    let good = json!([{ "person": ids[1], "amount": 810_000 }, { "person": ids[2], "amount": 0 }]);
    let sums = ok(social.post(path, taken(good.clone())));
    assert_eq!((&sums["agreed"], &sums["paid"]), (&json!(1), &json!(810_000)));
    assert_eq!(
        social.post(path, taken(good)).code(),
        "return_known",
        "the same file once more"
    );
    let open = ok(leader.get("/api/payments/2026-10/reconciliation?mismatch=not_in_return"));
    assert_eq!(open["rows"]["total"], 4);
    // Files that are no lists.
    let broken = upload(&social, "2026-10", b"PK\x03\x04 broken".to_vec());
    assert_eq!((broken.code().as_str(), broken.status), ("return_unreadable", 422));
    assert_eq!(
        upload(&social, "2026-10", Vec::new()).json()["params"]["why"],
        "file_empty"
    );
    let large = upload(&social, "2026-10", vec![b'x'; 21 * 1024 * 1024]);
    assert_eq!(large.code(), "file_too_large");
}

#[test]
fn the_excel_file_is_harmless_and_comes_back_as_a_return() {
    let server = TestServer::start();
    let (social, leader) = (server.client("social"), server.client("leader"));
    let hiv = json!({ "village": "v02", "birth_date": "2020-05-01", "personal_id": "068220000003", "facts": { "hiv": true },
        "receives": [{ "category": "DT3_4P", "monthly": 1_080_000, "from_month": "2026-07" }] });
    register(
        &social,
        &[
            (Uuid::now_v7(), HOSTILE, json!({ "personal_id": "068196000001" })),
            (Uuid::now_v7(), "Điểu Hăng", json!({ "personal_id": "008196000002" })),
            (Uuid::now_v7(), "Cháu Bé", hiv),
        ],
    );
    let head = draw(&social, "2026-11");
    let file = social.get("/api/payments/2026-11.xlsx");
    assert_eq!(
        file.headers["content-type"],
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    );
    assert_eq!(
        file.headers["content-disposition"],
        "attachment; filename=\"chi-tra-2026-11.xlsx\""
    );
    let (all, formulas) = cells(&file.body, "Danh sách");
    assert_eq!(formulas, Vec::<String>::new());
    for expected in [
        Data::String(format!("'{HOSTILE}")),
        Data::String("008196000002".to_owned()),
        Data::Float(2_700_000.0),
        Data::String("Bằng chữ: Hai triệu bảy trăm nghìn đồng.".to_owned()),
        Data::String("CHỦ TỊCH UBND XÃ".to_owned()),
        Data::String("BẢN DỰ THẢO - CHƯA DUYỆT".to_owned()),
    ] {
        assert!(all.contains(&expected), "{expected:?}: {all:?}");
    }
    // Printed and handed around: no word about anybody's health, whoever asks for the file.
    let text = format!("{all:?}").to_lowercase();
    for word in ["hiv", "khuyết tật", "dt3", "dt6"] {
        assert!(!text.contains(word), "{word}: {text}");
    }
    // What the payer sends back is the file itself: every row is found, and "Tổng số tiền" is what was paid.
    ok(approve(&leader, &head));
    let approved = social.get("/api/payments/2026-11.xlsx");
    let (all, _) = cells(&approved.body, "Danh sách");
    assert!(!format!("{all:?}").contains("DỰ THẢO"));
    let read = ok(upload(&social, "2026-11", approved.body));
    assert_eq!(
        (&read["column"], &read["missing"]),
        (&json!("Tổng số tiền"), &json!(0)),
        "{read}"
    );
    assert_eq!(
        (&read["clear"], read["rows"].as_array().unwrap().len()),
        (&json!(3), 3),
        "{read}"
    );
    let rows: Vec<Value> = read["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| json!({ "person": it["person"], "amount": it["amount"] }))
        .collect();
    let sums = ok(social.post(
        "/api/payments/2026-11/paid",
        json!({ "id": Uuid::now_v7(), "rows": rows, "sha256": read["sha256"] }),
    ));
    assert_eq!((&sums["agreed"], &sums["mismatches"]), (&json!(3), &json!([])));
}

#[test]
fn each_role_sees_what_it_may() {
    let server = TestServer::start();
    let (social, leader, economy) = (
        server.client("social"),
        server.client("leader"),
        server.client("economy"),
    );
    let hiv = json!({ "birth_date": "2020-05-01", "facts": { "hiv": true }, "receives":
        [{ "category": "DT3_4P", "monthly": 1_080_000, "from_month": "2026-07", "decision_number": "7/QĐ-UBND" }] });
    register(
        &social,
        &[
            (Uuid::now_v7(), "Điểu Hăng", json!({})),
            (Uuid::now_v7(), "Cháu Bé", hiv),
        ],
    );
    draw(&social, "2026-11");
    // Categories are shown to whoever may know them and asks for them; a list that lies open on a desk names none.
    let open = ok(social.get("/api/payments/2026-11/rows")).to_string();
    assert!(!open.contains("DT3_4P") && !open.contains("HIV"), "{open}");
    let everything = ok(social.get("/api/payments/2026-11/rows?detail=categories")).to_string();
    assert!(
        everything.contains("DT3_4P") && everything.contains("HIV"),
        "{everything}"
    );
    // The leader reads disability but not HIV: if only that row were neutral, it would tell. So every row is.
    let neutral = ok(leader.get("/api/payments/2026-11/rows?detail=categories"));
    assert_eq!(neutral["items"][0]["programmes"], json!(["allowance"]));
    let text = neutral.to_string();
    assert!(text.contains("Cháu Bé"));
    for word in ["HIV", "DT3", "DT6", "khuyết tật", "Đ5.3", "basis"] {
        assert!(!text.contains(word), "{word}: {text}");
    }
    // Economy: amounts, no names, no reasons, not in the order of names.
    let mut answers = Vec::new();
    for path in [
        "",
        "/rows",
        "/changes",
        "/not-paid",
        "/reconciliation",
        "/corrections",
        "/paid",
    ] {
        answers.push(ok(economy.get(&format!("/api/payments/2026-11{path}"))));
    }
    let text = format!("{answers:?}");
    for word in ["Điểu", "Cháu", "HIV", "DT3", "DT6", "programme\"", "QĐ-UBND"] {
        assert!(!text.contains(word), "{word}: {text}");
    }
    assert_eq!(answers[1]["items"][0]["total"], 1_080_000);
    assert_eq!(answers[1]["items"][0].get("person"), None);
    assert_eq!(economy.get("/api/payments/2026-11/rows?q=dieu").code(), "forbidden");
    let file = economy.get("/api/payments/2026-11.xlsx");
    let (all, _) = cells(&file.body, "Theo thôn");
    assert!(all.contains(&Data::Float(1_890_000.0)) && !format!("{all:?}").contains("Điểu"));
    let book: Xlsx<_> = open_workbook_from_rs(Cursor::new(file.body)).unwrap();
    assert_eq!(book.sheet_names(), ["Theo thôn"]);
    for (user, path) in [
        ("economy", ""),
        ("economy", "/resume"),
        ("economy", "/paid"),
        ("economy", "/corrections"),
    ] {
        let body = json!({ "id": Uuid::now_v7(), "person": Uuid::now_v7(), "decision": "pay", "rows": [], "amount": 1, "reason": "x" });
        let answer = server.client(user).post(&format!("/api/payments/2026-11{path}"), body);
        assert_eq!(answer.code(), "forbidden", "{user} {path}");
    }
    for user in [
        "center",
        "police",
        "health",
        "front",
        "village_head",
        "communications",
        "office",
        "admin",
    ] {
        let client = server.client(user);
        for path in [
            "",
            "/settings",
            "/2026-11",
            "/2026-11.xlsx",
            "/2026-11/rows",
            "/2026-11/reconciliation",
        ] {
            let answer = client.get(&format!("/api/payments{path}"));
            assert_eq!(answer.code(), "forbidden", "{user} {path}");
        }
    }
    // Who opened the list with its names left a row.
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let subject = "payment_list 2026-11";
    let reads = runtime
        .block_on(server.app.store.reads_of(server.app.commune(), subject, 100))
        .unwrap();
    let of = |account: Uuid| reads.iter().filter(|it| it.account == account).count();
    assert_eq!((of(social.account), of(leader.account), of(economy.account)), (2, 1, 0));
}
