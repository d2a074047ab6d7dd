//! Typing errors.

/// Whether two words are one typing error apart, or two in words of seven letters and more: a letter too many, too few,
/// wrong, or two neighbours swapped.
pub fn is_typo(a: &[u8], b: &[u8]) -> bool {
    let longest = a.len().max(b.len());
    if a.len().min(b.len()) < 2 || !(3..=40).contains(&longest) {
        return false;
    }
    let allowed = if longest >= 7 { 2 } else { 1 };
    a.len().abs_diff(b.len()) <= allowed && distance(a, b, allowed) <= allowed
}

/// Whether two texts are the same or one typing error apart.
pub fn is_one_typo(a: &[u8], b: &[u8]) -> bool {
    distance(a, b, 1) <= 1
}

/// Whether one word abbreviates the other: its first letter, or its first consonants (Ng, Th).
pub fn is_initial(a: &[u8], b: &[u8]) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let is_vowel = |letter: &u8| b"aeiouy".contains(letter);
    !short.is_empty()
        && short.len() < long.len()
        && (short.len() == 1 || (short.len() <= 3 && !short.iter().any(is_vowel)))
        && long.starts_with(short)
}

/// The optimal string alignment distance; any number above `limit` when it is greater.
fn distance(a: &[u8], b: &[u8], limit: usize) -> usize {
    let prefix = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[prefix..], &b[prefix..]);
    let suffix = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[..a.len() - suffix], &b[..b.len() - suffix]);
    if a.is_empty() || b.is_empty() {
        return a.len().max(b.len());
    }
    if limit == 1 {
        let is_swap = a.len() == 2 && b.len() == 2 && a[0] == b[1] && a[1] == b[0];
        return if is_swap || (a.len() == 1 && b.len() == 1) {
            1
        } else {
            2
        };
    }
    let mut rows = [[0_u8; 42]; 3];
    for (j, cell) in rows[0].iter_mut().enumerate() {
        *cell = j as u8;
    }
    for i in 1..=a.len() {
        let (now, last, before) = (i % 3, (i + 2) % 3, (i + 1) % 3);
        rows[now][0] = i as u8;
        let mut least = u8::MAX;
        for j in 1..=b.len() {
            let same = u8::from(a[i - 1] != b[j - 1]);
            let mut best = (rows[last][j - 1] + same)
                .min(rows[last][j] + 1)
                .min(rows[now][j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(rows[before][j - 2] + 1);
            }
            rows[now][j] = best;
            least = least.min(best);
        }
        if usize::from(least) > limit {
            return limit + 1;
        }
    }
    usize::from(rows[a.len() % 3][b.len()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typing_errors() {
        for (a, b, expected) in [
            ("hung", "hng", true),
            ("hung", "hunng", true),
            ("hung", "hugn", true),
            ("hung", "hang", true),
            ("hung", "hoang", false),
            ("hung", "long", false),
            ("an", "ban", true),
            ("an", "em", false),
            ("a", "an", false),
            ("nguyen", "nguyenn", true),
            ("nguyen", "nuyne", false),
            ("phuongg", "phunog", true),
            ("truong", "cuong", false),
            ("mitchell", "mitchel", true),
            ("mitchell", "mcthell", true),
            ("mitchell", "michaels", false),
        ] {
            assert_eq!(is_typo(a.as_bytes(), b.as_bytes()), expected, "{a} {b}");
            assert_eq!(is_typo(b.as_bytes(), a.as_bytes()), expected, "{b} {a}");
        }
    }

    #[test]
    fn abbreviations() {
        for (a, b, expected) in [
            ("v", "van", true),
            ("ng", "nguyen", true),
            ("th", "thi", true),
            ("an", "anh", false),
            ("v", "thi", false),
            ("v", "v", false),
            ("", "van", false),
        ] {
            assert_eq!(is_initial(a.as_bytes(), b.as_bytes()), expected, "{a} {b}");
        }
    }
}
