//! The rules of a given day: what others ask.

use crate::build::{Built, build};
use crate::bundle::{Bundle, hash};
use crate::fault::{Fault, Where};
use crate::model::{Model, Source};
use domain::calendar::Calendar;
use domain::date::{format_date, parse_date};
use domain::deadline::{ClockEvent, ClockRules, Deadline, DeadlineProblem, deadline};
use domain::eligibility::{
    Category, Condition, Confidence, Eligibility, FactKey, RateTable, RuleSetProblem, RuleSets, Ternary, evaluate,
};
use domain::facts::Facts;
use domain::form::{FormDefinition, Slip, SlipKind, Survey};
use domain::procedure::{Checklist, ChecklistItem, Demand, Procedure, Submitter};
use time::{Date, PrimitiveDateTime};

/// Why a question has no answer. Stable codes by [`QueryProblem::code`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum QueryProblem {
    /// No procedure has this code.
    #[error("unknown_procedure {0}")]
    UnknownProcedure(String),
    /// The procedure does not exist on that day.
    #[error("procedure_not_in_force {0}")]
    NotInForce(String),
    /// No rules are known for that day.
    #[error("{0}")]
    Rules(#[from] RuleSetProblem),
    /// The events do not fit together.
    #[error("{0}")]
    Clock(#[from] DeadlineProblem),
}

impl QueryProblem {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::UnknownProcedure(_) => "unknown_procedure",
            Self::NotInForce(_) => "procedure_not_in_force",
            Self::Rules(problem) => problem.code(),
            Self::Clock(problem) => problem.code(),
        }
    }
}

/// A due date with the citations and the confidence of its limit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeadlineAnswer {
    /// Code of the procedure.
    pub procedure: String,
    /// The count.
    pub deadline: Deadline,
    /// How sure the limit is.
    pub confidence: Confidence,
    /// Citations.
    pub basis: Vec<String>,
}

/// The day from which procedures follow Decree 335/2026, and before which dossiers keep the old procedure (Art. 33).
const NEW_PROCEDURE: &str = "2026-10-05";

/// Every rule, ready to be asked.
#[derive(Debug, Clone)]
pub struct Rulebook {
    model: Model,
    built: Built,
    sha256: String,
}

impl Rulebook {
    /// Builds from a model; faults have places in the model.
    pub(crate) fn build(model: Model) -> Result<Self, Vec<(Where, &'static str, String)>> {
        let built = build(&model)?;
        let sha256 = hash(&model);
        Ok(Self { model, built, sha256 })
    }

    /// Builds from a model that did not come from files: faults have no line.
    pub fn from_model(model: Model) -> Result<Self, Vec<Fault>> {
        Self::build(model).map_err(|faults| {
            let name = |place: &Where| format!("{}[{}]", place.section, place.index);
            faults
                .into_iter()
                .map(|(place, code, detail)| Fault {
                    file: name(&place),
                    line: 0,
                    code,
                    detail,
                })
                .collect()
        })
    }

    /// Version of the rules.
    pub fn version(&self) -> &str {
        &self.model.version
    }

    /// SHA-256 of the rules, hexadecimal.
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// The rules as a bundle for the browser.
    pub fn bundle(&self) -> Bundle {
        Bundle::new(&self.model)
    }

    /// This rulebook with the readings of one office: confirmed swaps, working hours, verified provincial rates.
    #[must_use]
    pub fn for_office(mut self, confirmed_days: &[Date], clock: Option<ClockRules>, provincial_rates: bool) -> Self {
        self.built.calendar = self.built.calendar.with_confirmed(confirmed_days.iter().copied());
        if let Some(clock) = clock {
            self.built.clock = clock;
        }
        self.built.rates.apply_unverified_provinces = provincial_rates;
        self
    }

    /// The rules of one day, for many people: pass them to [`domain::eligibility::evaluate`].
    ///
    /// `as_of` decides amounts (by its month), conditions (those in force on that day) and ages (counted on that day).
    pub fn rule_sets(&self, as_of: Date, province: Option<&str>) -> Result<RuleSets, QueryProblem> {
        Ok(RuleSets::new(
            as_of,
            province,
            &self.built.categories,
            &self.built.rates,
        )?)
    }

    /// What the law gives one person in the month of `as_of`.
    ///
    /// The day of reception never changes conditions or amounts (Decree 335/2026 Art. 32.3 and 33 change the procedure by
    /// reception and the amount by month); see [`Rulebook::reception_notes`] for what it does change.
    pub fn eligibility(&self, facts: &Facts, as_of: Date, province: Option<&str>) -> Result<Eligibility, QueryProblem> {
        Ok(evaluate(&self.rule_sets(as_of, province)?, facts))
    }

    /// What the day of reception means for a dossier about the month of `as_of`, as stable codes:
    /// `old_procedure_continues` (received before 5 October 2026: steps, papers and limit of the old decrees, Art. 33),
    /// `month_before_reception` (entitlement starts with the month of the decision, Art. 8.2).
    pub fn reception_notes(&self, as_of: Date, received: Date) -> Vec<&'static str> {
        let mut notes = Vec::new();
        let change = parse_date(NEW_PROCEDURE).expect("a constant date");
        if received < change && as_of >= change {
            notes.push("old_procedure_continues");
        }
        if (as_of.year(), as_of.month() as u8) < (received.year(), received.month() as u8) {
            notes.push("month_before_reception");
        }
        notes
    }

    /// Every category of every period.
    pub fn categories(&self) -> &[Category] {
        &self.built.categories
    }

    /// Every rate.
    pub fn rates(&self) -> &RateTable {
        &self.built.rates
    }

    /// The calendar.
    pub fn calendar(&self) -> &Calendar {
        &self.built.calendar
    }

    /// Working hours and readings of the law.
    pub fn clock(&self) -> &ClockRules {
        &self.built.clock
    }

    /// How sure the working hours are.
    pub fn clock_confidence(&self) -> Confidence {
        self.built.clock_provenance.confidence
    }

    /// Every procedure.
    pub fn procedures(&self) -> &[Procedure] {
        &self.built.procedures
    }

    /// A procedure by its code.
    pub fn procedure(&self, code: &str) -> Result<&Procedure, QueryProblem> {
        let found = self.built.procedures.iter().find(|it| it.code == code);
        found.ok_or_else(|| QueryProblem::UnknownProcedure(code.to_owned()))
    }

    fn procedure_on(&self, code: &str, received: Date) -> Result<&Procedure, QueryProblem> {
        let procedure = self.procedure(code)?;
        if !procedure.validity.contains(received) {
            return Err(QueryProblem::NotInForce(format!("{code} {}", format_date(received))));
        }
        Ok(procedure)
    }

    /// When the result of a dossier is due.
    pub fn deadline(
        &self,
        code: &str,
        received: PrimitiveDateTime,
        events: &[ClockEvent],
    ) -> Result<DeadlineAnswer, QueryProblem> {
        let procedure = self.procedure_on(code, received.date())?;
        // The limit is that of the day of reception, also after a supplement: the dossier keeps its procedure (Art. 33).
        let limit = procedure.limit_on(received.date());
        let counted = deadline(
            received,
            limit.and_then(|it| it.limit),
            events,
            &self.built.calendar,
            &self.built.clock,
        )?;
        let mut basis: Vec<String> = limit.map(|it| it.basis.clone()).unwrap_or_default();
        basis.extend(self.built.clock_basis.iter().cloned());
        let confidence = limit.map_or(Confidence::Unverified, |it| it.provenance.confidence);
        Ok(DeadlineAnswer {
            procedure: code.to_owned(),
            deadline: counted,
            confidence,
            basis,
        })
    }

    /// The Vietnamese word for a reason code of a count.
    pub fn word(&self, code: &str) -> Option<&str> {
        self.built.words.get(code).map(String::as_str)
    }

    /// Evaluates a condition of a procedure; categories are judged on the day of reception.
    fn holds(
        &self,
        condition: &Condition,
        verdicts: Option<&Eligibility>,
        world: &domain::eligibility::World,
        scale: &domain::eligibility::AgeScale,
    ) -> Ternary {
        match condition {
            Condition::All(parts) => parts.iter().fold(Ternary::Yes, |answer, part| {
                answer.and(self.holds(part, verdicts, world, scale))
            }),
            Condition::Any(parts) => parts.iter().fold(Ternary::No, |answer, part| {
                answer.or(self.holds(part, verdicts, world, scale))
            }),
            Condition::Not(part) => self.holds(part, verdicts, world, scale).not(),
            Condition::Category(id) => verdicts.map_or(Ternary::Unknown, |it| {
                it.verdicts
                    .iter()
                    .find(|it| it.category.id == *id)
                    .map_or(Ternary::No, |it| it.verdict)
            }),
            Condition::Fact { .. } | Condition::Age(_) => condition.leaf(world, scale),
        }
    }

    fn judge<'a>(
        &'a self,
        received: Date,
        facts: Option<&Facts>,
        submitter: Option<Submitter>,
    ) -> impl Fn(Option<&Condition>) -> Ternary + 'a {
        let unknown = Facts::default();
        let facts = facts.unwrap_or(&unknown);
        let verdicts = self.eligibility(facts, received, None).ok();
        let thresholds: Vec<u16> = self
            .built
            .procedures
            .iter()
            .flat_map(|it| it.requirements.iter().filter_map(|it| it.when.as_ref()))
            .flat_map(|condition| {
                let mut ages = Vec::new();
                condition.leaves(&mut |leaf| {
                    if let Condition::Age(band) = leaf {
                        ages.extend(band.bounds());
                    }
                });
                ages
            })
            .collect();
        let scale = domain::eligibility::AgeScale::new(received, thresholds);
        let mut world = domain::eligibility::World::new(facts, &scale, None);
        world.values[FactKey::Submitter as usize] = submitter.map(|it| it as u8);
        move |condition| condition.map_or(Ternary::Yes, |it| self.holds(it, verdicts.as_ref(), &world, &scale))
    }

    /// The checklist of a dossier received on `received`. Without facts, conditions that need one are `unknown`.
    pub fn checklist(
        &self,
        code: &str,
        received: Date,
        facts: Option<&Facts>,
        submitter: Option<Submitter>,
    ) -> Result<Checklist, QueryProblem> {
        let procedure = self.procedure_on(code, received)?;
        let judge = self.judge(received, facts, submitter);
        let mut items = Vec::new();
        for requirement in procedure.requirements_on(received) {
            let concerned = judge(requirement.when.as_ref());
            if concerned == Ternary::No {
                continue;
            }
            let needed = match requirement.demand {
                Demand::Required => concerned,
                Demand::IfAvailable | Demand::FromDatabase => Ternary::No,
            };
            items.push(ChecklistItem {
                requirement: requirement.clone(),
                needed,
            });
        }
        items.sort_by_key(|it| it.requirement.demand);
        Ok(Checklist {
            procedure: code.to_owned(),
            received,
            items,
        })
    }

    /// The forms that may serve a dossier received on `received`, the surest first; those that surely do not are left out.
    pub fn forms(
        &self,
        code: &str,
        received: Date,
        facts: Option<&Facts>,
    ) -> Result<Vec<&FormDefinition>, QueryProblem> {
        let procedure = self.procedure_on(code, received)?;
        let judge = self.judge(received, facts, None);
        let mut found: Vec<(Ternary, &FormDefinition)> = procedure
            .forms_on(received)
            .map(|it| (judge(it.when.as_ref()), &it.form))
            .filter(|(answer, _)| *answer != Ternary::No)
            .filter_map(|(answer, id)| Some((answer, self.form_by_id(id, received)?)))
            .collect();
        found.sort_by_key(|(answer, _)| std::cmp::Reverse(*answer));
        Ok(found.into_iter().map(|(_, form)| form).collect())
    }

    /// The first of [`Rulebook::forms`].
    pub fn form(&self, code: &str, received: Date) -> Result<Option<&FormDefinition>, QueryProblem> {
        Ok(self.forms(code, received, None)?.into_iter().next())
    }

    /// A form by its id.
    pub fn form_by_id(&self, id: &str, on: Date) -> Option<&FormDefinition> {
        self.built
            .forms
            .iter()
            .find(|it| it.id == id && it.validity.contains(on))
    }

    /// A slip as it is printed on `on`.
    pub fn slip(&self, kind: SlipKind, on: Date) -> Option<&Slip> {
        self.built
            .slips
            .iter()
            .find(|it| it.kind == kind && it.validity.contains(on))
    }

    /// The survey in use on `on`.
    pub fn survey(&self, on: Date) -> Option<&Survey> {
        self.built.surveys.iter().find(|it| it.validity.contains(on))
    }

    /// A source by its id.
    pub fn source(&self, id: &str) -> Option<&Source> {
        self.built.sources.get(id)
    }
}
