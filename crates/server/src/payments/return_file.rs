//! `POST /api/payments/{month}/paid/file`: reads the payer's file and says whom each row means. Nothing is written: the
//! officer looks at it, and what is taken comes back as rows.

use std::collections::{HashMap, HashSet};

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::HeaderMap;
use domain::permissions::Action;
use lists::columns::{Field, Mapping};
use lists::{ImportedList, ListError, ListKind, PersonRow, ReadOptions};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;
use wire::records::PersonRecord;

use super::kept::{self, Kept};
use super::returns::MAX_ROWS;
use super::rows::folded;
use super::{month_of, sight};
use crate::config::Config;
use crate::error::{ApiError, ApiResult, Code};
use crate::extract::{Params, Segment};
use crate::limits;
use crate::session::Caller;
use crate::state::AppState;

/// Header with the file's name, percent-encoded: names of files stay out of addresses and logs.
const FILE_NAME: &str = "tanthon-file-name";

/// Words of headings above what was paid, the surest first, without accents. A returned list often carries what should be
/// paid beside what was.
const PAID: [&str; 12] = [
    "da chi",
    "thuc chi",
    "da tra",
    "thuc tra",
    "da nhan",
    "thuc nhan",
    "da linh",
    "thuc linh",
    "tong so tien",
    "tong cong",
    "tong tien",
    "so tien",
];

/// How to read.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct FileAsked {
    /// Heading of the column with what was paid; absent = the surest.
    column: Option<String>,
}

/// The file as it was understood.
#[derive(Serialize, utoipa::ToSchema)]
pub struct FileView {
    /// SHA-256 of the file.
    pub sha256: String,
    /// Heading of the column taken for what was paid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// Headings that may be chosen instead.
    pub columns: Vec<String>,
    /// The rows, in the order of the file; at most 50,000.
    pub rows: Vec<FileRow>,
    /// Rows that mean one person of the list and say an amount.
    pub clear: usize,
    /// People of the list who are in no row.
    pub missing: usize,
}

/// One row of the file.
#[derive(Serialize, utoipa::ToSchema)]
pub struct FileRow {
    /// Name of the sheet.
    pub sheet: String,
    /// Row as the spreadsheet numbers it.
    pub row: u32,
    /// The name in the file.
    pub full_name: String,
    /// The date or year of birth in the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birth_date: Option<String>,
    /// Đồng.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<u64>,
    /// Whom it means.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<Uuid>,
    /// Their name on the payment list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub listed_name: Option<String>,
    /// Đồng by the list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub listed: Option<u64>,
    /// Why it cannot be taken as it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<RowTrouble>,
}

/// Why a row cannot be taken as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RowTrouble {
    /// Nobody of the list fits.
    NobodyFits,
    /// Several people of the list fit.
    SeveralFit,
    /// The number is of somebody with another name.
    NameDiffers,
    /// The person stood in a row above.
    Twice,
    /// The cell with the amount is empty.
    NoAmount,
    /// The amount cannot be read.
    AmountUnreadable,
}

/// Reads the file of a payer.
#[utoipa::path(post, path = "/api/payments/{month}/paid/file", tag = "payments", params(("month" = String, Path), FileAsked, ("Tanthon-File-Name" = String, Header, description = "percent-encoded")), request_body(content = Vec<u8>, content_type = "application/octet-stream"), responses((status = 200, body = FileView)))]
pub async fn read(
    State(app): State<AppState>,
    caller: Caller,
    Segment(month): Segment<String>,
    Params(asked): Params<FileAsked>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> ApiResult<Json<FileView>> {
    caller.must(Action::PreparePayments)?;
    let kept = kept::open(&app, month_of(&month)?).await?.must_be_approved()?;
    let bytes = body.map_err(|_| ApiError::new(Code::FileTooLarge).with("limit", limits::RETURN_BYTES))?;
    let name = headers
        .get(FILE_NAME)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let name = decoded(name);
    let today = app.clock.today_text();
    let (sha256, list) = tokio::task::spawn_blocking(move || {
        let sha256 = Sha256::digest(&bytes)
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect::<String>();
        (sha256, open(&bytes, &name, &today, asked.column.as_deref()))
    })
    .await
    .map_err(ApiError::internal)?;
    let opened = list.map_err(|error| unreadable(&error))?;
    if opened.list.rows.len() > MAX_ROWS {
        return Err(ApiError::new(Code::TooManyEntries).with("limit", MAX_ROWS));
    }
    let ids: Vec<Uuid> = kept.list.rows.iter().map(|row| row.person).collect();
    let gone = kept.list.not_paid.iter().map(|it| it.person);
    let ids: Vec<Uuid> = ids.into_iter().chain(gone).collect();
    let people = kept::people(&app, &ids).await?;
    let rows = Matcher::new(&kept, &people, &app.config).rows(&opened.list);
    sight::note(&app, &caller, kept.list.month, "return").await?;
    let found: HashSet<Uuid> = rows.iter().filter_map(|row| row.person).collect();
    Ok(Json(FileView {
        sha256,
        column: opened.column,
        columns: opened.columns,
        clear: rows.iter().filter(|row| row.problem.is_none()).count(),
        missing: kept.list.rows.iter().filter(|row| !found.contains(&row.person)).count(),
        rows,
    }))
}

fn unreadable(error: &ListError) -> ApiError {
    let mut answer = ApiError::new(Code::ReturnUnreadable).with("why", error.code.as_str());
    if let Some(sheet) = &error.sheet {
        answer = answer.with("sheet", sheet.clone());
    }
    if let Some(row) = error.row {
        answer = answer.with("row", row);
    }
    answer
}

/// `%C3%AA` → `ê`; what is no such text stays as it is.
fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut plain = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let code = text
            .get(at + 1..at + 3)
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match (bytes[at], code) {
            (b'%', Some(byte)) => {
                plain.push(byte);
                at += 3;
            }
            (byte, _) => {
                plain.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8(plain).unwrap_or_else(|_| text.to_owned())
}

struct Opened {
    list: ImportedList,
    column: Option<String>,
    columns: Vec<String>,
}

/// Reads the file, and once more if another column than the first of its kind holds what was paid.
fn open(bytes: &[u8], name: &str, today: &str, asked: Option<&str>) -> Result<Opened, ListError> {
    let mut options = ReadOptions {
        mapping: None,
        kind: Some(ListKind::Payment),
        today: Some(today.to_owned()),
    };
    let list = lists::read(bytes, name, &options)?;
    let headings = || {
        list.sheets
            .iter()
            .flat_map(|sheet| &sheet.columns)
            .filter(|one| !one.heading.is_empty())
    };
    let taken = |field: Field| {
        headings()
            .find(|one| one.field == Some(field))
            .map(|one| one.heading.clone())
    };
    let mut columns: Vec<String> = headings()
        .filter(|one| {
            matches!(
                one.field,
                None | Some(Field::Monthly | Field::Signature | Field::Note | Field::Coefficient)
            )
        })
        .map(|one| one.heading.clone())
        .collect();
    let mut seen = HashSet::new();
    columns.retain(|heading| seen.insert(heading.clone()));
    let surest = || {
        let says = |words: &str| columns.iter().find(|heading| spaced(heading).contains(words)).cloned();
        PAID.into_iter().find_map(says).or_else(|| taken(Field::Monthly))
    };
    let wanted = asked
        .map(str::to_owned)
        .filter(|heading| columns.contains(heading))
        .or_else(surest);
    let Some(wanted) = wanted else {
        return Ok(Opened {
            list,
            column: None,
            columns,
        });
    };
    let mut mapping = Mapping::default();
    for heading in &columns {
        mapping.set(heading, None);
    }
    mapping.set(&wanted, Some(Field::Monthly));
    options.mapping = Some(mapping);
    Ok(Opened {
        list: lists::read(bytes, name, &options)?,
        column: Some(wanted),
        columns,
    })
}

/// Words without accents, between single spaces.
fn spaced(text: &str) -> String {
    let plain: String = folded(text)
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Somebody of the payment list.
struct Listed<'a> {
    person: Uuid,
    full_name: &'a str,
    name: String,
    year: Option<&'a str>,
    number: Option<&'a str>,
    village: String,
    total: u64,
}

/// Finds whom a row means: by number, else by name, year of birth and village, if only one person of the list fits.
struct Matcher<'a> {
    listed: Vec<Listed<'a>>,
    by_number: HashMap<&'a str, Vec<usize>>,
    by_name: HashMap<String, Vec<usize>>,
}

impl<'a> Matcher<'a> {
    fn new(kept: &'a Kept, people: &'a HashMap<Uuid, PersonRecord>, config: &Config) -> Matcher<'a> {
        let paid = kept
            .list
            .rows
            .iter()
            .map(|row| (row.person, row.full_name.as_str(), row.village.as_str(), row.total));
        let not_paid = kept
            .list
            .not_paid
            .iter()
            .map(|it| (it.person, it.full_name.as_str(), it.village.as_str(), 0));
        let mut all = Matcher {
            listed: Vec::new(),
            by_number: HashMap::new(),
            by_name: HashMap::new(),
        };
        for (person, full_name, village, total) in paid.chain(not_paid) {
            let at = all.listed.len();
            let record = people.get(&person);
            let numbers = record
                .into_iter()
                .flat_map(|it| [it.personal_id.as_deref(), it.old_id.as_deref()]);
            for number in numbers.flatten() {
                all.by_number.entry(number).or_default().push(at);
            }
            let name = spaced(full_name);
            all.by_name.entry(name.clone()).or_default().push(at);
            all.listed.push(Listed {
                person,
                full_name,
                name,
                year: record
                    .and_then(|it| it.birth_date.as_deref())
                    .and_then(|date| date.get(..4)),
                number: record.and_then(|it| it.personal_id.as_deref()),
                village: spaced(config.village_name(village)),
                total,
            });
        }
        all
    }

    fn rows(&self, list: &ImportedList) -> Vec<FileRow> {
        let mut seen = HashSet::new();
        list.rows
            .iter()
            .map(|row| {
                let found = self.find(row).and_then(|at| {
                    if seen.insert(at) {
                        Ok(at)
                    } else {
                        Err(RowTrouble::Twice)
                    }
                });
                let amount = row.monthly.as_ref();
                let dong = amount.and_then(|it| it.value).and_then(|dong| u64::try_from(dong).ok());
                let problem = match (&found, amount, dong) {
                    (Err(problem), _, _) => Some(*problem),
                    (Ok(_), None, _) => Some(RowTrouble::NoAmount),
                    (Ok(_), Some(_), None) => Some(RowTrouble::AmountUnreadable),
                    (Ok(_), Some(_), Some(_)) => None,
                };
                let one = found.ok().map(|at| &self.listed[at]);
                FileRow {
                    sheet: list.sheet_name(row.sheet).to_owned(),
                    row: row.row,
                    full_name: row.full_name.as_ref().map(|it| it.raw.clone()).unwrap_or_default(),
                    birth_date: row.birth_date.as_ref().map(|it| it.raw.clone()),
                    amount: dong,
                    person: one.map(|it| it.person),
                    listed_name: one.map(|it| it.full_name.to_owned()),
                    listed: one.map(|it| it.total),
                    problem,
                }
            })
            .collect()
    }

    fn find(&self, row: &PersonRow) -> Result<usize, RowTrouble> {
        let name = row.full_name.as_ref();
        // With and without what stood in brackets after it.
        let names = [name.and_then(|it| it.value.as_deref()), name.map(|it| it.raw.as_str())];
        let names: Vec<String> = names.into_iter().flatten().map(spaced).collect();
        let number = row.personal_id.as_ref().and_then(|it| it.value.as_deref());
        let old = row.old_id.as_ref().and_then(|it| it.value.as_deref());
        for number in [number, old].into_iter().flatten() {
            match self.by_number.get(number).map(Vec::as_slice) {
                None => {}
                Some([at]) if names.contains(&self.listed[*at].name) => return Ok(*at),
                Some([_]) => return Err(RowTrouble::NameDiffers),
                Some(_) => return Err(RowTrouble::SeveralFit),
            }
        }
        let year = row
            .birth_date
            .as_ref()
            .and_then(|it| it.value.as_deref())
            .and_then(|date| date.get(..4));
        let agree = |said: Option<&str>, known: Option<&str>| said.is_none() || known.is_none() || said == known;
        let fits = |at: &usize| {
            let one = &self.listed[*at];
            agree(year, one.year) && agree(number, one.number)
        };
        let of_name = names.iter().find_map(|name| self.by_name.get(name));
        let mut fitting: Vec<usize> = of_name.into_iter().flatten().copied().filter(fits).collect();
        if let (true, Some(village)) = (fitting.len() > 1, &row.village) {
            let village = format!(" {} ", spaced(&village.raw));
            fitting.retain(|at| village.contains(&format!(" {} ", self.listed[*at].village)));
        }
        match fitting.as_slice() {
            [at] => Ok(*at),
            [] => Err(RowTrouble::NobodyFits),
            [_, _, ..] => Err(RowTrouble::SeveralFit),
        }
    }
}
