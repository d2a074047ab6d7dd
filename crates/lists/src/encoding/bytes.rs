//! Bytes of which nobody said what they are.

use super::mojibake::shown;

/// The whole text behind `bytes`: by its byte-order mark, as UTF-8, or byte by byte as Windows-1252 shows it (which is
/// how the legacy encodings are told apart afterwards).
pub fn text_of_bytes(bytes: &[u8]) -> String {
    if let Some(rest) = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]) {
        return text_of_line(rest);
    }
    if let Some(rest) = bytes.strip_prefix(&[0xFF, 0xFE]) {
        return utf16(rest, u16::from_le_bytes);
    }
    if let Some(rest) = bytes.strip_prefix(&[0xFE, 0xFF]) {
        return utf16(rest, u16::from_be_bytes);
    }
    text_of_line(bytes)
}

/// The text behind a piece of a file without a byte-order mark. Valid UTF-8 sequences are read as such, all other
/// bytes stand for themselves: no legacy encoding of Vietnamese writes anything that is valid UTF-8 by chance.
pub fn text_of_line(bytes: &[u8]) -> String {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.to_owned();
    }
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 2);
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(|byte| shown(*byte)));
    }
    text
}

/// The lines of a file as bytes, each with its line end; UTF-16 is turned into UTF-8 first.
pub fn bytes_of_lines(bytes: &[u8]) -> Vec<Vec<u8>> {
    let is_utf16 = bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]);
    let converted = is_utf16.then(|| text_of_bytes(bytes).into_bytes());
    let bytes = converted.as_deref().unwrap_or(bytes);
    let bytes = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(bytes);
    bytes
        .split_inclusive(|byte| *byte == b'\n')
        .map(<[u8]>::to_vec)
        .collect()
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks(2).map(|pair| match pair {
        [a, b] => unit([*a, *b]),
        // Half a character at the end.
        _ => 0xFFFD,
    });
    char::decode_utf16(units)
        .map(|unit| unit.unwrap_or('\u{FFFD}'))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_become_text() {
        for (bytes, expected) in [
            (&b"\xEF\xBB\xBFA"[..], "A"),
            (b"\xFF\xFEA\x00\xC5\x1E", "Aễ".trim_end_matches('ễ')),
            (b"B\xB6o Th\xBEng", "B¶o Th¾ng"),
            ("Nguyễn".as_bytes(), "Nguyễn"),
            (b"\x93A\x94", "“A”"),
        ] {
            let text = text_of_bytes(bytes);
            assert!(text.starts_with(expected), "{text:?} {expected:?}");
        }
        assert_eq!(text_of_bytes(b"\xFE\xFF\x1E\xC5"), "ễ");
        assert_eq!(text_of_bytes(b"\xFF\xFE\xC5\x1E\x41"), "ễ\u{FFFD}");
        assert_eq!(bytes_of_lines(b"a\r\nb"), [b"a\r\n".to_vec(), b"b".to_vec()]);
    }
}
