//! `cartage verify-history`: walks every chain while the program serves, and says where the first link is broken.

use std::process::ExitCode;

use anyhow::{Context, bail};
use cartage::history::{self, Broken, Head, Wrong};
use clap::Args;

use crate::place::Place;
use crate::told::{said, say};

/// How to verify.
#[derive(Debug, Clone, Args)]
pub(crate) struct VerifyHistory {
    #[command(flatten)]
    place: Place,
    /// A head that was kept (`organisation:entry:hex`), or a file with some: this command's own output, a daily mail.
    #[arg(long, value_name = "HEAD|FILE", num_args = 1..)]
    against: Vec<String>,
    /// Only this organisation's, by its word in paths.
    #[arg(long, value_name = "SLUG")]
    organisation: Option<String>,
}

impl VerifyHistory {
    /// Prints a line for each organisation and the head to keep; the exit code is 1 when a chain is broken.
    ///
    /// # Errors
    /// When what is to be compared with cannot be read or the database does not answer.
    pub(crate) async fn run(self) -> anyhow::Result<ExitCode> {
        let against = self.against.iter().map(|given| kept(given)).collect::<anyhow::Result<Vec<_>>>()?.concat();
        let db = self.place.open().await?;
        let mut chains = db.read(|tx| Box::pin(history::chains(tx))).await.map_err(said)?;
        let unknown = against.iter().find(|head| chains.iter().all(|chain| chain.slug != head.organisation));
        let mut whole = unknown.is_none();
        if let Some(head) = unknown {
            let broken = Broken { organisation: head.organisation.clone(), entry: head.entry, row: None, wrong: Wrong::NoSuchOrganisation };
            say(&broken.to_string());
        }
        if let Some(slug) = &self.organisation {
            chains.retain(|chain| chain.slug == *slug);
            if chains.is_empty() {
                bail!("there is no organisation {slug}");
            }
        }
        for chain in chains {
            let found = history::verify(&db, &chain, &against).await.map_err(said)?;
            match (&found.broken, &found.head) {
                (Some(broken), _) => say(&broken.to_string()),
                (None, Some(head)) => say(&format!("{}: {}\n{head}", chain.name, counted(head.entry, found.erased))),
                (None, None) => say(&format!("{}: nothing is recorded yet", chain.name)),
            }
            whole &= found.broken.is_none();
        }
        Ok(if whole { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}

fn counted(entries: i64, erased: i64) -> String {
    let erased = if erased == 0 { String::new() } else { format!(", {erased} of them erased on request") };
    let entries = if entries == 1 { "1 entry".to_owned() } else { format!("{entries} entries") };
    format!("whole, {entries}{erased}")
}

/// A head as it stands, or those in a file.
fn kept(given: &str) -> anyhow::Result<Vec<Head>> {
    if let Some(head) = Head::read(given) {
        return Ok(vec![head]);
    }
    let bytes =
        std::fs::read(given).with_context(|| format!("{given} is neither a head (organisation:entry:hex) nor a file that can be read"))?;
    let heads = Head::pick(&String::from_utf8_lossy(&bytes));
    if heads.is_empty() {
        bail!("there is no head in {given}: a line such as organisation:1234:9f86… is looked for");
    }
    Ok(heads)
}
