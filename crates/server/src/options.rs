//! The command line and the environment: where to listen, where the data is, how mail leaves, and what else can be done.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use crate::backup::Backup;
use crate::check_projections::CheckProjections;
use crate::erase_history::EraseHistory;
use crate::move_database::MoveDatabase;
use crate::reset_second_factor::ResetSecondFactor;
use crate::restore::Restore;
use crate::verify_history::VerifyHistory;

/// A customer portal and order desk for road hauliers. Without a command: `serve --demo`.
#[derive(Debug, Parser)]
#[command(name = "cartage", version)]
pub(crate) struct Options {
    #[command(subcommand)]
    command: Option<Command>,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Serves the portal and the desk until it is stopped.
    Serve(Serve),
    /// Checks that no recorded act was altered and none cut off; the heads it prints can be kept for --against.
    VerifyHistory(VerifyHistory),
    /// Erases, on request, what was recorded about one person or thing; the chain stays whole.
    EraseHistory(EraseHistory),
    /// Holds counters and search words against the orders and names they are made of.
    CheckProjections(CheckProjections),
    /// Erases the second factor of somebody who lost phone and recovery codes.
    ResetSecondFactor(ResetSecondFactor),
    /// Carries everything from SQLite to PostgreSQL or back, while nothing serves, and compares.
    MoveDatabase(MoveDatabase),
    /// Writes database and documents into one file, while the program serves.
    Backup(Backup),
    /// Brings a backup into an empty place, on SQLite or PostgreSQL.
    Restore(Restore),
}

/// How to serve.
#[derive(Debug, Clone, Args)]
pub(crate) struct Serve {
    /// Fills an empty database with two hauliers and shows the mail that was sent on a page. Nothing leaves the machine.
    #[arg(long)]
    pub(crate) demo: bool,
    /// Where to listen; port 0 takes a free one.
    #[arg(long, env = "CARTAGE_LISTEN", value_name = "ADDR", default_value = "127.0.0.1:8080")]
    pub(crate) listen: String,
    /// The directory for the SQLite file; made when it is not there.
    #[arg(long, env = "CARTAGE_DATA", value_name = "DIR", default_value = "data")]
    pub(crate) data: PathBuf,
    /// Writes who may sign in to the demonstration, as JSON, once it listens.
    #[arg(long, value_name = "FILE")]
    pub(crate) write_credentials: Option<PathBuf>,
    /// The address people type; links in mails begin with it. First value: where it listens.
    #[arg(long, env = "CARTAGE_BASE_URL", value_name = "URL")]
    pub(crate) base_url: Option<String>,
    /// A proxy of yours stands in front and names the caller last in X-Forwarded-For: attempts to sign in are counted by it.
    #[arg(long, env = "CARTAGE_BEHIND_PROXY", value_parser = clap::builder::BoolishValueParser::new(), num_args = 0..=1, default_value = "false", default_missing_value = "true")]
    pub(crate) behind_proxy: bool,
    /// postgres://… moves the data to PostgreSQL.
    #[arg(long, env = "DATABASE_URL", value_name = "URL", hide_env_values = true)]
    pub(crate) database_url: Option<String>,
    /// smtps://user:password@host sends the mail.
    #[arg(long, env = "CARTAGE_SMTP", value_name = "URL", hide_env_values = true)]
    pub(crate) smtp: Option<String>,
    /// Nothing leaves: mail waits in the outbox until the program is started without this. For a copy, or after a restore.
    #[arg(long, env = "CARTAGE_HOLD_OUTBOX", value_parser = clap::builder::BoolishValueParser::new(), num_args = 0..=1, default_value = "false", default_missing_value = "true")]
    pub(crate) hold_outbox: bool,
    /// Serves /metrics (OpenMetrics) and /healthz on an address of its own. First value: nowhere.
    #[arg(long, env = "CARTAGE_METRICS", value_name = "ADDR")]
    pub(crate) metrics: Option<String>,
    /// The sender of every mail: `Name <address>`.
    #[arg(long, env = "CARTAGE_MAIL_FROM", value_name = "SENDER", default_value = "Cartage <cartage@localhost>")]
    pub(crate) mail_from: String,
}

impl Options {
    /// What to do: as asked, or serve the demonstration when nothing was.
    pub(crate) fn command(self) -> Command {
        self.command.or_else(|| Options::parse_from(["cartage", "serve", "--demo"]).command).expect("`serve --demo` is a command")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_command_it_is_the_demonstration() {
        let Command::Serve(serve) = Options::parse_from(["cartage"]).command() else { panic!("another command") };
        assert!(serve.demo);
        let asked = ["cartage", "serve", "--listen", "127.0.0.1:0"];
        let Command::Serve(serve) = Options::parse_from(asked).command() else { panic!("another command") };
        assert!(!serve.demo);
        assert_eq!(serve.listen, "127.0.0.1:0");
    }
}
