//! Who may be missing out: the law gives something surely or perhaps, and nothing is received.

use std::collections::HashMap;

use uuid::Uuid;
use wire::facts_of::facts_of;
use wire::records::{HouseholdRecord, PersonRecord};

use crate::error::ApiResult;
use crate::state::App;
use crate::whole::Whole;

/// Looks at everybody again; runs at the start and when the day or the journal has moved on. Returns how many may be missing out.
pub async fn everybody(app: &App) -> ApiResult<usize> {
    let day = app.clock.today();
    let Ok(rules) = app.law.book().rule_sets(day, Some(&app.config.commune.province_code)) else {
        return Ok(0);
    };
    let whole = Whole::load(app).await?;
    let households: HashMap<Uuid, &HouseholdRecord> = whole.households.iter().map(|home| (home.id, home)).collect();
    let mut members: HashMap<Uuid, Vec<PersonRecord>> = HashMap::new();
    let mut alone: Vec<PersonRecord> = Vec::new();
    for person in whole.persons.into_iter().filter(|person| person.gone.is_none()) {
        match person.household {
            Some(household) => members.entry(household).or_default().push(person),
            None => alone.push(person),
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
        let household = households.get(household).copied();
        found.extend(members.iter().map(|person| judge(person, household, members)));
    }
    app.store
        .set_assessments(app.commune(), &app.clock.now_text(), &found)
        .await?;
    Ok(found.iter().filter(|(_, _, possible)| *possible).count())
}
