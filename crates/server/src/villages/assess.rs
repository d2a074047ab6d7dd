//! Who may be missing out: the law gives something surely or perhaps, and nothing is received.

use std::collections::HashMap;

use store::read::people::PeopleQuery;
use uuid::Uuid;
use wire::facts_of::facts_of;
use wire::records::{HouseholdRecord, PersonRecord, Record};

use crate::error::ApiResult;
use crate::state::App;

/// People read at once.
const STEP: u32 = 1_000;

/// Looks at everybody again; runs at the start and when the day or the journal has moved on. Returns how many may be missing out.
pub async fn everybody(app: &App) -> ApiResult<usize> {
    let day = app.clock.today();
    let Ok(rules) = app.law.book().rule_sets(day, Some(&app.config.commune.province_code)) else {
        return Ok(0);
    };
    let households = households(app).await?;
    let mut members: HashMap<Uuid, Vec<PersonRecord>> = HashMap::new();
    let mut alone: Vec<PersonRecord> = Vec::new();
    let mut query = PeopleQuery {
        limit: STEP,
        ..Default::default()
    };
    loop {
        let page = app.store.people(app.commune(), &query).await?;
        for person in page.items {
            match person.household {
                Some(household) => members.entry(household).or_default().push(person),
                None => alone.push(person),
            }
        }
        match page.next {
            Some(next) => query.after = Some(next),
            None => break,
        }
    }
    let judge = |person: &PersonRecord, household: Option<&HouseholdRecord>, members: &[PersonRecord]| {
        // What is known to be received is not missing; what is unknown is worth a question.
        let receives = person.receives.as_ref().is_some_and(|receives| !receives.is_empty());
        let possible = !receives
            && person.alive != Some(false)
            && facts_of(person, household, members).is_ok_and(|facts| {
                domain::eligibility::evaluate(&rules, &facts.to_domain())
                    .best
                    .monthly_dong
                    > 0
            });
        (person.id, person.village.clone(), possible)
    };
    let mut found: Vec<(Uuid, String, bool)> = alone
        .iter()
        .map(|person| judge(person, None, std::slice::from_ref(person)))
        .collect();
    for (household, members) in &members {
        let household = households.get(household);
        found.extend(members.iter().map(|person| judge(person, household, members)));
    }
    app.store
        .set_assessments(app.commune(), &app.clock.now_text(), &found)
        .await?;
    Ok(found.iter().filter(|(_, _, possible)| *possible).count())
}

async fn households(app: &App) -> ApiResult<HashMap<Uuid, HouseholdRecord>> {
    let mut households = HashMap::new();
    let mut cursor = 0;
    loop {
        let changes = app
            .store
            .changes(app.commune(), cursor, &Default::default(), STEP)
            .await?;
        for record in changes.records {
            if let Record::Household(household) = record {
                households.insert(household.id, household);
            }
        }
        if !changes.more {
            return Ok(households);
        }
        cursor = changes.cursor;
    }
}
