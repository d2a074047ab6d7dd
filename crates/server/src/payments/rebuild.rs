//! Drawing up the list of a month from what is known now.

use entitlement::Month;
use entitlement::payment::{PaidRow, PaymentList, PaymentQuestion, PaymentSettings, build};
use uuid::Uuid;

use super::kept::{self, APPROVED, CORRECTION, KIND, Kept, RETURN, WITHDRAWN};
use super::no_law;
use crate::error::{ApiError, ApiResult};
use crate::state::App;
use crate::whole::Whole;

/// The approved lists before a month, with what was paid.
pub struct History {
    lists: Vec<PaymentList>,
    paid: Vec<PaidRow>,
    /// What it consists of: another text, another history.
    pub mark: String,
}

impl History {
    /// Reads as many months back as the settings look.
    pub async fn load(app: &App, month: Month, settings: &PaymentSettings) -> ApiResult<History> {
        let mut history = History {
            lists: Vec::new(),
            paid: Vec::new(),
            mark: String::new(),
        };
        for earlier in months_before(month, settings) {
            if let Some(kept) = kept::find(app, earlier).await?.filter(|kept| !kept.list.is_draft()) {
                history.add(kept);
            }
        }
        Ok(history)
    }

    fn add(&mut self, kept: Kept) {
        let withdrawn = kept.returns.iter().filter(|one| one.withdrawn_by.is_some()).count();
        let counts = [kept.list.corrections.len(), kept.returns.len() - withdrawn, withdrawn];
        self.mark
            .push_str(&mark_of(kept.list.month, kept.head.revision, counts));
        self.paid.extend(kept.paid());
        self.lists.push(kept.list);
    }

    /// Whether there are approved lists, but none of the month before.
    pub fn has_gap(&self, month: Month) -> bool {
        !self.lists.is_empty() && !self.has_before(month)
    }

    /// Whether the list of the month before is approved.
    pub fn has_before(&self, month: Month) -> bool {
        self.lists.iter().any(|list| list.month == month.plus(-1))
    }
}

/// The months that are looked at.
fn months_before(month: Month, settings: &PaymentSettings) -> impl Iterator<Item = Month> {
    let back = settings.arrears_months.max(settings.suspend_after_months).max(1);
    month.plus(-i32::from(back)).through(month.plus(-1))
}

/// What an approved list adds to a history: its rows never change, corrections and returns are only added or taken back.
fn mark_of(month: Month, revision: Uuid, [corrections, returns, withdrawn]: [usize; 3]) -> String {
    format!("{month} {revision} {corrections} {returns} {withdrawn};")
}

/// [`History::mark`] without reading the lists.
async fn mark(app: &App, month: Month, settings: &PaymentSettings) -> ApiResult<String> {
    let mut mark = String::new();
    for earlier in months_before(month, settings) {
        let id = earlier.to_string();
        let Some(sheet) = app.store.worksheet(app.commune(), KIND, &id).await? else {
            continue;
        };
        if sheet.state != APPROVED {
            continue;
        }
        let counts = app.store.worksheet_counts(app.commune(), (KIND, &id)).await?;
        let of = |state: &str| {
            let found = counts.iter().find(|(it, _)| it == state);
            found.map_or(0, |(_, count)| usize::try_from(*count).unwrap_or(usize::MAX))
        };
        let counts = [of(CORRECTION), of(RETURN), of(WITHDRAWN)];
        mark.push_str(&mark_of(earlier, kept::head(&sheet)?.revision, counts));
    }
    Ok(mark)
}

/// The list by the people, the rules and the history of now.
pub async fn rebuild(
    app: &App,
    month: Month,
    settings: &PaymentSettings,
    resumed: &[Uuid],
    history: History,
) -> ApiResult<PaymentList> {
    let whole = Whole::load(app).await?;
    let question = PaymentQuestion {
        month,
        province: Some(app.config.commune.province_code.clone()),
        settings: settings.clone(),
        resumed: resumed.to_vec(),
    };
    let law = app.law.clone();
    let built = tokio::task::spawn_blocking(move || {
        build(law.book(), &whole.people(), &question, &history.lists, &history.paid)
    });
    built
        .await
        .map_err(ApiError::internal)?
        .map_err(|problem| no_law(&problem))
}

/// Whether a draft would be another one if it were drawn up now.
pub async fn is_stale(app: &App, kept: &Kept, settings: &PaymentSettings) -> ApiResult<bool> {
    if !kept.list.is_draft() {
        return Ok(false);
    }
    let month = kept.list.month;
    let is_as_then = kept.head.seq == app.store.last_seq(app.commune()).await?
        && kept.head.rules == app.law.version()
        && kept.head.settings == *settings
        && kept.head.history == mark(app, month, settings).await?;
    if is_as_then {
        return Ok(false);
    }
    let history = History::load(app, month, settings).await?;
    let now = rebuild(app, month, settings, &kept.head.resumed, history).await?;
    let list = &kept.list;
    Ok(now.rows != list.rows || now.not_paid != list.not_paid || now.changes != list.changes)
}

/// The next month that an approved list stands after, if there is one: what comes before it can no longer change.
pub async fn later_approved(app: &App, month: Month) -> ApiResult<Option<Month>> {
    let approved = app
        .store
        .worksheets(app.commune(), KIND, Some(APPROVED), super::list::MOST_MONTHS)
        .await?;
    let months = approved.iter().filter_map(|sheet| Month::parse(&sheet.id));
    Ok(months.filter(|other| *other > month).min())
}
