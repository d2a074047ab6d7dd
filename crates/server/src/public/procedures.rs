//! `/thu-tuc`: procedures with papers and time limits, from the rules of today.

use axum::extract::State;
use axum::response::Response;
use domain::deadline::LimitUnit;
use domain::eligibility::Confidence;
use domain::procedure::{Demand, Procedure, Requirement, RequirementKind};
use maud::{Markup, html};
use time::Date;

use super::missing;
use super::page::{Lang, Place, page};
use crate::extract::Segment;
use crate::state::AppState;

/// `GET /thu-tuc`.
pub async fn list(State(app): State<AppState>, lang: Lang) -> Response {
    let today = app.clock.today();
    let content = html! {
        p { (lang.pick("Bấm vào thủ tục để xem giấy tờ cần có. Tất cả đều không mất phí.", "Choose a procedure to see the papers. All are free of charge.")) }
        div.sheet { table {
            caption { (lang.pick("Thủ tục bảo trợ xã hội", "Social-protection procedures")) }
            thead { tr {
                th scope="col" { (lang.pick("Thủ tục", "Procedure")) }
                th scope="col" { (lang.pick("Thời hạn", "Time limit")) }
            } }
            tbody {
                @for procedure in app.law.procedures(today) {
                    tr {
                        th scope="row" {
                            a href=(lang.href(&format!("/thu-tuc/{}", procedure.code))) { (procedure.name) }
                            span.hint { (lang.pick("Mã ", "Code ")) (procedure.code) }
                        }
                        td { (limit(procedure, today, lang)) }
                    }
                }
            }
        } }
    };
    page(
        &app,
        lang,
        Place::Procedures,
        "/thu-tuc",
        lang.pick("Thủ tục và giấy tờ", "Procedures and papers"),
        content,
    )
}

/// `GET /thu-tuc/{code}`.
pub async fn one(State(app): State<AppState>, lang: Lang, Segment(code): Segment<String>) -> Response {
    let today = app.clock.today();
    let Some(procedure) = app.law.procedure(&code, today) else {
        return missing::not_found(&app, lang);
    };
    let (papers, held): (Vec<&Requirement>, Vec<&Requirement>) =
        procedure.requirements_on(today).partition(|requirement| {
            requirement.demand != Demand::FromDatabase && requirement.kind != RequirementKind::Data
        });
    let content = html! {
        dl.sheet {
            dt { (lang.pick("Mã thủ tục", "Code")) } dd { (procedure.code) }
            dt { (lang.pick("Thời hạn", "Time limit")) } dd { (limit(procedure, today, lang)) }
            dt { (lang.pick("Lệ phí", "Fee")) } dd { @if procedure.fee_dong == 0 { (lang.pick("Không mất phí", "Free")) } @else { (procedure.fee_dong) " đồng" } }
            dt { (lang.pick("Cơ quan giải quyết", "Authority")) } dd { (procedure.authority) }
            dt { (lang.pick("Kết quả", "Result")) } dd { (procedure.result) }
        }
        h2 { (lang.pick("Giấy tờ cần có", "Papers")) }
        ul.sheet { @for requirement in &papers { li { (paper(requirement, lang)) } } }
        @if !held.is_empty() {
            h2 { (lang.pick("Bà con không phải nộp", "Not asked for")) }
            p { (lang.pick("Cán bộ tự tra trong cơ sở dữ liệu:", "The officers look these up themselves:")) }
            ul.sheet { @for requirement in &held { li { (requirement.name) } } }
        }
        @if let Some(remark) = &procedure.remark { p.notice { (remark) } }
        @if !procedure.basis.is_empty() {
            h2 { (lang.pick("Căn cứ", "Legal basis")) }
            ul.quiet { @for basis in &procedure.basis { li { (basis) } } }
        }
        @if procedure.provenance.confidence == Confidence::Unverified { (unverified(lang)) }
        @if lang == Lang::En { p.quiet { "Names of procedures and papers are given in Vietnamese, as in the official list." } }
    };
    page(
        &app,
        lang,
        Place::Procedures,
        &format!("/thu-tuc/{code}"),
        &procedure.name,
        content,
    )
}

fn paper(requirement: &Requirement, lang: Lang) -> Markup {
    html! {
        (requirement.name)
        @if requirement.demand == Demand::IfAvailable { " (" (lang.pick("nếu có", "if you have it")) ")" }
        @if requirement.when.is_some() { " (" (lang.pick("chỉ với một số trường hợp, cán bộ sẽ nói rõ", "in some cases only; the officers will tell you")) ")" }
        @if !requirement.where_to_get.trim().is_empty() { span.hint { (requirement.where_to_get) } }
    }
}

fn limit(procedure: &Procedure, today: Date, lang: Lang) -> Markup {
    let known = procedure.limit_on(today);
    html! {
        @match known.and_then(|known| known.limit) {
            Some(limit) => {
                (limit.days) " "
                (match limit.unit {
                    LimitUnit::WorkingDay => lang.pick("ngày làm việc", "working days"),
                    LimitUnit::CalendarDay => lang.pick("ngày", "days"),
                })
                @if known.is_some_and(|known| known.provenance.confidence == Confidence::Unverified) {
                    span.hint { (lang.pick("chưa được kiểm chứng", "not verified yet")) }
                }
            }
            None => { (lang.pick("Cán bộ sẽ báo khi tiếp nhận", "Told when you apply")) }
        }
    }
}

fn unverified(lang: Lang) -> Markup {
    html! { p.notice { (lang.pick(
        "Nội dung này đang được kiểm tra lại với văn bản gốc; xin hỏi cán bộ trước khi đi.",
        "This content is still being compared with the official text; please ask before you come.",
    )) } }
}
