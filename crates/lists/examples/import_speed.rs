//! How long a workbook of 50,000 rows takes from bytes to a list: one JSON figure per line.

#![expect(clippy::print_stdout, reason = "the figures are data")]

use std::time::Instant;

use lists::ReadOptions;
use lists::places::{Address, resolve};
use rust_xlsxwriter::{Workbook, XlsxError};

const ROWS: u32 = 50_000;
const FAMILIES: [&str; 6] = ["Nguyễn", "Trần", "Lê", "Giàng", "Lý", "Đặng"];
const GIVEN: [&str; 8] = ["Hùng", "Mẫu", "Dụ", "Brôi", "Páo", "Hoà", "Thị Ánh", "Văn Ưng"];
const HEADINGS: [&str; 12] = [
    "STT",
    "Mã hộ",
    "Họ và tên",
    "Ngày sinh",
    "Giới tính",
    "Số CCCD/CMND",
    "Dân tộc",
    "Quan hệ với chủ hộ",
    "Thôn",
    "Địa chỉ",
    "Số điện thoại",
    "Ghi chú",
];

/// An invented residence list with the usual columns and the usual mistakes.
fn workbook() -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "DANH SÁCH NHÂN KHẨU (NGƯỜI HƯ CẤU)")?;
    for (column, heading) in (0..).zip(HEADINGS) {
        sheet.write(8, column, heading)?;
    }
    let pick = |list: &[&str], at: u32| list[at as usize % list.len()].to_owned();
    for at in 0..ROWS {
        let row = at + 9;
        let (year, month, day) = (1930 + at % 95, at % 12 + 1, at % 28 + 1);
        let sex = at % 2;
        let century = u32::from(year >= 2000) * 2;
        let id = format!("067{}{:02}{at:06}", century + sex, year % 100);
        sheet.write(row, 0, at + 1)?;
        sheet.write(row, 1, format!("H{:05}", at / 4))?;
        sheet.write(row, 2, format!("{} {}", pick(&FAMILIES, at / 7), pick(&GIVEN, at)))?;
        if at % 10 == 0 {
            sheet.write(row, 3, year)?;
        } else {
            sheet.write(row, 3, format!("{day:02}/{month:02}/{year}"))?;
        }
        sheet.write(row, 4, if sex == 0 { "Nam" } else { "Nữ" })?;
        if at % 5 == 0 {
            sheet.write(row, 5, id.parse::<f64>().unwrap_or(0.0))?;
        } else {
            sheet.write(row, 5, id)?;
        }
        sheet.write(row, 6, pick(&["Kinh", "Mông", "Mạ", "Tày"], at))?;
        sheet.write(row, 7, pick(&["Chủ hộ", "Vợ", "Con", "Con"], at))?;
        sheet.write(row, 8, format!("Thôn {}", at % 20 + 1))?;
        sheet.write(row, 9, "Xã Tà Đùng, tỉnh Lâm Đồng")?;
        sheet.write(row, 10, format!("09{at:08}"))?;
        if at % 50 == 0 {
            sheet.write(row, 11, "đã chết 3/2025")?;
        }
    }
    book.save_to_buffer()
}

fn main() {
    let bytes = workbook().expect("a workbook");
    let options = ReadOptions {
        today: Some("2026-11-22".to_owned()),
        ..ReadOptions::default()
    };
    let mut best = f64::MAX;
    let mut rows = 0;
    for _ in 0..3 {
        let start = Instant::now();
        let mut heard = 0_u32;
        let list = lists::read_with_progress(&bytes, "danh-sach.xlsx", &options, &mut |_| heard += 1).expect("a list");
        best = best.min(start.elapsed().as_secs_f64());
        rows = list.rows.len();
        assert!(heard >= 50, "progress is told");
    }
    let on = format!(
        "{rows} rows of 12 columns, {} KB, one core, best of 3",
        bytes.len() / 1024
    );
    println!("{{\"name\":\"import_read\",\"unit\":\"s\",\"value\":{best:.3},\"measured_on\":\"{on}\"}}");

    let places = [
        "Thôn 3, xã Đắk Som, huyện Đắk Glong, tỉnh Đắk Nông",
        "TDP 5 TT Kẻ Sặt - Bình Giang - HD",
        "xa tan lap",
        "Phường 1, TP Vũng Tàu, BRVT",
    ];
    let addresses: Vec<Address> = (0..50_000)
        .map(|at| Address {
            text: places[at % places.len()].to_owned(),
            ..Address::default()
        })
        .collect();
    let start = Instant::now();
    let decided = addresses
        .iter()
        .filter(|address| resolve(address).commune.is_some())
        .count();
    let seconds = start.elapsed().as_secs_f64();
    let on = format!("{} addresses, {decided} decided, one core", addresses.len());
    println!("{{\"name\":\"places_resolved\",\"unit\":\"s\",\"value\":{seconds:.3},\"measured_on\":\"{on}\"}}");
}
