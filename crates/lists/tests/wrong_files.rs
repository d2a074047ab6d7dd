//! Wrong input: each gives a clear code with sheet and row, and nothing half-read.

#![allow(clippy::unwrap_used)]

use lists::{ListErrorCode, ProblemCode, ReadOptions, SkipReason, read};
use rust_xlsxwriter::{Formula, Workbook};

fn options() -> ReadOptions {
    ReadOptions {
        today: Some("2026-11-22".to_owned()),
        ..ReadOptions::default()
    }
}

fn xlsx(rows: &[&[&str]]) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("Thôn 3").unwrap();
    for (row, cells) in (0..).zip(rows) {
        for (column, text) in (0..).zip(*cells) {
            if !text.is_empty() {
                sheet.write_string(row, column, *text).unwrap();
            }
        }
    }
    book.save_to_buffer().unwrap()
}

const GOOD: [&[&str]; 3] = [
    &["STT", "Họ và tên", "Ngày sinh", "Số CCCD"],
    &["1", "Nguyễn Văn Ví Dụ", "01/03/1950", "067050900001"],
    &["2", "Trần Thị Mẫu", "1944", "067144900001"],
];

#[test]
fn broken_and_foreign_files_are_refused() {
    let good = xlsx(&GOOD);
    let mut encrypted = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    encrypted.resize(2_048, 0);
    encrypted.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    encrypted.resize(8_192, 0);
    let mut container = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    container.resize(4_096, 7);
    for (bytes, name, code) in [
        (&b""[..], "a.xlsx", ListErrorCode::FileEmpty),
        (b"  \r\n", "a.csv", ListErrorCode::FileEmpty),
        (&encrypted, "a.xlsx", ListErrorCode::WorkbookPasswordProtected),
        (&container, "a.xls", ListErrorCode::WorkbookBroken),
        (&good[..good.len() / 2], "a.xlsx", ListErrorCode::WorkbookBroken),
        (b"PK\x03\x04nothing", "a.xlsx", ListErrorCode::WorkbookBroken),
        (b"%PDF-1.7\0\x01\x02", "a.pdf", ListErrorCode::FileKindUnknown),
        (b"<html><table></table></html>", "a.xls", ListErrorCode::FileKindUnknown),
        (b"just one line of text", "a.csv", ListErrorCode::NoHeaderFound),
    ] {
        assert_eq!(
            read(bytes, name, &options()).unwrap_err().code,
            code,
            "{name} {:?}",
            &bytes[..bytes.len().min(12)]
        );
    }
}

/// Whatever byte of a workbook is damaged: an answer comes, and no panic.
#[test]
fn damage_never_brings_the_reader_down() {
    let good = xlsx(&GOOD);
    for at in (0..good.len()).step_by(23) {
        let mut damaged = good.clone();
        damaged[at] ^= 0x55;
        let _ = read(&damaged, "a.xlsx", &options());
        let _ = read(&good[..at], "a.xlsx", &options());
    }
}

#[test]
fn too_much_is_refused_with_its_place() {
    let wide: Vec<String> = (0..301).map(|at| format!("Cột {at}")).collect();
    let wide: Vec<&str> = wide.iter().map(String::as_str).collect();
    let error = read(&xlsx(&[&["STT", "Họ và tên"], &wide]), "a.xlsx", &options()).unwrap_err();
    assert_eq!(
        (error.code, error.sheet.as_deref(), error.row),
        (ListErrorCode::TooManyColumns, Some("Thôn 3"), Some(2))
    );
    let mut long = String::from("STT,Ho ten,Ngay sinh\n");
    for at in 0..1_500_000 {
        long.push_str(&format!("{at},A B,1950\n"));
    }
    let error = read(long.as_bytes(), "a.csv", &options()).unwrap_err();
    assert_eq!((error.code, error.row), (ListErrorCode::TooManyRows, Some(1_000_001)));
}

#[test]
fn formulas_with_errors_and_hostile_cells_stay_text() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, heading) in (0..).zip(["STT", "Họ và tên", "Ngày sinh", "Số CCCD", "Ghi chú"]) {
        sheet.write(8, column, heading).unwrap();
    }
    let link = "=HYPERLINK(\"http://vi-du.invalid\";\"A\")";
    for row in 9..14_u32 {
        sheet.write(row, 0, row - 8).unwrap();
        sheet.write(row, 1, "Nguyễn Văn Ví Dụ").unwrap();
        sheet.write(row, 2, "01/03/1950").unwrap();
    }
    sheet
        .write_formula(9, 3, Formula::new("=#REF!").set_result("#REF!"))
        .unwrap();
    sheet.write_string(10, 4, link).unwrap();
    sheet.write_string(11, 1, "<script>alert(1)</script>").unwrap();
    sheet.write_string(12, 1, "Nguyễn Văn A, Trần Thị B").unwrap();
    sheet.write(13, 3, 67_050_900_001_f64).unwrap();
    let list = read(&book.save_to_buffer().unwrap(), "a.xlsx", &options()).unwrap();
    assert_eq!(list.sheets[0].header_rows, Some((9, 9)));
    let row = |number: u32| list.rows.iter().find(|row| row.row == number).unwrap();
    let id = row(10).personal_id.clone().unwrap();
    assert_eq!((id.value, id.problem), (None, Some(ProblemCode::FormulaError)));
    assert_eq!(row(11).note.as_deref(), Some(link));
    assert_eq!(row(11).problems[0].code, ProblemCode::TextHostile);
    assert_eq!(
        row(12).full_name.as_ref().unwrap().problem,
        Some(ProblemCode::TextHostile)
    );
    assert_eq!(
        row(13).full_name.as_ref().unwrap().problem,
        Some(ProblemCode::TwoPeopleInCell)
    );
    let id = row(14).personal_id.clone().unwrap();
    assert_eq!(
        (id.value.as_deref(), id.problem),
        (Some("067050900001"), Some(ProblemCode::IdZeroRestored))
    );
}

#[test]
fn columns_that_change_places_half_way_are_read_as_they_stand() {
    let mut rows: Vec<Vec<String>> = vec![["STT", "Họ và tên", "Ngày sinh", "Số CCCD"].map(str::to_owned).to_vec()];
    for at in 1..=20 {
        let (date, id) = (format!("{at:02}/03/1950"), format!("0670509000{at:02}"));
        let (third, fourth) = if at > 12 { (id, date) } else { (date, id) };
        rows.push(vec![at.to_string(), "Nguyễn Văn Ví Dụ".to_owned(), third, fourth]);
    }
    let cells: Vec<Vec<&str>> = rows
        .iter()
        .map(|row| row.iter().map(String::as_str).collect())
        .collect();
    let slices: Vec<&[&str]> = cells.iter().map(Vec::as_slice).collect();
    let list = read(&xlsx(&slices), "a.xlsx", &options()).unwrap();
    let found: Vec<_> = list
        .problems
        .iter()
        .filter(|it| it.code == ProblemCode::ColumnsSwapped)
        .collect();
    assert_eq!(found.len(), 2);
    assert!(found.iter().all(|problem| problem.row == Some(14)), "{found:?}");
    let told = list
        .rows
        .iter()
        .filter(|row| row.problems.iter().any(|it| it.code == ProblemCode::ColumnsSwapped));
    assert_eq!(told.count(), 8);
    let last = list.rows.last().unwrap();
    let (date, id) = (last.birth_date.clone().unwrap(), last.personal_id.clone().unwrap());
    assert_eq!(
        (date.value.as_deref(), id.value.as_deref()),
        (Some("1950-03-20"), Some("067050900020")),
        "they are read as they stand"
    );
}

#[test]
fn groups_totals_and_signatures_are_no_people() {
    let list = read(
        &xlsx(&[
            &["DANH SÁCH CHI TRẢ TRỢ CẤP"],
            &["STT", "Họ và tên", "Năm sinh", "Mức trợ cấp"],
            &["(1)", "(2)", "(3)", "(4)"],
            &["I. Thôn 5"],
            &["1", "Nguyễn Văn Cộng", "1950", "540.000"],
            &["2", "Trần Thị Mẫu", "1944", "810000"],
            &["", "Cộng thôn 5", "", "1.350.000"],
            &["II. Bon Bu Sao"],
            &["3", "K'Brôi", "1948", "540.000"],
            &["", "Tổng cộng", "", "2.000.000"],
            &["", "Người lập biểu", "", "Chủ tịch"],
            &["", "Lê Thị Minh Họa", "", "Phạm Văn Ví Dụ"],
        ]),
        "a.xlsx",
        &options(),
    )
    .unwrap();
    let people: Vec<(&str, &str)> = list
        .rows
        .iter()
        .map(|row| {
            let name = row.full_name.as_ref().and_then(|name| name.value.as_deref()).unwrap();
            (name, row.village.as_ref().map(|village| village.raw.as_str()).unwrap())
        })
        .collect();
    assert_eq!(
        people,
        [
            ("Nguyễn Văn Cộng", "Thôn 5"),
            ("Trần Thị Mẫu", "Thôn 5"),
            ("K'Brôi", "Bon Bu Sao")
        ]
    );
    let reasons: Vec<SkipReason> = list.skipped.iter().map(|row| row.reason).collect();
    assert_eq!(
        reasons,
        [
            SkipReason::ColumnNumbers,
            SkipReason::Group,
            SkipReason::Totals,
            SkipReason::Group,
            SkipReason::Totals,
            SkipReason::Signature,
            SkipReason::Signature
        ]
    );
    let totals: Vec<Option<u32>> = list
        .problems
        .iter()
        .filter(|it| it.code == ProblemCode::TotalsDiffer)
        .map(|it| it.row)
        .collect();
    assert_eq!(totals, [Some(10)]);
}

#[test]
fn a_mapping_that_a_person_changed_is_used_again() {
    let bytes = xlsx(&[
        &["STT", "Người được hưởng", "Sinh", "Mã"],
        &["1", "Nguyễn Văn Ví Dụ", "1950", "067050900001"],
    ]);
    assert_eq!(
        read(&bytes, "a.xlsx", &options()).unwrap_err().code,
        ListErrorCode::NoHeaderFound
    );
    let mut mapping = lists::columns::Mapping::default();
    mapping.set("NGƯỜI ĐƯỢC HƯỞNG", Some(lists::columns::Field::FullName));
    mapping.set("Sinh", Some(lists::columns::Field::BirthDate));
    let with = ReadOptions {
        mapping: Some(mapping),
        ..options()
    };
    let list = read(&bytes, "a.xlsx", &with).unwrap();
    assert_eq!(list.rows.len(), 1);
    assert_eq!(
        list.rows[0].birth_date.as_ref().and_then(|date| date.value.as_deref()),
        Some("1950")
    );
}
