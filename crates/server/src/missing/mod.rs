//! Who may be missing out: the findings over the whole list as far as each may see them, lists of houses to visit, and what
//! those who know the people answer.

pub mod answer;
pub mod list;
pub mod rows;
pub mod scan;
pub mod sheets;
pub mod visits;
pub mod write;

use std::collections::BTreeMap;

use domain::permissions::{Action, FactGroup};

use crate::session::Caller;
use crate::state::App;

/// Whether the caller works from the reasons (the office), or only looks in on people and answers questions.
pub fn sees_reasons(caller: &Caller) -> bool {
    caller.actor.may(Action::Read(FactGroup::Social))
}

/// Names of categories, of several periods the latest.
pub fn category_names<'a>(app: &App, ids: impl Iterator<Item = &'a String>) -> BTreeMap<String, String> {
    let categories = app.law.book().categories();
    ids.filter_map(|id| {
        let of_id = categories.iter().filter(|it| it.id == *id);
        let latest = of_id.max_by_key(|it| it.validity.from)?;
        Some((id.clone(), latest.name.clone()))
    })
    .collect()
}
