//! The list beside what was paid in fact.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::{Mismatch, PaidRow, PaymentList, Reconciliation, ReconciliationRow};

/// Compares a list with the payer's return of its month; rows of other months are left aside. Several rows for one person
/// are added up.
pub fn reconcile(list: &PaymentList, paid: &[PaidRow]) -> Reconciliation {
    let mut both: BTreeMap<Uuid, (Option<u64>, Option<u64>)> = BTreeMap::new();
    for row in &list.rows {
        both.entry(row.person).or_default().0 = Some(row.total);
    }
    for row in paid.iter().filter(|row| row.month == list.month) {
        let sum = &mut both.entry(row.person).or_default().1;
        *sum = Some(sum.unwrap_or(0).saturating_add(row.amount));
    }
    let mut answer = Reconciliation::default();
    for (person, (listed, paid)) in both {
        let mismatch = match (listed, paid) {
            (None, Some(_)) => Some(Mismatch::NotOnList),
            (Some(listed), Some(paid)) if paid > listed => Some(Mismatch::PaidMore),
            (Some(listed), Some(0)) if listed > 0 => Some(Mismatch::NotCollected),
            (Some(listed), Some(paid)) if paid < listed => Some(Mismatch::PaidLess),
            (Some(listed), None) if listed > 0 => Some(Mismatch::NotInReturn),
            (_, _) => None,
        };
        let (listed, paid) = (listed.unwrap_or(0), paid.unwrap_or(0));
        answer.listed += listed;
        answer.paid += paid;
        match mismatch {
            None => answer.agreed += 1,
            Some(mismatch) => answer.rows.push(ReconciliationRow {
                person,
                mismatch,
                listed,
                paid,
            }),
        }
    }
    answer
}
