//! `/tra-cuu`: how far a dossier is, for whoever has its code and something that only the applicant knows.
//!
//! The answer is in neutral words and never says whether the code or the secret was wrong.

use axum::extract::{Form, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use serde::Deserialize;
use wire::dossier::{DossierRecord, DossierStatus};

use super::page::{Lang, Place, page};
use crate::error::ApiResult;
use crate::security::address::CallerAddress;
use crate::slips::words;
use crate::state::{App, AppState};

/// Longest input that is looked at.
const MAX_CHARS: usize = 60;

/// What comes with the QR code of a slip.
#[derive(Deserialize)]
pub struct Prefill {
    /// Dossier code.
    ma: Option<String>,
}

/// The form.
#[derive(Deserialize)]
pub struct Asked {
    /// Dossier code.
    ma: String,
    /// Last four digits of the personal id, or the phone given at reception.
    bi_mat: String,
}

/// `GET /tra-cuu`.
pub async fn form(State(app): State<AppState>, lang: Lang, Query(prefill): Query<Prefill>) -> Response {
    let code = prefill
        .ma
        .filter(|code| code.chars().count() <= MAX_CHARS)
        .unwrap_or_default();
    show(&app, lang, &code, html! {})
}

/// `POST /tra-cuu`.
pub async fn answer(
    State(app): State<AppState>,
    lang: Lang,
    CallerAddress(address): CallerAddress,
    Form(asked): Form<Asked>,
) -> ApiResult<Response> {
    let code = asked.ma.trim().to_uppercase();
    let wait = app
        .look_ups
        .take(&address)
        .err()
        .or_else(|| app.look_ups_of_code.take(&code).err());
    if let Some(seconds) = wait {
        let minutes = seconds.div_ceil(60);
        let mut response = show(
            &app,
            lang,
            &code,
            html! { div.answer role="alert" {
                p { (lang.pick("Đã tra quá nhiều lần. Mời bà con thử lại sau ", "Too many tries. Please wait ")) (minutes) (lang.pick(" phút.", " minutes.")) }
            } },
        );
        *response.status_mut() = StatusCode::TOO_MANY_REQUESTS;
        return Ok(response);
    }
    let known = code.chars().count() <= MAX_CHARS && asked.bi_mat.chars().count() <= MAX_CHARS;
    let found = if known {
        crate::office::find::by_code(&app, &code).await?
    } else {
        None
    };
    let found = match found {
        Some((dossier, personal_ids)) if knows(&dossier, &personal_ids, &asked.bi_mat) => Some(dossier),
        Some(_) | None => None,
    };
    let result = match &found {
        Some(dossier) => state(&app, lang, dossier),
        None => html! { div.answer role="alert" {
            p { strong { (lang.pick("Chưa tra được.", "Nothing found.")) } }
            p { (lang.pick(
                "Mã hoặc số vừa nhập chưa khớp. Mời bà con xem lại mã trên giấy hẹn hoặc giấy hướng dẫn; vẫn chưa được thì hỏi cán bộ.",
                "The code and the number do not match. Please look at the slip again, or ask an officer.",
            )) }
        } },
    };
    Ok(show(&app, lang, &code, result))
}

/// Whether what was typed is something that only the applicant knows.
fn knows(dossier: &DossierRecord, personal_ids: &[String], secret: &str) -> bool {
    let typed: String = secret.chars().filter(char::is_ascii_digit).collect();
    let phones = [
        dossier.intake.phone.as_deref(),
        dossier
            .intake
            .submitted_by
            .as_ref()
            .and_then(|link| link.phone.as_deref()),
    ];
    let by_phone = typed.len() >= 9
        && phones
            .into_iter()
            .flatten()
            .any(|phone| national(phone) == national(&typed));
    let by_id = typed.len() == 4 && personal_ids.iter().any(|id| id.len() == 12 && id.ends_with(&typed));
    by_phone || by_id
}

/// `+84912…` and `0912…` are the same number.
fn national(phone: &str) -> String {
    let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
    match digits.strip_prefix("84") {
        Some(rest) if digits.len() == 11 => format!("0{rest}"),
        Some(_) | None => digits,
    }
}

fn state(app: &App, lang: Lang, dossier: &DossierRecord) -> Markup {
    let due = dossier
        .extended_to
        .as_deref()
        .or_else(|| dossier.clock.as_ref().and_then(|clock| clock.due.as_deref()));
    let due = due.and_then(|due| words::day(due).ok()).map(documents::Date::short);
    html! {
        section.answer aria-live="polite" {
            h2 { (lang.pick("Hồ sơ ", "Dossier ")) (dossier.intake.code) }
            p.lead { strong { (status(lang, dossier.status)) } }
            @match dossier.status {
                DossierStatus::Received | DossierStatus::Processing | DossierStatus::Appraised | DossierStatus::Approved => {
                    @if let Some(due) = due { p { (lang.pick("Hẹn trả kết quả: ", "Result promised for: ")) (due) } }
                }
                DossierStatus::Guided | DossierStatus::WaitingForPapers => {
                    p { (lang.pick("Còn thiếu:", "Still missing:")) }
                    ul { @for item in &dossier.missing {
                        li { (item.name) @if let Some(place) = &item.where_to_get { span.hint { (place) } } }
                    } }
                    p { (lang.pick("Bà con mang đến ", "Bring it to ")) (app.config.contact.name) (lang.pick(" hoặc buổi về thôn gần nhất.", " or to the next village visit.")) }
                }
                DossierStatus::ResultReady => {
                    p { (lang.pick("Nhận tại: ", "Collect it: ")) (result_place(lang, &dossier.intake.channel.how)) }
                }
                DossierStatus::HandedOver | DossierStatus::Stopped => {}
            }
        }
    }
}

fn status(lang: Lang, status: DossierStatus) -> &'static str {
    match status {
        DossierStatus::Received => lang.pick("Đã tiếp nhận", "Received"),
        DossierStatus::Processing | DossierStatus::Appraised | DossierStatus::Approved => {
            lang.pick("Đang giải quyết", "Being worked on")
        }
        DossierStatus::Guided | DossierStatus::WaitingForPapers => {
            lang.pick("Chờ bổ sung giấy tờ", "Waiting for papers")
        }
        DossierStatus::ResultReady => lang.pick("Đã có kết quả", "The result is ready"),
        DossierStatus::HandedOver => lang.pick("Đã trả kết quả", "The result was handed over"),
        DossierStatus::Stopped => lang.pick("Đã dừng theo đề nghị", "Stopped as asked"),
    }
}

fn result_place(lang: Lang, how: &str) -> &'static str {
    match how {
        "post" => lang.pick(
            "gửi qua bưu chính đến địa chỉ đã đăng ký",
            "by post to the address given",
        ),
        "stop" => lang.pick(
            "buổi về thôn gần nhất, hoặc tại trung tâm",
            "at the next village visit, or at the centre",
        ),
        "home" => lang.pick("cán bộ mang đến nhà", "brought to your home"),
        _ => lang.pick(
            "Trung tâm Phục vụ hành chính công xã",
            "at the commune's service centre",
        ),
    }
}

fn show(app: &App, lang: Lang, code: &str, result: Markup) -> Response {
    let content = html! {
        (result)
        form.sheet method="post" action=(lang.href("/tra-cuu")) autocomplete="off" {
            label for="ma" {
                (lang.pick("Mã hồ sơ", "Dossier code"))
                span.hint { (lang.pick("In trên giấy hẹn hoặc giấy hướng dẫn", "Printed on the receipt or guidance slip")) }
            }
            input type="text" id="ma" name="ma" value=(code) required maxlength=(MAX_CHARS) autocapitalize="characters" spellcheck="false";
            label for="bi_mat" {
                (lang.pick("4 số cuối căn cước của người được hưởng, hoặc số điện thoại đã đăng ký", "Last 4 digits of the beneficiary's identity number, or the phone number given"))
            }
            input type="text" id="bi_mat" name="bi_mat" required maxlength="20" inputmode="numeric";
            button type="submit" { (lang.pick("Tra cứu", "Look up")) }
        }
    };
    page(
        app,
        lang,
        Place::LookUp,
        "/tra-cuu",
        lang.pick("Tra cứu hồ sơ", "Track a dossier"),
        content,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_phone_in_two_spellings() {
        assert_eq!(national("+84 912 345 678"), national("0912345678"));
        assert_ne!(national("0912345679"), national("0912345678"));
    }
}
