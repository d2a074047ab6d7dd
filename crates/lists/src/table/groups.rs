//! Rows that are no people: groups, totals, signatures, numbers of columns.

use domain::text::fold;

use crate::text::words_key;
use crate::workbook::{Cell, Row};

/// First words of the name of a village. With accents, since Bàn, Tô and Lang are families.
const VILLAGE_WORDS: [&str; 11] = [
    "thôn", "bon", "buôn", "tổ", "tdp", "ấp", "xóm", "bản", "làng", "khu", "khối",
];

/// Whether a text names a village: "Thôn 3", "2. Bon Bu Sao", "Thôn: Bình Mẫu". Gives the name without numbering.
pub fn village_in(text: &str) -> Option<String> {
    let bare = text
        .trim()
        .trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ')' | '-' | ' ' | '*' | '+'));
    // Roman numbers: "II. THÔN 5".
    let bare = match bare.split_once(['.', '-', ')']) {
        Some((number, rest)) if !number.is_empty() && number.bytes().all(|byte| b"IVX".contains(&byte)) => rest,
        Some(_) | None => bare,
    };
    let bare = bare.trim().trim_end_matches([':', '.', ' ']);
    let (first, rest) = bare.split_once([' ', ':'])?;
    let first = first.to_lowercase();
    let is_plain = bare.is_ascii();
    let is_village = VILLAGE_WORDS
        .iter()
        .any(|word| first == *word || (is_plain && first == fold(word)));
    let is_village = is_village && !rest.trim().is_empty() && rest.chars().count() <= 40;
    is_village.then(|| bare.replace(": ", " ").replace(':', " "))
}

/// Whether a row is a sum.
pub fn is_totals(row: &Row) -> bool {
    row.cells.iter().any(|cell| match cell {
        Cell::Text(text) => {
            let key = words_key(text);
            matches!(
                key.as_str(),
                "cong" | "tong" | "tong cong" | "tong so" | "cong trang" | "luy ke"
            ) || key.starts_with("tong cong ")
                || key.starts_with("tong so ")
                || key.starts_with("cong thon ")
                || key.starts_with("cong bon ")
                || key.starts_with("cong trang ")
        }
        Cell::Empty | Cell::Number(_) | Cell::Date(_) | Cell::Bool(_) | Cell::Error(_) => false,
    })
}

/// Whether a row begins the signatures at the end.
pub fn is_signature(row: &Row) -> bool {
    const PHRASES: [&str; 13] = [
        "nguoi lap",
        "lap bieu",
        "chu tich",
        "tm uy ban",
        "tm ubnd",
        "thu truong",
        "xac nhan cua",
        "ke toan",
        "can bo ",
        "truong thon",
        "ky ten dong dau",
        "ky ghi ro ho ten",
        "cong an xa",
    ];
    row.filled() <= 4
        && row.cells.iter().any(|cell| match cell {
            Cell::Text(text) => {
                let key = words_key(text);
                PHRASES.iter().any(|phrase| key.starts_with(phrase.trim()))
                    || (key.contains("ngay") && key.contains("thang") && key.contains("nam") && key.len() > 14)
                    || key.starts_with("bang chu")
                    || key.starts_with("danh sach nay co")
                    || key.starts_with("an dinh")
            }
            Cell::Empty | Cell::Number(_) | Cell::Date(_) | Cell::Bool(_) | Cell::Error(_) => false,
        })
}

/// Whether a row numbers the columns: 1 2 3 4, (1) (2) (3), A B 1 2.
pub fn is_column_numbers(row: &Row) -> bool {
    let texts: Vec<String> = row
        .cells
        .iter()
        .filter(|cell| !cell.is_empty())
        .map(Cell::to_text)
        .collect();
    let numbers: Vec<u32> = texts
        .iter()
        .filter_map(|text| text.trim_matches(['(', ')', '[', ']', ' ']).parse().ok())
        .collect();
    texts.len() >= 3
        && numbers.len() + 2 >= texts.len()
        && numbers.len() >= 2
        && texts.iter().all(|text| text.chars().count() <= 4)
        && numbers.windows(2).all(|pair| pair[1] == pair[0] + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(cells: &[&str]) -> Row {
        Row {
            number: 1,
            cells: cells.iter().map(|text| Cell::text(text)).collect(),
        }
    }

    #[test]
    fn rows_are_told() {
        for (text, expected) in [
            ("Thôn 3", Some("Thôn 3")),
            ("2. Bon Bu Sao", Some("Bon Bu Sao")),
            ("II. THÔN 5:", Some("THÔN 5")),
            ("Thôn: Bình Mẫu", Some("Thôn Bình Mẫu")),
            ("Nguyễn Văn Thôn", None),
            ("Bàn Văn Lá", None),
            ("Tô Thị Mẫu", None),
            ("THON 3", Some("THON 3")),
        ] {
            assert_eq!(village_in(text).as_deref(), expected, "{text}");
        }
        assert!(is_totals(&row(&["", "Tổng cộng", "", "5.400.000"])));
        assert!(!is_totals(&row(&["3", "Nguyễn Văn Cộng", "1950"])));
        assert!(is_signature(&row(&["", "NGƯỜI LẬP BIỂU", "", "CHỦ TỊCH"])));
        assert!(is_signature(&row(&["", "", "Tà Đùng, ngày 5 tháng 11 năm 2026"])));
        assert!(is_column_numbers(&row(&["(1)", "(2)", "(3)", "(4)"])));
        assert!(is_column_numbers(&row(&["A", "B", "1", "2", "3"])));
        assert!(!is_column_numbers(&row(&["1", "Nguyễn Văn A", "1950"])));
    }
}
