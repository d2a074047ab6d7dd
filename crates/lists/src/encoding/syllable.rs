//! Whether a word can be a Vietnamese syllable: what tells a right decoding from a wrong one.

use super::cp1258::split_tone;

const ONSETS: [&str; 27] = [
    "ngh", "ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr", "b", "c", "d", "đ", "g", "h", "k", "l", "m",
    "n", "r", "s", "t", "v", "x", "",
];

/// Rimes without their tone, by first letter.
const RIMES: &str = " a ac ach ai am an ang anh ao ap at au ay ă ăc ăm ăn ăng ăp ăt â âc âm ân âng âp ât âu ây \
    e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu \
    o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oe oen oeo oet oc oi om on ong oong op ot \
    ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uân uâng uât uây uc ui um un ung up ut uôc uôi uôm uôn uông uôt \
    uê uêch uên uênh uêu uơ uơn uy uya uych uyên uyêt uyn uynh uyp uyt uyu uyêc ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn \
    ương ươp ươt ươu y yêm yên yêng yêt yêu yt ynh ";

/// How strictly tones are asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Tones {
    /// After c, ch, p, t the tone is sắc or nặng, as the language has it.
    AsSpoken,
    /// The tone may be missing, as in names of the Highlands.
    MayBeMissing,
}

/// Whether `word` (NFC) is a possible Vietnamese syllable in small letters, in capitals, or with one capital first.
pub fn is_syllable(word: &str, tones: Tones) -> bool {
    let mut plain = String::with_capacity(word.len());
    let mut tone = None;
    let (mut upper, mut lower) = (0, 0);
    let mut is_first_upper = false;
    for (at, c) in word.chars().enumerate() {
        if !c.is_alphabetic() {
            return false;
        }
        if c.is_uppercase() {
            upper += 1;
            is_first_upper |= at == 0;
        } else {
            lower += 1;
        }
        let (letter, mark) = split_tone(c);
        if mark.is_some() && tone.is_some() {
            return false;
        }
        tone = tone.or(mark);
        plain.extend(letter.to_lowercase());
    }
    let is_case_right = upper == 0 || lower == 0 || (upper == 1 && is_first_upper);
    if !is_case_right || plain.is_empty() {
        return false;
    }
    ONSETS.iter().any(|onset| {
        plain
            .strip_prefix(onset)
            .is_some_and(|rime| !rime.is_empty() && has_rime(rime) && fits(rime, tone, tones))
    })
}

fn has_rime(rime: &str) -> bool {
    RIMES
        .match_indices(rime)
        .any(|(at, found)| RIMES[..at].ends_with(' ') && RIMES[at + found.len()..].starts_with(' '))
}

fn fits(rime: &str, tone: Option<char>, tones: Tones) -> bool {
    let is_stopped = ["c", "ch", "p", "t"].iter().any(|end| rime.ends_with(end));
    match tone {
        Some('\u{301}' | '\u{323}') => true,
        None => !is_stopped || tones == Tones::MayBeMissing,
        Some(_) => !is_stopped,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_syllables() {
        for word in [
            "Nguyễn",
            "NGUYỄN",
            "thị",
            "Hoà",
            "hòa",
            "Đặng",
            "Yến",
            "ý",
            "Gì",
            "giếng",
            "Quỳnh",
            "quý",
            "khuỷu",
            "Ẩm",
            "đường",
            "Thuở",
            "xoong",
            "nghiêng",
            "Mỹ",
            "Út",
        ] {
            assert!(is_syllable(word, Tones::AsSpoken), "{word}");
        }
        for word in [
            "NguyỄn", "Brôi", "Đăk", "nưg", "hàn̈", "hổằ", "bạà", "", "K'", "ngãt", "lơng", "NGuyễn",
        ] {
            assert!(!is_syllable(word, Tones::AsSpoken), "{word}");
        }
        assert!(is_syllable("Nhôt", Tones::MayBeMissing) && !is_syllable("Nhôt", Tones::AsSpoken));
    }
}
