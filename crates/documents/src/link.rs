//! Addresses that are printed as text and as a QR code.

use std::fmt::Write;

use qrcode::{Color, EcLevel, QrCode};
use serde::Serialize;

use crate::DocumentError;

/// White modules around the code; readers need four.
const QUIET: usize = 4;

/// Above this length the squares become too small for a cheap phone's camera at 22 mm.
const MAX_CHARS: usize = 200;

/// An address of a public page, with its QR code as vector squares.
#[derive(Debug, Clone, Serialize)]
pub struct PublicLink {
    url: String,
    svg: String,
}

impl PublicLink {
    /// Makes the code; [`DocumentError::LinkTooLong`] above 200 characters.
    pub fn new(url: impl Into<String>) -> Result<Self, DocumentError> {
        let url = url.into();
        let chars = url.chars().count();
        if chars > MAX_CHARS {
            return Err(DocumentError::LinkTooLong { chars });
        }
        let code = QrCode::with_error_correction_level(url.as_bytes(), EcLevel::M)
            .map_err(|_| DocumentError::LinkTooLong { chars })?;
        Ok(Self { svg: draw(&code), url })
    }

    /// The address as given.
    pub fn url(&self) -> &str {
        &self.url
    }
}

/// One path of horizontal bars: few objects, sharp at every size.
fn draw(code: &QrCode) -> String {
    let width = code.width();
    let colors = code.to_colors();
    let mut path = String::new();
    for (y, row) in colors.chunks(width).enumerate() {
        let mut x = 0;
        while x < width {
            let run = row[x..].iter().take_while(|&&color| color == Color::Dark).count();
            if run > 0 {
                write!(path, "M{} {}h{run}v1h-{run}z", x + QUIET, y + QUIET).expect("writing to a String cannot fail");
            }
            x += run.max(1);
        }
    }
    let side = width + 2 * QUIET;
    format!(r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}"><path d="{path}"/></svg>"#)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_every_dark_module_once() {
        let url = "https://tadung.example/tra-cuu?ma=TAM-24637-7K3F9Q";
        let code = QrCode::with_error_correction_level(url.as_bytes(), EcLevel::M).expect("short enough");
        let link = PublicLink::new(url).expect("short enough");
        let drawn: usize = link
            .svg
            .split('h')
            .skip(1)
            .filter_map(|rest| rest.split('v').next().and_then(|run| run.parse::<usize>().ok()))
            .sum();
        assert_eq!(
            drawn,
            code.to_colors().iter().filter(|&&color| color == Color::Dark).count()
        );
    }

    #[test]
    fn refuses_what_a_phone_cannot_read() {
        assert!(matches!(
            PublicLink::new("x".repeat(201)),
            Err(DocumentError::LinkTooLong { chars: 201 })
        ));
        assert!(PublicLink::new("x".repeat(200)).is_ok());
    }
}
