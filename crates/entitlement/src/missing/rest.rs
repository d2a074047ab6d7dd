//! What a category is about, read off its condition: the facts it rests on and the kind of finding. Categories that a
//! province adds are data like all others, so nothing here knows an id.

use domain::eligibility::{Category, Condition, FactKey, Stacking};

use super::{Confirmer, FindingKind};

/// The facts that a category asks to be so, without those that must *not* be so; `alive` goes without saying.
pub fn rests_on(category: &Category) -> Vec<FactKey> {
    fn collect(condition: &Condition, into: &mut Vec<FactKey>) {
        let fact = match condition {
            Condition::All(parts) | Condition::Any(parts) => return parts.iter().for_each(|part| collect(part, into)),
            Condition::Not(_) | Condition::Category(_) => return,
            Condition::Fact { fact, .. } => *fact,
            Condition::Age(_) => FactKey::BirthDate,
        };
        if fact != FactKey::Alive && !into.contains(&fact) {
            into.push(fact);
        }
    }
    let mut facts = Vec::new();
    collect(&category.condition, &mut facts);
    match category.per {
        domain::eligibility::Per::Person => {}
        domain::eligibility::Per::ChildInCare(_) => facts.push(FactKey::ChildrenInCare),
        domain::eligibility::Per::CaredFor(_) => facts.push(FactKey::CaresFor),
    }
    facts
}

/// The kind of finding when such a category is not received.
pub(super) fn kind_of(category: &Category) -> FindingKind {
    match category.stacking {
        Stacking::SocialPension => return FindingKind::SocialPensionMissing,
        Stacking::SingleParent => return FindingKind::SingleParentWithoutAllowance,
        Stacking::CarePointA => return FindingKind::DisabledParentNotSupported,
        Stacking::CareEach => return FindingKind::CarerNotSupported,
        Stacking::Allowance | Stacking::AllowanceBesideSingleParent => {}
    }
    let facts = rests_on(category);
    let by_fact = [
        (FactKey::Hiv, FindingKind::HealthAllowanceMissing),
        (FactKey::Disability, FindingKind::DisabilityWithoutAllowance),
        (FactKey::OrphanCase, FindingKind::ChildWithoutSupport),
        (FactKey::WasOrphanCaseAt16, FindingKind::StudentWithoutSupport),
        (FactKey::ObligatedSupporter, FindingKind::ElderlyWithoutSupport),
        (FactKey::DifficultArea, FindingKind::SmallChildInDifficultArea),
    ];
    let found = by_fact.iter().find(|(fact, _)| facts.contains(fact));
    found.map_or(FindingKind::EntitledWithoutPayment, |(_, kind)| *kind)
}

/// Who can confirm a fact on the spot.
pub fn confirmers(fact: FactKey) -> Vec<Confirmer> {
    match fact {
        FactKey::BirthDate | FactKey::Alive => vec![Confirmer::Police],
        FactKey::Disability | FactKey::Hiv | FactKey::Pregnant | FactKey::ChildrenUnder36Months => {
            vec![Confirmer::Health]
        }
        FactKey::OrphanCase
        | FactKey::WasOrphanCaseAt16
        | FactKey::InContinuousEducation
        | FactKey::SingleParent
        | FactKey::ChildrenInCare
        | FactKey::ObligatedSupporter
        | FactKey::TakenIn
        | FactKey::CaresFor => vec![Confirmer::VillageHead, Confirmer::Front],
        FactKey::Poverty
        | FactKey::DifficultArea
        | FactKey::MonthlyPension
        | FactKey::HasSalaryOrPension
        | FactKey::SpouseReceivesCareSupport
        | FactKey::CurrentlyReceives
        | FactKey::Submitter => vec![Confirmer::Social],
    }
}
