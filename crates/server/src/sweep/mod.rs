//! A change of the law over the whole list: who gains, who loses, who must be looked at, for the chair's decision.

pub mod show;
pub mod workbook;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use domain::eligibility::FactKey;
use domain::permissions::Action;
use entitlement::missing::{fact_group, rests_on};
use entitlement::sweep::{Change, ChangeKind, ChangeTotal, Sweep, SweepQuestion, sweep};
use entitlement::{ListProblem, Month};
use serde::Deserialize;

use crate::error::{ApiError, ApiResult, Code};
use crate::latest::Latest;
use crate::payments::sight::{Categories, Programme, Sight};
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

/// A change as the caller may see it. Whoever may not know every sensitive fact sees the neutral group of each payment and
/// no article, of everybody: if only some rows were neutral, their being neutral would say it.
fn narrow(change: &Change, sight: Sight, categories: &Categories<'_>, caller: &Caller) -> Change {
    let mut change = change.clone();
    change
        .ask
        .retain(|ask| caller.actor.may(Action::Read(fact_group(&ask.fact))));
    match sight {
        Sight::Categories => {}
        Sight::People | Sight::Amounts => {
            for level in [&mut change.old, &mut change.new] {
                let groups: BTreeSet<&str> = level
                    .categories
                    .iter()
                    .map(|id| code(categories.programme(id)))
                    .collect();
                level.categories = groups.into_iter().map(str::to_owned).collect();
            }
            change.basis.clear();
        }
    }
    change
}

/// Stable code of a neutral group.
fn code(programme: Programme) -> &'static str {
    match programme {
        Programme::Allowance => "allowance",
        Programme::Care => "care",
        Programme::SocialPension => "social_pension",
        Programme::Other => "other",
    }
}

/// Names of neutral groups, by their codes.
fn group_names() -> BTreeMap<String, String> {
    [
        Programme::Allowance,
        Programme::Care,
        Programme::SocialPension,
        Programme::Other,
    ]
    .into_iter()
    .map(|programme| (code(programme).to_owned(), programme.words().to_owned()))
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
fn totals(changes: &[Change]) -> Vec<ChangeTotal> {
    let mut sums = BTreeMap::new();
    for change in changes {
        for village in [None, Some(change.village.as_str())] {
            let new = || nothing(village.map(str::to_owned), change.kind);
            add(sums.entry((village, change.kind)).or_insert_with(new), change);
        }
    }
    sums.into_values().collect()
}
