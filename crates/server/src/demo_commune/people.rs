//! Households and people, registered half a year ago.

use demo::Demo;
use domain::permissions::Role;
use time::{Duration, PrimitiveDateTime, Time};
use wire::entry::{Body, Subject, SubjectKind};

use super::Cast;
use super::send::Planned;

/// The list was taken over so many days before.
const DAYS_AGO: i64 = 180;

/// Entries in the order in which they must arrive: a household before its people.
pub(crate) fn entries(cast: &Cast, demo: &Demo) -> Vec<Planned> {
    let social = cast.actor(Role::Social);
    let morning = PrimitiveDateTime::new(
        demo.today - Duration::days(DAYS_AGO),
        Time::MIDNIGHT + Duration::hours(8),
    );
    let at = domain::date::format_date_time(morning);
    let household = |record: &wire::records::HouseholdRecord| {
        let subject = Subject {
            kind: SubjectKind::Household,
            id: record.id,
        };
        Planned::new(
            social,
            &at,
            subject,
            0,
            None,
            &Body::HouseholdRegistered { record: record.clone() },
        )
    };
    let person = |record: &wire::records::PersonRecord| {
        let subject = Subject {
            kind: SubjectKind::Person,
            id: record.id,
        };
        Planned::new(
            social,
            &at,
            subject,
            0,
            None,
            &Body::PersonRegistered {
                record: Box::new(record.clone()),
            },
        )
    };
    demo.households
        .iter()
        .map(household)
        .chain(demo.people.iter().map(person))
        .collect()
}
