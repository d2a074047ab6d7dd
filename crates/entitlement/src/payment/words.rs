//! Amounts in Vietnamese words, as they stand under a payment list.

const DIGITS: [&str; 10] = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"];
const BILLION: u64 = 1_000_000_000;

/// Three digits. `whole` = also the leading zeros, because something stands before.
fn group(number: usize, whole: bool, words: &mut Vec<&'static str>) {
    let (hundreds, tens, ones) = (number / 100, number / 10 % 10, number % 10);
    if hundreds > 0 || whole {
        words.extend([DIGITS[hundreds], "trăm"]);
    }
    let spoken_before = hundreds > 0 || whole;
    match tens {
        0 if ones > 0 && spoken_before => words.push("linh"),
        0 => {}
        1 => words.push("mười"),
        _ => words.extend([DIGITS[tens], "mươi"]),
    }
    match (tens, ones) {
        (_, 0) => {}
        (0 | 1, 1) => words.push("một"),
        (_, 1) => words.push("mốt"),
        (0 | 1, 4) => words.push("bốn"),
        (_, 4) => words.push("tư"),
        (0, 5) => words.push("năm"),
        (_, 5) => words.push("lăm"),
        (_, ones) => words.push(DIGITS[ones]),
    }
}

fn speak(number: u64, whole: bool, words: &mut Vec<&'static str>) {
    let (billions, rest) = (number / BILLION, number % BILLION);
    if billions > 0 {
        speak(billions, whole, words);
        words.push("tỷ");
    }
    let mut spoken = whole || billions > 0;
    for (size, name) in [(1_000_000, Some("triệu")), (1_000, Some("nghìn")), (1, None)] {
        let part = usize::try_from(rest / size % 1_000).expect("below a thousand");
        if part > 0 {
            group(part, spoken, words);
            words.extend(name);
            spoken = true;
        }
    }
}

/// A number in words, in small letters: “ba trăm linh năm nghìn không trăm hai mươi mốt”.
pub fn number_in_words(number: u64) -> String {
    if number == 0 {
        return DIGITS[0].to_owned();
    }
    let mut words = Vec::new();
    speak(number, false, &mut words);
    words.join(" ")
}

/// An amount in words with a capital at the front: “Ba trăm bốn mươi hai triệu đồng”.
pub fn amount_in_words(dong: u64) -> String {
    let words = number_in_words(dong);
    let mut letters = words.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).chain(" đồng".chars()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_at_the_counter() {
        for (number, words) in [
            (0, "không"),
            (1, "một"),
            (4, "bốn"),
            (5, "năm"),
            (10, "mười"),
            (11, "mười một"),
            (14, "mười bốn"),
            (15, "mười lăm"),
            (20, "hai mươi"),
            (21, "hai mươi mốt"),
            (24, "hai mươi tư"),
            (25, "hai mươi lăm"),
            (100, "một trăm"),
            (101, "một trăm linh một"),
            (104, "một trăm linh bốn"),
            (105, "một trăm linh năm"),
            (110, "một trăm mười"),
            (111, "một trăm mười một"),
            (115, "một trăm mười lăm"),
            (999, "chín trăm chín mươi chín"),
            (1_000, "một nghìn"),
            (1_005, "một nghìn không trăm linh năm"),
            (1_015, "một nghìn không trăm mười lăm"),
            (21_021, "hai mươi mốt nghìn không trăm hai mươi mốt"),
            (540_000, "năm trăm bốn mươi nghìn"),
            (1_350_000, "một triệu ba trăm năm mươi nghìn"),
            (1_000_005, "một triệu không trăm linh năm"),
            (342_090_000, "ba trăm bốn mươi hai triệu không trăm chín mươi nghìn"),
            (1_000_000_000, "một tỷ"),
            (2_005_000_000, "hai tỷ không trăm linh năm triệu"),
            (1_000_000_000_000, "một nghìn tỷ"),
            (1_500_000_540_000, "một nghìn năm trăm tỷ năm trăm bốn mươi nghìn"),
            (1_000_000_000_000_000_000, "một tỷ tỷ"),
            (
                u64::MAX,
                "mười tám tỷ bốn trăm bốn mươi sáu triệu bảy trăm bốn mươi tư nghìn không trăm bảy mươi ba tỷ \
                 bảy trăm linh chín triệu năm trăm năm mươi mốt nghìn sáu trăm mười lăm",
            ),
        ] {
            assert_eq!(number_in_words(number), words, "{number}");
        }
        assert_eq!(
            amount_in_words(342_000_540),
            "Ba trăm bốn mươi hai triệu năm trăm bốn mươi đồng"
        );
        assert_eq!(amount_in_words(0), "Không đồng");
    }
}
