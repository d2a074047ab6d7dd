//! The sweep.

use std::collections::BTreeMap;

use domain::date::parse_date;
use domain::eligibility::{CompactFacts, CompiledRules, FactKey, RuleSets, Stacking, amounts, evaluate};
use domain::facts::Facts;
use rulebook::Rulebook;
use wire::records::{PersonRecord, Receives};

use super::back_pay::{back_pay, counts_in, level};
use super::{Change, ChangeKind, ChangeReason, ChangeTotal, Level, Sweep, SweepQuestion};
use crate::levels::{LawOfMonth, NoLevel, Placed, together};
use crate::missing::{Ask, confirmers};
use crate::month::MAX_MONTHS;
use crate::{ListProblem, Month, People, Presence, presence};

/// Both laws.
struct Laws {
    /// The old law, ages of its own last month: what should be on the record.
    old_then: LawOfMonth,
    /// The old law, ages of the month of the question.
    old_now: LawOfMonth,
    new: LawOfMonth,
    owed: Vec<LawOfMonth>,
    applicants: (RuleSets, RuleSets),
    compiled: Option<(CompiledRules, CompiledRules)>,
}

fn date(text: &str) -> Result<time::Date, ListProblem> {
    parse_date(text).map_err(|_| ListProblem::Date(text.to_owned()))
}

/// What a change of law does to everybody on the list.
///
/// # Errors
/// A day that cannot be read, more than [`MAX_MONTHS`] months, or rules that do not cover them.
pub fn sweep(rules: &Rulebook, people: &People<'_>, question: &SweepQuestion) -> Result<Sweep, ListProblem> {
    let (before, after) = (date(&question.before)?, date(&question.after)?);
    let province = question.province.as_deref();
    let months: Vec<Month> = question
        .from_month
        .through(question.paid_through)
        .take(MAX_MONTHS + 1)
        .collect();
    if months.len() > MAX_MONTHS || before >= after {
        return Err(ListProblem::Months);
    }
    let now = Month::of(after);
    let old = rules.rule_sets(before, province)?;
    let applicants = (
        RuleSets {
            applicants: old.applicants.counted_on(after),
            recipients: None,
        },
        RuleSets {
            applicants: rules.rule_sets(after, province)?.applicants,
            recipients: None,
        },
    );
    let compiled = CompiledRules::new(&applicants.0)
        .ok()
        .zip(CompiledRules::new(&applicants.1).ok());
    let laws = Laws {
        old_then: LawOfMonth::of_day(rules, before, Month::of(before), province)?,
        old_now: LawOfMonth::of_day(rules, before, now, province)?,
        new: LawOfMonth::new(rules, now, province)?,
        owed: months
            .iter()
            .map(|month| LawOfMonth::new(rules, *month, province))
            .collect::<Result<_, _>>()?,
        applicants,
        compiled,
    };
    let mut changes = Vec::new();
    let mut unreadable = Vec::new();
    for person in people.persons.iter().filter(|it| presence(it) == Presence::Here) {
        match people.facts(person) {
            None => unreadable.push(person.id),
            Some(facts) if person.receives.iter().flatten().next().is_some() => {
                changes.push(of_recipient(&laws, person, &facts));
            }
            Some(facts) => changes.extend(of_other(&laws, person, &facts)),
        }
    }
    changes.sort_by(|one, two| {
        let key = |it: &Change| (it.kind, it.village.clone(), it.full_name.clone(), it.person);
        key(one).cmp(&key(two))
    });
    let totals = totals(&changes);
    Ok(Sweep {
        question: question.clone(),
        changes,
        totals,
        unreadable,
    })
}

fn change(person: &PersonRecord, kind: ChangeKind) -> Change {
    Change {
        person: person.id,
        full_name: person.full_name.clone(),
        village: person.village.clone(),
        kind,
        old: Level::default(),
        new: Level::default(),
        reasons: Vec::new(),
        basis: Vec::new(),
        confidence: "confirmed".to_owned(),
        back_pay: Vec::new(),
        back_pay_total: 0,
        ask: Vec::new(),
    }
}

fn describe(change: &mut Change, category: &domain::eligibility::Category) {
    for citation in &category.basis {
        if !change.basis.contains(citation) {
            change.basis.push(citation.clone());
        }
    }
    let confidence = category.provenance.confidence.code();
    // Alphabetical order of the codes is the order of sureness.
    if change.confidence.as_str() < confidence {
        change.confidence = confidence.to_owned();
    }
}

fn of_recipient(laws: &Laws, person: &PersonRecord, facts: &Facts) -> Change {
    let payments: Vec<&Receives> = person
        .receives
        .iter()
        .flatten()
        .filter(|it| counts_in(it, laws.new.month))
        .collect();
    let recorded: u64 = payments.iter().map(|one| u64::try_from(one.monthly).unwrap_or(0)).sum();
    let mut it = change(person, ChangeKind::Unchanged);
    it.old = Level {
        categories: payments.iter().map(|one| one.category.clone()).collect(),
        monthly: recorded,
    };
    let new = level(&laws.new, facts, &payments);
    let mut reasons = Vec::new();
    let mut placed = Vec::new();
    let mut is_open = false;
    for (one, new) in payments.iter().zip(&new) {
        match new {
            Ok(new) => {
                describe(&mut it, &new.category);
                explain(laws, facts, one, new, &mut reasons);
                is_open |= new.turned && !new.proven;
                placed.push(new);
            }
            Err(why) => {
                is_open |= *why != NoLevel::ConditionNotMet;
                reasons.push(reason(*why));
            }
        }
    }
    it.new = Level {
        categories: placed.iter().map(|one| one.category.id.clone()).collect(),
        monthly: together(&placed),
    };
    let owed = back_pay(person, facts, &laws.owed);
    is_open |= owed.is_none();
    if reasons.contains(&ChangeReason::ConditionNotMet) {
        // Nobody loses a payment by a list: the contradiction is for a person to look at.
        is_open = true;
    }
    if is_open {
        it.kind = ChangeKind::NeedsReview;
        it.ask = questions(laws, facts, &reasons, recorded);
        if placed.len() < payments.len() {
            it.new = it.old.clone();
        }
    } else {
        it.kind = match it.new.monthly.cmp(&recorded) {
            std::cmp::Ordering::Greater => ChangeKind::Gains,
            std::cmp::Ordering::Less => ChangeKind::Loses,
            std::cmp::Ordering::Equal => ChangeKind::Unchanged,
        };
        it.back_pay = owed.unwrap_or_default();
        it.back_pay_total = it.back_pay.iter().map(|one| one.amount).sum();
        if it.back_pay_total != 0 && it.kind == ChangeKind::Unchanged {
            it.kind = if it.back_pay_total > 0 {
                ChangeKind::Gains
            } else {
                ChangeKind::Loses
            };
        }
    }
    let then = level(&laws.old_then, facts, &payments)
        .into_iter()
        .collect::<Result<Vec<_>, _>>();
    if let Ok(then) = then {
        let by_law = together(&then.iter().collect::<Vec<_>>());
        if recorded == it.new.monthly && by_law != recorded {
            reasons.push(ChangeReason::AlreadyAdjusted);
        } else if recorded != by_law {
            reasons.push(ChangeReason::RecordDiffersFromOldLaw);
        }
    }
    reasons.sort_unstable();
    reasons.dedup();
    it.reasons = reasons;
    it
}

fn reason(why: NoLevel) -> ChangeReason {
    match why {
        NoLevel::AgeNotKnown => ChangeReason::AgeNotKnown,
        NoLevel::CountNotKnown => ChangeReason::CountNotKnown,
        NoLevel::ConditionNotMet => ChangeReason::ConditionNotMet,
        NoLevel::CategoryEnded => ChangeReason::CategoryEnded,
        NoLevel::UnknownCategory => ChangeReason::UnknownCategory,
    }
}

/// Why the new level is another than the old law's at the same age.
fn explain(laws: &Laws, facts: &Facts, recorded: &Receives, new: &Placed, reasons: &mut Vec<ChangeReason>) {
    if new.turned {
        reasons.push(ChangeReason::TurnsToSocialPension);
        return;
    }
    match laws.old_now.place(facts, recorded) {
        Err(NoLevel::ConditionNotMet) => reasons.push(ChangeReason::AboveOldLimit),
        Err(_) => {}
        Ok(old) => {
            if old.category.amount != new.category.amount {
                reasons.push(ChangeReason::NewCoefficient);
            }
            if laws.old_now.of_one(&new.category) != laws.new.of_one(&new.category) {
                reasons.push(ChangeReason::NewRate);
            }
        }
    }
}

fn questions(laws: &Laws, facts: &Facts, reasons: &[ChangeReason], recorded: u64) -> Vec<Ask> {
    let mut facts_to_ask = Vec::new();
    for reason in reasons {
        match reason {
            ChangeReason::AgeNotKnown => facts_to_ask.push(FactKey::BirthDate),
            ChangeReason::CountNotKnown => facts_to_ask.extend([FactKey::ChildrenInCare, FactKey::CaresFor]),
            ChangeReason::TurnsToSocialPension => facts_to_ask.push(FactKey::MonthlyPension),
            ChangeReason::ConditionNotMet => {
                let answer = evaluate(&laws.applicants.1, facts);
                facts_to_ask.extend(answer.ask.into_iter().take(2).map(|it| it.fact));
            }
            ChangeReason::NewRate
            | ChangeReason::NewCoefficient
            | ChangeReason::AboveOldLimit
            | ChangeReason::CategoryEnded
            | ChangeReason::UnknownCategory
            | ChangeReason::RecordDiffersFromOldLaw
            | ChangeReason::AlreadyAdjusted => {}
        }
    }
    facts_to_ask.dedup();
    let ask = facts_to_ask.into_iter().map(|fact| Ask {
        fact: fact.code().to_owned(),
        worth: recorded,
        confirm_by: confirmers(fact),
    });
    ask.collect()
}

/// Somebody who receives nothing, and to whom the new law surely gives what the old one did not give at all.
fn of_other(laws: &Laws, person: &PersonRecord, facts: &Facts) -> Option<Change> {
    if let (Some((old, new)), Some(compact)) = (&laws.compiled, CompactFacts::new(facts))
        && (amounts(new, &compact).best_dong == 0 || amounts(old, &compact).best_dong > 0)
    {
        return None;
    }
    let (old, new) = (evaluate(&laws.applicants.0, facts), evaluate(&laws.applicants.1, facts));
    if new.best.monthly_dong == 0 || old.best.monthly_dong > 0 {
        return None;
    }
    let mut it = change(person, ChangeKind::NewlyEntitled);
    let verdicts = new
        .verdicts
        .iter()
        .filter(|one| new.best.categories.contains(&one.category.id));
    for verdict in verdicts {
        describe(&mut it, &verdict.category);
    }
    it.new = Level {
        categories: new.best.categories,
        monthly: new.best.monthly_dong,
    };
    // The social pension asks age and pension alone, and the pension is compared with the amount.
    let by_amount = |one: &&domain::eligibility::Verdict| one.category.stacking == Stacking::SocialPension;
    let is_pension = new
        .verdicts
        .iter()
        .filter(by_amount)
        .any(|one| it.new.categories.contains(&one.category.id));
    it.reasons = vec![if is_pension {
        ChangeReason::NewRate
    } else {
        ChangeReason::AboveOldLimit
    }];
    Some(it)
}

fn totals(changes: &[Change]) -> Vec<ChangeTotal> {
    let mut sums: BTreeMap<(Option<&str>, ChangeKind), ChangeTotal> = BTreeMap::new();
    for change in changes {
        for village in [None, Some(change.village.as_str())] {
            let sum = sums.entry((village, change.kind)).or_insert_with(|| ChangeTotal {
                village: village.map(str::to_owned),
                kind: change.kind,
                people: 0,
                old_monthly: 0,
                new_monthly: 0,
                back_pay: 0,
            });
            sum.people += 1;
            sum.old_monthly += change.old.monthly;
            sum.new_monthly += change.new.monthly;
            sum.back_pay += change.back_pay_total;
        }
    }
    sums.into_values().collect()
}
