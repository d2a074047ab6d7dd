//! The description of the API, generated from the code. `docs/openapi.json` is its golden copy, and the web app's types are
//! made from that.

use utoipa::OpenApi;

use crate::{
    doubles, error, files, imports, missing, office, payments, people, quality, removals, reports, rounds, session,
    sweep, sync, villages,
};

/// The API.
#[derive(OpenApi)]
#[openapi(
    info(title = "tanthon", description = "See docs/API.md."),
    paths(
        session::sign_in::sign_in,
        session::sign_in::current,
        session::sign_in::sign_out,
        session::sign_in::demo_accounts,
        sync::push::push,
        sync::changes::pull,
        sync::package::take,
        sync::rules::bundle,
        sync::attention::list,
        sync::attention::close,
        files::upload::create,
        files::upload::state,
        files::upload::append,
        files::download::get,
        office::board::show,
        office::dossiers::list,
        office::dossier::show,
        office::slip::show,
        office::queue::show,
        people::list::list,
        people::person::show,
        people::household::show,
        people::visits::list,
        doubles::search::search,
        doubles::list::list,
        doubles::list::one,
        doubles::decide::decide,
        doubles::part::take_back,
        removals::propose::propose,
        removals::list::list,
        removals::decide::confirm,
        removals::decide::refuse,
        removals::decide::undo,
        quality::show,
        missing::list::list,
        missing::answer::give,
        missing::visits::show,
        sweep::show::show,
        sweep::workbook::file,
        imports::upload::create,
        imports::list::list,
        imports::list::show,
        imports::rows::list,
        imports::decide::decide,
        imports::mapping::correct,
        imports::apply::apply,
        imports::undo::undo,
        imports::undo::discard,
        imports::file::get,
        imports::open::list,
        imports::open::answer,
        villages::list,
        rounds::list::accounts,
        rounds::list::list,
        rounds::list::show,
        rounds::edit::create,
        rounds::edit::change,
        rounds::edit::publish,
        rounds::texts_of_round::show,
        rounds::poster::show,
        reports::show::round,
        reports::show::month,
        reports::surveys::show,
        reports::surveys::difficulties,
        reports::surveys::attendances,
        payments::list::list,
        payments::settings::show,
        payments::settings::change,
        payments::show::show,
        payments::draw_up::draw_up,
        payments::draw_up::resume,
        payments::approve::approve,
        payments::rows::rows,
        payments::rows::changes,
        payments::not_paid::list,
        payments::correct::list,
        payments::correct::correct,
        payments::returns::list,
        payments::returns::take,
        payments::returns::withdraw,
        payments::return_file::read,
        payments::reconcile::show,
    ),
    components(schemas(
        error::ErrorBody,
        error::FieldError,
        wire::entry::Body,
        wire::verdict::EligibilityAnswer
    ))
)]
pub struct Api;

/// The description as it is kept in `docs/openapi.json`.
pub fn json() -> String {
    let mut text = Api::openapi().to_pretty_json().unwrap_or_default();
    text.push('\n');
    text
}
