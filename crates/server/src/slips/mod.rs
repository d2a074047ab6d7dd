//! From a dossier to what is printed about it.

use documents::{
    Contact, Date, DocumentNumber, DossierCode, FormLayout, FormMark, Letterhead, Moment, Party, PublicLink, Signatory,
    Signer,
};
use domain::eligibility::Confidence;
use domain::form::{Slip, SlipKind};
use wire::dossier::DossierRecord;
use wire::records::PersonRecord;

use crate::config::Config;
use crate::error::{ApiError, ApiResult, Code};
use crate::office::history::HistoryItem;
use crate::rules::Law;

mod control;
mod declaration;
mod letters;
mod receipt;
pub mod words;

pub use words::{day, moment};

/// The slips of a dossier, as their addresses name them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SlipName {
    /// Giấy tiếp nhận và hẹn trả.
    Receipt,
    /// Phiếu yêu cầu bổ sung (also the guidance slip at intake).
    Supplement,
    /// Phiếu từ chối.
    Refusal,
    /// Văn bản xin lỗi.
    Apology,
    /// Thông báo dừng.
    Stop,
    /// Phiếu kiểm soát.
    Control,
    /// Biên nhận trả kết quả.
    Handover,
    /// Tờ khai.
    Form,
}

impl SlipName {
    /// Reads `receipt.pdf`.
    pub fn from_file_name(name: &str) -> Option<Self> {
        Some(match name.strip_suffix(".pdf")? {
            "receipt" => Self::Receipt,
            "supplement" => Self::Supplement,
            "refusal" => Self::Refusal,
            "apology" => Self::Apology,
            "stop" => Self::Stop,
            "control" => Self::Control,
            "handover" => Self::Handover,
            "form" => Self::Form,
            _ => return None,
        })
    }
}

/// Everything that a slip may need, gathered before.
pub struct Desk<'a> {
    /// The commune.
    pub config: &'a Config,
    /// The rules.
    pub law: &'a Law,
    /// The dossier.
    pub dossier: &'a DossierRecord,
    /// The beneficiary, when registered.
    pub person: Option<&'a PersonRecord>,
    /// Its journal.
    pub history: &'a [HistoryItem],
    /// Signature on the hand-over, PNG.
    pub signature: Option<Vec<u8>>,
    /// Today, ISO.
    pub today: &'a str,
}

impl Desk<'_> {
    /// The document of this name, or `nothing_to_print` when the dossier has none.
    pub fn document(&self, name: SlipName) -> ApiResult<documents::Document> {
        match name {
            SlipName::Receipt => receipt::receipt(self),
            SlipName::Supplement => receipt::supplement(self),
            SlipName::Refusal => receipt::refusal(self),
            SlipName::Apology => letters::apology(self),
            SlipName::Stop => letters::stop(self),
            SlipName::Control => control::control(self),
            SlipName::Handover => control::handover(self),
            SlipName::Form => declaration::form(self),
        }
    }

    fn demo(&self) -> bool {
        self.config.commune.demo
    }

    /// `Ủy ban nhân dân xã Tà Đùng`.
    fn committee(&self) -> String {
        format!("Ủy ban nhân dân {}", words::lower_first(&self.config.commune.name))
    }

    fn centre(&self) -> String {
        self.config.contact.name.clone()
    }

    /// The day of the rules: reception, or intake while only guided.
    fn day_of_rules(&self) -> ApiResult<time::Date> {
        let text = self
            .dossier
            .clock
            .as_ref()
            .map_or(self.dossier.taken_in_at.as_str(), |clock| clock.received.as_str());
        words::civil_date(text)
    }

    fn slip(&self, kind: SlipKind) -> Option<&Slip> {
        let day = self.day_of_rules().ok()?;
        self.law.slip(kind, day)
    }

    fn mark(&self, kind: SlipKind) -> FormMark {
        match self.slip(kind) {
            Some(slip) => mark(&slip.number, &slip.basis, slip.provenance.confidence),
            None => FormMark {
                number: String::new(),
                basis: None,
                layout: FormLayout::Unverified,
            },
        }
    }

    fn letterhead(&self, kind: SlipKind, date: Date) -> Letterhead {
        let symbol = self
            .slip(kind)
            .map(|slip| slip.number_suffix.trim_start_matches('/').to_owned());
        Letterhead {
            parent_agency: Some(self.committee()),
            agency: self.centre(),
            number: symbol
                .filter(|symbol| !symbol.is_empty())
                .map(|symbol| DocumentNumber { number: None, symbol }),
            place: words::place_name(&self.config.commune.name).to_owned(),
            date,
        }
    }

    fn code(&self) -> DossierCode {
        match &self.dossier.official_code {
            Some(code) => DossierCode::Official {
                code: code.clone(),
                temporary: Some(self.dossier.intake.code.clone()),
            },
            None => DossierCode::Temporary {
                code: self.dossier.intake.code.clone(),
            },
        }
    }

    fn look_up(&self) -> Option<PublicLink> {
        let base = self.config.server.public_url.as_deref()?.trim_end_matches('/');
        PublicLink::new(format!("{base}/tra-cuu?ma={}", self.dossier.intake.code)).ok()
    }

    /// Who handed in: the submitter, or the beneficiary.
    fn applicant(&self) -> Party {
        let intake = &self.dossier.intake;
        let address = intake.address.clone().unwrap_or_else(|| {
            format!(
                "{}, {}",
                self.config.village_name(&intake.village),
                self.config.commune.name
            )
        });
        match &intake.submitted_by {
            Some(link) => Party {
                name: link.full_name.clone(),
                personal_id: link.personal_id.as_deref().map(words::masked),
                address: link.address.clone().unwrap_or(address),
                phone: link.phone.clone().or_else(|| intake.phone.clone()),
                email: None,
            },
            None => Party {
                name: intake.beneficiary_name.clone(),
                personal_id: self
                    .person
                    .and_then(|person| person.personal_id.as_deref())
                    .map(words::masked),
                address,
                phone: intake
                    .phone
                    .clone()
                    .or_else(|| self.person.and_then(|person| person.phone.clone())),
                email: None,
            },
        }
    }

    fn contact(&self) -> Option<Contact> {
        let phone = self.config.contact.phone.clone()?;
        Some(Contact {
            name: self.centre(),
            phone,
        })
    }

    /// A contact without a number still names the office.
    fn contact_or_office(&self) -> Contact {
        let phone = self.config.contact.phone.clone().unwrap_or_default();
        Contact {
            name: self.centre(),
            phone,
        }
    }

    fn procedure_name(&self) -> String {
        let code = &self.dossier.intake.procedure;
        let known = self.day_of_rules().ok().and_then(|day| self.law.procedure(code, day));
        known.map_or_else(|| code.clone(), |procedure| procedure.name.clone())
    }

    /// Name of the officer who took the dossier in.
    fn officer(&self) -> Signatory {
        let name = self.history.first().and_then(|item| item.author_name.clone());
        Signatory {
            name,
            signed_on_screen_at: None,
        }
    }

    fn submitter(&self) -> Signatory {
        Signatory {
            name: Some(self.applicant().name),
            signed_on_screen_at: None,
        }
    }

    fn chair(&self) -> Signer {
        Signer {
            authority: vec!["TM. Ủy ban nhân dân".to_owned(), "Chủ tịch".to_owned()],
            name: None,
        }
    }

    fn today(&self) -> ApiResult<Date> {
        words::day(self.today)
    }

    /// When everything was there.
    fn received_at(&self) -> ApiResult<Moment> {
        let clock = self.dossier.clock.as_ref().ok_or_else(nothing)?;
        words::moment(&clock.received)
    }

    /// The promise.
    fn due_at(&self) -> ApiResult<Moment> {
        let due = self
            .dossier
            .clock
            .as_ref()
            .and_then(|clock| clock.due.as_deref())
            .ok_or_else(nothing)?;
        words::moment(due)
    }
}

fn mark(number: &str, basis: &[String], confidence: Confidence) -> FormMark {
    let layout = match confidence {
        Confidence::Confirmed | Confidence::SingleSource => FormLayout::Verified,
        Confidence::Unverified => FormLayout::Unverified,
    };
    FormMark {
        number: number.to_owned(),
        basis: (!basis.is_empty()).then(|| basis.join("; ")),
        layout,
    }
}

fn nothing() -> ApiError {
    Code::NothingToPrint.into()
}
