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
        h2 { (lang.pick("Buổi về thôn sắp tới", "Next visits")) }
        @if upcoming.is_empty() {
            p { (lang.pick("Chưa có lịch mới. Lịch sẽ được báo trên loa và tại đây.", "No visit is planned yet. It will be announced here.")) }
        }
        @for stop in upcoming.iter().take(NEXT) { (schedule::card(&app, lang, stop)) }
        p { a href=(lang.href("/lich")) { (lang.pick("Xem toàn bộ lịch", "All visits")) } }
        h2 { (lang.pick("Hồ sơ của bà con đến đâu rồi?", "How far is my dossier?")) }
        p {
            a href=(lang.href("/tra-cuu")) { (lang.pick("Tra cứu bằng mã trên giấy hẹn", "Look it up with the code on the receipt")) }
            (lang.pick(" và 4 số cuối căn cước hoặc số điện thoại đã đăng ký.", " and the last 4 digits of the identity number or the phone number given."))
        }
        h2 { (lang.pick("Cần giấy tờ gì?", "Which papers are needed?")) }
        p { a href=(lang.href("/thu-tuc")) { (lang.pick("Danh sách thủ tục, giấy tờ và thời hạn", "Procedures, papers and time limits")) } }
        h2 { (lang.pick("Nơi hỏi", "Whom to ask")) }
        p {
            (contact.name) ", " (app.commune_name()) ", " (app.config.commune.province)
            @if let Some(address) = &contact.address { br; (address) }
            @if let Some(phone) = &contact.phone { br; (lang.pick("Điện thoại: ", "Phone: ")) a href={ "tel:" (phone.replace(' ', "")) } { (phone) } }
        }
    };
    let title = lang.pick("Chính sách đến tận người dân", "Social services in your village");
    Ok(page(&app, lang, Place::Home, "/", title, content))
}
