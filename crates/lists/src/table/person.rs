//! From the cells of a row to what it says of a person.

use domain::sex::Sex as DomainSex;
use wire::records::Sex;

use crate::columns::Field;
use crate::imported::{PersonRow, Reading, RowProblem};
use crate::problem::ProblemCode;
use crate::values::{self, DateFrame, Remark, is_hostile};
use crate::workbook::{Cell, Row};

/// What stands above the row and holds for it.
#[derive(Clone, Debug, Default)]
pub struct Above {
    /// Village of the group, the title or the sheet.
    pub village: Option<String>,
    /// Poverty of the group.
    pub poverty: Option<(&'static str, String)>,
}

impl Above {
    /// What stood above a row that was read before; what the row says itself comes from it again.
    pub fn of(person: &PersonRow) -> Above {
        let poverty = person.poverty.as_ref().and_then(|poverty| {
            let code = match poverty.value.as_deref()? {
                "poor" => "poor",
                "near_poor" => "near_poor",
                _ => return None,
            };
            Some((code, poverty.raw.clone()))
        });
        Above {
            village: person.village.as_ref().map(|village| village.raw.clone()),
            poverty,
        }
    }
}

/// Where each field is. The first column of a field counts.
pub struct Places<'a> {
    pub columns: &'a [Option<Field>],
}

impl Places<'_> {
    pub fn of(&self, field: Field) -> Option<usize> {
        self.columns.iter().position(|other| *other == Some(field))
    }

    fn cell<'a>(&self, row: &'a Row, field: Field) -> &'a Cell {
        self.of(field).map_or(&Cell::Empty, |at| row.cell(at))
    }
}

/// Reads a row.
pub fn read(row: &Row, places: &Places<'_>, above: &Above, frame: DateFrame) -> PersonRow {
    let cell = |field| places.cell(row, field);
    let text = |field| values::plain_text(cell(field));
    let mut person = PersonRow {
        row: row.number,
        ..PersonRow::default()
    };
    name(&mut person, row, places);
    birth_and_sex(&mut person, row, places, frame);

    let (new, old) = (
        values::ids(cell(Field::PersonalId), false),
        values::ids(cell(Field::OldId), true),
    );
    person.personal_id = new.personal.or(old.personal);
    person.old_id = old.old.or(new.old);
    let sex = person.sex.as_ref().and_then(|sex| sex.value).map(|sex| match sex {
        Sex::Female => DomainSex::Female,
        Sex::Male => DomainSex::Male,
    });
    let birth_year = person
        .birth_date
        .as_ref()
        .and_then(|date| date.value.as_deref()?.get(..4)?.parse().ok());
    if let Some(id) = &mut person.personal_id {
        values::check_structure(id, sex, birth_year);
    }

    person.phone = values::phone(cell(Field::Phone));
    person.ethnic_group = values::ethnic_group(cell(Field::EthnicGroup));
    person.address = text(Field::Address);
    person.village = text(Field::Village).or_else(|| {
        let village = above.village.clone()?;
        Some(Reading::clear(village.clone(), village))
    });
    person.commune = text(Field::Commune);
    person.district = text(Field::District);
    person.province = text(Field::Province);
    person.household_number = text(Field::HouseholdNumber);
    person.head_name = values::name(cell(Field::HeadName)).map(|names| names.name);
    person.relation_to_head = values::relation(cell(Field::RelationToHead));
    person.caregiver_name = values::name(cell(Field::CaregiverName)).map(|names| names.name);
    person.poverty = poverty(row, places).or_else(|| {
        let (code, raw) = above.poverty.clone()?;
        Some(Reading::clear(raw, code.to_owned()))
    });
    person.disability = disability(row, places);
    person.disability_types = values::disability_types(cell(Field::DisabilityType));
    person.disability_certificate = text(Field::DisabilityCertificate);
    person.category = text(Field::Category);
    person.coefficient = values::coefficient(cell(Field::Coefficient));
    person.monthly = values::money(cell(Field::Monthly));
    person.decision_number = text(Field::DecisionNumber);
    person.decision_date = values::date(cell(Field::DecisionDate), frame);
    person.from_month = values::year_month(cell(Field::FromMonth), frame);
    person.bank_account = text(Field::BankAccount);
    person.note = text(Field::Note).map(|note| note.raw);
    remarks(&mut person, row, places, frame);
    others(&mut person, row, places);
    person
}

fn name(person: &mut PersonRow, row: &Row, places: &Places<'_>) {
    let whole = places.cell(row, Field::FullName);
    let joined = if whole.is_empty() {
        let parts = [Field::FamilyName, Field::GivenName].map(|field| places.cell(row, field).to_text());
        Cell::text(parts.join(" ").trim())
    } else {
        whole.clone()
    };
    if let Some(names) = values::name(&joined) {
        person.full_name = Some(names.name);
        person.name_note = names.note;
    }
}

fn birth_and_sex(person: &mut PersonRow, row: &Row, places: &Places<'_>, frame: DateFrame) {
    let cell = |field| places.cell(row, field);
    person.birth_date = values::date(cell(Field::BirthDate), frame).or_else(|| {
        values::date_of_parts(
            cell(Field::BirthDay),
            cell(Field::BirthMonth),
            cell(Field::BirthYear),
            frame,
        )
    });
    person.sex = values::sex(cell(Field::Sex));

    // "Năm sinh: Nam | Nữ": the column of the date is the sex.
    let (male, female) = (cell(Field::BirthDateMale), cell(Field::BirthDateFemale));
    let halves = [(male, Sex::Male), (female, Sex::Female)];
    let filled: Vec<_> = halves.into_iter().filter(|(cell, _)| !cell.is_empty()).collect();
    match filled.as_slice() {
        [] => {}
        [(cell, sex)] => {
            person.birth_date = person.birth_date.take().or_else(|| values::date(cell, frame));
            person.sex = person.sex.take().or_else(|| Some(Reading::clear(cell.to_text(), *sex)));
        }
        _ => {
            let raw = format!("{} | {}", male.to_text(), female.to_text());
            person.birth_date = Some(Reading::refused(raw.clone(), ProblemCode::DateContradicted));
            person.sex = Some(Reading::refused(raw, ProblemCode::SexContradicted));
        }
    }

    let mark = |field| values::is_mark(cell(field));
    let marked = match (mark(Field::MaleMark), mark(Field::FemaleMark)) {
        (Some(true), Some(true)) => Some(Reading::refused("x | x", ProblemCode::SexContradicted)),
        (Some(true), _) => Some(Reading::clear(cell(Field::MaleMark).to_text(), Sex::Male)),
        (_, Some(true)) => Some(Reading::clear(cell(Field::FemaleMark).to_text(), Sex::Female)),
        // One column alone, "Nữ" with a cross: no cross is the other answer.
        (None | Some(false), None | Some(false)) => match (places.of(Field::MaleMark), places.of(Field::FemaleMark)) {
            (None, Some(_)) => Some(Reading::clear("", Sex::Male)),
            (Some(_), None) => Some(Reading::clear("", Sex::Female)),
            _ => None,
        },
    };
    person.sex = person.sex.take().or(marked);
}

/// One answer out of several columns with a cross each.
fn of_marks(
    row: &Row,
    places: &Places<'_>,
    marks: &[(Field, &str)],
    contradicted: ProblemCode,
) -> Option<Reading<String>> {
    let marked: Vec<&(Field, &str)> = marks
        .iter()
        .filter(|(field, _)| values::is_mark(places.cell(row, *field)) == Some(true))
        .collect();
    match marked.as_slice() {
        [] => None,
        [(field, code)] => Some(Reading::clear(places.cell(row, *field).to_text(), (*code).to_owned())),
        _ => Some(Reading::refused("x", contradicted)),
    }
}

fn poverty(row: &Row, places: &Places<'_>) -> Option<Reading<String>> {
    const MARKS: [(Field, &str); 2] = [(Field::PoorMark, "poor"), (Field::NearPoorMark, "near_poor")];
    values::poverty(places.cell(row, Field::Poverty))
        .or_else(|| of_marks(row, places, &MARKS, ProblemCode::PovertyContradicted))
}

fn disability(row: &Row, places: &Places<'_>) -> Option<Reading<String>> {
    const MARKS: [(Field, &str); 3] = [
        (Field::ExtremeMark, "extreme"),
        (Field::SevereMark, "severe"),
        (Field::LightMark, "light"),
    ];
    values::disability(places.cell(row, Field::Disability))
        .or_else(|| of_marks(row, places, &MARKS, ProblemCode::DisabilityContradicted))
}

/// Died, moved away: from the status, the note and the brackets behind the name.
fn remarks(person: &mut PersonRow, row: &Row, places: &Places<'_>, frame: DateFrame) {
    let status = places.cell(row, Field::Status).to_text();
    let note = places.cell(row, Field::Note).to_text();
    let behind_name = person.name_note.clone().unwrap_or_default();
    person.death_date = values::date(places.cell(row, Field::DeathDate), frame);
    if let Some(date) = &person.death_date
        && date.value.is_some()
    {
        person.alive = Some(Reading::clear(date.raw.clone(), false));
    }
    for raw in [status, note, behind_name] {
        match values::remark(&raw) {
            None => {}
            Some(Remark::Lives) => {
                person.alive = person.alive.take().or_else(|| Some(Reading::clear(raw, true)));
            }
            Some(Remark::MovedAway) => {
                person.moved_away = Some(Reading::remarked(raw, true, ProblemCode::RemarkMovedAway));
            }
            Some(Remark::Died(date)) => {
                person.alive = Some(Reading::remarked(raw.clone(), false, ProblemCode::RemarkDeath));
                if let Some(date) = date
                    && person.death_date.is_none()
                {
                    person.death_date = Some(Reading::clear(raw, date.to_string()));
                }
            }
        }
    }
}

/// What stands in columns without a field, and what is hostile or broken there.
fn others(person: &mut PersonRow, row: &Row, places: &Places<'_>) {
    for (at, cell) in row.cells.iter().enumerate() {
        let Ok(column) = u16::try_from(at) else {
            continue;
        };
        let field = places.columns.get(at).copied().flatten();
        let is_taken = field.is_some_and(|field| places.of(field) == Some(at));
        let mut add = |code| {
            person.problems.push(RowProblem {
                column: Some(column),
                field,
                code,
            });
        };
        match cell {
            Cell::Empty => continue,
            Cell::Error(_) if !is_taken || matches!(field, Some(Field::Note | Field::RowNumber | Field::Status)) => {
                add(ProblemCode::FormulaError);
            }
            // A note is no reading and cannot carry the remark itself.
            Cell::Text(text) if (!is_taken || field == Some(Field::Note)) && is_hostile(text) => {
                add(ProblemCode::TextHostile);
            }
            Cell::Error(_) | Cell::Text(_) | Cell::Number(_) | Cell::Date(_) | Cell::Bool(_) => {}
        }
        if !is_taken {
            person.other.push((column, cell.to_text()));
        }
    }
}
