//! Text that was decoded with the wrong character set.

/// Whether `text` shows UTF-8 read as Latin-1 or Windows-1252 ("Nguyá»…n"), or the replacement character U+FFFD.
///
/// Looks for pairs that no Vietnamese word has, so that real capitals such as "LÃ VĂN" do not count.
pub fn looks_garbled(text: &str) -> bool {
    let mut previous = '\0';
    for c in text.chars() {
        if c == '\u{FFFD}' {
            return true;
        }
        // What a UTF-8 continuation byte (80 to BF) turns into.
        let is_continuation = matches!(c, '\u{0080}'..='\u{00BF}')
            || matches!(
                c,
                '€' | '‚'
                    | 'ƒ'
                    | '„'
                    | '…'
                    | '†'
                    | '‡'
                    | 'ˆ'
                    | '‰'
                    | 'Š'
                    | '‹'
                    | 'Œ'
                    | 'Ž'
                    | '‘'
                    | '’'
                    | '“'
                    | '”'
                    | '•'
                    | '–'
                    | '—'
                    | '˜'
                    | '™'
                    | 'š'
                    | '›'
                    | 'œ'
                    | 'ž'
                    | 'Ÿ'
            );
        // The lead bytes of Vietnamese letters: C3, C4, C5, C6, and E1 of the block with the tones.
        let is_pair = match previous {
            'Ä' | 'Å' | 'Æ' => is_continuation,
            // After Ã and á a typographic quote is possible; the others are not.
            'Ã' | 'á' => is_continuation && !matches!(c, '‘' | '’' | '“' | '”' | '–' | '—' | '…' | '\u{00A0}' | '´'),
            _ => false,
        };
        if is_pair {
            return true;
        }
        previous = c;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_wrong_decoding_from_real_capitals() {
        let cases: &[(&str, bool)] = &[
            ("Nguyễn Văn A", false),
            ("LÃ VĂN HÁ", false),
            ("MÁ’ Ã–", false),
            ("Nguyá»…n", true),
            ("Nguy\u{FFFD}n", true),
            ("Tráº§n", true),
            ("Äá»— Quang", true),
            ("Ä\u{91}á»\u{97}", true),
            ("HoÃ ng", false),
            ("HÃ¹ng", true),
            ("DÆ°Æ¡ng", true),
        ];
        for (text, expected) in cases {
            assert_eq!(looks_garbled(text), *expected, "{text:?}");
        }
    }
}
