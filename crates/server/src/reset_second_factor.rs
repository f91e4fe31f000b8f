//! `cartage reset-second-factor`: for somebody who lost phone and recovery codes. Only whoever runs the server can (rule 1.3).

use anyhow::bail;
use cartage::people;
use clap::Args;

use crate::place::Place;
use crate::told::{said, say};

/// Whose.
#[derive(Debug, Clone, Args)]
pub(crate) struct ResetSecondFactor {
    #[command(flatten)]
    place: Place,
    /// An e-mail address the person signs in with. Make sure first that it is they who ask.
    #[arg(long, value_name = "ADDRESS")]
    email: String,
}

impl ResetSecondFactor {
    /// Erases the second factor and ends the person's sessions; they are told by mail.
    ///
    /// # Errors
    /// When nobody has that address, or has no second factor, or the database does not answer.
    pub(crate) async fn run(self) -> anyhow::Result<()> {
        let app = self.place.app().await?;
        let reset = people::reset_second_factor(&app.db, app.ids, &self.email, app.clock.now()).await.map_err(said)?;
        if !reset {
            bail!("nobody with the address {} has a second factor", self.email);
        }
        say("Reset. They are signed out everywhere, sign in without a code from now on, and are told by mail.");
        Ok(())
    }
}
