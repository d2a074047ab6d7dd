//! Households whose members fit together: couples, children born to mothers of the right age, grandparents.

use std::collections::BTreeMap;

use domain::date::{format_date, full_years};
use domain::sex::Sex;
use serde_json::json;
use time::{Date, Duration};
use wire::records::{HouseholdRecord, PersonRecord};

use crate::commune::{EthnicGroup, Model};
use crate::names::Names;
use crate::random::Random;

/// A person while the commune is made: the record and what the record may not say.
#[derive(Clone, Debug)]
pub struct Draft {
    pub record: PersonRecord,
    /// The whole birth date, also where the record has only the year.
    pub birth: Date,
    pub sex: Sex,
}

impl Draft {
    pub fn age(&self, on: Date) -> i32 {
        full_years(self.birth, on).map_or(0, i32::from)
    }
}

/// A household while the commune is made. The first member is the head.
#[derive(Clone, Debug)]
pub struct HouseholdDraft {
    pub record: HouseholdRecord,
    pub members: Vec<Draft>,
    pub kind: HouseholdKind,
}

/// Why a household is in the demonstration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HouseholdKind {
    /// By the shares of the model.
    Ordinary,
    /// Grandparents with orphaned grandchildren.
    Orphans,
    /// An orphan who turned 16 and still goes to school.
    GrownOrphan,
    /// A poor parent alone with children.
    SingleParent,
    /// A poor old person with nobody who has to support them.
    LonelyOld,
    /// A poor old person whom another household took in.
    TakenInOld,
    /// An orphan whom an unrelated household took in.
    TakenInOrphan,
    /// A disabled mother with a small child, or pregnant.
    DisabledMother,
    /// Somebody with an extreme disability whom an unrelated household took in.
    TakenInDisabled,
    /// A poor adult, or child, living with HIV.
    Hiv,
}

/// The planned special households, so that every category has several examples.
const SPECIAL: &[(HouseholdKind, usize)] = &[
    (HouseholdKind::Orphans, 6),
    (HouseholdKind::GrownOrphan, 4),
    (HouseholdKind::SingleParent, 9),
    (HouseholdKind::LonelyOld, 16),
    (HouseholdKind::TakenInOld, 4),
    (HouseholdKind::TakenInOrphan, 3),
    (HouseholdKind::DisabledMother, 7),
    (HouseholdKind::TakenInDisabled, 4),
    (HouseholdKind::Hiv, 5),
];

/// Makes households and their people.
pub struct Maker<'a> {
    pub names: &'a Names,
    pub model: &'a Model,
    pub random: &'a mut Random,
    pub today: Date,
    pub unix_millis: u64,
    next_serial: u32,
}

impl<'a> Maker<'a> {
    pub fn new(names: &'a Names, model: &'a Model, random: &'a mut Random, today: Date, unix_millis: u64) -> Maker<'a> {
        Maker {
            names,
            model,
            random,
            today,
            unix_millis,
            next_serial: 900_000,
        }
    }

    /// All households, spread over the villages.
    pub fn households(&mut self) -> Vec<HouseholdDraft> {
        let mut kinds: Vec<HouseholdKind> = Vec::with_capacity(self.model.households);
        for (kind, count) in SPECIAL {
            kinds.extend(std::iter::repeat_n(*kind, *count));
        }
        kinds.resize(self.model.households, HouseholdKind::Ordinary);
        self.random.shuffle(&mut kinds);
        let villages = self.model.villages.len();
        kinds
            .into_iter()
            .enumerate()
            .map(|(at, kind)| self.household(kind, at % villages))
            .collect()
    }

    fn household(&mut self, kind: HouseholdKind, village: usize) -> HouseholdDraft {
        let spec = &self.model.villages[village];
        let group = if self.random.percent(78) {
            spec.main_group
        } else {
            *self.random.weighted(self.model.ethnic_mix)
        };
        let surname = self.names.surname(group, self.random);
        let mut family = Family {
            group,
            surname,
            members: Vec::new(),
        };
        match kind {
            HouseholdKind::Ordinary => self.ordinary(&mut family),
            HouseholdKind::Orphans => self.orphans(&mut family),
            HouseholdKind::GrownOrphan => {
                let age = self.random.between(60, 72);
                let elder_sex = *self.random.pick(&[Sex::Male, Sex::Female]);
                self.add(&mut family, elder_sex, age, "head");
                let (sex, age) = (
                    *self.random.pick(&[Sex::Male, Sex::Female]),
                    self.random.between(16, 19),
                );
                self.add(&mut family, sex, age, "grandchild");
            }
            HouseholdKind::SingleParent => {
                let sex = if self.random.percent(85) {
                    Sex::Female
                } else {
                    Sex::Male
                };
                let age = self.random.between(26, 43);
                self.add(&mut family, sex, age, "head");
                let count = self.random.between(1, 3);
                self.children(&mut family, age, count, 14);
            }
            HouseholdKind::LonelyOld => {
                let sex = if self.random.percent(75) {
                    Sex::Female
                } else {
                    Sex::Male
                };
                let (from, to) = *self.random.pick(&[(61, 73), (75, 88)]);
                let age = self.random.between(from, to);
                self.add(&mut family, sex, age, "head");
            }
            HouseholdKind::TakenInOld => {
                self.couple(&mut family, 35, 55);
                let age = self.random.between(66, 84);
                self.add_stranger(&mut family, Sex::Female, age);
            }
            HouseholdKind::TakenInOrphan => {
                self.couple(&mut family, 33, 50);
                let (sex, age) = (*self.random.pick(&[Sex::Male, Sex::Female]), self.random.between(1, 12));
                self.add_stranger(&mut family, sex, age);
            }
            HouseholdKind::DisabledMother => {
                self.couple(&mut family, 24, 36);
                let mother_age = family
                    .members
                    .iter()
                    .filter(|m| m.sex == Sex::Female)
                    .map(|m| m.age(self.today))
                    .min();
                let count = self.random.between(0, 2);
                self.children(&mut family, mother_age.unwrap_or(28), count, 2);
            }
            HouseholdKind::TakenInDisabled => {
                self.couple(&mut family, 38, 56);
                let age = self.random.between(19, 45);
                let sex = *self.random.pick(&[Sex::Male, Sex::Female]);
                self.add_stranger(&mut family, sex, age);
            }
            HouseholdKind::Hiv => {
                let age = self.random.between(28, 44);
                self.add(&mut family, Sex::Male, age, "head");
                let wife = (age - self.random.between(1, 5)).max(20);
                self.add(&mut family, Sex::Female, wife, "spouse");
                self.children(&mut family, wife, 2, 12);
            }
        }
        self.finish(family, kind, village)
    }

    fn finish(&mut self, family: Family, kind: HouseholdKind, village: usize) -> HouseholdDraft {
        let id = self.random.uuid(self.unix_millis);
        let village_id = village_id(village);
        let house = self.random.between(1, 180);
        let mut members = family.members;
        for member in &mut members {
            member.record.village.clone_from(&village_id);
            member.record.household = Some(id);
        }
        let directions: &[&str] = &[
            "nhà sát nhà văn hóa",
            "cuối đường bê tông, rẽ trái",
            "qua cầu nhỏ, nhà thứ ba",
            "cạnh trường mầm non",
            "nhà mái tôn xanh, sau vườn cà phê",
            "gần nhà trưởng thôn",
        ];
        let directions = self
            .random
            .percent(35)
            .then(|| (*self.random.pick(directions)).to_owned());
        HouseholdDraft {
            record: HouseholdRecord {
                id,
                version: 1,
                village: village_id,
                address: Some(format!("Số nhà {house}")),
                directions,
                head: members.first().map(|head| head.record.id),
                poverty: None,
                poverty_decision: None,
                extremely_difficult_area: Some(self.model.villages[village].is_extremely_difficult),
                field_versions: BTreeMap::new(),
            },
            members,
            kind,
        }
    }

    fn ordinary(&mut self, family: &mut Family) {
        let (from, to) = *self.random.weighted(self.model.head_ages);
        let age = self.random.between(from, to);
        let head_sex = if self.random.percent(if age >= 70 { 45 } else { 80 }) {
            Sex::Male
        } else {
            Sex::Female
        };
        self.add(family, head_sex, age, "head");
        let has_spouse = self.random.percent(if age >= 75 {
            35
        } else if age >= 60 {
            65
        } else {
            90
        });
        let mut mother_age = age;
        if has_spouse {
            let gap = self.random.between(0, 6);
            let (sex, spouse_age) = match head_sex {
                Sex::Male => (Sex::Female, (age - gap).max(20)),
                Sex::Female => (Sex::Male, age + gap),
            };
            self.add(family, sex, spouse_age, "spouse");
            if sex == Sex::Female {
                mother_age = spouse_age;
            }
        }
        if has_spouse || age >= 45 {
            let count = *self.random.weighted(self.model.children);
            self.children(family, mother_age, count, 22);
        }
        if age >= 52 && self.random.percent(55) {
            self.young_family(family, mother_age);
        }
        if age < 55 && self.random.percent(self.model.grandparent_percent) {
            let parent = age + self.random.between(21, 33);
            if parent <= 96 {
                let sex = if self.random.percent(70) {
                    Sex::Female
                } else {
                    Sex::Male
                };
                self.add_elder(family, sex, parent);
                if parent < 78 && self.random.percent(35) {
                    let other_age = (parent + self.random.between(-3, 3)).max(age + 17);
                    self.add_elder(family, opposite(sex), other_age);
                }
            }
        }
    }

    /// A grown child who stayed, with spouse and small children.
    fn young_family(&mut self, family: &mut Family, mother_age: i32) {
        let age = (mother_age - self.random.between(20, 30)).min(42);
        if age < 22 {
            return;
        }
        self.add(family, Sex::Male, age, "child");
        let wife = (age - self.random.between(0, 4)).max(20);
        let group = family.group;
        let surname = self.names.surname(group, self.random);
        let record = self.person(group, &surname, Sex::Female, wife, "other");
        family.members.push(record);
        let count = self.random.between(0, 3);
        let mut child_age = (wife - 20).min(11);
        for _ in 0..count {
            if child_age < 0 {
                break;
            }
            let sex = *self.random.pick(&[Sex::Male, Sex::Female]);
            self.add(family, sex, child_age, "grandchild");
            child_age -= self.random.between(2, 5);
        }
    }

    fn orphans(&mut self, family: &mut Family) {
        let age = self.random.between(58, 74);
        self.add(family, Sex::Female, age, "head");
        let count = self.random.between(1, 2);
        for at in 0..count {
            let sex = *self.random.pick(&[Sex::Male, Sex::Female]);
            let child_age = if at == 0 {
                self.random.between(5, 14)
            } else {
                self.random.between(1, 3)
            };
            self.add(family, sex, child_age, "grandchild");
        }
    }

    fn couple(&mut self, family: &mut Family, from: i32, to: i32) {
        let age = self.random.between(from, to);
        self.add(family, Sex::Male, age, "head");
        let wife = age - self.random.between(0, 4);
        self.add(family, Sex::Female, wife, "spouse");
    }

    /// Children of a mother of `mother_age`, none older than `oldest`; the grown ones have left.
    fn children(&mut self, family: &mut Family, mother_age: i32, count: i32, oldest: i32) {
        let first_birth = self.random.between(19, 25);
        let mut age = mother_age - first_birth;
        for _ in 0..count {
            if age < 0 {
                break;
            }
            let born_at = mother_age - age;
            if age <= oldest && born_at <= 44 {
                let sex = *self.random.pick(&[Sex::Male, Sex::Female]);
                self.add(family, sex, age, "child");
            } else if age > oldest && oldest < 20 {
                // The planned households need their children: they are born later instead.
                age = self.random.between(0, oldest);
                let sex = *self.random.pick(&[Sex::Male, Sex::Female]);
                self.add(family, sex, age, "child");
            }
            age -= self.random.between(2, 4);
        }
    }

    fn add(&mut self, family: &mut Family, sex: Sex, age: i32, relation: &str) {
        let group = family.group;
        // Wives keep their own family's surname.
        let surname = match (relation, sex) {
            ("spouse", _) => self.names.surname(group, self.random),
            (_, Sex::Male | Sex::Female) => family.surname.clone(),
        };
        let draft = self.person(group, &surname, sex, age, relation);
        family.members.push(draft);
    }

    fn add_elder(&mut self, family: &mut Family, sex: Sex, age: i32) {
        let surname = match sex {
            Sex::Male => family.surname.clone(),
            Sex::Female => self.names.surname(family.group, self.random),
        };
        let draft = self.person(family.group, &surname, sex, age, "parent");
        family.members.push(draft);
    }

    fn add_stranger(&mut self, family: &mut Family, sex: Sex, age: i32) {
        let surname = self.names.surname(family.group, self.random);
        let draft = self.person(family.group, &surname, sex, age, "other");
        family.members.push(draft);
    }

    fn person(&mut self, group: EthnicGroup, surname: &str, sex: Sex, age: i32, relation: &str) -> Draft {
        // Born on a day that makes the person exactly this old today.
        let latest = domain::date::latest_birth_for_age(self.today, age.max(0).unsigned_abs() as u16);
        let birth = latest - Duration::days(i64::from(self.random.between(0, 363)));
        let full_name = self.names.full_name(group, sex, birth.year(), surname, self.random);
        let year_only = age >= 65 && self.random.percent(if group == EthnicGroup::Kinh { 4 } else { 14 });
        let birth_date = if year_only {
            birth.year().to_string()
        } else {
            format_date(birth)
        };
        let (personal_id, old_id) = self.ids(sex, birth, age);
        let has_phone = (18..=72).contains(&age) && self.random.percent(62);
        let phone = has_phone.then(|| format!("09{:08}", self.random.between(0, 9_999_999)));
        Draft {
            record: PersonRecord {
                id: self.random.uuid(self.unix_millis),
                version: 1,
                full_name,
                birth_date: Some(birth_date),
                sex: Some(match sex {
                    Sex::Female => wire::records::Sex::Female,
                    Sex::Male => wire::records::Sex::Male,
                }),
                alive: Some(true),
                death_date: None,
                personal_id,
                old_id,
                phone,
                ethnic_group: Some(group.name().to_owned()),
                village: String::new(),
                household: None,
                relation_to_head: Some(relation.to_owned()),
                facts: [("hiv", json!(false)), ("disability", json!("none"))]
                    .into_iter()
                    .map(|(key, value)| (key.to_owned(), value))
                    .collect(),
                disability_certificate: None,
                cannot_travel: Some(false),
                representative: None,
                caregiver: None,
                receives: None,
                bank_account: None,
                newly_found_at: None,
                gone: None,
                field_versions: BTreeMap::new(),
            },
            birth,
            sex,
        }
    }

    /// A personal id of valid structure with a serial from 900000 up, which no two people share; an old id for some.
    fn ids(&mut self, sex: Sex, birth: Date, age: i32) -> (Option<String>, Option<String>) {
        self.next_serial += 1;
        let serial = self.next_serial;
        let old_id = (age >= 22 && self.random.percent(45)).then(|| format!("{}{serial:07}", self.model.old_id_prefix));
        let only_old = age >= 45 && old_id.is_some() && self.random.percent(9);
        if only_old || (age < 1 && self.random.percent(30)) {
            return (None, old_id);
        }
        let province = *self.random.weighted(self.model.id_provinces);
        let century = 2 * (birth.year() / 100 - 19) + i32::from(sex == Sex::Female);
        (
            Some(format!("{province:03}{century}{:02}{serial}", birth.year() % 100)),
            old_id,
        )
    }
}

/// `v01` for the first village.
pub fn village_id(at: usize) -> String {
    format!("v{:02}", at + 1)
}

fn opposite(sex: Sex) -> Sex {
    match sex {
        Sex::Female => Sex::Male,
        Sex::Male => Sex::Female,
    }
}

struct Family {
    group: EthnicGroup,
    surname: String,
    members: Vec<Draft>,
}
