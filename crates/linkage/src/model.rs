//! What agreement is worth: learned probabilities, and what is assumed before anything is learned.

use crate::reason::{Agreement, Field};

/// Fields × agreements.
pub type Table = [[f32; 16]; 14];

/// What was learned from two lists.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    pub(crate) m: Table,
    pub(crate) u: Table,
    pub(crate) share: f64,
    pub(crate) residents: usize,
    pub(crate) year_only: f32,
    pub(crate) bare: f32,
    pub(crate) pairs_compared: u64,
    pub(crate) rounds: u32,
}

impl Model {
    /// The model before anything is learned.
    pub(crate) fn assumed(residents: usize) -> Model {
        let mut model = Model {
            m: [[0.0; 16]; 14],
            u: [[0.0; 16]; 14],
            share: 0.8,
            residents,
            year_only: 0.2,
            bare: 0.2,
            pairs_compared: 0,
            rounds: 0,
        };
        for field in Field::ALL {
            for agreement in Agreement::ALL {
                let (m, u) = assumption(field, agreement);
                model.m[field.place()][agreement as usize] = m;
                model.u[field.place()][agreement as usize] = u;
            }
        }
        model
    }

    /// How often a true pair agrees so, among pairs where the field is known on both sides.
    pub fn m(&self, field: Field, agreement: Agreement) -> f64 {
        f64::from(self.m[field.place()][agreement as usize])
    }

    /// How often two strangers agree so, over all values of the field.
    pub fn u(&self, field: Field, agreement: Agreement) -> f64 {
        f64::from(self.u[field.place()][agreement as usize])
    }

    /// The share of beneficiaries that are among the residents.
    pub fn share_found(&self) -> f64 {
        self.share
    }

    /// How many pairs were compared.
    pub fn pairs_compared(&self) -> u64 {
        self.pairs_compared
    }

    /// How many rounds the estimation took.
    pub fn rounds(&self) -> u32 {
        self.rounds
    }

    /// The odds of a pair before it is compared.
    pub(crate) fn prior(&self) -> f64 {
        self.share / self.residents.max(1) as f64
    }

    /// `log2` of m.
    pub(crate) fn log_m(&self) -> Table {
        self.m.map(|row| row.map(|m| m.max(1e-6).log2()))
    }
}

/// m and u before anything is learned; 0 where the agreement does not occur in the field.
fn assumption(field: Field, agreement: Agreement) -> (f32, f32) {
    use Agreement::{
        DayMonth, Different, Exact, Initials, NearYear, NoAccent, OldNumber, OneDigit, PartMissing, SameYear, Sound,
        Swapped, Typo, YearOnly,
    };
    match (field, agreement) {
        (Field::FamilyName | Field::GivenName, Exact) => (0.8, 0.05),
        (Field::MiddleName, Exact) => (0.76, 0.1),
        (Field::FamilyName | Field::MiddleName | Field::GivenName, NoAccent) => (0.1, 0.01),
        (Field::FamilyName | Field::MiddleName | Field::GivenName, Sound) => (0.02, 0.01),
        (Field::FamilyName | Field::MiddleName | Field::GivenName, Typo) => (0.03, 0.03),
        (Field::FamilyName | Field::MiddleName | Field::GivenName, Initials) => (0.02, 0.02),
        (Field::MiddleName, PartMissing) => (0.05, 0.1),
        (Field::FamilyName | Field::MiddleName, Different) => (0.02, 0.7),
        (Field::GivenName, Different) => (0.01, 0.85),
        // More orders are tried, so a fit in another order is more often chance: its u stays 1.
        (Field::NameOrder, Exact) => (0.98, 1.0),
        (Field::NameOrder, Swapped) => (0.02, 1.0),
        (Field::BirthDate, Exact) => (0.72, 4e-5),
        (Field::BirthDate, Swapped) => (0.03, 4e-5),
        (Field::BirthDate, OneDigit) => (0.04, 7e-4),
        (Field::BirthDate, YearOnly) => (0.14, 4e-3),
        (Field::BirthDate, SameYear) => (0.02, 0.013),
        (Field::BirthDate, DayMonth) => (0.01, 2.5e-3),
        (Field::BirthDate, NearYear) => (0.01, 8e-3),
        (Field::BirthDate, Different) => (0.03, 0.95),
        (Field::Sex, Exact) => (0.985, 0.85),
        (Field::Sex, Different) => (0.015, 0.15),
        (Field::Number, Exact) => (0.84, 1e-6),
        (Field::Number, OldNumber) => (0.08, 1e-6),
        (Field::Number, OneDigit) => (0.04, 2e-6),
        (Field::Number, Different) => (0.04, 1.0),
        (Field::Village, Exact) => (0.85, 0.03),
        (Field::Village, Typo) => (0.05, 0.01),
        (Field::Village, Different) => (0.1, 0.96),
        (Field::Phone, Exact) => (0.75, 1e-5),
        (Field::Phone, OneDigit) => (0.03, 1e-5),
        (Field::Phone, Different) => (0.22, 1.0),
        (Field::Household, Exact) => (0.9, 1e-3),
        (Field::Household, Typo) => (0.03, 1e-2),
        (Field::Household, Different) => (0.07, 0.99),
        (Field::Extra(_), Exact) => (0.8, 0.01),
        (Field::Extra(_), Typo) => (0.1, 0.01),
        (Field::Extra(_), Different) => (0.1, 0.98),
        _ => (0.0, 0.0),
    }
}

/// How often a member of the same family, who is not the person, agrees so. `None`: as often as a stranger.
///
/// These are assumptions: relatives share the surname, the village, the phone; twins the day of birth.
pub fn of_relative(field: Field, agreement: Agreement) -> Option<f32> {
    match (field, agreement) {
        (Field::FamilyName, Agreement::Exact) => Some(0.6),
        (Field::FamilyName, Agreement::NoAccent) => Some(0.1),
        (Field::FamilyName, Agreement::Sound | Agreement::Typo | Agreement::Initials) => Some(0.05),
        (Field::BirthDate, Agreement::Exact) => Some(0.006),
        (Field::BirthDate, Agreement::Swapped | Agreement::OneDigit) => Some(0.002),
        (Field::Village, Agreement::Exact) => Some(0.9),
        (Field::Village, Agreement::Typo) => Some(0.04),
        (Field::Phone, Agreement::Exact) => Some(0.4),
        (Field::Household, Agreement::Exact) => Some(0.95),
        // Numbers given out on the same day to brothers and sisters lie close together.
        (Field::Number, Agreement::OneDigit) => Some(0.002),
        _ => None,
    }
}

/// How many others of the family a person has in a list, about.
pub const RELATIVES: f32 = 3.0;
