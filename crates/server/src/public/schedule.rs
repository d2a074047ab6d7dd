//! `/lich`: when and where the officers come.

use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};
use uuid::Uuid;

use super::missing;
use super::page::{Lang, Place, page};
use crate::error::ApiResult;
use crate::extract::Segment;
use crate::rounds;
use crate::rounds::papers::papers_to_bring;
use crate::rounds::view::{RoundState, RoundView, StopView};
use crate::slips::words;
use crate::state::{App, AppState};

/// Stops of published rounds from today on, in order.
pub async fn upcoming(app: &App) -> ApiResult<Vec<StopView>> {
    let today = app.clock.today_text();
    let mut stops = published(app).await?;
    stops.retain(|stop| stop.date >= today);
    Ok(stops)
}

async fn published(app: &App) -> ApiResult<Vec<StopView>> {
    let rounds: Vec<RoundView> = rounds::all(app).await?;
    let visible = rounds.into_iter().filter(|round| match round.state {
        RoundState::Published | RoundState::Done => true,
        RoundState::Draft => false,
    });
    let mut stops: Vec<StopView> = visible.flat_map(|round| round.stops).collect();
    stops.sort_by(|a, b| (&a.date, &a.from).cmp(&(&b.date, &b.from)));
    Ok(stops)
}

/// `GET /lich`.
pub async fn list(State(app): State<AppState>, lang: Lang) -> ApiResult<Response> {
    let today = app.clock.today_text();
    let (next, past): (Vec<_>, Vec<_>) = published(&app).await?.into_iter().partition(|stop| stop.date >= today);
    let content = html! {
        @if next.is_empty() {
            p { (lang.pick("Chưa có lịch mới. Lịch sẽ được báo trên loa và tại đây.", "No visit is planned yet. It will be announced here.")) }
        }
        @for stop in &next { (card(&app, lang, stop)) }
        @if !past.is_empty() {
            h2 { (lang.pick("Đã qua", "Past visits")) }
            ul.quiet { @for stop in past.iter().rev().take(20) { li { (print_date(&stop.date)) ": " (villages(&app, stop)) } } }
        }
    };
    let title = lang.pick("Lịch cán bộ về thôn", "Visits to the villages");
    Ok(page(&app, lang, Place::Schedule, "/lich", title, content))
}

/// `GET /lich/{stop}`.
pub async fn stop(State(app): State<AppState>, lang: Lang, Segment(id): Segment<Uuid>) -> ApiResult<Response> {
    let Some(stop) = published(&app).await?.into_iter().find(|stop| stop.id == id) else {
        return Ok(missing::not_found(&app, lang));
    };
    let papers = papers_to_bring(&app.law, app.clock.today());
    let content = html! {
        (card(&app, lang, &stop))
        h2 { (lang.pick("Giấy tờ nên mang theo", "Papers to bring")) }
        ul.sheet { @for paper in &papers { li { (paper) } } }
        p {
            (lang.pick(
                "Thiếu giấy tờ bà con vẫn cứ đến: cán bộ sẽ ghi rõ còn thiếu gì và xin ở đâu. Không phải nộp giấy tờ mà Nhà nước đã có.",
                "Come even if something is missing: the officers write down what is missing and where to get it.",
            ))
        }
        p {
            (lang.pick(
                "Ai già yếu, đau ốm, không đi lại được: báo trưởng thôn để cán bộ thu xếp đến nhà.",
                "If somebody cannot travel, tell the village head: the officers arrange a visit at home.",
            ))
        }
        @if let Some(note) = &stop.note { p.notice { (note) } }
    };
    let title = format!("{} {}", lang.pick("Cán bộ về", "Visit to"), villages(&app, &stop));
    Ok(page(
        &app,
        lang,
        Place::Schedule,
        &format!("/lich/{id}"),
        &title,
        content,
    ))
}

/// One stop with place and time.
pub fn card(app: &App, lang: Lang, stop: &StopView) -> Markup {
    html! {
        section.visit {
            time.leaf datetime=(stop.date) {
                span { (weekday(lang, &stop.date)) } " "
                strong { (print_date(&stop.date).get(..5).unwrap_or_default()) }
                span { (stop.date.get(..4).unwrap_or_default()) }
            }
            div.what {
                h3 { a href=(lang.href(&format!("/lich/{}", stop.id))) { (villages(app, stop)) } }
                p.number { (stop.from) " – " (stop.to) }
                p { (stop.place) }
            }
        }
    }
}

fn villages(app: &App, stop: &StopView) -> String {
    stop.villages
        .iter()
        .map(|id| app.config.village_name(id))
        .collect::<Vec<_>>()
        .join(", ")
}

fn print_date(date: &str) -> String {
    words::day(date).map_or_else(|_| date.to_owned(), documents::Date::short)
}

fn weekday(lang: Lang, date: &str) -> String {
    let Ok(day) = words::civil_date(date) else {
        return String::new();
    };
    match lang {
        Lang::Vi => words::day(date).map_or_else(|_| String::new(), |day| day.weekday().to_owned()),
        Lang::En => day.weekday().to_string(),
    }
}
