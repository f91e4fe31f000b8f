//! `bin/bench`: measures the program over HTTP against the bare statements on the same database in the same run, writes
//! docs/performance.md between its marks with its plots, and fails when a budget is missed by a quarter.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, bail};
use bench::measure::{Measured, measure};
use bench::report;
use clap::Parser;
use kit::db::{Db, DbError};

/// Measures the program.
#[derive(Parser)]
struct Options {
    /// The program.
    #[arg(long, default_value = "target/release/cartage")]
    program: PathBuf,
    /// How many orders there are.
    #[arg(long, value_delimiter = ',', default_value = "10000,100000,1000000")]
    sizes: Vec<usize>,
    /// On which databases. PostgreSQL is the cluster BENCH_DATABASE_URL names.
    #[arg(long, value_delimiter = ',', default_value = "sqlite,postgres")]
    databases: Vec<String>,
    #[arg(long, env = "BENCH_DATABASE_URL", hide = true)]
    cluster: Option<String>,
    /// Keeps the filled databases, files in this directory, and finds them there again.
    #[arg(long)]
    keep: Option<PathBuf>,
    /// How long each figure is measured.
    #[arg(long, default_value_t = 3.0)]
    seconds: f64,
    /// Measures only this: `submit`, `search`, `portal list with counts`, …
    #[arg(long, default_value = "")]
    only: String,
    /// Where performance.md and its plots are.
    #[arg(long)]
    write: Option<PathBuf>,
    /// What kind of machine this is, for the page.
    #[arg(long, default_value = "")]
    machine: String,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let options = Options::parse();
    let mut all = Vec::new();
    for database in &options.databases {
        for orders in &options.sizes {
            eprintln!("{database}, {orders} orders");
            all.push(one(&options, database, *orders).await?);
        }
    }
    let judged = report::judge(&all);
    let (tables, budgets) = (report::tables(&all, &options.machine), report::budgets(&judged));
    eprintln!("{tables}\n{budgets}");
    if let Some(docs) = &options.write {
        write(docs, &all, &format!("{budgets}\n{tables}"))?;
    }
    let missed = judged.iter().filter(|one| one.failed()).count();
    if missed > 0 {
        bail!("{missed} budgets are missed by more than a quarter");
    }
    Ok(())
}

async fn one(options: &Options, database: &str, orders: usize) -> anyhow::Result<Measured> {
    let long = Duration::from_secs_f64(options.seconds);
    match database {
        "sqlite" => {
            let home = tempfile::tempdir()?;
            let home = options.keep.as_ref().map_or(home.path().to_owned(), |keep| keep.join(orders.to_string()));
            std::fs::create_dir_all(&home)?;
            let url = format!("sqlite:{}", home.join("cartage.sqlite").display());
            measure(&options.program, &url, orders, long, &options.only).await
        }
        "postgres" => {
            let cluster = options.cluster.as_deref().context("BENCH_DATABASE_URL names no PostgreSQL cluster (bin/bench starts one)")?;
            let admin = Db::open(cluster)?;
            let name = format!("bench_{orders}");
            if options.keep.is_none() || !is_there(&admin, &name).await? {
                command(&admin, format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await?;
                command(&admin, format!("CREATE DATABASE {name}")).await?;
            }
            let (server, _) = cluster.rsplit_once('/').context("the cluster's URL ends in a database")?;
            let measured = measure(&options.program, &format!("{server}/{name}"), orders, long, &options.only).await;
            if options.keep.is_none() {
                command(&admin, format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await?;
            }
            measured
        }
        other => bail!("{other} is no database: sqlite, postgres"),
    }
}

async fn is_there(admin: &Db, name: &str) -> anyhow::Result<bool> {
    let (sql, name) = ("SELECT CAST(count(*) AS BIGINT) FROM pg_database WHERE datname = $1", name.to_owned());
    let (many,): (i64,) = admin.read::<_, DbError, _>(move |tx| Box::pin(async move { tx.one(sql, kit::args![name]).await })).await?;
    Ok(many > 0)
}

/// Outside a transaction, as databases are made and dropped.
async fn command(admin: &Db, sql: String) -> anyhow::Result<()> {
    Ok(admin.read::<(), DbError, _>(move |tx| Box::pin(async move { tx.script(&sql).await })).await?)
}

const BEGIN: &str = "<!-- measured: bin/bench writes from here -->";
const END: &str = "<!-- to here -->";

/// Puts the figures between the marks of performance.md, and the plots beside it.
fn write(docs: &Path, all: &[Measured], figures: &str) -> anyhow::Result<()> {
    let file = docs.join("performance.md");
    let page = std::fs::read_to_string(&file)?;
    let (before, rest) = page.split_once(BEGIN).context("performance.md has no begin mark")?;
    let (_, after) = rest.split_once(END).context("performance.md has no end mark")?;
    let mut plots = String::new();
    for database in ["SQLite", "PostgreSQL"] {
        if all.iter().filter(|one| one.database == database).count() > 1 {
            let name = format!("performance-{}.svg", database.to_lowercase());
            std::fs::write(docs.join("pictures").join(&name), report::plot_pages(all, database))?;
            plots.push_str(&format!("![{database}: p95 by number of orders](pictures/{name})\n\n"));
        }
    }
    std::fs::write(&file, format!("{before}{BEGIN}\n\n{plots}{figures}\n{END}{after}"))?;
    Ok(())
}
