//! What people should bring to a stop: the papers of the procedures, each once.

use domain::procedure::{Demand, RequirementKind};
use time::Date;

use crate::rules::Law;

/// Longer lists are not remembered by anybody who hears them.
const MAX_PAPERS: usize = 7;

/// Short phrases, the ones that most procedures ask for first. Forms are filled in at the table, so they are left out.
pub fn papers_to_bring(law: &Law, day: Date) -> Vec<String> {
    let mut papers =
        vec!["Thẻ căn cước hoặc giấy tờ có số định danh của người được hưởng và người đi làm thay".to_owned()];
    let mut counted: Vec<(String, usize)> = Vec::new();
    for procedure in law.procedures(day) {
        for requirement in procedure.requirements_on(day) {
            let brought = match requirement.kind {
                RequirementKind::Original | RequirementKind::Copy | RequirementKind::Shown => true,
                RequirementKind::Form | RequirementKind::Data => false,
            };
            let asked = match requirement.demand {
                Demand::Required | Demand::IfAvailable => true,
                Demand::FromDatabase => false,
            };
            if !brought || !asked {
                continue;
            }
            match counted.iter_mut().find(|(name, _)| name == &requirement.name) {
                Some((_, count)) => *count += 1,
                None => counted.push((requirement.name.clone(), 1)),
            }
        }
    }
    counted.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    papers.extend(counted.into_iter().map(|(name, _)| name));
    papers.truncate(MAX_PAPERS);
    papers
}
