//! The list of poor households: an .ods by household, members below their head, crosses for poor and near-poor.

use super::mistakes::{self, Value};
use super::{INVENTED, MessyError, MessyFile, opendocument};
use crate::Demo;
use crate::random::Random;

pub fn file(demo: &Demo, random: &mut Random) -> Result<MessyFile, MessyError> {
    let mut rows: Vec<Vec<Value>> = [
        INVENTED,
        "DANH SÁCH HỘ NGHÈO, HỘ CẬN NGHÈO NĂM 2026",
        "(Kèm theo Quyết định của UBND xã - minh họa)",
    ]
    .map(|title| vec![Value::text(title)])
    .to_vec();
    rows.push(vec![]);
    rows.push(
        [
            "TT",
            "Mã hộ",
            "Họ tên",
            "Quan hệ với chủ hộ",
            "Ngày sinh",
            "Giới tính",
            "Dân tộc",
            "Hộ nghèo",
            "Hộ cận nghèo",
            "Ghi chú",
        ]
        .map(Value::text)
        .to_vec(),
    );
    let mut number = 0;
    for village in &demo.villages {
        rows.push(vec![Value::text(format!(
            "* {}",
            village.name.trim_end_matches(" (minh họa)")
        ))]);
        for household in demo
            .households
            .iter()
            .filter(|household| household.village == village.id)
        {
            let Some(poverty @ ("poor" | "near_poor")) = household.poverty.as_deref() else {
                continue;
            };
            number += 1;
            let members = demo
                .people
                .iter()
                .filter(|person| person.household == Some(household.id));
            for (at, person) in members.enumerate() {
                let cross = |of: &str| if poverty == of { Value::text("x") } else { Value::Empty };
                rows.push(vec![
                    if at == 0 {
                        Value::Number(f64::from(number))
                    } else {
                        Value::Empty
                    },
                    Value::text(format!("{}{number:03}", village.id.to_uppercase())),
                    Value::Text(mistakes::name(person, random)),
                    Value::text(if at == 0 { "Chủ hộ" } else { "Thành viên" }),
                    mistakes::date(person, random),
                    Value::text(mistakes::sex(person)),
                    person.ethnic_group.clone().map_or(Value::Empty, Value::Text),
                    cross("poor"),
                    cross("near_poor"),
                    if at == 0 { mistakes::note(random) } else { Value::Empty },
                ]);
            }
        }
    }
    rows.push(vec![
        Value::Empty,
        Value::text("Tổng số"),
        Value::text(format!("{number} hộ")),
    ]);
    Ok(MessyFile {
        name: format!("3-ho-ngheo-can-ngheo-{}-minh-hoa.ods", demo.facts.slug),
        bytes: opendocument::workbook("Hộ nghèo 2026", &rows, 3, 10)?,
    })
}
