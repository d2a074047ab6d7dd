//! What goes out and comes back on paper: the Excel file, the payer's file, and what each role sees.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::common::{Answer, Client, TestServer};
use crate::{approve, draw, ok, register};

const HOSTILE: &str = "=HYPERLINK(\"http://x\",\"Nhấn vào đây\")";

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
