//! Drawing up, approving, correcting, suspending.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::common::TestServer;
use crate::{approve, draw, names, nothing, ok, register};

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
        (&json!([{ "person": away, "full_name": "K'Brôi" }]), &json!(2))
    );
    // Drawing up anew does not forget it; taking it back does.
    assert_eq!(draw(&social, "2026-11")["resumed"], resumed["resumed"]);
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
