//! People and households.

pub mod gaps;
pub mod household;
pub mod index;
pub mod list;
pub mod person;
pub mod visits;

use wire::records::PersonRecord;

use crate::error::ApiResult;
use crate::state::App;

/// Rows read at once when the index is filled.
const FILL: u32 = 1_000;

/// Name of the head of a person's household, when that is somebody else.
pub async fn head_name(app: &App, person: &PersonRecord) -> ApiResult<String> {
    let Some(household) = person.household else {
        return Ok(String::new());
    };
    let Some(household) = household::find(app, household).await? else {
        return Ok(String::new());
    };
    match household.head.filter(|head| *head != person.id) {
        Some(head) => Ok(crate::office::find::person(app, head)
            .await?
            .map(|head| head.full_name)
            .unwrap_or_default()),
        None => Ok(String::new()),
    }
}

/// Fills the search index at the start.
pub async fn fill_index(app: &App) -> ApiResult<()> {
    let heads = heads(app).await?;
    let mut query = store::read::people::PeopleQuery {
        limit: FILL,
        ..Default::default()
    };
    loop {
        let page = app.store.people(app.commune(), &query).await?;
        for person in &page.items {
            let head = person
                .household
                .and_then(|household| heads.get(&household))
                .filter(|(head, _)| *head != person.id);
            app.people.put(
                person,
                app.config.village_name(&person.village),
                head.map_or("", |(_, name)| name.as_str()),
            );
        }
        match page.next {
            Some(next) => query.after = Some(next),
            None => break,
        }
    }
    for person in app.store.merged_people(app.commune()).await? {
        app.people.put(&person, "", "");
    }
    Ok(())
}

type Heads = std::collections::HashMap<uuid::Uuid, (uuid::Uuid, String)>;

/// Household → its head.
async fn heads(app: &App) -> ApiResult<Heads> {
    let mut heads = Heads::new();
    let mut after = None;
    loop {
        let rows = app.store.search_index(app.commune(), None, after, 10_000).await?;
        let Some(last) = rows.last().map(|row| row.id) else {
            return Ok(heads);
        };
        for row in rows {
            if let (Some(household), Some(head), Some(name)) = (row.household, row.head, row.head_name) {
                heads.entry(household).or_insert((head, name));
            }
        }
        after = Some(last);
    }
}
