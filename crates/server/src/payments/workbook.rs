//! The list as an Excel file: the layout that offices use for lists to sign. No rule that is known prescribes a form for it.

use std::collections::HashMap;

use axum::response::Response;
use entitlement::Month;
use entitlement::payment::{PaymentList, PaymentRow, PaymentTotal, amount_in_words};
use uuid::Uuid;
use wire::records::PersonRecord;

use super::kept::{self, Kept};
use super::settings;
use super::sight::{Categories, Sight};
use crate::config::Commune;
use crate::error::{ApiError, ApiResult};
use crate::rules::Law;
use crate::slips::words::{lower_first, place_name};
use crate::spreadsheet::{self, Align, Cell, Column, Line, Paper, Sheet, Signature};
use crate::state::App;

/// The file of a list. Categories stand in it by their neutral group, whoever asks: it is printed and handed around.
pub async fn answer(app: &App, kept: Kept, sight: Sight) -> ApiResult<Response> {
    let settings = settings::load(app).await?;
    let month = kept.list.month;
    let people = match sight {
        Sight::Amounts => HashMap::new(),
        Sight::People | Sight::Categories => {
            let ids: Vec<Uuid> = kept.list.rows.iter().map(|row| row.person).collect();
            kept::people(app, &ids).await?
        }
    };
    let (config, law) = (app.config.clone(), app.law.clone());
    let made = tokio::task::spawn_blocking(move || {
        let village = |id: &str| config.village_name(id).to_owned();
        let mut sheets = Vec::new();
        if sight.sees_people() {
            sheets.push(Sheet {
                columns: people_columns(),
                lines: people_lines(&kept.list, &people, &law, &village),
                ..around(&kept.list, &config.commune, &settings.signatures)
            });
        }
        sheets.push(Sheet {
            name: "Theo thôn".to_owned(),
            titles: titles("TỔNG HỢP CHI TRẢ TRỢ CẤP HẰNG THÁNG", &kept.list),
            columns: village_columns(),
            lines: village_lines(&kept.list.totals, &village),
            ..around(&kept.list, &config.commune, &settings.signatures)
        });
        spreadsheet::answer(&format!("chi-tra-{month}.xlsx"), &sheets)
    });
    made.await.map_err(ApiError::internal)?
}

fn titles(first: &str, list: &PaymentList) -> Vec<String> {
    let mut titles = vec![first.to_owned(), in_words(list.month)];
    if list.is_draft() {
        titles.push("BẢN DỰ THẢO - CHƯA DUYỆT".to_owned());
    }
    titles
}

/// `Tháng 11 năm 2026`.
fn in_words(month: Month) -> String {
    let day = month.first_day();
    format!("Tháng {} năm {}", u8::from(day.month()), day.year())
}

fn around(list: &PaymentList, commune: &Commune, signatures: &[String]) -> Sheet {
    let mut remarks = vec!["Đơn vị tính: đồng".to_owned()];
    if commune.demo {
        remarks.push("Dữ liệu minh họa: thôn và người đều là hư cấu".to_owned());
    }
    let mut closing = vec![format!("Bằng chữ: {}.", list.total_in_words)];
    if !list.corrections.is_empty() {
        let sum: i64 = list.corrections.iter().map(|it| it.amount).sum();
        let sign = if sum < 0 { "giảm" } else { "tăng" };
        closing.push(format!(
            "Điều chỉnh sau khi duyệt: {} khoản, {sign} {}; danh sách trên giữ nguyên như khi duyệt, phần chênh lệch tính vào tháng sau.",
            list.corrections.len(),
            lower_first(&amount_in_words(sum.unsigned_abs())),
        ));
    }
    Sheet {
        name: "Danh sách".to_owned(),
        paper: Paper::Landscape,
        issuer: vec!["ỦY BAN NHÂN DÂN".to_owned(), commune.name.to_uppercase()],
        titles: titles("DANH SÁCH CHI TRẢ TRỢ CẤP HẰNG THÁNG", list),
        remarks,
        columns: Vec::new(),
        lines: Vec::new(),
        closing,
        place_and_day: Some(format!(
            "{}, ngày … tháng … năm {}",
            place_name(&commune.name),
            list.month.first_day().year()
        )),
        signatures: signatures
            .iter()
            .map(|office| Signature {
                office: office.to_uppercase(),
                hint: "(Ký, ghi rõ họ tên)".to_owned(),
            })
            .collect(),
    }
}

fn people_columns() -> Vec<Column> {
    vec![
        Column::new("STT", 6.0, Align::Centre),
        Column::new("Họ và tên", 26.0, Align::Left),
        Column::new("Năm sinh", 8.0, Align::Centre),
        Column::new("Số định danh", 15.0, Align::Centre),
        Column::new("Thôn", 16.0, Align::Left),
        Column::new("Loại đối tượng", 18.0, Align::Left),
        Column::new("Mức trợ cấp", 13.0, Align::Right),
        Column::new("Truy lĩnh", 13.0, Align::Right),
        Column::new("Tổng số tiền", 14.0, Align::Right),
        Column::new("Ký nhận", 16.0, Align::Left),
    ]
}

fn people_lines(
    list: &PaymentList,
    people: &HashMap<Uuid, PersonRecord>,
    law: &Law,
    village: &impl Fn(&str) -> String,
) -> Vec<Line> {
    let categories = Categories::of(law.book());
    let sum = |label: String, total: &PaymentTotal| {
        let mut cells = vec![Cell::Blank; 6];
        cells.extend([
            Cell::number(total.monthly),
            Cell::Number(total.arrears),
            Cell::number(total.total),
        ]);
        Line::Sum(label, cells)
    };
    let row = |(at, row): (usize, &PaymentRow)| {
        let person = people.get(&row.person);
        let groups: Vec<&str> = categories
            .programmes(&row.items)
            .into_iter()
            .map(|one| one.words())
            .collect();
        let arrears: i64 = row.arrears.iter().map(|it| it.owed.amount).sum();
        Line::Row(vec![
            Cell::number(at as u64 + 1),
            Cell::text(&row.full_name),
            Cell::of(
                person
                    .and_then(|it| it.birth_date.as_deref())
                    .and_then(|date| date.get(..4)),
            ),
            Cell::of(person.and_then(|it| it.personal_id.as_deref())),
            Cell::text(village(&row.village)),
            Cell::text(groups.join(", ")),
            Cell::number(row.monthly),
            if arrears == 0 {
                Cell::Blank
            } else {
                Cell::Number(arrears)
            },
            Cell::number(row.total),
            Cell::Blank,
        ])
    };
    let (whole, villages) = match list.totals.split_first() {
        Some((whole, villages)) => (whole.clone(), villages),
        None => (PaymentTotal::default(), &[][..]),
    };
    let mut lines = Vec::new();
    let numbered: Vec<(usize, &PaymentRow)> = list.rows.iter().enumerate().collect();
    for total in villages {
        let id = total.village.as_deref().unwrap_or_default();
        lines.push(Line::Group(village(id)));
        lines.extend(numbered.iter().filter(|(_, one)| one.village == id).copied().map(row));
        lines.push(sum(format!("Cộng {} ({} người)", village(id), total.people), total));
    }
    lines.push(sum(format!("TỔNG CỘNG ({} người)", whole.people), &whole));
    lines
}

fn village_columns() -> Vec<Column> {
    vec![
        Column::new("STT", 6.0, Align::Centre),
        Column::new("Thôn", 34.0, Align::Left),
        Column::new("Số người", 12.0, Align::Right),
        Column::new("Trợ cấp tháng này", 20.0, Align::Right),
        Column::new("Truy lĩnh (trừ lại)", 20.0, Align::Right),
        Column::new("Tổng số tiền", 20.0, Align::Right),
    ]
}

fn village_lines(totals: &[PaymentTotal], village: &impl Fn(&str) -> String) -> Vec<Line> {
    let numbers = |total: &PaymentTotal| {
        [
            Cell::number(total.people),
            Cell::number(total.monthly),
            Cell::Number(total.arrears),
            Cell::number(total.total),
        ]
    };
    let (whole, villages) = match totals.split_first() {
        Some((whole, villages)) => (whole.clone(), villages),
        None => (PaymentTotal::default(), &[][..]),
    };
    let mut lines: Vec<Line> = villages
        .iter()
        .enumerate()
        .map(|(at, total)| {
            let name = village(total.village.as_deref().unwrap_or_default());
            let mut cells = vec![Cell::number(at as u64 + 1), Cell::text(name)];
            cells.extend(numbers(total));
            Line::Row(cells)
        })
        .collect();
    let mut cells = vec![Cell::Blank; 2];
    cells.extend(numbers(&whole));
    lines.push(Line::Sum("TỔNG CỘNG".to_owned(), cells));
    lines
}
