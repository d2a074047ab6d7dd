#![allow(clippy::unwrap_used)]

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};

use super::write::MAX_TEXT;
use super::*;

fn sheet(lines: Vec<Line>) -> Sheet {
    Sheet {
        name: "Chi trả".to_owned(),
        paper: Paper::Landscape,
        issuer: vec!["ỦY BAN NHÂN DÂN".to_owned(), "XÃ TÀ ĐÙNG".to_owned()],
        titles: vec!["DANH SÁCH".to_owned(), "Tháng 11 năm 2026".to_owned()],
        remarks: vec!["Đơn vị tính: đồng".to_owned()],
        columns: vec![
            Column::new("STT", 6.0, Align::Centre),
            Column::new("Họ và tên", 30.0, Align::Left),
            Column::new("Số định danh", 16.0, Align::Centre),
            Column::new("Số tiền", 16.0, Align::Right),
        ],
        lines,
        closing: vec!["Bằng chữ: Năm trăm bốn mươi nghìn đồng".to_owned()],
        place_and_day: Some("Tà Đùng, ngày … tháng … năm 2026".to_owned()),
        signatures: ["NGƯỜI LẬP", "CHỦ TỊCH"]
            .map(|office| Signature {
                office: office.to_owned(),
                hint: "(Ký, ghi rõ họ tên)".to_owned(),
            })
            .to_vec(),
    }
}

/// Every cell of the first sheet, and every formula in it.
fn read(bytes: Vec<u8>) -> (Vec<Data>, Vec<String>) {
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).unwrap();
    let name = book.sheet_names()[0].clone();
    let range = book.worksheet_range(&name).unwrap();
    let formulas = book.worksheet_formula(&name).unwrap();
    let cells = range.used_cells().map(|(_, _, cell)| cell.clone()).collect();
    let formulas = formulas.used_cells().map(|(_, _, text)| text.clone()).collect();
    (cells, formulas)
}

#[test]
fn texts_are_never_formulas() {
    let hostile = [
        (
            "=HYPERLINK(\"http://x\",\"Nhấn\")",
            "'=HYPERLINK(\"http://x\",\"Nhấn\")",
        ),
        ("+84912345678", "'+84912345678"),
        ("-1+1", "'-1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1+1", "' =1+1"),
        ("\r=1+1", "' =1+1"),
        ("  =cmd|' /C calc'!A0", "'  =cmd|' /C calc'!A0"),
        ("＝1+1", "'＝1+1"),
        ("\u{7}Nguyễn\nVăn A", "Nguyễn Văn A"),
        ("Nguyễn Văn A", "Nguyễn Văn A"),
    ];
    let rows = hostile.map(|(text, _)| Line::Row(vec![Cell::Blank, Cell::text(text)]));
    let mut all = sheet(rows.to_vec());
    all.titles.push("=1+1".to_owned());
    all.columns[3].heading = "=2+2".to_owned();
    all.closing.push("@3".to_owned());
    all.lines.push(Line::Group("=4".to_owned()));
    all.lines.push(Line::Sum("=5".to_owned(), vec![]));
    let (cells, formulas) = read(write(&[all]).unwrap());
    assert!(formulas.iter().all(String::is_empty), "{formulas:?}");
    for (_, expected) in hostile {
        assert!(
            cells.contains(&Data::String(expected.to_owned())),
            "{expected}: {cells:?}"
        );
    }
    for cell in &cells {
        if let Data::String(text) = cell {
            assert!(!text.trim_start().starts_with(['=', '+', '-', '@']), "{text}");
        }
    }
}

#[test]
fn ids_stay_text_and_amounts_numbers() {
    let row = vec![
        Cell::number(1),
        Cell::text("Điểu Hăng"),
        Cell::text("001158000123"),
        Cell::number(540_000_u64),
    ];
    let sum = vec![Cell::Blank, Cell::Blank, Cell::Blank, Cell::number(-540_000)];
    let lines = vec![
        Line::Group("Bon Một".to_owned()),
        Line::Row(row),
        Line::Sum("Cộng".to_owned(), sum),
    ];
    let (cells, _) = read(write(&[sheet(lines)]).unwrap());
    for expected in [
        Data::String("001158000123".to_owned()),
        Data::Float(540_000.0),
        Data::Float(-540_000.0),
        Data::String("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM".to_owned()),
        Data::String("CHỦ TỊCH".to_owned()),
        Data::String("Bằng chữ: Năm trăm bốn mươi nghìn đồng".to_owned()),
    ] {
        assert!(cells.contains(&expected), "{expected:?}: {cells:?}");
    }
}

#[test]
fn sheets_have_allowed_and_different_names() {
    let many = ["Thôn 3/2: [A]?", "Thôn 32 A", "", "x".repeat(50).as_str()].map(|name| Sheet {
        name: name.to_owned(),
        ..sheet(Vec::new())
    });
    let twice = [many.clone(), many].concat();
    let bytes = write(&twice).unwrap();
    let book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).unwrap();
    let names = book.sheet_names();
    assert_eq!(names.len(), 8);
    assert_eq!(names[..3], ["Thôn 32 A", "Thôn 32 A 2", "Danh sách"]);
}

#[test]
fn one_column_and_long_texts_are_written_too() {
    let mut narrow = sheet(vec![Line::Row(vec![Cell::text("đ".repeat(40_000))])]);
    narrow.columns.truncate(1);
    let (cells, _) = read(write(&[narrow]).unwrap());
    let longest = cells.iter().map(|cell| cell.to_string().chars().count()).max();
    assert_eq!(longest, Some(MAX_TEXT + 1));
    let mut none = sheet(Vec::new());
    none.columns.clear();
    assert!(write(&[none]).is_err());
}
