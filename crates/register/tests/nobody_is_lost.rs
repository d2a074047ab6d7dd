//! Importing, joining, parting and undoing in any order never lose or duplicate a person.

use std::collections::{BTreeMap, BTreeSet};

use domain::permissions::{Actor, Role};
use lists::{ImportedList, KindGuess, ListKind, PersonRow, Reading, SheetReading};
use proptest::prelude::*;
use register::apply::{self, Applied, Households};
use register::plan::{Action, Place, Plan, plan};
use register::{Author, Register, merge, undo};
use uuid::Uuid;
use wire::entry::{Entry, SubjectKind};
use wire::judge::{Context, Judgement, judge};
use wire::records::{HouseholdRecord, PersonRecord, Record};

const AT: &str = "2026-11-22T08:00";
const ACCOUNT: Uuid = Uuid::from_u128(7);

/// The commune's records, changed only through the judge.
#[derive(Default)]
struct Commune {
    records: BTreeMap<Uuid, Record>,
    ids: u128,
}

impl Commune {
    fn push(&mut self, entries: Vec<Entry>) {
        let actor = Actor {
            account: ACCOUNT,
            roles: vec![Role::Social],
            villages: Vec::new(),
        };
        for entry in entries {
            let context = Context { actor: &actor, now: AT };
            match judge(self.records.get(&entry.subject.id), &entry, &context) {
                Judgement::Accept { record, .. } => {
                    self.records.insert(entry.subject.id, record);
                }
                Judgement::Keep { outcome } => panic!("{outcome:?}: {entry:?}"),
            }
        }
    }

    fn persons(&self) -> Vec<PersonRecord> {
        let persons = self.records.values().filter_map(|record| match record {
            Record::Person(person) => Some(person.as_ref().clone()),
            _ => None,
        });
        persons.collect()
    }

    fn households(&self) -> Vec<HouseholdRecord> {
        let households = self.records.values().filter_map(|record| match record {
            Record::Household(household) => Some(household.clone()),
            _ => None,
        });
        households.collect()
    }

    fn person(&self, id: Uuid) -> PersonRecord {
        self.persons()
            .into_iter()
            .find(|person| person.id == id)
            .expect("the person is there")
    }

    /// Everybody in the list, without versions and stamps.
    fn listed(&self) -> BTreeSet<String> {
        let listed = self.persons().into_iter().filter(|person| person.gone.is_none());
        listed
            .map(|mut person| {
                person.version = 0;
                person.field_versions.clear();
                serde_json::to_string(&person).expect("a person is JSON")
            })
            .collect()
    }

    fn plan(&self, list: &ImportedList, kind: ListKind) -> Plan {
        let (persons, households) = (self.persons(), self.households());
        let register = Register {
            persons: &persons,
            households: &households,
        };
        plan(list, kind, &register, &|_| Place::Village("v01".to_owned()))
    }

    /// Takes over everything that is taken without asking.
    fn import(&mut self, list: &ImportedList, kind: ListKind) -> Vec<Applied> {
        let plan = self.plan(list, kind);
        let (persons, households) = (self.persons(), self.households());
        let register = Register {
            persons: &persons,
            households: &households,
        };
        let mut homes = Households::of(&plan.rows, &register);
        let author = Author {
            account: ACCOUNT,
            at: AT,
        };
        let mut done = Vec::new();
        for (planned, row) in plan.rows.iter().zip(&list.rows) {
            let mut ids = self.ids;
            let mut new_id = || {
                ids += 1;
                Uuid::from_u128((1 << 100) + ids)
            };
            let result = match planned.action {
                Action::New => apply::register(planned, row, "v01", &mut homes, &author, &mut new_id),
                Action::Change => {
                    let person = self.person(planned.person.expect("a change names a person"));
                    let households = self.households();
                    let home = households.iter().find(|home| Some(home.id) == person.household);
                    Some(apply::change(planned, &person, home, &author, &mut new_id))
                }
                _ => None,
            };
            self.ids = ids;
            if let Some((entries, applied)) = result {
                self.push(entries);
                done.push(applied);
            }
        }
        done
    }

    fn undo(&mut self, applied: &[Applied]) {
        let author = Author {
            account: ACCOUNT,
            at: AT,
        };
        for one in applied.iter().rev() {
            let person = self.person(one.person);
            let households = self.households();
            let home = households.iter().find(|home| Some(home.id) == one.household);
            let mut ids = self.ids;
            let undone = undo::undo(one, &person, home, false, &author, &mut || {
                ids += 1;
                Uuid::from_u128((1 << 100) + ids)
            });
            self.ids = ids;
            assert_eq!(undone.kept, Vec::<String>::new());
            self.push(undone.entries);
        }
    }
}

/// Somebody of a list. The number is part of the name and the id, so that people are told apart.
fn row(number: u32, phone: Option<&str>, exact: bool) -> PersonRow {
    const GIVEN: [&str; 8] = ["Brèo", "Hùng", "Lan", "Mai", "Nhung", "Phước", "Quỳnh", "Tâm"];
    const MIDDLE: [&str; 6] = ["Văn", "Thị Ngọc", "Đức", "Thị", "Minh", "Thị Kim"];
    let name = format!(
        "{} {} {}",
        ["K'", "Nguyễn", "Trần", "Phạm", "Đặng"][number as usize % 5],
        MIDDLE[(number / 5) as usize % 6],
        GIVEN[(number / 7) as usize % 8]
    );
    let year = 1930 + (number * 13) % 75;
    let day = if exact {
        format!("{year}-0{}-1{}", 1 + number % 9, number % 10)
    } else {
        year.to_string()
    };
    // Sex and century of the number must fit: a number that contradicts the person is no evidence.
    let century = if year < 2000 { 0 } else { 2 };
    let id = format!("068{century}{:02}{number:06}", year % 100);
    PersonRow {
        row: number + 2,
        full_name: Some(Reading::clear(name.clone(), name)),
        birth_date: Some(Reading::clear(day.clone(), day)),
        personal_id: Some(Reading::clear(id.clone(), id)),
        phone: phone.map(|phone| Reading::clear(phone, phone.to_owned())),
        household_number: Some(Reading::clear("1", format!("{}", number / 4))),
        ..PersonRow::default()
    }
}

fn list(rows: Vec<PersonRow>) -> ImportedList {
    let mut list = ImportedList {
        file_name: "danh-sach.xlsx".to_owned(),
        kind: KindGuess {
            kind: ListKind::Residence,
            evidence: Vec::new(),
        },
        sheets: vec![SheetReading {
            name: "Thôn 1".to_owned(),
            titles: Vec::new(),
            header_rows: None,
            columns: Vec::new(),
            people: 0,
        }],
        rows,
        skipped: Vec::new(),
        problems: Vec::new(),
        mapping: lists::columns::Mapping::default(),
    };
    list.sheets[0].people = list.rows.len() as u32;
    list
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn an_import_and_its_undo_leave_the_list_as_it_was(
        before in prop::collection::btree_set(0_u32..60, 5..40),
        now in prop::collection::btree_set(0_u32..60, 5..40),
        with_phones in any::<bool>(),
        exact in any::<bool>(),
    ) {
        let mut commune = Commune::default();
        let first = list(before.iter().map(|number| row(*number, None, exact)).collect());
        commune.import(&first, ListKind::Residence);
        prop_assert_eq!(commune.listed().len(), before.len(), "each row is one person");
        let as_it_was = commune.listed();
        let phone = with_phones.then_some("0912345678");
        let second = list(now.iter().map(|number| row(*number, phone, true)).collect());
        let plan = commune.plan(&second, ListKind::Residence);
        if plan.stopped.is_some() {
            return Ok(());
        }
        let open = plan.rows.iter().filter(|row| row.action == Action::Doubtful).count();
        let applied = commune.import(&second, ListKind::Residence);
        let everybody: BTreeSet<u32> = before.union(&now).copied().collect();
        let listed = commune.listed().len();
        prop_assert!(listed <= everybody.len(), "nobody twice: {listed} of {}", everybody.len());
        prop_assert!(listed + open >= everybody.len(), "nobody lost: {listed} and {open} of {}", everybody.len());
        commune.undo(&applied);
        prop_assert_eq!(commune.listed(), as_it_was);
    }

    #[test]
    fn joining_and_parting_leave_the_list_as_it_was(count in 2_usize..12, one in 0_usize..12, other in 0_usize..12) {
        let mut commune = Commune::default();
        commune.import(&list((0..count as u32).map(|number| row(number * 5, None, true)).collect()), ListKind::Residence);
        let (one, other) = (one % count, other % count);
        if one == other {
            return Ok(());
        }
        let as_it_was = commune.listed();
        let persons = commune.persons();
        let households = commune.households();
        let homes: Vec<&HouseholdRecord> = households.iter().collect();
        let author = Author { account: ACCOUNT, at: AT };
        let mut ids = 1 << 90;
        let mut new_id = || { ids += 1; Uuid::from_u128(ids) };
        let (entries, merged) = merge::merge(&persons[one], &persons[other], &homes, &author, &mut new_id);
        prop_assert!(entries.iter().all(|entry| matches!(entry.subject.kind, SubjectKind::Person | SubjectKind::Household)));
        commune.push(entries);
        prop_assert_eq!(commune.listed().len(), as_it_was.len() - 1, "one person fewer");
        let households = commune.households();
        let homes: Vec<&HouseholdRecord> = households.iter().collect();
        let (keep, drop) = (commune.person(merged.keep), commune.person(merged.drop));
        let (entries, kept) = merge::part(&merged, &keep, &drop, &homes, &author, &mut new_id);
        prop_assert_eq!(kept, Vec::<String>::new());
        commune.push(entries);
        prop_assert_eq!(commune.listed(), as_it_was);
    }
}

#[test]
fn a_list_of_strangers_stops_by_itself() {
    let mut commune = Commune::default();
    commune.import(
        &list((0..40).map(|number| row(number, None, true)).collect()),
        ListKind::Residence,
    );
    let strangers = list((200..240).map(|number| row(number * 17, None, true)).collect());
    let plan = commune.plan(&strangers, ListKind::Residence);
    assert!(plan.stopped.is_some(), "{:?}", plan.counts());
}

#[test]
fn a_list_that_is_no_authority_only_fills_what_is_empty() {
    let mut commune = Commune::default();
    commune.import(
        &list((0..30).map(|number| row(number, Some("0912345678"), true)).collect()),
        ListKind::Residence,
    );
    let other = list((0..30).map(|number| row(number, Some("0987654321"), true)).collect());
    let plan = commune.plan(&other, ListKind::Elderly);
    let same: Vec<_> = plan.rows.iter().filter(|row| row.action == Action::Same).collect();
    assert!(!same.is_empty(), "{:?}", plan.counts());
    assert!(same.iter().all(|row| {
        row.remarks
            .iter()
            .any(|remark| remark.code == "register_says_otherwise")
    }));
}
