//! The closed world in which templates run: embedded fonts, embedded templates, one data file. No disk, no network, no clock.

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

const FONTS: [&[u8]; 6] = [
    include_bytes!("../fonts/LiberationSerif-Regular.ttf"),
    include_bytes!("../fonts/LiberationSerif-Bold.ttf"),
    include_bytes!("../fonts/LiberationSerif-Italic.ttf"),
    include_bytes!("../fonts/LiberationSerif-BoldItalic.ttf"),
    include_bytes!("../fonts/LiberationSans-Regular.ttf"),
    include_bytes!("../fonts/LiberationSans-Bold.ttf"),
];

const TEMPLATES: [(&str, &str); 12] = [
    ("/common.typ", include_str!("../templates/common.typ")),
    ("/letterhead.typ", include_str!("../templates/letterhead.typ")),
    ("/receipt.typ", include_str!("../templates/receipt.typ")),
    (
        "/supplement_request.typ",
        include_str!("../templates/supplement_request.typ"),
    ),
    ("/refusal.typ", include_str!("../templates/refusal.typ")),
    ("/apology.typ", include_str!("../templates/apology.typ")),
    ("/stop_notice.typ", include_str!("../templates/stop_notice.typ")),
    ("/control_slip.typ", include_str!("../templates/control_slip.typ")),
    ("/handover_record.typ", include_str!("../templates/handover_record.typ")),
    ("/poster.typ", include_str!("../templates/poster.typ")),
    ("/report.typ", include_str!("../templates/report.typ")),
    (
        "/declaration_form.typ",
        include_str!("../templates/declaration_form.typ"),
    ),
];

fn file_id(path: &str) -> FileId {
    let path = VirtualPath::new(path).expect("our own paths are valid");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

/// What all documents share; made once.
pub(crate) struct Workshop {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    templates: Vec<Source>,
    data: FileId,
    picture: FileId,
}

impl Workshop {
    pub(crate) fn new() -> Self {
        let fonts: Vec<Font> = FONTS.iter().flat_map(|data| Font::iter(Bytes::new(*data))).collect();
        Self {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            templates: TEMPLATES
                .iter()
                .map(|(path, text)| Source::new(file_id(path), (*text).to_owned()))
                .collect(),
            data: file_id("/data.json"),
            picture: file_id("/signature.png"),
        }
    }

    /// The world of one document.
    pub(crate) fn desk(&self, template: &str, data: Vec<u8>, picture: Option<Vec<u8>>) -> Desk<'_> {
        Desk {
            workshop: self,
            main: file_id(template),
            data: Bytes::new(data),
            picture: picture.map(Bytes::new),
        }
    }
}

/// One document being set.
pub(crate) struct Desk<'a> {
    workshop: &'a Workshop,
    main: FileId,
    data: Bytes,
    picture: Option<Bytes>,
}

impl World for Desk<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.workshop.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.workshop.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.workshop
            .templates
            .iter()
            .find(|source| source.id() == id)
            .cloned()
            .ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.workshop.data {
            return Ok(self.data.clone());
        }
        match &self.picture {
            Some(picture) if id == self.workshop.picture => Ok(picture.clone()),
            Some(_) | None => Err(FileError::AccessDenied),
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.workshop.fonts.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_fonts_load_and_know_every_vietnamese_letter() {
        let workshop = Workshop::new();
        assert_eq!(workshop.fonts.len(), FONTS.len());
        // Letters of Vietnamese, Mnông, Êđê, Gia Rai, Chăm in Latin script; marks for letters without a code of their own.
        let special =
            "ăâđêôơưĂÂĐÊÔƠƯƀɃčČĕĔŏŎŭŬĭĬñÑčƠ̆ơ̆ư̆\u{0300}\u{0301}\u{0302}\u{0303}\u{0306}\u{0309}\u{0323}–—“”‘’…•№₫";
        let tones = '\u{1EA0}'..='\u{1EF9}';
        for font in &workshop.fonts {
            let name = &font.info().family;
            for letter in tones.clone().chain(special.chars()) {
                assert!(
                    font.info().coverage.contains(u32::from(letter)),
                    "{name} lacks {letter} U+{:04X}",
                    u32::from(letter)
                );
            }
        }
    }

    #[test]
    fn templates_cannot_reach_anything_else() {
        let workshop = Workshop::new();
        let desk = workshop.desk("/receipt.typ", b"{}".to_vec(), None);
        for path in ["/etc/passwd", "/signature.png", "/other.json"] {
            assert!(desk.file(file_id(path)).is_err(), "{path}");
            assert!(desk.source(file_id(path)).is_err(), "{path}");
        }
        assert!(desk.today(None).is_none());
    }
}
