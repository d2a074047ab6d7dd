//! What happened beside an import: who was registered since its preview, and who must be found again after it.

use std::collections::{HashMap, HashSet};

use lists::{ImportedList, KindGuess, ListKind, PersonRow};
use register::Register;
use register::plan::{Place, PlannedRow, plan};
use uuid::Uuid;

use crate::error::ApiResult;
use crate::state::App;
use crate::whole::Whole;

/// Makes new and changed people searchable.
pub async fn refresh_index(app: &App, touched: &HashSet<Uuid>) -> ApiResult<()> {
    if touched.is_empty() {
        return Ok(());
    }
    let whole = Whole::load(app).await?;
    let names: HashMap<Uuid, &str> = whole
        .persons
        .iter()
        .map(|person| (person.id, person.full_name.as_str()))
        .collect();
    let heads: HashMap<Uuid, Uuid> = whole
        .households
        .iter()
        .filter_map(|home| Some((home.id, home.head?)))
        .collect();
    for person in whole.persons.iter().filter(|person| touched.contains(&person.id)) {
        let head = person
            .household
            .and_then(|home| heads.get(&home))
            .filter(|head| **head != person.id);
        let head = head.and_then(|head| names.get(head)).copied().unwrap_or_default();
        app.people.put(person, app.config.village_name(&person.village), head);
    }
    Ok(())
}

/// The rows that may be somebody who was registered since the preview.
pub(crate) fn known_since(
    fresh: Vec<(i64, PersonRow, String)>,
    since: &HashSet<Uuid>,
    kind: ListKind,
    register: &Register<'_>,
) -> HashSet<i64> {
    if since.is_empty() || fresh.is_empty() {
        return HashSet::new();
    }
    let villages: HashMap<(u32, u32), String> = fresh
        .iter()
        .map(|(_, row, village)| ((row.sheet, row.row), village.clone()))
        .collect();
    let (positions, rows): (Vec<i64>, Vec<PersonRow>) = fresh.into_iter().map(|(at, row, _)| (at, row)).unzip();
    let list = ImportedList {
        file_name: String::new(),
        kind: KindGuess {
            kind,
            evidence: Vec::new(),
        },
        sheets: Vec::new(),
        rows,
        skipped: Vec::new(),
        problems: Vec::new(),
        mapping: lists::columns::Mapping::default(),
    };
    let placer = |row: &PersonRow| match villages.get(&(row.sheet, row.row)) {
        Some(village) => Place::Village(village.clone()),
        None => Place::Undecided {
            code: "village_missing".to_owned(),
            text: String::new(),
        },
    };
    let planned = plan(&list, kind, register, &placer);
    let meant = |row: &PlannedRow| {
        let candidates = row.candidates.iter().map(|candidate| candidate.person);
        row.person
            .into_iter()
            .chain(candidates)
            .any(|person| since.contains(&person))
    };
    positions
        .into_iter()
        .zip(&planned.rows)
        .filter(|(_, row)| meant(row))
        .map(|(at, _)| at)
        .collect()
}
