//! The numbers of F22 for a round or a month. Each says which list shows the same.

use super::dossiers::{DossierList, DossierQuery};
use super::people::PeopleQuery;
use super::period::Period;
use crate::Store;
use crate::db::Query;
use crate::error::Result;

/// The list behind a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NumberList {
    /// [`Store::dossiers`] with this list and the report's period.
    Dossiers(DossierList),
    /// [`Store::people`] with `newly_found` set to the report's period.
    NewlyFound,
    /// [`Store::attendances`] of the period; the number sums their people.
    Attendances,
    /// [`Store::difficulties`] of the period and this kind.
    Difficulties(&'static str),
    /// Surveys have no list.
    None,
}

/// One number of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportNumber {
    /// Stable code.
    pub code: &'static str,
    /// Value.
    pub value: i64,
    /// The list behind it.
    pub list: NumberList,
}

/// Codes and lists, in the order of the report.
const NUMBERS: [(&str, NumberList); 13] = [
    ("people_served", NumberList::Attendances),
    ("dossiers_received", NumberList::Dossiers(DossierList::Received)),
    ("dossiers_guided", NumberList::Dossiers(DossierList::Guided)),
    ("dossiers_supplemented", NumberList::Dossiers(DossierList::Supplemented)),
    ("dossiers_finished", NumberList::Dossiers(DossierList::Finished)),
    ("dossiers_on_time", NumberList::Dossiers(DossierList::OnTime)),
    ("dossiers_late", NumberList::Dossiers(DossierList::Late)),
    ("dossiers_overdue", NumberList::Dossiers(DossierList::Overdue)),
    ("results_handed_over", NumberList::Dossiers(DossierList::HandedOver)),
    ("newly_found", NumberList::NewlyFound),
    ("surveys", NumberList::None),
    ("difficulties", NumberList::Difficulties("difficulty")),
    ("proposals", NumberList::Difficulties("proposal")),
];

impl Store {
    /// The numbers of a round or month; `today` (ISO date) decides what is overdue.
    pub async fn report_numbers(&self, commune: &str, period: &Period, today: &str) -> Result<Vec<ReportNumber>> {
        let mut numbers = Vec::with_capacity(NUMBERS.len());
        for (code, list) in NUMBERS {
            let value = self.report_number(commune, &list, period, today).await?;
            numbers.push(ReportNumber { code, value, list });
        }
        Ok(numbers)
    }

    async fn report_number(&self, commune: &str, list: &NumberList, period: &Period, today: &str) -> Result<i64> {
        match list {
            NumberList::Dossiers(list) => {
                let mut wanted = DossierQuery::of(*list, today, today);
                wanted.period = Some(period.clone());
                self.count_dossiers(commune, &wanted).await
            }
            NumberList::NewlyFound => {
                let wanted = PeopleQuery {
                    newly_found: Some(period.clone()),
                    ..PeopleQuery::default()
                };
                self.count_people(commune, &wanted).await
            }
            NumberList::Attendances => {
                let text = "SELECT CAST(coalesce(sum(t.people), 0) AS BIGINT) FROM attendance t WHERE t.commune = ";
                self.sum(text, commune, None, period, ("t.stop", "t.at")).await
            }
            NumberList::Difficulties(kind) => {
                let text = "SELECT count(*) FROM difficulty t WHERE t.commune = ";
                self.sum(text, commune, Some(kind), period, ("t.stop", "t.at")).await
            }
            NumberList::None => {
                let text = "SELECT count(DISTINCT t.id) FROM survey_answer t WHERE t.commune = ";
                self.sum(text, commune, None, period, ("t.stop", "t.month")).await
            }
        }
    }

    async fn sum(
        &self,
        text: &'static str,
        commune: &str,
        kind: Option<&str>,
        period: &Period,
        (stop, day): (&str, &str),
    ) -> Result<i64> {
        let mut query = Query::new(text);
        query.value(commune);
        if let Some(kind) = kind {
            query.text(" AND t.kind = ").value(kind);
        }
        period.condition(&mut query, stop, day);
        self.db.fetch_one(query).await?.int(0)
    }
}
