//! The scan of the whole list, made once for each state of the journal and each day.

use std::collections::HashMap;

use domain::permissions::{Action, FactGroup};
use entitlement::missing::{Finding, Findings, ScanQuestion, USUAL_LEAST_PRIORITY, scan};
use entitlement::{ListProblem, People};
use sha2::{Digest, Sha256};
use uuid::Uuid;
use wire::facts_of::facts_among;
use wire::records::{PersonRecord, Sex};

use crate::error::{ApiError, ApiResult, Code};
use crate::latest::Latest;
use crate::rules::Law;
use crate::session::Caller;
use crate::state::App;
use crate::whole::Whole;

/// How far ahead one looks without being asked.
pub const USUAL_MONTHS_AHEAD: u8 = 3;

/// A scan by the journal's end and the question.
pub type Scans = Latest<(i64, ScanQuestion), Scanned>;

/// Everything found, with what a list shows of each person.
#[derive(Debug)]
pub struct Scanned {
    /// The findings of one person stand side by side.
    pub found: Findings,
    /// Those with findings.
    pub people: HashMap<Uuid, Seen>,
}

/// What a list shows of a person; nothing sensitive.
#[derive(Debug, Clone)]
pub struct Seen {
    /// Name.
    pub full_name: String,
    /// Sex.
    pub sex: Option<Sex>,
    /// Year of birth, when it is known.
    pub birth_year: Option<String>,
    /// Village id.
    pub village: String,
    /// Household.
    pub household: Option<Uuid>,
    /// Name of its head, when the head lives in the same village.
    pub head: Option<String>,
    /// Changes when a fact that the law asks about changes: an answer holds for the facts that it was given about.
    pub facts: String,
}

/// What to look for today.
pub fn question(app: &App, months_ahead: Option<u8>, least_priority: Option<u64>) -> ScanQuestion {
    ScanQuestion {
        as_of: app.clock.today_text(),
        province: Some(app.config.commune.province_code.clone()),
        months_ahead: months_ahead.unwrap_or(USUAL_MONTHS_AHEAD),
        least_priority: least_priority.unwrap_or(USUAL_LEAST_PRIORITY),
    }
}

/// The scan for a question, from memory while nothing has changed.
pub async fn scanned(app: &App, question: ScanQuestion) -> ApiResult<std::sync::Arc<Scanned>> {
    let seq = app.store.last_seq(app.commune()).await?;
    let key = (seq, question.clone());
    let made = async {
        let whole = Whole::load(app).await?;
        let law = app.law.clone();
        let made = tokio::task::spawn_blocking(move || Scanned::new(&law, &whole, &question));
        made.await
            .map_err(ApiError::internal)?
            .map_err(|problem| refuse(&problem, "months_ahead"))
    };
    app.scans.get(key, made).await
}

/// The error of a question that has no answer.
pub fn refuse(problem: &ListProblem, field: &str) -> ApiError {
    ApiError::new(Code::InvalidInput).field(field, problem.code())
}

impl Scanned {
    fn new(law: &Law, whole: &Whole, question: &ScanQuestion) -> Result<Self, ListProblem> {
        let people = whole.people();
        let found = scan(law.book(), &people, question)?;
        let persons: HashMap<Uuid, &PersonRecord> = whole.persons.iter().map(|it| (it.id, it)).collect();
        let mut seen = HashMap::new();
        for finding in &found.findings {
            if let Some(person) = persons.get(&finding.person) {
                seen.entry(person.id).or_insert_with(|| see(person, &people, &persons));
            }
        }
        Ok(Self { found, people: seen })
    }

    /// The findings of a person.
    pub fn of(&self, person: Uuid) -> impl Iterator<Item = &Finding> {
        self.found.findings.iter().filter(move |it| it.person == person)
    }
}

fn see(person: &PersonRecord, people: &People<'_>, persons: &HashMap<Uuid, &PersonRecord>) -> Seen {
    let household = people.household(person.household);
    let head = household.and_then(|it| persons.get(&it.head?));
    let head = head.filter(|head| head.village == person.village);
    Seen {
        full_name: person.full_name.clone(),
        sex: person.sex,
        birth_year: birth_year(person),
        village: person.village.clone(),
        household: person.household,
        head: head.map(|head| head.full_name.clone()),
        facts: facts_mark(person, people),
    }
}

/// Year of birth, when it is known.
pub fn birth_year(person: &PersonRecord) -> Option<String> {
    person
        .birth_date
        .as_deref()
        .and_then(|date| date.get(..4))
        .map(str::to_owned)
}

/// A mark of everything that the law asks about this person, and of whether they live here.
fn facts_mark(person: &PersonRecord, people: &People<'_>) -> String {
    let household = people.household(person.household);
    let facts = facts_among(person, household, people.members(person.household)).ok();
    let all = serde_json::json!([facts, person.gone, person.death_date]);
    let hash = Sha256::digest(all.to_string());
    hash.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// Whether a finding tells something sensitive to somebody who sees its reasons.
pub fn is_sensitive(finding: &Finding, caller: &Caller) -> bool {
    let tells = |fact: &String| {
        let group = entitlement::missing::fact_group(fact);
        group.is_sensitive() && caller.actor.may(Action::Read(group))
    };
    finding.because.iter().any(tells)
        || (finding.kind == entitlement::missing::FindingKind::HealthAllowanceMissing
            && caller.actor.may(Action::Read(FactGroup::Hiv)))
}
