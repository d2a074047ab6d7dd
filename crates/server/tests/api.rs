//! The API as a browser uses it.

#![allow(clippy::unwrap_used)]

use serde_json::json;
use uuid::Uuid;

mod common;

use common::{TestServer, outcomes};

#[test]
fn signing_in_and_out() {
    let server = TestServer::start();
    let mut client = server.stranger();
    assert_eq!(client.get("/api/session").code(), "not_signed_in");
    let wrong = client.try_sign_in("social", "sai-mat-khau");
    assert_eq!((wrong.status, wrong.code().as_str()), (401, "wrong_credentials"));
    assert_eq!(client.try_sign_in("nobody", "sai-mat-khau").code(), "wrong_credentials");
    let right = client.try_sign_in("Social", common::PASSWORD);
    assert_eq!(right.status, 200, "{}", right.text());
    let cookies = &right.headers["set-cookie"];
    assert!(
        cookies.contains("HttpOnly") && cookies.contains("SameSite=Strict"),
        "{cookies}"
    );
    assert_eq!(client.get("/api/session").json()["user"]["roles"], json!(["social"]));
    assert_eq!(client.send("DELETE", "/api/session", &[], None).status, 204);
    assert_eq!(client.get("/api/session").code(), "not_signed_in");
    assert_eq!(client.get("/api/public/demo-accounts").status, 404);
}

#[test]
fn a_changing_request_needs_the_token_of_the_session() {
    let server = TestServer::start();
    let mut client = server.client("center");
    client.csrf = String::new();
    let answer = client.push(&[]);
    assert_eq!((answer.status, answer.code().as_str()), (403, "csrf_invalid"));
    client.csrf = "ffff".into();
    assert_eq!(client.push(&[]).code(), "csrf_invalid");
}

#[test]
fn passwords_cannot_be_tried_without_end() {
    let server = TestServer::start();
    let mut client = server.stranger();
    for _ in 0..10 {
        assert_eq!(client.try_sign_in("social", "sai").status, 401);
    }
    let refused = client.try_sign_in("social", common::PASSWORD);
    assert_eq!((refused.status, refused.code().as_str()), (429, "too_many_requests"));
    assert!(refused.headers.contains_key("retry-after"));
    assert_eq!(
        client.try_sign_in("center", common::PASSWORD).status,
        200,
        "others are not locked out"
    );
}

#[test]
fn every_answer_carries_its_protection() {
    let server = TestServer::start();
    let stranger = server.stranger();
    for path in [
        "/",
        "/lich",
        "/thu-tuc",
        "/tra-cuu",
        "/api/session",
        "/app/",
        "/nowhere",
    ] {
        let headers = stranger.get(path).headers;
        assert_eq!(headers["x-content-type-options"], "nosniff", "{path}");
        assert_eq!(headers["referrer-policy"], "no-referrer", "{path}");
        let policy = &headers["content-security-policy"];
        assert!(
            policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe-inline"),
            "{path}: {policy}"
        );
    }
    assert_eq!(stranger.get("/api/session").headers["cache-control"], "no-store");
    assert_eq!(stranger.get("/api/nowhere").code(), "not_found");
    assert_eq!(
        stranger.send("PUT", "/api/board", &[], Some(Vec::new())).code(),
        "method_not_allowed"
    );
    assert_eq!(stranger.get("/healthz").text(), "ok\n");
}

#[test]
fn the_same_push_twice_is_one_push() {
    let server = TestServer::start();
    let center = server.client("center");
    let (person, dossier) = (Uuid::now_v7(), Uuid::now_v7());
    let entries = [
        center.person(person, "Nguyễn Thị Mai", "v01"),
        center.reception(dossier, person, "T24637-261120-AAAAAA", "v01"),
    ];
    let first = center.push(&entries);
    assert_eq!(first.status, 200, "{}", first.text());
    // The service centre may not write down HIV: only those who may know it.
    assert_eq!(outcomes(&first), ["refused", "applied"]);
    let second = center.push(&entries);
    let results = second.json()["results"].clone();
    assert_eq!(results[1]["duplicate"], true);
    assert_eq!(results[1]["seq"], first.json()["results"][1]["seq"]);
    assert_eq!(center.get("/api/board").json()["counts"]["received_today"], 1);
    let too_many: Vec<_> = (0..201).map(|_| entries[0].clone()).collect();
    assert_eq!(center.push(&too_many).code(), "too_many_entries");
}

#[test]
fn work_of_an_ended_session_is_pushed_after_signing_in_again() {
    let server = TestServer::start();
    let mut center = server.client("center");
    let entry = center.reception(Uuid::now_v7(), Uuid::now_v7(), "T24637-261120-BBBBBB", "v01");
    assert_eq!(center.send("DELETE", "/api/session", &[], None).status, 204);
    assert_eq!(center.push(std::slice::from_ref(&entry)).code(), "not_signed_in");
    assert_eq!(center.try_sign_in("center", common::PASSWORD).status, 200);
    assert_eq!(outcomes(&center.push(&[entry])), ["applied"]);
}

#[test]
fn somebody_elses_dossier_stays_closed() {
    let server = TestServer::start();
    let social = server.client("social");
    let (person, dossier) = (Uuid::now_v7(), Uuid::now_v7());
    social.push(&[
        social.person(person, "Nguyễn Thị Mai", "v02"),
        social.reception(dossier, person, "T24637-261120-CCCCCC", "v02"),
    ]);
    let open = social.get(&format!("/api/dossiers/{dossier}"));
    assert_eq!(open.status, 200, "{}", open.text());
    assert_eq!(open.json()["allowed"][0]["step"], "forward");
    let path = format!("/api/dossiers/{dossier}");
    for user in ["village_head", "police", "health", "front", "communications", "admin"] {
        let answer = server.client(user).get(&path);
        assert_eq!((answer.status, answer.code().as_str()), (403, "forbidden"), "{user}");
    }
    assert_eq!(
        social.get(&format!("/api/dossiers/{}", Uuid::now_v7())).code(),
        "not_found"
    );
    assert_eq!(social.get("/api/dossiers/khong-phai-ma").code(), "not_found");
    let head = server.client("village_head");
    assert_eq!(
        head.get(&format!("/api/people/{person}")).code(),
        "not_found",
        "another village"
    );
    assert_eq!(head.get("/api/people?q=mai").json()["items"], json!([]));
}

#[test]
fn each_role_sees_what_it_needs_and_reads_leave_a_row() {
    let server = TestServer::start();
    let social = server.client("social");
    let (person, dossier) = (Uuid::now_v7(), Uuid::now_v7());
    let pushed = social.push(&[
        social.person(person, "Nguyễn Thị Mai", "v01"),
        social.reception(dossier, person, "T24637-261120-DDDDDD", "v01"),
        social.step(dossier, 1, json!({ "step": "forward" })),
        social.step(
            dossier,
            2,
            json!({ "step": "ask_confirmation", "from": "police", "question": "Nơi cư trú" }),
        ),
    ]);
    assert_eq!(outcomes(&pushed), ["applied"; 4], "{}", pushed.text());
    let record = |user: &str| server.client(user).get(&format!("/api/people/{person}")).json()["record"].clone();
    assert_eq!(record("social")["facts"]["hiv"], true);
    assert_eq!(record("center")["facts"].get("hiv"), None);
    assert_eq!(record("center")["bank_account"], "VCB 0123");
    assert_eq!(record("police").get("facts"), None);
    assert_eq!(record("police")["personal_id"], "068158000123");
    assert_eq!(record("village_head").get("personal_id"), None);
    assert_eq!(
        server.client("admin").get(&format!("/api/people/{person}")).code(),
        "forbidden"
    );
    let list = server.client("social").get("/api/people?q=nguyen%20mai").json();
    assert_eq!(list["items"][0]["full_name"], "Nguyễn Thị Mai");
    assert_eq!(list["items"][0].get("facts"), None, "lists are neutral");

    let queue = server.client("police").get("/api/queue/police").json();
    let mut fields: Vec<&str> = queue["items"][0]
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    fields.sort_unstable();
    assert_eq!(
        fields,
        [
            "address",
            "asked_at",
            "birth_date",
            "code",
            "dossier",
            "full_name",
            "personal_id",
            "question",
            "version",
            "village"
        ]
    );
    assert_eq!(server.client("police").get("/api/queue/health").code(), "forbidden");
    assert_eq!(server.client("social").get("/api/queue/police").code(), "forbidden");

    let runtime = tokio::runtime::Runtime::new().unwrap();
    let reads = runtime
        .block_on(server.app.store.reads_of("24637", &format!("person {person}"), 50))
        .unwrap();
    assert!(reads.len() >= 2, "{reads:?}");
}

#[test]
fn citizens_look_up_their_dossier_and_strangers_learn_nothing() {
    let server = TestServer::start();
    let social = server.client("social");
    let (person, dossier) = (Uuid::now_v7(), Uuid::now_v7());
    social.push(&[
        social.person(person, "Nguyễn Thị Mai", "v01"),
        social.reception(dossier, person, "T24637-261120-EEEEEE", "v01"),
    ]);
    let stranger = server.stranger();
    let ask = |code: &str, secret: &str| {
        let form = format!("ma={code}&bi_mat={secret}");
        stranger.send(
            "POST",
            "/tra-cuu",
            &[("content-type", "application/x-www-form-urlencoded")],
            Some(form.into_bytes()),
        )
    };
    let known = ask("t24637-261120-eeeeee", "0123").text();
    assert!(
        known.contains("Đã tiếp nhận") && known.contains("02/12/2026"),
        "{known}"
    );
    assert!(
        !known.contains("Mai") && !known.contains("khuyết tật"),
        "neutral words only"
    );
    assert!(
        ask("T24637-261120-EEEEEE", "0912345678")
            .text()
            .contains("Đã tiếp nhận")
    );
    let wrong_secret = ask("T24637-261120-EEEEEE", "9999").text();
    let wrong_code = ask("T24637-261120-XXXXXX", "9999").text();
    assert_eq!(
        wrong_secret.replace("EEEEEE", "XXXXXX"),
        wrong_code,
        "the same answer, whatever was wrong"
    );
    assert!(wrong_code.contains("Chưa tra được"));
    let answers: Vec<u16> = (0..10).map(|_| ask("T24637-261120-EEEEEE", "9999").status).collect();
    assert_eq!(answers.last(), Some(&429));
}

#[test]
fn a_round_is_planned_published_and_announced() {
    let server = TestServer::start();
    let social = server.client("social");
    let stop = |villages: &[&str], date: &str| json!({ "villages": villages, "date": date, "from": "07:30", "to": "11:00", "place": "Nhà văn hóa Bon Một" });
    let wrong = social.post(
        "/api/rounds",
        json!({ "name": "", "stops": [stop(&["v09"], "2026-02-30")] }),
    );
    assert_eq!((wrong.status, wrong.code().as_str()), (422, "invalid_input"));
    let fields: Vec<String> = wrong.json()["fields"]
        .as_array()
        .unwrap()
        .iter()
        .map(|field| field["field"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(fields, ["name", "stops[0].villages", "stops[0].date"]);
    let made = social.post(
        "/api/rounds",
        json!({ "name": "Đợt 1", "stops": [stop(&["v01"], "2026-11-25")] }),
    );
    assert_eq!(made.status, 201, "{}", made.text());
    let id = made.json()["id"].as_str().unwrap().to_owned();
    let stop_id = made.json()["stops"][0]["id"].as_str().unwrap().to_owned();
    let stranger = server.stranger();
    assert!(
        !stranger.get("/lich").text().contains("Bon Một"),
        "a draft is not public"
    );
    assert_eq!(
        server.client("front").get(&format!("/api/rounds/{id}")).code(),
        "not_found"
    );
    assert_eq!(social.post(&format!("/api/rounds/{id}/publish"), json!({})).status, 200);
    assert!(stranger.get("/lich").text().contains("Nhà văn hóa Bon Một"));
    assert!(
        stranger
            .get(&format!("/lich/{stop_id}?lang=en"))
            .text()
            .contains("Papers to bring")
    );
    let texts = social.get(&format!("/api/rounds/{id}/texts")).json();
    assert!(
        texts["stops"][0]["loudspeaker"]
            .as_str()
            .unwrap()
            .contains("từ 7 giờ rưỡi đến 11 giờ")
    );
    assert!(
        social
            .get(&format!("/api/rounds/{id}/poster.pdf?stop={stop_id}"))
            .body
            .starts_with(b"%PDF")
    );
    let center = server.client("center");
    center.push(&[center.reception(Uuid::now_v7(), Uuid::now_v7(), "T24637-261120-HHHHHH", "v01")]);
    let package = center.get(&format!("/api/stops/{stop_id}/package"));
    assert_eq!(package.status, 200, "{}", package.text());
    assert_eq!(package.json()["records"].as_array().unwrap().len(), 1);
    assert_eq!(
        server
            .client("police")
            .get(&format!("/api/stops/{stop_id}/package"))
            .code(),
        "forbidden"
    );
    assert_eq!(social.get(&format!("/api/reports/rounds/{id}")).status, 200);
    assert!(social.get("/api/reports/months/2026-11.pdf").body.starts_with(b"%PDF"));
    assert_eq!(social.get("/api/reports/months/2026-13").code(), "not_found");
    let villages = social.get("/api/villages").json();
    assert_eq!(villages[0]["next_stop"], "2026-11-25");
}

#[test]
fn slips_are_pdfs_and_only_those_that_exist() {
    let server = TestServer::start();
    let social = server.client("social");
    let (person, dossier) = (Uuid::now_v7(), Uuid::now_v7());
    social.push(&[
        social.person(person, "Nguyễn Thị Mai", "v01"),
        social.reception(dossier, person, "T24637-261120-FFFFFF", "v01"),
    ]);
    for slip in ["receipt", "control"] {
        let answer = social.get(&format!("/api/dossiers/{dossier}/slips/{slip}.pdf"));
        assert!(answer.body.starts_with(b"%PDF"), "{slip}: {}", answer.text());
        assert_eq!(answer.headers["content-type"], "application/pdf");
    }
    for slip in ["refusal", "apology", "stop", "handover", "supplement"] {
        assert_eq!(
            social.get(&format!("/api/dossiers/{dossier}/slips/{slip}.pdf")).code(),
            "nothing_to_print",
            "{slip}"
        );
    }
    assert_eq!(
        social.get(&format!("/api/dossiers/{dossier}/slips/other.pdf")).code(),
        "not_found"
    );
}

#[test]
fn what_was_refused_waits_until_a_person_closes_it() {
    let server = TestServer::start();
    let (center, social) = (server.client("center"), server.client("social"));
    let refused = center.person(Uuid::now_v7(), "Trần Văn Bình", "v01");
    assert_eq!(outcomes(&center.push(std::slice::from_ref(&refused))), ["refused"]);
    let waiting = social.get("/api/attention").json();
    assert_eq!(waiting["total"], 1);
    assert_eq!(waiting["items"][0]["subject_title"], "Trần Văn Bình");
    let id = refused["id"].as_str().unwrap();
    // The social office may write down what the service centre may not.
    let taken = social.post(
        &format!("/api/attention/{id}/close"),
        json!({ "decision": "take_mine", "note": "đã xem" }),
    );
    assert_eq!(taken.status, 204, "{}", taken.text());
    assert_eq!(
        social.get("/api/people?q=binh").json()["items"][0]["full_name"],
        "Trần Văn Bình"
    );
    assert_eq!(social.get("/api/attention").json()["total"], 0);
    assert_eq!(
        social
            .post(&format!("/api/attention/{id}/close"), json!({ "decision": "closed" }))
            .code(),
        "already_closed"
    );
}

#[test]
fn rules_are_sent_once() {
    let server = TestServer::start();
    let stranger = server.stranger();
    let rules = stranger.get("/api/rules");
    let tag = rules.headers["etag"].clone();
    assert_eq!(rules.json()["sha256"], tag.trim_matches('"'));
    assert_eq!(
        stranger
            .send("GET", "/api/rules", &[("if-none-match", &tag)], None)
            .status,
        304
    );
}
