//! The residence list of the police: a sheet per village, headings in row 9, numbers that became numbers.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Formula, Workbook, Worksheet};
use wire::records::PersonRecord;

use super::mistakes::{self, Value};
use super::{INVENTED, MessyError, MessyFile};
use crate::Demo;
use crate::random::Random;

const HEADINGS: [&str; 11] = [
    "STT",
    "Số hộ",
    "Họ, chữ đệm và tên",
    "Ngày, tháng, năm sinh",
    "Giới tính",
    "Số định danh cá nhân/CMND",
    "Dân tộc",
    "Quan hệ với chủ hộ",
    "Nơi thường trú",
    "Số điện thoại",
    "Ghi chú",
];
/// Row 9, counted from 0.
const HEADING_ROW: u32 = 8;

pub fn file(demo: &Demo, elsewhere: &Demo, random: &mut Random) -> Result<MessyFile, MessyError> {
    let mut book = new_workbook()?;
    for (at, village) in demo.villages.iter().enumerate() {
        // A household of another commune has moved to each village.
        let moved = elsewhere.households.get(at * 9).map(|household| household.id);
        let newcomers = elsewhere.people.iter().filter(|person| person.household == moved);
        let here = demo.people.iter().filter(|person| person.village == village.id);
        let people: Vec<PersonRecord> = here
            .chain(newcomers)
            .map(|person| PersonRecord {
                village: village.id.clone(),
                ..mistakes::as_known(person, random).into_owned()
            })
            .collect();
        let name = village.name.trim_end_matches(" (minh họa)");
        let sheet = book.add_worksheet();
        // Sheet names have at most 31 characters, and apostrophes are not allowed at their ends.
        sheet.set_name(name.chars().take(31).collect::<String>())?;
        write_sheet(sheet, demo, name, &people, at == 1, random)?;
    }
    Ok(MessyFile {
        name: format!("1-cong-an-danh-sach-cu-tru-{}-minh-hoa.xlsx", demo.facts.slug),
        bytes: book.save_to_buffer()?,
    })
}

/// A workbook whose properties do not depend on the moment.
pub fn new_workbook() -> Result<Workbook, MessyError> {
    let mut book = Workbook::new();
    let made = ExcelDateTime::from_ymd(2026, 1, 1)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&made));
    Ok(book)
}

fn write_sheet(
    sheet: &mut Worksheet,
    demo: &Demo,
    village: &str,
    people: &[PersonRecord],
    is_swapped: bool,
    random: &mut Random,
) -> Result<(), MessyError> {
    let centred = Format::new().set_align(FormatAlign::Center);
    let commune = demo.facts.name.to_uppercase();
    sheet.merge_range(0, 0, 0, 4, &format!("CÔNG AN {commune}"), &centred)?;
    sheet.merge_range(0, 5, 0, 10, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", &centred)?;
    sheet.merge_range(1, 5, 1, 10, "Độc lập - Tự do - Hạnh phúc", &centred)?;
    sheet.merge_range(3, 0, 3, 10, INVENTED, &centred)?;
    sheet.merge_range(4, 0, 4, 10, "DANH SÁCH NHÂN KHẨU THƯỜNG TRÚ", &centred)?;
    sheet.merge_range(5, 0, 5, 10, &village.to_uppercase(), &centred)?;
    for (column, heading) in (0..).zip(HEADINGS) {
        sheet.write(HEADING_ROW, column, heading)?;
        sheet.write(HEADING_ROW + 1, column, format!("({})", column + 1))?;
    }
    let mut row = HEADING_ROW + 2;
    let mut household = 0;
    let mut before = None;
    for (at, person) in people.iter().enumerate() {
        if before != person.household {
            household += 1;
            before = person.household;
        }
        let mut cells = cells(demo, person, at + 1, household, random);
        // From the middle of one sheet on, sex and date stand in each other's column.
        if is_swapped && at >= people.len() / 2 {
            cells.swap(3, 4);
        }
        write_row(sheet, row, &cells)?;
        if random.permille(4) {
            sheet.write_formula(row, 6, Formula::new("=VLOOKUP(B1,#REF!,2,0)").set_result("#REF!"))?;
        }
        row += 1;
    }
    sheet.write(row, 1, "Tổng cộng")?;
    sheet.write(row, 2, format!("{} nhân khẩu", people.len()))?;
    sheet.write(row + 2, 7, "Ngày 05 tháng 11 năm 2026")?;
    sheet.write(row + 3, 1, "NGƯỜI LẬP BIỂU")?;
    sheet.write(row + 3, 7, "TRƯỞNG CÔNG AN XÃ")?;
    sheet.write(row + 6, 1, "Nguyễn Văn Minh Họa")?;
    sheet.write(row + 6, 7, "Trần Thị Ví Dụ")?;
    Ok(())
}

fn cells(demo: &Demo, person: &PersonRecord, number: usize, household: u32, random: &mut Random) -> Vec<Value> {
    let relation = match person.relation_to_head.as_deref() {
        Some("head") => "Chủ hộ",
        Some("spouse") => "Vợ/chồng",
        Some("child") => "Con",
        Some("parent") => "Bố/mẹ",
        Some("grandchild") => "Cháu nội",
        Some("grandparent") => "Bà",
        Some("sibling") => "Em",
        Some(_) | None => "Khác",
    };
    let mut name = mistakes::name(person, random);
    if random.permille(3) {
        name = format!("{name}, Nguyễn Thị Thêm");
    } else if random.permille(5) {
        name = format!("{name} (tạm vắng)");
    }
    vec![
        Value::Number(number as f64),
        Value::Number(f64::from(household)),
        Value::Text(name),
        mistakes::date(person, random),
        Value::text(mistakes::sex(person)),
        mistakes::id(person, random),
        person.ethnic_group.clone().map_or(Value::Empty, Value::Text),
        Value::text(relation),
        Value::text(format!(
            "{}, {}, {}",
            mistakes::village_name(demo, person),
            demo.facts.name,
            demo.facts.province
        )),
        mistakes::phone(person, random),
        mistakes::note(random),
    ]
}

/// Writes a row; hostile text stays text.
pub fn write_row(sheet: &mut Worksheet, row: u32, cells: &[Value]) -> Result<(), MessyError> {
    for (column, cell) in (0..).zip(cells) {
        match cell {
            Value::Empty => {}
            Value::Text(text) => {
                sheet.write_string(row, column, text)?;
            }
            Value::Number(number) => {
                sheet.write_number(row, column, *number)?;
            }
        }
    }
    Ok(())
}
