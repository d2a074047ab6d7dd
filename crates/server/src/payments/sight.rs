//! Least privilege: what of a payment list a role may see. A category names a disability or HIV; a name beside an amount
//! says who receives what.

use std::collections::HashMap;

use domain::eligibility::Stacking;
use domain::permissions::{Action, FactGroup};
use entitlement::payment::PaymentItem;
use rulebook::Rulebook;
use serde::Serialize;

use crate::error::ApiResult;
use crate::session::Caller;
use crate::state::App;

/// How much somebody sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Sight {
    /// Amounts and villages, nobody's name.
    Amounts,
    /// Names, amounts and the neutral group of what is paid.
    People,
    /// Also the category and its articles.
    Categories,
}

impl Sight {
    /// What the caller sees.
    pub fn of(caller: &Caller) -> Sight {
        let may = |group| caller.actor.may(Action::Read(group));
        if !may(FactGroup::Basic) || !may(FactGroup::Social) {
            return Sight::Amounts;
        }
        // All or nothing: if only the rows about HIV were neutral, their being neutral would say it.
        let sensitive = [FactGroup::Disability, FactGroup::Health, FactGroup::Hiv];
        if sensitive.into_iter().all(may) {
            Sight::Categories
        } else {
            Sight::People
        }
    }

    /// Whether names are seen.
    pub fn sees_people(self) -> bool {
        match self {
            Sight::Amounts => false,
            Sight::People | Sight::Categories => true,
        }
    }
}

/// The group of what is paid, in words that say nothing about anybody's health.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Programme {
    /// Trợ cấp xã hội hằng tháng.
    Allowance,
    /// Hỗ trợ kinh phí chăm sóc, nuôi dưỡng hằng tháng.
    Care,
    /// Trợ cấp hưu trí xã hội.
    SocialPension,
    /// The category is not in the rules.
    Other,
}

impl Programme {
    /// The words of lists that are printed.
    pub fn words(self) -> &'static str {
        match self {
            Programme::Allowance => "Trợ cấp xã hội",
            Programme::Care => "Hỗ trợ chăm sóc",
            Programme::SocialPension => "Hưu trí xã hội",
            Programme::Other => "Khoản khác",
        }
    }
}

/// Names and groups of the categories.
pub struct Categories<'a>(HashMap<&'a str, (&'a str, Programme)>);

impl<'a> Categories<'a> {
    /// Those of the rules.
    pub fn of(rules: &'a Rulebook) -> Categories<'a> {
        let named = rules.categories().iter().map(|category| {
            let programme = match category.stacking {
                Stacking::SocialPension => Programme::SocialPension,
                Stacking::CareEach | Stacking::CarePointA => Programme::Care,
                Stacking::Allowance | Stacking::AllowanceBesideSingleParent | Stacking::SingleParent => {
                    Programme::Allowance
                }
            };
            (category.id.as_str(), (category.name.as_str(), programme))
        });
        Categories(named.collect())
    }

    /// The name of a category; its id when the rules do not know it.
    pub fn name<'b>(&'b self, id: &'b str) -> &'b str {
        self.0.get(id).map_or(id, |(name, _)| name)
    }

    /// The group of a category.
    pub fn programme(&self, id: &str) -> Programme {
        self.0.get(id).map_or(Programme::Other, |(_, programme)| *programme)
    }

    /// The groups of some items, each once.
    pub fn programmes(&self, items: &[PaymentItem]) -> Vec<Programme> {
        let mut all: Vec<Programme> = items.iter().map(|item| self.programme(&item.category)).collect();
        all.sort_unstable();
        all.dedup();
        all
    }
}

/// Leaves a row that the list with its names was read.
pub async fn note(app: &App, caller: &Caller, month: entitlement::Month, purpose: &str) -> ApiResult<()> {
    if Sight::of(caller).sees_people() {
        crate::reads::note_text(app, caller, format!("{} {month}", super::kept::KIND), purpose).await?;
    }
    Ok(())
}
