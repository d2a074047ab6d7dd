//! The table of permissions.

use super::actor::Role;
use super::fields::FactGroup;
use crate::dossier::StepKind;

/// Something that needs permission.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// Read these facts of a person.
    Read(FactGroup),
    /// Change these facts of a person, or register one.
    Write(FactGroup),
    /// Read and write households.
    WriteHousehold,
    /// Open dossiers, their papers and the board.
    ReadDossiers,
    /// Take a step of a dossier.
    Take(StepKind),
    /// Answer questions to the police.
    ReadPoliceQueue,
    /// Answer questions to the health station.
    ReadHealthQueue,
    /// Count people served at a stop.
    RecordAttendance,
    /// Hand the survey to a citizen.
    TakeSurvey,
    /// See sums of the survey, from five answers up.
    ReadSurveySums,
    /// Write down difficulties and proposals.
    ReportDifficulty,
    /// Answer them.
    AnswerDifficulty,
    /// Ask for a home visit.
    RequestHomeVisit,
    /// Assign one and close it.
    AssignHomeVisit,
    /// See rounds and stops that are not yet published.
    ReadRounds,
    /// Plan and publish rounds.
    PlanRounds,
    /// Take a stop's data along on a device.
    CarryStop,
    /// See the numbers of a round or a month.
    ReadReports,
    /// See and close what was refused, held or conflicting.
    ResolveAttention,
    /// Read a list of another office into the commune's list, and undo that.
    ImportLists,
    /// Say that two records are one person, or are not.
    MergePeople,
    /// Take a record out of the list: one person proposes it, another confirms.
    RemovePerson,
    /// See who may be missing out, as far as the facts may be read.
    ReadMissingOut,
    /// Say of a finding whether it is so.
    ConfirmFinding,
    /// See what a change of the law does to each person.
    SweepLaw,
    /// See the monthly payment list.
    ReadPayments,
    /// Make the monthly payment list and reconcile it.
    PreparePayments,
    /// Approve it; it is frozen then.
    ApprovePayments,
    /// See how complete the list is, by village.
    ReadQuality,
    /// Accounts, devices, settings.
    Administer,
}

impl Action {
    /// Every action, in the order of the golden table.
    pub fn all() -> Vec<Action> {
        let mut all: Vec<Action> = FactGroup::ALL.into_iter().map(Action::Read).collect();
        all.extend(FactGroup::ALL.into_iter().map(Action::Write));
        all.extend([Action::WriteHousehold, Action::ReadDossiers]);
        all.extend(StepKind::ALL.into_iter().map(Action::Take));
        all.extend([
            Action::ReadPoliceQueue,
            Action::ReadHealthQueue,
            Action::RecordAttendance,
            Action::TakeSurvey,
            Action::ReadSurveySums,
            Action::ReportDifficulty,
            Action::AnswerDifficulty,
            Action::RequestHomeVisit,
            Action::AssignHomeVisit,
            Action::ReadRounds,
            Action::PlanRounds,
            Action::CarryStop,
            Action::ReadReports,
            Action::ResolveAttention,
            Action::ImportLists,
            Action::MergePeople,
            Action::RemovePerson,
            Action::ReadMissingOut,
            Action::ConfirmFinding,
            Action::SweepLaw,
            Action::ReadPayments,
            Action::PreparePayments,
            Action::ApprovePayments,
            Action::ReadQuality,
            Action::Administer,
        ]);
        all
    }

    /// Stable name for the golden table.
    pub fn name(self) -> String {
        match self {
            Action::Read(group) => format!("read {}", group.code()),
            Action::Write(group) => format!("write {}", group.code()),
            Action::WriteHousehold => "write household".into(),
            Action::ReadDossiers => "read dossiers".into(),
            Action::Take(kind) => format!("step {}", kind.code()),
            Action::ReadPoliceQueue => "read police queue".into(),
            Action::ReadHealthQueue => "read health queue".into(),
            Action::RecordAttendance => "record attendance".into(),
            Action::TakeSurvey => "take survey".into(),
            Action::ReadSurveySums => "read survey sums".into(),
            Action::ReportDifficulty => "report difficulty".into(),
            Action::AnswerDifficulty => "answer difficulty".into(),
            Action::RequestHomeVisit => "request home visit".into(),
            Action::AssignHomeVisit => "assign home visit".into(),
            Action::ReadRounds => "read rounds".into(),
            Action::PlanRounds => "plan rounds".into(),
            Action::CarryStop => "carry stop".into(),
            Action::ReadReports => "read reports".into(),
            Action::ResolveAttention => "resolve attention".into(),
            Action::ImportLists => "import lists".into(),
            Action::MergePeople => "merge people".into(),
            Action::RemovePerson => "remove person".into(),
            Action::ReadMissingOut => "read missing out".into(),
            Action::ConfirmFinding => "confirm finding".into(),
            Action::SweepLaw => "sweep law".into(),
            Action::ReadPayments => "read payments".into(),
            Action::PreparePayments => "prepare payments".into(),
            Action::ApprovePayments => "approve payments".into(),
            Action::ReadQuality => "read quality".into(),
            Action::Administer => "administer".into(),
        }
    }
}

/// Whether a role permits an action.
pub fn role_may(role: Role, action: Action) -> bool {
    use Role::{Admin, Center, Communications, Economy, Front, Health, Leader, Office, Police, Social, VillageHead};
    let among = |roles: &[Role]| roles.contains(&role);
    match action {
        Action::Read(group) => match group {
            FactGroup::Basic => among(&[Center, Social, Police, Health, Front, VillageHead, Leader]),
            FactGroup::Identity => among(&[Center, Social, Police, Leader]),
            FactGroup::Care => among(&[Center, Social, Health, VillageHead, Leader]),
            FactGroup::Disability => among(&[Center, Social, Health, Leader]),
            FactGroup::Health => among(&[Center, Social, Health]),
            FactGroup::Hiv => among(&[Social, Health]),
            FactGroup::Social => among(&[Center, Social, Leader]),
            FactGroup::Ethnicity | FactGroup::Bank => among(&[Center, Social]),
        },
        Action::Write(group) => match group {
            FactGroup::Basic => among(&[Center, Social]),
            FactGroup::Identity => among(&[Center, Social, Police]),
            FactGroup::Care => among(&[Center, Social, VillageHead]),
            FactGroup::Disability | FactGroup::Health => among(&[Center, Social, Health]),
            FactGroup::Hiv => among(&[Social, Health]),
            FactGroup::Social | FactGroup::Ethnicity | FactGroup::Bank => among(&[Center, Social]),
        },
        Action::WriteHousehold => among(&[Center, Social]),
        Action::ReadDossiers => among(&[Center, Social, Leader]),
        Action::Take(kind) => match kind {
            StepKind::Guide
            | StepKind::Receive
            | StepKind::Forward
            | StepKind::AskConfirmation
            | StepKind::SupplementReceived
            | StepKind::AddPapers
            | StepKind::Stop
            | StepKind::HandOver
            | StepKind::SetOfficialCode => among(&[Center, Social]),
            StepKind::Confirm => among(&[Police, Health]),
            StepKind::Appraise | StepKind::RequestSupplement | StepKind::RecordDecision => among(&[Social]),
            StepKind::Approve | StepKind::SendBack | StepKind::Refuse => among(&[Leader]),
            StepKind::Extend => among(&[Social, Leader]),
            StepKind::Note | StepKind::CloseFlag => among(&[Center, Social, Leader]),
        },
        Action::ReadPoliceQueue => among(&[Police]),
        Action::ReadHealthQueue => among(&[Health]),
        Action::RecordAttendance => among(&[Center, Social, Police, Health]),
        Action::TakeSurvey => among(&[Center, Social, Front]),
        Action::ReadSurveySums => among(&[Social, Front, Office, Leader]),
        Action::ReportDifficulty => among(&[
            Center,
            Social,
            Police,
            Health,
            Front,
            VillageHead,
            Communications,
            Economy,
            Office,
        ]),
        Action::AnswerDifficulty => among(&[Center, Office, Leader]),
        Action::RequestHomeVisit => among(&[Center, Social, Health, Front, VillageHead]),
        Action::AssignHomeVisit => among(&[Center]),
        Action::ReadRounds => among(&[
            Center,
            Social,
            Police,
            Health,
            Front,
            VillageHead,
            Communications,
            Economy,
            Office,
            Leader,
        ]),
        Action::PlanRounds => among(&[Center, Social]),
        Action::CarryStop => among(&[Center, Social]),
        Action::ReadReports => among(&[Center, Social, Office, Leader]),
        Action::ResolveAttention => among(&[Center, Social]),
        Action::ImportLists => among(&[Center, Social]),
        Action::MergePeople => among(&[Center, Social]),
        Action::RemovePerson => among(&[Center, Social, Leader]),
        Action::ReadMissingOut => among(&[Center, Social, Police, Health, Front, VillageHead, Leader]),
        Action::ConfirmFinding => among(&[Center, Social, Police, Health, Front, VillageHead]),
        Action::SweepLaw => among(&[Social, Leader]),
        Action::ReadPayments => among(&[Social, Economy, Leader]),
        Action::PreparePayments => among(&[Social]),
        Action::ApprovePayments => among(&[Leader]),
        Action::ReadQuality => among(&[Center, Social, Office, Leader]),
        Action::Administer => among(&[Admin]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The whole table as a golden file: a change of who may do what must be looked at.
    #[test]
    fn the_table_of_permissions_is_the_golden_one() {
        let mut table = String::new();
        for action in Action::all() {
            let roles: Vec<_> = Role::ALL
                .into_iter()
                .filter(|role| role_may(*role, action))
                .map(Role::code)
                .collect();
            table.push_str(&format!("{:<26}{}\n", action.name(), roles.join(" ")));
        }
        let golden = concat!(env!("CARGO_MANIFEST_DIR"), "/golden/permissions.txt");
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(golden, &table).expect("golden file is writable");
        }
        let expected = std::fs::read_to_string(golden).unwrap_or_default();
        assert_eq!(table, expected, "run with UPDATE=1 and look at the difference");
    }

    #[test]
    fn the_administrator_sees_nobody() {
        for group in FactGroup::ALL {
            assert!(!role_may(Role::Admin, Action::Read(group)), "{}", group.code());
        }
    }
}
