//! What several documents share: heads, people, papers, signatures.

use serde::{Serialize, Serializer};

use crate::{Date, DocumentError, Moment};

/// The head of an official document (boxes 1 to 4 of Decree 30/2020/NĐ-CP, Appendix I).
#[derive(Debug, Clone, Serialize)]
pub struct Letterhead {
    /// The agency above, e.g. `Ủy ban nhân dân xã Tà Đùng`; printed in capitals.
    pub parent_agency: Option<String>,
    /// The agency that issues the document; printed in bold capitals.
    pub agency: String,
    /// Number and symbol; `None` where the document has none.
    pub number: Option<DocumentNumber>,
    /// Place before the date, e.g. `Tà Đùng`.
    pub place: String,
    /// Day of the document; also the date in the PDF's metadata.
    pub date: Date,
}

/// Number and symbol of a document: `05/BC-UBND`.
#[derive(Debug, Clone, Serialize)]
pub struct DocumentNumber {
    /// The number; `None` leaves room to write it by hand.
    #[serde(serialize_with = "official_number")]
    pub number: Option<u32>,
    /// What follows the slash, e.g. `BC-UBND`, `PBS-TTPVHCC`.
    pub symbol: String,
}

/// Decree 30/2020, Appendix I, II.3: numbers below 10 get a leading zero.
fn official_number<S: Serializer>(number: &Option<u32>, serializer: S) -> Result<S::Ok, S::Error> {
    match number {
        Some(number) => serializer.serialize_some(&format!("{number:02}")),
        None => serializer.serialize_none(),
    }
}

/// Which official form a slip follows. The caller's rules say so, because circulars renumber their forms.
#[derive(Debug, Clone, Serialize)]
pub struct FormMark {
    /// E.g. `Mẫu số 01`.
    pub number: String,
    /// E.g. `Phụ lục I Thông tư số 03/2025/TT-VPCP`.
    pub basis: Option<String>,
    /// Whether the fields were compared with the published form.
    pub layout: FormLayout,
}

/// How sure we are that the fields are those of the published form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FormLayout {
    /// Compared with the published text.
    Verified,
    /// The published form was not found; the slip says so.
    Unverified,
}

/// The code under which a dossier is known.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum DossierCode {
    /// Given by a device without network; printed with the sentence that it is not the official code.
    Temporary {
        /// The code.
        code: String,
    },
    /// Given by the province's system.
    Official {
        /// The official code (mã số hồ sơ).
        code: String,
        /// The temporary code that was on an earlier slip.
        temporary: Option<String>,
    },
}

/// A citizen or organisation as a slip names them.
#[derive(Debug, Clone, Serialize)]
pub struct Party {
    /// Full name.
    pub name: String,
    /// Personal or organisation id; the caller masks digits where the purpose does not need them.
    pub personal_id: Option<String>,
    /// Address in one line.
    pub address: String,
    /// Telephone.
    pub phone: Option<String>,
    /// E-mail.
    pub email: Option<String>,
}

/// The person who authorised the applicant, and by which paper.
#[derive(Debug, Clone, Serialize)]
pub struct Authorisation {
    /// The person who authorised (người ủy quyền).
    pub party: Party,
    /// The paper that shows it.
    pub paper: String,
}

/// One paper that was handed in.
#[derive(Debug, Clone, Serialize)]
pub struct Paper {
    /// Name of the paper as the procedure names it.
    pub name: String,
    /// Original, copy or photographed.
    pub form: PaperForm,
    /// Number of copies.
    pub copies: u32,
}

/// In which form a paper was received.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaperForm {
    /// The original stays in the dossier.
    Original,
    /// A certified copy.
    CertifiedCopy,
    /// A plain copy, compared with the original.
    ComparedCopy,
    /// A picture taken on the spot, the original went back to its owner.
    Photographed,
    /// Taken from a database; nothing had to be handed in.
    FromDatabase,
}

impl Serialize for PaperForm {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(match self {
            PaperForm::Original => "bản chính",
            PaperForm::CertifiedCopy => "bản sao chứng thực",
            PaperForm::ComparedCopy => "bản sao, đã đối chiếu",
            PaperForm::Photographed => "chụp từ bản chính, đã trả lại",
            PaperForm::FromDatabase => "lấy từ cơ sở dữ liệu",
        })
    }
}

/// A limit in days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimeLimit {
    /// How many.
    pub days: u32,
    /// Of which kind.
    pub unit: DayUnit,
}

/// Kinds of days in which the law gives limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayUnit {
    /// Ngày làm việc.
    WorkingDay,
    /// Ngày.
    CalendarDay,
}

impl Serialize for TimeLimit {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&match self.unit {
            DayUnit::WorkingDay => format!("{:02} ngày làm việc", self.days),
            DayUnit::CalendarDay => format!("{:02} ngày", self.days),
        })
    }
}

/// How the day of the appointment was found.
#[derive(Debug, Clone, Serialize)]
pub struct DueCount {
    /// The first day that counts.
    pub starts: Date,
    /// Why counting starts then, if it is not plain.
    pub starts_why: Option<String>,
    /// The published limit.
    pub limit: TimeLimit,
    /// Days between start and end that do not count.
    #[serde(serialize_with = "by_reason")]
    pub skipped: Vec<SkippedDay>,
    /// Articles that say so.
    pub basis: Vec<String>,
}

/// A day that does not count, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SkippedDay {
    /// The day.
    pub date: Date,
    /// E.g. `Ngày Văn hóa Việt Nam`, `nghỉ cuối tuần`.
    pub why: String,
}

#[derive(Serialize)]
struct SkippedDays<'a> {
    why: &'a str,
    dates: String,
}

/// People read "weekend (28/11, 29/11)" faster than one line per day.
fn by_reason<S: Serializer>(days: &[SkippedDay], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(group_by_reason(days))
}

fn group_by_reason(days: &[SkippedDay]) -> Vec<SkippedDays<'_>> {
    let one_year = days.windows(2).all(|pair| pair[0].date.year() == pair[1].date.year());
    let mut groups: Vec<SkippedDays<'_>> = Vec::new();
    for day in days {
        let date = if one_year {
            day.date.short_without_year()
        } else {
            day.date.short()
        };
        match groups.iter_mut().find(|group| group.why == day.why) {
            Some(group) => {
                group.dates.push_str(", ");
                group.dates.push_str(&date);
            }
            None => groups.push(SkippedDays {
                why: &day.why,
                dates: date,
            }),
        }
    }
    groups
}

/// How the applicant wants the result.
#[derive(Debug, Clone)]
pub enum ResultChannel {
    /// At the counter named here.
    Counter {
        /// Name of the centre.
        place: String,
    },
    /// By public post.
    Post {
        /// To this address.
        address: String,
    },
    /// At a later mobile day.
    MobileStop {
        /// Where.
        place: String,
        /// When, if the day is planned already.
        date: Option<Date>,
    },
    /// Brought home.
    Home {
        /// To this address.
        address: String,
    },
    /// As an electronic document.
    Electronic {
        /// Where it appears.
        place: String,
    },
}

impl Serialize for ResultChannel {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&match self {
            ResultChannel::Counter { place } => place.clone(),
            ResultChannel::Post { address } => format!("Gửi qua bưu chính công ích đến: {address}"),
            ResultChannel::MobileStop {
                place,
                date: Some(date),
            } => format!("Buổi lưu động {}, {place}", date.long()),
            ResultChannel::MobileStop { place, date: None } => format!("Buổi lưu động kỳ sau, {place}"),
            ResultChannel::Home { address } => format!("Trả tại nhà: {address}"),
            ResultChannel::Electronic { place } => format!("Bản điện tử tại {place}"),
        })
    }
}

/// Whom to ask.
#[derive(Debug, Clone, Serialize)]
pub struct Contact {
    /// Person or office.
    pub name: String,
    /// Telephone.
    pub phone: String,
}

/// The end of an official document: authority, title, name.
#[derive(Debug, Clone, Serialize)]
pub struct Signer {
    /// Lines in capitals, e.g. `TM. Ủy ban nhân dân`, `KT. Chủ tịch`, `Phó Chủ tịch`; printed in capitals.
    pub authority: Vec<String>,
    /// Full name without academic titles; `None` leaves room for it.
    pub name: Option<String>,
}

/// A signature made on a screen.
#[derive(Debug, Clone)]
pub struct SignaturePicture {
    png: Vec<u8>,
}

impl SignaturePicture {
    /// Takes a PNG file; [`DocumentError::BadPicture`] if it is none.
    pub fn from_png(png: Vec<u8>) -> Result<Self, DocumentError> {
        if png.starts_with(b"\x89PNG\r\n\x1a\n") {
            Ok(Self { png })
        } else {
            Err(DocumentError::BadPicture)
        }
    }

    pub(crate) fn png(&self) -> &[u8] {
        &self.png
    }
}

/// A block of its own name: who signed for what, when the slip has two columns of signatures.
#[derive(Debug, Clone, Serialize)]
pub struct Signatory {
    /// Full name; `None` leaves room to write it.
    pub name: Option<String>,
    /// When it was signed on a screen instead of by hand.
    pub signed_on_screen_at: Option<Moment>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn skipped(year: u16, month: u8, day: u8, why: &str) -> SkippedDay {
        SkippedDay {
            date: Date::new(year, month, day).expect("a real day"),
            why: why.into(),
        }
    }

    #[test]
    fn skipped_days_are_told_by_reason() {
        let days = [
            skipped(2026, 11, 24, "Ngày Văn hóa Việt Nam"),
            skipped(2026, 11, 28, "nghỉ cuối tuần"),
            skipped(2026, 11, 29, "nghỉ cuối tuần"),
        ];
        let told: Vec<String> = group_by_reason(&days)
            .iter()
            .map(|group| format!("{} ({})", group.why, group.dates))
            .collect();
        assert_eq!(told, ["Ngày Văn hóa Việt Nam (24/11)", "nghỉ cuối tuần (28/11, 29/11)"]);
    }

    #[test]
    fn skipped_days_name_the_year_when_it_changes() {
        let days = [
            skipped(2026, 12, 27, "nghỉ cuối tuần"),
            skipped(2027, 1, 1, "Tết Dương lịch"),
        ];
        assert_eq!(group_by_reason(&days)[1].dates, "01/01/2027");
    }

    #[test]
    fn numbers_and_limits_are_written_as_the_decree_says() {
        let number = DocumentNumber {
            number: Some(5),
            symbol: "BC-UBND".into(),
        };
        assert_eq!(serde_json::to_value(number).expect("plain data")["number"], "05");
        let limit = TimeLimit {
            days: 7,
            unit: DayUnit::WorkingDay,
        };
        assert_eq!(serde_json::to_value(limit).expect("plain data"), "07 ngày làm việc");
    }

    #[test]
    fn a_signature_must_be_a_png() {
        assert!(SignaturePicture::from_png(b"%PDF-1.7".to_vec()).is_err());
    }
}
