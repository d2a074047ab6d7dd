//! A pair as it is shown: both records side by side, as far as the caller may see them.

use std::collections::HashMap;

use domain::permissions::{Action, group_of};
use serde::Serialize;
use store::read::dossiers::{DossierList, DossierQuery};
use uuid::Uuid;
use wire::narrow::narrow_person;
use wire::records::PersonRecord;

use super::pairs::{Pair, PairState};
use crate::error::ApiResult;
use crate::office::find;
use crate::people::household;
use crate::session::Caller;
use crate::state::App;

/// Two records that may be one person.
#[derive(Serialize, utoipa::ToSchema)]
pub struct PairView {
    /// Id.
    pub id: String,
    /// Where it stands.
    pub state: PairState,
    /// How probable it is that they are one person.
    pub probability: f64,
    /// Why, one code per field: `given_name=no_accent:+9.1` (bits; above 0 speaks for one person).
    pub reasons: Vec<String>,
    /// The record with the smaller id.
    pub first: SideView,
    /// The other.
    pub second: SideView,
    /// The record that stays, when they were joined.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keep: Option<Uuid>,
    /// Somebody put it off.
    pub later: bool,
    /// What the one who decided noted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Who changed it last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by_name: Option<String>,
    /// When.
    pub at: String,
}

/// One of the two.
#[derive(Serialize, utoipa::ToSchema)]
pub struct SideView {
    /// The record, narrowed to what the role may see.
    pub record: PersonRecord,
    /// Head of the household, when there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub head_name: Option<String>,
    /// Address of the household.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// How many dossiers name this record.
    pub dossiers: i64,
}

/// Pairs as the caller may see them; those of whom the caller may not see both are left out. The reads leave a row.
pub async fn show(
    app: &App,
    caller: &Caller,
    pairs: Vec<Pair>,
    names: &HashMap<Uuid, String>,
) -> ApiResult<Vec<PairView>> {
    let (mut views, mut read) = (Vec::with_capacity(pairs.len()), Vec::new());
    for pair in pairs {
        let state = pair.state()?;
        let first = side(app, caller, &pair.first, &mut read).await?;
        let second = side(app, caller, &pair.second, &mut read).await?;
        let (Some(first), Some(second)) = (first, second) else {
            continue;
        };
        views.push(PairView {
            state,
            probability: pair.content.double.probability,
            reasons: pair.content.double.reasons,
            first,
            second,
            keep: pair.content.merged.map(|merged| merged.keep),
            later: pair.content.later.is_some(),
            note: pair.content.note,
            by_name: pair.sheet.changed_by.and_then(|id| names.get(&id).cloned()),
            at: pair.sheet.changed_at,
            id: pair.sheet.id,
        });
    }
    if !read.is_empty() {
        let now = app.clock.now_text();
        app.store
            .write_reads(app.commune(), &now, caller.actor.account, &read, "double")
            .await?;
    }
    Ok(views)
}

async fn side(
    app: &App,
    caller: &Caller,
    person: &PersonRecord,
    read: &mut Vec<String>,
) -> ApiResult<Option<SideView>> {
    let Some((record, sensitive)) = narrow_person(person, &caller.actor) else {
        return Ok(None);
    };
    if sensitive {
        read.push(format!("person {}", record.id));
    }
    let home = match record.household {
        Some(id) => household::find(app, id).await?,
        None => None,
    };
    let head = match home.as_ref().and_then(|home| home.head) {
        Some(head) => find::person(app, head).await?,
        None => None,
    };
    let dossiers = if caller.actor.may(Action::ReadDossiers) {
        dossiers(app, record.id, DossierList::All).await?
    } else {
        0
    };
    Ok(Some(SideView {
        record,
        head_name: head.map(|head| head.full_name),
        address: home
            .and_then(|home| home.address)
            .filter(|_| caller.actor.may(Action::Read(group_of("address")))),
        dossiers,
    }))
}

/// How many dossiers of a list name a person.
pub async fn dossiers(app: &App, person: Uuid, list: DossierList) -> ApiResult<i64> {
    let (today, tomorrow) = (app.clock.today_text(), app.law.next_working_day_text(app.clock.today()));
    let query = DossierQuery {
        beneficiary: Some(person),
        limit: 1,
        ..DossierQuery::of(list, &today, &tomorrow)
    };
    Ok(app.store.dossiers(app.commune(), &query).await?.total)
}
