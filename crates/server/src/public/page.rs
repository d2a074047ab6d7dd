//! The frame of every public page: language, demonstration mark, navigation, footer.

use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;
use axum::response::{Html, IntoResponse, Response};
use maud::{DOCTYPE, Markup, html};
use serde::Deserialize;

use crate::state::App;

/// Language of a public page: Vietnamese unless `?lang=en` says otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lang {
    /// Tiếng Việt.
    Vi,
    /// English.
    En,
}

impl Lang {
    /// One of two texts.
    pub fn pick(self, vi: &'static str, en: &'static str) -> &'static str {
        match self {
            Lang::Vi => vi,
            Lang::En => en,
        }
    }

    /// An address of ours that keeps the language.
    pub fn href(self, path: &str) -> String {
        match self {
            Lang::Vi => path.to_owned(),
            Lang::En => format!("{path}?lang=en"),
        }
    }

    fn code(self) -> &'static str {
        self.pick("vi", "en")
    }
}

#[derive(Deserialize)]
struct LangQuery {
    lang: Option<String>,
}

impl<S: Send + Sync> FromRequestParts<S> for Lang {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Self::Rejection> {
        let query = Query::<LangQuery>::from_request_parts(parts, state).await;
        let wanted = query.ok().and_then(|Query(query)| query.lang);
        Ok(if wanted.as_deref() == Some("en") {
            Lang::En
        } else {
            Lang::Vi
        })
    }
}

/// The places in the navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// `/`.
    Home,
    /// `/lich`.
    Schedule,
    /// `/thu-tuc`.
    Procedures,
    /// `/tra-cuu`.
    LookUp,
}

impl Place {
    const ALL: [Place; 4] = [Place::Home, Place::Schedule, Place::Procedures, Place::LookUp];

    /// Address.
    pub fn path(self) -> &'static str {
        match self {
            Place::Home => "/",
            Place::Schedule => "/lich",
            Place::Procedures => "/thu-tuc",
            Place::LookUp => "/tra-cuu",
        }
    }

    fn name(self, lang: Lang) -> &'static str {
        match self {
            Place::Home => lang.pick("Trang đầu", "Home"),
            Place::Schedule => lang.pick("Lịch về thôn", "Visits"),
            Place::Procedures => lang.pick("Thủ tục", "Procedures"),
            Place::LookUp => lang.pick("Tra cứu", "Track"),
        }
    }
}

/// A whole page.
pub fn page(app: &App, lang: Lang, place: Place, path: &str, title: &str, content: Markup) -> Response {
    let other = match lang {
        Lang::Vi => Lang::En,
        Lang::En => Lang::Vi,
    };
    let commune = app.commune_name();
    let markup = html! {
        (DOCTYPE)
        html lang=(lang.code()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="theme-color" content="#0b5a5c";
                title { (title) " · " (commune) }
                link rel="icon" type="image/svg+xml" href="/app/icons/mark.svg";
                link rel="stylesheet" href="/public.css";
            }
            body {
                a.skip href="#noi-dung" { (lang.pick("Đến nội dung", "Skip to content")) }
                @if app.is_demo() {
                    p.demo role="note" {
                        (lang.pick(
                            "Bản minh họa: thôn, người và hồ sơ đều là hư cấu. Không dùng để làm việc thật.",
                            "Demonstration: villages, people and dossiers are invented. Not for real use.",
                        ))
                    }
                }
                header.top {
                    div.wide.masthead {
                        img src="/app/icons/mark.svg" width="40" height="40" alt="";
                        a.brand href=(lang.href("/")) {
                            strong { (commune) }
                            span { (lang.pick("Hồ sơ đến tận thôn, chính sách đến tận người dân", "Services brought to the village")) }
                        }
                        a.language href=(other.href(path)) hreflang=(other.code()) lang=(other.code()) { (other.pick("Tiếng Việt", "English")) }
                    }
                    nav.wide aria-label=(lang.pick("Các trang", "Pages")) {
                        ul {
                            @for entry in Place::ALL {
                                li {
                                    a href=(lang.href(entry.path())) aria-current=[(entry == place).then_some("page")] { (entry.name(lang)) }
                                }
                            }
                        }
                    }
                }
                main.wide id="noi-dung" {
                    h1 { (title) }
                    (content)
                }
                footer {
                    div.wide {
                        p { (lang.pick(
                            "Làm thủ tục bảo trợ xã hội không mất phí. Không ai được thu tiền của bà con.",
                            "Social-protection procedures are free of charge.",
                        )) }
                        p { a href="/app/" { (lang.pick("Dành cho cán bộ", "For officers")) } }
                    }
                }
            }
        }
    };
    Html(markup.into_string()).into_response()
}
