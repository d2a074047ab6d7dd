//! The people behind a number of `GET /api/quality`: who lacks something.

use domain::permissions::Action;
use domain::text::fold;
use entitlement::quality::Gap;
use store::read::people::PeopleQuery;
use wire::records::PersonRecord;

use super::list::{PeoplePage, neutral};
use crate::error::ApiResult;
use crate::session::Caller;
use crate::state::App;
use crate::whole::Whole;

/// A page of the people who lack something, by name. It asks the whole list with the condition of the report itself, so that
/// number and list cannot differ.
pub async fn page(app: &App, caller: &Caller, gap: Gap, asked: PeopleQuery) -> ApiResult<PeoplePage> {
    caller.must(Action::ReadQuality)?;
    let whole = Whole::load(app).await?;
    let is_asked = |person: &PersonRecord| {
        let villages = asked.villages.as_deref();
        villages.is_none_or(|ids| ids.contains(&person.village)) && gap.is_open(person) == Some(true)
    };
    let mut found: Vec<(String, &PersonRecord)> = whole
        .persons
        .iter()
        .filter(|person| is_asked(person))
        .map(|person| (format!("{}~{}", fold(&person.full_name), person.id), person))
        .collect();
    found.sort_unstable_by(|one, other| one.0.cmp(&other.0));
    let start = match &asked.after {
        Some(after) => found.partition_point(|(key, _)| key <= after),
        None => 0,
    };
    let limit = asked.limit as usize;
    let shown = &found[start..found.len().min(start + limit)];
    let more = start + shown.len() < found.len();
    if gap == Gap::Caregiver {
        // Whoever is in this list needs care: that says something about their health.
        crate::reads::note_text(app, caller, gap.code().to_owned(), "quality").await?;
    }
    Ok(PeoplePage {
        items: shown.iter().filter_map(|(_, person)| neutral(person, caller)).collect(),
        total: found.len() as i64,
        total_is_least: false,
        more,
        next: shown.last().filter(|_| more).map(|(key, _)| key.clone()),
    })
}
