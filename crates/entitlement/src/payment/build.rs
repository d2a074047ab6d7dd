//! Drawing up the list of a month.

use std::collections::{BTreeMap, HashMap, HashSet};

use domain::facts::Facts;
use rulebook::Rulebook;
use uuid::Uuid;
use wire::records::{PersonRecord, Receives};

use super::changes::changes;
use super::history::History;
use super::{
    Approval, NotPaid, PaidRow, PaymentChangeKind, PaymentChangeReason, PaymentItem, PaymentList, PaymentQuestion,
    PaymentRemark, PaymentRow, PaymentTotal, Stops, amount_in_words,
};
use crate::levels::{LawOfMonth, NoLevel, Placed, together};
use crate::{ListProblem, Month, People, Presence, presence};

/// Most months back that arrears are looked for.
const MOST_ARREARS_MONTHS: u8 = 24;

/// The list of a month.
///
/// `earlier` are the lists of the months before (approved ones), `paid` the payer's returns for them. A month whose
/// return has no row at all counts as collected. Months before the first earlier list are never looked at.
///
/// # Errors
/// Too many months, or rules that do not cover them.
pub fn build(
    rules: &Rulebook,
    people: &People<'_>,
    question: &PaymentQuestion,
    earlier: &[PaymentList],
    paid: &[PaidRow],
) -> Result<PaymentList, ListProblem> {
    let settings = &question.settings;
    if settings.arrears_months > MOST_ARREARS_MONTHS {
        return Err(ListProblem::Months);
    }
    let (month, province) = (question.month, question.province.as_deref());
    let law = LawOfMonth::new(rules, month, province)?;
    let history = History::new(rules, question, earlier, paid)?;
    let before = earlier.iter().find(|list| list.month == month.plus(-1));
    let resumed: HashSet<Uuid> = question.resumed.iter().copied().collect();

    let (mut rows, mut not_paid) = (Vec::new(), Vec::new());
    for person in people.persons {
        if !person.receives.iter().flatten().any(|one| starts_by(one, month)) || presence(person) == Presence::Nobody {
            continue;
        }
        let facts = people.facts(person).unwrap_or_default();
        let row = row(&law, person, &facts);
        let stop = match presence(person) {
            Presence::Dead(_) => Some((PaymentChangeReason::Death, presence(person).ends_with(1))),
            Presence::Moved(_) => {
                let months = match settings.move_stops {
                    Stops::SameMonth => 0,
                    Stops::NextMonth => 1,
                };
                Some((PaymentChangeReason::Moved, presence(person).ends_with(months)))
            }
            Presence::Here | Presence::Nobody => None,
        };
        let left = |kind, reason, from_month| NotPaid {
            person: person.id,
            full_name: person.full_name.clone(),
            village: person.village.clone(),
            kind,
            reason,
            from_month,
            monthly: row.monthly,
            owed: Vec::new(),
        };
        if let Some((reason, from)) = stop
            && from.is_none_or(|from| from <= month)
        {
            let mut it = left(PaymentChangeKind::Ended, reason, from.unwrap_or(month));
            it.owed = history.arrears(person, &facts, from, None);
            not_paid.push(it);
            continue;
        }
        match history.suspension(person.id, resumed.contains(&person.id)) {
            Some((kind, from_month)) => {
                not_paid.push(left(kind, PaymentChangeReason::NotCollected, from_month));
            }
            None => {
                let mut row = row;
                row.arrears = history.arrears(person, &facts, None, Some(row.monthly));
                let arrears: i64 = row.arrears.iter().map(|it| it.owed.amount).sum();
                row.total = row.monthly.saturating_add_signed(arrears);
                rows.push(row);
            }
        }
    }
    rows.sort_by(|one, two| {
        let key = |it: &PaymentRow| (it.village.clone(), it.full_name.clone(), it.person);
        key(one).cmp(&key(two))
    });
    not_paid.sort_by_key(|it: &NotPaid| (it.village.clone(), it.full_name.clone(), it.person));
    let registered: HashSet<Uuid> = people.persons.iter().map(|it| it.id).collect();
    let changes = before.map_or_else(Vec::new, |before| {
        changes(before, &rows, &not_paid, |id| registered.contains(&id), &law)
    });
    let totals = totals(&rows);
    let total = totals.first().map_or(0, |it| it.total);
    Ok(PaymentList {
        month,
        approval: Approval::Draft,
        rules_version: rules.version().to_owned(),
        rows,
        not_paid,
        changes,
        totals,
        total_in_words: amount_in_words(total),
        corrections: Vec::new(),
    })
}

/// Whether a recorded payment counts in a month already.
pub(super) fn starts_by(one: &Receives, month: Month) -> bool {
    one.from_month
        .as_deref()
        .and_then(Month::parse)
        .is_none_or(|from| from <= month)
}

fn item(one: &Receives, category: String, monthly: u64, basis: Vec<String>) -> PaymentItem {
    PaymentItem {
        category,
        monthly,
        decision_number: one.decision_number.clone(),
        basis,
    }
}

/// What a person is paid for a month. Where the law of the month does not settle the amount, the recorded one is paid
/// with a remark: only a person lowers or ends a payment.
fn row(law: &LawOfMonth, person: &PersonRecord, facts: &Facts) -> PaymentRow {
    let mut remarks = Vec::new();
    let mut items = Vec::new();
    let mut placed_all: Vec<Placed> = Vec::new();
    let payments: Vec<&Receives> = person
        .receives
        .iter()
        .flatten()
        .filter(|it| starts_by(it, law.month))
        .collect();
    for one in &payments {
        let recorded = u64::try_from(one.monthly).unwrap_or(0);
        if one.decision_number.is_none() {
            remarks.push(PaymentRemark::NoDecisionNumber);
        }
        match law.place(facts, one) {
            Ok(placed) if placed.monthly >= recorded => {
                items.push(item(
                    one,
                    placed.category.id.clone(),
                    placed.monthly,
                    placed.category.basis.clone(),
                ));
                placed_all.push(placed);
            }
            Ok(placed) => {
                remarks.push(PaymentRemark::RecordedAboveLaw);
                items.push(item(
                    one,
                    placed.category.id.clone(),
                    recorded,
                    placed.category.basis.clone(),
                ));
                placed_all.push(Placed {
                    monthly: recorded,
                    ..placed
                });
            }
            Err(why) => {
                remarks.push(match why {
                    NoLevel::AgeNotKnown => PaymentRemark::AgeNotKnown,
                    NoLevel::CountNotKnown => PaymentRemark::CountNotKnown,
                    NoLevel::ConditionNotMet | NoLevel::CategoryEnded => PaymentRemark::ConditionNotMet,
                    NoLevel::UnknownCategory => PaymentRemark::UnknownCategory,
                });
                items.push(item(one, one.category.clone(), recorded, Vec::new()));
            }
        }
    }
    let monthly: u64 = items.iter().map(|it| it.monthly).sum();
    let by_law: u64 = placed_all.iter().map(|it| it.monthly).sum();
    if together(&placed_all.iter().collect::<Vec<_>>()) < by_law {
        remarks.push(PaymentRemark::NotTogether);
    }
    remarks.sort_unstable();
    remarks.dedup();
    PaymentRow {
        person: person.id,
        full_name: person.full_name.clone(),
        village: person.village.clone(),
        items,
        monthly,
        arrears: Vec::new(),
        total: monthly,
        remarks,
    }
}

/// What a person should have been paid for an earlier month: by the law of that month, as [`row`] does.
pub(super) fn due(law: &LawOfMonth, person: &PersonRecord, facts: &Facts) -> u64 {
    row(law, person, facts).monthly
}

fn totals(rows: &[PaymentRow]) -> Vec<PaymentTotal> {
    let mut sums: BTreeMap<Option<&str>, PaymentTotal> = BTreeMap::new();
    sums.insert(None, PaymentTotal::default());
    for row in rows {
        for village in [None, Some(row.village.as_str())] {
            let sum = sums.entry(village).or_insert_with(|| PaymentTotal {
                village: village.map(str::to_owned),
                ..PaymentTotal::default()
            });
            sum.people += 1;
            sum.monthly += row.monthly;
            sum.arrears += row.arrears.iter().map(|it| it.owed.amount).sum::<i64>();
            sum.total += row.total;
        }
    }
    sums.into_values().collect()
}

/// The laws of earlier months, by month.
pub(super) fn laws(
    rules: &Rulebook,
    months: impl Iterator<Item = Month>,
    province: Option<&str>,
) -> Result<HashMap<Month, LawOfMonth>, ListProblem> {
    months
        .map(|month| Ok((month, LawOfMonth::new(rules, month, province)?)))
        .collect()
}
