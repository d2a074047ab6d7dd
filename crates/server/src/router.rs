//! Every address of the program, one column.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware as layer;
use axum::response::Redirect;
use axum::routing::{get, patch, post};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{NotForContentType, Predicate, SizeAbove};

use crate::state::AppState;
use crate::{
    doubles, files, health, imports, limits, middleware, missing, office, payments, people, public, quality, removals,
    reports, rounds, security, session, sweep, sync, villages, web_app,
};

/// The whole program as a service.
pub fn router(app: AppState) -> Router {
    let small = Router::new()
        .route(
            "/api/session",
            post(session::sign_in::sign_in)
                .get(session::sign_in::current)
                .delete(session::sign_in::sign_out),
        )
        .route("/api/public/demo-accounts", get(session::sign_in::demo_accounts))
        .route("/api/sync/changes", get(sync::changes::pull))
        .route("/api/stops/{id}/package", get(sync::package::take))
        .route("/api/rules", get(sync::rules::bundle))
        .route("/api/attention", get(sync::attention::list))
        .route("/api/attention/{entry_id}/close", post(sync::attention::close))
        .route("/api/files", post(files::upload::create))
        .route("/api/board", get(office::board::show))
        .route("/api/dossiers", get(office::dossiers::list))
        .route("/api/dossiers/{id}", get(office::dossier::show))
        .route("/api/dossiers/{id}/slips/{name}", get(office::slip::show))
        .route("/api/people", get(people::list::list))
        .route("/api/people/{id}", get(people::person::show))
        .route("/api/households/{id}", get(people::household::show))
        .route("/api/doubles", get(doubles::list::list))
        .route("/api/doubles/search", post(doubles::search::search))
        .route(
            "/api/doubles/{id}",
            get(doubles::list::one).post(doubles::decide::decide),
        )
        .route("/api/doubles/{id}/part", post(doubles::part::take_back))
        .route(
            "/api/removals",
            get(removals::list::list).post(removals::propose::propose),
        )
        .route("/api/removals/{id}/confirm", post(removals::decide::confirm))
        .route("/api/removals/{id}/refuse", post(removals::decide::refuse))
        .route("/api/removals/{id}/undo", post(removals::decide::undo))
        .route("/api/quality", get(quality::show))
        .route("/api/home-visits", get(people::visits::list))
        .route("/api/queue/{office}", get(office::queue::show))
        .route("/api/missing-out", get(missing::list::list))
        .route("/api/missing-out/answers", post(missing::answer::give))
        .route("/api/missing-out/visits", get(missing::visits::show))
        .route("/api/sweep", get(sweep::show::show))
        .route("/api/sweep.xlsx", get(sweep::workbook::file))
        .route("/api/imports/{id}", get(imports::list::show))
        .route("/api/imports/{id}/rows", get(imports::rows::list))
        .route(
            "/api/imports/{id}/rows/{position}/decision",
            post(imports::decide::decide),
        )
        .route("/api/imports/{id}/mapping", post(imports::mapping::correct))
        .route("/api/imports/{id}/apply", post(imports::apply::apply))
        .route("/api/imports/{id}/undo", post(imports::undo::undo))
        .route("/api/imports/{id}/discard", post(imports::undo::discard))
        .route("/api/imports/{id}/file", get(imports::file::get))
        .route("/api/places/open", get(imports::open::list))
        .route("/api/places/open/{import}/{position}", post(imports::open::answer))
        .route("/api/villages", get(villages::list))
        .route("/api/accounts", get(rounds::list::accounts))
        .route("/api/rounds", get(rounds::list::list).post(rounds::edit::create))
        .route("/api/rounds/{id}", get(rounds::list::show).put(rounds::edit::change))
        .route("/api/rounds/{id}/publish", post(rounds::edit::publish))
        .route("/api/rounds/{id}/texts", get(rounds::texts_of_round::show))
        .route("/api/rounds/{id}/poster.pdf", get(rounds::poster::show))
        .route("/api/reports/rounds/{id}", get(reports::show::round))
        .route("/api/reports/months/{month}", get(reports::show::month))
        .route("/api/surveys/summary", get(reports::surveys::show))
        .route("/api/difficulties", get(reports::surveys::difficulties))
        .route("/api/attendances", get(reports::surveys::attendances))
        .route("/api/payments", get(payments::list::list))
        .route(
            "/api/payments/settings",
            get(payments::settings::show).put(payments::settings::change),
        )
        .route(
            "/api/payments/{month}",
            get(payments::show::show).post(payments::draw_up::draw_up),
        )
        .route("/api/payments/{month}/rows", get(payments::rows::rows))
        .route("/api/payments/{month}/changes", get(payments::rows::changes))
        .route("/api/payments/{month}/not-paid", get(payments::not_paid::list))
        .route("/api/payments/{month}/resume", post(payments::draw_up::resume))
        .route("/api/payments/{month}/approve", post(payments::approve::approve))
        .route(
            "/api/payments/{month}/corrections",
            get(payments::correct::list).post(payments::correct::correct),
        )
        .route("/api/payments/{month}/reconciliation", get(payments::reconcile::show))
        .route(
            "/api/payments/{month}/paid/{id}/withdraw",
            post(payments::returns::withdraw),
        )
        .route("/", get(public::home::show))
        .route("/lich", get(public::schedule::list))
        .route("/lich/{stop}", get(public::schedule::stop))
        .route("/thu-tuc", get(public::procedures::list))
        .route("/thu-tuc/{code}", get(public::procedures::one))
        .route("/tra-cuu", get(public::look_up::form).post(public::look_up::answer))
        .route("/public.css", get(public::style))
        .route("/healthz", get(health::show))
        .layer(DefaultBodyLimit::max(limits::JSON_BYTES));
    let pushes = Router::new()
        .route("/api/sync/push", post(sync::push::push))
        .route(
            "/api/payments/{month}/paid",
            get(payments::returns::list).post(payments::returns::take),
        )
        .layer(DefaultBodyLimit::max(limits::PUSH_BYTES));
    let returns = Router::new()
        .route("/api/payments/{month}/paid/file", post(payments::return_file::read))
        .layer(DefaultBodyLimit::max(limits::RETURN_BYTES));
    let pieces = Router::new()
        .route(
            "/api/files/{hash}",
            patch(files::upload::append)
                .head(files::upload::state)
                .get(files::download::get),
        )
        .layer(DefaultBodyLimit::max(limits::FILE_PIECE_BYTES));
    let lists = Router::new()
        .route("/api/imports", post(imports::upload::create).get(imports::list::list))
        .layer(DefaultBodyLimit::max(limits::LIST_BYTES));
    // The app compresses its own files once; pictures and PDFs do not get smaller.
    let compressible = SizeAbove::new(1024)
        .and(NotForContentType::IMAGES)
        .and(NotForContentType::const_new("application/pdf"));
    let app_files = Router::new()
        .route("/app", get(|| async { Redirect::permanent("/app/") }))
        .route("/app/", get(web_app::shell))
        .route("/app/{*path}", get(web_app::file));
    small
        .merge(pushes)
        .merge(returns)
        .merge(lists)
        .merge(pieces)
        .layer(CompressionLayer::new().compress_when(compressible))
        .merge(app_files)
        .fallback(public::missing::anything)
        .method_not_allowed_fallback(public::missing::wrong_method)
        .layer(CatchPanicLayer::custom(middleware::after_panic))
        .layer(layer::from_fn(middleware::limit_time))
        .layer(layer::from_fn(security::headers::add))
        .layer(layer::from_fn(middleware::log))
        .with_state(app)
}
