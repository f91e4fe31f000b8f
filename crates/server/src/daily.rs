//! What is done once a day by whichever copy of the program comes first: the heads of the histories leave the house.

use std::time::Duration;

use cartage::app::App;
use cartage::history;

use crate::told;

/// How often it is asked whether a day has begun somewhere.
const EVERY: Duration = Duration::from_secs(300);

/// Runs for ever. A database that does not answer is asked again at the next round.
pub(crate) async fn run(app: App) {
    loop {
        if let Err(failure) = history::keep_daily_heads(&app).await {
            let error = told::said(failure);
            tracing::warn!(%error, "the daily heads could not be kept");
        }
        tokio::time::sleep(EVERY).await;
    }
}
