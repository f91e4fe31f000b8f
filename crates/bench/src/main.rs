//! `bin/bench`: measures the program as people meet it, over HTTP, against the bare statements on the same database in the same run.

mod asks;
mod figures;
mod http;
mod load;
mod program;
mod seed;

use std::path::PathBuf;
use std::time::Duration;

use cartage::migrations;
use clap::Parser;
use kit::db::{Db, migrate};

/// Measures.
#[derive(Parser)]
struct Options {
    /// The program.
    #[arg(long, default_value = "target/release/cartage")]
    program: PathBuf,
    #[arg(long, value_delimiter = ',', default_value = "10000")]
    sizes: Vec<usize>,
    #[arg(long, default_value = "sqlite")]
    database: String,
    #[arg(long, default_value_t = 3.0)]
    seconds: f64,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let options = Options::parse();
    let long = Duration::from_secs_f64(options.seconds);
    for size in &options.sizes {
        let home = tempfile::tempdir()?;
        let url = if options.database == "sqlite" { format!("sqlite:{}", home.path().join("cartage.sqlite").display()) } else { options.database.clone() };
        let db = Db::open(&url)?;
        migrate(&db, migrations::ALL, jiff::Timestamp::UNIX_EPOCH).await?;
        let began = std::time::Instant::now();
        let seeded = seed::seed(db, *size).await?;
        eprintln!("seeded {size} in {:?}", began.elapsed());
        let program = program::Program::start(&options.program, &url).await?;
        eprintln!("first page {:?}, memory {} MB", program.first_page, program.memory()? / 1_000_000);
        for clients in [1, 8, 32] {
            for kind in asks::Kind::PAGES {
                let mut workers = Vec::new();
                for client in 0..clients {
                    workers.push(load::Browser::new(&program.address, asks::page(kind, &seeded, client)).await?);
                }
                let cpu = program.cpu()?;
                let figures = load::load(workers, long).await?;
                let used = program.cpu()? - cpu;
                eprintln!("{clients:>3} {:<26} {:>7.0}/s p50 {:.2} p95 {:.2} p99 {:.2} ms, {} B, cpu {:.0} us", kind.words(), figures.rate(), figures.within(50), figures.within(95), figures.within(99), figures.bytes, used.as_secs_f64() * 1e6 / (figures.done as f64 * 1.1));
            }
            for many in [false, true] {
                let mut workers = Vec::new();
                for client in 0..clients {
                    let house = if many && client > 0 { &seeded.others[client - 1] } else { &seeded.large };
                    let buyer = &house.buyers[client % house.buyers.len()];
                    workers.push(load::Browser::new(&program.address, asks::submit(house, buyer)).await?);
                }
                let cpu = program.cpu()?;
                let figures = load::load(workers, long).await?;
                let used = program.cpu()? - cpu;
                eprintln!("{clients:>3} {:<26} {:>7.0}/s p50 {:.2} p95 {:.2} p99 {:.2} ms, {} B, cpu {:.0} us", if many { "submit, many" } else {"submit"}, figures.rate(), figures.within(50), figures.within(95), figures.within(99), figures.bytes, used.as_secs_f64() * 1e6 / (figures.done as f64 * 1.1));
            }
        }
        eprintln!("memory {} MB", program.memory()? / 1_000_000);
    }
    Ok(())
}
