//! People and households.

use std::collections::HashSet;

use uuid::Uuid;
use wire::records::{HouseholdRecord, PersonRecord};

use super::period::Period;
use super::{Page, clamp, cursor_parts, cut};
use crate::Store;
use crate::db::{Query, Row, from_json};
use crate::error::Result;

/// Which people. Absent conditions do not narrow.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PeopleQuery {
    /// Village ids; `None` means every village, an empty list none.
    pub villages: Option<Vec<String>>,
    /// Found at a stop on no list, in this round or month.
    pub newly_found: Option<Period>,
    /// Receives something now.
    pub receives: Option<bool>,
    /// Cannot come to the office.
    pub cannot_travel: Option<bool>,
    /// At most so many.
    pub limit: u32,
    /// Cursor of the page before.
    pub after: Option<String>,
}

impl PeopleQuery {
    fn conditions(&self, query: &mut Query) {
        query.text(" AND t.gone IS NULL");
        if let Some(villages) = &self.villages {
            query.text(" AND t.village").is_in(villages.iter().map(String::as_str));
        }
        for (column, value) in [("receives", self.receives), ("cannot_travel", self.cannot_travel)] {
            if let Some(value) = value {
                query.text(&format!(" AND t.{column} = ")).value(value);
            }
        }
        if let Some(period) = &self.newly_found {
            query.text(" AND t.newly_found_at IS NOT NULL");
            period.condition(query, "t.newly_found_at", "t.registered_at");
        }
    }
}

/// What the small search index of a device knows about a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexRow {
    /// Id.
    pub id: Uuid,
    /// Full name.
    pub full_name: String,
    /// Year of birth, when known.
    pub birth_year: Option<String>,
    /// Last four digits of the personal id.
    pub id_tail: Option<String>,
    /// Village id.
    pub village: String,
    /// Household.
    pub household: Option<Uuid>,
    /// Head of the household.
    pub head: Option<Uuid>,
    /// Name of the head.
    pub head_name: Option<String>,
}

fn person(row: &Row, column: usize) -> Result<PersonRecord> {
    from_json(&row.text(column)?)
}

const STATE: &str = "(SELECT r.state FROM record r WHERE r.commune = t.commune AND r.kind = 'person' AND r.id = t.id)";

impl Store {
    /// Everybody with whom somebody worked: a dossier, an attendance or a visit at home names them.
    pub async fn people_with_work(&self, commune: &str) -> Result<HashSet<Uuid>> {
        let query = Query::new(
            "SELECT beneficiary FROM dossier WHERE commune = $1 \
             UNION SELECT person FROM attendance WHERE commune = $1 AND person IS NOT NULL \
             UNION SELECT person FROM home_visit WHERE commune = $1 AND person IS NOT NULL",
        );
        let rows = self.db.fetch_all(query.bind(commune)).await?;
        rows.iter().map(|row| row.uuid(0)).collect()
    }

    /// People by name, in the order of the folded name.
    pub async fn people(&self, commune: &str, wanted: &PeopleQuery) -> Result<Page<PersonRecord>> {
        let limit = clamp(wanted.limit);
        let mut query = Query::new(format!(
            "SELECT {STATE}, t.name_key, t.id FROM person t WHERE t.commune = "
        ));
        query.value(commune);
        wanted.conditions(&mut query);
        if let Some(after) = &wanted.after {
            let (name, id) = cursor_parts(after);
            query
                .text(" AND (t.name_key > ")
                .value(name)
                .text(" OR (t.name_key = ")
                .value(name);
            query.text(" AND t.id > ").value(id).text("))");
        }
        query.text(" ORDER BY t.name_key, t.id LIMIT ").value(limit as i64 + 1);
        let rows = self.db.fetch_all(query).await?;
        let items = rows
            .iter()
            .map(|row| Ok((format!("{}~{}", row.text(1)?, row.text(2)?), person(row, 0)?)));
        let (items, next) = cut(items.collect::<Result<Vec<_>>>()?, limit);
        let total = if wanted.after.is_none() && next.is_none() {
            items.len() as i64
        } else {
            self.count_people(commune, wanted).await?
        };
        Ok(Page { items, total, next })
    }

    /// How many people: the same condition as [`Store::people`].
    pub async fn count_people(&self, commune: &str, wanted: &PeopleQuery) -> Result<i64> {
        let mut query = Query::new("SELECT count(*) FROM person t WHERE t.commune = ");
        query.value(commune);
        wanted.conditions(&mut query);
        self.db.fetch_one(query).await?.int(0)
    }

    /// The people of a household, in the order of registration.
    pub async fn household_members(&self, commune: &str, household: Uuid) -> Result<Vec<PersonRecord>> {
        let text = format!(
            "SELECT {STATE} FROM person t WHERE t.commune = $1 AND t.household = $2 AND t.gone IS NULL ORDER BY t.id LIMIT 200"
        );
        let rows = self
            .db
            .fetch_all(Query::new(text).bind(commune).bind(household))
            .await?;
        rows.iter().map(|row| person(row, 0)).collect()
    }

    /// The households whose head a person is, whether or not the person lives there.
    pub async fn households_of_head(&self, commune: &str, head: Uuid) -> Result<Vec<HouseholdRecord>> {
        let text = "SELECT r.state FROM household t JOIN record r ON r.commune = t.commune AND r.kind = 'household' \
             AND r.id = t.id WHERE t.commune = $1 AND t.head = $2 ORDER BY t.id LIMIT 200";
        let rows = self.db.fetch_all(Query::new(text).bind(commune).bind(head)).await?;
        rows.iter().map(|row| from_json(&row.text(0)?)).collect()
    }

    /// The records that were joined into another and left the list, in the order of registration.
    pub async fn merged_people(&self, commune: &str) -> Result<Vec<PersonRecord>> {
        let text = format!("SELECT {STATE} FROM person t WHERE t.commune = $1 AND t.gone = 'merged' ORDER BY t.id");
        let rows = self.db.fetch_all(Query::new(text).bind(commune)).await?;
        rows.iter().map(|row| person(row, 0)).collect()
    }

    /// People with this personal id or old id: more than one is a question for a person.
    pub async fn people_by_personal_id(&self, commune: &str, number: &str) -> Result<Vec<PersonRecord>> {
        let text = format!(
            "SELECT {STATE} FROM person t WHERE t.commune = $1 AND t.gone IS NULL AND (t.personal_id = $2 OR t.old_id = $3) ORDER BY t.id LIMIT 20"
        );
        let rows = self
            .db
            .fetch_all(Query::new(text).bind(commune).bind(number).bind(number))
            .await?;
        rows.iter().map(|row| person(row, 0)).collect()
    }

    /// The small search index of the whole commune (or of some villages), by id, from after `after`; at most `limit`
    /// rows, which may be larger than that of lists: up to 100,000.
    pub async fn search_index(
        &self,
        commune: &str,
        villages: Option<&[String]>,
        after: Option<Uuid>,
        limit: u32,
    ) -> Result<Vec<IndexRow>> {
        let mut query = Query::new(
            "SELECT t.id, t.full_name, t.birth_date, t.personal_id, t.village, t.household, h.head, p.full_name \
             FROM person t LEFT JOIN household h ON h.commune = t.commune AND h.id = t.household \
             LEFT JOIN person p ON p.commune = t.commune AND p.id = h.head WHERE t.gone IS NULL AND t.commune = ",
        );
        query.value(commune);
        if let Some(villages) = villages {
            query.text(" AND t.village").is_in(villages.iter().map(String::as_str));
        }
        if let Some(after) = after {
            query.text(" AND t.id > ").value(after);
        }
        query.text(" ORDER BY t.id LIMIT ").value(limit.clamp(1, 100_000));
        let rows = self.db.fetch_all(query).await?;
        rows.iter()
            .map(|row| {
                Ok(IndexRow {
                    id: row.uuid(0)?,
                    full_name: row.text(1)?,
                    birth_year: row.opt_text(2)?.and_then(|date| date.get(..4).map(str::to_owned)),
                    id_tail: row
                        .opt_text(3)?
                        .and_then(|id| id.get(id.len().saturating_sub(4)..).map(str::to_owned)),
                    village: row.text(4)?,
                    household: row.opt_uuid(5)?,
                    head: row.opt_uuid(6)?,
                    head_name: row.opt_text(7)?,
                })
            })
            .collect()
    }
}
