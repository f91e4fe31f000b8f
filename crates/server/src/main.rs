//! `cartage`: reads how it is to run, opens the database, serves the portal and the desk, and stops when it is told to.

mod credentials;
mod demo;
mod options;
mod serve;
mod told;

use std::process::ExitCode;

use clap::Parser;
use tracing_subscriber::EnvFilter;

use options::Options;

fn main() -> ExitCode {
    let serve = Options::parse().serve();
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return told::failed(&error.into()),
    };
    match runtime.block_on(serve::serve(serve)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => told::failed(&error),
    }
}
