//! The payment list: an .xls in TCVN3, sums per village, old amounts, one person twice.

use lists::encoding::{Encoding, encode};
use wire::records::PersonRecord;

use super::mistakes::{self, Value};
use super::{INVENTED, MessyFile, biff};
use crate::Demo;
use crate::random::Random;

pub fn file(demo: &Demo, random: &mut Random) -> MessyFile {
    let mut rows: Vec<Vec<Value>> = [
        INVENTED,
        "DANH SÁCH CHI TRẢ TRỢ CẤP XÃ HỘI HÀNG THÁNG",
        "Tháng 10 năm 2026",
    ]
    .map(|title| vec![Value::text(title)])
    .to_vec();
    rows.push(Vec::new());
    rows.push(
        [
            "STT",
            "Họ và tên",
            "Năm sinh",
            "",
            "Số CMND",
            "Đối tượng",
            "Hệ số",
            "Mức trợ cấp",
            "Quyết định",
            "",
            "Ký nhận",
            "Ghi chú",
        ]
        .map(Value::text)
        .to_vec(),
    );
    let mut parts = vec![Value::Empty; 12];
    for (at, part) in [(2, "Nam"), (3, "Nữ"), (8, "Số"), (9, "Ngày")] {
        parts[at] = Value::text(part);
    }
    rows.push(parts);
    let mut number = 0;
    let mut all = 0;
    for village in &demo.villages {
        let name = village.name.trim_end_matches(" (minh họa)");
        rows.push(vec![Value::Empty, Value::text(name)]);
        let mut sum = 0;
        for person in demo.people.iter().filter(|person| person.village == village.id) {
            for payment in person.receives.iter().flatten() {
                number += 1;
                sum += payment.monthly;
                rows.push(cells(person, number, payment, random));
                // Somebody copied a row and forgot it.
                if random.permille(8) {
                    number += 1;
                    sum += payment.monthly;
                    rows.push(cells(person, number, payment, random));
                }
            }
        }
        let mut total = vec![Value::Empty, Value::text(format!("Cộng {}", name.to_lowercase()))];
        total.resize(7, Value::Empty);
        total.push(Value::Number(sum as f64));
        rows.push(total);
        all += sum;
    }
    let mut total = vec![Value::Empty, Value::text("Tổng cộng")];
    total.resize(7, Value::Empty);
    total.push(Value::Number(all as f64));
    rows.push(total);
    rows.push(vec![
        Value::Empty,
        Value::text("Người lập biểu"),
        Value::Empty,
        Value::Empty,
        Value::text("Chủ tịch"),
    ]);
    for value in rows.iter_mut().flatten() {
        if let Value::Text(text) = value {
            *text = tcvn3(text);
        }
    }
    MessyFile {
        name: format!("2-danh-sach-chi-tra-{}-minh-hoa.xls", demo.facts.slug),
        bytes: biff::workbook(
            "Chi tra",
            ".VnTime",
            &rows,
            &[[0, 0, 0, 11], [1, 1, 0, 11], [4, 4, 2, 3], [4, 4, 8, 9]],
        ),
    }
}

fn cells(person: &PersonRecord, number: usize, payment: &wire::records::Receives, random: &mut Random) -> Vec<Value> {
    let (year, ..) = mistakes::birth(person);
    let year = Value::Number(f64::from(year));
    let (male, female) = match mistakes::domain_sex(person) {
        Some(domain::sex::Sex::Male) => (year, Value::Empty),
        Some(domain::sex::Sex::Female) => (Value::Empty, year),
        None => (Value::Empty, Value::Empty),
    };
    let amount = match random.between(0, 19) {
        0 => Value::text(format!("{}.{:03}đ", payment.monthly / 1_000, payment.monthly % 1_000)),
        1 => Value::text(format!(
            "{} tr",
            format!("{:.2}", payment.monthly as f64 / 1e6).replace('.', ",")
        )),
        2 => Value::Number(payment.monthly as f64 / 1_000.0),
        _ => Value::Number(payment.monthly as f64),
    };
    // The list is older than the new numbers.
    let id = match (&person.old_id, random.percent(70)) {
        (Some(old), true) => old.parse().map_or(Value::Empty, Value::Number),
        (Some(_) | None, _) => mistakes::id(person, random),
    };
    vec![
        Value::Number(number as f64),
        Value::Text(mistakes::name(person, random)),
        male,
        female,
        id,
        Value::text(payment.category.clone()),
        Value::text(format!("{:.1}", payment.monthly as f64 / 540_000.0).replace('.', ",")),
        amount,
        payment.decision_number.clone().map_or(Value::Empty, Value::Text),
        payment.from_month.clone().map_or(Value::Empty, |month| {
            let (year, month) = month.split_once('-').unwrap_or((month.as_str(), "01"));
            Value::text(format!("01/{month}/{year}"))
        }),
        Value::Empty,
        mistakes::note(random),
    ]
}

/// TCVN3 where it can be written; capitals with a tone are small letters in it.
fn tcvn3(text: &str) -> String {
    let small: String = text
        .chars()
        .map(|c| {
            let is_plain = c.is_ascii() || matches!(c, 'Ă' | 'Â' | 'Ê' | 'Ô' | 'Ơ' | 'Ư' | 'Đ');
            if is_plain {
                c
            } else {
                c.to_lowercase().next().unwrap_or(c)
            }
        })
        .collect();
    encode(&small, Encoding::Tcvn3).unwrap_or_else(|| text.to_owned())
}
