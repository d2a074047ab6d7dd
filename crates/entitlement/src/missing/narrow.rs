//! Least privilege: a finding as a role may see it.

use domain::permissions::{Action, Actor, FactGroup, Role, group_of};

use super::{Ask, Confirmer, Finding, FindingKind};

/// The group of a fact of a finding, by the field of the record that holds it.
pub fn fact_group(fact: &str) -> FactGroup {
    match fact {
        "birth_date" | "alive" | "gone" => FactGroup::Basic,
        // Poverty and area stand on the household, payments in `receives`: social facts like everything not named.
        _ => group_of(&format!("facts.{fact}")),
    }
}

/// Whether a question is the actor's to answer. A sensitive one only if they may know the fact.
fn is_theirs(ask: &Ask, actor: &Actor) -> bool {
    let group = fact_group(&ask.fact);
    let asked = |confirmer: &Confirmer| {
        actor.roles.contains(&match confirmer {
            Confirmer::Police => Role::Police,
            Confirmer::Health => Role::Health,
            Confirmer::VillageHead => Role::VillageHead,
            Confirmer::Front => Role::Front,
            Confirmer::Social => Role::Social,
        })
    };
    (!group.is_sensitive() || actor.may(Action::Read(group))) && ask.confirm_by.iter().any(asked)
}

/// Order of visits for those who may not know why: what is sure before what is to be asked. A finer order would tell the
/// amount, and the amount the reason.
fn coarse_priority(kind: FindingKind) -> u64 {
    if kind == FindingKind::CannotTell { 1 } else { 2 }
}

/// The finding as the actor may see it; `None` = not at all.
///
/// Whoever may read every fact it rests on, and what people receive, sees it whole, except questions about facts that
/// they may not know. Others see a person to visit and the questions that are theirs to answer: nothing else, so that
/// neither a disability nor a payment shows. What rests on HIV is shown to nobody else at all, because a visit without a
/// reason would be one.
pub fn narrow_finding(finding: &Finding, actor: &Actor) -> Option<Finding> {
    if !actor.may(Action::Read(FactGroup::Basic)) || actor.is_kept_from_village(&finding.village) {
        return None;
    }
    let may_read = |fact: &String| actor.may(Action::Read(fact_group(fact)));
    let rests_on = |wanted: FactGroup| finding.because.iter().any(|fact| fact_group(fact) == wanted);
    if (rests_on(FactGroup::Hiv) || finding.kind == FindingKind::HealthAllowanceMissing)
        && !actor.may(Action::Read(FactGroup::Hiv))
    {
        return None;
    }
    let whole = actor.may(Action::Read(FactGroup::Social)) && finding.because.iter().all(may_read);
    let kept = |keep: &dyn Fn(&Ask) -> bool| {
        finding
            .ask
            .iter()
            .filter(|ask| keep(ask))
            .cloned()
            .collect::<Vec<Ask>>()
    };
    if whole {
        let ask = kept(&|ask| actor.may(Action::Read(fact_group(&ask.fact))));
        if ask.len() == finding.ask.len() {
            return Some(finding.clone());
        }
        if finding.kind == FindingKind::CannotTell {
            // Without the hidden questions, their categories and sums would still tell what they are about.
            let worth = ask.first()?.worth;
            return Some(Finding {
                categories: Vec::new(),
                basis: Vec::new(),
                confidence: None,
                monthly: ask.iter().map(|it| it.worth).max().unwrap_or(worth),
                priority: finding.priority.min(worth),
                ask,
                ..finding.clone()
            });
        }
        return Some(Finding { ask, ..finding.clone() });
    }
    let ask = kept(&|ask| is_theirs(ask, actor));
    let looks_in = actor
        .roles
        .iter()
        .any(|role| matches!(role, Role::VillageHead | Role::Front));
    if ask.is_empty() && (finding.kind == FindingKind::CannotTell || !looks_in) {
        return None;
    }
    Some(Finding {
        kind: FindingKind::PleaseVisit,
        categories: Vec::new(),
        monthly: 0,
        priority: coarse_priority(finding.kind),
        month: None,
        date: None,
        because: Vec::new(),
        basis: Vec::new(),
        confidence: None,
        ask: ask.into_iter().map(|it| Ask { worth: 0, ..it }).collect(),
        confirm_by: Vec::new(),
        other: None,
        ..finding.clone()
    })
}
