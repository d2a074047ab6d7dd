//! Choosing people, days and steps for the planned dossiers.

use domain::calendar::Calendar;
use time::{Date, Duration, PrimitiveDateTime};
use uuid::Uuid;
use wire::records::Receives;

use crate::dossier_plan::{DossierPlan, Finding, PlannedStep, PlannedWhat, Request, Role, Target};
use crate::households::{Draft, HouseholdDraft};
use crate::needs::text;
use crate::random::Random;
use crate::receiving::{Due, Truth, dues};
use crate::rounds::{RoundPhase, RoundPlan};
use crate::work_time::{after, before, moments, this_or_next};

/// The people who may still get a dossier.
struct Pools {
    receiving: Vec<(usize, usize)>,
    applying: Vec<(usize, usize)>,
    certified: Vec<(usize, usize)>,
    uncertified: Vec<(usize, usize)>,
    dead: Vec<(usize, usize)>,
}

/// Plans all dossiers, and marks the people who died for the funeral support.
pub(crate) fn plan(
    households: &mut [HouseholdDraft],
    truth: &mut Truth,
    rounds: &[RoundPlan],
    calendar: &Calendar,
    today: Date,
    random: &mut Random,
    unix_millis: u64,
) -> Vec<DossierPlan> {
    let mut pools = pools(households, truth, today, random);
    let anchor = this_or_next(calendar, today);
    let mut targets: Vec<Target> = Target::COUNTS
        .iter()
        .flat_map(|(target, count)| std::iter::repeat_n(*target, *count))
        .collect();
    // The dossiers under way choose first: they need the people whose application is under way.
    targets.sort_by_key(|target| !target.is_open());
    let mut plans: Vec<DossierPlan> = Vec::with_capacity(targets.len());
    for target in targets {
        let Some((procedure, request, (house, at))) = choose(target, &mut pools, households, random) else {
            break;
        };
        let dues = dues(&households[house].members[at], &households[house], today);
        let plan = Planner {
            calendar,
            today,
            anchor,
            random,
            unix_millis,
            rounds,
        };
        plans.push(plan.dossier(target, procedure, request, &mut households[house], at, &dues));
    }
    plans.sort_by_key(|plan| plan.received_at);
    for (number, plan) in (1_u32..).zip(&mut plans) {
        plan.number = number;
    }
    plans
}

fn pools(households: &mut [HouseholdDraft], truth: &mut Truth, today: Date, random: &mut Random) -> Pools {
    let mut pools = Pools {
        receiving: vec![],
        applying: vec![],
        certified: vec![],
        uncertified: vec![],
        dead: vec![],
    };
    for (house, household) in households.iter_mut().enumerate() {
        let size = household.members.len();
        for (at, member) in household.members.iter_mut().enumerate() {
            let id = member.record.id;
            let age = member.age(today);
            let is_receiving = truth.receiving.contains(&id) || truth.wrong_amount.contains(&id);
            if is_receiving && age >= 76 && size > 1 && at > 0 && pools.dead.len() < 24 && random.percent(55) {
                member.record.alive = Some(false);
                let died = today - Duration::days(i64::from(random.between(14, 95)));
                member.record.death_date = Some(domain::date::format_date(died));
                member.record.receives = Some(Vec::new());
                truth.receiving.retain(|other| *other != id);
                truth.wrong_amount.retain(|other| *other != id);
                pools.dead.push((house, at));
            } else if is_receiving {
                pools.receiving.push((house, at));
            } else if truth.applying.contains(&id) {
                pools.applying.push((house, at));
            } else if truth.missing_out.contains(&id) || truth.unknown.contains(&id) {
                // They never applied: no dossier may say otherwise.
            } else if member.record.disability_certificate.is_some() {
                pools.certified.push((house, at));
            } else if text(member, "disability") == "none" && (age >= 40 || age <= 12) {
                pools.uncertified.push((house, at));
            }
        }
    }
    let Pools {
        receiving,
        applying,
        certified,
        uncertified,
        dead,
    } = &mut pools;
    for pool in [receiving, applying, certified, uncertified, dead] {
        random.shuffle(pool);
    }
    pools
}

type Choice = (&'static str, Request, (usize, usize));

fn choose(target: Target, pools: &mut Pools, households: &[HouseholdDraft], random: &mut Random) -> Option<Choice> {
    let benefit_procedure = |(house, at): (usize, usize), due: Option<&str>| {
        let member: &Draft = &households[house].members[at];
        let own = member
            .record
            .receives
            .iter()
            .flatten()
            .next()
            .map(|payment| payment.category.as_str());
        if own.or(due).is_some_and(|category| category.starts_with("HTXH")) {
            "1.014027"
        } else {
            "1.001776"
        }
    };
    let dice = random.between(0, 99);
    let funeral = |pools: &mut Pools| {
        let place = pools.dead.pop()?;
        let age_at_death = households[place.0].members[place.1].birth.year();
        Some((
            if age_at_death % 3 == 0 { "1.001731" } else { "1.014028" },
            Request::Funeral,
            place,
        ))
    };
    let certify = |pools: &mut Pools| {
        pools
            .uncertified
            .pop()
            .map(|place| ("1.001699", Request::Certify, place))
    };
    if target.is_open() {
        // A limit of three days leaves no room for every state.
        let may_be_short = matches!(
            target,
            Target::DueToday | Target::DueTomorrow | Target::Overdue | Target::Received
        );
        if dice < 40
            && let Some(place) = pools.applying.pop()
        {
            return Some(("", Request::Grant, place));
        }
        if dice < 50
            && may_be_short
            && let Some(choice) = funeral(pools)
        {
            return Some(choice);
        }
        if dice < 72
            && let Some(place) = pools.receiving.pop()
        {
            return Some((benefit_procedure(place, None), Request::Adjust, place));
        }
        return certify(pools);
    }
    if dice < 12
        && let Some(choice) = funeral(pools)
    {
        return Some(choice);
    }
    if (12..22).contains(&dice)
        && let Some(place) = pools.certified.pop()
    {
        return Some(("1.001653", Request::Reissue, place));
    }
    if dice < 88
        && target != Target::Refused
        && let Some(place) = pools.receiving.pop()
    {
        return Some((benefit_procedure(place, None), Request::Grant, place));
    }
    certify(pools)
}

/// Working days within which the result is expected; only places the steps in time, the due date comes from the rules.
fn usual_days(procedure: &str) -> i32 {
    match procedure {
        "1.001731" | "1.014028" => 3,
        "1.001653" => 5,
        "1.001699" => 25,
        _ => 7,
    }
}

struct Planner<'a> {
    calendar: &'a Calendar,
    today: Date,
    anchor: Date,
    random: &'a mut Random,
    unix_millis: u64,
    rounds: &'a [RoundPlan],
}

impl Planner<'_> {
    fn dossier(
        mut self,
        target: Target,
        procedure: &'static str,
        request: Request,
        household: &mut HouseholdDraft,
        at: usize,
        dues: &[Due],
    ) -> DossierPlan {
        let member = &household.members[at];
        let asked = match request {
            Request::Grant | Request::Adjust => dues.first().copied(),
            Request::Certify | Request::Reissue | Request::Funeral => None,
        };
        let procedure = match (procedure, asked) {
            ("", Some(due)) if due.category.starts_with("HTXH") => "1.014027",
            ("", _) => "1.001776",
            (procedure, _) => procedure,
        };
        let last_working_day = before(self.calendar, self.today - Duration::days(1), 0);
        let (received, result) = self.span(target, usual_days(procedure), last_working_day);

        // Taken in at a stop when the village had one in a past round, for dossiers whose day may move.
        let (mut received, mut result) = (received, result);
        let mut stop = None;
        if matches!(target, Target::HandedOver | Target::Guided | Target::ResultReady) && self.random.percent(60) {
            let past = self.rounds.iter().filter(|round| round.phase == RoundPhase::Past);
            if let Some(found) = past
                .flat_map(|round| &round.stops)
                .find(|stop| stop.village == member.record.village)
            {
                stop = Some(found.id);
                received = found.date;
                result = after(
                    self.calendar,
                    received,
                    usual_days(procedure) - self.random.between(0, 2),
                );
            }
        }
        // A hand-over needs a working day after the result.
        let latest = if target == Target::HandedOver { 2 } else { 0 };
        let result = result
            .min(before(self.calendar, last_working_day, latest))
            .max(received);
        let decision = member
            .record
            .receives
            .iter()
            .flatten()
            .next()
            .and_then(|payment| payment.decision_number.clone());
        let steps = self.steps(
            target,
            procedure,
            received,
            result,
            last_working_day,
            decision.as_deref(),
        );
        let (applicant, capacity) = applicant(household, at, request, self.today);
        let member = &household.members[at];
        let cannot_travel = member.record.cannot_travel == Some(true);
        let place = match (&stop, cannot_travel && self.random.percent(45)) {
            (Some(_), _) => "stop",
            (None, true) => "home",
            (None, false) => "center",
        };
        let channel = match place {
            "stop" => *self.random.pick(&["stop", "stop", "center", "home"]),
            "home" => "home",
            _ => *self.random.pick(&["center", "center", "center", "post", "stop"]),
        };
        let record = &mut household.members[at].record;
        if request == Request::Certify && matches!(target, Target::HandedOver | Target::ResultReady) {
            record.facts.insert("disability".to_owned(), serde_json::json!("light"));
            let number = self.random.between(500, 899);
            record.disability_certificate = Some(format!("{number:04}/{}/GXN (minh họa)", result.year()));
        }
        // What was granted just now is paid from the month of the decision on.
        if request == Request::Grant
            && matches!(target, Target::HandedOver | Target::ResultReady)
            && let Some(payments) = &mut record.receives
        {
            let month = domain::date::format_date(result)[..7].to_owned();
            payments
                .iter_mut()
                .for_each(|payment: &mut Receives| payment.from_month = Some(month.clone()));
        }
        DossierPlan {
            id: self.random.uuid(self.unix_millis),
            number: 0,
            procedure,
            request,
            category: asked.map(|due| due.category.to_owned()),
            monthly_dong: asked.map(|due| due.monthly_dong),
            beneficiary: record.id,
            applicant,
            capacity,
            village: record.village.clone(),
            place,
            stop,
            channel,
            received_at: steps
                .first()
                .map_or(PrimitiveDateTime::new(received, time::Time::MIDNIGHT), |step| step.at),
            target,
            steps,
        }
    }

    /// The day of reception, and the day of the last step before hand-over.
    fn span(&mut self, target: Target, days: i32, last_working_day: Date) -> (Date, Date) {
        let received = match target {
            Target::DueToday => before(self.calendar, self.anchor, days),
            Target::DueTomorrow | Target::Extended => before(self.calendar, self.anchor, days - 1),
            Target::Overdue => before(self.calendar, self.anchor, days + self.random.between(1, 3)),
            Target::Guided => before(self.calendar, last_working_day, self.random.between(0, 40)),
            Target::WaitingForPapers => before(self.calendar, last_working_day, self.random.between(2, 12)),
            Target::Received => before(self.calendar, last_working_day, self.random.between(0, 1)),
            Target::Processing | Target::AtPolice | Target::AtHealth => before(
                self.calendar,
                last_working_day,
                self.random.between(1, (days - 3).max(1)),
            ),
            Target::Appraised | Target::Approved => before(
                self.calendar,
                last_working_day,
                self.random.between(2, (days - 2).max(2)),
            ),
            Target::HandedOver | Target::ResultReady | Target::Refused | Target::Stopped => {
                // One in 25 was late.
                let took = if self.random.percent(4) {
                    days + 2
                } else {
                    (days - self.random.between(0, 3)).max(2)
                };
                let most = if target == Target::HandedOver {
                    60 - took.min(25)
                } else {
                    8
                };
                let ended = self
                    .random
                    .between(if target == Target::HandedOver { 3 } else { 0 }, most);
                let result = before(self.calendar, last_working_day, ended);
                return (before(self.calendar, result, took), result);
            }
        };
        (received, last_working_day)
    }

    fn steps(
        &mut self,
        target: Target,
        procedure: &str,
        received: Date,
        result: Date,
        last_working_day: Date,
        decision: Option<&str>,
    ) -> Vec<PlannedStep> {
        use PlannedWhat::{
            Appraise, Approve, AskHealth, AskPolice, Extend, Forward, Guide, HandOver, HealthAnswers, PoliceAnswers,
            Receive, RecordDecision, Refuse, RequestSupplement, Stop,
        };
        let is_medical = procedure == "1.001699";
        let (ask, answer): (PlannedWhat, fn(Finding) -> PlannedWhat) = if is_medical {
            (AskHealth, HealthAnswers)
        } else {
            (AskPolice, PoliceAnswers)
        };
        let number = match decision {
            Some(number) => number.to_owned(),
            None => format!("{}/QĐ-UBND", 500 + self.random.between(0, 399)),
        };
        let mut whats = vec![Receive, Forward];
        match target {
            Target::Guided => whats = vec![Guide],
            Target::Received => whats.truncate(1),
            Target::AtPolice => whats.push(AskPolice),
            Target::AtHealth => whats.push(AskHealth),
            Target::Processing | Target::DueTomorrow => {
                if self.random.percent(60) {
                    whats.extend([ask, answer(Finding::Confirmed)]);
                }
            }
            Target::DueToday | Target::Overdue => whats.extend([ask, answer(Finding::Confirmed)]),
            Target::Appraised => whats.extend([ask, answer(Finding::Confirmed), Appraise]),
            Target::Approved => whats.extend([ask, answer(Finding::Confirmed), Appraise, Approve]),
            Target::WaitingForPapers => {
                whats.push(RequestSupplement(
                    "Ảnh chụp giấy tờ bị mờ, không đọc được ngày tháng năm sinh.",
                ));
            }
            Target::Stopped => whats.push(Stop("Gia đình xin rút hồ sơ để bổ sung rồi nộp lại sau.")),
            Target::Extended => whats.extend([
                ask,
                Extend("Cán bộ xác minh phải đi lại lần hai do gia đình vắng nhà.", 3),
            ]),
            Target::Refused => whats.extend([
                ask,
                answer(Finding::Differs),
                Appraise,
                Refuse("Kết quả xác minh cho thấy chưa đủ điều kiện theo quy định tại thời điểm đề nghị."),
            ]),
            Target::ResultReady | Target::HandedOver => {
                if self.random.percent(70) {
                    whats.extend([ask, answer(Finding::Confirmed)]);
                }
                whats.extend([Appraise, Approve, RecordDecision(number)]);
            }
        }
        let last = if target == Target::WaitingForPapers {
            after(self.calendar, received, 2).min(last_working_day)
        } else {
            result
        };
        let times = moments(self.calendar, received, last.max(received), whats.len(), self.random);
        let mut steps: Vec<PlannedStep> = whats
            .into_iter()
            .zip(times)
            .map(|(what, at)| PlannedStep {
                at,
                by: role(&what),
                what,
            })
            .collect();
        if target == Target::HandedOver {
            let latest = after(self.calendar, last, self.random.between(1, 8)).min(last_working_day);
            if let (true, Some(at)) = (
                latest > last,
                moments(self.calendar, latest, latest, 1, self.random).first(),
            ) {
                steps.push(PlannedStep {
                    at: *at,
                    by: Role::Center,
                    what: HandOver,
                });
            }
        }
        steps
    }
}

fn role(what: &PlannedWhat) -> Role {
    match what {
        PlannedWhat::Guide
        | PlannedWhat::Receive
        | PlannedWhat::Forward
        | PlannedWhat::SupplementReceived
        | PlannedWhat::Stop(_)
        | PlannedWhat::HandOver => Role::Center,
        PlannedWhat::AskPolice
        | PlannedWhat::AskHealth
        | PlannedWhat::Appraise
        | PlannedWhat::RecordDecision(_)
        | PlannedWhat::RequestSupplement(_)
        | PlannedWhat::Extend(_, _) => Role::Social,
        PlannedWhat::PoliceAnswers(_) => Role::Police,
        PlannedWhat::HealthAnswers(_) => Role::Health,
        PlannedWhat::Approve | PlannedWhat::Refuse(_) => Role::Leader,
    }
}

/// Who submits: oneself, the representative, or for a funeral an adult of the household.
fn applicant(household: &HouseholdDraft, at: usize, request: Request, today: Date) -> (Option<Uuid>, &'static str) {
    if request == Request::Funeral {
        let mut others = household.members.iter().enumerate().filter(|(other, _)| *other != at);
        let adult = others.find(|(_, other)| other.age(today) >= 18 && other.record.alive == Some(true));
        return (adult.map(|(_, other)| other.record.id), "funeral_organiser");
    }
    let record = &household.members[at].record;
    match record.representative.as_ref().and_then(|link| link.person) {
        Some(person) => (Some(person), "representative"),
        None => (None, "self"),
    }
}
