//! Numbers and their lists agree; pulls give what changed.

use serde_json::json;
use store::read::changes::Scope;
use store::read::dossiers::{DossierList, DossierQuery};
use store::read::people::PeopleQuery;
use store::read::period::Period;
use store::read::report::NumberList;
use store::read::surveys::SurveySummary;
use uuid::Uuid;
use wire::dossier::Office;
use wire::entry::SubjectKind;

use crate::Env;
use crate::fixture::*;

crate::on_both_engines!(
    numbers_open_their_lists,
    pages_meet,
    pulls,
    queues,
    surveys_hide_few,
    people
);

pub const TODAY: &str = "2026-11-20";
pub const TOMORROW: &str = "2026-11-23";

pub async fn seed(env: &Env) -> Uuid {
    let author = officer();
    let stop = Uuid::now_v7();
    let mut sent = Vec::new();
    let dues = [
        "2026-11-19T10:00",
        "2026-11-20T08:00",
        "2026-11-20",
        "2026-11-23T09:00",
        "2026-12-01",
        "2026-11-10T08:00",
    ];
    for (index, due) in dues.iter().enumerate() {
        let village = if index % 2 == 0 { "v01" } else { "v02" };
        let name = [
            "Nguyễn Văn Ửng",
            "H'Bia Niê",
            "Đặng Thị Hòa",
            "K’Brôi",
            "Trần Văn An",
            "Nguyễn Thị An",
        ][index];
        let mut entry = receive(&author, Uuid::now_v7(), &format!("TD-2611-{index}"), name, village, due);
        entry.stop = (index < 3).then_some(stop);
        sent.push(entry);
    }
    sent.extend(whole_dossier(&author, Uuid::now_v7(), "TD-X", "Vi Thị Xong"));
    let guided = Uuid::now_v7();
    let missing = json!([{"requirement": "paper", "name": "Giấy xác nhận"}]);
    sent.push(step(
        &author,
        guided,
        0,
        json!({"step": "guide", "intake": intake("TD-G", "Lò Thị Thiếu", "v03"),
        "missing": missing, "at": NOW}),
    ));
    let mut found = person(&author, Uuid::now_v7(), "Mới Thấy", "v01");
    found.stop = Some(stop);
    sent.push(found);
    let served =
        json!({"id": Uuid::from_u128(1), "version": 0, "stop": stop, "service": "advice", "people": 3, "at": NOW});
    sent.push(entry(
        &author,
        SubjectKind::Attendance,
        Uuid::from_u128(1),
        0,
        json!({"type": "attendance.recorded", "record": served}),
    ));
    let trouble = json!({"id": Uuid::from_u128(2), "version": 0, "stop": stop, "nature": "difficulty", "text": "Mất sóng",
        "reported_by": author.actor.account, "at": NOW});
    sent.push(entry(
        &author,
        SubjectKind::Difficulty,
        Uuid::from_u128(2),
        0,
        json!({"type": "difficulty.reported", "record": trouble}),
    ));
    let results = env.store.push(COMMUNE, &author, NOW, sent).await.unwrap();
    assert!(results.iter().all(|result| result.seq.is_some()), "{results:?}");
    stop
}

async fn numbers_open_their_lists(env: Env) {
    let store = &env.store;
    let stop = seed(&env).await;
    let board = store.board_counts(COMMUNE, TODAY, TOMORROW, None).await.unwrap();
    let expected = [
        (DossierList::DueToday, board.due_today, 2),
        (DossierList::DueTomorrow, board.due_tomorrow, 1),
        (DossierList::Overdue, board.overdue, 2),
        (DossierList::WaitingForPapers, board.waiting_for_papers, 0),
        (DossierList::ReceivedToday, board.received_today, 7),
        (DossierList::ResultReady, board.result_ready, 0),
        (DossierList::Attention, board.flagged, 0),
        (DossierList::Open, board.by_status.values().sum(), 7),
    ];
    for (list, number, value) in expected {
        assert_eq!(number, value, "{list:?}");
        let page = store
            .dossiers(COMMUNE, &DossierQuery::of(list, TODAY, TOMORROW))
            .await
            .unwrap();
        assert_eq!((page.total, page.items.len() as i64), (value, value), "{list:?}");
    }
    assert_eq!((board.by_village["v02"].open, board.by_village["v02"].overdue), (3, 1));
    let own = store
        .board_counts(COMMUNE, TODAY, TOMORROW, Some(&["v02".to_owned()]))
        .await
        .unwrap();
    assert_eq!((own.overdue, own.by_village.len()), (1, 1));
    for period in [Period::Stops(vec![stop]), Period::Month("2026-11".to_owned())] {
        let numbers = store.report_numbers(COMMUNE, &period, TODAY).await.unwrap();
        for number in &numbers {
            let length = match &number.list {
                NumberList::Dossiers(list) => {
                    let mut wanted = DossierQuery::of(*list, TODAY, TODAY);
                    wanted.period = Some(period.clone());
                    store.dossiers(COMMUNE, &wanted).await.unwrap().items.len()
                }
                NumberList::NewlyFound => {
                    let wanted = PeopleQuery {
                        newly_found: Some(period.clone()),
                        limit: 50,
                        ..PeopleQuery::default()
                    };
                    store.people(COMMUNE, &wanted).await.unwrap().items.len()
                }
                NumberList::Attendances => store.attendances(COMMUNE, &period, 10).await.unwrap().len() * 3,
                NumberList::Difficulties(kind) => store
                    .difficulties(COMMUNE, Some(kind), Some(&period), 10)
                    .await
                    .unwrap()
                    .len(),
                NumberList::None => 0,
            };
            assert_eq!(number.value as usize, length, "{} {period:?}", number.code);
        }
        let value = |code: &str| numbers.iter().find(|number| number.code == code).unwrap().value;
        let is_round = matches!(period, Period::Stops(_));
        assert_eq!(value("dossiers_received"), if is_round { 3 } else { 7 });
        assert_eq!(value("dossiers_on_time"), if is_round { 0 } else { 1 });
        assert_eq!(
            (value("people_served"), value("newly_found"), value("difficulties")),
            (3, 1, 1)
        );
    }
    let other = Period::Month("2026-12".to_owned());
    assert!(
        store
            .report_numbers(COMMUNE, &other, TODAY)
            .await
            .unwrap()
            .iter()
            .all(|number| number.value == 0)
    );
    assert!(store.dossier_by_code(COMMUNE, "td-2611-3").await.unwrap().is_some());
    assert!(store.dossier_by_code("00000", "TD-2611-3").await.unwrap().is_none());
}

async fn pages_meet(env: Env) {
    seed(&env).await;
    for list in DossierList::ALL {
        let mut wanted = DossierQuery::of(list, TODAY, TOMORROW);
        let all = env.store.dossiers(COMMUNE, &wanted).await.unwrap();
        (wanted.limit, wanted.after) = (1, None);
        let mut pieces = Vec::new();
        loop {
            let page = env.store.dossiers(COMMUNE, &wanted).await.unwrap();
            assert_eq!(page.total, all.total, "{list:?}");
            pieces.extend(page.items);
            wanted.after = page.next;
            if wanted.after.is_none() {
                break;
            }
        }
        assert_eq!(pieces, all.items, "{list:?}");
    }
}

async fn pulls(env: Env) {
    let store = &env.store;
    let author = officer();
    let (here, mover) = (Uuid::now_v7(), Uuid::now_v7());
    let sent = vec![
        person(&author, here, "Ở Đây", "v01"),
        person(&author, mover, "Sắp Đi", "v01"),
        person(&author, Uuid::now_v7(), "Nơi Khác", "v02"),
    ];
    store.push(COMMUNE, &author, NOW, sent).await.unwrap();
    let scope = Scope {
        villages: Some(vec!["v01".to_owned()]),
        stop: None,
    };
    let first = store.changes(COMMUNE, 0, &scope, 1).await.unwrap();
    assert_eq!((first.records.len(), first.more, first.cursor), (1, true, 1));
    let rest = store.changes(COMMUNE, first.cursor, &scope, 10).await.unwrap();
    assert_eq!((rest.records.len(), rest.more, rest.cursor), (1, false, 3));
    store
        .push(
            COMMUNE,
            &author,
            NOW,
            vec![change(&author, mover, 1, json!({"village": "v02"}))],
        )
        .await
        .unwrap();
    let moved = store.changes(COMMUNE, rest.cursor, &scope, 10).await.unwrap();
    assert_eq!(
        (moved.records.len(), moved.gone, moved.cursor),
        (0, vec![(SubjectKind::Person, mover)], 4)
    );
    let nothing = store.changes(COMMUNE, 4, &scope, 10).await.unwrap();
    assert_eq!((nothing.records.len(), nothing.gone.len(), nothing.cursor), (0, 0, 4));
    assert_eq!(
        store
            .changes(COMMUNE, 0, &Scope::default(), 10)
            .await
            .unwrap()
            .records
            .len(),
        3
    );
    let none = Scope {
        villages: Some(Vec::new()),
        stop: None,
    };
    assert!(store.changes(COMMUNE, 0, &none, 10).await.unwrap().records.is_empty());
}

async fn queues(env: Env) {
    let store = &env.store;
    let author = officer();
    let id = Uuid::now_v7();
    let entries = whole_dossier(&author, id, "T-1", "Lý Thị Hỏi");
    store.push(COMMUNE, &author, NOW, entries[..3].to_vec()).await.unwrap();
    assert_eq!(store.queue(COMMUNE, Office::Police, 10).await.unwrap().len(), 1);
    assert_eq!(store.queue(COMMUNE, Office::Health, 10).await.unwrap().len(), 0);
    assert_eq!(store.asked_at(COMMUNE, id).await.unwrap().as_deref(), Some(NOW));
    store.push(COMMUNE, &author, NOW, entries[3..].to_vec()).await.unwrap();
    assert!(store.queue(COMMUNE, Office::Police, 10).await.unwrap().is_empty());
    let linked = store.file_subjects(COMMUNE, &"a".repeat(64)).await.unwrap();
    assert_eq!(linked, [(SubjectKind::Dossier, id)]);
}

async fn surveys_hide_few(env: Env) {
    let author = officer();
    let period = Period::Month("2026-11".to_owned());
    for number in 1..=5_i64 {
        let id = Uuid::now_v7();
        let record = json!({"id": id, "version": 0, "answers": {"q1": if number < 4 { "good" } else { "bad" }, "q2": "yes"},
            "month": "2026-11"});
        let body = json!({"type": "survey.answered", "record": record});
        env.store
            .push(
                COMMUNE,
                &author,
                NOW,
                vec![entry(&author, SubjectKind::Survey, id, 0, body)],
            )
            .await
            .unwrap();
        let summary = env.store.survey_summary(COMMUNE, &period).await.unwrap();
        match summary {
            SurveySummary::TooFew { answers } => assert!(answers == number && number < 5),
            SurveySummary::Shown { answers, questions } => {
                assert_eq!((answers, questions["q1"]["good"], questions["q1"]["bad"]), (5, 3, 2));
            }
        }
        assert!(
            env.store
                .history(COMMUNE, SubjectKind::Survey, id)
                .await
                .unwrap()
                .is_empty()
        );
    }
    let pulled = env.store.changes(COMMUNE, 0, &Scope::default(), 10).await.unwrap();
    assert!(pulled.records.is_empty(), "no device gets an answered survey");
}

async fn people(env: Env) {
    let store = &env.store;
    let author = officer();
    let (house, head, child) = (Uuid::now_v7(), Uuid::now_v7(), Uuid::now_v7());
    let household = json!({"id": house, "version": 0, "village": "v01", "head": head, "poverty": "poor"});
    let sent = vec![
        entry(
            &author,
            SubjectKind::Household,
            house,
            0,
            json!({"type": "household.registered", "record": household}),
        ),
        person(&author, head, "Bế Văn Đàn", "v01"),
        change(
            &author,
            head,
            1,
            json!({"household": house, "receives": [{"category": "DT6_N", "monthly": 810_000}]}),
        ),
        person(&author, child, "Ân Thị Nhỏ", "v01"),
        change(&author, child, 1, json!({"household": house})),
        person(&author, Uuid::now_v7(), "Đinh Văn Xa", "v02"),
    ];
    let results = store.push(COMMUNE, &author, NOW, sent).await.unwrap();
    assert!(results.iter().all(|result| result.seq.is_some()), "{results:?}");
    let names = |people: &[wire::records::PersonRecord]| -> Vec<String> {
        people.iter().map(|person| person.full_name.clone()).collect()
    };
    assert_eq!(
        names(&store.household_members(COMMUNE, house).await.unwrap()),
        ["Bế Văn Đàn", "Ân Thị Nhỏ"]
    );
    let page = store
        .people(
            COMMUNE,
            &PeopleQuery {
                limit: 2,
                ..PeopleQuery::default()
            },
        )
        .await
        .unwrap();
    assert_eq!(
        (names(&page.items), page.total, page.more()),
        (vec!["Ân Thị Nhỏ".into(), "Bế Văn Đàn".into()], 3, true)
    );
    let next = PeopleQuery {
        limit: 2,
        after: page.next,
        ..PeopleQuery::default()
    };
    assert_eq!(
        names(&store.people(COMMUNE, &next).await.unwrap().items),
        ["Đinh Văn Xa"]
    );
    let led = store.households_of_head(COMMUNE, head).await.unwrap();
    assert_eq!(led.iter().map(|home| home.id).collect::<Vec<_>>(), [house]);
    assert_eq!(store.households_of_head(COMMUNE, child).await.unwrap(), []);
    assert_eq!(
        store
            .people_by_personal_id(COMMUNE, "068150000001")
            .await
            .unwrap()
            .len(),
        3
    );
    let index = store
        .search_index(COMMUNE, Some(&["v01".to_owned()]), None, 100)
        .await
        .unwrap();
    assert_eq!(
        (index.len(), index[1].head_name.as_deref(), index[1].id_tail.as_deref()),
        (2, Some("Bế Văn Đàn"), Some("0001"))
    );
    let villages = store.village_summaries(COMMUNE, "1940-01-01", TODAY).await.unwrap();
    let village = &villages["v01"];
    assert_eq!((village.people, village.vulnerable, village.recipients), (2, 2, 1));
    // Joined into another: out of every list, and found by those who lead on.
    let gone = json!({"gone": {"why": "merged", "into": head}});
    store
        .push(COMMUNE, &author, NOW, vec![change(&author, child, 2, gone)])
        .await
        .unwrap();
    assert_eq!(store.household_members(COMMUNE, house).await.unwrap().len(), 1);
    assert_eq!(names(&store.merged_people(COMMUNE).await.unwrap()), ["Ân Thị Nhỏ"]);
}
