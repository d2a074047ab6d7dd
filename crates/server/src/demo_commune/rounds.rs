//! Two rounds that took place and one that is planned.

use demo::{Demo, RoundPhase};
use domain::permissions::Role;
use store::office::rounds::{Round, RoundState, Stop};

use super::Cast;
use crate::state::App;

/// Writes the rounds.
pub(crate) async fn plan(app: &App, cast: &Cast, demo: &Demo) -> anyhow::Result<()> {
    for plan in &demo.rounds {
        let remarks = |kind: &str| {
            plan.remarks
                .iter()
                .filter(|(of, _)| *of == kind)
                .map(|(_, text)| *text)
                .collect::<Vec<_>>()
                .join("\n")
        };
        let round = Round {
            id: plan.id,
            name: plan.name.clone(),
            state: match plan.phase {
                RoundPhase::Past => RoundState::Done,
                RoundPhase::Planned => RoundState::Published,
            },
            stops: plan
                .stops
                .iter()
                .map(|stop| Stop {
                    id: stop.id,
                    villages: vec![stop.village.clone()],
                    date: domain::date::format_date(stop.date),
                    from: stop.opens.to_owned(),
                    to: stop.closes.to_owned(),
                    place: stop.place.clone(),
                    team: stop
                        .team
                        .iter()
                        .filter_map(|office| Role::from_code(office))
                        .map(|role| cast.id(role))
                        .collect(),
                    note: String::new(),
                })
                .collect(),
            difficulties: remarks("difficulty"),
            proposals: remarks("proposal"),
        };
        let now = app.clock.now_text();
        match app
            .store
            .create_round(app.commune(), &round, Some(cast.id(Role::Social)), &now)
            .await
        {
            Ok(()) | Err(store::StoreError::Taken(_)) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}
