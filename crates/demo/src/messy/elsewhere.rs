//! A good list of the wrong commune: nearly nobody in it is known here.

use super::mistakes::{self, Value};
use super::residence::{new_workbook, write_row};
use super::{INVENTED, MessyError, MessyFile};
use crate::Demo;

pub fn file(demo: &Demo) -> Result<MessyFile, MessyError> {
    let mut book = new_workbook()?;
    let sheet = book.add_worksheet();
    sheet.write(0, 0, INVENTED)?;
    sheet.write(
        1,
        0,
        format!("DANH SÁCH NGƯỜI CAO TUỔI {}", demo.facts.name.to_uppercase()),
    )?;
    let headings = [
        "STT",
        "Họ và tên",
        "Ngày sinh",
        "Giới tính",
        "Số CCCD",
        "Thôn",
        "Xã",
        "Tỉnh",
    ];
    write_row(sheet, 3, &headings.map(Value::text))?;
    let people = demo.people.iter().filter(|person| mistakes::age(demo, person) >= 60);
    for (row, person) in (4..).zip(people) {
        let date = match mistakes::birth(person) {
            (year, Some(month), Some(day)) => format!("{day:02}/{month:02}/{year}"),
            (year, ..) => year.to_string(),
        };
        let cells = [
            Value::Number(f64::from(row - 3)),
            Value::text(person.full_name.clone()),
            Value::Text(date),
            Value::text(mistakes::sex(person)),
            person.personal_id.clone().map_or(Value::Empty, Value::Text),
            Value::Text(mistakes::village_name(demo, person)),
            Value::text(demo.facts.short_name),
            Value::text(demo.facts.province),
        ];
        write_row(sheet, row, &cells)?;
    }
    Ok(MessyFile {
        name: format!("6-gui-nham-nguoi-cao-tuoi-{}-minh-hoa.xlsx", demo.facts.slug),
        bytes: book.save_to_buffer()?,
    })
}
