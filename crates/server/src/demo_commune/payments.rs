//! The months before this one are paid, so that there is something to compare with: drawn up by the same rules as any list,
//! approved, and returned by the payer. A few people did not collect.

use domain::permissions::Role;
use entitlement::Month;
use entitlement::payment::PaidRow;
use uuid::Uuid;

use super::Cast;
use crate::error::ApiResult;
use crate::payments::kept::{self, RETURN, Return};
use crate::payments::{approve, draw_up, returns};
use crate::state::App;

/// So many months are paid. Whoever collected in none of them is suspended on the next list.
const MONTHS: i32 = 3;

/// Pays the months before this one.
pub(crate) async fn pay(app: &App, cast: &Cast) -> ApiResult<()> {
    let this = Month::of(app.clock.today());
    let (social, leader) = (cast.id(Role::Social), cast.id(Role::Leader));
    let mut absent: Option<Uuid> = None;
    for month in this.plus(-MONTHS).through(this.plus(-1)) {
        draw_up::draw(app, (social, format!("{month}-03T09:15")), month, None, Vec::new()).await?;
        let drawn = kept::open(app, month).await?;
        approve::freeze(app, drawn, leader, &format!("{month}-04T15:40")).await?;
        let kept = kept::open(app, month).await?;
        let rows = &kept.list.rows;
        let at = |part: usize| rows.get(rows.len() * part / 7).map(|row| row.person);
        absent = absent.or(at(2));
        let is_last = month == this.plus(-1);
        let waits = |person: Uuid| Some(person) == absent || (is_last && [at(4), at(5)].contains(&Some(person)));
        let paid = rows.iter().map(|row| PaidRow {
            person: row.person,
            month,
            amount: if waits(row.person) { 0 } else { row.total },
        });
        let taken = Return {
            id: Uuid::now_v7(),
            by: social,
            at: format!("{month}-25T10:05"),
            file_name: Some("Bảng kê chi trả (minh họa).xlsx".to_owned()),
            sha256: None,
            rows: paid.collect(),
            withdrawn_by: None,
        };
        returns::write(app, &kept, &taken, RETURN, social).await?;
    }
    Ok(())
}
