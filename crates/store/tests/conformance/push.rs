//! What is pushed is stored once, in one order, and never lost.

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::json;
use store::Store;
use uuid::Uuid;
use wire::entry::{Outcome, SubjectKind};
use wire::records::Record;

use crate::Env;
use crate::fixture::*;

crate::on_both_engines!(
    twice_is_once,
    cut_after_each_entry,
    order_has_no_gaps,
    newer_entries_are_held_as_they_came,
    entries_wait_for_their_subject,
    the_wrong_author_is_refused_and_kept,
    conflicts_are_kept,
    nul_in_a_name_harms_nobody,
    an_unreadable_entry_leaves_the_others_alone,
    killed_during_a_push,
    two_programs_share_one_order,
);

async fn twice_is_once(env: Env) {
    let author = officer();
    let id = Uuid::now_v7();
    let entries = whole_dossier(&author, id, "T-1", "Hồ Thị Bưởi");
    let first = env.store.push(COMMUNE, &author, NOW, entries.clone()).await.unwrap();
    assert_eq!(
        first.iter().map(|result| result.seq).collect::<Vec<_>>(),
        (1..=8).map(Some).collect::<Vec<_>>()
    );
    let dump = env.store.dump_derived(COMMUNE).await.unwrap();
    let again = env
        .store
        .push(COMMUNE, &author, "2026-11-21T08:00", entries)
        .await
        .unwrap();
    for (first, again) in first.iter().zip(&again) {
        assert!(!first.duplicate && again.duplicate);
        assert_eq!(
            (first.seq, first.version, &first.outcome),
            (again.seq, again.version, &again.outcome)
        );
    }
    assert_eq!(env.store.dump_derived(COMMUNE).await.unwrap(), dump);
    assert_eq!(
        env.store
            .history(COMMUNE, SubjectKind::Dossier, id)
            .await
            .unwrap()
            .len(),
        8
    );
    let Some(Record::Dossier(record)) = env.store.record(COMMUNE, SubjectKind::Dossier, id).await.unwrap() else {
        panic!("no record")
    };
    assert_eq!(record.status, wire::dossier::DossierStatus::HandedOver);
}

async fn cut_after_each_entry(env: Env) {
    let author = officer();
    for cut in 0..=8 {
        let id = Uuid::now_v7();
        let entries = whole_dossier(&author, id, &format!("T-{cut}"), "Y Bhăm Niê");
        env.store
            .push(COMMUNE, &author, NOW, entries[..cut].to_vec())
            .await
            .unwrap();
        let results = env.store.push(COMMUNE, &author, NOW, entries).await.unwrap();
        let duplicates = results.iter().filter(|result| result.duplicate).count();
        assert_eq!(duplicates, cut);
        assert!(results.iter().all(|result| result.seq.is_some()), "{results:?}");
        assert_eq!(results.last().unwrap().version, Some(8));
    }
    assert!(env.store.verify().await.unwrap().faults.is_empty());
}

async fn order_has_no_gaps(env: Env) {
    let author = officer();
    let mut tasks = Vec::new();
    for task in 0..8 {
        let (store, author) = (env.store.clone(), author.clone());
        tasks.push(tokio::spawn(async move {
            let mut seqs = Vec::new();
            for number in 0..10 {
                let name = format!("Người {task} {number}");
                let mut entries = vec![person(&author, Uuid::now_v7(), &name, "v01")];
                // Every third push holds an entry that is refused: it takes no number.
                if number % 3 == 0 {
                    entries.push(person(&author, Uuid::now_v7(), "", "v01"));
                }
                let results = store.push(COMMUNE, &author, NOW, entries).await.unwrap();
                seqs.extend(results.iter().filter_map(|result| result.seq));
            }
            seqs
        }));
    }
    let mut seqs = BTreeSet::new();
    for task in tasks {
        seqs.extend(task.await.unwrap());
    }
    assert_eq!(seqs, (1..=80).collect());
    assert_eq!(env.store.last_seq(COMMUNE).await.unwrap(), 80);
    assert_eq!(env.store.count_kept(COMMUNE, None).await.unwrap(), 32);
}

async fn newer_entries_are_held_as_they_came(env: Env) {
    let author = officer();
    let mut newer = person(&author, Uuid::now_v7(), "Trần Văn Mới", "v01");
    newer.v = 99;
    newer.body["unknown_part"] = json!({"b": [1.50, null], "a": "ừ"});
    let unknown = entry(
        &author,
        SubjectKind::Person,
        Uuid::now_v7(),
        0,
        json!({"type": "person.split", "into": 2}),
    );
    let sent = vec![newer.clone(), unknown.clone()];
    let results = env.store.push(COMMUNE, &author, NOW, sent.clone()).await.unwrap();
    for result in &results {
        assert_eq!(
            result.outcome,
            Outcome::Held {
                code: "newer_version".to_owned()
            }
        );
    }
    let kept = env.store.kept_entries(COMMUNE, None, 10, None).await.unwrap();
    assert_eq!(
        kept.items.iter().map(|kept| kept.entry.clone()).collect::<Vec<_>>(),
        sent
    );
    let again = env.store.push(COMMUNE, &author, NOW, sent).await.unwrap();
    assert!(again.iter().all(|result| result.duplicate));
    // This program still does not read them; nothing changes.
    assert_eq!(env.store.retry_held(COMMUNE, NOW, 100).await.unwrap(), 0);
    assert_eq!(env.store.count_kept(COMMUNE, None).await.unwrap(), 2);
}

async fn entries_wait_for_their_subject(env: Env) {
    let author = officer();
    let (id, other) = (Uuid::now_v7(), Uuid::now_v7());
    let early = change(&author, id, 1, json!({"phone": "0900000001"}));
    let results = env
        .store
        .push(COMMUNE, &author, NOW, vec![early.clone()])
        .await
        .unwrap();
    assert_eq!(
        results[0].outcome,
        Outcome::Held {
            code: "subject_missing".to_owned()
        }
    );
    assert_eq!(env.store.count_kept(COMMUNE, None).await.unwrap(), 1);
    env.store
        .push(COMMUNE, &author, NOW, vec![person(&author, id, "Lê Thị Sau", "v01")])
        .await
        .unwrap();
    assert_eq!(env.store.count_kept(COMMUNE, None).await.unwrap(), 0);
    let Some(Record::Person(record)) = env.store.record(COMMUNE, SubjectKind::Person, id).await.unwrap() else {
        panic!("no record")
    };
    assert_eq!((record.version, record.phone.as_deref()), (2, Some("0900000001")));
    let repeated = env.store.push(COMMUNE, &author, NOW, vec![early]).await.unwrap();
    assert_eq!((repeated[0].duplicate, repeated[0].seq), (true, Some(2)));
    // The wrong way round in one push.
    let sent = vec![
        change(&author, other, 1, json!({"phone": "0900000002"})),
        person(&author, other, "Lê Văn", "v01"),
    ];
    let results = env.store.push(COMMUNE, &author, NOW, sent).await.unwrap();
    assert_eq!(
        results.iter().map(|result| result.seq).collect::<Vec<_>>(),
        [Some(4), Some(3)]
    );
    assert_eq!(env.store.count_kept(COMMUNE, None).await.unwrap(), 0);
    assert!(env.store.verify().await.unwrap().faults.is_empty());
}

async fn the_wrong_author_is_refused_and_kept(env: Env) {
    let author = officer();
    let mut stolen = person(&author, Uuid::now_v7(), "Ai Đó", "v01");
    stolen.author = Uuid::now_v7();
    let results = env
        .store
        .push(COMMUNE, &author, NOW, vec![stolen.clone()])
        .await
        .unwrap();
    assert_eq!(
        results[0].outcome,
        Outcome::Refused {
            code: "author_mismatch".to_owned()
        }
    );
    let kept = env.store.kept_entry(COMMUNE, stolen.id).await.unwrap().unwrap();
    assert_eq!((kept.author, kept.decision), (author.actor.account, None));
}

async fn conflicts_are_kept(env: Env) {
    let author = officer();
    let mut second = officer();
    second.actor.account = Uuid::from_u128(0xB);
    let id = Uuid::now_v7();
    let sent = vec![
        person(&author, id, "Lê Thị Hai", "v01"),
        change(&author, id, 1, json!({"phone": "0900000001"})),
    ];
    env.store.push(COMMUNE, &author, NOW, sent).await.unwrap();
    let theirs = vec![
        change(&second, id, 1, json!({"phone": "0900000002"})),
        change(&second, id, 1, json!({"disability_certificate": "12"})),
    ];
    let results = env.store.push(COMMUNE, &second, NOW, theirs).await.unwrap();
    assert_eq!(
        results[0].outcome,
        Outcome::Conflict {
            fields: vec!["phone".to_owned()]
        }
    );
    assert_eq!((&results[1].outcome, results[1].version), (&Outcome::Merged, Some(3)));
    let closed = store::read::kept::KeptDecision::KeepTheirs;
    let account = author.actor.account;
    env.store
        .close_kept(COMMUNE, results[0].id, closed, "đã gọi", account, NOW)
        .await
        .unwrap();
    assert_eq!(env.store.count_kept(COMMUNE, None).await.unwrap(), 0);
    assert!(
        env.store
            .close_kept(COMMUNE, results[0].id, closed, "", account, NOW)
            .await
            .is_err()
    );
    assert_eq!(env.store.audit_rows(COMMUNE, "2026-11", 10).await.unwrap().len(), 1);
    assert!(env.store.verify().await.unwrap().faults.is_empty());
}

async fn nul_in_a_name_harms_nobody(env: Env) {
    let author = officer();
    let id = Uuid::now_v7();
    let sent = vec![
        receive(&author, Uuid::now_v7(), "T-1", "Trước", "v01", "2026-12-02T16:10"),
        receive(&author, id, "T-2", "Nguyễn\0Văn", "v01", "2026-12-02T16:10"),
        receive(&author, Uuid::now_v7(), "T-3", "Sau", "v01", "2026-12-02T16:10"),
    ];
    let results = env.store.push(COMMUNE, &author, NOW, sent).await.unwrap();
    assert!(
        results.iter().all(|result| result.outcome == Outcome::Applied),
        "{results:?}"
    );
    let Some(Record::Dossier(record)) = env.store.record(COMMUNE, SubjectKind::Dossier, id).await.unwrap() else {
        panic!("no record")
    };
    assert_eq!(record.intake.beneficiary_name, "Nguyễn\0Văn");
    assert!(env.store.verify().await.unwrap().faults.is_empty());
}

async fn an_unreadable_entry_leaves_the_others_alone(env: Env) {
    let author = officer();
    let broken = json!({"type": "person.registered", "record": {"full_name": 12}});
    let sent = vec![
        person(&author, Uuid::now_v7(), "Một", "v01"),
        entry(&author, SubjectKind::Person, Uuid::now_v7(), 0, broken),
        entry(&author, SubjectKind::Dossier, Uuid::now_v7(), 0, json!(null)),
        person(&author, Uuid::now_v7(), "Hai", "v01"),
    ];
    let results = env.store.push(COMMUNE, &author, NOW, sent).await.unwrap();
    let accepted: Vec<bool> = results.iter().map(|result| result.seq.is_some()).collect();
    assert_eq!(accepted, [true, false, false, true]);
    assert_eq!(env.store.count_kept(COMMUNE, None).await.unwrap(), 2);
}

/// The program dies while it works on pushes, at many moments; another opens the same data and gets the pushes again.
async fn killed_during_a_push(env: Env) {
    let author = officer();
    let mut sent = Vec::new();
    for moment in 0..12 {
        let entries = whole_dossier(&author, Uuid::now_v7(), &format!("T-{moment}"), "H'Bia");
        sent.push(entries.clone());
        let (config, author) = (env.config.clone(), author.clone());
        let died = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_multi_thread()
                .worker_threads(1)
                .enable_all()
                .build()
                .unwrap();
            let answered = runtime.block_on(async {
                let store = Store::open(&config).await.unwrap();
                let push = store.push(COMMUNE, &author, NOW, entries);
                tokio::time::timeout(Duration::from_micros(300 * moment), push)
                    .await
                    .is_ok()
            });
            runtime.shutdown_background();
            answered
        });
        let answered = died.join().unwrap();
        let store = Store::open(&env.config).await.unwrap();
        let last = store.last_seq(COMMUNE).await.unwrap();
        assert_eq!(last % 8, 0, "a push is there as a whole or not at all");
        if answered {
            assert_eq!(last, 8 * (moment as i64 + 1), "what was acknowledged is there");
        }
        let results = store
            .push(COMMUNE, &officer(), NOW, sent[moment as usize].clone())
            .await
            .unwrap();
        assert!(results.iter().all(|result| result.seq.is_some()));
        store.close().await;
    }
    assert_eq!(env.store.last_seq(COMMUNE).await.unwrap(), 8 * 12);
    assert!(env.store.verify().await.unwrap().faults.is_empty());
}

async fn two_programs_share_one_order(env: Env) {
    let author = officer();
    let other = Store::open(&env.config).await.unwrap();
    for number in 0..10 {
        let store = if number % 2 == 0 { &env.store } else { &other };
        let sent = vec![person(&author, Uuid::now_v7(), "Ai", "v01")];
        let results = store.push(COMMUNE, &author, NOW, sent).await.unwrap();
        assert_eq!(results[0].seq, Some(number + 1));
    }
}
