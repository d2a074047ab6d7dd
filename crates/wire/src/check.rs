//! Checking the fields of a person as they are typed: problems to mend and warnings to look at.

use domain::date::PartialDate;
use domain::field_problem::{FieldProblem, FieldProblemCode};
use domain::name::FullName;
use domain::personal_id::{OldId, PersonalId};
use domain::phone::Phone;
use domain::sex::Sex;
use serde::{Deserialize, Serialize};

/// The fields; an empty or absent one is unknown, which is no problem except for the name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PersonFields {
    /// Full name.
    #[serde(default)]
    pub full_name: String,
    /// ISO date, year and month, or year.
    #[serde(default)]
    pub birth_date: Option<String>,
    /// `female` or `male`.
    #[serde(default)]
    pub sex: Option<String>,
    /// 12 digits.
    #[serde(default)]
    pub personal_id: Option<String>,
    /// 9 digits.
    #[serde(default)]
    pub old_id: Option<String>,
    /// Phone.
    #[serde(default)]
    pub phone: Option<String>,
    /// The day on which it is checked, ISO date: nobody is born after it.
    #[serde(default)]
    pub today: Option<String>,
}

fn filled(text: &Option<String>) -> Option<&str> {
    text.as_deref().map(str::trim).filter(|text| !text.is_empty())
}

/// Everything that is wrong with, or strange about, the fields.
pub fn check_person(fields: &PersonFields) -> Vec<FieldProblem> {
    let mut problems = Vec::new();
    if let Err(problem) = FullName::parse(&fields.full_name) {
        problems.push(problem);
    }
    let birth = filled(&fields.birth_date).map(PartialDate::parse);
    if let Some(Err(_)) = birth {
        problems.push(FieldProblem::new("birth_date", FieldProblemCode::Unreadable));
    }
    let birth = birth.and_then(Result::ok);
    let today = filled(&fields.today).and_then(|today| domain::date::parse_date(today).ok());
    if let (Some(birth), Some(today)) = (birth, today)
        && (birth.first_day() > today || today.year() - birth.first_day().year() > 125)
    {
        problems.push(FieldProblem::new("birth_date", FieldProblemCode::OutOfRange));
    }
    let sex = filled(&fields.sex).and_then(Sex::from_code);
    if let Some(text) = filled(&fields.personal_id) {
        match PersonalId::parse(text) {
            Ok(id) => problems.extend(id.check(sex, birth.map(|birth| birth.first_day().year()))),
            Err(problem) => problems.push(problem),
        }
    }
    if let Some(Err(problem)) = filled(&fields.old_id).map(OldId::parse) {
        problems.push(problem);
    }
    if let Some(Err(problem)) = filled(&fields.phone).map(Phone::parse) {
        problems.push(problem);
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(fields: PersonFields) -> Vec<&'static str> {
        check_person(&fields)
            .iter()
            .map(|problem| problem.code.as_str())
            .collect()
    }

    #[test]
    fn unknown_is_no_problem_but_a_contradiction_is_a_warning() {
        let fields = PersonFields {
            full_name: "H'Bia Ƀya".into(),
            ..PersonFields::default()
        };
        assert!(codes(fields.clone()).is_empty());
        let wrong_sex = PersonFields {
            personal_id: Some("067150912345".into()),
            sex: Some("male".into()),
            birth_date: Some("1950".into()),
            ..fields.clone()
        };
        assert_eq!(codes(wrong_sex), ["personal_id_sex_mismatch"]);
        let future = PersonFields {
            birth_date: Some("2030-01-01".into()),
            today: Some("2026-11-22".into()),
            ..fields
        };
        assert_eq!(codes(future), ["out_of_range"]);
    }
}
