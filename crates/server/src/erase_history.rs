//! `cartage erase-history`: empties, on request, what was recorded about one person or thing.

use cartage::failure::{Failure, Mismatch};
use cartage::history;
use cartage::viewer::{Actor, Side};
use clap::Args;
use uuid::Uuid;

use crate::place::Place;
use crate::told::{said, say};

/// What to erase.
#[derive(Debug, Clone, Args)]
pub(crate) struct EraseHistory {
    #[command(flatten)]
    place: Place,
    /// Whose history, by the organisation's word in paths.
    #[arg(long, value_name = "SLUG")]
    organisation: String,
    /// The id of the contact, user, customer, order …: the last word of its page's address.
    #[arg(long, value_name = "UUID")]
    subject: Uuid,
    /// Why; recorded with the erasure.
    #[arg(long, value_name = "TEXT", default_value = "")]
    reason: String,
}

impl EraseHistory {
    /// Erases, and says how much.
    ///
    /// # Errors
    /// When there is no such organisation, nothing was recorded about the subject, or the database does not answer.
    pub(crate) async fn run(self) -> anyhow::Result<()> {
        let app = self.place.app().await?;
        let slug = self.organisation.clone();
        let chain = app.db.read(move |tx| Box::pin(history::chain_of(tx, slug))).await.map_err(|failure| match failure {
            Failure::Mismatch(Mismatch::NotFound) => anyhow::anyhow!("there is no organisation {}", self.organisation),
            other => said(other),
        })?;
        let actor = Actor { name: "Command line".to_owned(), side: Side::System, membership: None };
        let erased = history::erase_payloads(&app, chain.organisation, actor, self.subject, self.reason).await;
        let erased = erased.map_err(|failure| match failure {
            Failure::Mismatch(Mismatch::NotFound) => anyhow::anyhow!("nothing is recorded about {} at {}", self.subject, chain.name),
            other => said(other),
        })?;
        say(&format!("{erased} erased. Backups and daily mails made before still hold what they held."));
        Ok(())
    }
}
