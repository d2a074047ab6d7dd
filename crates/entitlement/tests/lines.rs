//! JSON lines: in order, whatever the pieces; refused lines in their place.

use domain::date::parse_date;
use domain::eligibility::evaluate;
use entitlement::lines::{Batch, Detail, MAX_LINE_BYTES, answer_lines};
use serde_json::{Value, json};

fn answers(input: &[u8], notes: Vec<&'static str>, detail: Detail) -> (bool, Vec<Value>) {
    let rules = rulebook::shipped()
        .rule_sets(parse_date("2026-11-21").expect("a day"), None)
        .expect("rules");
    let batch = Batch {
        rules: &rules,
        received: None,
        notes,
        detail,
    };
    let mut out = Vec::new();
    let accepted = answer_lines(&batch, input, &mut out).expect("memory");
    let text = String::from_utf8(out).expect("UTF-8");
    (
        accepted,
        text.lines()
            .map(|line| serde_json::from_str(line).expect("JSON"))
            .collect(),
    )
}

#[test]
fn every_line_is_answered_in_its_place() {
    let mut input = Vec::new();
    for number in 0..5000 {
        let line = match number % 7 {
            3 => format!("{{\"id\":{number},\"birth_date\":\"1996-02-31\"}}"),
            5 => "not json".to_owned(),
            _ => json!({ "id": number, "birth_date": format!("{}", 1930 + number % 95), "alive": true,
                "disability": (["none", "light", "severe", "extreme"][number % 4]) })
            .to_string(),
        };
        input.extend_from_slice(line.as_bytes());
        input.extend_from_slice(if number % 11 == 0 { b"\n\n" } else { b"\r\n" });
    }
    let (accepted, lines) = answers(&input, vec![], Detail::Short);
    assert!(!accepted);
    assert_eq!(lines.len(), 5000);
    for (number, line) in lines.iter().enumerate() {
        match number % 7 {
            5 => assert_eq!(
                (&line["id"], &line["error"]),
                (&Value::Null, &json!("facts_unreadable"))
            ),
            3 => assert_eq!(
                (&line["id"], &line["error"]),
                (&json!(number), &json!("facts_unreadable"))
            ),
            _ => assert_eq!((&line["id"], &line["as_of"]), (&json!(number), &json!("2026-11-21"))),
        }
    }
}

#[test]
fn the_short_answer_is_the_explained_one_without_its_reasons() {
    let facts = json!({ "id": "p1", "birth_date": "1950", "alive": true, "household": { "poverty": "poor" } });
    let (accepted, short) = answers(
        facts.to_string().as_bytes(),
        vec!["old_procedure_continues"],
        Detail::Short,
    );
    let (_, explained) = answers(
        facts.to_string().as_bytes(),
        vec!["old_procedure_continues"],
        Detail::Explained,
    );
    assert!(accepted);
    for key in ["id", "as_of", "best", "at_most", "notes"] {
        assert_eq!(short[0][key], explained[0][key], "{key}");
    }
    let pairs = short[0]["verdicts"]
        .as_array()
        .expect("a list")
        .iter()
        .zip(explained[0]["verdicts"].as_array().expect("a list"));
    for (short, explained) in pairs {
        for (key, value) in short.as_object().expect("an object") {
            assert_eq!(value, &explained[key], "{key}");
        }
    }
    let rules = rulebook::shipped()
        .rule_sets(parse_date("2026-11-21").expect("a day"), None)
        .expect("rules");
    let facts: wire::facts::Facts = serde_json::from_value(facts).expect("facts");
    assert_eq!(
        short[0]["at_most"]["monthly"],
        evaluate(&rules, &facts.to_domain()).at_most.monthly_dong
    );
}

#[test]
fn a_line_without_end_is_refused_and_the_next_one_answered() {
    let mut input = vec![b' '; MAX_LINE_BYTES + 10];
    input[0] = b'{';
    input.extend_from_slice(b"\n{\"id\":2}\n");
    let (accepted, lines) = answers(&input, vec![], Detail::Short);
    assert!(!accepted);
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[0]["error"], "line_too_long");
    assert_eq!(lines[1]["id"], 2);
}

#[test]
fn a_full_disk_stops_the_work_with_its_error() {
    struct Full(usize);
    impl std::io::Write for Full {
        fn write(&mut self, buffer: &[u8]) -> std::io::Result<usize> {
            if self.0 == 0 {
                return Err(std::io::Error::from(std::io::ErrorKind::StorageFull));
            }
            let written = buffer.len().min(self.0);
            self.0 -= written;
            Ok(written)
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let rules = rulebook::shipped()
        .rule_sets(parse_date("2026-11-21").expect("a day"), None)
        .expect("rules");
    let batch = Batch {
        rules: &rules,
        received: None,
        notes: vec![],
        detail: Detail::Short,
    };
    let input = "{\"birth_date\":\"1950\",\"alive\":true}\n".repeat(20_000);
    let problem = answer_lines(&batch, input.as_bytes(), Full(100_000)).expect_err("full");
    assert_eq!(problem.kind(), std::io::ErrorKind::StorageFull);
}
