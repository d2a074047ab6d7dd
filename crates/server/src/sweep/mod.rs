//! A change of the law over the whole list: who gains, who loses, who must be looked at, for the chair's decision.

pub mod show;

use std::collections::BTreeSet;
use std::sync::Arc;

use domain::eligibility::FactKey;
use domain::permissions::{Action, FactGroup};
use entitlement::missing::{fact_group, rests_on};
use entitlement::sweep::{Change, ChangeKind, ChangeTotal, Sweep, SweepQuestion, sweep};
use entitlement::{ListProblem, Month};
use serde::Deserialize;

use crate::error::{ApiError, ApiResult, Code};
use crate::latest::Latest;
use crate::session::Caller;
use crate::state::App;
use crate::whole::Whole;

/// A sweep by the journal's end and the question.
pub type Sweeps = Latest<(i64, SweepQuestion), Sweep>;

/// Which change of the law; what is absent is that of Decree 335/2026 as of today.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SweepAsked {
    /// A day under the old law.
    before: Option<String>,
    /// First month for which recipients are owed the new amounts, `2026-07`.
    from_month: Option<String>,
    /// A day under the new law.
    after: Option<String>,
    /// Last month that was paid at the recorded amounts.
    paid_through: Option<String>,
}

fn question(app: &App, asked: &SweepAsked) -> ApiResult<SweepQuestion> {
    let usual = SweepQuestion::decree_335(app.clock.today());
    let month = |text: &Option<String>, usual: Month, field: &str| match text {
        None => Ok(usual),
        Some(text) => {
            Month::parse(text).ok_or_else(|| ApiError::new(Code::InvalidInput).field(field, "unreadable_date"))
        }
    };
    Ok(SweepQuestion {
        before: asked.before.clone().unwrap_or(usual.before),
        from_month: month(&asked.from_month, usual.from_month, "from_month")?,
        after: asked.after.clone().unwrap_or(usual.after),
        paid_through: month(&asked.paid_through, usual.paid_through, "paid_through")?,
        province: Some(app.config.commune.province_code.clone()),
    })
}

/// The sweep, from memory while nothing has changed.
async fn swept(app: &App, question: SweepQuestion) -> ApiResult<Arc<Sweep>> {
    let seq = app.store.last_seq(app.commune()).await?;
    let key = (seq, question.clone());
    let made = async {
        let whole = Whole::load(app).await?;
        let law = app.law.clone();
        let made = tokio::task::spawn_blocking(move || sweep(law.book(), &whole.people(), &question));
        made.await
            .map_err(ApiError::internal)?
            .map_err(|problem| refuse(&problem))
    };
    app.sweeps.get(key, made).await
}

fn refuse(problem: &ListProblem) -> ApiError {
    let field = match problem {
        ListProblem::Date(_) | ListProblem::Rules(_) => "before",
        ListProblem::Months => "from_month",
    };
    ApiError::new(Code::InvalidInput).field(field, problem.code())
}

/// The changes that a caller may see, and the sums of those that only others may: their categories would tell why.
struct Seen<'a> {
    changes: Vec<&'a Change>,
    hidden: ChangeTotal,
}

fn seen<'a>(app: &App, caller: &Caller, sweep: &'a Sweep) -> Seen<'a> {
    let secret = secret_categories(app, caller);
    let is_hidden = |it: &Change| {
        it.old
            .categories
            .iter()
            .chain(&it.new.categories)
            .any(|id| secret.contains(id))
    };
    let mut seen = Seen {
        changes: Vec::with_capacity(sweep.changes.len()),
        hidden: nothing(None, ChangeKind::NeedsReview),
    };
    for change in &sweep.changes {
        if is_hidden(change) {
            add(&mut seen.hidden, change);
        } else {
            seen.changes.push(change);
        }
    }
    seen
}

/// Categories that rest on a fact which the caller may not read.
fn secret_categories(app: &App, caller: &Caller) -> BTreeSet<String> {
    let group = |fact: FactKey| fact_group(fact.code());
    let is_secret = |fact: FactKey| group(fact).is_sensitive() && !caller.actor.may(Action::Read(group(fact)));
    let categories = app.law.book().categories().iter();
    categories
        .filter(|it| rests_on(it).into_iter().any(is_secret))
        .map(|it| it.id.clone())
        .collect()
}

/// Categories that rest on a sensitive fact.
fn sensitive_categories(app: &App) -> BTreeSet<String> {
    let is_sensitive = |fact: FactKey| fact_group(fact.code()).is_sensitive();
    let categories = app.law.book().categories().iter();
    let sensitive = categories.filter(|it| rests_on(it).into_iter().any(is_sensitive));
    sensitive.map(|it| it.id.clone()).collect()
}

fn nothing(village: Option<String>, kind: ChangeKind) -> ChangeTotal {
    ChangeTotal {
        village,
        kind,
        people: 0,
        old_monthly: 0,
        new_monthly: 0,
        back_pay: 0,
    }
}

fn add(total: &mut ChangeTotal, change: &Change) {
    total.people += 1;
    total.old_monthly += change.old.monthly;
    total.new_monthly += change.new.monthly;
    total.back_pay += change.back_pay_total;
}

/// Sums of the commune by kind, then of each village by kind.
fn totals(changes: &[&Change]) -> Vec<ChangeTotal> {
    let mut sums = std::collections::BTreeMap::new();
    for change in changes {
        for village in [None, Some(change.village.as_str())] {
            let new = || nothing(village.map(str::to_owned), change.kind);
            add(sums.entry((village, change.kind)).or_insert_with(new), change);
        }
    }
    sums.into_values().collect()
}

/// Whether somebody may read the group that a question belongs to.
fn may_ask(caller: &Caller, fact: &str) -> bool {
    let group: FactGroup = fact_group(fact);
    caller.actor.may(Action::Read(group))
}
