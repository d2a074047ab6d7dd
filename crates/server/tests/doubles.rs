//! Two records of one person, people taken out of the list by two officers, and the quality of the list, over HTTP.

#![allow(clippy::unwrap_used)]

use serde_json::{Value, json};
use uuid::Uuid;

mod common;

use common::{Client, TestServer, outcomes};

/// Registers somebody with these fields.
fn register(client: &Client, more: Value) -> Uuid {
    let id = Uuid::now_v7();
    let mut record = json!({ "id": id, "version": 0, "village": "v01" });
    for (key, value) in more.as_object().unwrap() {
        record[key] = value.clone();
    }
    let body = json!({ "type": "person.registered", "record": record });
    let answer = client.push(&[client.entry("person", id, 0, body)]);
    assert_eq!(outcomes(&answer), ["applied"], "{}", answer.text());
    id
}

/// People who resemble nobody, so that the search has a list to learn from.
fn village(client: &Client) {
    const FAMILY: [&str; 5] = ["Nguyễn", "Trần", "Lê", "Phạm", "Đặng"];
    const GIVEN: [&str; 8] = ["Hùng", "Lan", "Mai", "Nhung", "Phước", "Quỳnh", "Tâm", "Vinh"];
    for number in 0..40_usize {
        let name = format!("{} Văn {}", FAMILY[number % 5], GIVEN[number % 8]);
        let (year, day) = (1931 + number, 1 + number % 28);
        register(
            client,
            json!({ "full_name": name, "birth_date": format!("{year}-05-{day:02}"), "sex": "male",
                "personal_id": format!("0680{:02}{:06}", year % 100, number * 7919) }),
        );
    }
}

/// Two records of one woman: the second knows the household and what she receives, the first the number.
fn doubles(client: &Client) -> (Uuid, Uuid) {
    let first = register(
        client,
        json!({ "full_name": "K'Brèo Thị Duyên", "birth_date": "1947-03-09", "sex": "female",
            "personal_id": "068147000321", "facts": { "disability": "severe" } }),
    );
    let second = register(
        client,
        json!({ "full_name": "K'Breo Thi Duyen", "birth_date": "1947-03-09", "sex": "female", "phone": "0912345678",
            "old_id": "245012345", "receives": [{ "category": "DT6_N", "monthly": 810000 }], "facts": { "hiv": true },
            "bank_account": "VCB 0123" }),
    );
    (first, second)
}

/// A request that says everything by its address.
fn press(client: &Client, path: &str) -> common::Answer {
    // A body of known length: what is sent in pieces may still be on its way when the answer is there.
    client.send("POST", path, &[], Some(Vec::new()))
}

fn search(client: &Client) -> Value {
    let answer = press(client, "/api/doubles/search");
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

fn list(client: &Client, query: &str) -> Value {
    let answer = client.get(&format!("/api/doubles?{query}"));
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

fn pair(client: &Client, first: Uuid, second: Uuid) -> Value {
    let answer = client.get(&format!("/api/doubles/{first}_{second}"));
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

fn decide(client: &Client, pair: &Value, mut decision: Value) -> common::Answer {
    decision["versions"] = json!([pair["first"]["record"]["version"], pair["second"]["record"]["version"]]);
    client.post(&format!("/api/doubles/{}", pair["id"].as_str().unwrap()), decision)
}

/// The record as it is stored, without what counts the changes.
fn stored(server: &TestServer, id: Uuid) -> Value {
    let social = server.client("social");
    let mut record = social.get(&format!("/api/people/{id}")).json()["record"].clone();
    record["version"] = Value::Null;
    record["field_versions"] = Value::Null;
    record
}

#[test]
fn two_records_become_one_and_two_again() {
    let server = TestServer::start();
    let (social, center) = (server.client("social"), server.client("center"));
    village(&social);
    let (first, second) = doubles(&social);
    let home = Uuid::now_v7();
    let record = json!({ "id": home, "version": 0, "village": "v01", "head": second, "address": "Nhà 3" });
    let body = json!({ "type": "household.registered", "record": record });
    assert_eq!(
        outcomes(&social.push(&[social.entry("household", home, 0, body)])),
        ["applied"]
    );
    let dossier = Uuid::now_v7();
    assert_eq!(
        outcomes(&center.push(&[center.reception(dossier, second, "TD-2026-0001", "v01")])),
        ["applied"]
    );
    let as_it_was = (stored(&server, first), stored(&server, second));

    let run = search(&center);
    assert_eq!(
        (run["found"].as_u64(), run["new"].as_u64()),
        (Some(1), Some(1)),
        "{run}"
    );
    let page = list(&center, "state=open");
    assert_eq!(page["total"], 1);
    assert_eq!(page["last_run"]["by_name"], "Cán bộ center");
    let shown = &page["items"][0];
    assert_eq!(shown["second"]["dossiers"], 1);
    let reasons = shown["reasons"].as_array().unwrap();
    assert!(
        reasons.iter().any(|one| one.as_str().unwrap().contains("=no_accent:+")),
        "{reasons:?}"
    );
    assert!(shown["probability"].as_f64().unwrap() > 0.5);
    // The centre does not see it, and the social office does.
    assert_eq!(shown["second"]["record"]["facts"].get("hiv"), None);
    let seen = list(&social, "state=open&village=v01");
    assert_eq!(seen["items"][0]["second"]["record"]["facts"]["hiv"], true);
    assert_eq!(list(&social, "village=v02")["total"], 0);

    let answer = decide(
        &center,
        shown,
        json!({ "decision": "same", "keep": first, "note": "Đã hỏi nhà." }),
    );
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(
        (&answer.json()["state"], &answer.json()["keep"]),
        (&json!("same"), &json!(first))
    );
    assert!(!answer.text().contains("hiv"), "{}", answer.text());
    // What only the other knew is there, also what the one who joined them may not see.
    let joined = stored(&server, first);
    assert_eq!(joined["phone"], "0912345678");
    assert_eq!(joined["facts"], json!({ "disability": "severe", "hiv": true }));
    assert_eq!(
        social.get(&format!("/api/households/{home}")).json()["record"]["head"],
        json!(first)
    );
    let people = center.get("/api/people?q=duyen").json();
    assert_eq!(people["items"].as_array().unwrap().len(), 1);
    // Nothing becomes unreachable: the old record leads on, and its dossier stands with the one that stays.
    let old = center.get(&format!("/api/people/{second}")).json();
    assert_eq!(
        (&old["record"]["gone"]["why"], &old["stands"]["id"]),
        (&json!("merged"), &json!(first))
    );
    let page = center.get(&format!("/api/people/{first}")).json();
    assert_eq!(page["joined"][0]["id"], json!(second));
    assert_eq!(page["dossiers"][0]["id"], json!(dossier));

    let again = decide(&social, shown, json!({ "decision": "different" }));
    assert_eq!(again.code(), "already_closed");
    let answer = press(&center, &format!("/api/doubles/{first}_{second}/part"));
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(answer.json()["kept"], json!([]));
    assert_eq!(answer.json()["pair"]["state"], "parted");
    assert_eq!((stored(&server, first), stored(&server, second)), as_it_was);
    assert_eq!(
        social.get(&format!("/api/households/{home}")).json()["record"]["head"],
        json!(second)
    );
    assert_eq!(center.get(&format!("/api/people/{first}")).json()["joined"], json!([]));
    // What was parted is not asked again by itself, but may be decided anew.
    assert_eq!(search(&center)["decided"], 1);
    assert_eq!(list(&center, "state=open")["total"], 0);
    let answer = decide(
        &center,
        &pair(&center, first, second),
        json!({ "decision": "same", "keep": second }),
    );
    assert_eq!(answer.json()["keep"], json!(second), "{}", answer.text());
}

#[test]
fn a_decision_is_about_what_was_shown() {
    let server = TestServer::start();
    let (social, center) = (server.client("social"), server.client("center"));
    village(&social);
    let (first, second) = doubles(&social);
    search(&social);
    let shown = pair(&social, first, second);
    let body = json!({ "type": "person.changed", "set": { "birth_date": "1974-09-03" } });
    assert_eq!(
        outcomes(&center.push(&[center.entry("person", second, 1, body)])),
        ["applied"]
    );
    let answer = decide(&social, &shown, json!({ "decision": "same", "keep": first }));
    assert_eq!((answer.status, answer.code().as_str()), (409, "pair_changed"));
    let fresh = pair(&social, first, second);
    assert_eq!(
        (&fresh["state"], &fresh["second"]["record"]["version"]),
        (&json!("open"), &json!(2))
    );
    assert_eq!(stored(&server, second).get("gone"), None);

    let stranger = Uuid::now_v7();
    let answer = decide(&social, &fresh, json!({ "decision": "same", "keep": stranger }));
    assert_eq!(answer.json()["fields"][0]["field"], "keep");
    assert_eq!(
        decide(&social, &fresh, json!({ "decision": "later" })).json()["later"],
        true
    );
    assert_eq!(
        decide(&social, &fresh, json!({ "decision": "different" })).json()["state"],
        "different"
    );
    let run = search(&social);
    assert_eq!(
        (run["new"].as_u64(), list(&social, "state=open")["total"].as_u64()),
        (Some(0), Some(0)),
        "{run}"
    );
    assert_eq!(list(&social, "state=different")["items"][0]["by_name"], "Cán bộ social");
    // The wrong key: the question is back.
    let answer = press(&social, &format!("/api/doubles/{first}_{second}/part"));
    assert_eq!(answer.json()["pair"]["state"], "open", "{}", answer.text());

    for role in ["police", "health", "front", "village_head", "leader", "office", "admin"] {
        let other = server.client(role);
        assert_eq!(other.get("/api/doubles").code(), "forbidden", "{role}");
        assert_eq!(press(&other, "/api/doubles/search").code(), "forbidden", "{role}");
        assert_eq!(
            decide(&other, &fresh, json!({ "decision": "different" })).code(),
            "forbidden",
            "{role}"
        );
    }
}

#[test]
fn two_people_take_somebody_out_of_the_list() {
    let server = TestServer::start();
    let (social, leader) = (server.client("social"), server.client("leader"));
    let person = register(
        &social,
        json!({ "full_name": "Trần Văn Đi", "birth_date": "1950-01-02", "receives": [{ "category": "DT6_N", "monthly": 810000 }] }),
    );
    // Not past the second person either.
    let alone = json!({ "type": "person.changed", "set": { "gone": { "why": "mistake" } } });
    let answer = social.push(&[social.entry("person", person, 1, alone)]);
    assert_eq!((answer.status, answer.code().as_str()), (403, "second_person_needed"));

    let proposal = json!({ "person": person, "why": "moved", "since": "2026-09", "note": "Gia đình báo đã về quê." });
    assert_eq!(social.post("/api/removals", proposal.clone()).code(), "removal_changed");
    let mut seen = proposal.clone();
    seen["despite"] = json!(["receives"]);
    let answer = social.post("/api/removals", seen.clone());
    assert_eq!(answer.status, 201, "{}", answer.text());
    let removal = answer.json();
    assert_eq!(
        (&removal["against"], &removal["may_confirm"]),
        (&json!(["receives"]), &json!(false))
    );
    assert!(!answer.text().contains("810000"), "a neutral record: {}", answer.text());
    assert_eq!(leader.post("/api/removals", seen).code(), "removal_proposed");

    let path = format!("/api/removals/{}", removal["id"].as_str().unwrap());
    let answer = social.post(&format!("{path}/confirm"), json!({ "despite": ["receives"] }));
    assert_eq!((answer.status, answer.code().as_str()), (403, "second_person_needed"));
    assert_eq!(
        leader.post(&format!("{path}/confirm"), json!({})).code(),
        "removal_changed"
    );
    let waiting = leader.get("/api/removals?state=proposed").json();
    assert_eq!(
        (&waiting["total"], &waiting["items"][0]["may_confirm"]),
        (&json!(1), &json!(true))
    );
    let answer = leader.post(&format!("{path}/confirm"), json!({ "despite": ["receives"] }));
    assert_eq!(answer.status, 200, "{}", answer.text());
    let view = answer.json();
    assert_eq!(
        (&view["proposed_by_name"], &view["decided_by_name"]),
        (&json!("Cán bộ social"), &json!("Cán bộ leader"))
    );
    let gone = stored(&server, person)["gone"].clone();
    assert_eq!(gone, json!({ "why": "moved", "since": "2026-09" }));
    assert_eq!(social.get("/api/people?q=tran%20van%20di").json()["items"], json!([]));
    assert_eq!(
        leader.post(&format!("{path}/confirm"), json!({})).code(),
        "already_closed"
    );
    assert_eq!(
        social.post("/api/removals", proposal.clone()).code(),
        "person_not_listed"
    );

    let answer = press(&social, &format!("{path}/undo"));
    assert_eq!(answer.json()["state"], "undone", "{}", answer.text());
    assert_eq!(stored(&server, person).get("gone"), None);
    assert_eq!(
        social.get("/api/people?q=tran%20van%20di").json()["items"]
            .as_array()
            .unwrap()
            .len(),
        1
    );

    // Refused with a reason; one's own proposal is taken back without.
    let mut seen = proposal;
    seen["despite"] = json!(["receives", "open_dossier"]);
    let id = social.post("/api/removals", seen.clone()).json()["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let answer = leader.post(&format!("/api/removals/{id}/refuse"), json!({}));
    assert_eq!(answer.json()["fields"][0]["field"], "note");
    let answer = leader.post(&format!("/api/removals/{id}/refuse"), json!({ "note": "Vẫn ở đây." }));
    assert_eq!(
        (&answer.json()["state"], &answer.json()["answer"]),
        (&json!("refused"), &json!("Vẫn ở đây."))
    );
    let id = social.post("/api/removals", seen).json()["id"]
        .as_str()
        .unwrap()
        .to_owned();
    assert_eq!(
        social.post(&format!("/api/removals/{id}/refuse"), json!({})).json()["state"],
        "refused"
    );
    for role in [
        "police",
        "health",
        "front",
        "village_head",
        "economy",
        "office",
        "admin",
    ] {
        assert_eq!(server.client(role).get("/api/removals").code(), "forbidden", "{role}");
    }
}

#[test]
fn numbers_of_the_quality_report_are_their_lists() {
    let server = TestServer::start();
    let social = server.client("social");
    village(&social);
    let (first, second) = doubles(&social);
    register(
        &social,
        json!({ "full_name": "Lê Thị Xa", "village": "v02", "birth_date": "1960", "cannot_travel": true }),
    );
    register(&social, json!({ "full_name": "Lê Thị Mất", "alive": false }));
    search(&social);
    let report = server.client("office").get("/api/quality").json();
    assert_eq!(report["months"], json!(["2026-11"]));
    const LISTS: [(&str, &str); 6] = [
        ("personal_id", "without_personal_id"),
        ("phone", "without_phone"),
        ("caregiver", "without_caregiver"),
        ("birth_date", "without_birth_day"),
        ("household", "without_household"),
        ("receives", "receives_unknown"),
    ];
    let villages = report["villages"].as_array().unwrap();
    assert_eq!(villages.len(), 3);
    for village in villages {
        let of = village["village"]
            .as_str()
            .map(|id| format!("&village={id}"))
            .unwrap_or_default();
        for (number, name) in LISTS {
            let (mut after, mut shown) = (String::new(), Vec::new());
            loop {
                let page = social
                    .get(&format!("/api/people?list={name}{of}&limit=7{after}"))
                    .json();
                assert_eq!(page["total"], village[number]["without"], "{name}{of}: {page}");
                shown.extend(
                    page["items"]
                        .as_array()
                        .unwrap()
                        .iter()
                        .map(|one| one["id"].to_string()),
                );
                match page["next"].as_str() {
                    Some(next) => after = format!("&after={}", next.replace(' ', "%20")),
                    None => break,
                }
            }
            shown.sort();
            shown.dedup();
            assert_eq!(json!(shown.len()), village[number]["without"], "{name}{of}");
        }
        let pairs = list(&social, &format!("state=open{of}"));
        assert_eq!(pairs["total"], village["doubtful_matches"]["without"], "pairs{of}");
    }
    assert_eq!(villages[0]["doubtful_matches"]["without"], 1);
    assert_eq!(villages[0]["unresolved_places"]["without"], 0);

    // What was mended shows against the report that was kept.
    let answer = decide(
        &social,
        &pair(&social, first, second),
        json!({ "decision": "same", "keep": first }),
    );
    assert_eq!(answer.status, 200, "{}", answer.text());
    let now = social.get("/api/quality").json();
    let lack = &now["villages"][0]["doubtful_matches"];
    assert_eq!((&lack["without"], &lack["before"]), (&json!(0), &json!(1)));
    for (role, code) in [
        ("front", "forbidden"),
        ("police", "forbidden"),
        ("village_head", "forbidden"),
    ] {
        let other = server.client(role);
        assert_eq!(other.get("/api/quality").code(), code, "{role}");
        assert_eq!(other.get("/api/people?list=without_caregiver").code(), code, "{role}");
    }
    // The office reads the numbers, not the names.
    assert_eq!(
        server.client("office").get("/api/people?list=without_phone").code(),
        "forbidden"
    );
}
