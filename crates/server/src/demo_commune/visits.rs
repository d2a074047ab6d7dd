//! People who asked to be served at home: a third was served, a third has a day, those of the last days wait.

use std::collections::BTreeMap;

use demo::Demo;
use domain::date::format_date;
use domain::permissions::Role;
use serde_json::json;
use time::Duration;
use uuid::Uuid;
use wire::entry::{Body, Subject, SubjectKind};
use wire::records::{HomeVisitRecord, PersonRecord};

use super::Cast;
use super::send::Planned;

/// Requests in all.
const REQUESTS: usize = 9;
/// What was said on the phone, who called, and who wrote it down.
const CALLS: [(&str, &str, Role); 3] = [
    ("Nhờ nhận hồ sơ tại nhà vì không tự đi lại được", "family", Role::Center),
    ("Nhờ đưa kết quả về tận nhà", "citizen", Role::Center),
    ("Cần người hướng dẫn làm giấy tờ", "union", Role::Front),
];

/// Entries in the order of time.
pub(crate) fn entries(cast: &Cast, demo: &Demo) -> Vec<Planned> {
    let at_home: Vec<&PersonRecord> = demo
        .people
        .iter()
        .filter(|person| person.cannot_travel == Some(true) && person.alive != Some(false))
        .collect();
    // Spread over the villages.
    let step = (at_home.len() / REQUESTS).max(1);
    let chosen = at_home.into_iter().step_by(step).take(REQUESTS).enumerate();
    chosen
        .flat_map(|(number, person)| request(cast, demo, number, person))
        .collect()
}

fn request(cast: &Cast, demo: &Demo, number: usize, person: &PersonRecord) -> Vec<Planned> {
    let (need, asked_by, role) = CALLS[number % CALLS.len()];
    let id = Uuid::now_v7();
    let subject = Subject {
        kind: SubjectKind::HomeVisit,
        id,
    };
    let day = |ahead: i64| format_date(demo.today + Duration::days(ahead));
    let asked = -2 - 3 * (REQUESTS - number) as i64;
    let record = HomeVisitRecord {
        id,
        version: 0,
        person: Some(person.id),
        full_name: person.full_name.clone(),
        village: person.village.clone(),
        phone: person.phone.clone(),
        need: need.to_owned(),
        asked_by: asked_by.to_owned(),
        status: "asked".to_owned(),
        assigned_to: None,
        date: None,
        field_versions: BTreeMap::new(),
    };
    let at = format!("{}T09:15", day(asked));
    let body = Body::HomeVisitRequested { record };
    let mut entries = vec![Planned::new(cast.actor(role), &at, subject, 0, None, &body)];
    let mut change = |days: i64, base: u32, set: serde_json::Value| {
        let set = serde_json::from_value(set).unwrap_or_default();
        let at = format!("{}T14:30", day(days));
        let body = Body::HomeVisitChanged { set };
        entries.push(Planned::new(cast.actor(Role::Center), &at, subject, base, None, &body));
    };
    let officer = cast.id(if number.is_multiple_of(2) {
        Role::Social
    } else {
        Role::Center
    });
    let (is_served, has_day) = (number < REQUESTS / 3, number < REQUESTS * 2 / 3);
    if has_day {
        let mut visit = if is_served { asked + 4 } else { 1 + number as i64 };
        while (demo.today + Duration::days(visit)).weekday().number_days_from_monday() > 4 {
            visit += 1;
        }
        let set = json!({ "status": "assigned", "assigned_to": officer, "date": day(visit) });
        change(asked + 1, 1, set);
        if is_served {
            change(visit, 2, json!({ "status": "done" }));
        }
    }
    entries
}
