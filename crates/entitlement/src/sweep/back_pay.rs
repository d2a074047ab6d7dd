//! What is owed month by month.

use domain::facts::Facts;
use wire::records::{PersonRecord, Receives};

use super::MonthAmount;
use crate::Month;
use crate::levels::{LawOfMonth, NoLevel, Placed, together};

/// Whether a recorded payment counts in a month already.
pub(super) fn counts_in(one: &Receives, month: Month) -> bool {
    one.from_month
        .as_deref()
        .and_then(Month::parse)
        .is_none_or(|from| from <= month)
}

/// The payments of a person that count in a month, at their levels.
pub(super) fn level(law: &LawOfMonth, facts: &Facts, payments: &[&Receives]) -> Vec<Result<Placed, NoLevel>> {
    payments.iter().map(|one| law.place(facts, one)).collect()
}

/// Owed minus paid for each month; `None` = one of the months cannot be told.
pub(super) fn back_pay(person: &PersonRecord, facts: &Facts, laws: &[LawOfMonth]) -> Option<Vec<MonthAmount>> {
    let mut months = Vec::new();
    for law in laws {
        let counts = |it: &&Receives| counts_in(it, law.month);
        let payments: Vec<&Receives> = person.receives.iter().flatten().filter(counts).collect();
        let placed = level(law, facts, &payments)
            .into_iter()
            .collect::<Result<Vec<_>, _>>()
            .ok()?;
        let owed = i64::try_from(together(&placed.iter().collect::<Vec<_>>())).ok()?;
        let paid: i64 = payments.iter().map(|one| one.monthly).sum();
        if owed != paid {
            months.push(MonthAmount {
                month: law.month,
                amount: owed - paid,
            });
        }
    }
    Some(months)
}
