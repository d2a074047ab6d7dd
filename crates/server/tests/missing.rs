//! Who may be missing out: each sees what is theirs, and an answer changes the next look.

#![allow(clippy::unwrap_used)]

use serde_json::{Value, json};
use uuid::Uuid;

mod common;

use common::{Client, TestServer, outcomes};

/// A household of village `v01` with people in it; returns their ids.
struct Commune {
    server: TestServer,
    home: Uuid,
    /// 78, no pension, receives nothing: surely missing out.
    old: Uuid,
    /// Severely disabled, receives nothing.
    disabled: Uuid,
    /// Lives with HIV in a poor household.
    hiv: Uuid,
    /// 70, poverty known, whether somebody supports them is not.
    unknown: Uuid,
    /// Recorded as dead, and a payment with it.
    dead: Uuid,
    /// In the other village; receives by the old law.
    recipient: Uuid,
}

fn facts(more: Value) -> Value {
    let mut facts = json!({ "disability": "none", "hiv": false, "has_salary_or_pension": true, "monthly_pension": 5_000_000,
        "single_parent": "none", "children_in_care": [], "cares_for": [], "orphan_case": "none",
        "was_in_orphan_case_at_16": false, "in_continuous_education": false, "obligated_supporter": "able",
        "eligible_for_facility_but_taken_in": false, "pregnant": false, "children_under_36_months": 0,
        "spouse_receives_care_support": false });
    let map = facts.as_object_mut().unwrap();
    for (key, value) in more.as_object().unwrap() {
        if value.is_null() {
            map.remove(key);
        } else {
            map.insert(key.clone(), value.clone());
        }
    }
    facts
}

fn commune() -> Commune {
    let server = TestServer::start();
    let social = server.client("social");
    let (home, other) = (Uuid::now_v7(), Uuid::now_v7());
    let ids: [Uuid; 6] = std::array::from_fn(|_| Uuid::now_v7());
    let person = |id: Uuid, name: &str, more: Value| {
        let mut record = json!({ "id": id, "version": 0, "full_name": name, "village": "v01", "household": home,
            "alive": true, "sex": "female", "receives": [] });
        record
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        social.entry(
            "person",
            id,
            0,
            json!({ "type": "person.registered", "record": record }),
        )
    };
    let household = |id: Uuid, village: &str, poverty: &str, head: Uuid| {
        social.entry(
            "household",
            id,
            0,
            json!({ "type": "household.registered", "record": {
            "id": id, "version": 0, "village": village, "poverty": poverty, "head": head,
            "extremely_difficult_area": false, "directions": "Qua cầu treo rẽ trái" } }),
        )
    };
    let [old, disabled, hiv, unknown, dead, recipient] = ids;
    let entries = [
        household(home, "v01", "poor", old),
        household(other, "v02", "none", recipient),
        person(
            old,
            "Bà Già Minh Họa",
            json!({ "birth_date": "1948-03-01", "phone": "0912345678",
            "facts": facts(json!({ "monthly_pension": 0, "has_salary_or_pension": false })) }),
        ),
        person(
            disabled,
            "Người Nặng Minh Họa",
            json!({ "birth_date": "1996-03-01",
            "facts": facts(json!({ "disability": "severe" })) }),
        ),
        person(
            hiv,
            "Người Kín Minh Họa",
            json!({ "birth_date": "1985-03-01",
            "facts": facts(json!({ "hiv": true, "has_salary_or_pension": false, "monthly_pension": 0 })) }),
        ),
        person(
            unknown,
            "Ông Hỏi Minh Họa",
            json!({ "birth_date": "1958-03-01", "sex": "male",
            "facts": facts(json!({ "obligated_supporter": null })) }),
        ),
        person(
            dead,
            "Cụ Mất Minh Họa",
            json!({ "birth_date": "1940-03-01", "alive": false,
            "death_date": "2026-09-30", "receives": [{ "category": "HTXH_75", "monthly": 540_000 }] }),
        ),
        person(
            recipient,
            "Người Nhận Minh Họa",
            json!({ "birth_date": "1996-03-01", "village": "v02", "household": other,
            "facts": { "disability": "severe" },
            "receives": [{ "category": "DT6_N", "monthly": 750_000, "from_month": "2025-09" }] }),
        ),
    ];
    let pushed = social.push(&entries);
    assert!(outcomes(&pushed).iter().all(|it| it == "applied"), "{}", pushed.text());
    Commune {
        server,
        home,
        old,
        disabled,
        hiv,
        unknown,
        dead,
        recipient,
    }
}

fn people(client: &Client, query: &str) -> Vec<Value> {
    let answer = client.get(&format!("/api/missing-out?limit=200&{query}"));
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()["items"].as_array().unwrap().clone()
}

fn of(client: &Client, query: &str, person: Uuid) -> Option<Value> {
    people(client, query)
        .into_iter()
        .find(|row| row["person"] == json!(person))
}

fn kinds(row: &Value) -> Vec<&str> {
    let findings = row["findings"].as_array().unwrap();
    findings
        .iter()
        .map(|it| it["finding"]["kind"].as_str().unwrap())
        .collect()
}

fn answer(client: &Client, body: Value) -> common::Answer {
    client.post("/api/missing-out/answers", body)
}

#[test]
fn the_office_sees_why_and_how_much_and_every_number_has_its_list() {
    let it = commune();
    let social = it.server.client("social");
    let row = of(&social, "", it.old).unwrap();
    assert!(kinds(&row).contains(&"social_pension_missing"), "{row}");
    let finding = &row["findings"][0];
    assert_eq!(
        (&finding["group"], &finding["state"]),
        (&json!("missing"), &json!("open"))
    );
    assert_eq!(finding["finding"]["monthly"], 540_000);
    assert!(!finding["finding"]["basis"].as_array().unwrap().is_empty());
    assert_eq!(
        (&row["birth_year"], &row["head"]),
        (&json!("1948"), &json!("Bà Già Minh Họa"))
    );
    let page = social.get("/api/missing-out").json();
    assert!(
        page["categories"]["HTXH_75"].as_str().unwrap().contains("75"),
        "{}",
        page["categories"]
    );
    for total in page["totals"].as_array().unwrap() {
        let text = |name: &str| total[name].as_str().unwrap();
        let list = people(
            &social,
            &format!(
                "village={}&kind={}&group={}",
                text("village"),
                text("kind"),
                text("group")
            ),
        );
        assert_eq!(list.len() as u64, total["people"].as_u64().unwrap(), "{total}");
        let monthly: u64 = list
            .iter()
            .flat_map(|row| row["findings"].as_array().unwrap())
            .map(|it| it["finding"]["monthly"].as_u64().unwrap())
            .sum();
        assert_eq!(monthly, total["monthly"].as_u64().unwrap(), "{total}");
    }
    for count in page["groups"].as_array().unwrap() {
        let list = people(&social, &format!("group={}", count["group"].as_str().unwrap()));
        assert_eq!(list.len() as u64, count["people"].as_u64().unwrap(), "{count}");
    }
}

#[test]
fn pages_cover_everybody_once() {
    let it = commune();
    let social = it.server.client("social");
    let all: Vec<Value> = people(&social, "").iter().map(|row| row["person"].clone()).collect();
    let (mut found, mut after) = (Vec::new(), String::new());
    loop {
        let page = social.get(&format!("/api/missing-out?limit=2{after}")).json();
        assert_eq!(page["total"].as_u64().unwrap() as usize, all.len());
        found.extend(
            page["items"]
                .as_array()
                .unwrap()
                .iter()
                .map(|row| row["person"].clone()),
        );
        match page["next"].as_str() {
            Some(next) => after = format!("&after={next}"),
            None => break,
        }
    }
    assert_eq!(found, all);
}

#[test]
fn each_role_sees_only_what_is_theirs() {
    let it = commune();
    let secrets = [
        "hiv",
        "HIV",
        "disability",
        "severe",
        "DT6",
        "DT8",
        "HTXH",
        "health_allowance",
        "540000",
        "810000",
    ];
    for role in ["village_head", "front", "police", "health"] {
        let client = it.server.client(role);
        let list = client.get("/api/missing-out?limit=200").text();
        for secret in secrets {
            // The health station is asked about disability where nobody has written it down, and told nothing else.
            if role == "health" && secret == "disability" {
                continue;
            }
            assert!(!list.contains(secret), "{role}: {secret} in {list}");
        }
        assert!(of(&client, "", it.hiv).is_none(), "{role}");
        for row in people(&client, "") {
            assert_eq!(kinds(&row), ["please_visit"], "{role}");
            assert!(role != "village_head" || row["village"] == "v01");
        }
    }
    let head = it.server.client("village_head");
    assert!(of(&head, "", it.old).is_some());
    assert!(people(&head, "village=v02").is_empty(), "not their village");
    assert!(of(&it.server.client("front"), "", it.recipient).is_some());
    let police = it.server.client("police");
    assert_eq!(people(&police, "").len(), 1, "only who may be dead");
    assert_eq!(
        of(&police, "", it.dead).unwrap()["findings"][0]["finding"]["ask"][0]["fact"],
        "alive"
    );
    for role in ["center", "leader"] {
        let list = it.server.client(role).get("/api/missing-out?limit=200").text();
        assert!(
            !list.contains("hiv") && !list.contains("health_allowance") && !list.contains("DT8"),
            "{role}"
        );
    }
    assert!(of(&it.server.client("social"), "", it.hiv).is_some());
    for role in ["communications", "economy", "office", "admin"] {
        let client = it.server.client(role);
        for path in ["/api/missing-out", "/api/missing-out/visits?village=v01", "/api/sweep"] {
            assert_eq!(client.get(path).code(), "forbidden", "{role} {path}");
        }
        let body = json!({ "person": it.old, "kind": "social_pension_missing", "answer": "so" });
        assert_eq!(answer(&client, body).code(), "forbidden", "{role}");
    }
}

#[test]
fn an_answer_that_is_a_fact_changes_the_next_look() {
    let it = commune();
    let social = it.server.client("social");
    let row = of(&social, "group=ask", it.unknown).unwrap();
    assert_eq!(
        row["findings"][0]["finding"]["ask"][0]["fact"], "obligated_supporter",
        "{row}"
    );
    let body = json!({ "person": it.unknown, "kind": "cannot_tell", "fact": "obligated_supporter", "answer": "so" });
    assert_eq!(
        answer(&social, body.clone()).code(),
        "invalid_input",
        "who, must be said"
    );
    let mut said = body.clone();
    said["value"] = json!("nobody");
    assert_eq!(answer(&social, said.clone()).code(), "invalid_input", "no such value");
    said["value"] = json!("none");
    assert_eq!(answer(&social, said.clone()).json(), json!({ "written": true }));
    let row = of(&social, "group=missing", it.unknown).unwrap();
    assert_eq!(kinds(&row), ["elderly_without_support"]);
    assert_eq!(answer(&social, said).code(), "finding_settled");
    let person = social.get(&format!("/api/people/{}", it.unknown)).json();
    assert_eq!(person["record"]["facts"]["obligated_supporter"], "none");
}

#[test]
fn what_the_village_head_answers_stands_beside_the_finding() {
    let it = commune();
    let (head, social) = (it.server.client("village_head"), it.server.client("social"));
    let row = of(&head, "state=open", it.unknown).unwrap();
    assert_eq!(row["findings"][0]["finding"]["ask"][0]["fact"], "obligated_supporter");
    let given = answer(
        &head,
        json!({ "person": it.unknown, "kind": "please_visit", "fact": "obligated_supporter",
        "answer": "so", "value": "none", "note": "Sống một mình" }),
    );
    // A family fact is for the office to write down.
    assert_eq!(given.json(), json!({ "written": false }), "{}", given.text());
    assert!(of(&head, "state=open", it.unknown).is_none());
    let own = of(&head, "state=answered", it.unknown).unwrap();
    assert_eq!(own["answers"][0]["note"], "Sống một mình");
    let row = of(&social, "state=answered", it.unknown).unwrap();
    let beside = &row["answers"][0];
    assert_eq!(
        (&beside["role"], &beside["value"]),
        (&json!("village_head"), &json!("none"))
    );
    assert_eq!((&beside["current"], &beside["written"]), (&json!(true), &json!(false)));
    let name = &social.get("/api/missing-out?state=answered").json()["names"][beside["by"].as_str().unwrap()];
    assert_eq!(name, "Cán bộ village_head");
    assert!(
        of(&it.server.client("front"), "", it.unknown).unwrap()["answers"].is_null(),
        "not the Front's to see"
    );
    // The office takes it over; then it is an answer about facts that have changed.
    let taken = answer(
        &social,
        json!({ "person": it.unknown, "kind": "cannot_tell", "fact": "obligated_supporter",
        "answer": "so", "value": "none" }),
    );
    assert_eq!(taken.json()["written"], true, "{}", taken.text());
    let row = of(&social, "", it.unknown).unwrap();
    assert!(
        row["answers"]
            .as_array()
            .unwrap()
            .iter()
            .all(|it| it["current"] == false),
        "{row}"
    );
    assert_eq!(row["answers"].as_array().unwrap().len(), 2, "the history stays");
}

#[test]
fn not_so_is_folded_away_until_the_facts_change() {
    let it = commune();
    let social = it.server.client("social");
    let not_so =
        json!({ "person": it.old, "kind": "social_pension_missing", "answer": "not_so", "note": "Hưởng ở xã khác" });
    assert_eq!(answer(&social, not_so).status, 200);
    assert!(of(&social, "kind=social_pension_missing", it.old).is_none());
    let folded = of(&social, "state=folded", it.old).unwrap();
    assert_eq!(folded["answers"][0]["note"], "Hưởng ở xã khác");
    assert_eq!(social.get("/api/missing-out").json()["states"]["folded"], 1);
    let visits = social.get("/api/missing-out/visits?village=v01").text();
    assert!(
        !visits.contains("Đến") && !visits.contains(&it.old.to_string()),
        "{visits}"
    );
    let version = social.get(&format!("/api/people/{}", it.old)).json()["record"]["version"]
        .as_u64()
        .unwrap();
    let change = social.entry(
        "person",
        it.old,
        u32::try_from(version).unwrap(),
        json!({ "type": "person.changed", "set": { "facts.monthly_pension": 100_000 } }),
    );
    assert_eq!(outcomes(&social.push(&[change])), ["applied"]);
    let back = of(&social, "kind=social_pension_missing", it.old).unwrap();
    assert_eq!(back["findings"][0]["state"], "open");
    assert_eq!(back["answers"][0]["current"], false, "and its answer with it");
}

#[test]
fn nobody_answers_what_they_do_not_see() {
    let it = commune();
    let head = it.server.client("village_head");
    let visit = |person: Uuid, more: Value| {
        let mut body = json!({ "person": person, "kind": "please_visit", "answer": "so" });
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        answer(&head, body)
    };
    assert_eq!(visit(it.old, json!({})).status, 200);
    assert_eq!(visit(it.recipient, json!({})).code(), "not_found", "another village");
    assert_eq!(visit(Uuid::now_v7(), json!({})).code(), "not_found");
    assert_eq!(
        visit(it.hiv, json!({})).code(),
        "finding_settled",
        "as if there were nothing"
    );
    assert_eq!(
        visit(it.disabled, json!({ "kind": "disability_without_allowance" })).code(),
        "finding_settled"
    );
    assert_eq!(visit(it.old, json!({ "fact": "hiv" })).code(), "finding_settled");
    assert_eq!(
        visit(it.old, json!({ "note": "x".repeat(501) })).code(),
        "invalid_input"
    );
    assert_eq!(visit(it.old, json!({ "answer": "perhaps" })).code(), "bad_request");
    // Whom the leader reads about, others answer for.
    let leader = it.server.client("leader");
    let body = json!({ "person": it.old, "kind": "social_pension_missing", "answer": "so" });
    assert_eq!(answer(&leader, body).code(), "forbidden");
    // The health station writes what is medical.
    let social = it.server.client("social");
    let version = social.get(&format!("/api/people/{}", it.unknown)).json()["record"]["version"].clone();
    let forget = social.entry(
        "person",
        it.unknown,
        u32::try_from(version.as_u64().unwrap()).unwrap(),
        json!({ "type": "person.changed", "set": { "facts.disability": null } }),
    );
    assert_eq!(outcomes(&social.push(&[forget])), ["applied"]);
    let health = it.server.client("health");
    let said = answer(
        &health,
        json!({ "person": it.unknown, "kind": "please_visit", "fact": "disability",
        "answer": "so", "value": "severe" }),
    );
    assert_eq!(said.json(), json!({ "written": true }), "{}", said.text());
    assert!(kinds(&of(&social, "", it.unknown).unwrap()).contains(&"disability_without_allowance"));
}

#[test]
fn a_list_for_paper_names_no_reason_that_hurts() {
    let it = commune();
    let social = it.server.client("social");
    let answer = social.get("/api/missing-out/visits?village=v01");
    assert_eq!(answer.status, 200, "{}", answer.text());
    let visits = answer.json();
    let house = &visits["houses"][0];
    assert_eq!(
        (&house["household"], &house["head"]),
        (&json!(it.home), &json!("Bà Già Minh Họa"))
    );
    assert_eq!(house["directions"], "Qua cầu treo rẽ trái");
    assert!(
        !visits["papers"].as_array().unwrap().is_empty(),
        "the form to take along"
    );
    let text = answer.text();
    assert!(
        text.contains("Người Nặng Minh Họa") && text.contains("support"),
        "{text}"
    );
    for secret in [
        "hiv",
        "HIV",
        "Người Kín",
        "disability",
        "severe",
        "khuyết tật",
        "540000",
        "810000",
        "DT6",
        "HTXH",
    ] {
        assert!(!text.contains(secret), "{secret} in {text}");
    }
    let head = it.server.client("village_head");
    assert_eq!(head.get("/api/missing-out/visits?village=v01").status, 200);
    assert_eq!(head.get("/api/missing-out/visits?village=v02").code(), "not_found");
    assert_eq!(social.get("/api/missing-out/visits?village=v99").code(), "not_found");
}
