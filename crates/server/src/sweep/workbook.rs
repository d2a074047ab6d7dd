//! `GET /api/sweep.xlsx`: the list for the chair's decision. It is printed and handed around, so that each payment stands in
//! it by its neutral group, whoever asks.

use std::collections::HashMap;

use axum::extract::State;
use axum::response::Response;
use domain::permissions::{Action, FactGroup};
use entitlement::Month;
use entitlement::sweep::{Change, ChangeKind, ChangeReason, ChangeTotal, Level, Sweep};
use uuid::Uuid;
use wire::records::PersonRecord;

use super::{SweepAsked, question, show, swept, totals};
use crate::config::Config;
use crate::error::{ApiError, ApiResult};
use crate::extract::Params;
use crate::missing::scan::birth_year;
use crate::payments::kept;
use crate::payments::sight::{Categories, Programme};
use crate::rules::Law;
use crate::session::Caller;
use crate::slips::words::{lower_first, place_name};
use crate::spreadsheet::{self, Align, Cell, Column, Line, Paper, Sheet, Signature};
use crate::state::AppState;

/// The sheets, in the order in which one decides.
const SHEETS: [(ChangeKind, &str, &str); 4] = [
    (
        ChangeKind::Gains,
        "Được tăng",
        "DANH SÁCH ĐIỀU CHỈNH TĂNG MỨC TRỢ CẤP HẰNG THÁNG",
    ),
    (
        ChangeKind::Loses,
        "Bị giảm",
        "DANH SÁCH ĐIỀU CHỈNH GIẢM MỨC TRỢ CẤP HẰNG THÁNG",
    ),
    (
        ChangeKind::NeedsReview,
        "Phải xem lại",
        "DANH SÁCH CẦN XEM LẠI TRƯỚC KHI ĐIỀU CHỈNH",
    ),
    (
        ChangeKind::NewlyEntitled,
        "Mới đủ điều kiện",
        "DANH SÁCH MỚI ĐỦ ĐIỀU KIỆN, MỜI LÀM HỒ SƠ",
    ),
];

/// The list as an Excel file.
#[utoipa::path(get, path = "/api/sweep.xlsx", tag = "sweep", params(SweepAsked), responses((status = 200, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
pub async fn file(
    State(app): State<AppState>,
    caller: Caller,
    Params(asked): Params<SweepAsked>,
) -> ApiResult<Response> {
    caller.must(Action::SweepLaw)?;
    let sweep = swept(&app, question(&app, &asked)?).await?;
    let shown: Vec<&Change> = sweep
        .changes
        .iter()
        .filter(|it| it.kind != ChangeKind::Unchanged)
        .collect();
    show::note_reads(&app, &caller, &shown).await?;
    let sees_ids = caller.actor.may(Action::Read(FactGroup::Identity));
    let ids: Vec<Uuid> = shown.iter().map(|it| it.person).collect();
    let people = kept::people(&app, &ids).await?;
    let (config, law) = (app.config.clone(), app.law.clone());
    let today = app.clock.today();
    let made = tokio::task::spawn_blocking(move || {
        let list = List {
            sweep: &sweep,
            config: &config,
            law: &law,
            people: &people,
            sees_ids,
            today,
        };
        let mut sheets = vec![list.sums()];
        sheets.extend(
            SHEETS
                .into_iter()
                .filter_map(|(kind, name, title)| list.sheet(kind, name, title)),
        );
        spreadsheet::answer("luat-thay-doi.xlsx", &sheets)
    });
    made.await.map_err(ApiError::internal)?
}

/// What all sheets are made from.
struct List<'a> {
    sweep: &'a Sweep,
    config: &'a Config,
    law: &'a Law,
    people: &'a HashMap<Uuid, PersonRecord>,
    sees_ids: bool,
    today: time::Date,
}

impl List<'_> {
    fn around(&self, name: &str, title: &str) -> Sheet {
        let question = &self.sweep.question;
        let commune = self.config.commune.name.as_str();
        let day = format!(
            "{:02}/{:02}/{}",
            self.today.day(),
            u8::from(self.today.month()),
            self.today.year()
        );
        let mut remarks = vec![
            format!(
                "So mức theo quy định ngày {} với mức theo quy định ngày {}; truy lĩnh từ tháng {} đến hết tháng {}. Lập ngày {day}.",
                in_digits(&question.before),
                in_digits(&question.after),
                month(question.from_month),
                month(question.paid_through),
            ),
            "Đơn vị tính: đồng".to_owned(),
        ];
        if self.config.commune.demo {
            remarks.push("Dữ liệu minh họa: mọi người trong danh sách đều là hư cấu.".to_owned());
        }
        Sheet {
            name: name.to_owned(),
            paper: Paper::Landscape,
            issuer: vec!["ỦY BAN NHÂN DÂN".to_owned(), commune.to_uppercase()],
            titles: vec![title.to_owned(), "DỰ THẢO - TRÌNH QUYẾT ĐỊNH".to_owned()],
            remarks,
            columns: Vec::new(),
            lines: Vec::new(),
            closing: Vec::new(),
            place_and_day: Some(format!(
                "{}, ngày … tháng … năm {}",
                place_name(commune),
                self.today.year()
            )),
            signatures: ["NGƯỜI LẬP", "CHỦ TỊCH"]
                .map(|office| Signature {
                    office: office.to_owned(),
                    hint: "(Ký, ghi rõ họ tên)".to_owned(),
                })
                .to_vec(),
        }
    }

    /// By kind, then by village.
    fn sums(&self) -> Sheet {
        let sum = show::sum(&self.sweep.changes);
        let totals = totals(&self.sweep.changes);
        let row = |name: &str, total: &ChangeTotal| {
            Line::Row(vec![
                Cell::text(name),
                Cell::number(total.people),
                Cell::number(total.old_monthly),
                Cell::number(total.new_monthly),
                Cell::Number(total.back_pay),
            ])
        };
        let mut lines = vec![Line::Group("Toàn xã".to_owned())];
        lines.extend(
            totals
                .iter()
                .filter(|it| it.village.is_none())
                .map(|it| row(kind(it.kind), it)),
        );
        for village in &self.config.villages {
            let mut of_village = totals
                .iter()
                .filter(|it| it.village.as_deref() == Some(village.id.as_str()))
                .peekable();
            if of_village.peek().is_some() {
                lines.push(Line::Group(village.name.clone()));
                lines.extend(of_village.map(|it| row(kind(it.kind), it)));
            }
        }
        Sheet {
            columns: vec![
                Column::new("Kết quả", 34.0, Align::Left),
                Column::new("Số người", 10.0, Align::Right),
                Column::new("Mức cũ mỗi tháng", 18.0, Align::Right),
                Column::new("Mức mới mỗi tháng", 18.0, Align::Right),
                Column::new("Truy lĩnh", 16.0, Align::Right),
            ],
            lines,
            closing: vec![
                format!("Tăng thêm mỗi tháng: {}.", signed(sum.monthly, &sum.monthly_words)),
                format!("Truy lĩnh: {}.", signed(sum.back_pay, &sum.back_pay_words)),
                "Tổng chỉ cộng những người đã rõ mức mới; người phải xem lại chưa tính vào.".to_owned(),
            ],
            ..self.around("Tổng hợp", "TỔNG HỢP ĐIỀU CHỈNH MỨC TRỢ CẤP HẰNG THÁNG")
        }
    }

    /// Everybody of a kind, by village; `None` when there is nobody.
    fn sheet(&self, kind: ChangeKind, name: &str, title: &str) -> Option<Sheet> {
        let categories = Categories::of(self.law.book());
        let changes: Vec<&Change> = self.sweep.changes.iter().filter(|it| it.kind == kind).collect();
        let (mut lines, mut number) = (Vec::new(), 0);
        let mut village = None;
        for change in &changes {
            if village != Some(&change.village) {
                village = Some(&change.village);
                lines.push(Line::Group(self.config.village_name(&change.village).to_owned()));
            }
            number += 1;
            lines.push(Line::Row(self.row(number, change, &categories)));
        }
        let dong = |of: &dyn Fn(&Change) -> u64| changes.iter().map(|it| of(it)).sum::<u64>();
        let (old, new) = (dong(&|it| it.old.monthly), dong(&|it| it.new.monthly));
        let back_pay: i64 = changes.iter().map(|it| it.back_pay_total).sum();
        let sums = [
            Cell::number(old),
            Cell::Blank,
            Cell::number(new),
            difference(old, new),
            Cell::Number(back_pay),
        ];
        lines.push(Line::Sum(
            format!("Cộng {number} người"),
            [vec![Cell::Blank; 5], sums.to_vec()].concat(),
        ));
        (number > 0).then(|| Sheet {
            columns: vec![
                Column::new("STT", 6.0, Align::Centre),
                Column::new("Họ và tên", 26.0, Align::Left),
                Column::new("Năm sinh", 9.0, Align::Centre),
                Column::new("Số định danh", 15.0, Align::Centre),
                Column::new("Đang hưởng", 18.0, Align::Left),
                Column::new("Mức cũ", 13.0, Align::Right),
                Column::new("Được hưởng", 18.0, Align::Left),
                Column::new("Mức mới", 13.0, Align::Right),
                Column::new("Chênh lệch", 13.0, Align::Right),
                Column::new("Truy lĩnh", 13.0, Align::Right),
                Column::new("Lý do", 40.0, Align::Left),
            ],
            lines,
            ..self.around(name, title)
        })
    }

    fn row(&self, number: usize, change: &Change, categories: &Categories<'_>) -> Vec<Cell> {
        let person = self.people.get(&change.person);
        let group = |level: &Level| {
            let mut groups: Vec<Programme> = level.categories.iter().map(|id| categories.programme(id)).collect();
            groups.sort_unstable();
            groups.dedup();
            let words: Vec<&str> = groups.into_iter().map(Programme::words).collect();
            Cell::text(words.join("; "))
        };
        let reasons: Vec<&str> = change.reasons.iter().map(|it| reason(*it)).collect();
        let mut why = reasons.join("; ");
        if change.confidence == "unverified" {
            why.push_str(" (quy định chưa kiểm chứng)");
        }
        vec![
            Cell::number(number as u64),
            Cell::text(&change.full_name),
            Cell::of(person.and_then(birth_year)),
            Cell::of(person.filter(|_| self.sees_ids).and_then(|it| it.personal_id.clone())),
            group(&change.old),
            Cell::number(change.old.monthly),
            group(&change.new),
            Cell::number(change.new.monthly),
            difference(change.old.monthly, change.new.monthly),
            Cell::Number(change.back_pay_total),
            Cell::text(why),
        ]
    }
}

fn difference(old: u64, new: u64) -> Cell {
    let dong = |amount: u64| i64::try_from(amount).unwrap_or(i64::MAX);
    Cell::Number(dong(new) - dong(old))
}

fn signed(amount: i64, words: &str) -> String {
    let sign = if amount < 0 { "trừ " } else { "" };
    format!("{} ({sign}{})", crate::slips::words::money(amount), lower_first(words))
}

/// `2026-06-30` → `30/06/2026`.
fn in_digits(date: &str) -> String {
    date.split('-').rev().collect::<Vec<_>>().join("/")
}

fn month(month: Month) -> String {
    in_digits(&month.to_string())
}

fn kind(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Gains => "Được tăng",
        ChangeKind::Loses => "Bị giảm",
        ChangeKind::NeedsReview => "Phải xem lại",
        ChangeKind::NewlyEntitled => "Mới đủ điều kiện",
        ChangeKind::Unchanged => "Giữ nguyên",
    }
}

fn reason(reason: ChangeReason) -> &'static str {
    match reason {
        ChangeReason::NewRate => "mức chuẩn mới",
        ChangeReason::NewCoefficient => "hệ số mới",
        ChangeReason::TurnsToSocialPension => "chuyển sang trợ cấp hưu trí xã hội",
        ChangeReason::AboveOldLimit => "vượt giới hạn của quy định cũ, quy định mới đã bỏ",
        ChangeReason::CategoryEnded => "quy định mới không còn khoản này",
        ChangeReason::ConditionNotMet => "danh sách ghi khác với điều kiện của khoản này",
        ChangeReason::AgeNotKnown => "chưa rõ ngày sinh để chọn mức",
        ChangeReason::CountNotKnown => "chưa rõ tính cho mấy người",
        ChangeReason::UnknownCategory => "khoản ghi trong danh sách không có trong quy định",
        ChangeReason::RecordDiffersFromOldLaw => "mức đang ghi không đúng mức của quy định cũ",
        ChangeReason::AlreadyAdjusted => "mức đang ghi đã là mức mới",
    }
}
