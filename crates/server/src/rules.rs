//! The rules in force, as the server asks them. The law itself is in `rules/` and `rulebook`.

use std::path::Path;
use std::sync::Arc;

use domain::eligibility::Eligibility;
use domain::form::{FormDefinition, Slip, SlipKind};
use domain::procedure::Procedure;
use rulebook::Rulebook;
use time::{Date, Duration};
use wire::deadline::DeadlineAnswer;
use wire::verdict::EligibilityAnswer;

use crate::error::{ApiError, ApiResult, Code};

/// How the due date was counted.
pub type CountView = DeadlineAnswer;

/// The rules, and their bundle for the browser made once.
#[derive(Clone)]
pub struct Law {
    book: Arc<Rulebook>,
    bundle: Arc<str>,
}

/// A rule folder with faults.
#[derive(Debug, thiserror::Error)]
#[error("the rules have {count} faults, the first: {first}")]
pub struct FaultyRules {
    /// How many.
    count: usize,
    /// `file:line: code: detail`.
    first: String,
}

impl Law {
    /// The rules of a folder, or those inside the program.
    pub fn load(folder: Option<&Path>) -> Result<Self, FaultyRules> {
        let book = match folder {
            None => rulebook::shipped().clone(),
            Some(folder) => {
                rulebook::read::read_folder(folder)
                    .map_err(|faults| FaultyRules {
                        count: faults.len(),
                        first: faults.first().map(ToString::to_string).unwrap_or_default(),
                    })?
                    .rulebook
            }
        };
        Ok(Self {
            bundle: book.bundle().to_json().into(),
            book: Arc::new(book),
        })
    }

    /// Hash of the rules.
    pub fn version(&self) -> &str {
        self.book.sha256()
    }

    /// The bundle for the browser.
    pub fn bundle_json(&self) -> String {
        self.bundle.to_string()
    }

    /// The rules themselves.
    pub fn book(&self) -> &Rulebook {
        &self.book
    }

    /// Procedures in force.
    pub fn procedures(&self, day: Date) -> impl Iterator<Item = &Procedure> {
        self.book
            .procedures()
            .iter()
            .filter(move |procedure| procedure.validity.contains(day))
    }

    /// A procedure in force; a code may have several periods.
    pub fn procedure(&self, code: &str, day: Date) -> Option<&Procedure> {
        self.procedures(day).find(|procedure| procedure.code == code)
    }

    /// Name for lists, the code itself when it is unknown.
    pub fn short_name<'a>(&'a self, code: &'a str) -> &'a str {
        self.book
            .procedure(code)
            .map_or(code, |procedure| procedure.short_name.as_str())
    }

    /// A slip's name, number and texts.
    pub fn slip(&self, kind: SlipKind, day: Date) -> Option<&Slip> {
        self.book.slip(kind, day)
    }

    /// A declaration form.
    pub fn form(&self, id: &str, day: Date) -> Option<&FormDefinition> {
        self.book.form_by_id(id, day)
    }

    /// The due date of a complete dossier and its count; `received` is the clock's own start (after a supplement: the day
    /// on which everything was there).
    pub fn count(&self, procedure: &str, received: &str) -> ApiResult<DeadlineAnswer> {
        let at = wire::machine::parse_minute(received).ok_or(Code::InvalidInput)?;
        let answer = self
            .book
            .deadline(procedure, at, &[])
            .map_err(|problem| ApiError::new(Code::UnknownProcedure).field("procedure", problem.code()))?;
        let word = |code: &str| self.book.word(code).map(str::to_owned);
        let confidence = answer.confidence.code();
        Ok(DeadlineAnswer::new(
            procedure,
            &answer.deadline,
            confidence,
            answer.basis,
            &word,
        ))
    }

    /// The first working day after `day`.
    pub fn next_working_day(&self, day: Date) -> Date {
        let calendar = self.book.calendar();
        let days = (1..=30).map(|ahead| day.saturating_add(Duration::days(ahead)));
        days.into_iter().find(|day| calendar.is_working(*day)).unwrap_or(day)
    }

    /// The first working day after `day`, ISO.
    pub fn next_working_day_text(&self, day: Date) -> String {
        domain::date::format_date(self.next_working_day(day))
    }

    /// What the law gives a person today, in this province.
    pub fn eligibility(&self, facts: &domain::facts::Facts, day: Date, province: &str) -> Option<Eligibility> {
        self.book.eligibility(facts, day, Some(province)).ok()
    }

    /// The answer as it is sent.
    pub fn eligibility_answer(
        &self,
        facts: &domain::facts::Facts,
        day: Date,
        province: &str,
    ) -> Option<EligibilityAnswer> {
        self.eligibility(facts, day, province)
            .map(|answer| EligibilityAnswer::new(None, None, &answer, Vec::new()))
    }
}
