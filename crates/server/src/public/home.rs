//! `/`: where to go, and the next visits.

use axum::extract::State;
use axum::response::Response;
use maud::html;

use super::page::{Lang, Place, page};
use super::schedule;
use crate::error::ApiResult;
use crate::state::AppState;

/// Visits shown on the first page.
const NEXT: usize = 3;

/// `GET /`.
pub async fn show(State(app): State<AppState>, lang: Lang) -> ApiResult<Response> {
    let upcoming = schedule::upcoming(&app).await?;
    let contact = &app.config.contact;
    let content = html! {
        p.lead {
            (lang.pick(
                "Cán bộ xã về tận thôn giúp bà con làm thủ tục bảo trợ xã hội: trợ cấp hằng tháng, trợ cấp hưu trí xã hội, hỗ trợ chăm sóc, hỗ trợ mai táng, giấy xác nhận khuyết tật.",
                "Commune officers come to the villages to help with social protection: monthly allowances, social pension, care support, funeral support, disability certificates.",
            ))
        }
        ul.ways {
            @for (path, name, hint) in ways(lang) { li { a href=(lang.href(path)) { strong { (name) } (hint) } } }
        }
        h2 { (lang.pick("Buổi về thôn sắp tới", "Next visits")) }
        @if upcoming.is_empty() {
            p { (lang.pick("Chưa có lịch mới. Lịch sẽ được báo trên loa và tại đây.", "No visit is planned yet. It will be announced here.")) }
        }
        @for stop in upcoming.iter().take(NEXT) { (schedule::card(&app, lang, stop)) }
        @if upcoming.len() > NEXT { p { a href=(lang.href("/lich")) { (lang.pick("Xem toàn bộ lịch", "All visits")) } } }
        h2 { (lang.pick("Nơi hỏi", "Whom to ask")) }
        p.sheet {
            strong { (contact.name) } br;  (app.commune_name()) ", " (app.config.commune.province)
            @if let Some(address) = &contact.address { br; (address) }
            @if let Some(phone) = &contact.phone { br; (lang.pick("Điện thoại: ", "Phone: ")) a href={ "tel:" (phone.replace(' ', "")) } { (phone) } }
        }
    };
    let title = lang.pick("Chính sách đến tận người dân", "Social services in your village");
    Ok(page(&app, lang, Place::Home, "/", title, content))
}

/// What people come for: address, name, and one line.
fn ways(lang: Lang) -> [(&'static str, &'static str, &'static str); 3] {
    [
        (
            "/tra-cuu",
            lang.pick("Hồ sơ đến đâu rồi?", "How far is my dossier?"),
            lang.pick(
                "Tra bằng mã trên giấy hẹn và 4 số cuối căn cước hoặc số điện thoại.",
                "Look it up with the code on the receipt and 4 digits of the identity number or the phone number.",
            ),
        ),
        (
            "/thu-tuc",
            lang.pick("Cần giấy tờ gì?", "Which papers are needed?"),
            lang.pick(
                "Từng thủ tục, giấy tờ và thời hạn. Không mất phí.",
                "Each procedure, its papers and time limit. Free of charge.",
            ),
        ),
        (
            "/lich",
            lang.pick("Khi nào cán bộ về thôn?", "When do officers come?"),
            lang.pick(
                "Ngày, giờ, địa điểm của từng buổi.",
                "Day, time and place of each visit.",
            ),
        ),
    ]
}
