//! Facts by sensitivity (Decree 356/2025, articles 3 and 4; Law on HIV/AIDS, article 8.5).

/// A group of facts that is read and written together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FactGroup {
    /// Name, birth, sex, village, household, phone: whoever may see the person at all.
    Basic,
    /// Identity numbers, address.
    Identity,
    /// Ability to come, caregiver, representative.
    Care,
    /// Disability and its certificate.
    Disability,
    /// Pregnancy, small children of a disabled mother.
    Health,
    /// HIV status.
    Hiv,
    /// Pension, salary, what is received, family facts of the law.
    Social,
    /// Ethnic group.
    Ethnicity,
    /// Bank account.
    Bank,
}

impl FactGroup {
    /// Every group.
    pub const ALL: [FactGroup; 9] = [
        FactGroup::Basic,
        FactGroup::Identity,
        FactGroup::Care,
        FactGroup::Disability,
        FactGroup::Health,
        FactGroup::Hiv,
        FactGroup::Social,
        FactGroup::Ethnicity,
        FactGroup::Bank,
    ];

    /// Stable code.
    pub fn code(self) -> &'static str {
        match self {
            FactGroup::Basic => "basic",
            FactGroup::Identity => "identity",
            FactGroup::Care => "care",
            FactGroup::Disability => "disability",
            FactGroup::Health => "health",
            FactGroup::Hiv => "hiv",
            FactGroup::Social => "social",
            FactGroup::Ethnicity => "ethnicity",
            FactGroup::Bank => "bank",
        }
    }

    /// Sensitive personal data in the sense of the decree: a read leaves a row.
    pub fn is_sensitive(self) -> bool {
        match self {
            FactGroup::Basic | FactGroup::Identity | FactGroup::Care | FactGroup::Social => false,
            FactGroup::Disability | FactGroup::Health | FactGroup::Hiv | FactGroup::Ethnicity | FactGroup::Bank => true,
        }
    }
}

/// The group of a field of a person record; facts are named `facts.KEY`. A fact that nobody classified is treated as
/// a social fact, never as a basic one.
pub fn group_of(field: &str) -> FactGroup {
    match field {
        "id" | "version" | "field_versions" | "full_name" | "birth_date" | "sex" | "alive" | "death_date"
        | "village" | "household" | "relation_to_head" | "phone" | "newly_found_at" | "gone" => FactGroup::Basic,
        "personal_id" | "old_id" | "address" => FactGroup::Identity,
        "cannot_travel" | "caregiver" | "representative" => FactGroup::Care,
        "disability_certificate" | "facts.disability" => FactGroup::Disability,
        "facts.pregnant" | "facts.children_under_36_months" => FactGroup::Health,
        "facts.hiv" => FactGroup::Hiv,
        "ethnic_group" => FactGroup::Ethnicity,
        "bank_account" => FactGroup::Bank,
        _ => FactGroup::Social,
    }
}
