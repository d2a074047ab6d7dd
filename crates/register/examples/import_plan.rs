//! How long a residence list of 50,000 rows takes from the bytes of its workbook to the plan of what it would change in a
//! register of 50,000 people: one JSON figure per step. Run with `--release`.

#![expect(clippy::print_stdout, reason = "the figures are data")]

use std::time::Instant;

use lists::{ListKind, ReadOptions};
use register::Register;
use register::plan::{Place, plan};
use rust_xlsxwriter::{Workbook, XlsxError};
use serde_json::json;
use uuid::Uuid;
use wire::records::PersonRecord;

const ROWS: u32 = 50_000;
const FAMILIES: &str = "Nguyễn,Trần,Lê,Phạm,Hoàng,Huỳnh,Phan,Vũ,Võ,Đặng,Bùi,Đỗ,Hồ,Ngô,Dương,Lý,Giàng,Sùng,K',H'";
const MIDDLES: &str = "Văn,Thị,Đức,Minh,Ngọc,Thị Kim,Hữu,Quang,Thị Thu,Xuân,Công,A,Thành,Thị Mỹ,Anh,Đình";
const GIVEN: &str = "Hùng,Mai,Lan,Dũng,Hoa,Tâm,Phước,Quỳnh,Nhung,Brèo,Páo,Dụ,Sơn,Hải,Hà,Linh,Tuấn,Thảo,Phương,Bình,An,Cường,\
    Đạt,Giang,Hiền,Khánh,Long,Nam,Oanh,Phúc,Quân,Sáng,Thắng,Uyên,Vinh,Xuân,Yến,Tiến,Trang,Trung";

/// A number that looks random and is the same every time.
fn mixed(at: u32, salt: u32) -> usize {
    let mut x = (u64::from(at) << 32) | u64::from(salt);
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    (x ^ (x >> 31)) as usize
}

/// Somebody invented.
struct One {
    name: String,
    birth: (u32, u32, u32),
    is_female: bool,
    id: String,
    village: u32,
}

fn one(at: u32) -> One {
    let pick = |list: &'static str, salt| {
        let words: Vec<&str> = list.split(',').collect();
        words[mixed(at, salt) % words.len()]
    };
    let year = 1930 + (mixed(at, 4) % 95) as u32;
    let is_female = mixed(at, 5) % 2 == 1;
    let century = u32::from(year >= 2000) * 2 + u32::from(is_female);
    One {
        name: format!("{} {} {}", pick(FAMILIES, 1), pick(MIDDLES, 2), pick(GIVEN, 3)),
        birth: (year, 1 + (mixed(at, 6) % 12) as u32, 1 + (mixed(at, 7) % 28) as u32),
        is_female,
        id: format!("067{century}{:02}{at:06}", year % 100),
        village: (mixed(at, 8) % 20) as u32 + 1,
    }
}

/// The people of the register, one in a hundred of them without a number.
fn people() -> Vec<PersonRecord> {
    let person = |at: u32| {
        let one = one(at);
        let (year, month, day) = one.birth;
        let mut record = json!({
            "id": Uuid::from_u128(u128::from(at) + 1), "version": 1, "full_name": one.name,
            "birth_date": format!("{year}-{month:02}-{day:02}"), "sex": if one.is_female { "female" } else { "male" },
            "village": format!("v{:02}", one.village),
        });
        if !at.is_multiple_of(100) {
            record["personal_id"] = one.id.into();
        }
        serde_json::from_value(record).expect("a person")
    };
    (0..ROWS).map(person).collect()
}

/// The list: the same people but for 500 who are new, in another order, some with a year only or a number that lost its
/// zero.
fn workbook() -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "DANH SÁCH NHÂN KHẨU THƯỜNG TRÚ (NGƯỜI HƯ CẤU)")?;
    let headings = [
        "STT",
        "Họ và tên",
        "Ngày sinh",
        "Giới tính",
        "Số CCCD",
        "Thôn",
        "Số điện thoại",
    ];
    for (column, heading) in (0..).zip(headings) {
        sheet.write(8, column, heading)?;
    }
    for at in 0..ROWS {
        let one = one((at * 7) % ROWS + 500);
        let row = at + 9;
        let (year, month, day) = one.birth;
        sheet.write(row, 0, at + 1)?;
        sheet.write(row, 1, one.name)?;
        if at % 20 == 0 {
            sheet.write(row, 2, year)?;
        } else {
            sheet.write(row, 2, format!("{day:02}/{month:02}/{year}"))?;
        }
        sheet.write(row, 3, if one.is_female { "Nữ" } else { "Nam" })?;
        if at % 5 == 0 {
            sheet.write(row, 4, one.id.parse::<f64>().unwrap_or(0.0))?;
        } else {
            sheet.write(row, 4, one.id)?;
        }
        sheet.write(row, 5, format!("Thôn {}", one.village))?;
        sheet.write(row, 6, format!("09{at:08}"))?;
    }
    book.save_to_buffer()
}

fn main() {
    let bytes = workbook().expect("a workbook");
    let persons = people();
    let register = Register {
        persons: &persons,
        households: &[],
    };
    let options = ReadOptions {
        today: Some("2026-11-22".to_owned()),
        ..ReadOptions::default()
    };
    let placer = |row: &lists::PersonRow| {
        let village = row.village.as_ref().and_then(|one| one.value.as_deref());
        let number = village.and_then(|village| village.trim_start_matches("Thôn ").parse::<u32>().ok());
        Place::Village(format!("v{:02}", number.unwrap_or(0)))
    };
    let (mut reading, mut planning) = (f64::MAX, f64::MAX);
    let mut counts = String::new();
    for _ in 0..3 {
        let start = Instant::now();
        let list = lists::read(&bytes, "danh-sach.xlsx", &options).expect("a list");
        reading = reading.min(start.elapsed().as_secs_f64());
        let start = Instant::now();
        let planned = plan(&list, ListKind::Residence, &register, &placer);
        planning = planning.min(start.elapsed().as_secs_f64());
        counts = format!("{:?}", planned.counts()).replace('"', "");
    }
    let on = format!("{ROWS} rows, {} people, best of 3, {counts}", persons.len());
    println!("{{\"name\":\"import_read\",\"unit\":\"s\",\"value\":{reading:.3},\"measured_on\":\"{on}\"}}");
    println!("{{\"name\":\"import_plan\",\"unit\":\"s\",\"value\":{planning:.3},\"measured_on\":\"{on}\"}}");
}
