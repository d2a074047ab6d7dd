//! `GET /api/rounds/{id}/poster.pdf?stop=`: the A4 poster of one stop or of the whole round.

use axum::extract::State;
use axum::response::Response;
use documents::{Contact, Document, Poster, PosterStop, PublicLink, Time};
use domain::permissions::Action;
use serde::Deserialize;
use uuid::Uuid;

use super::list::is_visible;
use super::one;
use super::papers::papers_to_bring;
use super::view::StopView;
use crate::error::{ApiError, ApiResult, Code};
use crate::extract::{Params, Segment};
use crate::pdf;
use crate::session::Caller;
use crate::slips::words;
use crate::state::{App, AppState};

/// Which stop.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Which {
    /// Stop id; absent = all stops of the round.
    stop: Option<Uuid>,
}

/// The poster.
#[utoipa::path(get, path = "/api/rounds/{id}/poster.pdf", tag = "rounds", params(("id" = Uuid, Path), Which), responses((status = 200, body = [u8], content_type = "application/pdf")))]
pub async fn show(
    State(app): State<AppState>,
    caller: Caller,
    Segment(id): Segment<Uuid>,
    Params(which): Params<Which>,
) -> ApiResult<Response> {
    caller.must(Action::ReadRounds)?;
    let round = one(&app, id).await?;
    if !is_visible(&round, &caller) {
        return Err(Code::NotFound.into());
    }
    let stops: Vec<&StopView> = round
        .stops
        .iter()
        .filter(|stop| which.stop.is_none_or(|id| id == stop.id))
        .collect();
    let first = stops.first().ok_or(if which.stop.is_some() {
        Code::NotFound
    } else {
        Code::NothingToPrint
    })?;
    let link = app.config.server.public_url.as_deref().and_then(|url| {
        let url = url.trim_end_matches('/');
        let page = if stops.len() == 1 {
            format!("{url}/lich/{}", first.id)
        } else {
            format!("{url}/lich")
        };
        PublicLink::new(page).ok()
    });
    let poster = Poster {
        agency: format!("Ủy ban nhân dân {}", words::lower_first(app.commune_name())),
        title: "Ngày bảo trợ xã hội lưu động".to_owned(),
        slogan: Some("Hồ sơ đến tận thôn, chính sách đến tận người dân".to_owned()),
        stops: stops
            .iter()
            .map(|stop| poster_stop(&app, stop))
            .collect::<ApiResult<_>>()?,
        services: services(&app),
        bring: papers_to_bring(&app.law, words::civil_date(&first.date)?),
        notes: vec![
            "Thiếu giấy tờ bà con vẫn cứ đến, cán bộ sẽ chỉ rõ.".to_owned(),
            "Làm thủ tục không mất tiền.".to_owned(),
            "Ai không đi lại được, xin báo trưởng thôn để cán bộ thu xếp đến nhà.".to_owned(),
        ],
        contact: app.config.contact.phone.clone().map(|phone| Contact {
            name: app.config.contact.name.clone(),
            phone,
        }),
        page: link,
        issued: words::print_date(app.clock.today())?,
        demo: app.is_demo(),
    };
    Ok(pdf::answer(
        "poster.pdf",
        app.typeset(Document::Poster(Box::new(poster))).await?,
    ))
}

fn services(app: &App) -> Vec<String> {
    let mut services: Vec<String> = app
        .law
        .procedures(app.clock.today())
        .map(|procedure| procedure.short_name.clone())
        .collect();
    services.push("Trả kết quả hồ sơ đã nộp".to_owned());
    services
}

fn poster_stop(app: &App, stop: &StopView) -> ApiResult<PosterStop> {
    let names: Vec<&str> = stop.villages.iter().map(|id| app.config.village_name(id)).collect();
    Ok(PosterStop {
        villages: names.join(", "),
        place: stop.place.clone(),
        date: words::day(&stop.date)?,
        from: time(&stop.from)?,
        until: time(&stop.to)?,
    })
}

fn time(text: &str) -> ApiResult<Time> {
    let time = domain::date::parse_time(text).map_err(|_| ApiError::internal("a stored time is not readable"))?;
    Ok(Time::new(time.hour(), time.minute())?)
}
