//! VNI-Windows (fonts VNI-*): a base letter and a character for its mark.

/// Letter and how it is written, as Latin-1 characters.
const TABLE: [(char, &str); 130] = [
    ('â', "aâ"),
    ('ă', "aê"),
    ('ê', "eâ"),
    ('ô', "oâ"),
    ('ơ', "ô"),
    ('ư', "ö"),
    ('Â', "AÂ"),
    ('Ă', "AÊ"),
    ('Ê', "EÂ"),
    ('Ô', "OÂ"),
    ('Ơ', "Ô"),
    ('Ư', "Ö"),
    ('á', "aù"),
    ('ấ', "aá"),
    ('ắ', "aé"),
    ('é', "eù"),
    ('ế', "eá"),
    ('ó', "où"),
    ('ố', "oá"),
    ('ớ', "ôù"),
    ('ú', "uù"),
    ('ứ', "öù"),
    ('ý', "yù"),
    ('Á', "AÙ"),
    ('Ấ', "AÁ"),
    ('Ắ', "AÉ"),
    ('É', "EÙ"),
    ('Ế', "EÁ"),
    ('Ó', "OÙ"),
    ('Ố', "OÁ"),
    ('Ớ', "ÔÙ"),
    ('Ú', "UÙ"),
    ('Ứ', "ÖÙ"),
    ('Ý', "YÙ"),
    ('à', "aø"),
    ('ầ', "aà"),
    ('ằ', "aè"),
    ('è', "eø"),
    ('ề', "eà"),
    ('ò', "oø"),
    ('ồ', "oà"),
    ('ờ', "ôø"),
    ('ù', "uø"),
    ('ừ', "öø"),
    ('ỳ', "yø"),
    ('À', "AØ"),
    ('Ầ', "AÀ"),
    ('Ằ', "AÈ"),
    ('È', "EØ"),
    ('Ề', "EÀ"),
    ('Ò', "OØ"),
    ('Ồ', "OÀ"),
    ('Ờ', "ÔØ"),
    ('Ù', "UØ"),
    ('Ừ', "ÖØ"),
    ('Ỳ', "YØ"),
    ('ạ', "aï"),
    ('ậ', "aä"),
    ('ặ', "aë"),
    ('ẹ', "eï"),
    ('ệ', "eä"),
    ('ị', "ò"),
    ('ọ', "oï"),
    ('ộ', "oä"),
    ('ợ', "ôï"),
    ('ụ', "uï"),
    ('ự', "öï"),
    ('ỵ', "î"),
    ('Ạ', "AÏ"),
    ('Ậ', "AÄ"),
    ('Ặ', "AË"),
    ('Ẹ', "EÏ"),
    ('Ệ', "EÄ"),
    ('Ị', "Ò"),
    ('Ọ', "OÏ"),
    ('Ộ', "OÄ"),
    ('Ợ', "ÔÏ"),
    ('Ụ', "UÏ"),
    ('Ự', "ÖÏ"),
    ('Ỵ', "Î"),
    ('ả', "aû"),
    ('ẩ', "aå"),
    ('ẳ', "aú"),
    ('ẻ', "eû"),
    ('ể', "eå"),
    ('ỉ', "æ"),
    ('ỏ', "oû"),
    ('ổ', "oå"),
    ('ở', "ôû"),
    ('ủ', "uû"),
    ('ử', "öû"),
    ('ỷ', "yû"),
    ('Ả', "AÛ"),
    ('Ẩ', "AÅ"),
    ('Ẳ', "AÚ"),
    ('Ẻ', "EÛ"),
    ('Ể', "EÅ"),
    ('Ỉ', "Æ"),
    ('Ỏ', "OÛ"),
    ('Ổ', "OÅ"),
    ('Ở', "ÔÛ"),
    ('Ủ', "UÛ"),
    ('Ử', "ÖÛ"),
    ('Ỷ', "YÛ"),
    ('ã', "aõ"),
    ('ẫ', "aã"),
    ('ẵ', "aü"),
    ('ẽ', "eõ"),
    ('ễ', "eã"),
    ('ĩ', "ó"),
    ('õ', "oõ"),
    ('ỗ', "oã"),
    ('ỡ', "ôõ"),
    ('ũ', "uõ"),
    ('ữ', "öõ"),
    ('ỹ', "yõ"),
    ('Ã', "AÕ"),
    ('Ẫ', "AÃ"),
    ('Ẵ', "AÜ"),
    ('Ẽ', "EÕ"),
    ('Ễ', "EÃ"),
    ('Ĩ', "Ó"),
    ('Õ', "OÕ"),
    ('Ỗ', "OÃ"),
    ('Ỡ', "ÔÕ"),
    ('Ũ', "UÕ"),
    ('Ữ', "ÖÕ"),
    ('Ỹ', "YÕ"),
    ('đ', "ñ"),
    ('Đ', "Ñ"),
];

/// The longest piece of the table at the beginning of `rest`: its letter and its length in bytes.
fn piece(rest: &str) -> Option<(char, usize)> {
    let mut ends = rest.char_indices().map(|(at, c)| at + c.len_utf8());
    let (one, two) = (ends.next()?, ends.next());
    let find = |end: usize| {
        let piece = &rest[..end];
        TABLE
            .iter()
            .find(|(_, written)| *written == piece)
            .map(|(letter, _)| (*letter, end))
    };
    two.and_then(find).or_else(|| find(one))
}

/// The text, with characters that VNI does not have left as they are.
pub fn decode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let (letter, end) = piece(rest).unwrap_or((c, c.len_utf8()));
        out.push(letter);
        rest = &rest[end..];
    }
    out
}

/// The word, or nothing if it holds a letter or a mark that VNI does not have there.
pub fn decode_word(word: &str) -> Option<String> {
    let decoded = decode(word);
    let is_left = |c: char| !c.is_ascii() && TABLE.iter().all(|(letter, _)| *letter != c);
    // ô, ö and others mean ơ, ư in VNI and never stay as they are; a mark that is left was no mark of VNI.
    (!decoded.chars().any(is_left) && encode(&decoded).as_deref() == Some(word)).then_some(decoded)
}

/// The text as Latin-1 characters.
pub fn encode(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if c.is_ascii() {
            out.push(c);
        } else {
            out.push_str(TABLE.iter().find(|(letter, _)| *letter == c)?.1);
        }
    }
    Some(out)
}
