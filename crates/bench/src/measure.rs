//! One database of one size, measured: pages and submissions at 1, 8 and 32 clients, each against its bare statements.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use cartage::migrations;
use kit::db::{Db, migrate};

use crate::asks::{self, Kind};
use crate::bare;
use crate::figures::Figures;
use crate::found;
use crate::load::{Browser, Worker, load};
use crate::program::Program;
use crate::seed::{House, Seeded};

/// How many ask at once.
pub const CLIENTS: [usize; 3] = [1, 8, 32];

/// How many order imports wait where they do.
const WAITING: i64 = 5_000;
/// A submission that becomes an order directly.
pub const SUBMIT: &str = "submit";
/// A submission that becomes an order import, which creates the order by itself.
pub const SUBMIT_AUTOMATICALLY: &str = "submit, through an automatic import";

/// The program and the bare statements at the same thing.
#[derive(Clone, Debug)]
pub struct Pair {
    /// What: a page, or `submit`.
    pub what: &'static str,
    /// Whether it is a list.
    pub list: bool,
    /// How many asked at once.
    pub clients: usize,
    /// Over HTTP.
    pub program: Figures,
    /// The statements alone.
    pub bare: Figures,
}

/// What was measured of one database of one size.
#[derive(Clone, Debug)]
pub struct Measured {
    /// `SQLite` or `PostgreSQL`.
    pub database: &'static str,
    /// How many orders were there.
    pub orders: usize,
    /// Pages, and submissions of one haulier.
    pub pairs: Vec<Pair>,
    /// Submissions of 32 hauliers, 32 clients.
    pub many: Figures,
    /// Their rows alone.
    pub many_bare: Figures,
    /// From the program's start to its first page.
    pub first_page: Duration,
    /// Resident bytes after the first page, before any load.
    pub idle: u64,
    /// Resident bytes after all of it.
    pub loaded: u64,
}

/// Seeds, starts and measures, each for `long`; only what is called `only`, if it says anything.
///
/// # Errors
/// When the program or the database does not answer as it should.
pub async fn measure(binary: &Path, url: &str, orders: usize, long: Duration, only: &str) -> anyhow::Result<Measured> {
    let db = Db::open(url)?;
    migrate(&db, migrations::ALL, kit::clock::Clock::System.now()).await?;
    let began = std::time::Instant::now();
    let seeded = found::found_or_seeded(db.clone(), orders).await?;
    eprintln!("  {orders} orders there after {:.0} s", began.elapsed().as_secs_f64());
    let program = Program::start(binary, url, &[]).await?;
    // What the program does once when it starts, for each haulier, is over.
    tokio::time::sleep(Duration::from_secs(5)).await;
    let idle = program.memory()?;
    waiting(&program, &seeded).await?;
    let mut pairs = Vec::new();
    for clients in CLIENTS {
        for kind in Kind::PAGES.into_iter().filter(|kind| only.is_empty() || only == kind.words()) {
            let mut browsers = Vec::new();
            for client in 0..clients {
                browsers.push(Browser::new(&program.address, asks::page(kind, &seeded, client)).await?);
            }
            let asked = watched(&program, browsers, long).await?;
            let statements = (0..clients).map(|client| bare::Page::new(db.clone(), kind, seeded.clone(), client)).collect();
            let bare = load(statements, long).await?;
            pairs.push(said(Pair { what: kind.words(), list: kind != Kind::OrderPage, clients, program: asked, bare }));
        }
        if !only.is_empty() && only != SUBMIT {
            continue;
        }
        for (what, house) in [(SUBMIT, &seeded.large), (SUBMIT_AUTOMATICALLY, &seeded.automatic)] {
            let asked = submissions(&program, &seeded, &[house], clients, long).await?;
            let bare = load((0..clients).map(|client| rows(&db, house, client)).collect(), long).await?;
            pairs.push(said(Pair { what, list: false, clients, program: asked, bare }));
        }
    }
    let all: Vec<&House> = std::iter::once(&seeded.large).chain(&seeded.others).collect();
    let (mut many, mut many_bare) = (Figures::default(), Figures::default());
    if only.is_empty() || only == SUBMIT {
        many = submissions(&program, &seeded, &all, 32, long).await?;
        many_bare = load((0..32).map(|client| rows(&db, all[client % all.len()], client)).collect(), long).await?;
    }
    eprintln!("  32 hauliers submit {:.0}/s, bare {:.0}/s", many.rate(), many_bare.rate());
    let database = if url.starts_with("postgres") { "PostgreSQL" } else { "SQLite" };
    Ok(Measured { database, orders, pairs, many, many_bare, first_page: program.first_page, idle, loaded: program.memory()? })
}

/// Who writes a client's submissions without the program.
fn rows(db: &Db, house: &House, client: usize) -> bare::Submission {
    let buyer = house.buyers[client % house.buyers.len()].clone();
    bare::Submission::new(db.clone(), house.clone(), buyer, client)
}

/// Submits until [`WAITING`] imports wait; the next page finds them all.
async fn waiting(program: &Program, seeded: &Arc<Seeded>) -> anyhow::Result<()> {
    let sql = "SELECT CAST(count(*) AS BIGINT) FROM order_import WHERE organisation = $1";
    let house = &seeded.waiting;
    while seeded.app.number(sql, kit::args![house.organisation.id]).await < WAITING {
        submissions(program, seeded, &[house], 8, Duration::from_millis(500)).await?;
    }
    Ok(())
}

fn said(pair: Pair) -> Pair {
    eprintln!(
        "  {:>2} × {:<26} {:>6.0}/s, p50 {:.2} ms, bare {:.2} ms, cpu {:.0} µs",
        pair.clients,
        pair.what,
        pair.program.rate(),
        pair.program.within(50),
        pair.bare.within(50),
        pair.program.cpu.unwrap_or_default().as_secs_f64() * 1e6
    );
    pair
}

async fn submissions(
    program: &Program,
    seeded: &Arc<Seeded>,
    houses: &[&House],
    clients: usize,
    long: Duration,
) -> anyhow::Result<Figures> {
    let mut browsers = Vec::new();
    for client in 0..clients {
        let house = houses[client % houses.len()];
        let buyer = &house.buyers[client % house.buyers.len()];
        browsers.push(Browser::new(&program.address, asks::submit(house, buyer, seeded.today())).await?);
    }
    watched(program, browsers, long).await
}

/// Load with the program's processor time beside it.
async fn watched<W: Worker>(program: &Program, workers: Vec<W>, long: Duration) -> anyhow::Result<Figures> {
    let before = program.cpu()?;
    let figures = load(workers, long).await?;
    let used = program.cpu()?.saturating_sub(before);
    let asked = u32::try_from(figures.done + figures.warm).unwrap_or(u32::MAX).max(1);
    Ok(figures.with_cpu(used / asked))
}
