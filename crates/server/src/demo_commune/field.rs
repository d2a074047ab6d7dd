//! What else was written down at the stops that took place: people served, surveys, difficulties.

use std::collections::BTreeMap;

use demo::{Demo, RoundPhase, StopPlan};
use domain::permissions::Role;
use uuid::Uuid;
use wire::entry::{Body, Subject, SubjectKind};
use wire::records::{AttendanceRecord, DifficultyRecord, SurveyRecord};

use super::Cast;
use super::send::Planned;
use crate::state::App;

/// Entries of the past stops.
pub(crate) fn entries(app: &App, cast: &Cast, demo: &Demo) -> Vec<Planned> {
    let mut entries = Vec::new();
    for round in demo.rounds.iter().filter(|round| round.phase == RoundPhase::Past) {
        for stop in &round.stops {
            attendances(cast, stop, &mut entries);
            surveys(app, cast, stop, &mut entries);
        }
        if let Some(stop) = round.stops.last() {
            for (kind, text) in &round.remarks {
                entries.push(difficulty(cast, stop, kind, text));
            }
        }
    }
    entries
}

fn at(stop: &StopPlan) -> String {
    format!("{}T{}", domain::date::format_date(stop.date), stop.closes)
}

fn attendances(cast: &Cast, stop: &StopPlan, entries: &mut Vec<Planned>) {
    let Some(counted) = &stop.attendance else { return };
    let services = [
        ("dossier", counted.received + counted.guided),
        ("advice", counted.advised),
        ("result", counted.handed_over),
    ];
    for (service, people) in services.into_iter().filter(|(_, people)| *people > 0) {
        let id = Uuid::now_v7();
        let record = AttendanceRecord {
            id,
            version: 0,
            stop: Some(stop.id),
            person: None,
            service: service.to_owned(),
            people,
            at: at(stop),
        };
        let subject = Subject {
            kind: SubjectKind::Attendance,
            id,
        };
        entries.push(Planned::new(
            cast.actor(Role::Center),
            &at(stop),
            subject,
            0,
            Some(stop.id),
            &Body::AttendanceRecorded { record },
        ));
    }
}

/// Most people are content, some are not: the sums must not look painted.
fn surveys(app: &App, cast: &Cast, stop: &StopPlan, entries: &mut Vec<Planned>) {
    let Some(counted) = &stop.attendance else { return };
    let Some(survey) = app.law.book().survey(stop.date) else {
        return;
    };
    let month = domain::date::format_date(stop.date)[..7].to_owned();
    for number in 0..counted.surveys as usize {
        let answers: BTreeMap<String, String> = survey
            .questions
            .iter()
            .enumerate()
            .filter_map(|(question_at, question)| {
                let spread = (number * 7 + question_at * 5 + stop.date.ordinal() as usize) % 10;
                let choice = match spread {
                    0..=5 => 0,
                    6..=8 => 1,
                    _ => 2,
                };
                // Where the options are not from good to bad, "no" is the good one (nobody hinted at extra costs).
                let no = question.options.iter().position(|option| option.code == "no");
                let option = question
                    .options
                    .get(no.unwrap_or(choice).min(question.options.len().saturating_sub(1)))?;
                Some((question.code.clone(), option.code.clone()))
            })
            .collect();
        let id = Uuid::now_v7();
        let record = SurveyRecord {
            id,
            version: 0,
            stop: Some(stop.id),
            answers,
            comment: None,
            month: month.clone(),
        };
        let subject = Subject {
            kind: SubjectKind::Survey,
            id,
        };
        entries.push(Planned::new(
            cast.actor(Role::Center),
            &at(stop),
            subject,
            0,
            Some(stop.id),
            &Body::SurveyAnswered { record },
        ));
    }
}

fn difficulty(cast: &Cast, stop: &StopPlan, kind: &str, text: &str) -> Planned {
    let id = Uuid::now_v7();
    let actor = cast.actor(Role::Social);
    let record = DifficultyRecord {
        id,
        version: 0,
        stop: Some(stop.id),
        village: Some(stop.village.clone()),
        nature: kind.to_owned(),
        text: text.to_owned(),
        reported_by: actor.account,
        at: at(stop),
        answer: None,
        field_versions: BTreeMap::new(),
    };
    let subject = Subject {
        kind: SubjectKind::Difficulty,
        id,
    };
    Planned::new(
        actor,
        &at(stop),
        subject,
        0,
        Some(stop.id),
        &Body::DifficultyReported { record },
    )
}
