//! What is kept of an import: one worksheet and one row per row of the list.

use std::collections::BTreeMap;

use lists::columns::Mapping;
use lists::{ListError, ListKind, ListProblem, PersonRow, SheetReading, SkippedRow};
use register::apply::Applied;
use register::plan::{Action, PlannedRow, Stopped};
use serde::{Deserialize, Serialize};
use store::office::worksheets::{Worksheet, WorksheetRow};
use uuid::Uuid;

use crate::error::ApiResult;
use crate::state::App;

/// The kind of worksheet.
pub const KIND: &str = "import";
/// Rows read at once.
const STEP: u32 = 2_000;

macro_rules! states {
    ($(#[$enum_doc:meta])* $name:ident { $( $(#[$doc:meta])* $variant:ident = $code:literal; )* }) => {
        $(#[$enum_doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name {
            $( $(#[$doc])* $variant, )*
        }

        impl $name {
            /// Every one, in the order of declaration.
            pub const ALL: &'static [$name] = &[$( $name::$variant, )*];

            /// The stable code.
            pub const fn code(self) -> &'static str {
                match self { $( $name::$variant => $code, )* }
            }

            /// The one with this code.
            pub fn from_code(code: &str) -> Option<$name> {
                match code { $( $code => Some($name::$variant), )* _ => None }
            }
        }
    };
}

states! {
    /// Where an import stands.
    State {
        /// The file is being read and compared.
        Reading = "reading";
        /// The file cannot be used: see `refusal`.
        Refused = "refused";
        /// The program was at fault, or was ended while reading.
        Failed = "failed";
        /// It was compared and stopped by itself: see `stopped`.
        Stopped = "stopped";
        /// It can be looked at, decided and agreed to.
        Preview = "preview";
        /// It is being written; or writing was cut off, and goes on when somebody says so.
        Applying = "applying";
        /// It was written.
        Applied = "applied";
        /// It is being taken back; or that was cut off.
        Undoing = "undoing";
        /// It was taken back.
        Undone = "undone";
        /// Somebody looked at it and threw it away.
        Discarded = "discarded";
    }
}

states! {
    /// Where a row stands. Before it is written: what it would do; afterwards: what became of it.
    RowState {
        /// Would register somebody.
        New = "new";
        /// Would change somebody.
        Change = "change";
        /// The register says all of it.
        Same = "same";
        /// Somebody must say who it is.
        Doubtful = "doubtful";
        /// Which village it is cannot be told.
        Unplaced = "unplaced";
        /// Somebody of another commune.
        Foreign = "foreign";
        /// The list names the person in another row already.
        Twice = "twice";
        /// It cannot be read as a person.
        Unreadable = "unreadable";
        /// Somebody of the register whom the list does not name.
        Absent = "absent";
        /// A person decided: register.
        DecidedNew = "decided_new";
        /// A person decided who it is, and that changes somebody.
        DecidedChange = "decided_change";
        /// A person decided who it is, and the register says all of it.
        DecidedSame = "decided_same";
        /// A person decided to leave it out.
        LeftOut = "left_out";
        /// Was registered.
        Registered = "registered";
        /// Was changed.
        Changed = "changed";
        /// What the preview showed no longer holds, so that nothing was written.
        ChangedSince = "changed_since";
        /// The journal did not take it.
        NotTaken = "not_taken";
        /// Was taken back.
        TakenBack = "taken_back";
        /// Was not taken back, or not fully: somebody went on working with it.
        Kept = "kept";
        /// Every village said that the person does not live there.
        NotHere = "not_here";
    }
}

impl RowState {
    /// The state of a row that nobody decided about.
    pub fn of(action: Action) -> RowState {
        match action {
            Action::New => RowState::New,
            Action::Change => RowState::Change,
            Action::Same => RowState::Same,
            Action::Doubtful => RowState::Doubtful,
            Action::Unplaced => RowState::Unplaced,
            Action::Foreign => RowState::Foreign,
            Action::Twice => RowState::Twice,
            Action::Unreadable => RowState::Unreadable,
            Action::Absent => RowState::Absent,
        }
    }

    /// States of rows that are written when a person agrees.
    pub const TAKEN: [RowState; 4] = [
        RowState::New,
        RowState::DecidedNew,
        RowState::Change,
        RowState::DecidedChange,
    ];
}

/// Who did something, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hand {
    /// Account.
    pub by: Uuid,
    /// Vietnamese civil time.
    pub at: String,
}

/// Body of the worksheet.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Import {
    /// Name of the file as it was given.
    pub file_name: String,
    /// SHA-256 of the file.
    pub hash: String,
    /// Its bytes.
    pub size: u64,
    /// Why the file cannot be used.
    pub refusal: Option<ListError>,
    /// Stable code of a fault of the program.
    pub fault: Option<String>,
    /// What kind of list it is.
    pub kind: Option<ListKind>,
    /// What speaks for it.
    pub evidence: Vec<String>,
    /// The kind, when a person said it.
    pub chosen_kind: Option<ListKind>,
    /// The columns, when a person said what they are.
    pub mapping: Option<Mapping>,
    /// The understanding was remembered from an earlier list of this source.
    pub is_remembered: bool,
    /// Sheets and columns as understood.
    pub sheets: Vec<SheetReading>,
    /// Rows that name nobody, by reason.
    pub skipped: BTreeMap<String, u32>,
    /// The first of them.
    pub skipped_rows: Vec<SkippedRow>,
    /// How many things are wrong beyond single people.
    pub problem_count: u32,
    /// The first of them.
    pub problems: Vec<ListProblem>,
    /// Why it stopped by itself.
    pub stopped: Option<Stopped>,
    /// The journal's last number when it was compared.
    pub seq: i64,
    /// Who agreed.
    pub agreed: Option<Hand>,
    /// Who took it back.
    pub undone: Option<Hand>,
}

/// What a person decided about a row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Decision {
    /// `person`, `new`, `leave_out`.
    pub what: String,
    /// Who and when.
    #[serde(flatten)]
    pub hand: Hand,
    /// The row as it is then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub planned: Option<PlannedRow>,
}

/// What the head of a village, or the office, said of an unplaced row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct VillageAnswer {
    /// Who and when.
    #[serde(flatten)]
    pub hand: Hand,
    /// The village where the person lives; absent: in none of the answerer's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub village: Option<String>,
}

/// Body of a row.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ImportRow {
    /// What it would do by itself.
    pub planned: PlannedRow,
    /// The row as it was read; absent for people whom the list does not name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read: Option<PersonRow>,
    /// What a person decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<Decision>,
    /// What it did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub applied: Option<Applied>,
    /// Why it was not taken, or not taken back: a stable code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// The fields behind `why`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<String>,
    /// What villages said of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<VillageAnswer>,
}

impl ImportRow {
    /// A row that nobody touched.
    pub fn of(planned: PlannedRow, read: Option<PersonRow>) -> ImportRow {
        ImportRow {
            planned,
            read,
            decision: None,
            applied: None,
            why: None,
            fields: Vec::new(),
            answers: Vec::new(),
        }
    }

    /// What it does, decisions included.
    pub fn effective(&self) -> &PlannedRow {
        self.decision
            .as_ref()
            .and_then(|decision| decision.planned.as_ref())
            .unwrap_or(&self.planned)
    }
}

/// The worksheet around the body.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// Id.
    pub id: String,
    /// Where it stands.
    pub state: State,
    /// Who brought the file.
    pub created_by: Option<Uuid>,
    /// When.
    pub created_at: String,
    /// When it changed last.
    pub changed_at: String,
}

/// A row with its place.
#[derive(Clone, Debug)]
pub struct Placed {
    /// Place in the list, from 0.
    pub position: i64,
    /// Where it stands.
    pub state: RowState,
    /// The row.
    pub row: ImportRow,
}

impl Placed {
    /// As it is stored.
    pub fn stored(&self) -> ApiResult<WorksheetRow> {
        Ok(WorksheetRow {
            position: self.position,
            state: self.state.code().to_owned(),
            body: serde_json::to_string(&self.row)?,
        })
    }
}

/// Worksheet → its parts.
pub fn parts(found: Worksheet) -> ApiResult<(Sheet, Import)> {
    let import = serde_json::from_str(&found.body)?;
    let sheet = Sheet {
        state: State::from_code(&found.state).unwrap_or(State::Failed),
        id: found.id,
        created_by: found.created_by,
        created_at: found.created_at,
        changed_at: found.changed_at,
    };
    Ok((sheet, import))
}

/// One import.
pub async fn load(app: &App, id: &str) -> ApiResult<Option<(Sheet, Import)>> {
    let found = app.store.worksheet(app.commune(), KIND, id).await?;
    found.map(parts).transpose()
}

/// Every import, the newest first.
pub async fn all(app: &App, limit: u32) -> ApiResult<Vec<(Sheet, Import)>> {
    let found = app.store.worksheets(app.commune(), KIND, None, limit).await?;
    found.into_iter().map(parts).collect()
}

/// Moves an import and writes these rows.
pub async fn save(
    app: &App,
    id: &str,
    (from, to): (State, State),
    import: &Import,
    rows: &[Placed],
    by: Option<Uuid>,
) -> ApiResult<()> {
    let body = serde_json::to_string(import)?;
    let rows: Vec<WorksheetRow> = rows.iter().map(Placed::stored).collect::<ApiResult<_>>()?;
    let now = app.clock.now_text();
    let states = (from.code(), to.code());
    app.store
        .move_worksheet(app.commune(), (KIND, id), states, &body, &rows, (by, &now))
        .await?;
    Ok(())
}

/// A page of rows.
pub async fn rows(
    app: &App,
    id: &str,
    states: Option<&[RowState]>,
    after: Option<i64>,
    limit: u32,
) -> ApiResult<Vec<Placed>> {
    let codes: Option<Vec<&str>> = states.map(|states| states.iter().map(|state| state.code()).collect());
    let found = app
        .store
        .worksheet_rows(app.commune(), (KIND, id), codes.as_deref(), after, limit)
        .await?;
    let rows = found.into_iter().map(|row| {
        Ok(Placed {
            position: row.position,
            state: RowState::from_code(&row.state).unwrap_or(RowState::NotTaken),
            row: serde_json::from_str(&row.body)?,
        })
    });
    rows.collect()
}

/// One row.
pub async fn row(app: &App, id: &str, position: i64) -> ApiResult<Option<Placed>> {
    let found = rows(app, id, None, Some(position - 1), 1).await?;
    Ok(found.into_iter().find(|row| row.position == position))
}

/// Every row of some states, few at a time.
pub async fn each(app: &App, id: &str, states: &[RowState], mut visit: impl FnMut(Placed)) -> ApiResult<()> {
    let mut after = None;
    loop {
        let some = rows(app, id, Some(states), after, STEP).await?;
        let Some(last) = some.last() else { return Ok(()) };
        after = Some(last.position);
        some.into_iter().for_each(&mut visit);
    }
}

/// How many rows are in each state.
pub async fn counts(app: &App, id: &str) -> ApiResult<BTreeMap<String, i64>> {
    let counts = app.store.worksheet_counts(app.commune(), (KIND, id)).await?;
    Ok(counts.into_iter().collect())
}
