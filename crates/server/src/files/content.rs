//! What a file is, by its content and never by its name.

use crate::error::Code;

/// Bytes that are enough to know a type.
pub const START: usize = 64;

/// The content type of a file that begins so. HEIC is told apart, because phones make it and browsers cannot show it.
pub fn kind(start: &[u8]) -> Result<&'static str, Code> {
    let after = |place: usize, mark: &[u8]| start.get(place..place + mark.len()) == Some(mark);
    if after(0, b"\xff\xd8\xff") {
        Ok("image/jpeg")
    } else if after(0, b"\x89PNG\r\n\x1a\n") {
        Ok("image/png")
    } else if after(0, b"RIFF") && after(8, b"WEBP") {
        Ok("image/webp")
    } else if after(0, b"%PDF-") {
        Ok("application/pdf")
    } else if after(4, b"ftyp")
        && [b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"heim"]
            .iter()
            .any(|brand| after(8, *brand))
    {
        Err(Code::FileHeic)
    } else {
        Err(Code::NotAnImage)
    }
}

/// Whether the end fits to the beginning: a photo that was cut off while it was taken has no end. `size` is that of the whole.
pub fn is_whole(kind: &str, start: &[u8], end: &[u8], size: u64) -> bool {
    let ends_near = |mark: &[u8]| end.windows(mark.len()).any(|window| window == mark);
    match kind {
        "image/jpeg" => ends_near(b"\xff\xd9"),
        "image/png" => ends_near(b"IEND"),
        "image/webp" => {
            let length = start
                .get(4..8)
                .and_then(|bytes| bytes.try_into().ok())
                .map(u32::from_le_bytes);
            length.is_some_and(|length| u64::from(length) + 8 <= size)
        }
        "application/pdf" => ends_near(b"%%EOF"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_known_by_content() {
        let heic = b"\0\0\0\x18ftypheic\0\0\0\0";
        let cases: [(&[u8], Result<&str, Code>); 7] = [
            (b"\xff\xd8\xff\xe0rest", Ok("image/jpeg")),
            (b"\x89PNG\r\n\x1a\nrest", Ok("image/png")),
            (b"RIFF\x04\0\0\0WEBPVP8 ", Ok("image/webp")),
            (b"%PDF-1.7", Ok("application/pdf")),
            (heic, Err(Code::FileHeic)),
            (b"<svg xmlns=", Err(Code::NotAnImage)),
            (b"", Err(Code::NotAnImage)),
        ];
        for (bytes, expected) in cases {
            assert_eq!(kind(bytes), expected, "{bytes:?}");
        }
    }

    #[test]
    fn a_cut_off_photo_is_seen() {
        assert!(is_whole("image/jpeg", b"\xff\xd8\xff", b"...\xff\xd9", 10));
        assert!(!is_whole("image/jpeg", b"\xff\xd8\xff", b"......", 10));
        assert!(!is_whole("image/webp", b"RIFF\xff\0\0\0WEBP", b"", 20));
        assert!(is_whole("image/webp", b"RIFF\x0c\0\0\0WEBP", b"", 20));
    }
}
