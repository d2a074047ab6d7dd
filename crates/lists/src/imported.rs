//! What reading a list gives: rows of people, and what is wrong with them, with sheet and row.
//!
//! Fields are named as in [`wire::records::PersonRecord`] and [`wire::records::HouseholdRecord`] where they mean the
//! same. Nothing here is in the register yet, and nothing was guessed silently: a value that was repaired or cannot be
//! used carries the code of its problem.

use serde::{Deserialize, Serialize};

use crate::columns::{Field, Mapping};
use crate::encoding::Encoding;
use crate::problem::ProblemCode;

/// A value as it stood in the cell, and what it was read as.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading<T> {
    /// The text of the cell after the encoding was put right.
    pub raw: String,
    /// What it means; absent when it cannot be told.
    #[serde(default = "none", skip_serializing_if = "Option::is_none")]
    pub value: Option<T>,
    /// Why there is no value, or what a person should know about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<ProblemCode>,
}

fn none<T>() -> Option<T> {
    None
}

impl<T> Reading<T> {
    /// A value about which there is nothing to say.
    pub fn clear(raw: impl Into<String>, value: T) -> Reading<T> {
        Reading {
            raw: raw.into(),
            value: Some(value),
            problem: None,
        }
    }

    /// A value with a remark.
    pub fn remarked(raw: impl Into<String>, value: T, problem: ProblemCode) -> Reading<T> {
        Reading {
            raw: raw.into(),
            value: Some(value),
            problem: Some(problem),
        }
    }

    /// No value.
    pub fn refused(raw: impl Into<String>, problem: ProblemCode) -> Reading<T> {
        Reading {
            raw: raw.into(),
            value: None,
            problem: Some(problem),
        }
    }
}

/// One row of a list that names a person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PersonRow {
    /// Which sheet: an index into [`ImportedList::sheets`].
    pub sheet: u32,
    /// The row as the spreadsheet numbers it, from 1.
    pub row: u32,
    /// Full name, NFC, casing as typed, without a remark in brackets.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub full_name: Option<Reading<String>>,
    /// What stood in brackets after the name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name_note: Option<String>,
    /// ISO date, or year, or year and month.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birth_date: Option<Reading<String>>,
    /// Sex.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sex: Option<Reading<wire::records::Sex>>,
    /// 12 digits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub personal_id: Option<Reading<String>>,
    /// 9 digits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old_id: Option<Reading<String>>,
    /// National form, beginning with 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<Reading<String>>,
    /// Ethnic group, official name where it is known (sensitive).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ethnic_group: Option<Reading<String>>,
    /// Village as written: from its column, the group row above, or the name of the sheet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub village: Option<Reading<String>>,
    /// Address as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<Reading<String>>,
    /// Commune as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub commune: Option<Reading<String>>,
    /// District as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub district: Option<Reading<String>>,
    /// Province as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub province: Option<Reading<String>>,
    /// What tells the households of the list apart.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub household_number: Option<Reading<String>>,
    /// Name of the head of the household.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub head_name: Option<Reading<String>>,
    /// `head`, `spouse`, `child`, `parent`, `grandchild`, `grandparent`, `sibling`, `other`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relation_to_head: Option<Reading<String>>,
    /// `none`, `near_poor`, `poor`: of the household.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub poverty: Option<Reading<String>>,
    /// `none`, `light`, `severe`, `extreme`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disability: Option<Reading<String>>,
    /// `movement`, `hearing_speech`, `seeing`, `mental`, `intellectual`, `other` (Law 51/2010/QH12 Art. 3.1).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disability_types: Option<Reading<Vec<String>>>,
    /// Number of the disability certificate.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disability_certificate: Option<Reading<String>>,
    /// Kind of recipient as written; the rules decide what it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<Reading<String>>,
    /// Coefficient, `1.5`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coefficient: Option<Reading<String>>,
    /// Đồng per month.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub monthly: Option<Reading<i64>>,
    /// Number of the decision.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decision_number: Option<Reading<String>>,
    /// Day of the decision, ISO.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decision_date: Option<Reading<String>>,
    /// First month paid, `2026-07`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from_month: Option<Reading<String>>,
    /// Who cares for the person or receives in their place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub caregiver_name: Option<Reading<String>>,
    /// Account for payments (sensitive).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bank_account: Option<Reading<String>>,
    /// Whether the list says that the person lives; absent = it says nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alive: Option<Reading<bool>>,
    /// Date of death, ISO, or year and month, or year.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub death_date: Option<Reading<String>>,
    /// Whether the list says that the person moved away.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub moved_away: Option<Reading<bool>>,
    /// Remarks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// What else the row says: column index from 0 and text.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub other: Vec<(u16, String)>,
    /// What is wrong with the row as a whole or with a cell that gave no field.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<RowProblem>,
}

/// What is wrong with a row or one of its cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowProblem {
    /// The column, from 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<u16>,
    /// The field.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<Field>,
    /// What is wrong.
    pub code: ProblemCode,
}

/// The kind of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ListKind {
    /// Everybody who lives there (police).
    Residence,
    /// Who is paid what.
    Payment,
    /// Poor and near-poor households.
    PoorHousehold,
    /// Old people.
    Elderly,
    /// People with disabilities.
    Disability,
    /// None of these, or it cannot be told.
    Other,
}

/// A kind with the reasons for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KindGuess {
    /// The kind.
    pub kind: ListKind,
    /// Stable codes of what speaks for it, the strongest first: `title:…` or `column:…` or `content:…`.
    pub evidence: Vec<String>,
}

/// One column of a sheet, as it was understood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnReading {
    /// Index from 0.
    pub column: u16,
    /// The heading; lines of a heading over several rows are joined by ` / `.
    pub heading: String,
    /// What the column was taken for; absent = kept as it is under `other`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<Field>,
    /// Whether heading and content agree.
    pub certainty: Certainty,
    /// The encoding of its text.
    pub encoding: Encoding,
}

/// Why a column was taken for a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    /// A person said so once, for lists of this source.
    Remembered,
    /// Heading and content say so.
    Confirmed,
    /// Only the heading says so: the cells are empty or of any kind.
    HeadingOnly,
    /// Only the content says so: the heading is missing or unknown.
    ContentOnly,
    /// The heading says one thing and the cells another.
    Contradicted,
    /// Nothing is known.
    Unknown,
}

/// One sheet, as it was understood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetReading {
    /// Name of the sheet; empty for a text file.
    pub name: String,
    /// Texts above the headings: titles, offices, dates.
    pub titles: Vec<String>,
    /// First and last row of the headings, from 1; absent when the sheet has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub header_rows: Option<(u32, u32)>,
    /// The columns.
    pub columns: Vec<ColumnReading>,
    /// How many people it names.
    pub people: u32,
}

/// A row that names nobody and why it was left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SkippedRow {
    /// Index into [`ImportedList::sheets`].
    pub sheet: u32,
    /// The row, from 1.
    pub row: u32,
    /// Why.
    pub reason: SkipReason,
    /// The first text of the row.
    pub text: String,
}

/// Why a row was left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SkipReason {
    /// A sum ("Tổng cộng").
    Totals,
    /// The name of a village or group for the rows below.
    Group,
    /// The headings again, on a new page.
    RepeatedHeading,
    /// Numbers of the columns ("1 2 3 4").
    ColumnNumbers,
    /// Place, date and signatures at the end.
    Signature,
    /// It has content but no name.
    NoName,
}

/// What is wrong with the list in one place, but not with one person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListProblem {
    /// Index into [`ImportedList::sheets`].
    pub sheet: u32,
    /// The row, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<u32>,
    /// The column, from 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<u16>,
    /// What is wrong.
    pub code: ProblemCode,
}

/// A list that was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportedList {
    /// Name of the file.
    pub file_name: String,
    /// What kind of list it is.
    pub kind: KindGuess,
    /// Its sheets.
    pub sheets: Vec<SheetReading>,
    /// The people, in the order of the file.
    pub rows: Vec<PersonRow>,
    /// Rows that name nobody.
    pub skipped: Vec<SkippedRow>,
    /// What is wrong beyond single people.
    pub problems: Vec<ListProblem>,
    /// The columns as they were taken, to be changed by a person, remembered and given to the next reading.
    pub mapping: Mapping,
}

impl ImportedList {
    /// The name of the sheet of a row.
    pub fn sheet_name(&self, sheet: u32) -> &str {
        usize::try_from(sheet)
            .ok()
            .and_then(|at| self.sheets.get(at))
            .map_or("", |sheet| sheet.name.as_str())
    }
}

/// How to read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReadOptions {
    /// What a person decided for lists of this source.
    pub mapping: Option<Mapping>,
    /// The kind of the list, when a person said it.
    pub kind: Option<ListKind>,
    /// The day of the import, ISO: ages and future dates are judged by it. Absent = they are not judged.
    pub today: Option<String>,
}
