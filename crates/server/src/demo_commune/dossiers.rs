//! Dossiers: the plan says what happened and when; codes, forms, papers and due dates come from the rules.

use std::collections::HashMap;

use demo::{Demo, DossierPlan, Finding, PlannedStep, PlannedWhat, Request, Role as PlannedRole};
use domain::dossier::temporary_code;
use domain::eligibility::Ternary;
use domain::permissions::Role;
use domain::procedure::{Demand, Submitter};
use serde_json::{Value, json};
use time::{Date, PrimitiveDateTime};
use uuid::Uuid;
use wire::dossier::{
    Appraisal, Clock, Decision, DossierStep, HandOver, Intake, MissingItem, Office, Paper, ResultChannel,
};
use wire::entry::{Body, Subject, SubjectKind};
use wire::facts_of::facts_of;
use wire::records::{HouseholdRecord, PersonLink, PersonRecord};

use super::Cast;
use super::send::Planned;
use crate::state::App;

struct World<'a> {
    app: &'a App,
    people: HashMap<Uuid, &'a PersonRecord>,
    households: HashMap<Uuid, &'a HouseholdRecord>,
    members: HashMap<Uuid, Vec<PersonRecord>>,
}

/// The entries of all dossiers.
pub(crate) fn entries(app: &App, cast: &Cast, demo: &Demo) -> anyhow::Result<Vec<Planned>> {
    let mut members: HashMap<Uuid, Vec<PersonRecord>> = HashMap::new();
    for person in &demo.people {
        if let Some(household) = person.household {
            members.entry(household).or_default().push(person.clone());
        }
    }
    let world = World {
        app,
        people: demo.people.iter().map(|person| (person.id, person)).collect(),
        households: demo
            .households
            .iter()
            .map(|household| (household.id, household))
            .collect(),
        members,
    };
    let mut entries = Vec::new();
    for plan in &demo.dossiers {
        dossier(&world, cast, plan, &mut entries)?;
    }
    Ok(entries)
}

fn dossier(world: &World<'_>, cast: &Cast, plan: &DossierPlan, entries: &mut Vec<Planned>) -> anyhow::Result<()> {
    let subject = Subject {
        kind: SubjectKind::Dossier,
        id: plan.id,
    };
    let mut due: Option<PrimitiveDateTime> = None;
    for (base, step) in plan.steps.iter().enumerate() {
        let made = make(world, plan, step, &mut due)?;
        let body = Body::DossierStep { step: Box::new(made) };
        let at = domain::date::format_date_time(step.at);
        let stop = plan
            .stop
            .filter(|_| matches!(step.what, PlannedWhat::Guide | PlannedWhat::Receive));
        // Appraised dossiers are refused by the leader, whoever prepared the refusal.
        let by = if matches!(step.what, PlannedWhat::Refuse(_)) {
            Role::Leader
        } else {
            role(step.by)
        };
        entries.push(Planned::new(cast.actor(by), &at, subject, base as u32, stop, &body));
    }
    Ok(())
}

fn role(by: PlannedRole) -> Role {
    match by {
        PlannedRole::Center => Role::Center,
        PlannedRole::Social => Role::Social,
        PlannedRole::Police => Role::Police,
        PlannedRole::Health => Role::Health,
        PlannedRole::Leader => Role::Leader,
    }
}

fn make(
    world: &World<'_>,
    plan: &DossierPlan,
    step: &PlannedStep,
    due: &mut Option<PrimitiveDateTime>,
) -> anyhow::Result<DossierStep> {
    let at = domain::date::format_date_time(step.at);
    Ok(match &step.what {
        PlannedWhat::Guide => {
            let mut intake = intake(world, plan);
            let missing = lack_one(&mut intake.papers, world, plan);
            DossierStep::Guide { intake, missing, at }
        }
        PlannedWhat::Receive => DossierStep::Receive {
            intake: intake(world, plan),
            clock: clock(world, plan, step.at, due)?,
        },
        PlannedWhat::Forward => DossierStep::Forward { note: None },
        PlannedWhat::AskPolice => DossierStep::AskConfirmation {
            from: Office::Police,
            question: "Xác nhận danh tính và nơi cư trú".to_owned(),
        },
        PlannedWhat::AskHealth => DossierStep::AskConfirmation {
            from: Office::Health,
            question: "Xác nhận tình trạng sức khỏe ghi trong hồ sơ".to_owned(),
        },
        PlannedWhat::PoliceAnswers(finding) => confirm(Office::Police, *finding),
        PlannedWhat::HealthAnswers(finding) => confirm(Office::Health, *finding),
        PlannedWhat::Appraise => DossierStep::Appraise {
            appraisal: appraisal(plan, step.at.date()),
        },
        PlannedWhat::Approve => DossierStep::Approve {},
        PlannedWhat::RecordDecision(number) => DossierStep::RecordDecision {
            decision: Decision {
                number: number.clone(),
                date: domain::date::format_date(step.at.date()),
                file: None,
            },
        },
        PlannedWhat::Refuse(reason) => DossierStep::Refuse {
            reason: (*reason).to_owned(),
            basis: None,
        },
        PlannedWhat::RequestSupplement(reason) => {
            let mut papers = papers(world, plan);
            DossierStep::RequestSupplement {
                missing: lack_one(&mut papers, world, plan),
                reason: (*reason).to_owned(),
            }
        }
        PlannedWhat::SupplementReceived => DossierStep::SupplementReceived {
            papers: papers(world, plan),
            clock: clock(world, plan, step.at, due)?,
        },
        PlannedWhat::Stop(reason) => DossierStep::Stop {
            reason: (*reason).to_owned(),
            asked_by: submitter_name(world, plan),
        },
        PlannedWhat::Extend(reason, days) => {
            let mut day = due.unwrap_or(step.at).date();
            for _ in 0..*days {
                day = world.app.law.next_working_day(day);
            }
            let new = PrimitiveDateTime::new(day, due.unwrap_or(step.at).time());
            *due = Some(new);
            DossierStep::Extend {
                due: domain::date::format_date_time(new),
                reason: (*reason).to_owned(),
            }
        }
        PlannedWhat::HandOver => DossierStep::HandOver {
            hand_over: HandOver {
                full_name: submitter_name(world, plan),
                capacity: plan.capacity.to_owned(),
                personal_id: None,
                place: plan.channel.to_owned(),
                signature: None,
                proof: if plan.channel == "post" {
                    "post_receipt"
                } else {
                    "signature"
                }
                .to_owned(),
                witness: None,
                at,
            },
        },
    })
}

fn confirm(by: Office, finding: Finding) -> DossierStep {
    let (finding, note) = match finding {
        Finding::Confirmed => ("confirmed", None),
        Finding::Differs => (
            "differs",
            Some("Thông tin khai khác với sổ theo dõi, đề nghị xem lại.".to_owned()),
        ),
    };
    DossierStep::Confirm {
        by,
        finding: finding.to_owned(),
        note,
    }
}

fn appraisal(plan: &DossierPlan, day: Date) -> Appraisal {
    let refused = plan.steps.iter().find_map(|step| match step.what {
        PlannedWhat::Refuse(reason) => Some(reason.to_owned()),
        _ => None,
    });
    let proposal = match (&refused, plan.request) {
        (Some(_), _) => "refuse",
        (None, Request::Grant | Request::Funeral) => "grant",
        (None, Request::Adjust) => "adjust",
        (None, Request::Certify | Request::Reissue) => "certify",
    };
    let pays = plan.monthly_dong.is_some() && refused.is_none();
    Appraisal {
        proposal: proposal.to_owned(),
        category: plan.category.clone(),
        amount: plan.monthly_dong.filter(|_| refused.is_none()),
        from_month: pays.then(|| domain::date::format_date(day)[..7].to_owned()),
        reason: refused,
    }
}

/// The promise by the rules of the day on which everything was there.
fn clock(
    world: &World<'_>,
    plan: &DossierPlan,
    at: PrimitiveDateTime,
    due: &mut Option<PrimitiveDateTime>,
) -> anyhow::Result<Clock> {
    let received = domain::date::format_date_time(at);
    let answer = world.app.law.book().deadline(plan.procedure, at, &[])?;
    *due = answer.deadline.due;
    Ok(Clock {
        starts: domain::date::format_date(answer.deadline.starts.unwrap_or(at.date())),
        due: answer.deadline.due.map(domain::date::format_date_time),
        limit_days: answer.deadline.limit.map(|limit| u32::from(limit.days)),
        limit_unit: answer.deadline.limit.map(|limit| match limit.unit {
            domain::deadline::LimitUnit::WorkingDay => "working_day".to_owned(),
            domain::deadline::LimitUnit::CalendarDay => "day".to_owned(),
        }),
        received,
    })
}

fn intake(world: &World<'_>, plan: &DossierPlan) -> Intake {
    let app = world.app;
    let person = world.people.get(&plan.beneficiary);
    let applicant = plan.applicant.and_then(|id| world.people.get(&id));
    let household = person
        .and_then(|person| person.household)
        .and_then(|id| world.households.get(&id));
    let day = plan.received_at.date();
    let form = app.law.book().form(plan.procedure, day).ok().flatten();
    let answers = form
        .map(|form| wire::form_fill::prefill(&form.into(), &known(world, plan)))
        .unwrap_or_default();
    let village = app.config.village_name(&plan.village);
    let place = household.and_then(|household| household.address.clone());
    let address = [place.as_deref(), Some(village), Some(app.commune_name())]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(", ");
    Intake {
        procedure: plan.procedure.to_owned(),
        code: temporary_code(app.commune(), day, plan.id),
        beneficiary: plan.beneficiary,
        beneficiary_name: person.map_or_else(String::new, |person| person.full_name.clone()),
        submitted_by: applicant.map(|applicant| PersonLink {
            person: Some(applicant.id),
            full_name: applicant.full_name.clone(),
            relation: None,
            personal_id: applicant.personal_id.clone(),
            phone: applicant.phone.clone(),
            address: None,
        }),
        capacity: plan.capacity.to_owned(),
        village: plan.village.clone(),
        phone: applicant
            .and_then(|applicant| applicant.phone.clone())
            .or_else(|| person.and_then(|person| person.phone.clone())),
        category: plan.category.clone(),
        form: form.map_or_else(String::new, |form| form.id.clone()),
        answers,
        papers: papers(world, plan),
        channel: ResultChannel {
            how: plan.channel.to_owned(),
            address: matches!(plan.channel, "post" | "home").then(|| address.clone()),
        },
        address: Some(address),
        priority: person.is_some_and(|person| person.cannot_travel == Some(true)),
        place: plan.place.to_owned(),
        rules_version: app.law.version().to_owned(),
    }
}

/// What the list knows, under the names that forms ask for.
fn known(world: &World<'_>, plan: &DossierPlan) -> Value {
    let flat = |person: &PersonRecord| {
        let mut value = serde_json::to_value(person).unwrap_or_default();
        if let Value::Object(fields) = &mut value {
            let facts = fields.remove("facts");
            fields.insert("ethnicity".to_owned(), json!(person.ethnic_group));
            if let Some(Value::Object(facts)) = facts {
                fields.extend(facts);
            }
        }
        value
    };
    let person = world.people.get(&plan.beneficiary);
    let household = person
        .and_then(|person| person.household)
        .and_then(|id| world.households.get(&id));
    let applicant = plan.applicant.and_then(|id| world.people.get(&id));
    json!({
        "person": person.map(|person| flat(person)),
        "household": household,
        "representative": applicant.map(|applicant| json!({
            "full_name": applicant.full_name,
            "personal_id": applicant.personal_id,
            "phone": applicant.phone,
            "address": household.and_then(|household| household.address.clone()),
        })),
        "deceased": (plan.request == Request::Funeral).then(|| person.map(|person| flat(person))),
    })
}

fn papers(world: &World<'_>, plan: &DossierPlan) -> Vec<Paper> {
    let person = world.people.get(&plan.beneficiary).copied();
    let household = person.and_then(|person| person.household);
    let members = household
        .and_then(|id| world.members.get(&id))
        .map(Vec::as_slice)
        .unwrap_or_default();
    let facts = person.and_then(|person| {
        facts_of(
            person,
            household.and_then(|id| world.households.get(&id)).copied(),
            members,
        )
        .ok()
    });
    let facts = facts.map(|facts| facts.to_domain());
    let submitter = Submitter::from_code(plan.capacity);
    let checklist = world
        .app
        .law
        .book()
        .checklist(plan.procedure, plan.received_at.date(), facts.as_ref(), submitter);
    let items = checklist.map(|checklist| checklist.items).unwrap_or_default();
    items
        .into_iter()
        .map(|item| {
            let state = match (item.requirement.demand, item.needed) {
                (Demand::FromDatabase, _) => "from_database",
                (Demand::Required, Ternary::Yes) => "provided",
                (Demand::Required | Demand::IfAvailable, _) => "not_needed",
            };
            Paper {
                requirement: item.requirement.id,
                name: item.requirement.name,
                state: state.to_owned(),
                files: Vec::new(),
            }
        })
        .collect()
}

/// The first paper that was to be handed in is not there.
fn lack_one(papers: &mut [Paper], world: &World<'_>, plan: &DossierPlan) -> Vec<MissingItem> {
    // The form itself is filled in at the table; what people forget is the paper after it.
    let provided: Vec<usize> = papers
        .iter()
        .enumerate()
        .filter(|(_, paper)| paper.state == "provided")
        .map(|(at, _)| at)
        .collect();
    let Some(paper) = provided.get(1).or(provided.first()).and_then(|at| papers.get_mut(*at)) else {
        return Vec::new();
    };
    paper.state = "missing".to_owned();
    let procedure = world.app.law.procedure(plan.procedure, plan.received_at.date());
    let requirement =
        procedure.and_then(|procedure| procedure.requirements.iter().find(|one| one.id == paper.requirement));
    let place = requirement
        .map(|requirement| requirement.where_to_get.clone())
        .filter(|place| !place.trim().is_empty());
    vec![MissingItem {
        requirement: paper.requirement.clone(),
        name: paper.name.clone(),
        where_to_get: place,
    }]
}

fn submitter_name(world: &World<'_>, plan: &DossierPlan) -> String {
    let id = plan.applicant.unwrap_or(plan.beneficiary);
    world
        .people
        .get(&id)
        .map_or_else(String::new, |person| person.full_name.clone())
}
