//! The hard rules across categories: what one person may receive at the same time.
//!
//! 1. Of several monthly allowances only the highest (Decree 335/2026 Art. 6.2; the same in Decree 20/2021 Art. 6.2).
//! 2. Except that a poor single parent (clause 4) who also falls under clause 5, 6 or 8 receives both.
//! 3. Social pension or monthly allowances, whichever is higher (Decree 176/2025 Art. 3.1 as amended); at equal amounts the
//!    allowance, because it carries the further rights of Art. 10 and 11.
//! 4. Care support comes on top (Art. 17.2b): of point 17.2a only the highest, and one amount for each person looked after.

use super::category::Stacking;

/// What is received together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Combination {
    /// Category ids, allowances first.
    pub categories: Vec<String>,
    /// Sum in đồng per month.
    pub monthly_dong: u64,
}

/// A category that is (or may be) given, with its amount in đồng per month.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate<'a> {
    pub id: &'a str,
    pub stacking: Stacking,
    pub dong: u64,
}

/// The first candidate with the highest amount.
fn highest<'a>(candidates: impl Iterator<Item = Candidate<'a>>) -> Option<Candidate<'a>> {
    candidates.fold(None, |best: Option<Candidate<'a>>, it| match best {
        Some(best) if best.dong >= it.dong => Some(best),
        Some(_) | None => Some(it),
    })
}

/// Applies rules 1 to 4. `candidates` are the categories of the person; `dependents` has, for each person looked after,
/// the care support for that person.
pub(super) fn combine<'a>(candidates: &[Candidate<'a>], dependents: &[Candidate<'a>]) -> Combination {
    let of = |wanted: &'static [Stacking]| {
        candidates
            .iter()
            .copied()
            .filter(move |it| wanted.contains(&it.stacking))
    };
    let mut taken: Vec<Candidate<'a>> = Vec::new();

    let single = highest(of(&[
        Stacking::Allowance,
        Stacking::AllowanceBesideSingleParent,
        Stacking::SingleParent,
    ]));
    let parent = highest(of(&[Stacking::SingleParent]));
    let beside = highest(of(&[Stacking::AllowanceBesideSingleParent]));
    match (parent, beside) {
        (Some(parent), Some(beside)) if parent.dong + beside.dong > single.map_or(0, |it| it.dong) => {
            taken.extend([parent, beside]);
        }
        _ => taken.extend(single),
    }
    let allowances: u64 = taken.iter().map(|it| it.dong).sum();
    if let Some(pension) = highest(of(&[Stacking::SocialPension]))
        && pension.dong > allowances
    {
        taken = vec![pension];
    }
    taken.extend(highest(of(&[Stacking::CarePointA])));

    let mut monthly_dong: u64 = taken.iter().map(|it| it.dong).sum();
    let mut categories: Vec<String> = taken.iter().map(|it| it.id.to_owned()).collect();
    for dependent in dependents {
        monthly_dong += dependent.dong;
        if !categories.iter().any(|id| id == dependent.id) {
            categories.push(dependent.id.to_owned());
        }
    }
    Combination {
        categories,
        monthly_dong,
    }
}

/// The most that the law allows of payments received at the same time, in đồng per month: rules 1 to 4 applied to what
/// somebody receives in fact.
pub fn allowed_together(payments: &[(Stacking, u64)]) -> u64 {
    let of = |each: bool| {
        payments
            .iter()
            .filter(move |(stacking, _)| (*stacking == Stacking::CareEach) == each)
            .map(|(stacking, dong)| Candidate {
                id: "",
                stacking: *stacking,
                dong: *dong,
            })
    };
    let candidates: Vec<Candidate<'_>> = of(false).collect();
    let dependents: Vec<Candidate<'_>> = of(true).collect();
    combine(&candidates, &dependents).monthly_dong
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(candidates: &[(&str, Stacking, u64)], dependents: &[(&str, u64)], expected: &str) {
        let candidates: Vec<_> = candidates
            .iter()
            .map(|(id, stacking, dong)| Candidate {
                id,
                stacking: *stacking,
                dong: *dong,
            })
            .collect();
        let dependents: Vec<_> = dependents
            .iter()
            .map(|(id, dong)| Candidate {
                id,
                stacking: Stacking::CareEach,
                dong: *dong,
            })
            .collect();
        let got = combine(&candidates, &dependents);
        assert_eq!(format!("{} {}", got.categories.join("+"), got.monthly_dong), expected);
    }

    #[test]
    fn rules_across_categories() {
        use Stacking::{Allowance, AllowanceBesideSingleParent as Beside, CarePointA, SingleParent, SocialPension};
        check(&[], &[], " 0");
        check(&[("DT6", Beside, 810), ("DT1", Allowance, 1350)], &[], "DT1 1350");
        check(&[("DT4", SingleParent, 540), ("DT6", Beside, 810)], &[], "DT4+DT6 1350");
        check(&[("DT4", SingleParent, 540), ("DT2", Allowance, 810)], &[], "DT2 810");
        check(
            &[
                ("DT4", SingleParent, 540),
                ("DT6", Beside, 810),
                ("DT2", Allowance, 1500),
            ],
            &[],
            "DT2 1500",
        );
        check(&[("DT6", Beside, 1080), ("HT", SocialPension, 540)], &[], "DT6 1080");
        check(
            &[("DT4", SingleParent, 540), ("HT", SocialPension, 540)],
            &[],
            "DT4 540",
        );
        check(&[("DT4", SingleParent, 540), ("HT", SocialPension, 650)], &[], "HT 650");
        check(&[("HT", SocialPension, 540)], &[("CS", 540), ("CS", 540)], "HT+CS 1620");
        check(&[("A1", CarePointA, 810), ("A2", CarePointA, 1080)], &[], "A2 1080");
        assert_eq!(
            allowed_together(&[(Beside, 810), (SocialPension, 540), (Stacking::CareEach, 540)]),
            1350
        );
        check(
            &[("DT6", Beside, 810), ("A1", CarePointA, 810)],
            &[("CS", 540)],
            "DT6+A1+CS 2160",
        );
    }
}
