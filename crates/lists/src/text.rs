//! Keys by which headings and words are compared.

use domain::text::fold_char;

/// Letters and digits without accents and case; everything else vanishes: "Họ và tên\n(1)" gives `hovaten1`.
pub fn heading_key(text: &str) -> String {
    text.chars()
        .filter_map(fold_char)
        .filter(char::is_ascii_alphanumeric)
        .collect()
}

/// Words without accents and case, separated by one space; punctuation separates: "Hộ nghèo/CN" gives `ho ngheo cn`.
pub fn words_key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    for c in text.chars().filter_map(fold_char) {
        if c.is_alphanumeric() {
            key.push(c);
        } else if c != '\'' && !key.is_empty() && !key.ends_with(' ') {
            key.push(' ');
        }
    }
    if key.ends_with(' ') {
        key.pop();
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys() {
        assert_eq!(heading_key("Họ và tên\n(1)"), "hovaten1");
        assert_eq!(words_key(" Hộ nghèo/CN. "), "ho ngheo cn");
        assert_eq!(words_key("R'Lơng"), "rlong");
    }
}
