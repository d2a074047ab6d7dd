//! Takes a written address apart: pieces with what the writer said they are.

use domain::text::{accent_key, fold, has_accent, normalize};

use super::key::loose;

/// What a piece is said to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Nothing is said.
    Open,
    /// Village or smaller.
    Village,
    /// Xã, phường, thị trấn, đặc khu.
    Commune,
    /// Huyện, quận, thị xã; also thành phố, which may be a province.
    District,
    /// Tỉnh.
    Province,
    /// Thành phố: a district of before or a province.
    City,
}

/// A piece.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    pub level: Level,
    /// The word that said it, folded: `xa`, `thi tran`; empty when nothing was said.
    pub word: String,
    /// The name without that word.
    pub name: String,
}

/// Words, with and without their accents, and what they say: "Nam Phương Tiến" is no ward and "Hà Tĩnh" no province "của Hà". Longer
/// ones first.
const WORDS: &[(&str, &str, Level)] = &[
    ("tổ dân phố", "to dan pho", Level::Village),
    ("khu dân cư", "khu dan cu", Level::Village),
    ("thị trấn", "thi tran", Level::Commune),
    ("đặc khu", "dac khu", Level::Commune),
    ("thành phố", "thanh pho", Level::City),
    ("khu phố", "khu pho", Level::Village),
    ("tiểu khu", "tieu khu", Level::Village),
    ("thị xã", "thi xa", Level::District),
    ("phường", "phuong", Level::Commune),
    ("huyện", "huyen", Level::District),
    ("thôn", "thon", Level::Village),
    ("buôn", "buon", Level::Village),
    ("quận", "quan", Level::District),
    ("tỉnh", "tinh", Level::Province),
    ("xóm", "xom", Level::Village),
    ("làng", "lang", Level::Village),
    ("khóm", "khom", Level::Village),
    ("đội", "doi", Level::Village),
    ("bon", "bon", Level::Village),
    ("bản", "ban", Level::Village),
    ("tdp", "tdp", Level::Village),
    ("kp", "kp", Level::Village),
    ("ấp", "ap", Level::Village),
    ("tổ", "to", Level::Village),
    ("số", "so", Level::Village),
    ("xã", "xa", Level::Commune),
];

/// Words that, without accents, also stand within names: "Tam Quan Bac", "Nam Phuong Tien".
const DOUBTFUL: [&str; 4] = ["phuong", "quan", "tinh", "xa"];

/// Names that hold a free hyphen themselves.
const HYPHENATED: [&str; 9] = [
    "phanrangthapcham",
    "bariavungtau",
    "vanmieuquoctugiam",
    "chanmailangco",
    "lamviendalat",
    "xuanhuongdalat",
    "camlidalat",
    "xuantruongdalat",
    "langbiangdalat",
];

/// Where a text without commas is split.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Split {
    /// At every word that may begin a level.
    Everywhere,
    /// Not at words which, without accents, also stand within names.
    WhereSure,
}

/// Short forms, which need a dot or stand before a name: "X. Đắk Plao", "TT Kẻ Sặt", "P.1", "H.Bình Giang".
const SHORT: &[(&str, &str, Level)] = &[
    ("tt", "thi tran", Level::Commune),
    ("tx", "thi xa", Level::District),
    ("tp", "thanh pho", Level::City),
    ("x", "xa", Level::Commune),
    ("p", "phuong", Level::Commune),
    ("h", "huyen", Level::District),
    ("q", "quan", Level::District),
    ("t", "tinh", Level::Province),
];

/// The pieces of a written address, in its order.
pub fn pieces(text: &str, split: Split) -> Vec<Piece> {
    let text = normalize(text);
    let mut pieces = Vec::new();
    // A hyphen separates when it stands free, and where the text has no other separator: "Tân Sơn-Lục Ngạn".
    let spaced = text
        .replace(" - ", ",")
        .replace(" – ", ",")
        .replace([';', '|', '\\', '/'], ",");
    for part in spaced.split(',').map(str::trim).filter(|part| !part.is_empty()) {
        split_at_words(part, split, &mut pieces);
    }
    join_hyphenated(&mut pieces);
    pieces
}

fn join_hyphenated(pieces: &mut Vec<Piece>) {
    let mut at = 0;
    while at + 1 < pieces.len() {
        let joined = format!("{} {}", pieces[at].name, pieces[at + 1].name);
        let key = loose(&joined);
        // "Xã Xuân Trường - Đà Lạt" was a commune of the city of Đà Lạt; the ward of today bears both names.
        let is_old_one = pieces[at].word == "xa" && key == "xuantruongdalat";
        if HYPHENATED.contains(&key.as_str()) && pieces[at + 1].level == Level::Open && !is_old_one {
            pieces[at].name = joined;
            pieces.remove(at + 1);
        }
        at += 1;
    }
}

/// A part that is said to be of a level, as in its own column.
pub fn piece_of(text: &str, level: Level) -> Option<Piece> {
    let text = normalize(text);
    let text = text.trim_matches([',', '.', ' ']);
    if text.is_empty() {
        return None;
    }
    let (word, said, name) = leading_word(text).unwrap_or((String::new(), level, text.to_owned()));
    // "TP Đắk Nông" in the column of provinces stays a province.
    let is_same_kind = said == level || said == Level::City;
    Some(Piece {
        level,
        word: if is_same_kind { word } else { String::new() },
        name: if is_same_kind { name } else { text.to_owned() },
    })
}

/// "thôn 3 xã Đắk Plao huyện Đắk Glong": words that begin a new piece in the middle of a text.
fn split_at_words(part: &str, split: Split, pieces: &mut Vec<Piece>) {
    let tokens: Vec<&str> = part.split(' ').collect();
    let mut start = 0;
    for at in 1..tokens.len() {
        let rest = tokens[at..].join(" ");
        let is_doubtful = !has_accent(tokens[at]) && DOUBTFUL.contains(&fold(tokens[at]).as_str());
        let begins = leading_word(&rest).is_some_and(|(_, level, _)| {
            // Villages begin an address; their words amid a name are part of it ("Tân Tổ", "Xuân Ban").
            level != Level::Village && (!is_doubtful || split == Split::Everywhere) && is_marked(tokens[at])
        });
        let before = fold(&tokens[start..at].join(" "));
        // "thị xã": the second word belongs to the first. And a level word alone is no piece.
        let is_second_half = before.ends_with("thi") && fold(tokens[at]) == "xa";
        let is_alone =
            WORDS.iter().any(|(_, plain, _)| *plain == before) || SHORT.iter().any(|(word, ..)| *word == before);
        if begins && !is_second_half && !is_alone {
            push(&tokens[start..at].join(" "), pieces);
            start = at;
        }
    }
    push(&tokens[start..].join(" "), pieces);
}

/// Whether a token within a text may begin a piece: a whole word, or a short form with a dot or in capitals.
fn is_marked(token: &str) -> bool {
    let is_short = SHORT.iter().any(|(short, ..)| fold(token) == *short);
    !is_short || matches!(token, "TT" | "TX" | "TP" | "Tp" | "Tt" | "Tx")
}

fn push(text: &str, pieces: &mut Vec<Piece>) {
    let text = text.trim_matches(['.', ' ', ':', '-']);
    if text.is_empty() {
        return;
    }
    let (word, level, name) = leading_word(text).unwrap_or((String::new(), Level::Open, text.to_owned()));
    pieces.push(Piece { level, word, name });
}

/// The word of a level at the beginning of a text, folded, and the name behind it.
fn leading_word(text: &str) -> Option<(String, Level, String)> {
    let folded = fold(text);
    for (word, plain, level) in WORDS {
        if let Some(rest) = folded.strip_prefix(plain)
            && rest.starts_with([' ', '.', ':'])
        {
            let written: String = text.chars().take(plain.chars().count()).collect();
            let name = skip_chars(text, plain.chars().count());
            if !name.is_empty() && (!written.split(' ').any(has_accent) || is_same(&written, word)) {
                return Some(((*plain).to_owned(), *level, name));
            }
        }
    }
    for (short, word, level) in SHORT {
        if let Some(rest) = folded.strip_prefix(short) {
            let is_marked = rest.starts_with('.') || (rest.starts_with(' ') && short.len() == 2);
            let is_number = rest.trim_start().starts_with(|c: char| c.is_ascii_digit()) && matches!(*short, "p" | "q");
            let name = skip_chars(text, short.len());
            if (is_marked || is_number) && !name.is_empty() {
                return Some(((*word).to_owned(), *level, name));
            }
        }
    }
    None
}

fn is_same(a: &str, b: &str) -> bool {
    a.split(' ').map(accent_key).eq(b.split(' ').map(accent_key))
}

fn skip_chars(text: &str, count: usize) -> String {
    let rest: String = text.chars().skip(count).collect();
    rest.trim_matches(['.', ' ', ':']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_come_apart() {
        for (text, expected) in [
            (
                "Thôn 3, xã Đắk Plao, huyện Đắk Glong, tỉnh Đắk Nông",
                "Village:3|Commune:Đắk Plao|District:Đắk Glong|Province:Đắk Nông",
            ),
            (
                "thôn 3 xã Đắk Plao huyện Đắk Glong tỉnh Đắk Nông",
                "Village:3|Commune:Đắk Plao|District:Đắk Glong|Province:Đắk Nông",
            ),
            (
                "TDP 5 TT Kẻ Sặt - Bình Giang - HD",
                "Village:5|Commune:Kẻ Sặt|Open:Bình Giang|Open:HD",
            ),
            ("P.1, Q.3, TP.HCM", "Commune:1|District:3|City:HCM"),
            ("X. Đại Sơn, TX. Kinh Môn", "Commune:Đại Sơn|District:Kinh Môn"),
            (
                "Phường An Lưu, thị xã Kinh Môn, Hải Dương",
                "Commune:An Lưu|District:Kinh Môn|Open:Hải Dương",
            ),
            ("xã Nam Phương Tiến, Hà Tĩnh", "Commune:Nam Phương Tiến|Open:Hà Tĩnh"),
            (
                "P. 1, TP Vũng Tàu, Bà Rịa - Vũng Tàu",
                "Commune:1|City:Vũng Tàu|Open:Bà Rịa Vũng Tàu",
            ),
            ("Bon Bu Dơr, Đắk R'Măng", "Village:Bu Dơr|Open:Đắk R'Măng"),
        ] {
            let found: Vec<String> = pieces(text, Split::Everywhere)
                .iter()
                .map(|piece| format!("{:?}:{}", piece.level, piece.name))
                .collect();
            assert_eq!(found.join("|"), expected, "{text}");
        }
    }
}
