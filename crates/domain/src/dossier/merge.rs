//! A step whose author had not seen the latest state.

use super::decide::{RefusalCode, decide};
use super::steps::{Situation, Status, Step, StepKind};
use crate::permissions::Actor;

/// What becomes of a late step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Merged {
    /// It still fits: take it.
    Take,
    /// It happened in front of a citizen and does not fit any more: keep the present status, add the flag, show it.
    TakeFlagged(&'static str),
    /// Somebody else took a step that excludes it: a person decides.
    Conflict,
    /// It was never possible for this person.
    Refused(RefusalCode),
}

/// Judges a step that was taken before the author knew of `others`, the steps that other accounts took meanwhile.
pub fn merge(situation: Option<&Situation>, step: &Step, actor: &Actor, others: &[StepKind]) -> Merged {
    match decide(situation, step, actor) {
        Ok(()) => Merged::Take,
        Err(refusal) if refusal.code == RefusalCode::NotPermitted => Merged::Refused(refusal.code),
        Err(refusal) if others.is_empty() => Merged::Refused(refusal.code),
        Err(_) if step.kind().is_field_fact() => Merged::TakeFlagged(flag_for(situation, step.kind())),
        Err(_) => Merged::Conflict,
    }
}

fn flag_for(situation: Option<&Situation>, kind: StepKind) -> &'static str {
    match (kind, situation.map(|now| now.status)) {
        (StepKind::HandOver, Some(Status::HandedOver)) => "handed_over_twice",
        (StepKind::HandOver, _) => "handed_over_early",
        (StepKind::Receive | StepKind::Guide, _) => "received_twice",
        _ => "step_out_of_order",
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Office, evolve};
    use super::*;
    use crate::permissions::Role;

    fn ready() -> Situation {
        let mut now = evolve(None, &Step::Receive { missing_papers: 0 });
        now = evolve(Some(now), &Step::Forward);
        evolve(Some(now), &Step::RecordDecision)
    }

    #[test]
    fn a_second_hand_over_stands_and_is_flagged() {
        let done = evolve(Some(ready()), &Step::HandOver);
        let merged = merge(
            Some(&done),
            &Step::HandOver,
            &Actor::of(Role::Center),
            &[StepKind::HandOver],
        );
        assert_eq!(merged, Merged::TakeFlagged("handed_over_twice"));
    }

    #[test]
    fn two_appraisals_are_for_a_person_to_decide() {
        let mut now = evolve(None, &Step::Receive { missing_papers: 0 });
        now = evolve(Some(now), &Step::Forward);
        let step = Step::Appraise {
            proposal: super::super::Proposal::Decision,
            has_reason: false,
        };
        let after = evolve(Some(now), &step);
        assert_eq!(
            merge(Some(&after), &step, &Actor::of(Role::Social), &[StepKind::Appraise]),
            Merged::Conflict
        );
        assert_eq!(after.holder, Office::Leader);
    }

    #[test]
    fn a_note_always_fits() {
        let merged = merge(
            Some(&ready()),
            &Step::Note,
            &Actor::of(Role::Social),
            &[StepKind::RecordDecision],
        );
        assert_eq!(merged, Merged::Take);
    }
}
