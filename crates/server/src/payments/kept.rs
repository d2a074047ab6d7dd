//! How a payment list is kept: one worksheet per month. Its body is the head; row 0 is the list as it was drawn up, frozen
//! by the approval; every later row is a correction or a payer's return, added and never changed.

use std::collections::HashMap;

use entitlement::Month;
use entitlement::payment::{Approval, Correction, PaidRow, PaymentList, PaymentSettings, PaymentTotal};
use serde::{Deserialize, Serialize};
use store::office::worksheets::{Worksheet, WorksheetRow};
use uuid::Uuid;
use wire::entry::SubjectKind;
use wire::records::{PersonRecord, Record};

use super::marks::Marks;
use crate::error::{ApiError, ApiResult, Code};
use crate::state::App;

/// The kind of the worksheets.
pub const KIND: &str = "payment_list";
/// States of a worksheet.
pub const DRAFT: &str = "draft";
/// Frozen.
pub const APPROVED: &str = "approved";
/// States of its rows.
pub const LIST: &str = "list";
/// A correction.
pub const CORRECTION: &str = "correction";
/// A payer's return.
pub const RETURN: &str = "return";
/// A return that was taken back.
pub const WITHDRAWN: &str = "withdrawn";

/// The head of a list: what is shown without opening it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Head {
    /// Another one every time the list is drawn up: whoever approves says which one they saw.
    pub revision: Uuid,
    /// Account that drew it up.
    pub by: Uuid,
    /// When, Vietnamese civil time.
    pub at: String,
    /// Settings of the office at that time.
    pub settings: PaymentSettings,
    /// Suspended people who came back.
    #[serde(default)]
    pub resumed: Vec<Uuid>,
    /// Where the journal stood.
    pub seq: i64,
    /// What the list was drawn up from besides the people: earlier lists, their corrections and returns.
    pub history: String,
    /// Hash of the rules.
    pub rules: String,
    /// The approved list of the month before was there to compare with.
    pub compared: bool,
    /// The whole list first, then each village.
    pub totals: Vec<PaymentTotal>,
    /// The total in words.
    pub total_in_words: String,
    /// Numbers of what to look at.
    pub marks: Marks,
    /// Draft or approved.
    pub approval: Approval,
}

/// Row 0.
#[derive(Serialize, Deserialize)]
struct Drawn {
    revision: Uuid,
    list: PaymentList,
}

/// A payer's return, as it was taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Return {
    /// Id, so that the same return is taken once.
    pub id: Uuid,
    /// Account.
    pub by: Uuid,
    /// When.
    pub at: String,
    /// Name of the payer's file, or nothing if it was typed in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file_name: Option<String>,
    /// Hash of the file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
    /// What was paid.
    pub rows: Vec<PaidRow>,
    /// Account that took it back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawn_by: Option<Uuid>,
}

/// A list with everything that belongs to it.
#[derive(Clone, Debug)]
pub struct Kept {
    /// The head.
    pub head: Head,
    /// The list with its corrections.
    pub list: PaymentList,
    /// Every return, also those taken back, in the order in which they came.
    pub returns: Vec<Return>,
}

impl Kept {
    /// What was paid by the returns that count.
    pub fn paid(&self) -> Vec<PaidRow> {
        let valid = self.returns.iter().filter(|one| one.withdrawn_by.is_none());
        valid.flat_map(|one| one.rows.iter().cloned()).collect()
    }

    /// Whether somebody stands on the list: paid, or named among those who are not.
    pub fn names(&self, person: Uuid) -> bool {
        self.list.rows.iter().any(|row| row.person == person) || self.list.not_paid.iter().any(|it| it.person == person)
    }

    /// The list, if it is approved.
    pub fn must_be_approved(self) -> ApiResult<Kept> {
        if self.list.is_draft() {
            return Err(Code::ListNotApproved.into());
        }
        Ok(self)
    }
}

/// Where a correction or a return stands among the rows: by its id, so that the same one twice is one row. Ids begin with
/// the time, so rows stand in the order in which they were made.
pub fn position(id: Uuid) -> i64 {
    // The first 63 bits; never 0, which is the list.
    i64::try_from(id.as_u128() >> 65).unwrap_or(i64::MAX).max(1)
}

/// The row of something that was added.
pub fn row(id: Uuid, state: &str, body: &impl Serialize) -> ApiResult<WorksheetRow> {
    Ok(WorksheetRow {
        position: position(id),
        state: state.to_owned(),
        body: serde_json::to_string(body)?,
    })
}

/// The row of the list itself.
pub fn list_row(revision: Uuid, list: &PaymentList) -> ApiResult<WorksheetRow> {
    let list = PaymentList {
        corrections: Vec::new(),
        ..list.clone()
    };
    Ok(WorksheetRow {
        position: 0,
        state: LIST.to_owned(),
        body: serde_json::to_string(&Drawn { revision, list })?,
    })
}

/// The head of a worksheet.
pub fn head(sheet: &Worksheet) -> ApiResult<Head> {
    Ok(serde_json::from_str(&sheet.body)?)
}

/// People read at once.
const PEOPLE_AT_ONCE: usize = 1_000;
/// Most corrections and returns of one list, together.
pub const MAX_ADDED: u32 = 2_000;

/// The list of a month; `None` = not drawn up yet.
pub async fn find(app: &App, month: Month) -> ApiResult<Option<Kept>> {
    let id = month.to_string();
    let Some(sheet) = app.store.worksheet(app.commune(), KIND, &id).await? else {
        return Ok(None);
    };
    let rows = app
        .store
        .worksheet_rows(app.commune(), (KIND, &id), None, None, MAX_ADDED + 1)
        .await?;
    let read = tokio::task::spawn_blocking(move || read(&sheet, &rows));
    read.await.map_err(ApiError::internal)?.map(Some)
}

/// The list of a month.
pub async fn open(app: &App, month: Month) -> ApiResult<Kept> {
    find(app, month).await?.ok_or_else(|| Code::NotFound.into())
}

/// People of the commune's list by id, as far as they are known.
pub async fn people(app: &App, ids: &[Uuid]) -> ApiResult<HashMap<Uuid, PersonRecord>> {
    let mut found = HashMap::with_capacity(ids.len());
    for some in ids.chunks(PEOPLE_AT_ONCE) {
        for record in app.store.records(app.commune(), SubjectKind::Person, some).await? {
            if let Record::Person(person) = record {
                found.insert(person.id, *person);
            }
        }
    }
    Ok(found)
}

fn read(sheet: &Worksheet, rows: &[WorksheetRow]) -> ApiResult<Kept> {
    let mut head = head(sheet)?;
    let (mut drawn, mut corrections, mut returns) = (None, Vec::new(), Vec::new());
    for row in rows {
        match row.state.as_str() {
            LIST => drawn = Some(serde_json::from_str::<Drawn>(&row.body)?),
            CORRECTION => corrections.push(serde_json::from_str::<Correction>(&row.body)?),
            RETURN | WITHDRAWN => returns.push(serde_json::from_str::<Return>(&row.body)?),
            other => return Err(ApiError::internal(format!("row of a payment list in state {other}"))),
        }
    }
    let Drawn { revision, mut list } = drawn.ok_or_else(|| ApiError::internal("payment list without its rows"))?;
    // Head and rows are two reads: what counts is what the rows were drawn up as.
    head.revision = revision;
    list.corrections = corrections;
    Ok(Kept { head, list, returns })
}
