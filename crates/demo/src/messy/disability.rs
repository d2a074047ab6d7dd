//! The disability list: an .xlsx in decomposed Unicode, degrees as crosses in three columns.

use rust_xlsxwriter::{Format, FormatAlign};
use unicode_normalization::UnicodeNormalization;

use super::mistakes::{self, Value};
use super::residence::{new_workbook, write_row};
use super::{INVENTED, MessyError, MessyFile};
use crate::Demo;
use crate::random::Random;

pub fn file(demo: &Demo, random: &mut Random) -> Result<MessyFile, MessyError> {
    let mut book = new_workbook()?;
    let sheet = book.add_worksheet();
    sheet.set_name("NKT")?;
    let centred = Format::new().set_align(FormatAlign::Center);
    sheet.merge_range(0, 0, 0, 11, &decomposed(INVENTED), &centred)?;
    sheet.merge_range(
        1,
        0,
        1,
        11,
        &decomposed("DANH SÁCH NGƯỜI KHUYẾT TẬT ĐÃ ĐƯỢC CẤP GIẤY XÁC NHẬN"),
        &centred,
    )?;
    let upper = [
        "STT",
        "Họ và tên",
        "Ngày tháng năm sinh",
        "Giới tính",
        "Số CCCD",
        "Thôn/bon",
        "Dạng tật",
        "Mức độ khuyết tật",
        "",
        "",
        "Số giấy xác nhận",
        "Ghi chú",
    ];
    write_row(
        sheet,
        3,
        &upper.map(|text| {
            if text.is_empty() {
                Value::Empty
            } else {
                Value::Text(decomposed(text))
            }
        }),
    )?;
    for (column, part) in [(7, "Đặc biệt nặng"), (8, "Nặng"), (9, "Nhẹ")] {
        sheet.write(4, column, decomposed(part))?;
    }
    for column in [0, 1, 2, 3, 4, 5, 6, 10, 11] {
        let heading = decomposed(upper[usize::from(column)]);
        sheet.merge_range(3, column, 4, column, &heading, &centred)?;
    }
    sheet.merge_range(3, 7, 3, 9, &decomposed("Mức độ khuyết tật"), &centred)?;
    let mut row = 5;
    for person in &demo.people {
        let level = person
            .facts
            .get("disability")
            .and_then(|level| level.as_str())
            .unwrap_or("none");
        if level == "none" {
            continue;
        }
        let person = &*mistakes::as_known(person, random);
        let cross = |of: &str| if level == of { Value::text("x") } else { Value::Empty };
        let kind = *random.pick(&[
            "Vận động",
            "Nghe, nói",
            "Nhìn",
            "Thần kinh, tâm thần",
            "Trí tuệ",
            "Khác",
        ]);
        let mut cells = vec![
            Value::Number(f64::from(row - 4)),
            Value::Text(mistakes::name(person, random)),
            mistakes::date(person, random),
            Value::text(mistakes::sex(person)),
            mistakes::id(person, random),
            Value::Text(mistakes::village_name(demo, person)),
            Value::text(kind),
            cross("extreme"),
            cross("severe"),
            cross("light"),
            person.disability_certificate.clone().map_or(Value::Empty, Value::Text),
            mistakes::note(random),
        ];
        for cell in &mut cells {
            if let Value::Text(text) = cell {
                *text = decomposed(text);
            }
        }
        write_row(sheet, row, &cells)?;
        row += 1;
    }
    Ok(MessyFile {
        name: format!("5-nguoi-khuyet-tat-{}-minh-hoa.xlsx", demo.facts.slug),
        bytes: book.save_to_buffer()?,
    })
}

fn decomposed(text: &str) -> String {
    text.nfd().collect()
}
