//! What runs by itself, once a minute: held entries are tried again. Expired sessions are forgotten when somebody signs in; unfinished uploads after a week.

use std::sync::Arc;
use std::time::Duration;

use crate::state::App;

const EVERY: Duration = Duration::from_secs(60);
/// Held entries tried at once.
const HELD: u32 = 200;
/// Unfinished uploads are kept so long: a device may be away from the network for a week.
const PART_AGE: time::Duration = time::Duration::days(7);

/// Runs until the process ends.
pub async fn run(app: Arc<App>) {
    let mut tick = tokio::time::interval(EVERY);
    loop {
        tick.tick().await;
        if let Err(error) = app.store.retry_held(app.commune(), &app.clock.now_text(), HELD).await {
            tracing::warn!(%error, "held entries could not be tried again");
        }
        let before = domain::date::format_date_time(app.clock.now().saturating_sub(PART_AGE));
        if let Err(error) = app.store.discard_stale_files(app.commune(), &before).await {
            tracing::warn!(%error, "unfinished uploads could not be cleaned");
        }
    }
}
