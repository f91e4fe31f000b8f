//! `cartage check-projections`: holds counters and search words against the rows they are made of, and mends them.

use std::process::ExitCode;

use cartage::board::{self, Projections};
use cartage::history;
use clap::Args;

use crate::place::Place;
use crate::told::{said, say};

/// How to check.
#[derive(Debug, Clone, Args)]
pub(crate) struct CheckProjections {
    #[command(flatten)]
    place: Place,
    /// Mends what differs, a few things at a time while the program serves, and checks again.
    #[arg(long)]
    mend: bool,
}

impl CheckProjections {
    /// Says what differs; the exit code is 1 when something does, and after mending when something still does.
    ///
    /// # Errors
    /// When the database does not answer.
    pub(crate) async fn run(self) -> anyhow::Result<ExitCode> {
        let app = self.place.app().await?;
        let chains = app.db.read(|tx| Box::pin(history::chains(tx))).await.map_err(said)?;
        let mut fine = true;
        for chain in chains {
            let mut found = board::check_projections(&app, chain.organisation, self.mend).await.map_err(said)?;
            tell(&chain.slug, &found);
            if found.mended > 0 {
                found = board::check_projections(&app, chain.organisation, false).await.map_err(said)?;
                say(&format!("{}: after mending", chain.slug));
                tell(&chain.slug, &found);
            }
            fine &= found.differ == 0;
        }
        Ok(if fine { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}

fn tell(slug: &str, found: &Projections) {
    let mut text = match found.differ {
        0 => format!("{slug}: as the rows say, {} things looked at", found.seen),
        _ => format!("{slug}: {} differ, {} things looked at, {} mended", found.differ, found.seen, found.mended),
    };
    for words in &found.told {
        text.push_str(&format!("\n  {words}"));
    }
    let more = found.differ - found.told.len() as u64;
    if more > 0 {
        text.push_str(&format!("\n  and {more} more"));
    }
    say(&text);
}
