//! TCVN3 (ABC, fonts .Vn*): one byte per letter, without capitals that carry a tone.

/// Byte (as the Latin-1 character that a program shows for it) and letter. As in glibc's TCVN5712-1; the capitals with
/// tones at the end of it are hardly ever met.
const TABLE: [(char, char); 88] = [
    ('\u{A1}', 'Ă'),
    ('\u{A2}', 'Â'),
    ('\u{A3}', 'Ê'),
    ('\u{A4}', 'Ô'),
    ('\u{A5}', 'Ơ'),
    ('\u{A6}', 'Ư'),
    ('\u{A7}', 'Đ'),
    ('\u{A8}', 'ă'),
    ('\u{A9}', 'â'),
    ('\u{AA}', 'ê'),
    ('\u{AB}', 'ô'),
    ('\u{AC}', 'ơ'),
    ('\u{AD}', 'ư'),
    ('\u{AE}', 'đ'),
    ('\u{B5}', 'à'),
    ('\u{B6}', 'ả'),
    ('\u{B7}', 'ã'),
    ('\u{B8}', 'á'),
    ('\u{B9}', 'ạ'),
    ('\u{BA}', 'Ẳ'),
    ('\u{BB}', 'ằ'),
    ('\u{BC}', 'ẳ'),
    ('\u{BD}', 'ẵ'),
    ('\u{BE}', 'ắ'),
    ('\u{BF}', 'Ẵ'),
    ('\u{C0}', 'Ắ'),
    ('\u{C1}', 'Ầ'),
    ('\u{C2}', 'Ẩ'),
    ('\u{C3}', 'Ẫ'),
    ('\u{C4}', 'Ấ'),
    ('\u{C5}', 'Ề'),
    ('\u{C6}', 'ặ'),
    ('\u{C7}', 'ầ'),
    ('\u{C8}', 'ẩ'),
    ('\u{C9}', 'ẫ'),
    ('\u{CA}', 'ấ'),
    ('\u{CB}', 'ậ'),
    ('\u{CC}', 'è'),
    ('\u{CD}', 'Ể'),
    ('\u{CE}', 'ẻ'),
    ('\u{CF}', 'ẽ'),
    ('\u{D0}', 'é'),
    ('\u{D1}', 'ẹ'),
    ('\u{D2}', 'ề'),
    ('\u{D3}', 'ể'),
    ('\u{D4}', 'ễ'),
    ('\u{D5}', 'ế'),
    ('\u{D6}', 'ệ'),
    ('\u{D7}', 'ì'),
    ('\u{D8}', 'ỉ'),
    ('\u{D9}', 'Ễ'),
    ('\u{DA}', 'Ế'),
    ('\u{DB}', 'Ồ'),
    ('\u{DC}', 'ĩ'),
    ('\u{DD}', 'í'),
    ('\u{DE}', 'ị'),
    ('\u{DF}', 'ò'),
    ('\u{E0}', 'Ổ'),
    ('\u{E1}', 'ỏ'),
    ('\u{E2}', 'õ'),
    ('\u{E3}', 'ó'),
    ('\u{E4}', 'ọ'),
    ('\u{E5}', 'ồ'),
    ('\u{E6}', 'ổ'),
    ('\u{E7}', 'ỗ'),
    ('\u{E8}', 'ố'),
    ('\u{E9}', 'ộ'),
    ('\u{EA}', 'ờ'),
    ('\u{EB}', 'ở'),
    ('\u{EC}', 'ỡ'),
    ('\u{ED}', 'ớ'),
    ('\u{EE}', 'ợ'),
    ('\u{EF}', 'ù'),
    ('\u{F0}', 'Ỗ'),
    ('\u{F1}', 'ủ'),
    ('\u{F2}', 'ũ'),
    ('\u{F3}', 'ú'),
    ('\u{F4}', 'ụ'),
    ('\u{F5}', 'ừ'),
    ('\u{F6}', 'ử'),
    ('\u{F7}', 'ữ'),
    ('\u{F8}', 'ứ'),
    ('\u{F9}', 'ự'),
    ('\u{FA}', 'ỳ'),
    ('\u{FB}', 'ỷ'),
    ('\u{FC}', 'ỹ'),
    ('\u{FD}', 'ý'),
    ('\u{FE}', 'ỵ'),
];

/// The letter behind a character.
fn letter(c: char) -> Option<char> {
    TABLE.iter().find(|(shown, _)| *shown == c).map(|(_, letter)| *letter)
}

/// The text, with characters that TCVN3 does not have left as they are.
pub fn decode(text: &str) -> String {
    text.chars().map(|c| letter(c).unwrap_or(c)).collect()
}

/// The word, or nothing if it holds a letter that TCVN3 does not have.
pub fn decode_word(word: &str) -> Option<String> {
    word.chars()
        .map(|c| if c.is_ascii() { Some(c) } else { letter(c) })
        .collect()
}

/// The text as Latin-1 characters; capitals with a tone become small letters, as the font draws them.
pub fn encode(text: &str) -> Option<String> {
    let shown = |c: char| TABLE.iter().find(|(_, letter)| *letter == c).map(|(shown, _)| *shown);
    text.chars()
        .map(|c| {
            if c.is_ascii() {
                return Some(c);
            }
            // The capitals beyond Ă Â Ê Ô Ơ Ư Đ exist in the standard, but not in the fonts.
            let is_plain_capital = matches!(c, 'Ă' | 'Â' | 'Ê' | 'Ô' | 'Ơ' | 'Ư' | 'Đ');
            if c.is_uppercase() && !is_plain_capital {
                return None;
            }
            shown(c)
        })
        .collect()
}
