//! Rebuild, backup, restore, verify, and the schema.

use proptest::prelude::*;
use proptest::test_runner::{Config as ProptestConfig, TestCaseError, TestRunner};
use serde_json::{Value, json};
use store::files::Announced;
use store::read::dossiers::{DossierList, DossierQuery};
use store::{Store, StoreError};
use uuid::Uuid;
use wire::entry::{Entry, SubjectKind};

use crate::fixture::*;
use crate::{Engine, Env};

crate::on_both_engines!(
    rebuild_is_identical,
    backup_moves_between_engines,
    verify_sees_damage,
    schema_is_as_written
);

/// Something that somebody does to one of a few subjects.
#[derive(Clone, Debug)]
enum Act {
    Register(u8),
    Change(u8, u8, u32),
    Step(u8, u8, u32),
    Receive(u8),
    Repeat(u8),
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let act = prop_oneof![
        (0..4_u8).prop_map(Act::Register),
        (0..4_u8, 0..6_u8, 0..4_u32).prop_map(|(who, what, base)| Act::Change(who, what, base)),
        (0..4_u8).prop_map(Act::Receive),
        (0..4_u8, 0..10_u8, 0..8_u32).prop_map(|(which, what, base)| Act::Step(which, what, base)),
        (0..40_u8).prop_map(Act::Repeat),
    ];
    prop::collection::vec(act, 1..60)
}

fn subject(run: u128, number: u8) -> Uuid {
    Uuid::from_u128(run << 16 | u128::from(number))
}

fn entry_of(act: &Act, run: u128, sent: &[Entry]) -> Option<Entry> {
    let author = officer();
    Some(match act {
        Act::Register(who) => person(&author, subject(run, *who), "Nông Văn Thử", "v01"),
        Act::Change(who, what, base) => {
            let set = [
                json!({"phone": "0900000001"}),
                json!({"village": "v02"}),
                json!({"full_name": "Nông Thị Đổi"}),
                json!({"facts.disability": "none"}),
                json!({"receives": []}),
                json!({"no_such_field": 1}),
            ];
            change(&author, subject(run, *who), *base, set[usize::from(*what)].clone())
        }
        Act::Receive(which) => receive(
            &author,
            subject(run, 100 + which),
            &format!("T-{which}"),
            "Nông Văn Thử",
            "v01",
            "2026-11-19",
        ),
        Act::Step(which, what, base) => {
            let whole = whole_dossier(&author, subject(run, 100 + which), "T", "Nông Văn Thử");
            let extra: [Value; 3] = [
                json!({"step": "note", "text": "ghi chú"}),
                json!({"step": "extend", "due": "2026-12-20T08:00", "reason": "chờ xác minh"}),
                json!({"step": "stop", "reason": "xin rút", "asked_by": "người nộp"}),
            ];
            let body = match usize::from(*what).checked_sub(7) {
                None => whole[usize::from(*what) + 1].body.clone(),
                Some(extra_step) => json!({"type": "dossier.step", "step": extra[extra_step].clone()}),
            };
            entry(&author, SubjectKind::Dossier, subject(run, 100 + which), *base, body)
        }
        Act::Repeat(index) => sent.get(usize::from(*index))?.clone(),
    })
}

async fn rebuild_is_identical(env: Env) {
    let store = env.store.clone();
    let handle = tokio::runtime::Handle::current();
    let runs = std::sync::atomic::AtomicU64::new(1);
    let test = move || {
        let config = ProptestConfig {
            cases: 16,
            failure_persistence: None,
            ..ProptestConfig::default()
        };
        TestRunner::new(config).run(&acts(), |acts| {
            let run = u128::from(runs.fetch_add(1, std::sync::atomic::Ordering::SeqCst));
            handle.block_on(async {
                let mut sent = Vec::new();
                let mut answered = 0;
                for pushed in acts.chunks(5) {
                    let first = sent.len();
                    for act in pushed {
                        sent.extend(entry_of(act, run, &sent));
                    }
                    let entries = sent[first..].to_vec();
                    let results = store.push(COMMUNE, &officer(), NOW, entries).await;
                    answered += results.map_err(|error| TestCaseError::fail(error.to_string()))?.len();
                }
                prop_assert_eq!(answered, sent.len());
                let before = store.dump_derived(COMMUNE).await.unwrap();
                let rebuilt = store.rebuild(COMMUNE).await.unwrap();
                prop_assert_eq!(rebuilt.entries as i64, store.last_seq(COMMUNE).await.unwrap());
                prop_assert_eq!(before, store.dump_derived(COMMUNE).await.unwrap());
                Ok(())
            })
        })
    };
    tokio::task::spawn_blocking(test).await.unwrap().unwrap();
}

async fn backup_moves_between_engines(env: Env) {
    let author = officer();
    let mut sent = whole_dossier(&author, Uuid::now_v7(), "T-1", "Hà Thị Chép");
    sent.push(person(&author, Uuid::now_v7(), "Hà Văn\u{1F600}\n\"Nháy\"", "v01"));
    sent.push(change(&author, Uuid::now_v7(), 1, json!({"phone": "1"})));
    env.store.push(COMMUNE, &author, NOW, sent.clone()).await.unwrap();
    env.store.set_setting(COMMUNE, "a", "b", None, NOW).await.unwrap();
    let hash = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    keep_abc(&env.store, hash).await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("backup.tar");
    let written = env.store.backup(&file).await.unwrap();
    assert_eq!(
        (written.files, written.rows["journal"], written.missing_files.len()),
        (1, 9, 0)
    );
    assert!(
        matches!(env.store.backup(&file).await, Err(StoreError::Taken(_))),
        "never overwrites"
    );
    assert_eq!(
        std::fs::read_dir(folder.path()).unwrap().count(),
        1,
        "nothing is left beside it"
    );
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let Some(other) = Env::fresh(engine).await else {
            continue;
        };
        assert!(
            matches!(other.store.restore(&file).await, Err(StoreError::Taken(_))),
            "only into an empty store"
        );
        let Some(other) = Env::empty(engine).await else {
            continue;
        };
        let restored = other.store.restore(&file).await.unwrap();
        assert_eq!(restored, written);
        let dumps = (
            env.store.dump_derived(COMMUNE).await.unwrap(),
            other.store.dump_derived(COMMUNE).await.unwrap(),
        );
        assert_eq!(dumps.0, dumps.1);
        assert!(other.store.verify().await.unwrap().faults.is_empty());
        assert_eq!(other.store.setting(COMMUNE, "a").await.unwrap().as_deref(), Some("b"));
        assert_eq!(other.store.count_kept(COMMUNE, None).await.unwrap(), 1);
        let again = other.store.push(COMMUNE, &author, NOW, sent.clone()).await.unwrap();
        assert!(again.iter().all(|result| result.duplicate));
        // A damaged backup changes nothing.
        let Some(third) = Env::empty(engine).await else {
            continue;
        };
        let bytes = std::fs::read(&file).unwrap();
        let broken = folder.path().join("broken.tar");
        std::fs::write(&broken, &bytes[..bytes.len() / 2]).unwrap();
        assert!(third.store.restore(&broken).await.is_err());
        assert!(third.store.communes().await.unwrap().is_empty());
    }
}

async fn verify_sees_damage(env: Env) {
    let author = officer();
    env.store
        .push(
            COMMUNE,
            &author,
            NOW,
            vec![person(&author, Uuid::now_v7(), "Ai", "v01")],
        )
        .await
        .unwrap();
    let hash = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    keep_abc(&env.store, hash).await;
    let good = env.store.verify().await.unwrap();
    assert_eq!((good.entries, good.files, good.faults.len()), (1, 1, 0));
    let (_, path) = env.store.open_file(COMMUNE, hash).await.unwrap();
    std::fs::write(path, b"abd").unwrap();
    env.damage("UPDATE person SET full_name = 'Khác'").await;
    let bad = env.store.verify().await.unwrap();
    assert_eq!(bad.faults.len(), 2, "{:?}", bad.faults);
    env.store.rebuild(COMMUNE).await.unwrap();
    assert_eq!(
        env.store.verify().await.unwrap().faults.len(),
        1,
        "a rebuild mends the projection"
    );
    env.damage("UPDATE journal SET seq = 7").await;
    let gaps = env.store.verify().await.unwrap().faults;
    assert!(
        gaps.iter()
            .any(|fault| matches!(fault, store::operate::Fault::Gap { .. })),
        "{gaps:?}"
    );
}

async fn schema_is_as_written(env: Env) {
    let schema = env.store.describe_schema().await.unwrap();
    assert_eq!(
        schema,
        store::Store::expected_schema(),
        "src/schema.rs and the migrations differ"
    );
    let golden = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/schema.txt");
    let text = schema.join("\n") + "\n";
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(golden, &text).unwrap();
    }
    assert_eq!(
        std::fs::read_to_string(golden).unwrap(),
        text,
        "run with UPDATE_GOLDEN=1 after a new migration"
    );
    // Opening again migrates nothing and changes nothing.
    let again = store::Store::open(&env.config).await.unwrap();
    assert_eq!(again.describe_schema().await.unwrap(), schema);
}

/// A database of the first version, with a journal in it, opened by this program.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_of_the_first_version_is_brought_up_to_date() {
    const FIRST: &str = include_str!("../../migrations/0001_base.sql");
    let now = Env::fresh(Engine::Sqlite).await.unwrap();
    let (author, person_id) = (officer(), Uuid::from_u128(7));
    let mut entries = whole_dossier(&author, Uuid::from_u128(8), "TD-0000008", "H'Bia Niê");
    entries.insert(0, person(&author, person_id, "Nông Văn Thử", "v01"));
    now.store.push(COMMUNE, &author, NOW, entries).await.unwrap();
    let expected = now.store.dump_derived(COMMUNE).await.unwrap();
    now.store.close().await;

    let before = Env::empty(Engine::Sqlite).await.unwrap();
    before.store.close().await;
    let (file, other) = (
        before.config.data_dir.join("tanthon.db"),
        now.config.data_dir.join("tanthon.db"),
    );
    for name in ["tanthon.db", "tanthon.db-wal", "tanthon.db-shm"] {
        let _ = std::fs::remove_file(before.config.data_dir.join(name));
    }
    let options = sqlx::sqlite::SqliteConnectOptions::new()
        .filename(&file)
        .create_if_missing(true);
    let pool = sqlx::sqlite::SqlitePoolOptions::new().max_connections(1);
    let pool = pool.connect_with(options).await.unwrap();
    let comment = |line: &&str| !line.trim_start().starts_with("--");
    let first = FIRST.lines().filter(comment).collect::<Vec<_>>().join("\n");
    let copied = ["commune", "commune_sequence", "journal"]
        .map(|table| format!("INSERT INTO {table} SELECT * FROM now.{table}"));
    let statements = [
        first,
        "CREATE TABLE migration (number BIGINT NOT NULL PRIMARY KEY)".to_owned(),
        "INSERT INTO migration VALUES (1)".to_owned(),
        "DELETE FROM commune".to_owned(),
        format!("ATTACH '{}' AS now", other.display()),
    ];
    for statement in statements.into_iter().chain(copied) {
        sqlx::raw_sql(sqlx::AssertSqlSafe(statement))
            .execute(&pool)
            .await
            .unwrap();
    }
    pool.close().await;

    let store = store::Store::open(&before.config).await.unwrap();
    assert_eq!(store.dump_derived(COMMUNE).await.unwrap(), expected);
    let mut wanted = DossierQuery::of(DossierList::All, "2026-11-20", "2026-11-23");
    wanted.text = Some("bia 0000008".to_owned());
    assert_eq!(store.dossiers(COMMUNE, &wanted).await.unwrap().items.len(), 1);
}

/// A backup of the time when the program still kept a table that is gone now.
#[tokio::test]
async fn a_table_that_is_gone_is_left_out_of_a_restore() {
    let env = Env::fresh(Engine::Sqlite).await.unwrap();
    let author = officer();
    let entries = vec![person(&author, Uuid::from_u128(7), "Nông Văn Thử", "v01")];
    env.store.push(COMMUNE, &author, NOW, entries).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let (now, before) = (folder.path().join("now.tar"), folder.path().join("before.tar"));
    env.store.backup(&now).await.unwrap();
    let mut old = tar::Builder::new(std::fs::File::create(&before).unwrap());
    for entry in tar::Archive::new(std::fs::File::open(&now).unwrap()).entries().unwrap() {
        let entry = entry.unwrap();
        old.append(&entry.header().clone(), entry).unwrap();
    }
    let mut header = tar::Header::new_gnu();
    header.set_size(3);
    old.append_data(&mut header, "tables/assessment.jsonl", &b"[]\n"[..])
        .unwrap();
    old.finish().unwrap();
    let empty = Env::empty(Engine::Sqlite).await.unwrap();
    empty.store.restore(&before).await.unwrap();
    assert_eq!(
        empty.store.dump_derived(COMMUNE).await.unwrap(),
        env.store.dump_derived(COMMUNE).await.unwrap()
    );
}

async fn keep_abc(store: &Store, hash: &str) {
    let file = Announced {
        hash,
        mime: "image/png",
        size: 3,
        by: Uuid::from_u128(0xA),
        now: NOW,
    };
    store.create_file(COMMUNE, file, b"abc").await.unwrap();
}
