//! In which order to ask. Rough shares of people, by age and sex, for whom a fact turns out in favour of a payment.
//!
//! These numbers are no law and decide no verdict: an `unknown` stays `unknown`. They only bring the questions worth
//! asking to the front of a list, and keep such questions off it that would be put to every adult of the commune.

use domain::date::PartialDate;
use domain::eligibility::{Eligibility, FactKey, Ternary};
use domain::facts::Facts;
use domain::sex::Sex;
use time::Date;

const MILLION: u64 = 1_000_000;

/// Shares in millionths, by [`FactKey`].
pub(super) struct Shares([u64; FactKey::ALL.len()]);

impl Shares {
    /// The shares for a person on a day.
    pub fn of(facts: &Facts, on: Date) -> Shares {
        let (youngest, oldest) = facts
            .birth_date
            .and_then(|born: PartialDate| born.age_range(on))
            .unwrap_or((0, 120));
        let may_be_pregnant = facts.sex != Some(Sex::Male) && oldest >= 13 && youngest <= 52;
        let mut shares = [0; FactKey::ALL.len()];
        for fact in FactKey::ALL {
            shares[*fact as usize] = match fact {
                FactKey::BirthDate => 300_000,
                FactKey::Alive => 980_000,
                FactKey::Disability if oldest >= 60 => 60_000,
                FactKey::Disability => 20_000,
                FactKey::Poverty => 150_000,
                FactKey::DifficultArea => 300_000,
                FactKey::MonthlyPension => 700_000,
                FactKey::HasSalaryOrPension => 600_000,
                FactKey::Hiv => 2_000,
                FactKey::OrphanCase => 10_000,
                FactKey::WasOrphanCaseAt16 => 5_000,
                FactKey::InContinuousEducation => 500_000,
                FactKey::SingleParent => 30_000,
                FactKey::ChildrenInCare => 400_000,
                FactKey::ObligatedSupporter => 100_000,
                FactKey::TakenIn => 20_000,
                FactKey::Pregnant if may_be_pregnant => 40_000,
                FactKey::Pregnant => 1,
                FactKey::ChildrenUnder36Months => 50_000,
                FactKey::SpouseReceivesCareSupport => 950_000,
                FactKey::CaresFor => 10_000,
                FactKey::CurrentlyReceives => 500_000,
                FactKey::Submitter => 0,
            };
        }
        Shares(shares)
    }
}

impl Shares {
    /// Whether anybody would put the question to this person: an old man is not asked whether he is pregnant, although
    /// nobody has written down that he is not.
    pub fn is_asked(&self, fact: FactKey) -> bool {
        self.0[fact as usize] > 1
    }
}

/// A question with its worth and its place in the order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Rated {
    pub fact: FactKey,
    pub worth: u64,
    /// Đồng per month times the likelihood that everything which is unknown turns out well.
    pub priority: u64,
}

/// The questions of an answer, the one worth asking first at the front. Only facts on which a category that would give
/// more than `received` depends; of two for the same category, the one that is likelier to settle it with a no.
pub(super) fn rated(answer: &Eligibility, shares: &Shares, received: u64) -> Vec<Rated> {
    let mut all: Vec<Rated> = Vec::new();
    for verdict in &answer.verdicts {
        let sure = if verdict.verdict == Ternary::Yes {
            verdict.monthly_dong
        } else {
            0
        };
        let gain = verdict.monthly_at_most_dong.saturating_sub(sure);
        if gain == 0 || verdict.needs.is_empty() {
            continue;
        }
        // Care support comes on top of what is received; of everything else only the highest is paid.
        let on_top = match verdict.category.stacking {
            domain::eligibility::Stacking::CareEach | domain::eligibility::Stacking::CarePointA => true,
            domain::eligibility::Stacking::SingleParent => true,
            domain::eligibility::Stacking::Allowance
            | domain::eligibility::Stacking::AllowanceBesideSingleParent
            | domain::eligibility::Stacking::SocialPension => false,
        };
        let gain = if on_top {
            gain
        } else {
            verdict.monthly_at_most_dong.saturating_sub(received.max(sure))
        };
        if gain == 0 {
            continue;
        }
        let likely = verdict
            .needs
            .iter()
            .fold(MILLION, |all, fact| all * shares.0[*fact as usize] / MILLION);
        let priority = gain * likely / MILLION;
        for fact in &verdict.needs {
            match all.iter_mut().find(|it| it.fact == *fact) {
                Some(known) => {
                    known.worth = known.worth.max(gain);
                    known.priority = known.priority.max(priority);
                }
                None => all.push(Rated {
                    fact: *fact,
                    worth: gain,
                    priority,
                }),
            }
        }
    }
    all.sort_by_key(|it| {
        (
            std::cmp::Reverse(it.priority),
            shares.0[it.fact as usize],
            std::cmp::Reverse(it.worth),
            it.fact as usize,
        )
    });
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::date::parse_date;

    #[test]
    fn the_pregnancy_of_an_old_man_is_not_worth_asking_about_but_stays_unknown() {
        let on = parse_date("2026-11-21").expect("a day");
        let rules = rulebook::shipped().rule_sets(on, None).expect("rules");
        let mut facts = Facts {
            birth_date: PartialDate::parse("1960-05-01").ok(),
            alive: Some(true),
            disability: Some(domain::facts::DisabilityLevel::Severe),
            sex: Some(Sex::Male),
            cares_for: Some(vec![]),
            ..Facts::default()
        };
        let first = |facts: &Facts| {
            let answer = evaluate(&rules, facts);
            let care = answer
                .verdicts
                .iter()
                .find(|it| it.category.id == "CS_NKT_THAI1")
                .expect("the category");
            assert_eq!(care.verdict, Ternary::Unknown);
            let rated = rated(&answer, &Shares::of(facts, on), 1_080_000);
            let pregnant = rated
                .iter()
                .find(|it| it.fact == FactKey::Pregnant)
                .expect("still a question");
            pregnant.priority
        };
        let man = first(&facts);
        facts.sex = Some(Sex::Female);
        facts.birth_date = PartialDate::parse("1995-05-01").ok();
        assert!(man < first(&facts) / 2, "{man}");
    }

    use domain::eligibility::evaluate;
}
