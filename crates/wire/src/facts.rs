//! Facts about one person as JSON (`docs/contracts`): absent or `null` means unknown, never false.

use domain::date::PartialDate;
use domain::facts::{CareRelation, Coded, DisabilityLevel, ObligatedSupporter, OrphanCase, Poverty, SingleParent};
use domain::sex::Sex;
use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::marker::PhantomData;

/// A value of a closed list, written as its stable code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Code<T>(pub T);

impl<T: Coded> Serialize for Code<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.code())
    }
}

impl<'de, T: Coded> Deserialize<'de> for Code<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader<T>(PhantomData<T>);
        impl<T: Coded> Visitor<'_> for Reader<T> {
            type Value = Code<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "one of {}", T::CODES.join(", "))
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
                T::from_code(text)
                    .map(Code)
                    .ok_or_else(|| E::unknown_variant(text, T::CODES))
            }
        }
        deserializer.deserialize_str(Reader(PhantomData))
    }
}

/// A date, perhaps only year or year and month: `1950`, `1950-03`, `1950-03-01`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateText(pub PartialDate);

impl Serialize for DateText {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for DateText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;
        impl Visitor<'_> for Reader {
            type Value = DateText;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a date such as \"1950\", \"1950-03\" or \"1950-03-01\"")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
                PartialDate::parse(text)
                    .map(DateText)
                    .map_err(|problem| E::custom(format!("{problem} {text:?}")))
            }
        }
        deserializer.deserialize_str(Reader)
    }
}

/// Facts about the household.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HouseholdFacts {
    /// `none`, `near_poor` or `poor`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub poverty: Option<Code<Poverty>>,
    /// Lives in an extremely difficult area.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extremely_difficult_area: Option<bool>,
}

/// A child raised.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChildInCare {
    /// Day of birth.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub birth_date: Option<DateText>,
    /// Learning without interruption.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_continuous_education: Option<bool>,
}

/// A person looked after.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CaredFor {
    /// `orphan`, `elderly_taken_in`, `extreme_disabled_own_household` or `extreme_disabled_taken_in`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub who: Option<Code<CareRelation>>,
    /// Day of birth.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub birth_date: Option<DateText>,
}

/// A payment received now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CurrentBenefit {
    /// Category id.
    pub category: String,
    /// đồng per month.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub monthly: Option<u64>,
}

/// Everything the rules may ask about one person.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Facts {
    /// Any id, given back with the answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub id: Option<serde_json::Value>,
    /// Day of birth, perhaps only year or month.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub birth_date: Option<DateText>,
    /// `female` or `male`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub sex: Option<Code<Sex>>,
    /// Alive.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alive: Option<bool>,
    /// `none`, `light`, `severe` or `extreme`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub disability: Option<Code<DisabilityLevel>>,
    /// The household.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub household: Option<HouseholdFacts>,
    /// Monthly pension or social-insurance allowance in đồng.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub monthly_pension: Option<u64>,
    /// Has a salary, wage, pension or monthly social-insurance allowance.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub has_salary_or_pension: Option<bool>,
    /// Lives with HIV.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hiv: Option<bool>,
    /// `none` or a letter of Decree 335/2026 Art. 5.1 (`dd` for đ).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub orphan_case: Option<Code<OrphanCase>>,
    /// Was in such a situation when turning 16.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub was_in_orphan_case_at_16: Option<bool>,
    /// Learning without interruption.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_continuous_education: Option<bool>,
    /// `none`, `unmarried`, `spouse_dead` or `spouse_missing`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub single_parent: Option<Code<SingleParent>>,
    /// Children raised; an empty list means none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub children_in_care: Option<Vec<ChildInCare>>,
    /// `none`, `receives_social_allowance` or `able`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub obligated_supporter: Option<Code<ObligatedSupporter>>,
    /// Could live in a facility but was taken in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub eligible_for_facility_but_taken_in: Option<bool>,
    /// Pregnant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pregnant: Option<bool>,
    /// Number of own children under 36 months.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub children_under_36_months: Option<u32>,
    /// The spouse has the care support of Art. 17.2a.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spouse_receives_care_support: Option<bool>,
    /// People looked after; an empty list means nobody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cares_for: Option<Vec<CaredFor>>,
    /// Payments received now; an empty list means none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currently_receives: Option<Vec<CurrentBenefit>>,
}

impl Facts {
    /// The domain type.
    pub fn to_domain(&self) -> domain::facts::Facts {
        let household = self.household.unwrap_or_default();
        domain::facts::Facts {
            birth_date: self.birth_date.map(|it| it.0),
            sex: self.sex.map(|it| it.0),
            alive: self.alive,
            disability: self.disability.map(|it| it.0),
            household: domain::facts::HouseholdFacts {
                poverty: household.poverty.map(|it| it.0),
                extremely_difficult_area: household.extremely_difficult_area,
            },
            monthly_pension_dong: self.monthly_pension,
            has_salary_or_pension: self.has_salary_or_pension,
            hiv: self.hiv,
            orphan_case: self.orphan_case.map(|it| it.0),
            was_in_orphan_case_at_16: self.was_in_orphan_case_at_16,
            in_continuous_education: self.in_continuous_education,
            single_parent: self.single_parent.map(|it| it.0),
            children_in_care: self.children_in_care.as_ref().map(|list| {
                list.iter()
                    .map(|it| domain::facts::ChildInCare {
                        birth_date: it.birth_date.map(|it| it.0),
                        in_continuous_education: it.in_continuous_education,
                    })
                    .collect()
            }),
            obligated_supporter: self.obligated_supporter.map(|it| it.0),
            eligible_for_facility_but_taken_in: self.eligible_for_facility_but_taken_in,
            pregnant: self.pregnant,
            children_under_36_months: self.children_under_36_months,
            spouse_receives_care_support: self.spouse_receives_care_support,
            cares_for: self.cares_for.as_ref().map(|list| {
                list.iter()
                    .map(|it| domain::facts::CaredFor {
                        who: it.who.map(|it| it.0),
                        birth_date: it.birth_date.map(|it| it.0),
                    })
                    .collect()
            }),
            currently_receives: self.currently_receives.as_ref().map(|list| {
                list.iter()
                    .map(|it| domain::facts::CurrentBenefit {
                        category: it.category.clone(),
                        monthly_dong: it.monthly,
                    })
                    .collect()
            }),
        }
    }

    /// From the domain type.
    pub fn from_domain(facts: &domain::facts::Facts) -> Self {
        Self {
            id: None,
            birth_date: facts.birth_date.map(DateText),
            sex: facts.sex.map(Code),
            alive: facts.alive,
            disability: facts.disability.map(Code),
            household: Some(HouseholdFacts {
                poverty: facts.household.poverty.map(Code),
                extremely_difficult_area: facts.household.extremely_difficult_area,
            }),
            monthly_pension: facts.monthly_pension_dong,
            has_salary_or_pension: facts.has_salary_or_pension,
            hiv: facts.hiv,
            orphan_case: facts.orphan_case.map(Code),
            was_in_orphan_case_at_16: facts.was_in_orphan_case_at_16,
            in_continuous_education: facts.in_continuous_education,
            single_parent: facts.single_parent.map(Code),
            children_in_care: facts.children_in_care.as_ref().map(|list| {
                list.iter()
                    .map(|it| ChildInCare {
                        birth_date: it.birth_date.map(DateText),
                        in_continuous_education: it.in_continuous_education,
                    })
                    .collect()
            }),
            obligated_supporter: facts.obligated_supporter.map(Code),
            eligible_for_facility_but_taken_in: facts.eligible_for_facility_but_taken_in,
            pregnant: facts.pregnant,
            children_under_36_months: facts.children_under_36_months,
            spouse_receives_care_support: facts.spouse_receives_care_support,
            cares_for: facts.cares_for.as_ref().map(|list| {
                list.iter()
                    .map(|it| CaredFor {
                        who: it.who.map(Code),
                        birth_date: it.birth_date.map(DateText),
                    })
                    .collect()
            }),
            currently_receives: facts.currently_receives.as_ref().map(|list| {
                list.iter()
                    .map(|it| CurrentBenefit {
                        category: it.category.clone(),
                        monthly: it.monthly_dong,
                    })
                    .collect()
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_survive_the_trip_and_unknown_stays_unknown() {
        let json = r#"{"id":"p1","birth_date":"1950-03","sex":"female","alive":true,"disability":"severe",
            "household":{"poverty":"near_poor","extremely_difficult_area":null},"monthly_pension":0,
            "children_in_care":[{"birth_date":"2015"}],"cares_for":[],"orphan_case":"dd"}"#;
        let facts: Facts = serde_json::from_str(json).expect("facts");
        let domain = facts.to_domain();
        assert_eq!(domain.household.extremely_difficult_area, None);
        assert_eq!(domain.hiv, None);
        assert_eq!(domain.cares_for, Some(vec![]));
        let mut back = Facts::from_domain(&domain);
        back.id = facts.id.clone();
        assert_eq!(back, facts);
    }

    #[test]
    fn impossible_values_are_refused() {
        for json in [
            r#"{"birth_date":"1950-02-30"}"#,
            r#"{"birth_date":"50"}"#,
            r#"{"disability":"heavy"}"#,
            r#"{"monthly_pension":-1}"#,
            r#"{"alive":"yes"}"#,
            r#"{"children_in_care":{}}"#,
        ] {
            assert!(serde_json::from_str::<Facts>(json).is_err(), "{json}");
        }
    }
}
