//! What the law gives one person: every category in three values, the best combination, and what to ask next.
//!
//! - [`Condition`]: the closed vocabulary of conditions, evaluated exactly on incomplete facts;
//! - [`Category`], [`RateTable`]: the law as data, filled by the crate `rulebook`;
//! - [`RuleSet`]: the categories and rates of one day;
//! - [`evaluate`]: all verdicts with reasons; [`CompiledRules`]: the amounts only, some hundred times faster;
//! - `combine`: the hard rules across categories, used by both.

mod category;
mod combine;
mod compact;
mod condition;
mod evaluate;
mod rates;
mod rule_set;
mod ternary;

pub use category::{AmountRule, Category, Coefficient, Confidence, Per, Provenance, Stacking, Validity};
pub use combine::{Combination, allowed_together};
pub use compact::{Amounts, CompactFacts, CompileProblem, CompiledRules, PersonClass, amounts};
pub use condition::{
    AgeBand, AgeScale, ClassRange, Condition, Dependent, DependentMatch, FactKey, ValueSet, World, dependent_matches,
};
pub use evaluate::{Ask, Check, CheckKind, CountRange, Eligibility, Verdict, evaluate};
pub use rates::{Rate, RateKind, RateTable};
pub use rule_set::{Recipient, RuleSet, RuleSetProblem, RuleSets};
pub use ternary::Ternary;
