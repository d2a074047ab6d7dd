//! Words that people type, against the table of folded words. The rarest word leads.

use crate::Store;
use crate::db::Query;
use crate::error::Result;
use crate::projection;
use crate::read::period::above;

/// Words of one search, at most.
const WORDS: usize = 8;
/// Up to so many hits a word leads the query; beyond, the order of the list does and words are checked one by one.
const LEAD: i64 = 3000;

/// How a text narrows a list of `kind`.
pub(crate) struct Narrow {
    kind: &'static str,
    lead: Option<String>,
    rest: Vec<String>,
    /// Whether hits may be so many that counting them all is not worth it.
    pub is_wide: bool,
}

impl Store {
    /// Chooses how to look for `text`; `None` when it holds no letter or digit.
    pub(crate) async fn narrow(&self, commune: &str, kind: &'static str, text: &str) -> Result<Option<Narrow>> {
        let mut words: Vec<String> = projection::words(text).take(WORDS).collect();
        words.sort();
        words.dedup();
        if words.is_empty() {
            return Ok(None);
        }
        let mut rarest: Option<(i64, usize)> = None;
        for (index, word) in words.iter().enumerate() {
            let text = "SELECT count(*) FROM (SELECT 1 AS hit FROM search_word WHERE commune = $1 AND kind = $2 \
                        AND word >= $3 AND word < $4 LIMIT 3001) AS hits";
            let query = Query::new(text)
                .bind(commune)
                .bind(kind)
                .bind(word.as_str())
                .bind(above(word));
            let hits = self.db.fetch_one(query).await?.int(0)?;
            if rarest.is_none_or(|(fewest, _)| hits < fewest) {
                rarest = Some((hits, index));
            }
        }
        let lead = rarest
            .filter(|(hits, _)| *hits <= LEAD)
            .map(|(_, index)| words.remove(index));
        Ok(Some(Narrow {
            kind,
            is_wide: lead.is_none(),
            lead,
            rest: words,
        }))
    }
}

impl Narrow {
    /// Appends ` FROM …` with the table named `t`, up to and including the condition on the commune.
    pub fn from(narrow: Option<&Narrow>, query: &mut Query, table: &str, commune: &str) {
        match narrow.and_then(|narrow| narrow.lead.as_deref().map(|lead| (narrow, lead))) {
            Some((narrow, lead)) => {
                query
                    .text(" FROM (SELECT DISTINCT id FROM search_word WHERE commune = ")
                    .value(commune);
                query.text(" AND kind = ").value(narrow.kind);
                query
                    .text(" AND word >= ")
                    .value(lead)
                    .text(" AND word < ")
                    .value(above(lead));
                // CROSS JOIN keeps SQLite from beginning with the other table.
                query
                    .text(&format!(
                        ") AS w CROSS JOIN {table} t WHERE t.id = w.id AND t.commune = "
                    ))
                    .value(commune);
            }
            None => {
                query
                    .text(&format!(" FROM {table} t WHERE t.commune = "))
                    .value(commune);
            }
        }
        for word in narrow.iter().flat_map(|narrow| &narrow.rest) {
            query.text(
                " AND EXISTS (SELECT 1 FROM search_word s WHERE s.commune = t.commune AND s.id = t.id AND s.kind = ",
            );
            query.value(narrow.map_or("", |narrow| narrow.kind));
            // As an expression the word cannot lead the look-up: the few words of one row are read, by the primary key.
            query
                .text(" AND s.word || '' >= ")
                .value(word.as_str())
                .text(" AND s.word || '' < ")
                .value(above(word))
                .text(")");
        }
    }
}
