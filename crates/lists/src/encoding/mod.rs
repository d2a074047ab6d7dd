//! Legacy encodings of Vietnamese text: told apart by evidence, put right, never guessed from one letter.
//!
//! The letters of TCVN3 and VNI reach us as Latin-1 characters, which good Vietnamese uses too (à, ê, ô …). So words
//! are judged as Vietnamese syllables before and after decoding ([`syllable`]), the evidence of a whole column decides,
//! and a text that already holds letters beyond Latin-1 (ă, ư, ễ …) is never touched apart from NFC.

mod bytes;
mod cp1258;
mod evidence;
mod mojibake;
mod syllable;
mod tcvn3;
mod vni;

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

pub use bytes::{bytes_of_lines, text_of_bytes, text_of_line};
pub use evidence::Evidence;
pub use syllable::{Tones, is_syllable};

/// How a text was written before it came here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Encoding {
    /// Unicode, composed or decomposed: only NFC is needed.
    #[default]
    Unicode,
    /// TCVN3 (ABC), fonts .Vn*.
    Tcvn3,
    /// VNI-Windows, fonts VNI-*.
    Vni,
    /// Windows-1258 read as Windows-1252.
    Cp1258,
    /// UTF-8 read as Latin-1 or Windows-1252.
    Mojibake,
}

/// A text that was put right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    /// NFC.
    pub text: String,
    /// What it was.
    pub encoding: Encoding,
    /// Whether something is still wrong: U+FFFD, or garbled in a way that is not known.
    pub is_garbled: bool,
}

/// Puts one line or cell right with the help of its own evidence alone.
pub fn restore(text: &str) -> Restored {
    restore_in(text, Encoding::Unicode)
}

/// Puts a cell right that stands in a column of this encoding. The cell's own evidence goes before the column's.
pub fn restore_in(text: &str, column: Encoding) -> Restored {
    if text.is_ascii() {
        return Restored {
            text: text.to_owned(),
            encoding: Encoding::Unicode,
            is_garbled: false,
        };
    }
    let repaired = match column {
        Encoding::Mojibake => mojibake::repair_in_garbled_column(text),
        Encoding::Unicode | Encoding::Tcvn3 | Encoding::Vni | Encoding::Cp1258 => mojibake::repair(text),
    };
    if let Some(repaired) = repaired {
        let is_garbled = domain::text::looks_garbled(&repaired);
        return Restored {
            text: repaired.nfc().collect(),
            encoding: Encoding::Mojibake,
            is_garbled,
        };
    }
    let encoding = if evidence::is_beyond_latin1(text) {
        Encoding::Unicode
    } else {
        let mut own = Evidence::default();
        own.add(text);
        own.decide_in(column)
    };
    let text: String = decode(text, encoding).nfc().collect();
    Restored {
        // What was lost before stays lost in every encoding.
        is_garbled: text.contains('\u{FFFD}') || encoding == Encoding::Unicode && domain::text::looks_garbled(&text),
        text,
        encoding,
    }
}

/// The text behind `text`, whatever the evidence says. Characters that the encoding does not have stay.
pub fn decode(text: &str, encoding: Encoding) -> String {
    match encoding {
        Encoding::Unicode => text.to_owned(),
        Encoding::Tcvn3 => raise_case(text, tcvn3::decode(text)),
        Encoding::Vni => vni::decode(text),
        Encoding::Cp1258 => cp1258::decode(text),
        Encoding::Mojibake => mojibake::repair(text).unwrap_or_else(|| text.to_owned()),
    }
}

/// `text` (NFC) as the characters that a program shows which takes the bytes of this encoding for Windows-1252.
/// `None` when the encoding cannot write it.
pub fn encode(text: &str, encoding: Encoding) -> Option<String> {
    match encoding {
        Encoding::Unicode => Some(text.to_owned()),
        Encoding::Tcvn3 => tcvn3::encode(text),
        Encoding::Vni => vni::encode(text),
        Encoding::Cp1258 => cp1258::encode(text),
        Encoding::Mojibake => Some(mojibake::spoil(text)),
    }
}

/// TCVN3 has no capitals with tones: "NGUYÔN" is NGUYỄN written with the small ễ. Where the plain letters are
/// capitals, the others become capitals too.
fn raise_case(before: &str, after: String) -> String {
    let small = before.bytes().any(|byte| byte.is_ascii_lowercase());
    let is_shouted = before
        .split(|c: char| !c.is_alphanumeric() && c.is_ascii())
        .any(|word| word.bytes().filter(u8::is_ascii_uppercase).count() >= 2);
    if !small && is_shouted {
        after.chars().flat_map(char::to_uppercase).collect()
    } else {
        after
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const LEGACY: [Encoding; 4] = [Encoding::Tcvn3, Encoding::Vni, Encoding::Cp1258, Encoding::Mojibake];
    const GOOD: &str = include_str!("../../data/communes_new.csv");

    /// Names of communes: real Vietnamese in every letter, Highland names among them.
    fn names() -> Vec<&'static str> {
        GOOD.lines().skip(1).filter_map(|line| line.split(',').nth(1)).collect()
    }

    #[test]
    fn known_samples() {
        for (input, expected, encoding) in [
            ("B¶o Th¾ng", "Bảo Thắng", Encoding::Tcvn3),
            ("B¸t X¸t", "Bát Xát", Encoding::Tcvn3),
            ("NguyÔn V¨n Hïng", "Nguyễn Văn Hùng", Encoding::Tcvn3),
            ("NGUYÔN V¡N HïNG", "NGUYỄN VĂN HÙNG", Encoding::Tcvn3),
            ("TrÇn ThÞ MÉu - th«n 3", "Trần Thị Mẫu - thôn 3", Encoding::Tcvn3),
            ("D\u{AD}¬ng ThÞ Hµ", "Dương Thị Hà", Encoding::Tcvn3),
            ("Nguyeãn Vaên Huøng", "Nguyễn Văn Hùng", Encoding::Vni),
            ("Traàn Thò Maãu", "Trần Thị Mẫu", Encoding::Vni),
            ("ÑAËNG THÒ HÖÔNG", "ĐẶNG THỊ HƯƠNG", Encoding::Vni),
            ("Nguyê\u{DE}n Vãn Hu\u{CC}ng", "Nguyễn Văn Hùng", Encoding::Cp1258),
            ("Nguyá»…n VÄƒn HÃ¹ng", "Nguyễn Văn Hùng", Encoding::Mojibake),
            ("HoÃ ng Thá»‹ DÆ°Æ¡ng", "Hoàng Thị Dương", Encoding::Mojibake),
            ("Nguye\u{302}\u{303}n Va\u{306}n A", "Nguyễn Văn A", Encoding::Unicode),
            ("Nguyễn Văn Hùng", "Nguyễn Văn Hùng", Encoding::Unicode),
            ("Hà", "Hà", Encoding::Unicode),
            ("Lê Thanh Tân", "Lê Thanh Tân", Encoding::Unicode),
            (
                "Minh Tâm, Tân Sõn, Châu Lôòc",
                "Minh Tâm, Tân Sơn, Châu Lộc",
                Encoding::Cp1258,
            ),
            ("LÃ VĂN HÁ", "LÃ VĂN HÁ", Encoding::Unicode),
            ("K'Brôi · Bon Krông", "K'Brôi · Bon Krông", Encoding::Unicode),
            (
                "café, 25 °C, ½ tháng, «Nhà»",
                "café, 25 °C, ½ tháng, «Nhà»",
                Encoding::Unicode,
            ),
        ] {
            let restored = restore(input);
            assert_eq!(
                (restored.text.as_str(), restored.encoding, restored.is_garbled),
                (expected, encoding, false),
                "{input:?}"
            );
        }
        assert!(restore("Ng\u{FFFD}yễn").is_garbled);
    }

    #[test]
    fn good_text_never_changes() {
        for name in names() {
            assert_eq!(restore(name).text, name);
            let upper = name.to_uppercase();
            assert_eq!(restore(&upper).text, upper);
            let decomposed: String = name.nfd().collect();
            assert_eq!(restore(&decomposed).text, name);
        }
    }

    /// A column of names is told right in each encoding, and every cell of it comes back.
    #[test]
    fn columns_come_back() {
        for encoding in LEGACY {
            let pairs: Vec<(&str, String)> = names()
                .into_iter()
                .filter_map(|name| Some((name, encode(name, encoding)?)))
                .collect();
            assert!(pairs.len() > 2_500, "{encoding:?} can write most names");
            let mut evidence = Evidence::default();
            for (_, spoilt) in &pairs {
                evidence.add(spoilt);
            }
            let column = evidence.decide();
            assert_eq!(column, encoding);
            for (name, spoilt) in &pairs {
                // TCVN3 lost the case of one letter: "SRó".
                let back = restore_in(spoilt, column).text;
                assert_eq!(back.to_lowercase(), name.to_lowercase(), "{encoding:?} {spoilt:?}");
            }
        }
    }

    /// Five names on one line are nearly always evidence enough for the line alone: least so for Windows-1258, whose letters
    /// are good Vietnamese more often than those of the others. In per mille, as it was measured.
    #[test]
    fn nearly_every_line_comes_back_alone() {
        let shares = LEGACY.map(|encoding| {
            let lines: Vec<String> = names().chunks(5).map(|names| names.join(", ")).collect();
            let spoilt = lines.iter().filter_map(|line| Some((line, encode(line, encoding)?)));
            let (mut all, mut back) = (0, 0);
            for (line, spoilt) in spoilt {
                all += 1;
                back += usize::from(restore(&spoilt).text.to_lowercase() == line.to_lowercase());
            }
            back * 1000 / all
        });
        let least = [992, 989, 980, 1000];
        assert!(
            shares.iter().zip(least).all(|(share, least)| *share >= least),
            "{shares:?}"
        );
    }

    proptest! {
        /// A line alone is put right, or left as it is where it shows too little ("Ia Mõ" is as good a name as "Ia Mơ"):
        /// it never becomes a third thing. What its column knows is then enough ([`columns_come_back`]).
        #[test]
        fn lines_come_back_or_stay(picks in proptest::collection::vec(0_usize..3_321, 4..8), which in 0_usize..4) {
            let names = names();
            let line: Vec<&str> = picks.iter().map(|at| names[at % names.len()]).collect();
            let line = line.join(", ");
            if let Some(spoilt) = encode(&line, LEGACY[which]) {
                let alone = restore(&spoilt).text.to_lowercase();
                prop_assert!(alone == line.to_lowercase() || alone == spoilt.to_lowercase(), "{spoilt:?} became {alone:?}");
                prop_assert_eq!(restore_in(&spoilt, LEGACY[which]).text.to_lowercase(), line.to_lowercase());
            }
        }

        #[test]
        fn any_text_is_survived_and_stable(text in "\\PC*") {
            let once = restore(&text).text;
            let nfc: String = once.nfc().collect();
            prop_assert_eq!(&once, &nfc);
        }
    }
}
