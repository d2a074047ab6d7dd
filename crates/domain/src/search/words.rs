//! Cutting names, village names and queries into words.

use crate::text::normalize;

/// The most words of one name that are indexed.
pub const NAME_WORDS_LIMIT: usize = 12;
/// The most words of a query that count.
pub const QUERY_WORDS_LIMIT: usize = 8;

/// A word of a name, and whether it is only the joined spelling of the words after it ("kbrôi" before "k", "brôi").
#[derive(Debug, PartialEq, Eq)]
pub struct NameWord {
    pub text: String,
    pub is_joined: bool,
}

fn pieces(text: &str) -> Vec<&str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '\'')
        .filter(|piece| piece.chars().any(|c| c != '\''))
        .collect()
}

/// The words of a name. K'Brôi, K' Brôi, K Brôi and KBrôi all give "K", "Brôi" and the joined "KBrôi".
pub fn name_words(name: &str) -> Vec<NameWord> {
    let name = normalize(name);
    let pieces = pieces(&name);
    let mut words = Vec::with_capacity(pieces.len() + 2);
    let mut at = 0;
    while let Some(piece) = pieces.get(at) {
        at += 1;
        let mut parts: Vec<&str> = piece.split('\'').filter(|part| !part.is_empty()).collect();
        let next = pieces.get(at).copied();
        if piece.ends_with('\'')
            && let Some(next) = next
        {
            parts.extend(next.split('\'').filter(|part| !part.is_empty()));
            at += 1;
        } else if let Some((marker, rest)) = split_capitals(piece) {
            parts = vec![marker, rest];
        } else if at == 1
            && is_marker(piece)
            && let Some(next) = next
        {
            let joined = format!("{piece}{}", next.replace('\'', ""));
            words.push(NameWord {
                text: joined,
                is_joined: true,
            });
        }
        if parts.len() > 1 {
            words.push(NameWord {
                text: parts.concat(),
                is_joined: true,
            });
        }
        words.extend(parts.into_iter().map(|part| NameWord {
            text: part.to_owned(),
            is_joined: false,
        }));
    }
    words.truncate(NAME_WORDS_LIMIT);
    words
}

/// Whether a word stands before many names of the Central Highlands: K, H, Y, Ka.
pub fn is_marker(word: &str) -> bool {
    ["k", "h", "y", "ka"]
        .iter()
        .any(|marker| word.eq_ignore_ascii_case(marker))
}

/// "KBrôi" is K and Brôi: a marker, then a capital, then small letters.
fn split_capitals(piece: &str) -> Option<(&str, &str)> {
    let rest = piece.strip_prefix(['K', 'H', 'Y'])?;
    let mut letters = rest.chars();
    (letters.next()?.is_uppercase() && letters.any(char::is_lowercase)).then(|| piece.split_at(1))
}

/// The words of a village name, without what stands in brackets.
pub fn village_words(name: &str) -> Vec<String> {
    let name = normalize(name);
    let before_brackets = name.split('(').next().unwrap_or(&name);
    pieces(before_brackets)
        .into_iter()
        .map(|piece| piece.replace('\'', ""))
        .collect()
}

/// The words of a query. An apostrophe joins: "k'brôi" and "k' brôi" are one word.
pub fn query_words(query: &str) -> Vec<String> {
    let query = normalize(query);
    let mut words: Vec<String> = Vec::new();
    let mut joins_next = false;
    for piece in pieces(&query) {
        let text = piece.replace('\'', "");
        match words.last_mut() {
            Some(last) if joins_next => last.push_str(&text),
            _ => words.push(text),
        }
        joins_next = piece.ends_with('\'');
    }
    words.truncate(QUERY_WORDS_LIMIT);
    words
}

/// The query with each marker joined to the word after it, or `None` when there is no marker to join.
pub fn join_markers(words: &[String]) -> Option<Vec<String>> {
    let mut joined: Vec<String> = Vec::with_capacity(words.len());
    let mut did_join = false;
    let mut after_marker = false;
    for word in words {
        let is_text = !word.starts_with(|c: char| c.is_ascii_digit());
        match joined.last_mut() {
            Some(last) if after_marker && is_text => {
                last.push_str(word);
                did_join = true;
                after_marker = false;
            }
            _ => {
                joined.push(word.clone());
                after_marker = is_marker(word);
            }
        }
    }
    did_join.then_some(joined)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_names() {
        let cases: &[(&str, &[&str])] = &[
            ("Nguyễn Thị Hoà", &["Nguyễn", "Thị", "Hoà"]),
            ("K'Brôi", &["+KBrôi", "K", "Brôi"]),
            ("K’ Brôi", &["+KBrôi", "K", "Brôi"]),
            ("K Brôi", &["+KBrôi", "K", "Brôi"]),
            ("KBrôi", &["+KBrôi", "K", "Brôi"]),
            ("KBRÔI", &["KBRÔI"]),
            ("Ka Brơm", &["+KaBrơm", "Ka", "Brơm"]),
            ("Y-Bré", &["+YBré", "Y", "Bré"]),
            ("Y K'Rah", &["+YKRah", "Y", "+KRah", "K", "Rah"]),
            ("Hà Y Mai", &["Hà", "Y", "Mai"]),
            ("Hoàng", &["Hoàng"]),
            ("", &[]),
            ("'", &[]),
        ];
        for (name, expected) in cases {
            let words: Vec<String> = name_words(name)
                .into_iter()
                .map(|w| if w.is_joined { format!("+{}", w.text) } else { w.text })
                .collect();
            assert_eq!(words, *expected, "{name}");
        }
    }

    #[test]
    fn cuts_queries_and_villages() {
        assert_eq!(query_words("ng. v.a  1950"), ["ng", "v", "a", "1950"]);
        assert_eq!(query_words("k' brôi"), ["kbrôi"]);
        assert_eq!(query_words("h'bia"), ["hbia"]);
        assert_eq!(query_words("h'"), ["h"]);
        assert_eq!(query_words(" .,' "), Vec::<String>::new());
        assert_eq!(village_words("Bon Đăk Mơ (minh họa)"), ["Bon", "Đăk", "Mơ"]);
        assert_eq!(
            join_markers(&query_words("k broi 1950")),
            Some(vec!["kbroi".to_owned(), "1950".to_owned()])
        );
        assert_eq!(join_markers(&query_words("y 1950")), None);
        assert_eq!(join_markers(&query_words("lan")), None);
    }
}
