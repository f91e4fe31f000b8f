//! `cartage`: reads how it is to run, opens the database, serves the portal and the desk, and stops when it is told to. Beside
//! serving: what keeps the data (verify, erase, check, move, back up), a command and a file each.

mod alone;
mod archive;
mod backup;
mod check_projections;
mod credentials;
mod demo;
mod erase_history;
mod move_database;
mod options;
mod place;
mod reset_second_factor;
mod restore;
mod serve;
mod told;
mod verify_history;

use std::process::ExitCode;

use clap::Parser;
use mimalloc::MiMalloc;
use tracing_subscriber::EnvFilter;

use options::{Command, Options};

/// A page is some hundred small texts that are gone when it is sent: the system's allocator gives their memory back to Linux and
/// fetches it again for the next page, a tenth of a page's time.
#[global_allocator]
static MEMORY: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    let command = Options::parse().command();
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(usual(&command)));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return told::failed(&error.into()),
    };
    runtime.block_on(run(command)).unwrap_or_else(|error| told::failed(&error))
}

/// What is logged where nobody said: only serving is hurt by a long action of the database.
fn usual(command: &Command) -> &'static str {
    if matches!(command, Command::Serve(_)) { "info" } else { "info,kit::db=error" }
}

/// The exit code says whether all is well: 1 also for a check that found something.
async fn run(command: Command) -> anyhow::Result<ExitCode> {
    match command {
        Command::Serve(serve) => serve::serve(serve).await.map(|()| ExitCode::SUCCESS),
        Command::VerifyHistory(verify) => verify.run().await,
        Command::MoveDatabase(moving) => moving.run().await.map(|()| ExitCode::SUCCESS),
        Command::Backup(backup) => backup.run().await.map(|()| ExitCode::SUCCESS),
        Command::Restore(restore) => restore.run().await.map(|()| ExitCode::SUCCESS),
        Command::CheckProjections(check) => check.run().await,
        Command::EraseHistory(erase) => erase.run().await.map(|()| ExitCode::SUCCESS),
        Command::ResetSecondFactor(reset) => reset.run().await.map(|()| ExitCode::SUCCESS),
    }
}
