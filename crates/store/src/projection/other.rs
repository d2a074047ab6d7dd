//! The rows of people served, surveys, difficulties and home visits.

use wire::records::{AttendanceRecord, DifficultyRecord, HomeVisitRecord, SurveyRecord};

use crate::schema::{Values, row};

pub(super) fn attendance_row(commune: &str, record: &AttendanceRecord) -> Values {
    row![
        commune,
        record.id,
        record.stop,
        record.person,
        record.service.as_str(),
        record.people,
        record.at.as_str()
    ]
}

pub(super) fn survey_rows(commune: &str, record: &SurveyRecord) -> Vec<Values> {
    record
        .answers
        .iter()
        .map(|(question, answer)| {
            row![
                commune,
                record.id,
                question.as_str(),
                answer.as_str(),
                record.stop,
                record.month.as_str()
            ]
        })
        .collect()
}

pub(super) fn difficulty_row(commune: &str, record: &DifficultyRecord) -> Values {
    row![
        commune,
        record.id,
        record.nature.as_str(),
        record.stop,
        &record.village,
        record.at.as_str(),
        record.answer.is_some()
    ]
}

pub(super) fn home_visit_row(commune: &str, record: &HomeVisitRecord, requested_at: &str) -> Values {
    row![
        commune,
        record.id,
        record.person,
        record.full_name.as_str(),
        record.village.as_str(),
        record.status.as_str(),
        record.assigned_to,
        &record.date,
        requested_at,
    ]
}
