//! The scan of the whole list.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use domain::date::{PartialDate, parse_date};
use domain::eligibility::{
    Category, CompactFacts, CompiledRules, Eligibility, RuleSets, Stacking, allowed_together, amounts,
};
use domain::facts::{DisabilityLevel, Facts, OrphanCase, Poverty, SingleParent};
use rulebook::Rulebook;
use time::Date;
use uuid::Uuid;
use wire::records::PersonRecord;

use super::priority::{Shares, rated};
use super::rest::{confirmers, kind_of, rests_on};
use super::{Ask, Confirmer, Finding, FindingKind, Findings, KindTotal, ScanQuestion};
use crate::classes::Classes;
use crate::{ListProblem, Month, People, Presence, presence};

/// Most months to look ahead.
const MOST_MONTHS_AHEAD: u8 = 24;
/// Most questions that a finding carries.
const MOST_QUESTIONS: usize = 4;
/// Most classes that are remembered for a day: some tens of megabytes.
const MOST_CLASSES: usize = 20_000;

/// One day of the question: now, then the last day of each month ahead.
struct Day<'r> {
    on: Date,
    compiled: Option<CompiledRules>,
    answers: Classes<'r, Eligibility>,
}

struct Scan<'a, 'r> {
    people: &'a People<'a>,
    days: Vec<Day<'r>>,
    by_id: HashMap<&'a str, &'a Category>,
    least_priority: u64,
    found: Findings,
}

/// Looks at every person of the list. The rules of the day decide; what they cannot tell stays "cannot tell".
///
/// # Errors
/// A day that cannot be read, or rules that do not cover the months asked about.
pub fn scan(rules: &Rulebook, people: &People<'_>, question: &ScanQuestion) -> Result<Findings, ListProblem> {
    let as_of = parse_date(&question.as_of).map_err(|_| ListProblem::Date(question.as_of.clone()))?;
    if question.months_ahead > MOST_MONTHS_AHEAD {
        return Err(ListProblem::Months);
    }
    let now = Month::of(as_of);
    let ahead = now
        .through(now.plus(i32::from(question.months_ahead)))
        .map(Month::last_day);
    let mut on: Vec<Date> = vec![as_of];
    if question.months_ahead > 0 {
        on.extend(ahead.filter(|day| *day > as_of));
    }
    let sets = on.iter().map(|day| rules.rule_sets(*day, question.province.as_deref()));
    let sets: Vec<RuleSets> = sets.collect::<Result<_, _>>()?;
    let days = on.iter().zip(&sets).map(|(on, set)| Day {
        on: *on,
        compiled: CompiledRules::new(set).ok(),
        answers: Classes::new(set, MOST_CLASSES, Eligibility::clone),
    });
    let mut by_id: HashMap<&str, &Category> = HashMap::new();
    for category in rules.categories() {
        // Of several periods of one category the latest speaks for it.
        let known = by_id.entry(&category.id).or_insert(category);
        if known.validity.from < category.validity.from {
            *known = category;
        }
    }
    let mut scan = Scan {
        people,
        days: days.collect(),
        by_id,
        least_priority: question.least_priority,
        found: Findings {
            as_of: question.as_of.clone(),
            ..Findings::default()
        },
    };
    let doubles = doubles(people);
    for person in people.persons {
        scan.person(person, doubles.get(&person.id).copied());
    }
    let mut found = scan.found;
    found.totals = totals(&found.findings);
    Ok(found)
}

/// Receiving records that share their personal id with another receiving record, with that other one.
fn doubles(people: &People<'_>) -> HashMap<Uuid, Uuid> {
    let mut first: HashMap<&str, Uuid> = HashMap::new();
    let mut doubles = HashMap::new();
    for person in people
        .persons
        .iter()
        .filter(|it| received(it) > 0 && presence(it) == Presence::Here)
    {
        if let Some(id) = person.personal_id.as_deref().filter(|id| !id.is_empty()) {
            match first.get(id) {
                Some(other) => {
                    doubles.insert(person.id, *other);
                    doubles.entry(*other).or_insert(person.id);
                }
                None => {
                    first.insert(id, person.id);
                }
            }
        }
    }
    doubles
}

fn received(person: &PersonRecord) -> u64 {
    let payments = person.receives.iter().flatten();
    payments.map(|one| u64::try_from(one.monthly).unwrap_or(0)).sum()
}

fn totals(findings: &[Finding]) -> Vec<KindTotal> {
    let mut sums: BTreeMap<(&str, FindingKind), (u32, u64, Option<Uuid>)> = BTreeMap::new();
    for finding in findings {
        let sum = sums.entry((&finding.village, finding.kind)).or_default();
        // Findings of one person stand side by side.
        sum.0 += u32::from(sum.2 != Some(finding.person));
        sum.1 += finding.monthly;
        sum.2 = Some(finding.person);
    }
    let total = |((village, kind), (people, monthly, _)): ((&str, FindingKind), (u32, u64, Option<Uuid>))| KindTotal {
        village: village.to_owned(),
        kind,
        people,
        monthly,
    };
    sums.into_iter().map(total).collect()
}

fn finding(person: &PersonRecord, kind: FindingKind, monthly: u64) -> Finding {
    Finding {
        person: person.id,
        household: person.household,
        village: person.village.clone(),
        kind,
        categories: Vec::new(),
        monthly,
        priority: monthly,
        month: None,
        date: None,
        because: Vec::new(),
        basis: Vec::new(),
        confidence: None,
        ask: Vec::new(),
        confirm_by: Vec::new(),
        other: None,
    }
}

fn plain_ask(fact: &str, worth: u64, confirm_by: &[Confirmer]) -> Ask {
    Ask {
        fact: fact.to_owned(),
        worth,
        confirm_by: confirm_by.to_vec(),
    }
}

impl Scan<'_, '_> {
    fn person(&mut self, person: &PersonRecord, double: Option<Uuid>) {
        let current = received(person);
        match presence(person) {
            Presence::Nobody => return,
            Presence::Dead(day) => return self.gone(person, FindingKind::ReceivesThoughDead, current, day),
            Presence::Moved(day) => return self.gone(person, FindingKind::ReceivesThoughMoved, current, day),
            Presence::Here => self.found.people += 1,
        }
        let Some(facts) = self.people.facts(person) else {
            self.found.unreadable.push(person.id);
            return;
        };
        let compact = CompactFacts::new(&facts);
        let now = self.days[0].answers.answer(&facts, compact.as_ref());
        let start = self.found.findings.len();
        if let Some(other) = double {
            let mut twice = self.of_received(person, FindingKind::ReceivesTwice, current);
            twice.other = Some(other);
            twice.confirm_by = vec![Confirmer::Police, Confirmer::Social];
            self.found.findings.push(twice);
        } else {
            self.received_together(person, current);
        }
        self.owed(person, &now, current);
        if now.at_most.monthly_dong < current {
            let mut more = self.of_received(person, FindingKind::ReceivesMore, current - now.at_most.monthly_dong);
            more.confirm_by = vec![Confirmer::Social];
            self.found.findings.push(more);
        }
        self.ahead(person, &facts, compact.as_ref(), &now, current);
        let is_listed = self.found.findings.len() > start;
        let asked = self.cannot_tell(person, &facts, &now, current);
        if !is_listed && !asked && current == 0 && now.best.monthly_dong == 0 && is_vulnerable(&facts, self.days[0].on)
        {
            let mut nothing = finding(person, FindingKind::InNoProgramme, 0);
            nothing.because = vulnerable_by(&facts);
            nothing.confirm_by = vec![Confirmer::VillageHead, Confirmer::Front];
            self.found.findings.push(nothing);
        }
        self.found.findings[start..].sort_by_key(|it| it.kind);
    }

    /// Dead or moved: nothing is due, and a payment that is still recorded should have ended.
    fn gone(&mut self, person: &PersonRecord, kind: FindingKind, current: u64, day: Option<&str>) {
        if current == 0 {
            return;
        }
        let mut it = self.of_received(person, kind, current);
        it.date = day.map(str::to_owned);
        it.month = day.and_then(Month::parse).map(|month| month.plus(1));
        let (fact, by): (&str, &[Confirmer]) = if kind == FindingKind::ReceivesThoughDead {
            ("alive", &[Confirmer::Police])
        } else {
            ("gone", &[Confirmer::Police, Confirmer::VillageHead])
        };
        it.because.push(fact.to_owned());
        it.ask = vec![plain_ask(fact, current, by)];
        it.confirm_by = by.to_vec();
        self.found.findings.push(it);
    }

    /// A finding about the payments that are recorded.
    fn of_received(&self, person: &PersonRecord, kind: FindingKind, monthly: u64) -> Finding {
        let mut it = finding(person, kind, monthly);
        it.categories = person
            .receives
            .iter()
            .flatten()
            .map(|one| one.category.clone())
            .collect();
        self.describe(&mut it);
        it.because.push("currently_receives".to_owned());
        it
    }

    /// Adds basis, confidence and facts of the categories of a finding.
    fn describe(&self, it: &mut Finding) {
        for id in &it.categories {
            let Some(category) = self.by_id.get(id.as_str()) else {
                continue;
            };
            for fact in rests_on(category) {
                if !it.because.iter().any(|known| known == fact.code()) {
                    it.because.push(fact.code().to_owned());
                }
            }
            for citation in &category.basis {
                if !it.basis.contains(citation) {
                    it.basis.push(citation.clone());
                }
            }
            let confidence = category.provenance.confidence.code();
            // Alphabetical order of the codes is the order of sureness.
            if it.confidence.as_deref().is_none_or(|known| known < confidence) {
                it.confidence = Some(confidence.to_owned());
            }
        }
    }

    /// Payments that the law does not allow beside each other.
    fn received_together(&mut self, person: &PersonRecord, current: u64) {
        let payments = person.receives.as_deref().unwrap_or_default();
        if payments.len() < 2 {
            return;
        }
        let known = payments.iter().filter_map(|one| {
            let category = self.by_id.get(one.category.as_str())?;
            Some((category.stacking, u64::try_from(one.monthly).unwrap_or(0)))
        });
        let known: Vec<(Stacking, u64)> = known.collect();
        let sum: u64 = known.iter().map(|(_, dong)| dong).sum();
        let allowed = allowed_together(&known);
        if allowed < sum {
            let mut twice = self.of_received(person, FindingKind::ReceivesTwice, (sum - allowed).min(current));
            twice.confirm_by = vec![Confirmer::Social];
            self.found.findings.push(twice);
        }
    }

    /// What is surely due beyond what is received, category by category.
    fn owed(&mut self, person: &PersonRecord, now: &Eligibility, current: u64) {
        let due = now.best.monthly_dong;
        if due <= current {
            return;
        }
        let has = |id: &str| person.receives.iter().flatten().any(|one| one.category == id);
        let month = Some(Month::of(self.days[0].on));
        let mut rest = due - current;
        let mut new = Vec::new();
        for id in now.best.categories.iter().filter(|id| !has(id)) {
            let verdict = now.verdicts.iter().find(|it| it.category.id == *id);
            let Some(verdict) = verdict else { continue };
            let on_top = match verdict.category.stacking {
                Stacking::CareEach | Stacking::CarePointA => true,
                Stacking::Allowance
                | Stacking::AllowanceBesideSingleParent
                | Stacking::SingleParent
                | Stacking::SocialPension => current == 0,
            };
            if on_top && rest > 0 {
                let monthly = verdict.monthly_dong.min(rest);
                rest -= monthly;
                new.push((kind_of(&verdict.category), vec![id.clone()], monthly));
            }
        }
        if rest > 0 {
            match new.last_mut().filter(|_| current == 0) {
                // Care for several people of one kind: what one category alone does not show.
                Some(last) => last.2 += rest,
                None => new.push((FindingKind::ReceivesLess, now.best.categories.clone(), rest)),
            }
        }
        for (kind, categories, monthly) in new {
            let mut it = finding(person, kind, monthly);
            it.categories = categories;
            it.month = month;
            self.describe(&mut it);
            if person.receives.is_none() {
                it.ask = vec![plain_ask("currently_receives", monthly, &[Confirmer::Social])];
            }
            it.confirm_by = vec![Confirmer::Social];
            self.found.findings.push(it);
        }
    }

    /// Who comes of age in the months ahead.
    fn ahead(
        &mut self,
        person: &PersonRecord,
        facts: &Facts,
        compact: Option<&CompactFacts>,
        now: &Eligibility,
        current: u64,
    ) {
        let last = self.days.len() - 1;
        if last == 0 {
            return;
        }
        // Whoever is in the same class on the last day has no birthday in between that any rule can see.
        let class = |day: &Day<'_>| day.answers.class_of(compact);
        if class(&self.days[0]).is_some() && class(&self.days[0]) == class(&self.days[last]) {
            return;
        }
        let (mut best, mut ended) = (now.best.monthly_dong.max(current), false);
        for index in 1..=last {
            let day = &mut self.days[index];
            let sums = match (&day.compiled, compact) {
                (Some(rules), Some(compact)) => {
                    let sums = amounts(rules, compact);
                    (sums.best_dong, sums.at_most_dong)
                }
                _ => {
                    let answer = day.answers.answer(facts, compact);
                    (answer.best.monthly_dong, answer.at_most.monthly_dong)
                }
            };
            let month = Month::of(day.on);
            if sums.0 > best {
                let answer: Arc<Eligibility> = day.answers.answer(facts, compact);
                let has = |id: &String| person.receives.iter().flatten().any(|one| one.category == *id);
                let before = |id: &String| now.best.categories.contains(id);
                let new: Vec<String> = answer
                    .best
                    .categories
                    .iter()
                    .filter(|id| !has(id) && !before(id))
                    .cloned()
                    .collect();
                let is_pension = new.iter().any(|id| {
                    self.by_id
                        .get(id.as_str())
                        .is_some_and(|it| it.stacking == Stacking::SocialPension)
                });
                let kind = if is_pension {
                    FindingKind::SocialPensionSoon
                } else {
                    FindingKind::EntitledSoon
                };
                let mut it = finding(person, kind, sums.0 - best);
                it.categories = if new.is_empty() {
                    answer.best.categories.clone()
                } else {
                    new
                };
                it.month = Some(month);
                it.date = birthday_in(facts.birth_date, month);
                self.describe(&mut it);
                it.confirm_by = vec![Confirmer::Police];
                self.found.findings.push(it);
                best = sums.0;
            } else if sums.1 < current && now.at_most.monthly_dong >= current && !ended {
                // Decree 335/2026 Art. 8.4: adjusted from the month of the change; nothing at all only from the month after.
                let from = if sums.1 == 0 { month.plus(1) } else { month };
                let mut it = self.of_received(person, FindingKind::EndsSoon, current - sums.1);
                it.month = Some(from);
                it.date = birthday_in(facts.birth_date, month);
                it.confirm_by = vec![Confirmer::Social];
                self.found.findings.push(it);
                ended = true;
            }
        }
    }

    /// What the list cannot tell yet, if it is worth asking. Says whether the law may give something at all.
    fn cannot_tell(&mut self, person: &PersonRecord, facts: &Facts, now: &Eligibility, current: u64) -> bool {
        let sure = now.best.monthly_dong.max(current);
        let at_most = now.at_most.monthly_dong;
        if at_most <= sure {
            return false;
        }
        let shares = Shares::of(facts, self.days[0].on);
        let questions = rated(now, &shares, current);
        let Some(first) = questions.first() else {
            return false;
        };
        if first.priority < self.least_priority {
            self.found.not_listed += 1;
            return false;
        }
        let mut it = finding(person, FindingKind::CannotTell, at_most - sure);
        it.priority = first.priority;
        it.month = Some(Month::of(self.days[0].on));
        let depends = |it: &&domain::eligibility::Verdict| it.needs.contains(&first.fact);
        let category = now
            .verdicts
            .iter()
            .filter(depends)
            .max_by_key(|it| it.monthly_at_most_dong);
        it.categories = category.map(|it| it.category.id.clone()).into_iter().collect();
        self.describe(&mut it);
        let is_known = |code: &str| !questions.iter().any(|question| question.fact.code() == code);
        it.because.retain(|code| is_known(code));
        let asked = questions.iter().filter(|question| shares.is_asked(question.fact));
        let ask = asked.take(MOST_QUESTIONS).map(|question| Ask {
            fact: question.fact.code().to_owned(),
            worth: question.worth,
            confirm_by: confirmers(question.fact),
        });
        it.ask = ask.collect();
        it.confirm_by = confirmers(first.fact);
        self.found.findings.push(it);
        true
    }
}

/// The birthday in a month, when the day of birth is known and falls into it; 29 February counts on 1 March.
fn birthday_in(born: Option<PartialDate>, month: Month) -> Option<String> {
    let born = born?.exact()?;
    let day = born
        .replace_year(month.first_day().year())
        .unwrap_or_else(|_| month.first_day());
    (Month::of(day) == month).then(|| domain::date::format_date(day))
}

fn is_vulnerable(facts: &Facts, on: Date) -> bool {
    let old_or_young = facts.birth_date.and_then(|born| born.age_range(on));
    let by_age = old_or_young.is_some_and(|(youngest, oldest)| youngest >= 60 || oldest < 16);
    let poor = matches!(facts.household.poverty, Some(Poverty::Poor | Poverty::NearPoor));
    let others = vulnerable_by(facts).len() > usize::from(poor);
    (poor && by_age) || others
}

/// Why somebody counts as vulnerable here. No legal term: whom a village head would look in on.
fn vulnerable_by(facts: &Facts) -> Vec<String> {
    let poor = matches!(facts.household.poverty, Some(Poverty::Poor | Poverty::NearPoor));
    let disabled = matches!(
        facts.disability,
        Some(DisabilityLevel::Light | DisabilityLevel::Severe | DisabilityLevel::Extreme)
    );
    let orphan = facts.orphan_case.is_some_and(|case| case != OrphanCase::None);
    let parent = facts.single_parent.is_some_and(|case| case != SingleParent::None);
    [
        (poor, "household.poverty"),
        (disabled, "disability"),
        (orphan, "orphan_case"),
        (parent, "single_parent"),
    ]
    .into_iter()
    .filter(|(is, _)| *is)
    .map(|(_, fact)| fact.to_owned())
    .collect()
}
