//! The list of the elderly: a text file in VNI with semicolons, names partly in capitals, two people on one line.

use lists::encoding::{Encoding, encode};

use super::mistakes::{self, Value};
use super::{INVENTED, MessyFile};
use crate::Demo;
use crate::random::Random;

pub fn file(demo: &Demo, random: &mut Random) -> MessyFile {
    let mut lines = vec![
        INVENTED.to_owned(),
        "HỘI NGƯỜI CAO TUỔI - DANH SÁCH HỘI VIÊN TỪ 60 TUỔI".to_owned(),
        String::new(),
        "STT;Họ tên;Năm sinh;Giới tính;CCCD;Thôn;Điện thoại;Ghi chú".to_owned(),
    ];
    let mut number = 0;
    let mut previous: Option<String> = None;
    for person in demo.people.iter().filter(|person| mistakes::age(demo, person) >= 60) {
        number += 1;
        let person = &*mistakes::as_known(person, random);
        let name = mistakes::name(person, random);
        // Husband and wife on one line.
        let name = match previous.take() {
            Some(other) if random.permille(15) => format!("{other} - {name}"),
            Some(_) | None => name,
        };
        previous = Some(person.full_name.clone());
        let cells = [
            Value::Number(f64::from(number)),
            Value::Text(name),
            mistakes::date(person, random),
            Value::text(mistakes::sex(person)),
            mistakes::id(person, random),
            Value::Text(mistakes::village_name(demo, person)),
            mistakes::phone(person, random),
            mistakes::note(random),
        ];
        let fields: Vec<String> = cells.iter().map(field).collect();
        lines.push(fields.join(";"));
    }
    let text = lines.join("\r\n");
    // A name with a letter that VNI does not have stays as it is.
    let written: Vec<u8> = text
        .split('\n')
        .map(|line| encode(line, Encoding::Vni).unwrap_or_else(|| line.to_owned()))
        .collect::<Vec<_>>()
        .join("\n")
        .chars()
        .flat_map(|c| match u8::try_from(u32::from(c)) {
            Ok(byte) => vec![byte],
            Err(_) => c.to_string().into_bytes(),
        })
        .collect();
    MessyFile {
        name: format!("4-nguoi-cao-tuoi-{}-minh-hoa.csv", demo.facts.slug),
        bytes: written,
    }
}

fn field(value: &Value) -> String {
    match value {
        Value::Empty => String::new(),
        Value::Number(number) => format!("{number:.0}"),
        Value::Text(text) if text.contains([';', '"', '\n']) => format!("\"{}\"", text.replace('"', "\"\"")),
        Value::Text(text) => text.clone(),
    }
}
