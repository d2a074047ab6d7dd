//! Words that are one slip of the finger apart.

/// Whether one letter inserted, dropped, replaced or swapped with its neighbour turns `typed` into `word`, or, for
/// four letters and more, into a beginning of `word`. Equal words are not a slip.
pub fn is_one_slip(typed: &str, word: &str) -> bool {
    let (typed, word) = (typed.as_bytes(), word.as_bytes());
    if typed.len() < 3 || word.len() + 1 < typed.len() {
        return false;
    }
    let may_end_early = typed.len() >= 4;
    let rest_fits = |typed_rest: &[u8], word_rest: &[u8]| {
        if may_end_early {
            word_rest.starts_with(typed_rest)
        } else {
            typed_rest == word_rest
        }
    };
    let common = typed.iter().zip(word).take_while(|(a, b)| a == b).count();
    let (t, w) = (&typed[common..], &word[common..]);
    match (t, w) {
        // Everything typed is a beginning of the word: found without this.
        ([], _) => false,
        ([_], []) => true,
        (_, []) => false,
        ([_, t_rest @ ..], [_, w_rest @ ..]) => {
            let swapped = matches!((t, w), ([a, b, ..], [c, d, ..]) if a == d && b == c) && rest_fits(&t[2..], &w[2..]);
            swapped || rest_fits(t_rest, w_rest) || rest_fits(t_rest, w) || rest_fits(t, w_rest)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_slips() {
        let cases: &[(&str, &str, bool)] = &[
            ("nguyne", "nguyen", true),
            ("nguyn", "nguyen", true),
            ("nguuyen", "nguyen", true),
            ("guyen", "nguyen", true),
            ("mguyen", "nguyen", true),
            ("nguyenn", "nguyen", true),
            ("nguyen", "nguyen", false),
            ("nguy", "nguyen", false),
            ("ngyu", "nguyen", true),
            ("ngaa", "nguyen", false),
            ("lnr", "lan", false),
            ("lam", "lan", true),
            ("la", "lan", false),
            ("hoa", "hoang", false),
            ("hao", "hoa", true),
            ("hao", "hoang", false),
            ("giagn", "giang", true),
        ];
        for (typed, word, expected) in cases {
            assert_eq!(is_one_slip(typed, word), *expected, "{typed} {word}");
        }
    }
}
