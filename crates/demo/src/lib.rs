//! The demonstration commune: invented villages, people, dossiers and rounds, the same for the same seed.
//!
//! Only the facts of the commune itself (name, code, province) are real. [`generate`] makes everything from a seed, a day
//! and the calendar of days off; it reads no clock and no file. The caller turns the plans into journal entries.

mod commune;
mod dossier_plan;
mod dossiers;
mod households;
pub mod messy;
mod names;
mod needs;
mod random;
mod receiving;
mod rounds;
mod village;
mod work_time;

#[cfg(test)]
mod tests;

use domain::calendar::Calendar;
use time::Date;
use wire::records::{HouseholdRecord, PersonRecord};

pub use commune::{CommuneFacts, DemoCommune};
pub use dossier_plan::{DossierPlan, Finding, PlannedStep, PlannedWhat, Request, Role, Target};
pub use receiving::Truth;
pub use rounds::{Attendance, RoundPhase, RoundPlan, StopPlan};
pub use village::Village;

/// A whole demonstration.
#[derive(Clone, Debug, PartialEq)]
pub struct Demo {
    /// The real facts of the commune.
    pub facts: CommuneFacts,
    /// The day on which the demonstration stands.
    pub today: Date,
    /// 20 invented villages.
    pub villages: Vec<Village>,
    /// About 650 households.
    pub households: Vec<HouseholdRecord>,
    /// About 2,500 people, by household.
    pub people: Vec<PersonRecord>,
    /// About 300 dossiers, by time of reception.
    pub dossiers: Vec<DossierPlan>,
    /// Two past rounds and a planned one.
    pub rounds: Vec<RoundPlan>,
    /// What the generator knows and the records do not say.
    pub truth: Truth,
}

/// Makes the demonstration of `commune` as it stands on `today`.
pub fn generate(commune: DemoCommune, seed: u64, today: Date, calendar: &Calendar) -> Demo {
    let model = commune.model();
    let mut random = random::Random::new(seed);
    let unix_millis = registration_unix_millis(today);
    let names = names::Names::new();
    let villages = village::all(model, &names, &mut random);
    let mut drafts = households::Maker::new(&names, model, &mut random, today, unix_millis).households();
    needs::fill_in(&mut drafts, model, &mut random, today);
    let mut truth = receiving::fill_in(&mut drafts, &mut random, today);
    let mut rounds = rounds::plan(&villages, calendar, today, &mut random, unix_millis);
    let dossiers = dossiers::plan(
        &mut drafts,
        &mut truth,
        &rounds,
        calendar,
        today,
        &mut random,
        unix_millis,
    );
    count_attendance(&mut rounds, &dossiers, &mut random);
    let mut households = Vec::with_capacity(drafts.len());
    let mut people = Vec::new();
    for draft in drafts {
        households.push(draft.record);
        people.extend(draft.members.into_iter().map(|member| member.record));
    }
    Demo {
        facts: commune.facts(),
        today,
        villages,
        households,
        people,
        dossiers,
        rounds,
        truth,
    }
}

/// The people were registered half a year before: the moment in their UUIDs.
fn registration_unix_millis(today: Date) -> u64 {
    let days = i64::from(today.to_julian_day()) - 2_440_588 - 180;
    u64::try_from(days).unwrap_or(0) * 86_400_000
}

fn count_attendance(rounds: &mut [RoundPlan], dossiers: &[DossierPlan], random: &mut random::Random) {
    for stop in rounds
        .iter_mut()
        .filter(|round| round.phase == RoundPhase::Past)
        .flat_map(|round| &mut round.stops)
    {
        let here = || dossiers.iter().filter(|dossier| dossier.stop == Some(stop.id));
        let guided = here().filter(|dossier| dossier.target == Target::Guided).count() as u32;
        let received = here().count() as u32 - guided;
        let advised = random.between(6, 22).unsigned_abs();
        let handed_over = random.between(0, 5).unsigned_abs();
        let people_served = received + guided + advised + handed_over;
        stop.attendance = Some(Attendance {
            people_served,
            received,
            guided,
            advised,
            newly_found: random.between(0, 3).unsigned_abs(),
            handed_over,
            surveys: (people_served * 2 / 5).max(5),
        });
    }
}
