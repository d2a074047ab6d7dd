//! Sums of the satisfaction survey. Fewer than five answers show nothing but their number.

use std::collections::BTreeMap;

use super::period::Period;
use crate::Store;
use crate::db::Query;
use crate::error::Result;

/// From so many answers up, sums are shown.
pub const FEWEST_ANSWERS: i64 = 5;

/// The sums of a round or month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SurveySummary {
    /// Too few answers to show anything without pointing at somebody.
    TooFew {
        /// Answered surveys.
        answers: i64,
    },
    /// Question code → option code → count.
    Shown {
        /// Answered surveys.
        answers: i64,
        /// Counts.
        questions: BTreeMap<String, BTreeMap<String, i64>>,
    },
}

impl Store {
    /// Sums of the surveys of a round or month.
    pub async fn survey_summary(&self, commune: &str, period: &Period) -> Result<SurveySummary> {
        let mut query = Query::new("SELECT count(DISTINCT t.id) FROM survey_answer t WHERE t.commune = ");
        query.value(commune);
        period.condition(&mut query, "t.stop", "t.month");
        let answers = self.db.fetch_one(query).await?.int(0)?;
        if answers < FEWEST_ANSWERS {
            return Ok(SurveySummary::TooFew { answers });
        }
        let mut query = Query::new("SELECT t.question, t.answer, count(*) FROM survey_answer t WHERE t.commune = ");
        query.value(commune);
        period.condition(&mut query, "t.stop", "t.month");
        query.text(" GROUP BY t.question, t.answer");
        let mut questions: BTreeMap<String, BTreeMap<String, i64>> = BTreeMap::new();
        for row in self.db.fetch_all(query).await? {
            questions
                .entry(row.text(0)?)
                .or_default()
                .insert(row.text(1)?, row.int(2)?);
        }
        Ok(SurveySummary::Shown { answers, questions })
    }
}
