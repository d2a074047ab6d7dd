//! The rules: every shipped example, every procedure with its papers, forms and due dates.

use rulebook::examples::{ChecklistExample, DeadlineExample, Example};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::Calls;

pub fn calls(calls: &mut Calls) {
    let files = rulebook::shipped_files();
    let files = files
        .iter()
        .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
    let read = rulebook::read::read_files(files.collect()).unwrap();
    let bundle = read.rulebook.bundle().to_json();
    for broken in [
        bundle.replacen("\"format\":1", "\"format\":99", 1),
        bundle.replacen("\"days\":", "\"days\":1", 1),
        bundle[..bundle.len() / 2].to_owned(),
    ] {
        assert!(calls.text("load_rules", broken).get("error").is_some());
    }
    let loaded = calls.text("load_rules", bundle);
    assert_eq!(loaded["ok"]["sha256"], read.rulebook.sha256());

    for example in &read.examples {
        match example {
            Example {
                checklist: Some(wanted),
                ..
            } => checklist_example(calls, example, wanted),
            Example {
                deadline: Some(wanted), ..
            } => deadline_example(calls, &example.name, wanted),
            _ => eligibility_example(calls, example),
        }
    }
    for day in [
        "2023-03-15",
        "2026-06-30",
        "2026-07-01",
        "2026-10-04",
        "2026-11-21",
        "2030-01-01",
        "2026-02-30",
    ] {
        procedures_of(calls, day);
        calls.call("survey_form", &json!(day));
        for kind in domain::form::SlipKind::ALL {
            calls.call("slip", &json!({ "kind": kind.code(), "date": day }));
        }
    }
}

/// The facts of the contract, as the person and the household that a device knows.
fn household(facts: &Value, as_of: &str) -> Value {
    let mut facts = facts.as_object().cloned().unwrap_or_default();
    let id = Uuid::from_u128(7);
    let mut person = Map::from_iter([
        ("id".to_owned(), json!(id)),
        ("version".to_owned(), json!(1)),
        ("full_name".to_owned(), json!("Người Ví Dụ")),
        ("village".to_owned(), json!("v01")),
    ]);
    for key in ["birth_date", "sex", "alive"] {
        if let Some(value) = facts.remove(key) {
            person.insert(key.to_owned(), value);
        }
    }
    let household = facts.remove("household").map(|mut known| {
        known["id"] = json!(Uuid::from_u128(8));
        known["version"] = json!(1);
        known["village"] = json!("v01");
        known
    });
    person.insert("facts".to_owned(), Value::Object(facts));
    json!({ "household": household, "members": [person], "as_of": as_of })
}

fn eligibility_example(calls: &mut Calls, example: &Example) {
    let facts = serde_json::to_value(&example.facts).unwrap();
    let question = household(&facts, example.as_of.as_deref().unwrap());
    let answer = &calls.ok("household_eligibility", &question)[0];
    if let Some(best) = &example.best {
        assert_eq!(answer["best"]["categories"], json!(best), "{}", example.name);
    }
    if let Some(monthly) = example.monthly {
        assert_eq!(answer["best"]["monthly"], monthly, "{}", example.name);
    }
    if let Some(at_most) = example.at_most {
        assert_eq!(answer["at_most"]["monthly"], at_most, "{}", example.name);
    }
    for (category, wanted) in &example.expect {
        let verdicts = answer["verdicts"].as_array().unwrap();
        let verdict = verdicts.iter().find(|verdict| verdict["category"] == **category);
        assert_eq!(
            verdict.map_or("absent", |it| it["verdict"].as_str().unwrap()),
            wanted,
            "{}",
            example.name
        );
    }
    let asked = json!({ "person": question["members"][0], "household": question["household"] });
    calls.ok("facts_of", &asked);
    // With a household around the person, what follows from the members is asked as well.
    let mut wider = question.clone();
    let mut child = question["members"][0].clone();
    child["id"] = json!(Uuid::from_u128(9));
    child["birth_date"] = json!("2019-05");
    child["relation_to_head"] = json!("child");
    child["caregiver"] = json!({ "person": Uuid::from_u128(7), "full_name": "Người Ví Dụ" });
    wider["members"][0]["relation_to_head"] = json!("head");
    wider["members"].as_array_mut().unwrap().push(child);
    wider["received"] = json!("2026-10-01");
    wider["province"] = json!("68");
    calls.call("household_eligibility", &wider);
}

fn deadline_example(calls: &mut Calls, name: &str, wanted: &DeadlineExample) {
    let events: Vec<Value> = wanted.events.iter().map(|text| event(text)).collect();
    let request = json!({ "procedure": wanted.procedure, "received": wanted.received, "events": events });
    let answer = calls.call("deadline", &request);
    if !wanted.confirmed.is_empty() {
        // What one office has confirmed is not part of the shipped rules.
        return;
    }
    match &wanted.refused {
        Some(code) => assert_eq!(answer["error"]["code"], **code, "{name}"),
        None => {
            let due = (wanted.due != "-").then_some(&wanted.due);
            assert_eq!(answer["ok"]["due"], json!(due), "{name}");
        }
    }
}

fn event(text: &str) -> Value {
    let (kind, at) = text.split_once('@').unwrap();
    match at.split_once('/') {
        Some((at, due)) => json!({ "kind": kind, "at": at, "due": due }),
        None => json!({ "kind": kind, "at": at }),
    }
}

fn checklist_example(calls: &mut Calls, example: &Example, wanted: &ChecklistExample) {
    let request = json!({ "procedure": wanted.procedure, "received": wanted.received, "facts": example.facts,
        "submitter": wanted.submitter });
    let answer = calls.ok("checklist", &request);
    let items = answer["requirements"].as_array().unwrap();
    assert_eq!(items.len(), wanted.items.len(), "{}", example.name);
    for item in items {
        assert_eq!(
            item["needed"],
            *wanted.items[item["id"].as_str().unwrap()],
            "{}",
            example.name
        );
    }
    let form = calls.ok("form", &request);
    if let Some(forms) = &wanted.forms {
        assert_eq!(form["id"], *forms[0], "{}", example.name);
    }
}

fn procedures_of(calls: &mut Calls, day: &str) {
    let list = calls.call("procedures", &json!(day));
    for procedure in list["ok"].as_array().into_iter().flatten() {
        let code = &procedure["code"];
        for submitter in procedure["submitters"].as_array().unwrap() {
            let request = json!({ "procedure": code, "received": day, "submitter": submitter });
            calls.call("checklist", &request);
        }
        if let Some(form) = calls
            .call("form", &json!({ "procedure": code, "received": day }))
            .get("ok")
        {
            fill(calls, form);
        }
        for time in ["07:00", "11:29", "16:59", "23:59"] {
            let received = format!("{day}T{time}");
            let asked = json!({ "kind": "supplement_requested", "at": format!("{day}T23:59") });
            let back = json!({ "kind": "supplement_received", "at": "2031-02-03T08:00" });
            for events in [
                json!([]),
                json!([asked]),
                json!([asked, back]),
                json!([back]),
                json!([{ "kind": "x", "at": "" }]),
            ] {
                calls.call(
                    "deadline",
                    &json!({ "procedure": code, "received": received, "events": events }),
                );
            }
        }
    }
    calls.call("checklist", &json!({ "procedure": "9.999999", "received": day }));
}

/// Fills a form from what is known, completely with fitting values, and completely with values that do not fit.
fn fill(calls: &mut Calls, form: &Value) {
    let person = json!({ "full_name": "K' Brôi", "birth_date": "1940-01", "sex": "male", "personal_id": "067040900002",
        "phone": "0912345678", "facts": { "disability": "severe" }, "monthly_pension": 0 });
    let known = json!({ "form": form, "person": person, "household": { "poverty": "poor", "address": "Thôn 3" },
        "representative": { "full_name": "Ka Brơm" }, "today": "2026-11-21" });
    let mut answers = vec![calls.ok("prefill", &known)];
    let fields: Vec<&Value> = form["sections"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|it| it["fields"].as_array().unwrap())
        .collect();
    for choice in 0..4 {
        let filled = fields.iter().map(|field| {
            let value = match field["kind"].as_str().unwrap() {
                "yes_no" => [json!("yes"), json!("no"), json!("maybe"), json!(true)][choice].clone(),
                "choice" => field["options"]
                    .as_array()
                    .unwrap()
                    .get(choice)
                    .map_or(json!("?"), |it| it["code"].clone()),
                "money" | "number" => [json!(0), json!(500_000), json!(-1), json!("ba")][choice].clone(),
                "date" => Value::from(["1950", "1950-03", "1950-02-30", "hôm qua"][choice]),
                _ => Value::from(["067040900002", "0912345678", "", " \u{1ea1}\u{0323} "][choice]),
            };
            (field["key"].as_str().unwrap().to_owned(), value)
        });
        answers.push(Value::Object(filled.collect()));
    }
    answers.push(json!({}));
    for answers in answers {
        let request = json!({ "form": form, "answers": answers });
        calls.ok("visible_fields", &request);
        calls.ok("check_form", &request);
    }
}
