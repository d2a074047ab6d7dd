//! Lists of other offices when something goes wrong: cut off, changed meanwhile, sent by mistake, broken, forbidden.

#![allow(clippy::unwrap_used)]

use serde_json::json;
use server::imports::{apply, sheet};
use server::session::Caller;
use store::office::sessions::Session;
use uuid::Uuid;

mod common;

use common::lists::*;
use common::{TestServer, outcomes};

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
