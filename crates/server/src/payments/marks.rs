//! What to look at before a list is approved, in numbers: each opens its rows.

use std::collections::BTreeMap;

use entitlement::payment::{PaymentChangeKind, PaymentList, PaymentRemark};
use serde::{Deserialize, Serialize};

/// The numbers of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Marks {
    /// Differences from the month before, by kind.
    pub changes: Vec<ChangeSum>,
    /// Who is not paid, by kind (`suspended`, `ended`).
    pub not_paid: Vec<NotPaidSum>,
    /// Rows to look at, by remark.
    pub remarks: Vec<RemarkSum>,
    /// Rows with arrears.
    pub with_arrears: u32,
}

/// Differences of one kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ChangeSum {
    /// What happened.
    pub kind: PaymentChangeKind,
    /// How many people.
    pub people: u32,
    /// Đồng a month before.
    pub before: u64,
    /// Đồng a month after.
    pub after: u64,
}

/// People who are not paid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct NotPaidSum {
    /// `suspended` or `ended`.
    pub kind: PaymentChangeKind,
    /// How many people.
    pub people: u32,
    /// Đồng a month that are not paid.
    pub monthly: u64,
}

/// Rows with one remark.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct RemarkSum {
    /// The remark.
    pub remark: PaymentRemark,
    /// How many people.
    pub people: u32,
}

impl Marks {
    /// Counts them.
    pub fn of(list: &PaymentList) -> Marks {
        let mut changes: BTreeMap<PaymentChangeKind, ChangeSum> = BTreeMap::new();
        for it in &list.changes {
            let sum = changes.entry(it.kind).or_insert(ChangeSum {
                kind: it.kind,
                people: 0,
                before: 0,
                after: 0,
            });
            sum.people += 1;
            sum.before += it.before;
            sum.after += it.after;
        }
        let mut not_paid: BTreeMap<PaymentChangeKind, NotPaidSum> = BTreeMap::new();
        for it in &list.not_paid {
            let sum = not_paid.entry(it.kind).or_insert(NotPaidSum {
                kind: it.kind,
                people: 0,
                monthly: 0,
            });
            sum.people += 1;
            sum.monthly += it.monthly;
        }
        let mut remarks: BTreeMap<PaymentRemark, u32> = BTreeMap::new();
        for remark in list.rows.iter().flat_map(|row| &row.remarks) {
            *remarks.entry(*remark).or_default() += 1;
        }
        let with_arrears = list.rows.iter().filter(|row| !row.arrears.is_empty()).count();
        Marks {
            changes: changes.into_values().collect(),
            not_paid: not_paid.into_values().collect(),
            remarks: remarks
                .into_iter()
                .map(|(remark, people)| RemarkSum { remark, people })
                .collect(),
            with_arrears: u32::try_from(with_arrears).unwrap_or(u32::MAX),
        }
    }
}
