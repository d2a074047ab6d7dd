//! Answers in the form in which they are sent and shown: the same for the server and the browser.

use domain::date::parse_date;
use domain::deadline::ClockEvent;
use time::{Date, PrimitiveDateTime};
use wire::deadline::DeadlineAnswer;
use wire::facts_of::facts_of;
use wire::household::{HouseholdQuestion, MemberAnswer};
use wire::verdict::EligibilityAnswer;

use crate::rulebook::{QueryProblem, Rulebook};

/// Why a question about a household cannot be answered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HouseholdProblem {
    /// A day cannot be read.
    #[error("unreadable date")]
    Date,
    /// A fact of a member cannot be read.
    #[error("unreadable fact")]
    Fact,
    /// The rules cannot answer.
    #[error(transparent)]
    Rules(#[from] QueryProblem),
}

impl HouseholdProblem {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            HouseholdProblem::Date => "unreadable_date",
            HouseholdProblem::Fact => "unreadable_fact",
            HouseholdProblem::Rules(problem) => problem.code(),
        }
    }
}

impl Rulebook {
    /// What the law gives each member of a household.
    ///
    /// # Errors
    /// A day or a fact that cannot be read, or rules that do not cover the day.
    pub fn household(&self, question: &HouseholdQuestion) -> Result<Vec<MemberAnswer>, HouseholdProblem> {
        let as_of = parse_date(&question.as_of).map_err(|_| HouseholdProblem::Date)?;
        let received = match &question.received {
            Some(text) => parse_date(text).map_err(|_| HouseholdProblem::Date)?,
            None => as_of,
        };
        let rules = self.rule_sets(as_of, question.province.as_deref())?;
        let notes: Vec<String> = self
            .reception_notes(as_of, received)
            .into_iter()
            .map(str::to_owned)
            .collect();
        let answer = |member| {
            let facts = facts_of(member, question.household.as_ref(), &question.members);
            let facts = facts.map_err(|_| HouseholdProblem::Fact)?.to_domain();
            let verdicts = domain::eligibility::evaluate(&rules, &facts);
            let answer = EligibilityAnswer::new(None, Some(received), &verdicts, notes.clone());
            Ok(MemberAnswer::new(member, answer, |category| {
                self.procedure_for(category, received)
            }))
        };
        question.members.iter().map(answer).collect()
    }

    /// The procedure by which one applies for a category on a day.
    pub fn procedure_for(&self, category: &str, received: Date) -> Option<String> {
        let serves = |it: &&domain::procedure::Procedure| {
            it.validity.contains(received) && it.categories.iter().any(|one| one == category)
        };
        self.procedures().iter().find(serves).map(|it| it.code.clone())
    }

    /// A due date with its count, in words.
    ///
    /// # Errors
    /// Unknown procedure, not in force, events out of order.
    pub fn deadline_answer(
        &self,
        procedure: &str,
        received: PrimitiveDateTime,
        events: &[ClockEvent],
    ) -> Result<DeadlineAnswer, QueryProblem> {
        let answer = self.deadline(procedure, received, events)?;
        let word = |code: &str| self.word(code).map(str::to_owned);
        Ok(DeadlineAnswer::new(
            procedure,
            &answer.deadline,
            answer.confidence.code(),
            answer.basis,
            &word,
        ))
    }
}
