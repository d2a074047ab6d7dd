//! Accounts, sessions, devices, rounds, settings.

use domain::permissions::Role;
use store::StoreError;
use store::office::accounts::Account;
use store::office::rounds::{Round, RoundState, Stop};
use store::office::sessions::NewSession;
use store::office::worksheets::WorksheetRow;
use uuid::Uuid;

use crate::Env;
use crate::fixture::*;

crate::on_both_engines!(accounts_and_sessions, rounds_and_stops, settings_and_reads, worksheets);

fn account(name: &str) -> Account {
    Account {
        id: Uuid::now_v7(),
        name: name.to_owned(),
        display_name: "Trần Thị Lan".to_owned(),
        roles: vec![Role::Social],
        villages: vec!["v01".to_owned()],
        active: true,
        password_hash: "$argon2id$…".to_owned(),
    }
}

async fn accounts_and_sessions(env: Env) {
    let store = &env.store;
    let mut lan = account("Lan");
    store.create_account(COMMUNE, &lan, None, NOW).await.unwrap();
    lan.name = "lan".to_owned();
    assert_eq!(
        store.account_by_name(COMMUNE, "LAN").await.unwrap().as_ref(),
        Some(&lan)
    );
    assert!(matches!(
        store.create_account(COMMUNE, &account("lan"), None, NOW).await,
        Err(StoreError::Taken(_))
    ));
    let session = |token: &str, device: u128| NewSession {
        token_hash: token.to_owned(),
        account: lan.id,
        device: Uuid::from_u128(device),
        device_name: "Máy tính bảng".to_owned(),
        csrf: "c".to_owned(),
        expires_at: "2026-11-21T16:10".to_owned(),
    };
    for (token, device) in [("t1", 1), ("t2", 2)] {
        store
            .create_session(COMMUNE, &session(token, device), NOW)
            .await
            .unwrap();
    }
    assert_eq!(store.session(COMMUNE, "t1", NOW).await.unwrap().unwrap().account, lan);
    assert!(
        store
            .session(COMMUNE, "t1", "2026-11-22T00:00")
            .await
            .unwrap()
            .is_none(),
        "expired"
    );
    assert!(
        store.session("00000", "t1", NOW).await.unwrap().is_none(),
        "another commune"
    );
    store
        .revoke_device(COMMUNE, Uuid::from_u128(1), None, NOW)
        .await
        .unwrap();
    assert!(store.session(COMMUNE, "t1", NOW).await.unwrap().is_none(), "revoked");
    assert!(store.create_session(COMMUNE, &session("t3", 1), NOW).await.is_err());
    assert!(store.session(COMMUNE, "t2", NOW).await.unwrap().is_some());
    lan.active = false;
    store.update_account(COMMUNE, &lan, None, NOW).await.unwrap();
    assert!(
        store.session(COMMUNE, "t2", NOW).await.unwrap().is_none(),
        "switched off"
    );
    assert_eq!(store.devices(COMMUNE).await.unwrap().len(), 2);
    assert_eq!(store.accounts(COMMUNE).await.unwrap(), [lan]);
}

async fn rounds_and_stops(env: Env) {
    let store = &env.store;
    let stop = |date: &str| Stop {
        id: Uuid::now_v7(),
        villages: vec!["v01".to_owned(), "v02".to_owned()],
        date: date.to_owned(),
        from: "08:00".to_owned(),
        to: "11:00".to_owned(),
        place: "Nhà văn hóa thôn 1".to_owned(),
        team: vec![Uuid::from_u128(0xA)],
        note: String::new(),
    };
    let mut round = Round {
        id: Uuid::now_v7(),
        name: "Đợt 1".to_owned(),
        state: RoundState::Draft,
        stops: vec![stop("2026-11-25"), stop("2026-11-18")],
        difficulties: String::new(),
        proposals: String::new(),
    };
    store.create_round(COMMUNE, &round, None, NOW).await.unwrap();
    assert!(store.create_round(COMMUNE, &round, None, NOW).await.is_err());
    assert!(
        store
            .village_summaries(COMMUNE, "1951-01-01", "2026-11-20")
            .await
            .unwrap()
            .is_empty(),
        "a draft is not told"
    );
    round.state = RoundState::Published;
    round.stops.swap(0, 1);
    store.update_round(COMMUNE, &round, None, NOW).await.unwrap();
    assert_eq!(store.rounds(COMMUNE).await.unwrap(), std::slice::from_ref(&round));
    let (found, stop) = store.stop(COMMUNE, round.stops[1].id).await.unwrap().unwrap();
    assert_eq!((&found, &stop), (&round, &round.stops[1]));
    let villages = store
        .village_summaries(COMMUNE, "1951-01-01", "2026-11-20")
        .await
        .unwrap();
    let village = &villages["v02"];
    assert_eq!(
        (village.last_stop.as_deref(), village.next_stop.as_deref()),
        (Some("2026-11-18"), Some("2026-11-25"))
    );
}

async fn settings_and_reads(env: Env) {
    let store = &env.store;
    for value in ["1", "2"] {
        store.set_setting(COMMUNE, "home.text", value, None, NOW).await.unwrap();
    }
    assert_eq!(store.setting(COMMUNE, "home.text").await.unwrap().as_deref(), Some("2"));
    let subjects = ["person:1".to_owned(), "person:2".to_owned()];
    store
        .write_reads(COMMUNE, NOW, Uuid::from_u128(0xA), &subjects, "appraise")
        .await
        .unwrap();
    assert_eq!(store.reads_of(COMMUNE, "person:2", 10).await.unwrap().len(), 1);
}

async fn worksheets(env: Env) {
    let store = &env.store;
    let by = (Some(Uuid::from_u128(1)), NOW);
    let row = |position: i64, state: &str| WorksheetRow {
        position,
        state: state.to_owned(),
        body: "{}".to_owned(),
    };
    let rows: Vec<WorksheetRow> = (0..300)
        .map(|at| row(at, if at % 3 == 0 { "new" } else { "same" }))
        .collect();
    let key = ("import", "i1");
    store
        .create_worksheet(COMMUNE, key, ("preview", "{}"), &rows, by)
        .await
        .unwrap();
    let again = store.create_worksheet(COMMUNE, key, ("preview", "{}"), &[], by).await;
    assert!(matches!(again, Err(StoreError::Taken(_))));
    let counts = store.worksheet_counts(COMMUNE, key).await.unwrap();
    assert_eq!(counts, [("new".to_owned(), 100), ("same".to_owned(), 200)]);
    let page = store
        .worksheet_rows(COMMUNE, key, Some(&["new"]), Some(3), 2)
        .await
        .unwrap();
    assert_eq!(page.iter().map(|row| row.position).collect::<Vec<_>>(), [6, 9]);

    // Two people press the button: the second is told, and changes nothing.
    let applied = [row(0, "applied")];
    store
        .move_worksheet(COMMUNE, key, ("preview", "applied"), "{\"n\":1}", &applied, by)
        .await
        .unwrap();
    let second = store
        .move_worksheet(COMMUNE, key, ("preview", "applied"), "{}", &[row(1, "applied")], by)
        .await;
    assert!(matches!(second, Err(StoreError::Taken(_))));
    let counts = store.worksheet_counts(COMMUNE, key).await.unwrap();
    assert_eq!(counts[0], ("applied".to_owned(), 1));
    let one = store.worksheet(COMMUNE, "import", "i1").await.unwrap().unwrap();
    assert_eq!((one.state.as_str(), one.body.as_str()), ("applied", "{\"n\":1}"));
    assert_eq!(
        store.worksheets(COMMUNE, "import", Some("preview"), 10).await.unwrap(),
        []
    );
    assert_eq!(store.worksheets("99999", "import", None, 10).await.unwrap(), []);
    // Filled anew: none of the rows before stays.
    let anew = [row(0, "new"), row(1, "change")];
    let slower = store
        .refill_worksheet(COMMUNE, key, ("preview", "reading"), "{}", &anew, by)
        .await;
    assert!(matches!(slower, Err(StoreError::Taken(_))));
    store
        .refill_worksheet(COMMUNE, key, ("applied", "preview"), "{}", &anew, by)
        .await
        .unwrap();
    let counts = store.worksheet_counts(COMMUNE, key).await.unwrap();
    assert_eq!(counts, [("change".to_owned(), 1), ("new".to_owned(), 1)]);
    // Many at once: what is there already stays as it is.
    for body in ["first", "second"] {
        let sheets: Vec<(String, String)> = (0..3).map(|at| (format!("d{at}"), body.to_owned())).collect();
        store
            .create_worksheets(COMMUNE, ("double", "open"), &sheets, by)
            .await
            .unwrap();
    }
    let doubles = store.worksheets(COMMUNE, "double", Some("open"), 10).await.unwrap();
    let kept: Vec<_> = doubles.iter().map(|one| (one.id.as_str(), one.body.as_str())).collect();
    assert_eq!(kept, [("d2", "first"), ("d1", "first"), ("d0", "first")]);
    let audit = store.audit_rows(COMMUNE, "2026", 10).await.unwrap();
    assert!(
        audit
            .iter()
            .any(|row| row.action == "import.applied" && row.subject == "i1")
    );
}
