//! What was listed and paid in earlier months: arrears and suspensions.

use std::collections::HashMap;

use domain::facts::Facts;
use rulebook::Rulebook;
use uuid::Uuid;
use wire::records::PersonRecord;

use super::build::{due, laws, starts_by};
use super::{
    Arrears, ArrearsReason, NotPaid, PaidRow, PaymentChangeKind, PaymentChangeReason, PaymentList, PaymentQuestion,
    PaymentRow,
};
use crate::levels::LawOfMonth;
use crate::sweep::MonthAmount;
use crate::{ListProblem, Month};

/// One earlier list, by person.
struct Earlier<'a> {
    rows: HashMap<Uuid, &'a PaymentRow>,
    not_paid: HashMap<Uuid, &'a NotPaid>,
    corrections: HashMap<Uuid, i64>,
    /// The payer's return; `None` = there is none yet, everything counts as collected.
    paid: Option<HashMap<Uuid, u64>>,
}

impl Earlier<'_> {
    /// What a person got by this list; `None` = was not on it.
    fn got(&self, person: Uuid) -> Option<u64> {
        let row = self.rows.get(&person)?;
        Some(
            self.paid
                .as_ref()
                .map_or(row.total, |paid| paid.get(&person).copied().unwrap_or(0)),
        )
    }

    fn is_uncollected(&self, person: Uuid) -> bool {
        self.rows.get(&person).is_some_and(|row| row.total > 0) && self.got(person) == Some(0)
    }
}

/// Earlier lists with what was paid.
pub(super) struct History<'a> {
    month: Month,
    first: Month,
    suspend_after: i32,
    lists: HashMap<Month, Earlier<'a>>,
    laws: HashMap<Month, LawOfMonth>,
}

impl<'a> History<'a> {
    pub fn new(
        rules: &Rulebook,
        question: &PaymentQuestion,
        earlier: &'a [PaymentList],
        paid: &[PaidRow],
    ) -> Result<Self, ListProblem> {
        let month = question.month;
        let mut returns: HashMap<Month, HashMap<Uuid, u64>> = HashMap::new();
        for row in paid {
            let sum = returns.entry(row.month).or_default().entry(row.person).or_default();
            *sum = sum.saturating_add(row.amount);
        }
        let lists: HashMap<Month, Earlier<'a>> = earlier
            .iter()
            .filter(|list| list.month < month)
            .map(|list| {
                let mut corrections = HashMap::new();
                for it in &list.corrections {
                    *corrections.entry(it.person).or_insert(0) += it.amount;
                }
                let earlier = Earlier {
                    rows: list.rows.iter().map(|row| (row.person, row)).collect(),
                    not_paid: list.not_paid.iter().map(|it| (it.person, it)).collect(),
                    corrections,
                    paid: returns.remove(&list.month),
                };
                (list.month, earlier)
            })
            .collect();
        let oldest = month.plus(-i32::from(question.settings.arrears_months));
        let first = lists.keys().min().map_or(month, |first| oldest.max(*first));
        let laws = laws(rules, first.through(month.plus(-1)), question.province.as_deref())?;
        Ok(Self {
            month,
            first,
            suspend_after: i32::from(question.settings.suspend_after_months),
            lists,
            laws,
        })
    }

    /// Whether a person is suspended, and since which month; `ended` when as many months again have passed (Decree
    /// 335/2026 Art. 9.1 and 9.2).
    pub fn suspension(&self, person: Uuid, is_resumed: bool) -> Option<(PaymentChangeKind, Month)> {
        if is_resumed {
            return None;
        }
        let before = self.lists.get(&self.month.plus(-1));
        let was = before.and_then(|list| list.not_paid.get(&person));
        if let Some(was) = was.filter(|it| it.reason == PaymentChangeReason::NotCollected) {
            let is_over = self.month.since(was.from_month) >= self.suspend_after;
            let kind = if is_over {
                PaymentChangeKind::Ended
            } else {
                PaymentChangeKind::Suspended
            };
            return Some((kind, was.from_month));
        }
        let uncollected = |back: &i32| {
            let list = self.lists.get(&self.month.plus(-back));
            list.is_some_and(|list| list.is_uncollected(person))
        };
        let streak = (1..=self.suspend_after).take_while(uncollected).count();
        let is_suspended = self.suspend_after > 0 && i32::try_from(streak).ok()? == self.suspend_after;
        is_suspended.then_some((PaymentChangeKind::Suspended, self.month))
    }

    /// What is owed (below zero: was paid too much) for earlier months. `ended` = first month that is not due any more.
    /// With `payable`, no more is taken back than this month pays; the rest stays for later lists.
    pub fn arrears(
        &self,
        person: &PersonRecord,
        facts: &Facts,
        ended: Option<Month>,
        payable: Option<u64>,
    ) -> Vec<Arrears> {
        let settled = self.settled(person.id);
        let mut owed = Vec::new();
        for month in self.first.through(self.month.plus(-1)) {
            let list = self.lists.get(&month);
            let settled = |by_correction| settled.get(&(month, by_correction)).copied().unwrap_or(0);
            let correction = list.and_then(|list| list.corrections.get(&person.id));
            let corrected = correction.copied().unwrap_or(0) - settled(true);
            if let Some((due, reason)) = self.due(month, person, facts, ended) {
                owed.push((month, due - settled(false), reason));
            }
            // Also where the list itself does not pay: that is what corrections are for.
            owed.push((month, corrected, ArrearsReason::Correction));
        }
        owed.retain(|(_, amount, _)| *amount != 0);
        let plus: i64 = owed.iter().map(|(_, amount, _)| (*amount).max(0)).sum();
        let mut takes = payable.map(|dong| i64::try_from(dong).unwrap_or(i64::MAX).saturating_add(plus));
        let mut lines = Vec::new();
        for (month, mut amount, reason) in owed {
            if let (true, Some(left)) = (amount < 0, &mut takes) {
                amount = amount.max(-*left);
                *left += amount;
            }
            if amount != 0 {
                let owed = MonthAmount { month, amount };
                lines.push(Arrears { owed, reason });
            }
        }
        lines
    }

    /// What is due for an earlier month, and why it may not have been paid; `None` = the month is not looked at.
    fn due(
        &self,
        month: Month,
        person: &PersonRecord,
        facts: &Facts,
        ended: Option<Month>,
    ) -> Option<(i64, ArrearsReason)> {
        let list = self.lists.get(&month);
        let row = list.and_then(|list| list.rows.get(&person.id));
        // The text says nothing about months of a suspension: whoever comes back is paid from then on, and a person adds
        // what is due for them as a correction.
        if list.is_some_and(|list| list.not_paid.contains_key(&person.id)) {
            return None;
        }
        let mut payments = person.receives.iter().flatten();
        if row.is_none() && !payments.any(|one| one.from_month.is_some() && starts_by(one, month)) {
            return None;
        }
        let law = self.laws.get(&month)?;
        let is_due = ended.is_none_or(|ended| month < ended);
        let due = if is_due { due(law, person, facts) } else { 0 };
        let reason = match row {
            None => ArrearsReason::LateDecision,
            Some(_) if list.is_some_and(|list| list.is_uncollected(person.id)) => ArrearsReason::NotCollected,
            Some(_) => ArrearsReason::AmountChanged,
        };
        Some((i64::try_from(due).unwrap_or(i64::MAX), reason))
    }

    /// Đồng that a person got for each month (`true` = by corrections), over all earlier lists. Of a part payment the month
    /// of the list itself comes first.
    fn settled(&self, person: Uuid) -> HashMap<(Month, bool), i64> {
        let mut settled: HashMap<(Month, bool), i64> = HashMap::new();
        for (month, list) in &self.lists {
            let (Some(row), Some(got)) = (list.rows.get(&person), list.got(person)) else {
                continue;
            };
            if got == 0 && row.total > 0 {
                continue;
            }
            // What was paid beyond or below the list is first added to or missing from the month itself.
            let got = i64::try_from(got).unwrap_or(i64::MAX);
            let total = i64::try_from(row.total).unwrap_or(i64::MAX);
            let monthly = i64::try_from(row.monthly).unwrap_or(i64::MAX);
            *settled.entry((*month, false)).or_default() += monthly + (got - total);
            for line in &row.arrears {
                let by_correction = line.reason == ArrearsReason::Correction;
                *settled.entry((line.owed.month, by_correction)).or_default() += line.owed.amount;
            }
        }
        settled
    }
}
