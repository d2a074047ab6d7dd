//! From data to PDF.

use typst::diag::SourceDiagnostic;
use typst::foundations::{Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use crate::clean::clean;
use crate::world::Workshop;
use crate::{Document, DocumentError, Moment};

/// Vietnam has no summer time.
const VIETNAM_MINUTES: i32 = 7 * 60;

/// How many documents a cached piece of layout survives unused. Small: people print different names each time, and what
/// documents have in common is used again at once.
const CACHE_AGE: usize = 2;

/// Makes PDFs. Create one and share it: fonts and templates are read once.
pub struct Typesetter {
    workshop: Workshop,
    archive: PdfStandards,
}

impl Default for Typesetter {
    fn default() -> Self {
        Self::new()
    }
}

impl Typesetter {
    /// The most data one document may have, bytes of JSON.
    pub const MAX_DATA_BYTES: usize = 2_000_000;

    /// Reads the fonts and templates.
    pub fn new() -> Self {
        Self {
            workshop: Workshop::new(),
            archive: PdfStandards::new(&[PdfStandard::A_2u]).expect("one standard cannot contradict itself"),
        }
    }

    /// The document as a PDF/A-2u file (searchable text, fonts inside), or as a plain PDF where a text has a letter that no
    /// embedded font knows. Same document, same bytes.
    pub fn render(&self, document: &Document) -> Result<Vec<u8>, DocumentError> {
        let mut data = document.data()?;
        clean(&mut data);
        let data = serde_json::to_vec(&data)?;
        if data.len() > Self::MAX_DATA_BYTES {
            return Err(DocumentError::TooLarge {
                bytes: data.len(),
                limit: Self::MAX_DATA_BYTES,
            });
        }
        let picture = document.picture().map(|picture| picture.png().to_vec());
        let desk = self.workshop.desk(document.template(), data, picture);
        let pages = typst::compile::<PagedDocument>(&desk)
            .output
            .map_err(|faults| template_fault(&faults));
        let pdf = pages.and_then(|pages| self.export(&pages, document.moment()));
        typst::comemo::evict(CACHE_AGE);
        pdf
    }

    fn export(&self, pages: &PagedDocument, moment: Moment) -> Result<Vec<u8>, DocumentError> {
        let options = |standards| PdfOptions {
            creator: Smart::Custom(Some("Tận Thôn".into())),
            timestamp: timestamp(moment),
            standards,
            ..PdfOptions::default()
        };
        typst_pdf::pdf(pages, &options(self.archive.clone()))
            // The archive standard forbids letters without a glyph; a receipt with one odd sign is better than none.
            .or_else(|_| typst_pdf::pdf(pages, &options(PdfStandards::default())))
            .map_err(|faults| template_fault(&faults))
    }
}

fn timestamp(moment: Moment) -> Option<Timestamp> {
    let (date, time) = (moment.date, moment.time);
    let datetime = Datetime::from_ymd_hms(
        i32::from(date.year()),
        date.month(),
        date.day(),
        time.hour(),
        time.minute(),
        0,
    )?;
    Timestamp::new_local(datetime, VIETNAM_MINUTES)
}

fn template_fault(faults: &[SourceDiagnostic]) -> DocumentError {
    // Messages of the compiler name places in our templates, and never quote the data.
    DocumentError::Template(
        faults
            .iter()
            .map(|fault| fault.message.as_str())
            .collect::<Vec<_>>()
            .join("; "),
    )
}
