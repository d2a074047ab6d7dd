//! The whole list of the commune in memory, for the time of one question.

use register::Register;
use wire::records::{HouseholdRecord, PersonRecord};

use crate::error::ApiResult;
use crate::state::App;

/// Everybody and their households.
#[derive(Debug)]
pub struct Whole {
    /// Also those who left the list.
    pub persons: Vec<PersonRecord>,
    /// Households.
    pub households: Vec<HouseholdRecord>,
}

impl Whole {
    /// Reads it.
    pub async fn load(app: &App) -> ApiResult<Whole> {
        let (persons, households) = app.store.whole_list(app.commune()).await?;
        Ok(Whole { persons, households })
    }

    /// For questions to the law.
    pub fn people(&self) -> entitlement::People<'_> {
        entitlement::People::new(&self.persons, &self.households)
    }

    /// For comparing it with another list.
    pub fn register(&self) -> Register<'_> {
        Register {
            persons: &self.persons,
            households: &self.households,
        }
    }
}
