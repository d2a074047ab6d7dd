//! A list against the one of the month before. The differences add up to the difference of the sums.

use std::collections::HashMap;

use uuid::Uuid;

use super::{NotPaid, PaymentChange, PaymentChangeKind, PaymentChangeReason, PaymentList, PaymentRow};
use crate::levels::LawOfMonth;

/// Differences from the list before, by kind, village and name; each person at most once.
pub(super) fn changes(
    before: &PaymentList,
    rows: &[PaymentRow],
    not_paid: &[NotPaid],
    registered: impl Fn(Uuid) -> bool,
    law: &LawOfMonth,
) -> Vec<PaymentChange> {
    let old: HashMap<Uuid, &PaymentRow> = before.rows.iter().map(|row| (row.person, row)).collect();
    let suspended = |person: Uuid| {
        let kinds = before.not_paid.iter().filter(|it| it.person == person);
        kinds.map(|it| it.kind).any(|kind| kind == PaymentChangeKind::Suspended)
    };
    let mut changes = Vec::new();
    for row in rows {
        let was = old.get(&row.person);
        let before = was.map_or(0, |it| it.monthly);
        let (kind, reason) = match was {
            None if suspended(row.person) => (PaymentChangeKind::Resumed, PaymentChangeReason::CameBack),
            None => (PaymentChangeKind::New, PaymentChangeReason::NewDecision),
            Some(was) if row.monthly > was.monthly => (PaymentChangeKind::Increase, why(was, row, law)),
            Some(was) if row.monthly < was.monthly => (PaymentChangeKind::Decrease, why(was, row, law)),
            Some(_) => continue,
        };
        changes.push(PaymentChange {
            person: row.person,
            full_name: row.full_name.clone(),
            village: row.village.clone(),
            kind,
            reason,
            before,
            after: row.monthly,
        });
    }
    let now: HashMap<Uuid, &PaymentRow> = rows.iter().map(|row| (row.person, row)).collect();
    let gone: HashMap<Uuid, &NotPaid> = not_paid.iter().map(|it| (it.person, it)).collect();
    for row in before.rows.iter().filter(|row| !now.contains_key(&row.person)) {
        let (kind, reason) = match gone.get(&row.person) {
            Some(it) => (it.kind, it.reason),
            None if registered(row.person) => (PaymentChangeKind::Ended, PaymentChangeReason::RecordEnded),
            None => (PaymentChangeKind::Ended, PaymentChangeReason::NotRegistered),
        };
        changes.push(PaymentChange {
            person: row.person,
            full_name: row.full_name.clone(),
            village: row.village.clone(),
            kind,
            reason,
            before: row.monthly,
            after: 0,
        });
    }
    changes.sort_by(|one, two| {
        let key = |it: &PaymentChange| (it.kind, it.village.clone(), it.full_name.clone(), it.person);
        key(one).cmp(&key(two))
    });
    changes
}

fn why(was: &PaymentRow, row: &PaymentRow, law: &LawOfMonth) -> PaymentChangeReason {
    let ids = |row: &PaymentRow| row.items.iter().map(|it| it.category.clone()).collect::<Vec<_>>();
    let (old, new) = (ids(was), ids(row));
    if old == new {
        let by_rate = was
            .items
            .iter()
            .zip(&row.items)
            .any(|(was, item)| law.is_of_other_rate(item, was.monthly));
        return if by_rate {
            PaymentChangeReason::NewRate
        } else {
            PaymentChangeReason::RecordChanged
        };
    }
    let is_age = old.len() == new.len() && old.iter().zip(&new).all(|(one, two)| law.are_family(one, two));
    if is_age {
        PaymentChangeReason::Age
    } else {
        PaymentChangeReason::OtherCategory
    }
}
