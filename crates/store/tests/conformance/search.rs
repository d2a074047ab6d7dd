//! Search finds as people type, within every list, whatever was written last and by whom.

use store::Store;
use store::read::dossiers::{DossierList, DossierQuery};
use store::read::period::Period;
use uuid::Uuid;

use crate::Env;
use crate::fixture::*;
use crate::lists::{TODAY, TOMORROW, seed};

crate::on_both_engines!(search_as_typed, search_follows_every_change, search_narrows_a_list);

async fn search_as_typed(env: Env) {
    seed(&env).await;
    let cases = [
        ("nguyen van u", 1),
        ("NGUYỄN", 2),
        ("an", 2),
        ("an nguyen", 1),
        ("h'bia", 1),
        ("hbia", 0),
        ("k’broi", 1),
        ("TD-2611", 6),
        ("td26113", 1),
        ("v03", 1),
        ("khong co ai", 0),
        ("%", 9),
        ("'; DROP TABLE dossier; --", 0),
    ];
    for (text, hits) in cases {
        let mut wanted = DossierQuery::of(DossierList::All, TODAY, TOMORROW);
        wanted.text = Some(text.to_owned());
        let page = env.store.dossiers(COMMUNE, &wanted).await.unwrap();
        let expected = if text == "%" { 8 } else { hits };
        assert_eq!((page.items.len(), page.total as usize), (expected, expected), "{text}");
    }
}

async fn found(store: &Store, wanted: &DossierQuery) -> Vec<String> {
    let page = store.dossiers(COMMUNE, wanted).await.unwrap();
    assert_eq!(
        page.total,
        store.count_dossiers(COMMUNE, wanted).await.unwrap(),
        "{wanted:?}"
    );
    page.items.into_iter().map(|item| item.code).collect()
}

fn typed(list: DossierList, text: &str) -> DossierQuery {
    DossierQuery {
        text: Some(text.to_owned()),
        ..DossierQuery::of(list, TODAY, TOMORROW)
    }
}

async fn search_follows_every_change(env: Env) {
    let author = officer();
    // Another program on the same data: what it wrote is found here, and the other way round.
    let other = Store::open(&env.config).await.unwrap();
    let id = Uuid::now_v7();
    let entries = whole_dossier(&author, id, "T-77", "Lý Thị Hỏi");
    let (all, open) = (typed(DossierList::All, "ly hoi"), typed(DossierList::Open, "t77"));
    for (index, entry) in entries.iter().enumerate() {
        let (writer, reader) = if index % 2 == 0 {
            (&env.store, &other)
        } else {
            (&other, &env.store)
        };
        let before = usize::from(index > 0);
        assert_eq!(found(reader, &all).await.len(), before, "before {index}");
        writer.push(COMMUNE, &author, NOW, vec![entry.clone()]).await.unwrap();
        assert_eq!(found(reader, &all).await, ["T-77"], "after {index}");
        let is_open = index + 1 < entries.len();
        assert_eq!(found(reader, &open).await.len(), usize::from(is_open), "after {index}");
        let row = &reader.dossiers(COMMUNE, &all).await.unwrap().items[0];
        assert_eq!(row, &writer.dossiers(COMMUNE, &all).await.unwrap().items[0]);
    }
    env.store.rebuild(COMMUNE).await.unwrap();
    assert_eq!(found(&env.store, &all).await, ["T-77"]);
    other.close().await;
}

async fn search_narrows_a_list(env: Env) {
    let stop = seed(&env).await;
    let store = &env.store;
    let mut wanted = typed(DossierList::Overdue, "nguyen");
    // By due date: the longest overdue first.
    assert_eq!(found(store, &wanted).await, ["TD-2611-5", "TD-2611-0"]);
    wanted.limit = 1;
    let first = store.dossiers(COMMUNE, &wanted).await.unwrap();
    wanted.after = first.next;
    let second = store.dossiers(COMMUNE, &wanted).await.unwrap();
    assert_eq!(
        (&*second.items[0].code, second.total, second.next),
        ("TD-2611-0", 2, None)
    );
    (wanted.limit, wanted.after) = (50, None);
    for (list, text, change, expected) in [
        (
            DossierList::Open,
            "an",
            DossierQuery {
                villages: Some(vec!["v01".to_owned()]),
                ..wanted.clone()
            },
            vec!["TD-2611-4"],
        ),
        (
            DossierList::All,
            "td",
            DossierQuery {
                villages: Some(Vec::new()),
                ..wanted.clone()
            },
            vec![],
        ),
        (
            DossierList::All,
            "td",
            DossierQuery {
                procedure: Some("9.999999".to_owned()),
                ..wanted.clone()
            },
            vec![],
        ),
        (
            DossierList::All,
            "nguyen",
            DossierQuery {
                period: Some(Period::Stops(vec![stop])),
                ..wanted.clone()
            },
            vec!["TD-2611-0"],
        ),
        (
            DossierList::HandedOver,
            "xong",
            DossierQuery {
                period: Some(Period::Month("2026-11".to_owned())),
                ..wanted.clone()
            },
            vec!["TD-X"],
        ),
        (
            DossierList::HandedOver,
            "xong",
            DossierQuery {
                period: Some(Period::Month("2026-10".to_owned())),
                ..wanted.clone()
            },
            vec![],
        ),
        (
            DossierList::All,
            "thi",
            DossierQuery {
                status: Some("guided".to_owned()),
                ..wanted.clone()
            },
            vec!["TD-G"],
        ),
    ] {
        let wanted = DossierQuery {
            list,
            text: Some(text.to_owned()),
            ..change
        };
        assert_eq!(found(store, &wanted).await, expected, "{wanted:?}");
    }
}
